"""Sources that a learned engine broke off are completed."""

import pytest

from toolkit.extract.sources import complete_cue, complete_source
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
    ],
)
def test_completed(text, source, whole):
    """An article or preposition alone takes the noun or name that follows; a source with a noun stays."""
    at = text.index(source)
    assert complete_source(text, Span(at, at + len(source))).of(text) == whole


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("so said the governor, Aino Aalto, on Friday", "the governor, Aino Aalto,", "the governor, Aino Aalto"),
        ("according to doctors, it", "to doctors", "doctors"),
        ("so the air force said", "air force", "the air force"),
        ("The Mayor said", "Mayor", "Mayor"),
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
