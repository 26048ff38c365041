"""Web pages: the article's text and its facts, found by trafilatura (Barbaresi 2021)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article
from toolkit.read.bytes import LONGEST, find_encoding, read_bytes, too_long, whole
from toolkit.read.dates import to_iso

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def read_html(file: Path) -> Iterator[Article]:
    """The article of a web page; InputError when the page holds none.

    The text is what trafilatura takes for the article; the page's markup is not part of it.
    """
    page = _extract(_markup(file), file)
    if page is None or not any(map(_has_sentence, (page.text or "").splitlines())):
        raise InputError("no article in this page", where=str(file), hint="save the article's own page")
    if len(page.text) > LONGEST:
        raise too_long(str(file), f"{len(page.text):,} characters")
    yield Article(
        file.stem,
        whole(page.text),
        title=page.title,
        outlet=page.sitename,
        date=to_iso(page.date),
        url=page.url,
        path=str(file),
        date_raw=page.date,
    )


def _has_sentence(line: str) -> bool:
    """Whether a line looks like an article's, not like a menu's: some words and the end of a sentence.

    >>> _has_sentence("Home News"), _has_sentence("“Talks go on,” he said.")
    (False, True)
    """
    return len(line.split()) > 3 and any(mark in line for mark in ".!?…")


def _markup(file: Path) -> str:
    """The page as text; single broken bytes become U+FFFD, as in a browser."""
    raw = read_bytes(file)
    declared = CHARSET.search(raw[:4096])
    encoding = find_encoding([raw], str(file), declared=declared[1].decode("ascii", "replace") if declared else "")
    return raw.decode(encoding, errors="replace")


def _extract(markup: str, file: Path) -> Any:
    """What trafilatura finds; a page that it stumbles over is an InputError."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # our own line says what is wrong
    try:
        return trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False)
    except Exception as error:  # markup is wild; a page never stops the others
        what = f"markup that cannot be read ({type(error).__name__})"
        raise InputError(what, where=str(file), hint="save the page's text as .txt") from None
