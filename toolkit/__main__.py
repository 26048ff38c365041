"""Command line: `toolkit --help` lists the commands, each with an example."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import InputError, ToolkitError

EXAMPLES = {
    "read": "toolkit read articles/ -o articles.parquet",
    "extract": "toolkit extract seeds -o statements.jsonl",
    "run": "toolkit run articles/ -o results",
    "speakers": "toolkit speakers seeds",
    "sql": 'toolkit sql results "select side, count(*) from statements group by side"',
    "report": "toolkit report seeds -o report.html",
    "lab": "toolkit lab",
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command, each with an example in its help.

    >>> build_parser().parse_args(["run", "seeds", "-o", "out"]).command
    'run'
    """
    parser = argparse.ArgumentParser(prog="toolkit", description="Who said what, for which side, in what tone.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    helps = {
        "read": "any supported input to one articles table",
        "extract": "statements with speaker and side",
        "run": "everything, resumable, to a folder",
        "speakers": "speakers with office, side and how it was decided; unresolved ones first",
        "sql": "DuckDB over a run: tables statements and articles",
        "report": "one self-contained HTML file",
        "lab": "JupyterLab on the notebooks",
    }
    for name, words in helps.items():
        command = commands.add_parser(name, help=words, description=words, epilog=f"Example: {EXAMPLES[name]}")
        if name == "sql":
            command.add_argument("dir", type=Path, help="folder of a run")
            command.add_argument("query")
        elif name != "lab":
            command.add_argument("inputs", nargs="+", help="files or folders; - is text from standard input")
        if name in {"read", "extract", "run", "report"}:
            command.add_argument("-o", "--out", type=Path, required=True)
        if name in {"extract", "run", "speakers", "report"}:
            command.add_argument("--engine", default="rules", choices=["rules"])
            command.add_argument("--scope", default="statements", choices=["statements", "attributions"])
            command.add_argument("--parties", type=Path, help="TOML file of the sides")
            command.add_argument("--corrections", type=Path, help="CSV: speaker,name,side,office,doc")
            command.add_argument("--quiet", action="store_true", help="no progress bar")
        if name == "run":
            command.add_argument("--jobs", type=int, default=1, help="processes")
        if name == "extract":
            command.add_argument("--scores", action="store_true", help="every score (they are always written)")
        if name == "report":
            command.add_argument("--seed", type=int, default=1)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0, or 2 with one clear line a problem on standard error."""
    options = build_parser().parse_args(argv)
    try:
        return int(COMMANDS[options.command](options))
    except ToolkitError as error:
        print(f"toolkit: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"toolkit: {error.filename or ''}: {error.strerror}; check the path", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("toolkit: stopped", file=sys.stderr)
        return 130


def _settings(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from toolkit.lexicon import read_parties
    from toolkit.pipeline import Settings
    from toolkit.resolve import read_corrections

    corrections = read_corrections(options.corrections) if options.corrections else ()
    return Settings(options.engine, options.scope, read_parties(options.parties), corrections)


def _results(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    """The results of the inputs, and what was left out, each printed as one line."""
    from tqdm import tqdm

    from toolkit.model import Result
    from toolkit.pipeline import process_articles
    from toolkit.read import read_articles

    settings = _settings(options)
    progress = tqdm(process_articles(read_articles(options.inputs), settings), unit=" articles", disable=options.quiet)
    items = list(progress)
    results = [item for item in items if isinstance(item, Result)]
    left = [item for item in items if not isinstance(item, Result)]
    return results, _complain(left, found=bool(results))


def _complain(left, *, found: bool) -> int:  # type: ignore[no-untyped-def]
    for item in left:
        print(f"toolkit: {item.where}: {item.reason}", file=sys.stderr)
    if not found and not left:
        raise InputError("no article could be read", hint="check the inputs")
    return 2 if left else 0


def _read(options: argparse.Namespace) -> int:
    from toolkit.model import Article, Result
    from toolkit.read import read_articles
    from toolkit.table import articles_frame

    if options.out.suffix.lower() != ".parquet":
        raise InputError("articles are written as .parquet", where=str(options.out), hint="change the ending")
    items = list(read_articles(options.inputs))
    articles = [Result(item, ()) for item in items if isinstance(item, Article)]
    status = _complain([item for item in items if not isinstance(item, Article)], found=bool(articles))
    if articles:
        articles_frame(articles).drop(columns="n_statements").rename(columns={"doc": "id"}).to_parquet(
            options.out, index=False
        )
    return status


def _extract(options: argparse.Namespace) -> int:
    from toolkit.table import write_statements

    if options.out.suffix.lower() not in {".jsonl", ".parquet", ".csv"}:
        raise InputError("unknown ending", where=str(options.out), hint="use .jsonl, .parquet or .csv")
    results, status = _results(options)
    if results:
        write_statements(results, options.out)
    return status


def _speakers(options: argparse.Namespace) -> int:
    from toolkit.table import speakers_frame, to_frame

    results, status = _results(options)
    frame = speakers_frame(to_frame(results))
    print(frame.to_string(index=False) if len(frame) else "no statements found")
    return status


def _run(options: argparse.Namespace) -> int:
    return _run_into(options, options.out)


def _run_into(options: argparse.Namespace, folder: Path) -> int:
    from toolkit.model import LeftOut
    from toolkit.run import run

    manifest = run(
        options.inputs, folder, _settings(options), jobs=max(1, getattr(options, "jobs", 1)), progress=not options.quiet
    )
    return _complain([LeftOut(**row) for row in manifest["left_out"]], found=True)


def _sql(options: argparse.Namespace) -> int:
    import duckdb

    if not (options.dir / "manifest.json").is_file():
        raise InputError("no run in this folder", where=str(options.dir), hint="make one with toolkit run")
    with duckdb.connect() as base:
        for name in ("statements", "articles"):
            base.read_parquet(str(options.dir / name / "*.parquet")).create_view(name)
        try:
            print(base.sql(options.query).df().to_string(index=False))
        except (duckdb.Error, AttributeError) as error:
            raise InputError(str(error).splitlines()[0], where="query", hint="tables: statements, articles") from None
    return 0


def _report(options: argparse.Namespace) -> int:
    from toolkit.report import write_report

    source = Path(options.inputs[0])
    if len(options.inputs) == 1 and (source / "manifest.json").is_file():
        write_report(source, options.out, seed=options.seed, parties=options.parties)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        status = _run_into(options, Path(folder))
        write_report(Path(folder), options.out, seed=options.seed, parties=options.parties)
    return status


def _lab(options: argparse.Namespace) -> int:
    folder = Path(__file__).parent.parent / "notebooks"
    return subprocess.call([sys.executable, "-m", "jupyterlab", str(folder if folder.is_dir() else Path.cwd())])


COMMANDS = {
    "read": _read,
    "extract": _extract,
    "run": _run,
    "speakers": _speakers,
    "sql": _sql,
    "report": _report,
    "lab": _lab,
}

if __name__ == "__main__":
    sys.exit(main())
