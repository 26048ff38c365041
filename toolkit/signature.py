"""A text's signature, from which the share that two texts have in common is estimated (MinHash: Broder 1997)."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import Any

import numpy as np

SHINGLE = 5  # words, as Lee et al. 2022 take
VALUES = 128  # of a signature; the standard error of a similarity of 0.7 is then 0.04
DIGITS = 8  # of one value
WORD = re.compile(r"\w+")


def sign(text: str) -> str | None:
    """The signature of a text, VALUES numbers of 32 bits as one word of hexadecimal digits; None without words.

    The share of equal values estimates the Jaccard similarity of the texts' shingles of SHINGLE words; case and
    punctuation make no difference.

    >>> similarity(sign("Talks go on in May, he said."), sign("talks go on in May – he said"))
    1.0
    """
    words = WORD.findall(text.casefold())
    if not words:
        return None
    size = min(SHINGLE, len(words))
    hashes = np.array(list(map(_hash, words)), dtype=np.uint64)
    orders = _numbers("order of the words in a shingle", size) | np.uint64(1)
    shingles = np.unique(sum(hashes[at : len(words) - size + 1 + at] * orders[at] for at in range(size)))
    factors, terms = _numbers("factors", VALUES) | np.uint64(1), _numbers("terms", VALUES)  # Dietzfelbinger et al. 1997
    lowest = np.full(VALUES, 2**32 - 1, dtype=np.uint64)
    for part in np.array_split(shingles, len(shingles) // 4096 + 1):  # memory stays flat with the length of a text
        mixed = (factors[:, None] * part[None, :] + terms[:, None]) >> np.uint64(32)
        lowest = np.minimum(lowest, mixed.min(axis=1))
    return lowest.astype(">u4").tobytes().hex()


@lru_cache(1 << 16)
def _hash(word: str) -> int:
    """A number of 64 bits that a word always has."""
    return int.from_bytes(hashlib.blake2b(word.encode(errors="replace"), digest_size=8).digest(), "little")


@cache
def _numbers(purpose: str, many: int) -> Any:
    """Numbers of 64 bits, the same in every version."""
    return np.frombuffer(hashlib.shake_256(purpose.encode()).digest(many * 8), dtype="<u8")


def similarity(one: str, other: str) -> float:
    """The estimated share of shingles (0 to 1) that the texts of two signatures have in common."""
    values = [np.frombuffer(bytes.fromhex(signature), dtype=">u4") for signature in (one, other)]
    return float((values[0] == values[1]).mean())
