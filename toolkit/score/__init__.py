"""Statement -> scores. Word-list baselines live in `polarity.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.model import Article, Statement
from toolkit.score.polarity import score_polarity, score_vader


def score_statements(article: Article, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with polarity, subjectivity and vader, from the speaker's own words (content) only.

    >>> from toolkit.model import Span
    >>> score_statements(Article("a", "Good, he said"), [Statement((Span(0, 4),), "direct")])[0].polarity
    0.7
    """
    scored = []
    for statement in statements:
        words = statement.words(article.text)
        polarity, subjectivity = score_polarity(words)
        scored.append(replace(statement, polarity=polarity, subjectivity=subjectivity, vader=score_vader(words)))
    return tuple(scored)
