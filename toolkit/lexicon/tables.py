"""The tables of data/, loaded once and read-only."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType

from toolkit.errors import TableError

ENDING = re.compile(r"(?:yi|iy|yy|ii|ij|i)\b")


@dataclass(frozen=True, slots=True)
class Office:
    """An office with its first and last day (ISO, may be partial or empty)."""

    title: str
    start: str
    end: str
    party: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an organisation of the tables."""

    id: str
    name: str
    party: str
    gender: str = ""
    offices: tuple[Office, ...] = ()
    is_person: bool = True
    kind: str = ""

    def office_on(self, date: str | None) -> Office | None:
        """The office on a day; without a day, the latest; None where the table knows none for that day."""
        if not date:
            return self.offices[-1] if self.offices else None
        held = [o for o in self.offices if o.start <= date and (not o.end or date <= o.end + "~")]
        return held[-1] if held else None

    def party_on(self, date: str | None) -> str:
        """The party spoken for on a day: of the office then, else of the latest one before, else of the first."""
        office = self.office_on(date)
        before = [o for o in self.offices if date and o.start <= date]
        return office.party if office else before[-1].party if before else self.party


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(words.split())


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name without accents, case and the differences of transliteration.

    >>> fold("Zelenskyy") == fold("Zelenskiy") == fold("Zelensky")
    True
    """
    plain = (
        unicodedata.normalize("NFKD", name.replace("’", "'").replace("ł", "l").replace("Ł", "L"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    plain = re.sub(r"'s\b", "", plain)
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"\bkiev\b", "kyiv", ENDING.sub("y", plain))


@cache
def actors_by_name() -> Mapping[str, tuple[Actor, ...]]:
    """Folded name or variant -> the actors that bear it (several where a surname is shared)."""
    out: dict[str, list[Actor]] = {}
    people: dict[str, list[dict[str, str]]] = {}
    for row in _rows("persons.csv"):
        people.setdefault(row["person"], []).append(row)
    for person, rows in people.items():
        rows.sort(key=lambda r: r["from"])
        offices = tuple(Office(r["office"], r["from"], r["to"], r["party"]) for r in rows)
        actor = Actor(person, rows[0]["name"], rows[-1]["party"], rows[0]["gender"], offices)
        weak = {fold(v) for r in rows for v in r["weak_variants"].split("|") if v}
        names = {fold(v) for r in rows for v in [r["name"], *r["variants"].split("|")] if v} - weak
        for name in names:
            out.setdefault(name, []).append(actor)
    for row in _rows("organisations.csv"):
        actor = Actor(row["id"], row["name"], row["party"], is_person=False, kind=row["kind"])
        for name in {fold(v) for v in [row["name"], *row["variants"].split("|")] if v}:
            out.setdefault(name, []).append(actor)
    return MappingProxyType({name: tuple(found) for name, found in out.items()})


@cache
def actors_by_surname() -> Mapping[str, tuple[Actor, ...]]:
    """Folded surname -> all persons who bear it, be it shared or a common word: only an office tells whom it means."""
    people = {actor.id: actor for actors in actors_by_name().values() for actor in actors if actor.is_person}
    out: dict[str, dict[str, Actor]] = {}
    for row in _rows("persons.csv"):
        lone = [name for name in row["variants"].split("|") if name and " " not in name]
        for surname in {fold(name) for name in [row["name"].split()[-1], *lone]}:
            out.setdefault(surname, {})[row["person"]] = people[row["person"]]
    return MappingProxyType({surname: tuple(found.values()) for surname, found in out.items()})


@cache
def _sites() -> dict[str, tuple[str, str]]:
    rows = _rows("organisations.csv")
    return {site: (row["name"], row["party"]) for row in rows for site in row["site"].split("|") if site}


def site_of(url: str | None) -> tuple[str, str] | None:
    """The office that publishes on an official site, and its party; None for any other site.

    >>> site_of("http://en.kremlin.ru/events/1")
    ('Kremlin', 'russia')
    """
    host = re.match(r"(?:https?://)?([\w.-]+)", url or "")
    parts = host[1].lower().split(".") if host else []
    tails = (".".join(parts[i:]) for i in range(len(parts) - 1))
    return next((_sites()[tail] for tail in tails if tail in _sites()), None)


@cache
def titles() -> tuple[tuple[str, str, str, bool], ...]:
    """(folded title, party it hints at or "", role, strong) of every title, the longest first."""
    rows = [(fold(r["pattern"]), r["party_hint"], r["role"], r["strength"] != "weak") for r in _rows("titles.csv")]
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0], r[1])))


@dataclass(frozen=True, slots=True)
class Country:
    """A country or union of states: name, party of the tables, office of its leader, and what stands for it."""

    id: str
    name: str
    party: str
    head: str
    seats: tuple[str, ...] = ()


@cache
def countries() -> Mapping[str, Country]:
    """Every name of a country, its people, its capital and its places, as printed -> the country."""
    out: dict[str, Country] = {}
    by_id: dict[str, Country] = {}
    for row in _rows("countries.csv"):
        seats = tuple(row["seats"].split("|"))
        country = by_id[row["iso3"]] = Country(row["iso3"], row["name"], row["party"], row["head"], seats)
        for word in [row["name"], *row["words"].split("|"), *seats]:
            out[word] = country
    for row in _rows("places.csv"):
        out.setdefault(row["place"], by_id[row["iso3"]])
    del out[""]
    return MappingProxyType(out)


@cache
def factions() -> Mapping[str, tuple[Country, ...]]:
    """Name of a party that several countries have -> these countries.

    >>> [country.name for country in factions()["Labor"]]
    ['Australia', 'Israel']
    """
    return factions_of(read_data("factions.csv"), "factions.csv")


def factions_of(raw: str, name: str) -> Mapping[str, tuple[Country, ...]]:
    """The same, of a CSV table; TableError with file, line and column for a country that no table has."""
    known = {country.id: country for country in countries().values()}
    out: dict[str, tuple[Country, ...]] = {}
    for line, row in enumerate(check_table(raw, name, NEEDED["factions.csv"]), 2):
        ids = row["iso3"].split("|")
        if unknown := [i for i in ids if i not in known]:
            where = f"{name}, line {line}, column iso3"
            raise TableError(f"no country {', '.join(unknown)}", where=where, hint="write one of countries.csv")
        out[row["name"]] = tuple(known[i] for i in ids)
    return MappingProxyType(out)


@cache
def places() -> frozenset[str]:
    """The cities, regions and parliaments of the tables, as printed."""
    return frozenset(row["place"] for row in _rows("places.csv"))


@cache
def grounds() -> frozenset[str]:
    """The cities and regions among them, without parliaments and parties."""
    return frozenset(row["place"] for row in _rows("places.csv") if row["kind"] == "place")


@cache
def roles() -> Mapping[str, tuple[str, str]]:
    """Folded noun -> (kind, role): what a person is ("spokeswoman": office, spokesperson), a document, or a body.

    >>> roles()["spokeswoman"]
    ('office', 'spokesperson')
    """
    return MappingProxyType({fold(row["word"]): (row["kind"], row["role"]) for row in _rows("roles.csv")})


@cache
def first_names() -> Mapping[str, str]:
    """Folded first name -> m, f or "" where both bear it."""
    out = {fold(row["name"]): row["gender"] for row in _rows("first_names.csv")}
    for row in _rows("persons.csv"):
        first = fold(row["name"]).split()
        if len(first) > 1:
            out.setdefault(first[0], row["gender"])
    return MappingProxyType(out)


NEEDED = {
    "persons.csv": ("id", "name", "party", "person"),
    "organisations.csv": ("id", "name", "party", "kind"),
    "titles.csv": ("pattern", "role"),
    "countries.csv": ("iso3", "name", "party"),
    "places.csv": ("place", "iso3", "kind"),
    "factions.csv": ("name", "iso3"),
    "roles.csv": ("word", "kind", "role"),
    "first_names.csv": ("name",),
}


def check_table(raw: str, name: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV table; TableError with file, line and column where a column or a needed cell is missing.

    >>> check_table("id,name\\n1,Aalto", "a.csv", ("id", "name"))
    [{'id': '1', 'name': 'Aalto'}]
    """
    return [row for _, row in numbered_rows(raw, name, needed)]


def numbered_rows(
    raw: str, name: str, needed: tuple[str, ...], *, separator: str = ","
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table that `check_table` checks, each with the number of its line."""
    reader = csv.DictReader(StringIO(raw, newline=""), delimiter=separator, strict=True)
    try:
        header = reader.fieldnames or ()
        missing = [column for column in needed if column not in header]
        if missing:
            found = ", ".join(header) or "nothing"
            raise TableError(
                f"no column {', '.join(missing)}", where=f"{name}, line 1", hint=f"add it (found: {found})"
            )
        return [(reader.line_num, _checked(row, needed, f"{name}, line {reader.line_num}")) for row in reader]
    except csv.Error as error:  # a quotation mark that is never closed, above all
        where = f"{name}, line {reader.reader.line_num}"
        raise TableError(f"not CSV ({error})", where=where, hint="mend the quotation marks up to it") from None


def _checked(row: dict[str, str], needed: tuple[str, ...], where: str) -> dict[str, str]:
    """The row; TableError where it has other cells than the header, or a needed one is empty."""
    if None in row or None in row.values():
        count = sum(v is not None for k, v in row.items() if k) + len(row.get(None) or ())  # type: ignore[call-overload]
        columns = sum(k is not None for k in row)
        raise TableError(f"{count} cells", where=where, hint=f"{columns} expected; quote cells with commas")
    for column in needed:
        if not row[column].strip():
            raise TableError("an empty cell", where=f"{where}, column {column}", hint=f"write the {column}")
    return row


def _rows(name: str) -> list[dict[str, str]]:
    return check_table(read_data(name), name, NEEDED[name])


def read_data(name: str) -> str:
    """The text of a file of data/."""
    return files("toolkit").joinpath("data", name).read_text(encoding="utf-8")
