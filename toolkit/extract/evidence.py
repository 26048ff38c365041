"""What speaks for a candidate: numbers that a model of few parameters can weigh."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Scores
from toolkit.extract.candidates import Candidate
from toolkit.extract.spans import Words
from toolkit.model import Span

PRONOUNS = {"he", "she", "they", "it", "i", "we", "you", "who", "that", "which"}
FAR = 30  # words; what is farther counts as this far
NAMES = (
    "content_mean", "content_min", "content_begins", "stops_after", "stops_before", "words", "pieces", "quoted",
    "begins_inside", "cue_inside", "source_inside", "lines", "that", "to", "full_stop", "ways",
    "cue", "cue_min", "cue_far", "cue_first", "source", "source_min", "source_far", "source_first", "source_lines",
    "pronoun", "apart", "content_cue", "content_source", "cue_source", "behind", "sum",
)  # fmt: skip
NONE = -9.0  # in place of the score of a cue or a source that is not there
Array = NDArray[Any]
Range = tuple[int, int]


def weigh(text: str, scores: Scores, words: Words, candidates: Sequence[Candidate]) -> Array:
    """A row for each candidate with the numbers named in NAMES.

    Logarithms of the probabilities of labels (mean and least over the words of a span), distances in logarithms of
    words, shares and flags.
    """
    facts = _Facts(text, scores, words)
    rows = [facts.of(candidate) for candidate in candidates]
    return np.array(rows, np.float64).reshape(len(rows), len(NAMES))


class _Facts:
    """The numbers of a text that candidates are judged by."""

    def __init__(self, text: str, scores: Scores, words: Words) -> None:
        self.text, self.words = text, words
        p = np.exp(words.labels.astype(np.float64))
        self.begins = p[:, 1]
        inside = [np.clip(p[:, at] + p[:, at + 1], 1e-6, 1 - 1e-6) for at in (1, 3, 5)]
        self.content, self.cue, self.source = (np.log(share) for share in inside)
        self.stops = np.log1p(-inside[0])
        self.quoted = (scores.tokens.types[words.tokens] & 2) > 0
        self.lines = np.cumsum(scores.tokens.breaks)[words.tokens]

    def range(self, span: Span) -> Range:
        """The words that a span touches; at least one."""
        first = min(int(np.searchsorted(self.words.ends, span.start, side="right")), len(self.words.ends) - 1)
        return first, max(first + 1, int(np.searchsorted(self.words.starts, span.end)))

    def of(self, candidate: Candidate) -> list[float]:
        """The numbers of one candidate."""
        ranges = [self.range(piece) for piece in candidate.content]
        cue = self.range(candidate.cue) if candidate.cue else None
        source = self.range(candidate.source) if candidate.source else None
        link = candidate.link
        pair = log1p(max(0, max(cue[0], source[0]) - min(cue[1], source[1]))) if cue and source else 0.0
        here = self._span(cue, self.cue, ranges), self._span(source, self.source, ranges)
        lines = abs(int(self.lines[source[0]] - self.lines[ranges[0][0]])) if source else -1
        pronoun = candidate.source is not None and candidate.source.of(self.text).lower() in PRONOUNS
        own = self._content(ranges)
        return [
            *own, *self._edges(candidate), *here[0], *here[1], lines, pronoun, pair,
            link.content_cue, link.content_source, link.cue_source, link.behind, own[0] + here[0][0] + here[1][0],
        ]  # fmt: skip

    def _content(self, ranges: Sequence[Range]) -> list[float]:
        """How sure the words of the content are, and what stands beside and between them."""
        at = np.concatenate([np.arange(first, last) for first, last in ranges])
        first, last = ranges[0][0], ranges[-1][1] - 1
        after = [self.stops[end] if end < len(self.stops) else 0.0 for _, end in ranges]
        before = [self.stops[start - 1] if start else 0.0 for start, _ in ranges]
        again = max((self.begins[start + 1 : end].max() for start, end in ranges if end > start + 1), default=0.0)
        return [
            self.content[at].mean(), self.content[at].min(), log(max(self.begins[first], 1e-6)), np.mean(after),
            np.mean(before), log(len(at)), len(ranges), self.quoted[at].mean(), again, self.cue[at].max(),
            self.source[at].max(), self.lines[last] - self.lines[first],
        ]  # fmt: skip

    def _edges(self, candidate: Candidate) -> list[float]:
        """How the content begins and ends, and how many ways led to the candidate."""
        start, end = candidate.content[0].start, candidate.content[-1].end
        begin, following = self.text[start : start + 5].lower(), self.text[end : end + 1]
        ends = bool(following) and following in ".!?"
        return [begin.startswith("that "), begin.startswith("to "), ends, log(candidate.ways)]

    def _span(self, own: Range | None, sure: Array, ranges: Sequence[Range]) -> list[float]:
        """How sure the words of a cue or source are, how far it is from the content, and whether it comes first."""
        if own is None:
            return [NONE, NONE, -1.0, -1.0]
        gaps = (max(start - own[1], own[0] - end, 0) for start, end in ranges)
        part = sure[own[0] : own[1]]
        return [part.mean(), part.min(), log1p(min(min(gaps), FAR)), own[0] < ranges[0][0]]
