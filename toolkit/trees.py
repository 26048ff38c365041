"""Boosted trees as plain numbers: how sure each row of evidence makes something.

Fitted by `training/choice.py` (Friedman, Greedy function approximation: a gradient boosting machine, Annals of
Statistics 29, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def probabilities(model: Mapping[str, Any], evidence: Array) -> Array:
    """The probability that the trees give to each row of the evidence.

    A model has `start` (log-odds) and `trees`; each node of a tree is [column, limit, left, right], at most the limit
    goes left, and a leaf is [value].

    >>> probabilities({"start": 0.0, "trees": [[[0, 0.5, 1, 2], [-1.0], [1.0]]]}, np.array([[0.5], [0.6]])).round(2)
    array([0.27, 0.73])
    """
    total = np.full(len(evidence), float(model["start"]))
    for tree in model["trees"]:
        _add(tree, 0, evidence, total=total, rows=np.arange(len(evidence)))
    return 1 / (1 + np.exp(-np.clip(total, -30, 30)))


def _add(tree: Sequence[Sequence[float]], at: int, evidence: Array, *, total: Array, rows: Array) -> None:
    """Adds the values of the leaves below a node to the total of the rows that reach it."""
    node = tree[at]
    if len(node) == 1:
        total[rows] += node[0]
    elif len(rows):
        column, limit, left, right = node
        low = evidence[rows, int(column)] <= limit
        _add(tree, int(left), evidence, total=total, rows=rows[low])
        _add(tree, int(right), evidence, total=total, rows=rows[~low])
