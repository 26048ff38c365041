"""Near duplicates: the same text printed twice is marked, one of them is counted, none is removed."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from toolkit.__main__ import main
from toolkit.coding import find_sample, to_codes, write_sheet
from toolkit.duplicates import TABLE, create_views, find_duplicates, mark_duplicates
from toolkit.errors import InputError
from toolkit.model import Article, Result
from toolkit.report import read_run
from toolkit.run import read_tables
from toolkit.signature import SHINGLE, sign, similarity
from toolkit.table import articles_frame, open_whole, to_frame, write_parquet


def words(seed: int, number: int = 400) -> list[str]:
    """Invented words."""
    return [f"w{n}" for n in np.random.default_rng(seed).integers(0, 5_000, number)]


def share(one: list[str], other: list[str]) -> float:
    """The true share of shingles in common."""
    a, b = ({tuple(t[i : i + SHINGLE]) for i in range(len(t) - SHINGLE + 1)} for t in (one, other))
    return len(a & b) / len(a | b)


def write_run(folder: Path, *parts: list[Article]) -> Path:
    """The tables of a run, a file for each part."""
    for number, articles in enumerate(parts):
        results = [Result(article, ()) for article in articles]
        for name, frame in (("articles", articles_frame(results)), ("statements", to_frame(results))):
            (folder / name).mkdir(exist_ok=True)
            with open_whole(folder / name / f"{number:06d}.parquet") as file:
                write_parquet([frame], file)
    return folder


def write_duplicates(folder: Path) -> int:
    """Writes the table beside the others, as a run does; how many articles are not counted."""
    table, many = find_duplicates(folder)
    (folder / TABLE).write_bytes(table)
    return many


class TestSignature:
    @pytest.mark.parametrize("kept", [400, 380, 350, 300, 200])
    def test_estimate(self, kept: int) -> None:
        """Signatures tell the share of shingles that two texts have in common, to 0.15 at 3.7 standard errors."""
        one = words(1)
        other = one[:kept] + words(2)[kept:]
        assert similarity(sign(" ".join(one)), sign(" ".join(other))) == pytest.approx(share(one, other), abs=0.15)

    def test_nothing_to_sign(self) -> None:
        """A text without words has no signature; one of a few words has."""
        assert sign(" … ") is None and sign("Talks go on.") == sign("talks go on")

    def test_stays_the_same(self) -> None:
        """A signature is the same in every version: runs of different days are compared by it."""
        assert sign("Talks go on in the spring, she said.")[:16] == "414df4701427e62c"

    def test_length(self) -> None:
        """A long text is signed in parts, with the same result for any order of its shingles' hashes."""
        long = " ".join(words(3, 20_000))
        assert len(sign(long)) == 1024 and similarity(sign(long), sign(long + " again")) > 0.9


class TestClusters:
    def articles(self) -> list[list[Article]]:
        """An agency's text, its copies cut or changed a little, and other texts, in two files of a run."""
        text = words(1)
        copy = [*text[:200], "changed", *text[201:390]]
        return [
            [
                Article("late", " ".join(text), date="2022-03-02"),
                Article("other", " ".join(words(5)), date="2022-01-01"),
            ],
            [
                Article("early", " ".join(copy), date="2022-03-01"),
                Article("undated", " ".join(copy)),
                Article("empty", "…"),
            ],
        ]

    def test_the_earliest_is_counted(self, tmp_path: Path) -> None:
        """The copies are one cluster, named by the earliest of them, which alone is counted."""
        assert write_duplicates(write_run(tmp_path, *self.articles())) == 2
        rows = pd.read_parquet(tmp_path / TABLE).values.tolist()
        assert rows == [["early", "early", 1], ["late", "early", 0], ["undated", "early", 0]]

    def test_order_changes_nothing(self, tmp_path: Path) -> None:
        """The table is the same however the articles are divided among files."""
        one, other = tmp_path / "one", tmp_path / "other"
        for folder, parts in (
            (one, self.articles()),
            (other, [[a for part in reversed(self.articles()) for a in part]]),
        ):
            folder.mkdir()
            write_duplicates(write_run(folder, *parts))
        assert (one / TABLE).read_bytes() == (other / TABLE).read_bytes()

    def test_columns(self, tmp_path: Path) -> None:
        """Statements and articles have the columns cluster and counted in SQL and in a frame; none is missing."""
        write_duplicates(write_run(tmp_path, *self.articles()))
        frame = mark_duplicates(pd.read_parquet(tmp_path / "articles"), tmp_path)
        with duckdb.connect() as base:
            create_views(base, tmp_path, marked=True)
            rows = base.sql("select doc, cluster, counted from articles order by doc").fetchall()
            assert "counted" in base.sql("select * from statements").columns
        assert rows == list(frame.sort_values("doc")[["doc", "cluster", "counted"]].itertuples(index=False, name=None))
        assert [doc for doc, _, counted in rows if counted] == ["early", "empty", "other"]

    def test_a_run_without_the_table(self, tmp_path: Path) -> None:
        """In a run that was made before there was the table, every article is counted."""
        write_run(tmp_path, *self.articles())
        assert mark_duplicates(pd.read_parquet(tmp_path / "articles"), tmp_path)["counted"].all()


class TestCountedOnce:
    """What reads a run for a comparison counts a text once, however often it was printed."""

    @pytest.fixture
    def run(self, tmp_path: Path) -> Path:
        """A run of twelve articles of three statements, of which d02 prints d01 again, and d05 and d06 d04."""
        docs = [f"d{n:02}" for n in range(12)]
        keys = [(doc, number) for doc in docs for number in range(3)]
        frame = pd.DataFrame(keys, columns=["doc", "statement"])
        frame = frame.assign(content="[[0, 2]]", side=["a", "b", "a"] * 12, speaker="x", kind="direct", text="So")
        frame["tone"] = [((7 * n) % 5 - 2) / 2 for n in range(36)]
        articles = pd.DataFrame({"doc": docs, "text": "So it is."})
        marks = {"d01": "d01", "d02": "d01", "d04": "d04", "d05": "d04", "d06": "d04"}
        table = pd.DataFrame([(doc, one, int(doc == one)) for doc, one in marks.items()])
        table.set_axis(["doc", "cluster", "counted"], axis=1).to_parquet(tmp_path / TABLE)
        for name, rows in (("statements", frame), ("articles", articles)):
            (tmp_path / name).mkdir()
            rows.to_parquet(tmp_path / name / "0.parquet")
        (tmp_path / "manifest.json").write_text('{"finished": true, "settings": {}, "duplicates": 3}')
        return tmp_path

    def test_tables(self, run: Path) -> None:
        """Near duplicates are left out with their statements, and counted; on request they are there."""
        found, every = read_tables(run), read_tables(run, every=True)
        assert sorted({*every.articles["doc"]} - {*found.articles["doc"]}) == ["d02", "d05", "d06"]
        assert (len(found.statements), len(every.statements), every.sentence) == (27, 36, "")
        said = (
            "3 articles print a text that another one has printed already: they and their 9 statements are not counted."
        )
        assert found.sentence == said == read_run(run).uncounted
        assert (len(read_run(run).statements), len(read_run(run, every=True).statements)) == (27, 36)

    def test_without_the_table(self, run: Path) -> None:
        """An earlier run that marked nothing is read whole; a damaged table and no run are errors of one line."""
        (run / TABLE).unlink()
        assert len(read_tables(run).statements) == 36 and read_tables(run).sentence == ""
        (run / "statements" / "0.parquet").write_bytes(b"no")
        with pytest.raises(InputError, match=r"0\.parquet: a table that is damaged"):
            read_tables(run)
        with pytest.raises(InputError, match="no finished run in this folder"):
            read_tables(run / "statements")

    def test_commands(self, run: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A sample is drawn from what counts, `correct` follows its sample, and both say how much was left out."""
        for words, number, said in (([], 27, "3 articles print"), (["--count-duplicates"], 36, "")):
            sheet = run / f"{number}.csv"
            assert main(["sample", str(run), "-n", "99", "-o", str(sheet), *words]) == 0
            shown = capsys.readouterr().out
            assert f"all {number} (fewer than 99)" in shown and (said in shown if said else "print" not in shown)
            sample = find_sample(sheet)
            rows = sample.rows[["doc", "statement"]].assign(coder="ann", attributed="yes", side="other")
            rows["tone"] = [number % 3 for number in range(len(rows))]
            write_sheet(sample, sheet, codes=to_codes(rows.drop(columns="side").to_dict("records")))
            assert main(["correct", str(run), str(sheet), "--groups", "a,b"]) == 0
            shown = capsys.readouterr().out
            assert f"the machine's codes of {number}." in shown or "Too few" in shown
            assert shown.startswith("3 articles print") == bool(said)
