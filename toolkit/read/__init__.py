"""Bytes to articles; one file per format, and the only readers of articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
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
    taken: dict[str, int] = {}
    if "-" in names:
        yield Article("stdin", sys.stdin.read())
    for file in files:
        for item in _read_file(file):
            if isinstance(item, Article):
                taken[item.id] = taken.get(item.id, 0) + 1
                if taken[item.id] > 1:
                    item = replace(item, id=f"{item.id}-{taken[item.id]}")
            yield item


def _read_file(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of one file; an unreadable one is a LeftOut and stops nothing."""
    try:
        yield from READERS[file.suffix.lower()](file)
    except InputError as error:
        yield LeftOut(str(file), str(error).removeprefix(f"{file}: "))
    except OSError as error:
        yield LeftOut(str(file), f"cannot be read ({error.strerror}); check its permissions")
