"""Statements to and from tables; the only place that names columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import InputError
from toolkit.model import Article, Result, from_dict, to_dict

TEXTS = ["doc", "side", "speaker", "speaker_id", "office", "kind", "text", "cue_text", "source_text"]
OFFSETS = ["content", "cue", "source", "evidence", "targets"]
NUMBERS = ["polarity", "subjectivity", "vader", "tone", "posture", "confidence", "speaker_confidence"]
WORDS = ["certainty", "framing", "rule", "reason", "outlet", "date", "title", "url"]
COLUMNS = [*TEXTS[:1], "statement", *TEXTS[1:], *NUMBERS, *WORDS, *OFFSETS]
ARTICLE_COLUMNS = ["doc", "title", "outlet", "date", "url", "path", "text", "n_statements"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_frame(results: Iterable[Result]) -> pd.DataFrame:
    """One row a statement, columns and types always the same; offsets as JSON strings, scores as numbers or missing.

    >>> list(to_frame([]).columns[:4])
    ['doc', 'statement', 'side', 'speaker']
    """
    rows = [row for result in results for row in _rows(result)]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(
        {name: "float64" if name in NUMBERS else "int64" if name == "statement" else "object" for name in COLUMNS}
    )


def _rows(result: Result) -> list[dict[str, Any]]:
    article, out = result.article, []
    for number, statement in enumerate(result.statements):
        row = to_dict(statement)
        row |= {name: json.dumps(row[name]) for name in OFFSETS}
        row |= {
            "doc": article.id,
            "statement": number,
            "text": statement.words(article.text),
            "cue_text": statement.cue.of(article.text) if statement.cue else None,
            "source_text": statement.source.of(article.text) if statement.source else None,
            "outlet": article.outlet,
            "date": article.date,
            "title": article.title,
            "url": article.url,
        }
        out.append(row)
    return out


def articles_frame(results: Iterable[Result]) -> pd.DataFrame:
    """One row an article, with its exact text and the number of its statements."""
    rows = [
        (a.id, a.title, a.outlet, a.date, a.url, a.path, a.text, len(result.statements))
        for result in results
        for a in [result.article]
    ]
    frame = pd.DataFrame(rows, columns=ARTICLE_COLUMNS)
    return frame.astype({name: "int64" if name == "n_statements" else "object" for name in ARTICLE_COLUMNS})


def write_statements(results: Sequence[Result], path: Path) -> None:
    """The statements as .jsonl (one line an article, the interchange format), .parquet or .csv, by the ending."""
    ending = path.suffix.lower()
    if ending == ".jsonl":
        lines = (
            json.dumps({"doc": r.article.id, "statements": [to_dict(s) for s in r.statements]}, ensure_ascii=False)
            for r in results
        )
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8", errors="surrogatepass")
    elif ending == ".parquet":
        to_frame(results).to_parquet(path, index=False)
    elif ending == ".csv":
        to_frame(results).map(harmless).to_csv(path, index=False)
    else:
        raise InputError(
            f"cannot write {ending or 'a file without ending'}", where=str(path), hint="use .jsonl, .parquet or .csv"
        )


def from_frame(statements: pd.DataFrame, articles: pd.DataFrame) -> list[Result]:
    """The results that the two tables were made from (`to_frame`, `articles_frame`), in the order of the articles.

    >>> from_frame(to_frame([]), articles_frame([]))
    []
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _plain(statements):
        row |= {name: json.loads(row[name]) for name in OFFSETS}
        found.setdefault(row["doc"], []).append(row)
    out = []
    for row in _plain(articles):
        facts = {name: row[name] for name in ("title", "outlet", "date", "url", "path")}
        rows = sorted(found.get(row["doc"], []), key=lambda r: r["statement"])
        out.append(Result(Article(row["doc"], row["text"], **facts), tuple(map(from_dict, rows))))
    return out


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with None for what is missing."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def harmless(cell: object) -> object:
    """A text cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless(2)
    ("'=1+1", 2)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def speakers_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a speaker: statements, office, side, how it was decided, confidence, mean scores; unknown first."""
    grouped = frame.assign(office=frame["office"].fillna("")).groupby(["speaker", "side"], sort=True)
    out = grouped.agg(
        statements=("text", "size"),
        office=("office", "last"),
        decided=("reason", "first"),
        confidence=("speaker_confidence", "mean"),
        polarity=("polarity", "mean"),
        vader=("vader", "mean"),
    ).reset_index()
    unresolved = (out["speaker"] == "unknown") | (out["side"] == "unknown")
    out = out.assign(_open=~unresolved, _many=-out["statements"]).sort_values(["_open", "_many", "speaker", "side"])
    return out.drop(columns=["_open", "_many"]).reset_index(drop=True).round(3)
