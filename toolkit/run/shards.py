"""One shard: a few articles through all steps, to the bytes of its tables."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.model import Article, LeftOut, Result
from toolkit.parse import forget_words
from toolkit.pipeline import STEPS, Settings, process_articles
from toolkit.run.plan import code_hash, versions
from toolkit.run.store import Store, read_json, write_json
from toolkit.table import articles_frame, from_frame, to_frame, write_parquet

TABLES = ("statements", "articles")
SHARD, CHARACTERS = 64, 2_000_000  # articles and characters of a shard, at most; one article may be longer
FIRST = 4  # articles of the first shard; each has as many more than the one before, so that few are shared out, too
ONE = threading.Lock()  # models are not for two threads at once

Shard = list[Article | LeftOut]


class Died(Exception):
    """A process ended while it worked on a task."""


@dataclass(frozen=True, slots=True)
class Task:
    """The work on one shard: its articles, which steps, and the table of statements that an earlier run left."""

    articles: tuple[Article, ...]
    settings: Settings
    code: str
    steps: tuple[str, ...] = STEPS
    statements: bytes = b""


@dataclass(frozen=True, slots=True)
class Done:
    """What a shard became: the bytes of its tables, their numbers of rows, and what failed."""

    tables: Mapping[str, bytes]
    rows: Mapping[str, int]
    left_out: tuple[LeftOut, ...]


def to_shards(items: Iterable[Article | LeftOut], size: int) -> Iterator[Shard]:
    """The items in shards of at most `size` items, the first ones fewer, and CHARACTERS characters.

    >>> [len(shard) for shard in to_shards([LeftOut("a", "b")] * 25, 10)]
    [4, 8, 10, 3]
    """
    shard: Shard = []
    length, room = 0, FIRST
    for item in items:
        more = len(item.text) if isinstance(item, Article) else 0
        if shard and (len(shard) == min(room, size) or length + more > CHARACTERS):
            yield shard
            shard, length, room = [], 0, room + FIRST
        shard.append(item)
        length += more
    if shard:
        yield shard


def code() -> str:
    """The code and packages that do the work; results of other ones are not the same."""
    return f"{code_hash()} {versions()}"


def process_shard(task: Task) -> Done:
    """The tables of one shard; ToolkitError where this process has other code than the one that asks."""
    if task.code != code():
        hint = "install the same versions of toolkit and its packages on all machines"
        raise ToolkitError("a worker has another version of toolkit or of a package", hint=hint)
    with ONE, forget_words():
        results, left = [], []
        for item in process_articles(task.articles, task.settings, known=_known(task), steps=task.steps):
            if isinstance(item, Result):
                results.append(item)
            else:
                left.append(item)
        frames = dict(zip(TABLES, (to_frame(results), articles_frame(results)), strict=True))
        return Done(
            {name: _parquet(frame) for name, frame in frames.items()},
            {name: len(frame) for name, frame in frames.items()},
            tuple(left),
        )


def _known(task: Task) -> dict[str, Result]:
    """The results of an earlier run, by article, of a task that does not begin with the first step."""
    if STEPS[0] in task.steps:
        return {}
    import pandas as pd

    statements = pd.read_parquet(BytesIO(task.statements))
    articles = articles_frame(Result(article, ()) for article in task.articles)
    return {result.article.id: result for result in from_frame(statements, articles)}


def _parquet(frame: Any) -> bytes:
    file = BytesIO()
    write_parquet([frame], file)
    return file.getvalue()


def write_shard(store: Store, number: int, done: Done, keys: Mapping[str, str]) -> dict[str, Any]:
    """Writes a shard's files and returns its record, which comes last: a shard without it is done again."""
    for name, data in done.tables.items():
        store.write(_table(name, number), data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in done.tables.items()}
    left = [asdict(item) for item in done.left_out]
    record = {**done.rows, "left_out": left, "keys": dict(keys), "sha256": hashes}
    write_json(store, _record(number), record)
    return record


def find_shard(store: Store, number: int) -> tuple[dict[str, Any] | None, bytes]:
    """The record of a shard whose files are whole, and its table of statements; None and nothing of any other."""
    record = read_json(store, _record(number))
    if not isinstance(record, dict) or not {*TABLES, "left_out", "keys", "sha256"} <= set(record):
        return None, b""
    tables = {name: store.read(_table(name, number)) for name in TABLES}
    for name, data in tables.items():
        if data is None or hashlib.sha256(data).hexdigest() != record["sha256"].get(name):
            return None, b""
    return record, tables["statements"] or b""


def remove_shards(store: Store, start: int = 0) -> None:
    """Removes the shards from a number on, the records first."""
    for folder in ("shards", *TABLES):
        for name in store.names(folder):
            stem = name.partition(".")[0]
            if stem.isdecimal() and int(stem) >= start:
                store.remove(f"{folder}/{name}")


def _record(number: int) -> str:
    return f"shards/{number:06d}.json"


def _table(name: str, number: int) -> str:
    return f"{name}/{number:06d}.parquet"
