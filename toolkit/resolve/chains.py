"""The people whom an article names, each with all mentions, however far apart they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import countries, fold, roles, word_set
from toolkit.model import Article, Span
from toolkit.resolve.actors import find_by_surname, link
from toolkit.resolve.describe import roles_in
from toolkit.resolve.names import Name, find_names
from toolkit.resolve.person import Person, describe, gender_of, guess_gender
from toolkit.resolve.spelling import near, sound

COMPOUND = re.compile(r"-(?:backed|installed|imposed|appointed|held|controlled|occupied|led|based|born)$")
FOLLOWED = re.compile(r"[ \xa0-]+(?:and [a-z]|(?!who\b|and\b|of\b|from\b|in\b|on\b|at\b|with\b)[a-z])")
SAID = re.compile(r"\b(?:said|says|told|wrote|noted|added|asked|explained|according to) (?:[\w.]+[’']s )?$")
SAYS = re.compile(r"[ \xa0](?:said|says|told|wrote|noted|added|asked|explained|argued|warned|tweeted)\b")
NO_NAME = word_set(
    "state foreign affairs interior defence defense health western eastern northern southern central national"
)


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
        link(person, article)
    used = set(map(id, full))
    for name in names:
        if id(name) in used or name.kind == "place":
            continue
        if len(name.words) == 1:
            _attach(people, name, article, sources, names)
        elif name.kind != "body":
            _attach_last(people, name)
    titled = find_names(article.title) if article.title else []
    for person in people:
        person.mentions.sort(key=lambda n: n.span)
        describe(person, article, [n for n in titled if n.surname == person.surname])
    return people, names


def _may_be_person(text: str, name: Name, sources: Sequence[Span]) -> bool:
    foreign = any(word in countries() for word in name.words[1:])
    if name.kind or foreign or any(_common(word) for word in name.words) or _modifies(text, name):
        return name.kind == "person"
    described = bool(roles_in(name.before)) or bool(re.match(r"\d\d\b", name.after)) or bool(roles_in(name.after))
    return described or _opens_source(text, name, sources) or _closes_source(text, name, sources) or _says(text, name)


def _says(text: str, name: Name) -> bool:
    """Whether a verb of speech stands directly before or after a name."""
    before = SAID.search(text, max(0, name.span.start - 24), name.span.start)
    return bool(before) or bool(SAYS.match(text, name.span.end))


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


def _closes_source(text: str, name: Name, sources: Sequence[Span]) -> bool:
    """Whether a name ends a source mention after a comma ("the director of the plant, Aino Aalto")."""
    return any(
        s.start < name.span.start
        and name.span.end <= s.end <= name.span.end + 1
        and text[: name.span.start].rstrip()[-1:] == ","
        for s in sources
    )


def _common(word: str) -> bool:
    """Whether a capitalised word is a common noun, an office or "Russian-backed", and so no part of a person's name."""
    plain = fold(word)
    return (
        len(plain) < 2
        or plain in roles()
        or plain.removesuffix("s") in roles()
        or plain in NO_NAME
        or bool(COMPOUND.search(word))
    )


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


def _fuller(name: Name, names: Sequence[Name]) -> list[Name]:
    """The mentions of several words that end in a surname, and that nothing else explains."""
    return [
        n
        for n in names
        if not n.kind and name.text not in countries() and len(n.words) in {2, 3} and n.surname == name.surname
    ]


def _attach(people: list[Person], name: Name, article: Article, sources: Sequence[Span], names: Sequence[Name]) -> None:
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
    if (titled or source) and (fuller := _fuller(name, names)):
        people.append(Person(fuller[0].text, fuller[0].words, mentions=[*fuller, name]))
        return
    actor = find_by_surname(name, article, titled=titled)
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
    fits = [p for p in fits if gender and guess_gender(p) == gender] or fits
    roles = roles_in(name.before)
    fits = [p for p in fits if roles and any(roles & roles_in(n.before) for n in p.mentions)] or fits
    before = [p for p in fits if p.mentions[0].span.start < name.span.start]
    return max(before, key=lambda p: max(n.span.start for n in p.mentions if n.span < name.span)) if before else fits[0]
