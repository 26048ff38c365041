"""Descriptions instead of names: "the Ukrainian president", "the head of the council", "the diplomat"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from toolkit.lexicon import Actor, actors_by_name, countries, fold, places, site_of, word_set
from toolkit.model import UNKNOWN, Span
from toolkit.resolve.describe import COVERS, country_in, fields_in, land_in, party_in, roles_in
from toolkit.resolve.holders import EMPTY, LEADERS, LEAVING, find_holder, regions, tokens_of
from toolkit.resolve.nearest import is_place
from toolkit.resolve.person import Person, gender_of
from toolkit.resolve.ranks import is_of_another_body, is_of_another_faction, is_ranked_otherwise
from toolkit.resolve.regional import is_of_a_region
from toolkit.resolve.salience import is_only_quoted, salience
from toolkit.resolve.scene import Scene, Turn, again

INDEFINITE = re.compile(r"(?:an?|one|another|some|several|many|two|three|\w+ unnamed|unnamed)\b", re.I)
ANYBODY = {"person", "private", "man", "woman", "expert", "politician"}
SURE = 4.0  # of an office held, and not said of somebody with other words
GENERAL = ANYBODY | {"leader", "diplomat", "official", "head"}
PORTFOLIOS = word_set(
    "foreign defence interior health finance energy economy justice culture education agriculture transport "
    "trade digital"
)
OWN = re.compile(r"(?:his|her|their)\b", re.I)
RELATIVES = word_set("father mother wife husband son daughter brother sister parent relative friend child widow")
OWN_ROLES = {"president", "first lady", "head of state"}
HEADS = {"president", "prime minister", "chancellor", "monarch"}
NATIONAL = HEADS | {"minister", "prosecutor"}  # offices that regions have, too
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
    best = _best(scene, span, words, noun, role, party)
    holder = find_holder(scene.article.date, words, role, party)
    if (
        holder
        and best[1]
        and best[1].actor is not holder
        and (not own_words(words) - {noun} <= own_words(best[1].described) or _only_near(best[1], words, role))
    ):
        best = (0.0, None)  # the article's people are not said to hold this office, but the tables know who does
    anon = _anonymous_before(scene, span, noun)
    if anon and party and anon.speaker.side not in {UNKNOWN, scene.sides.side_of(party)}:
        anon = None  # of another country
    later = anon is not None and best[1] is not None and anon.at > _last_mention(best[1], span)
    if best[1] and best[0] >= 1.5 and not (anon and (role in UNNAMED_ROLES or best[0] < 6 or later)):
        person = best[1]
        if person.actor is None:  # a surname that two of the tables share
            own = holder if holder and fold(holder.name).split()[-1] == person.surname else None
            person.actor = own or _bearer(scene, person, role)
        if person.actor is None and not person.party and party:  # what it is called here tells its side elsewhere
            person.party, person.described = party, f"{person.described} ; {words}"
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


def _best(scene: Scene, span: Span, words: str, noun: str, role: str, party: str) -> tuple[float, Person | None]:
    """Of the article's people the one who fits a description best: of those named only later where none before does."""
    early: tuple[float, Person | None] = (0.0, None)
    late = early
    for person in scene.people_near(span.start):
        found = _fit(scene, span, person, words, noun, role, party)
        if person.mentions[0].span.start < span.start:
            early = max(early, found, key=lambda fit: fit[0])
        else:
            late = max(late, found, key=lambda fit: fit[0])
    return late if late[0] > early[0] and early[0] < SURE else early


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
    if re.search(r"\bkremlin (?:chief|boss|ruler|strongman)\b", plain):
        return "leader"
    return "minister" if re.search(r"\bhead of (?:\w+ )*diplomacy\b|\btop (?:\w+ )?diplomat\b", plain) else ""


def _party(scene: Scene, span: Span, words: str, role: str) -> str:
    """The party in a description: of its country words (a pope's are of his birth), else of the person
    who owns it ("Biden's spokesman").

    On the site of a president's office "the President" and "the First Lady" are its own.
    """
    if re.search(r"\b(?:pope|pontiff)\b", words):
        return ""
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
    literal = bool(re.search(rf"\b{re.escape(noun)}\b", fold(person.described)))
    hinted = literal and fold(words) == f"the {noun}" and party == party_in(words)  # a title alone is no country's
    against = (
        any(span.contains(n.span) for n in person.mentions),
        party and person.party and party != person.party and not hinted,
        gender and person.gender and gender != person.gender,
        _elsewhere(scene, words, person),
        role in {"expert", "journalist"} and person.roles & HEADS and role not in person.roles,
        is_of_another_faction(words, person.described),
        _another_portfolio(scene, words, person),
        _another_place(scene, words, role, person),
        _another_office(scene, span, words, role, person),
        not party and is_only_quoted(scene, span, person),
    )
    if any(against):
        return 0.0, None
    held = person.past if re.search(r"\b(?:former|ex)\b", fold(words)) else person.roles
    held = held | person.past if LEAVING.search(words) else held
    held = held | {role} if not person.roles and _bearer(scene, person, role) else held
    if noun in RELATIVES and noun not in fold(person.described).split():
        return 0.0, None
    covered = COVERS.get(role, {role}) & held
    if not literal and role in LOOSE | ANYBODY and OWN.match(words):
        return 0.0, None
    if not covered and not literal and (role not in GENERAL or (person.roles and role not in ANYBODY)):
        return 0.0, None
    score = 4.0 * (role in held) + 2.0 * bool(covered) + 1.5 * literal + 1.0 * bool(party and party == person.party)
    if not covered and not literal and role not in ANYBODY:
        score -= 2.0
    shared = 2.0 if _phrase(words) else _shared(scene, person, words, noun, role)
    return score + shared + salience(scene, span, person), person


def _bearer(scene: Scene, person: Person, role: str) -> Actor | None:
    """The only one of a surname that several of the tables have who holds such an office on the article's date."""
    if person.actor or len(person.words) > 1:
        return None
    offices = ((a, a.office_on(scene.article.date)) for a in actors_by_name().get(person.surname, ()) if a.is_person)
    found = [actor for actor, office in offices if office and role in roles_in(office.title)]
    return found[0] if len(found) == 1 else None


def _another_portfolio(scene: Scene, words: str, person: Person) -> bool:
    """Whether a description is of another ministry than the person's ("the interior minister")."""
    wanted = fields_in(words) & PORTFOLIOS
    office = person.actor.office_on(scene.article.date) if person.actor else None
    held = (person.fields | fields_in(office.title if office else "")) & PORTFOLIOS
    return bool(wanted) and not wanted & held and bool(held or person.actor)


def _another_office(scene: Scene, span: Span, words: str, role: str, person: Person) -> bool:
    """Whether a description is of another rank or body than the person's: "the president" of a vice president."""
    office = person.actor.office_on(scene.article.date) if person.actor else None
    described = f"{person.described} ; {office.title}" if office else person.described
    if is_ranked_otherwise(words, role, described):
        return True
    return is_of_another_body(words, role, described) and not scene.mentions_at(span)


def _another_place(scene: Scene, words: str, role: str, person: Person) -> bool:
    """Whether a description names another region or city than the governor's or mayor's own, or a region's office
    ("the Texas attorney general") and the person's is the country's."""
    office = person.actor.office_on(scene.article.date) if person.actor else None
    if role in NATIONAL and (office or role in HEADS):
        return is_of_a_region(words, f"{person.described} {office.title if office else ''}")
    if role not in {"governor", "mayor"}:
        return False
    wanted, own = (
        regions() & set(tokens_of(w)) for w in (words, f"{person.described} {office.title if office else ''}")
    )
    return bool(wanted and own and not wanted & own)


def _elsewhere(scene: Scene, words: str, person: Person) -> bool:
    """Whether a description names a country, and the person's state office is of another one."""
    country = country_in(words)
    if country is None or not roles_in(words) & (HEADS | {"leader"}):
        return False
    office = person.actor.office_on(scene.article.date) if person.actor else None
    told = [*person.described.split(" ; "), office.title if office else ""]
    offices = [d for d in told if roles_in(d) & HEADS]
    lands = {land.id for d in offices if (land := country_in(d))}
    return country.id not in lands and bool(lands or any(map(land_in, offices)))


def _shared(scene: Scene, person: Person, words: str, noun: str, role: str) -> float:
    """More for words that the person's own description has too ("air force"); less where it has none of them."""
    wanted = own_words(words) - {noun}
    office = person.actor.office_on(scene.article.date) if person.actor else None
    own = set(tokens_of(f"{person.described} {office.title if office else ''}"))
    if not wanted:
        return 0.0
    if wanted & own:
        return min(3.0, 1.0 * len(wanted & own))
    return -6.0 if role == "head" else -1.0 if role in GENERAL else -3.0


@lru_cache(maxsize=20_000)
def own_words(words: str) -> frozenset[str]:
    """The words of a description that tell offices apart: no country, rank or number."""
    return frozenset(w for w in tokens_of(words) if w not in _nations() and w not in EMPTY and not w.isdigit())


@cache
def _nations() -> frozenset[str]:
    return frozenset({fold(w) for w in countries()} - {fold(w) for w in places()})


def _anonymous_before(scene: Scene, span: Span, noun: str) -> Turn | None:
    """The unnamed source introduced with the same noun: "a senior official", then "the official".

    With persons between them and far back, only where all its words come again: "a US official", "the US official".
    """
    far, own = False, _described_by(scene, span)
    for turn in scene.recent:
        same = turn.noun == noun or (noun == "spokesperson" and turn.noun in {"spokesman", "spokeswoman"})
        if turn.kind == "anonymous" and same and (not far or (len(own) > 1 and own <= _described_by(scene, turn.at))):
            return turn
        far = far or (turn.kind == "person" and turn.at.start < span.start - 1500)
    return None


def _described_by(scene: Scene, span: Span) -> set[str]:
    return set(fold(span.of(scene.article.text)).split()) - {"a", "an", "the", "one", "another"}


def _holder_near(scene: Scene, span: Span, words: str, role: str, party: str) -> Actor | None:
    """The holder of "the regional governor" or "the head of state": of the place or country named nearest before."""
    role = "governor" if OF_A_REGION.search(words) else role
    country = scene.country_near(span.start, local=role in {"governor", "mayor"})
    if party or country is None or role not in LEADERS | {"governor", "mayor", "president"}:
        return None
    if role not in {"governor", "mayor"}:
        return find_holder(scene.article.date, f"{country.name} leader", "leader", country.party)
    seats = {seat for c in countries().values() for seat in c.seats}
    named, city = scene.names_in(span.start - 799, span.start), "city" in fold(words).split()
    before = [
        n.text
        for n in reversed(named)
        if n.text in places() or (n.text in seats and (city or is_place(scene.article.text, n)))
    ]
    found = (find_holder(scene.article.date, f"{role} of {place}", role, country.party) for place in before)
    return next((actor for actor in found if actor), None)


OF_A_REGION = re.compile(
    r"\b(?:head|chief) of (?:the|that) (?:region|oblast)(?:[’']s (?:\w+ )?administration)?$|"
    r"\bregion[’']s (?:head|chief)$|\b(?:head|chief) of the regional (?:\w+ )?administration$"
)


def to_person(actor: Actor) -> Person:
    """An actor of the tables as a person whom the article does not name."""
    return Person(actor.name, (actor.name,), actor, actor.gender)
