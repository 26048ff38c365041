"""The groups and columns of a comparison: what a name means that the table does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from toolkit.errors import InputError

SHOWN = 12  # names that an error lists


def check_columns(frame: pd.DataFrame, names: Iterable[str]) -> None:
    """InputError with the columns that are there where one is missing."""
    for name in names:
        if name not in frame:
            raise InputError(f"no column {name!r} in the table", hint=f"there are: {', '.join(map(str, frame))}")


def check_rows(frame: pd.DataFrame, by: str = "") -> None:
    """InputError where a statement is there twice (in one group, with `by`): it would count twice.

    In `targets_frame` each target of a statement has a row.

    >>> check_rows(pd.DataFrame({"doc": ["d", "d"], "statement": [3, 3]}))
    Traceback (most recent call last):
    ...
    toolkit.errors.InputError: statement 3 of 'd' is there twice; keep one: frame.drop_duplicates()
    """
    keys = ["doc", "statement", *(name for name in dict.fromkeys(["target", by]) if name in frame)]
    check_columns(frame, keys)
    twice = frame[frame.duplicated(keys)]
    if len(twice):
        doc, statement = twice.iloc[0][["doc", "statement"]]
        raise InputError(f"statement {statement} of {doc!r} is there twice", hint="keep one: frame.drop_duplicates()")


def check_finite(values: pd.Series) -> None:
    """InputError where a number is infinite.

    >>> check_finite(pd.Series([1.0, float("inf")], name="tone"))
    Traceback (most recent call last):
    ...
    toolkit.errors.InputError: 1 infinite number in column 'tone'; leave such rows out
    """
    count = int(np.isinf(pd.to_numeric(values, errors="coerce")).sum())
    if count:
        raise InputError(
            f"{count} infinite number{'s' * (count > 1)} in column {values.name!r}", hint="leave such rows out"
        )


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
