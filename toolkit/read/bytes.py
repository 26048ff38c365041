"""Bytes to text: which encoding a file has."""

from __future__ import annotations

import codecs
from pathlib import Path

from toolkit.errors import InputError

LARGEST = 20_000_000  # bytes of one article's file
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_exact(file: Path) -> str:
    """The text of a file exactly as it is, newlines kept; InputError when it is empty, too large or no text."""
    if file.stat().st_size > LARGEST:
        hint = "split it into articles, or give a .csv or .jsonl with one article a row"
        raise InputError(f"larger than {LARGEST // 1_000_000} MB for one article", where=str(file), hint=hint)
    raw = file.read_bytes()
    if not raw.strip():
        raise InputError("the file is empty", where=str(file), hint="remove it")
    return decode(raw, str(file))


def decode(raw: bytes, where: str) -> str:
    """The text of bytes in the encoding they are in.

    >>> decode("Київ".encode("utf-16"), "a.txt")
    'Київ'
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"broken {encoding} at byte {error.start}", where=where, hint="save as UTF-8"
                ) from None
    if b"\0" in raw:
        raise InputError("a binary file, not text", where=where, hint="give text in UTF-8")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw, where)


def _guess(raw: bytes, where: str) -> str:
    """The text in the encoding that its bytes suggest; InputError where none fits well."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is not None and best.chaos < 0.2:
        try:
            return raw.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise InputError("neither UTF-8 nor another text encoding", where=where, hint="save the file as UTF-8")
