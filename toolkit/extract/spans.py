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


def best_labels(scores: Array) -> Array:
    """The best labels of words with these log-probabilities: 0 outside, 1 and 2 begin and go on with the first role, …

    `scores` holds settings, words and labels, in this order; the answer has a row for each setting.

    >>> best_labels(np.log([[[0.1, 0.2, 0.7], [0.1, 0.2, 0.7]]]))
    array([[1, 2]])
    """
    settings, words, size = scores.shape
    out = np.zeros((settings, words), np.int64)
    if not words:
        return out
    rows = np.arange(settings)
    tops, stays = np.zeros((words, settings), np.int64), np.zeros((words, settings, size), bool)
    best = scores[:, 0].astype(np.float64)
    best[:, 2::2] = -1e9
    for word in range(1, words):
        top = tops[word] = best.argmax(axis=1)
        begun, inner = best[:, 1::2], best[:, 2::2]
        stays[word, :, 2::2] = inner > begun
        now = best[rows, top][:, None] + scores[:, word]
        now[:, 2::2] = np.maximum(begun, inner) + scores[:, word, 2::2]
        best = now
    label = best.argmax(axis=1)
    for word in range(words - 1, -1, -1):
        out[:, word] = label
        goes_on = (label > 0) & (label % 2 == 0)
        label = np.where(goes_on, label - ~stays[word, rows, label], tops[word])
    return out


def find_spans(words: Words, outsides: Sequence[float]) -> Iterator[dict[str, list[Found]]]:
    """For each setting the contents, cues and sources in the order of the text; one above 0 makes spans rarer."""
    scores = np.repeat(words.labels[None].astype(np.float64), len(outsides), axis=0)
    scores[:, :, :1] += np.array(outsides)[:, None, None]
    for row in best_labels(scores):
        out: dict[str, list[Found]] = {role: [] for role in ROLES}
        begins = np.flatnonzero(row % 2)
        ends = np.flatnonzero((row > 0) & (np.append(row[1:], 0) != row + row % 2))
        for first, last in zip(begins.tolist(), ends.tolist(), strict=True):
            span = Span(int(words.starts[first]), int(words.ends[last]))
            role = ROLES[(int(row[first]) - 1) // 2]
            score = float(words.labels[np.arange(first, last + 1), row[first : last + 1]].mean())
            out[role].append(Found(int(words.tokens[first]), int(words.tokens[last]), span, score))
        yield out
