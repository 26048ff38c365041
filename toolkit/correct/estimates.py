"""Means without each article in turn, what their spread says, and how far to trust the machine."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

SMALL_T = (12.706, 4.303, 3.182, 2.776)
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Estimate:
    """a minus b with its 95 % interval; None where there is none."""

    difference: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def half(self) -> float | None:
        """Half the width of the interval."""
        return None if self.high is None or self.low is None else (self.high - self.low) / 2


NONE = Estimate()


def around(middle: float, variance: float, df: int) -> Estimate:
    """The estimate with its interval."""
    half = t_quantile(df) * float(np.sqrt(variance))
    return Estimate(float(middle), float(middle) - half, float(middle) + half)


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


def leave_one_out(values: np.ndarray, weights: np.ndarray, units: np.ndarray, count: int) -> np.ndarray:
    """The weighted mean, then the means without unit 0, 1, …; nan where nothing is left.

    >>> leave_one_out(np.array([1.0, 3.0]), np.ones(2), np.array([0, 1]), 2).tolist()
    [2.0, 3.0, 1.0]
    """
    tops = np.bincount(units, weights * values, count)
    bottoms = np.bincount(units, weights, count)
    top = np.concatenate([[tops.sum()], tops.sum() - tops])
    bottom = np.concatenate([[bottoms.sum()], bottoms.sum() - bottoms])
    return np.divide(top, bottom, out=np.full(count + 1, np.nan), where=bottom > 1e-9 * max(bottom[0], 1e-300))


def jackknife(replicates: np.ndarray) -> np.ndarray:
    """Covariance of estimates (rows) from their values without one unit at a time (Efron and Stein 1981).

    >>> jackknife(np.array([[3.0, 1.0]])).tolist()
    [[1.0]]
    """
    count = replicates.shape[1]
    centred = replicates - replicates.mean(axis=1, keepdims=True)
    return (count - 1) / count * centred @ centred.T


def find_trust(covariance: np.ndarray) -> np.ndarray:
    """Weights in [0, 1] of the gaps (rows from 1 on) that make the variance of row 0 plus weighted gaps smallest.

    The power tuning of PPI++ (Angelopoulos, Duchi and Zrnic 2023), one weight a group; found by coordinate descent,
    which is exact here, since the variance is convex.

    >>> find_trust(np.array([[1.0, -0.5], [-0.5, 1.0]])).tolist()
    [0.5]
    """
    gaps, with_first = covariance[1:, 1:], covariance[1:, 0]
    weights = np.zeros(len(gaps))
    for _ in range(ROUNDS):
        for k in range(len(gaps)):
            if gaps[k, k] > 0:
                rest = with_first[k] + gaps[k] @ weights - gaps[k, k] * weights[k]
                weights[k] = min(1.0, max(0.0, -rest / gaps[k, k]))
    return weights
