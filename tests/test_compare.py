"""What a comparison says, and when it says that it cannot."""

import numpy as np
import pandas as pd

from toolkit.compare import compare_sides, summarise_by
from toolkit.model import Article, Span, Statement
from toolkit.score import score_statements


def frame(n: int) -> pd.DataFrame:
    values = np.random.default_rng(0).normal(size=2 * n)
    return pd.DataFrame(
        {"doc": [f"d{i % 5}" for i in range(2 * n)], "statement": range(2 * n), "side": ["x", "y"] * n, "tone": values}
    )


class TestCompare:
    def test_swap(self):
        """Swapping the sides flips every sign."""
        one, two = (compare_sides(frame(30), *pair, "tone", seed=1) for pair in (("x", "y"), ("y", "x")))
        assert (one.difference, one.low, one.high, one.delta) == (
            -two.difference, -two.high, -two.low, -two.delta,
        )  # fmt: skip

    def test_few(self):
        """Below the minimum the sentence says so, and no nan is shown."""
        said = compare_sides(frame(3), "x", "y", "tone", seed=1).sentence
        assert "too few to compare" in said and "nan" not in said
        assert list(summarise_by(frame(3), "side", "tone", seed=1)["note"]) == ["too few to compare"] * 2

    def test_clear(self):
        """A difference as large as the scale is found, with delta 1."""
        rows = frame(30).assign(tone=[1.0, -1.0] * 30)
        found = compare_sides(rows, "x", "y", "tone", seed=1)
        assert (found.difference, found.delta) == (2.0, 1.0)

    def test_words(self):
        """The sentence says which side is higher, or that no difference is clear, by the names it is given."""
        rows = frame(30).assign(tone=[1.0, -1.0] * 30)
        assert (
            compare_sides(rows, "x", "y", "tone", seed=1)
            .describe("North", "South")
            .startswith("North scores higher than South on tone")
        )
        assert compare_sides(rows, "y", "x", "tone", seed=1).sentence.startswith("y scores lower than x on tone")
        assert compare_sides(rows.assign(tone=0.0), "x", "y", "tone", seed=1).sentence.startswith("No clear difference")


class TestScore:
    def test_any_text(self):
        """One word, no word and 5000 words are scored without an exception."""
        for text in ("", "Yes", "very good " * 2500, "💥", "Это война"):
            (scored,) = score_statements(Article("a", text), [Statement((Span(0, len(text)),), "direct")])
            assert -1 <= scored.polarity <= 1 and 0 <= scored.subjectivity <= 1 and -1 <= scored.vader <= 1

    def test_own_words(self):
        """Cue and source do not count."""
        text = "Horrible terrible Bob lied: tables exist"
        (scored,) = score_statements(Article("a", text), [Statement((Span(28, len(text)),), "indirect")])
        assert (scored.polarity, scored.vader) == (0, 0)
