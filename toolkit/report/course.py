"""Who takes which stance toward whom, and how a score went over time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from toolkit.agreement.measured import state_agreement
from toolkit.compare import MIN_N, compare_around, show_p, stance_matrix, timeline
from toolkit.compare.effects import holm
from toolkit.figures import draw_timeline, order_sides
from toolkit.report.answer import beyond_measured, top_sides
from toolkit.report.blocks import Block, Blocks, Cell, Column, Table, Text
from toolkit.report.cells import INTERVAL, label_of, mean_cell, named
from toolkit.report.data import Run
from toolkit.report.pictures import picture

TARGETS = 12
LONG_STANCES = ("stance toward names", "stance toward issues")  # of `benchmarks/speeches.py`
READ = " Read the statements behind a cell before you rely on it."
PERIODS = {"week": (21, 200), "month": (90, 2000), "year": (700, 10**6)}  # the spans in days that each suits


def describe_stances(run: Run, *, seed: int) -> Blocks:
    """Side by target: the mean stance with its interval and number, or that there are too few; what it is worth."""
    if "targets" not in run.statements:
        return Blocks((Text(("The run holds no targets.",)),))
    matrix = stance_matrix(run.statements, limit=TARGETS, seed=seed)
    if not len(matrix):
        return Blocks((Text(("No target was found in the statements.",)),))
    sides = order_sides(matrix["side"].unique(), run.parties)
    counts = matrix.groupby("target")["statements"].sum()
    targets = sorted(counts.index, key=lambda name: (-counts[name], name))
    cells = {(row["side"], row["target"]): _stance(row) for row in matrix.to_dict("records")}
    rows = tuple(
        (Cell(target), *(cells.get((side, target), Cell("", more=(None, None, 0))) for side in sides))
        for target in targets
    )
    heads = (Column("target"), *(Column(label_of(side, run.parties), True, (*INTERVAL, "n")) for side in sides))
    caption = (
        "Mean stance of each side (columns) toward the targets named most (rows): from −1 (against) over 0 (neutral) "
        "to +1 (in favor), with its 95 % interval and the number of statements n. Fewer than "
        f"{MIN_N}: too few, no mean."
    )
    caveat = _worth(run.engine) + beyond_measured(run, *LONG_STANCES)
    return Blocks((Text((caveat,), "caveat", (READ,)), Table("stances", caption, heads, rows)))


def _stance(row: dict[Any, Any]) -> Cell:
    shows = {"side": str(row["side"]), "target": str(row["target"])}
    return _with_number(mean_cell(row, shows, tint=True), int(row["statements"]))


def _with_number(cell: Cell, n: int) -> Cell:
    """A mean with its number of statements beneath its interval."""
    note = f"too few (n = {n:,})" if cell.value is None else f"{cell.note}\nn = {n:,}"
    return replace(cell, note=note, more=(*cell.more, n))


def _worth(engine: str) -> str:
    """How far targets, and stances toward a given target, agree with human coders."""
    found, toward = (state_agreement(what, engine) for what in ("targets", "stance"))
    return f"Finding {found} Toward a given target, {toward}"


def describe_timeline(run: Run, *, seed: int, event: str = "") -> Blocks:
    """The headline score of the sides quoted most over time, and its change around a named date."""
    column, sides = run.headline, top_sides(run, 3)
    part = run.statements[run.statements["side"].isin(sides)]
    if column is None:
        return Blocks((Text(("There is no score to follow over time.",)),))
    if not len(_days(part)):
        return Blocks((Text((_dateless(run),)),))
    blocks: list[Block] = [*_course(run, part, sides, event, seed=seed), *_undated(part)]
    if event:
        blocks += [Text((words,)) for words in _around(run, sides, column, event, seed=seed)]
    return Blocks(tuple(blocks))


def _dateless(run: Run) -> str:
    """That nothing is said over time, why, and how to give the dates."""
    none = "No article has a date" if not len(_days(run.articles)) else "No article that quotes these sides has a date"
    return (
        f"{none}, so nothing is said over time. Give it in a table's column “date” (any other name by --columns "
        'date=NAME), or for a text file in a .json of the same name beside it, as {"date": "2022-02-24"}.'
    )


def _course(run: Run, part: pd.DataFrame, sides: list[str], event: str, *, seed: int) -> list[Block]:
    """Figure and numbers by the finest period that suits the span and has a mean, or why there are none."""
    column, dates = str(run.headline), _days(part)
    span = int((dates.max() - dates.min()).days) if len(dates) else 0
    for every in (name for name, (least, most) in PERIODS.items() if least <= span <= most):
        table = timeline(part, column, every=every, seed=seed)
        if table["mean"].notna().any():
            inside = event if event and str(dates.min().date()) <= event <= str(dates.max().date()) else None
            words = f"Mean {column} by {every}, with 95 % intervals (bands), of the sides quoted most"
            words += f". Each mean is drawn over its whole {every}; where a {every} has none, there is a gap"
            words += f". The dashed line is {event}{_mixed(table, event, every)}" if inside else ""
            drawn = picture(draw_timeline(table, run.parties, date=inside), "timeline", words)
            return [drawn, _periods(run, table, sides, every)]
    few = f"{PERIODS['week'][0]} are needed"
    why = f"in no period has a side {MIN_N} statements" if span >= PERIODS["week"][0] else few
    return [Text((f"No timeline: the dated articles span {span} day{'s' * (span != 1)}, and {why}.",))]


def _mixed(table: pd.DataFrame, event: str, every: str) -> str:
    """That the period of the event holds statements from either side of it, unless it begins with it."""
    mixed = ((table["period"] < event) & (event <= table["until"])).any()
    return f": the mean of the {every} that it falls in mixes statements from before and after" if mixed else ""


def _undated(part: pd.DataFrame) -> list[Block]:
    """How many statements stand in no period, since their articles have no date."""
    many = len(part) - len(_days(part))
    if not many:
        return []
    one = many == 1
    said = f"{many:,} of the {len(part):,} statements of these sides {'is' if one else 'are'} in no period: "
    return [Text((f"{said}{'its article has' if one else 'their articles have'} no date.",))]


def _days(frame: pd.DataFrame) -> pd.Series:
    dates = frame["date"] if "date" in frame else pd.Series(dtype=object)
    return pd.to_datetime(dates, errors="coerce", format="%Y-%m-%d").dropna()


def _periods(run: Run, table: pd.DataFrame, sides: list[str], every: str) -> Table:
    """The numbers of the timeline: periods by sides."""
    found = {(row["period"], row["side"]): row for row in table.to_dict("records")}
    rows = []
    for period in sorted(table["period"].unique()):
        cells = [_period(found.get((period, side)), side) for side in sides]
        rows.append((Cell(period), *cells))
    heads = (Column(f"{every} from"), *(Column(run.parties.label(side), True, (*INTERVAL, "n")) for side in sides))
    caption = f"The numbers of the figure: mean by {every} with its 95 % interval and the number of statements n"
    return Table("timeline", caption, heads, tuple(rows), folded=True)


def _period(row: dict[Any, Any] | None, side: str) -> Cell:
    if row is None:
        return Cell("", more=(None, None, 0))
    shows = {"side": side, "from": str(row["period"]), "until": str(row["until"])}
    return _with_number(mean_cell(row, shows), int(row["statements"]))


def _around(run: Run, sides: list[str], column: str, event: str, *, seed: int) -> list[str]:
    """The change of each side around the date, in words, its p adjusted for the number of these changes."""
    found = {side: compare_around(run.statements, side, column, event, seed=seed) for side in sides}
    tested = [side for side in sides if found[side].p is not None]
    adjusted = dict(zip(tested, holm([float(found[side].p or 0) for side in tested]), strict=True))
    out = []
    for side in sides:
        label = named(side, run.parties)
        said = found[side].describe(f"{label} from {event} on", f"{label} before")
        family = f"Adjusted for the {len(tested)} changes of this section (Holm), p {show_p(adjusted.get(side, 1.0))}."
        out.append(" ".join(filter(None, (said, found[side].chance, family * (side in tested and len(tested) > 1)))))
    return out
