"""Damage to files, and hostile files made by hand: bombs, paths that lead out, nesting without end (fuzz.py)."""

from __future__ import annotations

import gzip
import io
import random
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import make_samples

HUGE = 1_000_000_000  # bytes of one line
ESCAPES = ("../../e.txt", "/tmp/e.txt", "..\\e.txt", "C:\\e.txt", "a/../../e.txt", "a\0b.txt", "x" * 300 + ".txt")
ENCODINGS = ("utf-16", "utf-32", "cp1251", "koi8_r", "cp1252", "utf-8-sig", "utf-16-be")
BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)


# Damage to a sample


def cut(raw: bytes, r: random.Random) -> bytes:
    """The beginning of a file."""
    return raw[: r.randrange(len(raw))]


def flip(raw: bytes, r: random.Random) -> bytes:
    """Some bits turned."""
    out = bytearray(raw)
    for _ in range(r.choice((1, 3, 30, 300))):
        out[r.randrange(len(out))] ^= 1 << r.randrange(8)
    return bytes(out)


def nuls(raw: bytes, r: random.Random) -> bytes:
    """A block of zero bytes in place of others, or between them."""
    at, size = r.randrange(len(raw)), r.choice((1, 16, 4096))
    return raw[:at] + bytes(size) + raw[at + r.choice((0, size)) :]


def noise(raw: bytes, r: random.Random) -> bytes:
    """A block of random bytes."""
    at, size = r.randrange(len(raw)), r.choice((4, 64, 2000))
    return raw[:at] + r.randbytes(size) + raw[at + size :]


def twice(raw: bytes, r: random.Random) -> bytes:
    """A part of the file repeated many times."""
    start = r.randrange(len(raw))
    part = raw[start : start + r.choice((1, 20, 500))]
    return raw[:start] + part * r.choice((2, 100, 2000)) + raw[start:]


def encode(raw: bytes, r: random.Random) -> bytes:
    """A part of the file in another encoding."""
    text = raw.decode("utf-8", "replace")
    at = r.randrange(len(text) + 1)
    words = text[at:] + "Переговоры, Київ, “quoted”"
    return text[:at].encode(errors="replace") + words.encode(r.choice(ENCODINGS), "replace")


def inside(raw: bytes, r: random.Random) -> bytes:
    """An archive or Word file that is whole, with one damaged file in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return flip(raw, r)
    hurt = r.choice([name for name in files if files[name]])
    files[hurt] = r.choice((cut, flip, nuls, noise, twice))(files[hurt], r)
    return archive_of(files)


DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": cut, "bits turned": flip, "NULs": nuls, "random bytes": noise, "repeated": twice,
    "mixed encodings": encode, "damaged inside": inside,
}  # fmt: skip


# Hostile files


def archive_of(files: dict[str, bytes], *, level: int = 6) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word_with(document: bytes, sample: bytes) -> bytes:
    """A Word file whose document is replaced."""
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return archive_of(files | {"word/document.xml": document})


def lying_zip(raw: bytes) -> bytes:
    """An archive whose table says that its files are smaller than they are."""
    out = bytearray(raw)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = out.find(mark)
        out[at + place : at + place + 4] = (10).to_bytes(4, "little")
    return bytes(out)


def hostile(samples: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and bytes of each file that is made by hand."""
    word = samples["nexis_2019.docx"]
    w = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    zeros = bytes(200_000_000)
    yield "zip bomb", "zeros.zip", archive_of({"a.txt": zeros, "b.csv": zeros}, level=1)
    yield "zip bomb", "lying.zip", lying_zip(archive_of({"a.txt": zeros[:50_000_000]}, level=1))
    inner = archive_of({"a.txt": b"Talks go on. " * 10})
    for _ in range(6):
        inner = archive_of({f"{n}.zip": inner for n in range(8)})
    yield "zip bomb", "nested.zip", inner
    yield "zip bomb", "many.zip", archive_of({f"{n}.txt": b"x" for n in range(30_000)})
    yield "zip bomb", "word.docx", word_with(b"<w:document " + w + b">" + b" " * 200_000_000, word)
    for number, name in enumerate(ESCAPES):
        yield "path escape", f"escape-{number}.zip", archive_of({name: b"Talks go on.", "good.txt": b"Talks go on."})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "path escape", "link.zip", out.getvalue()
    body = b"<w:document " + w + b"><w:body><w:p><w:r><w:t>&l;</w:t></w:r></w:p></w:body></w:document>"
    yield "XML bomb", "laughs.docx", word_with(BOMB + b"]>" + body, word)
    outer = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l SYSTEM "file:///etc/passwd">]>'
    yield "XML bomb", "entity.docx", word_with(outer + body, word)
    large = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l "' + b"a" * 1_000_000 + b'">]>'
    yield "XML bomb", "large.docx", word_with(large + body.replace(b"&l;", b"&l;" * 9_000), word)
    yield "XML bomb", "page.html", BOMB + b"]><html><body><p>&l;</p></body></html>"
    deep = b"<w:p>" * 100_000
    yield "nesting", "deep.docx", word_with(b"<w:document " + w + b"><w:body>" + deep, word)
    yield "nesting", "deep.html", b"<html>" + b"<div>" * 500_000 + b"Talks go on."
    yield "nesting", "deep.jsonl", b"[" * 2_000_000
    yield "nesting", "deep.rtf", b"{\\rtf1 " + b"{" * 2_000_000 + b"Talks"
    yield "nesting", "fields.rtf", b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "x"' * 50_000
    yield "nesting", "links.html", b"<html><body>" + b"<a href='x'>Talks " * 100_000
    yield (
        "gzip bomb",
        "bomb.warc.gz",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n" + zeros, 1),
    )
    yield "gzip bomb", "header.warc.gz", gzip.compress(b"WARC/1.0\r\n" + b"X" * 200_000_000, 1)
    yield "gzip bomb", "bomb.csv", gzip.compress(zeros, 1)
    yield "PDF bomb", "bomb.pdf", pdf_with(zlib.compress(b"BT (x) Tj ET " * 20_000_000, 1), b"/Filter /FlateDecode")
    yield "PDF bomb", "words.pdf", pdf_with(b"BT /F1 11 Tf " + b"(x) Tj 1 0 Td " * 250_000 + b"ET", b"")
    yield "PDF bomb", "loop.pdf", make_samples.pdf([("Talks",)]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    yield "Parquet bomb", "bomb.parquet", parquet_bomb()


def pdf_with(stream: bytes, keys: bytes) -> bytes:
    """A PDF file of one page with this stream."""
    raw = make_samples.pdf([("SAMPLE",)])
    start, end = raw.index(b"<< /Length"), raw.index(b"\nendstream")
    return raw[:start] + b"<< %s /Length %d >>\nstream\n" % (keys, len(stream)) + stream + raw[end:]


def parquet_bomb() -> bytes:
    """A table of 64 rows that share one text of a hundred megabytes, which is on the disk once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.array(["Talks " * 16_000_000])
    out = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), text)
    pq.write_table(pa.table({"text": column}), out, dictionary_pagesize_limit=1 << 30)
    return out.getvalue()


def write_huge(path: Path) -> None:
    """A file of one line of a gigabyte."""
    part = b"Talks go on and on, " * 50_000
    with path.open("wb") as out:
        out.write(b"text,date\n" if path.suffix == ".csv" else b'{"text": "' if path.suffix == ".jsonl" else b"")
        for _ in range(HUGE // len(part)):
            out.write(part)
