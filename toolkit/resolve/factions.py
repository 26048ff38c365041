"""Parties that several countries have under one name: whose "the Conservative leader" is, the text tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.lexicon import Country, countries
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import Name

LANDS = {  # name of a party -> the countries that have one, general knowledge
    "Conservative": ("United Kingdom", "Canada"),
    "Tory": ("United Kingdom", "Canada"),
    "Tories": ("United Kingdom", "Canada"),
    "Labour": ("United Kingdom", "New Zealand", "Norway", "Ireland"),
    "Labor": ("Australia", "Israel"),
}
PARTY = re.compile(rf"\b({'|'.join(LANDS)})(?:s\b|\b(?! Democrat))")


def faction_in(names: Sequence[Name], words: str) -> Country | None:
    """The country of the party that words name and no country with it: of those that have such a one, the one that the
    text names most; None for other words, and where it names none of them."""
    found = PARTY.search(words)
    if found is None or (country_in(PARTY.sub("", words)) is not None):
        return None
    lands = [countries().get(name) for name in LANDS[found[1]]]
    named = Counter(land.id for n in names if (land := _land(n.text)) in lands and land)
    known = [land for land in lands if land and named[land.id]]
    return max(known, key=lambda land: named[land.id], default=None)


def _land(name: str) -> Country | None:
    """The country that a name is of, if it is no party's own ("Conservatives")."""
    return None if PARTY.fullmatch(name) else country_in(name)
