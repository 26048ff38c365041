"""Names that no table has, as a reader knows them: with the capitalised words that are masked by no placeholder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from toolkit.lexicon import fold, titles, word_set
from toolkit.model import Span
from toolkit.resolve.names import STOP
from toolkit.score.mentions import CAPITAL, CONTRACTED, Mention, mentions_in

BEFORE = re.compile(rf"({CAPITAL}[\w’'-]*[^\W_])[ \xa0]$")
AFTER = re.compile(rf"[ \xa0]({CAPITAL}[\w-]*[^\W_])(?![’']?\w)")
GLUED = re.compile(r"[A-Z]{2}[’']?[A-Z]?[a-z]")  # "NEWS APPThe": a heading that lost its line break
FARTHEST = 40  # characters of one word with its space
MOST = 3  # words on either side
SHORT = word_set("jan feb mar apr jun jul aug sep sept oct nov dec st")  # and "St"; whole ones and days are in STOP


def whole_name(text: str, span: Span, mentions: Sequence[Mention]) -> str:
    """The name at a span with the capitalised words beside it, unless these are titles, days, or other names.

    >>> text = "They scrapped the Human Rights Act on Monday."
    >>> whole_name(text, Span(31, 34), ())
    'Human Rights Act'
    """
    if GLUED.search(text, span.start, span.end):
        return span.of(text)
    start, end = span.start, span.end
    for _ in range(MOST):
        found = BEFORE.search(text, max(0, start - FARTHEST), start)
        if not found or _stands_apart(text, found, mentions):
            break
        start = found.start(1)
    for _ in range(MOST):
        found = AFTER.match(text, end)
        if not found or _stands_apart(text, found, mentions):
            break
        end = found.end(1)
    return " ".join(text[start:end].split())


def _stands_apart(text: str, word: re.Match[str], mentions: Sequence[Mention]) -> bool:
    """Whether a word is a title, a day, an owner, the first word of a sentence that only looks like a name, or another
    name."""
    shown, folded = word[1], fold(word[1])
    apart = folded in _apart() or shown.endswith(("’s", "'s")) or bool(CONTRACTED.fullmatch(shown))
    return apart or any(mention.name for mention in mentions_in(mentions, Span(*word.span(1))))


@cache
def _apart() -> frozenset[str]:
    """Words of grammar, days, months and titles."""
    return frozenset(STOP | SHORT | {title for title, *_ in titles()})
