"""The commands of `toolkit`, one file each: what it says of itself, its options, and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

import toolkit
from toolkit.commands import (
    agreement,
    correct,
    data,
    extract,
    lab,
    read,
    report,
    run,
    sample,
    site,
    speakers,
    sql,
    stance,
)

COMMANDS: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (read, extract, run, speakers, sample, agreement, correct, sql, stance, report, site, data, lab)
}  # each has WORDS, EXAMPLE, add_options(parser) and work(options), which gives the exit status


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command, each with an example in its help.

    >>> build_parser().parse_args(["run", "seeds", "-o", "out"]).command
    'run'
    """
    parser = _Parser(prog="toolkit", description="Who said what, for which side, in what tone.")
    parser.add_argument("--version", action="version", version=f"toolkit {toolkit.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        words = module.WORDS
        command = commands.add_parser(name, help=words, description=words, epilog=f"Example: {module.EXAMPLE}")
        module.add_options(command)
    return parser


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
