"""Word files (.docx): the text of their body, paragraph by paragraph; exports of databases are told by their layout."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.exports import read_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", W + "footnoteReference",
           FALLBACK}  # fmt: skip
BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": ""}
LARGEST = 64_000_000  # bytes of one part, unpacked
TOTAL = 256_000_000  # bytes of the whole file, unpacked
PARTS = 5_000
DEEPEST = 200  # elements within elements


def read_docx(file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a Word file: those of an export of Nexis Uni or Factiva, or the one that its text is.

    Deleted words, footnotes, headers and footers are not part of it; the cells of a table's row are parted by tabs.
    Raises InputError for a file that is damaged, larger than any of articles, or without text.
    """
    document = _open(file)
    text = "\n".join(_paragraphs(document.element.body))
    if not text.strip():
        raise InputError("no text in this Word file; it may hold pictures only", where=str(file), hint="remove it")
    yield from read_document(text, file, title=_title(document))


def _open(file: Path) -> Any:
    """The document, checked before it is read into memory."""
    import docx

    try:
        with zipfile.ZipFile(file) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > TOTAL or max(sizes, default=0) > LARGEST or len(sizes) > PARTS:
            what = f"a Word file that would unpack to {sum(sizes) / 1e6:,.0f} MB, more than articles do"
            raise InputError(what, where=str(file), hint="export it in parts, without pictures")
        return docx.Document(str(file))
    except (InputError, PermissionError):
        raise
    except Exception as error:  # a damaged file breaks its reader in many ways
        told = isinstance(error, ValueError | KeyError | OSError | SyntaxError | zipfile.BadZipFile)
        reason = " ".join(str(error).split())[:100] if told else "its parts do not fit together"
        what = f"not a Word file, or a damaged one ({reason.replace(str(file), 'it')})"
        raise InputError(what, where=str(file), hint="save it again") from None


def _title(document: Any) -> str | None:
    """The title that the file says it has."""
    try:
        return str(document.core_properties.title).strip() or None
    except Exception:  # a damaged part of facts is not worth the text
        return None


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each paragraph, and of each row of a table, in order."""
    for block in body:
        if block.tag == W + "tbl":
            for row in block.iter(W + "tr"):
                cells = (" ".join(_text(part, 0) for part in cell.iter(W + "p")) for cell in row.iter(W + "tc"))
                yield "\t".join(cell.strip() for cell in cells)
        elif block.tag == W + "p":
            yield _text(block, 0)
        elif block.tag not in SKIPPED:  # a content control or the like
            yield from _paragraphs(block)


def _text(element: Any, depth: int) -> str:
    """The words in an element, wherever a highlight, a link or a correction divides them."""
    if depth > DEEPEST:
        return ""
    words = []
    for part in element:
        if part.tag == W + "t":
            words.append(part.text or "")
        elif part.tag in BREAKS:
            words.append(BREAKS[part.tag])
        elif part.tag not in SKIPPED and isinstance(part.tag, str):
            words.append(_text(part, depth + 1))
    return "".join(words)
