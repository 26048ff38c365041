"""Web pages: the article's text and its facts, found by trafilatura (Barbaresi 2021)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import EXPORT, LARGEST, LONGEST, broken_bytes, find_encoding, read_bytes, too_long, whole
from toolkit.read.dates import to_iso
from toolkit.read.factiva import is_factiva_page, read_factiva_page

TAGS = 50_000  # of one page; trafilatura's time grows with their square
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)

STATED = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|\d{8}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)
LEAST, ENOUGH, MANY = (
    30,
    250,
    3,
)  # characters of an article; of one that is surely whole; how many times as many are more
COMMENTS = "//*[contains(@class, 'comment') or contains(@id, 'comment')][not(self::body or .//h1)]"
FOREIGN = f"//aside|//footer|//nav|{COMMENTS}"


def read_html(file: Path) -> Iterator[Article | LeftOut]:
    """The article of a web page, or the articles of a page that was saved from Factiva; InputError where there is none.

    The text is what trafilatura takes for the article; the page's markup is not part of it. The date is one that the
    page states for itself, not a year in its foot or the date of a comment.
    """
    raw = read_bytes(file, largest=EXPORT)
    if is_factiva_page(raw):
        yield from read_factiva_page(decode_page(raw, str(file)), file)
        return
    if len(raw) > LARGEST:
        raise too_long(str(file), f"larger than {LARGEST // 1_000_000} MB")
    yield from read_page(decode_page(raw, str(file)), file, where=str(file))


def read_page(markup: str, file: Path, *, where: str) -> Iterator[Article | LeftOut]:
    """The article of a page's markup; InputError at `where` when it holds none."""
    if markup.count("<") > TAGS:
        what = f"a page of more than {TAGS:,} tags, more than an article has"
        raise InputError(what, where=where, hint="save the article's own page")
    page = _extract(markup, where)
    if page is None or not any(map(_has_sentence, (page.text or "").splitlines())):
        raise InputError("no article in this page", where=where, hint="save the article's own page")
    if len(page.text) > LONGEST:
        raise too_long(where, f"{len(page.text):,} characters")
    if "\ufffd" in page.text:
        yield LeftOut(where, broken_bytes(page.text.count("\ufffd"), "broken characters"), "part")
    date, date_raw = _date(markup)
    yield Article(
        file.stem,
        whole(page.text),
        title=page.title,
        outlet=page.sitename,
        date=date,
        url=page.url,
        path=str(file),
        date_raw=date_raw,
    )


def _has_sentence(line: str) -> bool:
    """Whether a line looks like an article's, not like a menu's: some words and the end of a sentence.

    >>> _has_sentence("Home News"), _has_sentence("“Talks go on,” he said.")
    (False, True)
    """
    return len(line.split()) > 3 and any(mark in line for mark in ".!?…")


def decode_page(raw: bytes, where: str, *, declared: str = "") -> str:
    """A page as text in the encoding that it or its server says; broken or zero bytes are U+FFFD, as in a browser."""
    found = CHARSET.search(raw[:4096])
    declared = found[1].decode("ascii", "replace") if found else declared
    encoding = find_encoding([raw], where, declared=declared, zeros=True)
    return raw.decode(encoding, errors="replace").replace("\0", "\ufffd")


def _extract(markup: str, where: str) -> Any:
    """What trafilatura finds; a page that it stumbles over is an InputError.

    Where it finds little it takes all words of the page in one line: only when these are many times as many they are
    the article, otherwise the little is a short article, in paragraphs and without captions.
    """
    import trafilatura
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # our own line says what is wrong
    little = use_config()
    little.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(LEAST))
    try:
        page: Any = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False, config=little)
        if page is not None and len(page.text or "") >= ENOUGH:
            return page
        more: Any = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False)
    except Exception as error:  # markup is wild; a page never stops the others
        what = f"markup that cannot be read ({type(error).__name__})"
        raise InputError(what, where=where, hint="save the page's text as .txt") from None
    if page is None or more is None:
        return page or more
    return more if len(more.text or "") > MANY * len(page.text or "") else page


def _date(markup: str) -> tuple[str | None, str | None]:
    """The day on which the page says it was published, and its words for it; None where it only might be one."""
    from trafilatura import load_html
    from trafilatura.metadata import extract_metadata

    tree = load_html(markup)
    if tree is None:
        return None, None
    for part in tree.xpath(FOREIGN):
        if (parent := part.getparent()) is not None:
            parent.remove(part)
    try:
        day = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True}).date
    except Exception:  # as in _extract; the article is worth more than its date
        return None, None
    stated = (found[0] for found in STATED.finditer(markup)) if day else ()
    return next(((day, words) for words in stated if to_iso(words) == day), (None, None))
