"""What is known while an article is resolved: its people, its names, and who has spoken so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from toolkit.lexicon import Actor, Country, Parties, actors_by_name, fold, places, roles, site_of
from toolkit.model import UNKNOWN, Article, Span, Speaker
from toolkit.resolve.describe import country_in, is_private, party_in, roles_in
from toolkit.resolve.names import Name
from toolkit.resolve.person import BELONGS, Person

SENTENCE = re.compile(r"[.!?]+[”\"’']?(?=\s|[A-Z–-])|\n+")


GOVERNS = re.compile(
    r"\b(?:regional|city|local|district|village|municipal|military)\b.*\b(?:head|council|administration|government)\b"
    r"|\b(?:head|chief|deputy) of (?:the )?(?:\w+ )?(?:regional|city|local|district|village|military)\b"
)
SERVES = re.compile(r"who (?:\w+ ){0,2}(?:work|serv|head|lead|led|fight|fought|command|represent)\w*\b")
OF_A_STATE = {
    "president", "prime minister", "chancellor", "minister", "governor", "mayor", "commander", "soldier", "prosecutor",
    "police", "legislator", "first lady", "spokesperson",
}  # fmt: skip


PUBLIC = re.compile(
    r"\b(?:government|office|federal|ministry|state|service|agency|region|republic|committee|court|council|cabinet|"
    r"administration|duma|rada|presidential|president s|military|national)\b"
)


CLUB = re.compile(r"\b(?:former|ex|retired|company|firm|club|university|institute|foundation|charity|society|union)\b")


def _of_a_body(words: str) -> bool:
    """Whether somebody is said to be from a body that is no medium or school ("from the Federation of Unions")."""
    if not BELONGS.match(words):
        return False
    kinds = [
        w for w in fold(words).split() if roles().get(w, ("", ""))[0] == "body" or w in {"confederation", "federation"}
    ]
    return bool(kinds) and not SCHOOL.search(fold(words))


SCHOOL = re.compile(r"\b(?:university|institute|college|school|news|newspaper|magazine|group|center|centre|church)\b")


def _is_public(words: str) -> bool:
    """Whether a description is that of an office of a state, not of a company or a club."""
    return not is_private(words) and bool(roles_in(words) & (OF_A_STATE - {"soldier"}) or PUBLIC.search(fold(words)))


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
    turns: list[Turn] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ends = [m.end() for m in SENTENCE.finditer(self.article.text)]

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_left(self.ends, at + 1)

    def start_of_sentence(self, at: int) -> int:
        """Where the sentence at an offset begins."""
        number = self.sentence(at)
        return self.ends[number - 1] if number else 0

    def to_turn(self, person: Person, at: Span, reason: str, sure: float, evidence: Span | None = None) -> Turn:
        """The turn of a person: of the tables, or with the side that the article's words give."""
        if person.actor:
            who = to_speaker(person.actor, self.article, self.sides, reason, evidence or at, sure)
        else:
            side, why = self.side_of(person)
            who = Speaker(
                person.name, None, None, side, f"{reason}; in no table, {why}", evidence or at, min(sure, 0.6)
            )
        return Turn(at, who, "person", person, person.gender)

    def side_of(self, person: Person) -> tuple[str, str]:
        """The side of a person in no table, by the words that describe the person, and how it was found."""
        described = [words for words in person.described.split(" ; ") if words]
        for words in described:
            if not roles_in(words):
                body = re.match(r"(?:from|of|at|with)\s+(.+)", words)
                found = find_actor(body[1]) if body else None
                party = found.party if found else party_in(words) if SERVES.match(words) or _of_a_body(words) else ""
                if party:
                    return self.sides.side_of(party), f"described as {words[:60]!r}"
                continue
            if is_private(words):
                return self.sides.rest, f"described as {words[:60]!r}"
            party = party_in(words)
            if party:
                return self.sides.side_of(party), f"described as {words[:60]!r}"
        home = site_of(self.article.url)
        if home and any(_is_public(w) for w in described):
            return self.sides.side_of(home[1]), f"an office, on the site of {home[0]}"
        governs = bool(GOVERNS.search(fold(person.described)))
        commands = any(re.match(r"who (?:\w+ ){0,2}command", words) for words in described)
        private = bool(CLUB.search(fold(person.described)))
        if (person.roles & OF_A_STATE - {"president"} and not private) or governs or commands:
            country = self.country_near(person.mentions[0].span.start, local=governs)
            if country:
                return self.sides.side_of(country.party), "an office of the country named nearest before"
        return self.sides.rest, "nothing describes the person's side"

    def country_near(self, at: int, *, local: bool = False) -> Country | None:
        """The country that is named most, with its places, in the sentences before; a local one by its places first."""
        around = [n for n in self.names if at - 500 < n.span.start < at + 500 and n.kind != "person"]
        named = [(n, c) for n in around if (c := country_in(n.text))]
        found = [(n, c) for n, c in named if n.span.start < at] or named[:1]
        if local:
            found = [(n, c) for n, c in found if n.text in places()] or found
        counts = Counter(country.id for _, country in found)
        return max((c for _, c in reversed(found)), key=lambda c: counts[c.id], default=None)


def to_speaker(actor: Actor, article: Article, sides: Parties, reason: str, span: Span | None, sure: float) -> Speaker:
    """The speaker of an actor of the tables, with office and side on the article's date."""
    office = actor.office_on(article.date)
    side = sides.side_of(actor.party_on(article.date), actor.id)
    when = "" if article.date or not actor.is_person else "; the article has no date: latest office"
    return Speaker(actor.name, actor.id, office.title if office else None, side, reason + when, span, sure)


def again(turn: Turn, at: Span, reason: str, sure: float) -> Turn:
    """The same speaker at another place, for another reason."""
    who = replace(turn.speaker, reason=reason, confidence=min(sure, turn.speaker.confidence or sure), evidence=turn.at)
    return replace(turn, at=at, speaker=who)


def anonymous(at: Span, side: str, reason: str, noun: str = "") -> Turn:
    """Somebody unnamed, with the side if there is one."""
    return Turn(at, Speaker(UNKNOWN, None, None, side, reason, at, 0.5), "anonymous", noun=noun)
