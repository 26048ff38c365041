"""`%load_ext toolkit`: the cell magic `%%statements` shows who says what in pasted text."""

from __future__ import annotations

import argparse
import shlex
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from toolkit.errors import InputError, ToolkitError
from toolkit.extract import DEFAULT_ENGINE, ENGINES
from toolkit.model import Article

if TYPE_CHECKING:
    from toolkit.model import Result

NAME = "result"


class _Options(argparse.ArgumentParser):
    """Options whose complaints are one line."""

    def error(self, message: str) -> NoReturn:
        raise InputError(message, where="%%statements", hint="see %%statements --help")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise _Helped


class _Helped(Exception):
    """The help was printed; there is nothing more to do."""


def build_options() -> argparse.ArgumentParser:
    """The options of `%%statements`.

    >>> build_options().parse_args(["talks", "--date", "2022-03-01"]).name
    'talks'
    """
    words = (
        "Who says what in the text below, for which side; the article shows itself, and a variable holds the result."
    )
    parser = _Options(prog="%%statements", description=words, allow_abbrev=False)
    parser.add_argument("name", nargs="?", default=NAME, help=f"variable that holds the result ({NAME})")
    parser.add_argument("--date", help="day of the article, which decides the offices: 2022-03-01")
    parser.add_argument("--title", help="its headline")
    parser.add_argument("--outlet", help="who published it")
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE, help=f"what finds them ({DEFAULT_ENGINE})")
    parser.add_argument("--documents", choices=("auto", "news", "speech"), default="auto", help="kind of text (auto)")
    parser.add_argument("--parties", type=Path, help="TOML file of the sides")
    parser.add_argument("--issues", type=Path, help="CSV: issue,words; targets beside the known issues")
    parser.add_argument("--wordlists", action="store_true", help="of the scores only TextBlob and VADER")
    return parser


def read_statements(line: str, text: str) -> tuple[str, Result] | None:
    """The variable's name and the result of a cell; None where help was asked for. ToolkitError where either is bad.

    >>> name, result = read_statements("talks --date 2022-03-01 --wordlists", "Talks go on, Dmitry Peskov said.")
    >>> name, result.statements[0].speaker.office
    ('talks', 'Kremlin press secretary')
    """
    from toolkit.lexicon import read_parties
    from toolkit.pipeline import Settings, process_article
    from toolkit.score import read_issues

    try:
        options = build_options().parse_args(shlex.split(line))
    except ValueError as error:
        raise InputError(str(error).lower(), where="%%statements", hint="close the quotation mark") from None
    except _Helped:
        return None
    if not options.name.isidentifier() or iskeyword(options.name):
        raise InputError(f"{options.name!r} is no name of a variable", where="%%statements", hint="use letters and _")
    if not text.strip():
        raise InputError("no text in the cell", where="%%statements", hint="paste it below the first line")
    article = Article(
        options.name, text.rstrip("\n"), title=options.title, outlet=options.outlet, date=_day(options.date)
    )
    scores: Any = "wordlists" if options.wordlists else True
    sides = read_parties(options.parties)
    issues = read_issues(options.issues) if options.issues else ()
    settings = Settings(engine=options.engine, parties=sides, scores=scores, documents=options.documents, issues=issues)
    return options.name, process_article(article, settings)


def _day(date: str | None) -> str | None:
    """The ISO day, or InputError."""
    from datetime import date as day

    try:
        return day.fromisoformat(date).isoformat() if date else None
    except ValueError:
        raise InputError(f"{date!r} is no day", where="%%statements --date", hint="write it as 2022-03-01") from None


def register(shell: Any) -> None:
    """Makes `%%statements` known to a notebook; `%load_ext toolkit` calls it."""

    def statements(line: str, cell: str | None = None) -> Result | None:
        return _statements(shell, line, cell)

    statements.__doc__ = f"{_statements.__doc__}\n\n{build_options().format_help()}"
    shell.register_magic_function(statements, "line_cell", "statements")


def _statements(shell: Any, line: str, cell: str | None) -> Result | None:
    """Who says what in a pasted text: `%%statements --date 2022-03-01 --outlet "The Paper" talks`, the text below."""
    from IPython.core.error import UsageError

    try:
        found = read_statements(line, cell or "")
    except ToolkitError as error:
        raise UsageError(str(error)) from None
    except Exception as error:  # a reader of news is shown one line, whatever happens
        raise UsageError(f"%%statements: {type(error).__name__}: {error}; please report it") from None
    if found is None:
        return None
    name, result = found
    shell.user_ns[name] = result
    return result
