"""Tables: there and back gives the same results; files are whole or not there."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from toolkit.errors import InputError
from toolkit.extract import DEFAULT_ENGINE
from toolkit.model import Article, LeftOut, Result, Span, Speaker, Statement, Target
from toolkit.pipeline import Settings
from toolkit.read import read_articles
from toolkit.report import read_run
from toolkit.run import run
from toolkit.table import (
    CHUNK,
    articles_frame,
    engine_of,
    from_frame,
    light_frame,
    open_whole,
    speakers_frame,
    to_frame,
    write_articles,
    write_statements,
)

TEXT = "=Talks go on, Mr Peskov said."
ONE = Statement(
    (Span(0, 12),), "indirect", Span(24, 28), Span(14, 23), "r", 0.9, Speaker("Dmitry Peskov", side="russia"),
    polarity=0.5, targets=(Target("talks", "favor", 0.8, Span(1, 6)),),
)  # fmt: skip
FACTS = {"title": "Go", "outlet": "The Daily", "date": "2022-05-03", "url": "https://x.example", "path": "a.txt"}
RESULTS = [
    Result(Article("a", TEXT, **FACTS, date_raw="3 May", speaker="Dmitry Peskov"), (ONE,)),
    Result(Article("b", ""), ()),
]


def many(number: int) -> Iterator[Result]:
    """As many articles with one statement each."""
    return (Result(Article(str(n), TEXT), (ONE,)) for n in range(number))


class TestFrames:
    def test_round_trip(self) -> None:
        """Results become tables and the same results again, every fact of the article included."""
        assert from_frame(to_frame(RESULTS), articles_frame(RESULTS)) == RESULTS

    def test_types_when_empty(self) -> None:
        """An empty table has the types of a full one."""
        assert list(to_frame([]).dtypes) == list(to_frame(RESULTS).dtypes)

    @pytest.mark.parametrize("wrong", [[LeftOut("a.txt", "why")], [Article("a", "x")], RESULTS[0], "a", None])
    def test_no_results(self, wrong: object) -> None:
        """What was left out, an article or a single result is no table; the line says how to have a list of results."""
        with pytest.raises(TypeError, match=r"^expected (list|Result), found \w+; take what process_articles gives"):
            to_frame(wrong)  # type: ignore[arg-type]

    def test_speakers(self) -> None:
        """A speaker has a number of mentions, and the mean of every score."""
        [row] = speakers_frame(to_frame(RESULTS)).to_dict("records")
        assert (row["speaker"], row["mentions"], row["polarity"]) == ("Dmitry Peskov", 1, 0.5)
        assert {"subjectivity", "vader", "tone", "posture"} < set(row)

    def test_light(self) -> None:
        """The table without texts gives the same speakers, also of more articles than are in memory at once."""
        expected = speakers_frame(to_frame(many(CHUNK + 1)))
        assert speakers_frame(light_frame(many(CHUNK + 1))).equals(expected)
        assert len(speakers_frame(light_frame([]))) == 0


class TestWriters:
    def test_json_lines(self, tmp_path: Path) -> None:
        """JSON Lines has one line an article, those without statements included."""
        assert write_statements(RESULTS, tmp_path / "o.jsonl")
        lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
        assert [(line["doc"], len(line["statements"])) for line in lines] == [("a", 1), ("b", 0)]
        assert [line["path"] for line in lines] == ["a.txt", None]

    def test_csv(self, tmp_path: Path) -> None:
        """CSV has one header and no formula."""
        write_statements(many(CHUNK + 1), tmp_path / "o.csv")
        assert ",'=Talks" in (tmp_path / "o.csv").read_text()
        assert list(pd.read_csv(tmp_path / "o.csv")["doc"]) == list(range(CHUNK + 1))

    def test_parquet(self, tmp_path: Path) -> None:
        """Parquet has a type for every column, also where no row has a value, and is written in groups."""
        write_statements(many(CHUNK + 1), tmp_path / "o.parquet")
        table = pq.ParquetFile(tmp_path / "o.parquet")
        assert table.num_row_groups == 2
        assert "null" not in {str(field.type) for field in table.schema_arrow}
        assert pd.read_parquet(tmp_path / "o.parquet")["speaker"].tolist() == ["Dmitry Peskov"] * (CHUNK + 1)

    @pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
    def test_one_by_one(self, tmp_path: Path, ending: str) -> None:
        """Articles are written while others are still to come: a part at most is in memory."""
        taken = 0

        def results() -> Iterator[Result]:
            nonlocal taken
            for taken, result in enumerate(many(10 * CHUNK), start=1):
                if taken == 9 * CHUNK:
                    part = tmp_path / f"o.{ending}.part"
                    assert part.exists() and not (tmp_path / f"o.{ending}").exists()
                yield result

        write_statements(results(), tmp_path / f"o.{ending}")
        assert taken == 10 * CHUNK
        assert [p.name for p in tmp_path.iterdir()] == [f"o.{ending}"]

    @pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
    def test_articles_can_be_read_again(self, tmp_path: Path, ending: str) -> None:
        """The table of articles, read again, gives the same articles, exactly; only their file is another."""
        texts = [TEXT, 'One\r\n\r\n“two”, "three"\u2028;\n', "x\ry"]
        file = tmp_path / f"a.{ending}"
        write_articles((Article(str(n), text, **FACTS, speaker="Orr") for n, text in enumerate(texts)), file)
        again = list(read_articles([file]))
        assert again == [
            Article(str(n), text, **{**FACTS, "path": str(file)}, date_raw=FACTS["date"], speaker="Orr")
            for n, text in enumerate(texts)
        ]

    def test_nothing(self, tmp_path: Path) -> None:
        """Without an article no file is written, and one that is there stays."""
        (tmp_path / "o.csv").write_text("mine")
        assert not write_statements([], tmp_path / "o.csv")
        assert not write_articles([], tmp_path / "o.parquet")
        assert [p.read_text() for p in tmp_path.iterdir()] == ["mine"]

    def test_unknown_ending(self, tmp_path: Path) -> None:
        """Another ending is refused with those that are known."""
        with pytest.raises(InputError, match=r"use one of \.jsonl, \.parquet, \.csv"):
            write_statements(RESULTS, tmp_path / "o.txt")


class TestWholeFiles:
    @pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
    def test_stopped(self, tmp_path: Path, stop: type[BaseException]) -> None:
        """After a stop or an error the old file stands and no part is left."""
        path = tmp_path / "o.csv"
        path.write_text("old")
        with pytest.raises((KeyboardInterrupt, ValueError, OSError)) as caught, open_whole(path) as file:
            file.write(b"new")
            raise stop
        assert [p.read_text() for p in tmp_path.iterdir()] == ["old"]
        if isinstance(caught.value, OSError):
            assert caught.value.filename == str(path)

    def test_another_file(self, tmp_path: Path) -> None:
        """An error about a file that is read meanwhile keeps that file's name."""
        with pytest.raises(FileNotFoundError) as caught, open_whole(tmp_path / "o.csv"):
            (tmp_path / "pairs.jsonl").read_text()
        assert caught.value.filename == str(tmp_path / "pairs.jsonl")

    def test_a_link(self, tmp_path: Path) -> None:
        """A link stays a link; the file that it leads to is replaced."""
        (tmp_path / "real").write_text("old")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        with open_whole(tmp_path / "link") as file:
            file.write(b"new")
        assert (os.path.islink(tmp_path / "link"), (tmp_path / "real").read_text()) == (True, "new")

    def test_a_folder(self, tmp_path: Path) -> None:
        """A folder is no file."""
        with pytest.raises(InputError, match="a folder, not a file"), open_whole(tmp_path):
            pass


class TestEngine:
    @pytest.mark.parametrize(
        ("engine", "rules"),
        [
            ("fast", ["fast: learned", "fast: label", "speech: turn", "speech: turn", "speech: turn"]),
            ("rules", ["clause", "according to", "free-standing quotation"]),
            ("fast", ["neural: learned", "fast: learned", "fast: learned"]),
            ("neural", ["speech: paragraph", "", None]),
            ("neural", []),
        ],
    )
    def test_of_a_table(self, engine, rules):
        """The engine that found most of its statements; a speech's turns tell none; without any the default."""
        assert engine_of(pd.DataFrame({"rule": pd.Series(rules, dtype=object)})) == engine

    def test_of_a_run(self, tmp_path):
        """A run of speeches alone tells its engine, also of a part of its statements."""
        (tmp_path / "a.txt").write_text(
            "Address by Aino Aalto\n\nWe go on. We are many.\n\nThank you.", encoding="utf-8"
        )
        run([tmp_path / "a.txt"], tmp_path / "out", Settings(engine="fast", documents="speech"), progress=False)
        said = read_run(tmp_path / "out").statements
        assert set(said["rule"].str.partition(":")[0]) == {"speech"}
        assert (engine_of(said), engine_of(said[said["doc"] != ""])) == ("fast", "fast")

    def test_not_kept(self):
        """A table without the column has the default."""
        assert engine_of(pd.DataFrame({"doc": ["a"]})) == DEFAULT_ENGINE
