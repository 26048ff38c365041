"""A researcher's corrections: whoever the toolkit calls A is B, with this side and office."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from toolkit.errors import InputError, TableError
from toolkit.lexicon import Actor, actors_by_name, fold
from toolkit.model import UNKNOWN, Article, Statement
from toolkit.read.bytes import EXPORT, find_encoding, read_bytes

BY_HAND = "corrected by hand"


@dataclass(frozen=True, slots=True)
class Correction:
    """A researcher's decision: whoever is shown as `speaker` is `name`, with this side and office."""

    speaker: str
    name: str
    side: str
    office: str | None
    doc: str | None


def read_corrections(path: Path, *, sides: Collection[str] = ()) -> tuple[Correction, ...]:
    """The corrections of a CSV file with columns speaker, name, side and, if wanted, office and doc.

    In any encoding and with any separator that spreadsheets write. TableError with file, line and column for an empty
    cell, a speaker who is corrected in two ways or, where `sides` are given, a side that is none of them.
    """
    out: dict[tuple[str, str | None], tuple[int, Correction]] = {}
    for number, row in _rows(path):
        for column in NEEDED:
            if not (row[column] or "").strip():
                raise TableError("an empty cell", where=f"{path}, line {number}, column {column}", hint="fill it")
        if sides and row["side"] not in {*sides, UNKNOWN}:
            where, known = f"{path}, line {number}, column side", ", ".join(sides)
            raise TableError(f"{row['side']!r} is no side", where=where, hint=f"write one of {known}, or {UNKNOWN}")
        office, doc = row.get("office") or None, row.get("doc") or None
        new = Correction(row["speaker"], row["name"], row["side"], office, doc)
        first, known_row = out.setdefault((new.speaker, new.doc), (number, new))
        if known_row != new:
            what = f"{new.speaker!r} is corrected in another way in line {first}"
            raise TableError(what, where=f"{path}, line {number}", hint="keep one of both, or name a doc in each")
    return tuple(row for _, row in out.values())


NEEDED = ("speaker", "name", "side")
SEPARATORS = ",;\t|"


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with the numbers of their lines; TableError where it cannot be read or lacks a column."""
    try:
        raw = read_bytes(path, largest=EXPORT)
        text = raw.decode(find_encoding([raw], str(path)), errors="replace")
    except (OSError, InputError) as error:
        what = error.strerror if isinstance(error, OSError) else error.what
        raise TableError(f"cannot be read ({what})", where=str(path), hint="give a .csv file") from None
    heads = {mark: next(csv.reader(StringIO(text), delimiter=mark), []) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: len({*NEEDED} & {*heads[mark]}))
    missing = {*NEEDED} - {*heads[best]}
    if missing:
        raise TableError(f"no column {', '.join(sorted(missing))}", where=f"{path}, line 1", hint="add it")
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=best, restval="")
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise TableError(str(error), where=f"{path}, line {reader.line_num}", hint="mend the line") from None


def correct(article: Article, statement: Statement, corrections: Sequence[Correction]) -> Statement:
    """The statement with the researcher's correction of its speaker, where there is one; one of this article first."""
    named = [row for row in corrections if row.speaker == statement.speaker.name and row.doc in {None, article.id}]
    if not named:
        return statement
    row = next((row for row in named if row.doc), named[0])
    who = replace(
        statement.speaker,
        name=row.name,
        id=_id_of(row.name),
        side=row.side,
        office=row.office or _office_of(row.name, article.date),
        reason=f"{row.speaker!r}: {BY_HAND}",
        confidence=1.0,
    )
    return replace(statement, speaker=who)


def unused(corrections: Sequence[Correction], seen: Collection[tuple[str, str]]) -> tuple[Correction, ...]:
    """The corrections that no statement was corrected by, given the article's id and the reason of each statement.

    >>> row = Correction("Mr Aalto", "Aino Aalto", "eu", None, None)
    >>> unused([row], [("a", "'Mr Aalto': corrected by hand")]), len(unused([row], [("a", "no source in the text")]))
    ((), 1)
    """
    docs: dict[str, set[str]] = {}
    for doc, reason in seen:
        docs.setdefault(reason, set()).add(doc)
    applied = ((row, docs.get(f"{row.speaker!r}: {BY_HAND}", set())) for row in corrections)
    return tuple(row for row, where in applied if not where or (row.doc and row.doc not in where))


def _id_of(name: str) -> str | None:
    """The id of the only actor of the tables with this name."""
    actor = _actor_of(name)
    return actor.id if actor else None


def _office_of(name: str, date: str | None) -> str | None:
    """The office on a day of the only actor of the tables with this name."""
    actor = _actor_of(name)
    office = actor.office_on(date) if actor and actor.is_person else None
    return office.title if office else None


def _actor_of(name: str) -> Actor | None:
    found = {actor.id: actor for actor in actors_by_name().get(fold(name), ())}
    return next(iter(found.values())) if len(found) == 1 else None
