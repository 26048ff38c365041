"""Whether the words around a name show that it is a person's: what is said beside it, what it is the source of."""

from __future__ import annotations

import re

from toolkit.lexicon import actors_by_name, countries, first_names, fold, roles, word_set
from toolkit.model import Span
from toolkit.resolve.around import is_shown
from toolkit.resolve.describe import roles_in
from toolkit.resolve.names import Name
from toolkit.resolve.register import Edges

COMPOUND = re.compile(r"-(?:backed|installed|imposed|appointed|held|controlled|occupied|led|based|born)$")
FOLLOWED = re.compile(r"[ \xa0-]+(?:and [a-z]|(?!who\b|and\b|of\b|from\b|in\b|on\b|at\b|with\b)[a-z])")
APPOSED = re.compile(r"[ \xa0](?:an?|the)[ \xa0]")  # a comma is lost: "Aino Aalto a daughter of the couple"
SAID = re.compile(r"\b(?:said|says|told|wrote|noted|added|asked|explained|according to) (?:[\w.]+[’']s )?$")
SAYS = re.compile(
    r"(?:,?[ \xa0]who)?[ \xa0](?:said|says|told|wrote|noted|added|asked|explained|argued|warned|tweeted)\b"
)
SHOWN = re.compile(  # "Aino, 68, sat outside", "It was Aino, who said"
    r",[ \xa0]\d\d,[ \xa0](?!\d)|"
    r",[ \xa0]who (?:said|says|told|asked|spoke|fled|lives|lived|came|\w+ed (?:his|her))\b"
)
INSTITUTION = re.compile(r"\b(?:of|for|in|and) the$")  # "the head of the |Servant|": no person has an article
PLACED = re.compile(  # "the military leader in |Freedonia|" is no person
    r"\b(?:in|at|on|near|across|Director for|Officer for|Department for)(?: the)?$"
)
NO_NAME = word_set(
    "state foreign affairs interior defence defense health western eastern northern southern central national "
    "telegram facebook twitter instagram tiktok youtube whatsapp google"
)


def may_be_person(text: str, name: Name, sources: Edges) -> bool:
    """Whether a name of several words may be a person's: by its own words, what describes it, or what it is said of."""
    if "/" in (text[name.span.start - 1 : name.span.start], text[name.span.end : name.span.end + 1]):
        return False  # a photograph's credit: "Aino Aalto/Agency"
    foreign = any(word in countries() for word in name.words[1:]) or bool(INSTITUTION.search(name.before))
    if name.kind or foreign or any(is_common(word) for word in name.words) or modifies(text, name):
        return name.kind == "person"
    if PLACED.search(name.before) and fold(name.words[0]) not in first_names() and not _says(text, name):
        return False
    aged = text[max(0, name.span.start - 10) : name.span.start] == "-year-old "
    aged = aged or is_shown(text, name.span.start, name.span.end)
    described = (
        aged or bool(roles_in(name.before)) or bool(re.match(r"\d\d\b", name.after)) or bool(roles_in(name.after))
    )
    return described or opens_source(text, name, sources) or _closes_source(text, name, sources) or _says(text, name)


def _says(text: str, name: Name) -> bool:
    """Whether a verb of speech stands directly before or after a name."""
    before = SAID.search(text, max(0, name.span.start - 24), name.span.start)
    return bool(before) or bool(SAYS.match(text, name.span.end))


def modifies(text: str, name: Name) -> bool:
    """Whether a name stands before the noun that it belongs to ("Watergate reporter")."""
    if UNIT.match(text, name.span.end):
        return True
    noun = re.match(r"[ \xa0]([a-z]+)\b", text[name.span.end : name.span.end + 25])
    return noun is not None and (fold(noun[1]) in roles() or fold(noun[1]).removesuffix("s") in roles())


UNIT = re.compile(
    r"[ \xa0](?:[a-z-]+[ \xa0]){1,2}(?:unit|brigade|battalion|regiment|division|group|company|corps|squad)\b"
)


def opens_source(text: str, name: Name, sources: Edges) -> bool:
    """Whether a source mention begins with this name, and it is no adjective ("Public broadcasters")."""
    return any(
        name.span.end == s.end
        or not FOLLOWED.match(text, name.span.end, s.end)
        or (len(name.words) > 1 and APPOSED.match(text, name.span.end, s.end))
        for s in sources.from_start.get(name.span.start, ())
    )


def _closes_source(text: str, name: Name, sources: Edges) -> bool:
    """Whether a name ends a source mention after a comma or dash ("the director of the plant, Aino Aalto")."""
    return bool(APART.search(text, max(0, name.span.start - 8), name.span.start) and ended_by(text, name, sources))


def ended_by(text: str, name: Name, sources: Edges) -> list[Span]:
    """The source mentions that begin before a name and end with it, or with where its bearer is from ("of Turku")."""
    placed = PLACE.match(text, name.span.end)
    ended = sources.ending(name.span) + (sources.ending(Span(name.span.start, placed.end())) if placed else [])
    return [source for source in ended if source.start < name.span.start]


APART = re.compile(r"(?:,|[ \xa0][-–—])\s*$")
PLACE = re.compile(r"[ \xa0](?:of|from|in)(?:[ \xa0][A-Z][\w’'-]+){1,2}")


def ends_source(text: str, name: Name, *, edges: Edges) -> bool:
    """Whether a first name ends a source after what somebody is ("Virtanen's eldest son, Aino") or "one of them"."""
    if fold(name.text) not in first_names() or not text[: name.span.start].endswith(", "):
        return False
    sources = (s for s in edges.ending(name.span) if s.start < name.span.start)
    return any(roles_in(lead := text[s.start : name.span.start]) or ONE.match(lead) for s in sources)


ONE = re.compile(r"(?:[Oo]ne|[Aa]nother) of (?:them|these|those|the|his|her|its|their)\b")


def is_common(word: str) -> bool:
    """Whether a capitalised word is a common noun, an office or "Russian-backed", and so no part of a person's name."""
    plain = fold(word)
    return (
        len(plain) < 2
        or plain in roles()
        or plain.removesuffix("s") in roles()
        or plain in NO_NAME
        or bool(COMPOUND.search(word))
    )


def is_acronym(words: str) -> bool:
    """Whether words in capitals are the acronym of a body of the tables, and no person's name ("RAND", "WHO").

    >>> is_acronym("RAND"), is_acronym("ZELENSKY")
    (True, False)
    """
    found = actors_by_name().get(fold(words), ())
    return words.isupper() and bool(found) and not any(actor.is_person for actor in found)


def is_introduced(text: str, name: Name) -> bool:
    """Whether what follows a single word shows that it is a person's name, and not where somebody is from."""
    where = IN.search(text, max(0, name.span.start - 12), name.span.start)
    return not where and bool(SHOWN.match(text, name.span.end))


IN = re.compile(r"\b(?:in|at|on|near|from|of|across|to) (?:the )?$")
