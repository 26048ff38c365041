"""Articles to attributed statements, by the engine of the user's choice."""

from __future__ import annotations

from toolkit.errors import check_choice
from toolkit.model import Article, Statement

ENGINES = ("neural", "fast", "rules")
DEFAULT_ENGINE = "neural"
NO_WEIGHTS = "rules"  # the engine that needs none
SCOPES = ("statements", "attributions")


def extract_statements(
    article: Article, *, engine: str = DEFAULT_ENGINE, scope: str = "statements"
) -> tuple[Statement, ...]:
    """The statements of an article in the order of the text, without speakers and scores.

    Raises ToolkitError for an engine or a scope that does not exist, or for an engine whose weights are missing.

    >>> extract_statements(Article("a", ""))
    ()
    """
    check_choice("engine", engine, ENGINES)
    check_choice("scope", scope, SCOPES)
    if engine == NO_WEIGHTS:
        from toolkit.extract.rules import extract_by_rules

        return extract_by_rules(article, scope=scope)
    from toolkit.extract.neural import extract_by_model

    return extract_by_model(article, engine=engine, scope=scope)
