"""The forms of an English verb, so that tables can list lemmas and texts be searched without a parser."""

from __future__ import annotations

import re
from functools import cache

from toolkit.score.tables import read_table


@cache
def _irregular() -> dict[str, list[str]]:
    return {row["verb"]: row["forms"].split("|") for row in read_table("verb_forms.csv", ("verb", "forms"))}


@cache
def verb_forms(lemma: str) -> tuple[str, ...]:
    """The lemma and its other forms; of a phrase, the first word changes.

    >>> verb_forms("deny")[:3], verb_forms("point out")[:3]
    (('deny', 'denies', 'denied'), ('point out', 'points out', 'pointed out'))
    """
    word, _, rest = lemma.partition(" ")
    if word in _irregular():
        found = [word, *_irregular()[word]]
    elif word.endswith("e"):
        found = [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    elif word.endswith("y") and word[-2:-1] not in set("aeiou"):
        found = [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    elif re.search(r"(?:s|x|z|ch|sh)$", word):
        found = [word, f"{word}es", f"{word}ed", f"{word}ing"]
    else:
        found = [word, f"{word}s", f"{word}ed", f"{word}ing"]
    return tuple(f"{form} {rest}".strip() for form in found)


def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of the phrases, whole words in any case, the longest first; * stands for any ending.

    >>> any_of(("as long as", "if")).findall("If so, as long as it takes")
    ['If', 'as long as']
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    parts = (re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]") for p in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)
