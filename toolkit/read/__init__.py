"""Bytes to articles; one file per format, and the only readers of articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import decode
from toolkit.read.html import read_html
from toolkit.read.tables import read_csv, read_jsonl, read_parquet
from toolkit.read.text import read_text

READERS: dict[str, Callable[[Path], Iterator[Article | LeftOut]]] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}


def find_files(inputs: Iterable[str | Path]) -> tuple[list[Path], list[LeftOut]]:
    """The files to read, in a fixed order, and the inputs that cannot be read, with the reason.

    >>> find_files(["no-such-folder"])[1][0].reason
    'no such file or folder; check the path'
    """
    found: list[Path] = []
    left: list[LeftOut] = []
    for name in map(Path, inputs):
        if name.is_dir():
            inside = sorted(p for p in name.rglob("*") if p.is_file() and p.suffix.lower() in READERS)
            found += inside
            if not inside:
                left.append(LeftOut(str(name), f"no file to read; files may end in {', '.join(READERS)}"))
        elif not name.exists():
            left.append(LeftOut(str(name), "no such file or folder; check the path"))
        elif name.suffix.lower() not in READERS:
            left.append(LeftOut(str(name), f"no reader for this ending; use one of {', '.join(READERS)}"))
        else:
            found.append(name)
    return list(dict.fromkeys(found)), left


def read_articles(inputs: Iterable[str | Path]) -> Iterator[Article | LeftOut]:
    """Every article of the inputs, in a fixed order, with ids made unique; what cannot be read comes as LeftOut.

    "-" is text from standard input.
    """
    names = [str(name) for name in inputs]
    files, left = find_files(name for name in names if name != "-")
    yield from left
    taken: set[str] = set()
    if "-" in names:
        taken.add("stdin")
        yield from _read_stdin()
    for file in files:
        for item in _read_file(file):
            if isinstance(item, Article):
                item = replace(item, id=_free_id(item.id, taken))
                taken.add(item.id)
            yield item


def _read_stdin() -> Iterator[Article | LeftOut]:
    """Text from standard input, exactly as its bytes say."""
    try:
        text = decode(sys.stdin.buffer.read(), "-")
    except InputError as error:
        yield LeftOut("-", str(error).removeprefix("-: "))
        return
    if text.strip():
        yield Article("stdin", text)
    else:
        yield LeftOut("-", "standard input is empty; pipe a text in")


def _free_id(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number that nobody has."""
    if name not in taken:
        return name
    return next(free for n in count(2) if (free := f"{name}-{n}") not in taken)


def _read_file(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of one file; an unreadable one is a LeftOut and stops nothing."""
    try:
        yield from READERS[file.suffix.lower()](file)
    except InputError as error:
        yield LeftOut(str(file), str(error).removeprefix(f"{file}: "))
    except OSError as error:
        yield LeftOut(str(file), f"cannot be read ({error.strerror}); check its permissions")
