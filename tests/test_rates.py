"""How often words are used: uses are counted in whole words, and texts, not words, are what is resampled."""

import numpy as np
import pandas as pd
import pytest

from toolkit.compare import compare_rates, count_terms
from toolkit.corpora import read_releases

TERMS = {"war": ["war"], "operation": ["special military operation"], "Russia": ["russia", "russia's", "russian"]}


def counted(uses: dict[str, list[int]], words: int = 100) -> pd.DataFrame:
    rows = [{"side": side, "words": words, "war": n} for side, many in uses.items() for n in many]
    return pd.DataFrame(rows)


class TestCount:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("War! The war goes on.", (2, 0, 0)),
            ("Warsaw, wars, pre-war and warlike", (0, 0, 0)),
            ("A special military operation, “special military operation”", (0, 2, 0)),
            ("special operation", (0, 0, 0)),
            ("Russia’s army, Russian and Russia", (0, 0, 3)),
            ("war war war", (3, 0, 0)),
            ("", (0, 0, 0)),
        ],
    )
    def test_whole_words(self, text, found):
        """A form is a whole word or a row of them; capitals and the shape of apostrophes don't matter."""
        row = count_terms(pd.DataFrame({"text": [text]}), TERMS).iloc[0]
        assert tuple(row[list(TERMS)]) == found

    def test_without(self):
        """Words that are left out of the total are counted as terms all the same."""
        row = count_terms(pd.DataFrame({"text": ["the war of the words"]}), TERMS, without=["the", "of", "war"]).iloc[0]
        assert (row["words"], row["war"]) == (1, 1)


class TestRatio:
    def test_ratio(self):
        """Uses per word of a over those of b, whatever the number of texts."""
        row = compare_rates(counted({"x": [4] * 10, "y": [2] * 30}), "war", "x", "y", by="side", seed=1)
        assert (row["ratio"], row["low"], row["high"]) == (2.0, 2.0, 2.0)
        assert (row["per_1000_a"], row["uses_b"]) == (40.0, 60)

    def test_swap(self):
        """Swapping the groups inverts the ratio and its interval exactly."""
        rows = counted({"x": [0, 3, 9, 1, 2, 7], "y": [1, 1, 0, 2, 4, 1]})
        one, two = (compare_rates(rows, "war", *pair, by="side", seed=1) for pair in (("x", "y"), ("y", "x")))
        assert (two["ratio"], two["low"], two["high"]) == (1 / one["ratio"], 1 / one["high"], 1 / one["low"])
        assert (two["uses_a"], two["per_1000_b"], two["a"]) == (one["uses_b"], one["per_1000_a"], "y")

    def test_clusters(self):
        """The same uses in few texts give a wider interval than spread over many."""
        even = compare_rates(counted({"x": [2] * 20, "y": [1] * 20}), "war", "x", "y", by="side", seed=1)
        bunch = compare_rates(counted({"x": [40] + [0] * 19, "y": [1] * 20}), "war", "x", "y", by="side", seed=1)
        assert even["ratio"] == bunch["ratio"] and bunch["high"] - bunch["low"] > even["high"] - even["low"] + 1

    def test_few(self):
        """No ratio from few uses or against none, no interval from few texts; the reason stands beside."""
        said = [({"x": [2], "y": [1]}, "too few uses"), ({"x": [20], "y": [0]}, "no use in one group"),
                ({"x": [20] * 4, "y": [5] * 9}, "fewer than 5 texts")]  # fmt: skip
        for uses, reason in said:
            row = compare_rates(counted(uses), "war", "x", "y", by="side", seed=1)
            assert reason in row["note"] and row["low"] is None

    def test_coverage(self):
        """The interval of clustered uses holds the true ratio about as often as it says."""
        rng, held = np.random.default_rng(1), 0
        for seed in range(60):
            uses = {side: rng.poisson(rng.gamma(0.5, 2 * mean, 60)).tolist() for side, mean in (("x", 4), ("y", 2))}
            row = compare_rates(counted(uses), "war", "x", "y", by="side", seed=seed)
            held += row["low"] <= 2 <= row["high"]
        assert held >= 51  # 85 %, at least three standard errors below 95 %


class TestReleases:
    def test_read(self, tmp_path):
        """Headline, summary and body are one text; the day is that of publication."""
        (tmp_path / "kremlin.csv").write_text(
            "link,headline,date,location,summary,body\nx,Hi,2022-02-24T10:00:00Z,NA,So,We\n"
        )
        (tmp_path / "ukraine.csv").write_text("link,headline,date,body\ny,Ho,2022-02-25T10:00:00Z,They\n")
        assert read_releases(tmp_path).values.tolist() == [
            ["russia", "2022-02-24", "Hi So We"],
            ["ukraine", "2022-02-25", "Ho They"],
        ]
