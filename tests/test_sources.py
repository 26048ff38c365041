"""Sources that a learned engine broke off are completed."""

import pytest

from toolkit.extract.sources import complete_source
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
