"""Exports of databases: many articles in one file, told by their layout in whatever kind of file they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read import factiva, nexis, proquest
from toolkit.read.bytes import LONGEST, too_long, whole
from toolkit.read.dates import why_no_date

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
    """The articles, less those that no newspaper would print; one whose date cannot be read comes after a note."""
    number = 0
    for item in items:
        number += isinstance(item, Article) or item.what == "article"
        where = f"{file}, article {number}"
        if isinstance(item, Article) and len(item.text) > LONGEST:
            yield LeftOut(where, str(too_long("", f"{len(item.text):,} characters")))
            continue
        if isinstance(item, Article) and item.date_raw and not item.date:
            yield LeftOut(where, f"{why_no_date(item.date_raw)}; add it to the articles table", "note")
        yield item


def read_document(text: str, file: Path, *, title: str | None = None) -> Iterator[Article | LeftOut]:
    """The articles of a document's text: those of an export, or the one article that it is."""
    lines = text.split("\n")
    export = read_export(lines, file)
    if export is not None:
        yield from export
        return
    if len(text) > LONGEST:
        raise too_long(str(file), f"{len(text):,} characters")
    yield from doubts(lines, file)
    yield Article(file.stem, whole(text), title=title or None, path=str(file))


def doubts(lines: Sequence[str], file: Path) -> Iterator[LeftOut]:
    """A line where a text that is read as one article seems to be an export of several."""
    if nexis.holds_several(lines):
        reason = "seems to hold several articles, whose ends have no known mark, and is read as one; export it with "
        yield LeftOut(str(file), reason + "the words of the database in English", "part")
