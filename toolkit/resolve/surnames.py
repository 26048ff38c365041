"""Whose a lone surname is, of the people of that surname found so far."""

from __future__ import annotations

import re

from toolkit.lexicon import fold
from toolkit.model import Article
from toolkit.resolve.actors import find_by_surname
from toolkit.resolve.describe import roles_in
from toolkit.resolve.names import Name
from toolkit.resolve.namesakes import bearer_of, nation_said, opposes, said_of
from toolkit.resolve.person import KIN, Person, gender_of, guess_gender

RELATED = re.compile(rf"\b(?:{KIN}|[Ff]irst [Ll]ady)\b")


def is_another(person: Person, name: Name, article: Article) -> bool:
    """Whether what is said of a surname makes it somebody else's than the article's person: an office that another
    bearer holds, or that this one never had, another country, the other gender."""
    roles = {role for words in said_of(name) for role in roles_in(words)}
    same = any(roles & roles_in(d) for n in person.mentions for d in (n.before, n.after))
    if holder := bearer_of(name, article.date):
        return person.actor is not holder and not (same and person.actor is None)
    if person.actor:
        return not same and opposes(person.actor, name)
    nation, nations = nation_said(name), {nation_said(n) for n in person.mentions} - {""}
    if nation and nations:
        return nation not in nations
    if same:
        return False
    actor = find_by_surname(name, article, titled=True) if roles else None
    office = actor.office_on(article.date) if actor else None
    return office is not None and bool(roles & roles_in(office.title))


def nearest(fits: list[Person], name: Name) -> Person:
    """Of several of one surname: not of another gender than the title, named before rather than only later; then
    whose gender and words agree with the title, then the one of the tables whose relatives the others are, then who
    was named last before, else first after."""
    gender = gender_of(fold(name.before))
    fits = [p for p in fits if not gender or guess_gender(p) in {gender, ""}] or fits
    fits = [p for p in fits if p.mentions[0].span.start < name.span.start] or fits
    fits = [p for p in fits if gender and guess_gender(p) == gender] or fits
    roles = roles_in(name.before)
    fits = [p for p in fits if roles and any(roles & roles_in(n.before) for n in p.mentions)] or fits
    fits = [p for p in fits if not name.before and _is_meant(p, fits)] or fits
    return max(fits, key=lambda p: max((n.span.start for n in p.mentions if n.span < name.span), default=-_first(p)))


def _is_meant(person: Person, fits: list[Person]) -> bool:
    """Whether a bare surname is one person's of a family, whoever of it was named last."""
    return _is_head(person, fits) or _is_called_so(person, fits) or _is_holder(person, fits)


def _is_holder(person: Person, family: list[Person]) -> bool:
    """Whether a person is the only one of a surname whom the tables have, and was named in full before the others."""
    others = [p for p in family if p is not person]
    if person.actor is None or any(p.actor for p in others):
        return False
    return all(person.mentions[0].span < p.mentions[0].span for p in others) and len(person.mentions[0].words) > 1


def _first(person: Person) -> int:
    return person.mentions[0].span.start


def _is_head(person: Person, family: list[Person]) -> bool:
    """Whether the others of a surname are named after a person, as relatives."""
    others = [p for p in family if p is not person]
    after = all(person.mentions[0].span < p.mentions[0].span for p in others)
    return after and all(any(RELATED.search(f"{n.before} {n.after}") for n in p.mentions) for p in others)


def _is_called_so(person: Person, others: list[Person]) -> bool:
    """Whether the surname alone meant a person, once named in full, before anybody else of it was named."""
    known = person.actor or not any(p.actor for p in others)
    whole = min((n.span for n in person.mentions if len(n.words) > 1), default=None)
    first = min((p.mentions[0].span for p in others if p is not person), default=None)
    if not known or whole is None or first is None:
        return False
    return any(whole < n.span < first for n in person.mentions if len(n.words) == 1 and not n.before)
