"""Descriptions instead of names: "the Ukrainian president", "the head of the council", "the diplomat"."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from toolkit.lexicon import Actor, Country, Office, actors_by_name, countries, fold, places, site_of, word_set
from toolkit.model import Span
from toolkit.resolve.around import is_partisan
from toolkit.resolve.describe import COVERS, country_in, fields_in, land_in, party_in, roles_in
from toolkit.resolve.person import Person, gender_of
from toolkit.resolve.salience import salience
from toolkit.resolve.scene import Scene, Turn, again

INDEFINITE = re.compile(r"(?:an?|one|another|some|several|many|two|three|\w+ unnamed|unnamed)\b", re.I)
ANYBODY = {"person", "private", "man", "woman", "expert", "politician"}
GENERAL = ANYBODY | {"leader", "diplomat", "official", "head"}
RELATIVES = word_set("father mother wife husband son daughter brother sister parent relative friend child widow")
OWN_ROLES = {"president", "first lady", "head of state"}
HEADS = {"president", "prime minister", "chancellor", "monarch"}
LOOSE = {"activist", "journalist", "lawyer", "expert", "doctor", "teacher", "soldier", "commander", "private", "church"}
AT_HOME = re.compile(r"the (?:president|first lady|head of state)", re.I)
UNNAMED_ROLES = {"official", "source", "diplomat", "soldier"}


def resolve_office(scene: Scene, span: Span, words: str, noun: str, role: str) -> Turn | None:
    """The person whom a definite description means: of the article's people, else the holder of the office that day."""
    if INDEFINITE.match(words) and not re.match(r"one of", words, re.I):
        return None
    role = _phrase(words) or role
    party = _party(scene, span, words, role)
    noun = "first lady" if role == "first lady" else noun
    best = max(
        (_fit(scene, span, person, words, noun, role, party) for person in scene.people_near(span.start)),
        key=lambda found: found[0],
        default=(0.0, None),
    )
    holder = find_holder(scene, words, role, party)
    if (
        holder
        and best[1]
        and best[1].actor is not holder
        and (not own_words(words) - {noun} <= own_words(best[1].described) or _only_near(best[1], words, role))
    ):
        best = (0.0, None)  # the article's people are not said to hold this office, but the tables know who does
    anon = _anonymous_before(scene, span, noun)
    later = anon is not None and best[1] is not None and anon.at > _last_mention(best[1], span)
    if best[1] and best[0] >= 1.5 and not (anon and (role in UNNAMED_ROLES or best[0] < 6 or later)):
        person = best[1]
        if person.actor is None:  # a surname that two of the tables share
            person.actor = holder if holder and fold(holder.name).split()[-1] == person.surname else None
        evidence = next((n.span for n in person.mentions if roles_in(n.before) or roles_in(n.after)), None)
        return scene.to_turn(person, span, f"{words!r}: {person.name}, described so in the article", 0.8, evidence)
    if anon is None and re.match(r"(?:the|this|that)\b", words, re.I) and role in LOOSE:
        shown = _foremost(scene, span, party)
        if shown:
            return scene.to_turn(shown, span, f"{words!r}: {shown.name}, in the foreground", 0.5)
    if anon:
        return again(anon, span, f"{words!r}: the unnamed one before", 0.5)
    holder = holder or _holder_near(scene, span, words, role, party)
    if holder:
        reason = f"{words!r}: the only holder of the office on that day"
        return scene.to_turn(to_person(holder), span, reason, 0.7)
    return None


def _only_near(person: Person, words: str, role: str) -> bool:
    """Whether a person in no table is of no country, or called so, its head, only by words that follow the name."""
    country = country_in(words)
    if person.actor or country is None or role not in HEADS:
        return not person.actor and not person.party and country is not None and not country_in(person.described)
    titles = [name.before for name in person.mentions if role in roles_in(name.before)]
    return not any(country_in(title) in {None, country} and not land_in(title) for title in titles)


def _foremost(scene: Scene, span: Span, party: str) -> Person | None:
    """The person in no table who stands in the foreground, if anybody does."""
    fits = [p for p in scene.people_near(span.start) if not p.actor and (not party or p.party in {"", party})]
    score, at = max(((salience(scene, span, p), -i) for i, p in enumerate(fits)), default=(0.0, 0))
    return fits[-at] if score > 2.0 else None


def _last_mention(person: Person, span: Span) -> Span:
    before = [n.span for n in person.mentions if n.span.start < span.start]
    return before[-1] if before else Span(-1, -1)


def _phrase(words: str) -> str:
    """The role that a phrase stands for: "head of the German government", "head of Russian diplomacy"."""
    plain = fold(words)
    if re.search(r"\bhead of (?:the )?(?:\w+ )?state$", plain):
        return "head of state"
    if re.search(r"\bpresident (?:wife|spouse)$|\bwife of (?:the|\w+) (?:\w+ )?president$", plain):
        return "first lady"
    if re.search(r"\bhead of (?:the )?(?:\w+ )?government$", plain):
        return "leader"
    return "minister" if re.search(r"\bhead of (?:\w+ )*diplomacy$|\btop (?:\w+ )?diplomat$", plain) else ""


def _party(scene: Scene, span: Span, words: str, role: str) -> str:
    """The party in a description: of its country words, else of the person who owns it ("Biden's spokesman").

    On the site of a president's office "the President" and "the First Lady" are its own.
    """
    for name, person in scene.mentions_at(span):
        if span.contains(name.span) and name.possessive and person.party:
            return person.party
    home = site_of(scene.article.url) if AT_HOME.fullmatch(words) and role in OWN_ROLES else None
    return party_in(words) or (home[1] if home else "")


def _fit(
    scene: Scene, span: Span, person: Person, words: str, noun: str, role: str, party: str
) -> tuple[float, Person | None]:
    """How well a person fits a description: role, country, field, gender, nearness; 0 if something is against it."""
    gender = gender_of(fold(noun))
    against = (
        any(span.contains(n.span) for n in person.mentions),
        party and person.party and party != person.party,
        gender and person.gender and gender != person.gender,
        _elsewhere(words, person),
    )
    if any(against):
        return 0.0, None
    held = person.past if re.search(r"\b(?:former|ex)\b", fold(words)) else person.roles
    if noun in RELATIVES and noun not in fold(person.described).split():
        return 0.0, None
    covered = COVERS.get(role, {role}) & held
    literal = bool(re.search(rf"\b{re.escape(noun)}\b", fold(person.described)))
    if not covered and not literal and (role not in GENERAL or (person.roles and role not in ANYBODY)):
        return 0.0, None
    score = 4.0 * (role in held) + 2.0 * bool(covered) + 1.5 * literal + 1.0 * bool(party and party == person.party)
    if not covered and not literal and role not in ANYBODY:
        score -= 2.0
    shared = 2.0 if _phrase(words) else _shared(scene, person, words, noun, role)
    return score + shared + salience(scene, span, person), person


def _elsewhere(words: str, person: Person) -> bool:
    """Whether a description names a country, and the person's state office is of another one."""
    country = country_in(words)
    if country is None or not roles_in(words) & HEADS:
        return False
    offices = [d for d in person.described.split(" ; ") if roles_in(d) & HEADS]
    lands = {land.id for d in offices if (land := country_in(d))}
    return country.id not in lands and bool(lands or any(map(land_in, offices)))


def _shared(scene: Scene, person: Person, words: str, noun: str, role: str) -> float:
    """More for words that the person's own description has too ("air force"); less where it has none of them."""
    wanted = own_words(words) - {noun}
    office = person.actor.office_on(scene.article.date) if person.actor else None
    own = set(_tokens(f"{person.described} {office.title if office else ''}"))
    if not wanted:
        return 0.0
    if wanted & own:
        return min(3.0, 1.0 * len(wanted & own))
    return -6.0 if role == "head" else -1.0 if role in GENERAL else -3.0


@lru_cache(maxsize=20_000)
def own_words(words: str) -> frozenset[str]:
    """The words of a description that tell offices apart: no country, rank or number."""
    return frozenset(w for w in _tokens(words) if w not in _nations() and w not in EMPTY and not w.isdigit())


@cache
def _nations() -> frozenset[str]:
    return frozenset({fold(w) for w in countries()} - {fold(w) for w in places()})


def _tokens(words: str) -> list[str]:
    return [SYNONYMS.get(w, w) for w in fold(words).split()]


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


def _anonymous_before(scene: Scene, span: Span, noun: str) -> Turn | None:
    """The unnamed source introduced with the same noun: "a senior official", then "the official"."""
    for turn in scene.recent:
        if turn.kind == "anonymous" and turn.noun == noun:
            return turn
        if turn.kind == "person" and turn.at.start < span.start - 1500:
            return None
    return None


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
            words = frozenset(w for w in _tokens(office.title) if w not in nations and w not in EMPTY | GROUND)
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
    lands = _regions() & set(_tokens(words))
    other = role in LEADERS and not lands and is_partisan(words)
    if not party or other or re.search(r"\b(?:former|ex|deputy)\b", fold(words)):
        return None
    country = country_in(words)
    heads = {country.head} if country else {c.head for c in countries().values() if c.party == party}
    one = heads.pop() if role in LEADERS and len(heads) == 1 and not lands else ""
    known = one or (FOREIGN if DIPLOMACY.search(words) else words)
    wanted = frozenset(_tokens(known))
    fields = fields_in(words)
    found: dict[str, tuple[int, Actor]] = {}
    for actor, office, own in _holders().get(party, ()):
        core = _core(office.title, own, role, lands)
        part = role in COMMANDS and PARTS & (wanted - own - set(_tokens(office.title)))
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
    whole = frozenset(_tokens(title)) - EMPTY
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
def _regions() -> frozenset[str]:
    """Regions and cities of one word, and their adjectives, none of them a seat that stands for its state."""
    seats = {seat for country in countries().values() for seat in country.seats}
    return frozenset(word for place in places() - seats if len(words := _tokens(place)) == 1 for word in words)


def _holder_near(scene: Scene, span: Span, words: str, role: str, party: str) -> Actor | None:
    """The holder of "the regional governor" or "the head of state": of the place or country named nearest before."""
    country = scene.country_near(span.start, local=role in {"governor", "mayor"})
    if party or country is None or role not in LEADERS | {"governor", "mayor", "president"}:
        return None
    local = places() | {seat for c in countries().values() for seat in c.seats}
    before = [n.text for n in scene.names_in(span.start - 799, span.start) if n.text in local]
    if role in {"governor", "mayor"}:
        found = (find_holder(scene, f"{role} of {place}", role, country.party) for place in reversed(before))
        return next((actor for actor in found if actor), None)
    return find_holder(scene, f"{country.name} leader", "leader", country.party)


def to_person(actor: Actor) -> Person:
    """An actor of the tables as a person whom the article does not name."""
    return Person(actor.name, (actor.name,), actor, actor.gender)


def _same_country(office: Office, country: Country | None) -> bool:
    """Whether an office whose title names a country is of this one ("Polish president": Poland)."""
    named = country_in(office.title)
    return named is None or country is None or named == country
