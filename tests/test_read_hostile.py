"""Damaged and hostile files: each one is read or listed, quickly, and harms nothing."""

import errno
import os
import random
import shutil
import sys
import zipfile
from pathlib import Path

import make_samples
import pytest

from toolkit.model import Article, LeftOut
from toolkit.read import read_articles

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))
import damage
import fuzz


def write_zip(path: Path, files: dict[str, bytes]) -> Path:
    """An archive of these files."""
    path.write_bytes(damage.archive_of(files))
    return path


def read(file: Path) -> tuple[list[Article], list[LeftOut]]:
    """The articles of a file, and the lines about the rest."""
    items = list(read_articles([file]))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, LeftOut)]


class TestArchives:
    def test_a_folder_in_an_archive(self, tmp_path: Path) -> None:
        """An archive is read as a folder: facts beside a text are known, hidden files are passed over."""
        facts = b'{"date": "2022-03-01"}'
        files = {"a/x.txt": b"Talks go on.", "a/meta.json": facts, "__MACOSX/a/._x.txt": b"", ".b.txt": b"No."}
        [article], left = read(write_zip(tmp_path / "a.zip", files))
        assert (article.id, article.date, article.path) == ("x", "2022-03-01", str(tmp_path / "a.zip/a/x.txt"))
        assert left == []

    @pytest.mark.parametrize("name", damage.ESCAPES[:5])
    def test_paths_that_lead_out(self, tmp_path: Path, name: str) -> None:
        """A file whose path leads out of the archive is named and not unpacked; the others are read."""
        [article], [left] = read(write_zip(tmp_path / "a.zip", {name: b"Talks.", "good.txt": b"Talks go on."}))
        assert article.id == "good" and "leads out of the archive" in left.reason
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]

    def test_archives_in_archives(self, tmp_path: Path) -> None:
        """An archive in an archive is read, one more level is not."""
        inner = damage.archive_of({"x.txt": b"Talks go on."})
        [article], _ = read(write_zip(tmp_path / "a.zip", {"b.zip": inner}))
        assert article.path == str(tmp_path / "a.zip/b.zip/x.txt")
        _, [left] = read(write_zip(tmp_path / "c.zip", {"b.zip": damage.archive_of({"c.zip": inner})}))
        assert left.reason == "an archive in an archive in an archive; unpack it"

    def test_a_bomb(self, tmp_path: Path) -> None:
        """An archive that would unpack to far more than its size is refused before it is unpacked."""
        _, [left] = read(write_zip(tmp_path / "a.zip", {"a.txt": bytes(5_000_000)}))
        assert left.reason.startswith("an archive that would unpack to 5 MB, more than articles do")

    def test_a_password(self, tmp_path: Path) -> None:
        """A file that is encrypted is named; the others are read."""
        file = write_zip(tmp_path / "a.zip", {"a.txt": b"Talks.", "b.txt": b"Talks go on."})
        raw = bytearray(file.read_bytes())
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
        file.write_bytes(raw)
        [article], [left] = read(file)
        assert article.id == "b" and left.reason.startswith("encrypted")

    def test_a_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the own disk is full no archive is to blame: reading ends with what the system says, and where."""

        def fill(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(shutil, "copyfileobj", fill)
        with pytest.raises(OSError, match="No space left on device") as caught:
            read(write_zip(tmp_path / "a.zip", {"a.txt": b"Talks."}))
        assert "toolkit-" in str(caught.value.filename)

    def test_a_spreadsheet(self, tmp_path: Path) -> None:
        """Another office file is no archive of articles."""
        files = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
        assert "an office file" in read(write_zip(tmp_path / "a.zip", files))[1][0].reason


class TestWordFiles:
    @pytest.mark.parametrize("entity", ['"a secret"', 'SYSTEM "file:///etc/hostname"'])
    def test_entities_stay_closed(self, tmp_path: Path, entity: str) -> None:
        """An entity in a Word file is never resolved."""
        make_samples.write_docx(tmp_path / "a.docx", ["Talks go on."])
        with zipfile.ZipFile(tmp_path / "a.docx") as word:
            document = word.read("word/document.xml").replace(b"Talks", b"&l;Talks")
        document = document.replace(b"?>", b"?>" + f"<!DOCTYPE d [<!ENTITY l {entity}>]>".encode(), 1)
        (tmp_path / "a.docx").write_bytes(damage.word_with(document, (tmp_path / "a.docx").read_bytes()))
        articles, left = read(tmp_path / "a.docx")
        assert [a.text for a in articles] in ([], ["Talks go on."]) and len(articles) + len(left) == 1

    def test_parts_that_do_not_fit(self, tmp_path: Path) -> None:
        """What a library says about parts it did not expect is not shown."""
        files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
        _, [left] = read(write_zip(tmp_path / "a.docx", files))
        assert left.reason == "not a Word file, or a damaged one (its parts do not fit together); save it again"


class TestTables:
    def test_half_a_character(self, tmp_path: Path) -> None:
        """A table in UTF-16 that ends in the middle of a character is named."""
        (tmp_path / "a.csv").write_bytes("id,text\n1,Talks go on".encode("utf-16") + b" ")
        assert read(tmp_path / "a.csv")[1][0].reason.startswith("broken UTF-16")

    def test_one_text_in_many_rows(self, tmp_path: Path) -> None:
        """A text of a hundred megabytes that many rows share is refused for each, and never copied."""
        (tmp_path / "a.parquet").write_bytes(damage.parquet_bomb())
        outcome = fuzz.read_alone(tmp_path / "a.parquet", "Parquet bomb")
        assert outcome.state == "listed" and outcome.memory < fuzz.MEMORY


class TestLongLines:
    @pytest.mark.parametrize("ending", [".csv", ".jsonl"])
    def test_the_rows_around_a_long_line(self, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A line longer than any article is named with its number; the rows around it are read."""
        from toolkit.read import tables

        monkeypatch.setattr(tables, "LONGEST_LINE", 1_000)
        rows = ["1,Talks", "2," + "x" * 5_000, "3,Talks"]
        if ending == ".jsonl":
            rows = [f'{{"id": "{number}", "text": "{text}"}}' for number, text in (row.split(",") for row in rows)]
        (tmp_path / f"a{ending}").write_text("\n".join([*(["id,text"] if ending == ".csv" else []), *rows]))
        articles, [left] = read(tmp_path / f"a{ending}")
        assert [a.id for a in articles] == ["1", "3"] and ", line " in left.where


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_damaged_files(tmp_path: Path) -> None:
    """Files damaged in every way are read or listed within the limits of time and memory (benchmarks/fuzz.py)."""
    make_samples.write_samples(tmp_path / "samples")
    samples = {path.name: path.read_bytes() for path in sorted((tmp_path / "samples").iterdir())}
    r = random.Random(7)
    outcomes = []
    for kind, hurt in damage.DAMAGE.items():
        for name in r.sample(sorted(samples), 3):
            file = tmp_path / f"{kind}-{name}"
            file.write_bytes(hurt(samples[name], r))
            outcomes.append(fuzz.read_alone(file, kind))
    assert {outcome.state for outcome in outcomes} == {"read", "listed"}
