"""Quotation marks in a line, each with what the characters beside it allow: that it opens, that it closes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toolkit.model import Span

CLOSERS = {
    "“": "”\"“", "”": "”\"", '"': '"”', "‟": "”\"", "„": "“”\"", "«": "»\"”", "»": "«", "`": "\"",
    "‘": "’'", "'": "'’", "‚": "‘’'", "‹": "›", "›": "‹", "＂": "＂", "「": "」", "『": "』",
}  # fmt: skip
DOUBLED = re.compile(r"``|(?:^|(?<=\s))''(?=\w)|[\"“”]")  # in a line with one of these, two apostrophes are one mark
MARK = re.compile(r"``|''|[\"“”„‟«»‘’'‚‹›＂「」『』]")
SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+$")
GLUED_END = re.compile(r"[^\W\d_][.!?…][\"”’»)\]]*$")  # before a mark that only opens, where a line break was lost
ELIDED = re.compile(r"\W(?:tis|twas|em|n|til|cause|bout|s|d|ll|re|ve|t|m|\d0s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and what the characters beside it allow; `resumes` says that a sentence ended just before it."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    resumes: bool


def find_marks(text: str, line: Span) -> list[Mark]:
    """The marks of a paragraph that can open or close.

    >>> [(mark.char, mark.opens, mark.closes) for mark in find_marks("He said “no”.", Span(0, 13))]
    [('“', True, False), ('”', False, True)]
    """
    doubled = DOUBLED.search(text, line.start, line.end) is not None
    out = []
    for found in MARK.finditer(text, line.start, line.end):
        at, stop = found.span()
        halves = [(at, at + 1), (at + 1, stop)] if found.group() == "''" and not doubled else [(at, stop)]
        for start, end in halves:
            opens, closes = _roles(text, start, end, line)
            if opens or closes:
                char = '"' if text[start:end] == "''" else text[start]
                out.append(Mark(start, end, char, opens, closes, _resumes(text, start, line)))
    return out


def _resumes(text: str, at: int, line: Span) -> bool:
    """Whether a sentence ended before the mark at a place, or nothing stands before it in the line."""
    first = max(line.start, at - 8)
    glued = text[at] in "“„" and GLUED_END.search(text, first, at)
    return at == line.start or bool(glued or SENTENCE_END.search(text, first, at))


def _roles(text: str, at: int, stop: int, line: Span) -> tuple[bool, bool]:
    """Whether the mark at a place can open, and whether it can close."""
    char = text[at]
    before, after = _visible(text, at, line), text[stop] if stop < line.end else " "
    free = before.isspace() or before in "([{—–-/:*>_" or before in CLOSERS
    begins = after.isalnum() or after in "[({£$€¥#@…*_—–-" or after in CLOSERS or text.startswith("..", stop)
    ends = not before.isspace() and not after.isalnum()
    if stop - at == 2:
        opens = char == "`" or (free and begins)
        return opens, not opens
    if char in "“‟„":
        closes = char == "“" and ends and not before.isspace() and before not in "([{" and not begins
        return not closes and not after.isspace(), closes
    if char == "”":
        return free and after.isalnum(), not (before.isspace() and after.isalnum())
    if char in "「『」』":
        return char in CLOSERS, char not in CLOSERS
    if char in '"＂':
        opens = free and begins
        ended = before in ".!?…)]»’" or before.isupper()
        glued = (after.isupper() and ended) or (before.isalpha() and after.islower())  # lost blanks and line breaks
        return opens or glued, not opens
    if char in "«‹":
        return (free or not ends) and (begins or after.isspace()), ends
    if char in "»›":
        return free and after.isalnum(), not (before.isspace() and after.isalnum())
    glued = char in "'’" and not ends and _is_glued(text, at, line)
    if char == "’":
        return False, ends or glued
    opens = free and before not in "-/" and begins and not ELIDED.match(text, at)
    return opens and not before.isalnum(), (ends and char != "‚") or (glued and not opens)


def _visible(text: str, at: int, line: Span) -> str:
    """The character before a place, but for those that nobody sees, as of the direction of writing; else a blank."""
    while at > line.start and text[at - 1] > "\u007f" and unicodedata.category(text[at - 1]) == "Cf":
        at -= 1
    return text[at - 1] if at > line.start else " "


def _is_glued(text: str, at: int, line: Span) -> bool:
    """Whether a single mark ends a heading or sentence to which the next one is glued: "Special Report.'A strike"."""
    before, after, following = text[max(line.start, at - 2) : at], text[at + 1 : at + 2], text[at + 2 : at + 3]
    ended = before[-1:] in {*".!?,…"}
    word = following.islower() or (after in "AI" and following == " ") or (ended and following.isupper())
    return bool(before) and after.isupper() and word and (ended or before.isupper())
