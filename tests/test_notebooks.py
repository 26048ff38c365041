"""The lessons have one form: short cells, one idea each, outputs from one fresh run, nothing of a publisher's text."""

import ast
import json
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(ROOT.glob("[0-9]_*.ipynb"))
KEPT = ROOT / "releases"


def cells(path: Path, kind: str) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
class TestForm:
    def test_short(self, path):
        """At most 30 cells, 15 of them code, 60 lines of code, 10 lines a cell."""
        code = cells(path, "code")
        lines = [[line for line in source(cell).splitlines() if line.strip()] for cell in code]
        assert len(code) <= 15 and len(code) + len(cells(path, "markdown")) <= 30
        assert sum(map(len, lines)) <= 60 and max(map(len, lines)) <= 10

    def test_parts(self, path):
        """The title is a question; parameters come once; where it fails, what to conclude and references are there."""
        words = "\n".join(source(cell) for cell in cells(path, "markdown"))
        assert words.startswith("# ") and words.splitlines()[0].endswith("?") and "**Before you start.**" in words
        assert all(
            f"## {part}" in words for part in ("Where it fails", "Try it yourself", "What to conclude", "References")
        )
        tags = [tag for cell in cells(path, "code") for tag in cell["metadata"].get("tags", [])]
        assert tags.count("parameters") == 1 and tags.count("nbval-ignore-output") <= 1 and "nbval-skip" not in tags

    def test_no_definitions(self, path):
        """What wants a name is a function of the package."""
        for cell in cells(path, "code"):
            if not source(cell).startswith("%"):
                tree = ast.parse(source(cell))
                assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda)]

    def test_outputs(self, path):
        """Outputs are kept, of one run from the top, without errors or warnings."""
        code = cells(path, "code")
        assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
        kinds = [out for cell in code for out in cell["outputs"]]
        assert not [out for out in kinds if out["output_type"] == "error" or out.get("name") == "stderr"]


class TestKept:
    def test_no_text(self):
        """What is kept of the press releases is numbers and names; no column holds a text."""
        words, said = (pd.read_csv(KEPT / name) for name in ("words.csv", "statements.csv.gz"))
        assert set(words) == {"side", "date", "words", "war", "special military operation", "Ukraine", "Russia"}
        assert set(said) == {"doc", "statement", "side", "speaker", "kind", "date", "tone", "posture", "targets"}
        assert len(words) == 1796 and said["speaker"].str.len().max() <= 80
        assert len(said) > 9000 and sum(path.stat().st_size for path in KEPT.iterdir()) < 400_000
        names = {target["name"] for one in said["targets"] for target in json.loads(one)}
        assert len(names) <= 12 and max(map(len, names)) < 40
