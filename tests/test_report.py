"""The report's promises: everything escaped, and the same bytes twice."""

import pandas as pd

from toolkit.lexicon import read_parties
from toolkit.report import (
    MAX_SHOWN,
    PER_CELL,
    Run,
    choose_evidence,
    read_run,
    render_left_out,
    render_statements,
    render_summary,
)

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def hostile() -> Run:
    row = {"doc": "d", "statement": 0, "side": EVIL, "speaker": EVIL, "kind": "direct", "text": EVIL, "vader": 0.1}
    article = {"doc": "d", "title": EVIL, "url": "javascript:alert(1)", "text": EVIL}
    manifest = {"left_out": [{"where": EVIL, "reason": EVIL}]}
    return Run(pd.DataFrame([{**row, "content": "[[0, 8]]"}]), pd.DataFrame([article]), manifest, read_parties())


class TestReport:
    def test_hostile(self):
        """Markup in a title, a speaker, a side, a text or a reason stays text; a javascript: address is no link."""
        shown = render_statements(hostile()).data + render_left_out(hostile()).data
        assert "<script" not in shown and "<img" not in shown and "javascript:" not in shown
        assert "&lt;script&gt;" in shown

    def test_same(self):
        """Twice gives the same."""
        assert render_statements(read_run()).data == render_statements(read_run()).data

    def test_rule(self):
        """The evidence is limited for each speaker and in all."""
        rows = pd.DataFrame({"side": "x", "speaker": [f"s{i % 500}" for i in range(12000)]})
        assert len(choose_evidence(rows)) == MAX_SHOWN
        assert len(choose_evidence(rows[rows.speaker == "s1"])) == PER_CELL

    def test_no_nan(self):
        """A mean that cannot be given is a word, never nan, beside one that can."""
        rows = pd.DataFrame(
            {"doc": "d", "statement": range(16), "side": ["x"] * 12 + ["y"] * 4, "speaker": "a", "vader": 0.5}
        )
        run = Run(rows, rows[:0], {}, read_parties())
        shown = render_summary(run, "side", seed=1).data
        assert "nan" not in shown and "too few to compare" in shown and "+0.50" in shown
