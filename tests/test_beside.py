"""Words go to whom they stand with: chains of speakers, sentences, labels."""

import pytest

from toolkit.extract import extract_statements
from toolkit.extract.beside import find_beside
from toolkit.extract.spans import Found
from toolkit.model import Article, Span


def spans(text, *words):
    """The places of words, as a model would have found them."""
    return [Found(0, 0, Span(text.index(word), text.index(word) + len(word)), 0.0) for word in words]


class TestBeside:
    @pytest.mark.parametrize(
        "text",
        [
            "“Rain is near,” said Orr.",
            "“Rain is near.” said Orr.",
            "“Rain is near”, Orr said.",
            "Rain is near, Orr said.",
            "“Rain is near,” Orr, a farmer from Hale, said.",
            "Orr said that rain is near.",
            "Orr has said: “Rain is near.”",
            "It is late, said Orr, “rain is near.”",
        ],
    )
    def test_one_sentence(self, text):
        """Content, cue and source that follow each other belong together."""
        content = spans(text, "ain is near")
        found = {"content": content, "cue": spans(text, "said"), "source": spans(text, "Orr")}
        content[0] = Found(0, 0, Span(content[0].span.start - 1, content[0].span.end), 0.0)
        assert find_beside(text, found) == {0: (0, 0)}

    @pytest.mark.parametrize(
        "text",
        [
            "Rain is near. Orr said no.",
            "“Rain is near.” Orr said: “No.”",
            "Rain is near and old Orr said so.",
            "Rain is near,\nOrr said.",
        ],
    )
    def test_another_sentence(self, text):
        """What a sentence ended before, or other words part, is left to the links."""
        found = {"content": spans(text, "Rain is near"), "cue": spans(text, "said"), "source": spans(text, "Orr")}
        assert find_beside(text, found) == {}


def read(text, engine="fast"):
    """Source and words of each statement."""
    found = extract_statements(Article("a", text), engine=engine)
    return [(s.source.of(text) if s.source else "", s.words(text)) for s in found]


class TestChains:
    def test_quotations_in_a_row(self):
        """Each has the speaker of its own sentence."""
        text = (
            'The board met in Hale. "The well is dry," said Una Petrov. "We will dig again," warned May Bligh. '
            '"We need a week," argued Paul Kern. "My men are tired," said Sara Lund.'
        )
        assert read(text) == [
            ("Una Petrov", '"The well is dry,"'),
            ("May Bligh", '"We will dig again,"'),
            ("Paul Kern", '"We need a week,"'),
            ("Sara Lund", '"My men are tired,"'),
        ]

    def test_according_to_one_and_another(self):
        """Contents of two sources are no one statement."""
        text = "According to the army, 40 rebels were killed. According to the rebels, 12 farmers died."
        assert read(text) == [("the army", "40 rebels were killed"), ("the rebels", "12 farmers died")]

    @pytest.mark.parametrize("engine", ["fast", "neural"])
    def test_what_was_only_reported(self, engine):
        """The reporter's sentence before a statement is no part of it."""
        text = "Heavy rain fell on Monday. Two people died, police said."
        assert read(text, engine) == [("police", "Two people died")]

    def test_named_within_the_content(self):
        """Who stands after "said" within a sentence is the source."""
        text = "The farmers of Hale met on Monday to discuss the new well. The plan, said Ann Lund, is dead."
        assert read(text) == [("Ann Lund", "The plan is dead")]


class TestLabels:
    @pytest.mark.parametrize("engine", ["fast", "rules"])
    def test_a_name_and_a_colon(self, engine):
        """A quotation with the name of an actor before it is the actor's, whoever spoke before."""
        text = 'Zelensky: "We want peace."\n\nThe Kremlin: "We did not do it."'
        assert read(text, engine) == [("Zelensky", '"We want peace."'), ("The Kremlin", '"We did not do it."')]

    def test_a_speaker_of_the_text(self):
        """So is one with the surname of somebody who spoke elsewhere in the text."""
        text = 'Una Orr said: "I am glad." It rained. Orr: "It is late."'
        assert read(text)[-1] == ("Orr", '"It is late."')

    def test_no_name(self):
        """Other words with a colon name nobody."""
        assert ("Weather", '"Rain."') not in read('Una Orr said: "I am glad." Weather: "Rain."')

    @pytest.mark.parametrize("engine", ["fast", "rules"])
    def test_a_word_of_speech_is_no_name(self, engine):
        """The source of "Said X:" is X."""
        text = 'Said Mr Putin: "The gas will flow."'
        assert read(text, engine) == [("Mr Putin", '"The gas will flow."')]
