"""How much a person stands in the foreground at a place of the text: by distance, part in the sentence, turns.

The weights were fitted once to the pronouns of coded articles: a linear model over the people named before each.
"""

from __future__ import annotations

import re
from math import log1p

from toolkit.model import Span
from toolkit.resolve.names import Name
from toolkit.resolve.person import Person
from toolkit.resolve.scene import Scene, Turn

REACH = 3000
FAR = 8.0
WEIGHTS = {
    "mention": -0.23,  # sentences since the last mention
    "subject": -0.19,  # sentences since the last mention as a subject
    "turn": 0.86,  # was the last to speak
    "turn_gap": -0.13,  # sentences since then
    "spoke": 1.06,  # has spoken
    "turned": -0.46,  # has spoken, but somebody else since
    "count": 1.03,  # logarithm of the mentions so far
    "quoted": -0.82,  # last mentioned inside a quotation
    "possessive": -0.39,  # last mentioned as an owner
}
GENDER, UNNAMED = 1.27, -0.66  # the gender is known to agree; the unnamed speaker before


def salience(scene: Scene, span: Span, person: Person) -> float:
    """More for who spoke or was a subject shortly before; -1 for who is named only later."""
    score, at = weigh(scene, span, person, ())
    return max(-2.0, score) if at else -1.0


def last_turn(scene: Scene, span: Span) -> Turn | None:
    """The last single speaker before a place."""
    singles = (t for t in scene.recent if t.kind in {"person", "anonymous"} and t.at.start < span.start)
    return next(singles, None)


def weigh(scene: Scene, span: Span, person: Person, content: tuple[Span, ...]) -> tuple[float, Span | None]:
    """How well a person's mentions before a place speak for the person, and the last of them."""
    found = features(scene, span, person, content)
    if not found:
        return -9.0, None
    values, at = found
    return sum(WEIGHTS[name] * value for name, value in values.items()), at


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
    subject = next((here - scene.sentence(n.span.start) for n in reversed(before) if is_subject(scene, n)), FAR)
    mine = turn is not None and turn.person is person
    values = {
        "mention": min(FAR, gap),
        "subject": min(FAR, subject),
        "turn": float(mine),
        "turn_gap": min(FAR, here - scene.sentence(turn.at.start)) if mine and turn else 0.0,
        "spoke": float(bool(turns)),
        "count": log1p(len(before)),
        "quoted": float(bool(last and scene.is_quoted(last.span))),
        "possessive": float(bool(last and last.possessive)),
        "turned": float(bool(turns) and turn is not turns[-1]),
    }
    return values, last.span if last else turns[-1].at


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
