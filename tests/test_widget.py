"""The coding widget: every answer is on the disk before the next is asked for, and nothing that was coded is lost."""

import json
import os
import signal
import subprocess
import sys

import nbformat
import pandas as pd
import pytest

from toolkit.coding.journal import Journal, read_journals
from toolkit.coding.sample import sample_statements, write_sample
from toolkit.coding.widget import TEMPLATES, CodingWidget, code_statements
from toolkit.errors import InputError

HOSTILE = "<img src=x onerror=\"document.title='hit'\"> he said & <b>left</b>"


@pytest.fixture
def sample():
    articles = pd.DataFrame({"doc": list("abcdefgh"), "text": HOSTILE, "title": "<i>T</i>"})
    rows = pd.DataFrame({"doc": list("abcdefgh"), "statement": 0, "content": "[[0, 44]]"})
    return sample_statements(rows, articles, 8, seed=1)


WHOLE = {
    "attributed": "yes", "kind": "direct", "speaker": "Ann", "side": "us", "tone": -2, "posture": 0,
    "certainty": "hedged",
}  # fmt: skip


class TestJournal:
    def test_at_once(self, sample, tmp_path):
        """An answer is in the file when `record` returns, and a new journal finds it."""
        Journal(tmp_path, "ann", sample).record(1, "tone", "-2")
        assert json.loads((tmp_path / "ann.jsonl").read_text().splitlines()[-1])["value"] == -2
        assert Journal(tmp_path, "ann", sample).answers == {(1, "tone"): -2}

    def test_undo(self, sample, tmp_path):
        """Undo takes the last answer back, also after reopening, and never shortens the file."""
        journal = Journal(tmp_path, "ann", sample)
        for value in ("-2", "1"):
            journal.record(3, "tone", value)
        size = journal.path.stat().st_size
        assert Journal(tmp_path, "ann", sample).undo() == 3
        assert journal.undo() == 3 and journal.undo() is None
        assert journal.answers == {} and journal.path.stat().st_size > size

    def test_cut_short(self, sample, tmp_path):
        """A last line that a crash cut short is passed over and counted; the next answer stands on its own line."""
        journal = Journal(tmp_path, "ann", sample)
        journal.record(1, "tone", 1)
        with journal.path.open("ab") as file:
            file.write(b'{"row": 2, "co')
        again = Journal(tmp_path, "ann", sample)
        again.record(2, "tone", 2)
        assert again.answers == Journal(tmp_path, "ann", sample).answers == {(1, "tone"): 1, (2, "tone"): 2}
        assert Journal(tmp_path, "ann", sample).damaged == 1

    def test_coders(self, sample, tmp_path):
        """Every coder has a file; names that a disk could take for one, or that leave the folder, are refused."""
        for name, value in (("ann", 1), ("bob", -1)):
            Journal(tmp_path, name, sample).record(1, "tone", value)
        codes = read_journals(tmp_path, sample)
        assert codes[["coder", "tone"]].values.tolist() == [["ann", 1], ["bob", -1]]
        for name in ("Ann", "../ann", "", "a/b"):
            with pytest.raises(InputError):
                Journal(tmp_path, name, sample)

    def test_topped_up(self, sample, tmp_path):
        """Answers to a smaller sample are carried to a larger one, once, each coder's own; a stranger's is an error."""
        rows = pd.DataFrame({"doc": list("abcdefgh"), "statement": 0, "content": "[[0, 44]]"})
        small = sample_statements(rows, pd.DataFrame({"doc": list("abcdefgh"), "text": HOSTILE}), 3, seed=1)
        for name in ("ann", "bob"):
            Journal(tmp_path / "old", name, small).record(2, "tone", 1 if name == "ann" else -1)
        codes = read_journals(tmp_path / "old", small)
        for _ in range(2):
            code_statements(sample, tmp_path / "new", "ann", codes=codes)
        keys = ["coder", "doc", "statement", "tone"]
        assert read_journals(tmp_path / "new", sample)[keys].equals(codes.loc[codes["coder"] == "ann", keys])
        with pytest.raises(InputError, match="1 of its statements are not in this sample; draw more of the same run"):
            code_statements(sample, tmp_path / "other", "ann", codes=codes.assign(doc="z"))

    def test_two_notebooks(self, sample, tmp_path):
        """Two notebooks of one coder lose nothing of each other."""
        one, two = (Journal(tmp_path, "ann", sample) for _ in range(2))
        for number in range(1, 5):
            (one, two)[number % 2].record(number, "tone", 0)
        assert len(Journal(tmp_path, "ann", sample).answers) == 4

    def test_processes(self, sample, tmp_path):
        """Four processes that write at once lose no line."""
        write_sample(sample, tmp_path / "s.json")
        code = (
            "import sys; from pathlib import Path; from toolkit.coding import read_sample\n"
            "from toolkit.coding.journal import Journal\n"
            "journal = Journal(Path(sys.argv[1]), 'ann', read_sample(Path(sys.argv[1]) / 's.json'))\n"
            "for n in range(30): journal.record(n % 8 + 1, 'note', sys.argv[2] + str(n))\n"
        )
        Journal(tmp_path, "ann", sample)
        words = [sys.executable, "-c", code, str(tmp_path)]
        running = [subprocess.Popen([*words, name]) for name in "wxyz"]
        assert [one.wait() for one in running] == [0] * 4
        lines = [json.loads(line) for line in (tmp_path / "ann.jsonl").read_text().splitlines()]
        assert {line["value"] for line in lines[1:]} == {f"{name}{n}" for name in "wxyz" for n in range(30)}

    def test_other_sample(self, sample, tmp_path):
        """Answers to another sample are not mixed in."""
        Journal(tmp_path, "ann", sample)
        other = sample_statements(
            pd.DataFrame({"doc": list("ab"), "statement": 0, "content": "[[0, 2]]"}),
            pd.DataFrame({"doc": list("ab"), "text": "xy"}), 2, seed=1,
        )  # fmt: skip
        with pytest.raises(InputError, match="line 1: these answers are to another sample"):
            Journal(tmp_path, "ann", other)
        with pytest.raises(InputError, match="nobody has coded here yet"):
            read_journals(tmp_path / "none", sample)


class TestWidget:
    def test_view_follows_the_disk(self, sample, tmp_path):
        """What is shown changes only with what is saved; a wrong answer is said and not saved."""
        widget = CodingWidget(sample, tmp_path, "ann")
        widget._take(widget, {"do": "set", "row": 1, "code": "tone", "value": "9"}, [])
        assert widget.view["error"].startswith("Not saved: '9' is none of -2") and widget.journal.answers == {}
        for code, value in WHOLE.items():
            widget._take(widget, {"do": "set", "row": 1, "code": code, "value": value}, [])
        assert (widget.view["done"], widget.view["coded"], widget.view["row"]) == (1, True, 1)
        widget._take(widget, {"do": "next"}, [])
        assert widget.view["row"] == 2 and CodingWidget(sample, tmp_path, "ann").view["row"] == 2

    def test_full_disk(self, sample, tmp_path, monkeypatch):
        """Where the disk takes nothing, the page says so and shows the answer as not given."""
        widget = CodingWidget(sample, tmp_path, "ann")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        widget._take(widget, {"do": "set", "row": 1, "code": "tone", "value": "1"}, [])
        assert "Not saved: No space left on device" in widget.view["error"]
        assert next(code["answer"] for code in widget.view["codes"] if code["name"] == "tone") is None

    def test_bad_messages(self, sample, tmp_path):
        """Nothing that a page sends ends in an exception."""
        widget = CodingWidget(sample, tmp_path, "ann")
        for message in ({}, {"do": "set"}, {"do": "go", "row": 99}, {"do": "set", "row": "x", "code": 1, "value": []}):
            widget._take(widget, message, [])
        assert widget.view["row"] == 1 and widget.journal.answers == {}

    def test_blind(self, sample, tmp_path):
        """The page gets nothing of what the machine says of a statement, nor how it was drawn."""
        widget = CodingWidget(sample, tmp_path, "ann")
        assert {"p", "stratum", "doc"}.isdisjoint(widget.view) and {c["answer"] for c in widget.view["codes"]} == {None}

    def test_texts_are_text(self):
        """The page's script has no way to make markup of a text."""
        script = (TEMPLATES / "coding.js").read_text()
        assert not any(
            word in script for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
        )


@pytest.fixture
def lab(browser, start_lab, sample, tmp_path):
    """A JupyterLab of its own with one notebook; yields its address."""
    write_sample(sample, tmp_path / "s.sample.json")
    cell = (
        "import os; from pathlib import Path; from toolkit.coding import read_sample\n"
        "from toolkit.coding.widget import code_statements\n"
        "Path('pid').write_text(str(os.getpid()))\n"
        "code_statements(read_sample(Path('s.sample.json')), 'codes', 'ann')"
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, tmp_path / "code.ipynb")
    with start_lab(tmp_path) as address:
        yield address


def open_widget(page, address):
    """The notebook with its cell run and the widget shown."""
    page.goto(f"{address}lab/tree/code.ipynb?token=t&reset")
    page.locator(".jp-CodeCell .cm-content").first.click(timeout=60_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=60_000)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toolkit-coding", timeout=60_000)
    page.locator(".toolkit-coding").focus()


def code_by_keyboard(page, number):
    """One statement, by keys alone; each key waits for the page to show the answer."""
    box = page.locator(".toolkit-coding:not([aria-busy])")
    box.get_by_text(f"Statement {number} of 8").wait_for()
    for code, key in [("attributed", "1"), ("kind", "2")]:
        page.keyboard.press(key)
        page.locator(f".code[data-code={code}] button[aria-pressed=true]").wait_for()
    page.keyboard.type(f"=Speaker {number}")
    page.keyboard.press("Enter")
    for code, key in [("side", "3"), ("tone", "1"), ("posture", "5"), ("certainty", "2")]:
        page.locator(f".code.now[data-code={code}]").wait_for()
        page.keyboard.press(key)
        page.locator(f".code[data-code={code}] button[aria-pressed=true]").wait_for()
    page.keyboard.type("Kyiv: favor")
    page.keyboard.press("Enter")
    box.get_by_text(f"{number} of 8 coded by ann").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('toolkit-coding')")
    page.keyboard.press("Enter")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
class TestJupyterLab:
    def test_kernel_killed(self, lab, browser, sample, tmp_path):
        """Five statements coded by keyboard are there after the kernel was killed and the notebook opened again."""
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        open_widget(page, lab)
        assert page.locator(".toolkit-coding mark").inner_text() == HOSTILE[:44]
        for number in range(1, 6):
            code_by_keyboard(page, number)
        page.locator(".toolkit-coding").get_by_text("Statement 6 of 8").wait_for()
        page.keyboard.type("12ann")  # faster than the disk: nothing is lost
        page.keyboard.press("Enter")
        page.locator(".code.now[data-code=side]").wait_for()
        assert page.locator(".code[data-code=speaker] input").input_value() == "ann"
        for _ in range(3):
            page.keyboard.press("Escape")
            page.keyboard.press("u")
        page.locator(".code.now[data-code=attributed]").wait_for()
        page.keyboard.press("2")
        page.get_by_text("6 of 8 coded by ann").wait_for()
        page.keyboard.press("u")
        page.get_by_text("5 of 8 coded by ann").wait_for()
        assert page.locator(".jp-Cell").count() == 1 and page.title() != "hit" and trouble == []
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        page.keyboard.press("1")
        page.get_by_text("Not saved: the kernel does not answer").wait_for()
        again = browser.new_page(viewport={"width": 1200, "height": 900})
        page.close()
        open_widget(again, lab)
        again.get_by_text("5 of 8 coded by ann").wait_for()
        again.locator(".toolkit-coding").get_by_text("Statement 6 of 8").wait_for()
        again.close()
        codes = read_journals(tmp_path / "codes", sample)
        assert codes["speaker"].tolist() == [f"=Speaker {number}" for number in range(1, 6)]
        assert set(codes["tone"]) == {-2} and set(codes["targets"]) == {"Kyiv: favor"} and set(codes["side"]) == {"us"}
