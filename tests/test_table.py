"""Tables: there and back gives the same results."""

import json
from pathlib import Path

from toolkit.model import Article, Result, Span, Speaker, Statement, Target
from toolkit.table import articles_frame, from_frame, to_frame, write_statements

TEXT = "=Talks go on, Mr Peskov said."
ONE = Statement(
    (Span(0, 12),), "indirect", Span(24, 28), Span(14, 23), "r", 0.9, Speaker("Dmitry Peskov", side="russia"),
    polarity=0.5, targets=(Target("talks", "favor", 0.8, Span(1, 6)),),
)  # fmt: skip
RESULTS = [Result(Article("a", TEXT), (ONE,)), Result(Article("b", ""), ())]


def test_round_trip() -> None:
    """Results become tables and the same results again."""
    assert from_frame(to_frame(RESULTS), articles_frame(RESULTS)) == RESULTS


def test_types_when_empty() -> None:
    """An empty table has the types of a full one."""
    assert list(to_frame([]).dtypes) == list(to_frame(RESULTS).dtypes)


def test_writers(tmp_path: Path) -> None:
    """JSON Lines has one line an article; CSV has no formula."""
    write_statements(RESULTS, tmp_path / "o.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert [line["doc"] for line in lines] == ["a", "b"]
    write_statements(RESULTS, tmp_path / "o.csv")
    assert ",'=Talks" in (tmp_path / "o.csv").read_text()
