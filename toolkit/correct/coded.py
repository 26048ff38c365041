"""A run, its sample and the coders' codes, put together as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.coding.codes import CODES, NAMES, read_targets
from toolkit.compare import find_units, targets_frame
from toolkit.compare.stances import VALUES
from toolkit.errors import InputError

FIVE_POINT = {code.name for code in CODES if code.level == "ordinal"}
Reader = Callable[[pd.DataFrame, str, bool], np.ndarray]


@dataclass(frozen=True, slots=True)
class Coded:
    """Statements of a run: unit (article), machine's group and number; and one entry a coder and coded statement.

    An entry has the place of its statement in the run, the coder's number and group (None where the coder says that it
    is no statement or has no such code) and the share of the statement's weight; `p` is nan where nothing was coded.
    """

    units: np.ndarray
    count: int
    group: np.ndarray
    said: np.ndarray
    p: np.ndarray
    place: np.ndarray
    y: np.ndarray
    given: np.ndarray
    share: np.ndarray


def code_reader(code: str, value: str | None, target: str | None) -> Reader:
    """Turns codes into numbers: the codebook's five points halved for people, 1 or 0 for a value, a stance's sign."""
    if target is None and value is None and code not in FIVE_POINT:
        what = "targets need a target" if code == "targets" else f"{code} has no numbers"
        raise InputError(f"{what} to compare", hint="name a value, whose share is compared, or a target")

    def read(frame: pd.DataFrame, column: str, people: bool) -> np.ndarray:
        if target is not None:
            return _stances(frame, target, people)
        if value is not None:
            return np.where(frame[column].isna(), np.nan, (frame[column] == value).astype(float))
        return pd.to_numeric(frame[column], errors="coerce").to_numpy(float) / (2 if people else 1)

    return read


def _stances(frame: pd.DataFrame, target: str, people: bool) -> np.ndarray:
    """+1, 0 or -1 toward the target, nan where it is not named."""
    if people:
        named = [{name.casefold(): VALUES[stance] for name, stance in read_targets(_text(t))} for t in frame["targets"]]
        return np.array([float(one.get(target.casefold(), np.nan)) for one in named])
    rows = targets_frame(frame[["targets"]].assign(_place=range(len(frame))))
    rows = rows[rows["target"].str.casefold() == target.casefold()]
    out = np.full(len(frame), np.nan)
    out[rows["_place"].to_numpy(int)] = rows["value"].to_numpy(float)
    return out


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def join_codes(
    frame: pd.DataFrame, sample: pd.DataFrame, codes: pd.DataFrame, *, by: str, read: Reader, code: str, machine: str
) -> Coded:
    """The three tables as one; InputError where the sample is of another run or its probabilities are none."""
    places: dict[tuple[str, int], int] = {
        key: place for place, key in enumerate(zip(frame["doc"], frame["statement"], strict=True))
    }
    drawn = {key: p for key, p in zip(zip(sample["doc"], sample["statement"], strict=True), sample["p"], strict=True)}
    if not set(drawn) <= set(places):
        raise InputError("the sample is not of this run", hint="give the run that the sample was drawn from")
    if any(not 0 < p <= 1 for p in drawn.values()):
        raise InputError("a probability that is not above 0 and at most 1", where="sample", hint="use read_sample")
    strange = [key for key in zip(codes["doc"], codes["statement"], strict=True) if key not in drawn]
    if strange:
        what = f"{len(strange)} codes of statements that were not drawn, the first {strange[0]}"
        raise InputError(what, where="codes", hint="give the codes of this sample; doc is text, statement a number")
    y = read(codes, code, True)
    wrong = codes["attributed"].eq("no").to_numpy(bool)
    blank = np.isnan(y) & ~wrong & ~(codes["attributed"].notna().to_numpy(bool) & (code == "targets"))
    codes, y, wrong = codes[~blank], y[~blank], wrong[~blank]
    keys = list(zip(codes["doc"], codes["statement"], strict=True))
    place = np.array([places[key] for key in keys], int)
    p = np.full(len(frame), np.nan)
    p[place] = [drawn[key] for key in keys]
    p *= np.count_nonzero(~np.isnan(p)) / max(1, len(drawn))  # the order is random: those coded so far are a sample
    group = frame[by].to_numpy(object)
    given = pd.Series(group[place], codes.index, dtype=object)
    if by in NAMES and by in codes:
        given = codes[by].where(codes[by].notna(), given)
    given = given.mask(wrong | np.isnan(y), None)
    said = read(frame, machine, False) if machine in frame else np.full(len(frame), np.nan)
    units, count, _ = find_units(frame["doc"])
    share = 1 / np.bincount(place, minlength=len(frame))[place]
    return Coded(units, count, group, said, p, place, np.nan_to_num(y), given.to_numpy(object), share)
