"""The groups and columns of a comparison: what a name means that the table does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from toolkit.errors import InputError

SHOWN = 12  # names that an error lists


def check_columns(frame: pd.DataFrame, names: Iterable[str]) -> None:
    """InputError with the columns that are there where one is missing."""
    for name in names:
        if name not in frame:
            raise InputError(f"no column {name!r} in the table", hint=f"there are: {', '.join(map(str, frame))}")


def check_groups(frame: pd.DataFrame, groups: Sequence[str], by: str) -> None:
    """InputError where two groups are one, or one is not in the column; a table without rows has too few of any.

    >>> check_groups(pd.DataFrame({"side": ["russia"]}), ["rusia", "russia"], "side")
    Traceback (most recent call last):
    ...
    toolkit.errors.InputError: no side 'rusia' in the table; there are: russia (1)
    """
    check_columns(frame, [by])
    for place, name in enumerate(groups):
        if name in groups[:place]:
            raise InputError(f"{name!r} would be compared with itself", hint=f"name two values of {by}")
    counts = frame[by].value_counts()
    for name in groups:
        if len(frame) and name not in counts.index:
            raise InputError(f"no {by} {name!r} in the table", hint=f"there are: {show_counts(counts)}")


def show_counts(counts: pd.Series) -> str:
    """The most frequent names with their numbers, ties by name.

    >>> show_counts(pd.Series({"b": 1, "a": 1, "c": 2}))
    'c (2), a (1), b (1)'
    """
    names = sorted(counts.index, key=lambda name: (-counts[name], str(name)))
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(f"{name} ({counts[name]:,})" for name in names[:SHOWN]) + more or "none"
