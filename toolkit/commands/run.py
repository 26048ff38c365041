"""`toolkit run`."""

from __future__ import annotations

import argparse

from toolkit.commands.shared import add_inputs, add_jobs, add_out, add_processing
from toolkit.commands.told import run_into

WORDS = "everything, resumable, to a folder"
EXAMPLE = "toolkit run articles/ -o results"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    add_inputs(parser)
    add_out(parser, "folder (or s3://, gs://) for tables and manifest; a run that was stopped goes on", kind=str)
    add_processing(parser)
    add_jobs(parser)
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, as tcp://host:8786, in place of --jobs")


def work(options: argparse.Namespace) -> int:
    """Everything to a folder; says what it holds."""
    status = run_into(options, options.out, scheduler=options.scheduler)
    if not options.quiet:
        from toolkit.report.cells import many
        from toolkit.run.store import open_store, read_json

        made = read_json(open_store(options.out), "manifest.json")
        print(f"{options.out}: {many(made['articles'], 'article')}, {many(made['statements'], 'statement')}")
    return status
