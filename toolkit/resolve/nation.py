"""One person called by a nation: "the Russian" after two presidents."""

from __future__ import annotations

import re

from toolkit.lexicon import countries, places
from toolkit.model import Span
from toolkit.resolve.describe import country_in
from toolkit.resolve.person import Person
from toolkit.resolve.salience import salience
from toolkit.resolve.scene import Scene, Turn, anonymous

ONE = re.compile(r"[Tt]he ([A-Z]\w+n)")  # not "the British", who are many
NEAR = 1000


def resolve_nation(scene: Scene, span: Span, words: str) -> Turn | None:
    """The person in the foreground who is of the nation, else nobody by name; None for other sources."""
    found = ONE.fullmatch(words)
    land = countries().get(found[1]) if found else None
    if found is None or land is None or found[1] in {land.name, *land.seats} | places():
        return None
    fits = [p for p in scene.people_near(span.start, NEAR) if p.party and _is_of(p, land.id, land.party)]
    named = [p for p in fits if p.mentions[0].span.start < span.start]
    if not named:
        return anonymous(span, scene.sides.rest, f"{words!r}: one person, nobody named before")
    person = max(named, key=lambda p: salience(scene, span, p))
    return scene.to_turn(person, span, f"{words!r}: {person.name}, of that nation", 0.6)


def _is_of(person: Person, land: str, party: str) -> bool:
    """Whether a person is of a country, by the words of the office where the party has several."""
    office = country_in(person.described) or (country_in(person.actor.offices[-1].title) if person.actor else None)
    return person.party in {party, f"other:{land}"} and (office is None or office.id == land)
