"""What is known while an article is resolved: its people, its names, and who has spoken so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from toolkit.lexicon import Actor, Country, Parties, actors_by_name, actors_by_surname, countries, fold, site_of
from toolkit.model import UNKNOWN, Article, Span, Speaker
from toolkit.resolve.actors import find_actor
from toolkit.resolve.describe import country_in, fields_in, is_private, land_in, party_in, roles_in
from toolkit.resolve.factions import faction_in
from toolkit.resolve.names import NOBLE, Name
from toolkit.resolve.namesakes import opposes
from toolkit.resolve.nearest import attacks, nearest_country
from toolkit.resolve.parliaments import party_of_parliament
from toolkit.resolve.person import Person
from toolkit.resolve.service import (
    ADVISES,
    CAUSE,
    CLUB,
    ENLISTED,
    FOR_A_COUNTRY,
    GOVERNS,
    OF_A_STATE,
    OWNED,
    PARTISAN,
    SERVES,
    SERVES_AFTER,
    SERVES_BEFORE,
    SINCE,
    TEACHES,
    VISITS,
    WARLIKE,
    is_public,
    of_a_body,
    once_held,
)

REACH = 20_000  # characters in which somebody can be meant
BEFORE = 500  # characters in which a country is named for a body without one
FARTHER = 1500  # where only an attacker is named
RECENT = 60  # turns that can be taken up
LONGEST = 200  # characters of a name
SENTENCE = re.compile(r"[.!?]+[”\"’']?(?=\s|[A-Z–-])|\n+")


STATE_MEDIA = re.compile(r"\bstate(?:[ -](?:run|owned|controlled))? (?:TV|television|media|broadcaster|radio|news)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """One source that was resolved: where, who, and what it is (person, body, group, anonymous)."""

    at: Span
    speaker: Speaker
    kind: str
    person: Person | None = None
    gender: str = ""
    noun: str = ""
    key: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scene:
    """One article while its sources are resolved in the order of the text."""

    article: Article
    sides: Parties
    people: list[Person]
    names: list[Name]
    quoted: list[Span]
    contents: list[Span] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    mentions: list[tuple[Name, Person]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ends = [m.end() for m in SENTENCE.finditer(self.article.text)]
        self.names.sort(key=lambda n: n.span)
        self.quoted.sort()
        self.contents.sort()
        self.mentions = sorted(((n, p) for p in self.people for n in p.mentions), key=lambda pair: pair[0].span)

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that begin in a range of the text."""
        low, high = (bisect_left(self.names, at, key=lambda n: n.span.start) for at in (max(0, start), end))
        return self.names[low:high]

    def mentions_in(self, start: int, end: int) -> list[tuple[Name, Person]]:
        """The mentions of people that begin in a range of the text."""
        low, high = (bisect_left(self.mentions, at, key=lambda m: m[0].span.start) for at in (max(0, start), end))
        return self.mentions[low:high]

    def mentions_at(self, span: Span) -> list[tuple[Name, Person]]:
        """The mentions of people that share a character with a span."""
        return [m for m in self.mentions_in(span.start - LONGEST, span.end) if m[0].span.overlaps(span)]

    def people_near(self, at: int, reach: int = REACH) -> list[Person]:
        """The people named within a reach before or after a place, in the order of their first mentions."""
        near = {id(person): person for _, person in self.mentions_in(at - reach, at + reach)}
        return sorted(near.values(), key=lambda p: p.mentions[0].span)

    def is_quoted(self, span: Span) -> bool:
        """Whether a span lies inside a quotation."""
        return self._holds(self.quoted, span)

    def is_told(self, span: Span) -> bool:
        """Whether a span lies inside what somebody says, in marks or not."""
        return self._holds(self.contents, span)

    def _holds(self, spans: list[Span], span: Span) -> bool:
        i = bisect_right(spans, Span(span.start, span.end + len(self.article.text)))
        return any(q.contains(span) for q in spans[max(0, i - 8) : i])

    @property
    def recent(self) -> list[Turn]:
        """The last turns, the latest first: nothing is taken up from farther back."""
        return self.turns[: -RECENT - 1 : -1]

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_left(self.ends, at + 1)

    def start_of_sentence(self, at: int) -> int:
        """Where the sentence at an offset begins."""
        number = self.sentence(at)
        return self.ends[number - 1] if number else 0

    def to_turn(self, person: Person, at: Span, reason: str, sure: float, evidence: Span | None = None) -> Turn:
        """The turn of a person: of the tables, or with the side that the article's words give."""
        if person.actor and person.doubt:
            reason, sure = f"{reason}; {person.doubt}", min(sure, 0.6)
        if person.actor:
            who = to_speaker(person.actor, self.article, self.sides, reason, evidence or at, sure)
            who = replace(who, office=self._former(person) or who.office)
        else:
            side, why = self.side_of(person)
            who = Speaker(
                person.name, None, None, side, f"{reason}; in no table, {why}", evidence or at, min(sure, 0.6)
            )
        return Turn(at, who, "person", person, person.gender)

    def _former(self, person: Person) -> str:
        """ "former president" where the article calls a person so whom the tables give as holding it; else ""."""
        office = person.actor.office_on(self.article.date) if person.actor else None
        held = roles_in(office.title) if office else frozenset()
        same = [p for p in self.people if p.actor is person.actor]
        described = [d for p in same for d in p.described.split(" ; ") if roles_in(d) & held]
        fields = fields_in(office.title) if office else frozenset()
        former = [d for d in described if once_held(d) & held and fields_in(d) - {"former"} <= fields]
        still = self.article.date and any(not re.search(r"\b(?:[Ff]ormer|[Ee]x)\b", d) for d in described)
        return f"former {office.title}" if office and former and not still else ""

    def side_of(self, person: Person) -> tuple[str, str]:
        """The side of a person in no table, by the words that describe the person, and how it was found."""
        if fold(person.words[0]) in NOBLE and (land := country_in(person.words[-1])):
            return self.sides.side_of(land.party), f"{person.name!r} is of {land.name}"
        owner = self._owner_of(person) or self._served_by(person)
        if owner:
            return owner
        described = [words for words in person.described.split(" ; ") if words and not VISITS.match(words)]
        fought = next((f for words in described if (f := FOR_A_COUNTRY.search(words)) and country_in(f[1])), None)
        if fought and (country := country_in(fought[1])):
            return self.sides.side_of(country.party), f"described as {fought.group()!r}"
        if not fought and (land := self._army_of(person)):
            return self.sides.side_of(land.party), f"serves in an army of {land.name}"
        for words in described:
            if not roles_in(words):
                body = re.match(r"(?:from|of|at|with)\s+(.+)", words)
                found = find_actor(body[1]) if body else None
                served = (
                    SINCE.split(words)[0]
                    if SERVES.match(words)
                    else words
                    if of_a_body(words) or PARTISAN.search(words)
                    else ""
                )
                party = found.party if found else party_in(served)
                if party:
                    return self.sides.side_of(party), f"described as {words[:60]!r}"
                continue
            if STATE_MEDIA.search(words) and (party := party_in(words)):
                return self.sides.side_of(party), f"described as {words[:60]!r}"
            if (is_private(words) and not WARLIKE.search(words)) or CAUSE.search(words) or TEACHES.search(words):
                return self.sides.rest, f"described as {words[:60]!r}"
            land = faction_in(self.names, words)
            party = land.party if land else party_in(words)
            if party:
                return self.sides.side_of(party), f"described as {words[:60]!r}"
        if "first lady" in person.roles and (spouse := self._spouse_of(person)):
            return self.sides.side_of(
                spouse.party_on(self.article.date)
            ), f"first lady, {spouse.name} the head of state"
        if abroad := next(filter(None, map(land_in, described)), ""):
            return UNKNOWN, f"an office of {abroad}, a land that no table has"
        home = site_of(self.article.url)
        if home and any(is_public(w) and not once_held(w) for w in described):
            return self.sides.side_of(home[1]), f"an office, on the site of {home[0]}"
        private = bool(CLUB.search(fold(person.described)))
        governs = bool(GOVERNS.search(fold(person.described))) and not private
        commands = any(re.match(r"who (?:\w+ ){0,2}command", words) for words in described)
        advises = bool(ADVISES.search(fold(person.described)))
        held = (person.roles & OF_A_STATE - {"president"} and not private) or governs or commands or advises
        legislator = "legislator" in person.roles and held and home is None
        seat = party_of_parliament(self.article.text, person.mentions[0].span.start) if legislator else ""
        if seat:
            return self.sides.side_of(seat), "a member of the parliament that the article names"
        if held and home is None:  # a site's own people need no country, and its guests' is not the nearest
            country = self.country_near(person.mentions[0].span.start, local=governs, words=person.described)
            if country:
                return self.sides.side_of(country.party), "an office of the country named nearest before"
        bearers = self._bearers_of(person)
        strong = set(actors_by_name().get(person.surname, ()))
        sides = {self.sides.side_of(a.party_on(self.article.date), a.id) for a in bearers if a in strong}
        if len(sides) == 1:
            return sides.pop(), "all of this surname in the tables are of one side"
        if bearers and not described:
            return UNKNOWN, "a surname of the tables that nothing beside it decides"
        return self.sides.rest, "nothing describes the person's side"

    def _army_of(self, person: Person) -> Country | None:
        """The country whose army a person in no office is said to have joined; none for who has left one."""
        if any(once_held(words) for words in person.described.split(" ; ")):
            return None
        found = (ENLISTED.match(self.article.text, n.span.end) for n in person.mentions if not n.possessive)
        return next((land for joined in found if joined and (land := country_in(joined[1]))), None)

    def _bearers_of(self, person: Person) -> list[Actor]:
        """The people of the tables whom a lone surname could mean, by what is said beside it."""
        known = actors_by_surname().get(person.surname, ()) if len(person.words) == 1 else ()
        return [a for a in known if not any(opposes(a, n) for n in person.mentions)]

    def _spouse_of(self, person: Person) -> Actor | None:
        """The head of state of the same surname on the article's date."""
        bearers = actors_by_surname().get(person.surname, ())
        heads = (a for a in bearers if (o := a.office_on(self.article.date)) and "president" in roles_in(o.title))
        return next(heads, None)

    def _served_by(self, person: Person) -> tuple[str, str] | None:
        """The side of the person whom somebody serves: "Aalto, an economic adviser to President Virtanen"."""
        text = self.article.text
        for mention in person.mentions:
            at = mention.span
            for name, other in self.mentions_in(at.start - LONGEST, at.end + LONGEST):
                if other is person or not other.party:
                    continue
                after = SERVES_AFTER.match(text[at.end : name.span.start])
                beside = text[name.span.end : at.start] in {" ", ", "}
                before = beside and SERVES_BEFORE.search(text[max(0, name.span.start - 80) : name.span.start])
                if found := after or before:
                    return self.sides.side_of(other.party), f"described as {found.group().strip(' ,')!r} {other.name}"
        return None

    def _owner_of(self, person: Person) -> tuple[str, str] | None:
        """The side of whoever owns the person's office: "Aalto's press secretary", "RT's deputy editor"."""
        for mention in person.mentions:
            owned = OWNED.match(mention.before) or OWNED.match(mention.after)
            if not owned or is_private(owned[2]) or not roles_in(owned[2]) or country_in(owned[1]):
                continue
            for name, other in self.mentions_in(mention.span.start - LONGEST, mention.span.end + LONGEST):
                if other is not person and other.party and name.text == owned[1]:
                    return self.sides.side_of(other.party), f"{owned[2]!r} of {other.name}"
            body = find_actor(owned[1])
            if body and body.kind in {"media", "agency", "ministry", "military", "intelligence", "party"}:
                return self.sides.side_of(body.party, body.id), f"{owned[2]!r} of {body.name}"
        return None

    def country_near(self, at: int, *, local: bool = False, words: str = "") -> Country | None:
        """The country named most and nearest in the sentences before, a local one by its places first."""
        text, names = self.article.text, self.names_in(at - BEFORE, at)
        if local and not any(n.text in countries() and not attacks(text, n) for n in names):
            names = self.names_in(at - FARTHER, at)  # only whose arms attack is named: not where
        return nearest_country(text, names, at, local=local, told=self.is_told, words=words)


def to_speaker(actor: Actor, article: Article, sides: Parties, reason: str, span: Span | None, sure: float) -> Speaker:
    """The speaker of an actor of the tables, with office and side on the article's date; without one, the latest."""
    office = actor.office_on(article.date)
    title = office.title if office else None
    if office and actor.is_person and not article.date:
        title = f"{office.title} (latest known; no date)"
    side = sides.side_of(actor.party_on(article.date), actor.id)
    when = "" if article.date or not actor.is_person else "; the article has no date: latest office"
    return Speaker(actor.name, actor.id, title, side, reason + when, span, sure)


def again(turn: Turn, at: Span, reason: str, sure: float) -> Turn:
    """The same speaker at another place, for another reason."""
    who = replace(turn.speaker, reason=reason, confidence=min(sure, turn.speaker.confidence or sure), evidence=turn.at)
    return replace(turn, at=at, speaker=who)


def anonymous(at: Span, side: str, reason: str, noun: str = "") -> Turn:
    """Somebody unnamed, with the side if there is one."""
    return Turn(at, Speaker(UNKNOWN, None, None, side, reason, at, 0.5), "anonymous", noun=noun)
