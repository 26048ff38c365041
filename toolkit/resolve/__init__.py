"""Source mentions to speakers: name, office on the article's date, side, each with the reason."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import TableError
from toolkit.lexicon import Parties, fold, read_parties
from toolkit.model import UNKNOWN, Article, Speaker, Statement
from toolkit.resolve.actors import is_country
from toolkit.resolve.mentions import resolve_mention


@dataclass(frozen=True, slots=True)
class Correction:
    """A researcher's decision: whoever is shown as `speaker` is `name`, with this side and office."""

    speaker: str
    name: str
    side: str
    office: str | None
    doc: str | None


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a CSV file with columns speaker, name, side and, if wanted, office and doc."""
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
    return tuple(
        Correction(r["speaker"], r["name"], r["side"], r.get("office") or None, r.get("doc") or None) for _, r in rows
    )


def resolve_speakers(
    article: Article,
    statements: Sequence[Statement],
    *,
    parties: Parties | None = None,
    corrections: Sequence[Correction] = (),
) -> tuple[Statement, ...]:
    """The same statements, each with its speaker.

    >>> from toolkit.model import Span
    >>> one = Statement((Span(0, 8),), "indirect", source=Span(10, 19))
    >>> resolve_speakers(Article("a", "Talks go, Mr Peskov said.", date="2023-05-01"), [one])[0].speaker.side
    'russia'
    """
    sides = parties or read_parties()
    out: list[Statement] = []
    known: list[tuple[int, Speaker, str]] = []  # where a person was last named, who, gender
    for statement in statements:
        speaker, gender = resolve_mention(article, statement, sides, known)
        if statement.source is not None and (speaker.name != UNKNOWN or speaker.side != UNKNOWN):
            known.append((statement.source.start, speaker, gender))
        out.append(replace(statement, speaker=speaker))
    out = _lead(article, out)
    return tuple(_correct(article, s, corrections) for s in out)


def _lead(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """An unnamed official of the first paragraph is the first named speaker after it of the same body and side."""
    out = list(statements)
    first_end = article.text.find("\n")
    for i, statement in enumerate(out):
        source = statement.source
        if statement.speaker.name != UNKNOWN or source is None or not 0 <= source.start < first_end:
            continue
        words = {w for w in fold(source.of(article.text)).split() if is_country(w)}
        for later in out[i + 1 :]:
            who = later.speaker
            if who.id and later.source and who.side == statement.speaker.side:
                if words & set(fold(later.source.of(article.text)).split()):
                    reason = "introduced without a name in the first paragraph, named in a later one"
                    out[i] = replace(statement, speaker=replace(who, reason=reason, confidence=0.7))
                break
    return out


def _correct(article: Article, statement: Statement, corrections: Sequence[Correction]) -> Statement:
    """The statement with the researcher's correction of its speaker, if there is one."""
    for row in corrections:
        if row.speaker == statement.speaker.name and row.doc in {None, article.id}:
            who = replace(
                statement.speaker,
                name=row.name,
                side=row.side,
                office=row.office,
                reason="corrected by hand",
                confidence=1.0,
            )
            return replace(statement, speaker=who)
    return statement
