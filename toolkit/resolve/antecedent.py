"""Whom "who" takes up: the person, description or group that stands directly before it."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.lexicon import countries, fold
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.anonymous import resolve_unnamed
from toolkit.resolve.around import ADJECTIVE
from toolkit.resolve.bodies import clean, named_body, written
from toolkit.resolve.describe import head_noun, party_in
from toolkit.resolve.offices import resolve_office
from toolkit.resolve.scene import Scene, Turn, anonymous
from toolkit.resolve.sides import side_of_words

BESIDE = re.compile(r"(?:, \d\d|, an? [^,.;]{2,60}| \([^()]{1,30}\))?(?:,|[ \xa0][-–—])?[ \xa0]")
DESCRIBED = re.compile(
    r"\b((?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother)"
    r"(?: (?!(?:an?|the|by|to|for|from|with|that|about|against)\b)[\w’'-]+){1,6}),? $"
)
IS = re.compile(r"\b(?:is|was|remains?|became|becomes|as) $")  # "Aalto is a nurse |who| said"
GROUP = re.compile(
    r"((?:[A-Z][\w-]+|the|their|his|its|some|many|most|several|two|three|four|five|six|seven|eight|nine|ten|dozens of)"
    r"(?: (?:and|of|the|their|his|in|[A-Z][\w-]*|[\w-]+(?:s|al|an|ish|ese|ed))){0,6}),? $"
)
MANY = re.compile(  # "who |say| they are unpaid": no single person
    r"[ \xa0](?:(?:\w+ly|also|now|still|often)[ \xa0])?(?:have|are|were|say|tell|claim|argue|believe|think|insist|warn|"
    r"fear|accuse|describe|call|deny|report|write|want|hope|blame|complain|add|note|suggest|allege|don[’']t|do)\b"
)
IN = re.compile(r"\b(?:in|at|near) $")  # a place, whoever is called so
PLACED = r"(?:in|at|on|near|inside|outside|under|for|of|from|with|by)"
HEADED = re.compile(  # "doctors at a hospital set up in Hale, |who| said"
    rf"((?:\b[\w’'-]+ )?\b[\w’'-]+s)(?= {PLACED} [^,;:.“”\"]{{3,90}}, $)"
)
ONE_OF_A_PLACE = re.compile(rf"\b([Aa]n?(?: [\w’'-]+){{1,4}}?) {PLACED} [^,;:.“”\"]{{3,90}}, $")
AFTER = re.compile(r"^.*\b(?:by|to|from|for|with|about|against|among)\b ")


def resolve_antecedent(scene: Scene, span: Span) -> Turn | None:
    """The turn of whoever stands directly before a relative pronoun; None where nobody does."""
    start = max(scene.start_of_sentence(span.start), span.start - 120)
    before, many = scene.mentions_in(start, span.start), are_many(scene, span)
    if many and (group := _headed(scene, span, scene.article.text[start : span.start])):
        return group
    if before and not many:
        name, person = before[-1]
        if (
            not name.possessive
            and not IN.search(scene.article.text, start, name.span.start)
            and BESIDE.fullmatch(scene.article.text, name.span.end, span.start)
        ):
            return scene.to_turn(person, span, f"'who': {person.name}, directly before", 0.85, name.span)
        if name.span.end >= span.start - 2 and not IN.search(scene.article.text, start, name.span.start):
            return None
    if body := _body(scene, span, start):
        return body
    lead = scene.article.text[start : span.start]
    found = None if many else _described(scene, span, lead) or _placed(scene, span, lead)
    return found or _group(scene, span, lead) or _headed(scene, span, lead)


def _described(scene: Scene, span: Span, lead: str) -> Turn | None:
    """One person without a name: "a ministry official, |who| said"."""
    found = DESCRIBED.search(lead)
    noun, kind, role, plural = head_noun(found[1]) if found else ("", "", "", False)
    if found is None or plural or kind not in {"office", "private", "source"} or IS.search(lead[: found.start(1)]):
        return None
    at = Span(span.start - len(lead) + found.start(1), span.start - len(lead) + found.end(1))
    meant = resolve_office(scene, at, found[1], noun, role) or resolve_unnamed(
        scene, at, found[1], noun, kind, role, plural
    )
    return replace(meant, at=span, speaker=replace(meant.speaker, reason=f"'who': {meant.speaker.reason}"))


def _body(scene: Scene, span: Span, start: int) -> Turn | None:
    """The body of the tables that stands directly before: "the Harbour Council (HC), |who| said"."""
    for name in reversed(scene.names_in(start, span.start)):
        if not NAMED.fullmatch(scene.article.text, name.span.end, span.start):
            return None
        actor = None if name.possessive else named_body(name.text)
        if actor and actor.kind != "party" and actor.name not in countries():  # not "Republicans, who": some of them
            return written(scene, span, name.text, name.surname)
    return None


NAMED = re.compile(r"(?:[ \xa0]?\(?[A-Z]{2,8}\))?,?[ \xa0]|\)?,?[ \xa0]")


def _placed(scene: Scene, span: Span, lead: str) -> Turn | None:
    """One person without a name of some place or body: "a lecturer at a school in Hale, |who| said"."""
    found = ONE_OF_A_PLACE.search(lead)
    noun, kind, role, plural = head_noun(found[1]) if found else ("", "", "", False)
    if (
        found is None
        or plural
        or kind not in {"office", "private"}
        or scene.mentions_in(span.start - len(found[0]), span.start)
    ):
        return None
    meant = resolve_unnamed(scene, span, found[0].rstrip(", "), noun, kind, role, plural)
    return replace(meant, at=span, speaker=replace(meant.speaker, reason=f"'who': {meant.speaker.reason}"))


def are_many(scene: Scene, span: Span) -> bool:
    """Whether the verb after a "who" is a plural's: "who |say|"."""
    return bool(MANY.match(scene.article.text, span.end))


def _headed(scene: Scene, span: Span, lead: str) -> Turn | None:
    """Several people of some place or body: "doctors at a hospital, |who| said"; None where words name no group."""
    for found in HEADED.finditer(lead):
        first, _, last = found[1].rpartition(" ")
        words = found[1] if ADJECTIVE.fullmatch(fold(first)) else last
        noun, kind, _, plural = head_noun(words)
        if plural and kind in {"private", "office"}:
            break
    else:
        return None
    side = side_of_words(words, scene.sides)
    side = scene.sides.rest if side == UNKNOWN and kind == "private" else side
    whole = lead[found.start(1) :].rstrip(", ")
    who = Speaker(clean(words), None, None, side, f"'who': {whole!r} before", span, 0.5)
    return Turn(span, who, "group", noun=noun)


def _group(scene: Scene, span: Span, lead: str) -> Turn | None:
    """Several people without a name: "citizens and their allies, |who| said"."""
    found = GROUP.search(lead[-80:])
    if not found:
        return None
    words = AFTER.sub("", found[1])
    if " and " in words and not re.search(r"\b(?:their|its|his|her) \w+$", words):
        words = words.rpartition(" and ")[2]
    noun, kind, _, plural = head_noun(words)
    if not plural and " of " in words:
        words = words.rpartition(" of ")[2]
        noun, kind, _, plural = head_noun(words)
    party = party_in(words)
    if not plural and not (party and words.split()[-1].endswith("s")):
        return None
    side = side_of_words(words, scene.sides)
    if kind == "source":
        return anonymous(span, scene.sides.rest if side == UNKNOWN else side, f"'who': {words!r} names nobody", noun)
    side = scene.sides.rest if side == UNKNOWN or kind == "private" else side
    who = Speaker(clean(words), None, None, side, f"'who': {words!r} directly before", span, 0.5)
    return Turn(span, who, "group", noun=noun)
