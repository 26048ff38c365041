"""`toolkit extract`."""

from __future__ import annotations

import argparse

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_inputs, add_out, add_processing
from toolkit.commands.told import kept_results

WORDS = "statements with speaker and side"
EXAMPLE = "toolkit extract seeds -o statements.jsonl"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "statements: .jsonl, .parquet or .csv")
    add_processing(parser)
    parser.add_argument("--scores", action="store_true", help="add every score")


def work(options: argparse.Namespace) -> int:
    """Statements to one file."""
    from toolkit.table import WRITERS, write_statements

    check_out(options.out, tuple(WRITERS), options.inputs)
    results = kept_results(options)
    write_statements(results, options.out)
    return results.status
