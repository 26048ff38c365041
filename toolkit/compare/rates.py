"""How often words are used: counts in each text, and the ratio of two groups' rates with an interval."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.compare.effects import MIN_ARTICLES, draw_units, middle
from toolkit.compare.words import find_words

MIN_USES = 10  # of a word in both groups together, from which a ratio is given
COLUMNS = ["term", "a", "b", "uses_a", "uses_b", "per_1000_a", "per_1000_b", "ratio", "low", "high", "note"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word in its forms, or a row of words: what is counted under one name."""

    name: str
    forms: tuple[str, ...]

    def count(self, words: list[str]) -> int:
        """How often one of the forms stands in a list of words.

        >>> Term("war", ("war", "state of war")).count("a state of war is war".split())
        3
        """
        line = f" {' '.join(words)} "
        return sum(len(re.findall(rf"(?<= ){re.escape(form)}(?= )", line)) for form in self.forms)


def count_terms(
    frame: pd.DataFrame, terms: Mapping[str, Collection[str]], *, column: str = "text", without: Collection[str] = ()
) -> pd.DataFrame:
    """The rows with a column `words` (how many, `without` left out) and one for each term: how often it is used.

    Words are those of `find_words`, abbreviations falling into letters; a term is a set of forms in lower case, each
    a word or several.

    >>> rows = pd.DataFrame({"text": ["The war. No wars!"]})
    >>> count_terms(rows, {"war": ["war", "wars"]}, without=["the"])[["words", "war"]].values.tolist()
    [[3, 2]]
    """
    found = [find_words(text, abbreviations=False) for text in frame[column].fillna("")]
    left = frozenset(without)
    counted = {"words": [sum(word not in left for word in words) for words in found]}
    for name, forms in terms.items():
        term = Term(name, tuple(forms))
        counted[name] = [term.count(words) for words in found]
    return frame.assign(**counted)


def compare_rates(counted: pd.DataFrame, term: str, a: str, b: str, *, by: str, seed: int) -> pd.Series:
    """The rate of a term in group a over that in b, with a 95 % interval: one row in COLUMNS.

    Texts are resampled whole (Efron 1979), since uses of a word come in clusters; a Poisson interval, which takes each
    use for a draw of its own, is too narrow. No ratio below MIN_USES uses or where b has none, no interval below
    MIN_ARTICLES texts a group. Swapping the groups inverts ratio and interval.

    >>> rows = pd.DataFrame({"side": ["x", "y"], "words": [1000, 1000], "war": [20, 5]})
    >>> float(compare_rates(rows, "war", "x", "y", by="side", seed=1)["ratio"])
    4.0
    """
    if a > b:
        return _invert(compare_rates(counted, term, b, a, by=by, seed=seed))
    groups = [counted[counted[by] == name] for name in (a, b)]
    uses, words = ([int(group[name].sum()) for group in groups] for name in (term, "words"))
    rates = [1000 * n / total if total else float("nan") for n, total in zip(uses, words, strict=True)]
    row = dict(zip(COLUMNS[:7], [term, a, b, *uses, *rates], strict=True))
    if sum(uses) < MIN_USES or not min(words) or not uses[1]:
        note = "too few uses to compare" if sum(uses) < MIN_USES else "no use in one group"
        return pd.Series({**row, "ratio": None, "low": None, "high": None, "note": note}, dtype=object)
    ratio = rates[0] / rates[1]
    few = min(map(len, groups))
    if few < MIN_ARTICLES:
        note = f"fewer than {MIN_ARTICLES} texts: no interval"
        return pd.Series({**row, "ratio": ratio, "low": None, "high": None, "note": note}, dtype=object)
    draws = [_rate_draws(group, term, seed=seed + n) for n, group in enumerate(groups)]
    low, high = np.nanquantile(draws[0] / np.where(draws[1] > 0, draws[1], np.nan), middle(few))
    return pd.Series({**row, "ratio": ratio, "low": float(low), "high": float(high), "note": "by text"}, dtype=object)


def _rate_draws(group: pd.DataFrame, term: str, *, seed: int) -> np.ndarray:
    """The rate in each resample of the group's texts."""
    picks = draw_units(len(group), seed=seed)
    uses, words = (group[name].to_numpy(float)[picks].sum(axis=1) for name in (term, "words"))
    return np.divide(uses, words, out=np.full(len(uses), np.nan), where=words > 0)


def _invert(row: pd.Series) -> pd.Series:
    """The same comparison the other way round."""
    flipped = {
        "a": row["b"], "b": row["a"], "uses_a": row["uses_b"], "uses_b": row["uses_a"],
        "per_1000_a": row["per_1000_b"], "per_1000_b": row["per_1000_a"],
    }  # fmt: skip
    if row["ratio"]:
        flipped["ratio"] = 1 / row["ratio"]
    if row["low"]:
        flipped |= {"low": 1 / row["high"], "high": 1 / row["low"]}
    return pd.Series({**row, **flipped}, dtype=object)[COLUMNS]
