"""Quotations that stand free: a sentence that is nothing but somebody's words, without a cue of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation
from toolkit.extract.units import Unit, fills
from toolkit.model import Span, Statement

CONFIDENCE = 0.6


def add_standing(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], statements: Sequence[Statement], *, rule: str
) -> list[Statement]:
    """The statements with the quotations that are sentences of their own and that no statement has.

    One that goes on with the turn just quoted becomes part of that statement; another is a statement without cue and
    source, as CODEBOOK.md rules. Sorted by content.
    """
    out = sorted(statements, key=lambda s: s.content[0])
    touched = _by_unit(units, out)
    used = {q for unit, own in zip(units, touched, strict=True) for q in unit.quotations if _taken(q, own)}
    last, turn = -2, 0  # the latest sentence with a statement, and that statement
    for number, unit in enumerate(units):
        if touched[number]:
            last, turn = number, max(at for _, at in touched[number])
            continue
        free = [q for q in unit.quotations if q not in used and fills(q.pieces[0], unit) and not _is_heading(text, q)]
        used.update(free)
        if not free:
            continue
        pieces = tuple(p for q in free for p in q.pieces)
        if last == number - 1 and out[turn].kind != "indirect":
            content = tuple(sorted((*out[turn].content, *pieces)))
            out[turn] = replace(out[turn], content=content, kind=content_kind(text, quotations, content))
        else:
            turn = len(out)
            out.append(Statement(pieces, "direct", rule=rule, confidence=CONFIDENCE))
        last = number
    return sorted(out, key=lambda s: s.content[0])


def _by_unit(units: Sequence[Unit], statements: Sequence[Statement]) -> list[list[tuple[Span, int]]]:
    """For each sentence the spans in it, each with the number of its statement."""
    out: list[list[tuple[Span, int]]] = [[] for _ in units]
    for at, statement in enumerate(statements):
        for span in (span for span in (*statement.content, statement.cue, statement.source) if span):
            number = bisect_right(units, span.start, key=lambda unit: unit.span.end)
            while number < len(units) and units[number].span.start < span.end:
                out[number].append((span, at))
                number += 1
    return out


def _taken(quotation: Quotation, spans: Sequence[tuple[Span, int]]) -> bool:
    """Whether one of the spans shares a character with the quotation."""
    return any(piece.overlaps(span) for piece in quotation.pieces for span, _ in spans)


ENDED = re.compile(r"[.!?…,]\s*[\"”’»'）)]*\s*$")


def _is_heading(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a paragraph that ends without a stop, as headings do."""
    piece = quotation.pieces[0]
    start, end = text.rfind("\n", 0, piece.start) + 1, text.find("\n", piece.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(quotation.pieces) == 1 and line.strip() == piece.of(text) and not ENDED.search(line)
