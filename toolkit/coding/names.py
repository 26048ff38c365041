"""One name for one speaker or target, however a coder spells it."""

from __future__ import annotations

from functools import lru_cache

from toolkit.lexicon import fold
from toolkit.score.mentions import known_names


@lru_cache(maxsize=50_000)
def canonical_name(name: str) -> str:
    """The name that the tables of actors and countries have for it; else the name folded, as it is compared.

    Accents, capitals, transliteration and double spaces don't count; a name that is no Latin one is compared as it is.

    >>> canonical_name("Zelenskyy"), canonical_name("KYIV"), canonical_name("Aino  Aalto")
    ('Volodymyr Zelensky', 'Ukraine', 'aino aalto')
    """
    folded = fold(name)
    known = known_names().get(folded)
    return known[0] if known else folded or " ".join(name.casefold().split())
