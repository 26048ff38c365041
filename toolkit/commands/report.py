"""`toolkit report`."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from toolkit.commands.places import check_out
from toolkit.commands.shared import add_duplicates, add_inputs, add_jobs, add_out, add_processing, add_seed
from toolkit.commands.told import run_into
from toolkit.errors import InputError

WORDS = "the report as one HTML file, or as PDF, Word or Markdown"
EXAMPLE = "toolkit report seeds -o report.html"
FORMATS = ("html", "docx", "pdf", "md")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "the file: .html, .pdf (printed by Chromium or Chrome), .docx or .md")
    parser.add_argument("--format", choices=FORMATS, help="the format, where the ending does not tell it")
    parser.add_argument("--event", type=day, help="a date, as 2022-02-24: what changed around it")
    add_duplicates(parser)
    add_processing(parser)
    add_jobs(parser)
    add_seed(parser)


def day(word: str) -> str:
    """A date of the calendar, for argparse."""
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no date; write it as 2022-02-24") from None


def work(options: argparse.Namespace) -> int:
    """A run, where the input is not one, and its report."""
    from toolkit.report import check_format, write_report
    from toolkit.run import is_finished

    source = Path(options.inputs[0])
    finished = len(options.inputs) == 1 and is_finished(source)
    check_out(options.out, inputs=() if finished else options.inputs)
    kind = check_format(options.out, options.format)
    if finished:
        check_finished(options, source)
    with tempfile.TemporaryDirectory() as folder:
        status = 0
        if not finished:
            source = Path(folder) / "run"
            status = run_into(options, source)
        made = write_report(
            source, options.out, format=kind, parties=options.parties, event=options.event or "",
            every=options.count_duplicates, seed=options.seed,
        )  # fmt: skip
    if not options.quiet:
        print(made.sentence)
    return status


def check_finished(options: argparse.Namespace, folder: Path) -> None:
    """InputError where an option would change what a finished run has found."""
    from toolkit.report import read_run

    for name in ("engine", "scope", "corrections", "issues", "documents", "columns"):
        if getattr(options, name):
            hint = f"make it again: toolkit run ... --{name}, or leave --{name} out"
            raise InputError(f"a finished run, which --{name} cannot change", where=str(folder), hint=hint)
    read_run(folder, options.parties)
