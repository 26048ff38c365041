"""A text's signature, from which the share that two texts have in common is estimated (MinHash: Broder 1997)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
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
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
    digests = (hashlib.blake2b(shingle.encode(errors="replace"), digest_size=8).digest() for shingle in shingles)
    hashes = np.frombuffer(b"".join(digests), dtype="<u8")
    factors, terms = _functions()
    lowest = np.full(VALUES, 2**32 - 1, dtype=np.uint64)
    for part in np.array_split(hashes, len(hashes) // 4096 + 1):  # memory stays flat with the length of a text
        mixed = (factors[:, None] * part[None, :] + terms[:, None]) >> np.uint64(32)
        lowest = np.minimum(lowest, mixed.min(axis=1))
    return lowest.astype(">u4").tobytes().hex()


@cache
def _functions() -> tuple[Any, Any]:
    """The factors and terms of VALUES hash functions (Dietzfelbinger et al. 1997), the same in every version."""
    numbers = np.frombuffer(hashlib.shake_256(b"toolkit near duplicates").digest(VALUES * 16), dtype="<u8")
    return numbers[:VALUES] | np.uint64(1), numbers[VALUES:]


def similarity(one: str, other: str) -> float:
    """The estimated share of shingles (0 to 1) that the texts of two signatures have in common."""
    values = [np.frombuffer(bytes.fromhex(signature), dtype=">u4") for signature in (one, other)]
    return float((values[0] == values[1]).mean())
