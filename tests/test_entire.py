"""A long quotation is one person's from mark to mark, however much of it a model read."""

import pytest

from toolkit.extract import extract_statements
from toolkit.extract.entire import make_entire
from toolkit.extract.quotes import find_quotations
from toolkit.model import Article, Span, Statement

SENTENCES = "We will hold the line, and we will not let the people of the south down in this long and cold winter. " * 4
TEXT = f"Ada Orr said on Tuesday: “{SENTENCES.strip()}”\n\nThe ministry said that the road was closed."
QUOTED = find_quotations(TEXT)[0].pieces[0]
ORR, SAID = Span(0, 7), Span(8, 12)
MINISTRY = Span(TEXT.index("The ministry"), TEXT.index(" said that"))
ROAD = Span(TEXT.index("that the road"), len(TEXT) - 1)


def entire(*statements):
    return make_entire(TEXT, find_quotations(TEXT), statements)


def test_a_quotation_read_in_part_is_completed():
    begun = Statement((Span(QUOTED.start, QUOTED.start + 100),), "direct", SAID, ORR)
    assert [(one.content, one.kind, one.source) for one in entire(begun)] == [((QUOTED,), "direct", ORR)]


def test_the_end_of_a_quotation_is_not_the_next_speakers():
    begun = Statement((Span(QUOTED.start, QUOTED.start + 100),), "direct", SAID, ORR)
    after = Span(MINISTRY.end + 1, MINISTRY.end + 5)
    taken = Statement((Span(QUOTED.end - 90, QUOTED.end), ROAD), "mixed", after, MINISTRY)
    assert [(one.content, one.kind, one.source) for one in entire(begun, taken)] == [
        ((QUOTED,), "direct", ORR),
        ((ROAD,), "indirect", MINISTRY),
    ]


def test_a_quotation_that_tells_of_others_words_stays_as_it_was_read():
    inside = Span(QUOTED.start + 150, QUOTED.start + 154)
    begun = Statement((Span(QUOTED.start, QUOTED.start + 100),), "direct", SAID, ORR)
    told = Statement((Span(QUOTED.start + 155, QUOTED.end),), "direct", inside, None)
    assert [one.content for one in entire(begun, told)] == [begun.content, told.content]


def test_words_from_the_middle_of_a_quotation_stay_what_they_are():
    some = Statement((Span(QUOTED.start + 50, QUOTED.start + 90),), "direct", SAID, ORR)
    assert entire(some) == [some]


@pytest.mark.parametrize("engine", ["fast", "neural"])
@pytest.mark.parametrize("times", [9, 30])
def test_the_engines_keep_long_quotations_whole(engine, times):
    words = SENTENCES * times  # 3,700 and 12,300 characters
    text = (
        f"The talks ended.\n\nAda Orr said on Tuesday: “{words.strip()}”\n\nThe ministry said that the road was closed."
    )
    found = [
        (one.words(text)[-13:], one.source.of(text)) for one in extract_statements(Article("a", text), engine=engine)
    ]
    assert found == [("cold winter.”", "Ada Orr"), ("ad was closed", "The ministry")]
