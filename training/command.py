"""What the two training commands share: their options, and the settings that they name."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
JOBS = ("train", "ask", "teach", "export", "calibrate")


def make_parser(words: str | None, jobs: Sequence[str] = JOBS) -> argparse.ArgumentParser:
    """The options of a training command, described by `words`; it does one of the `jobs`, or all."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("job", nargs="?", default="all", choices=["all", *jobs])
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--wheels", type=Path, default=ROOT / "training/runs", help="folder of the base model's wheels")
    parser.add_argument("--runs", type=Path, default=ROOT / "training/runs")
    parser.add_argument("--models", type=Path, default=ROOT / "toolkit/models")
    return parser


def read_settings(file: Path, gold: Path) -> dict[str, Any]:
    """The settings of a training; ends the command where there is no gold data to train on."""
    if not (gold / "war-news").is_dir():
        print(f"{gold}: no gold data there; give its folder with --gold", file=sys.stderr)
        raise SystemExit(2)
    return tomllib.loads(file.read_text(encoding="utf-8"))
