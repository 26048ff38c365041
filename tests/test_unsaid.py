"""What nobody said is no statement: denied, supposed, asked."""

import pytest

from toolkit.extract import extract_statements
from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units
from toolkit.extract.unsaid import is_said
from toolkit.model import Article, Span, Statement


def one(text: str, source: str, cue: str, content: str) -> bool:
    """Whether the statement of these words of a text is reported as made."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (content, cue, source)]
    quotations = find_quotations(text)
    return is_said(text, split_units(text, quotations), Statement((spans[0],), "indirect", *spans[1:]))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Aalto has not said that he will come.", "Aalto", "said", "that he will come"),
        ("It rained. Aalto hasn’t yet confirmed the plan.", "Aalto", "confirmed", "the plan"),
        ("Aalto never publicly said the land was lost.", "Aalto", "said", "the land was lost"),
        ("Aalto did not accuse the mayor of theft.", "Aalto", "accuse", "the mayor of theft"),
        ("Aalto would not say whether he knew.", "Aalto", "would not say", "whether he knew"),
        ("Aalto has yet to say if he knew.", "Aalto", "say", "if he knew"),
        ("Aalto declined to say who paid.", "Aalto", "declined", "to say who paid"),
        ("Aalto refused to confirm the plan.", "Aalto", "refused to confirm", "the plan"),
        ("The board largely held off from announcing a plan.", "The board", "announcing", "a plan"),
        ("If Aalto says that he agrees, it is done.", "Aalto", "says", "that he agrees"),
        ("Will Aalto say that it is over?", "Aalto", "say", "that it is over"),
        ("Will Aalto say that it is over?", "Will Aalto", "say", "that it is over"),
        ("Nobody says that the land is weak.", "Nobody", "says", "that the land is weak"),
        ("No party confirmed the deal.", "No party", "confirmed", "the deal"),
    ],
)
def test_unsaid(text, source, cue, content):
    assert not one(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Aalto did not deny that he knew.", "Aalto", "deny", "that he knew"),
        ("Aalto denied that he knew.", "Aalto", "denied", "that he knew"),
        ("Aalto not only said it was late, he left.", "Aalto", "said", "it was late"),
        ("He did not come. Aalto said it was late.", "Aalto", "said", "it was late"),
        ("The man who would not speak said it was late.", "The man", "said", "it was late"),
        ("Aalto did not rule out talks.", "Aalto", "did not rule out", "talks"),
        ("Aalto refused to commit to a plan.", "Aalto", "refused", "to commit to a plan"),
        ("No 10 said it was late.", "No 10", "said", "it was late"),
        ("Asked if it was late, Aalto said it was.", "Aalto", "said", "it was."),
        ("If it rains, Aalto said, we stay.", "Aalto", "said", "we stay"),
        ("Why did he go? Aalto said it was late.", "Aalto", "said", "it was late"),
        ("Will Aalto said it was late.", "Will Aalto", "said", "it was late"),
    ],
)
def test_said(text, source, cue, content):
    assert one(text, source, cue, content)


def test_words_in_marks_are_always_said():
    """Of a direct quotation the words are there, whatever stands before its cue."""
    text = "“It is late,” Aalto did not say aloud but wrote."
    assert is_said(text, (), Statement((Span(1, 12),), "direct", Span(28, 31), Span(14, 19)))


@pytest.mark.parametrize("engine", ["rules", "fast"])
def test_engines_leave_it_out(engine):
    """The same holds for every engine; what is said beside it stays."""
    text = "Mr Aalto did not say that talks would go on.\n\nMs Berg said that the roads were closed."
    found = extract_statements(Article("a", text), engine=engine)
    assert [s.words(text).removeprefix("that ") for s in found] == ["the roads were closed"]
