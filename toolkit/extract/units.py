"""A text cut into sentences that never end inside a quotation, each ready to be parsed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.extract.quotes import LINE, Quotation
from toolkit.model import Span

BOUNDARY = re.compile(
    r"(?:[.!?…][\"”’'»›)\]]*|[.!?…]\s[»›])\s+(?=(?:[\"“‘'«„‚‹(\[]|[«‹]\s){0,3}[A-Z0-9À-ÞЀ-Я])|"
    r"(?<=[a-z][.!?…])[\"”](?=[\"“]?(?:[A-Z][a-z]|[AI]\s))|"  # lost line breaks
    r"(?<=[a-z]{4}[.!?…])(?=“?(?:[A-Z][a-z]+[ ,’']|[AI]\s|[A-Z][’']))"
)
TITLES = (  # before names
    "Mr|Mrs|Ms|Messrs|Drs?|Profs?|Gens?|Brig|Adm|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Sens?|Reps?|Govs?|Pres|Amb|Rev|Hon|St|[A-Z]"
)
ABBREVIATION = re.compile(rf"\b(?:{TITLES}|Jr|Sr|No|vs|approx|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mt|Ft)\.\s+$")
CLOCK = re.compile(  # "8 p.m. ET"
    r"\b[ap]\.m\.\s+(?=(?:[ECMP][SDE]?E?[ST]?T|GMT|UTC|BST|[IJ]ST|MSK|HKT)\b|\w+day\b|[A-Z]\w+ [Tt]ime\b)"
)
ABBREVIATED = re.compile(r"\b(?:[A-Za-z]\.){2,}$")  # "U.N.", "a.m."
PLACEHOLDER = "It is so"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: its span, the quotations in it, and the form that is parsed.

    In `masked` a quoted clause is replaced by a short one, so that the parser sees the sentence around it;
    `origin` gives for every character of `masked` the offset in the text.
    """

    span: Span
    quotations: tuple[Quotation, ...]
    masked: str
    origin: tuple[int, ...]


def split_units(text: str, quotations: Sequence[Quotation]) -> tuple[Unit, ...]:
    """The sentences of a text in their order.

    >>> [unit.masked for unit in split_units("He left. She said no.", ())]
    ['He left.', 'She said no.']
    """
    pieces = [(piece, quotation) for quotation in quotations for piece in quotation.pieces]  # in order, never two lines
    out = []
    for line in LINE.finditer(text):
        first = bisect_right(pieces, line.start(), key=lambda pair: pair[0].end)
        inside = pieces[first : bisect_left(pieces, line.end(), key=lambda pair: pair[0].start)]
        starts = [line.start()]
        for found in BOUNDARY.finditer(text, line.start(), line.end()):
            if ABBREVIATION.search(text, starts[-1], found.end()) or CLOCK.match(text, found.start() - 3):
                continue
            opened = _piece_at(inside, found.start())
            at = found.start() if opened and opened.start == found.start() else found.end()
            within = _piece_at(inside, at)
            if not within or not within.start < at < within.end:
                starts.append(at)
        for start, end in zip(starts, [*starts[1:], line.end()], strict=True):
            words = text[start:end]
            if words.strip():
                left = start + len(words) - len(words.lstrip())
                out.append(_unit(text, Span(left, start + len(words.rstrip())), inside))
    return tuple(out)


def _piece_at(inside: Sequence[tuple[Span, Quotation]], at: int) -> Span | None:
    """The last piece of a quotation that begins at a place or before it."""
    number = bisect_right(inside, at, key=lambda pair: pair[0].start)
    return inside[number - 1][0] if number else None


def _unit(text: str, span: Span, inside: Sequence[tuple[Span, Quotation]]) -> Unit:
    """The sentence at `span` with its quoted clauses masked; `inside` are the quotations of its line."""
    own = [(p, q) for p, q in inside if p.overlaps(span)]
    masked, at = "", span.start
    origin: list[int] = []
    for piece in (p for p, _ in own if is_clause(p.of(text))):
        start, end = max(piece.start, span.start), min(piece.end, span.end)
        masked += text[at:start]
        origin += range(at, start)
        tail = text[end - 2 : end - 1] if text[end - 2 : end - 1] in ".,!?" else ""
        filler = f"“{PLACEHOLDER}{tail}”"
        masked += filler
        origin += [start] + [start + 1] * (len(filler) - 2) + [end - 1]
        at = end
    masked += text[at : span.end]
    origin += range(at, span.end)
    return Unit(span, tuple(q for _, q in own), masked, tuple(origin))


def unit_at(units: Sequence[Unit], at: int) -> int:
    """The number of the sentence at a place, or -1."""
    return bisect_right(units, at + 1, key=lambda unit: unit.span.start) - 1


def fills(piece: Span, unit: Unit) -> bool:
    """Whether a sentence is nothing but this piece."""
    return piece.start <= unit.span.start + 1 and piece.end >= unit.span.end - 1


def is_clause(quoted: str) -> bool:
    """Whether a quotation stands for a sentence of its own, rather than for some words of the reporter's sentence."""
    words = quoted.strip("\"“”„«»‘’'‚‹›` \u00a0")
    return bool(words) and (len(words.split()) >= 8 or (words[0].isupper() and words[-1:] in ".,!?"))


def trim(text: str, span: Span) -> Span:
    """The span without white space, commas, dashes, bullets, signs and a final full stop at its edges; quotation marks
    stay.

    >>> trim("> We wait 🙏.", Span(0, 12))
    Span(start=2, end=9)
    """
    start, end = span.start, span.end
    while start < end and is_edge(text[start]):
        start += 1
    while end > start and is_edge(text[end - 1]) and not ABBREVIATED.search(text, max(start, end - 8), end):
        end -= 1
    return Span(start, end)


@cache
def is_edge(char: str) -> bool:
    """Whether a character is no part of the words beside it: space, comma, full stop, dash, bullet, sign, emoji."""
    if char.isspace() or char in ",;:.–—->*_|•":
        return True
    return char > "\u2000" and unicodedata.category(char) in {"So", "Sk", "Cf", "Mn"}
