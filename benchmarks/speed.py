"""Articles a second, memory and scaling of whole runs, beside published tools on the same texts in the same go.

    python benchmarks/speed.py [--articles 100 1000 10000] [--engines rules fast] [--processes 1 2] [--dask 2]
                               [--peers PYTHON] [--shared ../shared]

The articles are those of ../shared/corpora/news and of PolNeAR's train and dev parts, taken by turns and, where that
is not enough, repeated, each copy with a last paragraph that says which it is. A run does everything: reading,
statements, speakers, all scores, tables on the disk. "A s and core" divides by the processor time of all processes,
their start included, and so holds on a machine that is shared; scaling needs one that is not. Memory is the peak of the
largest process, and its mean over the second quarter of the run and over the last, which show growth.
`--peers` is a Python with textacy and sayswho (benchmarks/peers.py).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count, islice, zip_longest
from pathlib import Path

from attribution import print_table

ROOT = Path(__file__).parent.parent
STEP = 0.25  # seconds between two looks at the memory
PAGE = resource.getpagesize()


def originals(shared: Path) -> Iterator[str]:
    """Texts of the two corpora by turns."""
    with (shared / "corpora/news/articles.jsonl").open(encoding="utf-8") as lines:
        news = [json.loads(line)["text"] for line in lines]
    files = sorted((shared / "gold/polnear").glob("*/**/*.txt"))
    polnear = (file.read_text(encoding="utf-8") for file in files)
    return (text for text in chain.from_iterable(zip_longest(news, polnear)) if text)


def write_corpus(file: Path, shared: Path, number: int) -> list[str]:
    """So many articles as JSON Lines; the first hundred texts come back, for other tools."""
    first: list[str] = []
    with file.open("w", encoding="utf-8") as out:
        copies = (f"{t}\n\nCopy number {n} of this text." if n else t for n in count() for t in originals(shared))
        for text in islice(copies, number):
            first += [text] * (len(first) < 100)
            out.write(json.dumps({"text": text, "date": "2023-03-01"}) + "\n")
    return first


def family(pid: int) -> list[int]:
    """A process and all below it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    out = [pid]
    for one in out:
        out += [child for child, parent in parents.items() if parent == one]
    return out


def largest(pids: list[int]) -> float:
    """MiB of the largest process."""
    sizes = [0]
    for pid in pids:
        with suppress(OSError):
            sizes.append(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE)
    return max(sizes) / 2**20


def measure(words: list[str], watched: int | None = None) -> tuple[float, float, list[float]]:
    """Seconds, processor seconds and MiB over time of a command; `watched`: of this process and those below it."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(words, env=environment)
    memory = []
    while process.poll() is None:
        memory.append(largest(family(watched or process.pid)))
        time.sleep(STEP)
    spent, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: ended with {process.returncode}")
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory


def row(name: str, number: int, seconds: float, processor: float, memory: list[float]) -> list[str]:
    """One line of the table."""
    quarter = max(1, len(memory) // 4)
    early, late = memory[quarter : 2 * quarter] or memory, memory[-quarter:]
    means = (f"{sum(part) / len(part):.0f}" for part in (early, late))
    each = f"{number / processor:.2f}" if processor else ""
    return [name, f"{number:,}", f"{seconds:.0f}", f"{number / seconds:.2f}", each, f"{max(memory):.0f}", *means]


def run(corpus: Path, number: int, engine: str, *more: str) -> list[str]:
    """One run of the toolkit."""
    with tempfile.TemporaryDirectory() as out:
        words = [sys.executable, "-m", "toolkit", "run", str(corpus), "-o", f"{out}/out", "--quiet"]
        found = measure([*words, "--engine", engine, *more])
    return row(f"{engine} {' '.join(more)}".strip(), number, *found)


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a Dask cluster of local worker processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made.scheduler_address


def by_dask(corpus: Path, number: int, engine: str, workers: int) -> list[str]:
    """One run on a Dask cluster that is there already; its workers' processor time is not ours to read."""
    with cluster(workers) as address, tempfile.TemporaryDirectory() as out:
        words = [sys.executable, "-m", "toolkit", "run", str(corpus), "-o", f"{out}/out", "--quiet"]
        seconds, _, memory = measure([*words, "--engine", engine, "--scheduler", address], os.getpid())
    return row(f"{engine} on Dask, {workers} workers", number, seconds, 0.0, memory)


def by_peer(python: str, tool: str, texts: list[str]) -> list[str]:
    """A published tool on texts."""
    given = "\n".join(map(json.dumps, texts))
    words = [python, str(ROOT / "benchmarks/peers.py"), tool]
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return row(tool, len(texts), found["seconds"], found["processor"], [found["memory"]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", nargs="+", type=int, default=[100, 1000, 10000])
    parser.add_argument("--engines", nargs="+", default=["rules", "fast"])
    parser.add_argument("--processes", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--dask", type=int, default=0, help="also on a Dask cluster with so many local workers")
    parser.add_argument("--peers", help="a Python that has textacy and sayswho")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    if not (options.shared / "corpora/news/articles.jsonl").is_file():
        print(f"{options.shared}: no corpora there; give the folder with --shared", file=sys.stderr)
        return 2
    print_table([["what", "articles", "s", "articles a s", "a s and core", "peak MiB", "2nd quarter", "last quarter"]])
    with tempfile.TemporaryDirectory() as folder:
        for number in options.articles:
            corpus = Path(folder) / "corpus.jsonl"
            texts = write_corpus(corpus, options.shared, number)
            for engine in options.engines:
                for jobs in options.processes:
                    print_row(run(corpus, number, engine, "--jobs", str(jobs)))
                if options.dask:
                    print_row(by_dask(corpus, number, engine, options.dask))
        for tool in ("textacy", "sayswho") if options.peers else ():
            print_row(by_peer(options.peers, tool, texts))
    return 0


def print_row(cells: list[str]) -> None:
    """One more row of the table."""
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
