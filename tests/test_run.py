"""Runs: same bytes for any number of processes, kept shards, nothing left behind, nobody's files taken for ours."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

import toolkit
from toolkit import pipeline
from toolkit.errors import InputError
from toolkit.lexicon import read_parties
from toolkit.pipeline import Settings
from toolkit.read import find_files
from toolkit.resolve import Correction
from toolkit.run import plan, query, run
from toolkit.run.store import alone, open_store
from toolkit.score import Issue

KILLED = """
import sys, time, toolkit.run as r
from pathlib import Path
from toolkit.pipeline import Settings

def settle(*job, first=r._settle):
    first(*job)
    Path(sys.argv[1], "go").touch()
    time.sleep(60)

r._settle = settle
if __name__ == "__main__":
    here = Path(sys.argv[1])
    settings = Settings(engine="fast", scores=False)
    r.run([here / "in"], here / "out", settings, jobs=int(sys.argv[2]), shard_size=1, progress=False)
"""
DIES = """
import os, sys, toolkit.run, toolkit.run.shards as shards
from pathlib import Path
from toolkit.pipeline import Settings

def process(articles, *more, first=shards.process_articles, **options):
    if any(article.id == "b" for article in articles):
        os.kill(os.getpid(), 9)
    return first(articles, *more, **options)

shards.process_articles = process
if __name__ == "__main__":
    here = Path(sys.argv[1])
    toolkit.run.run([here / "in"], here / "out", Settings(engine="fast", scores=False), jobs=2, progress=False)
"""


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def never(*_: object, **__: object) -> None:
    """Stands for what must not be called."""
    raise AssertionError


def wait_until(what: Callable[[], bool]) -> None:
    """Waits, for some minutes at most."""
    end = time.monotonic() + 300
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def living(group: int) -> list[str]:
    """The processes of a group that still run."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = file.read_text(errors="replace").rpartition(")")
            state, _, own, *_ = rest.split()
            found += [name] if own == str(group) and state != "Z" else []
    return found


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with three articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"Talks {name} go on, Dmitry Peskov said.")
    return folder


class TestTheSameBytes:
    def test_jobs_and_resuming(self, source: Path, tmp_path: Path) -> None:
        """Two processes write the bytes that one writes; a second run does only what is missing or broken."""
        for jobs in (1, 2):
            run([source], tmp_path / str(jobs), Settings(engine="fast"), jobs=jobs, shard_size=1, progress=False)
        one = tmp_path / "1"
        expected = files(tmp_path / "2")
        assert files(one) == expected
        kept = one / "statements" / "000000.parquet"
        before = kept.stat().st_mtime_ns
        (one / "articles" / "000001.parquet").unlink()
        (one / "shards" / "000002.json").write_text("{")
        run([source], one, Settings(engine="fast"), shard_size=1, progress=False)
        assert before == kept.stat().st_mtime_ns
        assert files(one) == expected

    def test_changes(self, source: Path, tmp_path: Path) -> None:
        """Another setting, or another text, does everything again; fewer articles leave no old shard."""
        out = tmp_path / "out"
        run([source], out, Settings(engine="fast"), shard_size=1, progress=False)
        run([source], out, Settings(engine="fast", scores=False), shard_size=1, progress=False)
        assert json.loads((out / "manifest.json").read_text())["settings"]["scores"] is False
        (source / "c.txt").unlink()
        (source / "b.txt").write_text("Talks end, Dmitry Peskov said.")
        run([source], out, Settings(engine="fast"), shard_size=1, progress=False)
        run([source], tmp_path / "new", Settings(engine="fast"), shard_size=1, progress=False)
        assert files(out) == files(tmp_path / "new")

    def test_more_articles(self, source: Path, tmp_path: Path) -> None:
        """Articles that come after those of an earlier run leave its shards as they are."""
        out = tmp_path / "out"
        run([source], out, Settings(engine="fast", scores=False), shard_size=1, progress=False)
        kept = (out / "statements" / "000002.parquet").stat().st_mtime_ns
        (source / "d.txt").write_text("Talks end, Dmitry Peskov said.")
        run([source], out, Settings(engine="fast", scores=False), shard_size=1, progress=False)
        assert kept == (out / "statements" / "000002.parquet").stat().st_mtime_ns
        run([source], tmp_path / "new", Settings(engine="fast", scores=False), shard_size=1, progress=False)
        assert files(out) == files(tmp_path / "new")

    def test_a_torn_file(self, source: Path, tmp_path: Path) -> None:
        """A table that lost its end with the power is made again, though its record is there."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), shard_size=1, progress=False)
        expected = files(tmp_path / "out")
        table = tmp_path / "out" / "statements" / "000001.parquet"
        table.write_bytes(table.read_bytes()[:-20])
        (tmp_path / "out" / "articles" / "000002.parquet.part").write_text("half")
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), shard_size=1, progress=False)
        assert files(tmp_path / "out") == expected

    def test_a_broken_plan(self, source: Path, tmp_path: Path) -> None:
        """A plan that cannot be read is no plan: everything is done again."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        expected = files(tmp_path / "out")
        (tmp_path / "out" / "shards" / "plan.json").write_text("{")
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        assert files(tmp_path / "out") == expected


def other_code(step: str):
    """What `code_hash` is where the code of one step is another one."""
    real = plan.code_hash
    return lambda which="": "other" if which == step else real(which)


class TestOnlyWhatHasChanged:
    def test_corrections(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Other corrections need no new extraction; the bytes are those of a new run, and what was done is said."""
        other = Settings(engine="fast", corrections=(Correction("Dmitry Peskov", "Somebody Else", "other", None, "b"),))
        run([source], tmp_path / "out", Settings(engine="fast"), shard_size=1, progress=False)
        run([source], tmp_path / "new", other, shard_size=1, progress=False)
        monkeypatch.setattr(pipeline, "extract_statements", never)
        said: list[str] = []
        run([source], tmp_path / "out", other, shard_size=1, progress=False, tell=said.append)
        assert files(tmp_path / "out") == files(tmp_path / "new")
        assert said == [
            "corrections changed: speakers and what depends on them are done again, statements are kept",
            "3 shards: 3 done from the speakers on",
        ]

    def test_parties(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Other parties need speakers and scores anew, which is said once: whose country is whose decides targets."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        other = read_parties(Path(toolkit.__file__).parent / "data/parties_israel_iran.toml")
        monkeypatch.setattr(pipeline, "extract_statements", never)
        lines: list[str] = []
        run([source], tmp_path / "out", Settings(engine="fast", parties=other), progress=False, tell=lines.append)
        assert lines == [
            "parties changed: speakers and what depends on them are done again, statements are kept",
            "1 shard: 1 done from the speakers on",
        ]

    def test_issues(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Other issues need the scores anew and nothing else; the manifest names them, and the same ones keep all."""
        other = Settings(engine="fast", issues=(Issue("bees", ("bee*",)),))
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        run([source], tmp_path / "new", other, progress=False)
        for name in ("extract_statements", "resolve_speakers"):
            monkeypatch.setattr(pipeline, name, never)
        lines: list[str] = []
        for _ in range(2):
            made = run([source], tmp_path / "out", other, progress=False, tell=lines.append)
        assert files(tmp_path / "out") == files(tmp_path / "new")
        assert made["settings"]["issues"] == [{"name": "bees", "words": ["bee*"]}]
        assert lines == [
            "issues changed: scores are done again, statements and speakers are kept",
            "1 shard: 1 done scores only",
            "1 shard: 1 kept",
        ]

    def test_a_correction_of_nobody(self, source: Path, tmp_path: Path) -> None:
        """A row of the corrections that no shard used is among the manifest's notes, after a resumed run, too."""
        rows = tuple(Correction(name, "Somebody", "other", None, None) for name in ("Dmitry Peskov", "Nobody"))
        for _ in range(2):
            made = run([source], tmp_path / "out", Settings(engine="fast", corrections=rows), progress=False)
            assert [note["where"] for note in made["notes"]] == ["corrections, speaker 'Nobody'"]

    def test_scores(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Other scores need neither statements nor speakers anew."""
        run([source], tmp_path / "out", Settings(engine="fast"), shard_size=1, progress=False)
        run([source], tmp_path / "new", Settings(engine="fast", scores="wordlists"), shard_size=1, progress=False)
        for name in ("extract_statements", "resolve_speakers"):
            monkeypatch.setattr(pipeline, name, never)
        run([source], tmp_path / "out", Settings(engine="fast", scores="wordlists"), shard_size=1, progress=False)
        assert files(tmp_path / "out") == files(tmp_path / "new")

    def test_speakers_that_stay(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Statements whose speaker is the same after a correction keep their scores."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        other = Settings(engine="fast", corrections=(Correction("Nobody", "Somebody", "other", None, None),))
        monkeypatch.setattr(pipeline, "score_statements", never)
        assert run([source], tmp_path / "out", other, progress=False)["statements"] == 3

    def test_code(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Other code does everything again."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)
        monkeypatch.setattr(plan, "code_hash", lambda step="": f"other {step}")
        monkeypatch.setattr(pipeline, "extract_statements", lambda *_, **__: ())
        assert run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)["statements"] == 0

    @pytest.mark.parametrize(
        ("step", "kept", "said"),
        [
            ("score", ("extract_statements", "resolve_speakers"), "code of the scores changed: scores are done again"),
            ("resolve", ("extract_statements",), "code of the speakers changed: speakers and what"),
        ],
    )
    def test_code_of_a_step(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, kept: tuple, said: str
    ) -> None:
        """Other code of the scores does those again alone, of the speakers both, with the bytes of a new run."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        before = files(tmp_path / "out")
        monkeypatch.setattr(plan, "code_hash", other_code(step))
        for name in kept:
            monkeypatch.setattr(pipeline, name, never)
        lines: list[str] = []
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False, tell=lines.append)
        assert lines[0].startswith(said)
        assert {name: data for name, data in files(tmp_path / "out").items() if name.endswith(".parquet")} == {
            name: data for name, data in before.items() if name.endswith(".parquet")
        }

    def test_speakers_and_scores(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where corrections and scores have changed, a statement whose speaker stays is scored again all the same."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        other = Settings(
            engine="fast", corrections=(Correction("Nobody", "Somebody", "other", None, None),), scores="wordlists"
        )
        run([source], tmp_path / "new", other, progress=False)
        run([source], tmp_path / "out", other, progress=False)
        assert files(tmp_path / "out") == files(tmp_path / "new")

    def test_tables_of_scores(self) -> None:
        """The tables that count as those of the scores are those that the scores read, and that nothing else reads."""
        code = {path: path.read_text(encoding="utf-8") for path in Path(plan.__file__).parents[1].rglob("*.py")}
        for name in plan.SCORED:
            readers = {path.parent.name for path, text in code.items() if f'"{name}.csv"' in text}
            assert (name, readers) == (name, {"score"})


class TestStopping:
    def test_two_at_once(self, source: Path, tmp_path: Path) -> None:
        """A folder in which another run writes is left alone."""
        with alone(open_store(tmp_path / "out")), pytest.raises(InputError, match="another run is writing there"):
            run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_killed(self, source: Path, tmp_path: Path, jobs: int) -> None:
        """A run that is killed leaves no manifest; the next one keeps what is finished and ends with the same bytes."""
        out, script = tmp_path / "out", tmp_path / "killed.py"
        script.write_text(KILLED)
        process = subprocess.Popen([sys.executable, script, tmp_path, str(jobs)], start_new_session=True)
        wait_until((tmp_path / "go").exists)
        process.kill()
        process.wait()
        assert not (out / "manifest.json").exists()
        wait_until(lambda: not living(process.pid))  # no worker outlives its parent
        finished = {
            p: p.stat().st_mtime_ns for p in out.rglob("*.parquet") if (out / "shards" / f"{p.stem}.json").exists()
        }
        assert finished
        run([source], out, Settings(engine="fast", scores=False), shard_size=1, progress=False)
        run([source], tmp_path / "new", Settings(engine="fast", scores=False), shard_size=1, progress=False)
        assert files(out) == files(tmp_path / "new")
        assert {p: p.stat().st_mtime_ns for p in finished} == finished


class TestFailing:
    def test_nothing_read(self, tmp_path: Path) -> None:
        """Where nothing could be read, no folder is left behind."""
        with pytest.raises(InputError, match=r"none\.txt"):
            run([tmp_path / "none.txt"], tmp_path / "out", Settings(engine="fast"), progress=False)
        assert not (tmp_path / "out").exists()

    def test_nothing_processed(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where every article fails, the reasons are told and nothing is left behind."""

        def fail(article, **_):
            raise InputError("broken", where=article.id)

        monkeypatch.setattr(pipeline, "extract_statements", fail)
        with pytest.raises(InputError, match="broken"):
            run([source], tmp_path / "out", Settings(engine="fast"), shard_size=1, progress=False)
        assert not (tmp_path / "out").exists()

    def test_a_shard_that_fails(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An article that fails is in the manifest; its empty part breaks no question asked of the tables."""
        extract = pipeline.extract_statements

        def fail_first(article, **options):
            if article.id == "a":
                raise InputError("broken", where="a")
            return extract(article, **options)

        monkeypatch.setattr(pipeline, "extract_statements", fail_first)
        (source / "empty.txt").write_text("")
        manifest = run([source], tmp_path / "out", Settings(engine="fast"), shard_size=1, progress=False)
        assert [Path(row["where"]).name for row in manifest["left_out"]] == ["a.txt", "empty.txt"]
        assert (manifest["articles"], manifest["statements"]) == (2, 2)
        found = duckdb.sql(
            f"select doc, office, speaker from '{tmp_path}/out/statements/*.parquet' order by doc"
        ).fetchall()
        assert [row[0] for row in found] == ["b", "c"]

    def test_a_worker_that_dies(self, source: Path, tmp_path: Path) -> None:
        """An article that ends the process which works on it costs itself alone, and is in the manifest."""
        (tmp_path / "dies.py").write_text(DIES)
        subprocess.run([sys.executable, tmp_path / "dies.py", tmp_path], check=True)
        manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
        assert manifest["articles"] == 2
        assert [Path(row["where"]).name for row in manifest["left_out"]] == ["b.txt"]
        assert "was killed twice (out of memory?)" in manifest["left_out"][0]["reason"]

    def test_a_full_disk(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A full disk is an error that names the file; no part of a file is left."""

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match=r"No space left on device.*plan\.json"):
            run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        assert files(tmp_path / "out") == {}


class TestNobodysFiles:
    def test_input_in_the_output(self, source: Path, tmp_path: Path) -> None:
        """A folder is not both input and output, nor are the results of the run."""
        with pytest.raises(InputError, match="both input and output"):
            run([source], source, Settings(engine="fast"), progress=False)
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        before = files(tmp_path / "out")
        for part in ("out", "out/articles", "out/articles/000000.parquet"):
            with pytest.raises(InputError, match="both input and output"):
                run([tmp_path / part], tmp_path / "out", Settings(engine="fast"), progress=False)
        assert files(tmp_path / "out") == before

    def test_other_files(self, source: Path, tmp_path: Path) -> None:
        """Tables that no run has written are never taken for a run's and deleted."""
        (tmp_path / "out" / "articles").mkdir(parents=True)
        (tmp_path / "out" / "articles" / "mine.parquet").write_text("x")
        with pytest.raises(InputError, match="articles in it is not from a run"):
            run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        assert (tmp_path / "out" / "articles" / "mine.parquet").exists()

    def test_input_among_the_results(self, source: Path) -> None:
        """An input below the folder for the results would be hidden by them."""
        with pytest.raises(InputError, match="both input and output"):
            run([source / "a.txt"], source, Settings(engine="fast", scores=False), progress=False)

    def test_a_file_as_output(self, source: Path) -> None:
        """A file is no folder."""
        with pytest.raises(InputError, match="a file, not a folder"):
            run([source], source / "a.txt", Settings(engine="fast"), progress=False)

    def test_results_below_the_input(self, source: Path) -> None:
        """Results written below the input folder are not read as articles the next time."""
        first = run([source], source / "out", Settings(engine="fast"), progress=False)
        assert run([source], source / "out", Settings(engine="fast"), progress=False) == first
        assert first["articles"] == 3

    def test_articles_beside_a_run(self, source: Path, tmp_path: Path) -> None:
        """Files that were put beside a run's results are named: of such a folder only the run's articles are read."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)
        (tmp_path / "out/more.txt").write_text("Talks go on, Aino Aalto said.")
        found, left = find_files([tmp_path / "out"])
        assert [file.parent.name for file in found] == ["articles"]
        assert [item.where for item in left] == [str(tmp_path / "out/more.txt")]

    def test_results_beside_articles(self, source: Path, tmp_path: Path) -> None:
        """Results that are written beside articles hide these: it is said when the run begins, and only then."""
        (tmp_path / "out").mkdir()
        (tmp_path / "out/more.txt").write_text("Talks go on, Aino Aalto said.")
        said: list[str] = []
        for _ in range(2):
            quiet = Settings(engine="rules", scores=False)
            run([source], tmp_path / "out", quiet, progress=False, tell=said.append)
        assert [line for line in said if "shard" not in line] == [
            f"{tmp_path / 'out'}: 1 other file lies in this folder; as an input it will mean this run's articles "
            "alone; better name an empty folder"
        ]

    def test_a_run_as_input(self, source: Path, tmp_path: Path) -> None:
        """A run given as input means its articles."""
        run([source], tmp_path / "out", Settings(engine="fast"), progress=False)
        again = run([tmp_path / "out"], tmp_path / "again", Settings(engine="fast"), progress=False)
        assert (again["articles"], again["statements"]) == (3, 3)


class TestQuestions:
    def test_an_answer(self, source: Path, tmp_path: Path) -> None:
        """SQL over a finished run gives a table."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), shard_size=1, progress=False)
        found = query(tmp_path / "out", "select speaker, count(*) as n from statements group by speaker")
        assert found.to_dict("records") == [{"speaker": "Dmitry Peskov", "n": 3}]

    def test_whole_numbers(self, source: Path, tmp_path: Path) -> None:
        """Sums of whole numbers are whole numbers; an answer without rows has its columns."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)
        assert query(tmp_path / "out", "select sum(n_statements) as n from articles")["n"].dtype == "int64"
        assert list(query(tmp_path / "out", "select doc, side from statements limit 0")) == ["doc", "side"]

    def test_a_wrong_question(self, source: Path, tmp_path: Path) -> None:
        """A wrong query is one line; so is a folder without a finished run."""
        run([source], tmp_path / "out", Settings(engine="fast", scores=False), progress=False)
        with pytest.raises(InputError, match="tables: statements, articles"):
            query(tmp_path / "out", "select nonsense from statements")
        with pytest.raises(InputError, match="no finished run in this folder"):
            query(tmp_path / "in", "select 1")
