"""`toolkit read`."""

from __future__ import annotations

import argparse

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_columns, add_inputs, add_out, to_columns
from toolkit.commands.told import Kept

WORDS = "any supported input to one articles table"
EXAMPLE = "toolkit read articles/ -o articles.parquet"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "articles table: .parquet, .csv or .jsonl")
    add_columns(parser)


def work(options: argparse.Namespace) -> int:
    """Articles to one table."""
    from toolkit.read import read_articles
    from toolkit.table import ARTICLE_WRITERS, write_articles

    check_out(options.out, tuple(ARTICLE_WRITERS), options.inputs)
    articles = Kept(read_articles(options.inputs, columns=to_columns(options)))
    write_articles(articles, options.out)
    return articles.status
