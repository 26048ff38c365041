"""Offices of a region or city, or of a land that no table has, as against those of a country."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from toolkit.lexicon import fold, grounds
from toolkit.resolve.describe import land_in

ADJECTIVES = {
    "Chechen": "Chechnya",
    "Crimean": "Crimea",
    "Bavarian": "Bavaria",
    "Saxon": "Saxony",
    "Scottish": "Scotland",
    "Welsh": "Wales",
}
WHERE = re.compile(r"\b(?:in|at|near|from|who|which)\b.*|,.*", re.S)  # where somebody is, not of what


@lru_cache(maxsize=20_000)
def is_of_a_region(words: str, own: str) -> bool:
    """Whether words give an office of a region or city, or of a land that no table has, which somebody's own office
    does not name: "the Texas attorney general" is not the country's.

    >>> is_of_a_region("the Texas attorney general", "US Attorney General"), is_of_a_region("the attorney general", "")
    (True, False)
    >>> is_of_a_region("the Kharkiv governor", "governor of Kharkiv"), is_of_a_region("president of Freedonia", "")
    (False, True)
    """
    first = WHERE.sub("", words)
    wanted = {ADJECTIVES.get(word, word) for word in _grounds().findall(first)} | {land_in(first)} - {""}
    given = {ADJECTIVES.get(word, word) for word in _grounds().findall(own)}
    return bool(wanted) and not wanted & given and not any(fold(word) in fold(own) for word in wanted)


@cache
def _grounds() -> re.Pattern[str]:
    names = sorted({*grounds(), *ADJECTIVES}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
