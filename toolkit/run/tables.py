"""The tables of a finished run, each text counted once: the only place that reads them whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from toolkit.duplicates import mark_duplicates
from toolkit.errors import InputError
from toolkit.run.shards import TABLES
from toolkit.run.sql import is_finished

EMPTY = ("doc", "statement", "side", "speaker", "kind", "text", "content")
SCORES = ("tone", "posture", "polarity", "subjectivity", "vader")


@dataclass(frozen=True)
class Tables:
    """Statements and articles of a run, and how many of each were left out as near duplicates."""

    statements: pd.DataFrame
    articles: pd.DataFrame
    left_statements: int = 0
    left_articles: int = 0

    @property
    def sentence(self) -> str:
        """What was left out, in one sentence, or an empty string.

        >>> Tables(pd.DataFrame(), pd.DataFrame(), 5, 1).sentence
        '1 article prints a text that another one has printed already: it and its 5 statements are not counted.'
        """
        many, said = self.left_articles, self.left_statements
        if not many:
            return ""
        whose = f"{'it' if many == 1 else 'they'} and {'its' if many == 1 else 'their'}"
        return (
            f"{many:,} article{'s print' if many > 1 else ' prints'} a text that another one has printed already: "
            f"{whose} {said:,} statement{'' if said == 1 else 's'} are not counted."
        )


def read_tables(folder: str | Path, *, every: bool = False) -> Tables:
    """Statements and articles of a finished run, by article and place; `every` keeps near duplicates.

    Both tables have the columns `cluster` and `counted` (`toolkit.duplicates`). Raises InputError where there is no
    finished run, or a table is damaged.

    >>> read_tables("results")
    Traceback (most recent call last):
    toolkit.errors.InputError: results: no finished run in this folder; make one with toolkit run
    """
    place = Path(folder)
    if not is_finished(place):
        raise InputError("no finished run in this folder", where=str(folder), hint="make one with toolkit run")
    statements, articles = (mark_duplicates(_read(place / name), place) for name in TABLES)
    if every:
        return Tables(statements, articles)
    kept, known = (table[table["counted"].astype(bool)].reset_index(drop=True) for table in (statements, articles))
    return Tables(kept, known, len(statements) - len(kept), len(articles) - len(known))


def _read(folder: Path) -> pd.DataFrame:
    """The shards of a table as one, in the order of articles and statements."""
    frames = [_shard(path) for path in sorted(folder.glob("*.parquet"))]
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if not frames:
        return pd.DataFrame({name: [] for name in (*EMPTY, *SCORES)})
    keys = [key for key in ("doc", "statement") if key in frames[0]]
    return pd.concat(frames, ignore_index=True).sort_values(keys, kind="stable", ignore_index=True)


def _shard(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:
        what = f"a table that is damaged ({' '.join(str(error).split())})"
        raise InputError(what, where=str(path), hint="make the run again in an empty folder") from None
