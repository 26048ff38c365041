"""The report's promises: everything escaped, every statement traceable, the same bytes twice, no nan."""

import base64
import gzip
import json

import pandas as pd
import pytest

from toolkit.lexicon import read_parties
from toolkit.pipeline import Settings
from toolkit.report import (
    Run,
    choose_evidence,
    pack_evidence,
    read_agreement,
    read_run,
    render_agreement,
    render_answer,
    render_evidence,
    render_left_out,
    render_manifest,
    render_report,
    render_size,
    render_statements,
    render_summary,
)
from toolkit.run import run as run_articles

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def frame(rows: list[dict]) -> pd.DataFrame:
    basic = {"doc": "d", "side": "russia", "speaker": "A", "kind": "direct", "text": "w", "content": "[[0, 1]]"}
    return pd.DataFrame([{**basic, "statement": i, **row} for i, row in enumerate(rows)])


def hostile() -> Run:
    rows = frame([{"side": EVIL, "speaker": EVIL, "text": EVIL, "vader": 0.1, "content": "[[0, 8]]"}])
    article = {"doc": "d", "title": EVIL, "url": "javascript:alert(1)", "text": EVIL}
    manifest = {"left_out": [{"where": EVIL, "reason": EVIL}], "inputs": [{"path": f"x/{EVIL}", "sha256": "0"}]}
    return Run(rows, pd.DataFrame([article]), manifest, read_parties())


def unpack(run: Run, **options) -> dict:
    return json.loads(gzip.decompress(base64.b64decode(pack_evidence(run, **options).partition(",")[2])))


class TestHostile:
    def test_fragments(self):
        """Markup in a title, a speaker, a side, a text, a file name or a reason stays text."""
        run = hostile()
        parts = [render_statements(run), render_left_out(run), render_evidence(run), render_manifest(run, seed=1)]
        parts += [render_summary(run, by, seed=1) for by in ("side", "speaker")]
        for part in parts:
            assert "<script>" not in part.data and "<img" not in part.data and "onerror=alert(2)>" not in part.data
        assert "&lt;script&gt;" in parts[0].data

    def test_addresses(self):
        """Only web addresses become links."""
        assert unpack(hostile())["articles"][0]["url"] == ""

    def test_page(self, tmp_path):
        """A whole report of a hostile article holds one script, its own, and a policy that lets no other run."""
        text = f"“{EVIL} we go on,” Dmitry Peskov said.\n{{{{ 7*7 }}}} @SCRIPT@ [x](javascript:1)"
        (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
        run_articles([tmp_path / "evil.txt"], tmp_path / "run", Settings(), progress=False)
        page = render_report(tmp_path / "run")
        assert page.count("<script") == 2 and "<img src=x" not in page and "script-src 'sha256-" in page
        assert page == render_report(tmp_path / "run")


class TestEvidence:
    def test_all_packed(self):
        """Every statement is in the page, with its article's exact text."""
        run = read_run()
        packed = unpack(run)
        assert len(packed["rows"]) == len(run.statements)
        assert packed["articles"][0]["text"] == run.articles["text"][0]

    def test_utf16(self):
        """Offsets count as the browser counts: a character outside the basic plane is two."""
        rows = frame([{"content": "[[2, 4]]", "vader": 0.1}])
        run = Run(rows, pd.DataFrame([{"doc": "d", "text": "💥 no"}]), {}, read_parties())
        assert unpack(run)["rows"][0][6] == [[3, 5]]

    def test_too_large(self):
        """Where the texts are too many to pack, the statement's own words are packed instead."""
        rows = frame([{"text": "no", "vader": 0.1}])
        run = Run(rows, pd.DataFrame([{"doc": "d", "text": "no, never"}]), {}, read_parties())
        packed = unpack(run, max_chars=3)
        assert packed["articles"][0]["text"] == "" and packed["rows"][0][-1] == "no"

    def test_rule(self):
        """Examples are the first statement of each side's five most quoted speakers, the unknown one last."""
        rows = frame([{"speaker": name} for name in ["unknown"] * 9 + ["b"] * 2 + ["c"] * 3 + list("defg")])
        assert list(choose_evidence(rows)["speaker"]) == ["c", "b", "d", "e", "f"]
        assert list(choose_evidence(rows)["statement"]) == [11, 9, 14, 15, 16]


class TestNumbers:
    def test_few(self):
        """A mean that cannot be given is a word, never nan, beside one that can."""
        rows = frame([{"side": "x" if i < 12 else "y", "vader": 0.5} for i in range(16)])
        shown = render_summary(Run(rows, rows[:0], {}, read_parties()), "side", seed=1).data
        assert "nan" not in shown and "too few to compare" in shown and "+0.50" in shown

    @pytest.mark.parametrize("n", [0, 1])
    def test_nothing(self, n):
        """No statement, or one, gives a page that says so."""
        rows = frame([{"vader": 0.5}])[:n]
        run = Run(rows, pd.DataFrame([{"doc": "d", "text": "w", "title": None, "date": None}]), {}, read_parties())
        assert "Too little to compare" in render_answer(run, seed=1).data
        parts = [render_size(run), render_evidence(run), render_statements(run), render_agreement(run)]
        parts += [render_summary(run, by, seed=1) for by in ("side", "speaker")]
        assert all("nan" not in part.data for part in parts)

    def test_answer(self):
        """The answer names the sides by their labels and says how far the score can be trusted."""
        rows = frame([{"side": ("russia", "ukraine")[i % 2], "vader": (-0.5, 0.5)[i % 2]} for i in range(40)])
        said = render_answer(Run(rows, rows[:0], {}, read_parties()), seed=1).data
        assert "Russia scores lower than Ukraine on vader" in said and "rank correlation with human-coded tone" in said

    def test_agreement(self):
        """Each measured figure has its data, size, date and command."""
        table = read_agreement()
        assert table[["what", "measure", "data", "n", "value", "date", "command"]].notna().all().all()
        assert table["value"].between(-1, 1).all()

    def test_notes(self):
        """What was passed over or read in part is told apart from articles that were lost."""
        notes = [{"where": "a.docx", "reason": "no reader", "what": "file"}]
        shown = render_left_out(Run(frame([{}]), frame([]), {"left_out": [], "notes": notes}, read_parties())).data
        assert "Articles left out: none" in shown and "passed over" in shown and "a.docx" in shown

    def test_unmeasured(self):
        """A score that nobody measured is named as such."""
        assert "Not measured: subjectivity" in render_agreement(read_run()).data
