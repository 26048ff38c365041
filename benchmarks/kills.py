"""Kills runs at random moments and compares what the next ones make of it with an undisturbed run.

    python benchmarks/kills.py [--kills 200] [--seed 1] [--jobs 1]

A run over invented articles is killed (SIGKILL), started again, killed again, until it ends; then the next run begins.
Three kinds of moment take turns: a random time; a random system call on a file (open to write, rename, remove), so
also between write and rename; and such a call with the power lost, when what was not yet forced to the disk is cut at a
random byte. Every fourth run meets a full disk first. Each ends with the bytes of the undisturbed run, or is reported.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from toolkit.model import Article
from toolkit.pipeline import Settings, process_article
from toolkit.run import run
from toolkit.run.shards import code

NAMES = ("Dmitry Peskov", "Volodymyr Zelensky", "Antony Blinken", "Olaf Scholz")
ARTICLES, SHARD = 40, 2
KINDS = ("time", "call", "power")
CALLS = {"os.rename", "os.remove"}
SETTINGS = Settings(engine="fast", scores="wordlists")


def write_articles(folder: Path) -> None:
    """Invented articles; one file is broken, so that a left-out one must survive too."""
    folder.mkdir()
    for number in range(ARTICLES):
        name = NAMES[number % len(NAMES)]
        text = f"Talks number {number} go on, {name} said.\n\n“We are ready for round {number},” {name} said.\n"
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def die_at(call: int) -> None:
    """This process kills itself at a certain call on a file."""
    seen = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if event in CALLS or writes:
            seen += 1
            if seen == call:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def child(source: Path, out: Path, jobs: int, call: int | None, limit: int | None) -> None:
    """One run, in a process of its own."""
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if limit is not None:  # a disk that is full when a file has so many bytes
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if call is not None:
        die_at(call)
    run([source], out, SETTINGS, jobs=jobs, shard_size=SHARD, progress=False)


def lose_power(out: Path, dice: random.Random) -> None:
    """What was written but not yet forced to the disk loses its end."""
    for part in sorted(out.rglob("*.part")):
        size = part.stat().st_size
        os.truncate(part, dice.randint(0, size))


def start(source: Path, out: Path, options: argparse.Namespace, *, call: int | None = None, limit: int | None = None):
    """A run in a forked process, which has the models already."""
    process = multiprocessing.get_context("fork").Process(target=child, args=(source, out, options.jobs, call, limit))
    process.start()
    return process


def kill_until_done(source: Path, out: Path, options: argparse.Namespace, dice: random.Random, whole: float) -> Counter:
    """One run, killed again and again until it ends; how often, by kind. `whole` are the seconds of a whole one."""
    kills: Counter[str] = Counter()
    if dice.random() < 0.25:
        process = start(source, out, options, limit=dice.randint(1, 40_000))
        process.join()
        kills["disk"] += process.exitcode != 0
    while True:
        kind = KINDS[dice.randrange(len(KINDS))]
        call = None if kind == "time" else dice.randint(1, ARTICLES)
        process = start(source, out, options, call=call)
        if kind == "time":
            process.join(dice.uniform(0, whole / 3))
            if process.is_alive():
                os.kill(process.pid, signal.SIGKILL)
        process.join()
        if process.exitcode == 0:
            return kills
        if process.exitcode != -signal.SIGKILL:
            raise SystemExit(f"a run that was started again ended with {process.exitcode}")
        kills[kind] += 1
        if kind == "power":
            lose_power(out, dice)


def compare(expected: dict[str, bytes], out: Path) -> list[str]:
    """Files that differ, and articles lost or found twice."""
    found = files(out)
    wrong = [name for name in sorted({*expected, *found}) if expected.get(name) != found.get(name)]
    docs = Counter(
        doc for file in (out / "articles").glob("*.parquet") for doc in pq.read_table(file)["doc"].to_pylist()
    )
    wrong += [f"{doc} {times} times" for doc, times in docs.items() if times != 1]
    return wrong + ["articles are lost"] * (len(docs) != ARTICLES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    dice, kills, wrong, runs = random.Random(options.seed), Counter(), [], 0
    process_article(Article("warm", "Talks go on, Dmitry Peskov said."), SETTINGS)
    code()  # once for all, whatever happens to the files of this program meanwhile
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        write_articles(source)
        begin = time.monotonic()
        process = start(source, Path(folder) / "whole", options)
        process.join()
        whole = time.monotonic() - begin
        expected = files(Path(folder) / "whole")
        while sum(kills.values()) < options.kills:
            runs += 1
            out = Path(folder) / f"out{runs}"
            kills += kill_until_done(source, out, options, dice, whole)
            wrong += compare(expected, out)
            print(f"{runs} runs, {dict(kills)}, {len(wrong)} wrong", file=sys.stderr, flush=True)
            shutil.rmtree(out)
    print("| runs | killed at a random time | at a file call | with the power lost | disk full | wrong |")
    print("| --- | --- | --- | --- | --- | --- |")
    print(f"| {runs} | {kills['time']} | {kills['call']} | {kills['power']} | {kills['disk']} | {len(wrong)} |")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
