"""A long statement -> parts of some sentences, which are judged one by one, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.extract.units import split_units
from toolkit.model import Span, Statement
from toolkit.score.model import STANCES, Judged
from toolkit.score.targets import IMPLIED, Candidate

Place = tuple[Candidate, Judged, int]  # a candidate in a part, what the part says, the candidate's row in it
PART = 45  # words that are judged at once; of the coded statements nine in ten have no more


def split_statement(text: str, statement: Statement) -> tuple[Statement, ...]:
    """The statement in parts of whole sentences, at most PART words each where its sentences allow; itself if short.

    >>> text = "We thank you all for it. " * 10
    >>> [len(part.words(text).split()) for part in split_statement(text, Statement((Span(0, 250),), "direct"))]
    [42, 18]
    """
    if _length(statement.words(text)) <= PART:
        return (statement,)
    groups: list[list[Span]] = []
    room = 0
    for span in _sentences(text, statement.content):
        room -= _length(span.of(text))
        if not groups or room < 0:
            groups.append([])
            room = PART - _length(span.of(text))
        groups[-1].append(span)
    return tuple(replace(statement, content=_joined(group, statement.content)) for group in groups) or (statement,)


def _length(words: str) -> int:
    return len(words.split())


def _sentences(text: str, content: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the pieces of a content."""
    for piece in content:
        for unit in split_units(piece.of(text), ()):
            yield Span(piece.start + unit.span.start, piece.start + unit.span.end)


def _joined(sentences: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences of each piece as one span."""
    inside = ([s for s in sentences if piece.start <= s.start < piece.end] for piece in content)
    return tuple(Span(found[0].start, found[-1].end) for found in inside if found)


def join_parts(
    text: str, parts: Sequence[tuple[Statement, Judged, tuple[Candidate, ...]]]
) -> tuple[Judged, tuple[Candidate, ...]]:
    """What the parts of one statement say together, and their candidates, each once.

    Tone, posture and certainty are means, long parts counting more; a candidate is as relevant as in the part where it
    is most so, and its stance a mean in which the parts count by its relevance.
    """
    if len(parts) == 1:
        return parts[0][1:]
    lengths = np.array([_length(part.words(text)) for part, _, _ in parts], float)
    shares, every = lengths / lengths.sum(), [judged for _, judged, _ in parts]
    places: dict[str, list[Place]] = {}
    for _, judged, candidates in parts:
        for row, candidate in enumerate(candidates):
            places.setdefault(candidate.name, []).append((candidate, judged, row))
    found = list(places.values())
    return Judged(
        float(shares @ [one.tone for one in every]),
        float(shares @ [one.posture for one in every]),
        shares @ np.array([one.certainty for one in every]),
        np.array([max(one.relevance[row] for _, one, row in at) for at in found]),
        np.array([_mean_stance(at) for at in found]).reshape(-1, len(STANCES)),
    ), tuple(_named(at) for at in found)


def _mean_stance(places: Sequence[Place]) -> NDArray[Any]:
    """The stance toward a candidate over its parts."""
    weights = np.array([one.relevance[row] for _, one, row in places])
    mean: NDArray[Any] = weights @ np.array([one.stance[row] for _, one, row in places]) / weights.sum()
    return mean


def _named(places: Sequence[Place]) -> Candidate:
    """The candidate where it is first named; where it is only implied, the first one."""
    named = [candidate for candidate, _, _ in places if candidate.kind not in IMPLIED]
    return named[0] if named else places[0][0]
