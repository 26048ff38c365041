"""Which candidates are statements: the surest that do not overlap are taken."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from toolkit.extract.candidates import Candidate
from toolkit.model import Span


def choose(candidates: Sequence[Candidate], sure: Sequence[float], threshold: float) -> list[int]:
    """Numbers of the candidates taken, in the order of the text: the surest first, if no content overlaps one taken."""
    taken: list[Span] = []
    out = []
    for number in sorted(range(len(candidates)), key=lambda number: (-sure[number], candidates[number].content)):
        content = candidates[number].content
        if sure[number] < threshold or any(_overlaps(taken, piece) for piece in content):
            continue
        for piece in content:
            insort(taken, piece)
        out.append(number)
    return sorted(out, key=lambda number: candidates[number].content)


def _overlaps(taken: Sequence[Span], piece: Span) -> bool:
    """Whether a piece shares a character with one of those, which are sorted and apart."""
    at = bisect_left(taken, piece)
    return any(other.overlaps(piece) for other in taken[max(0, at - 1) : at + 1])
