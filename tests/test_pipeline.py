"""One article through all steps; one bad article stops nothing."""

from pathlib import Path

import pytest

from toolkit.errors import InputError, ToolkitError
from toolkit.model import Article, LeftOut, Result
from toolkit.pipeline import Settings, process_article, process_articles
from toolkit.score import Issue


class TestErrors:
    def test_an_error_is_listed(self, monkeypatch):
        """An article that fails is left out with the reason, and the next one is processed."""

        def fail(article, **_):
            if article.id == "bad":
                raise InputError("broken", where="bad")
            return ()

        monkeypatch.setattr("toolkit.pipeline.extract_statements", fail)
        found = list(process_articles([Article("bad", "x"), Article("good", "y"), LeftOut("z", "why")]))
        assert [type(item) for item in found] == [LeftOut, Result, LeftOut]

    def test_an_unforeseen_error_is_listed_too(self, monkeypatch):
        """Even a defect of ours costs one article, not the run."""
        monkeypatch.setattr("toolkit.pipeline.score_statements", lambda *_, **__: 1 / 0)
        [left] = process_articles([Article("a", "Talks go on, Dmitry Peskov said.")])
        assert "ZeroDivisionError" in left.reason

    def test_the_file_is_named(self, monkeypatch):
        """The line names the file; of a table, the article too."""
        monkeypatch.setattr("toolkit.pipeline.score_statements", lambda *_, **__: 1 / 0)
        paths = [("a", "in/a.txt"), ("in/a", "in/a.txt"), ("a-7", "in/a.csv"), ("a", None)]
        left = process_articles([Article(name, "Talks go on, Dmitry Peskov said.", path=path) for name, path in paths])
        assert [item.where for item in left] == ["in/a.txt", "in/a.txt", "in/a.csv, article a-7", "a"]


class TestAnArticle:
    @pytest.mark.parametrize("text", [None, float("nan"), b"Talks"])
    def test_a_text_that_is_none(self, text):
        """An empty cell of a table of one's own is named with the article, not met by a defect later."""
        with pytest.raises(InputError, match=r"article a: the text is no string but \w+; leave"):
            Article("a", text)

    def test_every_step_leaves_its_mark(self):
        """Speaker, side and scores are there."""
        [statement] = process_article(Article("a", "Good talks go on, Dmitry Peskov said.")).statements
        assert (statement.speaker.side, statement.kind) == ("russia", "indirect")
        assert None not in (statement.polarity, statement.subjectivity, statement.vader)

    def test_settings_that_mean_nothing(self):
        """A misspelt word is no score."""
        with pytest.raises(ToolkitError, match="no scores 'wordlist'; choose True, \"wordlists\" or False"):
            Settings(scores="wordlist")

    @pytest.mark.parametrize(
        ("wrong", "line"),
        [
            ({"engine": "bert"}, "no engine 'bert'; choose one of neural, fast, rules"),
            ({"scope": "all"}, "no scope 'all'; choose one of statements, attributions"),
            ({"documents": "talk"}, "no kind of documents 'talk'; choose one of auto, news, speech"),
        ],
    )
    def test_settings_that_are_misspelt(self, wrong, line):
        """They are an error of their own, at once; each article would else be left out for them."""
        with pytest.raises(ToolkitError) as error:
            Settings(**wrong)
        assert str(error.value) == line

    @pytest.mark.parametrize(
        "wrong", [{"parties": "p.toml"}, {"corrections": "c.csv"}, {"corrections": Path("c.csv")}, {"issues": "i.csv"}]
    )
    def test_settings_take_what_was_read(self, wrong):
        """The name of a file is no parties, corrections or issues; the line says what reads them."""
        with pytest.raises(
            TypeError, match=r"expected \w+, found \w+; write .*read_(parties|corrections|issues)\(path\)"
        ):
            Settings(**wrong)

    @pytest.mark.parametrize("scores", ["wordlists", False])
    def test_issues_that_nothing_would_find(self, scores):
        """Issues are targets, which only the learned scores find: without these they are an error, not left aside."""
        with pytest.raises(ToolkitError, match="only the learned scores find; leave them or --wordlists out"):
            Settings(scores=scores, issues=(Issue("bees", ("bee*",)),))

    def test_an_empty_article_has_no_statements(self):
        """Nothing said, nothing found."""
        assert process_article(Article("a", ""), Settings()).statements == ()


class TestNoArticles:
    @pytest.mark.parametrize("wrong", ["Talks go on.", Path("in"), Article("a", "x"), None, 3])
    def test_no_list(self, wrong):
        """A text, a path or a single article is no list of articles; the call says so, before anything is taken."""
        with pytest.raises(TypeError, match=r"^expected list, found \w+; give a list of articles, or read_articles"):
            process_articles(wrong)

    @pytest.mark.parametrize("wrong", ["Talks go on.", None, {"text": "Talks go on."}])
    def test_a_list_of_something_else(self, wrong):
        """What is no article is no article's fault and not left out: the line says how to make one."""
        with pytest.raises(TypeError, match=r'^expected Article, found \w+; write Article\("a name", "the text"\)'):
            list(process_articles([wrong]))
        with pytest.raises(TypeError, match=r"^expected Article"):
            process_article(wrong)

    @pytest.mark.parametrize("wrong", ["fast", {"engine": "fast"}])
    def test_no_settings(self, wrong):
        """The name of an engine is no settings."""
        with pytest.raises(TypeError, match=r"^expected Settings, found"):
            process_articles([], wrong)
        with pytest.raises(TypeError, match=r"^expected Settings, found"):
            process_article(Article("a", "x"), wrong)
