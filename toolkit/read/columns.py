"""Which column of a table holds what, where the user says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

from toolkit.errors import InputError
from toolkit.read.records import COLUMNS


def parse_columns(words: str) -> dict[str, str]:
    """Which column holds what: `text=body,date=published`, or the name of a TOML file that says text = "body".

    Raises InputError for what is neither, or for something else than a table of articles holds.

    >>> parse_columns("text=body, date=published")
    {'text': 'body', 'date': 'published'}
    """
    if words.lower().endswith(".toml"):
        return _check(_read_toml(Path(words)), words)
    pairs = [pair.partition("=") for pair in words.split(",") if pair.strip()]
    if any(not mark for _, mark, _ in pairs):
        raise InputError(f"no pairs of a role and a column in {words!r}", where="--columns", hint=_hint())
    return _check({role.strip(): name.strip() for role, _, name in pairs}, "--columns")


def _read_toml(file: Path) -> dict[str, object]:
    try:
        with file.open("rb") as raw:
            found = tomllib.load(raw)
    except FileNotFoundError:
        raise InputError("no such file", where=str(file), hint="check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"no TOML ({error})", where=str(file), hint=_hint()) from None
    inner = found.get("columns")
    return inner if isinstance(inner, dict) else found


def _check(found: dict[str, object] | dict[str, str], where: str) -> dict[str, str]:
    columns = {role: name for role, name in found.items() if isinstance(name, str) and name}
    if not columns or set(columns) != set(found) or not set(columns) <= set(COLUMNS):
        odd = ", ".join(map(repr, sorted(set(found) - (set(columns) & set(COLUMNS))))) or "nothing"
        raise InputError(f"{odd} cannot be mapped to a column", where=where, hint=_hint())
    return columns


def _hint() -> str:
    return f"write text=body,date=published; what can be mapped: {', '.join(COLUMNS)}"
