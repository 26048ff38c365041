"""A run, its sample and the coders' codes, put together as numbers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.coding import canonical_name, check_coders
from toolkit.coding.codes import CODES, KEYS, NAMES, read_targets
from toolkit.compare import check_columns, check_finite, check_rows, find_units, show_counts, targets_frame
from toolkit.compare.stances import VALUES
from toolkit.correct.strata import coded_shares, keys_of
from toolkit.errors import InputError

COMPARED = [code.name for code in CODES if code.name not in ("attributed", "note")]
SHOWN = 12  # names that only coders give, in a hint
GROUPS = ("side", "speaker", "office", "kind", "certainty", "act", "framing", "outlet")  # columns that make groups
SPELT = ("speaker", "target")
FIVE_POINT = {code.name for code in CODES if code.level == "ordinal"}
Reader = Callable[[pd.DataFrame, str, bool], np.ndarray]


@dataclass(frozen=True, slots=True)
class Coded:
    """Statements of a run: unit (article), machine's group and number; and one entry a coder and coded statement.

    An entry has the place of its statement in the run, the coder's number and group (None where the coder says that it
    is no statement or has no such code) and the share of the statement's weight; `p` is nan where nothing was coded.
    `blank` statements were drawn and have no code; `assumed` says of which strata nothing is coded. `unit` is what is
    left out in turn.
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
    blank: int
    unit: str
    assumed: str


def code_reader(code: str, value: str | None, target: str | None) -> Reader:
    """Turns codes into numbers: the codebook's five points halved for people, 1 or 0 for a value, a stance's sign."""
    if code not in COMPARED:
        raise InputError(f"no code {code!r} to compare", hint=f"use one of {', '.join(COMPARED)}")
    if (target is None) != (code != "targets") and target is not None:
        raise InputError(f"a target of {code}", hint="stances toward a target are the code targets")
    if value is not None and (target is not None or code in FIVE_POINT):
        what = "the stance toward a target" if target is not None else code
        raise InputError(f"{what} is compared by its mean, not by a value", hint="leave the value out")
    if target is None and value is None and code not in FIVE_POINT:
        what = "targets need a target" if code == "targets" else f"{code} has no numbers"
        raise InputError(f"{what} to compare", hint="name a value, whose share is compared, or a target")

    def read(frame: pd.DataFrame, column: str, people: bool) -> np.ndarray:
        if target is not None:
            return _stances(frame, target, people)
        if value is not None:
            same = name_groups(frame[column], code) == name_group(value, code)
            return np.where(frame[column].isna(), np.nan, same.astype(float))
        return pd.to_numeric(frame[column], errors="coerce").to_numpy(float) / (2 if people else 1)

    return read


def _stances(frame: pd.DataFrame, target: str, people: bool) -> np.ndarray:
    """+1, 0 or -1 toward the target, nan where it is not named."""
    if people:
        named = [[(n, VALUES[stance]) for n, stance in read_targets(_text(cell))] for cell in frame["targets"]]
    else:
        rows = targets_frame(frame[["targets"]].assign(_place=range(len(frame))))
        named = [[] for _ in range(len(frame))]
        for place, name, value in zip(rows["_place"], rows["target"], rows["value"], strict=True):
            named[place].append((name, value))
    wanted = canonical_name(target)
    values = ([value for name, value in one if canonical_name(name) == wanted] for one in named)
    return np.array([float(np.sign(sum(one))) if one else np.nan for one in values])


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def name_group(name: str, by: str) -> str:
    """The name as groups are told apart: speakers and targets however they are spelt, sides whatever their capitals."""
    if by in SPELT:
        return canonical_name(name)
    return name.casefold() if by == "side" else name


def name_groups(names: pd.Series, by: str) -> pd.Series:
    """The same for a column; None where there is none."""
    names = names.astype(object)
    names = names.where(names.notna(), None)
    return names.map(lambda name: name and name_group(name, by)) if by in (*SPELT, "side") else names


def check_group_column(frame: pd.DataFrame, by: str) -> None:
    """InputError where the table has no such column, or one of numbers that are no groups, as tone or confidence."""
    if by not in frame and by not in NAMES:
        known = ", ".join([*(name for name in GROUPS if name in frame), "period", "target"])
        raise InputError(f"no column {by!r} in the table", hint=f"use one of {known}, or another column of the run")
    numbers = by in frame and pd.api.types.is_float_dtype(frame[by]) and (frame[by].dropna() % 1 != 0).any()
    if by in FIVE_POINT or numbers:
        raise InputError(f"{by} is a number, which makes no groups", hint="name a column of names, as kind or speaker")


def _listed(names: Iterable[str], people: Iterable[str]) -> str:
    """The run's names with how many statements have each, then those that only coders give."""
    counts = pd.Series(list(names), dtype=object).value_counts()
    others = sorted({str(name) for name in people if name not in counts.index})[:SHOWN]
    only = f"coders' only: {', '.join(others)}" if others else ""
    return "; ".join(filter(None, [show_counts(counts) if len(counts) or not others else "", only]))


def check_names(frame: pd.DataFrame, codes: pd.DataFrame, names: Iterable[str], by: str) -> None:
    """InputError where neither the table nor the coders have a name; what is there is listed."""
    check_group_column(frame, by)
    said, given = (part[by].dropna() if by in part else pd.Series(dtype=object) for part in (frame, codes))
    known = {*name_groups(said, by), *name_groups(given, by)}
    for name in names:
        if len(frame) and name_group(name, by) not in known:
            hint = f"there are: {_listed(said, given)}"
            raise InputError(f"no {by} {name!r} in the table or the codes", hint=hint)


def check_value(frame: pd.DataFrame, codes: pd.DataFrame, code: str, value: str) -> None:
    """InputError where the codebook has no such answer, or nobody gives it where it has no list of answers."""
    known = next((one.values for one in CODES if one.name == code), ())
    if not known:
        check_names(frame, codes, [value], code)
    elif value not in known:
        raise InputError(f"no {code} {value!r} in the codebook", hint=f"use one of {', '.join(known)}")


def check_target(frame: pd.DataFrame, codes: pd.DataFrame, target: str) -> None:
    """InputError where nobody names the target; what is named is listed."""
    given = [name for cell in codes["targets"] for name, _ in read_targets(_text(cell))]
    said = list(targets_frame(frame)["target"]) if "targets" in frame else []
    if canonical_name(target) not in {canonical_name(name) for name in [*said, *given]}:
        hint = f"there are: {_listed(said, given)}"
        raise InputError(f"no target {target!r} in the table or the codes", hint=hint)


def check_machine(frame: pd.DataFrame, codes: pd.DataFrame, code: str, machine: str) -> None:
    """InputError where a column cannot predict the code: no number of tone or posture, none of the code's answers."""
    check_columns(frame, [machine])
    if code == "targets":
        raise InputError(
            f"column {machine!r} for targets", hint="leave the machine's column out: targets have their own"
        )
    cells = frame[machine].dropna()
    known = next((one.values for one in CODES if one.name == code), ())
    if code in FIVE_POINT:
        fits, wanted = pd.to_numeric(cells, errors="coerce").notna(), "a number"
    else:
        names = pd.concat([part[code] for part in (frame, codes) if code in part]).dropna()
        fits = name_groups(cells, code).isin(known or set(name_groups(names, code)))
        wanted = f"one of {', '.join(known)}" if known else f"a {code}"
    if len(frame) and not fits.any():
        raise InputError(f"column {machine!r} cannot predict {code}: no cell is {wanted}", hint="name another column")


def join_codes(
    frame: pd.DataFrame,
    sample: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    by: str,
    read: Reader,
    code: str,
    machine: str,
    within: tuple[str, str] | None = None,
) -> Coded:
    """The three tables as one, all groups `within` a column and value of it where they are given; InputError where the
    sample is of another run or its probabilities are none, or a statement is there twice."""
    check_columns(sample, ["p"])
    check_columns(codes, [*KEYS, "attributed", code])
    check_rows(frame)
    if machine in frame and code in FIVE_POINT:
        check_finite(frame[machine])
    places = {key: place for place, key in enumerate(keys_of(frame))}
    drawn = dict(zip(keys_of(sample), sample["p"], strict=True))
    _check(places, drawn, codes)
    check_rows(sample)
    y = read(codes, code, True)
    wrong = codes["attributed"].eq("no").to_numpy(bool)
    begun = codes[[name for name in NAMES if name in codes and name != "note"]].notna().any(axis=1).to_numpy(bool)
    blank = np.isnan(y) & ~wrong & ~(begun & (code == "targets"))  # one who evaluates nothing has no targets
    codes, y, wrong = codes[~blank], y[~blank], wrong[~blank]
    keys = keys_of(codes)
    place = np.array([places[key] for key in keys], int)
    p = np.full(len(frame), np.nan)
    parts, assumed = coded_shares(sample, set(keys))
    p[place] = [part * drawn[key] for key, part in zip(keys, parts.loc[keys], strict=True)]
    group, given = _named(frame, codes, place, by)
    if within:
        part, said_part = _named(frame, codes, place, within[0])
        wanted = name_group(within[1], within[0])
        group, given = _only(group, part == wanted), _only(given, said_part == wanted)
    given = _only(given, ~(wrong | np.isnan(y)))
    said = read(frame, machine, False) if machine in frame else np.full(len(frame), np.nan)
    units, count, unit = find_units(frame["doc"])
    share = 1 / np.bincount(place, minlength=len(frame))[place]
    left = len(drawn) - len(set(keys))
    return Coded(units, count, group, said, p, place, np.nan_to_num(y), given, share, left, unit, assumed)


def _only(names: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The names that are kept, None for the others."""
    out = names.astype(object)
    out[~kept] = None
    return out


def _named(frame: pd.DataFrame, codes: pd.DataFrame, place: np.ndarray, by: str) -> tuple[np.ndarray, np.ndarray]:
    """What the machine says of every statement, and the coder of each that is coded, else the machine."""
    group = name_groups(frame[by], by).to_numpy(object) if by in frame else np.full(len(frame), None, object)
    given = pd.Series(group[place], codes.index, dtype=object)
    if by in NAMES and by in codes:
        given = name_groups(codes[by], by).where(codes[by].notna(), given)
    return group, given.to_numpy(object)


def _check(places: Container[Any], drawn: Mapping[Any, float], codes: pd.DataFrame) -> None:
    """InputError where the three tables do not belong together."""
    if any(key not in places for key in drawn):
        raise InputError("the sample is not of this run", hint="give the run that the sample was drawn from")
    if any(not 0 < p <= 1 for p in drawn.values()):
        raise InputError("a probability that is not above 0 and at most 1", where="sample", hint="use read_sample")
    strange = [key for key in keys_of(codes) if key not in drawn]
    if strange:
        what = f"{len(strange)} codes of statements that were not drawn, the first {strange[0]}"
        raise InputError(what, where="codes", hint="give the codes of this sample; doc is text, statement a number")
    check_coders(codes)
