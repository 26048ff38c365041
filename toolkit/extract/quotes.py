"""Quotation marks, paired exactly: which characters of a text are somebody's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.model import Span

CLOSERS = {"“": "”", '"': '"', "„": "“”", "«": "»", "‘": "’", "'": "'"}
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; one piece a paragraph. `closed` is False where no closing mark was found."""

    pieces: tuple[Span, ...]
    closed: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text in their order; nested ones belong to the one around them.

    A quotation goes on over paragraphs when the next one opens with the same mark; unclosed, it ends there.

    >>> [quotation.pieces[0].of("He said “no” twice.") for quotation in find_quotations("He said “no” twice.")]
    ['“no”']
    """
    out: list[Quotation] = []
    running: list[Span] = []
    mark = ""
    for line in LINE.finditer(text):
        at, end = line.span()
        if not line.group().strip():
            continue
        if running:
            start = at + len(line.group()) - len(line.group().lstrip())
            if text[start] != mark:
                out.append(Quotation(tuple(running), False))
                running = []
            else:
                stop = _closing(text, start, end)
                running.append(Span(start, end if stop is None else stop))
                if stop is None:
                    continue
                out.append(Quotation(tuple(running), True))
                running, at = [], stop
        lone: set[str] = set()  # marks that nothing closes from here to the end of the line
        while (start_or_none := _opening(text, at, end)) is not None:
            stop = None if text[start_or_none] in lone else _closing(text, start_or_none, end)
            if stop is None:
                mark = text[start_or_none]
                if mark in "‘'":  # a lone single mark is an apostrophe
                    lone.add(mark)
                    at = start_or_none + 1
                    continue
                running = [Span(start_or_none, end)]
                break
            out.append(Quotation((Span(start_or_none, stop),), True))
            at = stop
    if running:
        out.append(Quotation(tuple(running), False))
    return tuple(out)


def _opening(text: str, at: int, end: int) -> int | None:
    """Where the next opening mark stands."""
    for i in range(at, end):
        if text[i] not in CLOSERS:
            continue
        before = text[i - 1] if i > 0 else " "
        after = text[i + 1] if i + 1 < end else " "
        if text[i] in "‘'" and (before.isalnum() or not after.isalnum() or after.isdigit()):
            continue
        if after.isspace() and text[i] != "«":
            continue
        return i
    return None


def _closing(text: str, start: int, end: int) -> int | None:
    """The offset after the mark that closes the one at `start`, in the same paragraph."""
    opener, depth = text[start], 1
    for i in range(start + 1, end):
        char = text[i]
        if char in CLOSERS[opener]:
            after = text[i + 1] if i + 1 < end else " "
            if opener in "‘'" and (after.isalnum() or text[i - 1].isspace()):
                continue
            depth -= 1
            if depth == 0:
                return i + 1
        elif char == opener and opener in "“«":
            depth += 1
    return None
