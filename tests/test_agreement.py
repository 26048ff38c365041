"""Agreement equals published worked examples; where it is not defined, a sentence says why."""

import json
import re
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest

from toolkit.agreement import (
    confusion_table,
    list_disagreements,
    list_spans,
    measure_agreement,
    measure_code,
    measure_spans,
)
from toolkit.coding import codes_of, to_codes
from toolkit.errors import InputError
from toolkit.model import Article, Result, Span, Statement, from_dict

SEEDS = Path(__file__).parent.parent / "seeds"
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: 4 observers, 12 units, missing data.
FOUR = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
# The same paper, examples A (binary) and B (nominal): 2 observers.
BINARY = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
NOMINAL = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"]


def table(lines: list[str], *, articles: int = 1) -> pd.DataFrame:
    """One row a coder and unit; units are spread over articles."""
    rows = [
        (f"coder {k}", f"d{n % articles}", n, float(word) if word.isdigit() else word)
        for k, line in enumerate(lines)
        for n, word in enumerate(line.split())
        if word != "."
    ]
    return pd.DataFrame(rows, columns=["coder", "doc", "statement", "value"]).astype({"value": object})


class TestPublishedExamples:
    @pytest.mark.parametrize(
        ("lines", "level", "alpha"),
        [
            (BINARY, "nominal", 0.095),
            (NOMINAL, "nominal", 0.692),
            (FOUR, "nominal", 0.743),
            (FOUR, "ordinal", 0.815),
            (FOUR, "interval", 0.849),
        ],
    )
    def test_krippendorff_2011(self, lines, level, alpha):
        """The alphas are those of Krippendorff (2011)."""
        assert measure_code(table(lines), level, seed=1).alpha == pytest.approx(alpha, abs=0.0005)

    def test_interval_by_article(self):
        """The interval holds alpha, comes from whole articles, and is the same for the same seed."""
        one, two = (measure_code(table(FOUR, articles=6), "ordinal", seed=3) for _ in range(2))
        assert one == two and one.low < one.alpha <= one.high
        assert "one article" in measure_code(table(FOUR), "ordinal", seed=1).note
        few = measure_code(table(FOUR, articles=3), "ordinal", seed=1)
        assert few.low is None and "3 articles: no interval" in few.note

    def test_judged_by_the_lower_end(self):
        """An alpha above 0.8 is reliable only where its interval is, too; without an interval alpha alone is read."""
        found = measure_code(table(FOUR, articles=6), "ordinal", seed=3)
        assert found.alpha > 0.8 > 0.667 > found.low and found.note.startswith("too low to conclude by the lower end")
        few = measure_code(table(FOUR, articles=3), "ordinal", seed=1)
        assert few.note.startswith("reliable by alpha alone")
        same = measure_code(table(["1 2 " * 20] * 2, articles=20), "nominal", seed=1)
        assert same.low == 1 and same.note == "reliable by the lower end"

    def test_coverage(self):
        """Nearly all intervals hold the alpha of a much larger coding by the same coders."""
        rng, hits = np.random.default_rng(2), 0

        def coded(articles):
            truth = np.repeat(rng.integers(0, 3, articles), 4)
            drawn = [np.where(rng.random(len(truth)) < 0.8, truth, rng.integers(0, 3, len(truth))) for _ in "ab"]
            return table([" ".join(map(str, one)) for one in drawn]).assign(
                doc=[f"d{n // 4}" for n in range(len(truth))] * 2
            )

        many = coded(3000).pivot(index="coder", columns="statement", values="value").astype(float)
        real = krippendorff.alpha(many.to_numpy(), level_of_measurement="nominal")
        for _ in range(12):
            found = measure_code(coded(40), "nominal", seed=1)
            hits += found.low <= real <= found.high
        assert hits >= 10


class TestNotDefined:
    @pytest.mark.parametrize(
        ("lines", "note"),
        [
            ([], "nothing coded"),
            (["1 2 1"], "only coder 0 coded this"),
            (["1 2 .", ". . 1"], "no statement was coded by two coders"),
            (["1 1 1", "1 1 1"], "every code is 1.0: complete agreement, but alpha needs codes that vary"),
        ],
    )
    def test_sentence(self, lines, note):
        """One coder, no shared statement, always the same code, nothing coded: a sentence, never nan."""
        found = measure_code(table(lines), "nominal", seed=1)
        assert (found.alpha, found.low, found.note) == (None, None, note)

    def test_table(self):
        """A table with nothing coded has a row a code and no number."""
        codes = to_codes([{"coder": name, "doc": "d", "statement": 0} for name in "ab"])
        found = measure_agreement(codes, seed=1)
        assert set(found["note"]) == {"nothing coded"} and found["alpha"].isna().all() and len(found) == 8
        assert len(list_disagreements(codes)) == 0

    def test_one_coder_twice(self):
        """One coder twice is not two coders: two rows of his for one statement are an error."""
        codes = to_codes([{"coder": "ann", "doc": "d", "statement": n, "kind": "direct"} for n in (0, 1, 1)])
        for measure in (
            lambda: measure_agreement(codes, seed=1),
            lambda: list_disagreements(codes),
            lambda: confusion_table(codes, "kind", "ann", "bob"),
        ):
            with pytest.raises(InputError, match="coder 'ann' has two rows for statement 1 of 'd'; keep one"):
                measure()
        with pytest.raises(InputError, match="codes: a coder has two values for one unit"):
            measure_code(table(["1 2"] * 2).assign(coder="ann"), "nominal", seed=1)

    def test_one_target_twice(self):
        """A coder who names a target twice is not paired with himself; with two stances it is an error."""
        rows = [("ann", "Kyiv: favor; KYIV: favor"), ("bob", "West: against")]
        codes = to_codes([{"coder": c, "doc": "d", "statement": 0, "targets": t} for c, t in rows])
        found = measure_agreement(codes, seed=1).set_index("code").loc["targets"]
        assert found["note"].startswith("no statement was coded by two coders") and found["single"] == 2
        codes.loc[0, "targets"] = "Kyiv: favor; Ukraine: against"
        with pytest.raises(InputError, match="coder 'ann', statement 0 of 'd': 'Kyiv' and 'Ukraine', one target, have"):
            measure_agreement(codes, seed=1)

    def test_unknown_coder(self):
        """A coder who is not there is named, with those who are."""
        with pytest.raises(InputError, match=r"no coder 'eve' in the table; there are: ann \(15\), bob \(15\)"):
            measure_agreement(seed_codes(), coders=["ann", "eve"], seed=1)

    def test_rare_codes(self):
        """Where many resamples have one code only there is no interval, and their number is said; a few are counted."""
        lines = ["1 " * 40, "1 " * 39 + "2"]
        rare = measure_code(table(lines, articles=40), "nominal", seed=1)
        assert rare.low is None and rare.alpha is not None
        assert re.search(r"3\d\d of 1,000 resamples have one code only: no interval", rare.note)
        some = measure_code(table(["1 " * 37 + "2 2 2 ", "1 " * 37 + "2 2 1"], articles=40), "nominal", seed=1)
        assert some.low is not None and re.search(r"; \d\d of 1,000 resamples have one code only$", some.note)


def seed_codes() -> pd.DataFrame:
    """The human codes of the seed, and a second coder who differs in a few."""
    coded = json.loads((SEEDS / "statements.json").read_text())
    article = Article("seed", (SEEDS / "article.txt").read_bytes().decode())
    one = codes_of([Result(article, tuple(map(from_dict, coded["statements"])))], "ann")
    two = one.assign(coder="bob")
    two.loc[0, "tone"], two.loc[1, "speaker"], two.loc[2, "kind"] = 2, "PESKOV", "mixed"
    two.loc[0, "targets"] = "Ukraine: against; Negotiations: favor"
    return pd.concat([one, two], ignore_index=True)


class TestCodes:
    def test_each_code_at_its_level(self):
        """Tone and posture are ordinal, the others nominal; equal names in other capitals agree."""
        found = measure_agreement(seed_codes(), seed=1).set_index("code")
        assert list(found.index[found["level"] == "ordinal"]) == ["tone", "posture"]
        assert (
            found.loc["speaker", "alpha"] == 1
            and found.loc["speaker", "note"] == "reliable by the lower end; one article"
        )
        assert (
            found.loc["kind", "single"] == 0
            and found.loc["kind", "alpha"] < 1
            and found.loc["kind", "same"] == pytest.approx(14 / 15)
        )

    def test_targets(self):
        """Stances are compared for targets that both name; how often they name the same is said."""
        found = measure_agreement(seed_codes(), seed=1).set_index("code").loc["targets"]
        assert found["alpha"] < 1 and "same targets named: 9" in found["note"]

    def test_machine(self):
        """The machine is a coder like others; coders can be chosen."""
        codes = seed_codes().replace({"coder": {"bob": "machine"}})
        both = measure_agreement(codes, coders=["ann", "machine"], seed=1)
        alone = measure_agreement(codes, coders=["ann"], seed=1)
        assert both["alpha"].notna().any() and set(alone["note"]) == {"only ann coded this"}

    def test_confusions(self):
        """Rows are the first coder's values, in the order of the codebook."""
        found = confusion_table(seed_codes(), "tone", "ann", "bob")
        assert found.loc[0, 2] == 1 and list(found.index) == sorted(found.index) and found.to_numpy().sum() == 15

    def test_disagreements(self):
        """Each statement and code on which the coders differ, with both codes and the words."""
        words = pd.DataFrame({"doc": "seed", "statement": range(15), "text": "said"})
        found = list_disagreements(seed_codes(), words)
        assert found[["statement", "code", "ann", "bob"]].values.tolist() == [
            [0, "tone", 0, 2],
            [0, "targets", "negotiations: neutral", "Ukraine: against; Negotiations: favor"],
            [2, "kind", "indirect", "mixed"],
        ]
        assert set(found["text"]) == {"said"}


TEXT = "We go on, he said. They will not, she said. It rains."


def coded(*spans: tuple[int, int]) -> Result:
    return Result(Article("d", TEXT), tuple(Statement((Span(*span),), "indirect") for span in spans))


class TestSpans:
    def test_pairs(self):
        """Statements are paired by overlap; a missed one has an empty partner; shifts are b minus a."""
        found = list_spans([coded((0, 8), (19, 32))], [coded((0, 9), (44, 52))])
        assert found[["start", "end", "a", "b"]].values.tolist() == [
            [0, 1, "We go on", "We go on,"], [None, None, "They will not", ""], [None, None, "", "It rains"],
        ]  # fmt: skip

    def test_measures(self):
        """The table says how many are paired and equal, and the alpha over words."""
        found = dict(measure_spans([coded((0, 8), (19, 32))], [coded((0, 9), (44, 52))], seed=1).values)
        assert (found["paired"], found["equal spans"], found["statements of b"]) == (1, "0.00", 2)
        assert found["alpha over words"] == "0.20" and "its 95 % interval" not in found

    def test_nothing(self):
        """No statements, or no shared article, give sentences."""
        empty = dict(measure_spans([coded()], [coded()], seed=1).values)
        assert empty["alpha over words"].startswith("every code is outside")
        assert dict(measure_spans([coded()], [], seed=1).values)["alpha over words"] == "nothing coded"
