"""What a file is: its content says it, its ending only where the content says nothing."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from toolkit.errors import InputError
from toolkit.read.tables import is_csv, is_jsonl

ENDINGS = {
    ".txt": "text", ".html": "page", ".htm": "page", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl",
    ".parquet": "parquet", ".docx": "docx", ".rtf": "rtf", ".pdf": "pdf", ".zip": "zip", ".warc": "warc",
    ".warc.gz": "warc",
}  # fmt: skip
MARKS = ((b"{\\rtf", "rtf"), (b"PAR1", "parquet"), (b"WARC/", "warc"), (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"),
         (b"PK\x05\x06", "zip"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"))  # fmt: skip
START = 4_096  # bytes
TABLE = 100_000  # bytes that hold the header and a row
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
DOCUMENTS = {"docx", "rtf", "pdf"}  # that may be plain text or a page all the same
NO_READER = {
    "ole": ("a file of an old Word or Excel", "save it as .docx or .csv"),
    "gzip": ("a compressed file that is no web archive", "unpack it and give what is in it"),
    "office": ("an office file that holds no text document", "save a table as .csv, a text as .docx"),
}


def find_format(file: Path) -> str:
    """What a file is: text, page, csv, jsonl, parquet, docx, rtf, pdf, zip or warc.

    A mark at the file's beginning decides, or a table's header; without one, its ending. Raises InputError for what has
    no reader.
    """
    with file.open("rb") as raw:
        start = raw.read(START)
    named = ENDINGS[ending(file)]
    found = next((kind for mark, kind in MARKS if start.startswith(mark)), "")
    if b"%PDF-" in start[:1024]:
        found = "pdf"
    if found == "zip":
        found = _inside(file, named)
    if found == "gzip" and named == "warc":
        found = "warc"
    if found in NO_READER:
        what, hint = NO_READER[found]
        raise InputError(what, where=str(file), hint=hint)
    if found:
        return found
    if named in {"text", "csv", "jsonl", *DOCUMENTS} and PAGE.match(start):
        return "page"
    if named in {"text", "csv"} and (table := _table(file)):
        return table
    return "text" if named in DOCUMENTS and _is_text(start) else named


def ending(name: str | Path) -> str:
    """The ending of a file that has a reader, in small letters, or an empty string.

    >>> ending("a/Crawl.WARC.gz"), ending("x.docx"), ending("x.doc")
    ('.warc.gz', '.docx', '')
    """
    low = str(name).lower()
    return next((known for known in ENDINGS if low.endswith(known)), "")


def _inside(file: Path, named: str) -> str:
    """What a zip file is: a Word file, another office file, or an archive; the ending where it is damaged."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return named if named == "docx" else "zip"
    if "[Content_Types].xml" in names:
        return "docx" if any(name.startswith("word/") for name in names) else "office"
    return "office" if "mimetype" in names and "content.xml" in names else "zip"


def _table(file: Path) -> str:
    """What kind of table a text file begins as, or an empty string."""
    with file.open("rb") as raw:
        start = raw.read(TABLE)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = start.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return "jsonl" if is_jsonl(text) else "csv" if is_csv(text) else ""


def _is_text(start: bytes) -> bool:
    """Whether bytes with the ending of a document are plain text all the same."""
    if not start.strip() or b"\0" in start:
        return False
    try:
        start[: len(start) - 3 if len(start) == START else None].decode("utf-8")
    except UnicodeDecodeError as error:
        return len(start) == START and error.start >= len(start) - 8
    return True
