"""Many articles: shards on disk, a manifest, and resuming where a run stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from importlib.metadata import version
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

import toolkit
from toolkit.errors import InputError
from toolkit.model import Article, LeftOut, Result
from toolkit.pipeline import Settings, process_articles
from toolkit.read import find_files, read_articles
from toolkit.table import articles_frame, to_frame

SHARD = 64
PACKAGES = ("spacy", "textblob", "vaderSentiment", "pandas")


def run(
    inputs: Sequence[str | Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    shard_size: int = SHARD,
    progress: bool = True,
) -> dict[str, Any]:
    """Statements, articles and manifest.json in the folder `out`; returns the manifest.

    Shards that an earlier run with the same inputs, settings and versions has finished are kept. Raises InputError
    where no article could be read; nothing is written then. The files are the same for any number of `jobs`.
    """
    head = _head(inputs, settings, shard_size)
    items = read_articles(inputs)
    first: list[Article | LeftOut] = []
    left: list[LeftOut] = []
    for item in items:
        first.append(item)
        if isinstance(item, Article):
            break
    else:
        reasons = _reasons(item for item in first if isinstance(item, LeftOut))
        raise InputError("no article could be read", where=", ".join(map(str, inputs)), hint=reasons)
    done = _finished(out, head) and "-" not in map(str, inputs)
    counts = {"articles": 0, "statements": 0}
    bar = tqdm(unit=" articles", disable=not progress, mininterval=0.5)
    for shard, kept in _process_shards(_shards(chain(first, items), shard_size), settings, out, done, jobs):
        left += [item for item in shard if isinstance(item, LeftOut)]
        left += [LeftOut(**row) for row in kept["left_out"]]
        counts = {name: counts[name] + kept[name] for name in counts}
        bar.update(kept["articles"])
    bar.close()
    if not counts["articles"]:
        raise InputError("no article could be read", where=", ".join(map(str, inputs)), hint=_reasons(left))
    manifest = {**head, **counts, "left_out": [asdict(item) for item in left]}
    _write(out / "manifest.json", manifest)
    return manifest


def _reasons(left: Iterable[LeftOut]) -> str:
    return "; ".join(f"{item.where}: {item.reason}" for item in islice(left, 5))


def _shards(items: Iterable[Article | LeftOut], size: int) -> Iterator[list[Article | LeftOut]]:
    items = iter(items)
    while shard := list(islice(items, size)):
        yield shard


def _process_shards(
    shards: Iterable[list[Article | LeftOut]], settings: Settings, out: Path, done: bool, jobs: int
) -> Iterator[tuple[list[Article | LeftOut], dict[str, Any]]]:
    """Each shard with its record, in order; at most two shards a process wait in memory."""
    waiting: deque[tuple[list[Article | LeftOut], Path, Future[None] | None]] = deque()
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(jobs, get_context("spawn"))) if jobs > 1 else None
        for number, shard in enumerate(shards):
            record = out / "shards" / f"{number:06d}.json"
            tables = [out / name / f"{number:06d}.parquet" for name in ("statements", "articles")]
            future = None
            if not (done and all(file.is_file() for file in (record, *tables))):
                articles = [item for item in shard if isinstance(item, Article)]
                if pool:
                    future = pool.submit(_process_shard, articles, settings, out, number)
                else:
                    _process_shard(articles, settings, out, number)
            waiting.append((shard, record, future))
            if len(waiting) > 2 * jobs:
                yield _settle(*waiting.popleft())
        while waiting:
            yield _settle(*waiting.popleft())


def _settle(
    shard: list[Article | LeftOut], record: Path, future: Future[None] | None
) -> tuple[list[Article | LeftOut], dict[str, Any]]:
    if future:
        future.result()
    return shard, json.loads(record.read_text(encoding="utf-8"))


def _process_shard(articles: Sequence[Article], settings: Settings, out: Path, number: int) -> None:
    """One shard's files; the record comes last, so that a shard without it is done again."""
    results: list[Result] = []
    left: list[LeftOut] = []
    for item in process_articles(articles, settings):
        if isinstance(item, Result):
            results.append(item)
        else:
            left.append(item)
    frames = {"statements": to_frame(results), "articles": articles_frame(results)}
    for name, frame in frames.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{number:06d}.parquet.part"
        frame.to_parquet(part, index=False)
        os.replace(part, part.with_suffix(""))
    counts = {name: len(frame) for name, frame in frames.items()}
    _write(out / "shards" / f"{number:06d}.json", {**counts, "left_out": [asdict(item) for item in left]})


def _head(inputs: Sequence[str | Path], settings: Settings, shard_size: int) -> dict[str, Any]:
    """What a result depends on: hashes of the inputs, versions, settings."""
    files, _ = find_files(name for name in inputs if str(name) != "-")
    return {
        "inputs": [{"path": str(file), "sha256": _digest(file)} for file in files],
        "versions": {"toolkit": toolkit.__version__} | {name: version(name) for name in PACKAGES},
        "settings": json.loads(json.dumps(asdict(settings))),
        "shard_size": shard_size,
    }


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError:
        return None


def _finished(out: Path, head: dict[str, Any]) -> bool:
    """Whether the shards in `out` belong to this run; if they don't, they are removed."""
    plan = out / "shards" / "plan.json"
    if plan.is_file() and json.loads(plan.read_text(encoding="utf-8")) == head:
        return True
    for old in [*out.glob("shards/*.json"), *out.glob("statements/*.parquet"), *out.glob("articles/*.parquet")]:
        old.unlink()
    (out / "manifest.json").unlink(missing_ok=True)
    _write(plan, head)
    return False


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8", errors="backslashreplace")
    os.replace(part, path)
