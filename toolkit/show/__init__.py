"""Records as they show themselves: HTML for notebooks and pages, text for terminals. Nothing here decides anything.

`page` fills templates, `words` cuts texts, `facts` says what is known of one statement; then one module a record.
"""

from __future__ import annotations

from toolkit.model import Article, Result, Statement
from toolkit.show.article import article_text, render_article
from toolkit.show.page import fill
from toolkit.show.statement import render_statement, statement_text
from toolkit.show.words import in_context, opening

__all__ = [
    "article_text",
    "fill",
    "in_context",
    "opening",
    "render_article",
    "render_statement",
    "statement_text",
    "to_html",
    "to_text",
]


def to_html(record: object) -> str:
    """The HTML by which a record shows itself; TypeError for what is no record of the toolkit.

    >>> "toolkit-show" in to_html(Article("a", "We go on."))
    True
    """
    if isinstance(record, Article | Result):
        return render_article(record)
    if isinstance(record, Statement):
        return render_statement(record)
    raise TypeError(f"no record of the toolkit: {type(record).__name__}")


def to_text(record: object) -> str:
    """The lines by which a record shows itself in a terminal; TypeError for what is no record of the toolkit.

    >>> to_text(Article("a", "We go on."))
    'We go on. [9 characters]'
    """
    if isinstance(record, Article | Result):
        return article_text(record)
    if isinstance(record, Statement):
        return statement_text(record)
    raise TypeError(f"no record of the toolkit: {type(record).__name__}")
