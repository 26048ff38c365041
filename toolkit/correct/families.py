"""Several corrected differences at once, with p adjusted for their number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from toolkit.coding import canonical_name
from toolkit.coding.codes import read_targets
from toolkit.compare import check_columns, holm, targets_frame
from toolkit.correct.coded import check_group_column
from toolkit.correct.differences import TARGET, correct_groups
from toolkit.correct.findings import Corrected
from toolkit.errors import InputError
from toolkit.model import UNKNOWN

PARTS = 12  # targets, speakers or other parts that are compared; the most frequent
COLUMNS = [
    "a",
    "b",
    "code",
    "n_a",
    "n_b",
    "articles_a",
    "articles_b",
    "naive",
    "human",
    "difference",
    "low",
    "high",
    "p",
    "p_holm",
]


def correct_all(
    frame: pd.DataFrame,
    sample: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    groups: Sequence[str],
    code: str,
    by: str = "side",
    within: str | None = None,
    value: str | None = None,
    target: str | None = None,
    machine: str | None = None,
) -> pd.DataFrame:
    """One row a pair of groups, or a pair and part, with corrected difference and p adjusted for all rows (Holm 1979).

    `within` names a column whose values are the parts: a period (`add_periods`), a speaker, an outlet; or `target`,
    where the stances toward each target are compared. The PARTS most frequent are taken, periods all, in the order of
    their names. A row without enough coded statements has no number and a note why; it is no test, so Holm does not
    count it. Raises InputError as `correct_groups` does.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> coded = pd.DataFrame({"coder": "ann", "doc": "d", "statement": [0], "attributed": "yes", "tone": [2]})
    >>> correct_all(rows, rows.assign(p=1.0), coded, groups=["x", "y"], code="tone")["note"].tolist()
    ['too few coded']
    """
    if len(groups) < 2:
        raise InputError("fewer than two groups", hint=f"name two values of {by}")
    if within == by:
        raise InputError(f"groups of {by} within one {by}", hint="name another column for the rows")
    parts = find_parts(frame, within, codes) if within else [None]
    found = []
    for part in parts:
        options = {"within": (within, part)} if part is not None and within != TARGET else {}
        toward = part if within == TARGET else target
        for a, b in combinations(groups, 2):
            one = correct_groups(
                frame, sample, codes, groups=(a, b), code=code, by=by, value=value, target=toward, machine=machine,
                **options,  # type: ignore[arg-type]
            )  # fmt: skip
            found.append((part, one))
    adjusted = iter(holm([one.p for _, one in found if one.p is not None]))
    rows = [_row(one, None if one.p is None else next(adjusted)) for _, one in found]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "note"], dtype=object)
    if within:
        table.insert(0, within, [part for part, _ in found])
    return table


def _row(one: Corrected, p_holm: float | None) -> list[object]:
    code, last = one.code.partition(" (")[0], one.corrected
    counts = [one.n_a, one.n_b, *one.articles]
    numbers = [one.naive.difference, one.human.difference, last.difference, last.low, last.high, one.p, p_holm]
    return [one.a, one.b, code, *counts, *numbers, one.caution or one.beyond]


def find_parts(frame: pd.DataFrame, within: str, codes: pd.DataFrame | None = None) -> list[str]:
    """The parts of a table: all periods, of anything else the PARTS most frequent values, ties by name; none unknown.

    Of targets, those that coders name count too. InputError where there is none.

    >>> find_parts(pd.DataFrame({"outlet": ["b", "a", "b", None, "unknown"]}), "outlet")
    ['a', 'b']
    """
    if within == TARGET:
        check_columns(frame, ["targets"])
    else:
        check_group_column(frame, within)
        check_columns(frame, [within])
    names = pd.Series(_targets(frame, codes), dtype=object) if within == TARGET else frame[within]
    counts = names.value_counts().drop(UNKNOWN, errors="ignore")
    if not len(counts):
        raise InputError(f"no {within} is known of any statement", hint="leave --within out, or name another column")
    known = sorted(counts.index, key=lambda name: (-counts[name], str(name)))
    return sorted(known if within == "period" else known[:PARTS], key=str)


def _targets(frame: pd.DataFrame, codes: pd.DataFrame | None) -> list[str]:
    """The targets that machine and coders name, each as it is spelt first, however it is spelt."""
    named = list(targets_frame(frame)[TARGET])
    if codes is not None:
        named += [name for cell in codes["targets"] if isinstance(cell, str) for name, _ in read_targets(cell)]
    first: dict[str, str] = {}
    return [first.setdefault(canonical_name(name), name) for name in named]
