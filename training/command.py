"""What the two training commands share: their options, and the settings that they name."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BATCHES = 24  # on which `measure` looks
JOBS = ("train", "ask", "teach", "export", "measure", "calibrate")


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


def read_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The settings of a training; ends the command where they, or the gold data, or what the job needs, are missing."""
    try:
        settings = tomllib.loads(options.config.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SystemExit(f"{options.config}: {error}; name a file of settings such as training/fast.toml") from None
    needed = {"ask": "taught", "teach": "taught", "again": "again", "round": "round"}.get(options.job)
    if needed and needed not in settings:
        raise SystemExit(f"{options.config}: no [{needed}] there, without which there is nothing to {options.job}")
    if options.job != "restore" and not (options.gold / "war-news").is_dir():
        raise SystemExit(f"{options.gold}: no gold data there; give its folder with --gold")
    return settings
