"""The command line: status 0, 2 or 130, one line a problem, never a traceback, never half a file."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit.__main__ import main
from toolkit.commands import COMMANDS
from toolkit.errors import ToolkitError
from toolkit.report import read_run, render_report
from toolkit.run import is_finished, query

SAID = "Good talks go on, Dmitry Peskov said."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with two articles."""
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text(SAID)
    return tmp_path / "in"


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, list[str]]:
    """The status of a command and its lines on standard error."""
    status = main([str(word) for word in words])
    return status, capsys.readouterr().err.splitlines()


def process(*words: object, text: str | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    command = [sys.executable, "-m", "toolkit", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, input=text, check=False, **options)  # type: ignore[call-overload, no-any-return]


class TestBadInput:
    @pytest.mark.parametrize("command", ["read", "extract", "run", "speakers"])
    def test_goes_on(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
        """Bad files are named, each in one line with what to do; the others are processed; the status is 2."""
        (source / "c.csv").write_text("id,words\n1,2\n")
        (source / "d.jsonl").write_text('{"text": "Good talks go on, Dmitry Peskov said."}\n{oops\n')
        (source / "e.html").write_bytes(bytes(range(256)))
        out = {"read": "o.parquet", "extract": "o.parquet", "run": "o"}.get(command)
        words = ["-o", tmp_path / out] if out else []
        status, lines = told(capsys, command, source, tmp_path / "none.txt", *words)
        assert status == 2
        assert [line.partition("; ")[0].replace(str(tmp_path), "") for line in sorted(lines)] == [
            "toolkit: /in/c.csv: no text column",
            "toolkit: /in/d.jsonl, line 2: not a JSON object (Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1))",
            "toolkit: /in/e.html: a binary file, not text",
            "toolkit: /none.txt: no such file or folder",
        ]
        if out == "o.parquet":
            assert len(pd.read_parquet(tmp_path / out)) == 3
        if command == "run":
            manifest = json.loads((tmp_path / "o" / "manifest.json").read_text())
            assert (manifest["articles"], len(manifest["left_out"])) == (3, 4)

    @pytest.mark.parametrize("command", ["read", "extract", "run", "speakers", "report"])
    def test_nothing_to_read(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
        """Where nothing can be read there is one line, status 2 and no output."""
        out = {"read": "o.parquet", "extract": "o.csv", "run": "o", "report": "o.html"}.get(command)
        status, lines = told(capsys, command, tmp_path / "none.txt", *(["-o", tmp_path / out] if out else []))
        assert (status, len(lines)) == (2, 1)
        assert "none.txt: no such file or folder; check the path" in lines[0]
        assert list(tmp_path.iterdir()) == []

    def test_a_report_lists_them(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A report is written all the same; it and the manifest of its run name what was left out."""
        (source / "c.csv").write_text("id,text\n1,\n")
        (source / "d.odt").write_text(SAID)
        status, lines = told(capsys, "report", source, tmp_path / "none.txt", "-o", tmp_path / "o.html")
        assert (status, len(lines)) == (2, 3)
        page = (tmp_path / "o.html").read_text()
        assert all(where in page for where in ("c.csv, line 2", "none.txt"))
        assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "o.html"]

    def test_many_rows(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Of many bad rows in a file the first are named, then their number; the manifest has them all."""
        (tmp_path / "a.csv").write_text("id,text\n1,Talks\n" + "2,\n" * 1500)
        for command, out in (("read", "o.parquet"), ("run", "o")):
            status, lines = told(capsys, command, tmp_path / "a.csv", "-o", tmp_path / out)
            assert (status, len(lines)) == (2, 21)
            assert "a.csv: 1,480 more rows left out" in lines[-1]
        assert len(json.loads((tmp_path / "o" / "manifest.json").read_text())["left_out"]) == 1500

    def test_names_with_control_characters(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file name cannot break the line or colour the terminal."""
        status, lines = told(capsys, "speakers", tmp_path / "a\nb\x1b[31m.txt")
        assert (status, len(lines)) == (2, 1)
        assert "\x1b" not in lines[0]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["run", "x", "-o", "o", "--jobs", "0"], "'0' is no whole number from 1 on"),
            (["extract", "x"], "arguments are required: -o"),
            (["extract", "x", "-o", "o.csv", "--engine", "magic"], "invalid choice: 'magic'"),
            (["speakers", "x", "--colour", "red"], "--colour"),
            (["dance"], "invalid choice: 'dance'"),
            ([], "arguments are required: COMMAND"),
        ],
    )
    def test_usage(self, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
        """A wrong option or command is one line and status 2."""
        with pytest.raises(SystemExit, match="2"):
            main(words)
        [line] = capsys.readouterr().err.splitlines()
        assert said in line and "--help" in line

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--parties", "none.toml"], "none.toml: cannot be read"),
            (["--corrections", "none.csv"], "none.csv: cannot be read"),
            (["--issues", "none.csv"], "none.csv: cannot be read"),
        ],
    )
    def test_other_files(self, source: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
        """A file of parties, corrections or issues that is missing is one line."""
        status, [line] = told(capsys, "speakers", source, *words)
        assert status == 2 and said in line

    @pytest.mark.parametrize(
        "command", [("speakers",), ("extract", "-o", "o.csv"), ("run", "-o", "o"), ("report", "-o", "o.html")]
    )
    def test_a_correction_of_nobody(
        self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
    ) -> None:
        """A row of the corrections that changes nothing is one line, and no error, whatever the command."""
        rows, (name, *words) = tmp_path / "rows.csv", command
        rows.write_text("speaker,name,side\nNobody Here,Aino Aalto,eu\n", encoding="utf-8")
        out = [str(tmp_path / word) if word.startswith("o") else word for word in words]
        status, lines = told(capsys, name, source, *out, "--corrections", rows, "--wordlists")
        [line] = [line for line in lines if "Nobody Here" in line]
        assert status == 0 and "changed nothing" in line


class TestOutput:
    @pytest.mark.parametrize(
        ("command", "out", "said"),
        [
            ("read", "o.docx", "unknown ending of the output; use .parquet or .csv or .jsonl"),
            ("extract", "o.docx", "unknown ending of the output; use .jsonl or .parquet or .csv"),
            ("extract", "none/o.csv", "its folder is missing"),
            ("report", "none/o.html", "its folder is missing"),
            ("report", "in", "a folder, not a file"),
            ("run", "in/a.txt", "a file, not a folder"),
            ("run", "in", "both input and output"),
        ],
    )
    def test_not_writable(
        self, source: Path, capsys: pytest.CaptureFixture[str], command: str, out: str, said: str
    ) -> None:
        """An output that cannot be written is one line before any work is done."""
        status, [line] = told(capsys, command, source, "-o", source.parent / out)
        assert status == 2 and said in line
        assert sorted(p.name for p in source.parent.rglob("*")) == ["a.txt", "b.txt", "in"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    @pytest.mark.parametrize("out", ["shut/o.csv", "shut/o"])
    def test_no_permission(self, source: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
        """A folder that may not be written is one line."""
        (source.parent / "shut").mkdir(mode=0o555)
        command = "extract" if out.endswith(".csv") else "run"
        status, [_] = told(capsys, command, source, "-o", source.parent / out)
        assert status == 2

    @pytest.mark.parametrize("command", ["extract", "run"])
    def test_a_full_disk(self, source: Path, tmp_path: Path, command: str) -> None:
        """No room for the output is one line, and no part of a file is left."""
        (source / "c.csv").write_text("text\n" + f"{SAID}\n" * 200)
        out = tmp_path / ("o.csv" if command == "extract" else "o")

        def small() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))

        done = process(command, source, "--engine", "fast", "-o", out, preexec_fn=small)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert "File too large; make room and run it again" in done.stderr
        assert not [p for p in tmp_path.rglob("*") if p.suffix in {".part", ".parquet"} or p.name == "o.csv"]

    def test_scores(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Scores are computed where they are asked for."""
        found = {}
        for words in ([], ["--scores"]):
            told(capsys, "extract", source / "a.txt", "-o", tmp_path / "o.jsonl", *words)
            [found[bool(words)]] = json.loads((tmp_path / "o.jsonl").read_text())["statements"]
        assert (found[False]["polarity"], found[False]["vader"], found[True]["polarity"]) == (None, None, 0.7)
        names = (
            "polarity",
            "subjectivity",
            "vader",
            "tone",
            "posture",
            "certainty",
            "certainty_words",
            "act",
            "framing",
        )
        assert {**found[True], **dict.fromkeys(names), "targets": []} == found[False]

    def test_word_lists_alone(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Word lists need no weights, and fill nothing else."""
        told(capsys, "extract", source / "a.txt", "-o", tmp_path / "o.jsonl", "--wordlists")
        [found] = json.loads((tmp_path / "o.jsonl").read_text())["statements"]
        assert (found["polarity"], found["tone"], found["act"]) == (0.7, None, None)

    def test_no_scores_no_word_lists(self, source: Path, tmp_path: Path) -> None:
        """Without scores the word lists are not even loaded."""
        words = ["extract", str(source), "-o", str(tmp_path / "o.csv")]
        code = f"import sys; from toolkit.__main__ import main; main({words})"
        code += "; print([m for m in ('textblob', 'vaderSentiment') if m in sys.modules])"
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"

    def test_a_reader_that_stops(self, source: Path) -> None:
        """A pipe that is closed early is no error."""
        command = f"{sys.executable} -m toolkit speakers {source} | true"
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")

    def test_own_issues(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """An issue of a user's table is a target of a run, the package's still are, and the report names the table."""
        (source / "a.txt").write_text("“We condemn the moon tax, and we welcome the ceasefire,” Dmitry Peskov said.")
        table, out = tmp_path / "mine.csv", tmp_path / "o"
        table.write_text("issue,words\nlunar levy,moon tax*\n", encoding="utf-8")
        assert told(capsys, "run", source, "-o", out, "--engine", "fast", "--issues", table) == (0, [])
        [targets] = query(out, "select targets from statements where doc = 'a'")["targets"]
        assert {"lunar levy", "ceasefire"} <= {target["name"] for target in json.loads(targets)}
        assert told(capsys, "report", out, "-o", tmp_path / "r.md") == (0, [])
        assert re.search(r"own issues.*lunar levy.*moon tax", (tmp_path / "r.md").read_text(encoding="utf-8"))

    @pytest.mark.parametrize(
        "command", [("extract", "-o", "o.csv", "--scores"), ("run", "-o", "o"), ("report", "-o", "o.html")]
    )
    def test_a_bad_table_of_issues(
        self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
    ) -> None:
        """It is one line, whatever the command, and nothing is written."""
        (tmp_path / "mine.csv").write_text("issue,words\nlunar levy,\n", encoding="utf-8")
        name, *more = command
        out = [str(tmp_path / word) if word.startswith("o") else word for word in more]
        status, [line] = told(capsys, name, source, *out, "--issues", tmp_path / "mine.csv")
        assert status == 2 and not list(tmp_path.glob("o*"))
        assert "mine.csv, line 2, column words: an empty cell; write the words" in line

    @pytest.mark.parametrize("command", [("run", "-o", "o", "--wordlists"), ("extract", "-o", "o.csv")])
    def test_issues_without_their_scores(
        self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
    ) -> None:
        """Issues where no targets are found are one line that says what to leave out or add."""
        (tmp_path / "mine.csv").write_text("issue,words\nlunar levy,moon tax*\n", encoding="utf-8")
        name, *more = command
        out = [str(tmp_path / word) if word.startswith("o") else word for word in more]
        status, [line] = told(capsys, name, source, *out, "--issues", tmp_path / "mine.csv")
        assert status == 2 and "leave them or --wordlists out (extract: add --scores" in line

    def test_speakers(self, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Speakers are shown with their mentions and the scores that there are."""
        assert main(["speakers", str(source), "--quiet"]) == 0
        head, row = capsys.readouterr().out.splitlines()
        assert head.split()[:3] == ["speaker", "side", "mentions"] and "subjectivity" in head
        assert row.split()[:4] == ["Dmitry", "Peskov", "russia", "2"] and "NaN" not in row

    def test_sql(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Questions in SQL are answered from a finished run, in any folder; what is wrong is one line."""
        out = tmp_path / "o [1]*"
        assert told(capsys, "sql", out, "select 1")[0] == 2
        assert told(capsys, "run", source, "-o", out) == (0, [])
        assert main(["sql", str(out), "select speaker, count(*) as n from statements group by all"]) == 0
        assert capsys.readouterr().out.split() == ["speaker", "n", "Dmitry", "Peskov", "2"]
        status, [line] = told(capsys, "sql", out, "select nonsense from statements")
        assert status == 2 and "nonsense" in line
        for order in ("create table x (y int)", "copy (select 1) to 'x.parquet'", "drop view statements", ";"):
            status, [line] = told(capsys, "sql", out, order)
            assert status == 2 and "begin it with select" in line
        assert main(["sql", str(out), "select doc, side from statements where side = 'nobody'", "--csv"]) == 0
        assert capsys.readouterr().out == "doc,side\n"

    def test_empty_names(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An empty name, as of a variable that is not set, is no folder."""
        for words in (["run", "", "-o", "x"], ["run", "x", "-o", ""], ["sql", "", "select 1"]):
            with pytest.raises(SystemExit):
                main(words)
            assert "an empty name" in capsys.readouterr().err

    def test_sql_of_long_texts(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """On the terminal a long cell is cut; as CSV the result is whole."""
        (source / "a.txt").write_text(f"{SAID} {'So it was the word of the day. ' * 20}")
        assert told(capsys, "run", source, "-o", tmp_path / "o") == (0, [])
        query = ["sql", str(tmp_path / "o"), "select doc, text from articles order by doc"]
        assert main(query) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) < 100
        assert main([*query, "--csv"]) == 0
        assert capsys.readouterr().out == f'doc,text\na,"{SAID} {"So it was the word of the day. " * 20}"\nb,"{SAID}"\n'

    @pytest.mark.parametrize("command", ["extract", "read", "report"])
    def test_an_input(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
        """An output is never one of the inputs, named or found in a folder, by whatever path."""
        table = tmp_path / "s.csv"
        table.write_text(f"text\n{SAID}\n")
        (tmp_path / "in").symlink_to(tmp_path)
        for given in (table, tmp_path):
            status, [line] = told(capsys, command, given, "-o", tmp_path / "in" / "s.csv")
            assert status == 2 and "both input and output; write the results to another file" in line
        assert table.read_text() == f"text\n{SAID}\n"


class TestFoldersOfOtherFiles:
    def test_passed_over(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Files of a folder that hold no article are told and cost nothing: the status is 0, no article is lost."""
        (source / "notes.xyz").write_text("x")
        for command, out in (("extract", "o.csv"), ("run", "o"), ("speakers", None)):
            words = ["-o", tmp_path / out] if out else []
            assert told(capsys, command, source, *words) == (
                0, [f"toolkit: {source}/notes.xyz: no reader for this ending; passed over"]
            )  # fmt: skip
        manifest = json.loads((tmp_path / "o" / "manifest.json").read_text())
        note = {"where": str(source / "notes.xyz"), "reason": "no reader for this ending; passed over", "what": "file"}
        assert (manifest["left_out"], manifest["notes"]) == ([], [note])
        assert told(capsys, "speakers", source / "notes.xyz")[0] == 2

    @pytest.mark.parametrize("out", ["o.csv", "o.jsonl", "o.parquet"])
    def test_twice_into_the_input(self, source: Path, capsys: pytest.CaptureFixture[str], out: str) -> None:
        """Statements written into the folder of their articles are not read the next time: the file is the same."""
        assert told(capsys, "extract", source, "-o", source / out) == (0, [])
        first = (source / out).read_bytes()
        status, [line] = told(capsys, "extract", source, "-o", source / out)
        assert (status, (source / out).read_bytes()) == (0, first)
        assert line.endswith(f"{out}: statements of this toolkit, not articles; passed over")

    def test_a_report_twice(self, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A report written into the folder of its articles is not read as an article the next time."""
        out = source / "o.html"
        assert main(["report", str(source), "-o", str(out)]) == 0
        assert re.search(rf"^{re.escape(str(out))}: \d articles?, \d+ statements?$", capsys.readouterr().out.strip())
        assert told(capsys, "report", source, "--quiet", "-o", out) == (
            0, [f"toolkit: {out}: a report of this toolkit, not an article; passed over"]
        )  # fmt: skip


class TestAReportOfARun:
    @pytest.fixture
    def finished(self, source: Path, capsys: pytest.CaptureFixture[str]) -> Path:
        """A run with sides of its own."""
        side = '[[party]]\nid = "kremlin"\nlabel = "The Kremlin"\ncolour = "#123456"\nmembers = ["russia"]\n'
        (source / "sides.toml").write_text(side)
        (source.parent / "other.toml").write_text(side.replace("russia", "ukraine"))
        (source.parent / "shown.toml").write_text(side.replace("The Kremlin", "Moscow").replace("123456", "abcdef"))
        words = ["run", source / "a.txt", source / "b.txt", "-o", source.parent / "o"]
        assert told(capsys, *words, "--parties", source / "sides.toml") == (0, [])
        assert is_finished(source.parent / "o")
        return source.parent / "o"

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--parties", "none.toml"], "none.toml: cannot be read"),
            (["--parties", "other.toml"], "other.toml: other sides than those of the run"),
            (["--engine", "rules"], "a finished run, which --engine cannot change"),
            (["--scope", "attributions"], "a finished run, which --scope cannot change"),
            (["--documents", "news"], "a finished run, which --documents cannot change"),
            (["--corrections", "none.csv"], "a finished run, which --corrections cannot change"),
            (["--issues", "none.csv"], "a finished run, which --issues cannot change"),
        ],
    )
    def test_what_cannot_change(
        self, finished: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
    ) -> None:
        """What a finished run was made with cannot be given to its report: one line, no page."""
        words = [str(finished.parent / word) if "." in word else word for word in words]
        status, [line] = told(capsys, "report", finished, "-o", finished.parent / "r.html", *words)
        assert status == 2 and said in line
        assert not list(finished.parent.glob("r.html*"))

    def test_its_own_sides(self, finished: Path) -> None:
        """The report names the sides of the run; a file with the same members may give them another label."""
        assert [party.label for party in read_run(finished).parties.parties] == ["The Kremlin"]
        assert [p.label for p in read_run(finished, finished.parent / "shown.toml").parties.parties] == ["Moscow"]

    def test_damaged(self, finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A run with a damaged table gives one line, not a traceback; the notebook's own errors are one, too."""
        for table in (finished / "statements").glob("*.parquet"):
            table.write_bytes(b"no table")
        status, lines = told(capsys, "report", finished, "-o", finished.parent / "r.html")
        assert (status, len(lines)) == (2, 1) and "000000.parquet: a table that is damaged" in lines[0]
        with pytest.raises(ToolkitError, match=r"the report stopped \(InputError: .*a table that is damaged"):
            render_report(finished)


class TestCtrlC:
    @pytest.mark.parametrize(
        "command", ["read", "extract --engine fast", "run --engine fast", "run --engine fast --jobs 2"]
    )
    def test_stopped(self, tmp_path: Path, command: str) -> None:
        """Ctrl-C is one line and status 130; no file stands that looks whole, and no process is left."""
        (tmp_path / "a.csv").write_text("text\n" + f"{SAID}\n" * 20_000)
        out = tmp_path / ("o" if command.startswith("run") else "o.parquet")
        source = tmp_path / "a.csv"
        words = [sys.executable, "-m", "toolkit", *command.split(), source, "-o", out]
        begun = (out / "shards" / "000000.json") if command.startswith("run") else tmp_path / "o.parquet.part"
        listen = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731  # where the tests run in the background
        options = {"stderr": subprocess.PIPE, "text": True, "start_new_session": True, "preexec_fn": listen}
        with subprocess.Popen(words, **options) as running:
            try:
                end = time.monotonic() + 180
                while not begun.exists():
                    assert running.poll() is None and time.monotonic() < end
                    time.sleep(0.005)
                os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to every process of the command
                _, errors = running.communicate(timeout=60)
            finally:
                if running.poll() is None:  # or the test would wait for all 20,000
                    os.killpg(running.pid, signal.SIGKILL)
        [line] = errors.splitlines()
        assert (running.returncode, line.partition(";")[0]) == (130, "toolkit: stopped")
        assert not (out / "manifest.json").exists() and not (tmp_path / "o.parquet").exists()
        assert not list(tmp_path.glob("*.part"))


class TestTheCommand:
    def test_standard_input(self, tmp_path: Path) -> None:
        """A minus sign is text from standard input; nothing is said where nothing is wrong."""
        done = process("extract", "-", "-o", tmp_path / "o.csv", text=SAID)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert process("extract", "-", "-o", tmp_path / "p.csv", text=" ").returncode == 2

    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_shows_an_example(self, capsys: pytest.CaptureFixture[str], command: str) -> None:
        """The help of a command shows an example."""
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
        assert f"Example: {COMMANDS[command].EXAMPLE}" in " ".join(capsys.readouterr().out.split())

    def test_help_names_the_formats(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The help of a command says which files it reads; stance reads no articles."""
        for command, words in (("read", ".warc.gz) or folders"), ("stance", '"target": [0, 3]}')):
            with pytest.raises(SystemExit, match="0"):
                main([command, "--help"])
            assert words in " ".join(capsys.readouterr().out.split())

    def test_a_missing_file_of_pairs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The file that is missing is named, not the one that would be written."""
        pairs = tmp_path / "none.jsonl"
        status, [line] = told(capsys, "stance", pairs, "-o", tmp_path / "o.jsonl", "--engine", "fast")
        assert (status, line.partition(";")[0]) == (2, f"toolkit: {pairs}: No such file or directory")

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The version is that of the package."""
        with pytest.raises(SystemExit, match="0"):
            main(["--version"])
        assert capsys.readouterr().out == f"toolkit {toolkit.__version__}\n"

    def test_help_is_quick(self) -> None:
        """Help and import load nothing heavy: well under half a second."""
        started = time.perf_counter()
        assert "Who said what" in process("--help").stdout
        assert time.perf_counter() - started < 2  # 0.1 s on a quiet machine
        code = "import sys, toolkit.__main__; print([m for m in ('spacy', 'pandas', 'numpy') if m in sys.modules])"
        assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
