"""Records as they show themselves: HTML for notebooks and pages, text for terminals. Nothing here decides anything.

`page` fills templates, `words` cuts texts, `facts` says what is known of one statement; then one module a record.
"""

from __future__ import annotations

from typing import Any

from toolkit.compare import Difference
from toolkit.model import Article, Result, Statement
from toolkit.show.article import article_text, render_article
from toolkit.show.difference import difference_text, render_difference
from toolkit.show.page import fill
from toolkit.show.speakers import Speakers, render_speakers, show_speakers, speakers_text
from toolkit.show.statement import render_statement, statement_text
from toolkit.show.words import in_context, isolate, opening

__all__ = [
    "Speakers",
    "article_text",
    "difference_text",
    "fill",
    "in_context",
    "isolate",
    "opening",
    "render_article",
    "render_difference",
    "render_speakers",
    "render_statement",
    "show_speakers",
    "speakers_text",
    "statement_text",
    "to_html",
    "to_text",
]

SHOWS: dict[type, tuple[Any, Any]] = {
    Article: (render_article, article_text),
    Result: (render_article, article_text),
    Statement: (render_statement, statement_text),
    Speakers: (render_speakers, speakers_text),
    Difference: (render_difference, difference_text),
}


def to_html(record: object) -> str:
    """The HTML by which a record shows itself; KeyError for what is no record of the toolkit.

    >>> "toolkit-show" in to_html(Article("a", "We go on."))
    True
    """
    return str(SHOWS[type(record)][0](record))


def to_text(record: object) -> str:
    """The lines by which a record shows itself in a terminal; KeyError for what is no record of the toolkit.

    >>> to_text(Article("a", "We go on."))
    'We go on. [9 characters]'
    """
    return str(SHOWS[type(record)][1](record))
