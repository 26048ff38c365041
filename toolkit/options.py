"""The options of the command line; every command has an example in its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import toolkit
from toolkit.extract import DEFAULT_ENGINE, ENGINES

SCOPES = ("statements", "attributions")
DOCUMENTS = ("auto", "news", "speech")
HELP = {  # what a command does, and an example
    "read": ("any supported input to one articles table", "toolkit read articles/ -o articles.parquet"),
    "extract": ("statements with speaker and side", "toolkit extract seeds -o statements.jsonl"),
    "run": ("everything, resumable, to a folder", "toolkit run articles/ -o results"),
    "speakers": ("speakers with office, side and how it was decided; unresolved ones first", "toolkit speakers seeds"),
    "sample": ("statements of a run for human coding", "toolkit sample results -n 150 --by side,kind -o sheet.xlsx"),
    "sql": ("DuckDB over a run: tables statements, articles", 'toolkit sql results "select count(*) from statements"'),
    "report": ("one self-contained HTML file", "toolkit report seeds -o report.html"),
    "stance": ("stance toward one target in each line", "toolkit stance pairs.jsonl -o stances.jsonl"),
    "lab": ("JupyterLab on the notebooks", "toolkit lab"),
}
OUT = {  # what -o names
    "read": "articles table: .parquet, .csv or .jsonl",
    "extract": "statements: .jsonl, .parquet or .csv",
    "run": "folder for the tables and the manifest; a run that was stopped goes on",
    "report": "the HTML file",
    "sample": "coding sheet: .csv or .xlsx",
    "stance": "stances: JSON Lines",
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command, each with an example in its help.

    >>> build_parser().parse_args(["run", "seeds", "-o", "out"]).command
    'run'
    """
    parser = _Parser(prog="toolkit", description="Who said what, for which side, in what tone.")
    parser.add_argument("--version", action="version", version=f"toolkit {toolkit.__version__}")
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
        _add_shared(command, name)
    return parser


def _add_shared(command: argparse.ArgumentParser, name: str) -> None:
    """The options that several commands share."""
    if name in OUT:
        command.add_argument("-o", "--out", type=Path, required=True, help=OUT[name])
    if name in {"extract", "run", "speakers", "report"}:
        command.add_argument("--engine", choices=ENGINES, help=f"what finds the statements ({DEFAULT_ENGINE})")
        words = "what was said, or also thoughts and intentions that are attributed (statements)"
        command.add_argument("--scope", choices=SCOPES, help=words)
        command.add_argument("--parties", type=Path, help="TOML file of the sides")
        command.add_argument("--corrections", type=Path, help="CSV: speaker,name,side,office,doc")
        command.add_argument("--documents", choices=DOCUMENTS, help="news, speech, or each recognised by itself (auto)")
        command.add_argument("--quiet", action="store_true", help="no progress bar")
        command.add_argument(
            "--wordlists", action="store_true", help="of the scores only TextBlob and VADER (no weights)"
        )
    if name in {"run", "report"}:
        command.add_argument("--jobs", type=_count, default=1, help="processes that work at once (1)")
    if name == "extract":
        command.add_argument("--scores", action="store_true", help="add every score")
    if name == "sql":
        command.add_argument("--csv", action="store_true", help="the whole result as CSV; else long cells are cut")
    if name in {"report", "sample"}:
        command.add_argument("--seed", type=int, default=1, help="number that every random draw starts from (1)")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        """Ends with status 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parse_options(argv: Sequence[str] | None) -> argparse.Namespace:
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
