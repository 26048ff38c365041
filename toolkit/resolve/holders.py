"""Who of the tables holds an office that words describe, on the day of the article."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from toolkit.lexicon import Actor, Country, Office, actors_by_name, countries, fold, places, word_set
from toolkit.resolve.around import is_partisan
from toolkit.resolve.describe import country_in, fields_in, roles_in
from toolkit.resolve.person import gender_of
from toolkit.resolve.scene import Scene

LEAVING = re.compile(r"\b(?:outgoing|departing|incoming)\b", re.I)  # the tables may be a few days ahead or behind
SYNONYMS = {
    "defense": "defence",
    "ombudsman": "commissioner",
    "ombudswoman": "commissioner",
    "chechen": "chechnya",
    "crimean": "crimea",
}
EMPTY = word_set(
    "the a an of for in to and its his her their our this that former ex top then own same s country countrys "
    "nation city citys year new late senior young old current"
)


def tokens_of(words: str) -> list[str]:
    """The folded words of an office, in one spelling."""
    return [SYNONYMS.get(w, w) for w in fold(words).split()]


@cache
def _holders() -> dict[str, list[tuple[Actor, Office, frozenset[str]]]]:
    """By party: every office of the tables, who held it, and the words of its title without country."""
    people = {a.id: a for actors in actors_by_name().values() for a in actors if a.is_person}
    own = {a.name for actors in actors_by_name().values() for a in actors if not a.is_person}
    seats = {seat for country in countries().values() for seat in country.seats} - own
    nations = {fold(w) for w in countries()} - {fold(w) for w in places() | seats}
    out: dict[str, list[tuple[Actor, Office, frozenset[str]]]] = {}
    for _, actor in sorted(people.items()):
        for office in actor.offices:
            words = frozenset(w for w in tokens_of(office.title) if w not in nations and w not in EMPTY | GROUND)
            out.setdefault(office.party, []).append((actor, office, words))
    return out


DIPLOMACY = re.compile(r"\bdiplomacy\b|\btop (?:\w+ )?diplomat\b")
FOREIGN = "foreign minister, foreign secretary, secretary of state"
LEADERS = {"leader", "head of state"}
COMMANDS, CHIEFS = {"head", "commander"}, {"head", "chief", "commander", "director"}
TOP, GENERAL_OF = {"managing", "founder", "group"}, {"secretary", "director"}  # "IMF managing director"
HEADED = COMMANDS | {"founder"}
SPEAKS = word_set("press secretary spokesman spokeswoman spokesperson")
PARTS = word_set("agency mission office department division branch unit directorate section programme team")
GROUND = {"parliament", "parliamentary", "region", "regional", "territory", "oblast", "acting", "installed"}


def find_holder(scene: Scene, words: str, role: str, party: str) -> Actor | None:
    """The only one of the tables who holds the described office of that country on the article's date."""
    lands = regions() & set(tokens_of(words))
    other = role in LEADERS and not lands and is_partisan(words)
    if not party or other or re.search(r"\b(?:former|ex|deputy)\b", fold(words)) or LEAVING.search(words):
        return None
    country = country_in(words)
    heads = {country.head} if country else {c.head for c in countries().values() if c.party == party}
    one = heads.pop() if role in LEADERS and len(heads) == 1 and not lands else ""
    known = one or (FOREIGN if DIPLOMACY.search(words) else words)
    wanted = frozenset(tokens_of(known))
    fields = fields_in(words)
    found: dict[str, tuple[int, Actor]] = {}
    for actor, office, own in _holders().get(party, ()):
        core = _core(office.title, own, role, lands)
        part = role in COMMANDS and PARTS & (wanted - own - set(tokens_of(office.title)))
        near = fields - {"regional", "city"} <= fields_in(office.title) | {"press"}
        right = core and core <= wanted and near and not part
        held = right and actor.office_on(scene.article.date) is office and _same_country(office, country)
        same = role in roles_in(office.title) or (role in COMMANDS and HEADED & (roles_in(office.title) | own))
        if held and (role in LEADERS or same) and _same_gender(actor, words):
            found[actor.id] = (len(own), actor)
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


def _same_country(office: Office, country: Country | None) -> bool:
    """Whether an office whose title names a country is of this one ("Polish president": Poland)."""
    named = country_in(office.title)
    return named is None or country is None or named == country
