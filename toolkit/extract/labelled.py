"""Quotations with the name of who speaks before them, and nothing else: `Zelensky: "We want peace."`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation
from toolkit.lexicon import actors_by_name, fold
from toolkit.model import Span, Statement

LABEL = re.compile(r"(?:^|(?<=[.!?…\"”’»] ))((?:(?:[A-Z][\w.’'-]*|of|the)[ \xa0]){0,4}[A-Z][\w.’'-]*):[ \xa0]$")
LONGEST = 80  # characters before a quotation in which its label stands
CONFIDENCE = 0.8


def take_labels(
    text: str, quotations: Sequence[Quotation], statements: Sequence[Statement], *, rule: str
) -> list[Statement]:
    """The statements, those with a labelled quotation made one of its own, by whom the label names.

    A label is a name of the actor tables, or of a source found elsewhere in the text; what holds a cue is none ("Said
    Mr Orr: …").
    """
    cues = [s.cue for s in statements if s.cue]
    sources = {fold(word) for s in statements if s.source for word in s.source.of(text).split() if word[0].isupper()}
    out = list(statements)
    for quotation in quotations:
        label = _label(text, quotation.pieces[0].start)
        if label is None or any(label.overlaps(cue) for cue in cues):
            continue
        if not (fold(label.of(text)) in actors_by_name() or fold(label.of(text).split()[-1]) in sources):
            continue
        out = [rest for one in out if (rest := without(text, quotations, one, (*quotation.pieces, label)))]
        out.append(Statement(quotation.pieces, "direct", source=label, rule=rule, confidence=CONFIDENCE))
    return sorted(out, key=lambda s: s.content[0])


def _label(text: str, start: int) -> Span | None:
    """The name and colon directly before a place, at the start of a line or sentence."""
    line = max(text.rfind("\n", 0, start) + 1, start - LONGEST)
    found = LABEL.search(text[line:start])
    return Span(line + found.start(1), line + found.end(1)) if found else None


def without(text: str, quotations: Sequence[Quotation], one: Statement, taken: Sequence[Span]) -> Statement | None:
    """The statement without what is taken; None where nothing is left of its content."""
    kept = tuple(p for p in one.content if not any(p.overlaps(span) for span in taken))
    if kept == one.content:
        return one
    return replace(one, content=kept, kind=content_kind(text, quotations, kept)) if kept else None
