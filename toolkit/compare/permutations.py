"""How often chance alone makes a difference as large: sides shuffled by article, the difference studentised."""

from __future__ import annotations

from math import comb, prod

import numpy as np

from toolkit.compare.effects import DRAWS

MANY = 10**9  # arrangements are not counted further
CHUNK = 100  # draws that are in memory at once
WITHIN, WHOLE = "sides shuffled within articles", "sides of whole articles shuffled"


def permute(values: np.ndarray, first: np.ndarray, codes: np.ndarray, *, seed: int) -> tuple[float, str, int]:
    """p of the difference of means when sides are shuffled, how they were, and how many arrangements there are.

    What is shuffled is what could be otherwise if the side did not matter, without breaking up articles (Good 2005;
    Winkler et al. 2015, NeuroImage 123: blocks are shuffled whole, or inside): an article that quotes one side only
    keeps its statements together and changes its side as a whole; in an article that quotes both, the sides of its
    statements are shuffled within it. The difference is divided by its standard error over articles in every draw, so
    that sides which are spread differently, or speak in fewer articles, raise no false alarm (Chung and Romano 2013,
    Annals of Statistics 41). p is (1 + draws at least as far from 0) / (1 + DRAWS), which is never 0 (Phipson and Smyth
    2010). Below 20 arrangements p cannot fall under 0.05.

    >>> permute(np.arange(4.0), np.array([True, True, False, False]), np.array([0, 1, 2, 3]), seed=1)[1:]
    ('sides of whole articles shuffled', 6)
    """
    order = np.argsort(codes, kind="stable")
    values, first, codes = values[order], first[order], np.unique(codes[order], return_inverse=True)[1]
    counts, of_a = np.bincount(codes), np.bincount(codes, first).astype(int)
    whole = (of_a == 0) | (of_a == counts)
    real = abs(studentise(values, first[None], codes)[0])
    rng, extreme = np.random.default_rng([seed, 1]), 0
    for begin in range(0, DRAWS, CHUNK):
        labels = _shuffle(first, codes, whole, rng, number=min(CHUNK, DRAWS - begin))
        extreme += int((np.abs(studentise(values, labels, codes)) >= real * (1 - 1e-9)).sum())
    ways = comb(int(whole.sum()), int((of_a[whole] > 0).sum()))
    ways *= prod(comb(int(n), int(k)) for n, k in zip(counts[~whole][:50], of_a[~whole][:50], strict=True))
    how = [WHOLE] * bool(whole.any()) + [WITHIN] * bool((~whole).any())
    return (1 + extreme) / (1 + DRAWS), " and ".join(how), min(ways, MANY)


def studentise(values: np.ndarray, labels: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """For each row of labels the difference of means by its standard error; infinite where no error is left.

    Residuals are added up within articles, whose codes stand in order: the sandwich estimator for clusters (Liang and
    Zeger 1986, Biometrika 73).

    >>> labels = np.array([[True, True, False]])
    >>> float(studentise(np.array([1.0, 3.0, 0.0]), labels, np.arange(3))[0] * 0.5**0.5)
    2.0
    """
    starts = np.flatnonzero(np.r_[True, np.diff(codes) > 0])
    sums = np.add.reduceat(labels * values, starts, axis=1)
    sizes = np.add.reduceat(labels, starts, axis=1, dtype=float)
    other, rest = np.add.reduceat(values, starts) - sums, np.add.reduceat(np.ones(len(values)), starts) - sizes
    n, m = sizes.sum(axis=1, keepdims=True), rest.sum(axis=1, keepdims=True)
    a, b = sums.sum(axis=1, keepdims=True) / n, other.sum(axis=1, keepdims=True) / m
    error = np.sqrt((((sums - a * sizes) / n - (other - b * rest) / m) ** 2).sum(axis=1))
    gap = (a - b)[:, 0]
    gap = np.where(np.abs(gap) <= 1e-12, 0.0, gap)
    tiny = error <= 1e-12 * np.abs(gap)
    return np.divide(gap, error, out=np.where(gap == 0, 0.0, np.copysign(np.inf, gap)), where=~tiny)


def _shuffle(
    first: np.ndarray, codes: np.ndarray, whole: np.ndarray, rng: np.random.Generator, *, number: int
) -> np.ndarray:
    """Rows of labels of the statements, shuffled among whole articles and within the others."""
    label = np.zeros(len(whole), bool)
    label[codes[first]] = True
    drawn = np.tile(label, (number, 1))
    drawn[:, whole] = rng.permuted(drawn[:, whole], axis=1)
    out = drawn[:, codes]
    inside = ~whole[codes]
    places = np.argsort(codes[inside] + rng.random((number, int(inside.sum()))) * 0.5, axis=1, kind="stable")
    out[:, inside] = first[inside][places]
    return out
