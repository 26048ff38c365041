"""Token scores to spans: the best sequence of labels in which no span goes on that did not begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Scores
from toolkit.model import Span

ROLES = ("content", "cue", "source")
NEVER = -1e9  # log-probability of what cannot be
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A span: its first and last word token, its characters, and the mean log-probability of its labels."""

    first: int
    last: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text: the token that each begins with, its characters, and the log-probabilities of its labels."""

    tokens: Array
    starts: Array
    ends: Array
    labels: Array


def words_of(scores: Scores) -> Words:
    """The words that the scores are about."""
    tokens = scores.tokens
    first = np.flatnonzero(tokens.words & ~tokens.breaks)
    ends = np.maximum.reduceat(tokens.ends, first) if len(first) else first
    return Words(first, tokens.starts[first], ends, scores.labels[first])


def best_labels(scores: Sequence[Sequence[float]]) -> list[int]:
    """The best labels of words with these log-probabilities: 0 outside, 1 and 2 begin and go on with the first role, …

    Of labels that are as good the first wins. Plain numbers, since words are read one after the other.

    >>> best_labels([[-2.3, -1.6, -0.4], [-2.3, -1.6, -0.4]])
    [1, 2]
    """
    begins = range(1, len(scores[0]), 2) if scores else range(0)
    best = [NEVER if at and at % 2 == 0 else score for at, score in enumerate(scores[0])] if scores else []
    before: list[list[int]] = []  # for each word and label the best label of the word before
    for row in scores[1:]:
        top = max(best)
        last = [best.index(top)] * len(row)
        now = [top + score for score in row]
        for begin in begins:  # a span goes on where it began or went on
            last[begin + 1] = begin + 1 if best[begin + 1] > best[begin] else begin
            now[begin + 1] = best[last[begin + 1]] + row[begin + 1]
        before.append(last)
        best = now
    out = [best.index(max(best))] if best else []
    for last in reversed(before):
        out.append(last[out[-1]])
    return out[::-1]


def find_spans(words: Words, outsides: Sequence[float]) -> Iterator[dict[str, list[Found]]]:
    """For each setting the contents, cues and sources in the order of the text; one above 0 makes spans rarer."""
    for outside in outsides:
        scores = words.labels.astype(np.float64)
        scores[:, :1] += outside
        row = np.array(best_labels(scores.tolist()), np.int64)
        out: dict[str, list[Found]] = {role: [] for role in ROLES}
        begins = np.flatnonzero(row % 2)
        ends = np.flatnonzero((row > 0) & (np.append(row[1:], 0) != row + row % 2))
        for first, last in zip(begins.tolist(), ends.tolist(), strict=True):
            span = Span(int(words.starts[first]), int(words.ends[last]))
            role = ROLES[(int(row[first]) - 1) // 2]
            score = float(words.labels[np.arange(first, last + 1), row[first : last + 1]].mean())
            out[role].append(Found(int(words.tokens[first]), int(words.tokens[last]), span, score))
        yield out
