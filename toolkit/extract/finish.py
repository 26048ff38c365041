"""Statements as the labels of words leave them -> as CODEBOOK.md cuts them.

What leads up to a content or dangles after it is no part of it; a quotation that is a sentence of its own is no part of
the reporter's words before it; headings printed into the text say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.asked import without_question
from toolkit.extract.continuing import add_turn, parted
from toolkit.extract.edges import (
    whole_end,
    whole_start,
    without_addressee,
    without_aside,
    without_capitals,
    without_heading,
    without_preface,
    without_source,
)
from toolkit.extract.kind import content_kind
from toolkit.extract.neighbours import part_neighbours
from toolkit.extract.pieces import bare_quotation, joined, touched
from toolkit.extract.quotes import Quotation
from toolkit.extract.sources import source_beside
from toolkit.extract.units import Unit, trim, unit_at
from toolkit.lexicon import word_set
from toolkit.model import Span, Statement

EMPTY = word_set("to that of for as it so his her its their him them")  # alone they say nothing
LOOSE = word_set(
    "but and or however meanwhile still yet regardless also later shortly elsewhere then in on at which who whom whose "
    "where when while from with by what the a an if because although following including these"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
LEADING = re.compile(
    r"(?:[Bb]ut|[Aa]nd|[Hh]owever|Meanwhile|Still|Yet|Regardless)(?:, |[ \xa0](?=[\w“\"‘]))|later[ \xa0](?=that\b)"
)
SOON = r"(?:later|earlier)(?!,? (?:this|in|on|the)\b)|yesterday|today"
DATED = re.compile(
    rf"(?:(?:on|late|early|last)[ \xa0])?(?:{DAY}|{SOON})(?:[ \xa0](?:morning|evening|night|afternoon))?,?[ \xa0]+"
    r"(?=[\w“\"‘])(?!(?:was|is|were|had|will|has|would|marked|could|and|may)\b)"
)
DANGLING = re.compile(
    r"(?:[\s,]+(?:and|or|but|as|who|whose|(?:(?:of|in|on|at|for|to|by|with|from)[ \xa0])?(?:which|whom|the|an?)|of|"
    r"following|while|because|although|though|where|when|if|including))+$"
)
STRAY = re.compile(
    r"(?:[\s,]+(?:who|whom|whose|which|that|and|or|of|the|a|an|in|on|at|to|for|from|by|with|as|has|have|had|is|was|are|were|"
    r"then|also|later|last|this|recent|recently|reportedly|publicly|earlier|repeatedly|previously|never|not|"
    rf"{DAY}|\())+$"
)
STRANDED = re.compile(r"[\s,]+(?:of|in|on|at|to|for|from|by|with|as|earlier)$")  # "whom he had worked with."
CALLED = re.compile(r"call(?:s|ed|ing)?", re.I)
CALLED_FOR = re.compile(r"(?:on|for)[ \xa0]")
STOPS = {*".,;!?\n"}
WORD = re.compile(r"[^\W\d_]{2,}")


INVERTED = re.compile(r"((?:the|an?|[A-Z][\w.’'-]*)(?:[ \xa0][A-Z][\w.’'-]*|[ \xa0][a-z]+){0,3}),[ \xa0](?=\S)")


def finish(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], statements: Sequence[Statement]
) -> list[Statement]:
    """The statements, cut and completed, in the order of the text.

    >>> text = "But the roads are closed, the mayor said."
    >>> one = Statement((Span(0, 24),), "indirect", Span(36, 40), Span(26, 35))
    >>> finish(text, (), (), [one])[0].words(text)
    'the roads are closed'
    """
    out: list[Statement] = []
    statements = part_neighbours(text, quotations, [_inverted(text, one) for one in statements])
    starts = sorted(span.start for s in statements for span in (*s.content, s.cue, s.source) if span)
    for one in statements:
        whole = without_question(text, one.cue, _whole(text, quotations, units, one, starts))
        content = joined(text, quotations, whole)
        if content and not _is_heading(text, one):
            kind = content_kind(text, quotations, content)
            named = one.source or (source_beside(text, one.cue) if one.cue else None)
            source = _without_stray(text, whole_start(text, one.cue, named)) if named else None
            cut = _with_preposition(text, replace(one, content=content, kind=kind, source=source))
            for part in parted(text, quotations, units, cut):
                add_turn(text, quotations, units, out, part)
    return _joined(text, sorted(out, key=lambda s: s.content[0]))


def finish_attributions(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], statements: Sequence[Statement]
) -> list[Statement]:
    """The statements of scope "attributions", cut as far as PolNeAR's coders cut alike.

    They keep words that say little alone, who was told, and a quotation of its own sentence with the words before it.

    >>> one = Statement((Span(0, 24),), "indirect", Span(36, 40), Span(26, 35))
    >>> finish_attributions("But the roads are closed, the mayor said.", (), (), [one])[0].content
    (Span(start=4, end=24),)
    """
    out = []
    for one in part_neighbours(text, quotations, statements):
        given = _in_sentence(text, quotations, units, one, one.content)
        first, *rest = (part for piece in given for part in _quoted_part(quotations, units, piece))
        first = without_capitals(text, first)
        first = first if one.kind == "direct" else _without_lead(text, LEADING, first)
        content = tuple(_without_tail(text, whole_start(text, one.cue, piece)) for piece in (first, *rest))
        if not _is_heading(text, one):
            cut = replace(one, content=content, kind=content_kind(text, quotations, content))
            out.append(_with_preposition(text, cut))
    return _joined(text, out)


def _without_lead(text: str, pattern: re.Pattern[str], piece: Span) -> Span:
    """The piece without the words with which it begins that a pattern matches, if it has others."""
    led = pattern.match(text, piece.start, piece.end)
    return Span(led.end(), piece.end) if led and led.end() < piece.end else piece


def _inverted(text: str, one: Statement) -> Statement:
    """The statement whose source was taken for words of it: "The plan, said |Orr, is dead"."""
    cue = one.cue
    last = next((p for p in one.content if cue and p.start == cue.end + 1), None)
    if not cue or not last or not cue.of(text).islower() or text[cue.start - 2 : cue.start] not in {", ", ",\xa0"}:
        return one
    found = INVERTED.match(text, last.start, last.end)
    if not found or len(one.content) < 2:
        return one
    rest = Span(found.end(), last.end)
    return replace(
        one, content=tuple(rest if p == last else p for p in one.content), source=Span(last.start, found.end(1))
    )


def _joined(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements, those made one that are a quotation each with one cue between them: "likes to say"."""
    out: list[Statement] = []
    for one in statements:
        last = out[-1] if out else None
        if last and last.cue and one.cue and last.kind == one.kind == "direct" and last.source == one.source:
            first, second = sorted((last.cue, one.cue))
            between = last.content[-1].end <= first.start and second.end <= one.content[0].start
            if between and (first == second or text[first.end : second.start].strip() == "to"):
                out[-1] = replace(last, content=(*last.content, *one.content), cue=second)
                continue
        out.append(one)
    return out


def _whole(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], one: Statement, starts: Sequence[int]
) -> tuple[Span, ...]:
    """The pieces without the words that lead up to them, that dangle after them, or that say nothing; `starts` are
    those of all spans."""
    given = without_preface(text, one.cue, without_aside(text, one.cue, without_source(text, one.source, one.content)))
    given = _in_sentence(text, quotations, units, one, given)
    parts = (part for piece in given for part in _quoted_part(quotations, units, piece))
    first, *rest = (bare_quotation(text, quotations, part) for part in parts)
    first = without_capitals(text, without_heading(text, quotations, first))
    if one.cue and one.cue.overlaps(first) and one.cue.start - first.start <= len("not "):
        first = trim(text, Span(one.cue.end, first.end))
    if one.kind != "direct":
        first = without_addressee(text, one.cue, first) if one.cue else first
        after = one.cue is not None and 0 < first.start - one.cue.end <= 1
        for pattern in (LEADING, *([DATED] if after else [])):
            first = _without_lead(text, pattern, first)
    pieces = [_without_tail(text, whole_start(text, one.cue, piece)) for piece in (first, *rest)]
    if one.kind != "direct":
        following = bisect_right(starts, pieces[-1].end - 1)
        limit = starts[following] if following < len(starts) else len(text)
        pieces[-1] = whole_end(text, pieces[-1], limit)
    empty = EMPTY | LOOSE if len(pieces) > 1 else EMPTY
    return tuple(piece for piece in pieces if piece.of(text).lower() not in empty)


def _in_sentence(
    text: str, quotations: Sequence[Quotation], units: Sequence[Unit], one: Statement, pieces: Sequence[Span]
) -> Sequence[Span]:
    """The pieces, those without marks cut to the sentence of the cue: what was only reported goes no further.

    By CODEBOOK.md's coders 10 of 1,545 indirect statements do, most of them for an abbreviation's full stop. A colon
    can lead to more, speech between dashes is direct, and pieces stay where none is in the sentence of the cue.
    """
    cue = one.cue
    if cue is None or not units or one.kind == "direct":
        return pieces
    sentence = units[unit_at(units, cue.start)].span
    plain = [p for p in pieces if not any(True for _ in touched(quotations, p))]
    near = [p for p in plain if p.overlaps(sentence)]
    if not near or ":" in text[cue.end : pieces[0].start] or "\n" in sentence.of(text):
        return pieces
    return [
        trim(text, Span(max(p.start, sentence.start), min(p.end, sentence.end))) if p in near else p
        for p in pieces
        if p in near or p not in plain
    ]


def _quoted_part(quotations: Sequence[Quotation], units: Sequence[Unit], piece: Span) -> Iterator[Span]:
    """The piece without a sentence of the reporter's that follows a quotation at a sentence's end."""
    marks = [part for _, part in touched(quotations, piece)]
    for unit in units[unit_at(units, piece.start) + 1 : unit_at(units, piece.end - 1) + 1]:
        before = [p for p in marks if p.end <= unit.span.start]
        if before and unit.span.start - before[-1].end <= 2 and not any(p.overlaps(unit.span) for p in marks):
            yield Span(piece.start, before[-1].end)
            later = [p for p in marks if p.start >= unit.span.end]
            if later:
                yield Span(later[0].start, piece.end)
            return
    yield piece


def _without_tail(text: str, piece: Span) -> Span:
    found = DANGLING.search(piece.of(text))
    return trim(text, Span(piece.start, piece.start + found.start())) if found and found.start() else piece


def _without_stray(text: str, source: Span) -> Span:
    """The source without function words and days at its end, of which the rest was broken off."""
    found = STRAY.search(source.of(text))
    if (
        not found
        or found.start() < 2
        or (STRANDED.search(source.of(text)) and text[source.end : source.end + 1] in STOPS)
    ):
        return source
    return Span(source.start, source.start + found.start())


def _is_heading(text: str, one: Statement) -> bool:
    """Whether cue and content are the words of a heading in capitals."""
    words = WORD.findall(text, one.content[0].start, one.content[0].end)[:3]
    return one.cue is not None and len(one.cue.of(text)) > 2 and all(w.isupper() for w in (one.cue.of(text), *words))


def _with_preposition(text: str, one: Statement) -> Statement:
    """ "called for", "called on": the preposition belongs to the cue."""
    start = one.content[0].start
    if not one.cue or not CALLED.fullmatch(one.cue.of(text)):
        return one
    if text[one.cue.end : start].replace("\xa0", " ") in {" on ", " for "}:
        return replace(one, cue=Span(one.cue.start, start - 1))
    if start - one.cue.end != 1:
        return one
    found = CALLED_FOR.match(text, start, one.content[0].end)
    if not found:
        return one
    content = (Span(found.end(), one.content[0].end), *one.content[1:])
    return replace(one, cue=Span(one.cue.start, found.end() - 1), content=content)
