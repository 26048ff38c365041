"""Texts cut for showing: the opening of one, a statement's pieces in the words around them, names in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.extract.units import ABBREVIATION

TITLE = 80
CONTEXT = 160
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # signs that turn what stands after them
LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
FIRST_STRONG, POP = "\u2068", "\u2069"
ISOLATED = re.compile("\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069")
BEFORE, AFTER = re.compile(r"\n|(?<=[.!?]) "), re.compile(r"\n|(?<=[.!?”\"]) ")  # where a sentence ends


def opening(text: str) -> str:
    """The first words of a text, for articles without a title.

    >>> opening("One line\\nanother")
    'One line'
    """
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= TITLE else line[:TITLE].rpartition(" ")[0] + " …"


def isolate(words: str) -> str:
    """A name that may stand in any sentence: letters from right to left turn nothing around it.

    They are isolated (Unicode Standard Annex 9, section 2.4), and signs that turn the direction are taken out. Other
    words stay as they are, and so do those that hold such letters in isolation only.

    >>> isolate("Kyiv"), isolate("\u202eKyiv"), isolate("\u05d0\u05d1") == "\u2068\u05d0\u05d1\u2069"
    ('Kyiv', 'Kyiv', True)
    """
    if not re.search(f"{TURNING.pattern}|{LEFTWARD.pattern}", ISOLATED.sub("", words)):
        return words
    plain = TURNING.sub("", words)
    return f"{FIRST_STRONG}{plain}{POP}" if LEFTWARD.search(plain) else plain


def in_context(text: str, content: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """The content's pieces (marked True) in their sentence, of which at most CONTEXT characters on each side.

    Content that ends its sentence is followed by nothing: what comes next may be another speaker's.

    >>> in_context("No. We go on, he said. Yes.", [(4, 12)])
    [('', False), ('We go on', True), (', he said.', False)]
    """
    first, last = content[0][0], content[-1][1]
    before, after = text[max(0, first - CONTEXT) : first], text[last : last + CONTEXT]
    start = first - len(before) + max(_ends(before, BEFORE), default=(0, 0))[1]
    end = last + min(_ends(after, AFTER), default=(len(after), 0))[0]
    end = last if _is_closed(text[last - 1 : last], after) else end
    out, at = [], start
    for a, b in content:
        out += [(text[at:a], False), (text[a:b], True)]
        at = b
    if start == max(0, first - CONTEXT) and start:
        out[0] = ("… " + out[0][0].partition(" ")[2], False)
    cut = end == last + CONTEXT
    return [*out, (text[at:end].rpartition(" ")[0] + " …" if cut else text[at:end], False)]


def _ends(words: str, where: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where sentences end, and the next ones begin; the full stop of an abbreviation (but for “No.”) ends none."""
    found = where.finditer(words)
    return [
        end.span()
        for end in found
        if end[0] == "\n" or not ABBREVIATION.search(words[: end.end()].removesuffix("No. "))
    ]


def _is_closed(sign: str, after: str) -> bool:
    """Whether the content's last sign ends its sentence, and no words of the reporter's go on from it."""
    return sign in {".", "!", "?", "…"} and after[:1].isspace() and not after.lstrip()[:1].islower()
