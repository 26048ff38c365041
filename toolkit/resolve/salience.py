"""How much a person stands in the foreground at a place of the text: by distance, part in the sentence, turns.

The weights of pronouns are fitted by `training/pronouns.py`: a conditional logit over the people named before each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import islice
from math import log1p

from toolkit.model import Span
from toolkit.resolve.names import Name
from toolkit.resolve.person import Person
from toolkit.resolve.scene import Scene, Turn

REACH = 3000
FAR = 8.0
LONG = 1500  # characters of a quotation before its source
WEIGHTS = {
    "mention": -0.29,  # sentences since the last mention
    "subject": -0.10,  # sentences since the last mention as a subject
    "turn": 1.43,  # was the last to speak
    "turn_gap": -0.15,  # sentences since then
    "spoke": 0.93,  # has spoken
    "turned": -0.49,  # has spoken, but somebody else since
    "count": 0.51,  # logarithm of the mentions so far
    "quoted": -2.59,  # last mentioned inside a quotation
    "new": 0.93,  # named once so far, in this or the narrator's sentence before
    "fresh": 1.04,  # a subject since somebody last spoke
    "inside": -2.75,  # named in the very content whose speaker is sought
    "topic": -1.5,  # last mentioned as what a talk or a text is about; set by hand
}
FOREGROUND = {  # for descriptions ("the minister"): the pronouns' weights before, with which they are found better
    "mention": -0.23,
    "subject": -0.19,
    "turn": 0.86,
    "turn_gap": -0.13,
    "spoke": 1.06,
    "turned": -0.46,
    "count": 1.03,
    "quoted": -0.82,
    "possessive": -0.39,  # last mentioned as an owner
}
ABOUT = re.compile(  # "spoke of |Aalto|", "a book about the singer |Aalto|"
    r"\b(?:about|regarding|(?:spoke|speaks?|talk\w*|tells?|told|heard|asked|film|book|story|portrait|photo\w*|picture\w*|"
    r"memory|mention) (?:of|about|on)) (?:(?:the|an?|his|her|their|[a-z-]+|[A-Z]\w+) ){0,4}?$"
)
GENDER, UNNAMED = 1.05, -0.66  # the gender is known to agree; the unnamed speaker before


def salience(scene: Scene, span: Span, person: Person) -> float:
    """More for who spoke or was a subject shortly before; -1 for who is named only later."""
    score, at = weigh(scene, span, person, (), weights=FOREGROUND)
    return max(-2.0, score) if at else -1.0


def is_only_quoted(scene: Scene, span: Span, person: Person) -> bool:
    """Whether only people's words in quotation marks have named a person before a place."""
    before = [n for n in person.mentions if n.span.start < span.start]
    return bool(before) and all(scene.is_quoted(n.span) for n in before)


def last_turn(scene: Scene, span: Span) -> Turn | None:
    """The last single speaker before a place."""
    singles = (t for t in scene.recent if t.kind in {"person", "anonymous"} and t.at.start < span.start)
    return next(singles, None)


def weigh(
    scene: Scene, span: Span, person: Person, content: tuple[Span, ...], *, weights: Mapping[str, float] = WEIGHTS
) -> tuple[float, Span | None]:
    """How well a person's mentions before a place speak for the person, and the last of them."""
    found = features(scene, span, person, content)
    if not found:
        return -9.0, None
    values, at = found
    return sum(weight * values[name] for name, weight in weights.items()), at


def features(
    scene: Scene, span: Span, person: Person, content: tuple[Span, ...]
) -> tuple[dict[str, float], Span] | None:
    """What speaks for a person at a place, by the names of WEIGHTS, and the last mention; None if there is none."""
    before = [
        n
        for n in person.mentions
        if span.start - REACH < n.span.start < span.start and not any(piece.contains(n.span) for piece in content)
    ]
    turn = last_turn(scene, span)
    turns = [t for t in reversed(scene.recent) if t.person is person and t.at.start < span.start]
    if not before and not turns:
        return None
    here = scene.sentence(span.start)
    last = before[-1] if before else None
    latest = [n.span for n in before[-1:]] + [t.at for t in turns[-1:]]
    gap = min(here - scene.sentence(at.start) for at in latest)
    mine = turn is not None and turn.person is person
    subjects = [n for n in before if is_subject(scene, n)]
    subject = here - scene.sentence(subjects[-1].span.start) if subjects else FAR
    values = {
        "mention": min(FAR, gap),
        "subject": min(FAR, subject),
        "turn": float(mine),
        "turn_gap": min(FAR, here - scene.sentence(turn.at.start)) if mine and turn else 0.0,
        "spoke": float(bool(turns)),
        "count": log1p(len(before)),
        "quoted": float(bool(last and scene.is_quoted(last.span))),
        "possessive": float(bool(last and last.possessive)),
        "new": float(len(before) == 1 and _is_next(scene, max(at.start for at in latest), span, content)),
        "fresh": float(bool(subjects) and turn is not None and subjects[-1].span.start > turn.at.end),
        "inside": float(any(piece.contains(n.span) for piece in content for n in person.mentions)),
        "topic": float(
            bool(last and not mine and ABOUT.search(scene.article.text, max(0, last.span.start - 60), last.span.start))
        ),
        "turned": float(bool(turns) and turn is not turns[-1]),
    }
    return values, last.span if last else turns[-1].at


def _is_topic(scene: Scene, name: Name) -> bool:
    """Whether a mention is what a talk or a text is about."""
    return bool(ABOUT.search(scene.article.text, max(0, name.span.start - 60), name.span.start))


def _is_next(scene: Scene, at: int, span: Span, content: tuple[Span, ...]) -> bool:
    """Whether the narrator tells no more than a sentence between a place and a statement, its quotation included."""
    begin = min([span.start, *(c.start for c in content if 0 < span.start - c.start < LONG)])
    low, high = bisect_right(scene.ends, at), bisect_right(scene.ends, begin)
    told = (end for end in scene.ends[low : min(high, low + 50)] if not scene.is_quoted(Span(end - 1, end)))
    return sum(1 for _ in islice(told, 2)) < 2


def is_subject(scene: Scene, name: Name) -> bool:
    """Whether a mention seems to be the subject of its sentence or a source."""
    if scene.is_quoted(name.span):
        return False
    if any(t.at.overlaps(name.span) for t in scene.recent if t.kind == "person"):
        return True
    if name.possessive:
        return False
    lead = scene.article.text[scene.start_of_sentence(name.span.start) : name.span.start]
    return len(lead.split()) <= 2 + len(name.before.split()) or bool(re.search(r",\s*(?:but |and |as |when )?$", lead))
