"""The language of a text; extraction is made for English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

COMMONEST = """
    a an and are as at be been but by for from had has have he her his in is it its not of on or said she that the their
    they this to was were who will with"""
ENGLISH = frozenset(COMMONEST.split())
SHARE = 0.25  # of English words are these; of those of its neighbours, less than half as many
FEWEST = 8  # different words that show a language
START = 3_000  # characters
WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text starts in; None where it is too short to say.

    English shows by its commonest words; every other language is told by langid (Lui and Baldwin 2012), whose model
    takes a second to load.

    >>> find_language("The talks go on, the minister said in the evening."), find_language("Talks go on.")
    ('en', None)
    """
    words = WORD.findall(text[:START].casefold())
    if len(set(words)) < FEWEST:
        return None
    if sum(word in ENGLISH for word in words) >= SHARE * len(words):
        return "en"
    code = str(_classifier().classify(text[:START])[0])
    return code if len(code) == 2 else None


@cache
def _classifier() -> Any:
    """langid with its model, loaded once."""
    import py3langid

    return py3langid
