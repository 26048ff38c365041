""" "According to X, …" where a sentence opens with it: its form says who said what, however short the sentence is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation
from toolkit.extract.units import Unit, trim
from toolkit.lexicon import fold, roles
from toolkit.model import Span, Statement

CONFIDENCE = 0.6
OPENS = re.compile(
    r"(?P<cue>According to)[ \xa0](?P<source>(?:the|an?)[ \xa0][a-z][\w’' -]{1,50}?|"
    r"(?:[Tt]he[ \xa0])?[A-Z][\w.’'-]*(?:[ \xa0](?:of[ \xa0]|the[ \xa0])*[A-Z][\w.’'-]*){0,5}),[ \xa0]"
    r"(?!(?:who|which|whose|where|citing|quoting|said|told)\b)(?=[\w“\"])"
)
MORE = re.compile(r"(?:(?:the )?[A-Z][\w’'-]*,? )+and (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*,")
REPORTED = re.compile(
    r"\b(?:say|said|says|told|wrote|stat|report|claim|insist|add|jok|warn|announc)(?:s|ed|ing|es)?\b"
)  # another's words, of which X tells


def add_according(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], statements: Sequence[Statement], *, rule: str
) -> list[Statement]:
    """The statements with those of sentences that open so and that no statement touches, sorted by content.

    >>> from toolkit.extract.units import split_units
    >>> text = "According to Tina Hoff, it will rain."
    >>> [s.words(text) for s in add_according(text, (), split_units(text, ()), (), rule="according to")]
    ['it will rain']
    """
    taken = sorted(span for s in statements for span in (*s.content, s.cue, s.source) if span)
    ends = [span.end for span in taken]
    out = list(statements)
    for unit in units:
        found = OPENS.match(text, unit.span.start, unit.span.end)
        if not found or REPORTED.search(text, found.end(), unit.span.end) or _goes_on(text, found.end(), unit):
            continue
        at = bisect_left(ends, unit.span.start + 1)
        content = trim(text, Span(found.end(), unit.span.end))
        if len(content.of(text).split()) > 1 and not (at < len(taken) and taken[at].start < unit.span.end):
            kind = content_kind(text, quotations, (content,))
            cue, source = Span(*found.span("cue")), Span(*found.span("source"))
            out.append(Statement((content,), kind, cue, source, rule, CONFIDENCE))
    return sorted(out, key=lambda s: s.content[0])


def _goes_on(text: str, start: int, unit: Unit) -> bool:
    """Whether what follows is more of the source: "Hoff, the mayor of Leeds, …", "Hoff, Orr and Lee, …"."""
    if MORE.match(text, start, unit.span.end):
        return True
    words, comma, _ = text[start : unit.span.end].partition(",")
    return bool(comma) and any(fold(word) in roles() for word in words.split())
