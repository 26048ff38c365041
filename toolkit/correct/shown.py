"""The statements themselves, where they are too few for a number."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.correct.findings import Corrected
from toolkit.correct.strata import keys_of

MOST = 20  # rows that are shown
WIDTH = 90  # letters of a statement


def show_coded(found: Corrected, frame: pd.DataFrame, codes: pd.DataFrame, code: str) -> str:
    """What people coded of the two groups, one line a statement and coder, MOST at most.

    `frame` is the run and `codes` what people said, as they were compared. Of both groups alike many are shown, as
    far as there are, and the others counted.

    >>> from toolkit.correct import correct_groups
    >>> said = {"side": ["x", "y"], "tone": [1.0, 0.0], "text": ["We  won.", "They won."]}
    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), **said})
    >>> coded = pd.DataFrame({"coder": "ann", "doc": "d", "statement": [0], "attributed": "yes", "tone": [2]})
    >>> found = correct_groups(rows, rows.assign(p=1.0), coded, groups=("x", "y"), code="tone")
    >>> print(show_coded(found, rows, coded, "tone"))
    group doc statement coder tone text
        x   d         0   ann    2 We won.
    """
    rows = _rows(found, frame, codes, code)
    if not rows:
        return "No statement of them is coded."
    rank: dict[object, int] = {}
    ranked: list[tuple[int, int]] = []
    for row in rows:
        rank[row[0]] = rank.get(row[0], 0) + 1
        ranked.append((rank[row[0]], len(ranked)))
    kept = [rows[number] for number in sorted(number for _, number in sorted(ranked)[:MOST])]
    width = max(len(row[-1]) for row in kept)
    names = ["group", "doc", "statement", "coder", code, "text".ljust(width)]
    table = pd.DataFrame([(*row[:-1], row[-1].ljust(width)) for row in kept], columns=names, dtype=object)
    lines = [line.rstrip() for line in table.to_string(index=False).splitlines()]
    more = len(rows) - len(kept)
    return "\n".join([*lines, *([f"and {more:,} more"] if more else [])])


def _rows(found: Corrected, frame: pd.DataFrame, codes: pd.DataFrame, code: str) -> list[tuple[Any, ...]]:
    """Group, statement, coder, code and words of each, those of the first group first."""
    first, second = (set(places.tolist()) for places in found.places)
    places = {key: place for place, key in enumerate(keys_of(frame)) if place in first | second}
    words = frame["text"].tolist() if "text" in frame else [""] * len(frame)
    rows = []
    for key, coder, given in zip(keys_of(codes), codes["coder"], codes[code], strict=True):
        if key in places:
            place = places[key]
            group = "both" if place in first & second else found.a if place in first else found.b
            rows.append((group, *key, coder, "–" if pd.isna(given) else given, _line(words[place])))
    order = (found.a, found.b, "both")
    return sorted(rows, key=lambda row: (order.index(row[0]), str(row[1]), row[2], str(row[3])))


def _line(text: object) -> str:
    """The text in one short line, without what could move a terminal's cursor."""
    words = "".join(c for c in " ".join(str(text).split()) if c.isprintable())
    return words if len(words) <= WIDTH else words[: WIDTH - 1].rstrip() + "…"
