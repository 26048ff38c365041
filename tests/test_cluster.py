"""Runs on a Dask cluster and in an object store: the bytes of a run on this machine, whatever happens to a worker."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from toolkit.errors import InputError, ToolkitError
from toolkit.pipeline import Settings
from toolkit.run import cluster, is_finished, query, run, shards

distributed = pytest.importorskip("distributed", reason="Dask is not installed (pip install distributed)")
PLAIN = Settings(engine="fast", scores=False)  # many processes: the small models


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with eight articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Talks number {number} go on, Dmitry Peskov said.")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


@pytest.mark.parametrize("address", ["foo", "tcp://127.0.0.1:1x", "tcp://", "127.0.0.1"])
def test_no_address(source: Path, tmp_path: Path, address: str) -> None:
    """What is no address is refused at once."""
    with pytest.raises(ToolkitError, match="no address of a scheduler"):
        run([source], tmp_path / "out", PLAIN, scheduler=address, progress=False)


def test_no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store that asks for credentials which nobody has is one line that names it."""
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(InputError, match=r"s3://nobodys/x: .*credentials"):
        query("s3://nobodys/x", "select 1")


@pytest.fixture(scope="module")
def two_workers() -> Iterator[str]:
    """The address of a scheduler with two worker processes of this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield made.scheduler_address


@pytest.mark.filterwarnings("ignore::ResourceWarning")
class TestACluster:
    def test_the_same_bytes(self, source: Path, tmp_path: Path, two_workers: str) -> None:
        """Two workers of a cluster give the bytes of one process; so they do when one is killed at its work."""
        run([source], tmp_path / "here", PLAIN, shard_size=1, progress=False)
        expected = files(tmp_path / "here")
        run([source], tmp_path / "there", PLAIN, shard_size=1, progress=False, scheduler=two_workers)
        assert files(tmp_path / "there") == expected
        with distributed.Client(two_workers, set_as_default=False) as client:
            victim = min(client.run(os.getpid).values())
        out = tmp_path / "again"

        def kill() -> None:
            while not (out / "shards" / "000000.json").exists():
                time.sleep(0.005)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        run([source], out, PLAIN, shard_size=1, progress=False, scheduler=two_workers)
        killer.join()
        assert files(out) == expected

    def test_other_code(self, source: Path, tmp_path: Path, two_workers: str, monkeypatch) -> None:
        """Workers with another version of toolkit are an error, not other results."""
        monkeypatch.setattr("toolkit.run.code", lambda: "other")
        with pytest.raises(ToolkitError, match="another version of toolkit"):
            run([source], tmp_path / "out", PLAIN, progress=False, scheduler=two_workers)

    def test_no_scheduler(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An address where nobody answers is one line."""
        monkeypatch.setattr(cluster, "WAIT", 1)
        with pytest.raises(ToolkitError, match=r"no scheduler answers.*check the address"):
            run([source], tmp_path / "out", PLAIN, progress=False, scheduler="tcp://127.0.0.1:9")

    def test_one_task_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Threads of one worker take turns, since a model is not for two."""
        at_work, most = [], []

        def process(articles, *_, **__):
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.05)
            at_work.pop()
            return iter(())

        monkeypatch.setattr(shards, "process_articles", process)
        task = shards.Task((), PLAIN, shards.code())
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(shards.process_shard, [task] * 4))
        assert most == [1, 1, 1, 1]


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a local S3 server."""
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    import fsspec

    one = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    one.start()
    host, port = one.get_host_and_port()
    options = {
        "key": "a",
        "secret": "b",
        "client_kwargs": {"endpoint_url": f"http://{host}:{port}", "region_name": "eu"},
    }
    before = dict(fsspec.config.conf)
    fsspec.config.conf["s3"] = options
    fsspec.filesystem("s3").mkdir("news")
    yield "s3://news"
    fsspec.config.conf.clear()
    fsspec.config.conf.update(before)
    one.stop()


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
class TestAnObjectStore:
    def test_from_and_to_a_bucket(self, source: Path, tmp_path: Path, bucket: str) -> None:
        """Articles come from a bucket and results go to one: the same tables; a second run keeps every shard."""
        import fsspec

        store = fsspec.filesystem("s3")
        for file in source.iterdir():
            store.pipe_file(f"news/in/{file.name}", file.read_bytes())
        out = f"{bucket}/out"
        manifest = run([f"{bucket}/in"], out, PLAIN, shard_size=3, progress=False)
        here = run([source], tmp_path / "here", PLAIN, shard_size=3, progress=False)
        assert [row["sha256"] for row in manifest["inputs"]] == [row["sha256"] for row in here["inputs"]]
        assert manifest["inputs"][0]["path"] == "s3://news/in/0.txt"
        ours = query(out, "select doc, speaker, text, path from statements order by doc")
        assert ours.drop(columns="path").equals(
            query(tmp_path / "here", "select doc, speaker, text from statements order by doc")
        )
        assert set(ours["path"]) == {f"s3://news/in/{number}.txt" for number in range(8)}
        before = store.cat_file("news/out/shards/000001.json")
        store.rm_file("news/out/manifest.json")
        assert not is_finished(out)
        assert run([f"{bucket}/in/*.txt"], out, PLAIN, shard_size=3, progress=False) == manifest
        assert store.cat_file("news/out/shards/000001.json") == before

    def test_nothing_there(self, tmp_path: Path, bucket: str) -> None:
        """A URL that holds nothing, or of a kind that nobody knows, is one line."""
        with pytest.raises(InputError, match="nothing there"):
            run([f"{bucket}/none"], tmp_path / "out", PLAIN, progress=False)
        with pytest.raises(InputError, match="use s3://, gs:// or a folder"):
            run(["nonsense://none"], tmp_path / "out", PLAIN, progress=False)
