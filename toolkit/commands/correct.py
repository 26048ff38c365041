"""`toolkit correct`."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.commands.shared import add_run
from toolkit.errors import InputError

WORDS = "the difference of two sides, corrected by a sample that people coded"
EXAMPLE = "toolkit correct results ann.xlsx --groups russia,ukraine --code tone"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser)
    words = "coded sheets of a sample of this run, one a coder, or the widget's answers (its folder, or a .jsonl)"
    parser.add_argument("sheets", nargs="+", type=Path, help=words)
    parser.add_argument("--groups", required=True, help="two groups, as russia,ukraine; the first minus the second")
    parser.add_argument("--by", default="side", help="column of the groups: side, speaker or any other (side)")
    parser.add_argument("--code", help="tone, posture, certainty, kind or targets (tone)")
    parser.add_argument("--value", help="the share of this answer is compared, as hedged of certainty")
    parser.add_argument("--target", help="the stance toward this target is compared (the code is targets)")
    parser.add_argument("--machine", help="another column of the run to correct, as vader")
    parser.add_argument("--half-width", type=float, help="says how many more to code for an interval of ± this")
    parser.add_argument("--sample", type=Path, help="the .sample.json of the sheets (the one beside them)")


def work(options: argparse.Namespace) -> int:
    """Prints the naive, the human and the corrected difference, and what to code for a narrower interval."""
    import pandas as pd

    from toolkit.coding import find_sample, read_coded, read_sample, read_tables
    from toolkit.correct import check_width, correct_groups, plan_coding
    from toolkit.figures import show_numbers

    groups = [name.strip() for name in options.groups.split(",")]
    if len(groups) != 2 or not all(groups):
        raise InputError(f"--groups {options.groups!r} are no two groups", hint="write --groups russia,ukraine")
    if options.half_width is not None:
        check_width(options.half_width)
    code = options.code or ("targets" if options.target else "tone")
    statements, _ = read_tables(options.dir)
    sample = read_sample(options.sample) if options.sample else find_sample(options.sheets[0])
    codes = pd.concat([read_coded(path, sample) for path in options.sheets], ignore_index=True)
    found = correct_groups(
        statements, sample.rows, codes, groups=(groups[0], groups[1]), code=code, by=options.by,
        value=options.value, target=options.target, machine=options.machine,
    )  # fmt: skip
    print(found.sentence, end="\n\n")
    print(show_numbers(found.to_frame()).to_string(index=False))
    if options.half_width is not None:
        print(f"\n{plan_coding(found, options.half_width).sentence}")
    return 0
