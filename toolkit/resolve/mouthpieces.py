"""Bodies for which somebody without a name speaks: "a Kremlin spokesperson", "ISW experts"."""

from __future__ import annotations

import re

from toolkit.model import Span
from toolkit.resolve.anonymous import of_unknown_body
from toolkit.resolve.bodies import HOSTED, body_key, find_body, is_body, resolve_body, written
from toolkit.resolve.describe import head_noun, party_in
from toolkit.resolve.scene import Scene, Turn, to_speaker

LOCATED = re.compile(  # "a spokesman for UNICEF |in Ukraine|": where the body works
    r"(\b(?:for|of|from|with) (?:the )?[A-Z][\w’'.-]*(?: (?:of |for |the )*[A-Z][\w’'.-]*)*) (?:in|at) (?:the )?[A-Z].*"
)


def body_of_spokesperson(scene: Scene, span: Span, words: str, noun: str, role: str) -> Turn | None:
    """ "a Kremlin spokesperson" speaks for the body, unless the article names a spokesperson."""
    if role != "spokesperson" or not re.match(r"an?\b", words, re.I):
        return None
    words = LOCATED.sub(r"\1", words)
    named = None if HOSTED.search(words) else resolve_body(scene, span, words, noun, "office")
    if named:
        return named
    body = re.search(r"\b(?:for|of|from|at)\s+(.+)", words)
    if body is None or not is_body(head_noun(body[1])[0]):
        return _of_proper(scene, span, words)
    whole = body[1].rsplit(", ", 1)[-1]  # "for that group, the Civic Council": the name
    return written(scene, span, whole, head_noun(whole)[0])


PROPER = re.compile(  # "a spokesperson for |Fizzpop|", "a |Fizzpop| spokesperson"
    r"[Aa]n? (?:spokes\w+ (?:for|of|from|at) (?:the )?([A-Z][\w’'&.-]*(?: (?:of |for |and )*[A-Z][\w’'&.-]*)*)|"
    r"((?:[A-Z][\w’'&.-]* )+)spokes\w+)"
)


def _of_proper(scene: Scene, span: Span, words: str) -> Turn | None:
    """The body under a proper name that no table has."""
    found = PROPER.fullmatch(words)
    people = (person for _, person in scene.mentions_at(span))
    known = any(p.actor or len(p.words) > 1 or len(p.mentions) > 1 for p in people)
    if found is None or known or party_in(words) or not of_unknown_body(words):
        return None
    name = (found[1] or found[2]).strip()
    return written(scene, span, name, head_noun(name)[0])


def body_of_outlet(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """ "ISW experts", "a Reuters correspondent": the body that stands directly before the noun."""
    first = re.split(r"\s(?:of|for|in|at|who|with)\b|,", words)[0]
    found = find_body(first.rpartition(" ")[0])
    if found is None or found[1].kind in {"government", "military"} or not first.rpartition(" ")[0].endswith(found[0]):
        return None
    who = to_speaker(found[1], scene.article, scene.sides, f"{words!r}: of {found[1].name}", span, 0.7)
    return Turn(span, who, "body", noun=noun, key=body_key(found[0]))
