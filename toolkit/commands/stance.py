"""`toolkit stance`."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_out, named
from toolkit.commands.told import Kept
from toolkit.extract import DEFAULT_ENGINE, ENGINES, NO_WEIGHTS

WORDS = "stance toward one target in each line"
EXAMPLE = "toolkit stance pairs.jsonl -o stances.jsonl"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    words = 'JSON Lines, as {"id": "1", "text": "Ann is right", "target": [0, 3]}'
    parser.add_argument("inputs", nargs="+", type=named, help=words)
    add_out(parser, "stances: JSON Lines")
    engines = [name for name in ENGINES if name != NO_WEIGHTS]
    parser.add_argument(
        "--engine", choices=engines, default=DEFAULT_ENGINE, help=f"which model says it ({DEFAULT_ENGINE})"
    )


def work(options: argparse.Namespace) -> int:
    """Stances of pairs to one file."""
    from toolkit.score.stance import score_pairs
    from toolkit.table import write_lines

    check_out(options.out)
    rows = Kept(score_pairs(map(Path, options.inputs), engine=options.engine))
    write_lines(rows, options.out)
    return rows.status
