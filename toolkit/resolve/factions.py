"""Parties that several countries have under one name: whose "the Conservative leader" is, the text tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from toolkit.lexicon import Country, factions
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import Name


def faction_in(names: Sequence[Name], words: str) -> Country | None:
    """The country of the party that words name and no country with it: of those that have such a one, the one that the
    text names most; None for other words, and where it names none of them."""
    found = _pattern().search(words)
    if found is None or (country_in(_pattern().sub("", words)) is not None):
        return None
    lands = factions()[found[1]]
    named = Counter(land.id for n in names if (land := _land(n.text)) in lands and land)
    known = [land for land in lands if named[land.id]]
    return max(known, key=lambda land: named[land.id], default=None)


def _land(name: str) -> Country | None:
    """The country that a name is of, if it is no party's own ("Conservatives")."""
    return None if _pattern().fullmatch(name) else country_in(name)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, factions()))})(?:s\b|\b(?! Democrat))")
