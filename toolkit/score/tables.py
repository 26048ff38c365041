"""The tables of scores: of the package's data folder, or a user's file of the same columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from toolkit.errors import TableError
from toolkit.lexicon import check_table


@cache
def read_table(name: str, needed: tuple[str, ...], path: Path | None = None) -> tuple[dict[str, str], ...]:
    """The rows of a table of `data/`, or of a user's file in its place; TableError with file, line and column.

    >>> read_table("framing.csv", ("verb", "framing"))[0]["verb"]
    'claim'
    """
    where = str(path) if path else name
    try:
        raw = (path or files("toolkit").joinpath("data", name)).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"cannot be read ({error})", where=where, hint="check the path") from None
    return tuple(check_table(raw, where, needed))
