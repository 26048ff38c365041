"""Measured figures and the table of the package that holds them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

TABLE = Path(__file__).parent.parent / "toolkit/data/agreement.csv"
KEY = ("what", "engine", "measure", "data")


@dataclass(frozen=True)
class Measured:
    """One figure: what was measured, of which engine (none for a score), on which data; `people` reach so much."""

    what: str
    engine: str
    measure: str
    data: str
    n: int
    value: float
    people: str


def write(rows: Sequence[Measured], command: str) -> None:
    """The rows into the table, with the command that measured them; all other rows stay."""
    old = list(csv.DictReader(TABLE.open(encoding="utf-8"))) if TABLE.exists() else []
    today = date.today().isoformat()
    new = [{**asdict(row), "value": f"{row.value:.3f}", "date": today, "command": command} for row in rows]
    keys = {tuple(row[name] for name in KEY) for row in new}
    kept = [row for row in old if tuple(row[name] for name in KEY) not in keys]
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(new[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(
            sorted([*kept, *new], key=lambda row: (row["engine"], row["what"], row["data"], row["measure"]))
        )
