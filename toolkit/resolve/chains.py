"""The people whom an article names, each with all mentions, however far apart they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.lexicon import actors_by_name, countries, fold
from toolkit.model import Article, Span
from toolkit.resolve.actors import find_by_country, find_by_surname, link
from toolkit.resolve.around import APPOSITION, is_shown
from toolkit.resolve.describe import party_in, roles_in
from toolkit.resolve.names import Name, find_names
from toolkit.resolve.partners import with_surnames
from toolkit.resolve.person import Person, describe
from toolkit.resolve.register import Edges, People
from toolkit.resolve.service import PARTISAN
from toolkit.resolve.shown import (
    INSTITUTION,
    PLACED,
    SHOWN,
    ended_by,
    ends_source,
    is_acronym,
    is_common,
    is_introduced,
    may_be_person,
    modifies,
    opens_source,
)
from toolkit.resolve.spelling import near, one_letter, same_first, sound
from toolkit.resolve.surnames import is_another, nearest

CALLED = re.compile(
    r"\b(?:identified(?: \w+)? (?:as|by)|named|nicknamed|call[- ]?signs?|goes by|moniker|pseudonym|known only as)"
    r"(?: the name)?,?\s[“\"‘']?$"
)
FIELD = re.compile(
    r"\b(?:[Mm]inist\w+|[Mm]ember|[Cc]ommissioner|[Dd]epartment|Association|Committee|Foundation)\b"
    r".*\b(?:of|and|on|for)(?: the)?$"
)

LISTED = re.compile(r"\b(?:for|of|on) [^;]*,$")  # "the member for Health, |Equalities| and Order": a field, too


def find_people(article: Article, sources: Sequence[Span]) -> tuple[list[Person], list[Name]]:
    """The people of an article and all its names; a source's name counts as a person's where nothing speaks against it.

    >>> [p.name for p in find_people(Article("a", "Mr Aalto left. Aino Aalto, a nurse, stayed."), [])[0]]
    ['Aino Aalto']
    """
    names = with_surnames(article.text, find_names(article.text))
    whole = {n.words for n in names if len(n.words) > 1}
    names = [_without_office(n, whole) for n in names]
    known, edges = People(), Edges(sources)
    names = [_without_source(article.text, n, edges) for n in names]
    full = [n for n in names if len(n.words) > 1 and may_be_person(article.text, n, edges)]
    for name in full:
        _join(known, name)
    for person in known.all:
        link(person, article)
    known.merge()
    used = set(map(id, full))
    fuller = _fuller(names)
    left = [name for name in names if id(name) not in used and name.kind != "place"]
    early = []
    for name in left:
        if len(name.words) > 1:
            if name.kind != "body":
                _attach_last(known, name)
        elif not _attach(known, name, article, edges, fuller) and name.kind != "body":
            early.append(name)
    for name in early:  # a first mention that nothing showed to be a person's: "Aalto came. ... said Aalto"
        alone = known.alone(name) if name.text not in countries() else None
        if alone:
            known.mention(alone, name)
    titled = [_without_office(n, whole) for n in find_names(article.title)] if article.title else []
    for person in known.all:
        person.mentions = sorted((_with_source(article.text, n, edges) for n in person.mentions), key=lambda n: n.span)
        describe(person, article, [n for n in titled if n.surname == person.surname])
    return known.all, names


def _without_office(name: Name, whole: set[tuple[str, ...]]) -> Name:
    """A name whose first word ends an office ("President of |Freedonia| Aino Aalto"), as other places show it."""
    if len(name.words) < 3 or name.words[1:] not in whole or not re.search(r"\b(?:of|and|in|for)$", name.before):
        return name
    start = name.span.start + len(name.words[0]) + 1
    before = f"{name.before} {name.words[0]}"
    return replace(name, span=Span(start, name.span.end), words=name.words[1:], kind="person", before=before)


def _without_source(text: str, name: Name, sources: Edges) -> Name:
    """A name without the apposition that is the source of what is said ("in Freedonia, the minister said")."""
    found = APPOSITION.match(text, name.span.end) if name.after else None
    if found is None:
        return name
    start = found.start(1)
    for at in [start, *(m.end() for m in COMMA.finditer(text, start, start + len(name.after)))]:
        if any(SPEAKS.match(text, s.end) for s in sources.from_start.get(at, ()) if DETERMINED.match(s.of(text))):
            return replace(name, after=text[start:at].strip(" ,"))
    return name


COMMA = re.compile(r",[ \xa0]")
DETERMINED = re.compile(r"(?:the|an?|his|her|their|its|one|two|another)\b", re.I)
SPEAKS = re.compile(
    r"[ \xa0](?:has |have |had )?(?:said|says|told|wrote|noted|added|warned|reported|announced|confirmed|claimed|"
    r"stated|posted)\b|\W*[.\n]"
)


def _with_source(text: str, name: Name, edges: Edges) -> Name:
    """A name with what its source calls it: "The soldier, identified as |Aino|", "Former tank commander |Aalto|"."""
    for source in ended_by(text, name, edges):
        words = text[source.start : name.span.start].strip(" ,“\"‘'–—-")
        cut = bool(words) and len(words) < len(name.before) and name.before.endswith(words)
        if name.before and not cut and not (FORMER.match(words) and words.endswith(name.before)):
            continue
        called = CALLED.search(text, source.start, name.span.start)
        if words and (roles_in(words) or PARTISAN.search(words)) and (called or not POSSESSED.search(words)):
            return replace(name, before=words.split(",")[0] if called else words)
    return name


FORMER = re.compile(r"(?:[Tt]he |[Aa] )?(?:[Ff]ormer|[Rr]etired)\b")
POSSESSED = re.compile(r"[’']s?\b|\b(?:his|her|their)\b")


def _join(people: People, name: Name) -> None:
    """Adds a full name to the person who bears it, or a new person."""
    first, surname = fold(name.words[0]), name.surname
    for person in people.of_letter(surname):
        if _are_two(person, name):
            continue
        same_last = person.surname == surname or near(person.surname, surname)
        alike = person.first == first or near(person.first, first) or sound(first) == sound(person.first)
        alike = alike or (same_first(person.first, first) and not _opposed(person, name))
        if (same_last and alike) or fold(name.text) in {fold(n.text) for n in person.mentions}:
            people.mention(person, name)
            return
    people.add(Person(name.text, name.words), name)


def _are_two(person: Person, name: Name) -> bool:
    """Whether a full name is that of another actor of the tables than the person's, and not only a spelling of it."""
    own, other = (
        {a.id for a in actors_by_name().get(fold(text), ()) if a.is_person and fold(a.name) == fold(text)}
        for text in (person.name, name.text)
    )
    return bool(own and other and not own & other)


def _opposed(person: Person, name: Name) -> bool:
    """Whether what is said of two bearers of a name is of different parties: they are two people."""
    before = {p for n in person.mentions for words in (n.before, n.after) if (p := party_in(words))}
    here = {p for words in (name.before, name.after) if (p := party_in(words))}
    return bool(before and here and not before & here)


def _fuller(names: Sequence[Name]) -> dict[str, list[Name]]:
    """By surname: the names of two or three words that nothing else explains."""
    out: dict[str, list[Name]] = {}
    for name in names:
        if not name.kind and name.text not in countries() and len(name.words) in {2, 3}:
            out.setdefault(name.surname, []).append(name)
    return out


def _attach(people: People, name: Name, article: Article, sources: Edges, fuller: Mapping[str, list[Name]]) -> bool:
    """Whether a lone name was added to its person, or to a new one where the words show that it is a person."""
    word = name.surname
    if is_acronym(name.text):
        return False  # "RAND" is not Rand Aalto
    called = [p for p in people.by_other.get(word, []) if p.mentions[0].span < name.span]  # only after the whole name
    land = name.text in countries() and not name.before and not SHOWN.match(article.text, name.span.end)
    fits = people.by_surname.get(word, []) or ([] if land else called)  # "Israel" is not Israel Aalto
    titled = name.kind == "person" or (bool(roles_in(name.before)) and not modifies(article.text, name))
    titled = titled and not PLACED.search(name.before)
    titled = titled or ends_source(article.text, name, edges=sources) or is_introduced(article.text, name)
    titled = titled or bool(CALLED.search(article.text, max(0, name.span.start - 40), name.span.start))
    source = opens_source(article.text, name, sources) and f" {name.text.lower()} " not in article.text
    source = source or (not name.kind and is_shown(article.text, name.span.start, name.span.end))
    if not fits and (titled or source) and not any(a.is_person for a in actors_by_name().get(word, ())):
        fits = [p for p in people.of_letter(word) if near(sound(p.surname), sound(word)) or near(p.surname, word)]
    if not fits and roles_in(name.before):
        fits = [p for p in people.of_letter(word) if one_letter(p.surname, word) and _same_office(p, name)]
    fits = [p for p in fits if not is_another(p, name, article)]
    person = nearest(fits, name) if fits else None
    if person:
        people.mention(person, name)
        return True
    if (titled or source) and name.text not in countries() and word in fuller:
        person = Person(fuller[word][0].text, fuller[word][0].words)
        for other in [*fuller[word], name]:
            people.add(person, other)
        return True
    if INSTITUTION.search(name.before) or LISTED.search(name.before):
        return False
    actor = find_by_surname(name, article, titled=titled)
    if actor is None and (titled or source) and not name.before:
        actor = find_by_country(name, article)
    if FIELD.search(name.before) and not actor and not name.possessive:
        return False  # "the Minister of Reintegration": what the office is for
    if same := people.of_actor(actor):
        people.mention(same, name)
        return True
    if actor or (name.kind != "body" and (titled or source) and not is_common(name.words[-1])):
        people.add(Person(actor.name if actor else name.text, name.words, actor), name)
        return True
    return False


def _same_office(person: Person, name: Name) -> bool:
    """Whether a person is called by the same office elsewhere, directly before the name."""
    return any(roles_in(name.before) & roles_in(n.before) for n in person.mentions)


def _attach_last(people: People, name: Name) -> None:
    """Adds a surname that stands after a word which is no part of it ("Yesterday-born Aalto")."""
    fits = [p for p in people.by_surname.get(name.surname, []) if p.surname == name.surname]
    if fits:
        start = name.span.end - len(name.words[-1])
        last = replace(name, span=Span(start, name.span.end), words=name.words[-1:])
        people.mention(nearest(fits, name), last)
