"""Many articles: shards on disk, a manifest, and resuming where a run stopped."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict
from importlib.metadata import version
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import Any

import toolkit
from toolkit.duplicates import write_duplicates
from toolkit.errors import InputError, ToolkitError
from toolkit.model import Article, LeftOut, Result
from toolkit.pipeline import Settings, process_articles
from toolkit.progress import show_progress
from toolkit.read import find_files, read_articles
from toolkit.table import articles_frame, open_whole, to_frame, write_parquet

SHARD = 64
PACKAGES = ("spacy", "textblob", "vaderSentiment", "pandas")
TABLES = ("statements", "articles")
FOLDERS = (*TABLES, "shards")

Shard = list[Article | LeftOut]


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
    where no article could be read or processed; nothing is left in `out` then. The files are the same for any number
    of `jobs`. `manifest.json` stands only in a finished run.
    """
    _check_folder(inputs, out)
    head = _head(inputs, settings, shard_size)
    items, left = _first_article(inputs, settings)
    done = _begin(out, head) and "-" not in map(str, inputs)
    counts = {name: 0 for name in TABLES}
    shards = _process_shards(_shards(items, shard_size), settings, out, done=done, jobs=jobs)
    with show_progress(unit=" articles", quiet=not progress) as bar:
        for shard, kept in shards:
            left += [item for item in shard if isinstance(item, LeftOut)]
            left += [LeftOut(**row) for row in kept["left_out"]]
            counts = {name: counts[name] + kept[name] for name in counts}
            bar.update(kept["articles"])
    if not counts["articles"]:
        _clear(out)
        with suppress(OSError):
            out.rmdir()
        raise _nothing(inputs, left)
    lost = [{"where": item.where, "reason": item.reason} for item in left if item.what == "article"]
    notes = [asdict(item) for item in left if item.what != "article"]
    manifest = {**head, **counts, "duplicates": write_duplicates(out), "left_out": lost, "notes": notes}
    _write(out / "manifest.json", manifest)
    return manifest


def is_finished(folder: Path) -> bool:
    """Whether the folder holds the whole result of a run."""
    return (folder / "manifest.json").is_file()


def _first_article(
    inputs: Sequence[str | Path], settings: Settings
) -> tuple[Iterator[Article | LeftOut], list[LeftOut]]:
    """The items from the first article on, and what was left out before it; InputError where there is none."""
    items = read_articles(inputs, columns=dict(settings.columns))
    left: list[LeftOut] = []
    for item in items:
        if isinstance(item, Article):
            return chain([item], items), left
        left.append(item)
    raise _nothing(inputs, left)


def _nothing(inputs: Sequence[str | Path], left: Sequence[LeftOut]) -> InputError:
    reasons = "; ".join(f"{item.where}: {item.reason}" for item in left[:5])
    more = f"; and {len(left) - 5} more" if len(left) > 5 else ""
    return InputError("no article could be read or processed", where=", ".join(map(str, inputs)), hint=reasons + more)


def _shards(items: Iterable[Article | LeftOut], size: int) -> Iterator[Shard]:
    items = iter(items)
    while shard := list(islice(items, size)):
        yield shard


def _process_shards(
    shards: Iterable[Shard], settings: Settings, out: Path, *, done: bool, jobs: int
) -> Iterator[tuple[Shard, dict[str, Any]]]:
    """Each shard with its record, in order; at most two shards a process wait in memory."""
    waiting: deque[tuple[Shard, Path, Future[None] | None]] = deque()
    with _processes(jobs) if jobs > 1 else nullcontext() as pool:
        for number, shard in enumerate(shards):
            record = out / "shards" / f"{number:06d}.json"
            future = None
            if not (done and _is_kept(out, number)):
                articles = [item for item in shard if isinstance(item, Article)]
                if pool:
                    with _no_stop():  # a worker inherits this: Ctrl-C is the parent's to answer
                        future = pool.submit(_process_shard, articles, settings, out, number=number)
                else:
                    _process_shard(articles, settings, out, number=number)
            waiting.append((shard, record, future))
            if len(waiting) > 2 * jobs:
                yield _settle(*waiting.popleft())
        while waiting:
            yield _settle(*waiting.popleft())


def _settle(shard: Shard, record: Path, future: Future[None] | None) -> tuple[Shard, dict[str, Any]]:
    try:
        if future:
            future.result()
    except BrokenProcessPool:
        hint = "out of memory? Run again with fewer --jobs; finished parts are kept"
        raise ToolkitError("a process was killed", where=str(record), hint=hint) from None
    return shard, json.loads(record.read_text(encoding="utf-8"))


@contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that end at once when the run is stopped or fails."""
    before = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_end_with_parent)
    try:
        yield pool
    except BaseException:
        for worker in set(active_children()) - before:
            worker.terminate()
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _no_stop() -> Iterator[None]:
    """Ctrl-C waits until the end of the block; processes that are started in it never get it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """A worker ends when its parent is killed, so that it writes nothing into a run that somebody resumes."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _process_shard(articles: Sequence[Article], settings: Settings, out: Path, *, number: int) -> None:
    """One shard's files; the record comes last, so that a shard without it is done again."""
    results: list[Result] = []
    left: list[LeftOut] = []
    for item in process_articles(articles, settings):
        if isinstance(item, Result):
            results.append(item)
        else:
            left.append(item)
    frames = dict(zip(TABLES, (to_frame(results), articles_frame(results)), strict=True))
    for name, frame in frames.items():
        (out / name).mkdir(parents=True, exist_ok=True)
        with open_whole(out / name / f"{number:06d}.parquet") as file:
            write_parquet([frame], file)
    counts = {name: len(frame) for name, frame in frames.items()}
    _write(out / "shards" / f"{number:06d}.json", {**counts, "left_out": [asdict(item) for item in left]})


def _is_kept(out: Path, number: int) -> bool:
    """Whether a shard is complete."""
    files = [out / name / f"{number:06d}.parquet" for name in TABLES]
    return all(file.is_file() for file in files) and _read(out / "shards" / f"{number:06d}.json") is not None


def _head(inputs: Sequence[str | Path], settings: Settings, shard_size: int) -> dict[str, Any]:
    """What a result depends on: hashes of the inputs, versions, settings."""
    files, _ = find_files(name for name in inputs if str(name) != "-")
    return {
        "inputs": [{"path": _shown(file), "sha256": _digest(file)} for file in files],
        "versions": {"toolkit": toolkit.__version__} | {name: version(name) for name in PACKAGES},
        "settings": json.loads(json.dumps(asdict(settings), default=str)),
        "shard_size": shard_size,
    }


def _shown(file: Path) -> str:
    return str(file).encode("utf-8", "backslashreplace").decode()


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError:
        return None


def _check_folder(inputs: Sequence[str | Path], out: Path) -> None:
    """InputError where results would take the place of the user's own files."""
    if out.exists() and not out.is_dir():
        raise InputError("a file, not a folder", where=str(out), hint="name a folder for the results")
    places = [Path(os.path.realpath(out / name)) for name in FOLDERS]
    for name in inputs:
        real = Path(os.path.realpath(name))
        if real == Path(os.path.realpath(out)) or any(real.is_relative_to(place) for place in places):
            raise InputError("both input and output", where=str(name), hint="write the results to another folder")
    strange = [place for place in places if place.is_dir() and any(place.iterdir())]
    if strange and not (out / "shards" / "plan.json").is_file():
        what = f"the folder {strange[0].name} in it is not from a run"
        raise InputError(what, where=str(out), hint="write the results to an empty folder")


def _begin(out: Path, head: dict[str, Any]) -> bool:
    """Whether the shards in `out` belong to this run; if they don't, they are removed."""
    plan = out / "shards" / "plan.json"
    same = _read(plan) == head
    if not same:
        _clear(out)
        _write(plan, head)
    (out / "manifest.json").unlink(missing_ok=True)
    for part in (part for name in FOLDERS for part in out.glob(f"{name}/*.part")):
        part.unlink(missing_ok=True)
    return same


def _clear(out: Path) -> None:
    """Removes what a run has written, and the folders that are then empty; the plan, which marks a run, comes last."""
    patterns = (
        "manifest.json",
        "duplicates.parquet*",
        "statements/*.parquet*",
        "articles/*.parquet*",
        "shards/[0-9]*.json*",
        "shards/plan.*",
    )
    for old in (old for pattern in patterns for old in out.glob(pattern)):
        old.unlink(missing_ok=True)
    for name in FOLDERS:
        with suppress(OSError):
            (out / name).rmdir()


def _read(path: Path) -> Any:
    """The value in a JSON file, or None where there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_whole(path) as file:
        file.write(json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace"))
