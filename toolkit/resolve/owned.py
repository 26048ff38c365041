"""Sources that are somebody's: "his claim" is the person's words, "her campaign" a body of the person's side."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from toolkit.lexicon import countries, fold
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.around import POSSESSIVE
from toolkit.resolve.bodies import bodies_by_id, body_key, clean, find_body, resolve_body
from toolkit.resolve.describe import country_words, head_noun
from toolkit.resolve.offices import resolve_office
from toolkit.resolve.person import Person
from toolkit.resolve.pronouns import resolve_pronoun
from toolkit.resolve.scene import Scene, Turn, again, anonymous
from toolkit.resolve.seated import of_land

WORDS = re.compile(
    r"(his|her)\b(?: (?:\w+ ){0,2}?)(?:words|remarks|comments?|beliefs?|claims?|calls?|views?|opinion|insistence|"
    r"assertions?|arguments?|criticism|accusations?|warnings?|pledges?|promises?|threats?|suggestions?|admission|"
    r"predictions?|description|testimony|response|reply|demands?|appeals?)\b",
    re.I,
)
BODY = re.compile(
    r"(his|her) (administration|government|cabinet|campaign|team|office|party|ministry|press service)", re.I
)


def resolve_owned(scene: Scene, span: Span, words: str, content: tuple[Span, ...]) -> Turn | None:
    """The person whom the pronoun means, or the body that is this person's; None for other sources."""
    own, body = WORDS.match(words), None if words.isupper() else BODY.fullmatch(words)
    spouse = SPOUSE.fullmatch(words)
    found = own or body or spouse
    owner = resolve_pronoun(scene, span, found[1].lower(), content) if found else None
    if owner is None or not owner.person:
        return None
    if spouse:
        return _spouse(scene, span, words, owner.person)
    return _body(scene, span, words, body[2].lower(), owner) if body else _words(span, words, owner)


ITS = re.compile(r"(its) ((?:[\w-]+ ){0,2}[\w-]+)", re.I)


def resolve_its(scene: Scene, span: Span, words: str) -> Turn | None:
    """A body of the country that "its" means, in no table, or its people: "its top brass", "its leaders"; None for
    other sources."""
    found = ITS.fullmatch(words)
    noun, kind, _, plural = head_noun(found[2]) if found else ("", "", "", False)
    if found is None or not (kind == "body" or (kind == "office" and plural)):
        return None
    owner = resolve_pronoun(scene, Span(span.start, span.start + 3), "its", ())
    land = countries().get(owner.speaker.name)
    if land is None:
        return None
    if kind == "office":
        start = scene.start_of_sentence(span.start)
        named = {countries()[m.group()].id for m in country_words().finditer(scene.article.text, start, span.start)}
        if len(named) > 1 and "subject" not in owner.speaker.reason:
            return anonymous(span, UNKNOWN, f"{words!r}: of one of two countries", noun)
        return anonymous(span, scene.sides.side_of(land.party), f"{words!r}: of {land.name}", noun)
    known = resolve_body(scene, span, f"{land.name}'s {found[2]}", noun, "body")
    if known:
        return replace(known, speaker=replace(known.speaker, reason=f"{words!r}: of {land.name}"))
    side = scene.sides.side_of(land.party)
    who = Speaker(of_land(found[2], land), None, None, side, f"{words!r}: of {land.name}", span, 0.5)
    return Turn(span, who, "body", noun=noun, key=body_key(who.name))


SPOUSE = re.compile(r"(his|her) (?:husband|wife)", re.I)
MARRIED = re.compile(  # "Laine's wife, |Aalto", "Laine and his wife, |Aalto", "Aalto, the wife of Mr |Laine"
    r"(?:[’']s?)?,? (?:and )?(?:(?:his|her|the|[a-z]+) )?(?:wife|husband),? |"
    r",? (?:the |a )?(?:wife|husband) of (?:[\w.]+ ){0,3}"
)


def _spouse(scene: Scene, span: Span, words: str, owner: Person) -> Turn | None:
    """The person whom the article calls wife or husband beside another, as seen from that other: "her husband"."""
    for mention in owner.mentions:
        for name, person in scene.mentions_in(mention.span.start - NEAR, mention.span.end + NEAR):
            first, second = sorted((mention.span, name.span))
            between = POSSESSIVE.search(first.of(scene.article.text))
            start = first.start + between.start() if between else first.end
            if person is not owner and MARRIED.fullmatch(scene.article.text, start, second.start):
                return scene.to_turn(person, span, f"{words!r}: {person.name}, so called beside {owner.name}", 0.7)
    return None


NEAR = 60  # characters
OFFICE = re.compile(  # of a person: "a statement from Aalto's office"
    r"(?:[\w ]* )?(?:statement|message|post|release|report|readout|summary|letter)s? (?:from|by|of) "
    r"((?:the )?(?:[\w.-]+ )*[\w’'-]*[’']s? (?:office|campaign|team|press service)|(the office of) .+)",
    re.I,
)


def resolve_office_of(scene: Scene, span: Span, words: str) -> Turn | None:
    """The body of a person that issued a document: "a statement from Aalto's office"; None for other sources."""
    found = OFFICE.fullmatch(words)
    owner = next((person for _, person in scene.mentions_at(span)), None)
    if found is None or owner is None:
        return None
    at = Span(span.end - len(found[1]), span.end)
    noun = head_noun(found[1])[0]
    named = None if found[2] else resolve_body(scene, at, found[1], noun, "body")
    if named:
        return named
    name = f"{owner.name.split()[-1]}'s office" if found[2] else clean(found[1])
    side = scene.sides.side_of(owner.party) if owner.party else scene.side_of(owner)[0]
    who = Speaker(name, None, None, side, f"{words!r}: of {owner.name}", span, 0.5)
    return Turn(span, who, "body", noun=noun, key=body_key(name))


PRESIDENCY = re.compile(
    r"(?:an? |the )?(?:[\w ]*\b(?:spokes\w+|statement|message|source|official)s? (?:for|of|from|in|at) )?"
    r"((?:the )?(?:[A-Z]\w+ )?president)(?:[’']s?|ial) (?:office|administration|press service)",
    re.I,
)


def resolve_presidency(scene: Scene, span: Span, words: str) -> Turn | None:
    """The office of the president whom the words mean: "the Irish president's office", "the president's office"; None
    where they mean no one in particular, and for the president whose office the tables have."""
    found = PRESIDENCY.fullmatch(words)
    owner = resolve_office(scene, span, found[1], "president", "president") if found else None
    if owner is None or not owner.person or owner.person.party in {"", *_presidencies()}:
        return None
    return _body(scene, span, words, "office", owner)


@cache
def _presidencies() -> frozenset[str]:
    """The parties of the presidents' offices that the tables have."""
    return frozenset(a.party for a in bodies_by_id().values() if "President" in a.name and a.kind == "government")


def _words(span: Span, words: str, owner: Turn) -> Turn:
    return again(owner, span, f"{words!r}: of {owner.speaker.name}", 0.6)


def _body(scene: Scene, span: Span, words: str, noun: str, owner: Turn) -> Turn:
    """ "his campaign": by the tables if they have it, else under the person's surname and on the person's side."""
    name = f"{owner.speaker.name.split()[-1]} {noun}"
    found = find_body(name)
    if found and fold(found[0]) == fold(name) and (turn := resolve_body(scene, span, name, noun, "body")):
        return turn
    name = f"{owner.speaker.name}'s {noun}" if noun in OWN else name
    who = Speaker(name, None, None, owner.speaker.side, f"{words!r}: of {owner.speaker.name}", span, 0.5)
    return Turn(span, who, "body", noun=noun, key=body_key(name))


OWN = {"office", "team"}  # "his office" is called by the whole name, "his campaign" by the surname
