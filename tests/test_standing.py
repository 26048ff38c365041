"""Quotations that are sentences of their own are never lost: they go on with a turn, or stand free."""

import pytest

from toolkit.extract.quotes import find_quotations
from toolkit.extract.standing import add_standing
from toolkit.extract.units import split_units
from toolkit.model import Span, Statement

TURN = "“We waited,” Ms Orr said. “Nobody came.”"
AFTER_INDIRECT = "Ms Orr said that they had waited. “Nobody came.”"


def span(text, part):
    return Span(text.index(part), text.index(part) + len(part))


def statement(text, content, kind, cue="said", source="Ms Orr"):
    return Statement((span(text, content),), kind, span(text, cue), span(text, source), "test", 0.9)


def added(text, statements):
    quotations = find_quotations(text)
    return add_standing(text, quotations, split_units(text, quotations), statements, rule="standing")


class TestStanding:
    def test_a_turn_goes_on(self):
        """After words just quoted it is a further piece of them."""
        (one,) = added(TURN, [statement(TURN, "“We waited,”", "direct")])
        assert [piece.of(TURN) for piece in one.content] == ["“We waited,”", "“Nobody came.”"]
        assert (one.kind, one.rule, one.confidence) == ("direct", "test", 0.9)

    def test_after_indirect_speech_it_stands_free(self):
        """It is a statement without cue and source."""
        first, free = added(AFTER_INDIRECT, [statement(AFTER_INDIRECT, "they had waited", "indirect")])
        assert first.source is not None
        assert (free.words(AFTER_INDIRECT), free.cue, free.source) == ("“Nobody came.”", None, None)
        assert (free.kind, free.rule) == ("direct", "standing")

    @pytest.mark.parametrize("text", ["Nobody cares. “Nobody came.”", "“Nobody came.”"])
    def test_nothing_before(self, text):
        """A sentence without a statement goes before it, or none."""
        (free,) = added(text, [])
        assert free.words(text) == "“Nobody came.”"

    def test_words_of_the_reporters_sentence(self):
        """Quoted words within a sentence of the reporter's are left alone."""
        assert added("The “reforms” of last year are dead.", []) == []

    def test_what_a_statement_has_is_not_taken_again(self):
        """Not even where the statement has a part of it only."""
        text = "“Nobody came. We left.”"
        one = Statement((span(text, "We left"),), "direct", None, None, "test", 0.9)
        assert added(text, [one]) == [one]
