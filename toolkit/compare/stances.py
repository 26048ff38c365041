"""Who takes which stance toward whom."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.compare.differences import summarise_by
from toolkit.compare.groups import check_columns

VALUES = {"favor": 1, "neutral": 0, "against": -1}
COLUMNS = ["target", "stance", "value", "p"]


def targets_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a statement and target, with all columns of the statement; value is +1 favor, 0 neutral, -1 against.

    >>> rows = pd.DataFrame({"doc": ["d"], "targets": ['[{"name": "Kyiv", "stance": "against", "p": 0.9}]']})
    >>> targets_frame(rows)[["target", "value"]].values.tolist()
    [['Kyiv', -1]]
    """
    rows = []
    for row in frame.to_dict("records"):
        found = row["targets"]
        for target in json.loads(found) if isinstance(found, str) else found or ():
            stance = target["stance"]
            facts = {"target": target["name"], "stance": stance, "value": VALUES[stance], "p": target.get("p", 1.0)}
            rows.append({str(name): value for name, value in row.items()} | facts)
    names = [str(name) for name in frame.columns if name not in COLUMNS] + COLUMNS
    return pd.DataFrame(rows, columns=names)


def stance_matrix(
    frame: pd.DataFrame, *, by: str = "side", names: Mapping[str, str] | None = None, limit: int = 12, seed: int
) -> pd.DataFrame:
    """One row a group and target: counts of the stances, mean value with its interval, note.

    `names` joins targets under one name (`{"Kremlin": "Russia"}`); the `limit` most frequent targets are kept, ties by
    name. A statement has one stance toward a target (CODEBOOK.md): where it names one twice, or names two that are
    joined, stances that contradict each other are neutral and neutral yields to the others. The mean is missing below
    MIN_N statements, the counts never.

    >>> said = '[{"name": "y", "stance": "favor"}]'
    >>> rows = pd.DataFrame({"doc": ["d"], "statement": 0, "side": "x", "targets": said})
    >>> stance_matrix(rows, seed=1)[["side", "target", "favor", "note"]].values.tolist()
    [['x', 'y', 1, 'too few to compare']]
    """
    check_columns(frame, [by, "targets"])
    known = dict(names or {})
    rows = _once(targets_frame(frame).replace({"target": known}))
    counts = rows["target"].value_counts()
    kept = sorted(counts.index, key=lambda name: (-counts[name], name))[:limit]
    rows = rows[rows["target"].isin(kept)]
    tables = []
    for group, part in rows.groupby(by, sort=True):
        table = summarise_by(part, "target", "value", seed=seed)
        stances = pd.crosstab(part["target"], part["stance"]).reindex(columns=list(VALUES), fill_value=0)
        table = table.join(stances, on="target")
        tables.append(table.assign(**{by: group}))
    names_out = [by, "target", "statements", "articles", *VALUES, "mean", "low", "high", "note"]
    if not tables:
        return pd.DataFrame(columns=names_out, dtype=object)
    return pd.concat(tables, ignore_index=True)[names_out]


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a statement and target."""
    keys = ["doc", "statement", "target"]
    value = np.sign(rows.groupby(keys)["value"].transform("sum"))
    stances = {value: stance for stance, value in VALUES.items()}
    return rows.assign(value=value, stance=value.map(stances)).drop_duplicates(keys)
