"""Questions to a speaker that stand before the answer: they are not the answerer's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.model import Span

BETWEEN = re.compile(r"[?\s]*[–—-]?[ \xa0]*")
OPENING = '“"„«'
ASKS = re.compile(r"\?[”\"»’]*$")


def without_question(text: str, cue: Span | None, content: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces of a content without a question that the next one, in its own quotation marks, answers at once.

    Where the words that attribute stand before the question it is the speaker's, and the answer somebody else's.

    >>> text = "“Are you ready?” “We are,” Orr said."
    >>> [piece.of(text) for piece in without_question(text, Span(31, 35), (Span(0, 16), Span(17, 26)))]
    ['“We are,”']
    """
    kept = list(content)
    for asked, answer in pairwise(content):
        if not _is_answered(text, asked, answer):
            continue
        other = answer if cue and cue.end <= asked.start else asked
        kept = [piece for piece in kept if piece != other]
    return tuple(kept)


def _is_answered(text: str, asked: Span, answer: Span) -> bool:
    """Whether a piece is a question and the next one a quotation beside it on the line, with nothing between them."""
    between = text[asked.end : answer.start]
    asks = ASKS.search(asked.of(text)) or between.startswith("?")
    return bool(asks) and "\n" not in between and text[answer.start] in OPENING and bool(BETWEEN.fullmatch(between))
