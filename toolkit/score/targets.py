"""What a statement may be about: the persons, countries, organisations and issues that its words mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.model import Span, Statement
from toolkit.score.mentions import Mention, mentions_in
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of

MOST = 8  # candidates of one statement
Issues = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible target: its canonical name, its first mention in the statement, how often, and its kind."""

    name: str
    span: Span
    count: int
    kind: str


@cache
def read_issues(path: Path | None = None) -> Issues:
    """The issues of a table (columns issue and words, `|` between the words; * stands for any ending).

    >>> read_issues()[0][0]
    'negotiations'
    """
    rows = read_table("issues.csv", ("issue", "words"), path)
    return tuple((row["issue"], any_of(tuple(row["words"].split("|")))) for row in rows)


def find_candidates(
    text: str, statement: Statement, mentions: Sequence[Mention], issues: Issues | None = None
) -> tuple[Candidate, ...]:
    """The candidates of a statement in the order of its words, each once, under its canonical name.

    >>> from toolkit.score.mentions import find_mentions
    >>> text = "Kyiv wants a ceasefire, and Ukraine needs one"
    >>> one = Statement((Span(0, len(text)),), "indirect")
    >>> [(c.name, c.count) for c in find_candidates(text, one, find_mentions(text))]
    [('Ukraine', 2), ('ceasefire', 1)]
    """
    found: list[tuple[Span, str, str]] = []
    for piece in statement.content:
        found += [(m.span, m.name or m.span.of(text), m.kind) for m in mentions_in(mentions, piece)]
        for issue, pattern in read_issues() if issues is None else issues:
            found += [(Span(*m.span()), issue, "issue") for m in pattern.finditer(text, piece.start, piece.end)]
    names: dict[str, list[tuple[Span, str]]] = {}
    for span, name, kind in sorted(found):
        names.setdefault(name, []).append((span, kind))
    kept = [Candidate(name, spans[0][0], len(spans), spans[0][1]) for name, spans in names.items()]
    return tuple(kept[:MOST])


def find_implied(
    mentions: Sequence[Mention], named: Sequence[Candidate], before: int, own: Sequence[str]
) -> tuple[Candidate, ...]:
    """Who a statement may be about without a name: the actor the article names most, and the last one before `before`.

    Neither is the speaker or the speaker's side (`own`), nor named in the statement already.

    >>> from toolkit.score.mentions import find_mentions
    >>> [c.name for c in find_implied(find_mentions("Then Kyiv and Berlin met Kyiv"), (), 24, ["Germany"])]
    ['Ukraine']
    """
    known = {c.name for c in named} | set(own)
    free = [m for m in mentions if m.name and m.name not in known and m.kind != "organisation"]
    counts: dict[str, int] = {}
    for mention in free:
        counts[mention.name] = counts.get(mention.name, 0) + 1
    if not counts:
        return ()
    most = max(counts, key=lambda name: counts[name])
    near = [m.name for m in free if m.span.end <= before][-1:]
    kinds = {most: "frequent"} | {name: "near" if name != most else "both" for name in near}
    spans = {m.name: m.span for m in reversed(free)}
    return tuple(Candidate(name, spans[name], counts[name], kind) for name, kind in kinds.items())
