"""Web archives (.warc, .warc.gz): each page that a crawl kept, read as a saved web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LARGEST, too_long
from toolkit.read.html import decode_page, read_page

HEADER = 1 << 16  # bytes
PAGES = ("text/html", "application/xhtml")
SHOWN = 120


def read_warc(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a web archive, one for each page that was found; what else it holds is counted in one line.

    An article's id is its file's with a number, its address the one that was asked for. A page without an article, one
    that is too large, and an archive that ends too soon come as LeftOut.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    other: Counter[str] = Counter()
    number = 0
    try:
        with file.open("rb") as raw:
            kinds = WarcRecordType.response | WarcRecordType.resource
            for record in ArchiveIterator(raw, kinds, auto_decode="all", max_header_len=HEADER, fsspec_args=False):
                kind = _kind(record)
                if kind != "page":
                    other[kind] += 1
                    continue
                number += 1
                yield from _read(record, file, number)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        what = (
            f"not a web archive, or one that is damaged after {number} pages ({' '.join(str(error).split())[:SHOWN]})"
        )
        raise InputError(what, where=str(file), hint="fetch it again") from None
    if other:
        shown = ", ".join(f"{many} {kind}" for kind, many in sorted(other.items()))
        yield LeftOut(str(file), f"records that are no pages: {shown}; passed over", "file")


def _kind(record: Any) -> str:
    """What a record holds: a page, an answer that says there is none, or something else."""
    http = record.http_headers
    status = http.status_code if http is not None else 200
    if status != 200:
        return f"with status {status}"
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    return "page" if kind.startswith(PAGES) else f"of {kind[:40] or 'no type'}"


def _read(record: Any, file: Path, number: int) -> Iterator[Article | LeftOut]:
    """The article of one page."""
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = f"{file}, article {address[:SHOWN] or number}"
    raw = record.reader.read(LARGEST + 1)
    try:
        if len(raw) > LARGEST:
            raise too_long(where, f"larger than {LARGEST // 1_000_000} MB")
        markup = decode_page(raw, where, declared=record.http_charset or "")
        for item in read_page(markup, file, where=where):
            if isinstance(item, Article):
                yield Article(
                    f"{file.stem.removesuffix('.warc')}-{number}", item.text, title=item.title, outlet=item.outlet,
                    date=item.date, url=address or item.url, path=str(file), date_raw=item.date_raw,
                )  # fmt: skip
            else:
                yield item
    except InputError as error:
        yield LeftOut(where, str(error).removeprefix(f"{where}: "))
