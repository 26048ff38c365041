"""`toolkit speakers`."""

from __future__ import annotations

import argparse

from toolkit.commands.shared import add_inputs, add_processing
from toolkit.commands.told import kept_results

WORDS = "speakers with office, side and how it was decided; unresolved ones first"
EXAMPLE = "toolkit speakers seeds"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_processing(parser)


def work(options: argparse.Namespace) -> int:
    """Prints the table of speakers."""
    from toolkit.table import light_frame, speakers_frame

    results = kept_results(options)
    frame = speakers_frame(light_frame(results))
    known = frame.dropna(axis="columns", how="all")
    print(known.to_string(index=False) if len(frame) else "no statements found")
    return results.status
