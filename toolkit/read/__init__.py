"""Bytes to articles; one file per format, and the only readers of articles."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.archives import DEPTH, FULL, unpacked
from toolkit.read.bytes import LARGEST, LONGEST, decode, too_long
from toolkit.read.columns import parse_columns
from toolkit.read.docx import read_docx
from toolkit.read.files import find_files as find_with_ending
from toolkit.read.files import name_files
from toolkit.read.formats import ENDINGS, find_format
from toolkit.read.html import read_html
from toolkit.read.language import find_language
from toolkit.read.pdf import read_pdf
from toolkit.read.rtf import read_rtf
from toolkit.read.stubs import is_stub
from toolkit.read.tables import read_csv, read_jsonl, read_parquet
from toolkit.read.text import read_text
from toolkit.read.warc import read_warc

__all__ = ["ENDINGS", "find_files", "parse_columns", "read_articles"]

REPORT = "please report it"
SHOWN = 60  # characters of what is no article
Item = Article | LeftOut
READERS: dict[str, Callable[[Path], Iterator[Item]]] = {
    "text": read_text,
    "page": read_html,
    "docx": read_docx,
    "rtf": read_rtf,
    "pdf": read_pdf,
    "warc": read_warc,
}
TABLES: dict[str, Callable[[Path, Mapping[str, str] | None], Iterator[Item]]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "parquet": read_parquet,
}


def find_files(inputs: Iterable[str | Path]) -> tuple[list[Path], list[LeftOut]]:
    """The files that have a reader, in a fixed order, and the inputs that have none, with the reason.

    >>> find_files(["no-such-folder"])[1][0].reason
    'no such file or folder; check the path'
    """
    return find_with_ending(inputs, ENDINGS)


def read_articles(
    inputs: str | Path | Iterable[str | Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Item]:
    """Every article of the inputs (one, or several), in a fixed order, with ids made unique; what cannot be read comes
    as LeftOut.

    What a file is, its content says before its ending: plain texts and web pages, exports of Nexis Uni, Factiva,
    ProQuest and Media Cloud, Word, RTF and PDF files, web archives, tables, and zip archives of these. An article that
    has no id of its own bears its file's name, with the folder where another has the same name. "-" is text from
    standard input. `columns` says which column of a table holds what, where its name does not.
    """
    names = [str(name) for name in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    files, left = find_files(name for name in names if name != "-")
    yield from left
    taken: dict[str, int] = {}
    complaints: set[LeftOut] = set()
    if "-" in names:
        _free_id("stdin", taken)
        yield from _with_language(_read_stdin())
    for item in _with_language(_read_files(files, columns, depth=0)):
        if isinstance(item, Article):
            item = replace(item, id=_free_id(item.id, taken), path=_writable(item.path))
        elif item.what == "part":  # a file of facts beside many texts is named once
            if item in complaints:
                continue
            complaints.add(item)
        yield item


def _read_files(files: Iterable[Path], columns: Mapping[str, str] | None, *, depth: int) -> Iterator[Item]:
    """The articles of the files, which bear the files' names where they have no id of their own."""
    for file, name in name_files(files).items():
        number = re.compile(re.escape(file.stem) + r"(-\d+)?")
        for item in _read_file(file, columns, depth=depth):
            if isinstance(item, Article) and is_stub(item.text):
                item = _stub(item, file)
            if isinstance(item, Article) and (row := number.fullmatch(item.id)):
                item = replace(item, id=f"{name}{row[1] or ''}")
            yield item


def _stub(item: Article, file: Path) -> LeftOut:
    """The line about an error or a wall that stands instead of an article."""
    where = str(item.path) if item.id == file.stem else f"{item.path}, article {item.url or item.id}"
    what = f"an error or a wall instead of an article ({' '.join(item.text.split())[:SHOWN]!r})"
    return LeftOut(where, f"{what}; fetch it again")


def _with_language(items: Iterable[Item]) -> Iterator[Item]:
    """The articles with their language, and a line about each that is not in English."""
    for item in items:
        if not isinstance(item, Article):
            yield item
            continue
        language = find_language(item.text)
        yield replace(item, language=language)
        if language not in {None, "en"}:
            reason = f"article {item.id} seems to be in another language ({language}); extraction is made for English"
            yield LeftOut(item.path or item.id, reason, "note")


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


def _read_file(file: Path, columns: Mapping[str, str] | None, *, depth: int) -> Iterator[Item]:
    """The articles of one file; an unreadable one is a LeftOut and stops nothing."""
    empty = True
    try:
        kind = find_format(file)
        if kind == "zip":
            yield from _read_archive(file, columns, depth=depth)
            return
        for item in TABLES[kind](file, columns) if kind in TABLES else READERS[kind](file):
            empty = False
            yield item
        if empty:
            raise InputError("no articles in this file", hint="give it some")
    except InputError as error:
        yield LeftOut(str(file), str(error).removeprefix(f"{file}: "))
    except OSError as error:
        if error.errno in FULL:  # of the own disk: every file after this one would fail, too
            raise
        yield LeftOut(str(file), f"cannot be read ({error.strerror or error}); check its permissions")
    except Exception as error:  # one file never stops the others
        yield LeftOut(str(file), f"could not be read ({type(error).__name__}); {REPORT}")


def _read_archive(file: Path, columns: Mapping[str, str] | None, *, depth: int) -> Iterator[Item]:
    """The articles of a zip archive, read as those of a folder; places are shown as file/name in the archive."""
    if depth >= DEPTH:
        raise InputError("an archive in an archive in an archive", where=str(file), hint="unpack it")
    with unpacked(file) as (folder, left):
        yield from left
        files, other = find_files([folder])
        for item in (*other, *_read_files(files, columns, depth=depth + 1)):
            if isinstance(item, Article):
                yield replace(item, path=(item.path or "").replace(str(folder), str(file), 1))
            else:
                where, reason = (words.replace(str(folder), str(file)) for words in (item.where, item.reason))
                yield LeftOut(where, reason, item.what)
