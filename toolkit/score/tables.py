"""The tables of scores: those of the package's data folder, and a user's of the same columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toolkit.errors import InputError, TableError
from toolkit.lexicon import check_table, numbered_rows, read_data
from toolkit.read.bytes import find_encoding, read_bytes

SEPARATORS = ",;\t"  # that spreadsheets write


@cache
def read_table(name: str, needed: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of a table of `data/`; TableError with file, line and column.

    >>> read_table("framing.csv", ("verb", "framing"))[0]["verb"]
    'claim'
    """
    return tuple(check_table(read_data(name), name, needed))


def read_own_table(path: Path, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a user's table with the numbers of their lines, in any encoding and with any separator that
    spreadsheets write; TableError with file, line and column."""
    try:
        raw = read_bytes(path)
        text = raw.decode(find_encoding([raw], str(path)), errors="replace")
    except (OSError, InputError) as error:
        what = error.strerror if isinstance(error, OSError) else error.what
        raise TableError(f"cannot be read ({what})", where=str(path), hint="give a .csv file") from None
    head = next(iter(text.splitlines()), "")
    return numbered_rows(text, str(path), needed, separator=max(SEPARATORS, key=head.count))
