"""The people and sources of an article by their words and places, so that a long text takes no longer for each name."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.lexicon import Actor, fold
from toolkit.model import Span
from toolkit.resolve.names import Name
from toolkit.resolve.person import Person
from toolkit.resolve.spelling import sound


class Edges:
    """The sources of an article by where they begin and where they end."""

    def __init__(self, sources: Sequence[Span]) -> None:
        self.from_start: dict[int, list[Span]] = {}
        self.to_end: dict[int, list[Span]] = {}
        for source in sources:
            self.from_start.setdefault(source.start, []).append(source)
            self.to_end.setdefault(source.end, []).append(source)

    def ending(self, span: Span) -> list[Span]:
        """The sources that end with a span, or with the mark after it."""
        return [s for at in (span.end, span.end + 1) for s in self.to_end.get(at, ())]


class People:
    """The people found so far, by the words of their names, so that a long text takes no longer for each name."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self.by_surname: dict[str, list[Person]] = {}
        self.by_other: dict[str, list[Person]] = {}
        self._letters: dict[str, list[Person]] = {}

    def add(self, person: Person, name: Name) -> None:
        """Takes up a person with a mention."""
        if not person.mentions:
            self.all.append(person)
            for letter in {person.surname[:1], sound(person.surname)[:1]}:
                self._letters.setdefault(letter, []).append(person)
            self._index(self.by_surname, person.surname, person)
            for word in [person.first, *person.first.split()[1:]] + [
                fold(w) for w in person.words if len(person.words) > 2
            ]:
                self._index(self.by_other, word, person)
        self.mention(person, name)

    def mention(self, person: Person, name: Name) -> None:
        """One more mention of a person."""
        person.mentions.append(name)
        self._index(self.by_surname, name.surname, person)

    def merge(self) -> None:
        """Makes one of all who are the same actor of the tables, each spelt in another way: the first one named."""
        first: dict[str, Person] = {}
        same: dict[int, Person] = {}
        for person in self.all:
            known = first.setdefault(person.actor.id, person) if person.actor else person
            if known is not person:
                same[id(person)] = known
                known.doubt = known.doubt and person.doubt
                known.mentions += person.mentions
        if not same:
            return
        for index in (self.by_surname, self.by_other, self._letters):
            for word, people in index.items():
                index[word] = list({id(p): p for p in (same.get(id(q), q) for q in people)}.values())
        self.all = [person for person in self.all if id(person) not in same]

    def of_actor(self, actor: Actor | None) -> Person | None:
        """The person who is this actor of the tables."""
        return next((person for person in self.all if actor and person.actor is actor), None)

    def alone(self, name: Name) -> Person | None:
        """The person known by this one word alone, if there is one."""
        found = [p for p in self.by_surname.get(name.surname, []) if len(p.words) == 1]
        return found[0] if len(found) == 1 else None

    def of_letter(self, surname: str) -> list[Person]:
        """The people whose surname, as written or as it sounds, begins like this one."""
        found = self._letters.get(surname[:1], [])
        other = sound(surname)[:1]
        return found if other == surname[:1] else [*found, *(p for p in self._letters.get(other, []) if p not in found)]

    @staticmethod
    def _index(index: dict[str, list[Person]], word: str, person: Person) -> None:
        known = index.setdefault(word, [])
        if word and not any(p is person for p in known):
            known.append(person)
