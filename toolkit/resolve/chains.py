"""The people whom an article names, each with all mentions, however far apart they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from toolkit.lexicon import Actor, actors_by_name, first_names, fold, roles, word_set
from toolkit.model import Article, Span
from toolkit.resolve.describe import fields_in, party_in, roles_in
from toolkit.resolve.names import Name, find_names

COMPOUND = re.compile(r"-(?:backed|installed|imposed|appointed|held|controlled|occupied|led|based|born)$")
FOLLOWED = re.compile(r"[ \xa0-]+(?:and [a-z]|(?!who\b|and\b|of\b|from\b|in\b|on\b|at\b|with\b)[a-z])")
BELONGS = re.compile(r"(?:from|of|at|with)\s")
NO_NAME = word_set("foreign affairs interior defence defense health western eastern northern southern central national")
FEMALE = re.compile(
    r"\b(?:ms|mrs|miss|lady|dame|queen|princess|\w+woman|woman|mother|wife|daughter|sister|actress|her)\b"
)
MALE = re.compile(r"\b(?:mr|sir|lord|king|prince|father|husband|son|brother|\w+man|man|pope|archbishop|his)\b")


@dataclass(slots=True)
class Person:
    """One person of the article: the full name, what the article says of the person, and every mention."""

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

    @property
    def surname(self) -> str:
        """The folded last name."""
        return fold(self.words[-1])

    @property
    def first(self) -> str:
        """The folded first name, "" where only one name is known."""
        return fold(self.words[0]) if len(self.words) > 1 else ""


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a Slavic name sounds in any spelling (Ławrow, Lavrov; Pieskow, Peskov).

    >>> sound("Pieskow") == sound("Peskov"), sound("Mychajlo") == sound("Mykhailo")
    (True, True)
    """
    key = fold(word)
    for old, new in (
        ("w", "v"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("rz", "r"),
        ("kh", "h"),
        ("ch", "h"),
        ("ck", "k"),
        ("ph", "f"),
    ):
        key = key.replace(old, new)
    key = re.sub(r"[jyi]+", "i", re.sub(r"i(?=[aeou])", "", key.replace("y", "i").replace("j", "i")))
    return re.sub(r"(.)\1+", r"\1", key)


def near(a: str, b: str, *, more: int = 0) -> bool:
    """Whether two names differ by one letter, or by two where they are long.

    >>> near("zelnski", "zelenski"), near("baker", "butler")
    (True, False)
    """
    if a == b:
        return True
    limit = 0 if min(len(a), len(b)) < 5 else 1 if min(len(a), len(b)) < 8 else 2
    limit += more if limit else 0
    if abs(len(a) - len(b)) > limit or a[:1] != b[:1]:
        return False
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1] <= limit


def find_people(article: Article, sources: Sequence[Span]) -> tuple[list[Person], list[Name]]:
    """The people of an article and all its names; a source's name counts as a person's where nothing speaks against it.

    >>> [p.name for p in find_people(Article("a", "Mr Aalto left. Aino Aalto, a nurse, stayed."), [])[0]]
    ['Aino Aalto']
    """
    names = find_names(article.text)
    people: list[Person] = []
    full = [n for n in names if len(n.words) > 1 and _may_be_person(article.text, n, sources)]
    for name in full:
        _join(people, name)
    for person in people:
        _link(person, article)
    used = set(map(id, full))
    for name in names:
        if id(name) in used or name.kind == "place":
            continue
        if len(name.words) == 1:
            _attach(people, name, article, sources)
        elif name.kind != "body":
            _attach_last(people, name)
    for person in people:
        person.mentions.sort(key=lambda n: n.span)
        _describe(person, article)
    return people, names


def _may_be_person(text: str, name: Name, sources: Sequence[Span]) -> bool:
    if name.kind or any(_common(word) for word in name.words) or _modifies(text, name):
        return name.kind == "person"
    described = bool(roles_in(name.before)) or bool(re.match(r"\d\d\b", name.after)) or bool(roles_in(name.after))
    return described or _opens_source(text, name, sources)


def _modifies(text: str, name: Name) -> bool:
    """Whether a name stands before the noun that it belongs to ("Watergate reporter")."""
    noun = re.match(r"[ \xa0]([a-z]+)\b", text[name.span.end : name.span.end + 25])
    return noun is not None and (fold(noun[1]) in roles() or fold(noun[1]).removesuffix("s") in roles())


def _opens_source(text: str, name: Name, sources: Sequence[Span]) -> bool:
    """Whether a source mention begins with this name, and it is no adjective ("Public broadcasters")."""
    return any(
        s.start == name.span.start and (name.span.end == s.end or not FOLLOWED.match(text, name.span.end, s.end))
        for s in sources
    )


def _common(word: str) -> bool:
    """Whether a capitalised word is a common noun, an office or "Russian-backed", and so no part of a person's name."""
    plain = fold(word)
    return plain in roles() or plain.removesuffix("s") in roles() or plain in NO_NAME or bool(COMPOUND.search(word))


def _join(people: list[Person], name: Name) -> None:
    """Adds a full name to the person who bears it, or a new person."""
    first, surname = fold(name.words[0]), name.surname
    for person in people:
        same_last = person.surname == surname or near(person.surname, surname)
        if same_last and (person.first == first or near(person.first, first) or sound(first) == sound(person.first)):
            person.mentions.append(name)
            return
        if fold(name.text) in {fold(n.text) for n in person.mentions}:
            person.mentions.append(name)
            return
    people.append(Person(name.text, name.words, mentions=[name]))


def _link(person: Person, article: Article) -> None:
    """The actor of the tables whom a full name means: the same name, or one that sounds or is written almost so."""
    hints = {p for n in person.mentions for d in (n.before, n.after) if d and (p := party_in(d))}
    found: Iterable[Actor] = actors_by_name().get(fold(person.name), ())
    people = [a for a in found if a.is_person]
    if len(people) > 1:
        people = [a for a in people if fold(a.name) == fold(person.name)] or people
    if len(people) > 1:
        people = [a for a in people if a.party_on(article.date) in hints] or people[:1]
    if not people:
        people = _alike(person, hints)
    person.actor = people[0] if len(people) == 1 else None


def _alike(person: Person, hints: set[str]) -> list[Actor]:
    """Actors whose full name is spelt almost like this one."""
    first, last = sound(person.words[0]), sound(person.words[-1])
    out = []
    for actor in _by_letter().get(last[:1], ()):
        known = actor.name.split()
        a_first, a_last = sound(known[0]), sound(known[-1])
        close = a_last == last or (hints and near(a_last, last, more=int(a_first == first)))
        if (
            close
            and (a_first == first or (hints and near(a_first, first)))
            and (not hints or {o.party for o in actor.offices} & hints)
        ):
            out.append(actor)
    return out


_letters: dict[str, list[Actor]] = {}


def _by_letter() -> dict[str, list[Actor]]:
    """Persons of the tables by the first letter of the surname's sound."""
    if not _letters:
        people = {a.id: a for actors in actors_by_name().values() for a in actors if a.is_person}
        for _, actor in sorted(people.items()):
            _letters.setdefault(sound(actor.name.split()[-1])[:1], []).append(actor)
    return _letters


def _attach(people: list[Person], name: Name, article: Article, sources: Sequence[Span]) -> None:
    """Adds a lone surname or first name to its person, or to a new one where the words show that it is a person."""
    word = name.surname
    fits = [p for p in people if word in {p.surname, *(fold(n.words[-1]) for n in p.mentions)}]
    fits = fits or [p for p in people if word == p.first or (len(p.words) > 2 and word in map(fold, p.words))]
    titled = name.kind == "person" or (bool(roles_in(name.before)) and not _modifies(article.text, name))
    source = _opens_source(article.text, name, sources) and f" {name.text.lower()} " not in article.text
    if not fits and (titled or source):
        fits = [p for p in people if near(sound(p.surname), sound(word)) or near(p.surname, word)]
    if fits:
        _nearest(fits, name).mentions.append(name)
        return
    actor = _by_surname(name, article, titled=titled)
    if actor or (name.kind != "body" and (titled or source) and not _common(name.words[-1])):
        people.append(Person(actor.name if actor else name.text, name.words, actor, mentions=[name]))


def _attach_last(people: list[Person], name: Name) -> None:
    """Adds a surname that stands after a word which is no part of it ("Yesterday-born Aalto")."""
    fits = [p for p in people if p.surname == name.surname]
    if fits:
        start = name.span.end - len(name.words[-1])
        _nearest(fits, name).mentions.append(replace(name, span=Span(start, name.span.end), words=name.words[-1:]))


def _nearest(fits: list[Person], name: Name) -> Person:
    """Of several of one surname: whose gender and words agree with the title, then who was named last before."""
    gender = gender_of(fold(name.before))
    fits = [p for p in fits if gender and p.gender == gender] or fits
    roles = roles_in(name.before)
    fits = [p for p in fits if roles and any(roles & roles_in(n.before) for n in p.mentions)] or fits
    before = [p for p in fits if p.mentions[0].span.start < name.span.start]
    return max(before, key=lambda p: max(n.span.start for n in p.mentions if n.span < name.span)) if before else fits[0]


def _by_surname(name: Name, article: Article, *, titled: bool) -> Actor | None:
    """The actor of the tables whom a lone surname means, if only one can be meant."""
    if name.kind == "body":
        return None
    found = [a for a in actors_by_name().get(name.surname, ()) if a.is_person]
    hint = party_in(name.before)
    if len(found) > 1 and hint:
        found = [a for a in found if a.party_on(article.date) == hint]
    if len(found) > 1 and titled:
        roles = roles_in(name.before)
        found = [a for a in found if (o := a.office_on(article.date)) and roles & roles_in(o.title)]
    if not found and titled and hint and len(name.surname) > 5:
        key = sound(name.words[-1])
        alike = [a for a in _by_letter().get(key[:1], ()) if near(sound(a.name.split()[-1]), key)]
        found = [a for a in alike if a.party_on(article.date) == hint]
    elif not found and not name.kind and len(name.surname) > 4:
        key = sound(name.words[-1])
        found = [a for a in _by_letter().get(key[:1], ()) if sound(a.name.split()[-1]) == key and key != name.surname]
    return found[0] if len(found) == 1 else None


def gender_of(words: str) -> str:
    """m or f where folded words tell, else "".

    >>> gender_of("mrs"), gender_of("a spokesman"), gender_of("an official")
    ('f', 'm', '')
    """
    return "f" if FEMALE.search(words) else "m" if MALE.search(words) else ""


def _describe(person: Person, article: Article) -> None:
    """Fills in name, gender, roles and party from the tables and from the words around every mention."""
    actor = person.actor
    office = actor.office_on(article.date) if actor else None
    described = [
        d
        for n in person.mentions
        for d in (n.before, n.after)
        if d and (roles_in(d) or party_in(d) or BELONGS.match(d))
    ]
    person.described = " ; ".join(described)
    if actor:
        person.name = actor.name
    person.gender = (actor.gender if actor else "") or _gender(person)
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


def _gender(person: Person) -> str:
    """By title, first name, or the words that describe the person."""
    titles = gender_of(" ".join(fold(n.before.split()[-1]) for n in person.mentions if n.before))
    return titles or first_names().get(person.first or person.surname, "") or gender_of(fold(person.described))
