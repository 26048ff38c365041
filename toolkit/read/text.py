"""Plain text: one file is one article, or a text export of a database.

What is known of an article stands in a .json file of its name, or in meta.json; its day may stand in its own name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read.bytes import EXPORT, LARGEST, check_length, read_exact, whole
from toolkit.read.dates import date_words, to_iso
from toolkit.read.exports import doubts, read_export
from toolkit.read.records import with_note

START = 4_096  # bytes


def read_text(file: Path) -> Iterator[Article | LeftOut]:
    """The article of a .txt file; broken bytes, and facts beside it that cannot be read, are left out, it is not.

    A meta.json gives title and address only where the folder has one text, the other facts to all of them. A text
    export of ProQuest or Nexis Uni gives its articles.
    """
    text, broken = read_exact(file, largest=EXPORT if _may_be_export(file) else LARGEST)
    if broken:
        yield LeftOut(str(file), broken, "part")
    lines = text.splitlines()
    export = read_export(lines, file)
    if export is not None:
        yield from export
        return
    check_length(text, file)
    yield from doubts(lines, file)
    facts: dict[str, str] = {}
    for beside in (file.with_suffix(".json"), file.with_name("meta.json")):
        if beside.is_file():
            found = _facts(beside)
            if isinstance(found, LeftOut):
                yield found
            else:
                facts = found
                if beside.name == "meta.json" and not _is_alone(file):
                    facts = {name: fact for name, fact in found.items() if name not in {"title", "url"}}
                break
    raw = facts.get("date") or date_words(file.stem)
    article = Article(
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
    yield from with_note(article, str(file))


def _may_be_export(file: Path) -> bool:
    """Whether a file begins as an export of many articles does, which may be larger than one."""
    with file.open("rb") as raw:
        start = raw.read(START)
    return b"_" * 20 in start or b"Nexis" in start


def _is_alone(file: Path) -> bool:
    """Whether no other text stands in the folder of this one."""
    with os.scandir(file.parent) as files:
        return not any(other.name.lower().endswith(".txt") and other.name != file.name for other in files)


def _facts(beside: Path) -> dict[str, str] | LeftOut:
    """Title, outlet, date, url and speaker where a file beside the text gives them."""
    try:
        row = json.loads(beside.read_bytes())
    except (ValueError, RecursionError, OSError) as error:
        reason = getattr(error, "strerror", None) or error
        return LeftOut(str(beside), f"facts that cannot be read ({reason}); mend or remove it", "part")
    return {k: whole(v) for k, v in row.items() if isinstance(v, str)} if isinstance(row, dict) else {}
