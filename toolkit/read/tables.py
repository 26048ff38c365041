"""Tables of articles, one a row: .csv, .jsonl, .parquet, read row by row."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import decode
from toolkit.read.dates import to_iso

COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "fulltext"),
    "id": ("id", "doc", "article_id"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "newspaper"),
    "date": ("date", "published", "publish_date", "published_at"),
    "url": ("url", "link"),
    "speaker": ("speaker",),
}
LARGEST_ROW = 20_000_000  # characters


def read_csv(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a .csv file with a header row."""
    csv.field_size_limit(min(LARGEST_ROW, sys.maxsize))
    with file.open("rb") as raw:
        encoding = _encoding(raw.read(1_000_000), file)
    with file.open(encoding=encoding, newline="") as lines:
        reader = csv.DictReader(lines)
        number = 1
        try:
            names = _names(reader.fieldnames or (), file)
            for number, row in enumerate(reader, start=2):
                yield _article(row, names, file, number)
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(
                f"broken after row {number} ({error})", where=str(file), hint="save as UTF-8 CSV"
            ) from None


def read_jsonl(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a .jsonl file; a line that is no JSON object is left out."""
    with file.open("rb") as lines:
        empty = True
        for number, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            empty = False
            try:
                row = json.loads(decode(raw, str(file)))
                if not isinstance(row, dict):
                    raise ValueError("not an object")
                yield _article(row, _names(row, file), file, number)
            except ValueError as error:
                yield LeftOut(f"{file}, line {number}", f"not a JSON object ({error}); mend or remove the line")
            except InputError as error:
                yield LeftOut(f"{file}, line {number}", error.what + "; " + str(error).split("; ")[-1])
        if empty:
            raise InputError("the file is empty", where=str(file), hint="remove it")


def read_parquet(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a .parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
    except pa.ArrowException as error:
        raise InputError("not a Parquet file", where=str(file), hint=f"write it again ({error})") from None
    names = _names(table.schema_arrow.names, file)
    number = 0
    for batch in table.iter_batches(batch_size=64):
        for row in batch.to_pylist():
            number += 1
            yield _article(row, names, file, number)


def _encoding(start: bytes, file: Path) -> str:
    """The encoding of a file that begins with these bytes."""
    if not start.strip():
        raise InputError("the file is empty", where=str(file), hint="remove it")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for cut in range(4):  # the last character may be cut
        try:
            start[: len(start) - cut].decode("utf-8-sig")
            return "utf-8-sig"
        except UnicodeDecodeError:
            continue
    if b"\0" in start:
        raise InputError("a binary file, not a table", where=str(file), hint="save as UTF-8 CSV")
    from charset_normalizer import from_bytes

    best = from_bytes(start).best()
    if best is None:
        raise InputError("neither UTF-8 nor another text encoding", where=str(file), hint="save as UTF-8 CSV")
    return best.encoding


def _names(found: Any, file: Path) -> dict[str, str]:
    """Which column holds what; InputError where none holds the text."""
    lower = {str(name).strip().lower(): name for name in reversed(list(found))}
    names = {role: next((lower[w] for w in wanted if w in lower), "") for role, wanted in COLUMNS.items()}
    if not names["text"]:
        shown = ", ".join(islice(map(repr, found), 8)) or "none"
        hint = f"name one of {', '.join(COLUMNS['text'])}"
        raise InputError(f"no text column among {shown}", where=str(file), hint=hint)
    return {role: name for role, name in names.items() if name}


def _article(row: Mapping[str, Any], names: Mapping[str, str], file: Path, number: int) -> Article | LeftOut:
    """The article of one row."""
    cells = {role: row.get(name) for role, name in names.items()}
    text = cells.get("text")
    if not isinstance(text, str) or not text.strip():
        return LeftOut(f"{file}, row {number}", "no text in this row; fill or remove it")
    facts = {role: str(value) for role, value in cells.items() if value not in (None, "") and role != "text"}
    return Article(
        facts.get("id") or f"{file.stem}-{number}",
        text,
        title=facts.get("title"),
        outlet=facts.get("outlet"),
        date=to_iso(facts.get("date")),
        url=facts.get("url"),
        path=str(file),
        date_raw=facts.get("date"),
        speaker=facts.get("speaker"),
    )
