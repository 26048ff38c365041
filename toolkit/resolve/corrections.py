"""A researcher's corrections: whoever the toolkit calls A is B, with this side and office."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import TableError
from toolkit.lexicon import Actor, actors_by_name, fold
from toolkit.model import UNKNOWN, Article, Statement

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

    TableError with file, line and column for an empty cell or, where `sides` are given, a side that is none of them.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = {"speaker", "name", "side"} - set(reader.fieldnames or ())
            if missing:
                raise TableError(f"no column {', '.join(sorted(missing))}", where=f"{path}, line 1", hint="add it")
            rows = list(enumerate(reader, start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"cannot be read ({error})", where=str(path), hint="give a UTF-8 CSV file") from None
    for number, row in rows:
        for column in ("speaker", "name", "side"):
            if not (row[column] or "").strip():
                raise TableError("an empty cell", where=f"{path}, line {number}, column {column}", hint="fill it")
        if sides and row["side"] not in {*sides, UNKNOWN}:
            where, known = f"{path}, line {number}, column side", ", ".join(sides)
            raise TableError(f"{row['side']!r} is no side", where=where, hint=f"write one of {known}, or {UNKNOWN}")
    return tuple(
        Correction(r["speaker"], r["name"], r["side"], r.get("office") or None, r.get("doc") or None) for _, r in rows
    )


def correct(article: Article, statement: Statement, corrections: Sequence[Correction]) -> Statement:
    """The statement with the researcher's correction of its speaker, if there is one."""
    for row in corrections:
        if row.speaker == statement.speaker.name and row.doc in {None, article.id}:
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
    return statement


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
