"""Names in a row ("thanked Germany, France and Poland"): what is said of one is said of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import Span, Statement
from toolkit.score.model import KINDS, Judged
from toolkit.score.targets import Candidate

GAP = re.compile(r"(?:,|,? (?:and|or|nor|as well as))\s(?:(?:the|both)\s)?(?:[A-Z][\w-]*\.?\s){0,3}")  # titles, too
LAST = re.compile(r",? (?:and|or|nor|as well as)\b")
OPPOSED = re.compile(r"\b[Bb]etween (?:the )?$")
Said = tuple[Statement, Judged, tuple[Candidate, ...]]


def find_rows(text: str, candidates: Sequence[Candidate]) -> Iterator[list[int]]:
    """The numbers of the candidates of each row of names that a text joins by commas and a last "and" or "or".

    >>> from toolkit.score.targets import all_candidates, read_surroundings
    >>> text = "He thanked Berlin, Paris and Warsaw, not Rome"
    >>> found = all_candidates(text, Statement((Span(0, 45),), "direct"), read_surroundings(text))
    >>> [[found[i].name for i in row] for row in find_rows(text, found)]
    [['Germany', 'France', 'Poland']]
    """
    named = sorted((c.span, i) for i, c in enumerate(candidates) if c.kind not in KINDS)
    row: list[tuple[Span, int]] = []
    for place in named:
        if row and not GAP.fullmatch(text, row[-1][0].end, place[0].start):
            row = []
        row.append(place)
        if len(row) > 1 and LAST.match(text, row[-2][0].end):
            if not _is_apart(text, row):
                yield [number for _, number in row]
            row = []


def _is_apart(text: str, row: Sequence[tuple[Span, int]]) -> bool:
    """Whether a row sets its names against each other ("between"), or its last one owns what is spoken of."""
    first, last = row[0][0].start, row[-1][0].end
    return bool(OPPOSED.search(text, max(0, first - 12), first)) or text[last : last + 1] in {"’", "'"}


def share_rows(text: str, said: Sequence[Said]) -> list[Said]:
    """What is said of statements, the names of a row as relevant as the most relevant of them, of one mean stance."""
    return [(statement, _shared(text, judged, candidates), candidates) for statement, judged, candidates in said]


def _shared(text: str, judged: Judged, candidates: Sequence[Candidate]) -> Judged:
    relevance, stance = judged.relevance.copy(), judged.stance.copy()
    for row in find_rows(text, candidates):
        weights = judged.relevance[row]
        relevance[row] = weights.max()
        stance[row] = weights @ judged.stance[row] / weights.sum()
    return replace(judged, relevance=relevance, stance=stance)
