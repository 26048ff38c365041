"""`toolkit report`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_inputs, add_jobs, add_out, add_processing, add_seed
from toolkit.commands.told import run_into
from toolkit.errors import InputError

WORDS = "one self-contained HTML file"
EXAMPLE = "toolkit report seeds -o report.html"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "the HTML file")
    add_processing(parser)
    add_jobs(parser)
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """A run, where the input is not one, and its report."""
    from toolkit.report import write_report
    from toolkit.run import is_finished
    from toolkit.table import open_whole

    source = Path(options.inputs[0])
    finished = len(options.inputs) == 1 and is_finished(source)
    check_out(options.out, inputs=() if finished else options.inputs)
    if finished:
        _check_finished(options, source)
    with tempfile.TemporaryDirectory() as folder:
        status = 0
        if not finished:
            source = Path(folder) / "run"
            status = run_into(options, source)
        with open_whole(options.out) as page:
            write_report(source, Path(page.name), seed=options.seed, parties=options.parties)
    return status


def _check_finished(options: argparse.Namespace, folder: Path) -> None:
    """InputError where an option would change what a finished run has found."""
    from toolkit.report import read_run

    for name in ("engine", "scope", "corrections", "documents", "columns"):
        if getattr(options, name):
            hint = f"make it again: toolkit run ... --{name}, or leave --{name} out"
            raise InputError(f"a finished run, which --{name} cannot change", where=str(folder), hint=hint)
    read_run(folder, options.parties)
