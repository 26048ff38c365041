"""Tables of articles, one a row: .csv, .tsv, .jsonl, .parquet, read row by row."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LARGEST, LONGEST, open_lines, too_long
from toolkit.read.records import Map, find_names, find_roles, to_article, with_note
from toolkit.read.rows import read_rows

if TYPE_CHECKING:
    import pyarrow.parquet as pq

DELIMITERS = (",", ";", "\t", "|")
NO_DELIMITER = "\x1f"
START = 100_000  # characters that show how a table is written
SEP = re.compile(r"\ufeff?\"?sep=([^\r\n])\"?\r?\n", re.IGNORECASE)  # Excel's line above the header
OBJECT = re.compile(r"\s*(?:\[\s*)?\{[ \t]*\"[^\"\n]{1,60}\"\s*:")
ZERO = "a zero byte in this row; remove it"
LONGEST_LINE = 20_000_000  # characters; what is longer is not read into memory


def read_csv(file: Path, columns: Map | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a .csv file with a header row; the delimiter is the one that the header shows.

    A row that is broken is left out, with the line where it starts, and the next whole one is read.
    """
    csv.field_size_limit(LONGEST_LINE)
    with open_lines(file, newline="") as lines:
        try:
            start = lines.read(START)
        except UnicodeDecodeError as error:
            raise _broken(error, file) from None
        lines.seek(0)
        stated = SEP.match(start)
        if stated:
            lines.readline()
        delimiter = stated[1] if stated else _delimiter(start, columns)
        rows = read_rows(_lines(lines), delimiter, line=2 if stated else 1)
        header = next((row for _, row in rows if isinstance(row, list)), [])
        names = find_names(header, file, columns)
        for number, (line, row) in enumerate(rows, start=2):
            where = f"{file}, line {line}"
            if isinstance(row, str):
                yield LeftOut(where, row)
            elif any("\0" in cell for cell in row):
                yield LeftOut(where, ZERO)
            else:
                found = to_article(dict(zip(header, row, strict=False)), names, file, number=number, where=where)
                yield from with_note(found, where)


def _delimiter(start: str, columns: Map | None) -> str:
    """The delimiter of a table that starts so: one that shows a text column, else the one with most cells.

    A table of one column has none: its lines hold commas that divide nothing.
    """
    tried = {mark: next(filter(None, csv.reader(StringIO(start), delimiter=mark)), []) for mark in DELIMITERS}
    mark = max(DELIMITERS, key=lambda mark: ("text" in find_roles(tried[mark], columns), len(tried[mark])))
    return mark if len(tried[mark]) > 1 else NO_DELIMITER


def read_jsonl(file: Path, columns: Map | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a .jsonl file; a line that is no JSON object is left out, and the next one is read.

    A file that is one JSON array gives the articles of its objects.
    """
    with open_lines(file, newline="\n") as lines:
        try:
            if lines.read(START).lstrip().startswith("[") and (rows := _array(file)) is not None:
                for number, row in enumerate(rows, start=1):
                    where = f"{file}, item {number}"
                    yield from with_note(_json_row(row, columns, file, number=number, where=where), where)
                return
            lines.seek(0)
            for number, line in enumerate(_lines(lines), start=1):
                if line.strip():
                    yield from with_note(_json_line(line, columns, file, number=number), f"{file}, line {number}")
        except UnicodeDecodeError as error:
            raise _broken(error, file) from None


def _array(file: Path) -> list[Any] | None:
    """The items of a file that is one JSON array; None where its second line is an object by itself."""
    with open_lines(file, newline="\n") as lines:
        text = lines.read(LONGEST_LINE + 1)
    what = f"of more than {LONGEST_LINE:,} characters"
    if len(text) <= LONGEST_LINE:
        try:
            return list(json.loads(text))
        except (ValueError, RecursionError) as error:
            what = f"that is broken ({error})"
    lines_after = filter(str.strip, islice(StringIO(text), 1, None))
    if is_object(next(lines_after, "")):
        return None
    raise InputError(f"a JSON array {what}", where=str(file), hint="write one object a line")


def is_object(line: str) -> bool:
    """Whether a line is a JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def is_jsonl(start: str) -> bool:
    """Whether a text that starts so is JSON Lines, or an array of objects: it begins with the name of a value.

    >>> is_jsonl('{"text": "Talks go on."}'), is_jsonl("{Talks}")
    (True, False)
    """
    return OBJECT.match(start) is not None


def is_csv(start: str) -> bool:
    """Whether a text that starts so is a table: its header names a text and another fact, and a row as wide follows.

    >>> is_csv("id,text\\n7,Talks go on.\\n"), is_csv("Text, date and title\\nTalks go on, he said.\\n")
    (True, False)
    """
    start = SEP.sub("", start, count=1)
    for mark in DELIMITERS:
        try:
            rows = list(islice(filter(None, csv.reader(StringIO(start), delimiter=mark)), 2))
        except csv.Error:
            continue
        roles = find_roles(rows[0], None) if rows else {}
        if "text" in roles and len(roles) > 1 and len(rows) > 1 and len(rows[1]) == len(rows[0]):
            return True
    return False


def _json_line(line: str, columns: Map | None, file: Path, *, number: int) -> Article | LeftOut:
    """The article of one line."""
    where = f"{file}, line {number}"
    if len(line) > LONGEST_LINE:
        return LeftOut(where, str(too_long("", f"more than {LONGEST_LINE:,} characters")))
    if "\0" in line:
        return LeftOut(where, ZERO)
    try:
        return _json_row(json.loads(line), columns, file, number=number, where=where)
    except (ValueError, RecursionError) as error:
        return LeftOut(where, f"not a JSON object ({error}); mend or remove the line")


def _json_row(row: Any, columns: Map | None, file: Path, *, number: int, where: str) -> Article | LeftOut:
    """The article of an object."""
    if not isinstance(row, dict):
        return LeftOut(where, f"not a JSON object (a {type(row).__name__}); mend or remove it")
    try:
        return to_article(row, find_names(row, where, columns), file, number=number, where=where)
    except InputError as error:
        return LeftOut(where, str(error).removeprefix(f"{where}: "))


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
            texts = list(find_names(table.schema_arrow.names, file, columns).values())
        with pq.ParquetFile(file, read_dictionary=texts) as table:  # a text that many rows share is in memory once
            yield from _parquet_rows(table, file, columns)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        what = f"not a Parquet file, or a damaged one ({' '.join(str(error).split())})"
        raise InputError(what, where=str(file), hint="write it again") from None


def _parquet_rows(table: pq.ParquetFile, file: Path, columns: Map | None) -> Iterator[Article | LeftOut]:
    """The articles of an open table; text that is no UTF-8 costs its row."""
    names = find_names(table.schema_arrow.names, file, columns)
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
                yield from with_note(to_article(row, names, file, number=number, where=where), where)


def _value(scalar: Any) -> Any:
    """The value of a cell; of a text too long for any article, its length in x."""
    import pyarrow as pa

    plain = scalar.value if isinstance(scalar, pa.DictionaryScalar) and scalar.is_valid else scalar
    if plain.is_valid and hasattr(plain, "as_buffer") and plain.as_buffer().size > LARGEST:
        return "x" * (LONGEST + 1)
    return plain.as_py()
