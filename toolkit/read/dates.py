"""Date strings to ISO dates."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d")
LEADING = re.compile(r"\d{4}-\d{2}-\d{2}")


def to_iso(raw: str | None) -> str | None:
    """YYYY-MM-DD, or None where the string is no date that can be read in one way only.

    >>> to_iso("3 February 2026"), to_iso("2022-06-24T23:23:00Z"), to_iso("02/03/26")
    ('2026-02-03', '2022-06-24', None)
    """
    if not raw:
        return None
    raw = raw.strip()
    try:
        if LEADING.match(raw):
            return datetime.strptime(raw[:10], "%Y-%m-%d").date().isoformat()
    except ValueError:
        return None
    for form in FORMATS:
        try:
            return datetime.strptime(raw, form).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(raw).date().isoformat()
    except (ValueError, TypeError):
        return None
