"""RTF files: their text, paragraph by paragraph; exports of databases are told by their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import read_bytes
from toolkit.read.exports import read_document

LARGEST = 10_000_000  # bytes of text and marks; without pictures
WHOLE = 64_000_000  # bytes of the file
PICTURE = re.compile(r"(?:[0-9A-Fa-f]{2}[ \r\n]*){500,}")
BINARY = re.compile(r"\\bin(\d{1,9}) ?")
CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
ROW = re.compile(r"\\(?:nest)?row(?![a-z])")


def read_rtf(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of an RTF file: those of an export of Nexis Uni or Factiva, or the one that its text is.

    The cells of a table's row are parted by tabs. Raises InputError for a file that is no RTF, larger than any of
    articles, or without text.
    """
    marked = _without_pictures(read_bytes(file, largest=WHOLE).decode("cp1252", "replace"))
    if not marked.lstrip().startswith("{\\rtf"):
        raise InputError("not an RTF file, or a damaged one", where=str(file), hint="save it again")
    if len(marked) > LARGEST:
        what = f"an RTF file of {len(marked) / 1e6:,.0f} MB without its pictures"
        raise InputError(what, where=str(file), hint="export it in parts, or as .docx")
    text = _plain(marked, file)
    if not text.strip():
        raise InputError("no text in this RTF file", where=str(file), hint="remove it")
    yield from read_document(text, file)


def _plain(marked: str, file: Path) -> str:
    """The text without marks; half pairs of surrogates are joined."""
    from striprtf.striprtf import rtf_to_text

    marked = CELL.sub(r"\\tab ", ROW.sub(r"\\par ", marked))
    marked = marked.replace("{\\field", "{\n\\field")  # so that the address of a link is not put into the text
    try:
        text = rtf_to_text(marked, errors="replace")
        return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    except Exception as error:  # damaged marks break their reader in many ways
        what = f"marks that cannot be read ({type(error).__name__})"
        raise InputError(what, where=str(file), hint="save it again, or as .docx") from None


def _without_pictures(marked: str) -> str:
    """The file without the bytes and digits of pictures, which are most of it."""
    kept, at = [], 0
    for found in BINARY.finditer(marked):
        if found.start() >= at:
            kept.append(marked[at : found.start()])
            at = found.end() + int(found[1])
    kept.append(marked[at:])
    return PICTURE.sub("", "".join(kept))
