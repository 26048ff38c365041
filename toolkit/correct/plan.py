"""How many more statements to code for an interval as narrow as wanted."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, sqrt

import numpy as np

from toolkit.compare import t_quantile
from toolkit.correct.findings import Corrected
from toolkit.errors import InputError

TRIES = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """The half-width wanted, that of today, the best that coding alone reaches, and how many more to code (or None)."""

    wanted: float
    now: float | None
    best: float | None = None
    more: int | None = None

    @property
    def sentence(self) -> str:
        """What to do, in one sentence."""
        if self.now is None or self.best is None:
            return "Too few are coded to plan from: code some more statements of both sides first."
        if self.more is None:
            left = f"Coding every statement would leave an interval of about ±{self.best:.2f}"
            return f"{left}: for ±{self.wanted:.2f} more articles are needed."
        if not self.more:
            return f"The interval is ±{self.now:.2f} already: no narrower one is wanted."
        return f"Code about {self.more} more statements, drawn as before, for an interval of about ±{self.wanted:.2f}."


def check_width(half_width: float) -> None:
    """InputError where it is no width.

    >>> check_width(0.1)
    """
    if not 0 < half_width < inf:
        raise InputError(f"no half-width of an interval: {half_width}", hint="give a number above 0")


def plan_coding(found: Corrected, half_width: float) -> Plan:
    """How many more statements to draw, with the same proportions, for an interval of ± `half_width`.

    The variance has two parts. One is that of coding a sample only and falls with it: for statements drawn
    independently with p it is the sum of (1 - p) / p squared times squared residuals over those coded (Särndal,
    Swensson and Wretman 1992, Model Assisted Survey Sampling, section 2.8). The rest is that of having these articles
    only and stays; it is never taken for less than what independent statements would leave if all were coded.

    >>> from toolkit.correct.estimates import NONE
    >>> plan_coding(Corrected("x", "y", "tone", 3, 3, (1, 1), 9, NONE), 0.1).more is None
    True
    """
    check_width(half_width)
    now = found.corrected.half
    if now is None or not len(found.spread):
        return Plan(half_width, now)
    p, squares, people = found.spread.T
    floor = max(found.variance - _coding(p, squares, 1.0), float((people / p).sum()))

    def half(factor: float) -> float:
        return t_quantile(found.df) * sqrt(_coding(p, squares, factor) + floor)

    most = float(1 / p.min())
    best = half(most)
    if now <= half_width:
        return Plan(half_width, now, best, 0)
    if best > half_width:
        return Plan(half_width, now, best)
    low, high = 1.0, most
    for _ in range(TRIES):
        middle = (low + high) / 2
        low, high = (middle, high) if half(middle) > half_width else (low, middle)
    return Plan(half_width, now, best, ceil(float((np.minimum(1, p * high) / p).sum()) - len(p)))


def _coding(p: np.ndarray, squares: np.ndarray, factor: float) -> float:
    """The variance that comes from coding only a sample, if every probability were `factor` times as large."""
    larger = np.minimum(1.0, p * factor)
    return float(((1 / larger - 1) / p * squares).sum())
