"""Who speaks: one row a speaker with office, side, and how it was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.compare import MIN_N
from toolkit.compare.effects import signed
from toolkit.lexicon import Parties, read_parties
from toolkit.model import UNKNOWN, Shown
from toolkit.show.page import fill, style
from toolkit.show.words import isolate
from toolkit.table import speakers_frame

MEANS = ("tone", "posture")


@dataclass(frozen=True, slots=True, eq=False)
class Speakers(Shown):
    """The speakers of a table of statements; `frame` holds the rows that are shown, with every score."""

    frame: pd.DataFrame
    parties: Parties


def show_speakers(frame: pd.DataFrame, *, parties: Parties | None = None) -> Speakers:
    """A table that shows itself: one row a speaker and side, unresolved ones first, then by statements.

    Means are shown from MIN_N statements on.

    >>> from toolkit.table import to_frame
    >>> print(show_speakers(to_frame([])))
    No statement was found.
    """
    return Speakers(speakers_frame(frame), parties or read_parties())


def render_speakers(shown: Speakers) -> str:
    """HTML of the table."""
    rows = [_row(row, shown.parties) for row in shown.frame.to_dict("records")]
    return fill("show.html.j2", "speakers", style(), rows, MEANS, MIN_N)


def speakers_text(shown: Speakers) -> str:
    """The same for a terminal."""
    if not len(shown.frame):
        return "No statement was found."
    rows = [_row(row, shown.parties) for row in shown.frame.to_dict("records")]
    names = ["side", "speaker", "office", "statements", *MEANS, "decided"]
    cells = [
        [row["side"], row["speaker"], row["office"], row["statements"], *row["means"], row["decided"]] for row in rows
    ]
    note = f"\nMeans from {MIN_N} statements on."
    return pd.DataFrame(cells, columns=names).to_string(index=False, max_colwidth=60) + note


def _row(row: dict[Any, Any], parties: Parties) -> dict[str, Any]:
    known = {name: row[name] for name in MEANS if pd.notna(row[name]) and row["mentions"] >= MIN_N}
    return {
        "side": "side unknown" if row["side"] == UNKNOWN else isolate(parties.label(row["side"])),
        "colour": parties.colour(row["side"]),
        "speaker": "speaker unknown" if row["speaker"] == UNKNOWN else isolate(row["speaker"]),
        "office": isolate(row["office"] or ""),
        "statements": f"{row['mentions']:,}",
        "means": [signed(known[name]) if name in known else "–" for name in MEANS],
        "confidence": f"{row['confidence']:.2f}",
        "decided": row["decided"] or "",
    }
