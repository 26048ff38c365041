"""Texts cut for showing: the opening of one, and a statement's pieces in the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

TITLE = 80
CONTEXT = 160


def opening(text: str) -> str:
    """The first words of a text, for articles without a title.

    >>> opening("One line\\nanother")
    'One line'
    """
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= TITLE else line[:TITLE].rpartition(" ")[0] + " …"


def in_context(text: str, content: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """The content's pieces (marked True) in their sentence, of which at most CONTEXT characters on each side.

    >>> in_context("No. We go on, he said. Yes.", [(4, 12)])
    [('', False), ('We go on', True), (', he said.', False)]
    """
    first, last = content[0][0], content[-1][1]
    before, after = text[max(0, first - CONTEXT) : first], text[last : last + CONTEXT]
    start = first - len(re.split(r"\n|(?<=[.!?]) ", before)[-1])
    end = last + len(re.split(r"\n|(?<=[.!?”\"]) ", after)[0])
    out, at = [], start
    for a, b in content:
        out += [(text[at:a], False), (text[a:b], True)]
        at = b
    if start == max(0, first - CONTEXT) and start:
        out[0] = ("… " + out[0][0].partition(" ")[2], False)
    cut = end == last + CONTEXT
    return [*out, (text[at:end].rpartition(" ")[0] + " …" if cut else text[at:end], False)]
