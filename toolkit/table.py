"""Statements to and from tables; the only place that names columns."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from toolkit.errors import InputError
from toolkit.extract import DEFAULT_ENGINE, ENGINES, NO_WEIGHTS
from toolkit.model import Article, Result, expect_each, from_dict, to_dict
from toolkit.signature import sign

if TYPE_CHECKING:
    import pandas as pd

TEXTS = ["doc", "side", "speaker", "speaker_id", "office", "kind", "text", "cue_text", "source_text"]
OFFSETS = ["content", "cue", "source", "evidence", "targets", "certainty_words", "more"]
NUMBERS = ["polarity", "subjectivity", "vader", "tone", "posture", "confidence", "speaker_confidence"]
WORDS = ["certainty", "act", "framing", "rule", "reason", "outlet", "date", "title", "url", "path"]
COLUMNS = [*TEXTS[:1], "statement", *TEXTS[1:], *NUMBERS, *WORDS, *OFFSETS]
FACTS = ["title", "outlet", "date", "url", "path", "date_raw", "speaker", "language"]
ARTICLE_COLUMNS = ["doc", *FACTS[:5], "text", "n_statements", *FACTS[5:], "signature"]
HEAVY = ["text", "cue_text", *OFFSETS, "title", "url", "path", "outlet", "date"]
CHUNK, CHUNK_CHARACTERS = 512, 4_000_000  # that are in memory at once
RESULTS = "take what process_articles gives, less what was left out: [r for r in results if isinstance(r, Result)]"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_frame(results: Iterable[Result]) -> pd.DataFrame:
    """One row a statement, columns and types always the same; offsets as JSON strings, scores as numbers or missing.

    Raises TypeError for what is no Result: what was left out has no row, and is looked at before.

    >>> list(to_frame([]).columns[:4])
    ['doc', 'statement', 'side', 'speaker']
    """
    import pandas as pd

    rows = [row for result in expect_each(results, Result, RESULTS) for row in _rows(result)]
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
            "path": article.path,
        }
        out.append(row)
    return out


def articles_frame(results: Iterable[Result], *, signed: bool = True) -> pd.DataFrame:
    """One row an article, with its exact text, the number of its statements and, where `signed`, its signature."""
    import pandas as pd

    rows = [
        {"doc": result.article.id, "text": result.article.text, "n_statements": len(result.statements)}
        | {name: getattr(result.article, name) for name in FACTS}
        | {"signature": sign(result.article.text) if signed else None}
        for result in results
    ]
    frame = pd.DataFrame(rows, columns=ARTICLE_COLUMNS)
    return frame.astype({name: "int64" if name == "n_statements" else "object" for name in ARTICLE_COLUMNS})


def light_frame(results: Iterable[Result]) -> pd.DataFrame:
    """The rows of `to_frame` without texts and offsets; the articles need not be in memory at once."""
    import pandas as pd

    return pd.concat([to_frame(part).drop(columns=HEAVY) for part in chain(_parts(results), [()])], ignore_index=True)


def write_statements(results: Iterable[Result], path: Path) -> bool:
    """Writes .jsonl (one line an article, the interchange format), .parquet or .csv; False without an article.

    The results are taken one by one. The file takes its name when it is complete.
    """
    return _write_as(WRITERS, results, path)


def write_articles(articles: Iterable[Article], path: Path) -> bool:
    """Writes a .parquet, .csv or .jsonl table that can be read again, as `write_statements` does.

    The texts are exact, also in .csv: none is guarded against being taken for a formula.
    """
    return _write_as(ARTICLE_WRITERS, (Result(article, ()) for article in articles), path)


def _write_as(writers: Mapping[str, Writer], results: Iterable[Result], path: Path) -> bool:
    ending = path.suffix.lower()
    if ending not in writers:
        hint = f"use one of {', '.join(writers)}"
        raise InputError(f"cannot write {ending or 'a file without ending'}", where=str(path), hint=hint)
    results = iter(results)
    first = list(islice(results, 1))
    if first:
        with open_whole(path) as file:
            writers[ending](chain(first, results), file)
    return bool(first)


def _write_jsonl(results: Iterable[Result], file: BinaryIO) -> None:
    for result in results:
        statements = [to_dict(one) | {"text": one.words(result.article.text)} for one in result.statements]
        row = {"doc": result.article.id, "path": result.article.path, "statements": statements}
        file.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Writes objects as JSON Lines, one by one; the file takes its name when it is complete."""
    with open_whole(path) as file:
        for row in rows:
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


def _write_csv(results: Iterable[Result], file: BinaryIO) -> None:
    _write_rows((to_frame(part).map(harmless) for part in _parts(results)), file)


def _write_rows(frames: Iterable[pd.DataFrame], file: BinaryIO) -> None:
    text = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="")
    for number, frame in enumerate(frames):
        frame.to_csv(text, index=False, header=number == 0, lineterminator="\r\n")  # a bare \r is quoted only so
    text.detach()


def _write_parquet(results: Iterable[Result], file: BinaryIO) -> None:
    write_parquet(map(to_frame, _parts(results)), file)


def _article_frames(results: Iterable[Result]) -> Iterator[pd.DataFrame]:
    own = ["n_statements", "signature"]
    frames = (articles_frame(part, signed=False).drop(columns=own) for part in _parts(results))
    return (frame.rename(columns={"doc": "id"}) for frame in frames)


def _write_article_lines(results: Iterable[Result], file: BinaryIO) -> None:
    for frame in _article_frames(results):
        for row in _plain(frame):
            file.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


Writer = Callable[[Iterable[Result], BinaryIO], None]
WRITERS: dict[str, Writer] = {".jsonl": _write_jsonl, ".parquet": _write_parquet, ".csv": _write_csv}
ARTICLE_WRITERS: dict[str, Writer] = {
    ".parquet": lambda results, file: write_parquet(_article_frames(results), file),
    ".csv": lambda results, file: _write_rows(_article_frames(results), file),
    ".jsonl": _write_article_lines,
}


def write_parquet(frames: Iterable[pd.DataFrame], file: BinaryIO) -> None:
    """Writes frames of the same columns as the groups of one table; a column has its type even where it is empty."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"object": pa.string(), "int64": pa.int64(), "float64": pa.float64()}
    with ExitStack() as stack:
        writer = None
        for frame in frames:
            schema = pa.schema([(str(name), types[str(kind)]) for name, kind in frame.dtypes.items()])
            writer = writer or stack.enter_context(pq.ParquetWriter(file, schema))
            writer.write_table(pa.Table.from_pandas(frame, schema=schema, preserve_index=False))


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when it is complete and on the disk; after an error or a stop nothing is left."""
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise InputError("a folder, not a file", where=str(path), hint="name a file in it")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        _keep_name(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError) and str(error.filename or part) == str(part):  # no input that is read meanwhile
            error.filename = str(path)
        raise


def _keep_name(folder: Path) -> None:
    """Waits until a new name in a folder is on the disk too: after a power cut a file without a name is lost."""
    if os.name != "posix":  # Windows opens no folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot; the file itself is on the disk
            os.fsync(handle)
    finally:
        os.close(handle)


def _parts(results: Iterable[Result]) -> Iterator[list[Result]]:
    """The results in parts of CHUNK articles, or fewer where they are long."""
    part: list[Result] = []
    size = 0
    for result in results:
        part.append(result)
        size += len(result.article.text)
        if len(part) == CHUNK or size > CHUNK_CHARACTERS:
            yield part
            part, size = [], 0
    if part:
        yield part


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
        facts = {name: row.get(name) for name in FACTS}
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
    """One row a speaker: mentions, office, side, how it was decided, confidence, mean scores; unknown first."""
    grouped = frame.assign(office=frame["office"].fillna("")).groupby(["speaker", "side"], sort=True)
    out = grouped.agg(
        mentions=("polarity", "size"),
        office=("office", "last"),
        decided=("reason", "first"),
        confidence=("speaker_confidence", "mean"),
        **{name: (name, "mean") for name in ("polarity", "subjectivity", "vader", "tone", "posture")},
    ).reset_index()
    unresolved = (out["speaker"] == "unknown") | (out["side"] == "unknown")
    out = out.assign(_open=~unresolved, _many=-out["mentions"]).sort_values(["_open", "_many", "speaker", "side"])
    return out.drop(columns=["_open", "_many"]).reset_index(drop=True).round(3)


def engine_of(frame: pd.DataFrame) -> str:
    """The engine of a table: that of its run (`read_run`), else the one that found most of its statements.

    The latter by their `rule`; turns and paragraphs of a speech tell none, since every engine takes them alike. Where
    nothing tells it, the default.

    >>> import pandas as pd
    >>> engine_of(pd.DataFrame({"rule": ["speech: turn", "fast: learned"]})), engine_of(pd.DataFrame())
    ('fast', 'neural')
    """
    if "engine" in frame.attrs:
        return str(frame.attrs["engine"])
    rules = list(frame["rule"].dropna().astype(str)) if "rule" in frame else []
    found = [rule.partition(": ")[0] for rule in rules if rule and not rule.startswith("speech: ")]
    names = Counter(name if name in ENGINES else NO_WEIGHTS for name in found)
    return max(sorted(names), key=names.__getitem__, default=DEFAULT_ENGINE)
