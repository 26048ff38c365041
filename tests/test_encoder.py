"""Tokens keep exact offsets; windows cover a text once; two models read together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import weights
from toolkit.encoder import Encoder, load_encoder, places, tokenize, windows
from toolkit.model import Span


def tokens_of(text, quoted=(), scheme="statements"):
    fast = load_encoder("fast")
    return tokenize(text, quoted, tokenizer=fast.tokenizer, special=fast.special, scheme=scheme)


class TestTokens:
    def test_offsets_give_back_the_words(self):
        """Every token is a range of characters of the text exactly as read."""
        text = "Kyiv\u2019s  talks\tgo on."
        tokens = tokens_of(text)
        assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == [
            "Kyiv", "\u2019", "s", "talks", "go", "on", "."
        ]  # fmt: skip

    def test_a_new_paragraph_is_a_token(self):
        """A line break, or several, is one token without characters."""
        tokens = tokens_of("One.\n\nTwo.\nThree.")
        assert [bool(b) for b in tokens.breaks] == [False, False, True, False, False, True, False, False]
        assert (tokens.ends - tokens.starts)[tokens.breaks].tolist() == [0, 0]

    def test_quotation_marks_and_capitals_are_features(self):
        """The model sees what stands inside quotation marks, what begins with a capital, and the scope."""
        inside, plain = tokens_of("He said \u201cno\u201d", [Span(8, 12)]), tokens_of("He said \u201cno\u201d")
        assert (inside.types - plain.types).tolist() == [0, 0, 2, 2, 2]
        assert (plain.types & 1).tolist() == [1, 0, 0, 0, 0]
        assert set((tokens_of("no", scheme="attributions").types ^ tokens_of("no").types).tolist()) == {4}

    @settings(max_examples=100, deadline=None)
    @given(st.text(alphabet=st.characters(), max_size=80))
    def test_any_text(self, text):
        """Offsets lie inside the text, in its order, for any Unicode, lone surrogates included."""
        tokens = tokens_of(text)
        assert bool(np.all((tokens.starts >= 0) & (tokens.starts <= tokens.ends) & (tokens.ends <= len(text))))
        assert bool(np.all(np.diff(tokens.starts) >= 0))


class TestWindows:
    @given(st.lists(st.integers(0, 2), min_size=1, max_size=1500), st.integers(2, 300))
    def test_every_token_is_kept_once(self, good, size):
        """The kept parts of the windows are the text, each inside its window."""
        kept = windows(np.array(good), size)
        assert [left for _, _, left, _ in kept] == [0, *(right for *_, right in kept[:-1])]
        assert kept[-1][3] == len(good)
        assert all(0 <= start <= left <= right <= end <= start + size for start, end, left, right in kept)

    @given(st.integers(1, 3000))
    def test_parts_meet_between_paragraphs(self, length):
        """Where paragraphs are short no part begins within one."""
        good = np.where(np.arange(length) % 40 == 0, 2, np.arange(length) % 3 == 0)
        assert all(left % 40 == 0 for _, _, left, _ in windows(good, 254))

    def test_good_places(self):
        """Between paragraphs, then between sentences; not after an abbreviation or inside quotation marks."""
        text = "Talks went well. Gen. Orr said \u201cWe waited. Then we left.\u201d They agreed.\nTalks ended."
        tokens = tokens_of(text, [Span(text.index("\u201c"), text.index("\u201d") + 1)])
        good = places(tokens, load_encoder("fast").stop)
        before = {text[tokens.starts[i] :].split()[0] if good[i] == 1 else "break" for i in np.flatnonzero(good)}
        assert before == {"Gen.", "They", "break"}


class TestScores:
    def test_probabilities(self):
        """The labels of every token have probabilities that add up to one."""
        scores = load_encoder("fast").score("Talks go on, he said.", scheme="statements")
        assert scores.labels.shape == (len(scores.tokens.ids), 7)
        assert np.exp(scores.labels).sum(axis=1) == pytest.approx(1, abs=1e-4)

    def test_the_same_twice(self):
        """The same text gives the same numbers, bit for bit."""
        one, two = (load_encoder("fast").score("Talks go on, he said. " * 80, scheme="statements") for _ in range(2))
        assert one.labels.tobytes() == two.labels.tobytes()

    def test_no_text_no_scores(self):
        """An empty text has no tokens."""
        assert load_encoder("fast").score("", scheme="statements").labels.shape == (0, 7)


class TestTwoModels:
    def test_the_mean_of_both(self):
        """The small model reads with the large one: labels are the weighted mean of both, in logarithms."""
        text = "Talks go on, he said."
        large, small = Encoder(weights.MODELS / "neural"), load_encoder("fast")
        large.beside = [(small, 0.3)]
        both, other = (one.score(text, scheme="statements") for one in (large, small))
        ((_, share),) = large.beside
        assert [reading.share for reading in both.readings] == pytest.approx([1 - share, share])
        alone = both.readings[0].hidden @ large.heads["tag.statements.weight"].T + large.heads["tag.statements.bias"]
        mean = (1 - share) * alone + share * other.labels
        assert np.exp(both.labels) == pytest.approx(np.exp(mean) / np.exp(mean).sum(axis=1, keepdims=True), abs=1e-5)

    @settings(max_examples=100, deadline=None)
    @given(st.text(alphabet=st.characters(), max_size=80))
    def test_both_cut_texts_alike(self, text):
        """The tokens of both models have the same places in any text."""
        (one, other) = (
            tokenize(text, (), tokenizer=e.tokenizer, special=e.special, scheme="statements")
            for e in (load_encoder("neural"), load_encoder("fast"))
        )
        assert [
            (one.starts == other.starts).all(),
            (one.ends == other.ends).all(),
            (one.words == other.words).all(),
        ] == [True] * 3
