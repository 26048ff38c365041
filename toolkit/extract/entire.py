"""Quotations are one person's from mark to mark: what a model read of a long one in part is made whole.

A model reads a long quotation in windows, and may lose it on the way, or take its end for what the next speaker says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation
from toolkit.extract.units import trim
from toolkit.model import Span, Statement

EDGE = 2  # characters by which a content may miss the edge of a quotation: its mark and a blank
LONG = 250  # characters: shorter ones are read whole, or in part on purpose


def make_entire(text: str, quotations: Sequence[Quotation], statements: Sequence[Statement]) -> list[Statement]:
    """The statements, sorted by content; one that has an edge of a long quotation has all of it, and no other a part.

    Of several that of whom the cue or the source stands nearest gets it. A quotation in which a cue or a source was
    found, as where a speaker tells what another said, stays as it was read.

    >>> from toolkit.extract.quotes import find_quotations
    >>> text = "“We " + "wait and " * 40 + "see,” said Orr."
    >>> [one] = make_entire(text, find_quotations(text), [Statement((Span(0, 40),), "direct", Span(370, 374))])
    >>> one.words(text)[-10:]
    ' and see,”'
    """
    out = list(statements)
    said = sorted(span for one in out for span in (one.cue, one.source) if span)
    long = [p for q in quotations if q.closed for p in q.pieces if p.end - p.start >= LONG]
    for part in (part for part in long if not _holds(part, said)):
        owners = [number for number, one in enumerate(out) if any(p.overlaps(part) for p in one.content)]
        at_edge = [number for number in owners if any(_has_edge(p, part) for p in out[number].content)]
        if at_edge:
            chosen = min(at_edge, key=lambda number: _distance(text, out[number], part))
            for number in owners:
                out[number] = _with(out[number], part) if number == chosen else _without(text, out[number], part)
    whole = [replace(one, kind=content_kind(text, quotations, one.content)) for one in out if one.content]
    return sorted(whole, key=lambda one: one.content[0])


def _holds(part: Span, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, sorted, begins within the part."""
    at = bisect_left(spans, Span(part.start, 0))
    return at < len(spans) and spans[at].start < part.end


def _has_edge(piece: Span, part: Span) -> bool:
    """Whether a piece of content has words at an edge of a quotation."""
    return piece.overlaps(part) and (piece.start <= part.start + EDGE or piece.end >= part.end - EDGE)


def _distance(text: str, one: Statement, part: Span) -> tuple[int, int]:
    """How far the cue or the source stands from a quotation: paragraphs, then characters."""
    spans = [span for span in (one.cue, one.source) if span]
    gaps = [(s.end, part.start) if s.end <= part.start else (part.end, s.start) for s in spans]
    return min(((text.count("\n", *gap), gap[1] - gap[0]) for gap in gaps), default=(len(text), 0))


def _with(one: Statement, part: Span) -> Statement:
    """The statement with the whole quotation in place of what it has of it."""
    own = [piece for piece in one.content if piece.overlaps(part)]
    whole = Span(min(part.start, own[0].start), max(part.end, own[-1].end))
    return replace(one, content=tuple(sorted([*(piece for piece in one.content if piece not in own), whole])))


def _without(text: str, one: Statement, part: Span) -> Statement:
    """The statement without what it has of the quotation."""
    return replace(one, content=tuple(rest for piece in one.content for rest in _outside(text, piece, part)))


def _outside(text: str, piece: Span, part: Span) -> Iterator[Span]:
    """What a piece has before and after a quotation."""
    if not piece.overlaps(part):
        yield piece
        return
    for rest in (Span(piece.start, part.start), Span(part.end, piece.end)):
        cut = trim(text, rest) if rest.start < rest.end else rest
        if any(map(str.isalnum, cut.of(text))):
            yield cut
