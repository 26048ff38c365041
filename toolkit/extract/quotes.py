"""Quotation marks, paired exactly: which characters of a text are somebody's words.

Each mark is read with the characters beside it, which say whether it can open or close (The Chicago Manual of Style,
17th ed., 13.28-13.33 on nesting and paragraphs); pairs are then made inside a paragraph, and over paragraphs where the
next one opens with the same mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from toolkit.extract.marks import CLOSERS, Mark, find_marks
from toolkit.model import Span

OWN = {"“": "”", '"': '"', "„": "“", "«": "»", "`": '"', "‟": "”"}  # what closes each where nobody mixed them up
SINGLE = "‘'’‚"
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
ENDS = re.compile(r"[.!?…][\"”’»)\]]*(?=\s|$)")
FORGOTTEN = re.compile(  # the reporter's clause after words that nobody closed: ", he said." or ", he said, “"
    r"[,?!](?=\s+(?:[\w’'-]+\s+){0,5}(?:said|says|told|added|adds|wrote)(?:\s+[\w’'-]+){0,4}(?:[.!?](?:\s|$)|,\s[“\"]))"
)
POSSESSIVE = re.compile(r"[sS][’'] [^\W\d]")
LONGEST = 30_000  # characters of one paragraph's quotation
NESTED = 200  # marks inside one quotation
PARAGRAPHS = 100  # of one quotation
FAR, NEAR = 400, 250  # characters: a single mark so far off without a stop, or a possessive, closes less likely
UNCLOSED = 1_500  # characters for which an unclosed quotation is believed


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; one piece a paragraph. `closed` is False where no closing mark was found."""

    pieces: tuple[Span, ...]
    closed: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text in their order; nested ones belong to the one around them.

    A quotation goes on over paragraphs when the next one opens with the same mark; unclosed, it ends there. Where
    paragraphs were run together, an opening mark after a sentence's end goes on with the open quotation.

    >>> [quotation.pieces[0].of("He said “no” twice.") for quotation in find_quotations("He said “no” twice.")]
    ['“no”']
    """
    lines = [_trim(text, *found.span()) for found in LINE.finditer(text) if found.group().strip()]
    out: list[Quotation] = []
    running: list[Span] = []  # pieces of a quotation that goes on in the next paragraph
    for line, following in zip_longest(lines, lines[1:]):
        marks = find_marks(text, line)
        joins = bool(0 < len(running) < PARAGRAPHS and marks and marks[0].start == line.start and marks[0].opens)
        found, tail, joined = _pair(text, line.end, marks, text[following.start] if following else "", joins)
        if running and not joined:
            out.append(Quotation(tuple(running), False))
            running = []
        if joined and found:
            found[0] = Quotation((*running, *found[0].pieces), found[0].closed)
            running = []
        out += found
        running += [tail] if tail else []
    return tuple(out)


def _trim(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _pair(
    text: str, end: int, marks: Sequence[Mark], following: str, joins: bool
) -> tuple[list[Quotation], Span | None, bool]:
    """The quotations that end in a paragraph, the piece that goes on after it, and whether the first mark had a pair.

    `following` is the character that the next paragraph opens with; where the first mark `joins` an open quotation, it
    may go on once more.
    """
    out: list[Quotation] = []
    number, joined = 0, False
    last = {mark.char: place for place, mark in enumerate(marks) if mark.closes}
    while number < len(marks):
        opener = marks[number]
        first, at = number == 0 and joins, number
        number += 1
        if not opener.opens:
            continue
        can_close = any(last.get(char, -1) > at for char in CLOSERS[opener.char])
        stop, pieces = _closing(text, marks, at) if can_close else (None, [])
        if stop is not None:
            out.append(Quotation(tuple(pieces), True))
            number = stop + 1
        elif _goes_on(text, marks, at, end, following):
            return out, Span(opener.start, end), joined or first
        elif opener.char not in SINGLE and not opener.closes and (until := _unclosed(text, marks, at, end)) is not None:
            out.append(Quotation((Span(opener.start, until),), False))
            number = _next(marks, until)
        else:
            continue
        joined = joined or first
    return out, None, joined


def _goes_on(text: str, marks: Sequence[Mark], number: int, end: int, following: str) -> bool:
    """Whether an unclosed quotation goes on in the next paragraph, which opens with the same mark."""
    opener = marks[number]
    alone = opener.char not in SINGLE or number == 0
    return following == opener.char and alone and _forgotten(text, opener.start, end) is None


def _next(marks: Sequence[Mark], at: int) -> int:
    """The number of the first mark at or after a place."""
    return bisect_left(marks, at, key=lambda mark: mark.start)


def _closing(text: str, marks: Sequence[Mark], number: int) -> tuple[int | None, list[Span]]:
    """The number of the mark that closes the one at `number`, and the pieces between them; None where none does."""
    if marks[number].char in SINGLE:
        stop = _closing_single(text, marks, number)
        return stop, [Span(marks[number].start, marks[stop].end)] if stop is not None else []
    opener = marks[number]
    open_marks, begun = [opener], opener.start
    pieces: list[Span] = []
    nested = False  # whether a quotation within this one was closed
    for place in range(number + 1, min(len(marks), number + NESTED)):
        mark = marks[place]
        if mark.start - opener.start > LONGEST:
            break
        begins = _begins_again(text, marks, place) and opener.char == '"' and len(open_marks) == 1
        if (
            mark.closes
            and not begins
            and mark.char in CLOSERS[open_marks[-1].char]
            and not (open_marks[-1].char == "«" and _is_foreign(marks, place))
        ):
            torn = not nested and len(open_marks) > 1 and _is_torn(marks, place, open_marks)
            inner = open_marks.pop()
            if torn and _forgotten(text, opener.start, inner.end) is not None:
                break
            if not open_marks or (torn and text[mark.start - 1] in ".,!?…’"):
                return place, [*pieces, Span(begun, mark.end)]
            nested = True
        elif mark.opens and mark.char not in SINGLE:
            if begins or (mark.resumes and len(open_marks) == 1 and _is_same_hand(marks, place, opener.char)):
                if _forgotten(text, begun, mark.start) is not None:
                    break
                pieces.append(_trim(text, begun, mark.start))
                begun = mark.start
            else:
                open_marks.append(mark)
    stop = _closing_both(marks, number)
    return stop, [Span(opener.start, marks[stop].end)] if stop is not None else []


def _is_torn(marks: Sequence[Mark], number: int, opened: Sequence[Mark]) -> bool:
    """Whether one of two double marks that are open, one in the other, was closed by nobody: the mark that closes the
    inner one closes both by its form, the next one only opens, and they are no quotation of another form in one."""
    after = next((mark for mark in marks[number + 1 : number + NESTED] if _is_double(mark)), None)
    alike = opened[-1].resumes or opened[-1].char == opened[0].char or after is not None
    return alike and not (after and after.closes) and all(marks[number].char in CLOSERS[mark.char] for mark in opened)


def _closing_both(marks: Sequence[Mark], number: int) -> int | None:
    """The mark that closes the one at `number` and, for one that was forgotten, what was opened within: “It is "over”.

    It belongs to the first, and to the second of another kind it does not.
    """
    following = (place for place in range(number + 1, min(len(marks), number + NESTED)) if _is_double(marks[place]))
    inner, stop = next(following, None), next(following, None)
    if inner is None or stop is None or marks[stop].start - marks[number].start > LONGEST:
        return None
    opener, nested, mark = marks[number], marks[inner], marks[stop]
    opened = nested.opens and not nested.resumes and mark.closes and not mark.opens
    return stop if opened and mark.char == OWN.get(opener.char) != OWN.get(nested.char) else None


def _is_double(mark: Mark) -> bool:
    """Whether a mark is one that apostrophes are not taken for."""
    return mark.char not in SINGLE


def _is_foreign(marks: Sequence[Mark], number: int) -> bool:
    """Whether a guillemet closes after a mark of another kind, before the next one opens: this mark closes nothing."""
    following = (mark.char for mark in marks[number + 1 : number + NESTED] if mark.char in "«»")
    return marks[number].char != "»" and next(following, "") == "»"


def _begins_again(text: str, marks: Sequence[Mark], number: int) -> bool:
    """Whether a mark glued between two sentences begins the second: else the next one would close nothing."""
    mark, after = marks[number], marks[number + 1] if number + 1 < len(marks) else None
    if not (mark.opens and mark.closes and mark.char == '"') or after is None or after.char != '"':
        return False
    return after.closes and not after.opens and not text[after.end : after.end + 1].isalnum()


def _is_same_hand(marks: Sequence[Mark], number: int, opener: str) -> bool:
    """Whether a mark that opens after a sentence's end goes on with the quotation that `opener` began: it is the same
    mark, or a straight one for a curly one (or the reverse) where the next mark that closes is the opener's."""
    char = marks[number].char
    if char == opener or {char, opener} != {"“", '"'}:
        return char == opener
    after = marks[number + 1] if number + 1 < len(marks) else None
    return after is not None and after.closes and after.char == ("”" if opener == "“" else '"')


def _closing_single(text: str, marks: Sequence[Mark], number: int) -> int | None:
    """The mark that closes a single one: the first that no possessive explains, else the first possessive."""
    opener, weak = marks[number], None
    for place in range(number + 1, min(len(marks), number + NESTED)):
        mark = marks[place]
        if mark.start - opener.start > LONGEST or (mark.opens and mark.char == opener.char):
            break
        if not mark.closes or mark.char not in CLOSERS[opener.char]:
            continue
        if POSSESSIVE.match(text, mark.start - 1) is None:
            far = mark.start - opener.start > FAR and text[mark.start - 1] not in ".,!?…"
            return weak if far and weak is not None else place
        weak = place if weak is None else weak
    if weak is not None and marks[weak].start - opener.start <= NEAR:
        return weak
    return _closing_double(marks, number) if weak is None else None


def _closing_double(marks: Sequence[Mark], number: int) -> int | None:
    """The next mark after a single one, if it is a double one that only closes: "‘We wait”, he said"."""
    following = number + 1
    if following < len(marks) and marks[following].start - marks[number].start <= NEAR:
        mark = marks[following]
        return following if mark.char in '”"»' and mark.closes and not mark.opens else None
    return None


def _forgotten(text: str, start: int, end: int) -> int | None:
    """Where the words end whose closing mark was forgotten: before the reporter's clause that ends a sentence."""
    found = FORGOTTEN.search(text, start, min(end, start + LONGEST))
    return found.end() if found else None


def _unclosed(text: str, marks: Sequence[Mark], number: int, end: int) -> int | None:
    """Where an unclosed quotation ends: before a reporter's clause, before the next mark, or with its paragraph."""
    start = marks[number].start
    later = next((m.start for m in marks[number + 1 : number + NESTED] if m.char not in SINGLE), end)
    limit = min(later, start + UNCLOSED)
    cut = _forgotten(text, start, limit + 1)
    if cut is not None or limit >= end:
        return cut or end
    stops = [found.end() for found in ENDS.finditer(text, start, limit)]
    return stops[-1] if stops else None
