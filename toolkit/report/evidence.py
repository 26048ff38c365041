"""Which statements are shown as evidence, and all of them packed into the page."""

from __future__ import annotations

import base64
import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pandas as pd

from toolkit.report.data import Run
from toolkit.show import opening

SPEAKERS = 5
MAX_CHARS = 40_000_000
OFFSETS = ("content", "cue", "source")


def choose_evidence(frame: pd.DataFrame, *, speakers: int = SPEAKERS) -> pd.DataFrame:
    """For each side the first statement, by article and place, of its most quoted speakers; ties by name.

    The unknown speaker counts last. The rows come in the order of the side's speakers.

    >>> rows = pd.DataFrame({"side": "x", "speaker": ["a", "b", "b"], "doc": "d", "statement": range(3)})
    >>> list(choose_evidence(rows)["statement"])
    [1, 0]
    """
    if not len(frame):
        return frame
    counts = frame.groupby(["side", "speaker"]).size().rename("n").reset_index()
    counts = counts.assign(last=counts["speaker"] == "unknown")
    counts = counts.sort_values(["side", "last", "n", "speaker"], ascending=[True, True, False, True], kind="stable")
    counts = counts.groupby("side").head(speakers)
    first = frame.sort_values(["doc", "statement"], kind="stable").drop_duplicates(["side", "speaker"])
    return counts[["side", "speaker"]].merge(first, on=["side", "speaker"], how="left")


def pack_evidence(run: Run, *, max_chars: int = MAX_CHARS) -> str:
    """Every statement and its article's text as a data: address of gzipped JSON, the same bytes for the same run.

    Offsets are in UTF-16 units, as browsers count. Articles beyond `max_chars` characters keep their statements but
    not their text.

    >>> from toolkit.report.data import read_run
    >>> unpack = json.loads(gzip.decompress(base64.b64decode(pack_evidence(read_run()).partition(",")[2])))
    >>> len(unpack["rows"]) == len(read_run().statements)
    True
    """
    sides = [str(side) for side in sorted(run.statements["side"].astype(str).unique())]
    articles, places = _articles(run, max_chars)
    value = {
        "scores": run.columns,
        "sides": [[side, run.parties.label(side), run.parties.colour(side)] for side in sides],
        "articles": articles,
        "rows": [_row(row, places, articles, run.columns) for row in run.statements.to_dict("records")],
    }
    raw = json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
    packed = bytearray(gzip.compress(raw, 9, mtime=0))
    packed[9] = 255  # the operating system, which Python versions name differently
    return "data:application/gzip;base64," + base64.b64encode(packed).decode("ascii")


def _articles(run: Run, max_chars: int) -> tuple[list[dict[str, Any]], dict[str, tuple[int, str]]]:
    """The articles, those without statements too, and for each its number and text."""
    rows: list[dict[str, Any]] = []
    places: dict[str, tuple[int, str]] = {}
    for row in run.articles.to_dict("records"):
        text = _text(row.get("text"))
        max_chars -= len(text)
        facts = {name: _text(row.get(name)) for name in ("title", "date", "outlet", "url")}
        facts["title"] = facts["title"] or opening(text)
        facts["url"] = facts["url"] if facts["url"].startswith(("https://", "http://")) else ""
        places[row["doc"]] = (len(rows), text)
        rows.append({"doc": str(row["doc"]), **facts, "text": text if max_chars >= 0 else ""})
    return rows, places


def _row(
    row: dict[Any, Any], places: dict[str, tuple[int, str]], articles: list[dict[str, Any]], scores: Iterable[str]
) -> list[Any]:
    """[article, side, speaker, office, kind, reason, pieces, cue, source, scores, words unless the text is packed]."""
    number, text = places.get(row["doc"], (-1, ""))
    pieces, cue, source = (_units(text, json.loads(row.get(name) or "null")) for name in OFFSETS)
    values = [None if pd.isna(row[name]) else round(float(row[name]), 3) for name in scores]
    packed = number >= 0 and bool(articles[number]["text"])
    facts = [_text(row.get(name)) for name in ("side", "speaker", "office", "kind", "reason")]
    return [number, *facts, pieces or [], cue, source, values, "" if packed else _text(row["text"])]


def _units(text: str, offsets: Any) -> Any:
    """Offsets, nested as given, in UTF-16 units."""
    if text.isascii() or offsets is None:
        return offsets
    if isinstance(offsets, list):
        return [_units(text, one) for one in offsets]
    return offsets + bisect_left(_astral(text), offsets)


@lru_cache(maxsize=1)
def _astral(text: str) -> tuple[int, ...]:
    """Where the characters stand that take two UTF-16 units."""
    return tuple(i for i, c in enumerate(text) if c > "\uffff")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
