"""The issues that a statement may be about, by the words that name them: the package's table, a user's beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.errors import TableError
from toolkit.score.tables import read_own_table, read_table
from toolkit.score.verbs import any_of

COLUMNS = ("issue", "words")


@dataclass(frozen=True, slots=True)
class Issue:
    """What is argued about and is no actor: its canonical name, and the words that name it or (after a -) do not.

    * stands for any ending or word.
    """

    name: str
    words: tuple[str, ...]


def read_issues(path: str | Path | None = None) -> tuple[Issue, ...]:
    """The issues of a user's table (columns issue and words, `|` between the words), or the package's.

    In any encoding and with the separators that spreadsheets write. TableError with file, line and column for an empty
    cell, a word without a letter, and an issue of which only words after a - are known.

    >>> [issue.words for issue in read_issues() if issue.name == "invasion"]
    [('invasion*', 'invade', 'invades', 'invaded', 'invading')]
    """
    return _usual() if path is None else _own(Path(path))


@cache
def _usual() -> tuple[Issue, ...]:
    return tuple(Issue(row["issue"], tuple(row["words"].split("|"))) for row in read_table("issues.csv", COLUMNS))


def _own(path: Path) -> tuple[Issue, ...]:
    """The issues of a user's table, checked."""
    rows = [(f"{path}, line {number}, column words", row) for number, row in read_own_table(path, COLUMNS)]
    if not rows:
        raise TableError("no issue in the file", where=str(path), hint="give each issue a line")
    own = [(where, Issue(" ".join(row["issue"].split()), _words(row["words"], where))) for where, row in rows]
    issues = tuple(issue for _, issue in own)
    named = {i.name.casefold() for i in join_issues(issues) if not all(word.startswith("-") for word in i.words)}
    for where, issue in own:
        if issue.name.casefold() not in named:
            hint = "write a word that names it, too; those after a - do not"
            raise TableError(f"no word for {issue.name!r}", where=where, hint=hint)
    return issues


def _words(cell: str, where: str) -> tuple[str, ...]:
    """The words of a cell as the package's table writes them."""
    words = []
    for found in cell.split("|"):
        spared, word = found.strip().startswith("-"), " ".join(found.strip().removeprefix("-").split())
        if not any(mark.isalnum() for mark in word):
            raise TableError(f"{found!r} has no letter", where=where, hint="write words with | between them")
        words.append("-" * spared + word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return tuple(words)


def join_issues(own: Iterable[Issue]) -> tuple[Issue, ...]:
    """The package's issues and a user's; one that both have, in capitals or not, has the words of both.

    >>> own = (Issue("Invasion", ("landing",)), Issue("bees", ("bee*",)))
    >>> [(issue.name, issue.words[-1]) for issue in join_issues(own) if issue.name in {"invasion", "bees"}]
    [('invasion', 'landing'), ('bees', 'bee*')]
    """
    joined: dict[str, Issue] = {}
    for issue in (*_usual(), *own):
        known = joined.get(issue.name.casefold(), Issue(issue.name, ()))
        joined[issue.name.casefold()] = Issue(known.name, known.words + issue.words)
    return tuple(joined.values())


@cache
def issue_patterns(own: tuple[Issue, ...] = ()) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each issue of the package and a user with a pattern whose first group finds it.

    >>> [match[1] for match in dict(issue_patterns())["war"].finditer("a trade war, a war")]
    [None, 'war']
    """
    return tuple((issue.name, _pattern(issue)) for issue in join_issues(own))


def _pattern(issue: Issue) -> re.Pattern[str]:
    """A pattern of words in its first group, and outside of it of those after a -."""
    wanted = any_of(tuple(word for word in issue.words if not word.startswith("-"))).pattern
    spared = [word[1:] for word in issue.words if word.startswith("-")]
    return re.compile(f"{any_of(tuple(spared)).pattern}|({wanted})" if spared else f"({wanted})", re.IGNORECASE)
