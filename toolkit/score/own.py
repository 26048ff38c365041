"""Scores that a user adds: an entry point of the group `toolkit.scorers`, called with an article and a statement.

In a package of your own (pyproject.toml):

    [project.entry-points."toolkit.scorers"]
    exclamations = "mypackage:exclamations"

and in mypackage.py:

    def exclamations(article, statement):
        return statement.words(article.text).count("!")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points

from toolkit.errors import ToolkitError
from toolkit.model import Article, Statement

GROUP = "toolkit.scorers"
Value = float | int | str | None
Scorer = Callable[[Article, Statement], Value]


@cache
def find_scorers() -> tuple[tuple[str, Scorer], ...]:
    """The scorers of all installed packages, by name; ToolkitError for one that cannot be loaded."""
    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found.append((point.name, point.load()))
        except Exception as error:
            raise ToolkitError(
                f"cannot be loaded ({type(error).__name__}: {error})",
                where=f"scorer {point.name} ({point.value})",
                hint="mend it or uninstall its package",
            ) from error
    return tuple(found)


def describe_scorers() -> list[str]:
    """The installed scorers, each with what it calls and the package and version that it comes from; none is loaded.

    >>> describe_scorers()
    []
    """
    points = entry_points(group=GROUP)
    return sorted(
        f"{p.name}: {p.value}, {p.dist.name if p.dist else ''} {p.dist.version if p.dist else ''}" for p in points
    )


def score_own(article: Article, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with the value of every installed scorer in `more`; ToolkitError names one that fails.

    >>> from toolkit.model import Span
    >>> score_own(Article("a", "Talks"), [Statement((Span(0, 5),), "direct")])[0].more
    ()
    """
    scorers = find_scorers()
    if not scorers:
        return tuple(statements)
    return tuple(
        replace(statement, more=tuple((name, _value(name, scorer, article, statement)) for name, scorer in scorers))
        for statement in statements
    )


def _value(name: str, scorer: Scorer, article: Article, statement: Statement) -> Value:
    """What a scorer says of a statement: a number, a word or None."""
    try:
        value = scorer(article, statement)
    except Exception as error:
        problem = f"failed ({type(error).__name__}: {error})"
        raise ToolkitError(
            problem, where=f"{article.id}, scorer {name}", hint="mend it or uninstall its package"
        ) from error
    if value is not None and not isinstance(value, int | float | str):
        problem = f"gave {type(value).__name__}"
        raise ToolkitError(problem, where=f"{article.id}, scorer {name}", hint="return a number, a word or None")
    return value
