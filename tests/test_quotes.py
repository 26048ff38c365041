"""Which marks make a quotation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.quotes import find_quotations


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


@given(st.text(alphabet=st.one_of(st.sampled_from("“”\"'‘’«»„ .,\nab"), st.characters())))
def test_any_text(text):
    """Quotations lie inside the text, in order, without overlap."""
    spans = [p for q in find_quotations(text) for p in q.pieces]
    assert all(0 <= p.start < p.end <= len(text) for p in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
