"""How records show themselves: every word escaped, nothing told by colour alone, the same bytes twice."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

import toolkit
from toolkit.agreement.measured import state_agreement
from toolkit.compare import compare_sides
from toolkit.compare.differences import swap
from toolkit.extract import ENGINES, NO_WEIGHTS
from toolkit.lexicon import read_parties
from toolkit.model import Article, Result, Span, Speaker, Statement, Target
from toolkit.show import in_context, show_speakers, to_html, to_text
from toolkit.show.page import ink
from toolkit.table import to_frame

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
TEXT = "“We go on,” Ann said. “For long.” Bob denied it."


def said(**facts) -> Statement:
    who = Speaker("Ann", "ann", "minister", "russia", "named in the text", Span(12, 15), 0.9)
    return replace(Statement((Span(0, 11), Span(22, 33)), "direct", Span(16, 20), Span(12, 15), speaker=who), **facts)


def article() -> Result:
    target = Target("talks", "favor", 0.9)
    first = said(tone=-0.304, certainty="asserted", targets=(target,), rule="quotation", confidence=0.95)
    return Result(Article("a", TEXT, title="Talks", outlet="Paper", date="2022-03-01"), (first,))


def hostile() -> Result:
    who = Speaker(EVIL, "x", EVIL, EVIL, EVIL, Span(0, 8), 0.5)
    one = Statement(
        (Span(0, 8),), "direct", speaker=who, rule=EVIL, tone=0.1, targets=(Target(EVIL, "favor", 0.5),),
        more=((EVIL, EVIL),), certainty=EVIL,
    )  # fmt: skip
    return Result(Article(EVIL, EVIL, title=EVIL, outlet=EVIL, date=EVIL), (one,))


class Words(HTMLParser):
    """The words of a fragment, its styles left out."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.words, self.quiet = "", False
        self.feed(fragment)

    def handle_starttag(self, tag, attrs):
        self.quiet = self.quiet or tag == "style"

    def handle_endtag(self, tag):
        self.quiet = self.quiet and tag != "style"

    def handle_data(self, data):
        self.words += "" if self.quiet else data


class TestArticle:
    def test_text_is_whole(self):
        """All words of the article stand in the page in their order, highlighted or not."""
        marked = re.sub(r'<span class="tk-(?:tags|note)".*?(?=</mark>|(?<=</span> </span>))', "", to_html(article()))
        body = marked[marked.index('class="tk-text"') : marked.index("<details>")]
        assert TEXT in Words("<" + "div " + body).words

    def test_card(self):
        """A statement's card says speaker, office, side, kind, cue, source, scores, targets, reason, evidence, rule."""
        words = Words(to_html(article())).words
        parts = ["Ann, minister", "Russia", "direct", "cue “said”, source “Ann”", "tone −0.30", "certainty asserted"]
        parts += ["favor talks (0.90)", "named in the text: “Ann”", "found by quotation; confidence 0.95"]
        for part in parts:
            assert part in words

    def test_keyboard(self):
        """Each statement is reached once with Tab, whatever the number of its pieces, and says what its card says."""
        page = to_html(article())
        assert page.count("<mark ") == 2 and page.count('tabindex="0" aria-description="Ann, minister; Russia') == 1

    def test_not_by_colour_alone(self):
        """Sides are named in words beside the text, and kinds have underlines of their own."""
        page = to_html(article())
        assert re.search(r'class="tk-tags"><span class="tk-side"[^>]*>Russia<', page) and "tk-direct" in page

    def test_no_scripts_no_ids(self):
        """Nothing needs a script; without ids the same article may stand twice on a page; twice gives the same."""
        page = to_html(article())
        assert "<script" not in page and " id=" not in page and "http" not in page
        assert page == to_html(article())

    def test_without_statements(self):
        """An article alone shows its text; a result without statements says that none was found."""
        assert "<mark" not in to_html(Article("a", TEXT)) and "No statement" not in to_html(Article("a", TEXT))
        assert "No statement was found" in to_html(Result(Article("a", TEXT), ()))
        assert to_html(Result(Article("", ""), ()))

    def test_plain(self):
        """In a terminal: the title, how many statements of which side, a line each."""
        assert str(article()).splitlines() == [
            "Talks, Paper, 2022-03-01 [48 characters]",
            "Statements: Russia 1",
            "  0 Russia | Ann | direct | “We go on,” “For long.”",
        ]

    def test_plain_in_a_notebook(self):
        """What a notebook keeps beside the HTML is what is printed, not the record's code."""
        from IPython.lib.pretty import pretty

        result = article()
        assert pretty(result) == str(result) and pretty(result.statements[0]) == str(result.statements[0])
        assert repr(result).startswith("Result(article=Article(id='a'")

    @pytest.mark.parametrize("overlap", [(Span(4, 8),), (Span(0, 40),)])
    def test_overlap(self, overlap):
        """Words of two statements name both; none is lost."""
        both = Result(article().article, (said(), Statement(overlap, "indirect")))
        words = Words(to_html(both)).words
        assert "statement 0" in words and "statement 1" in words and "speaker unknown" in words


class TestStatement:
    def test_in_its_sentence(self):
        """A statement of a result shows its words in their sentence; alone it shows its offsets."""
        shown = article().statements[0]
        assert "Ann said" in Words(to_html(shown)).words and "characters" not in to_html(shown)
        assert "characters 0 to 11; characters 22 to 33" in to_html(said())
        assert str(shown).startswith("“We go on,” “For long.”\n  Ann | minister | Russia | direct")

    def test_article_is_no_value(self):
        """A statement is the same with and without its article, and its plain form stays short."""
        assert (
            article().statements[0] != said()
            and replace(article().statements[0], article=None) == article().statements[0]
        )
        assert TEXT not in repr(article().statements[0])


class TestContext:
    """What is shown around a statement: `{…}` is the statement, the expected words are all that stands around it."""

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("Why? {“We go,”} said Ann B. Lee in Rome. Then he left.", "“We go,” said Ann B. Lee in Rome."),
            ("It rained. Mr. Lee said {we go}. Then he left.", "Mr. Lee said we go."),
            ("Ann Lee: {How much is it?} Bob Roe: A lot of money.", "Ann Lee: How much is it?"),
            ("Ann Lee: {We have …} Bob Roe: A lot.", "Ann Lee: We have …"),
            ("Ann Lee said. {“Why?”} Bob asked. He left.", "“Why?” Bob asked."),
            ("{How much is it?} he asked. Then he left.", "How much is it? he asked."),
            ("Ann said {we go} to\nBob", "Ann said we go to"),
        ],
    )
    def test_sentence(self, text, shown):
        """A statement stands in its own sentence: abbreviations end none, and no other speaker's words come in."""
        start, end = text.index("{"), text.index("}") - 1
        pieces = in_context(text.replace("{", "").replace("}", ""), [(start, end)])
        assert "".join(words for words, _ in pieces) == shown


class TestSpeakers:
    def test_few(self):
        """A mean stands only where there are ten statements."""
        frame = to_frame([article()])
        many = pd.concat([frame.assign(statement=n) for n in range(10)], ignore_index=True)
        assert "−0.30" not in to_html(show_speakers(frame)) and "−0.30" in to_html(show_speakers(many))
        assert "−0.30" in str(show_speakers(many)) and "minister" in str(show_speakers(many))

    def test_none(self):
        """Without statements it says so."""
        assert "No statement was found" in to_html(show_speakers(to_frame([])))


class TestDifference:
    def rows(self, n: int) -> pd.DataFrame:
        rows = [(f"d{i % 12}", i, ("russia", "ukraine")[i % 2], i % 2 - 0.5 + i / 500) for i in range(n)]
        return pd.DataFrame(rows, columns=["doc", "statement", "side", "tone"])

    def test_sentence(self):
        """The finding names the sides by their labels, its interval is drawn, and agreement with people stands by."""
        shown = compare_sides(self.rows(48), "russia", "ukraine", "tone", seed=1)
        words = Words(to_html(shown)).words
        assert "Russia scores lower than Ukraine on tone" in words and "two people reach" in words
        assert "95 % interval" in re.search(r'role="img" aria-label="([^"]*)"', to_html(shown)).group(1)
        assert "Russia scores lower" in str(shown) and "rank correlation" in str(shown)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_agreement(self, engine):
        """The agreement that stands by is that of the engine that found the statements, whatever the default is."""
        rows = self.rows(48).assign(rule="clause" if engine == NO_WEIGHTS else f"{engine}: learned")
        shown = compare_sides(rows, "russia", "ukraine", "tone", seed=1)
        assert (shown.engine, swap(shown).engine) == (engine, engine)
        assert state_agreement("tone", engine) in str(shown)
        assert state_agreement("tone", engine) in " ".join(Words(to_html(shown)).words.split())

    def test_few(self):
        """Too little evidence is said, and nothing is drawn."""
        shown = compare_sides(self.rows(4), "russia", "ukraine", "tone", seed=1)
        assert "<svg" not in to_html(shown) and "Too few statements to compare Russia and Ukraine" in to_html(shown)
        assert "too few to compare" in str(shown)


class TestHostile:
    @pytest.mark.parametrize("record", ["article", "statement", "speakers", "difference"])
    def test_escaped(self, record):
        """Markup in any field stays text."""
        result = hostile()
        frame = to_frame([result])
        both = pd.concat([frame, frame.assign(side="x")], ignore_index=True)
        records = {
            "article": result, "statement": result.statements[0], "speakers": show_speakers(frame),
            "difference": compare_sides(both, EVIL, "x", "tone", seed=1),
        }  # fmt: skip
        page = to_html(records[record])
        assert "<script" not in page and "<img" not in page and 'onerror=alert(2)>"' not in page and "&lt;" in page


class TestContrast:
    def test_tags(self):
        """The words on a side's colour have a contrast of 4.5 or more, whatever colour the user gives a side."""

        def light(colour: str) -> float:
            parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
            lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
            return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

        colours = [party.colour for party in read_parties().parties] + ["#8a8a8a", "#000000", "#ffffff", "#777777"]
        for colour in colours:
            dark, bright = sorted([light(colour), light(ink(colour))])
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, colour


class TestFrontDoor:
    def test_names(self):
        """Tab completion offers what the package's page shows, each with a docstring, and nothing else."""
        assert set(dir(toolkit)) == {*toolkit.__all__, "__version__"}
        assert all(getattr(toolkit, name).__doc__ for name in toolkit.__all__)
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            toolkit.nothing  # noqa: B018

    def test_nothing_else_shows(self):
        """What is no record has no HTML here."""
        for show in (to_html, to_text):
            with pytest.raises(KeyError):
                show("text")
