"""Web pages: the article's text and its facts, found by trafilatura (Barbaresi 2021)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article
from toolkit.read.bytes import read_exact
from toolkit.read.dates import to_iso


def read_html(file: Path) -> Iterator[Article]:
    """The article of a web page; InputError when the page holds none."""
    import trafilatura

    page: Any = trafilatura.bare_extraction(read_exact(file), with_metadata=True, include_comments=False)
    if page is None or not (page.text or "").strip():
        raise InputError("no article in this page", where=str(file), hint="save the article's own page")
    yield Article(
        file.stem,
        page.text,
        title=page.title,
        outlet=page.sitename,
        date=to_iso(page.date),
        url=page.url,
        path=str(file),
        date_raw=page.date,
    )
