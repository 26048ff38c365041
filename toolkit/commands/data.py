"""`toolkit data`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from toolkit.corpora import LOCAL, fetch_corpus, list_corpora

WORDS = "a published collection of texts, fetched and checked by SHA-256"
EXAMPLE = "toolkit data press-releases"
ADDRESS = "TOOLKIT_DATA_URL"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    parser.description = f"{WORDS}; a local copy in the folder that {LOCAL} names is taken instead"
    parser.add_argument("name", choices=sorted(list_corpora()), help="which one")
    parser.add_argument("-o", "--out", type=Path, help="folder to put it into (the user's cache)")
    parser.add_argument("--url", help=f"another web address that holds the files ({ADDRESS})")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def work(options: argparse.Namespace) -> int:
    """The collection's folder, with its licence and whom to credit."""
    url = options.url or os.environ.get(ADDRESS)
    folder = fetch_corpus(options.name, folder=options.out, url=url, progress=not options.quiet)
    for one in list_corpora()[options.name]:
        print(f"{folder / one.file}: {one.licence}, {one.credit}")
    print(f"Next: toolkit run {folder} -o results")
    return 0
