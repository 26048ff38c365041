"""Exports of databases: many articles in one file, told by their layout in whatever kind of file they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read import factiva, nexis, proquest
from toolkit.read.bytes import LONGEST, too_long, whole

Reader = Callable[[Sequence[str], Path], Iterator[Article | LeftOut]]
LAYOUTS: tuple[tuple[Callable[[Sequence[str]], bool], Reader], ...] = (
    (nexis.is_nexis, nexis.read_nexis),
    (factiva.is_factiva, factiva.read_factiva),
    (proquest.is_proquest, proquest.read_proquest),
)


def read_export(lines: Sequence[str], file: Path) -> Iterator[Article | LeftOut] | None:
    """The articles of the lines of an export of Nexis Uni, Factiva or ProQuest; None where they are none."""
    reader = next((reader for is_layout, reader in LAYOUTS if is_layout(lines)), None)
    return None if reader is None else _checked(reader(lines, file), file)


def _checked(items: Iterator[Article | LeftOut], file: Path) -> Iterator[Article | LeftOut]:
    """The articles, less those that no newspaper would print, each held as a file can hold it."""
    for number, item in enumerate(items, start=1):
        if isinstance(item, Article) and len(item.text) > LONGEST:
            yield LeftOut(f"{file}, article {number}", str(too_long("", f"{len(item.text):,} characters")))
        else:
            yield item


def read_document(text: str, file: Path, *, title: str | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a document's text: those of an export, or the one article that it is."""
    export = read_export(text.split("\n"), file)
    if export is not None:
        yield from export
    elif len(text) > LONGEST:
        raise too_long(str(file), f"{len(text):,} characters")
    else:
        yield Article(file.stem, whole(text), title=title or None, path=str(file))
