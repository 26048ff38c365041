"""Quotations that are sentences of their own: apart from the reporter's words before them, and one with the turn that
they go on with, as CODEBOOK.md rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.kind import content_kind
from toolkit.extract.pieces import touched
from toolkit.extract.quotes import Quotation
from toolkit.extract.units import Unit, fills, unit_at
from toolkit.model import Span, Statement


def parted(text: str, quotations: Sequence[Quotation], units: Sequence[Unit], one: Statement) -> Iterator[Statement]:
    """The statement; a quotation in it that begins a later sentence than the reporter's words before it apart."""
    for at in range(1, len(one.content)):
        before, after = one.content[:at], one.content[at:]
        number = unit_at(units, after[0].start)
        start = units[number].span.start if number >= 0 else -1
        if (
            start >= max(after[0].start - 1, before[-1].end)
            and (not one.cue or one.cue.end <= after[0].start)
            and not any(part != q.pieces[0] for q, part in touched(quotations, after[0]))
            and content_kind(text, quotations, after) == "direct"
            and (kind := content_kind(text, quotations, before)) != "direct"
        ):
            yield replace(one, content=before, kind=kind)
            yield replace(one, content=after, kind="direct", cue=None, source=None)
            return
    yield one


def add_turn(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], out: list[Statement], one: Statement
) -> None:
    """Adds a statement to those before it. A sentence that is a quotation, without a cue or source in it, is taken with
    all its paragraphs; it goes on with the turn just quoted, or has no source."""
    number = unit_at(units, one.content[0].start)
    here = units[number] if number >= 0 else None
    alone = here is not None and one.kind == "direct" and any(fills(piece, here) for piece in one.content)
    if not here or not alone or one.cue or (one.source and here.span.overlaps(one.source)):
        out.append(one)
        return
    one = replace(one, content=_entire(quotations, out, one))
    last, start = out[-1] if out else None, one.content[0].start
    before = units[max(0, unit_at(units, start) - 1)].span
    spans = (last.content[-1], last.cue, last.source) if last and _is_turn(text, quotations, last, one) else ()
    if last and any(span and span.end <= start and before.start < span.end <= before.end for span in spans):
        content = (*last.content, *one.content)
        out[-1] = replace(last, content=content, kind=content_kind(text, quotations, content))
    else:
        out.append(replace(one, source=None))


def _is_turn(text: str, quotations: Sequence[Quotation], last: Statement, one: Statement) -> bool:
    """Whether a quotation may go on with the statement before it: one that is not only reported, and, where nobody was
    found for the quotation, ends with a quotation."""
    kind = content_kind(text, quotations, last.content[-1:])
    return last.kind != "indirect" and (one.source is not None or kind == "direct")


def _entire(quotations: Sequence[Quotation], out: Sequence[Statement], one: Statement) -> tuple[Span, ...]:
    """The content of a statement with all paragraphs of its first quotation that are after the statement before it."""
    first, end = one.content[0], out[-1].content[-1].end if out else 0
    whole = next((quotation.pieces for quotation, _ in touched(quotations, first)), ())
    return tuple(sorted({*one.content, *(piece for piece in whole if end <= piece.start and piece.end <= first.start)}))
