"""The rows of a CSV table whose quotation marks may not match."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator

CODE = re.compile(r"\S*(?:\d|://)\S*")
LONGEST_CODE = 200  # characters
TOO_LONG = "field larger than field limit"

Row = list[str] | str  # the cells, or what is wrong


def read_rows(lines: Iterable[str], delimiter: str, *, line: int = 1) -> Iterator[tuple[int, Row]]:
    """Each row that is not blank, or what is wrong with it, with the line where it starts; the header comes first.

    `line` is the number of the first one. After a row whose quotation marks do not match, reading goes on with the next
    line that looks like a row: it has as many cells as the header, and a number, date or address wherever every row
    before has one. What lies between is one complaint that says how many lines were not read.
    """
    source = _Lines(lines, line - 1)
    header: list[str] | None = None
    codes: set[int] | None = None  # the columns that hold a number, date or address in every row so far
    lost: tuple[int, str] | None = None  # the line where the first unread row starts, and what is wrong there
    for row in _parse(source, delimiter):
        if isinstance(row, str):
            lost = lost or (source.start, row)
            if codes:
                source.go_back()
            continue
        width = len(header) if header else len(row)
        if lost and header and not (len(row) == width and (codes or set()) <= _codes(row)):
            continue
        if lost:
            yield lost[0], _unread(*lost, source.start - 1)
            lost = None
        if any(cell.strip() for cell in row[width:]):
            yield source.start, f"{len(row)} cells under {width} columns; quote the cells that hold the delimiter"
            continue
        if header:
            codes = _codes(row) if codes is None else codes & _codes(row)
        header = header or row
        yield source.start, row
    if lost:
        yield lost[0], _unread(*lost, source.line)
    if source.error:
        yield source.line + 1, f"broken {source.error.encoding.upper()} from here on; save the file as UTF-8 again"


def _parse(source: _Lines, delimiter: str) -> Iterator[Row]:
    """The rows of the lines that the source gives, which may go back."""
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(error)
            continue
        if any(cell.strip() for cell in row):
            yield row


class _Lines:
    """Lines with their numbers; those of the row that is read can be read once more, all but its first."""

    def __init__(self, lines: Iterable[str], before: int) -> None:
        self.lines, self.again, self.taken = iter(lines), deque[str](), list[str]()
        self.line = before
        self.error: UnicodeDecodeError | None = None

    @property
    def start(self) -> int:
        """The line where the row starts."""
        return self.line - len(self.taken) + 1

    def begin(self) -> None:
        """A row begins with the next line."""
        self.taken = []

    def go_back(self) -> None:
        """The next line is the second one of the row."""
        self.again.extendleft(reversed(self.taken[1:]))
        self.line -= len(self.taken) - 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            line = self.again.popleft() if self.again else next(self.lines)
        except UnicodeDecodeError as error:
            self.error = error
            raise StopIteration from None
        self.taken.append(line)
        self.line += 1
        return line


def _codes(row: list[str]) -> set[int]:
    """The columns that hold one word with a digit, or an address.

    >>> _codes(["17", "in 2022", "2026-02-03", "https://x.example/a"])
    {0, 2, 3}
    """
    return {at for at, cell in enumerate(row) if len(cell) < LONGEST_CODE and CODE.fullmatch(cell.strip())}


def _unread(start: int, error: str, end: int) -> str:
    """The complaint about the lines from a broken row to the next whole one."""
    lines = "" if start == end else f"; lines {start} to {end} were not read ({end - start + 1:,} lines)"
    if error.startswith(TOO_LONG):
        return f"a cell of more than {csv.field_size_limit():,} characters, too long for an article; split it{lines}"
    return f"quotation marks that do not match ({error}); double the marks inside a cell{lines}"
