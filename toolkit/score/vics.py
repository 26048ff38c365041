"""Operational code indices of the Verbs in Context System (VICS) from counts of a speaker's coded verbs.

Formulas: Walker, Schafer & Young 1998, "Systematic procedures for operational code analysis", International Studies
Quarterly 42:175-189; and in Post (ed.) 2003, "The psychological assessment of political leaders", chapter 9.
Published practice asks for at least 4,000 words a profile and trained coders; verbs found by a list (`vics_verbs.py`)
are cruder.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

WEIGHTS = {"punish": -3, "threaten": -2, "oppose": -1, "appeal": 1, "promise": 2, "reward": 3}
DEEDS = ("punish", "reward")
FEWEST = 15  # coded verbs below which indices are noise


@dataclass(frozen=True, slots=True)
class OperationalCode:
    """The indices of one speaker and period; None where a side has no coded verb.

    p1 nature of the political universe, p2 realisation of values, p4a own control; i1 direction of strategy, i2
    intensity of tactics, i4a flexibility between cooperation and conflict, i4b between words and deeds, i5 share of
    each class.
    """

    p1: float | None
    p2: float | None
    p4a: float | None
    i1: float | None
    i2: float | None
    i4a: float | None
    i4b: float | None
    i5: Mapping[str, float]
    verbs_self: int
    verbs_other: int
    warning: str = ""


def operational_code(own: Mapping[str, float], other: Mapping[str, float]) -> OperationalCode:
    """The indices from counts of verbs a class, of the self and of others; a warning below FEWEST coded verbs.

    >>> found = operational_code({"reward": 8, "punish": 2}, {"oppose": 10})
    >>> found.i1, found.i4a, found.i4b, found.p1, found.p4a
    (0.6, 0.4, 0.0, -1.0, 0.5)
    """
    total_own, total_other = sum(own.values()), sum(other.values())
    shares = {name: own.get(name, 0) / total_own if total_own else 0.0 for name in WEIGHTS}
    deeds = sum(shares[name] for name in DEEDS)
    direction = _direction(own)
    warning = ""
    if total_own + total_other < FEWEST:
        count = f"{total_own + total_other:g} coded verbs"
        warning = f"{count}: below {FEWEST} the indices are noise, and 4,000 words are advised"
        warnings.warn(warning, UserWarning, stacklevel=2)
    return OperationalCode(
        p1=_direction(other),
        p2=_intensity(other),
        p4a=_round(total_own / (total_own + total_other)) if total_own + total_other else None,
        i1=direction,
        i2=_intensity(own),
        i4a=None if direction is None else _round(1 - abs(direction)),
        i4b=_round(1 - abs(1 - 2 * deeds)) if total_own else None,
        i5={name: _round(share) for name, share in shares.items()},
        verbs_self=int(total_own),
        verbs_other=int(total_other),
        warning=warning,
    )


def _direction(counts: Mapping[str, float]) -> float | None:
    """Share of positive less share of negative verbs (P-1, I-1)."""
    total = sum(counts.values())
    return _round(sum(n if WEIGHTS[c] > 0 else -n for c, n in counts.items()) / total) if total else None


def _intensity(counts: Mapping[str, float]) -> float | None:
    """Mean weight divided by 3 (P-2, I-2)."""
    total = sum(counts.values())
    return _round(sum(n * WEIGHTS[c] for c, n in counts.items()) / total / 3) if total else None


def _round(value: float) -> float:
    return round(value, 6) + 0.0
