"""A sample of a run: its sheet, its probabilities, and the codes of a smaller sample that it goes on with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.coding.journal import read_coded
from toolkit.coding.sample import (
    Sample,
    check_drawn,
    find_sample,
    read_sides,
    read_tables,
    sample_path,
    sample_statements,
    write_sample,
)
from toolkit.coding.sheet import write_sheet
from toolkit.errors import InputError


def sample_run(
    folder: Path,
    sheet: Path,
    n: int,
    *,
    by: Sequence[str] = (),
    uncertain: float = 1.0,
    coded: Path | None = None,
    seed: int,
) -> Sample:
    """Draws n statements of a run, writes the sheet and, beside it, what was drawn with which probability.

    The codes of `coded`, one coder's sheet or journal of a smaller sample with the same seed, are carried over. Raises
    InputError where one of the two files exists: somebody may have coded it.
    """
    for path in (sheet, sample_path(sheet)):
        if path.exists():
            raise InputError("a sheet or its sample exists already", where=str(path), hint="give another name")
    statements, articles = read_tables(folder)
    sample = sample_statements(statements, articles, n, by=by, uncertain=uncertain, sides=read_sides(folder), seed=seed)
    codes = read_coded(coded, find_sample(coded)) if coded else None
    if codes is not None:
        check_drawn(codes, sample, where=str(coded))
    write_sample(sample, sample_path(sheet))
    try:
        write_sheet(sample, sheet, codes=codes)
    except InputError:
        sample_path(sheet).unlink()
        raise
    return sample
