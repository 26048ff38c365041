"""How large a difference is and how often chance alone makes one so large: Cliff's delta, permutations, Holm."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod
from statistics import NormalDist

import numpy as np
import pandas as pd

DRAWS = 1000
MANY = 10**9  # arrangements are not counted further
MIN_ARTICLES = 5
WITHIN, WHOLE = "sides shuffled within articles", "sides of whole articles shuffled"


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


def middle(units: int) -> tuple[float, float]:
    """The quantiles of the draws between which a 95 % interval lies: wider than 2.5 % and 97.5 % where units are few.

    The expanded percentile interval of Hesterberg (2015, The American Statistician 69, section 4.3); the quantile of
    Student's t by Abramowitz and Stegun 26.7.5, which is right to 0.001 from five units on.

    >>> [round(q, 4) for q in middle(10)], round(middle(10_000)[0], 3)
    ([0.0086, 0.9914], 0.025)
    """
    z, free = NormalDist().inv_cdf(0.975), max(units - 1, 1)
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    t += (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    outside = NormalDist().cdf(-t * (units / free) ** 0.5)
    return outside, 1 - outside


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


def permute(values: np.ndarray, first: np.ndarray, codes: np.ndarray, *, seed: int) -> tuple[float, str, int]:
    """p of the difference of means when sides are shuffled, how they were, and how many arrangements there are.

    What is shuffled is what could be otherwise if the side did not matter, without breaking up articles (Good 2005;
    Winkler et al. 2015, NeuroImage 123: blocks are shuffled whole, or inside): an article that quotes one side only
    keeps its statements together and changes its side as a whole; in an article that quotes both, the sides of its
    statements are shuffled within it. p is (1 + draws at least as far from 0) / (1 + DRAWS), which is never 0
    (Phipson and Smyth 2010). Below 20 arrangements p cannot fall under 0.05.

    >>> permute(np.arange(4.0), np.array([True, True, False, False]), np.array([0, 1, 2, 3]), seed=1)[1:]
    ('sides of whole articles shuffled', 6)
    """
    counts = np.bincount(codes)
    a_counts = np.bincount(codes, first, len(counts)).astype(int)
    whole = (a_counts == 0) | (a_counts == counts)
    rng = np.random.default_rng([seed, 1])
    sums, sizes = _shuffle_whole(
        np.bincount(codes, values, len(counts))[whole], counts[whole], a_counts[whole] > 0, rng
    )
    inside = ~whole[codes]
    if inside.any():
        sums = sums + _shuffle_within(values[inside], first[inside], codes[inside], rng)
        sizes = sizes + first[inside].sum()
    drawn = sums / sizes - (values.sum() - sums) / (len(values) - sizes)
    real = values[first].mean() - values[~first].mean()
    p = float((1 + (np.abs(drawn) >= abs(real) - 1e-12).sum()) / (1 + DRAWS))
    ways = comb(int(whole.sum()), int((a_counts[whole] > 0).sum()))
    ways *= prod(comb(int(n), int(k)) for n, k in zip(counts[~whole][:50], a_counts[~whole][:50], strict=True))
    how = [WHOLE] * bool(whole.any()) + [WITHIN] * bool(inside.any())
    return p, " and ".join(how), min(ways, MANY)


def _shuffle_whole(
    sums: np.ndarray, counts: np.ndarray, labels: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Sum and number of side a's values in each draw, when the articles' labels are shuffled."""
    drawn = rng.permuted(np.tile(labels, (DRAWS, 1)), axis=1)
    return drawn @ sums, drawn @ counts


def _shuffle_within(values: np.ndarray, first: np.ndarray, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sum of side a's values in each draw, when labels are shuffled inside each article."""
    order = np.argsort(codes, kind="stable")
    values, labels, blocks = values[order], first[order], codes[order].astype(float)
    out = np.empty(DRAWS)
    for number in range(DRAWS):
        out[number] = values[np.argsort(blocks + rng.random(len(values)) * 0.5, kind="stable")][labels].sum()
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
