"""A bar is shown to a person, on a terminal or in a notebook, and never written into a file."""

from toolkit import progress
from toolkit.progress import show_progress


class TestProgress:
    def test_no_terminal(self, capsys):
        """Where the output is a pipe or a file nothing is written."""
        assert list(show_progress("ab", unit=" letters")) == ["a", "b"] and capsys.readouterr() == ("", "")

    def test_notebook(self, capsys, monkeypatch):
        """In a notebook, whose output is no terminal, the bar is shown; quiet takes it away."""
        monkeypatch.setattr(progress, "_kernel", object)
        assert list(show_progress("ab", unit=" letters")) == ["a", "b"]
        assert "2/2" in "".join(capsys.readouterr())
        list(show_progress("ab", unit=" letters", quiet=True))
        assert capsys.readouterr() == ("", "")
