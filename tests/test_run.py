"""Runs: same bytes for any number of processes, kept shards, nothing left behind."""

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.pipeline import Settings
from toolkit.run import run


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_jobs_and_resuming(tmp_path: Path) -> None:
    """Two processes write the bytes that one writes; a second run keeps the finished shards."""
    source = tmp_path / "in"
    source.mkdir()
    for name in "abc":
        (source / f"{name}.txt").write_text(f"Talks {name} go on, Dmitry Peskov said.")
    for jobs in (1, 2):
        run([source], tmp_path / str(jobs), Settings(), jobs=jobs, shard_size=1, progress=False)
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")
    shard = tmp_path / "1" / "statements" / "000000.parquet"
    before = shard.stat().st_mtime_ns
    (tmp_path / "1" / "articles" / "000001.parquet").unlink()
    run([source], tmp_path / "1", Settings(), shard_size=1, progress=False)
    assert before == shard.stat().st_mtime_ns
    assert _bytes(tmp_path / "1") == _bytes(tmp_path / "2")


def test_nothing_read(tmp_path: Path) -> None:
    """Where nothing could be read, no folder is left behind."""
    with pytest.raises(InputError, match=r"none\.txt"):
        run([tmp_path / "none.txt"], tmp_path / "out", Settings(), progress=False)
    assert not (tmp_path / "out").exists()
