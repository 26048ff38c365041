"""What a sentence is about: the body, country or group that it begins with, which "it" or "they" takes up."""

from __future__ import annotations

import re

from toolkit.lexicon import fold, roles, word_set
from toolkit.model import Span
from toolkit.resolve.anonymous import resolve_unnamed
from toolkit.resolve.around import ADJECTIVE
from toolkit.resolve.bodies import bodies_by_key, body_key, written
from toolkit.resolve.describe import head_noun
from toolkit.resolve.scene import Scene, Turn

DATELINE = re.compile(r"\s*(?:[A-Z][\w.]*,? ?){1,3}(?:\([A-Z][\w ]+\) )?\s*[—–-]\s+")
OPENING = re.compile(r"\s*(?:(?:But|And|Meanwhile,?|However,) )?((?:[A-Z][\w’'-]*|\d+)(?: [\w’'-]+){0,5})")
LONGEST = 5  # words of a group without a name
PRONOUNS = word_set("he she it they we i you this that these those there")
NUMBERS = word_set("two three four five six seven eight nine ten other more young older local")
OPENS = re.compile(r"\s*[“\"][^“”\"]*[,!?][”\"]\s*|\s*")  # only a quotation stands before


def find_subject(scene: Scene, span: Span, *, many: bool) -> Turn | None:
    """The body, country or, for "they", group that the sentence of a pronoun begins with: "The council met, and it"."""
    start = scene.start_of_sentence(span.start)
    dateline = DATELINE.match(scene.article.text, start) if scene.sentence(start) == 0 else None
    start = dateline.end() if dateline else start
    if many and (group := _group(scene, start, span.start)):
        return group
    if whole := _leading(scene, start, span.start):
        return whole
    for name in scene.names_in(start, span.start)[:1]:
        lead = scene.article.text[start : name.span.start].split()
        if name.possessive or name.kind not in {"body", "place"} or len(lead) > 1 or scene.is_quoted(name.span):
            return None
        turn = written(scene, name.span, name.text, name.surname)
        return turn if turn.speaker.id else None
    return None


def find_subject_before(scene: Scene, span: Span, *, many: bool) -> Turn | None:
    """The subject of the sentence before a pronoun that opens its own, where nobody spoke in between."""
    opens = scene.start_of_sentence(span.start)
    if opens < 2 or not OPENS.fullmatch(scene.article.text, opens, span.start):
        return None
    spoke = next((t for t in scene.recent if t.at.start < span.start), None)
    if spoke and scene.sentence(spoke.at.start) >= scene.sentence(opens - 1):
        return None
    before = Span(opens - 2, opens - 1)
    if many:
        return _group(scene, scene.start_of_sentence(before.start), opens)
    return find_subject(scene, before, many=False)


def _group(scene: Scene, start: int, end: int) -> Turn | None:
    """The people without a name with whom a sentence begins: "Local farmers left"."""
    found = OPENING.match(scene.article.text, start, end)
    if found is None or scene.is_told(Span(found.start(1), found.start(1) + 1)):
        return None
    tokens = found[1].split()
    for size in range(1, min(LONGEST, len(tokens) - 1) + 1):
        if size > 2 and not _is_attribute(tokens[size - 2]):
            return None
        words = " ".join(tokens[:size])
        noun, kind, role, plural = head_noun(words)
        if plural and kind in {"private", "office"} and fold(tokens[size - 1]) == noun and not _is_noun(tokens[size]):
            if fold(tokens[0]) in PRONOUNS or scene.mentions_at(Span(found.start(1), found.start(1) + len(words))):
                return None
            at = Span(found.start(1), found.start(1) + len(words))
            return resolve_unnamed(scene, at, words, noun, kind, role, plural)
    return None


def _is_attribute(word: str) -> bool:
    """Whether a word may stand between the first one of a group and its noun: no verb."""
    return bool(ADJECTIVE.fullmatch(word.lower())) or word[0].isupper() or word in NUMBERS or _is_noun(word)


def _is_noun(word: str) -> bool:
    """Whether a word goes on with what is meant: "police |officers|"."""
    plain = fold(word)
    return plain in roles() or plain.removesuffix("s") in roles()


def _leading(scene: Scene, start: int, end: int) -> Turn | None:
    """The body with whose name of several words a sentence begins: "Ukraine's defence intelligence"."""
    lead = re.match(r"\s*(?:[Tt]he )?((?:[\w’'-]+ ){2,5})", scene.article.text[start:end])
    if not lead:
        return None
    words, first = lead[1].split(), start + lead.start(1)
    for size in range(len(words), 1, -1):
        name = " ".join(words[:size])
        if len(key := body_key(name)) == size and key in bodies_by_key():
            return written(scene, Span(first, first + len(name)), name, words[size - 1])
    return None
