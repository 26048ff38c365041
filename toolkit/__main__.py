"""Command line: `toolkit --help` lists the commands, each with an example."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from toolkit.errors import InputError, ToolkitError

if TYPE_CHECKING:
    from toolkit.pipeline import Settings

ROW = re.compile(r", (?:line|row) \d+$")
TOLD = 20  # rows of one file that are named in the terminal
HELP = {  # what a command does, and an example
    "read": ("any supported input to one articles table", "toolkit read articles/ -o articles.parquet"),
    "extract": ("statements with speaker and side", "toolkit extract seeds -o statements.jsonl"),
    "run": ("everything, resumable, to a folder", "toolkit run articles/ -o results"),
    "speakers": ("speakers with office, side and how it was decided; unresolved ones first", "toolkit speakers seeds"),
    "sample": ("statements of a run for human coding", "toolkit sample results -n 150 --by side,kind -o sheet.xlsx"),
    "sql": ("DuckDB over a run: tables statements, articles", 'toolkit sql results "select count(*) from statements"'),
    "report": ("one self-contained HTML file", "toolkit report seeds -o report.html"),
    "lab": ("JupyterLab on the notebooks", "toolkit lab"),
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command, each with an example in its help.

    >>> build_parser().parse_args(["run", "seeds", "-o", "out"]).command
    'run'
    """
    parser = _Parser(prog="toolkit", description="Who said what, for which side, in what tone.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (words, example) in HELP.items():
        command = commands.add_parser(name, help=words, description=words, epilog=f"Example: {example}")
        if name in {"sql", "sample"}:
            command.add_argument("dir", type=Path, help="folder of a run")
        elif name == "lab":
            command.description = f"{words}; options of JupyterLab are passed on"
        else:
            command.add_argument("inputs", nargs="+", help="files or folders; - is text from standard input")
        if name == "sql":
            command.add_argument("query")
        if name == "sample":
            command.add_argument("-n", type=_count, required=True, help="statements")
            command.add_argument("--by", default="", help="columns that make the strata, as side,kind")
            command.add_argument("--uncertain", type=float, default=1.0, help="draw uncertain ones so much oftener")
        if name in {"read", "extract", "run", "report", "sample"}:
            command.add_argument("-o", "--out", type=Path, required=True)
        if name in {"extract", "run", "speakers", "report"}:
            command.add_argument("--engine", default="rules", choices=["rules"])
            command.add_argument("--scope", default="statements", choices=["statements", "attributions"])
            command.add_argument("--parties", type=Path, help="TOML file of the sides")
            command.add_argument("--corrections", type=Path, help="CSV: speaker,name,side,office,doc")
            command.add_argument("--quiet", action="store_true", help="no progress bar")
        if name in {"run", "report"}:
            command.add_argument("--jobs", type=_count, default=1, help="processes")
        if name == "extract":
            command.add_argument("--scores", action="store_true", help="add every score")
        if name in {"report", "sample"}:
            command.add_argument("--seed", type=int, default=1)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Ends with status 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; what follows `lab` is for JupyterLab."""
    parser = build_parser()
    options, more = parser.parse_known_args(argv)
    if more and options.command != "lab":
        parser.error(f"unknown: {' '.join(more)}")
    options.more = more
    return options


def _count(word: str) -> int:
    """A whole number from 1 on."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 on")
    return int(word)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0, or 2 with one clear line a problem on standard error, or 130 after Ctrl-C."""
    try:
        for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows its number
            getattr(stream, "reconfigure", dict)(errors="backslashreplace")
        options = _parse(argv)
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

    corrections = read_corrections(options.corrections) if options.corrections else ()
    scores = getattr(options, "scores", True)  # only extract lets them be
    return Settings(options.engine, options.scope, read_parties(options.parties), corrections, scores=scores)


class _Kept:
    """Items less those that were left out, which are told at once; `status` is right when all are through."""

    def __init__(self, items: Iterable[Any]) -> None:
        self.items, self.status = items, 0

    def __iter__(self) -> Iterator[Any]:
        from toolkit.model import LeftOut

        rows: Counter[str] = Counter()
        for item in self.items:
            if not isinstance(item, LeftOut):
                yield item
                continue
            self.status = 2
            file = ROW.sub("", item.where)
            rows[file] += file != item.where
            if rows[file] <= TOLD:
                _tell(f"{item.where}: {item.reason}")
        for file, number in rows.items():
            if number > TOLD:
                _tell(f"{file}: {number - TOLD:,} more rows left out; manifest.json of toolkit run lists every one")


def _articles(options: argparse.Namespace) -> _Kept:
    """The articles of the inputs, one by one."""
    from toolkit.read import read_articles

    return _Kept(read_articles(options.inputs))


def _results(options: argparse.Namespace) -> _Kept:
    """The results of the inputs, one by one, with a progress bar on a terminal."""
    from tqdm import tqdm

    from toolkit.pipeline import process_articles
    from toolkit.read import read_articles

    settings = _settings(options)
    articles = tqdm(read_articles(options.inputs), unit=" articles", disable=options.quiet or None)
    return _Kept(process_articles(articles, settings))


def _read(options: argparse.Namespace) -> int:
    from toolkit.table import write_articles

    _check_out(options.out, (".parquet",))
    articles = _articles(options)
    write_articles(articles, options.out)
    return articles.status


def _extract(options: argparse.Namespace) -> int:
    from toolkit.table import WRITERS, write_statements

    _check_out(options.out, tuple(WRITERS))
    results = _results(options)
    write_statements(results, options.out)
    return results.status


def _check_out(out: Path, endings: tuple[str, ...] = ()) -> None:
    """InputError before any work is done where a file cannot be written."""
    if endings and out.suffix.lower() not in endings:
        raise InputError("unknown ending of the output", where=str(out), hint=f"use {' or '.join(endings)}")
    if out.is_dir():
        raise InputError("a folder, not a file", where=str(out), hint="name a file in it")
    if not os.access(out.parent, os.W_OK):
        raise InputError("its folder is missing or cannot be written", where=str(out), hint="name another place")


def _speakers(options: argparse.Namespace) -> int:
    from toolkit.table import light_frame, speakers_frame

    results = _results(options)
    frame = speakers_frame(light_frame(results))
    print(frame.to_string(index=False) if len(frame) else "no statements found")
    return results.status


def _run(options: argparse.Namespace) -> int:
    return _run_into(options, options.out)


def _run_into(options: argparse.Namespace, folder: Path) -> int:
    from toolkit.model import LeftOut
    from toolkit.run import run

    manifest = run(options.inputs, folder, _settings(options), jobs=options.jobs, progress=not options.quiet)
    left = _Kept(LeftOut(**row) for row in manifest["left_out"])
    list(left)  # tells each
    return left.status


def _sample(options: argparse.Namespace) -> int:
    from toolkit.coding import sample_run

    by = [name.strip() for name in options.by.split(",") if name.strip()]
    _check_out(options.out, (".csv", ".xlsx"))
    sample_run(options.dir, options.out, options.n, by=by, uncertain=options.uncertain, seed=options.seed)
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
        print(found.df().to_string(index=False) if found else "done")
    return 0


def _report(options: argparse.Namespace) -> int:
    from toolkit.report import write_report
    from toolkit.run import is_finished
    from toolkit.table import open_whole

    _check_out(options.out)
    source = Path(options.inputs[0])
    with tempfile.TemporaryDirectory() as folder, open_whole(options.out) as page:
        status = 0
        if not (len(options.inputs) == 1 and is_finished(source)):
            source = Path(folder) / "run"
            status = _run_into(options, source)
        write_report(source, Path(page.name), seed=options.seed, parties=options.parties)
    return status


def _lab(options: argparse.Namespace) -> int:
    notebooks = Path(__file__).parent.parent / "notebooks"
    folder = notebooks if notebooks.is_dir() else Path.cwd()
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it listens to this machine only
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *root, str(folder), *options.more])


COMMANDS = {
    "read": _read,
    "extract": _extract,
    "run": _run,
    "speakers": _speakers,
    "sample": _sample,
    "sql": _sql,
    "report": _report,
    "lab": _lab,
}

if __name__ == "__main__":
    sys.exit(main())
