"""The kind of verbal act: the verbal half of CAMEO (codes 01-05 and 09-13), by rules, with its Goldstein scale.

`data/cameo.csv` pins names (CAMEO codebook 1.1b3, Schrodt 2012, chapter 3) and scale values (CAMEO.goldsteinscale.txt
of GDELT, after Goldstein 1992, "A conflict-cooperation scale for WEIS events data", Journal of Conflict Resolution
36:369-385); `data/acts.csv` lists the words. A cue verb decides before the content does; of several words the
strongest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit.model import Span, Statement
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of, verb_forms

STRONGEST = 8.0  # the largest value of the verbal half (code 057); divides the scale to -1 .. +1
NEGATION = re.compile(r"(?:\bnot|n['’]t|\bno|\bnever|\bwithout|\bneither|\bnor)(?: \w+){0,2} $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """A verbal act: kind, CAMEO code, its place on Goldstein's scale divided by 8, and the words that decide it."""

    kind: str
    code: str
    scale: float
    words: Span | None


@cache
def _cameo() -> dict[str, tuple[str, float]]:
    rows = read_table("cameo.csv", ("code", "name", "act", "scale", "source"))
    return {row["code"]: (row["act"], float(row["scale"]) / STRONGEST) for row in rows}


@cache
def _patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [row for row in read_table("acts.csv", ("code", "place", "words")) if row["place"] == place]
    out = []
    for row in rows:
        phrases = row["words"].split("|")
        words = [form for phrase in phrases for form in verb_forms(phrase)] if place == "cue" else phrases
        out.append((row["code"], any_of(tuple(words))))
    return tuple(out)


def find_act(text: str, statement: Statement) -> Act:
    """The act of a statement; comment (code 01) where no listed word is found.

    >>> act = find_act("accused of lying", Statement((Span(8, 16),), "indirect", cue=Span(0, 7)))
    >>> act.kind, act.code, act.scale
    ('accuse', '112', -0.25)
    """
    if statement.cue:
        for code, pattern in _patterns("cue"):
            if found := pattern.search(text, statement.cue.start, statement.cue.end):
                return _act(code, Span(*found.span()))
    acts = [
        _act(code, Span(*found.span()))
        for piece in statement.content
        for code, pattern in _patterns("content")
        for found in pattern.finditer(text, piece.start, piece.end)
        if not _negated(text, piece, found.start())
    ]
    return max(acts, key=lambda act: abs(act.scale), default=_act("01", None))


def _act(code: str, words: Span | None) -> Act:
    kind, scale = _cameo()[code]
    return Act(kind, code, scale, words)


def _negated(text: str, piece: Span, at: int) -> bool:
    """Whether a negation stands within three words before."""
    return bool(NEGATION.search(text, max(piece.start, at - 30), at))
