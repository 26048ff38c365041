"""Every statement and its article's text, packed into as many pages as their size asks for."""

from __future__ import annotations

import base64
import gzip
import json
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from toolkit.report.data import Run
from toolkit.show import opening

PART = 3_000_000  # bytes of one page's evidence when packed: 4 MB of the page
STEP = 50  # articles that are measured together
ROW = 50  # bytes of a statement when packed
LEVEL = 6
OFFSETS = ("content", "cue", "source")
FACTS = ("side", "speaker", "office", "kind", "reason")
MORE = ("framing", "certainty")


@dataclass(frozen=True, slots=True)
class Part:
    """The evidence of some articles: their places in the run, the numbers of their statements, and all of it packed."""

    articles: range
    numbers: tuple[int, ...]
    packed: bytes

    @property
    def address(self) -> str:
        """The packed evidence as a data: address."""
        return "data:application/gzip;base64," + base64.b64encode(self.packed).decode("ascii")


def pack_evidence(run: Run, *, size: int = PART) -> list[Part]:
    """Parts of whole articles with their statements, none larger than `size` bytes unless a few articles are.

    Each is gzipped JSON, the same bytes for the same run. Offsets are in UTF-16 units, as browsers count. Statements
    are numbered as in the run.

    >>> from toolkit.report.data import read_run
    >>> [part] = pack_evidence(read_run())
    >>> len(json.loads(gzip.decompress(part.packed))["rows"]) == len(part.numbers)
    True
    """
    articles = run.articles.to_dict("records")
    rows: dict[Any, list[tuple[int, dict[Any, Any]]]] = {}
    for number, row in enumerate(run.statements.to_dict("records")):
        rows.setdefault(row["doc"], []).append((number, row))
    ends = _cuts(articles, rows, size) or [len(articles)]
    starts = [0, *ends[:-1]]
    return [_part(run, articles, rows, range(a, b), last=b == ends[-1]) for a, b in zip(starts, ends, strict=True)]


def _cuts(articles: list[dict[Any, Any]], rows: dict[Any, list[Any]], size: int) -> list[int]:
    """Where a part ends: the next articles would make it too large. STEP articles at a time are packed to see it."""
    ends, full = [], 0
    for start in range(0, len(articles), STEP):
        step = articles[start : start + STEP]
        texts = json.dumps([_text(row.get("text")) for row in step]).encode("ascii")
        more = len(gzip.compress(texts, 1)) + ROW * sum(len(rows.get(row["doc"], ())) for row in step)
        if full and full + more > size:
            ends.append(start)
            full = 0
        full += more
    return [*ends, len(articles)] if articles else []


def _part(run: Run, articles: list[dict[Any, Any]], rows: dict[Any, list[Any]], which: range, *, last: bool) -> Part:
    chosen = [articles[number] for number in which]
    own = [(place, one) for place, row in enumerate(chosen) for one in rows.get(row["doc"], [])]
    if last:  # statements of no article that the run holds
        known = {row["doc"] for row in articles}
        own += [(-1, one) for doc, many in rows.items() if doc not in known for one in many]
    own.sort(key=lambda pair: pair[1][0])
    sides = sorted({str(row["side"]) for _, (_, row) in own})
    texts, scores = [_text(row.get("text")) for row in chosen], run.columns
    value = {
        "scores": scores,
        "sides": [[side, run.parties.label(side), run.parties.colour(side)] for side in sides],
        "articles": [_article(row) for row in chosen],
        "numbers": [number for _, (number, _) in own],
        "rows": [_row(row, place, texts[place] if place >= 0 else "", scores) for place, (_, row) in own],
    }
    return Part(which, tuple(number for _, (number, _) in own), _pack(value))


def _pack(value: dict[str, Any]) -> bytes:
    raw = json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii")
    packed = bytearray(gzip.compress(raw, LEVEL, mtime=0))
    packed[9] = 255  # the operating system, which Python versions name differently
    return bytes(packed)


def _article(row: dict[Any, Any]) -> dict[str, str]:
    text = _text(row.get("text"))
    facts = {name: _text(row.get(name)) for name in ("title", "date", "outlet", "url")}
    facts["title"] = facts["title"] or opening(text)
    facts["url"] = facts["url"] if facts["url"].startswith(("https://", "http://")) else ""
    return {"doc": str(row["doc"]), **facts, "text": text}


def _row(row: dict[Any, Any], place: int, text: str, scores: list[str]) -> list[Any]:
    """[article, side, speaker, office, kind, reason, pieces, cue, source, scores, words, framing, certainty, targets].

    The words are given only where the text that holds them is not.
    """
    pieces, cue, source = (_units(text, json.loads(row.get(name) or "null")) for name in OFFSETS)
    values = [None if pd.isna(row[name]) else round(float(row[name]), 3) for name in scores]
    facts, more = ([_text(row.get(name)) for name in names] for names in (FACTS, MORE))
    targets = [[one["name"], one["stance"]] for one in json.loads(_text(row.get("targets")) or "[]")]
    words = "" if place >= 0 else _text(row["text"])
    return [place, *facts, pieces or [], cue, source, values, words, *more, targets]


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
