"""`toolkit lab`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

WORDS = "JupyterLab on the notebooks"
EXAMPLE = "toolkit lab"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this command."""
    parser.description = f"{WORDS}; options of JupyterLab are passed on"


def work(options: argparse.Namespace) -> int:
    """JupyterLab in the place of this process."""
    notebooks = Path(__file__).parents[2] / "notebooks"
    folder = notebooks if notebooks.is_dir() else Path.cwd()
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it listens to this machine only
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *root, str(folder), *options.more])
