"""`toolkit sql`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from toolkit.commands.shared import add_run

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 80  # characters of a cell

WORDS = "DuckDB over a run: tables statements, articles"
EXAMPLE = 'toolkit sql results "select count(*) from statements"'


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser, kind=str)
    parser.add_argument("query")
    parser.add_argument("--csv", action="store_true", help="the whole result as CSV; else long cells are cut")


def work(options: argparse.Namespace) -> int:
    """Prints the result of a query."""
    from toolkit.run import query

    _print_table(query(options.dir, options.query), options.csv)
    return 0


def _print_table(frame: pd.DataFrame, whole: bool) -> None:
    """A table on the terminal, its long cells cut; `whole` as CSV."""
    if whole:
        frame.to_csv(sys.stdout, index=False, lineterminator="\n")
    elif frame.empty:
        print(f"no rows ({', '.join(map(str, frame.columns))})")
    else:
        print(frame.to_string(index=False, max_colwidth=WIDEST))
