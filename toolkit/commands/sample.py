"""`toolkit sample`."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_duplicates, add_out, add_run, add_seed, count

WORDS = "statements of a run for human coding"
EXAMPLE = "toolkit sample results -n 150 --by side,kind -o sheet.xlsx"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser)
    parser.add_argument("-n", type=count, required=True, help="statements")
    parser.add_argument("--by", default="", help="columns that make the strata, as side,kind")
    parser.add_argument("--uncertain", type=float, default=1.0, help="draw uncertain ones so much oftener")
    parser.add_argument(
        "--coded",
        type=Path,
        help="sheet, or the widget's answers, of a smaller sample with this seed: one coder's codes are carried over",
    )
    add_duplicates(parser)
    add_out(parser, "coding sheet: .csv or .xlsx")
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """Draws a sample and writes its sheet."""
    from toolkit.coding import sample_path, sample_run

    by = [name.strip() for name in options.by.split(",") if name.strip()]
    check_out(options.out, (".csv", ".xlsx"))
    settings = {"by": by, "uncertain": options.uncertain, "coded": options.coded, "seed": options.seed}
    found = sample_run(options.dir, options.out, options.n, every=options.count_duplicates, **settings)
    number, left = len(found.rows), found.settings["left"]
    few = f"all {number:,} (fewer than {options.n:,})" if number < options.n else f"{number:,}"
    print(f"{few} statements to code in {options.out}; keep {sample_path(options.out).name} beside it")
    if left:
        print(left)
    return 0
