"""A bar is shown to a person, on a terminal or in a notebook, and never written into a file."""

from toolkit import progress
from toolkit.model import Article
from toolkit.progress import show_progress
from toolkit.run import progress as progress_of_runs
from toolkit.run.progress import Progress


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

    def test_log(self, capsys, monkeypatch):
        """A long run whose output is a log says how far it is, at most once a minute; a quiet one does not."""
        clock = iter([0.0, 30.0, 61.0, 90.0, 125.0, 0.0])
        monkeypatch.setattr(progress_of_runs.time, "monotonic", lambda: next(clock))
        shard = [Article("a", "x" * 50, path="a.txt")]
        with Progress({"a.txt": 200}, shown=True) as bar:
            for _ in range(4):
                bar.add(shard, fresh=True)
        lines = capsys.readouterr().err.splitlines()
        assert lines == ["toolkit: 50%, 2 articles, 0.0 a second", "toolkit: 100%, 4 articles, 0.0 a second"]
        with Progress({"a.txt": 200}, shown=False) as bar:
            bar.add(shard, fresh=True)
        assert capsys.readouterr() == ("", "")
