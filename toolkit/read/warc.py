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
FITS = LARGEST + HEADER  # bytes of a record that holds no more than a page
CHUNK = 1 << 14  # bytes; unpacked, a thousand times as many
PAGES = ("text/html", "application/xhtml")
CUT = "the file ends in the middle of this record; fetch it again"
PACKED = "packed in a way that cannot be read; fetch it again"
GZIP = b"\x1f\x8b"
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
            for record in ArchiveIterator(raw, WarcRecordType.any_type, parse_http=False, fsspec_args=False):
                last = record.stream_pos
                block, cut = _block(record)
                kind, page = (CUT, None) if cut else _open(record, block)
                if kind not in {"page", CUT, PACKED}:
                    other.update([kind] if kind else [])
                    continue
                number += 1
                address = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
                if kind == "page":
                    yield from _read(page, file, number, address=address, fits=len(block) <= FITS)
                else:
                    yield LeftOut(f"{file}, article {address[:SHOWN] or number}", kind)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        if isinstance(error, PermissionError | FileNotFoundError):
            raise
        told = " ".join(str(error).split())[:SHOWN]
        what = f"not a web archive, or one that is damaged after {number} pages ({told})"
        raise InputError(what, where=str(file), hint="fetch it again") from None
    if kind != CUT and not _ends_whole(file, last):
        yield LeftOut(str(file), "the file ends in the middle of a record; fetch it again", "part")
    if other:
        shown = ", ".join(f"{many} {kind}" for kind, many in sorted(other.items()))
        yield LeftOut(str(file), f"records that are no pages: {shown}; passed over", "file")


def _block(record: Any) -> tuple[bytes, bool]:
    """The content of a record, a large one's beginning; and whether the file ends before the record does."""
    announced = record.content_length if record.headers.get("Content-Length") else 1
    block = record.reader.read(FITS + 1)
    rest = sum(map(len, iter(lambda: record.reader.read(CHUNK), b"")))
    return block, len(block) + rest < announced


def _open(record: Any, block: bytes) -> tuple[str, Any]:
    """What a record holds: a page, an answer that says there is none, or something else; nothing where it is no answer.

    The answer comes as a copy: one that is packed in a broken way would end the reading of all others.
    """
    from fastwarc.warc import WarcRecord, WarcRecordType

    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return "", None
    kind = str(record.headers.get("Content-Type") or "")
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    page = WarcRecord.from_bytes(head.encode() + block + b"\r\n\r\n")
    try:
        page.parse_http(auto_decode="all", max_header_len=HEADER)
    except (OSError, ValueError):
        return PACKED, page
    status = page.http_headers.status_code if page.http_headers is not None else 200
    if status != 200:
        return f"with status {status}" if status else "without a status", page
    kind = (page.http_content_type or kind).split(";")[0].strip().lower()
    return "page" if kind.startswith(PAGES) else f"of {kind[:40] or 'no type'}", page


def _read(page: Any, file: Path, number: int, *, address: str, fits: bool) -> Iterator[Article | LeftOut]:
    """The article of one page."""
    where = f"{file}, article {address[:SHOWN] or number}"
    try:
        raw = page.reader.read(LARGEST + 1) if fits else b""
        if not fits or len(raw) > LARGEST:
            raise too_long(where, f"larger than {LARGEST // 1_000_000} MB")
        markup = decode_page(raw, where, declared=page.http_charset or "")
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
    except (OSError, ValueError, EOFError):
        yield LeftOut(where, PACKED)


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
