"""Documents, courts, groups and bodies that words take up or name by their seat, and whose they are."""

import pytest
from test_resolve import last, who

from toolkit.model import Article, Span, Statement
from toolkit.resolve import resolve_speakers


class TestDocuments:
    @pytest.mark.parametrize("got", ["seen by the BBC", "obtained by Reuters", "shared with the BBC"])
    def test_reader(self, got):
        """A document is not the words of whoever has read or got it."""
        text = f"The State Duma wrote a letter. It rained, the letter {got} said."
        assert last(text, f"the letter {got}") == "State Duma"
        assert last(f"It rained, a document {got} said.", f"a document {got}") == "unknown"

    def test_answer(self):
        """An analysis in answer to somebody is whose it is, not of whoever asked."""
        source = "an analysis by the Center for Quiet Studies in response to questions from The Washington Post"
        assert last(f"It rained, {source} said.", source) == "Center for Quiet Studies"

    @pytest.mark.parametrize("words", ["A Quiet Research Center survey", "A new Quiet Harbour Trust report"])
    def test_maker_before_the_noun(self, words):
        """The proper name before "survey" is whose it is, be it in no table."""
        assert last(f"{words} showed it.", words).startswith("Quiet")

    def test_several(self):
        """Reports without an article are nobody's in particular, whoever spoke before."""
        text = "Aino Aalto, a nurse, spoke. Reports said no."
        assert who(text, "Aino Aalto", "Reports")[-1] == ("unknown", "other")

    def test_findings(self):
        """The findings are those of the survey before, not of a person who spoke since."""
        text = "A Quiet Research Center survey said no. President Joe Biden spoke. The findings show more."
        assert last(text, "A Quiet Research Center survey", "President Joe Biden", "The findings") == (
            "Quiet Research Center"
        )

    def test_of_two(self):
        """Of two surveys it is the one by whose words it is called."""
        first, second = "A Quiet Harbour poll", "A Loud River Center poll"
        text = f"{first} said no. {second} said yes. The Harbour poll said more."
        assert last(text, first, second, "The Harbour poll") == "Quiet Harbour"

    def test_it(self):
        """ "It" can be the document in which somebody spoke."""
        text = "NATO leaders spoke. “It rains,” the declaration said of Russia, it added."
        assert last(text, "NATO leaders", "the declaration", "it") == "NATO leaders"

    def test_together_with_somebody(self):
        """A report named together with a person is not the person's."""
        text = (
            "A Quiet Research Center report came. Both Aino Aalto, a nurse, and the report said so. The report ended."
        )
        sources = ("A Quiet Research Center report", "Both Aino Aalto, a nurse, and the report", "The report")
        assert last(text, *sources) == "Quiet Research Center"


class TestBodies:
    @pytest.mark.parametrize(("seat", "name"), [("Moscow", "Russian"), ("Kyiv", "Ukrainian")])
    def test_seat(self, seat, name):
        """A ministry in a capital is the country's."""
        source = f"The defence ministry in {seat}"
        assert last(f"{source} spoke.", source) == f"{name} Defense Ministry"

    @pytest.mark.parametrize("words", ["A spokesperson for Fizzpop", "A spokeswoman for the Quiet Harbour Trust"])
    def test_spokesperson(self, words):
        """Whoever speaks for a body that no table has gives the body's words."""
        assert last(f"{words} said no.", words) == words.partition("for ")[2].removeprefix("the ")

    def test_overseen(self):
        """A body is not the one that oversees it."""
        source = "The association, overseen by the US Commerce Department"
        assert last(f"The Quiet Association met. {source}, spoke.", source) == "Quiet Association"

    def test_newspaper(self):
        """A newspaper with a country's word in its name is no state's."""
        assert who("The Irish Tribune said no.", "The Irish Tribune") == [("Irish Tribune", "other")]

    def test_topic(self):
        """The country that a body trades with is not whose it is."""
        source = "the Quiet Association for Trade with Russia"
        assert who(f"It rained, {source} said.", source)[0][1] == "other"

    def test_of_two(self):
        """Officials of a country and a union of another side are no one body's."""
        source = "US and NATO security officials"
        assert who(f"{source} said no.", source)[0][1] == "other"

    def test_where_trained(self):
        """Where somebody was trained tells no side."""
        assert who("Nurses trained in Germany spoke.", "Nurses trained in Germany")[0][1] == "other"
        assert (
            who("Ukrainian pilots trained in Germany spoke.", "Ukrainian pilots trained in Germany")[0][1] == "ukraine"
        )


class TestCourts:
    def test_court(self):
        """The court is the one of a country that was named before, whatever country was named since."""
        text = "A Moscow court met. Diplomats of the US came. The court sentenced him."
        assert who(text, "The court") == [("Moscow court", "russia")]

    def test_prosecutors(self):
        """Prosecutors after a prosecutor's office are those of the office."""
        office = "The Kharkiv Regional Prosecutor’s Office"
        text = f"{office} spoke. It rained in Russia. Prosecutors said more."
        assert who(text, office, "Prosecutors")[-1] == (office.removeprefix("The "), "ukraine")


class TestGroups:
    def test_again(self):
        """ "The leaders" are those named before by more words."""
        text = "NATO leaders spoke. It rained. The leaders said no."
        assert last(text, "NATO leaders", "The leaders") == "NATO leaders"
        text = "Finnish nurses spoke. Eero Laine, a farmer, came. The nurses said no."
        assert last(text, "Finnish nurses", "The nurses") == "Finnish nurses"

    def test_two_heads(self):
        """ "The leaders" are the two heads of state whom alone the sentences before name."""
        text = "President Emmanuel Macron called Chancellor Olaf Scholz. It rained. The leaders said no."
        assert last(text, "The leaders") == "Emmanuel Macron and Olaf Scholz"
        assert last(text.replace("It rained", "The G7 met"), "The leaders") != "Emmanuel Macron and Olaf Scholz"

    def test_one_of_them(self):
        """One of two who spoke is nobody by name."""
        text = "Eero Laine and Aino Aalto, both nurses, spoke. It rained, one of them said."
        assert last(text, "Eero Laine and Aino Aalto", "one of them") == "unknown"

    def test_another(self):
        """One more without a name is on the side of the unnamed one before; several are people of no side."""
        text = "A US official said no. Another said yes. Some said nothing."
        assert who(text, "A US official", "Another", "Some")[1:] == [("unknown", "us"), ("unknown", "other")]


class TestPersons:
    def test_rank_with_a_hyphen(self):
        """A unit before its commander's hyphened rank is not the person."""
        source = "A commander of the Chechen Zukh special forces unit, Maj-Gen Eero Aalto"
        assert who(f"{source}, spoke.", source) == [("Eero Aalto", "russia")]

    def test_field_before_a_name(self):
        """What a ministry is for is no part of its head's name."""
        source = "the head of the German Ministry of Foreign Affairs Zoltrix Aalto"
        assert who(f"It rained, {source} said.", source) == [("Zoltrix Aalto", "eu")]

    def test_first_name_misspelt(self):
        """An official of the country that is described, with the same surname, may have a misspelt first name."""
        source = "the German Foreign Minister Annalisa Baerbock"
        assert last(f"It rained, {source} said.", source) == "Annalena Baerbock"

    def test_call_sign(self):
        """Whoever is known by a call sign is of the country that the description before it names."""
        source = "A senior officer in Ukraine's Security Service, who goes by the call sign Fizzor"
        assert who(f"{source}, spoke.", source) == [("Fizzor", "ukraine")]

    def test_where_fled(self):
        """Where somebody has fled is not whom the person works for."""
        source = "Aino Aalto, who works for the centre and fled to the UK last year"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "other")]

    def test_member_of_parliament(self):
        """A member of parliament is of the country whose parliament the text names, not of the one named nearest."""
        text = "{} met. It rained in Russia, Russia and Ukraine. MP Aino Aalto said no."
        assert who(text.format("The Verkhovna Rada"), "MP Aino Aalto")[0][1] == "ukraine"
        assert who(text.format("The State Duma"), "MP Aino Aalto")[0][1] == "russia"

    def test_faction(self):
        """The candidate of one party is not the one of another."""
        text = "Democratic candidate Aino Aalto met Republican candidate Eero Laine. Aino Aalto spoke. {} said no."
        assert last(text.format("The Republican candidate"), "Aino Aalto", "The Republican candidate") == "Eero Laine"

    def test_head_of_a_region(self):
        """The head of the region's administration is the governor of the region named before."""
        source = "the head of the region’s military administration"
        assert last(f"In Kharkiv region it rained, {source} said.", source) == "Oleh Syniehubov"

    def test_top_diplomat(self):
        """A top diplomat is the foreign minister."""
        text = "Aino Aalto, Freedonia's newly minted top diplomat, came. The foreign minister said no."
        assert last(text, "The foreign minister") == "Aino Aalto"

    def test_second_verb(self):
        """Without a source of its own, the second verb of a sentence has the subject of the first."""
        text = "Aino Aalto, a nurse, said no. Eero Laine, a farmer, gave no reason, but said that it rained."
        cue, content = text.rindex("said"), text.rindex("it rained")
        first = Statement((Span(25, 28),), "indirect", source=Span(0, 10))
        second = Statement((Span(content, len(text) - 1),), "indirect", cue=Span(cue, cue + 4))
        speakers = resolve_speakers(Article("a", text, date="2023-05-01"), [first, second])
        assert speakers[1].speaker.name == "Eero Laine"


class TestSides:
    @pytest.mark.parametrize(("words", "side"), [("Kyiv’s allies", "other"), ("Kyiv’s Nato allies", "eu")])
    def test_allies(self, words, side):
        """A country's allies are not the country."""
        assert who(f"{words} said no.", words)[0][1] == side

    def test_director_at_a_body(self):
        """A director at a body of the tables is on the body's side, whatever country was named."""
        source = "Aino Aalto, deputy director at the IMF"
        assert who(f"Russia grew, {source}, said.", source) == [("Aino Aalto", "other")]

    def test_european_affairs(self):
        """What somebody dealt with tells no side."""
        source = "Aino Aalto, a former US National Security Council director for European Affairs"
        assert who(f"{source}, said no.", source)[0][1] != "eu"

    def test_chief_anchor(self):
        """A chief anchor is no chief."""
        text = "Army chief Eero Laine spoke to Chief International Anchor Aino Aalto. The chief said no."
        assert last(text, "The chief") == "Eero Laine"
