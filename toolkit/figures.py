"""A table -> one figure; the plotted numbers are the table that is passed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lexicon import Parties

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("direct", "mixed", "indirect")
HATCHES = ("", "//", "..")


def count_kinds(frame: pd.DataFrame, by: str = "side") -> pd.DataFrame:
    """Statements of each kind for each side (or speaker): what `draw_counts` plots.

    >>> count_kinds(pd.DataFrame({"side": ["x"], "kind": ["direct"]})).loc["x", "direct"].item()
    1
    """
    return pd.crosstab(frame[by], frame["kind"]).reindex(columns=list(KINDS), fill_value=0).sort_index()


def _axes(rows: int) -> tuple[Figure, object]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 1.2 + 0.4 * max(rows, 1)), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def draw_counts(counts: pd.DataFrame, parties: Parties) -> Figure:
    """Bars of statements, the kinds stacked and told apart by hatching."""
    figure, axes = _axes(len(counts))
    left = pd.Series(0, index=counts.index)
    for kind, hatch in zip(KINDS, HATCHES, strict=True):
        colours = [parties.colour(str(side)) if side in parties.ids else "#777777" for side in counts.index]
        labels = [str(name) for name in counts.index]
        axes.barh(labels, counts[kind], left=left, color=colours, hatch=hatch, edgecolor="white", label=kind)  # type: ignore[attr-defined]
        left = left + counts[kind]
    axes.set_xlabel("statements")  # type: ignore[attr-defined]
    if len(counts):
        axes.legend(frameon=False)  # type: ignore[attr-defined]
    return figure


def draw_means(summary: pd.DataFrame, by: str, parties: Parties) -> Figure:
    """Means with their 95 % intervals, of the rows that have one (from `summarise_by`)."""
    shown = summary[summary["mean"].notna()]
    figure, axes = _axes(len(shown))
    for row in shown.to_dict("records"):
        colour = parties.colour(row[by]) if row[by] in parties.ids else "#777777"
        axes.plot([row["low"], row["high"]], [row[by]] * 2, color=colour, lw=3)  # type: ignore[attr-defined]
        axes.plot([row["mean"]], [row[by]], "o", color=colour)  # type: ignore[attr-defined]
    axes.axvline(0, color="#777777", lw=0.8)  # type: ignore[attr-defined]
    axes.set_xlim(-1, 1)  # type: ignore[attr-defined]
    axes.set_xlabel("mean, 95 % interval")  # type: ignore[attr-defined]
    if not len(shown):
        axes.set_title("too few to compare")  # type: ignore[attr-defined]
    return figure
