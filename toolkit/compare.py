"""Two groups -> their difference with an interval. All draws come from `seed`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

MIN_N = 10
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of a minus mean of b; None where there are too few statements (fewer than MIN_N on a side)."""

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

    @property
    def sentence(self) -> str:
        """The finding in one sentence, with its uncertainty and the size of the evidence."""
        return self.describe(self.a, self.b)

    def describe(self, a: str, b: str) -> str:
        """The same sentence with the sides called `a` and `b`."""
        size = f"{self.n_a} and {self.n_b} statements in {self.articles} article{'s' * (self.articles != 1)}"
        if self.difference is None or self.low is None or self.high is None:
            return f"There are too few to compare {a} and {b} on {self.column}: {size}; {MIN_N} a side needed."
        verdict = f"No clear difference between {a} and {b} on {self.column}"
        if self.low > 0 or self.high < 0:
            verdict = f"{a} scores {'higher' if self.difference > 0 else 'lower'} than {b} on {self.column}"
        return (
            f"{verdict}: difference {self.difference:+.2f} (95 % interval {self.low:+.2f} to {self.high:+.2f}, "
            f"resampled by {self.unit}; Cliff's delta {self.delta:+.2f}), from {size}."
        )


def _values(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    part = frame.assign(**{column: pd.to_numeric(frame[column], errors="coerce")}).dropna(subset=[column])
    return part.sort_values(["doc", "statement"], kind="stable")


def _unit(docs: pd.Series) -> tuple[np.ndarray, int, str]:
    """Codes of the resampling units, how many, and their name."""
    codes, names = pd.factorize(docs)
    if len(names) > 1:
        return codes, len(names), "article"
    return np.arange(len(docs)), len(docs), "statement"


def _means(values: np.ndarray, codes: np.ndarray, picks: np.ndarray, units: int) -> np.ndarray:
    """Mean of the values in each draw of units; nan where a draw holds none."""
    sums = np.bincount(codes, values, units)
    counts = np.bincount(codes, minlength=units)
    totals = counts[picks].sum(axis=1)
    return np.divide(sums[picks].sum(axis=1), totals, out=np.full(len(picks), np.nan), where=totals > 0)


def _delta(x: np.ndarray, y: np.ndarray) -> float:
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, "left").sum()
    above = len(x) * len(y) - np.searchsorted(ordered, x, "right").sum()
    return float((below - above) / (len(x) * len(y)))


def compare_sides(frame: pd.DataFrame, a: str, b: str, column: str, *, seed: int) -> Difference:
    """a minus b: bootstrap interval by article (by statement within one article) and Cliff's delta.

    The interval holds the middle 95 % of DRAWS resampled differences (Efron 1979); delta is the share of pairs in
    which a is higher minus the share in which b is (Cliff 1993). None of them below MIN_N statements a side.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> compare_sides(rows, "x", "y", "tone", seed=1).difference is None
    True
    """
    if a > b:
        c = compare_sides(frame, b, a, column, seed=seed)
        if c.difference is None or c.low is None or c.high is None or c.delta is None:
            return replace(c, a=a, b=b, n_a=c.n_b, n_b=c.n_a)
        c = replace(c, a=a, b=b, n_a=c.n_b, n_b=c.n_a, low=-c.high, high=-c.low)
        return replace(c, difference=-(c.difference or 0.0), delta=-(c.delta or 0.0))
    part = _values(frame[frame["side"].isin([a, b])], column)
    first = (part["side"] == a).to_numpy()
    values, (codes, units, unit) = part[column].to_numpy(float), _unit(part["doc"])
    x, y = values[first], values[~first]
    found = Difference(a, b, column, len(x), len(y), part["doc"].nunique(), unit)
    if min(len(x), len(y)) < MIN_N:
        return found
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, units, (DRAWS, units))
    draws = _means(x, codes[first], picks, units) - _means(y, codes[~first], picks, units)
    low, high = np.nanquantile(draws, [0.025, 0.975])
    gap = float(x.mean() - y.mean())
    return replace(found, difference=gap, low=float(low), high=float(high), delta=_delta(x, y))


def summarise_by(frame: pd.DataFrame, by: str, column: str, *, seed: int) -> pd.DataFrame:
    """One row a group: statements, articles, mean, low, high (None below MIN_N statements), note.

    >>> rows = pd.DataFrame({"doc": "d", "statement": [0], "side": ["x"], "tone": [1.0]})
    >>> summarise_by(rows, "side", "tone", seed=1).loc[0, "note"]
    'too few to compare'
    """
    rows = []
    for name, group in frame.groupby(by, sort=True):
        part = _values(group, column)
        row = {by: name, "statements": len(group), "articles": group["doc"].nunique()}
        if len(part) < MIN_N:
            rows.append({**row, "mean": None, "low": None, "high": None, "note": "too few to compare"})
            continue
        codes, units, unit = _unit(part["doc"])
        picks = np.random.default_rng(seed).integers(0, units, (DRAWS, units))
        values = part[column].to_numpy(float)
        low, high = np.nanquantile(_means(values, codes, picks, units), [0.025, 0.975])
        rows.append({**row, "mean": values.mean(), "low": low, "high": high, "note": f"by {unit}"})
    names = [by, "statements", "articles", "mean", "low", "high", "note"]
    return pd.DataFrame(rows, columns=names, dtype=object)
