"""`toolkit agreement`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_seed
from toolkit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model import Result

WORDS = "agreement of coders with each other, and of the program with them"
EXAMPLE = "toolkit agreement ann.xlsx bob.xlsx --run results -o differ.csv"
SHOWN = 20  # disagreements in the terminal


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    words = "coding sheets (.csv, .xlsx), or articles coded whole: folders of brat, exports of Label Studio (.json)"
    parser.add_argument("inputs", nargs="+", type=Path, help=words)
    parser.add_argument("--sample", type=Path, help="the .sample.json of the sheets (the one beside them)")
    parser.add_argument("--run", type=Path, help="folder of the run: the program is one more coder")
    parser.add_argument("--parties", type=Path, help="TOML file of the sides, for brat and Label Studio")
    parser.add_argument("-o", "--out", type=Path, help="CSV for all disagreements, with the words in dispute")
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """Prints alpha, confusions and disagreements; of articles that are coded whole, agreement on spans too."""
    from toolkit.agreement import list_disagreements, measure_agreement
    from toolkit.figures import show_numbers

    if options.out:
        check_out(options.out, (".csv",), [str(path) for path in options.inputs])
    names = [path.stem for path in options.inputs]
    for place, name in enumerate(names):
        if name in names[:place]:
            what = f"two files of a coder {name!r}"
            raise InputError(what, where=str(options.inputs[place]), hint="a file's name is its coder's: rename one")
    whole = [path.is_dir() or path.suffix.lower() == ".json" for path in options.inputs]
    if any(whole) and not all(whole):
        raise InputError(
            "sheets and articles coded whole", hint="compare sheets with sheets, the others with each other"
        )
    codes, frame = _read_whole(options) if all(whole) else _read_sheets(options)
    print(show_numbers(measure_agreement(codes, seed=options.seed)).to_string(index=False))
    _print_confusions(codes)
    differ = list_disagreements(codes, frame)
    print(f"\n{len(differ)} disagreements" + (f", all in {options.out}" if options.out else ""))
    if len(differ):
        print(differ.head(SHOWN).fillna("").to_string(index=False, max_colwidth=40))
    if options.out:
        _write(differ, options.out)
    return 0


def _read_sheets(options: argparse.Namespace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The codes of the sheets and, where a run is named, the program's of the same statements; and their words."""
    import pandas as pd

    from toolkit.coding import find_sample, machine_codes, read_sample, read_sheet, read_tables

    samples = [read_sample(options.sample) if options.sample else find_sample(path) for path in options.inputs]
    rows = samples[0].rows
    words = rows["context"].map(lambda context: " ".join(text for text, own in context if own))
    tables = [read_sheet(path, sample) for path, sample in zip(options.inputs, samples, strict=True)]
    if options.run:
        statements, _ = read_tables(options.run)
        drawn = statements.merge(rows[["doc", "statement"]], on=["doc", "statement"])
        if len(drawn) < len(rows):
            hint = "give the run that the sample was drawn from"
            raise InputError("the sample is not of this run", where=str(options.run), hint=hint)
        tables.append(machine_codes(drawn))
    return pd.concat(tables, ignore_index=True), rows[["doc", "statement"]].assign(text=words)


def _read_whole(options: argparse.Namespace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The codes of articles coded whole, for the statements of the first coder (or of the run), whose spans the others'
    are paired with; prints the agreement on spans of every two."""
    from itertools import combinations

    import pandas as pd

    from toolkit.agreement import measure_spans
    from toolkit.coding import match_codes, read_brat, read_labelstudio, read_tables
    from toolkit.lexicon import read_parties
    from toolkit.table import from_frame, to_frame

    parties = read_parties(options.parties) if options.parties else None
    coded: dict[str, list[Result]] = {
        path.stem: (read_brat if path.is_dir() else read_labelstudio)(path, parties=parties) for path in options.inputs
    }
    if options.run:
        coded["machine"] = from_frame(*read_tables(options.run))
    for a, b in combinations(coded, 2):
        print(f"Where statements begin and end: a is {a}, b is {b}")
        print(measure_spans(coded[a], coded[b], seed=options.seed).to_string(index=False, header=False), end="\n\n")
    frame = to_frame(next(iter(coded.values())))
    tables = [match_codes(frame, results, name) for name, results in coded.items()]
    return pd.concat(tables, ignore_index=True), frame


def _print_confusions(codes: pd.DataFrame) -> None:
    """For every two coders and code with a list of answers, how often one's answer meets the other's."""
    from itertools import combinations

    from toolkit.agreement import confusion_table
    from toolkit.coding import CODES

    for code in (one.name for one in CODES if one.level in {"nominal", "ordinal"}):
        for a, b in combinations(codes["coder"].unique(), 2):
            table = confusion_table(codes, code, a, b)
            if len(table) > 1:
                print(f"\n{code}: rows {a}, columns {b}")
                print(table.rename_axis(index=None, columns=None).to_string())


def _write(differ: pd.DataFrame, path: Path) -> None:
    from toolkit.table import harmless, open_whole

    with open_whole(path) as file:
        file.write(differ.map(harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
