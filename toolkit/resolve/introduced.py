"""Sources that are described first and named later: "a police chief said ... . Aino Aalto, the police chief, ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit.lexicon import countries, fold
from toolkit.model import UNKNOWN, Span, Statement
from toolkit.resolve.anonymous import LOCALLY
from toolkit.resolve.describe import COVERS, country_in, head_noun
from toolkit.resolve.offices import INDEFINITE, own_words
from toolkit.resolve.person import Person
from toolkit.resolve.ranks import is_of_another_body, is_ranked_otherwise
from toolkit.resolve.scene import Scene, Turn, again
from toolkit.resolve.service import GOVERNS

REACH = 2500
ANONYMOUS = re.compile(
    r"\b(?:anonym(?:ous|ously|ity)|not (?:to )?be (?:named|identified)|(?:refused|declined) to be named)\b"
)


def introduce_later(
    scene: Scene, statements: Sequence[Statement], turns: Mapping[int, Turn | None]
) -> list[Turn | None]:
    """The turns in the order of the statements; an unnamed source takes the person introduced soon after it."""
    out = [turns.get(i) for i in range(len(statements))]
    for i, turn in enumerate(out):
        source = statements[i].source
        if turn is None or source is None or turn.kind != "anonymous" or turn.speaker.name != UNKNOWN:
            continue
        words = source.of(scene.article.text)
        _, kind, role, plural = head_noun(words)
        plural = plural and not re.match(r"one of\b", words, re.I)
        if plural or kind not in {"office", "private"} or scene.sentence(source.start) > 5:
            continue
        later = [t for t in out[i + 1 :] if t and t.at.start > source.start and _same(words, role, turn, t)]
        near = [t for t in later if t.at.start - source.start < REACH]
        if ANONYMOUS.search(scene.article.text, source.end, source.end + 500):
            continue
        if role in {"official", "police"}:
            near = [t for t in near if t.person and _shares(words, t.person)]
        if role == "expert" and near and (first := _first_named(scene, source, turn, out[i + 1 :])):
            near = [first]  # anybody is called an expert
        exact = [t for t in near if t.person and role in t.person.roles and role != "official"]
        if near:
            named = (exact or near)[0]
            out[i] = again(named, source, _reason(scene, source, words, named), 0.7)
        elif kind == "private" and (first := _first_named(scene, source, turn, out[i + 1 :])):
            out[i] = again(first, source, f"{words!r}: {first.speaker.name} is the first who is named after it", 0.5)
    return out


def _first_named(scene: Scene, source: Span, turn: Turn, later: Sequence[Turn | None]) -> Turn | None:
    """ "A woman said ... . Aino Aalto, 30, ...": the first to be named after the opening sentences, if she speaks."""
    words = source.of(scene.article.text)
    if scene.sentence(source.start) > 1 or not INDEFINITE.match(words) or " and " in words:
        return None
    found = scene.mentions_in(source.end, source.end + 600)
    person = found[0][1] if found else None
    if person is None or person.actor or person.mentions[0].span.start < source.start:
        return None
    if turn.gender and person.gender and turn.gender != person.gender:
        return None
    return next((t for t in later if t and t.person is person), None)


def _reason(scene: Scene, source: Span, words: str, later: Turn) -> str:
    end = scene.article.text.find("\n")
    if source.start < end < later.at.start:
        return "introduced without a name in the first paragraph, named in a later one"
    return f"{words!r}: introduced without a name, named later as {later.speaker.name}"


def _shares(words: str, person: Person) -> bool:
    """Whether a description has a word or seat besides country and rank in common with what is said of a person."""
    local = bool(LOCALLY.match(re.sub(r"^an? ", "", words)) and GOVERNS.search(fold(person.described)))
    seats = _seats(words) & _seats(person.described)
    return local or bool(seats or (own_words(words) - {"official", "officer"}) & own_words(person.described))


def _seats(words: str) -> set[str]:
    """The seats of power that words name: Kremlin, White House, a capital."""
    plain = f" {fold(words)} "
    return {seat for country in countries().values() for seat in country.seats if seat and f" {fold(seat)} " in plain}


def _same(words: str, role: str, turn: Turn, later: Turn) -> bool:
    person = later.person
    if person is None or any(n.span < turn.at for n in person.mentions):
        return False
    country = country_in(words)
    party = country.party if country else ""
    if is_ranked_otherwise(words, role, person.described) or is_of_another_body(words, role, person.described):
        return False
    return bool(COVERS.get(role, {role}) & person.roles) and (not party or party == person.party or not person.party)
