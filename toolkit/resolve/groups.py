"""Which armed or political group "the group" or "the militants" takes up: no ministry, state or court."""

from __future__ import annotations

import re

from toolkit.lexicon import fold, roles
from toolkit.model import Span
from toolkit.resolve.bodies import LOCAL, bodies_by_id, body_key, is_media, named_body, written
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import Name
from toolkit.resolve.scene import REACH, Scene, Turn, again

NOUN = r"(?:group|movement|militia|faction|militants|fighters|rebels|insurgents|guerrillas)"
ARMED = r"(?:militant|armed|paramilitary|rebel|terror|terrorist|islamist|jihadist|militia|mercenary|extremist|[\w-]+ed)"
TAKEN = re.compile(rf"(?:[Tt]he|[Tt]his|[Tt]hat) (?:{ARMED} ){{0,2}}{NOUN}")  # not "the rights group"
KINDS = {"party", "military"}  # of the tables; a state's army is no group
CALLED = re.compile(rf"\b(?:[a-z-]+ )?{NOUN},? $")  # "the militant group |Aamu|"
APPOSED = re.compile(  # "|Aamu|, a banned militia", "|Aamu| - an armed group -"
    rf"(?: \([A-Z]{{2,8}}\))?(?:,| [-–—]) (?:an?|the) (?:[\w-]+ ){{0,6}}?(?:{NOUN}|organi[sz]ation)\b"
)


def take_up_group(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """The group that spoke or was named last before words like "the group"; None for other words or where none was."""
    if not TAKEN.fullmatch(words):
        return None
    spoke = next((t for t in scene.recent if t.at.start < span.start and _may_be_group(t)), None)
    names = scene.names_in(span.start - REACH, span.start)
    groups = [n for n in reversed(names) if _is_group(scene, n)]
    latest = [n for n in groups if not n.possessive] or groups
    here = scene.sentence(latest[0].span.start) if latest else 0  # of several in one sentence its subject: the first
    named = next((n for n in reversed(latest) if scene.sentence(n.span.start) == here), None)
    if named and (spoke is None or named.span.start >= spoke.at.start):
        found = written(scene, named.span, named.text, noun)
        return again(found, span, f"{words!r}: {found.speaker.name}, the group named before", 0.6)
    return again(spoke, span, f"{words!r}: the group that spoke before", 0.6) if spoke else None


def _is_group(scene: Scene, name: Name) -> bool:
    """Whether a name is that of a group: in the tables, or as the words beside it say."""
    actor = named_body(name.text)
    if actor:
        return actor.kind in KINDS and country_in(actor.name) is None
    if country_in(name.text):
        return False
    text = scene.article.text
    called = CALLED.search(text, max(0, name.span.start - 40), name.span.start)
    return name.kind != "person" and bool(called or APPOSED.match(text, name.span.end))


def _may_be_group(turn: Turn) -> bool:
    """Whether a body that spoke may be called a group: no state's, no medium, no single office of a state."""
    if turn.kind != "body" or is_media(turn.speaker.id):
        return False
    actor = bodies_by_id().get(turn.speaker.id or "")
    if actor:
        return actor.kind in KINDS | {"international", "company"} and country_in(actor.name) is None
    plain = fold(turn.speaker.name).split()
    public = turn.noun in LOCAL or any(w in LOCAL for w in plain) or country_in(turn.speaker.name)
    document = roles().get(turn.noun, ("", ""))[0] == "document"
    return not public and not document and body_key(turn.speaker.name) != frozenset()
