"""Whom the sentence before a quotation presents as its speaker: "A farmer spoke of it. “It rained,” he said"."""

from __future__ import annotations

import re

from toolkit.model import Span
from toolkit.resolve.anonymous import resolve_unnamed
from toolkit.resolve.describe import head_noun
from toolkit.resolve.person import gender_of
from toolkit.resolve.salience import is_subject
from toolkit.resolve.scene import Scene, Turn

SPEAKS = (
    r"[ \xa0](?:(?:has|had|have|also|still|later|then|once|previously|recently) )*(?:spoke|speaks|objected|elaborated|"
    r"describe[sd]|recall(?:ed|s)|complain(?:ed|s)|explain(?:ed|s)|agree[sd]|disagree[sd]|protested|responded|replied|"
    r"answered|reacted|criticised|criticized|insist(?:ed|s)|argue[sd]|remember(?:ed|s)|lamented|apologised)\b"
)
BETWEEN = r"(?:(?:,| [-–—]) [^\n.;“”\"]{3,110}?(?:,| [-–—]))?"
AFTER_NAME = re.compile(f"(?:{BETWEEN}|,){SPEAKS}")  # "the mayor of Hale, |Aino Aalto|, disagreed"
WITHIN = re.compile(r"\b(?:of|in|at|from|near|to|with|by|for|and) $")
WORDS = r"(?: (?!(?:of|in|on|by|to|from|with|that|who)\b)[\w’'-]+){1,5}?"
SOMEBODY = re.compile(rf"(?:^|[,\s])((?:an?|another|one){WORDS}){BETWEEN}{SPEAKS}", re.I)
QUOTES = "\"“„‘'«"


def find_presented(scene: Scene, span: Span, gender: str, content: tuple[Span, ...]) -> Turn | None:
    """The turn of who spoke in the narrator's sentence directly before a quotation whose source is a pronoun."""
    text = scene.article.text
    begin = min((piece.start for piece in content), default=span.start)
    if begin >= span.start or text[begin] not in QUOTES:
        return None
    end = len(text[:begin].rstrip())
    start = scene.start_of_sentence(end - 1)
    if end - start < 12 or text[end - 1] not in ".:" or scene.is_quoted(Span(end - 2, end - 1)):
        return None
    for name, person in reversed(scene.mentions_in(start, end)):
        fits = not (gender and person.gender and person.gender != gender)
        fits = fits and not WITHIN.search(text, start, name.span.start)
        if fits and not name.possessive and is_subject(scene, name) and AFTER_NAME.match(text, name.span.end, end):
            return scene.to_turn(person, span, f"{span.of(text)!r}: {person.name} speaks before", 0.75, name.span)
    return _somebody(scene, span, gender, Span(start, end))


def _somebody(scene: Scene, span: Span, gender: str, sentence: Span) -> Turn | None:
    """One person without a name who spoke in a sentence."""
    found = SOMEBODY.search(scene.article.text, sentence.start, sentence.end)
    noun, kind, role, plural = head_noun(found[1]) if found else ("", "", "", False)
    other = gender_of(noun)
    if found is None or plural or kind not in {"office", "private"} or (gender and other and gender != other):
        return None
    return resolve_unnamed(scene, Span(found.start(1), found.end(1)), found[1], noun, kind, role, plural)
