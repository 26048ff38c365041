"""Asserted, hedged, denied or conditional, and the words that decide it.

The words and their sources are in `data/certainty.csv`: CODEBOOK.md; Hyland 2005 (Metadiscourse, list of hedges);
Farkas, Vincze, Móra, Csirik & Szarvas 2010 (CoNLL-2010 shared task on hedges); Quirk et al. 1985 for conditional
clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit.model import Span, Statement
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of, verb_forms

ORDER = ("denied", "conditional", "hedged")
WEAK = re.compile(r"(?:do|does|did|has|have|had|were)(?: not|n['’]t)|never", re.IGNORECASE)
SPARED = re.compile(
    r"(?<=[\w,] )May|(?i:(?<=as )if|(?<=even )if|(?:could|might|may)(?= not\b))"
)  # the month; "as if"; "could not"
LYING = re.compile(
    r"(?:is|are|was|were|be|been|of|for)(?: \w+ly)? lying\b|\b(?:lied|liars?)\b"
    r"|\b(?:they|you|he|she|who|people|politicians|media)(?: (?:always|never|only|just|often))? (?:lies?|lying)\b",
    re.IGNORECASE,
)
SOFT = re.compile(r"until|once|otherwise|in case", re.IGNORECASE)
EARLY = 40  # characters within which a bare negation counts as the point of a statement
SHORT = 14  # words of a statement that a bare negation can decide


@dataclass(frozen=True, slots=True)
class Certainty:
    """The class and the words of cue or content that decide it; none for a plain assertion."""

    value: str
    words: Span | None


@cache
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    rows = read_table("certainty.csv", ("certainty", "place", "words"))
    words: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        phrases = row["words"].split("|")
        forms = [form for phrase in phrases for form in verb_forms(phrase)] if row["place"] == "cue" else phrases
        words.setdefault((row["certainty"], row["place"]), []).extend(forms)
    return {key: any_of(tuple(phrases)) for key, phrases in words.items()}


def score_certainty(text: str, statement: Statement) -> Certainty:
    """How sure the speaker sounds, by rules: a baseline, and the explanation of the model's answer.

    >>> score_certainty("We may talk", Statement((Span(0, 11),), "direct"))
    Certainty(value='hedged', words=Span(start=3, end=6))
    """
    for value in ORDER:
        if found := deciding_words(text, statement, value):
            return Certainty(value, found)
    return Certainty("asserted", None)


def deciding_words(text: str, statement: Statement, value: str) -> Span | None:
    """The first words that speak for a class, the cue before the content; None where no listed word does."""
    cue = _patterns().get((value, "cue"))
    if cue and statement.cue and (found := cue.search(text, statement.cue.start, statement.cue.end)):
        return Span(*found.span())
    pattern = _patterns().get((value, "content"))
    size = len(statement.words(text).split())
    for piece in statement.content:
        for found in pattern.finditer(text, piece.start, piece.end) if pattern else ():
            bare = WEAK.fullmatch(found.group()) and (size > SHORT or found.start() - piece.start > EARLY)
            spared = SPARED.match(text, found.start(), found.end() + 4)
            if not bare and not spared and not SOFT.fullmatch(found.group()):
                return Span(*found.span())
    return None


def accuses_of_lying(text: str, statement: Statement) -> bool:
    """Whether a statement calls somebody a liar and denies nothing itself: "he lied" is an assertion about him.

    >>> accuses_of_lying("He was lying", Statement((Span(0, 12),), "direct"))
    True
    """
    words = (LYING.search(text, piece.start, piece.end) for piece in statement.content)
    return any(words) and not deciding_words(text, statement, "denied")
