"""Sentences with one target each -> favor, neutral or against, with calibrated probabilities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.errors import InputError
from toolkit.extract import DEFAULT_ENGINE
from toolkit.model import LeftOut, Span
from toolkit.score.inputs import sentence_pieces
from toolkit.score.mentions import find_mentions
from toolkit.score.model import FACTS, STANCES, judge, load_scorer


def read_pairs(path: Path) -> Iterator[tuple[str, str, Span] | LeftOut]:
    """Id, text and target of each line of a JSON Lines file; a line that lacks one is left out, with its number."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 ({error.reason})", where=str(path), hint="convert it to UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield to_pair(json.loads(line))
            except (ValueError, RecursionError) as error:
                yield LeftOut(f"{path}, line {number}", f"{error}; expected " + EXPECTED)


TOGETHER = 64  # pairs that are scored at once
EXPECTED = '{"id": "1", "text": "Ann is right", "target": [0, 3]}'


def to_pair(row: object) -> tuple[str, str, Span]:
    """Id, text and target of one object; ValueError says what is wrong with it.

    >>> to_pair({"id": "1", "text": "Ann is right", "target": [0, 3]})
    ('1', 'Ann is right', Span(start=0, end=3))
    """
    if not isinstance(row, dict):
        raise ValueError("not an object")
    name, text, target = row.get("id"), row.get("text"), row.get("target")
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise ValueError("no id")
    if not isinstance(text, str):
        raise ValueError("no text")
    if not isinstance(target, list) or len(target) != 2 or not all(type(n) is int for n in target):
        raise ValueError("target is not [start, end]")
    if not 0 <= target[0] < target[1] <= len(text):
        raise ValueError(f"target {target} outside the text of {len(text)} characters")
    return name, text, Span(*target)  # type: ignore[return-value]


def score_stance(text: str, target: Span, *, engine: str = DEFAULT_ENGINE) -> dict[str, float]:
    """The probability of each stance that a text takes toward the words at `target`; names do not count.

    >>> found = score_stance("Ann is a hero and everybody loves her", Span(0, 3))
    >>> max(found, key=found.get)
    'favor'
    """
    return _stances([(text, target)], engine)[0]


def _stances(pairs: Sequence[tuple[str, Span]], engine: str) -> list[dict[str, float]]:
    nothing = np.zeros((1, FACTS), np.float32)
    inputs = [(sentence_pieces(text, target, find_mentions(text)), nothing) for text, target in pairs]
    found = judge(inputs, load_scorer(engine), scheme="sentence")
    return [{name: round(float(p), 4) for name, p in zip(STANCES, one.stance[0], strict=True)} for one in found]


def score_pairs(paths: Iterable[Path], *, engine: str = DEFAULT_ENGINE) -> Iterator[dict[str, Any] | LeftOut]:
    """One object a line of the files: id, stance, p; what could not be read is passed through."""
    load_scorer(engine)
    rows = (row for path in paths for row in read_pairs(path))
    while part := list(islice(rows, TOGETHER)):
        pairs = [row for row in part if not isinstance(row, LeftOut)]
        found = iter(_stances([(text, target) for _, text, target in pairs], engine))
        for row in part:
            if isinstance(row, LeftOut):
                yield row
            else:
                p = next(found)
                yield {"id": row[0], "stance": max(p, key=p.__getitem__), "p": p}
