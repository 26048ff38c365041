"""Command line: `toolkit --help` lists the commands, each with an example."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import InputError, ToolkitError
from toolkit.extract import DEFAULT_ENGINE
from toolkit.options import DOCUMENTS, SCOPES, parse_options

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from toolkit.pipeline import Settings

ROW = re.compile(r", (?:(?:line|row) \d+|article .+)$")
TOLD = 20  # rows of one file that are named in the terminal
WIDEST = 80  # characters of a cell there


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0, or 2 with one clear line a problem on standard error, or 130 after Ctrl-C."""
    try:
        for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows its number
            getattr(stream, "reconfigure", dict)(errors="backslashreplace")
        options = parse_options(argv)
        status = int(COMMANDS[options.command](options))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ToolkitError as error:
        _tell(str(error))
        return 2
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        hint = "make room and run it again" if full else "check the path and its permissions"
        _tell(f"{error.filename or 'input or output'}: {error.strerror or error}; {hint}")
        return 2
    except KeyboardInterrupt:
        _tell("stopped; no unfinished file is left, and a run goes on where it was when it is started again")
        return 130


def _tell(problem: str) -> None:
    """One line on standard error, whatever file names and texts hold."""
    line = "".join(char if char.isprintable() else " " for char in problem)
    print(f"toolkit: {line}", file=sys.stderr)


def _settings(options: argparse.Namespace) -> Settings:
    from toolkit.lexicon import read_parties
    from toolkit.pipeline import Settings
    from toolkit.resolve import read_corrections
    from toolkit.score.model import check_scorer

    corrections = read_corrections(options.corrections) if options.corrections else ()
    scores: Any = "wordlists" if options.wordlists else getattr(options, "scores", True)  # only extract lets them be
    if scores is True:
        check_scorer()
    engine, scope = options.engine or DEFAULT_ENGINE, options.scope or SCOPES[0]
    documents = options.documents or DOCUMENTS[0]
    return Settings(engine, scope, read_parties(options.parties), corrections, scores=scores, documents=documents)


class _Kept:
    """Items less those that were left out, which are told at once; `status` is right when all are through.

    It is 2 where something is lost, not for a file of a folder that is passed over.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self.items, self.status = items, 0

    def __iter__(self) -> Iterator[Any]:
        from toolkit.model import LeftOut

        rows: Counter[str] = Counter()
        for item in self.items:
            if not isinstance(item, LeftOut):
                yield item
                continue
            self.status = 2 if item.what != "file" else self.status
            file = ROW.sub("", item.where)
            rows[file] += file != item.where
            if rows[file] <= TOLD:
                _tell(f"{item.where}: {item.reason}")
        for file, number in rows.items():
            if number > TOLD:
                _tell(f"{file}: {number - TOLD:,} more rows left out; manifest.json of toolkit run lists every one")


def _results(options: argparse.Namespace) -> _Kept:
    """The results of the inputs, one by one, with a progress bar on a terminal."""
    from tqdm import tqdm

    from toolkit.pipeline import process_articles
    from toolkit.read import read_articles

    settings = _settings(options)
    articles = tqdm(read_articles(options.inputs), unit=" articles", disable=options.quiet or None)
    return _Kept(process_articles(articles, settings))


def _read(options: argparse.Namespace) -> int:
    from toolkit.read import read_articles
    from toolkit.table import ARTICLE_WRITERS, write_articles

    _check_out(options.out, tuple(ARTICLE_WRITERS), options.inputs)
    articles = _Kept(read_articles(options.inputs))
    write_articles(articles, options.out)
    return articles.status


def _extract(options: argparse.Namespace) -> int:
    from toolkit.table import WRITERS, write_statements

    _check_out(options.out, tuple(WRITERS), options.inputs)
    results = _results(options)
    write_statements(results, options.out)
    return results.status


def _check_out(out: Path, endings: tuple[str, ...] = (), inputs: Sequence[str] = ()) -> None:
    """InputError before any work is done where a file cannot be written or would take the place of an input."""
    if endings and out.suffix.lower() not in endings:
        raise InputError("unknown ending of the output", where=str(out), hint=f"use {' or '.join(endings)}")
    if out.is_dir():
        raise InputError("a folder, not a file", where=str(out), hint="name a file in it")
    if not os.access(out.parent, os.W_OK):
        raise InputError("its folder is missing or cannot be written", where=str(out), hint="name another place")
    if inputs and out.exists():
        from toolkit.read import find_files

        files, _ = find_files(name for name in inputs if name != "-")
        if os.path.realpath(out) in map(os.path.realpath, files):
            raise InputError("both input and output", where=str(out), hint="write the results to another file")


def _speakers(options: argparse.Namespace) -> int:
    from toolkit.table import light_frame, speakers_frame

    results = _results(options)
    frame = speakers_frame(light_frame(results))
    known = frame.dropna(axis="columns", how="all")
    print(known.to_string(index=False) if len(frame) else "no statements found")
    return results.status


def _run_into(options: argparse.Namespace, folder: Path) -> int:
    from toolkit.model import LeftOut
    from toolkit.run import run

    manifest = run(options.inputs, folder, _settings(options), jobs=options.jobs, progress=not options.quiet)
    left = _Kept(LeftOut(**row) for row in manifest["left_out"] + manifest["notes"])
    list(left)  # tells each
    return left.status


def _sample(options: argparse.Namespace) -> int:
    from toolkit.coding import sample_run

    by = [name.strip() for name in options.by.split(",") if name.strip()]
    _check_out(options.out, (".csv", ".xlsx"))
    drawn = sample_run(options.dir, options.out, options.n, by=by, uncertain=options.uncertain, seed=options.seed)
    print(f"{len(drawn.rows)} statements to code in {options.out}; keep the .sample.json beside it")
    return 0


def _sql(options: argparse.Namespace) -> int:
    import glob

    import duckdb

    from toolkit.run import TABLES, is_finished

    if not is_finished(options.dir):
        raise InputError("no finished run in this folder", where=str(options.dir), hint="make one with toolkit run")
    with duckdb.connect() as base:
        try:
            for name in TABLES:
                base.read_parquet(str(Path(glob.escape(str(options.dir)), name, "*.parquet"))).create_view(name)
            found = base.sql(options.query)
        except duckdb.Error as error:
            raise InputError(str(error).splitlines()[0], where="query", hint="tables: statements, articles") from None
        _print_table(found.df() if found else None, options.csv)
    return 0


def _print_table(frame: pd.DataFrame | None, whole: bool) -> None:
    """A table on the terminal, its long cells cut; `whole` as CSV."""
    if frame is None:
        print("done")
    elif whole:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        print(frame.to_string(index=False, max_colwidth=WIDEST))


def _stance(options: argparse.Namespace) -> int:
    from toolkit.score.stance import score_pairs
    from toolkit.table import write_lines

    _check_out(options.out)
    rows = _Kept(score_pairs(map(Path, options.inputs)))
    write_lines(rows, options.out)
    return rows.status


def _report(options: argparse.Namespace) -> int:
    from toolkit.report import write_report
    from toolkit.run import is_finished
    from toolkit.table import open_whole

    source = Path(options.inputs[0])
    finished = len(options.inputs) == 1 and is_finished(source)
    _check_out(options.out, inputs=() if finished else options.inputs)
    if finished:
        _check_finished(options, source)
    with tempfile.TemporaryDirectory() as folder:
        status = 0
        if not finished:
            source = Path(folder) / "run"
            status = _run_into(options, source)
        with open_whole(options.out) as page:
            write_report(source, Path(page.name), seed=options.seed, parties=options.parties)
    return status


def _check_finished(options: argparse.Namespace, folder: Path) -> None:
    """InputError where an option would change what a finished run has found."""
    from toolkit.report import read_run

    for name in ("engine", "scope", "corrections", "documents"):
        if getattr(options, name):
            hint = f"make it again: toolkit run ... --{name}, or leave --{name} out"
            raise InputError(f"a finished run, which --{name} cannot change", where=str(folder), hint=hint)
    read_run(folder, options.parties)


def _lab(options: argparse.Namespace) -> int:
    notebooks = Path(__file__).parent.parent / "notebooks"
    folder = notebooks if notebooks.is_dir() else Path.cwd()
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it listens to this machine only
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *root, str(folder), *options.more])


COMMANDS = {
    "read": _read,
    "extract": _extract,
    "run": lambda options: _run_into(options, options.out),
    "speakers": _speakers,
    "sample": _sample,
    "sql": _sql,
    "stance": _stance,
    "report": _report,
    "lab": _lab,
}

if __name__ == "__main__":
    sys.exit(main())
