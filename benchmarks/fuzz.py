"""Reads damaged files, each in a process of its own, and prints what became of them.

    python benchmarks/fuzz.py --files 5000 --seed 1

Samples of every format (tests/make_samples.py) are cut off, have bits turned, bytes replaced, endings exchanged and
encodings mixed; hostile files are made by hand: bombs of zip, gzip, XML, PDF and Parquet, paths that lead out of an
archive, nesting without end, lines of a gigabyte. A file is lost when its process crashes, takes more than SECONDS of a
processor or WAITING of the clock, needs more memory than MEMORY, or when it is neither read nor listed. The exit status
is 1 where one is.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import make_samples
from damage import DAMAGE, hostile, write_huge

SECONDS = 10  # of a processor, which others that run at the same time do not lengthen
WAITING = 120  # seconds of the clock
MEMORY = 2_000  # MB
ENDINGS = (".txt", ".html", ".csv", ".tsv", ".jsonl", ".parquet", ".docx", ".rtf", ".pdf", ".zip", ".warc", ".warc.gz")


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    kind: str
    name: str
    state: str  # read, listed, lost: and why
    seconds: float
    memory: float  # MB


# Reading in a process of its own


def read_alone(path: Path, kind: str) -> Outcome:
    """What becomes of one file: a copy of this process reads it, is measured, and ended when it takes too long."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        _child(path, send)
    os.close(send)
    with os.fdopen(receive) as answer:
        told = answer.read()
    _, status, used = os.wait4(child, 0)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    state = _state(told, status)
    if memory > MEMORY:
        state = f"lost: {memory:,.0f} MB"
    return Outcome(kind, path.name, state, seconds, memory)


def _child(path: Path, send: int) -> None:
    """Reads a file and tells how many articles and lines it gave; never returns."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(WAITING)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    try:
        from toolkit.model import Article
        from toolkit.read import REPORT, read_articles

        articles = listed = 0
        for item in read_articles([path]):
            if not isinstance(item, Article) and REPORT in item.reason:
                raise RuntimeError(item.reason)
            articles += isinstance(item, Article)
            listed += not isinstance(item, Article) and item.where.startswith(str(path)) and "\n" not in item.reason
        told = {"articles": articles, "listed": listed}
    except BaseException as error:
        told = {"error": f"{type(error).__name__}: {error}"[:200]}
    os.write(send, json.dumps(told).encode())
    os._exit(0)


def _state(told: str, status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        slow = number in {signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL}
        return f"lost: longer than {SECONDS} s" if slow else f"lost: signal {number}"
    result = json.loads(told or "{}")
    if "error" in result:
        return f"lost: {result['error']}"
    if result["listed"]:
        return "listed"
    return "read" if result["articles"] else "lost: neither read nor listed"


# The run


def read_all(files: int, seed: int, *, huge: bool = True, work: Path) -> list[Outcome]:
    """What became of this many damaged files."""
    import pyarrow.parquet  # noqa: F401  what every process needs is loaded once
    import pypdf  # noqa: F401
    import striprtf.striprtf  # noqa: F401
    import trafilatura  # noqa: F401
    from fastwarc import warc  # noqa: F401

    import toolkit.read  # noqa: F401
    from toolkit.read.language import find_language

    find_language("Die Gespräche gehen weiter, sagte sie am Dienstag in der Stadt.")
    make_samples.write_samples(work / "samples")
    samples = {path.name: path.read_bytes() for path in sorted((work / "samples").iterdir())}
    outcomes = [read_alone(path, path.parent.name) for path in _hostile_files(samples, work / "hostile")]
    for ending in (".csv", ".jsonl", ".txt", ".html", ".rtf") if huge else ():
        path = work / f"huge{ending}"
        write_huge(path)
        outcomes.append(read_alone(path, "line of 1 GB"))
        path.unlink()
    r = random.Random(seed)
    while len(outcomes) < files:
        name = r.choice(list(samples))
        kind = r.choice([*DAMAGE, "wrong ending"])
        raw = samples[name] if kind == "wrong ending" else DAMAGE[kind](samples[name], r)
        stem, dot, ending = name.partition(".")
        ending = r.choice(ENDINGS) if kind == "wrong ending" else dot + ending
        outcomes.append(_one(work, kind, f"{stem}-{len(outcomes)}{ending}", raw))
    return outcomes


def _hostile_files(samples: dict[str, bytes], folder: Path) -> list[Path]:
    """The hostile files, each in a folder of its kind; another process makes them, so that this one stays small."""
    child = os.fork()
    if not child:
        for kind, name, raw in hostile(samples):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            (folder / kind / name).write_bytes(raw)
        os._exit(0)
    os.waitpid(child, 0)
    return sorted(folder.glob("*/*"))


def _one(work: Path, kind: str, name: str, raw: bytes) -> Outcome:
    path = work / name
    path.write_bytes(raw)
    outcome = read_alone(path, kind)
    if not outcome.state.startswith("lost"):
        path.unlink()
    return outcome


def table(outcomes: list[Outcome]) -> str:
    """A line for each kind of damage: files, read, listed, lost, and the most that one took."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.kind].append(outcome)
    lines = [
        "| damage | files | read | listed | lost | longest, s | most memory, MB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, part in [*sorted(kinds.items()), ("all", outcomes)]:
        many = Counter(outcome.state.partition(":")[0] for outcome in part)
        longest, most = max(outcome.seconds for outcome in part), max(outcome.memory for outcome in part)
        counts = " | ".join(f"{number:,}" for number in (len(part), many["read"], many["listed"], many["lost"]))
        lines.append(f"| {kind} | {counts} | {longest:.1f} | {most:,.0f} |")
    return "\n".join(lines)


def main() -> int:
    """Prints the table, and each file that was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder in which the lost files stay")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        outcomes = read_all(options.files, options.seed, work=work)
    print(table(outcomes))
    lost = [outcome for outcome in outcomes if outcome.state.startswith("lost")]
    for outcome in lost:
        print(f"{outcome.kind}: {outcome.name}: {outcome.state} ({outcome.seconds:.1f} s, {outcome.memory:,.0f} MB)")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
