"""Means without each article in turn, what their spread says, and how far to trust the machine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.compare import t_quantile

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
    which is exact here, since the variance is convex. A stack of matrices has a row of weights each.

    >>> find_trust(np.array([[1.0, -0.5], [-0.5, 1.0]])).tolist()
    [0.5]
    """
    gaps, with_first = covariance[..., 1:, 1:], covariance[..., 1:, 0]
    weights: np.ndarray = np.zeros(with_first.shape)
    for _ in range(ROUNDS):
        before = weights.copy()
        for k in range(gaps.shape[-1]):
            own = gaps[..., k, k]
            rest = with_first[..., k] + (gaps[..., k, :] * weights).sum(axis=-1) - own * weights[..., k]
            best = np.divide(-rest, own, out=np.zeros_like(rest), where=own > 0)
            weights[..., k] = best.clip(0.0, 1.0)
        if np.abs(weights - before).max(initial=0.0) < 1e-12:
            break
    return weights


@dataclass(frozen=True, slots=True)
class Tuned:
    """The first row plus the weighted others: the weights, the variance, and that of the first row alone."""

    trust: np.ndarray
    variance: float
    alone: float


def tune(replicates: np.ndarray) -> Tuned:
    """The trust in the machine, and the variance of the estimate that has it.

    Estimates are in rows, their values without each unit in columns. The weights are found anew without each unit, so
    that the variance holds what it costs to have found them in the same few articles (jackknife of an estimate with an
    estimated slope: Miller 1974, Biometrika 61; Yung and Rao 1996, Survey Methodology 22; for clusters it is the
    correction CR3 of Bell and McCaffrey 2002, Survey Methodology 28).

    >>> x = np.array([[1.0, -1.0, 2.0, 0.0], [-1.0, 1.0, -2.0, 0.0]])
    >>> found = tune(x)
    >>> found.trust.tolist(), round(found.variance, 9), found.alone
    ([1.0], 0.0, 3.75)
    """
    count = replicates.shape[1]
    covariance = jackknife(replicates)
    trust = find_trust(covariance)
    centred = (replicates - replicates.mean(axis=1, keepdims=True)).T
    without = covariance - (count - 1) / count * centred[:, :, None] * centred[:, None, :]
    tuned = replicates[0] + (find_trust(without) * replicates[1:].T).sum(axis=1)
    return Tuned(trust, float(jackknife(tuned[None])[0, 0]), float(covariance[0, 0]))
