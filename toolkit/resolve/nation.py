"""One person called by a nation: "the Russian" after two presidents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.lexicon import countries, fold, places
from toolkit.model import Span
from toolkit.resolve.describe import country_in
from toolkit.resolve.person import Person, gender_of
from toolkit.resolve.salience import salience
from toolkit.resolve.scene import Scene, Turn, anonymous

ONE = re.compile(  # "The Freedonian, who", "The Freedonian (33)"; not "the British", who are many
    r"[Tt]he ([A-Z](?!\w*(?:s|[^e]ch|sh|ese)(?!\w))[a-z]*[a-z]{2})"
    r"(?:,? (?:who|whose|whom)\b.*|, (?:an?|the|then|now|formerly|born|himself|herself|\d\d)\b.*|,? [-–—(].*)?",
    re.S,
)
NEAR, NEXT = 1000, 2  # characters; sentences


def resolve_nation(scene: Scene, span: Span, words: str) -> Turn | None:
    """The person in the foreground who is of the nation, else nobody by name; None for other sources."""
    found = ONE.fullmatch(words)
    land = countries().get(found[1]) if found else None
    if found is None or land is None or found[1] in {land.name, *land.seats} | places():
        return None
    before = [p for p in scene.people_near(span.start, NEAR) if p.mentions[0].span.start < span.start]
    inside = {id(person) for _, person in scene.mentions_at(span)}
    gender = gender_of(fold(found[1]))
    fits = [p for p in before if id(p) not in inside and not (gender and p.gender and p.gender != gender)]
    named = [p for p in fits if p.party and _is_of(p, land.id, land.party)]
    if named:
        person = max(named, key=lambda p: salience(scene, span, p))
        return scene.to_turn(person, span, f"{words!r}: {person.name}, of that nation", 0.6)
    others = {id(t.person) for t in scene.recent if (of := country_in(t.at.of(scene.article.text))) and of != land}
    if shown := _foremost(scene, span, [p for p in fits if id(p) not in others]):
        return scene.to_turn(shown, span, f"{words!r}: {shown.name}, in the foreground", 0.5)
    return anonymous(span, scene.sides.rest, f"{words!r}: one person, nobody of that nation named before")


def _foremost(scene: Scene, span: Span, people: Sequence[Person]) -> Person | None:
    """Of people whose nation nothing tells, the one in the foreground of the last sentences, if anybody is."""
    here = scene.sentence(span.start)
    near = [p for p in people if not p.party and not p.actor and here - scene.sentence(_last(p, span)) <= NEXT]
    best = max(near, key=lambda p: salience(scene, span, p), default=None)
    return best if best and salience(scene, span, best) > 0.0 else None


def _last(person: Person, span: Span) -> int:
    return max(n.span.start for n in person.mentions if n.span.start < span.start)


def _is_of(person: Person, land: str, party: str) -> bool:
    """Whether a person is of a country, by the words of the office where the party has several."""
    held = [o for o in person.actor.offices if o.party == party] if person.actor else []
    if any((of := country_in(o.title)) and of.id == land for o in held):
        return True  # also of who speaks for a union now
    office = country_in(person.described) or (country_in(person.actor.offices[-1].title) if person.actor else None)
    return person.party in {party, f"other:{land}"} and (office is None or office.id == land)
