"""Whether the name of a body inside a mention is whom the mention is about, or only a part of another body's name."""

from __future__ import annotations

import re

from toolkit.lexicon import Actor, countries, fold, roles, word_set
from toolkit.resolve.around import is_title, nation_words
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import STOP
from toolkit.resolve.seated import seat_of

PARTLY = word_set(
    "north south east west northern southern eastern western central upper lower new old great greater little modern "
    "soviet communist imperial tsarist nazi fascist free independent democratic united allied official neighbouring "
    "neighboring neutral mainland nuclear rival fellow republic post pro anti ex"
)


def is_of_another_land(words: str, name: str, actor: Actor) -> bool:
    """Whether words before a name that tells no land give another than the body's, "the Irish |president's office|", or
    the capital after it does.

    >>> from toolkit.resolve.bodies import named_body
    >>> is_of_another_land("Irish Cabinet of Ministers", "Cabinet of Ministers", named_body("Cabinet of Ministers"))
    True
    """
    seat = seat_of(words)
    if seat and seat.party != actor.party:
        return True  # "the Foreign Office in Warsaw"
    own, other = country_in(actor.name), country_in(words.partition(name)[0])
    return None not in (own, other) and own != other and country_in(name) is None


def is_named_after(words: str, name: str) -> bool:
    """Whether a body is called after a country, as "Visit Freedonia" is: a capitalised word before it, of no such kind
    as say which part or time of the country is meant ("Western", "Soviet", "Wartime") or whose it is."""
    before = re.fullmatch(r"(?:[Tt]he )?([A-Z][a-z]+) ", words.removesuffix(name)) if words.endswith(name) else None
    plain = fold(before[1]) if before else ""
    office = is_title(plain) or roles().get(plain, ("", ""))[0] == "office"
    usual = office or plain in STOP | PARTLY or plain in nation_words() or plain.endswith("time")
    return bool(before) and name in countries() and countries()[name].name == name and not usual


def goes_on(words: str, name: str) -> bool:
    """Whether the name of a party is only the end of another's: "Peoples |Democratic Party|", "Free |Democrats|"."""
    if name in PARTISANS:
        return bool(KINDRED.search(words.partition(name)[0]))
    before = re.search(r"(?:^|\s)([A-Z][\w’'-]+) $", words.partition(name)[0])
    return bool(before and before[1] != "The" and country_in(before[1]) is None and fold(before[1]) not in roles())


PARTISANS = {"Democrats", "Republicans"}
KINDRED = re.compile(r"\b(?:Social|Christian|Liberal|Lib|Free|National|Sweden)[ -]$")  # as against "House |Democrats|"


def is_apposed(words: str, name: str) -> bool:
    """Whether a body's name stands at the head or the end: "grid operator Ukrenergo", "Reuters news agency"."""
    before, _, after = words.partition(name)
    return (
        bool(before)
        and not after.strip(" ,.()’'s")
        and not re.search(r"\b(?:of|in|to|for|with|by)\s+(?:the\s+)?$", before)
    )
