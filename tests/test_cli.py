"""The command line: status 0 or 2, one line a problem, never a traceback."""

import subprocess
import sys
from pathlib import Path


def _toolkit(*words: object, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, words)], capture_output=True, text=True, input=text, check=False
    )


def test_extract_goes_on(tmp_path: Path) -> None:
    """A missing file is named, the other one is processed, and the status is 2."""
    (tmp_path / "a.txt").write_text("Talks go on, Dmitry Peskov said.")
    done = _toolkit("extract", tmp_path / "a.txt", tmp_path / "none.txt", "-o", tmp_path / "o.jsonl", "--quiet")
    assert done.returncode == 2
    assert "none.txt" in done.stderr and "Traceback" not in done.stderr
    assert '"doc": "a"' in (tmp_path / "o.jsonl").read_text()


def test_standard_input(tmp_path: Path) -> None:
    """A minus sign is text from standard input."""
    done = _toolkit("extract", "-", "-o", tmp_path / "o.csv", "--quiet", text="Talks go on, Dmitry Peskov said.")
    assert (done.returncode, done.stderr) == (0, "")


def test_help_shows_an_example() -> None:
    """The help of a command shows an example."""
    assert "Example: toolkit run" in _toolkit("run", "--help").stdout
