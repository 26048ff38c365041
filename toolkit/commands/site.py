"""`toolkit site`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from toolkit.commands.report import day
from toolkit.commands.shared import add_seed
from toolkit.errors import InputError

WORDS = "reports, notebooks and codebook as a static site"
EXAMPLE = "toolkit site public results"
SEEDS = Path(__file__).parents[2] / "seeds"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    parser.add_argument("dir", type=Path, help="folder of the site, as GitHub Pages serves it")
    parser.add_argument("runs", nargs="*", type=Path, help="folders that toolkit run wrote (a run of seeds/)")
    parser.add_argument(
        "--notebooks",
        type=Path,
        help="folder of notebooks, shown as they were saved (notebooks/, that of the report included)",
    )
    parser.add_argument("--parties", type=Path, help="TOML file of the sides: other labels and colours")
    parser.add_argument("--event", type=day, help="a date, as 2022-02-24: what changed around it")
    add_seed(parser)


def work(options: argparse.Namespace) -> int:
    """The site of the runs, or of the seed article."""
    from toolkit.report import read_run
    from toolkit.site import write_site

    for run in options.runs:
        read_run(run, options.parties)
    with tempfile.TemporaryDirectory() as folder:
        made = write_site(
            options.dir, options.runs or [_seed_run(Path(folder) / "seeds")],
            notebooks=options.notebooks, parties=options.parties, event=options.event or "", seed=options.seed,
        )  # fmt: skip
    print(f"{len(made)} pages in {options.dir}; open {options.dir / 'index.html'}")
    return 0


def _seed_run(folder: Path) -> Path:
    """A run of the example article; InputError where there is none beside the package."""
    from toolkit.pipeline import Settings
    from toolkit.run import run

    if not SEEDS.is_dir():
        raise InputError(
            "no run is named, and there are no seeds", where=str(SEEDS), hint="name folders of toolkit run"
        )
    run([SEEDS], folder, Settings(), progress=False)
    return folder
