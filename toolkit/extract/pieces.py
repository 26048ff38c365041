"""Pieces of content made exact: whole quotations with all their paragraphs, and nothing taken twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.extract.quotes import Quotation
from toolkit.extract.units import trim
from toolkit.model import Span

PARTED = re.compile(r",?[ \xa0]?[–—-]?[ \xa0]?")
BROKEN = re.compile(r"[^\s.!?…”\"’'»][ \xa0]+")  # the end of a piece and what follows up to the next one


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
        for quotation, part in touched(quotations, line):
            shared = min(part.end, line.end) - max(part.start, line.start)
            if shared * 2 > part.end - part.start and not any(part.overlaps(span) for span in taken):
                piece = Span(min(piece.start, part.start), max(piece.end, part.end))
                whole += quotation.pieces if len(quotation.pieces) > 1 else ()
        parts = [_trimmed(text, quotations, part) for part in _resumed(quotations, piece)]
        out += [*(part for part in parts if any(map(str.isalnum, part.of(text)))), *whole]
    return _joined(text, out)


def _trimmed(text: str, quotations: Sequence[Quotation], piece: Span) -> Span:
    """The piece trimmed, but for an edge that is the edge of a quotation, in which a full stop stays."""
    parts = [part for _, part in touched(quotations, piece)]
    trimmed = trim(text, piece)
    start = piece.start if any(part.start == piece.start for part in parts) else trimmed.start
    return Span(start, piece.end if any(part.end == piece.end for part in parts) else trimmed.end)


def _resumed(quotations: Sequence[Quotation], piece: Span) -> Iterator[Span]:
    """The parts of a piece, cut where a quotation that began in it goes on with a new mark."""
    start = piece.start
    for quotation, part in touched(quotations, piece):
        at = quotation.pieces.index(part)
        if at and start < part.start:
            yield Span(start, quotation.pieces[at - 1].end)
            start = part.start
    yield Span(start, piece.end)


def _lines(text: str, piece: Span) -> Iterator[Span]:
    """The parts of a piece that stand in different paragraphs."""
    start = piece.start
    for line in piece.of(text).split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def touched(quotations: Sequence[Quotation], piece: Span) -> Iterator[tuple[Quotation, Span]]:
    """The parts of quotations that share a character with a piece."""
    at = bisect_left(quotations, piece.start, key=lambda quotation: quotation.pieces[-1].end)
    while at < len(quotations) and quotations[at].pieces[0].start < piece.end:
        yield from ((quotations[at], part) for part in quotations[at].pieces if part.overlaps(piece))
        at += 1


def _joined(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in text order; those that overlap, or have but blanks between them within a sentence, made one."""
    out: list[Span] = []
    for piece in sorted(pieces):
        if out and (piece.start < out[-1].end or BROKEN.fullmatch(text, out[-1].end - 1, piece.start)):
            out[-1] = Span(out[-1].start, max(out[-1].end, piece.end))
        else:
            out.append(piece)
    return tuple(out)


def joined(text: str, quotations: Sequence[Quotation], pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces, those made one that nothing but a comma or a dash parts, unless both are quotations.

    >>> [piece.of("In May, ships sail") for piece in joined("In May, ships sail", (), [Span(0, 6), Span(8, 18)])]
    ['In May, ships sail']
    """
    out: list[Span] = []
    for piece in pieces:
        last = out[-1] if out else piece
        quoted = all(any(True for _ in touched(quotations, span)) for span in (last, piece))
        if out and not quoted and PARTED.fullmatch(text, last.end, piece.start):
            out[-1] = Span(last.start, piece.end)
        else:
            out.append(piece)
    return tuple(out)


def bare_quotation(text: str, quotations: Sequence[Quotation], piece: Span) -> Span:
    """The piece without the "that" before a whole quotation, as CODEBOOK.md rules.

    >>> from toolkit.extract.quotes import find_quotations
    >>> text = "said that “we wait”"
    >>> bare_quotation(text, find_quotations(text), Span(5, 19)).of(text)
    '“we wait”'
    """
    inner = Span(piece.start + len("that "), piece.end)
    whole = text[piece.start : inner.start].lower() == "that " and any(inner in q.pieces for q in quotations)
    return inner if whole else piece


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
