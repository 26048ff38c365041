"""Plain text: one file is one article; what is known of it stands in a .json file of its name, or in meta.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import InputError
from toolkit.model import Article
from toolkit.read.bytes import read_exact
from toolkit.read.dates import to_iso


def read_text(file: Path) -> Iterator[Article]:
    """The article of a .txt file."""
    text = read_exact(file)
    facts = _facts(file)
    raw = facts.get("date")
    yield Article(
        file.stem,
        text,
        title=facts.get("title"),
        outlet=facts.get("outlet"),
        date=to_iso(raw),
        url=facts.get("url"),
        path=str(file),
        date_raw=raw,
        speaker=facts.get("speaker"),
    )


def _facts(file: Path) -> dict[str, str]:
    """Title, outlet, date, url and speaker where a file beside the text gives them."""
    for beside in (file.with_suffix(".json"), file.with_name("meta.json")):
        if beside.is_file():
            try:
                row = json.loads(beside.read_bytes())
            except ValueError as error:
                raise InputError(f"not JSON ({error})", where=str(beside), hint="mend or remove it") from None
            if isinstance(row, dict):
                return {k: v for k, v in row.items() if isinstance(v, str)}
    return {}
