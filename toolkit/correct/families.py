"""Several corrected differences at once, with p adjusted for their number."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from toolkit.coding import canonical_name
from toolkit.compare import check_columns, holm, targets_frame
from toolkit.correct.differences import TARGET, Corrected, correct_groups
from toolkit.model import UNKNOWN

PARTS = 12  # targets, speakers or other parts that are compared; the most frequent
COLUMNS = ["a", "b", "code", "n_a", "n_b", "articles", "naive", "human", "difference", "low", "high", "p", "p_holm"]


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
    parts = find_parts(frame, within) if within else [None]
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
    counts = [one.n_a, one.n_b, one.articles]
    numbers = [one.naive.difference, one.human.difference, last.difference, last.low, last.high, one.p, p_holm]
    return [one.a, one.b, code, *counts, *numbers, one.caution]


def find_parts(frame: pd.DataFrame, within: str) -> list[str]:
    """The parts of a table: all periods, of anything else the PARTS most frequent values, ties by name; none unknown.

    >>> find_parts(pd.DataFrame({"outlet": ["b", "a", "b", None, "unknown"]}), "outlet")
    ['a', 'b']
    """
    check_columns(frame, ["targets" if within == TARGET else within])
    if within == TARGET:
        names = targets_frame(frame)[TARGET]
        spelt = names.groupby(names.map(canonical_name)).agg(lambda same: same.value_counts().index[0])
        counts = names.map(canonical_name).map(spelt).value_counts()
    else:
        counts = frame[within].value_counts()
    known = sorted((name for name in counts.index if name != UNKNOWN), key=lambda name: (-counts[name], str(name)))
    return sorted(known if within == "period" else known[:PARTS], key=str)
