"""An article with its statements highlighted, as it shows in a notebook."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Result, Statement
from toolkit.report.evidence import opening
from toolkit.report.parts import html

if TYPE_CHECKING:
    from IPython.display import HTML


def render_article(result: Result, *, parties: Parties | None = None) -> HTML:
    """The exact text, each statement underlined in its side's colour; hovering names the speaker and the reason.

    >>> from toolkit.model import Article, Span
    >>> one = Statement((Span(0, 8),), "indirect")
    >>> "<mark" in render_article(Result(Article("a", "We go on, he said."), (one,))).data
    True
    """
    sides = parties or read_parties()
    article = result.article
    present = {s.speaker.side for s in result.statements}
    legend = [(p.label, p.colour) for p in sides.parties if p.id in present]
    if "unknown" in present:
        legend.append(("side unknown", sides.colour("unknown")))
    return html("article", article.title or opening(article.text), article.date or "", _cut(result, sides), legend)


def _cut(result: Result, sides: Parties) -> list[tuple[str, str, str]]:
    """The text cut where a piece starts or ends: words, colour of the side, and who says it (empty: the reporter)."""
    text = result.article.text
    pieces = [(piece, s) for s in result.statements for piece in s.content]
    cuts = sorted({0, len(text), *(cut for piece, _ in pieces for cut in (piece.start, piece.end))})
    out = []
    for start, end in pairwise(cuts):
        over = [s for piece, s in pieces if piece.start <= start < piece.end]
        colour = sides.colour(over[0].speaker.side) if over else ""
        out.append((text[start:end], colour, "; ".join(_who(s, sides) for s in over)))
    return out


def _who(statement: Statement, sides: Parties) -> str:
    who = statement.speaker
    return f"{who.name} ({sides.label(who.side)}), {statement.kind}: {who.reason or 'no reason kept'}"
