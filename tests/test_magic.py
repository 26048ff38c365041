"""`%load_ext toolkit`: pasted text shows who says what in it; a mistake is one line."""

import pytest

from toolkit.errors import ToolkitError
from toolkit.magic import read_statements
from toolkit.model import Result

SAID = "Talks go on, Dmitry Peskov said.\n"


@pytest.fixture
def shell(monkeypatch):
    """A notebook's shell with the extension loaded, whatever environment the terminal has activated."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "toolkit")
    yield shell
    InteractiveShell.clear_instance()


class TestStatements:
    def test_result(self, shell):
        """The result is shown and put into the variable that is named, `result` if none is."""
        shown = shell.run_cell_magic("statements", "--date 2022-03-01 --wordlists talks", SAID)
        assert isinstance(shown, Result) and shell.user_ns["talks"] is shown
        assert shown.statements[0].speaker.office == "Kremlin press secretary" and shown.article.text == SAID.strip()
        shell.run_cell_magic("statements", "--wordlists", SAID)
        assert shell.user_ns["result"].article.date is None

    def test_facts(self):
        """Title, outlet and engine are the article's and the settings'."""
        _, found = read_statements('--title "On talks" --outlet Paper --engine rules --wordlists', SAID)
        assert (found.article.title, found.article.outlet) == ("On talks", "Paper") and found.statements[0].rule

    @pytest.mark.parametrize(
        ("line", "text", "says"),
        [
            ("--date tomorrow", SAID, "'tomorrow' is no day; write it as 2022-03-01"),
            ("--engine x", SAID, "invalid choice"),
            ("--nothing", SAID, "unrecognized arguments: --nothing"),
            ('--title "open', SAID, "no closing quotation"),
            ("not-a-name", SAID, "no name of a variable"),
            ("class", SAID, "no name of a variable"),
            ("", " \n", "no text in the cell"),
            ("--parties /none.toml", SAID, "cannot be read"),
            ("--issues /none.csv", SAID, "cannot be read"),
        ],
    )
    def test_mistakes(self, shell, capsys, line, text, says):
        """A mistake is one line that says what to do, without a traceback, and no variable is touched."""
        with pytest.raises(ToolkitError, match=says):
            read_statements(line, text)
        shell.user_ns.pop("result", None)
        shell.run_cell(f"%%statements {line}\n{text}")
        printed = capsys.readouterr()
        lines = (printed.out + printed.err).strip().splitlines()
        assert len(lines) == 1 and says in lines[0] and lines[0].startswith("UsageError: ")
        assert "result" not in shell.user_ns

    def test_question(self, shell):
        """`%%statements?` says what it does and which options it takes."""
        said = shell.object_inspect_text("%%statements")
        assert "Who says what in a pasted text" in said and "--outlet" in said

    def test_help(self, shell, capsys):
        """--help lists the options and does nothing else."""
        assert shell.run_cell_magic("statements", "--help", SAID) is None
        assert "--outlet" in capsys.readouterr().out
