"""The side that words point to, by the countries and bodies that they name."""

from __future__ import annotations

import re

from toolkit.lexicon import Parties, countries
from toolkit.model import UNKNOWN
from toolkit.resolve.describe import country_pattern, party_in

AND = re.compile(r"\s+and\s+(?:the\s+)?")
LIST = re.compile(r", (?:the )?(?=[^,]+(?:, [^,]+)*,? and )")  # "agencies of the UK, |the US and others"
AGAINST = re.compile(
    r"[’']s? (?:[\w-]+ )?(?:opponent|critic|adversar(?:y|ie)|rival|enem(?:y|ie)|foe)s?$|"
    r"^(?:[\w-]+ ){0,3}(?:opponent|critic|adversar(?:y|ie)|rival|enem(?:y|ie)|foe)s? of "
)
BESIDE = re.compile(
    r"\b(?:allied (?:to|with)|friendly (?:to|towards)|allies of|supportive of|sympathetic to) "
)  # not of it
ALLIES = re.compile(r"(?:the )?([A-Z]\w+)[’']s? ((?:[\w-]+ )*)(?:allies|ally|partners?|backers|neighbou?rs?)")


def side_of_words(words: str, sides: Parties) -> str:
    """The side that words point to; the rest for countries of different sides together ("US and Russian data") and for
    whoever is against somebody ("Putin's opponents") or beside a country ("Freedonia's allies")."""
    party = party_in(words)
    if not party:
        return UNKNOWN
    if AGAINST.search(words):
        return sides.rest
    if beside := BESIDE.search(words):
        own = party_in(words[: beside.start()])
        return sides.side_of(own) if own else sides.rest
    friends = ALLIES.fullmatch(words)
    if friends and friends[1] in countries():
        own = party_in(friends[2])
        return sides.side_of(own) if own else sides.rest
    side = sides.side_of(party)
    for found in country_pattern().finditer(words):
        other = AND.match(words, found.end()) or LIST.match(words, found.end())
        second = party_in(words[other.end() :]) if other and words[other.end()].isupper() else ""
        if second and sides.side_of(second) != side:
            return sides.rest
        break
    return side
