"""Line breaks that only a width made are no paragraphs."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.wrapped import unwrap
from toolkit.model import Article
from toolkit.pipeline import Settings, process_article

WORDS = (
    "The mayor said that the harbour was open again and that ships would sail soon. “We are ready,” she said, “and "
    "nobody can keep us from selling what our farmers grow in the south.”"
)


def broken(text, end="\n", width=60):
    return (end * 2).join(end.join(textwrap.wrap(part, width)) for part in text.split("\n\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_broken_at_a_width(end):
    """A paragraph is one line again, the next one stays apart, and every character keeps its place."""
    text = broken(f"{WORDS}\n\n{WORDS}", end)
    found = unwrap(text)
    assert [" ".join(part.split()) for part in found.split(end * 2)] == [WORDS, WORDS]
    assert len(found) == len(text)


@pytest.mark.parametrize("text", [WORDS, "One.\nTwo.\nThree.", "MENU\nhome\nnews\nabout us\ncontact", "", "\n\n"])
def test_other_texts_stay(text):
    """Paragraphs of one line, short lines and empty texts are as they were."""
    assert unwrap(text) == text


@given(st.text(alphabet=st.sampled_from("ab .\n\r“”"), max_size=300))
def test_any_text(text):
    """Nothing but line breaks changes, into spaces, one for one."""
    found = unwrap(text)
    assert len(found) == len(text)
    assert all(a == b or (a in "\n\r" and b == " ") for a, b in zip(text, found, strict=True))


def test_statements_of_a_broken_text():
    """A quotation over a line's end is one piece, whose words are those of the text as read."""
    text = broken(WORDS)
    statements = process_article(Article("a", text), Settings(scores=False)).statements
    assert [s.kind for s in statements] == ["indirect", "direct"]
    assert [len(s.content) for s in statements] == [1, 2]
    assert "\n" in statements[1].words(text)
