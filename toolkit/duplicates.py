"""Near duplicates of a run: the same text printed twice is marked, never removed."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.signature import DIGITS, VALUES
from toolkit.table import write_parquet

if TYPE_CHECKING:
    import duckdb

TABLE = "duplicates.parquet"
ALIKE = 0.7  # share of shingles in common from which two articles are one text
ROWS = 4  # values that two articles must share to be compared: 32 chances, missed once in 5,000 at ALIKE
BAND = ROWS * DIGITS  # digits
BANDS = f"""
    create temp table bands as
    select doc, signature, k, substr(signature, 1 + {BAND} * k, {BAND}) as band
    from articles, range({VALUES // ROWS}) as bands(k) where signature is not null"""
PAIRS = f"""
    create temp table pairs as
    with first as (
        select k, band, arg_min(doc, doc) as doc, arg_min(signature, doc) as signature
        from bands group by k, band having count(*) > 1),
    near as (
        select distinct first.doc as one, bands.doc as other, first.signature as a, bands.signature as b
        from first join bands using (k, band) where first.doc < bands.doc)
    select one, other from near where list_sum(list_transform(range({VALUES}), lambda i:
        (substr(a, 1 + {DIGITS} * i, {DIGITS}) = substr(b, 1 + {DIGITS} * i, {DIGITS}))::int)) >= {ALIKE * VALUES}"""
NONE = "select '' as doc, '' as cluster, 1 as counted where false"
FACTS = """
    select doc, coalesce(date, '9999'), -length(text) from articles
    where doc in (select one from pairs union select other from pairs)"""


def find_duplicates(folder: str | Path, filesystem: Any = None) -> tuple[bytes, int]:
    """The near duplicates among a run's articles as the bytes of TABLE, and how many articles are not counted.

    Columns: `doc`; `cluster`, the doc of the article that is counted; `counted`, 1 or 0. An article that is alone is
    not in the table. Counted is the earliest article of a cluster, of equal or unknown date the longest, then the
    first doc. DuckDB compares the signatures on disk, so that memory stays flat; `filesystem` (fsspec) is that of a
    folder in an object store.
    """
    with _connect() as base:
        if filesystem is not None:
            base.register_filesystem(filesystem)
        base.read_parquet(_files(folder, "articles")).create_view("articles")
        base.execute(BANDS)
        base.execute(PAIRS)
        clusters = _clusters(base.execute("select one, other from pairs order by one, other").fetchall())
        order = {doc: (date, size, doc) for doc, date, size in base.execute(FACTS).fetchall()}
    rows = []
    for cluster in clusters:
        counted = min(cluster, key=order.__getitem__)
        rows += [(doc, counted, int(doc == counted)) for doc in cluster]
    frame = pd.DataFrame(sorted(rows), columns=["doc", "cluster", "counted"])
    file = BytesIO()
    write_parquet([frame.astype({"doc": object, "cluster": object, "counted": "int64"})], file)
    return file.getvalue(), len(rows) - len(clusters)


def _clusters(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The docs that pairs join, directly or through others.

    >>> _clusters([("a", "b"), ("c", "d"), ("b", "e")])
    [['a', 'b', 'e'], ['c', 'd']]
    """
    cluster: dict[str, list[str]] = {}
    for one, other in pairs:
        a, b = cluster.setdefault(one, [one]), cluster.setdefault(other, [other])
        if a is not b:
            small, large = sorted((a, b), key=len)
            large += small
            cluster.update(dict.fromkeys(small, large))
    return sorted(map(sorted, {id(docs): docs for docs in cluster.values()}.values()))


def create_views(base: duckdb.DuckDBPyConnection, folder: str | Path, *, marked: bool) -> None:
    """Makes the tables `statements` and `articles` of a run known to DuckDB, with the columns `cluster` and `counted`.

    `counted` is false for a near duplicate of an article that is counted; `cluster` is the doc of that one.
    `marked`: whether the run has TABLE.
    """
    if marked:
        base.read_parquet(_place(folder, TABLE)).create_view("duplicates")
    else:
        base.execute(f"create view duplicates as {NONE}")
    for name in ("statements", "articles"):
        base.read_parquet(_files(folder, name)).create_view(f"{name}_alone")
        base.execute(
            f"create view {name} as select t.*, coalesce(d.cluster, t.doc) as cluster, coalesce(d.counted, 1) = 1 "
            f"as counted from {name}_alone as t left join duplicates as d using (doc)"
        )


def mark_duplicates(frame: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """The statements or articles of a run with the columns `cluster` and `counted` of `create_views`."""
    if not (folder / TABLE).is_file():
        return frame.assign(cluster=frame["doc"], counted=True)
    known = pd.read_parquet(folder / TABLE).set_index("doc")
    doc = frame["doc"]
    return frame.assign(
        cluster=doc.map(known["cluster"]).fillna(doc), counted=doc.map(known["counted"]).fillna(1).astype(int) == 1
    )


def _files(folder: str | Path, name: str) -> str:
    """The Parquet files of a table, as a pattern."""
    return _place(folder, f"{name}/*.parquet")


def _place(folder: str | Path, name: str) -> str:
    """A file, or a pattern, below a folder or URL."""
    where = str(folder)
    return f"{where.rstrip('/')}/{name}" if "://" in where else str(Path(glob.escape(where), name))


@contextmanager
def _connect() -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB that puts on the disk what does not fit into memory."""
    import duckdb

    with tempfile.TemporaryDirectory() as spill, duckdb.connect(config={"temp_directory": spill}) as base:
        yield base
