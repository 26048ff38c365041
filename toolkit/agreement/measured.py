"""How well each figure agrees with human coders: the measured table that the package carries."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

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


def agreement_of(what: str, engine: str = "") -> pd.DataFrame:
    """The rows of one score, or of statements, speaker or side as an engine finds them.

    >>> len(agreement_of("vader")) > 0
    True
    """
    table = read_agreement()
    return table[(table["what"] == what) & (table["engine"].fillna("") == engine)]
