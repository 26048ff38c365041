"""Texts whose lines were broken at a width, as typewriters and mail do: their breaks within paragraphs are spaces."""

from __future__ import annotations

import re
from itertools import pairwise

LONGEST = 100  # characters of a line of such a text
SHORTEST = 40  # of one that was broken because it was full
RAGGED = 6  # characters by which a line may fall short of the width
ENDS = re.compile(r"[.!?:…][\"”’»)\]]*\s*$")


def unwrap(text: str) -> str:
    """The text with a space for each line break that only a full line made; as long as it was, so that offsets hold.

    A text is taken for one broken at a width where no line is longer than LONGEST and at least two breaks, and three in
    ten, stand within a sentence.

    >>> unwrap("x" * 300)[:3]
    'xxx'
    """
    lines = text.split("\n")
    if len(lines) < 3 or max(map(len, lines)) > LONGEST:
        return text
    pairs = [(a.rstrip(), b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if sum(_goes_on(*pair) for pair in pairs) < max(2, 0.3 * len(pairs)):
        return text
    width = max(len(line.rstrip()) for line in lines)
    out = []
    for line, following in pairwise(lines):
        full = len(line.rstrip()) + 1 + len(following.split(" ", 1)[0]) > width - RAGGED
        joins = line.strip() and following.strip() and (full or _goes_on(line.rstrip(), following))
        out += [line.rstrip("\r").ljust(len(line)), " "] if joins else [line, "\n"]
    return "".join([*out, lines[-1]])


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence runs over the break after a line."""
    return len(line) >= SHORTEST and not ENDS.search(line) and following[:1].islower()
