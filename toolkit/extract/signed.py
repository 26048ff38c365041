"""Quotations signed with a name, as those of readers and passers-by are: `“It was dark.” — Ada Orr, nurse`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.extract.labelled import without
from toolkit.extract.quotes import Quotation
from toolkit.lexicon import actors_by_name, fold
from toolkit.model import Span, Statement

WORD = r"[^\W\d_a-z][\w.’'-]*"
SIGNATURE = re.compile(
    rf"[.,]?[ \xa0]*(?:\r?\n){{0,2}}[ \xa0]*(?:[―—–]|--?)[ \xa0]?"
    rf"(?P<source>(?P<name>{WORD}(?:[ \xa0](?:(?:of|the|de|van|von|al|bin)[ \xa0])?{WORD}){{0,4}})"
    r"(?:(?:, |[ \xa0]\(|, of )[^\n“”\"«»]{2,80}?)?)[ \xa0.]*(?=\r?\n|$)"
)
STOPPED = re.compile(r"[.!?…,][\"”’»]*$|[\"”’»][.,]$")
CONFIDENCE = 0.8


def take_signed(
    text: str, quotations: Sequence[Quotation], statements: Sequence[Statement], *, rule: str
) -> list[Statement]:
    """The statements, those with a signed quotation made one of its own, by whom the signature names.

    Such a quotation is a paragraph but for the dash and the name after it, on the same line or the next. Without a
    stop in it, it may be a book with its author, unless the name is one of the actor tables.

    >>> from toolkit.extract.quotes import find_quotations
    >>> text = "“It was dark.” — Ada Orr, nurse"
    >>> [one] = take_signed(text, find_quotations(text), [], rule="signature")
    >>> one.words(text), one.source.of(text)
    ('“It was dark.”', 'Ada Orr, nurse')
    """
    out = list(statements)
    for quotation in quotations:
        signature = _signature(text, quotation)
        if signature:
            taken = (*quotation.pieces, signature)
            out = [rest for one in out if (rest := without(text, quotations, one, taken))]
            out.append(Statement(quotation.pieces, "direct", source=signature, rule=rule, confidence=CONFIDENCE))
    return sorted(out, key=lambda s: s.content[0])


def _signature(text: str, quotation: Quotation) -> Span | None:
    """The name, with what describes it, that signs a quotation."""
    first, last = quotation.pieces[0], quotation.pieces[-1]
    found = SIGNATURE.match(text, last.end)
    if not found or text[text.rfind("\n", 0, first.start) + 1 : first.start].strip():
        return None
    known = fold(found["name"]) in actors_by_name()
    if not known and (not STOPPED.search(text[last.start : last.end + 1].rstrip()) or len(found["name"].split()) < 2):
        return None
    return Span(*found.span("source"))
