"""How well each figure agrees with human coders: the measured table that the package carries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

from toolkit.extract import DEFAULT_ENGINE
from toolkit.score.model import scorer_of

RANKS = "Spearman with coded "  # the measure of a score
FOUND = ("statements", "speaker", "side")  # what an engine finds; all else is scored
LONG = "press releases, long statements, one coder"  # the data of `benchmarks/speeches.py`
COLUMNS = ["what", "engine", "measure", "data", "n", "value", "people", "date", "command"]


@cache
def read_agreement() -> pd.DataFrame:
    """One row a measured figure, in COLUMNS; `people` is what two human coders reach, missing where nobody measured it.

    `benchmarks/accuracy.py --write` writes it; nothing here is typed by hand.

    >>> {"vader", "polarity"} <= set(read_agreement()["what"])
    True
    """
    with files("toolkit").joinpath("data/agreement.csv").open(encoding="utf-8") as lines:
        return pd.read_csv(lines, dtype={"what": str, "engine": str, "date": str})[COLUMNS]


def agreement_of(what: str, engine: str = DEFAULT_ENGINE) -> pd.DataFrame:
    """The rows of statements, speaker or side as an engine finds them, or of a score by the model that goes with it.

    >>> len(agreement_of("vader")) > 0
    True
    """
    table = read_agreement()
    model = engine if what in FOUND else scorer_of(engine).removeprefix("scores-")
    return table[(table["what"] == what) & table["engine"].fillna("").isin({"", model})]


def state_agreement(what: str, engine: str = DEFAULT_ENGINE) -> str:
    """How far a score agrees with people on the largest data it was measured on, in a sentence to stand beside it.

    Statements, speaker and side are those that `engine` finds, scores those of the model that goes with it.

    >>> state_agreement("my own score")
    'How well my own score agrees with people has not been measured.'
    >>> state_agreement("targets").startswith("targets: F1 of (target, stance)")
    True
    """
    rows = agreement_of(what, engine).sort_values("n", kind="stable")
    for measure in (RANKS + what, RANKS):
        same = rows[rows["measure"].str.startswith(measure)]
        rows = same if len(same) else rows
    if not len(rows):
        return f"How well {what} agrees with people has not been measured."
    row = rows.iloc[-1]
    people = "" if pd.isna(row["people"]) else f"; two people reach {row['people']:.2f}"
    if row["measure"].startswith(RANKS):
        code = row["measure"].removeprefix(RANKS)
        said = f"{what} has a rank correlation of {row['value']:.2f} with {code} as people code it"
    else:
        said = f"{what}: {row['measure']} {row['value']:.2f} against what people coded"
    return f"{said} ({row['data']}{people})."
