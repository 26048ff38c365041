"""Direct, indirect or mixed: how much of a content stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.quotes import Quotation
from toolkit.model import Kind, Span


def content_kind(text: str, quotations: Sequence[Quotation], content: Sequence[Span]) -> Kind:
    """direct when all words of the content are in quotation marks, indirect when none is, else mixed.

    >>> from toolkit.extract.quotes import find_quotations
    >>> content_kind("a “b”", find_quotations("a “b”"), [Span(0, 5)])
    'mixed'
    """
    if content and _is_dash_speech(text, content):
        return "direct"
    first, last = (content[0].start, content[-1].end) if content else (0, 0)
    marks = [p for q in quotations for p in q.pieces if p.start < last and p.end > first]
    inside = any(has_words(text, max(p.start, m.start), min(p.end, m.end)) for p in content for m in marks)
    if not inside:
        return "indirect"
    return "mixed" if any(has_words(text, *gap) for p in content for gap in _gaps(p, marks)) else "direct"


def has_words(text: str, start: int, end: int) -> bool:
    """Whether there is a letter or a digit between two places."""
    return any(map(str.isalnum, text[start:end])) if start < end else False


def _gaps(piece: Span, marks: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where a piece has no marks around it; `marks` are sorted and apart."""
    start = piece.start
    for mark in marks:
        yield start, min(mark.start, piece.end)
        start = max(start, mark.end)
    yield start, piece.end


OPENED = re.compile(r"(?:^|[\n.!?…”\"\]])[ \t\xa0]*[-–—][ \t\xa0]?$")
CLOSED = re.compile(r"[ \xa0.,!?…”\"]*[-–—]")


def _is_dash_speech(text: str, content: Sequence[Span]) -> bool:
    """Whether a dash opens the content as a turn and another one parts it from the reporter: "- Yes, - he said"."""
    start = content[0].start
    opened = OPENED.search(text, max(0, start - 6), start)
    return bool(opened) and any(CLOSED.match(text, piece.end) for piece in content)
