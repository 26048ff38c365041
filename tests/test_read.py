"""Reading: the text exactly as it is; bad input is one line and stops nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Article, LeftOut
from toolkit.read import read_articles


class TestText:
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda t: f"Talks\r\n{t}\n "))
    def test_exact(self, text: str) -> None:
        """UTF-8 text is kept character by character, line ends included."""
        with TemporaryDirectory() as folder:
            file = Path(folder, "a.txt")
            file.write_bytes(text.encode())
            assert [text] == [a.text for a in read_articles([file]) if isinstance(a, Article)]

    def test_bom(self, tmp_path: Path) -> None:
        """A byte order mark is not text."""
        (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfTalks")
        (tmp_path / "b.txt").write_bytes("Talks".encode("utf-16"))
        assert [a.text for a in read_articles([tmp_path]) if isinstance(a, Article)] == ["Talks", "Talks"]

    def test_sidecar(self, tmp_path: Path) -> None:
        """A meta.json beside the text gives the date and is no article."""
        (tmp_path / "a.txt").write_text("Talks")
        (tmp_path / "meta.json").write_text('{"date": "2026-02-03"}')
        assert [a.date for a in read_articles([tmp_path]) if isinstance(a, Article)] == ["2026-02-03"]


class TestTables:
    def test_ids(self, tmp_path: Path) -> None:
        """Ids are unique, even where a suffix is already an id."""
        (tmp_path / "a.csv").write_text("id,text\nx,One\nx-2,Two\nx,Three\n")
        assert [a.id for a in read_articles([tmp_path]) if isinstance(a, Article)] == ["x", "x-2", "x-3"]

    def test_bad_line(self, tmp_path: Path) -> None:
        """A malformed line is named by number; the others are read."""
        (tmp_path / "a.jsonl").write_text('{"text": "One"}\n{oops\n{"text": "Two"}\n')
        items = list(read_articles([tmp_path]))
        assert [Article, LeftOut, Article] == [type(item) for item in items]
        assert "line 2" in items[1].where  # type: ignore[union-attr]

    def test_no_text_column(self, tmp_path: Path) -> None:
        """A table without a text column is left out."""
        (tmp_path / "a.csv").write_text("a,b\n1,2\n")
        assert [LeftOut] == [type(item) for item in read_articles([tmp_path])]


def test_bad_files(tmp_path: Path) -> None:
    """Empty, binary and missing files are one line each; the good one is read."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "c.txt").write_text("Talks")
    items = list(read_articles([tmp_path, tmp_path / "none.txt"]))
    assert sum(isinstance(item, LeftOut) and "\n" not in item.reason for item in items) == 3
    assert [item.id for item in items if isinstance(item, Article)] == ["c"]
