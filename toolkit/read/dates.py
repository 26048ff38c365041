"""Date strings to ISO dates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

FIRST, LAST = 1605, 2100  # the year of the first newspaper; a year that no article is from
CLOCK = r"(?:T\d.*|\s+\d{1,2}:\d\d.*|Z|[+-]\d\d:?\d\d)?"
YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){CLOCK}")
DOTS = re.compile(rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}){CLOCK}")
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:\.0+|T\d.*)?")
SECONDS = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
LONGEST = 60  # characters of a date in words
GAPS = (datetime(2000, 1, 1), datetime(2001, 12, 30))  # fill up a string that lacks day, month or year


def to_iso(raw: str | None) -> str | None:
    """YYYY-MM-DD, or None where the string is no date that can be read in one way only.

    Dots part day, month and year in this order, as where dots are used; ten or thirteen digits are the seconds or
    milliseconds since 1970. The time of day and its zone change nothing.

    >>> to_iso("3rd February 2026"), to_iso("2022-06-24T23:23:00Z"), to_iso("24/06/2022"), to_iso("02/03/2026")
    ('2026-02-03', '2022-06-24', '2022-06-24', None)
    """
    raw = (raw or "").strip()
    try:
        found = _numbers(raw) or _words(raw)
    except (ValueError, OverflowError):
        return None
    return found.isoformat() if found and FIRST <= found.year <= LAST else None


def _numbers(raw: str) -> date | None:
    """The date of a string in which each number's place says what it is."""
    if seconds := SECONDS.fullmatch(raw):
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds[1]))).date()
    for form in (YEAR_FIRST, DOTS, COMPACT):
        if found := form.fullmatch(raw):
            return date(int(found["y"]), int(found["m"]), int(found["d"]))
    return None


def _words(raw: str) -> date | None:
    """The date that dateutil reads whichever number comes first and whatever fills the gaps."""
    if len(raw) > LONGEST or raw.isdigit() or not YEAR.search(raw):
        return None
    from dateutil.parser import parse

    readings = {
        parse(raw, dayfirst=first, default=gap, ignoretz=True).date() for first in (True, False) for gap in GAPS
    }
    return readings.pop() if len(readings) == 1 else None
