"""How large a difference is: intervals for few articles, Cliff's delta, several tests at once (Holm)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

DRAWS = 1000
MIN_ARTICLES = 5
SMALL_T = (12.706, 4.303, 3.182, 2.776)


def find_units(docs: pd.Series) -> tuple[np.ndarray, int, str]:
    """Codes of the resampling units, how many, and their name: articles, or statements within one article.

    >>> find_units(pd.Series(["d", "d"]))[1:]
    (2, 'statement')
    """
    codes, names = pd.factorize(docs)
    if len(names) > 1:
        return codes, len(names), "article"
    return np.arange(len(docs)), len(docs), "statement"


def draw_units(units: int, *, seed: int) -> np.ndarray:
    """DRAWS resamples of the units, with replacement (Efron 1979), one a row."""
    return np.random.default_rng(seed).integers(0, units, (DRAWS, units))


def t_quantile(df: int) -> float:
    """The 97.5 % point of Student's t: a table up to 4 degrees of freedom, then a series, right to 0.001.

    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.5.

    >>> round(t_quantile(10), 3)
    2.228
    """
    if df <= len(SMALL_T):
        return SMALL_T[max(df, 1) - 1]
    z = NormalDist().inv_cdf(0.975)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, start=1))


def t_tails(t: float, df: int) -> float:
    """The two-sided p of Student's t with a whole number of degrees of freedom, from 1 on, exactly.

    Abramowitz and Stegun (1964), 26.7.3 and 26.7.4.

    >>> round(t_tails(2.228, 10), 3), t_tails(0.0, 3), round(t_tails(-12.706, 1), 3)
    (0.05, 1.0, 0.05)
    """
    angle = math.atan(abs(t) / math.sqrt(df))
    odd = df % 2
    term, total = (math.cos(angle), 0.0) if odd else (1.0, 0.0)
    for step in range(1 + odd, df, 2):
        total += term
        term *= step / (step + 1) * math.cos(angle) ** 2
    inside = math.sin(angle) * total
    return max(0.0, 1.0 - (2 / math.pi * (angle + inside) if odd else inside))


def middle(units: int) -> tuple[float, float]:
    """The quantiles of the draws between which a 95 % interval lies: wider than 2.5 % and 97.5 % where units are few.

    The expanded percentile interval of Hesterberg (2015, The American Statistician 69, section 4.3).

    >>> [round(q, 4) for q in middle(10)], round(middle(10_000)[0], 3)
    ([0.0086, 0.9914], 0.025)
    """
    free = max(units - 1, 1)
    outside = NormalDist().cdf(-t_quantile(free) * (units / free) ** 0.5)
    return outside, 1 - outside


def signed(value: float) -> str:
    """A score or a difference with its sign, two digits.

    >>> signed(-0.304), signed(0.004)
    ('−0.30', '0.00')
    """
    shown = f"{abs(value):.2f}"
    return shown if shown == "0.00" else ("−" if value < 0 else "+") + shown


def show_p(p: float) -> str:
    """p as it is written: three digits, never 0.

    >>> show_p(0.0004), show_p(0.03)
    ('< 0.001', '= 0.030')
    """
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def mean_draws(values: np.ndarray, codes: np.ndarray, picks: np.ndarray) -> np.ndarray:
    """Mean of the values in each draw of units; nan where a draw holds none."""
    units = picks.shape[1]
    sums = np.bincount(codes, values, units)
    counts = np.bincount(codes, minlength=units)
    totals = counts[picks].sum(axis=1)
    return np.divide(sums[picks].sum(axis=1), totals, out=np.full(len(picks), np.nan), where=totals > 0)


def cliffs_delta(x: np.ndarray, y: np.ndarray) -> float:
    """Share of pairs in which x is higher minus the share in which y is, -1 to +1; a tie counts for neither.

    Cliff (1993): Dominance statistics. Psychological Bulletin 114.

    >>> cliffs_delta(np.array([1, 2]), np.array([0, 1]))
    0.75
    """
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, "left").sum()
    above = len(x) * len(y) - np.searchsorted(ordered, x, "right").sum()
    return float((below - above) / (len(x) * len(y)))


def delta_draws(values: np.ndarray, first: np.ndarray, codes: np.ndarray, picks: np.ndarray) -> np.ndarray:
    """Cliff's delta in each draw of units: a unit drawn twice counts twice; nan where a draw lacks a side.

    Each pair of values counts with the product of its units' weights, which cumulated weights give without the pairs.
    """
    levels, ranks = np.unique(values, return_inverse=True)
    out = np.full(len(picks), np.nan)
    for number, pick in enumerate(picks):
        weights = np.bincount(pick, minlength=picks.shape[1])[codes]
        x = np.bincount(ranks[first], weights[first], len(levels))
        y = np.bincount(ranks[~first], weights[~first], len(levels))
        total = x.sum() * y.sum()
        if total:
            below = np.cumsum(y) - y
            above = y.sum() - np.cumsum(y)
            out[number] = x @ (below - above) / total
    return out


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values adjusted for being several: the chance of one false finding among them stays below the level.

    Holm (1979): A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    out, worst = [0.0] * len(p_values), 0.0
    for place, number in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        worst = max(worst, min(1.0, (len(p_values) - place) * p_values[number]))
        out[number] = worst
    return out
