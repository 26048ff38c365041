"""Cells of the report's tables: counts, shares, means with their intervals, names of sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.compare.effects import signed
from toolkit.lexicon import Parties
from toolkit.report.blocks import Cell, Shows
from toolkit.show import isolate

INTERVAL = ("low", "high")
PLAIN = frozenset({"subjectivity"})  # scores that have no sign
TOO_FEW = "too few"
WITHIN = "by statement"  # an interval that is drawn from the statements of a single article and holds for it alone


def shown(number: float | None, *, plain: bool = False) -> str:
    """The number with two decimals and its sign (none where `plain`), a dash where there is none.

    >>> shown(0.126), shown(0.126, plain=True), shown(None)
    ('+0.13', '0.13', '–')
    """
    if number is None or pd.isna(number):
        return "–"
    return f"{number:.2f}" if plain else signed(float(number))


def many(number: int, name: str) -> str:
    """A number of things by their name.

    >>> many(1, "article"), many(1200, "statement")
    ('1 article', '1,200 statements')
    """
    return f"{number:,} {name}{'s' * (number != 1)}"


def side_cell(side: str, parties: Parties, text: str = "") -> Cell:
    """A side by its label and colour, or another name (`text`) in the side's colour."""
    return Cell(text or label_of(side, parties), colour=parties.colour(side))


def label_of(side: str, parties: Parties) -> str:
    """The side's label; the unknown side in words.

    >>> from toolkit.lexicon import read_parties
    >>> label_of("unknown", read_parties())
    'side unknown'
    """
    return "side unknown" if side == "unknown" else parties.label(side)


def speaker_of(name: str) -> str:
    """The speaker's name; the unknown one in words.

    >>> speaker_of("unknown")
    'speaker unknown'
    """
    return "speaker unknown" if name == "unknown" else name


def named(side: str, parties: Parties) -> str:
    """The side's label as it may stand in a sentence.

    >>> from toolkit.lexicon import read_parties
    >>> named("russia", read_parties())
    'Russia'
    """
    return isolate(label_of(side, parties))


def count_cell(count: int, shows: Shows, *, of: int = 0) -> Cell:
    """A count that leads to its statements, with its share of `of` beneath it."""
    share = show_share(count / of) if of and count else ""
    return Cell(f"{count:,}", share, value=int(count), shows=shows if count else {})


def show_share(share: float) -> str:
    """A share in percent: none that is more than nothing is shown as 0, none that is less than all as 100.

    >>> show_share(0.271), show_share(0.001), show_share(0.999), show_share(1.0)
    ('27 %', '< 1 %', '> 99 %', '100 %')
    """
    percent = round(share * 100)
    if (percent, share > 0) == (0, True):
        return "< 1 %"
    return "> 99 %" if percent == 100 and share < 1 else f"{percent} %"


def mean_cell(row: Mapping[str, Any], shows: Shows, *, plain: bool = False, tint: bool = False) -> Cell:
    """The mean of a row of `summarise_by` with its interval, or why there is none."""
    mean, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("mean", *INTERVAL))
    if mean is None:
        few = f"{TOO_FEW} ({row['statements']:,})"
        return Cell("–", few, more=(None, None), shows=shows if row["statements"] else {})
    note = str(row["note"]).replace(": ", ":\n")
    if low is not None:
        alone = "\nin one article" if row["note"] == WITHIN else ""
        note = f"{shown(low, plain=plain)} to {shown(high, plain=plain)}{alone}"
    more = tuple(None if x is None else round(x, 4) for x in (low, high))
    return Cell(shown(mean, plain=plain), note, round(mean, 4), more, shows, tint=mean if tint else None)
