"""Sources that a learned engine broke off are completed."""

import pytest

from toolkit.extract.sources import complete, complete_cue, complete_source, source_beside
from toolkit.model import Span


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("The leaders agreed.", "The", "The leaders"),
        ("Then the Finnish and Swedish representatives signed.", "the", "the Finnish and Swedish representatives"),
        ("The Group also proposes more.", "The", "The Group"),
        ("This was stated by President of Freedonia Aino Aalto in Espoo.", "by", "President of Freedonia Aino Aalto"),
        ("so said the President, addressing all", "the", "the President"),
        ("the result is clear", "the", "the result"),
        ("nobody was named by\nAino Aalto", "by", "by"),
        ("He left.", "He", "He"),
        ("The minister of trade left.", "The minister", "The minister"),
        ("Then Mr Aalto became mayor.", "Mr", "Mr Aalto"),
        ("Then Mrs. Aalto left. Rain fell.", "Mrs", "Mrs. Aalto"),
    ],
)
def test_completed(text, source, whole):
    """An article, preposition or "Mr" alone takes the noun or name that follows; a source with a noun stays."""
    at = text.index(source)
    assert complete_source(text, Span(at, at + len(source))).of(text) == whole


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("so said the governor, Aino Aalto, on Friday", "the governor, Aino Aalto,", "the governor, Aino Aalto"),
        ("according to doctors, it", "to doctors", "doctors"),
        ("so the air force said", "air force", "the air force"),
        ("The Mayor said", "Mayor", "Mayor"),
        ("so said Mayor Orr. Snow fell", "Mayor Orr.", "Mayor Orr"),
        ("so said envoy to the U.S. Snow fell", "envoy to the U.S.", "envoy to the U.S."),
        ("QT live-streamed it and called it bad", "QT live", "QT"),
        ("so Ali Al-Orr said", "Ali Al", "Ali Al-Orr"),
        ("a man who neighbours said was lost", "who neighbours", "neighbours"),
        ("a ship whom Orr said he saw", "whom Orr", "Orr"),
        ("a man who some said was lost", "who some", "some"),
        ("many who said so", "who", "who"),
        ("so the navy (N) said", "the navy (N", "the navy (N)"),
        ("so wrote one who is called “Sailor.” It rained.", "one who is called “Sailor", "one who is called “Sailor.”"),
    ],
)
def test_edges(text, source, whole):
    """A source has its article, no preposition before it, and no comma after it."""
    at = text.index(source)
    assert complete_source(text, Span(at, at + len(source))).of(text) == whole


def test_according_to():
    """ "according" is a cue with its "to"; another cue stays."""
    text = "Snow fell, according to the mayor, as he said to all."
    found = [complete_cue(text, Span(text.index(w), text.index(w) + len(w))).of(text) for w in ("according", "said")]
    assert found == ["according to", "said"]


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("Oulu FC, set up in May in Espoo, said no", "Oulu FC, set up in May", "Oulu FC, set up in May in Espoo"),
        ("Orr - who fell in Oulu on 7 May - said no", "Orr - who fell in Oulu", "Orr - who fell in Oulu on 7 May"),
        ("Aalto, the mayor, of whom all said no", "Aalto, the mayor", "Aalto, the mayor"),
        ("Aalto, a singer with a hit, a tour and a film, said", "Aalto, a singer", "Aalto, a singer"),
    ],
)  # fmt: skip
def test_appositions(text, source, whole):
    """A source that was cut in an apposition goes on to the comma or dash before the cue."""
    at, cue = text.index(source), text.index("said")
    assert complete(text, Span(cue, cue + 4), Span(at, at + len(source)))[1].of(text) == whole


def test_adverb_as_cue():
    """An adverb is no cue if the word of speech follows it."""
    text = "Orr strongly condemned it. He said, angrily. They reply warned."
    found = [
        complete_cue(text, Span(text.index(w), text.index(w) + len(w))).of(text)
        for w in ("strongly", "angrily", "reply")
    ]
    assert found == ["condemned", "angrily", "reply"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("All waited. President Orr announced it.", "President Orr"),
        ("CLICK HERE FOR THE APPOrr announced it.", "Orr"),
        ("So he had announced it.", "he"),
        ("The mayor of Oulu announced it.", None),
        ("On Monday announced it.", None),
    ],
)
def test_missing_source(text, source):
    """A cue that was found without a source takes the name or pronoun just before it, not one after a preposition."""
    at = text.index("announced")
    found = source_beside(text, Span(at, at + 9))
    assert (found and found.of(text)) == source


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("It was reported that snow fell.", "reported", None),
        ("It has been widely said that snow fell.", "said", None),
        ("It was announced that snow fell.", "was", None),
        ("As noted, snow fell.", "noted", None),
        ("It said that snow fell.", "said", "It"),
        ("It is ill, said the farmer of the cow.", "said", "It"),
    ],
)
def test_it_was_said(text, cue, source):
    """ "It" before a passive cue is nobody, nor is "as"."""
    at = text.index(cue)
    found = complete(text, Span(at, at + len(cue)), Span(0, 2))[1]
    assert (found.of(text) if found else None) == source


def test_as_beside_a_cue():
    """Nor is "as" somebody who was only left without a label."""
    assert source_beside("As noted, snow fell.", Span(3, 8)) is None


def test_to_as_cue():
    """A verb of speech is the cue, not the "to" before it."""
    text = "It led a bloc to propose a truce."
    assert complete_cue(text, Span(14, 16)).of(text) == "propose"


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("There are polls that suggest ships sail.", "suggest", "that"),
        ("They spoke of their desire to sail to Espoo.", "desire", "their"),
        ("Aalto left, with the former adding that ships sail.", "adding", "the former"),
    ],
)
def test_no_source_reaches_over_its_cue(text, cue, source):
    """A source without a noun takes no words beyond the cue that follows it."""
    found = complete(
        text,
        Span(text.index(cue), text.index(cue) + len(cue)),
        Span(text.index(source), text.index(source) + len(source)),
    )
    assert [part.of(text) for part in found] == [cue, source]


def test_no_cue_reaches_into_its_source():
    """ "to" is the cue where a source follows it and no verb."""
    text = "To some sailors, the harbour is too small."
    assert complete(text, Span(0, 2), Span(3, 15))[0].of(text) == "To"
