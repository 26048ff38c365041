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
TWO_DAYS = re.compile(r"(?:0?[1-9]|1[0-2])([/ -])(?:0?[1-9]|1[0-2])\1\d{4}(?!\d)")
IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)|^\d{8}(?!\d)")
LONGEST = 60  # characters of a date in words
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "januar februar marts april maj juni juli august september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    )
    for number, name in enumerate(names.split(), start=1)
}
IN_WORDS = (
    re.compile(r"\b(?P<m>[^\W\d_]{3,12})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b"),
    re.compile(
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?"
        r"(?P<m>[^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(?P<y>\d{4})\b"
    ),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"),
)
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


def why_no_date(raw: str) -> str:
    """What keeps a string from being a date: two days that it can mean, or no day at all.

    >>> why_no_date("02/03/2026"), why_no_date("2023-13-45")
    ("the date '02/03/2026' can mean two days", "'2023-13-45' is no date")
    """
    shown = " ".join(raw.split())[:40]
    return f"the date {shown!r} can mean two days" if TWO_DAYS.match(raw.strip()) else f"{shown!r} is no date"


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


def find_date(line: str) -> str | None:
    """YYYY-MM-DD of the first date in a line that names the month in a known language, or writes it as ISO does.

    >>> find_date("March 1, 2022 Tuesday Late Edition"), find_date("Dienstag 7. März 2020"), find_date("Page 3")
    ('2022-03-01', '2020-03-07', None)
    """
    found = (match for form in IN_WORDS for match in form.finditer(line))
    for match in sorted(found, key=lambda match: match.start()):
        month = MONTHS.get(match["m"].lower(), match["m"])
        try:
            day = date(int(match["y"]), int(month), int(match["d"]))
        except ValueError:
            continue
        if FIRST <= day.year <= LAST:
            return day.isoformat()
    return None


def date_words(name: str) -> str | None:
    """The day in a file's name as written there, YYYY-MM-DD or, at the start, YYYYMMDD; None for none or several.

    >>> date_words("2022-02-20_083"), date_words("20220220 Talks"), date_words("2022-02-31"), date_words("report-7")
    ('2022-02-20', '20220220', None, None)
    """
    found = {day: words for words in IN_NAME.findall(name) if (day := to_iso(words))}
    return next(iter(found.values())) if len(found) == 1 else None
