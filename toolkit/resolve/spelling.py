"""How alike two names are: in any transliteration, or but for a slip of the pen."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.lexicon import fold


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a Slavic name sounds in any spelling (Ławrow, Lavrov; Pieskow, Peskov).

    >>> sound("Pieskow") == sound("Peskov"), sound("Mychajlo") == sound("Mykhailo")
    (True, True)
    """
    key = fold(word)
    for old, new in (
        ("w", "v"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("rz", "r"),
        ("kh", "h"),
        ("ch", "h"),
        ("ck", "k"),
        ("ph", "f"),
    ):
        key = key.replace(old, new)
    key = re.sub(r"[jyi]+", "i", re.sub(r"i(?=[aeou])", "", key.replace("y", "i").replace("j", "i")))
    return re.sub(r"(.)\1+", r"\1", key)


def near(a: str, b: str, *, more: int = 0) -> bool:
    """Whether two names differ by one letter, or by two where they are long.

    >>> near("zelnski", "zelenski"), near("baker", "butler")
    (True, False)
    """
    if a == b:
        return True
    limit = 0 if min(len(a), len(b)) < 5 else 1 if min(len(a), len(b)) < 8 else 2
    limit += more if min(len(a), len(b)) > 6 else 0
    if abs(len(a) - len(b)) > limit or a[:1] != b[:1]:
        return False
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1] <= limit
