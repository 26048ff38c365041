"""Bytes to articles; one file per format, and the only readers of articles."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LARGEST, LONGEST, decode, too_long
from toolkit.read.files import find_files as find_with_ending
from toolkit.read.files import name_files
from toolkit.read.html import read_html
from toolkit.read.tables import read_csv, read_jsonl, read_parquet
from toolkit.read.text import read_text

READERS: dict[str, Callable[[Path], Iterator[Article | LeftOut]]] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}


def find_files(inputs: Iterable[str | Path]) -> tuple[list[Path], list[LeftOut]]:
    """The files that have a reader, in a fixed order, and the inputs that have none, with the reason.

    >>> find_files(["no-such-folder"])[1][0].reason
    'no such file or folder; check the path'
    """
    return find_with_ending(inputs, READERS)


def read_articles(inputs: Iterable[str | Path]) -> Iterator[Article | LeftOut]:
    """Every article of the inputs, in a fixed order, with ids made unique; what cannot be read comes as LeftOut.

    An article that has no id of its own bears its file's name, with the folder where another has the same name. "-" is
    text from standard input.
    """
    names = [str(name) for name in inputs]
    files, left = find_files(name for name in names if name != "-")
    yield from left
    taken: dict[str, int] = {}
    complaints: set[LeftOut] = set()
    if "-" in names:
        _free_id("stdin", taken)
        yield from _read_stdin()
    for file, name in name_files(files).items():
        number = re.compile(re.escape(file.stem) + r"(-\d+)?")
        for item in _read_file(file):
            if isinstance(item, Article):
                row = number.fullmatch(item.id)
                own = f"{name}{row[1] or ''}" if row else item.id
                item = replace(item, id=_free_id(own, taken), path=_writable(item.path))
            elif item.where != str(file) and not item.where.startswith(f"{file}, "):  # a file beside many texts
                if item in complaints:
                    continue
                complaints.add(item)
            yield item


def _read_stdin() -> Iterator[Article | LeftOut]:
    """Text from standard input, exactly as its bytes say."""
    raw = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    try:
        if not raw.strip():
            raise InputError("standard input is empty", hint="pipe a text in")
        text, broken = decode(raw, "-") if len(raw) <= LARGEST else ("", "")
        if not text or len(text) > LONGEST:
            raise too_long("", f"more than {LONGEST:,} characters")
        if broken:
            yield LeftOut("-", broken, "part")
        yield Article("stdin", text)
    except InputError as error:
        yield LeftOut("-", str(error).removeprefix("-: "))


def _writable(path: str | None) -> str | None:
    """A path that UTF-8 can hold: bytes of a file name that are none are shown as escapes."""
    return path and path.encode("utf-8", "backslashreplace").decode()


def _free_id(name: str, taken: dict[str, int]) -> str:
    """The name, or the name with the first number that nobody has; it is then taken.

    >>> seen = {}
    >>> [_free_id(name, seen) for name in ("x", "x-2", "x")]
    ['x', 'x-2', 'x-3']
    """
    name = _writable(name) or "article"
    free, number = name, taken.get(name, 1)
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken[name] = number
    taken.setdefault(free, 1)
    return free


def _read_file(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of one file; an unreadable one is a LeftOut and stops nothing."""
    empty = True
    try:
        for item in READERS[file.suffix.lower()](file):
            empty = False
            yield item
        if empty:
            raise InputError("no articles in this table", hint="give it rows")
    except InputError as error:
        yield LeftOut(str(file), str(error).removeprefix(f"{file}: "))
    except OSError as error:
        yield LeftOut(str(file), f"cannot be read ({error.strerror or error}); check its permissions")
