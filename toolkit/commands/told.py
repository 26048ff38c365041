"""What a command says on standard error, and the status that follows from it."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from toolkit.commands.shared import to_settings

ROW = re.compile(r", (?:(?:line|row) \d+|article .+)$")
TOLD = 20  # rows of one file that are named in the terminal


def tell(problem: str) -> None:
    """One line on standard error, whatever file names and texts hold."""
    line = "".join(char if char.isprintable() else " " for char in problem)
    print(f"toolkit: {line}", file=sys.stderr)


class Kept:
    """Items less those that were left out, which are told at once; `status` is right when all are through.

    It is 2 where something is lost, not for a file of a folder that is passed over.
    """

    def __init__(self, items: Iterable[Any]) -> None:
        self.items, self.status = items, 0

    def __iter__(self) -> Iterator[Any]:
        from toolkit.model import LeftOut

        rows: Counter[str] = Counter()
        for item in self.items:
            if not isinstance(item, LeftOut):
                yield item
                continue
            self.status = 2 if item.what in {"article", "part"} else self.status
            file = ROW.sub("", item.where)
            rows[file] += file != item.where
            if rows[file] <= TOLD:
                tell(f"{item.where}: {item.reason}")
        for file, number in rows.items():
            if number > TOLD:
                tell(f"{file}: {number - TOLD:,} more rows left out; manifest.json of toolkit run lists every one")


def kept_results(options: argparse.Namespace) -> Kept:
    """The results of the inputs, one by one, with a progress bar on a terminal."""
    from toolkit.pipeline import process_articles
    from toolkit.progress import show_progress
    from toolkit.read import read_articles

    settings = to_settings(options)
    found = read_articles(options.inputs, columns=dict(settings.columns))
    articles = show_progress(found, unit=" articles", quiet=options.quiet)
    return Kept(_watched(process_articles(articles, settings), settings))


def _watched(items: Iterable[Any], settings: Any) -> Iterator[Any]:
    """The items, and after them a note on each row of the corrections that changed nothing."""
    from toolkit.model import LeftOut
    from toolkit.pipeline import note_unused

    seen: set[tuple[str, str]] = set()
    for item in items:
        if settings.corrections and not isinstance(item, LeftOut):
            seen |= {(item.article.id, s.speaker.reason or "") for s in item.statements}
        yield item
    yield from note_unused(settings.corrections, seen)


def run_into(options: argparse.Namespace, folder: str | Path, *, scheduler: str | None = None) -> int:
    """Runs the inputs into a folder and tells what was left out; the status."""
    from toolkit.model import LeftOut
    from toolkit.run import run

    manifest = run(
        options.inputs,
        folder,
        to_settings(options),
        jobs=options.jobs,
        scheduler=scheduler,
        progress=not options.quiet,
    )
    left = Kept(LeftOut(**row) for row in manifest["left_out"] + manifest["notes"])
    list(left)  # tells each
    return left.status
