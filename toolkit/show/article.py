"""An article with its statements highlighted by side and kind; who says it, and why, on hover or focus."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Article, Result
from toolkit.show.facts import Facts, state_facts
from toolkit.show.page import fill, style
from toolkit.show.words import isolate, opening

LONG = 8000  # characters from which the text scrolls in a box
KINDS = ("direct", "mixed", "indirect")


def render_article(shown: Article | Result, *, parties: Parties | None = None) -> str:
    """HTML of the exact text; the statements of a result are highlighted, with a card each and a list below.

    It needs no script and has no ids, so that it may stand twice on a page. Sides are told by colour and by word,
    kinds by the underline.

    >>> from toolkit.model import Span, Statement
    >>> one = Statement((Span(0, 8),), "indirect")
    >>> "<mark" in render_article(Result(Article("a", "We go on, he said."), (one,)))
    True
    """
    sides = parties or read_parties()
    result = shown if isinstance(shown, Result) else Result(shown, ())
    article = result.article
    every = [state_facts(s, n, sides, article.text) for n, s in enumerate(result.statements)]
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in every)]
    head = (article.title or opening(article.text) or article.id, _origin(article))
    known = isinstance(shown, Result)
    values = (head, _legend(every, sides), kinds, _cut(result, every), every, len(article.text) > LONG, known)
    return fill("show.html.j2", "article", style(), *values)


def article_text(shown: Article | Result, *, parties: Parties | None = None, width: int = 100) -> str:
    """The same for a terminal: title, how many statements of which side, and a line each.

    >>> print(article_text(Article("a", "We go on, he said.")))
    We go on, he said. [18 characters]
    """
    sides = parties or read_parties()
    result = shown if isinstance(shown, Result) else Result(shown, ())
    article = result.article
    head = ", ".join(filter(None, [isolate(article.title or opening(article.text) or article.id), _origin(article)]))
    lines = [f"{head} [{len(article.text):,} characters]"]
    every = [state_facts(s, n, sides, article.text) for n, s in enumerate(result.statements)]
    if isinstance(shown, Result):
        counts = ", ".join(f"{label} {n}" for label, _, n in _legend(every, sides)) or "none found"
        lines.append(f"Statements: {counts}")
    for one in every:
        line = f"{one.number:>3} {one.tag} | {one.speaker} | {one.kind} | {isolate(' '.join(one.words.split()))}"
        lines.append(line if len(line) <= width else line[: width - 2].rstrip() + " …")
    return "\n".join(lines)


def _origin(article: Article) -> str:
    return ", ".join(filter(None, [isolate(article.outlet or ""), article.date]))


def _legend(every: list[Facts], sides: Parties) -> list[tuple[str, str, int]]:
    """Label, colour and number of statements of each side, in the order of the parties file, unknown last."""
    counts = Counter((one.side, one.colour) for one in every)
    order = [isolate(party.label) for party in sides.parties]
    known = sorted(counts, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
    return [(label, colour, counts[label, colour]) for label, colour in known]


def _cut(result: Result, every: list[Facts]) -> list[tuple[str, list[Facts], bool]]:
    """The text cut where a piece starts or ends: words, the statements they belong to, and whether one begins here."""
    text = result.article.text
    pieces = [(piece, n) for n, s in enumerate(result.statements) for piece in s.content]
    cuts = sorted({0, len(text), *(cut for piece, _ in pieces for cut in (piece.start, piece.end))})
    out, seen = [], set[int]()
    for start, end in pairwise(cuts):
        over = [n for piece, n in pieces if piece.start <= start < piece.end]
        out.append((text[start:end], [every[n] for n in over], not set(over) <= seen))
        seen |= set(over)
    return out
