"""The user's sides: a TOML file of parties, who belongs to each, and how it is shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.errors import TableError
from toolkit.lexicon.tables import read_data

KEYS = ("id", "label", "colour", "members", "persons", "organisations", "rest")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Party:
    """One side: what it is called, its colour, who belongs to it; `rest` if private persons and media count here."""

    id: str
    label: str
    colour: str
    members: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """The sides that are compared, in the order of the file."""

    parties: tuple[Party, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the sides."""
        return tuple(party.id for party in self.parties)

    def label(self, side: str) -> str:
        """The name of a side; the id itself where the file has none (unknown)."""
        return next((p.label for p in self.parties if p.id == side), side)

    def colour(self, side: str) -> str:
        """The colour of a side; grey where the file has none."""
        return next((p.colour for p in self.parties if p.id == side), "#8a8a8a")

    @property
    def rest(self) -> str:
        """The side of those who speak for no party (private persons, media); unknown if the file has none."""
        return next((p.id for p in self.parties if p.rest), "unknown")

    def side_of(self, party: str, actor: str = "") -> str:
        """The side of a party id of the actor tables, or of a person or organisation that the file names."""
        for side in self.parties:
            if actor and (actor in side.persons or actor in side.organisations):
                return side.id
        for side in self.parties:
            if party in side.members:
                return side.id
        wild = party.split(":")[0] + ":*"
        return next((p.id for p in self.parties if wild in p.members), "unknown")


def read_parties(path: Path | None = None) -> Parties:
    """The parties of a TOML file, or the default ones; TableError with file and key when something is missing.

    >>> read_parties().side_of("nato")
    'eu'
    """
    return _parties(None) if path is None else _parties.__wrapped__(path)


@cache
def _parties(path: Path | None) -> Parties:
    where = str(path) if path else "parties.toml"
    try:
        raw = path.read_text(encoding="utf-8") if path else read_data("parties.toml")
        rows = tomllib.loads(raw).get("party", [])
    except (OSError, UnicodeDecodeError) as error:
        hint = "check the path" if isinstance(error, OSError) else "save the file as UTF-8"
        raise TableError(
            f"cannot be read ({getattr(error, 'strerror', None) or 'no UTF-8'})", where=where, hint=hint
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"not TOML: {error}", where=where, hint="mend that line") from None
    if not isinstance(rows, list) or not rows:
        raise TableError("no [[party]] in the file", where=where, hint="give each side a [[party]] with id and label")
    lines = [number for number, line in enumerate(raw.splitlines(), start=1) if line.strip().startswith("[[party]]")]
    places = [f"{where}, line {line}" for line in lines] if len(lines) == len(rows) else [where] * len(rows)
    parties = tuple(_party(row, places[i], i + 1) for i, row in enumerate(rows))
    ids = [party.id for party in parties]
    for i, name in enumerate(ids):
        if name in ids[:i]:
            raise TableError(f"id {name!r} a second time", where=f"{places[i]}, party {i + 1}", hint="give it another")
    return Parties(parties)


def _party(row: Mapping[str, object], where: str, number: int) -> Party:
    """One [[party]] of the file, checked."""
    place = f"{where}, party {number}"
    if other := sorted(set(row) - set(KEYS)):
        raise TableError(f"no key {other[0]!r} is known", where=place, hint=f"write one of {', '.join(KEYS)}")
    for key in KEYS[:3]:
        if not isinstance(row.get(key), str) or not row[key]:
            raise TableError(f"no {key}", where=place, hint=f'write {key} = "..."')
    if not COLOUR.fullmatch(str(row["colour"])):
        raise TableError(f"colour {row['colour']!r}", where=place, hint="write it as #rrggbb")
    lists = {}
    for key in KEYS[3:6]:
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise TableError(f"{key} is no list of words", where=place, hint=f'write {key} = ["...", "..."]')
        lists[key] = tuple(value)
    if not isinstance(row.get("rest", False), bool):
        raise TableError(f"rest is {row['rest']!r}", where=place, hint="write rest = true or leave it out")
    return Party(str(row["id"]), str(row["label"]), str(row["colour"]), **lists, rest=bool(row.get("rest", False)))
