"""PDF files: the text layer of one article, its lines joined again to paragraphs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import EXPORT, LONGEST, read_bytes, too_long, whole
from toolkit.read.nexis import END

PAGES = 100
CONTENT, ALL = 500_000, 4_000_000  # bytes of marks on a page, and on all; words need a tenth
EDGE = 3  # lines at the top and the bottom of a page that may be its header and footer
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?:page\s*)?\W*\d{1,4}\W*(?:(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")
STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
SHORT = 0.75  # of the width of the lines; a shorter one that ends a sentence ends a paragraph
SCANNED = "no text layer, as of a scanned page or a drawing"


def read_pdf(file: Path) -> Iterator[Article | LeftOut]:
    """The article of a PDF file: the words of its text layer, without page numbers, headers and footers.

    Words that are divided at the end of a line are joined, and the lines of a paragraph too. Pages without text are
    named. Raises InputError for a file without text, with a password, damaged, or longer than an article.
    """
    pages, title = _pages(file)
    empty = [number for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(empty) == len(pages):
        raise InputError(SCANNED, where=str(file), hint="recognise its words first, e.g. with ocrmypdf")
    if sum(END.fullmatch(line.strip()) is not None for page in pages for line in page.splitlines()) > 1:
        what = "an export of many articles, whose layout a PDF does not keep"
        raise InputError(what, where=str(file), hint="export it as .docx or .rtf")
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" and more" if len(empty) > 10 else "")
        yield LeftOut(str(file), f"page {shown}: {SCANNED}; recognise its words first, e.g. with ocrmypdf", "part")
    text = "\n".join(_paragraphs([line for page in _without_edges(pages) for line in page]))
    if len(text) > LONGEST:
        raise too_long(str(file), f"{len(text):,} characters")
    yield Article(file.stem, whole(text), title=title, path=str(file))


def _pages(file: Path) -> tuple[list[str], str | None]:
    """The text of each page, and the title that the file says it has."""
    from io import BytesIO

    import pypdf

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # our own line says what is wrong
    logging.getLogger("pypdf").propagate = False
    raw = read_bytes(file, largest=EXPORT)
    try:
        reader = pypdf.PdfReader(BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a PDF with a password", where=str(file), hint="save it without one")
        if len(reader.pages) > PAGES:
            what = f"a PDF of {len(reader.pages):,} pages, too long for one article"
            raise InputError(what, where=str(file), hint="split it into articles")
        return _texts(reader.pages, file), _title(reader)
    except InputError:
        raise
    except Exception as error:  # a damaged file breaks its reader in many ways
        what = f"not a PDF, or a damaged one ({type(error).__name__})"
        raise InputError(what, where=str(file), hint="save it again") from None


def _texts(pages: Iterable[Any], file: Path) -> list[str]:
    """The words of each page; none where its marks are more than words need."""
    texts, total = [], 0
    for page in pages:
        content = page.get_contents()
        size = len(content.get_data()) if content is not None else 0
        total += size
        if total > ALL:
            what = "a PDF with more marks than the words of an article need"
            raise InputError(what, where=str(file), hint="print it to PDF again without pictures")
        texts.append(str(page.extract_text() or "") if size <= CONTENT else "")
    return texts


def _title(reader: Any) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return whole(str(title)).strip() or None if title else None


def _without_edges(pages: Sequence[str]) -> list[list[str]]:
    """The lines of each page less page numbers and what stands at the top or bottom of half of the pages.

    >>> _without_edges(["The Daily 1\\nTalks go on.", "The Daily 2\\nNobody came."])
    [['Talks go on.'], ['Nobody came.']]
    """
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    seen: Counter[str] = Counter()
    for lines in split:
        full = [line for line in lines if line]
        seen.update({DIGITS.sub("0", line) for line in (*full[:EDGE], *full[-EDGE:])})
    often = {line for line, number in seen.items() if number > 1 and number * 2 >= len(pages)}
    kept = []
    for lines in split:
        places = [at for at, line in enumerate(lines) if line]
        edge = {at for at in (*places[:EDGE], *places[-EDGE:]) if DIGITS.sub("0", lines[at]) in often}
        edge |= {at for at in (*places[:1], *places[-1:]) if PAGE_NUMBER.fullmatch(lines[at])}
        kept.append([line for at, line in enumerate(lines) if at not in edge])
    return kept


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a paragraph as one, divided words joined; a gap or a short line with a full stop ends it.

    >>> list(_paragraphs(["The talks will con-", "tinue in May, said", "a guest.", "Nobody else spoke."]))
    ['The talks will continue in May, said a guest.', 'Nobody else spoke.']
    """
    widths = sorted(len(line) for line in lines if line)
    width = widths[len(widths) * 3 // 4] if widths else 0
    text = ""
    for line in lines:
        if not line:
            if text and STOP.search(text):
                yield text
                text = ""
            continue
        text = _join(text, line)
        if STOP.search(line) and len(line) < SHORT * width:
            yield text
            text = ""
    if text:
        yield text


def _join(text: str, line: str) -> str:
    """The text and the line after it, a word that is divided between them made whole."""
    if HYPHEN.search(text) and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}" if text else line
