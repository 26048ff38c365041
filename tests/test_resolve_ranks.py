"""Offices of one noun told apart by rank and body, capitals that are a name, and "who" after many people."""

import pytest
from test_resolve import last, who


class TestRanks:
    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("Deputy Foreign Minister", "The foreign minister"),
            ("Former foreign minister", "The foreign minister"),
            ("Vice President", "The president"),
            ("Ex-president", "The president"),
            ("Assistant Secretary of Trade", "The secretary of trade"),
        ],
    )
    def test_another_rank(self, title, words):
        """An office is not held by who holds one below it, or held it once."""
        assert last(f"{title} Aino Aalto came. {words} spoke.", words) == "unknown"
        lower = f"the {title.lower()}"
        assert last(f"{title} Aino Aalto came. It rained, {lower} said.", lower) == "Aino Aalto"

    def test_the_one_in_office(self):
        """Of a president and a vice president each is meant by the own words, whoever was named last."""
        text = "President Eero Laine came. Vice President Aino Aalto left. The {} spoke."
        assert last(text.format("president"), "The president") == "Eero Laine"
        assert last(text.format("vice president"), "The vice president") == "Aino Aalto"

    def test_two_offices(self):
        """A deputy who holds another office in full is meant by it."""
        text = "Deputy Prime Minister and Foreign Minister Aino Aalto came. The foreign minister spoke."
        assert last(text, "The foreign minister") == "Aino Aalto"

    def test_minister(self):
        """ "The minister" may be a deputy minister."""
        assert last("Deputy Foreign Minister Aino Aalto came. The minister spoke.", "The minister") == "Aino Aalto"

    def test_of_two_countries(self):
        """A title that the tables know of one country is no other's where the article calls somebody so."""
        text = "Chancellor Rachel Reeves came. The chancellor spoke. German Chancellor Friedrich Merz left."
        assert last(text, "The chancellor", date="2025-06-14") == "Rachel Reeves"

    def test_named_before(self):
        """A description is of somebody named before it, if one fits, and not of who is named only later."""
        text = "Mayor Aino Aalto came.{} The mayor spoke. Mayor Eero Laine, the mayor, left. Mayor Laine slept."
        assert last(text.format(" It rained." * 12), "The mayor") == "Aino Aalto"


class TestOfAnotherBody:
    @pytest.mark.parametrize(
        "words", ["the legion's spokesman", "the Civil Watch spokesman", "the embassy's spokesman"]
    )
    def test_spokesman(self, words):
        """The spokesman of one body is not another body's whom the article names."""
        text = f"Kremlin spokesman Dmitry Peskov came. It rains, {words} said."
        assert last(text, words) == "unknown"

    @pytest.mark.parametrize("words", ["the Kremlin's spokesman", "the government's spokesman", "Putin's spokesman"])
    def test_own(self, words):
        """The own body, the government and whom somebody serves leave the spokesman who he is."""
        text = f"Vladimir Putin came. Kremlin spokesman Dmitry Peskov came. It rains, {words} said."
        assert last(text, words) == "Dmitry Peskov"

    def test_kind_of_body(self):
        """ "The agency's spokesman" is the spokesman of an agency that the article calls by name."""
        text = "UNICEF spokesman Eero Laine came. It rains, the agency's spokesman said."
        assert last(text, "the agency's spokesman") == "Eero Laine"

    def test_introduced_later(self):
        """Who is introduced later as another body's was not meant before."""
        text = "It rains, the embassy's spokesman said. The company's spokesman, Eero Laine, left."
        assert last(text, "the embassy's spokesman", "The company's spokesman, Eero Laine") == "Eero Laine"
        assert who(text, "the embassy's spokesman", "The company's spokesman, Eero Laine")[0][0] == "unknown"

    def test_side(self):
        """A spokesman without a name is of the country that was named with the body."""
        text = "The US and US forces saw it. The Ukrainian coast guard sank a boat. The coast guard spokesman spoke."
        assert who(text, "The coast guard spokesman") == [("unknown", "ukraine")]


class TestCapitals:
    def test_a_name(self):
        """A word in capitals is a body's name, also where its letters are a pronoun's; in a heading it is none."""
        text = "Health Minister Aino Aalto came. {} spoke."
        assert last(text.format("WHO"), "WHO") == "World Health Organization"
        assert last("AINO AALTO, WHO SPOKE, LEFT", "WHO") != "World Health Organization"


class TestWhoOfMany:
    def test_of_a_place(self):
        """ "Who" after people of some place is these people, whoever spoke before."""
        text = "Defence Minister Eero Laine spoke. Medical workers at a hospital set up in Hale, who told of it, left."
        assert last(text, "Defence Minister Eero Laine", "who") == "Medical workers"

    def test_plural(self):
        """With a plural verb it is nobody alone."""
        text = "Workers in a hospital founded by Eero Laine, who {} tired, left. Eero Laine, a doctor, slept."
        assert last(text.format("say they are"), "who") == "Workers"
        assert last("It was the mayor, Eero Laine, who have no water.", "who") == "unknown"

    def test_no_farther(self):
        """It never reaches into another sentence."""
        assert last("Eero Laine, a mayor, spoke. It was there, who said no.", "Eero Laine", "who") == "unknown"
