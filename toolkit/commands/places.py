"""Where results may be written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import InputError


def check_out(out: Path, endings: tuple[str, ...] = (), inputs: Sequence[str] = ()) -> None:
    """InputError before any work is done where a file cannot be written or would take the place of an input."""
    if endings and out.suffix.lower() not in endings:
        raise InputError("unknown ending of the output", where=str(out), hint=f"use {' or '.join(endings)}")
    if out.is_dir():
        raise InputError("a folder, not a file", where=str(out), hint="name a file in it")
    if not os.access(out.parent, os.W_OK):
        raise InputError("its folder is missing or cannot be written", where=str(out), hint="name another place")
    if inputs and out.exists():
        from toolkit.read import find_files

        files, _ = find_files(name for name in inputs if name != "-")
        if os.path.realpath(out) in map(os.path.realpath, files):
            raise InputError("both input and output", where=str(out), hint="write the results to another file")
