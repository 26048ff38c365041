"""Descriptions that take somebody up: by age, office, ministry and place; and the side of what no table has."""

import pytest
from test_resolve import last, who


class TestAges:
    def test_of_an_age(self):
        """ "The 62-year-old" is who stands in the foreground, not somebody of another age."""
        text = "Aino Aalto, a nurse, came. Eero Laine, 30, left. The 62-year-old spoke."
        assert last(text, "The 62-year-old") == "Aino Aalto"
        assert last(text.replace("62", "30"), "The 30-year-old") == "Eero Laine"

    def test_apposition(self):
        """What follows after a comma names nobody else."""
        source = "the 34-year-old, a medallist at the 2012 London Olympics"
        assert last(f"Aino Aalto, a nurse, came. “It rains,” says {source}.", source) == "Aino Aalto"


class TestOffices:
    def test_another_ministry(self):
        """The minister of one ministry is not the only minister whom the article names."""
        text = "Russian Foreign Minister Sergei Lavrov came. The country's interior minister spoke."
        assert last(text, "The country's interior minister") == "unknown"
        assert last(text.replace("interior", "foreign"), "The country's foreign minister") == "Sergei Lavrov"

    def test_another_region(self):
        """The governor of one region is not the governor of another whom the article names."""
        text = "Belgorod governor Vyacheslav Gladkov came. The {} regional governor spoke."
        assert last(text.format("Belgorod"), "The Belgorod regional governor") == "Vyacheslav Gladkov"
        assert last(text.format("Luhansk"), "The Luhansk regional governor") != "Vyacheslav Gladkov"

    @pytest.mark.parametrize("title", ["", "Mr ", "Mrs. ", "Dr "])
    def test_spokesman_of_somebody(self, title):
        """Whom somebody speaks for, with or without a courtesy title, is not the speaker."""
        text = f"A spokesman for {title}Putin, Eero Laine, spoke."
        assert last(text, f"A spokesman for {title}Putin, Eero Laine") == "Eero Laine"
        assert last(f"An aide to {title}Putin spoke.", f"An aide to {title}Putin") != "Vladimir Putin"

    def test_of_a_region(self):
        """The office of a region, or of a land that no table has, is not the country's."""
        text = "US Attorney General Merrick Garland came. The {} spoke."
        assert last(text.format("attorney general"), "The attorney general") == "Merrick Garland"
        assert last(text.format("Texas attorney general"), "The Texas attorney general") == "unknown"
        assert last("The {} spoke.".format("Chechen president"), "The Chechen president") == "unknown"
        text = "President Vladimir Putin came. The president of {} spoke."
        assert last(text.format("Russia"), "The president of Russia") == "Vladimir Putin"
        assert last(text.format("Zembla"), "The president of Zembla") == "unknown"

    def test_presidents_office(self):
        """A president's office is of the president whom the words or the article mean, in every country alike."""
        source = "a spokesman for the {} president's office"
        for nation, side in (("Irish", "eu"), ("Russian", "russia"), ("Ukrainian", "ukraine")):
            named = source.format(nation)
            assert who(f"It rained, {named} said.", named)[-1][1] == side
        text = "{} came to Kyiv. The president's office spoke."
        office = "The president's office"
        assert last(text.format("French President Emmanuel Macron"), office) == "Emmanuel Macron's office"
        assert last(text.format("President Volodymyr Zelensky"), office) == "Office of the President of Ukraine"

    @pytest.mark.parametrize(("president", "side"), [("Russian", "russia"), ("Ukrainian", "ukraine")])
    def test_whom_somebody_meets(self, president, side):
        """Whom the subject of a sentence talks with is no description of the subject."""
        text = f"In talks with the {president} president, Aino Aalto agreed. Aalto spoke."
        assert who(text, "Aalto")[-1][1] == "other"
        text = f"The {president} president, Aino Aalto, agreed. Aalto spoke."
        assert who(text, "Aalto")[-1][1] == side

    def test_clause_about_somebody(self):
        """Whom a relative clause names is not whom the clause describes; an apposition is."""
        text = "Aino Aalto came. {} spoke."
        for source in ("a mediator who flew in to bring Aalto home", "the club to which Aalto belongs"):
            assert last(text.format(source), source) in {"mediator", "club", "unknown"}
        source = "the man who runs the harbour, Eero Laine,"
        assert last(text.format(source), source) == "Eero Laine"

    def test_company(self):
        """ "The company" is no government that spoke before."""
        text = "The German government spoke. Aaltonet built it. The {} spoke."
        assert last(text.format("company"), "The German government", "The company") != "German government"
        assert last(text.format("government"), "The German government", "The government") == "German government"

    def test_two_with_places(self):
        """Two people, each with a place, speak together."""
        source = "Two senators – Rep. Aino Aalto of Ohio and Sen. Eero Laine"
        assert last(f"{source} spoke.", source) == "Aino Aalto and Eero Laine"

    @pytest.mark.parametrize("leader", ["Putin", "Zelensky"])
    def test_against_somebody(self, leader):
        """Who is against somebody is not on that side; nor are several countries together on the first one's."""
        for source in (
            f"{leader}’s opponents",
            f"Critics of {leader}",
            "agencies in Ukraine, Russia and other countries",
        ):
            assert who(f"{source} spoke.", source)[-1][1] == "other"

    def test_words_by_an_official(self):
        """Comments by an official without a name are not of the country where they were made."""
        source = "comments by a top Russian official during a visit to Beijing"
        assert who(f"China was calm. According to {source}, it rained.", source)[-1] == ("unknown", "russia")

    def test_his_lawyer(self):
        """ "His lawyer" is nobody whom the article calls something else."""
        text = "Aino Aalto, a daughter of the farmer, came. His lawyer spoke."
        assert last(text, "His lawyer") == "unknown"
        assert last(text.replace("daughter", "lawyer"), "His lawyer") == "Aino Aalto"

    def test_on_air(self):
        """Where a description is spoken is no part of the office."""
        text = "The head of British diplomacy Liz Truss came. Prime Minister Boris Johnson left. It rained. {} spoke."
        source = "The head of British diplomacy on Sky News"
        assert last(text.format(source), source, date="2022-01-30") == "Liz Truss"

    def test_who_after_a_description(self):
        """ "Who" is the description that opens its sentence."""
        text = "Aino Aalto, a nurse, spoke. The Chinese leader, who said no, left."
        assert last(text, "Aino Aalto", "who", date="2023-05-01") == "Xi Jinping"


class TestPairs:
    def test_sides(self):
        """ "Both sides" are the two countries named before, whichever people were."""
        text = "Ukraine met Russia. Aino Aalto, a nurse, and Eero Laine, a nurse, came. Both sides spoke."
        assert last(text, "Both sides") == "Ukraine and Russia"

    def test_two_men(self):
        """ "The two men" are those who spoke together, or the two named last whatever their offices."""
        text = "Eero Laine, a mayor, and Adam Virtanen, a doctor, came. It rained. The two men spoke."
        assert last(text, "The two men") == "Eero Laine and Adam Virtanen"
        both = "Eero Laine and Adam Virtanen"
        text = f"{both} spoke. Otto Salo, a nurse, left. The two men spoke."
        assert last(text, both, "The two men") == "Eero Laine and Adam Virtanen"


class TestTakenUp:
    def test_administration(self):
        """ "The administration" is the one named before, of whichever country the sentence is."""
        text = "The Biden administration met Ukraine in Kyiv. Now the administration spoke."
        assert last(text, "the administration") == "Biden administration"

    def test_country(self):
        """ "The country" is the one named last."""
        assert who("Russia met Ukraine, as the country asked.", "the country") == [("Ukraine", "ukraine")]

    def test_report_of_an_agency(self):
        """ "The report" right after a news agency spoke is the agency's."""
        text = "The Kremlin spoke. Interfax spoke. The report said no."
        assert last(text, "The Kremlin", "Interfax", "The report") == "Interfax"
        assert last(text, "The Kremlin", "Interfax", "The report") != "Kremlin"

    def test_month(self):
        """A post from a month is not the month's."""
        assert last("One post from July of this year said no.", "One post from July of this year") == "unknown"

    def test_members(self):
        """Members of an alliance speak for the one that they name."""
        text = "The Council of the harbour spoke. Members of the Nato alliance said no."
        assert last(text, "The Council of the harbour", "Members of the Nato alliance") == "NATO"


class TestSidesWithoutTable:
    @pytest.mark.parametrize(
        "source",
        [
            "the independent Russian Telegram channel Puddle",
            "German business daily Wetterblatt",
            "the Washington-based think tank Quiet House",
            "a Fizzpop spokesperson",
            "her employer, a bakery in Texas",
        ],
    )
    def test_rest(self, source):
        """Independent media, think tanks and companies that no table has speak for no state."""
        assert who(f"Ukraine met Russia. It rains, {source} said.", source)[0][1] == "other"

    @pytest.mark.parametrize(
        ("source", "side"),
        [
            ("the Russian state newspaper Puddle", "russia"),
            ("officials of the 47th Mechanised Brigade", "ukraine"),
            ("Conservative US voices", "us"),
        ],
    )
    def test_state(self, source, side):
        """A state's newspaper, a unit and people of a nation have their side."""
        assert who(f"Ukraine met them. It rains, {source} said.", source)[0][1] == side

    def test_prisoner(self):
        """Who serves a sentence in a country does not serve the country."""
        text = "Eero Laine, who was serving a life sentence in Germany, came. Laine spoke."
        assert who(text, "Laine spoke"[:5])[0][1] == "other"

    def test_independent(self):
        """A common adjective is no newspaper's name."""
        source = "Western governments and independent analysts"
        assert last(f"{source} spoke.", source) == source

    def test_note(self):
        """An editor's note is nobody."""
        text = "Editor’s Note: It rains. The roof, they say, is wet."
        assert last(text, "they") == "unknown"

    def test_topic(self):
        """An adviser for a region speaks for the house where the office is."""
        text = "Aino Aalto, a senior director for Russia at the White House, spoke."
        assert who(text, "Aino Aalto") == [("Aino Aalto", "us")]

    @pytest.mark.parametrize("words", ["62, was detained in Moscow with her cousin", "is visiting a cousin in Moscow"])
    def test_what_somebody_suffers(self, words):
        """What somebody does or suffers says nothing of the side."""
        assert who(f"Aino Aalto, a nurse, came. Aalto, {words}. Aalto spoke.", "Aalto")[0][1] == "other"

    @pytest.mark.parametrize("word", ["cadet", "sniper", "machine-gunner"])
    def test_soldiers(self, word):
        """Whoever fights speaks for the country named nearest before."""
        source = f"Aino Aalto, a 26-year-old {word} from the harbour"
        assert who(f"Ukraine met them. {source}, spoke.", source) == [("Aino Aalto", "ukraine")]


class TestFarBack:
    def test_the_same_words(self):
        """ "The US official" is the unnamed one before, however far, not a person whom the article names."""
        text = f"A US official spoke. Defense Secretary Lloyd Austin spoke. {'It rained. ' * 200}The US official left."
        sources = "A US official", "Defense Secretary Lloyd Austin", "The US official"
        assert last(text, *sources, date="2024-09-01") == "unknown"


class TestSubjects:
    def test_of_the_sentence_before(self):
        """ "It" at the start of a sentence is the subject of the one before, if nobody spoke since."""
        text = "China spoke. It rained. Norway, which lies near Russia, is small. It said no."
        assert last(text.replace("It rained. ", ""), "China", "It") == "Norway"

    def test_of_several_words(self):
        """A body of several words that opens the sentence is what "it" is, whoever spoke before."""
        text = "The Kremlin spoke. Ukraine's defence intelligence has sent a tape of what it says is rain."
        assert who(text, "The Kremlin", "it")[-1] == ("Main Intelligence Directorate of Ukraine", "ukraine")


class TestPredicates:
    def test_of_people(self):
        """Only people live or come from somewhere: who does is a person."""
        text = "Brimma Bensley-Laine is from the council's garden project. She left."
        assert last(text, "She") == "Brimma Bensley-Laine"


class TestOtherOffices:
    def test_leader_of_another_land(self):
        """ "The Italian leader" is no other land's, though both are of one side."""
        text = "German Chancellor Olaf Scholz came. It rained. The Italian leader spoke."
        assert last(text, "The Italian leader", date="2024-10-10") == "Giorgia Meloni"

    def test_top_diplomat(self):
        """A top diplomat is no prime minister."""
        text = "Hungarian Prime Minister Viktor Orban came. The bloc's top diplomat spoke."
        assert last(text, "The bloc's top diplomat", date="2024-07-22") == "unknown"

    def test_of_a_staff(self):
        """A body that ends an office does not hide whose it is."""
        source = "Russia's Chief of General Staff Valery Gerasimov"
        assert last(f"{source} spoke.", source) == "Valery Gerasimov"

    def test_bureau_chief(self):
        """A medium's former bureau chief does not speak for the place of the bureau."""
        source = "Aino Aalto, the network's former Moscow bureau chief"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "other")]

    def test_firm(self):
        """The president of a firm is of no land."""
        source = "Aino Aalto, president of Puddle & Harbour Consulting"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "other")]


class TestBloggers:
    def test_of_the_war(self):
        """Bloggers of a war speak for the side whose they are, under their own words; others are private persons."""
        assert who("Russian military bloggers spoke.", "Russian military bloggers") == [
            ("Russian military bloggers", "russia")
        ]
        assert (
            who("Russian military blogger Eero Laine spoke.", "Russian military blogger Eero Laine")[0][1] == "russia"
        )
        assert who("Military bloggers spoke.", "Military bloggers")[0][1] == "other"
        assert who("Russian fashion bloggers spoke.", "Russian fashion bloggers")[0][1] == "other"


class TestNamesInSources:
    @pytest.mark.parametrize(
        ("source", "name", "side"),
        [
            ("a Ukrainian soldier who uses the moniker “Puddle”", "Puddle", "ukraine"),
            ("the Ukrainian soldier, identified as Aino", "Aino", "ukraine"),
            ("Laine's eldest son, Adam", "Adam", "other"),
            ("One of its younger members, Albert", "Albert", "other"),
            ("party leader Jordan Aalto", "Jordan Aalto", "other"),
            ("Sen. J.D. Vance (Ohio) and others", "JD Vance", "us"),
        ],
    )
    def test_name_and_side(self, source, name, side):
        """A first name or a call sign that ends a source is the speaker's; the words before it give the side."""
        assert who(f"It rains, {source}, said.", source, date="2024-05-01") == [(name, side)]

    @pytest.mark.parametrize("words", ["Global Images Ukraine/Getty Images Sergei Lavrov", "Getty Images Lavrov"])
    def test_images(self, words):
        """A photograph's credit is no part of a name."""
        assert last(f"It rained. Photo by {words} spoke.", words.rpartition("Images ")[2]) == "Sergei Lavrov"

    def test_including(self):
        """Whom a group includes does not speak alone, whatever title has a full stop."""
        source = "Senior Democrats, including their chairman Sen. Aino Aalto"
        assert last(f"{source}, spoke.", source) != "Aino Aalto"

    @pytest.mark.parametrize("name", ["Telegram", "Economist Intelligence Unit"])
    def test_bodies(self, name):
        """A platform or a unit is no person."""
        text = f"Ukraine met them. The head of {name} left. {name} spoke."
        assert who(text, f"{name} spoke"[:-6])[-1][1] == "other"

    def test_former(self):
        """A former commander of no country speaks for none, whatever word stands between."""
        source = "Former army chemical weapons commander Aino Aalto"
        assert who(f"Ukraine met them. It rains, {source} said.", source) == [("Aino Aalto", "other")]
        other = source.replace("army", "US army")
        assert who(f"Ukraine met them. It rains, {other} said.", other) == [("Aino Aalto", "us")]

    def test_where_the_source_begins(self):
        """What stands before the source is no part of the title."""
        source = "Deputy Secretary of the US Treasury Eero Laine"
        text = f"It was a speech at the Institute of Quiet Harbours {source} said."
        assert who(text, source) == [("Eero Laine", "us")]

    @pytest.mark.parametrize("shown", ["Imma, 68, sat outside.", "Outside was Imma, who stroked her beard."])
    def test_shown(self, shown):
        """An age or what somebody does with "his" or "her" shows that one word is a person's name."""
        assert last(f"{shown} It was cold, she said.", "she") == "Imma"

    def test_military_commentators(self):
        """Commentators on an army do not speak for it."""
        assert who("Some Ukrainian military commentators spoke.", "Some Ukrainian military commentators") == [
            ("unknown", "other")
        ]


class TestCountriesInWords:
    def test_center(self):
        """A country inside the name of a research centre is what it studies."""
        source = "Aino Aalto, head of the Quiet Russia Eurasia Center"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "other")]

    def test_language(self):
        """A language is no country."""
        assert who("The English-language club Puddle spoke.", "The English-language club Puddle")[0][1] == "other"

    def test_part_of_a_group(self):
        """ "Some of the" is no part of a name."""
        assert last("Some of the Russian fans spoke.", "Some of the Russian fans") == "Russian fans"

    def test_beside_a_body(self):
        """Investigators without a country are of the body that speaks in their sentence."""
        text = "Russia met Russia. The US Justice Department ordered a list of what investigators say are roofs."
        assert who(text, "The US Justice Department", "investigators")[-1][1] == "us"


class TestInsideADescription:
    def test_a_source_close_to_somebody(self):
        """Whom the words of an unnamed source name is not that source, when a pronoun takes it up."""
        text = "A source close to Eero Laine said no. “Wait,” he said."
        assert last(text, "A source close to Eero Laine", "he") == "unknown"
        assert last(text.replace("A source close to ", ""), "Eero Laine", "he") == "Eero Laine"

    @pytest.mark.parametrize("name", ["Moody's", "Moody’s", "General Motors", "McDonald's"])
    def test_firms_named_like_people(self, name):
        """A firm whose name sounds like a person's, or begins with a rank, is a firm."""
        [(found, side)] = who(f"Talks went on in Russia. {name} spoke.", name)
        assert (found, side) == (name.replace("’", "'"), "other")

    def test_a_country_that_is_spoken_of(self):
        """The country that is named only after an office, as what is spoken of, is not the office's."""
        text = "{}A spokesman, Eero Laine, said Russia had stopped the convoy."
        assert who(text.format(""), "A spokesman, Eero Laine") == [("Eero Laine", "other")]
        assert who(text.format("Talks in Ukraine ended. "), "A spokesman, Eero Laine") == [("Eero Laine", "ukraine")]

    @pytest.mark.parametrize(("whose", "side"), [("Ukraine's", "ukraine"), ("The UN's", "other")])
    def test_a_watchdog_of_a_country(self, whose, side):
        """A country's own watchdog is not the United Nations', whose name says so."""
        [(name, found)] = who(f"Talks in Kyiv ended. {whose} nuclear watchdog spoke.", f"{whose} nuclear watchdog")
        assert (found, name == "International Atomic Energy Agency") == (side, side == "other")
