"""Token scores to spans: the best sequence of labels in which no span goes on that did not begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Scores
from toolkit.model import Span

ROLES = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Found:
    """A span: its first and last word token, its characters, and the mean log-probability of its labels."""

    first: int
    last: int
    span: Span
    score: float


def best_labels(scores: NDArray[Any]) -> list[int]:
    """The best labels of words with these log-probabilities: 0 outside, 1 and 2 begin and go on with the first role, …

    >>> best_labels(np.log([[0.1, 0.2, 0.7], [0.1, 0.2, 0.7]]))
    [1, 2]
    """
    if not len(scores):
        return []
    size = scores.shape[1]
    best = [row if number % 2 or not number else -1e9 for number, row in enumerate(scores[0].tolist())]
    back: list[list[int]] = []
    for row in scores[1:].tolist():
        top = max(range(size), key=best.__getitem__)
        came, now = [top] * size, [0.0] * size
        for label in range(size):
            if label and label % 2 == 0:
                came[label] = label - 1 if best[label - 1] >= best[label] else label
            now[label] = best[came[label]] + row[label]
        back.append(came)
        best = now
    label = max(range(size), key=best.__getitem__)
    out = [label]
    for came in reversed(back):
        label = came[label]
        out.append(label)
    return out[::-1]


def find_spans(scores: Scores, *, outside: float = 0.0) -> dict[str, list[Found]]:
    """The contents, cues and sources in the order of the text; `outside` above 0 makes spans rarer."""
    tokens = scores.tokens
    words = np.flatnonzero(tokens.words & ~tokens.breaks)
    ends = np.maximum.reduceat(tokens.ends, words) if len(words) else words
    rows = scores.labels[words] + np.array([outside] + [0.0] * (scores.labels.shape[1] - 1), np.float32)
    labels = best_labels(rows)
    out: dict[str, list[Found]] = {role: [] for role in ROLES}
    at = 0
    while at < len(labels):
        label, stop = labels[at], at + 1
        if label:
            while stop < len(labels) and labels[stop] == label + 1:
                stop += 1
            span = Span(int(tokens.starts[words[at]]), int(ends[stop - 1]))
            score = float(np.mean(scores.labels[words[at:stop], labels[at:stop]]))
            out[ROLES[(label - 1) // 2]].append(Found(int(words[at]), int(words[stop - 1]), span, score))
        at = stop
    return out
