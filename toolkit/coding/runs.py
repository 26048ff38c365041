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
    sample_path,
    sample_statements,
    write_sample,
)
from toolkit.coding.sheet import write_sheet
from toolkit.errors import InputError
from toolkit.run import read_tables


def sample_run(
    folder: Path,
    sheet: Path,
    n: int,
    *,
    by: Sequence[str] = (),
    uncertain: float = 1.0,
    coded: Path | None = None,
    every: bool = False,
    seed: int,
) -> Sample:
    """Draws n statements of a run, writes the sheet and, beside it, what was drawn with which probability.

    A text that was printed several times is drawn from once; with `every` as often. The codes of `coded`, one coder's
    sheet or journal of a smaller sample with the same seed, are carried over. Raises InputError where one of the two
    files exists: somebody may have coded it.
    """
    for path in (sheet, sample_path(sheet)):
        if path.exists():
            raise InputError("a sheet or its sample exists already", where=str(path), hint="give another name")
    found, sides = read_tables(folder, every=every), read_sides(folder)
    sample = sample_statements(
        found.statements, found.articles, n, by=by, uncertain=uncertain, sides=sides, seed=seed
    )  # fmt: skip
    sample.settings.update(every=every, left=found.sentence)
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
