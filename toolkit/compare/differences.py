"""Two groups -> their difference with an interval. All draws come from `seed`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.compare.effects import (
    MIN_ARTICLES,
    cliffs_delta,
    delta_draws,
    draw_units,
    find_units,
    holm,
    mean_draws,
    middle,
    show_p,
    signed,
)
from toolkit.compare.groups import check_columns, check_finite, check_groups, check_rows
from toolkit.compare.permutations import permute
from toolkit.extract import DEFAULT_ENGINE
from toolkit.model import Shown
from toolkit.table import engine_of

MIN_N = 10
TOO_FEW = "too few to compare"
ALIKE = "all alike: no interval"
FEW_ARTICLES = f"fewer than {MIN_ARTICLES} articles: no interval"


@dataclass(frozen=True, slots=True)
class Difference(Shown):
    """Mean of a minus mean of b; None where there are too few statements (fewer than MIN_N on a side).

    `delta` is Cliff's with its interval; `p` is that of the permutation test that `shuffled` describes, among `ways`
    arrangements.
    """

    a: str
    b: str
    column: str
    n_a: int
    n_b: int
    articles: int
    unit: str
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    delta: float | None = None
    delta_low: float | None = None
    delta_high: float | None = None
    p: float | None = None
    shuffled: str = ""
    ways: int = 0
    alike: bool = False  # the numbers of either group are all the same, so that a resample shows no spread
    undated: int = 0  # statements left out since their article has no date
    engine: str = DEFAULT_ENGINE  # that found the statements: the agreement with people that stands by is its own

    @property
    def sentence(self) -> str:
        """The finding in one sentence, with its uncertainty and the size of the evidence."""
        return self.describe(self.a, self.b)

    def describe(self, a: str, b: str) -> str:
        """The same sentence with the sides called `a` and `b`."""
        one = self.undated == 1
        left = f" {self.undated:,} statement{'' if one else 's'} without a date {'is' if one else 'are'} left out."
        return self._found(a, b) + (left if self.undated else "")

    def _found(self, a: str, b: str) -> str:
        size = f"{self.n_a:,} and {self.n_b:,} statements in {self.articles:,} article{'s' * (self.articles != 1)}"
        if self.difference is None:
            return f"Too few statements to compare {a} and {b} on {self.column}: {size}; {MIN_N} a side needed."
        if self.alike:
            return (
                f"All statements of {a} are alike on {self.column}, and so are those of {b}: these show no spread, so "
                f"there is no interval. Here the difference is {signed(self.difference)}, from {size}."
            )
        if self.low is None or self.high is None or self.delta is None:
            return (
                f"Too few articles to say how {a} and {b} differ on {self.column} beyond these: {MIN_ARTICLES} a side "
                f"needed. Here the difference is {signed(self.difference)}, from {size}."
            )
        verdict = f"No clear difference between {a} and {b} on {self.column}"
        if self.low > 0 or self.high < 0:
            verdict = f"{a} scores {'higher' if self.difference > 0 else 'lower'} than {b} on {self.column}"
        return (
            f"{verdict}: difference {signed(self.difference)} (95 % interval {signed(self.low)} to "
            f"{signed(self.high)}, resampled by {self.unit}), from {size}."
        )

    @property
    def chance(self) -> str:
        """What the permutation test says, in one sentence, with the effect size; empty below MIN_N."""
        if self.p is None or self.delta is None:
            return ""
        span = ""
        if self.delta_low is not None and self.delta_high is not None:
            span = f" (95 % interval {signed(self.delta_low)} to {signed(self.delta_high)})"
        few = f"; only {self.ways} arrangements, so p cannot be small" if self.ways < 20 else ""
        return (
            f"Chance alone makes a difference as large with p {show_p(self.p)} ({self.shuffled}{few}). Cliff's delta, "
            "how much more often a statement of the first scores higher than one of the second than lower, is "
            f"{signed(self.delta)}{span}."
        )

    @property
    def caution(self) -> str:
        """What makes the interval doubtful, or an empty string."""
        if self.difference is None:
            return TOO_FEW
        if self.alike:
            return ALIKE
        if self.low is None:
            return f"fewer than {MIN_ARTICLES} articles a side: no interval"
        if self.unit == "statement":
            return "one article: says nothing about others"
        return f"only {self.articles} articles: the interval may be too narrow" if self.articles < 10 else ""


def swap(found: Difference) -> Difference:
    """b minus a: every sign flipped and nothing else."""

    def flip(number: float | None) -> float | None:
        return None if number is None else -number

    return replace(
        found, a=found.b, b=found.a, n_a=found.n_b, n_b=found.n_a,
        difference=flip(found.difference), low=flip(found.high), high=flip(found.low),
        delta=flip(found.delta), delta_low=flip(found.delta_high), delta_high=flip(found.delta_low),
    )  # fmt: skip


def scored(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows that have a number in the column, in the order of articles and text."""
    check_finite(frame[column])
    part = frame.assign(**{column: pd.to_numeric(frame[column], errors="coerce")}).dropna(subset=[column])
    return part.sort_values(["doc", "statement"], kind="stable")


def compare_groups(frame: pd.DataFrame, a: str, b: str, column: str, *, by: str, seed: int) -> Difference:
    """a minus b in the column `by`: bootstrap interval by article, Cliff's delta and a permutation test.

    The interval holds the middle of DRAWS resampled differences (Efron 1979), whole articles being drawn (Davison and
    Hinkley 1997, section 3.8), statements within a single article; it is widened for few articles (`middle`). None of
    them below MIN_N statements a side; no interval below MIN_ARTICLES a side, except within a single article, and none
    where the numbers of either group are all the same, which would make it one of no width. Raises
    InputError where a group or a column is not in the table, or a statement is there twice.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "speaker": ["x", "y"], "tone": [1.0, 0.0]})
    >>> compare_groups(rows, "x", "y", "tone", by="speaker", seed=1).caution
    'too few to compare'
    """
    check_groups(frame, [a, b], by)
    check_columns(frame, [column])
    check_rows(frame, by)
    return compare_pair(frame, (a, b), column, by=by, seed=seed)


def compare_pair(frame: pd.DataFrame, groups: tuple[str, str], column: str, *, by: str, seed: int) -> Difference:
    """The same, where either group may be empty: a period, of which nothing may be there."""
    a, b = groups
    if a > b:
        return swap(compare_pair(frame, (b, a), column, by=by, seed=seed))
    part = scored(frame[frame[by].isin([a, b])], column)
    first = (part[by] == a).to_numpy()
    values, (codes, units, unit) = part[column].to_numpy(float), find_units(part["doc"])
    x, y = values[first], values[~first]
    articles, engine = part["doc"].nunique(), engine_of(part)
    found = Difference(a, b, column, len(x), len(y), articles, unit, engine=engine)
    if min(len(x), len(y)) < MIN_N:
        return found
    gap, delta = float(x.mean() - y.mean()), cliffs_delta(x, y)
    few = min(len(set(codes[first])), len(set(codes[~first])))
    if unit == "article" and few < MIN_ARTICLES:
        return replace(found, difference=gap, delta=delta)
    if not np.ptp(x) and not np.ptp(y):
        p, shuffled, ways = permute(values, first, pd.factorize(part["doc"])[0], seed=seed)
        return replace(found, difference=gap, delta=delta, p=p, shuffled=shuffled, ways=ways, alike=True)
    picks = draw_units(units, seed=seed)
    draws = mean_draws(x, codes[first], picks) - mean_draws(y, codes[~first], picks)
    low, high = map(float, np.nanquantile(draws, middle(few)))
    delta_low, delta_high = map(float, np.nanquantile(delta_draws(values, first, codes, picks), middle(few)))
    p, shuffled, ways = permute(values, first, pd.factorize(part["doc"])[0], seed=seed)
    return replace(
        found, difference=gap, low=low, high=high,
        delta=delta, delta_low=delta_low, delta_high=delta_high, p=p, shuffled=shuffled, ways=ways,
    )  # fmt: skip


def compare_sides(frame: pd.DataFrame, a: str, b: str, column: str, *, seed: int) -> Difference:
    """Side a minus side b, as `compare_groups` does it.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> compare_sides(rows, "x", "y", "tone", seed=1).difference is None
    True
    """
    return compare_groups(frame, a, b, column, by="side", seed=seed)


def compare_all(
    frame: pd.DataFrame, columns: Sequence[str], groups: Sequence[str], *, by: str, seed: int
) -> pd.DataFrame:
    """One row a pair of groups and column, with p adjusted for their number (Holm 1979); missing below MIN_N.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> list(compare_all(rows, ["tone"], ["x", "y"], by="side", seed=1)["note"])
    ['too few to compare']
    """
    check_groups(frame, groups, by)
    pairs = [(a, b, c) for c in columns for a, b in combinations(groups, 2)]
    found = [compare_groups(frame, *pair, by=by, seed=seed) for pair in pairs]
    adjusted = iter(holm([one.p for one in found if one.p is not None]))
    rows = [
        {
            "a": one.a, "b": one.b, "column": one.column, "n_a": one.n_a, "n_b": one.n_b, "articles": one.articles,
            "difference": one.difference, "low": one.low, "high": one.high,
            "delta": one.delta, "delta_low": one.delta_low, "delta_high": one.delta_high,
            "p": one.p, "p_holm": None if one.p is None else next(adjusted), "note": one.caution,
        }
        for one in found
    ]  # fmt: skip
    names = ["a", "b", "column", "n_a", "n_b", "articles", "difference", "low", "high"]
    names += ["delta", "delta_low", "delta_high", "p", "p_holm", "note"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def show_statements(frame: pd.DataFrame, a: str, b: str, column: str, *, by: str = "side") -> pd.DataFrame:
    """The statements that a comparison rests on, a first: what to read where there are too few to compare.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["y", "x"], "text": ["b", "a"], "tone": 0.0})
    >>> list(show_statements(rows, "x", "y", "tone")["text"])
    ['a', 'b']
    """
    check_groups(frame, [a, b], by)
    check_columns(frame, [column])
    part = scored(frame[frame[by].isin([a, b])], column)
    part = part.assign(_second=(part[by] == b)).sort_values(["_second", "doc", "statement"], kind="stable")
    names = [name for name in (by, "speaker", "doc", "statement", "text", column) if name in part]
    return part[list(dict.fromkeys(names))].reset_index(drop=True)


def summarise_by(frame: pd.DataFrame, by: str, column: str, *, seed: int) -> pd.DataFrame:
    """One row a group: statements, articles, mean (None below MIN_N statements), low, high, note.

    The interval is None too where the articles are more than one and fewer than MIN_ARTICLES, or where the numbers are
    all the same.

    >>> rows = pd.DataFrame({"doc": "d", "statement": [0], "side": ["x"], "tone": [1.0]})
    >>> summarise_by(rows, "side", "tone", seed=1).loc[0, "note"]
    'too few to compare'
    """
    check_columns(frame, [by, column])
    rows = []
    for name, group in frame.groupby(by, sort=True):
        part = scored(group, column)
        row = {by: name, "statements": len(group), "articles": group["doc"].nunique()}
        if len(part) < MIN_N:
            rows.append({**row, "mean": None, "low": None, "high": None, "note": TOO_FEW})
            continue
        codes, units, unit = find_units(part["doc"])
        values = part[column].to_numpy(float)
        if unit == "article" and units < MIN_ARTICLES:
            rows.append({**row, "mean": values.mean(), "low": None, "high": None, "note": FEW_ARTICLES})
            continue
        if not np.ptp(values):
            rows.append({**row, "mean": values.mean(), "low": None, "high": None, "note": ALIKE})
            continue
        low, high = np.nanquantile(mean_draws(values, codes, draw_units(units, seed=seed)), middle(units))
        rows.append({**row, "mean": values.mean(), "low": low, "high": high, "note": f"by {unit}"})
    names = [by, "statements", "articles", "mean", "low", "high", "note"]
    return pd.DataFrame(rows, columns=names, dtype=object)
