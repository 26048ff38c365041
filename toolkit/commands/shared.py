"""The options that several commands share, and what they mean."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.extract import DEFAULT_ENGINE, ENGINES, NO_WEIGHTS
from toolkit.read.formats import ENDINGS

if TYPE_CHECKING:
    from toolkit.pipeline import Settings

SCOPES = ("statements", "attributions")
DOCUMENTS = ("auto", "news", "speech")


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Files and folders."""
    words = f"files ({', '.join(ENDINGS)}) or folders of them; - is text from standard input"
    parser.add_argument("inputs", nargs="+", type=named, help=words)


def add_out(parser: argparse.ArgumentParser, words: str, *, kind: type = Path) -> None:
    """Where the result goes; `words` say what it is; of the kind str it may be a URL."""
    parser.add_argument("-o", "--out", type=lambda word: kind(named(word)), required=True, help=words)


def add_run(parser: argparse.ArgumentParser, *, kind: type = Path) -> None:
    """The folder of a run; of the kind str it may be a URL."""
    parser.add_argument(
        "dir",
        type=lambda word: kind(named(word)),
        help="folder of a run" + (" (or s3://, gs://)" if kind is str else ""),
    )


def add_duplicates(parser: argparse.ArgumentParser) -> None:
    """Whether a text that was printed several times counts several times."""
    words = "count a text as often as it was printed, not once"
    parser.add_argument("--count-duplicates", action="store_true", help=words)


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """How many processes work."""
    parser.add_argument("--jobs", type=count, default=1, help="processes that work at once (1)")


def add_seed(parser: argparse.ArgumentParser) -> None:
    """The number of every random draw."""
    parser.add_argument("--seed", type=int, default=1, help="number that every random draw starts from (1)")


def add_processing(parser: argparse.ArgumentParser) -> None:
    """What decides the statements and their scores."""
    words = f"what finds the statements ({DEFAULT_ENGINE}); fast is for large corpora, {NO_WEIGHTS} needs no weights"
    parser.add_argument("--engine", choices=ENGINES, help=words)
    words = "what was said, or also thoughts and intentions that are attributed (statements)"
    parser.add_argument("--scope", choices=SCOPES, help=words)
    parser.add_argument("--parties", type=Path, help="TOML file of the sides")
    parser.add_argument("--corrections", type=Path, help="CSV: speaker,name,side,office,doc")
    parser.add_argument("--issues", type=Path, help="CSV: issue,words; targets beside the known issues")
    add_columns(parser)
    parser.add_argument("--documents", choices=DOCUMENTS, help="news, speech, or each recognised by itself (auto)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar, and no word of success")
    parser.add_argument("--wordlists", action="store_true", help="of the scores only TextBlob and VADER (no weights)")


def add_columns(parser: argparse.ArgumentParser) -> None:
    """Which column of a table holds what."""
    words = "which column of a table holds what: text=body,date=published, or a TOML file"
    parser.add_argument("--columns", metavar="MAP", help=words)


def to_columns(options: argparse.Namespace) -> dict[str, str]:
    """Which column holds what, as `--columns` says; InputError where it cannot be read."""
    from toolkit.read import parse_columns

    return parse_columns(options.columns) if options.columns else {}


def named(word: str) -> str:
    """A name that is not empty, for argparse; an empty one, as of a variable that is not set, would be this folder."""
    if not word.strip():
        raise argparse.ArgumentTypeError("an empty name; name a file or folder (. is this folder)")
    return word


def count(word: str) -> int:
    """A whole number from 1 on, for argparse."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 on")
    return int(word)


def to_settings(options: argparse.Namespace) -> Settings:
    """The settings that the options mean; ToolkitError for a bad file that one names, or missing weights."""
    from toolkit.lexicon import read_parties
    from toolkit.pipeline import Settings
    from toolkit.resolve import read_corrections
    from toolkit.score import read_issues
    from toolkit.score.model import scorer_of
    from toolkit.weights import check_weights

    parties = read_parties(options.parties)
    corrections = read_corrections(options.corrections, sides=parties.ids) if options.corrections else ()
    issues = read_issues(options.issues) if options.issues else ()
    scores: Any = "wordlists" if options.wordlists else getattr(options, "scores", True)  # only extract lets them be
    engine, scope = options.engine or DEFAULT_ENGINE, options.scope or SCOPES[0]
    for model in [engine] * (engine != NO_WEIGHTS) + [scorer_of(engine)] * (scores is True):
        check_weights(model)
    documents = options.documents or DOCUMENTS[0]
    return Settings(
        engine,
        scope,
        parties,
        corrections,
        scores=scores,
        documents=documents,
        columns=tuple(sorted(to_columns(options).items())),
        issues=issues,
    )
