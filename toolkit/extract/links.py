"""Which cue and which source belong to a content: scores of pairs of spans, learned, and the best choices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Reading, Scores
from toolkit.extract.beside import find_beside
from toolkit.extract.spans import Found

REACH = 60  # tokens between two spans that may belong together
BLOCK = 32  # contents at a time
BESIDE = 6.0  # more than links that are right are ever behind others, in logarithms
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Link:
    """The cue and the source of a content (None: without), the log-probabilities of the three pairs, and by how much
    the choice is behind the best one for this content."""

    cue: int | None
    source: int | None
    content_cue: float
    content_source: float
    cue_source: float
    behind: float

    @property
    def score(self) -> float:
        """How well cue and source go with the content."""
        return self.content_cue + self.content_source


def link_contents(
    text: str,
    scores: Scores,
    found: Mapping[str, Sequence[Found]],
    *,
    barred: Mapping[int, int] | None = None,
) -> list[tuple[Link, ...]]:
    """For each content the best link, and the best with another source; `barred`: cues that contents may not take.

    Cue and source that stand with the content count more than what the links say.
    """
    beside = find_beside(text, found)
    breaks = np.cumsum(scores.tokens.breaks)
    vectors = [{role: _vectors(reading, role, spans) for role, spans in found.items()} for reading in scores.readings]
    contents, out = found["content"], []
    for start in range(0, len(contents), BLOCK):
        block = contents[start : start + BLOCK]
        cues, sources = (_near(found[role], block) for role in ("cue", "source"))
        near = {"content": range(start, start + len(block)), "cue": cues, "source": sources}
        pairs = {
            name: np.sum(
                [
                    reading.share * _pairs(name, found, own, near, breaks=breaks, heads=reading.heads)
                    for reading, own in zip(scores.readings, vectors, strict=True)
                ],
                axis=0,
            )
            for name in ("content-cue", "content-source", "cue-source")
        }
        joint = np.append(pairs["cue-source"], np.zeros((1, len(sources) + 1), np.float32), axis=0)
        for row in range(len(block)):
            total = pairs["content-cue"][row][:, None] + pairs["content-source"][row][None, :] + joint
            cue, source = beside.get(start + row, (-1, -1))
            if cue in cues and source in sources:
                total[cues.index(cue), sources.index(source)] += BESIDE
            if barred and start + row in barred and barred[start + row] in cues:
                total[cues.index(barred[start + row])] = -np.inf
            out.append(tuple(_two_best(total, row, pairs=pairs, joint=joint, cues=cues, sources=sources)))
    return out


def _two_best(
    total: Array, row: int, *, pairs: Mapping[str, Array], joint: Array, cues: range, sources: range
) -> Iterator[Link]:
    """The best pair of cue and source for the content of a row, and the best with another source."""
    best = total.max()
    for _ in range(min(2, total.shape[1])):
        cue, source = (int(place) for place in np.unravel_index(int(total.argmax()), total.shape))
        yield Link(
            cues[cue] if cue < len(cues) else None,
            sources[source] if source < len(sources) else None,
            float(pairs["content-cue"][row, cue]),
            float(pairs["content-source"][row, source]),
            float(joint[cue, source]),
            float(best - total[cue, source]),
        )
        total[:, source] = -np.inf


def _near(spans: Sequence[Found], block: Sequence[Found]) -> range:
    """Numbers of the spans, which never overlap, within reach of a block of contents."""
    first, last = block[0].first - REACH, block[-1].last + REACH
    return range(
        bisect_left(spans, first, key=lambda span: span.last), bisect_right(spans, last, key=lambda span: span.first)
    )


def _pairs(
    name: str,
    found: Mapping[str, Sequence[Found]],
    vectors: Mapping[str, Array],
    near: Mapping[str, range],
    *,
    breaks: Array,
    heads: Mapping[str, Array],
) -> Array:
    """Log-probabilities of each candidate for each span, the last column for none."""
    first, second = name.split("-")
    one, other = (found[role][near[role].start : near[role].stop] for role in (first, second))
    if not one:
        return np.zeros((0, len(other) + 1), np.float32)
    left = vectors[first][near[first]] @ heads[f"link.{name}"]
    scores = (left @ heads[f"none.{name}"])[:, None]
    if other:
        a, b = (np.array([(s.first, s.last) for s in spans]) for spans in (one, other))
        tokens, gap, broken = _distances(
            a, b, breaks, heads[f"gap.{name}"].shape[0] // 2, heads[f"broken.{name}"].shape[0]
        )
        rank, between = _order(a[:, 0], b[:, 0], np.array([s.first for s in found[first]]), heads, name)
        bias = heads[f"gap.{name}"][gap] + heads[f"broken.{name}"][broken]
        bias = bias + heads[f"rank.{name}"][rank] + heads[f"between.{name}"][between]
        bias = np.where(np.abs(tokens) > REACH, np.float32(-1e4), bias)
        scores = np.hstack([left @ vectors[second][near[second]].T + bias, scores])
    top = scores - scores.max(axis=1, keepdims=True)
    return top - np.log(np.exp(top).sum(axis=1, keepdims=True))


def _vectors(reading: Reading, role: str, spans: Sequence[Found]) -> Array:
    """One vector a span, from its first and last token."""
    hidden, heads = reading.hidden, reading.heads
    ends = np.hstack([hidden[[s.first for s in spans]], hidden[[s.last for s in spans]]])
    return np.maximum(ends @ heads[f"span.{role}.weight"].T + heads[f"span.{role}.bias"], 0)


def _distances(a: Array, b: Array, breaks: Array, middle: int, most: int) -> tuple[Array, Array, Array]:
    """The tokens between spans a and b, signed, their buckets, and those of the paragraph breaks between them."""
    after = b[None, :, 0] - a[:, None, 1]
    before = a[:, None, 0] - b[None, :, 1]
    gap = np.where(after > 0, after, -np.maximum(before, 0))
    size = np.minimum((np.log2(np.abs(gap).astype(np.float32) + 1) * 2).astype(int), middle)
    crossed = np.abs(breaks[b[None, :, 0]] - breaks[a[:, None, 0]])
    return gap, middle + size * np.sign(gap), np.minimum(crossed, most - 1)


def _order(a: Array, b: Array, every: Array, heads: Mapping[str, Array], name: str) -> tuple[Array, Array]:
    """Buckets of how many b stand from a to each b, signed, and of how many of `every` a stand between them."""
    ordered, place = np.sort(b), np.searchsorted(np.sort(b), a, side="right")[:, None]
    right = np.searchsorted(ordered, b, side="right")[None, :] - place
    left = place - np.searchsorted(ordered, b, side="left")[None, :]
    middle = len(heads[f"rank.{name}"]) // 2
    rank = np.clip(np.where(b[None, :] > a[:, None], right, -left), -middle, middle) + middle
    low, high = np.minimum(a[:, None], b[None, :]), np.maximum(a[:, None], b[None, :])
    between = np.searchsorted(every, high, side="left") - np.searchsorted(every, low, side="right")
    return rank, np.clip(between, 0, len(heads[f"between.{name}"]) - 1)
