"""A comparison: its sentence, its interval drawn on a line, and how far the score can be believed."""

from __future__ import annotations

from math import ceil

from toolkit.agreement.measured import state_agreement
from toolkit.compare import Difference
from toolkit.compare.effects import signed
from toolkit.lexicon import Parties, read_parties
from toolkit.show.page import fill, style
from toolkit.show.words import isolate

WIDTH = 400  # of the drawing, in its own units


def render_difference(found: Difference, *, parties: Parties | None = None) -> str:
    """HTML of the finding in a sentence, its interval, what chance makes, what to beware of, and measured agreement.

    >>> "too few to compare" in render_difference(Difference("x", "y", "tone", 1, 1, 1, "statement"))
    True
    """
    sides = parties or read_parties()
    labels = [isolate(sides.label(name)) for name in (found.a, found.b)]
    words = (found.describe(*labels), found.chance, found.caution, state_agreement(found.column, found.engine))
    return fill("show.html.j2", "difference", style(), words, _line(found), labels)


def difference_text(found: Difference, *, parties: Parties | None = None) -> str:
    """The same for a terminal."""
    sides = parties or read_parties()
    words = [found.describe(*(isolate(sides.label(name)) for name in (found.a, found.b))), found.chance]
    words += [f"Beware: {found.caution}." if found.caution else "", state_agreement(found.column, found.engine)]
    return "\n".join(filter(None, words))


def _line(found: Difference) -> dict[str, object] | None:
    """Where interval, difference and zero lie on a line; None without an interval."""
    if found.difference is None or found.low is None or found.high is None:
        return None
    reach = max(ceil(max(abs(found.low), abs(found.high)) * 10) / 10, 0.1)
    low, mid, high = (WIDTH * (value / reach + 1) / 2 for value in (found.low, found.difference, found.high))
    words = f"difference {signed(found.difference)}, 95 % interval {signed(found.low)} to {signed(found.high)}"
    ends = (signed(-reach), signed(reach))
    return {"low": round(low, 1), "mid": round(mid, 1), "high": round(high, 1), "words": words, "ends": ends}
