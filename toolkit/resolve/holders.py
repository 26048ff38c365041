"""Who of the tables holds an office that words describe, on the day of the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from toolkit.lexicon import (
    Actor,
    Country,
    Office,
    actors_by_name,
    actors_by_surname,
    countries,
    fold,
    places,
    word_set,
)
from toolkit.resolve.around import is_partisan
from toolkit.resolve.describe import country_in, fields_in, party_in, roles_in
from toolkit.resolve.person import gender_of
from toolkit.resolve.regional import ADJECTIVES, is_of_a_region

LEAVING = re.compile(r"\b(?:outgoing|departing|incoming)\b", re.I)  # the tables may be a few days ahead or behind
SYNONYMS = {
    "defense": "defence",
    "advisor": "adviser",
    "ombudsman": "commissioner",
    "ombudswoman": "commissioner",
    **{fold(adjective): fold(place) for adjective, place in ADJECTIVES.items()},
}
EMPTY = word_set(
    "the a an of for in to and its his her their our this that former ex top then own same s country countrys "
    "nation city citys year new late senior young old current"
)


def tokens_of(words: str) -> list[str]:
    """The folded words of an office, in one spelling."""
    return [SYNONYMS.get(w, w) for w in fold(words).split()]


Holder = tuple[Actor, Office, frozenset[str]]


@cache
def _holders() -> dict[str, list[Holder]]:
    """By party: every office of the tables, who held it, and the words of its title without country."""
    people = {a.id: a for actors in actors_by_name().values() for a in actors if a.is_person}
    own = {a.name for actors in actors_by_name().values() for a in actors if not a.is_person}
    seats = {seat for country in countries().values() for seat in country.seats} - own
    nations = {fold(w) for w in countries()} - {fold(w) for w in places() | seats}
    out: dict[str, list[Holder]] = {}
    for _, actor in sorted(people.items()):
        for office in actor.offices:
            words = frozenset(w for w in tokens_of(office.title) if w not in nations and w not in EMPTY | GROUND)
            out.setdefault(office.party, []).append((actor, office, words))
    return out


DIPLOMACY = re.compile(r"\bdiplomacy\b|\btop (?:\w+ )?diplomat\b")
FOREIGN = "foreign minister, foreign secretary, secretary of state"
PAST = re.compile(r"\b(?:former|ex|deputy)\b")
FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x)[ -]")
DELEGATES = {"ambassador", "envoy", "consul"}
LEADERS = {"leader", "head of state"}
COMMANDS, CHIEFS = {"head", "commander"}, {"head", "chief", "commander", "director"}
TOP, GENERAL_OF = {"managing", "founder", "group", "executive"}, {"secretary", "director"}  # "IMF managing director"
HEADED = COMMANDS | {"founder"}
SPEAKS = word_set("press secretary spokesman spokeswoman spokesperson")
PARTS = word_set("agency mission office department division branch unit directorate section programme team")
GROUND = {"parliament", "parliamentary", "region", "regional", "territory", "oblast", "acting", "installed"}


def find_holder(date: str | None, words: str, role: str, party: str) -> Actor | None:
    """The only one of the tables who holds the described office of that country on a date."""
    lands = regions() & set(tokens_of(words))
    other = role in LEADERS and not lands and is_partisan(words)
    if not party or other or PAST.search(fold(words)) or LEAVING.search(words):
        return None
    country = country_in(words)
    heads = {country.head} if country else {c.head for c in countries().values() if c.party == party}
    one = heads.pop() if role in LEADERS and len(heads) == 1 and not lands else ""
    known = one or (FOREIGN if DIPLOMACY.search(words) else words)
    held = (h for h in _holders().get(party, ()) if h[0].office_on(date) is h[1])
    holders = (h for h in held if role not in DELEGATES or _post(h[1].title) in {None, _post(words)})
    return _best(holders, words, role, frozenset(tokens_of(known)))


def find_bearer(date: str | None, words: str, surname: str) -> Actor | None:
    """The only bearer of a surname, be it a common one, who holds the described office on a date, or held it before
    where the words say "former"; a delegate is known by the rank alone, since words name whom and where to.

    >>> find_bearer("2022-02-20", "Prime Minister", "johnson").name, find_bearer("2022-02-20", "Minister", "johnson")
    ('Boris Johnson', None)
    """
    bearers = {actor.id for actor in actors_by_surname().get(surname, ())}
    if not bearers or LEAVING.search(words):
        return None
    past = bool(FORMER.search(words))
    plain = FORMER.sub("", words)
    party = party_in(plain)
    found: dict[str, Actor] = {}
    for role in roles_in(plain):
        holders = [
            (actor, office, own)
            for other, offices in _holders().items()
            for actor, office, own in offices
            if actor.id in bearers and (not party or party == other or role in DELEGATES)
            if (_ended(office, date) if past else actor.office_on(date) is office)
        ]
        actor = _best(holders, plain, role, frozenset(tokens_of(plain)))
        found |= {actor.id: actor} if actor else {}
    return found.popitem()[1] if len(found) == 1 else None


def _ended(office: Office, date: str | None) -> bool:
    """Whether an office had ended on a date."""
    return bool(date and office.end and office.end < date)


def _best(holders: Iterable[Holder], words: str, role: str, wanted: frozenset[str]) -> Actor | None:
    """The one of whose office the described one has most words; None where two have as many."""
    lands = regions() & set(tokens_of(words))
    fields = fields_in(words) - {"regional", "city"}
    found: dict[str, tuple[int, Actor]] = {}
    for actor, office, own in holders:
        core = _core(office.title, own, role, lands)
        part = role in COMMANDS and PARTS & (wanted - own - set(tokens_of(office.title)))
        near = fields <= fields_in(office.title) | {"press"}
        right = core and core <= wanted and near and not part and _same_country(office, words, role)
        right = right and (role in DELEGATES or not is_of_a_region(words, office.title))
        same = role in roles_in(office.title) or (role in COMMANDS and HEADED & (roles_in(office.title) | own))
        if right and (role in LEADERS or same) and _same_gender(actor, words):
            found[actor.id] = max((len(own), actor), found.get(actor.id, (0, actor)), key=lambda size: size[0])
    most = max((size for size, _ in found.values()), default=0)
    best = [actor for size, actor in found.values() if size == most]
    return best[0] if len(best) == 1 else None


def _core(title: str, own: frozenset[str], role: str, lands: Collection[str]) -> frozenset[str]:
    """The words of an office that its description must have: for "NATO chief" and "Chechen leader" where, for "Kremlin
    spokesman" whose."""
    whole = frozenset(tokens_of(title)) - EMPTY
    if role == "spokesperson":
        return whole - SPEAKS
    if role not in COMMANDS and not (lands and role in LEADERS):
        return own
    rank = CHIEFS | TOP | (GENERAL_OF | {"general"} if "general" in own and own & GENERAL_OF else set())
    return own - rank or whole - rank


def _same_gender(actor: Actor, words: str) -> bool:
    """Whether an actor may be a "spokesman" or "spokeswoman"."""
    genders = {gender for word in fold(words).split() if (gender := gender_of(word))}
    return not actor.gender or not genders or actor.gender in genders


@cache
def regions() -> frozenset[str]:
    """Regions and cities of one word, and their adjectives, none of them a seat that stands for its state."""
    seats = {seat for country in countries().values() for seat in country.seats}
    return frozenset(word for place in places() - seats if len(words := tokens_of(place)) == 1 for word in words)


def _same_country(office: Office, words: str, role: str) -> bool:
    """Whether no country of an office is another than a description's ("Polish president": Poland): of a delegate whose
    and where to ("EU ambassador to Ukraine"), each by itself."""
    pairs = [(office.title, words)]
    if role in DELEGATES:
        pairs = list(zip(SENT.split(office.title, 1), SENT.split(words, 1), strict=False))
    lands = ((country_in(title), country_in(said)) for title, said in pairs)
    return not any(own and other and own != other for own, other in lands)


def _post(words: str) -> Country | None:
    """Where a delegate is sent to, if words say so."""
    return country_in(" ".join(SENT.split(words, 1)[1:]))


SENT = re.compile(r"(?:[Aa]mbassador|[Ee]nvoy|[Cc]onsul)\b")
