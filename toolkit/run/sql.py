"""Questions to the tables of a run, asked where they are: nothing is loaded but the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.duplicates import TABLE, create_views
from toolkit.errors import InputError
from toolkit.resolve.corrections import BY_HAND
from toolkit.run.store import is_url, open_store, to_filesystem

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def is_finished(folder: str | Path) -> bool:
    """Whether the folder, or the URL, holds the whole result of a run."""
    return open_store(folder).read("manifest.json") is not None


def query(folder: str | Path, sql: str) -> pd.DataFrame:
    """The answer of DuckDB to a query over a run's tables `statements` and `articles`, one row a row of the answer.

    Both have the columns `cluster` and `counted` (false for a near duplicate of an article that is counted, whose doc
    is `cluster`). The Parquet files are read where they are, only the columns and row groups that the query needs;
    `folder` may be a URL of an object store. Raises InputError where there is no finished run, the query is wrong, or
    it does not ask but write.

    >>> query("results", "select 1")
    Traceback (most recent call last):
    toolkit.errors.InputError: results: no finished run in this folder; make one with toolkit run
    """
    if not is_finished(folder):
        raise InputError("no finished run in this folder", where=str(folder), hint="make one with toolkit run")
    import duckdb

    with _tables(folder) as base:
        try:
            if any(part.type not in _asking() for part in base.extract_statements(sql)):
                raise InputError("it does not ask but changes something", where="query", hint="begin it with select")
            found = base.sql(sql)
            if found is None:
                raise InputError("it asks nothing", where="query", hint="begin it with select")
            return _whole_numbers(found).df()
        except duckdb.Error as error:
            raise InputError(str(error).splitlines()[0], where="query", hint="tables: statements, articles") from None


def read_corrected(folder: str | Path) -> set[tuple[str, str]]:
    """Doc and reason of the statements that the corrections of a run have changed, be it finished or not."""
    with _tables(folder) as base:
        rows = base.execute("select distinct doc, reason from statements where contains(reason, ?)", [BY_HAND])
        return set(rows.fetchall())


def _asking() -> set[Any]:
    """The kinds of SQL that change nothing."""
    from duckdb import StatementType as Kind

    return {Kind.SELECT, Kind.EXPLAIN, Kind.RELATION, Kind.PRAGMA}


def _whole_numbers(found: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """The answer with its sums of whole numbers as such; they are wider than pandas knows and would become decimals."""
    wide = [str(kind) == "HUGEINT" for kind in found.types]
    names = ['"' + name.replace('"', '""') + '"' for name in found.columns]
    if not any(wide) or len(set(names)) < len(names):
        return found
    return found.project(", ".join(f"{n}::bigint as {n}" if w else n for n, w in zip(names, wide, strict=True)))


@contextmanager
def _tables(folder: str | Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with the tables of a run as views."""
    import duckdb

    with duckdb.connect() as base:
        if is_url(folder):
            base.register_filesystem(to_filesystem(str(folder))[0])
        create_views(base, folder, marked=open_store(folder).read(TABLE) is not None)
        yield base
