"""Where a content begins and ends, if the labels of words broke off in a clause or took along who was told.

Every rule reads the words at the edge and those beside it; a content that ends with its clause stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.extract.pieces import touched
from toolkit.extract.quotes import Quotation
from toolkit.extract.units import trim
from toolkit.lexicon import word_set
from toolkit.model import Span

TOLD = word_set("tell tells told telling")
OPENERS = word_set(  # words with which what somebody was told begins
    "that to how why where when whether if what there the a an he she it they we his her its their this these those"
)
BEFORE_NOUN = word_set(
    "of in on at to for with from by and or as the a an his her its their this these those our my all some several"
)
WORD = re.compile(r"[“\"‘]?[\w’'.-]+[ \xa0]")
MOST = 7  # words of somebody who was told
ASIDE = re.compile(r"(?:,| [-–—])[ \xa0]?$")

COMPOUND = re.compile(r"\w-\w")
POSSESSIVE = re.compile(r"[^\W\d_][’']s\b")  # in which a label ended: "in the world’|s largest port"
CONJUNCTION = re.compile(r"[ \xa0](?:while|whereas|but|although|though|because|if|unless|until|after|when)\b")
SPLIT = re.compile(r"[^\W\d_][\w’'-]*$")
CAPITALS = re.compile(r"(?:[A-Z’'“”‘&!?:,.-]{2,} )*[A-Z’']{4,}(?=[A-Z][a-z]{2,}[ ’'])")  # "TALKS BEGINThe mayor"
FOLLOWED = re.compile(r"[ \xa0][\w“\"]")
THAT = re.compile(  # another's clause
    r" that(?=[ \xa0](?:it|he|she|they|we|the|his|her|its|their|many|some|most|several|all|[A-Z]\w*)\b)"
)
FUNCTION = r"(?:in|on|at|for|to|from|by|with|amid|during|into|since|after|before|between|against|under|over)"
PREPOSITION = re.compile(rf"(?:[ \xa0]{FUNCTION})+$")
DATE = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December"
)
GIVEN = re.compile(rf"[ \xa0](?:(?:19|20)\d\d\b|(?!{DATE})[A-Z][a-z][\w-]*(?![\w’'-]))")  # a year, a name
OPEN = re.compile(
    r"[ \xa0](?:than|was|were|is|are|be|been|being|has|had|have|will|would|could|should|may|might|must|cannot|"
    r"its|his|their|our|my|your)$|, \w+ly$"
)
OWNER = re.compile(r"[^\W\d_][’']s$")  # "in the country’s |stock market"
OWNED = re.compile(rf"[ \xa0](?!(?:{FUNCTION}|of|and|or|but|as|that|is|was|has|had|who|which|then)\b)[a-z]")
TIMES = (  # what ends in the first goes on with the second: "in May |2021", "a week |ago"
    (re.compile(rf"\b(?:{DATE})$"), re.compile(r",?[ \xa0](?:19|20)\d\d\b")),
    (re.compile(r"\b(?:minute|hour|day|week|month|year|decade)s?$"), re.compile(r"[ \xa0]ago\b")),
    (re.compile(r"\b(?:this|that|last|next)$"), re.compile(r"[ \xa0](?:day|week|weekend|month|year|decade)\b")),
)
CLAUSE = re.compile(r"(?:[^,;:!?.…\n]|\.(?=\d)|(?<=[A-Z])\.(?=\w))+(?:\.[”\"](?=\s|$))?")
NAME = re.compile(r"\b[A-Z][\w’'-]*$")
MORE_NAME = re.compile(rf"(?:[ \xa0](?!{DATE}|(?:The|He|She|It|I)\b)[A-Z][a-z][\w’'-]*)+")
TAIL = re.compile(  # of which the rest, the reporter's own, is left out: ", something they deny"
    r"(?:,[ \xa0](?:something|an?[ \xa0][\w-]+)|,?[ \xa0]in[ \xa0]an?[ \xa0](?:move|bid|sign|step|decision))$"
)
WHILE = re.compile(r",?[ \xa0](?:(?:even|just)[ \xa0])?as[ \xa0](?:his|her|its|their|the)[ \xa0][^,;:“”\"]*$")
FINITE = re.compile(r"[ \xa0](?:was|were|is|are|has|had|have|stood|took|began|made|met|came|went|[a-z]{3,}(?:ed|es))\b")


def without_addressee(text: str, cue: Span, piece: Span) -> Span:
    """The piece after "told" without who was told.

    >>> text = "told world leaders a truce would help"
    >>> without_addressee(text, Span(0, 4), Span(5, 37)).of(text)
    'a truce would help'
    """
    if cue.of(text).lower() not in TOLD or piece.start - cue.end != 1:
        return piece
    at, last = piece.start, ""
    for _ in range(MOST):
        word = WORD.match(text, at, piece.end)
        if not word:
            return piece
        plain = word.group().strip('“"‘ \xa0').lower()
        if (plain in OPENERS or word.group()[0] in '“"') and last not in BEFORE_NOUN:
            if last:
                return Span(at, piece.end)
            if plain not in BEFORE_NOUN:
                return piece
        at, last = word.end(), plain
    return piece


def without_aside(text: str, cue: Span | None, pieces: Sequence[Span]) -> Sequence[Span]:
    """The pieces without a remark between the cue and a clause with "that": "claimed, once again, that …"."""
    if cue is None or len(pieces) < 2 or not ASIDE.search(text, cue.end, pieces[0].start):
        return pieces
    gap = text[pieces[0].end : pieces[1].start].strip()
    if pieces[0].start - cue.end <= 3 and gap in {",", "-", "–", "—"} and text.startswith("that ", pieces[1].start):
        return pieces[1:]
    return pieces


def without_preface(text: str, cue: Span | None, pieces: Sequence[Span]) -> Sequence[Span]:
    """The pieces without the reporter's words before a cue with a clause of its own: "In turn, Orr said that …"."""
    if cue is None or len(pieces) < 2 or not text.startswith("that ", pieces[1].start):
        return pieces
    between = pieces[0].end <= cue.start and cue.end < pieces[1].start and "\n" not in text[pieces[0].end : cue.end]
    aside = ASIDE.search(text, cue.end, pieces[1].start) or not re.match(r",[ \xa0]", text[pieces[0].end :][:2])
    return pieces if aside or not between or set(pieces[0].of(text)) & set('“”"') else pieces[1:]


def without_source(text: str, source: Span | None, pieces: Sequence[Span]) -> Sequence[Span]:
    """The pieces, one that ends with the statement's source without it.

    >>> [p.of("“We wait,” Orr said.") for p in without_source("“We wait,” Orr said.", Span(11, 14), [Span(0, 14)])]
    ['“We wait,”']
    """
    if source is None or not any(piece.start < source.start < piece.end == source.end for piece in pieces):
        return pieces
    return [
        trim(text, Span(p.start, source.start)) if p.end == source.end and p.start < source.start else p for p in pieces
    ]


def without_heading(text: str, quotations: Sequence[Quotation], piece: Span) -> Span:
    """The piece without a heading in single marks that was run together with the quotation after it."""
    if text[piece.start] not in "‘'":
        return piece
    first, second = (*(part for _, part in touched(quotations, piece)), piece, piece)[:2]
    heading = first.start == piece.start and text[first.end - 2] not in ".!?,"
    whole = text[second.start] in '“"' and not text[first.end : second.start].strip()
    return Span(second.start, piece.end) if heading and whole else piece


def without_capitals(text: str, piece: Span) -> Span:
    """The piece without a heading in capitals that was printed into its first word.

    >>> without_capitals("TALKS BEGINThe mayor left", Span(0, 25))
    Span(start=11, end=25)
    """
    heading = CAPITALS.match(text, piece.start, piece.end)
    return Span(heading.end(), piece.end) if heading else piece


def whole_start(text: str, cue: Span | None, span: Span) -> Span:
    """The span from the start of the word in which it begins, at an apostrophe, but for what is the cue.

    >>> whole_start("As’ad left", None, Span(2, 5))
    Span(start=0, end=5)
    """
    if text[span.start] not in "’'":
        return span
    first = cue.end if cue and cue.start < span.start else 0
    begun = SPLIT.search(text, max(first, span.start - 40), span.start)
    return Span(begun.start(), span.end) if begun else span


def _in_possessive(text: str, piece: Span, limit: int) -> bool:
    """Whether a piece ends at the apostrophe of a possessive, before or after it, that closes no quotation."""
    at = piece.end - 1 if text[piece.end : piece.end + 1] in {"’", "'"} else piece.end - 2
    quoted = re.search(r"(?:^|\s)[‘']", piece.of(text))
    return not quoted and at >= piece.start and bool(POSSESSIVE.match(text, at, limit))


def whole_end(text: str, piece: Span, limit: int) -> Span:
    """The piece up to where its clause ends, if it broke off before; not beyond `limit`, where other spans begin.

    >>> text = "that the ship was hit by mines, he said"
    >>> whole_end(text, Span(0, 17), 32).of(text)
    'that the ship was hit by mines'
    """
    words = piece.of(text)
    if (closed := _closed(text, piece)) is not None:
        return closed
    broken = COMPOUND.match(text, piece.end - 1, limit) or _in_possessive(text, piece, limit)
    if broken and (clause := CLAUSE.match(text, piece.end, limit)):
        return trim(text, Span(piece.start, clause.end()))
    if len(words) > len(" that") and THAT.match(text, piece.end - len(" that")):
        return trim(text, Span(piece.start, piece.end - len(" that")))
    if not FOLLOWED.match(text, piece.end, limit):
        return piece
    if found := None if CONJUNCTION.match(text, piece.end, limit) else PREPOSITION.search(words):
        given = GIVEN.match(text, piece.end, limit)
        return Span(piece.start, given.end()) if given else trim(text, Span(piece.start, piece.start + found.start()))
    owner = (
        OWNER.search(words) and OWNED.match(text, piece.end, limit) and not CONJUNCTION.match(text, piece.end, limit)
    )
    if (OPEN.search(words) or owner) and (clause := CLAUSE.match(text, piece.end, limit)):
        return trim(text, Span(piece.start, clause.end()))
    if NAME.search(words) and (name := MORE_NAME.match(text, piece.end, limit)):
        return Span(piece.start, name.end())
    tail = TAIL.search(words) or (WHILE.search(words) if FINITE.match(text, piece.end, limit) else None)
    return trim(text, Span(piece.start, piece.start + tail.start())) if tail and tail.start() else piece


def _closed(text: str, piece: Span) -> Span | None:
    """The piece with the bracket that closes one in it, or the rest of a date; None where none was cut off."""
    words = piece.of(text)
    if words.endswith("(") and len(words) > 1:
        return trim(text, Span(piece.start, piece.end - 1))
    if words.count("(") > words.count(")") and text.startswith(")", piece.end):
        return Span(piece.start, piece.end + 1)
    return next(
        (Span(piece.start, m.end()) for a, b in TIMES if a.search(words) and (m := b.match(text, piece.end))), None
    )
