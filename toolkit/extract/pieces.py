"""Pieces of content made exact: whole quotations with all their paragraphs, and nothing taken twice."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.extract.quotes import Quotation
from toolkit.extract.units import trim
from toolkit.model import Span


def snap_pieces(
    text: str, quotations: Sequence[Quotation], pieces: Sequence[Span], taken: Sequence[Span]
) -> tuple[Span, ...]:
    """The pieces with whole quotations where they cover more than half of one; `taken` are its cue and source.

    >>> from toolkit.extract.quotes import find_quotations
    >>> text = "“We are ready,” he said."
    >>> [p.of(text) for p in snap_pieces(text, find_quotations(text), [Span(1, 13)], [])]
    ['“We are ready,”']
    """
    out: list[Span] = []
    for line in (line for piece in pieces for line in _lines(text, piece)):
        piece = line
        whole: list[Span] = []
        for quotation, part in _touched(quotations, line):
            shared = min(part.end, line.end) - max(part.start, line.start)
            if shared * 2 > part.end - part.start and not any(part.overlaps(span) for span in taken):
                piece = Span(min(piece.start, part.start), max(piece.end, part.end))
                whole += quotation.pieces if len(quotation.pieces) > 1 else ()
        trimmed = trim(text, piece)
        out += [*([trimmed] if trimmed.end > trimmed.start else []), *whole]
    return _joined(out)


def _lines(text: str, piece: Span) -> Iterator[Span]:
    """The parts of a piece that stand in different paragraphs."""
    start = piece.start
    for line in piece.of(text).split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def _touched(quotations: Sequence[Quotation], piece: Span) -> Iterator[tuple[Quotation, Span]]:
    """The parts of quotations that share a character with a piece."""
    at = bisect_left(quotations, piece.start, key=lambda quotation: quotation.pieces[-1].end)
    while at < len(quotations) and quotations[at].pieces[0].start < piece.end:
        yield from ((quotations[at], part) for part in quotations[at].pieces if part.overlaps(piece))
        at += 1


def _joined(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in text order, those that overlap made one."""
    out: list[Span] = []
    for piece in sorted(pieces):
        if out and piece.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, piece.end))
        else:
            out.append(piece)
    return tuple(out)


def keep_apart(text: str, contents: Sequence[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """Contents less what an earlier one (by its first piece) has taken; possibly empty.

    >>> keep_apart("abcdef", [(Span(0, 4),), (Span(2, 6),)])
    [(Span(start=0, end=4),), (Span(start=4, end=6),)]
    """
    owner = sorted((piece, number) for number, pieces in enumerate(contents) for piece in pieces)
    out: list[list[Span]] = [[] for _ in contents]
    end = 0
    for piece, number in owner:
        rest = trim(text, Span(max(piece.start, end), piece.end)) if piece.start < end else piece
        if rest.end > rest.start:
            out[number].append(rest)
        end = max(end, piece.end)
    return [tuple(pieces) for pieces in out]
