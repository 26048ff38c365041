"""`toolkit correct`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.commands.shared import add_run
from toolkit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

WORDS = "differences of sides, periods, targets or speakers, corrected by a sample that people coded"
EXAMPLE = "toolkit correct results ann.xlsx --groups russia,ukraine --code tone"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_run(parser)
    words = "coded sheets of a sample of this run, one a coder, or the widget's answers (its folder, or a .jsonl)"
    parser.add_argument("sheets", nargs="+", type=Path, help=words)
    words = "two groups or more, as russia,ukraine: the first minus the second, of more than two every pair"
    parser.add_argument("--groups", help=f"{words}; with --event they may be left out")
    words = "what the groups are: side, speaker, period, target or any other column (side)"
    parser.add_argument("--by", default="side", help=words)
    words = "one row for each period, target, speaker or value of another column, with p adjusted for their number"
    parser.add_argument("--within", help=words)
    parser.add_argument("--every", help="how long a period is: day, week, month, quarter, year (month)")
    parser.add_argument("--event", help="a date, as 2022-02-24: the periods are before it and from it on")
    parser.add_argument("--code", help="tone, posture, certainty, kind or targets (tone)")
    parser.add_argument("--value", help="the share of this answer is compared, as hedged of certainty")
    parser.add_argument("--target", help="the stance toward this target is compared (the code is targets)")
    parser.add_argument("--machine", help="another column of the run to correct, as vader")
    parser.add_argument("--half-width", type=float, help="says how many more to code for an interval of ± this")
    parser.add_argument("--sample", type=Path, help="the .sample.json of the sheets (the one beside them)")


def work(options: argparse.Namespace) -> int:
    """Prints the naive, the human and the corrected difference, or a table of several, and what more to code."""
    import pandas as pd

    from toolkit.coding import find_sample, read_coded, read_sample
    from toolkit.correct import check_width, correct_groups, plan_coding, show_coded
    from toolkit.figures import show_numbers
    from toolkit.run import read_tables

    groups = find_groups(options)
    if options.half_width is not None:
        check_width(options.half_width)
    sample = read_sample(options.sample) if options.sample else find_sample(options.sheets[0])
    codes = pd.concat([read_coded(path, sample) for path in options.sheets], ignore_index=True)
    found_there = read_tables(options.dir, every=sample.settings.get("every", True))
    if found_there.sentence:
        print(found_there.sentence, end="\n\n")
    tables = (with_periods(found_there.statements, options), sample.rows, codes)
    named = {name: getattr(options, name) for name in ("by", "value", "target", "machine")}
    named["code"] = options.code or (
        "targets" if "target" in (options.by, options.within) or options.target else "tone"
    )
    if options.within or len(groups) > 2:
        print_all(tables, groups, named, options)
        return 0
    found = correct_groups(*tables, groups=(groups[0], groups[1]), **named)
    print(found.sentence, end="\n\n")
    if found.caution:
        print(show_coded(found, tables[0], codes, named["code"]), end="\n\n")
    print(show_numbers(found.to_frame()).to_string(index=False))
    if options.half_width is not None:
        print(f"\n{plan_coding(found, options.half_width).sentence}")
    return 0


def find_groups(options: argparse.Namespace) -> list[str]:
    """The groups that are named, or the two periods around the date; InputError where they are fewer than two."""
    from toolkit.compare.periods import around_names, read_day

    for name in ("every", "event"):
        if getattr(options, name) is not None and "period" not in (options.by, options.within):
            raise InputError(f"--{name} without periods", hint="add --by period, or --within period")
    if options.event is not None and options.every is not None:
        raise InputError("--every with --event", hint="leave one out: the periods of an event are before it and after")
    if options.event is not None:
        read_day(options.event)
    if options.groups is None and options.event is not None and options.by == "period":
        return list(around_names(options.event))
    if options.groups is None:
        raise InputError(f"no --groups to compare by {options.by}", hint="name two, as --groups russia,ukraine")
    groups = [name.strip() for name in options.groups.split(",")]
    if len(groups) < 2 or not all(groups):
        raise InputError(f"--groups {options.groups!r} are no two groups", hint="write --groups russia,ukraine")
    return groups


def with_periods(statements: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    """The statements with their period, where it is asked for; how many have no date is told."""
    from toolkit.compare import add_periods

    if "period" not in (options.by, options.within):
        return statements
    found = add_periods(statements, every=options.every or "month", event=options.event)
    undated = found.attrs["undated"]
    if undated:
        print(
            f"{undated:,} statement{'s' * (undated != 1)} without a date {'are' if undated > 1 else 'is'} left out.\n"
        )
    return found


def print_all(
    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    groups: list[str],
    named: dict[str, str | None],
    options: argparse.Namespace,
) -> None:
    """Prints the table of several differences and what its p means."""
    from toolkit.correct import correct_all
    from toolkit.figures import show_numbers

    if options.half_width is not None:
        raise InputError("--half-width of several differences", hint="ask for one: two groups, no --within")
    table = correct_all(*tables, groups=groups, within=options.within, **named)  # type: ignore[arg-type]
    print(show_numbers(table).to_string(index=False))
    tests = int(table["p"].notna().sum())
    if not tests:
        alone = options.within == "speaker" and options.by == "side"
        hint = " Most speakers speak for one side: to compare two of them, use --by speaker." if alone else ""
        print(f"\nNo row has enough coded statements to compare, so there is no p.{hint}")
        return
    print(f"\nCorrected differences with 95 % intervals; p_holm is adjusted for {tests} (Holm 1979).")
