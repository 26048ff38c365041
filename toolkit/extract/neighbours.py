"""What a statement took from the clause beside it: another verb's object, the next one's subject or its verb.

Every rule reads where source, cue and pieces stand to each other, and the words between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation
from toolkit.extract.sources import complete_source
from toolkit.model import Span, Statement

BLANK = re.compile(r"[ \xa0]")
RELAYED = re.compile(  # "quoted the mayor as |saying": the mayor's words
    r"\b(?:quot|cit)(?:e|ed|es|ing)[ \xa0](?!by\b)"
    r"(?P<source>(?:[^;:.\n“”\"]|\.(?![ \xa0][A-Z][a-z]+[ \xa0][a-z])){1,120}?),?[ \xa0]as[ \xa0]$"
)
WITHIN = re.compile(  # the same inside a content: "quoted |the mayor as saying it rained"
    r"(?P<source>[^;:.\n“”\"]{1,120}?),?[ \xa0]as[ \xa0](?P<cue>saying|telling|stating)[ \xa0](?:that[ \xa0])?"
)
QUOTING = re.compile(r"(?:quot|cit)(?:e|ed|es|ing)", re.I)
SUBJECT = re.compile(  # of the next clause: "… while the mayor |denied it"
    r"(?:,?[ \xa0](?:while|whereas|but|and|although|though)|;)[ \xa0]"
    r"(?P<source>(?:(?:the|an?|some|many)[ \xa0][a-z][\w’'-]*|[A-Z][\w.’'-]*)"
    r"(?:[ \xa0](?!(?:while|whereas|but|and|although|that)\b)[\w.’'-]+){0,5}?)"
    r"(?:[ \xa0](?:also|has|have|had|later|then))?$"
)
LED = re.compile(r"[^\n.!?:“”\"]{0,60}:\s*")
ENDED = re.compile(r"[.!?…][”\"’']*\s+(?=[A-Z])")
BROKEN = re.compile(  # a verb without its other half: "he has so far |rejected the deal"
    r"[ \xa0](?:has|have|had|is|was|are|were|will|would|not|to|could|should|may|might|be|been|never|so far)$"
)


def part_neighbours(text: str, quotations: Sequence[Quotation], statements: Sequence[Statement]) -> list[Statement]:
    """The statements, in the order of the text, without what belongs to the clause beside them.

    >>> text = "Orr said ships sail while the mayor denied it."
    >>> one = Statement((Span(9, 35),), "indirect", Span(4, 8), Span(0, 3))
    >>> two = Statement((Span(43, 45),), "indirect", Span(36, 42), Span(0, 3))
    >>> [(s.words(text), s.source.of(text)) for s in part_neighbours(text, (), [one, two])]
    [('ships sail', 'Orr'), ('it', 'the mayor')]
    """
    out: list[Statement] = []
    apart = [part for one in statements for part in _led(text, quotations, one)]
    for given in sorted(apart, key=lambda s: s.content[0]):
        one = _relayed(text, _without_object(text, given))
        if out and _quotes(text, out[-1], one):
            out.pop()
        last = out[-1] if out else None
        if last and one.cue and last.source == one.source and _leads(text, last, one):
            merged = _continued(text, quotations, last, one) or _parted(text, last, one)
            out[-1:] = merged if merged else [last, one]
        else:
            out.append(one)
    return out


def _led(text: str, quotations: Sequence[Quotation], one: Statement) -> list[Statement]:
    """The statement; as two, the first without a cue, where a colon leads from the cue's sentence to what follows and
    another sentence ended before it: "“No.” He added: “We wait.”"."""
    before = tuple(piece for piece in one.content if one.cue and piece.end <= one.cue.start)
    after = one.content[len(before) :]
    if not one.cue or not before or not after or not LED.fullmatch(text, one.cue.end, after[0].start):
        return [one]
    if not ENDED.search(text, before[-1].end - 2, one.cue.start):
        return [one]
    first = replace(one, content=before, kind=content_kind(text, quotations, before), cue=None)
    return [first, replace(one, content=after, kind=content_kind(text, quotations, after))]


def _without_object(text: str, one: Statement) -> Statement:
    """The statement without a piece between source and cue, which is another verb's: "drew a line, saying …"."""
    first, cue, source = one.content[0], one.cue, one.source
    if cue is None or source is None or len(one.content) < 2:
        return one
    between = source.end < first.start and first.end <= cue.start and cue.end <= one.content[1].start
    return replace(one, content=one.content[1:]) if between and not text.startswith("that ", first.start) else one


def _relayed(text: str, one: Statement) -> Statement:
    """The statement with the one who is quoted as its source: "The agency quoted the mayor as saying …"."""
    first = one.content[0]
    if one.cue and QUOTING.fullmatch(one.cue.of(text)) and BLANK.fullmatch(text, one.cue.end, first.start):
        inside = WITHIN.match(text, first.start, first.end)
        if inside and inside.end() < first.end:
            content = (Span(inside.end(), first.end), *one.content[1:])
            source = complete_source(text, Span(*inside.span("source")))
            return replace(one, content=content, cue=Span(*inside.span("cue")), source=source)
    found = RELAYED.search(text, max(0, one.cue.start - 220), one.cue.start) if one.cue else None
    return replace(one, source=complete_source(text, Span(*found.span("source")))) if found else one


def _quotes(text: str, last: Statement, one: Statement) -> bool:
    """Whether the content of a statement is but who is quoted as saying the next one."""
    cited = last.cue is not None and one.source is not None and QUOTING.fullmatch(last.cue.of(text))
    first = last.content[0]
    who = Span(first.start, first.start + len(first.of(text).removesuffix(" as").rstrip(",")))
    return bool(cited and one.source and len(last.content) == 1 and one.source.contains(who))


def _leads(text: str, last: Statement, one: Statement) -> bool:
    """Whether a content ends just before the cue of the next statement, whose content follows that."""
    end = last.content[-1].end
    return bool(one.cue and BLANK.fullmatch(text, end, one.cue.start) and one.cue.end < one.content[0].start)


def _continued(text: str, quotations: Sequence[Quotation], last: Statement, one: Statement) -> list[Statement] | None:
    """Two statements as one, where the cue of the second is a verb within the content of the first."""
    if not BROKEN.search(text, last.content[-1].start, last.content[-1].end):
        return None
    whole = Span(last.content[-1].start, one.content[0].end)
    content = (*last.content[:-1], whole, *one.content[1:])
    return [replace(last, content=content, kind=content_kind(text, quotations, content))]


def _parted(text: str, last: Statement, one: Statement) -> list[Statement] | None:
    """Two statements, the subject of the second, which ended the content of the first, made its source."""
    piece = last.content[-1]
    found = SUBJECT.search(text, piece.start, piece.end)
    if not found or found.start() <= piece.start:
        return None
    content = (*last.content[:-1], Span(piece.start, found.start()))
    return [replace(last, content=content), replace(one, source=Span(*found.span("source")))]
