"""What belongs to a name and what does not: letters after it, an Arabic article, words that only describe somebody."""

import pytest
from test_resolve import last, resolved, who


class TestLetters:
    @pytest.mark.parametrize("letters", ["MP", "MSP", "KC", "KCB", "PhD", "OBE MP"])
    def test_after_a_name(self, letters):
        """Letters after a name are no part of it, and make nobody the other member that the article names."""
        text = f"Eero Laine, MP for Turku, came. Jane O’Neill-Smith {letters} spoke. Ms O’Neill-Smith left."
        assert who(text, f"Jane O’Neill-Smith {letters}")[0][0] == "Jane O’Neill-Smith"
        assert last(text, "Ms O’Neill-Smith") == "Jane O’Neill-Smith"

    def test_what_they_say(self):
        """A member of parliament by letters is meant by "the MP"."""
        assert last("Eero Laine came. Aino Aalto MP left. The MP spoke.", "The MP") == "Aino Aalto"

    @pytest.mark.parametrize("tag", [", D-Wash.,", " (R-Ky.)", ", R-N.C.,"])
    def test_party_and_state(self, tag):
        """A party with a state after a name makes somebody a US politician."""
        text = f"It rained. Chairman Eero Laine{tag} said no."
        assert who(text, f"Chairman Eero Laine{tag}".strip(",")) == [("Eero Laine", "us")]

    def test_first_name_like_a_tag(self):
        """A first name of one letter and a syllable is no party."""
        assert last("The analyst I-Chung Lai came. Lai spoke.", "Lai") == "I-Chung Lai"

    def test_is_no_name(self):
        """A party with a state is nobody."""
        text = "Rep. Eero Laine, D-Wash., came. Aino Aalto MP said no. The MP left."
        assert who(text, "Rep. Eero Laine, D-Wash.", "Aino Aalto MP")[1][0] == "Aino Aalto"

    def test_courtesy(self):
        """The first name stands directly after "Sir", known or not."""
        assert last("It rained. Sir Quentrin Duncan Laine spoke.", "Sir Quentrin Duncan Laine").startswith("Quentrin")


class TestArticles:
    def test_whole_name(self):
        """An Arabic article in small letters belongs to the surname, under which somebody goes on without it."""
        text = "General Tariq Fattah al-Burhani came. Burhani left. Mr al-Burhani slept. Al-Burhani spoke."
        sources = "General Tariq Fattah al-Burhani", "Burhani", "Mr al-Burhani", "Al-Burhani"
        assert {name for name, _ in who(text, *sources)} == {"Tariq Fattah al-Burhani"}

    def test_two_of_one_first_name(self):
        """Two people of one first name are two by their surnames with an article."""
        text = "Mohammad Bagheri came. Mohammad al-Momani, the minister, spoke."
        assert last(text, "Mohammad al-Momani, the minister") == "Mohammad al-Momani"


class TestDescriptions:
    def test_one_of_them(self):
        """After "one of them" a first name is the name."""
        assert last("Soldiers came. One of them, Taras, spoke.", "One of them, Taras") == "Taras"

    def test_hyphened_office(self):
        """ "Co-leader" is an office and no name."""
        source = "Co-leader of the far-right Quiet Alternative, Aino Aalto"
        assert last(f"{source}, said no.", source) == "Aino Aalto"

    def test_acronym_of_a_body(self):
        """A name spelt otherwise in the tables is the body's whose acronym stands beside it in brackets."""
        text = "The Islamic Revolution Guard Corps (IRGC) spoke."
        assert last(text, "The Islamic Revolution Guard Corps (IRGC)") == "Islamic Revolutionary Guard Corps"

    def test_acronym_of_another(self):
        """An acronym in brackets that a name does not make is not the body's."""
        assert last("The Union of Nurses (UN) spoke.", "The Union of Nurses (UN)") == "Union of Nurses"

    def test_acronym_with_a_figure(self):
        """A figure in an acronym stands for a small word."""
        text = "Quiet Harbours for a Free Sea (QH4FS) met. QH4FS spoke."
        assert last(text, "QH4FS") == "Quiet Harbours for a Free Sea"

    def test_the_other(self):
        """ "The other" is nobody by name."""
        assert last("Two men came. The other spoke.", "The other") == "unknown"

    def test_aside(self):
        """What stands between dashes is no part of what somebody is called."""
        assert last("The employer — a bakery in Hale — spoke.", "The employer — a bakery in Hale") == "employer"

    def test_no_noun(self):
        """A participle that was taken for a source is nobody."""
        assert last("She was not authorized to speak.", "authorized") == "unknown"

    def test_possessive(self):
        """A body that owns what is said is called without its possessive."""
        assert last("It was the harbour council's view.", "the harbour council's") == "harbour council"


class TestDirectlyBeforeWho:
    def test_unknown_name(self):
        """A name in full directly before "who said" is a person's, known or not; one word may be a place."""
        assert last("Eero Laine came. He met Xyrl Bromtz who said no.", "Eero Laine", "who") == "Xyrl Bromtz"
        assert last("Eero Laine, a father from rainy Zzyx who said no, came.", "a father from rainy Zzyx") == "unknown"

    def test_where_from(self):
        """The place that somebody is from says nothing."""
        text = "It was the farmer Aino Aalto, from Hale, who said no."
        assert last(text, "who") == "Aino Aalto"


class TestPapers:
    def test_sunday_papers(self):
        """A Sunday paper is not the daily of the same house."""
        text = "The Sunday Times spoke. The Sunday Telegraph left."
        assert {s.name for s in resolved(text, "The Sunday Times", "The Sunday Telegraph")} == {
            "The Sunday Times",
            "The Sunday Telegraph",
        }
