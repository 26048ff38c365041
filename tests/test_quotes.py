"""Which marks make a quotation."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.quotes import CLOSERS, find_quotations
from toolkit.extract.rules import SCOPES, extract_by_rules
from toolkit.extract.units import split_units
from toolkit.model import Article

PHRASES = [
    "“Talks go on,” he said. ", "Mr Orr said: “One. Two", "according to Ms Ny, ", 'called it "bad". ',
    "that he denied. ",
    "He added, ", "«No» — was the answer of the ministry’s man. ", "\n\n“And so on.”",
    " Accused of lying, he ", " said ",
]  # fmt: skip


def pieces(text):
    return [[p.of(text) for p in q.pieces] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b c" d', [['"b c"']]),
        ("a “b c” d", [["“b c”"]]),
        ("a ‘b c’ d", [["‘b c’"]]),
        ("a 'b c' d", [["'b c'"]]),
        ("a «b c» d", [["«b c»"]]),
        ("a „b c“ d", [["„b c“"]]),
        ("a „b c” d", [["„b c”"]]),
        ("“a ‘b’ c” d", [["“a ‘b’ c”"]]),
        ("“a” b “c”", [["“a”"], ["“c”"]]),
    ],
)
def test_marks_are_paired(text, expected):
    """Straight, curly, single, angled and low-high marks are paired; nested ones belong to the outer."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a »b c« d", [["»b c«"]]),
        ("« a b », c", [["« a b »"]]),
        ("a ‚b c‘ d", [["‚b c‘"]]),
        ("a ‹b c› d", [["‹b c›"]]),
        ("``a b,'' c", [["``a b,''"]]),
        ("'[We] go', '...we go', '£5', '90 boats'", [["'[We] go'"], ["'...we go'"], ["'£5'"], ["'90 boats'"]]),
        ("'“No” is no', a", [["'“No” is no'"]]),
        ("＂a b＂ c 「d」 e 『f』", [["＂a b＂"], ["「d」"], ["『f』"]]),
    ],
)  # fmt: skip
def test_forms_of_other_languages_and_keyboards(text, expected):
    """Reversed, spaced, low single and typed marks are paired; it may begin with a bracket, a sum, a number."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“Boats sail," she said, for “Orla”.', [['“Boats sail,"'], ["“Orla”"]]),
        ("“Boats sail,“ she said.", [["“Boats sail,“"]]),
        ('"Boats sail,” she said, for "Orla".', [['"Boats sail,”'], ['"Orla"']]),
        ('"It was "no way" twice," she said.', [['"It was "no way" twice,"']]),
        ('a", b "c d" e', [['"c d"']]),
        ("‘We wait”, she said. ‘Go.’", [["‘We wait”"], ["‘Go.’"]]),
        (
            '«We wait…", she said. «Go», he said. «We are “here”», "we".',
            [['«We wait…"'], ["«Go»"], ["«We are “here”»"], ['"we"']],
        ),
        ("``We wait,'' he said. ``Go,\" she said.", [["``We wait,''"], ['``Go,"']]),
        (
            "''We wait,'' he said. \"It 'is' so,'' she said. ''Go.''",
            [["''We wait,''"], ["\"It 'is' so,''"], ["''Go.''"]],
        ),
    ],
)
def test_mixed_marks(text, expected):
    """A mark closes what another kind has opened where it cannot open; a comma begins no quotation. Two apostrophes are
    one mark in a line that has double ones."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('“It is "over”, she said. “Go.”', [['“It is "over”'], ["“Go.”"]]),
        ("«We call it “the end», she said. «No.»", [["«We call it “the end»"], ["«No.»"]]),
        ("“We have «no time”, she said.", [["“We have «no time”"]]),
    ],
)
def test_a_nested_mark_forgotten(text, expected):
    """A mark that belongs to the outer quotation closes it where the one within was not closed."""
    assert pieces(text) == expected


def test_paragraphs_run_together():
    """On one line, an opening mark after a sentence's end goes on with the open quotation."""
    assert pieces("“One a. “Two b. “Three c,” he said. “Four,” she said.") == [
        ["“One a.", "“Two b.", "“Three c,”"], ["“Four,”"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Orr said: “One a. "Two b.” She thanked him.', [["“One a.", '"Two b.”']]),
        ('Orr said: "One a. “Two b." She thanked him.', [['"One a.', '“Two b."']]),
        ('“She came. "Go," she said. I went,” he wrote.', [['“She came. "Go," she said. I went,”']]),
    ],
)
def test_another_mark_goes_on(text, expected):
    """A mark of the other form goes on too, where the next mark that closes is the first one's."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He spoke in Espoo."We wait," he said.', [['"We wait,"']]),
        ('They met in Espoo"to talk," he said.', [['"to talk,"']]),
        ('"Ships sail."We wait," he said. "So be it."', [['"Ships sail.', '"We wait,"'], ['"So be it."']]),
        ('He said "no."They met in Espoo"to talk," he said.', [['"no."'], ['"to talk,"']]),
        ('A ‘QUIET SEA’"We wait," he said.', [["‘QUIET SEA’"], ['"We wait,"']]),
        ('SHIPS TO SAIL"We wait," he said. "So be it."', [['"We wait,"'], ['"So be it."']]),
        ('He said "no".He left. "Yes," she said.', [['"no"'], ['"Yes,"']]),
        ('He said "no."He left.', [['"no."']]),
        ('It rained there."Sign up for more.', []),
    ],
)
def test_straight_marks_after_lost_line_breaks(text, expected):
    """A straight mark glued to the words before opens where none is open, and else closes, unless the next one that
    closes would then close nothing; without another it closes what nobody opened."""
    assert pieces(text) == expected


def test_forgotten():
    """Where a closing mark was forgotten the quotation ends before the reporter's clause, or at a sentence's end."""
    assert pieces("“Boats sail, he said. “We wait,” she said.") == [["“Boats sail,"], ["“We wait,”"]]
    assert pieces("“Boats sail. They wait. The “Orla” is one.") == [["“Boats sail. They wait."], ["“Orla”"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“She said, “go home,” Orr said. They left. “Yes,” he said.", [["“She said, “go home,”"], ["“Yes,”"]]),
        ('“One a. "Two b." It rained. “Yes,” he said.', [['“One a. "Two b."'], ["“Yes,”"]]),
        ('"We like the “Orla,” which is old. It sails."', [['"We like the “Orla,” which is old. It sails."']]),
        ('"We like the “Orla,” which is old.\n"It sails."', [['"We like the “Orla,” which is old.', '"It sails."']]),
        ("“We wait, he added, “and hope.” It rained.", [["“We wait,"], ["“and hope.”"]]),
        ("“She told “us” and “them” to go,” he said.", [["“She told “us” and “them” to go,”"]]),
        ("“We wait, he said. They sang “no.” It rained.", [["“We wait,"], ["“no.”"]]),
    ],
)
def test_double_marks_within_double_marks(text, expected):
    """Where two of them were opened, the first one that ends a clause closes both, unless the next one closes too."""
    assert pieces(text) == expected


def test_a_line_break_lost_within_a_quotation():
    """An opening mark glued to the end of a sentence goes on with the quotation, as on a new line."""
    assert pieces("“We wait.“Boats sail,” he said. “Yes.”") == [["“We wait.", "“Boats sail,”"], ["“Yes.”"]]


def test_marks_after_what_nobody_sees():
    """Signs of the direction of writing stand between no mark and its words: "”We wait" opens a line after one, too."""
    assert pieces("\u202a”We wait,” he said.") == [["”We wait,”"]]


def test_a_heading_in_capitals_glued_to_a_single_mark():
    """A single mark after a full stop closes though a word in capitals is glued to it."""
    assert pieces("Orr on ‘The Sea.’EXCLUSIVE: it rains in ‘May.’") == [["‘The Sea.’"], ["‘May.’"]]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\n\n"])
def test_line_ends(end):
    """Any line end ends a paragraph and is no part of a quotation."""
    assert pieces(f"“One.{end}Two rains.") == [["“One."]]


def test_possessives_inside_single_marks():
    """A possessive closes nothing where a later mark does."""
    assert pieces("'We back the allies' boats,' he said") == [["'We back the allies' boats,'"]]
    assert pieces("‘friends of boats’ were") == [["‘friends of boats’"]]


@pytest.mark.parametrize(
    "text",
    ["Ms Aalto's bridge", "the '90s", "the engineers’ work", "don't, can’t", "'Tis the boys' boat", "rock 'n' roll"],
)
def test_apostrophes_are_no_marks(text):
    """Possessives, contractions and decades open nothing."""
    assert pieces(text) == []


def test_over_paragraphs():
    """A quotation with an opening mark on each paragraph and one close is one quotation."""
    assert pieces("“One.\n\n“Two.\n\n“Three.” Then.") == [["“One.", "“Two.", "“Three.”"]]


def test_unclosed():
    """An unclosed quotation ends with its paragraph and says so."""
    text = "She said: “One.\nThen it rained."
    assert (pieces(text), [q.closed for q in find_quotations(text)]) == ([["“One."]], [False])


ANY = st.text(alphabet=st.one_of(st.sampled_from("“”\"'‘’«»„ .,\n\rabA"), st.characters()), max_size=300)


class TestAnyText:
    @settings(max_examples=200, deadline=None)
    @given(ANY)
    def test_quotations(self, text):
        """Quotations lie inside the text, in order, without overlap, each with its mark and in one line."""
        found = find_quotations(text)
        spans = [p for q in found for p in q.pieces]
        assert all(0 <= p.start < p.end <= len(text) for p in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(text[p.start] in CLOSERS and "\n" not in p.of(text) for p in spans)
        assert all(p.of(text)[-1] in CLOSERS[p.of(text)[0]] for q in found if q.closed for p in q.pieces[-1:])

    @settings(max_examples=200, deadline=None)
    @given(ANY)
    def test_sentences(self, text):
        """Sentences lie inside the text, in order; each masked character comes from its sentence."""
        units = split_units(text, find_quotations(text))
        assert all(a.span.end <= b.span.start for a, b in pairwise(units))
        for unit in units:
            assert len(unit.masked) == len(unit.origin)
            assert all(unit.span.start <= at < unit.span.end for at in unit.origin)
            assert list(unit.origin) == sorted(unit.origin)

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.one_of(st.sampled_from(PHRASES), ANY), max_size=6).map("".join), st.sampled_from(sorted(SCOPES)))
    def test_statements(self, text, scope):
        """Statements lie inside the text; no piece overlaps another, and none is empty; twice gives the same."""
        found = extract_by_rules(Article("a", text), scope=scope)
        for one in found:
            spans = [*one.content, *filter(None, (one.cue, one.source))]
            assert one.content and all(0 <= p.start < p.end <= len(text) for p in spans)
            assert all(a.end <= b.start for a, b in pairwise(one.content))
        assert found == extract_by_rules(Article("a", text), scope=scope)


class TestLongTexts:
    @pytest.mark.parametrize("text", ["'a ", "“a ", '"a" ', "‘a\n", "“a\n", "' ’"])
    def test_time_grows_with_the_text(self, text):
        """A hundred thousand marks, paired or not, are read in a moment."""
        started = time.perf_counter()
        split_units(text * 100_000, find_quotations(text * 100_000))
        assert time.perf_counter() - started < 30  # two seconds on a quiet machine; an hour where time grows squared


def test_a_quotation_of_many_paragraphs_ends():
    """Text in which every paragraph opens a quotation and none closes takes no time that grows with its square."""
    found = find_quotations("“We go.\n" * 250)
    assert max(len(quotation.pieces) for quotation in found) == 100
