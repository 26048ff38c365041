"""Files that this toolkit wrote; in a folder of articles they are passed over."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

STATEMENTS = "statements of this toolkit, not articles"
SHEET = "a coding sheet of this toolkit, not articles"
REPORT = "a report of this toolkit, not an article"
COLUMNS = {STATEMENTS: {"doc", "statement", "content"}, SHEET: {"row", "statement", "context", "article"}}
LINE = re.compile(rb'\{"doc": ".*?"statements": \[')
GENERATOR = re.compile(rb"<meta\b[^>]*\bcontent=[\"']toolkit report[\"']", re.IGNORECASE)
CATEGORY = re.compile(rb"<cp:category>toolkit report</cp:category>")
PRINTED = b"/Creator (toolkit)"
START = 8_192  # bytes


def written_here(file: Path) -> str | None:
    """What of ours a file is, or None; what cannot be read is none of ours."""
    ending = file.suffix.lower()
    try:
        if ending == ".parquet":
            import pyarrow.parquet as pq

            return _table(set(pq.read_schema(file).names))
        if ending == ".txt":
            return None
        if ending == ".docx":
            return REPORT if CATEGORY.search(_facts(file)) else None
        with file.open("rb") as lines:
            start = lines.read(START)
    except (OSError, ValueError):
        return None
    if ending in {".csv", ".tsv"}:
        header = start.decode("utf-8-sig", errors="replace").partition("\n")[0]
        return _table(set(re.split(r"[,;\t]", header.replace('"', "").strip())))
    if ending == ".jsonl":
        return STATEMENTS if LINE.match(start) else None
    return REPORT if GENERATOR.search(start) or (ending == ".pdf" and PRINTED in start) else None


def _facts(file: Path) -> bytes:
    """What a Word file says of itself, as far as START; nothing of one that is damaged."""
    try:
        with zipfile.ZipFile(file) as parts, parts.open("docProps/core.xml") as facts:
            return facts.read(START)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):  # also of one with a password
        return b""


def _table(columns: set[str]) -> str | None:
    """What of ours has these columns."""
    return next((what for what, own in COLUMNS.items() if own <= columns), None)
