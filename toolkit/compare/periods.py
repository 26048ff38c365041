"""The course of a score over time, and its change around a named date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Day
from datetime import datetime

import pandas as pd

from toolkit.compare.differences import Difference, compare_pair, summarise_by
from toolkit.compare.groups import check_columns, check_groups
from toolkit.errors import InputError

EVERY = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def read_day(text: str) -> Day:
    """The day of a date as the tables write it; InputError where it is none.

    >>> read_day("2022-02-24").year
    2022
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        raise InputError(f"{text!r} is no date", hint="write it as 2022-02-24") from None


def _check_every(every: str) -> None:
    if every not in EVERY:
        raise InputError(f"unknown period {every!r}", hint=f"use one of {', '.join(EVERY)}")


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    days = pd.to_datetime(frame["date"], errors="coerce", format="%Y-%m-%d")
    return frame.assign(day=days).dropna(subset=["day"])


def add_periods(frame: pd.DataFrame, *, every: str = "month", event: str | None = None) -> pd.DataFrame:
    """The table with a column `period`: the day, week, month, quarter or year, or the side of a named date; None
    without a date. `attrs["undated"]` counts those.

    >>> rows = pd.DataFrame({"date": ["2022-02-24", "2021-12-31", None]})
    >>> add_periods(rows)["period"].tolist()
    ['2022-02', '2021-12', None]
    >>> add_periods(rows, event="2022-02-24")["period"].tolist()
    ['from 2022-02-24 on', 'before 2022-02-24', None]
    """
    _check_every(every)
    check_columns(frame, ["date"])
    dated = _dated(frame)["day"]
    if event is None:
        names = dated.dt.to_period(EVERY[every]).astype(str)
    else:
        after, before = around_names(event)
        names = (dated >= pd.Timestamp(read_day(event))).map({True: after, False: before})
    found = frame.assign(period=names.astype(object).reindex(frame.index).where(frame.index.isin(dated.index), None))
    found.attrs["undated"] = len(frame) - len(dated)
    return found


def around_names(event: str) -> tuple[str, str]:
    """The two periods around a date, the later first.

    >>> around_names("2022-02-24")
    ('from 2022-02-24 on', 'before 2022-02-24')
    """
    return f"from {event} on", f"before {event}"


def timeline(frame: pd.DataFrame, column: str, *, every: str = "month", by: str = "side", seed: int) -> pd.DataFrame:
    """One row a group and period (its first day; `until`, its last): statements, articles, mean, low, high, note.

    Statements without a date are left out; `attrs["undated"]` of the table counts them, `attrs["score"]` is the column.

    >>> rows = pd.DataFrame({"doc": ["d"], "statement": 0, "side": "x", "date": "2022-02-24", "tone": 0.0})
    >>> timeline(rows, "tone", every="week", seed=1).loc[0, "period"]
    '2022-02-21'
    """
    _check_every(every)
    check_columns(frame, ["date", by, column])
    dated = _dated(frame)
    dated["period"] = dated["day"].dt.to_period(EVERY[every]).dt.start_time.dt.strftime("%Y-%m-%d")
    tables = [summarise_by(part, "period", column, seed=seed).assign(**{by: g}) for g, part in dated.groupby(by)]
    tables = [table.assign(until=_last_days(table["period"], every)) for table in tables]
    names = [by, "period", "until", "statements", "articles", "mean", "low", "high", "note"]
    found = pd.concat(tables, ignore_index=True)[names] if tables else pd.DataFrame(columns=names, dtype=object)
    found.attrs |= {"undated": len(frame) - len(dated), "score": column}
    return found


def _last_days(firsts: pd.Series, every: str) -> pd.Series:
    """The last day of each period, as the tables write it."""
    return pd.to_datetime(firsts).dt.to_period(EVERY[every]).dt.end_time.dt.strftime("%Y-%m-%d")


def compare_around(
    frame: pd.DataFrame, group: str, column: str, date: str, *, by: str = "side", seed: int
) -> Difference:
    """From the date on minus before it, for one group; statements without a date are left out and counted.

    >>> rows = pd.DataFrame({"doc": ["d"], "statement": 0, "side": "x", "date": "2022-02-24", "tone": 0.0})
    >>> compare_around(rows, "x", "tone", "2022-02-24", seed=1).a
    'x from 2022-02-24 on'
    """
    day = pd.Timestamp(read_day(date))
    check_columns(frame, ["date", column])
    check_groups(frame, [group], by)
    part = frame[frame[by] == group]
    dated = _dated(part)
    after, before = f"{group} from {date} on", f"{group} before {date}"
    dated["_period"] = (dated["day"] >= day).map({True: after, False: before})
    found = compare_pair(dated, (after, before), column, by="_period", seed=seed)
    return replace(found, undated=len(part) - len(dated), shuffled=found.shuffled.replace("sides", "periods"))
