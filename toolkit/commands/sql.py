"""`toolkit sql`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from toolkit.commands.shared import add_run
from toolkit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

WIDEST = 80  # characters of a cell

WORDS = "DuckDB over a run: tables statements, articles"
EXAMPLE = 'toolkit sql results "select count(*) from statements"'


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser)
    parser.add_argument("query")
    parser.add_argument("--csv", action="store_true", help="the whole result as CSV; else long cells are cut")


def work(options: argparse.Namespace) -> int:
    """Prints the result of a query."""
    import duckdb

    from toolkit.duplicates import create_views
    from toolkit.run import is_finished

    if not is_finished(options.dir):
        raise InputError("no finished run in this folder", where=str(options.dir), hint="make one with toolkit run")
    with duckdb.connect() as base:
        try:
            create_views(base, options.dir)
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
