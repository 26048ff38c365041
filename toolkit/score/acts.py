"""The kind of verbal act: the verbal half of CAMEO (codes 01-05 and 09-13), by rules, with its Goldstein scale.

`data/cameo.csv` pins names (CAMEO codebook 1.1b3, Schrodt 2012, chapter 3) and scale values (CAMEO.goldsteinscale.txt
of GDELT, after Goldstein 1992, "A conflict-cooperation scale for WEIS events data", Journal of Conflict Resolution
36:369-385); `data/acts.csv` lists the words. A cue verb decides before the content does; of several words the
strongest.

Where the posture is known, the act has to agree with it: what is promised may be harm, and then it is a threat (Searle
1969, "Speech acts", ch. 3: a promise is of what the hearer wants), what an opponent is urged to do is a demand, and
whoever warns without a hard word only foresees: of 67 warnings of coded war news 22 have the posture of a threat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit.model import Span, Statement
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of, verb_forms

STRONGEST = 8.0  # the largest value of the verbal half (code 057); divides the scale to -1 .. +1
CLEAR = 0.25  # a posture, of -1 to +1, from which on an act on the other side of Goldstein's zero contradicts it
OPPOSITE = {
    "03": "130",
    "130": "03",
    "02": "10",
    "10": "02",
}  # the same verb of another posture: "promised" peace, harm
HARSH = -0.4  # the posture up to which a warning is a threat
WARNED = re.compile("warn", re.IGNORECASE)
NEXT_WORD = re.compile(r" \w+")
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


def find_act(text: str, statement: Statement, *, posture: float | None = None) -> Act:
    """The act of a statement; comment (code 01, or 012 of a warning that is no threat) where no listed word is found.

    A `posture` (-1 to +1, None: not known) that is clear rules out the acts of the other sign.

    >>> act = find_act("accused of lying", Statement((Span(8, 16),), "indirect", cue=Span(0, 7)))
    >>> act.kind, act.code, act.scale
    ('accuse', '112', -0.25)
    >>> promised = Statement((Span(9, 22),), "indirect", cue=Span(0, 8))
    >>> find_act("promised them a hard answer", promised, posture=-0.9).kind
    'threaten'
    """
    said = _cue_act(text, statement)
    if said and _only_foresees(text, said, posture):
        return _act("012", said.words)
    if said and not _contradicts(said, posture):
        return said
    if said and said.code in OPPOSITE:
        return _act(OPPOSITE[said.code], said.words)
    acts = (act for act in _content_acts(text, statement) if not _contradicts(act, posture))
    return max(acts, key=lambda act: abs(act.scale), default=_act("01", None))


def _only_foresees(text: str, said: Act, posture: float | None) -> bool:
    """Whether a cue is a warning, and the posture known and too mild for a threat."""
    mild = posture is not None and posture > HARSH
    return mild and said.words is not None and bool(WARNED.match(text, said.words.start))


def _contradicts(act: Act, posture: float | None) -> bool:
    """Whether an act and a clear posture stand on different sides of zero."""
    return posture is not None and abs(posture) >= CLEAR and act.scale * posture < 0


def _cue_act(text: str, statement: Statement) -> Act | None:
    """The act that the cue names, with the word after it ("insisted |on|"); None where it names none."""
    if statement.cue is None:
        return None
    after = NEXT_WORD.match(text, statement.cue.end)
    for code, pattern in _patterns("cue"):
        found = pattern.search(text, statement.cue.start, after.end() if after else statement.cue.end)
        if found and found.start() < statement.cue.end:
            return _act(code, Span(*found.span()))
    return None


def _content_acts(text: str, statement: Statement) -> Iterator[Act]:
    """The acts that words of the content name."""
    for piece in statement.content:
        for code, pattern in _patterns("content"):
            for found in pattern.finditer(text, piece.start, piece.end):
                if not _negated(text, piece, found.start()):
                    yield _act(code, Span(*found.span()))


def _act(code: str, words: Span | None) -> Act:
    kind, scale = _cameo()[code]
    return Act(kind, code, scale, words)


def _negated(text: str, piece: Span, at: int) -> bool:
    """Whether a negation stands within three words before."""
    return bool(NEGATION.search(text, max(piece.start, at - 30), at))
