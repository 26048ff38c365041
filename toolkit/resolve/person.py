"""A person of an article: the names, the words that describe the person, gender, roles and party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.lexicon import Actor, first_names, fold
from toolkit.model import Article
from toolkit.resolve.describe import fields_in, party_in, roles_in
from toolkit.resolve.names import Name, surname_of

BELONGS = re.compile(r"(?:from|of|at|with)\s")
FEMALE = re.compile(
    r"\b(?:ms|mrs|miss|lady|dame|queen|princess|duchess|countess|\w+woman|woman|mother|wife|daughter|sister|actress|her)\b"
)
MALE = re.compile(
    r"\b(?:mr|sir|lord|king|prince|duke|earl|father|husband|son|brother|\w+man|man|pope|archbishop|his)\b"
)


KIN = r"(?:wife|widow|mother|daughter|sister|husband|father|son|brother)"
RELATED = re.compile(rf"\b({KIN})$")  # "Aalto's wife, |Robin Aalto"
RELATIVES = re.compile(rf"\b(?:whose|(?:his|her) (?!(?:\w+ )?{KIN}\b)|{KIN} (?:of|and)\b)[^;]*")  # not the person


@dataclass(slots=True)
class Person:
    """One person of the article: the full name, what the article says of the person, every mention,
    and what leaves a doubt about the actor."""

    name: str
    words: tuple[str, ...]
    actor: Actor | None = None
    gender: str = ""
    mentions: list[Name] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    past: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    party: str = ""
    described: str = ""
    doubt: str = ""

    @property
    def surname(self) -> str:
        """The folded last name, without an Arabic article."""
        return surname_of(self.words[-1])

    @property
    def first(self) -> str:
        """The folded first name, "" where only one name is known."""
        return fold(self.words[0]) if len(self.words) > 1 else ""


def gender_of(words: str) -> str:
    """m or f where folded words tell, else "".

    >>> gender_of("mrs"), gender_of("a spokesman"), gender_of("an official")
    ('f', 'm', '')
    """
    return "f" if FEMALE.search(words) else "m" if MALE.search(words) else ""


def describe(person: Person, article: Article, titled: Sequence[Name]) -> None:
    """Fills in name, gender, roles and party from the tables and the words around every mention, the title's too."""
    actor = person.actor
    office = actor.office_on(article.date) if actor else None
    described = [
        d
        for n in [*person.mentions, *titled]
        for d in (n.before, n.after)
        if d and (roles_in(d) or party_in(d) or BELONGS.match(d))
    ]
    person.described = " ; ".join(described)
    if actor:
        person.name = actor.name
    person.gender = (actor.gender if actor else "") or guess_gender(person)
    for words in [*described, office.title if office else ""]:
        person.roles |= roles_in(words)
        person.fields |= fields_in(words)
    if actor and not office:
        person.past, person.roles = set(person.roles), set()
    if actor and article.date:
        ended = [o for o in actor.offices if o.end and o.end < article.date]
        person.past |= {r for o in ended for r in roles_in(o.title)} - person.roles
    person.past |= {r for d in described if re.search(r"\b(?:former|ex)\b", fold(d)) for r in roles_in(d)}
    party = next((p for d in described if roles_in(d) and (p := party_in(d))), "")
    person.party = (actor.party_on(article.date) if actor else "") or party


def guess_gender(person: Person) -> str:
    """By title, first name, or the words that describe the person."""
    titles = gender_of(" ".join(fold(n.before.split()[-1]) for n in person.mentions if n.before))
    kin = " ".join(found[1] for n in person.mentions if (found := RELATED.search(fold(n.before))))
    return (
        titles
        or gender_of(kin)
        or first_names().get(person.first or person.surname, "")
        or gender_of(fold(f"{person.name} ; {RELATIVES.sub(' ', person.described)}"))
    )
