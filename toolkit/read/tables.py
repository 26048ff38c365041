"""Tables of articles, one a row: .csv, .tsv, .jsonl, .parquet, read row by row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LARGEST, LONGEST, is_broken, open_lines, too_long, whole
from toolkit.read.dates import to_iso, why_no_date
from toolkit.read.rows import read_rows

if TYPE_CHECKING:
    import pyarrow.parquet as pq

COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "article_body", "articlebody", "fulltext",
             "full_text", "maintext", "story"),
    "id": ("id", "doc", "doc_id", "article_id", "stories_id"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "source_name", "newspaper", "media", "media_name"),
    "date": ("date", "published", "publish_date", "published_at", "date_publish", "publication_date", "pubdate",
             "date_raw"),
    "url": ("url", "link"),
    "speaker": ("speaker",),
}  # fmt: skip
DELIMITERS = (",", ";", "\t", "|")
NO_DELIMITER = "\x1f"
MEDIA_CLOUD = ({"media_name", "media_url"}, {"stories_id", "media_id"}, {"indexed_date", "media_url"})
LONGEST_LINE = 20_000_000  # characters; what is longer is not read into memory

Map = Mapping[str, str]  # which column holds what, where the user says so


def read_csv(file: Path, columns: Map | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a .csv file with a header row; the delimiter is the one that the header shows.

    A row that is broken is left out, with the line where it starts, and the next whole one is read.
    """
    csv.field_size_limit(LONGEST_LINE)
    with open_lines(file, newline="") as lines:
        try:
            delimiter = _delimiter(lines.read(100_000), columns)
        except UnicodeDecodeError as error:
            raise _broken(error, file) from None
        lines.seek(0)
        rows = read_rows(_lines(lines), delimiter)
        header = next((row for _, row in rows if isinstance(row, list)), [])
        names = _names(header, file, columns)
        for number, (line, row) in enumerate(rows, start=2):
            where = f"{file}, line {line}"
            if isinstance(row, str):
                yield LeftOut(where, row)
            else:
                found = _article(dict(zip(header, row, strict=False)), names, file, number=number, where=where)
                yield from _with_note(found, where)


def _delimiter(start: str, columns: Map | None) -> str:
    """The delimiter of a table that starts so: one that shows a text column, else the one with most cells.

    A table of one column has none: its lines hold commas that divide nothing.
    """
    tried = {mark: next(filter(None, csv.reader(StringIO(start), delimiter=mark)), []) for mark in DELIMITERS}
    mark = max(DELIMITERS, key=lambda mark: ("text" in _roles(tried[mark], columns), len(tried[mark])))
    return mark if len(tried[mark]) > 1 else NO_DELIMITER


def read_jsonl(file: Path, columns: Map | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a .jsonl file; a line that is no JSON object is left out, and the next one is read."""
    with open_lines(file, newline="\n") as lines:
        try:
            for number, line in enumerate(_lines(lines), start=1):
                if line.strip():
                    yield from _with_note(_json_line(line, columns, file, number=number), f"{file}, line {number}")
        except UnicodeDecodeError as error:
            raise _broken(error, file) from None


def _json_line(line: str, columns: Map | None, file: Path, *, number: int) -> Article | LeftOut:
    """The article of one line."""
    where = f"{file}, line {number}"
    try:
        if len(line) > LONGEST_LINE:
            raise too_long(where, f"more than {LONGEST_LINE:,} characters")
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError(f"a {type(row).__name__}")
        return _article(row, _names(row, where, columns), file, number=number, where=where)
    except InputError as error:
        return LeftOut(where, str(error).removeprefix(f"{where}: "))
    except (ValueError, RecursionError) as error:
        return LeftOut(where, f"not a JSON object ({error}); mend or remove the line")


def _broken(error: UnicodeDecodeError, file: Path) -> InputError:
    return InputError(f"broken {error.encoding.upper()}", where=str(file), hint="save it as UTF-8 again")


def _lines(lines: TextIO) -> Iterator[str]:
    """Lines of the file; one that is far too long is not read into memory, and a longer one than any cell given."""
    while line := lines.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(("\n", "\r")):
            rest = lines.readline(LONGEST_LINE + 1)
        yield line if len(line) <= LONGEST_LINE else "x" * (LONGEST_LINE + 1)


def read_parquet(file: Path, columns: Map | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a .parquet file, read a group of rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as table:
            texts = list(_names(table.schema_arrow.names, file, columns).values())
        with pq.ParquetFile(file, read_dictionary=texts) as table:  # a text that many rows share is in memory once
            yield from _parquet_rows(table, file, columns)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        what = f"not a Parquet file, or a damaged one ({' '.join(str(error).split())})"
        raise InputError(what, where=str(file), hint="write it again") from None


def _parquet_rows(table: pq.ParquetFile, file: Path, columns: Map | None) -> Iterator[Article | LeftOut]:
    """The articles of an open table; text that is no UTF-8 costs its row."""
    names = _names(table.schema_arrow.names, file, columns)
    number = 0
    for batch in table.iter_batches(batch_size=64, columns=list(names.values())):
        for at in range(len(batch)):
            number += 1
            where = f"{file}, row {number}"
            try:
                row = {name: _value(batch.column(name)[at]) for name in batch.schema.names}
            except UnicodeDecodeError:
                yield LeftOut(where, "text that is no UTF-8; write it again")
            else:
                yield from _with_note(_article(row, names, file, number=number, where=where), where)


def _value(scalar: Any) -> Any:
    """The value of a cell; of a text too long for any article, its length in x."""
    import pyarrow as pa

    plain = scalar.value if isinstance(scalar, pa.DictionaryScalar) and scalar.is_valid else scalar
    if plain.is_valid and hasattr(plain, "as_buffer") and plain.as_buffer().size > LARGEST:
        return "x" * (LONGEST + 1)
    return plain.as_py()


def _roles(found: Iterable[Any], columns: Map | None) -> dict[str, str]:
    """Which of the columns holds what; case, spaces and hyphens make no difference, the user's word decides."""
    found = list(found)
    plain = {re.sub(r"[\s-]+", "_", str(name).strip().lower()): name for name in reversed(list(found))}
    roles = {role: next((plain[name] for name in wanted if name in plain), None) for role, wanted in COLUMNS.items()}
    named = {role: name for role, name in (columns or {}).items() if name in found}
    return {role: name for role, name in roles.items() if name is not None} | named


def _names(found: Collection[Any], where: object, columns: Map | None) -> dict[str, str]:
    """Which column holds what; InputError where none holds the text."""
    names = _roles(found, columns)
    if "doc" in found and ("statements" in found or {"statement", "content"} <= set(found)):
        hint = "give the articles that they were found in"
        raise InputError("statements of this toolkit, not articles", where=str(where), hint=hint)
    missing = [name for name in (columns or {}).values() if name not in found]
    if missing:
        raise InputError(f"no column {missing[0]!r}; {_shown(found)}", where=str(where), hint="mend --columns")
    if "text" not in names and any(own <= set(found) for own in MEDIA_CLOUD):
        what = "a list of Media Cloud, addresses without texts"
        raise InputError(what, where=str(where), hint="fetch the pages and give them as .html or .warc.gz")
    if "text" not in names:
        hint = f"name one of them {', '.join(COLUMNS['text'][:4])}, or say --columns text=NAME"
        raise InputError(f"no text column; {_shown(found)}", where=str(where), hint=hint)
    return names


def _shown(found: Collection[Any]) -> str:
    """The names of the columns, as many as fit on a line."""
    names = [str(name)[:40] for name in found]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"the columns are {', '.join(islice(map(repr, names), 12)) or 'none'}{more}"


def _article(
    row: Mapping[str, Any], names: Mapping[str, str], file: Path, *, number: int, where: str
) -> Article | LeftOut:
    """The article of one row."""
    cells = {role: row.get(name) for role, name in names.items()}
    text = cells.pop("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        return LeftOut(where, "no text in this row; fill or remove it")
    if not isinstance(text, str):
        return LeftOut(where, f"the text is no string but {type(text).__name__}; write it as text")
    if len(text) > LONGEST:
        return LeftOut(where, str(too_long("", f"{len(text):,} characters")))
    facts = {role: fact for role, value in cells.items() if (fact := _fact(value))}
    if is_broken(text) or any(map(is_broken, facts.values())):
        return LeftOut(where, "characters that are broken; save the file as UTF-8 again")
    facts = {role: whole(fact) for role, fact in facts.items()}
    return Article(
        facts.get("id") or f"{file.stem}-{number}",
        whole(text),
        title=facts.get("title"),
        outlet=facts.get("outlet"),
        date=to_iso(facts.get("date")),
        url=facts.get("url"),
        path=str(file),
        date_raw=facts.get("date"),
        speaker=facts.get("speaker"),
    )


def _with_note(found: Article | LeftOut, where: str) -> Iterator[Article | LeftOut]:
    """The article of a row, after a note where its date cannot be read."""
    if isinstance(found, Article) and found.date_raw and not found.date:
        reason = f"{why_no_date(found.date_raw)}; write it as YYYY-MM-DD"
        yield LeftOut(where, reason, "note")
    yield found


def _fact(value: object) -> str:
    """A cell as a word; lists, objects and what stands for nothing are none.

    >>> _fact(7), _fact(float("nan")), _fact(["a"])
    ('7', '', '')
    """
    known = isinstance(value, str | int | float | date) and value == value
    return str(value).strip() if known else ""
