"""Many articles: shards on disk, a manifest, and resuming where a run stopped; on processes or a cluster."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.duplicates import TABLE as DUPLICATES
from toolkit.duplicates import find_duplicates
from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.pipeline import STEPS, Settings, note_unused
from toolkit.run.inputs import check_places, fetch_inputs, from_first_article, list_files, note_articles, nothing
from toolkit.run.plan import again, articles_key, changed, depends, head, keys_of
from toolkit.run.progress import Progress
from toolkit.run.shards import (
    SHARD,
    TABLES,
    Shard,
    Task,
    code,
    find_shard,
    remove_shards,
    to_shards,
    write_shard,
)
from toolkit.run.sql import is_finished, query, read_corrected
from toolkit.run.store import Bucket, Store, alone, open_store, read_json, write_json
from toolkit.run.tables import SCORES, Tables, read_tables
from toolkit.run.workers import Workers, finish, open_workers

__all__ = ["SCORES", "TABLES", "Tables", "is_finished", "query", "read_tables", "run"]


@dataclass(frozen=True, slots=True)
class _Job:
    """A shard on its way: its number and keys, the record of an earlier run if that still holds, or else its task."""

    number: int
    shard: Shard
    keys: Mapping[str, str]
    record: dict[str, Any] | None
    task: Task | None = None
    handle: Any = None


def run(
    inputs: Sequence[str | Path],
    out: str | Path,
    settings: Settings,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    shard_size: int = SHARD,
    progress: bool = True,
    tell: Callable[[str], Any] | None = None,
) -> dict[str, Any]:
    """Statements, articles and manifest.json in the folder `out`; returns the manifest.

    `inputs` and `out` may be URLs of an object store (s3://, gs://). `scheduler` is the address of a Dask cluster that
    works instead of `jobs` processes; the files are the same for any number of either. Of an earlier run in `out` all
    shards are kept whose articles, settings, code and models are the same, and of others the steps that still hold;
    `tell` is called with lines that say so (with `progress` they go to standard error).
    `manifest.json` stands only in a finished run. Raises InputError where no article could be read or processed;
    nothing is left in `out` then. ToolkitError where another run is writing there or the cluster does not answer.
    """
    store = open_store(out)
    check_places(inputs, store)
    with fetch_inputs(inputs) as found, alone(store):
        try:
            items, left = from_first_article(found, dict(settings.columns))
        except InputError:
            store.tidy()
            raise
        files, sizes = list_files(found)
        what = head(files, settings, shard_size)
        counts: Counter[str] = Counter()
        with Progress(sizes, shown=progress) as bar, open_workers(jobs, scheduler) as workers:
            say = tell or bar.say
            known = store.read("shards/plan.json") is not None
            for line in (*note_articles(store), *_begin(store, what, settings)):
                say(line)
            for job in _all_jobs(to_shards(items, shard_size), settings, store, workers=workers):
                left += _count(job, counts)
                bar.add(job.shard, fresh=job.task is not None)
            if known or counts["shards"] > counts[f"since {STEPS[0]}"]:
                say(_summary(counts))
        if not counts["articles"]:
            _clear(store)
            raise nothing(found, left)
        if settings.corrections:
            left += note_unused(settings.corrections, read_corrected(store.where))
        return _end(store, what, counts, left)


def _count(job: _Job, counts: Counter[str]) -> list[LeftOut]:
    """Adds the rows of a shard to the counts, and what was done about it; what it left out comes back."""
    record = job.record or {}
    counts.update({name: record[name] for name in TABLES})
    counts.update(["shards", f"since {job.task.steps[0]}" if job.task else "kept"])
    left = [item for item in job.shard if isinstance(item, LeftOut)]
    return left + [LeftOut(**row) for row in record["left_out"]]


def _begin(store: Store, what: dict[str, Any], settings: Settings) -> list[str]:
    """Notes what this run is; lines that say what has changed since the last one in the same folder."""
    plan = {**what, "depends": depends(settings)}
    old = read_json(store, "shards/plan.json")
    lines = []
    if isinstance(old, dict):
        lines = changed(old.get("depends") or {}, plan["depends"])
        if old.get("inputs") != what["inputs"] or old.get("shard_size") != what["shard_size"]:
            lines.append("inputs changed: shards whose articles and their paths are the same are kept")
        if (old.get("settings") or {}).get("columns", []) != what["settings"]["columns"]:
            lines.append("columns changed: shards in which they change nothing are kept")
    store.remove("manifest.json")
    write_json(store, "shards/plan.json", plan)
    for folder in ("shards", *TABLES):
        for name in store.names(folder):
            if name.endswith(".part"):
                store.remove(f"{folder}/{name}")
    return lines


def _all_jobs(parts: Iterator[Shard], settings: Settings, store: Store, *, workers: Workers) -> Iterator[_Job]:
    """Each shard with its record, in order; a few wait in memory."""
    keys = keys_of(settings)
    waiting: deque[_Job] = deque()
    number = 0
    for number, shard in enumerate(parts, start=1):
        job = _find(store, number - 1, shard, keys=keys, settings=settings)
        waiting.append(replace(job, handle=workers.submit(job.task)) if job.task else job)
        while len(waiting) > workers.many:
            yield _settle(store, waiting.popleft(), workers)
    while waiting:
        yield _settle(store, waiting.popleft(), workers)
    remove_shards(store, number)  # of an earlier run with more articles


def _find(store: Store, number: int, shard: Shard, *, keys: Mapping[str, str], settings: Settings) -> _Job:
    """A shard with the record that an earlier run left of it, or with the task that is still to be done."""
    articles = tuple(item for item in shard if isinstance(item, Article))
    keys = {"articles": articles_key(articles), **keys}
    record, statements = find_shard(store, number)
    same = record is not None and record["keys"].get("articles") == keys["articles"]
    steps = again(record["keys"], keys) if record and same else STEPS
    if not steps:
        return _Job(number, shard, keys, record)
    known = b"" if STEPS[0] in steps else statements
    return _Job(number, shard, keys, None, Task(articles, settings, code(), steps, known))


def _settle(store: Store, job: _Job, workers: Workers) -> _Job:
    """A shard that is done, with its record on the disk."""
    if job.task is None:
        return job
    done = finish(workers, job.task, job.handle)
    return replace(job, record=write_shard(store, job.number, done, job.keys), handle=None)


def _summary(counts: Mapping[str, int]) -> str:
    """What was done again and what was kept, in one line."""
    parts = [f"{counts['kept']:,} kept"] if counts["kept"] else []
    names = {"extract": "from the start", "resolve": "from the speakers on", "score": "scores only"}
    parts += [f"{counts[f'since {step}']:,} done {words}" for step, words in names.items() if counts[f"since {step}"]]
    return f"{counts['shards']:,} shard{'s' * (counts['shards'] != 1)}: {', '.join(parts)}"


def _end(store: Store, what: dict[str, Any], counts: Mapping[str, int], left: Sequence[LeftOut]) -> dict[str, Any]:
    """Writes the manifest, which says that a run is whole, and returns it."""
    lost = [{"where": item.where, "reason": item.reason} for item in left if item.what == "article"]
    notes = [asdict(item) for item in left if item.what != "article"]
    table, many = find_duplicates(store.where, store.files if isinstance(store, Bucket) else None)
    store.write(DUPLICATES, table)
    rows = {name: counts[name] for name in TABLES}
    manifest = {**what, **rows, "duplicates": many, "left_out": lost, "notes": notes}
    write_json(store, "manifest.json", manifest)
    return manifest


def _clear(store: Store) -> None:
    """Removes what a run has written, and the folders that are then empty; the plan, which marks a run, comes last."""
    for name in ("manifest.json", DUPLICATES):
        store.remove(name)
    remove_shards(store)
    store.remove("shards/plan.json")
    store.tidy()
