"""Two sources at once, and the one or the other of two: "both leaders", "the two countries", "the latter"."""

from __future__ import annotations

import re
from itertools import pairwise

from toolkit.lexicon import Actor, countries, fold
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.bodies import UNIONS, body_key, find_body, named_body, written
from toolkit.resolve.describe import head_noun
from toolkit.resolve.person import Person
from toolkit.resolve.scene import REACH, Scene, Turn, again, anonymous

PAIR = re.compile(
    r"(?:both(?: \w+)?|"
    r"the two(?: (?:countries|nations|governments|leaders|presidents|ministers|men|women|sides|diplomats|officials))?|"
    r"(?:their|the|a) joint \w+)$",
    re.I,
)
NATIONS = re.compile(r"\b(?:countries|nations|governments|sides)$", re.I)
ONE = re.compile(r"the (?:(former)|latter)$", re.I)
THEY = re.compile(r"[Tt]he (?:leaders|presidents|prime ministers|ministers|men|women|pair|duo|couple)|[Tt]hey")
JOINTLY, NEAR, CLOSE = "a joint source", 8, 3  # turns; sentences
BEFORE = 800  # characters
SEXES = {" men": "m", " women": "f"}


def resolve_pair(scene: Scene, span: Span, words: str) -> Turn | None:
    """ "both leaders", "the two": the last two people named before; "the latter": the second of them."""
    if one := ONE.match(words):
        return _one_of_two(scene, span, words, first=bool(one[1]))
    if THEY.fullmatch(words) and (both := _joint_before(scene, span)):
        return again(both, span, f"{words!r}: the joint source before", 0.6)
    if HEADS.fullmatch(words) and (heads := _two_heads(scene, span, words)):
        return heads
    if not PAIR.match(words):
        return None
    if NATIONS.search(words):
        return _two_countries(scene, span, words)
    return _two_unnamed(scene, span, words) or _two_people(scene, span, words)


def _joint_before(scene: Scene, span: Span) -> Turn | None:
    """The two people who spoke together and were the last to speak, in one of the sentences directly before."""
    last = next((t for t in scene.recent if t.at.start < span.start), None)
    if last is None or not last.speaker.reason.endswith((JOINTLY, "the joint source before")):
        return None
    near = scene.sentence(span.start) - scene.sentence(last.at.start) <= CLOSE
    return last if near and last.kind == "group" and last.speaker.name != UNKNOWN else None


def _two_heads(scene: Scene, span: Span, words: str) -> Turn | None:
    """The two heads of state or government whom alone the narrator has named in the sentences directly before; None
    after a union of states or a third one."""
    here = scene.sentence(span.start)
    start = [0, *scene.ends][max(0, here - CLOSE)]
    told = [(n, p) for n, p in scene.mentions_in(start, span.start) if not scene.is_quoted(n.span)]
    two = list({id(p): p for _, p in told if p.roles & LEAD}.values())
    unions = (named_body(name.text) for name in scene.names_in(start, span.start))
    if len(two) != 2 or any(u and u.id in UNIONS for u in unions):
        return None
    return joint(scene, [scene.to_turn(p, span, "", 0.5) for p in two], span, words)


HEADS = re.compile(r"[Tt]he (?:leaders|presidents|prime ministers)")
LEAD = {"president", "prime minister", "chancellor", "monarch"}


def joint(scene: Scene, turns: list[Turn], span: Span, words: str) -> Turn:
    """One turn of several speakers; if they are of several sides, it speaks for none."""
    sides = {t.speaker.side for t in turns}
    side = sides.pop() if len(sides) == 1 else scene.sides.rest
    names = list(dict.fromkeys(t.speaker.name for t in turns))
    name = UNKNOWN if UNKNOWN in names else " and ".join(names)
    return Turn(span, Speaker(name, None, None, side, f"{words!r}: {JOINTLY}", span, 0.7), "group")


def one_of(them: Turn, span: Span, words: str) -> Turn:
    """One of several who are named together: nobody by name, on their side."""
    if not them.speaker.reason.endswith((JOINTLY, "the joint source before")) and them.kind != "group":
        return them
    return anonymous(span, them.speaker.side, f"{words!r}: one of {them.speaker.name}")


def union_before(scene: Scene, span: Span) -> Actor | None:
    """The union or summit of states that was named last shortly before ("the G7"), no agency of one."""
    for name in reversed(scene.names_in(span.start - BEFORE, span.start)):
        actor = named_body(name.text)
        if actor and actor.id in UNIONS:
            return actor
    return None


def _two_people(scene: Scene, span: Span, words: str) -> Turn | None:
    names: list[Person] = []
    sex = next((gender for word, gender in SEXES.items() if words.lower().endswith(word)), "")
    if sex and (both := next((t for t in scene.recent[:NEAR] if t.speaker.reason.endswith(JOINTLY)), None)):
        return again(both, span, f"{words!r}: the joint source before", 0.6)
    for name, person in reversed(scene.mentions_in(span.start - REACH, span.start)):
        alike = not names or sex or person.roles & names[0].roles or not names[0].roles
        told = sex and scene.is_quoted(name.span)
        if person not in names and alike and not told and {sex, person.gender} != {"m", "f"}:
            names.append(person)
    if len(names) < 2:
        spoke = [t for t in scene.recent[:NEAR] if t.kind == "person" and t.at.start < span.start]
        two = list({t.speaker.name: t for t in spoke}.values())[:2]
        return joint(scene, two[::-1], span, words) if len(two) == 2 and "joint" not in words else None
    return joint(scene, [scene.to_turn(p, span, "", 0.5) for p in reversed(names[:2])], span, words)


def _two_unnamed(scene: Scene, span: Span, words: str) -> Turn | None:
    """ "both officials": the last two that spoke, where neither was named."""
    noun = head_noun(words)[0].removesuffix("s")
    last = [t for t in scene.recent if t.kind != "body" and t.at.start < span.start][:2]
    unnamed = len(last) == 2 and all(t.kind == "anonymous" and t.noun == noun for t in last)
    return joint(scene, last[::-1], span, words) if unnamed else None


def _two_countries(scene: Scene, span: Span, words: str) -> Turn | None:
    """ "the two countries": the last two named before."""
    found: dict[str, str] = {}
    for name in reversed(scene.names_in(span.start - 800, span.start)):
        country = countries().get(name.text)
        if country and len(found) < 2:
            found.setdefault(country.name, country.party)
    turns = [
        Turn(span, Speaker(name, None, None, scene.sides.side_of(party)), "body")
        for name, party in reversed(found.items())
    ]
    return joint(scene, turns, span, words) if len(turns) == 2 else None


def _one_of_two(scene: Scene, span: Span, words: str, *, first: bool) -> Turn:
    """The first or second of the two people, else bodies or countries, whom a sentence shortly before names; nobody
    where none names two."""
    here = scene.sentence(span.start)
    starts = [0, *scene.ends][max(0, here - 2) : here + 1]
    for end, start in pairwise([span.start, *reversed(starts)]):
        people = list({id(p): (p, n.span) for n, p in scene.mentions_in(start, end)}.values())
        if len(people) == 2:
            person, at = people[0 if first else 1]
            return scene.to_turn(person, span, f"{words!r}: {person.name}, named before", 0.6, at)
        bodies = [n for n in scene.names_in(start, end) if n.kind in {"body", "place"}]
        if not people and len({n.text for n in bodies}) == 2:
            name = bodies[0 if first else -1]
            return again(written(scene, name.span, name.text, name.surname), span, f"{words!r}: {name.text}", 0.5)
    return anonymous(span, UNKNOWN, f"{words!r} is neither of two who are named before")


def joint_bodies(scene: Scene, span: Span, words: str) -> Turn | None:
    """ "Beijing and Moscow", "the UK, France and Germany": bodies of the tables that speak together."""
    parts = [
        re.sub(r"^(?:both )?(?:the )?", "", part, flags=re.I) for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", words)
    ]
    found = [find_body(part) for part in parts]
    if len(parts) < 2 or not all(f and fold(f[0]) == fold(part) for f, part in zip(found, parts, strict=True)):
        return None
    actors = list(dict.fromkeys(f[1] for f in found if f))
    if len(actors) < 2 or body_key(words) in (body_key(a.name) for a in actors):
        return None
    sides = {scene.sides.side_of(a.party, a.id) for a in actors}
    name = " and ".join([", ".join(a.name for a in actors[:-1]), actors[-1].name])
    side = sides.pop() if len(sides) == 1 else scene.sides.rest
    return Turn(span, Speaker(name, None, None, side, f"{words!r}: {JOINTLY}", span, 0.7), "group")
