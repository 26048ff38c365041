"""Direct, indirect or mixed: how much of a content stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    words = [
        any(m.start <= i < m.end for m in marks) for p in content for i in range(p.start, p.end) if text[i].isalnum()
    ]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


OPENED = re.compile(r"(?:^|[\n.!?…”\"\]])[ \t\xa0]*[-–—][ \t\xa0]?$")
CLOSED = re.compile(r"[ \xa0.,!?…”\"]*[-–—]")


def _is_dash_speech(text: str, content: Sequence[Span]) -> bool:
    """Whether a dash opens the content as a turn and another one parts it from the reporter: "- Yes, - he said"."""
    start = content[0].start
    opened = OPENED.search(text, max(0, start - 6), start)
    return bool(opened) and any(CLOSED.match(text, piece.end) for piece in content)
