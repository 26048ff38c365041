"""Web archives (.warc, .warc.gz): each page that a crawl kept, read as a saved web page."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LARGEST, too_long
from toolkit.read.html import decode_page, read_page

HEADER = 1 << 16  # bytes
CHUNK = 1 << 14  # bytes; unpacked, a thousand times as many
PAGES = ("text/html", "application/xhtml")
GZIP = b"\x1f\x8b"
CUT = "the file ends in the middle of this record; fetch it again"
SHOWN = 120


def read_warc(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a web archive, one for each page that was found; what else it holds is counted in one line.

    An article's id is its file's with a number, its address the one that was asked for. A page without an article, one
    that is too large, and one in whose middle the archive ends come as LeftOut.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    other: Counter[str] = Counter()
    number = last = 0
    kind = ""
    try:
        with file.open("rb") as raw:
            kinds = (WarcRecordType.response, WarcRecordType.resource)
            for record in ArchiveIterator(raw, WarcRecordType.any_type, parse_http=False, fsspec_args=False):
                last = record.stream_pos
                kind = _open(record)
                if record.record_type not in kinds and kind != "cut":
                    continue
                if kind in {"cut", "page"}:
                    number += 1
                    yield from _read(record, file, number, cut=kind == "cut")
                else:
                    other[kind] += 1
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        what = (
            f"not a web archive, or one that is damaged after {number} pages ({' '.join(str(error).split())[:SHOWN]})"
        )
        raise InputError(what, where=str(file), hint="fetch it again") from None
    if kind != "cut" and not _ends_whole(file, last):
        yield LeftOut(str(file), "the file ends in the middle of a record; fetch it again", "part")
    if other:
        shown = ", ".join(f"{many} {kind}" for kind, many in sorted(other.items()))
        yield LeftOut(str(file), f"records that are no pages: {shown}; passed over", "file")


def _open(record: Any) -> str:
    """What a record holds; "cut" where the file ends before it does. One of a page's size is then in memory."""
    if not record.headers.get("Content-Length"):
        return "cut"
    size = record.content_length
    if size > LARGEST + HEADER:
        record.parse_http(auto_decode="none", max_header_len=HEADER)
        kind, size = _kind(record), record.content_length
        return kind if size == sum(map(len, iter(lambda: record.reader.read(CHUNK), b""))) else "cut"
    record.freeze()
    if record.content_length < size:
        return "cut"
    record.parse_http(auto_decode="all", max_header_len=HEADER)
    return _kind(record)


def _kind(record: Any) -> str:
    """What a record holds: a page, an answer that says there is none, or something else."""
    http = record.http_headers
    status = http.status_code if http is not None else 200
    if status != 200:
        return f"with status {status}"
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    return "page" if kind.startswith(PAGES) else f"of {kind[:40] or 'no type'}"


def _read(record: Any, file: Path, number: int, *, cut: bool) -> Iterator[Article | LeftOut]:
    """The article of one page."""
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = f"{file}, article {address[:SHOWN] or number}"
    if cut:
        yield LeftOut(where, CUT)
        return
    raw = record.reader.read(LARGEST + 1)
    try:
        if len(raw) > LARGEST or (not raw and record.content_length > LARGEST):
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


def _ends_whole(file: Path, last: int) -> bool:
    """Whether a file whose records are compressed one by one ends where one does, from the place of its last one on."""
    with file.open("rb") as raw:
        raw.seek(last)
        chunk = raw.read(CHUNK)
        if not chunk.startswith(GZIP):
            return True
        part = zlib.decompressobj(wbits=31)
        while chunk:
            try:
                part.decompress(chunk)
            except zlib.error:  # something else than a cut; what could be read was
                return True
            chunk = part.unused_data or raw.read(CHUNK)
            if part.eof and chunk:
                part = zlib.decompressobj(wbits=31)
        return part.eof
