"""`toolkit stance`."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_inputs, add_out
from toolkit.commands.told import Kept

WORDS = "stance toward one target in each line"
EXAMPLE = "toolkit stance pairs.jsonl -o stances.jsonl"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "stances: JSON Lines")


def work(options: argparse.Namespace) -> int:
    """Stances of pairs to one file."""
    from toolkit.score.stance import score_pairs
    from toolkit.table import write_lines

    check_out(options.out)
    rows = Kept(score_pairs(map(Path, options.inputs)))
    write_lines(rows, options.out)
    return rows.status
