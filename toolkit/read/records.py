"""A row of named cells to an article: which column holds what, and why a row holds none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read.bytes import LONGEST, is_broken, too_long, whole
from toolkit.read.dates import to_iso, why_no_date

COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "article_body", "articlebody", "fulltext",
             "full_text", "maintext", "story", "story_text"),
    "id": ("id", "doc", "doc_id", "article_id", "stories_id"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source", "source_name", "newspaper", "media", "media_name"),
    "date": ("date", "published", "publish_date", "published_at", "date_publish", "publication_date", "pubdate",
             "date_raw"),
    "url": ("url", "link"),
    "speaker": ("speaker",),
}  # fmt: skip
MEDIA_CLOUD = ({"media_name", "media_url"}, {"stories_id", "media_id"}, {"indexed_date", "media_url"})
TEXT = re.compile(r"text|body|content", re.IGNORECASE)  # in the name of a column that may hold it

Map = Mapping[str, str]  # which column holds what, where the user says so


def find_roles(found: Iterable[Any], columns: Map | None) -> dict[str, str]:
    """Which of the columns holds what; case, spaces and hyphens make no difference, the user's word decides."""
    found = list(found)
    plain = {re.sub(r"[\s-]+", "_", str(name).strip().lower()): name for name in reversed(list(found))}
    roles = {role: next((plain[name] for name in wanted if name in plain), None) for role, wanted in COLUMNS.items()}
    named = {role: name for role, name in (columns or {}).items() if name in found}
    return {role: name for role, name in roles.items() if name is not None} | named


def find_names(found: Collection[Any], where: object, columns: Map | None) -> dict[str, str]:
    """Which column holds what; InputError where none holds the text."""
    names = find_roles(found, columns)
    if "doc" in found and ("statements" in found or {"statement", "content"} <= set(found)):
        hint = "give the articles that they were found in"
        raise InputError("statements of this toolkit, not articles", where=str(where), hint=hint)
    missing = [name for name in (columns or {}).values() if name not in found]
    if missing:
        raise InputError(f"no column {missing[0]!r}; {_shown(found)}", where=str(where), hint="mend --columns")
    texts = any(TEXT.search(str(name)) for name in found)
    if "text" not in names and not texts and any(own <= set(found) for own in MEDIA_CLOUD):
        what = "a list of Media Cloud, addresses without texts"
        raise InputError(what, where=str(where), hint="fetch the pages and give them as .html or .warc.gz")
    if "text" not in names:
        hint = f"name one of them {', '.join(COLUMNS['text'][:4])}, or say --columns text=NAME"
        raise InputError(f"no text column; {_shown(found)}", where=str(where), hint=hint)
    return names


def _shown(found: Collection[Any]) -> str:
    """The names of the columns, as many as fit on a line."""
    names = [str(name)[:40] for name in found]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"the columns are {', '.join(islice(map(repr, names), 12)) or 'none'}{more}"


def to_article(
    row: Mapping[str, Any], names: Mapping[str, str], file: Path, *, number: int, where: str
) -> Article | LeftOut:
    """The article of one row."""
    cells = {role: row.get(name) for role, name in names.items()}
    text = cells.pop("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        return LeftOut(where, "no text in this row; fill or remove it")
    if not isinstance(text, str):
        return LeftOut(where, f"the text is no string but {type(text).__name__}; write it as text")
    if len(text) > LONGEST:
        return LeftOut(where, str(too_long("", f"{len(text):,} characters")))
    facts = {role: fact for role, value in cells.items() if (fact := _fact(value))}
    if is_broken(text) or any(map(is_broken, facts.values())):
        return LeftOut(where, "characters that are broken; save the file as UTF-8 again")
    facts = {role: whole(fact) for role, fact in facts.items()}
    return Article(
        facts.get("id") or f"{file.stem}-{number}",
        whole(text),
        title=facts.get("title"),
        outlet=facts.get("outlet"),
        date=to_iso(facts.get("date")),
        url=facts.get("url"),
        path=str(file),
        date_raw=facts.get("date"),
        speaker=facts.get("speaker"),
    )


def with_note(found: Article | LeftOut, where: str) -> Iterator[Article | LeftOut]:
    """The article of a row, after a note where its date cannot be read."""
    if isinstance(found, Article) and found.date_raw and not found.date:
        reason = f"{why_no_date(found.date_raw)}; write it as YYYY-MM-DD"
        yield LeftOut(where, reason, "note")
    yield found


def _fact(value: object) -> str:
    """A cell as a word; lists, objects and what stands for nothing are none.

    >>> _fact(7), _fact(float("nan")), _fact(["a"])
    ('7', '', '')
    """
    known = isinstance(value, str | int | float | date) and value == value
    return str(value).strip() if known else ""
