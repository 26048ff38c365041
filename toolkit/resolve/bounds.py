"""Where a mention begins and ends, once what a page left on it is taken away and the name beside it is taken in."""

from __future__ import annotations

import re

from toolkit.lexicon import fold
from toolkit.model import Span
from toolkit.resolve.around import POSSESSIVE
from toolkit.resolve.bodies import named_body, names_body
from toolkit.resolve.describe import head_noun
from toolkit.resolve.names import STOP
from toolkit.resolve.scene import Scene

DATELINE = re.compile(
    r"[A-Z][A-Z’'/-]{2,}(?:,? [\w. ]{1,20})??,? *(?:\([\w /-]{2,20}\)|Reuters|AFP|AP)(?: *[-–—:])? +(?=\w)"
)
CREDIT = re.compile(r"[^\n]{0,60}?/(?:Getty Images|AFP|AP|Reuters|EPA)(?:/File)?\)? +(?=\w)")
STICKING = re.compile(r"^([Tt]he|that|which|to|by|from|of|and)(?=[A-Z])")
TAIL = re.compile(r"(?<=[a-z]{3})(?:on|in|at|and|said|has|was|is)$")  # "the Harbour Officesaid"
OWNED = re.compile(
    r"[ \xa0](?:\w{3,}(?:ed|en|own)[ \xa0](?:\w+[ \xa0]){0,2}?)?(?:by|from|of|in)[ \xa0]"
    r"(?:(?:the|a|medical|science|scientific|journal|newspaper|agency|weekly|magazine|website)[ \xa0])*"
    r"[A-Z][\w’'-]*(?:[ \xa0][A-Z][\w’'-]*)*"
)
NAMED = re.compile(r"[ \xa0][A-Z][\w’'-]+(?:[ \xa0][A-Z][\w’'-]+)*")


def without_marks(text: str, span: Span) -> Span:
    """The mention without a dateline or a photograph's credit: "KYIV (Agency) - The council", "Aalto/AFP The council".

    >>> without_marks("KYIV (Agency) - The council", Span(0, 27)).start
    16
    """
    for mark in (DATELINE, CREDIT):
        found = mark.match(text, span.start, span.end)
        if found and found.end() < span.end:
            return Span(found.end(), span.end)
    return span


GOT = re.compile(  # "a document |seen by the Agency|", "an analysis |in response to questions from Aalto|"
    r",?[ \xa0](?:(?:seen|obtained|reviewed|viewed|verified|quoted|cited|received|carried|translated)[ \xa0]"
    r"(?:[a-z]+[ \xa0])?by|"
    r"(?:shared|sent|addressed|provided|submitted|supplied|leaked)[ \xa0](?:[a-z]+[ \xa0])?(?:with|to)|"
    r"in response to)\b.*",
    re.S,
)


def without_reader(span: Span, words: str) -> Span:
    """The mention of a document without who has read, quoted or got it, whose words it does not hold.

    >>> without_reader(Span(0, 29), "a document seen by the Agency").end
    10
    """
    found = GOT.search(words)
    document = found and head_noun(words[: found.start()])[1] == "document"
    return Span(span.start, span.start + found.start()) if found and document else span


SAYS = re.compile(r"[ \xa0](?:also |has |have |had )?(?:said|says|told|wrote|added|announced|reported|stated|warned)\b")


def unowned(scene: Scene, span: Span) -> Span:
    """The mention without the possessive that ends it, where whose it is is known: "|Aalto|'s", "|the council|'s"."""
    found = POSSESSIVE.search(span.of(scene.article.text))
    whole = Span(span.start, span.start + found.start()) if found else span
    says = SAYS.match(scene.article.text, span.end)  # "Aalto's said": a firm
    words = whole.of(scene.article.text)
    noun, kind, _, _ = head_noun(words)
    known = found and not says and (scene.mentions_at(whole) or named_body(words) or (kind == "body" and noun in words))
    return whole if known else span


def unglued(words: str) -> str:
    """The words with the space that a page's markup lost.

    >>> unglued("theAssociated Press")
    'the Associated Press'
    """
    words = STICKING.sub(r"\1 ", words)
    bare = TAIL.sub("", words)
    return bare if bare != words and names_body(bare) else words


def extended(scene: Scene, span: Span) -> Span:
    """The mention with the name or owner that follows directly: "the agency Itar-Tass", "a report by Naftogaz"."""
    text, words = scene.article.text, span.of(scene.article.text)
    noun, kind, _, _ = head_noun(words)
    named = bool(scene.mentions_in(span.end + 1, span.end + 3))
    if kind in {"office", "private"} and not named:
        return span
    if not kind or not words.rstrip().lower().endswith(noun):
        return span
    found = (OWNED if kind == "document" else NAMED).match(text, span.end)
    timed = found and kind != "document" and fold(found.group().split()[0]) in STOP  # "the minister Friday"
    return Span(span.start, found.end()) if found and not timed else span
