"""A sentence that opens with "According to X, …" is X's, unless a statement has it or it tells of another's words."""

import pytest

from toolkit.extract.according import add_according
from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units
from toolkit.model import Span, Statement


def added(text, statements=()):
    quotations = find_quotations(text)
    found = add_according(text, quotations, split_units(text, quotations), statements, rule="according to")
    return [(s.words(text), s.cue.of(text), s.source.of(text)) for s in found]


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("It rained. According to Tina Hoff, nobody was hurt. She left.", "nobody was hurt", "Tina Hoff"),
        ("According to the ministry, the bridge is closed.", "the bridge is closed", "the ministry"),
        (
            "According to the Bank of Leeds, taxes must fall, and soon.",
            "taxes must fall, and soon",
            "the Bank of Leeds",
        ),
    ],
)
def test_found(text, words, source):
    """Names, and bodies with an article, are the source of the rest of the sentence."""
    assert added(text) == [(words, "According to", source)]


@pytest.mark.parametrize(
    "text",
    [
        "They left, according to Tina Hoff, on Friday.",
        "According to Tina Hoff, mayor of Leeds, it will rain.",
        "According to the Leeds Post, the mayor said it will rain.",
        "According to Tina Hoff, who asked, it will rain.",
        "According to Leeds, York and Hull, it will rain.",
        "According to plan, it will rain.",
        "According to Tina Hoff, yes.",
    ],
)
def test_left_alone(text):
    """Later in the sentence, before an apposition, about another's words, without a source, or with one word."""
    assert added(text) == []


def test_what_a_statement_has_is_left_to_it():
    """A statement that touches the sentence keeps it; one in the next sentence does not."""
    text = "According to Tina Hoff, it will rain. Orr said that it will not."
    has, next_one = (
        Statement((Span(*place),), "indirect", Span(42, 46), Span(38, 41)) for place in ((24, 36), (52, 63))
    )
    assert [words for words, *_ in added(text, [has])] == ["it will rain"]
    assert [words for words, *_ in added(text, [next_one])] == ["it will rain", "it will not"]
