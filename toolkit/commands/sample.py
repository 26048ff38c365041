"""`toolkit sample`."""

from __future__ import annotations

import argparse

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_out, add_run, add_seed, count

WORDS = "statements of a run for human coding"
EXAMPLE = "toolkit sample results -n 150 --by side,kind -o sheet.xlsx"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser)
    parser.add_argument("-n", type=count, required=True, help="statements")
    parser.add_argument("--by", default="", help="columns that make the strata, as side,kind")
    parser.add_argument("--uncertain", type=float, default=1.0, help="draw uncertain ones so much oftener")
    add_out(parser, "coding sheet: .csv or .xlsx")
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """Draws a sample and writes its sheet."""
    from toolkit.coding import sample_run

    by = [name.strip() for name in options.by.split(",") if name.strip()]
    check_out(options.out, (".csv", ".xlsx"))
    drawn = sample_run(options.dir, options.out, options.n, by=by, uncertain=options.uncertain, seed=options.seed)
    print(f"{len(drawn.rows)} statements to code in {options.out}; keep the .sample.json beside it")
    return 0
