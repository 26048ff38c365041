"""From the names of an article to the actors of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.lexicon import Actor, actors_by_name, actors_by_surname, countries, fold
from toolkit.model import Article
from toolkit.resolve.around import OPENS
from toolkit.resolve.describe import country_in, party_in, roles_in
from toolkit.resolve.names import Name
from toolkit.resolve.namesakes import UNIONS, bearer_of, opposes
from toolkit.resolve.person import Person
from toolkit.resolve.spelling import a_slip, near, sound


def link(person: Person, article: Article) -> None:
    """The actor of the tables whom a full name means: the same name, or one that sounds or is written almost so."""
    hints = {p for n in person.mentions for d in (n.before, n.after) if d and (p := party_in(d))}
    found: Iterable[Actor] = actors_by_name().get(fold(person.name), ())
    people = [a for a in found if a.is_person]
    if len(people) > 1:
        said = {holder.id for n in person.mentions if (holder := bearer_of(n, article.date))}
        fit = [a for a in people if not any(opposes(a, n) for n in person.mentions)]
        people = [a for a in people if a.id in said] or fit or people
    if len(people) > 1:
        people = [a for a in people if fold(a.name) == fold(person.name)] or people
    if len(people) > 1:
        people = [a for a in people if a.party_on(article.date) in hints] or people[:1]
    if not people:
        people = _alike(person, hints)
        if people and sound(people[0].name.split()[-1]) != sound(person.words[-1]):
            person.doubt = f"the surname is spelt otherwise in the tables ({people[0].name})"
    if not people:
        people = _mistaken(person, hints, article)
        person.doubt = "spelt otherwise in the tables, with the same first name and office" if people else ""
    person.actor = people[0] if len(people) == 1 else None


def _alike(person: Person, hints: set[str]) -> list[Actor]:
    """Actors whose full name is spelt almost like this one."""
    first, last = sound(person.words[0]), sound(person.words[-1])
    out = []
    for actor in _by_letter().get(last[:1], ()):
        known = actor.name.split()
        a_first, a_last = sound(known[0]), sound(known[-1])
        slip = fold(known[-1]) == person.surname and len(first) > 6 and near(a_first, first)  # "Volodymr Zelensky"
        near_by = near(a_last, last, more=int(bool(hints) and a_first == first))
        close = a_last == last or (near_by and a_slip(fold(known[-1]), person.surname, more=int(bool(hints))))
        if (
            close
            and (a_first == first or slip or (hints and near(a_first, first)))
            and (not hints or {o.party for o in actor.offices} & hints)
        ):
            out.append(actor)
    return out


def _mistaken(person: Person, hints: set[str], article: Article) -> list[Actor]:
    """The holder of the described office with the same first name and a surname that begins alike, or the other way
    round."""
    roles = {r for n in person.mentions for d in (n.before, n.after) for r in roles_in(d)}
    first, last = sound(person.words[0]), sound(person.words[-1])
    if not hints or not roles or len(last) < 4:
        return []
    out = []
    for actor in _by_letter().get(last[:1], ()):
        office = actor.office_on(article.date)
        known = [sound(word) for word in actor.name.split()]
        begins = known[-1][:3] == last[:3] or (known[-1][:2] == last[:2] and known[-1][-2:] == last[-2:])
        alike = begins and known[0] == first
        alike = alike or (known[-1] == last and known[0][:3] == first[:3])  # "Annalisa" for "Anna-Lena"
        if alike and office and office.party in hints and roles & roles_in(office.title):
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


def find_by_surname(name: Name, article: Article, *, titled: bool) -> Actor | None:
    """The actor of the tables whom a lone surname means, if only one can be meant: by the office beside it, else by
    what it does not contradict."""
    if name.kind == "body":
        return None
    if holder := bearer_of(name, article.date):
        return holder
    whole = actors_by_name().get(fold(name.words[-1]), ())
    known = [a for a in actors_by_name().get(name.surname, whole) if a.is_person]
    found = [a for a in known if not opposes(a, name)]
    hint = party_in(name.before)
    if len(found) > 1 and hint:
        found = [a for a in found if a.party_on(article.date) == hint]
    if len(found) > 1 and titled:
        roles = roles_in(name.before)
        found = [a for a in found if (o := a.office_on(article.date)) and roles & roles_in(o.title)]
    key = sound(name.words[-1])
    if not found and titled and hint and len(name.surname) > 5:
        alike = [a for a in _by_letter().get(key[:1], ()) if near(sound(a.name.split()[-1]), key)]
        found = [a for a in alike if a.party_on(article.date) == hint and not opposes(a, name)]
    elif not known and not name.kind and len(name.surname) > 4 and (titled or not _only_opens(article.text, name)):
        alike = [a for a in _by_letter().get(key[:1], ()) if sound(a.name.split()[-1]) == key and key != name.surname]
        found = [a for a in alike if not opposes(a, name)]
    return found[0] if len(found) == 1 else None


def _only_opens(text: str, name: Name) -> bool:
    """Whether a word has its capital from the sentence that it opens: "|Grief| hangs over the town"."""
    opens = OPENS.search(text, max(0, name.span.start - 20), name.span.start)
    return bool(opens) and not re.search(rf"[a-z,;] {re.escape(name.text)}\b", text)


def find_by_country(name: Name, article: Article) -> Actor | None:
    """The only bearer of a lone surname, be it a common one, in an office on the date of a country that is named in
    its sentence or the one before; None where the article gives a first name to it."""
    if name.kind == "body" or re.search(rf"{FIRST}{re.escape(name.words[-1])}\b", article.text):
        return None
    before, after = article.text[max(0, name.span.start - 400) : name.span.start], article.text[name.span.end :][:200]
    beside = " ".join([*END.split(before)[-2:], END.split(after)[0]])
    lands = [countries()[word] for word in WORD.findall(beside) if word in countries()]
    of_one = {land.party for land in lands} - UNIONS
    found = []
    for actor in actors_by_surname().get(name.surname, ()):
        office = None if opposes(actor, name) else actor.office_on(article.date)
        land = country_in(office.title) if office else None
        if office and (land in lands if land else office.party in of_one):
            found.append(actor)
    return found[0] if len(found) == 1 else None


FIRST = r"\b(?!(?:Mr|Mrs|Ms|Dr|President|Minister|Senator|Chancellor)\b)[A-Z][\w’'-]+ "
END = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])|\n+")
WORD = re.compile(r"\b[A-Z][\w.]*\w")


def find_actor(words: str) -> Actor | None:
    """The organisation whose name begins these words, the longest first."""
    tokens = fold(words).split()
    for size in range(min(7, len(tokens)), 0, -1):
        for start in (0, 1) if tokens[:1] == ["the"] else (0,):
            found = actors_by_name().get(" ".join(tokens[start : start + size]), ())
            body = next((a for a in found if not a.is_person), None)
            if body:
                return body
    return None
