"""A table -> one figure; the plotted numbers are the table that is passed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.lexicon import Parties
from toolkit.model import UNKNOWN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("direct", "mixed", "indirect")
HATCHES = ("", "//", "x")


def count_kinds(frame: pd.DataFrame, by: str = "side") -> pd.DataFrame:
    """Statements of each kind for each side (or speaker): what `draw_counts` plots.

    >>> count_kinds(pd.DataFrame({"side": ["x"], "kind": ["direct"]})).loc["x", "direct"].item()
    1
    """
    return pd.crosstab(frame[by], frame["kind"]).reindex(columns=list(KINDS), fill_value=0).sort_index()


def order_sides(sides: Iterable[str], parties: Parties) -> list[str]:
    """The sides in the order of the parties file, those that it does not name after them, unknown last.

    >>> from toolkit.lexicon import read_parties
    >>> order_sides(["unknown", "ukraine", "russia"], read_parties())
    ['russia', 'ukraine', 'unknown']
    """
    known = parties.ids
    return sorted(sides, key=lambda s: (s == UNKNOWN, known.index(s) if s in known else len(known), s))


def _axes(rows: int) -> tuple[Figure, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 1.1 + 0.42 * max(rows, 1)), layout="constrained")
    axes: Any = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.invert_yaxis()
    return figure, axes


def draw_counts(counts: pd.DataFrame, parties: Parties) -> Figure:
    """Bars of statements, the kinds stacked and told apart by hatching, the total beside each bar."""
    from matplotlib.patches import Patch

    counts = counts.loc[order_sides(counts.index, parties)]
    figure, axes = _axes(len(counts))
    places = range(len(counts))
    colours = [parties.colour(str(side)) for side in counts.index]
    left = pd.Series(0, index=counts.index)
    for kind, hatch in zip(KINDS, HATCHES, strict=True):
        axes.barh(places, counts[kind], left=left, color=colours, hatch=hatch, edgecolor="white", height=0.7)
        left = left + counts[kind]
    axes.set_yticks(list(places), [parties.label(str(side)) for side in counts.index])
    for place, total in zip(places, left, strict=True):
        axes.annotate(f"{total:,}", (total, place), xytext=(4, 0), textcoords="offset points", va="center")
    axes.set_xlabel("statements")
    axes.margins(x=0.1)
    if len(counts):
        keys = [Patch(facecolor="#555555", hatch=hatch, edgecolor="white") for hatch in HATCHES]
        axes.legend(keys, KINDS, frameon=False, ncols=3, loc="lower right", bbox_to_anchor=(1, 1))
    return figure


def draw_means(summary: pd.DataFrame, by: str, parties: Parties) -> Figure:
    """Means with their 95 % intervals, of the rows that have one (from `summarise_by`).

    The colour is that of the side: the column `side` where there is one, else the column `by`.
    """
    shown = summary[summary["mean"].notna()]
    if by == "side":
        shown = shown.set_index(by, drop=False).loc[order_sides(shown[by], parties)]
    figure, axes = _axes(len(shown))
    for place, row in enumerate(shown.to_dict("records")):
        colour = parties.colour(str(row.get("side", row[by])))
        axes.plot([row["low"], row["high"]], [place] * 2, color=colour, lw=3, solid_capstyle="butt")
        axes.plot([row["mean"]], [place], "o", color=colour, markersize=7, markeredgecolor="white")
    axes.set_yticks(range(len(shown)), [parties.label(str(name)) for name in shown[by]])
    axes.axvline(0, color="#777777", lw=0.8, zorder=0)
    axes.set_xlim(-1, 1)
    axes.set_xlabel("mean with 95 % interval; -1 to +1")
    if not len(shown):
        axes.set_title("too few to compare")
    return figure
