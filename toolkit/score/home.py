"""The country that a speaker speaks for, by office and words, whatever the sides are called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toolkit.lexicon import Country, Parties, actors_by_name, countries, fold
from toolkit.model import Speaker
from toolkit.resolve.describe import country_in


def home_of(speaker: Speaker, source: str, sides: Parties) -> str:
    """The name of the speaker's country: by the office, the speaker's name, the `source` in the text, an organisation
    of the tables, or the side if it has but one country; "" where none is on the speaker's side.

    >>> from toolkit.lexicon import read_parties
    >>> sides = read_parties()
    >>> home_of(Speaker("Aino Aalto", side="eu"), "the Finnish minister Aino Aalto", sides)
    'Finland'
    >>> home_of(Speaker(side="us"), "", sides), home_of(Speaker(side="eu"), "", sides)
    ('United States', '')
    """
    found = (c.name for c in _countries(speaker, source) if sides.side_of(c.party) == speaker.side)
    return next(found, "") or _of_side(speaker.side, sides)


def _countries(speaker: Speaker, source: str) -> Iterator[Country]:
    """The countries that what is known of a speaker names, the surest first."""
    for words in (speaker.office, speaker.name, source):
        if words and (country := country_in(words)):
            yield country
    for actor in actors_by_name().get(fold(speaker.name), ()):
        yield from _alone(actor.party)


@cache
def _alone(party: str) -> tuple[Country, ...]:
    """The only country of a party of the tables; none where it has several."""
    found = {country.name: country for country in countries().values() if country.party == party}
    return tuple(found.values()) if len(found) == 1 else ()


@cache
def _of_side(side: str, sides: Parties) -> str:
    """The name of the only country of a side, if it has but one."""
    names = {country.name for country in countries().values() if sides.side_of(country.party) == side}
    return names.pop() if len(names) == 1 else ""
