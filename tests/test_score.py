"""Word lists: the speaker's own words and nothing else, always within their range."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Article, Span, Statement
from toolkit.score import score_statements
from toolkit.score.polarity import score_polarity, score_vader


def scores(sentence):
    """Polarity, subjectivity and vader of the words in braces, scored in the sentence around them."""
    parts = sentence.replace("}", "{").split("{")  # every second one stood in braces
    ends = [len("".join(parts[: n + 1])) for n in range(len(parts))]
    content = tuple(Span(ends[n - 1], ends[n]) for n in range(1, len(parts), 2))
    [one] = score_statements(Article("a", "".join(parts)), [Statement(content, "direct")])
    return one.polarity, one.subjectivity, one.vader


class TestWhoseWords:
    def test_the_reporter_is_not_scored(self):
        """Cue, source and the sentences around a statement change nothing."""
        plain = scores("{Talks were good}")
        assert plain == scores("The evil liar, horrible as ever, claimed: {Talks were good}, a disastrous lie.")
        assert plain[0] > 0 and plain[2] > 0

    def test_the_words_between_two_pieces_are_not_scored(self):
        """A cue in the middle of a statement is not the speaker's."""
        assert scores("“{Talks},” lied the terrible man, “{were good}.”") == scores("{Talks} {were good}")

    def test_every_piece_is_scored(self):
        """The second piece counts as much as the first."""
        assert scores("{Talks} he said {were horrible}")[0] < 0

    def test_two_statements(self):
        """Each statement has its own scores, in the order given; nothing else of it changes."""
        text = "Good, she said. Horrible, he said."
        given_two = [
            Statement((Span(0, 4),), "direct", rule="x"),
            Statement((Span(16, 24),), "indirect", confidence=0.5),
        ]
        good, bad = score_statements(Article("a", text), given_two)
        assert good.polarity > 0 > bad.polarity
        assert (good.rule, bad.confidence, bad.kind) == ("x", 0.5, "indirect")
        assert given_two[0].polarity is None


class TestValues:
    @pytest.mark.parametrize(
        ("words", "polarity", "subjectivity", "vader"),
        [
            ("good", 0.7, 0.6, 0.4404),
            ("horrible", -1.0, 1.0, -0.5423),
            ("not good", -0.35, 0.6, -0.3412),
            ("The table stands there.", 0.0, 0.0, 0.0),
        ],
    )
    def test_published_lists(self, words, polarity, subjectivity, vader):
        """The values are those of the published word lists."""
        assert score_polarity(words) == pytest.approx((polarity, subjectivity))
        assert score_vader(words) == vader

    @pytest.mark.parametrize("words", ["", " \n", "…", "“”", "Переговоры", "\u0000"])
    def test_no_listed_word(self, words):
        """Nothing said, signs only, another language: all zero, no error."""
        assert (*score_polarity(words), score_vader(words)) == (0, 0, 0)

    def test_no_statement(self):
        """No statement, no score."""
        assert score_statements(Article("a", ""), []) == ()

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet=st.one_of(st.sampled_from("good bad!?:)('’"), st.characters()), max_size=200))
    def test_range(self, words):
        """Any text gives numbers in their range, twice the same."""
        polarity, subjectivity = score_polarity(words)
        assert -1 <= polarity <= 1 and 0 <= subjectivity <= 1 and -1 <= score_vader(words) <= 1
        assert (polarity, subjectivity) == score_polarity(words)
