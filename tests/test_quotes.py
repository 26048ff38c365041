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


@pytest.mark.parametrize("text", ["Ms Aalto's bridge", "the '90s", "the engineers’ work", "don't, can’t"])
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
