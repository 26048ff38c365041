"""Whose a ministry, army or government is that no country's word tells, and whom two first names before "and" mean."""

import pytest
from test_resolve import last, who

RUSSIAN = "Russia's Ministry of Defence"


class TestSeat:
    @pytest.mark.parametrize(
        ("source", "name", "side"),
        [
            ("the Ministry of Defence in London", "UK Ministry of Defence", "eu"),
            ("the foreign ministry in London", "Foreign, Commonwealth and Development Office", "eu"),
            ("the Foreign Office in Berlin", "German Foreign Ministry", "eu"),
            ("the Foreign Office in Warsaw", "Foreign Office of Poland", "eu"),
            ("the Foreign Ministry in the capital, Kyiv", "Ukrainian Foreign Ministry", "ukraine"),
            ("the Ministry of Internal Affairs in Kiev", "Ukrainian Interior Ministry", "ukraine"),
            ("the Ministry of Defence in the Russian capital", "Russian Defense Ministry", "russia"),
            ("a foreign ministry spokesman in Beijing", "Chinese Foreign Ministry", "other"),
            ("the finance ministry in Berlin", "finance ministry of Germany", "eu"),
            ("the Foreign Ministry in Brussels", "Foreign Ministry in Brussels", "eu"),
            ("the BBC in Berlin", "BBC", "other"),
        ],
    )
    def test_capital(self, source, name, side):
        """A state's body in a capital is that country's, whatever other countries the text tells of."""
        text = f"Russian troops advanced. Ukraine waited, {source} said."
        assert who(text, source) == [(name, side)]


class TestLandOfABody:
    @pytest.mark.parametrize(("army", "name"), [("Russian", "Russian"), ("Ukrainian", "Ukrainian")])
    def test_who_reports_a_gain(self, army, name):
        """An army's gains are what its own ministry reports, wherever they were."""
        text = f"{army} forces captured two villages in the Kharkiv region, the defence ministry said."
        assert last(text, "the defence ministry") == f"{name} Defense Ministry"

    def test_who_reports_a_loss(self):
        """What an army has struck is reported by the country that was struck."""
        text = "Russian forces struck two villages in Ukraine, the defence ministry said."
        assert last(text, "the defence ministry") == "Ukrainian Defense Ministry"

    def test_minister(self):
        """A foreign ministry is that of the only foreign minister whom the text names."""
        text = "Polish Foreign Minister Aino Aalto met the US president in the US, as the US announced. {} said no."
        assert last(text.format("The foreign ministry"), "The foreign ministry") == "Polish Foreign Ministry"
        both = "German Foreign Minister Eero Laine and " + text
        assert last(both.format("The foreign ministry"), "The foreign ministry") != "Polish Foreign Ministry"

    @pytest.mark.parametrize(("land", "side"), [("The UK", "eu"), ("Russia", "russia"), ("China", "other")])
    def test_what_the_sentence_before_is_about(self, land, side):
        """The government, where the sentence before begins with a country as its subject, is that country's."""
        text = f"{land} remains close to Kyiv, Kharkiv and Ukraine. The government said no."
        assert who(text, "The government")[0][1] == side

    def test_name_with_a_country(self):
        """A government that no table has is called with the country that the text shows."""
        text = "The UK remains close to Kyiv. The government said no."
        assert last(text, "The government") == "government of the United Kingdom"

    def test_one_of_several_speakers(self):
        """Somebody unnamed of a ministry is of no country that is only mentioned before."""
        text = "Ukraine has lost much. A Ministry of Defence spokesperson in London said no."
        assert who(text, "A Ministry of Defence spokesperson in London")[0][1] == "eu"

    def test_capital_at_the_start(self):
        """A capital in which something is, at the start of a sentence, too, tells whose a ministry is."""
        text = "Ukraine fought. In Kabul it rained. The interior ministry said no."
        assert who(text, "The interior ministry")[0][1] == "other"


class TestIntelligenceUpdate:
    @pytest.mark.parametrize("ministry", ["the Ministry of Defence", "the MoD"])
    def test_update(self, ministry):
        """An intelligence update is the British ministry's where the text names the country, whoever spoke before."""
        text = f"{RUSSIAN} said yes. In its latest intelligence update {ministry} said no. Britain sent more."
        assert last(text, RUSSIAN, ministry) == "UK Ministry of Defence"

    def test_without_the_country(self):
        """Without a British word nothing shows that it is."""
        text = f"{RUSSIAN} said yes. In its latest intelligence update the Ministry of Defence said no."
        assert last(text, RUSSIAN, "the Ministry of Defence") == "Russian Defense Ministry"

    def test_short(self):
        """The abbreviation alone is British where the text names the country, if no other's was called so before."""
        assert last(f"{RUSSIAN} said yes. British tanks came. The MoD said no.", RUSSIAN, "The MoD") == (
            "UK Ministry of Defence"
        )
        text = "The Russian MoD said yes. British tanks came. The MoD said no."
        assert last(text, "The Russian MoD", "The MoD") == "Russian Defense Ministry"


class TestTakenUp:
    def test_bloc(self):
        """ "The bloc" is the EU, but another union where that alone was named."""
        assert last("NATO met the EU. The bloc said no.", "The bloc") == "European Union"
        assert last("NATO met in Turku. The bloc said no.", "The bloc") == "NATO"

    def test_its(self):
        """A body that is a country's by "its" has the country's name and side."""
        text = "Ukraine grew. Its top brass said no. Its defence ministry said yes."
        assert who(text, "Its top brass", "Its defence ministry") == [
            ("top brass of Ukraine", "ukraine"),
            ("Ukrainian Defense Ministry", "ukraine"),
        ]

    @pytest.mark.parametrize("words", ["the agency’s press service", "agency’s press office"])
    def test_press_service(self, words):
        """The press service of "the agency" speaks for the agency that was named before."""
        assert last(f"The Federal Harbour Agency met, Tass said, citing {words}.", words) == "Federal Harbour Agency"


class TestNames:
    def test_two_of_one_surname(self):
        """Of two who share a surname that stands once each has it."""
        text = "Hosts Eero and Aino Laine came. “It rained,” said Mr Laine. “It did,” said Mrs Laine. “No,” he said."
        assert [n for n, _ in who(text, "Mr Laine", "Mrs Laine", "he")] == ["Eero Laine", "Aino Laine", "Eero Laine"]

    def test_list_of_fields(self):
        """What an office is for is nobody's name."""
        source = "Cabinet member for Health, Equalities and Public Order, Councillor Aino Aalto"
        assert last(f"{source}, said no.", source) == "Aino Aalto"

    def test_after_a_dash(self):
        """Who is named after a dash is whom the words before it describe; where the person is from is no part of it."""
        source = "a House of Representatives Democrat - Zoltrix Aalto of New Jersey"
        assert who(f"Later {source} - said no.", source) == [("Zoltrix Aalto", "us")]

    def test_acronym(self):
        """An institute's acronym is not whoever is called so."""
        text = "Senator Rand Paul said no. The RAND Corporation said yes. RAND said more. Rand left."
        names = [n for n, _ in who(text, "Senator Rand Paul", "The RAND Corporation", "RAND", "Rand")]
        assert names == ["Rand Paul", "RAND Corporation", "RAND Corporation", "Rand Paul"]

    @pytest.mark.parametrize("space", ["\t", "\u2009", "\u202f"])
    def test_other_spaces(self, space):
        """A tab or thin space parts the words of a name as a space does."""
        assert last(f"Volodymyr{space}Zelensky said no.", f"Volodymyr{space}Zelensky") == "Volodymyr Zelensky"

    def test_sign(self):
        """What somebody's sign says are the person's words."""
        assert last("Aino Aalto, a nurse, came. Aalto’s sign said no.", "Aalto’s sign") == "Aino Aalto"


class TestDeputies:
    def test_rank(self):
        """A deputy director sits in no parliament and is of no country named nearest."""
        source = "deputy director Aino Aalto"
        assert who(f"Russia grew, {source} said.", source) == [("Aino Aalto", "other")]

    def test_member(self):
        """A deputy alone does."""
        source = "deputy Aino Aalto"
        assert who(f"The State Duma met, {source} said.", source) == [("Aino Aalto", "russia")]

    @pytest.mark.parametrize("noun", ["update", "bulletin", "briefing"])
    def test_of_whom(self, noun):
        """What such a text adds is the words of the body that gave it out; one that nobody gave out is nobody's."""
        text = f"The British Ministry of Defence said in its daily {noun} that it rained. The {noun} said no."
        assert last(text, "The British Ministry of Defence", f"The {noun}") == "UK Ministry of Defence"
        assert last(f"Kherson was calm. The latest {noun} said no.", f"The latest {noun}") == "unknown"


class TestPeopleOfBodies:
    def test_soldiers(self):
        """Soldiers of whom no words give the side are of the one soldier's who spoke last, whoever was named since."""
        text = "Aino Aalto, a Ukrainian soldier, spoke. Russian troops came. Many soldiers spoke. Officers spoke."
        assert who(text, "Aino Aalto, a Ukrainian soldier", "Many soldiers")[-1][1] == "ukraine"

    def test_of_both_countries(self):
        """Officials of two countries are of no one side."""
        source = "Officials from both countries"
        assert who(f"A guest came to Ukraine. {source} spoke.", source) == [("unknown", "other")]

    def test_one_of_the_sources(self):
        """ "The official" takes up one of the sources, of whom it is said that it is an official."""
        text = "One of the sources, a US official, spoke. Ukraine and Russia waited. The official spoke."
        assert who(text, "One of the sources, a US official", "The official")[-1] == ("unknown", "us")

    def test_its_leaders(self):
        """ "Its leaders" are of the country that its sentence is about; of one of two it is open of which."""
        assert who("Ukraine waited. Its leaders spoke.", "Its leaders") == [("unknown", "ukraine")]
        text = "Throughout Russia's war on Ukraine, its leaders spoke."
        assert who(text, "its leaders") == [("unknown", "unknown")]


class TestNamedSince:
    def test_ministry(self):
        """ "The Ministry of Defence" is the one named with its country since another land's spoke."""
        text = (
            "Russia's Ministry of Defence spoke. The UK Ministry of Defence was silent. The Ministry of Defence spoke."
        )
        start = text.rindex("The Ministry of Defence")
        source = text[start : start + 23]
        assert last(text.replace("The UK", "Now the UK"), RUSSIAN, source) == "UK Ministry of Defence"
        text = "Russia's Ministry of Defence spoke. The UK Ministry of Defence was silent, but the department spoke."
        assert last(text, RUSSIAN, "the department") == "UK Ministry of Defence"


class TestPartyNames:
    @pytest.mark.parametrize(
        ("source", "name", "side"),
        [
            ("The Social Democrats, Greens and Neos", "Social Democrats", "other"),
            ("The Christian Democrats", "Christian Democrats", "other"),
            ("House Democrats", "Democratic Party", "us"),
        ],
    )
    def test_democrats(self, source, name, side):
        """Democrats of other countries are no party of the US, and nobody's surname."""
        assert who(f"It rained. {source} spoke.", source) == [(name, side)]

    def test_another_party(self):
        """A party's leader is nobody who is called the leader of another one."""
        text = "Social Democrat leader Aino Aalto spoke. The Freedom Party's fiery leader spoke."
        assert last(text, "Social Democrat leader Aino Aalto", "The Freedom Party's fiery leader") == "unknown"


class TestWords:
    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("More than 12,000 people", "More than 12,000 people"),
            ("Pentagon press secretary Brig. Gen. Pat Ryder", "Pat Ryder"),
        ],
    )
    def test_marks_inside(self, source, name):
        """A comma in a number and the full stop of a rank end no name."""
        assert last(f"It rained, {source} said.", source) == name
