"""`toolkit agreement`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_seed
from toolkit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model import Result

    Read = Callable[[Sequence[str]], tuple[pd.DataFrame, pd.DataFrame]]

WORDS = "agreement of coders with each other, and of the program with them"
EXAMPLE = "toolkit agreement ann.xlsx bob.xlsx --run results -o differ.csv"
MACHINE = "machine"  # the coder's name of the program
UNEQUAL = (
    "Statements were drawn with unequal probabilities: alpha and `same` are of the sample, unweighted, not of the run."
)
SHOWN = 20  # disagreements in the terminal


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    words = "coding sheets (.csv, .xlsx) or answers of the widget (its folder, or a .jsonl); or articles coded whole: "
    words += "folders of brat, exports of Label Studio (.json)"
    parser.add_argument("inputs", nargs="+", type=Path, help=words)
    parser.add_argument("--sample", type=Path, help="the .sample.json of the sheets (the one beside them)")
    parser.add_argument("--run", type=Path, help="folder of the run: the program is compared with each coder")
    parser.add_argument("--parties", type=Path, help="TOML file of the sides, for brat and Label Studio")
    parser.add_argument("-o", "--out", type=Path, help="CSV for all disagreements, with the words in dispute")
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """Prints alpha and confusions, of people with each other and of the program with each; and all disagreements.

    Of articles that are coded whole, agreement on spans too.
    """
    from toolkit.agreement import list_disagreements, measure_agreement
    from toolkit.agreement.alpha import LEVELS
    from toolkit.figures import show_numbers

    if options.out:
        check_out(options.out, (".csv",), [str(path) for path in options.inputs])
    whole = [_is_whole(path) for path in options.inputs]
    if any(whole) and not all(whole):
        raise InputError(
            "sheets and articles coded whole", hint="compare sheets with sheets, the others with each other"
        )
    people, read = _read_whole(options) if all(whole) else _read_sheets(options)
    levels = {code: level for code, level in LEVELS.items() if code != "attributed" or not all(whole)}
    for title, coders in _comparisons(people, bool(options.run)):
        codes, _ = read(coders)
        print(f"{title}\n")
        print(show_numbers(measure_agreement(codes, levels=levels, seed=options.seed)).to_string(index=False))
        _print_confusions(codes)
        print()
    differ = list_disagreements(*read([*people, MACHINE] if options.run else people))
    print(f"{len(differ)} disagreements" + (f", all in {options.out}" if options.out else ""))
    if len(differ):
        print(differ.head(SHOWN).fillna("").to_string(index=False, max_colwidth=40))
    if options.out:
        _write(differ, options.out)
    return 0


def _is_whole(path: Path) -> bool:
    """Whether these are articles coded whole: a folder of brat or an export of Label Studio."""
    return path.suffix.lower() == ".json" or (path.is_dir() and not any(path.glob("*.jsonl")))


def _comparisons(people: Sequence[str], program: bool) -> list[tuple[str, list[str]]]:
    """What is compared, each on its own: one alpha for people and program together would say nothing of either."""
    out = [(f"People with each other: {', '.join(people)}", list(people))] if len(people) > 1 or not program else []
    return out + [(f"The program with {name}", [name, MACHINE]) for name in people if program]


def _check_names(names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if name in [*names[:place], MACHINE]:
            what = f"two files of a coder {name!r}" if name != MACHINE else "a coder called as the program is"
            raise InputError(what, where=name, hint="a file's name is its coder's: rename one")


def _read_sheets(options: argparse.Namespace) -> tuple[list[str], Read]:
    """The coders, and what gives the codes of some of them, or of the program, with the statements' words."""
    import pandas as pd

    from toolkit.coding import check_same, find_sample, machine_codes, read_coded, read_sample
    from toolkit.run import read_tables

    samples = [read_sample(options.sample) if options.sample else find_sample(path) for path in options.inputs]
    check_same(samples, [str(path) for path in options.inputs])
    rows = samples[0].rows
    words = rows["context"].map(lambda context: " ".join(text for text, own in context if own))
    tables = [read_coded(path, sample) for path, sample in zip(options.inputs, samples, strict=True)]
    people = [str(name) for table in tables for name in table["coder"].unique()]
    _check_names(people)
    if options.run:
        statements = read_tables(options.run, every=True).statements
        drawn = statements.merge(rows[["doc", "statement"]], on=["doc", "statement"])
        if len(drawn) < len(rows):
            hint = "give the run that the sample was drawn from"
            raise InputError("the sample is not of this run", where=str(options.run), hint=hint)
        tables.append(machine_codes(drawn))
    codes = pd.concat(tables, ignore_index=True)
    if rows["p"].nunique() > 1:
        print(f"{UNEQUAL}\n")
    shown = rows[["doc", "statement"]].assign(text=words)
    return people, lambda coders: (codes[codes["coder"].isin(coders)].reset_index(drop=True), shown)


def _read_whole(options: argparse.Namespace) -> tuple[list[str], Read]:
    """The coders of articles coded whole, and what gives the codes of some of them for every statement that one of
    these found; prints the agreement on spans of every two."""
    from itertools import combinations

    import pandas as pd

    from toolkit.agreement import join_spans, measure_spans
    from toolkit.coding import match_codes, read_brat, read_labelstudio
    from toolkit.lexicon import read_parties
    from toolkit.run import read_tables
    from toolkit.table import from_frame, to_frame

    parties = read_parties(options.parties) if options.parties else None
    people = sorted(path.stem for path in options.inputs)
    _check_names(people)
    coded: dict[str, list[Result]] = {
        path.stem: (read_brat if path.is_dir() else read_labelstudio)(path, parties=parties)
        for path in sorted(options.inputs, key=lambda path: path.stem)
    }
    if options.run:
        found = read_tables(options.run, every=True)
        coded[MACHINE] = from_frame(found.statements, found.articles)
    for a, b in combinations(coded, 2):
        print(f"Where statements begin and end: a is {a}, b is {b}")
        print(measure_spans(coded[a], coded[b], seed=options.seed).to_string(index=False, header=False), end="\n\n")

    def read(coders: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        frame = to_frame(join_spans([coded[name] for name in coders]))
        return pd.concat([match_codes(frame, coded[name], name) for name in coders], ignore_index=True), frame

    return people, read


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
