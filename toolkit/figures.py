"""A table -> one figure; the plotted numbers are the table that is passed in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.compare import read_day, show_p
from toolkit.lexicon import Parties
from toolkit.model import UNKNOWN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("direct", "mixed", "indirect")
FILLS = {"direct": (1.0, ""), "mixed": (0.62, "//////"), "indirect": (0.32, "")}  # how dense, and hatched or not
INK, GREY = "#000000", "#6b7075"
SMALL, LARGE = 9, 10  # points
MARKERS = ("o", "s", "^", "D", "v")
P_VALUES = ("p", "p_holm")
DPI = 144  # of a figure that shows itself


def count_kinds(frame: pd.DataFrame, by: str = "side") -> pd.DataFrame:
    """Statements of each kind for each side (or speaker): what `draw_counts` plots.

    >>> count_kinds(pd.DataFrame({"side": ["x"], "kind": ["direct"]})).loc["x", "direct"].item()
    1
    """
    return pd.crosstab(frame[by], frame["kind"]).reindex(columns=list(KINDS), fill_value=0).sort_index()


def show_numbers(table: pd.DataFrame, *, digits: int = 2) -> pd.DataFrame:
    """The table as text, to stand beneath its figure: numbers rounded, a dash where there is none; p is never 0.

    >>> show_numbers(pd.DataFrame({"mean": [0.126, None], "p": [0.0004, 0.03]})).values.tolist()
    [['0.13', '< 0.001'], ['–', '0.030']]
    >>> show_numbers(pd.DataFrame({"difference": [-0.001]})).values.tolist()
    [['0.00']]
    """

    def shown(name: object, value: object) -> str:
        if value is None or value is pd.NA or (isinstance(value, float) and value != value):
            return "–"
        if isinstance(value, float) and name in P_VALUES:
            return show_p(value).removeprefix("= ")
        return f"{value:z.{digits}f}" if isinstance(value, float) else str(value)

    return pd.DataFrame({name: [shown(name, value) for value in table[name]] for name in table}, index=table.index)


def order_sides(sides: Iterable[str], parties: Parties) -> list[str]:
    """The sides in the order of the parties file, those that it does not name after them, unknown last.

    >>> from toolkit.lexicon import read_parties
    >>> order_sides(["unknown", "ukraine", "russia"], read_parties())
    ['russia', 'ukraine', 'unknown']
    """
    known = parties.ids
    return sorted(sides, key=lambda s: (s == UNKNOWN, known.index(s) if s in known else len(known), s))


@cache
def _shown() -> type[Figure]:
    """Figures that a notebook draws by themselves: matplotlib's are drawn only after pyplot was imported."""
    from matplotlib import figure

    class Figure(figure.Figure):
        """A figure that shows itself."""

        def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
            png = BytesIO()
            self.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
            width, height = self.get_size_inches() * self.dpi
            return png.getvalue(), {"width": round(width), "height": round(height)}

    return Figure


def _label(side: object, parties: Parties) -> str:
    """The side's label; the unknown side in words."""
    return "side unknown" if side == UNKNOWN else parties.label(str(side))


def _axes(rows: int) -> tuple[Figure, Any]:
    figure = _shown()(figsize=(7, 0.85 + 0.38 * max(rows, 1)), layout="constrained")
    axes: Any = figure.subplots()
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL)
    axes.tick_params(axis="y", labelsize=LARGE)
    axes.grid(axis="x", color=INK, alpha=0.14, lw=0.7)
    axes.set_axisbelow(True)
    axes.invert_yaxis()
    return figure, axes


def draw_counts(counts: pd.DataFrame, parties: Parties) -> Figure:
    """Bars of statements, the kinds stacked, told apart by density and hatching; the total beside each bar."""
    counts = counts.loc[order_sides(counts.index, parties)]
    figure, axes = _axes(len(counts))
    places = range(len(counts))
    colours = [parties.colour(str(side)) for side in counts.index]
    left = pd.Series(0, index=counts.index)
    for kind, (dense, hatch) in FILLS.items():
        fills = [(colour, dense) for colour in colours]
        axes.barh(places, counts[kind], left=left, color=fills, hatch=hatch, edgecolor="white", height=0.66)
        left = left + counts[kind]
    axes.set_yticks(list(places), [_label(side, parties) for side in counts.index])
    for place, total in zip(places, left, strict=True):
        axes.annotate(
            f"{total:,}", (total, place), xytext=(5, 0), textcoords="offset points", va="center", fontsize=SMALL
        )
    axes.set_xlabel("statements", fontsize=SMALL)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.margins(x=0.1)
    if len(counts):
        _name_kinds(axes)
    return figure


def _name_kinds(axes: Any) -> None:
    """The legend of the kinds, above the bars."""
    from matplotlib.patches import Patch

    keys = [Patch(facecolor=(GREY, dense), hatch=hatch, edgecolor="white") for dense, hatch in FILLS.values()]
    axes.legend(
        keys, FILLS, frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, 1), fontsize=SMALL, borderpad=0
    )


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
        if row["low"] is not None:
            axes.plot([row["low"], row["high"]], [place] * 2, color=colour, lw=3, solid_capstyle="butt")
        axes.plot([row["mean"]], [place], "o", color=colour, markersize=7, markeredgecolor="white")
    axes.set_yticks(range(len(shown)), [_label(name, parties) for name in shown[by]])
    axes.axvline(0, color=INK, alpha=0.6, lw=0.9, zorder=0)
    axes.set_xlim(-1, 1)
    axes.set_xlabel("mean with 95 % interval, \N{MINUS SIGN}1 to +1", fontsize=SMALL)
    if not len(shown):
        axes.set_title("too few to compare")
    return figure


def draw_estimates(table: pd.DataFrame, names: str = "estimate") -> Figure:
    """Differences with their 95 % intervals, one a row, for rows that have one (`compare_all`, `correct_sides`)."""
    shown = table[table["low"].notna()]
    figure, axes = _axes(len(shown))
    for place, row in enumerate(shown.to_dict("records")):
        axes.plot([row["low"], row["high"]], [place] * 2, color="#444444", lw=3, solid_capstyle="butt")
        axes.plot([row["difference"]], [place], "o", color="#444444", markersize=7, markeredgecolor="white")
    axes.set_yticks(range(len(shown)), [str(name) for name in shown[names]])
    axes.axvline(0, color=INK, alpha=0.6, lw=0.9, zorder=0)
    axes.set_xlabel("difference with 95 % interval", fontsize=SMALL)
    if not len(shown):
        axes.set_title("too few to compare")
    return figure


def draw_words(words: pd.DataFrame, a: str, b: str, parties: Parties, *, limit: int = 12) -> Figure:
    """The `limit` most distinctive words of each side, bars as long as z, b's to the left (`distinctive_words`)."""
    shown = pd.concat([words[words["z"] > 0].head(limit), words[words["z"] < 0].tail(limit)])
    figure, axes = _axes(len(shown))
    colours = [parties.colour(a if z > 0 else b) for z in shown["z"]]
    axes.barh(range(len(shown)), shown["z"], color=colours, height=0.7)
    axes.margins(y=0.01)
    axes.set_yticks(range(len(shown)), list(shown["word"]))
    axes.axvline(0, color=INK, alpha=0.6, lw=0.9)
    said = f"{parties.label(b)} \N{LEFTWARDS ARROW} z of the log-odds ratio \N{RIGHTWARDS ARROW} {parties.label(a)}"
    axes.set_xlabel(said, fontsize=SMALL)
    if not len(shown):
        axes.set_title("too few words to compare")
    return figure


def draw_shift(shift: pd.DataFrame, a: str, b: str, parties: Parties, *, limit: int = 16) -> Figure:
    """The `limit` words that make most of the difference of two sides (`word_shift`), the largest on top.

    A bar to the right is a word that raises a above b. Beside it stands whether the word is positive or negative (+, -)
    and who uses it more (the colour).
    """
    shown = shift.head(limit)
    figure, axes = _axes(len(shown))
    colours = [parties.colour(a if x > y else b) for x, y in zip(shown["a"], shown["b"], strict=True)]
    axes.barh(range(len(shown)), shown["shift"], color=colours, height=0.7)
    axes.margins(y=0.01)
    signs = ("+" if score > 0 else "\N{MINUS SIGN}" for score in shown["score"])
    axes.set_yticks(range(len(shown)), [f"{word} {sign}" for word, sign in zip(shown["word"], signs, strict=True)])
    axes.axvline(0, color=INK, alpha=0.6, lw=0.9)
    whole = f"{shift['shift'].sum():+.3f}".replace("-", "\N{MINUS SIGN}")
    axes.set_xlabel(f"part of the difference {parties.label(a)} minus {parties.label(b)}: {whole}", fontsize=SMALL)
    if not len(shown):
        axes.set_title("too few words to compare")
    return figure


def draw_stances(matrix: pd.DataFrame, parties: Parties, *, by: str = "side") -> Figure:
    """Side by target: red against, blue in favor, the mean and the statements in each cell (`stance_matrix`).

    A cell with too few statements for a mean is white and shows their number only.
    """
    sides = order_sides(matrix[by].unique(), parties)
    counts = matrix.groupby("target")["statements"].sum()
    targets = sorted(counts.index, key=lambda name: (-counts[name], name))
    figure, axes = _axes(len(targets))
    for row in matrix.to_dict("records"):
        x, y, few = sides.index(row[by]), targets.index(row["target"]), pd.isna(row["mean"])
        said = f"n = {row['statements']}" if few else f"{row['mean']:+.2f}\nn = {row['statements']}"
        colour = "#ffffff" if few else _diverging(float(row["mean"]))
        axes.barh([y], [1], left=[x - 0.5], height=1, color=colour, edgecolor="#cccccc")
        axes.annotate(said, (x, y), ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(sides)), [parties.label(str(side)) for side in sides])
    axes.set_yticks(range(len(targets)), targets)
    axes.set_xlabel("who speaks; red: against the target, blue: in favor of it")
    if not targets:
        axes.set_title("no targets")
    return figure


def _diverging(mean: float) -> str:
    """A pale red at -1, white at 0, a pale blue at +1: dark text stays readable."""
    end = (0x7F, 0xB2, 0xE5) if mean > 0 else (0xE5, 0x8E, 0x7F)
    share = min(abs(mean), 1.0)
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in end)


def draw_timeline(table: pd.DataFrame, parties: Parties, *, by: str = "side", date: str | None = None) -> Figure:
    """Means with intervals over time, for periods that have one (`timeline`); a line at `date`.

    Each mean is drawn over its whole period, from the first day to the last, with a mark in the middle; where a period
    has none, there is a gap.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    shown = table[table["mean"].notna()]
    figure = _shown()(figsize=(7, 3.2), layout="constrained")
    axes: Any = figure.subplots()
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL)
    axes.grid(axis="y", color=INK, alpha=0.14, lw=0.7)
    for side, marker in zip(order_sides(shown[by].unique(), parties), cycle(MARKERS), strict=False):
        part = shown[shown[by] == side]
        steps, colour = _steps(part), parties.colour(side)
        first, end = steps["day"][::3].to_numpy(), steps["day"][1::3].to_numpy()
        middle, mean = first + (end - first) / 2, steps["mean"][::3]
        axes.plot(middle, mean, marker, ls="", color=colour, label=parties.label(side), markersize=4.5)
        axes.plot(steps["day"], steps["mean"], color=colour, lw=1.6)
        axes.fill_between(steps["day"], steps["low"], steps["high"], color=colour, alpha=0.16, lw=0)
    axes.axhline(0, color=INK, alpha=0.6, lw=0.9, zorder=0)
    axes.set_ylabel(" ".join(filter(None, ("mean", table.attrs.get("score"), "with 95 % interval"))), fontsize=SMALL)
    if date:
        day = pd.Timestamp(read_day(date))
        axes.axvline(day, color=INK, lw=1, ls="--")
        axes.annotate(date, (day, 1), xycoords=("data", "axes fraction"), xytext=(4, -9),
                      textcoords="offset points", fontsize=SMALL)  # fmt: skip
    if len(shown):
        locator = AutoDateLocator(maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.legend(frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, 1), fontsize=SMALL, borderpad=0)
    else:
        axes.set_title("too few to compare")
    return figure


def _steps(part: pd.DataFrame) -> pd.DataFrame:
    """Three rows a period: its first day, the end of its last, and a gap."""
    rows = part.sort_values("period", ignore_index=True)
    first, end = pd.to_datetime(rows["period"]), pd.to_datetime(rows["until"]) + pd.Timedelta(days=1)
    numbers = rows[["mean", "low", "high"]].astype(float)
    parts = [numbers.assign(day=first), numbers.assign(day=end), (numbers * math.nan).assign(day=end)]
    return pd.concat(parts).sort_index(kind="stable", ignore_index=True)
