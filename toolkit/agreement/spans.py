"""Agreement on where statements begin and end, between two codings of the same articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from toolkit.agreement.alpha import measure_code
from toolkit.model import Result, Statement

COLUMNS = ["doc", "overlap", "start", "end", "a", "b"]


def list_spans(one: Iterable[Result], other: Iterable[Result]) -> pd.DataFrame:
    """One row a statement of either coding: the words of a and b, the share of characters they have in common (shared
    by all, Jaccard), and by how many characters b begins and ends later.

    Statements are paired by the largest overlap, each once; one without a partner has overlap 0 and an empty partner.

    >>> from toolkit.model import Article, Span
    >>> a, b = (Result(Article("d", "We go on."), (Statement((Span(0, end),), "direct"),)) for end in (8, 9))
    >>> list_spans([a], [b])[["a", "b", "start", "end"]].values.tolist()
    [['We go on', 'We go on.', 0, 1]]
    """
    rows = [row for a, b in _pairs(one, other) for row in _rows(a, b)]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _pairs(one: Iterable[Result], other: Iterable[Result]) -> Iterator[tuple[Result, Result]]:
    """The articles that both coded."""
    second = {result.article.id: result for result in other}
    return ((result, second[result.article.id]) for result in one if result.article.id in second)


def _inside(one: Statement) -> set[int]:
    return {place for piece in one.content for place in range(piece.start, piece.end)}


def join_spans(codings: Iterable[Iterable[Result]]) -> list[Result]:
    """Every statement that one of the codings has, once: paired ones as the first has them, in the order of the text.

    >>> from toolkit.model import Article, Span
    >>> spans = Span(0, 8), Span(10, 13)
    >>> a, b = (Result(Article("d", "We go on. So."), (Statement((span,), "direct"),)) for span in spans)
    >>> [one.content for one in join_spans([[a], [b]])[0].statements]
    [(Span(start=0, end=8),), (Span(start=10, end=13),)]
    """
    joined: dict[str, Result] = {}
    for result in (result for coding in codings for result in coding):
        kept = joined.setdefault(result.article.id, result)
        met = {j for _, _, j in _partners(kept, result)}
        found = [one for place, one in enumerate(result.statements) if place not in met]
        both = sorted([*kept.statements, *found], key=lambda one: one.content)
        joined[result.article.id] = replace(kept, statements=tuple(both))
    return [joined[name] for name in sorted(joined)]


def _partners(one: Result, other: Result) -> list[tuple[float, int, int]]:
    """Overlap and places of the statements that are paired, in the order of the first."""
    a, b = ([_inside(s) for s in result.statements] for result in (one, other))
    shares = [(len(x & y) / len(x | y), i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x & y]
    pairs: list[tuple[float, int, int]] = []
    for share, i, j in sorted(shares, key=lambda found: (-found[0], found[1:])):
        if all(i != used and j != taken for _, used, taken in pairs):
            pairs.append((share, i, j))
    return sorted(pairs, key=lambda found: found[1])


def _rows(one: Result, other: Result) -> list[dict[str, object]]:
    a, b = one.statements, other.statements
    pairs = _partners(one, other)
    out: list[dict[str, object]] = []
    for share, i, j in pairs:
        x, y = a[i], b[j]
        shifts = (y.content[0].start - x.content[0].start, y.content[-1].end - x.content[-1].end)
        out.append(_row(one, share, shifts, (x.words(one.article.text), y.words(one.article.text))))
    for place, alone in enumerate(a):
        if all(place != i for _, i, _ in pairs):
            out.append(_row(one, 0.0, (None, None), (alone.words(one.article.text), "")))
    for place, alone in enumerate(b):
        if all(place != j for _, _, j in pairs):
            out.append(_row(one, 0.0, (None, None), ("", alone.words(one.article.text))))
    return out


def _row(one: Result, share: float, shifts: tuple[int | None, int | None], words: tuple[str, str]) -> dict[str, object]:
    return dict(zip(COLUMNS, (one.article.id, share, *shifts, *words), strict=True))


def measure_spans(one: Iterable[Result], other: Iterable[Result], *, seed: int) -> pd.DataFrame:
    """Agreement on spans as a table of measures: counts, paired statements, equal and overlapping spans, and alpha.

    Alpha is that of words, each inside a statement or not for either coder (nominal), resampled by article; within one
    article it has no interval, since neighbouring words are not independent.

    >>> from toolkit.model import Article, Span
    >>> a = Result(Article("d", "We go on, he said."), (Statement((Span(0, 8),), "indirect"),))
    >>> dict(measure_spans([a], [a], seed=1).values)["alpha over words"]
    '1.00'
    """
    one, other = list(one), list(other)
    pairs = list(_pairs(one, other))
    spans = list_spans(one, other)
    met = spans[spans["overlap"] > 0]
    rows: list[tuple[str, object]] = [("articles that both coded", len(pairs))]
    rows += [(f"statements of {name}", sum(len(pair[k].statements) for pair in pairs)) for k, name in enumerate("ab")]
    rows.append(("paired", len(met)))
    if len(met):
        rows.append(("equal spans", f"{(met['overlap'] == 1).mean():.2f}"))
        rows.append(("mean overlap", f"{met['overlap'].mean():.2f}"))
        rows.append(("same start", f"{(met['start'] == 0).mean():.2f}"))
        rows.append(("same end", f"{(met['end'] == 0).mean():.2f}"))
    words = pd.DataFrame(
        [row for pair in pairs for row in _words(*pair)], columns=["doc", "statement", "coder", "value"], dtype=object
    )
    found = measure_code(words, "nominal", seed=seed)
    if len(pairs) < 2:
        found = replace(found, low=None, high=None)
    rows.append(("alpha over words", found.note if found.alpha is None else f"{found.alpha:.2f}"))
    if found.low is not None and found.high is not None:
        rows.append(("its 95 % interval", f"{found.low:.2f} to {found.high:.2f}"))
    return pd.DataFrame(rows, columns=["what", "value"], dtype=object)


def _words(one: Result, other: Result) -> Iterator[tuple[str, int, str, str]]:
    """Each word of the article for each coder, inside a statement or not."""
    for coder, result in (("a", one), ("b", other)):
        inside = set[int]().union(*map(_inside, result.statements))
        for found in re.finditer(r"\S+", one.article.text):
            marked = np.mean([place in inside for place in range(*found.span())]) > 0.5
            yield one.article.id, found.start(), coder, "inside" if marked else "outside"
