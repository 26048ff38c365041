"""Papers that are taken up, documents of several, soldiers without a rank, people introduced late or misspelt."""

import pytest
from test_resolve import last, who

from toolkit.model import Article, Span, Statement
from toolkit.resolve import resolve_speakers


class TestPapers:
    def test_the_paper(self):
        """ "The paper" is the newspaper named last, not the one that the words took up before."""
        text = "The Daily Express spoke. The paper said no. The Daily Mirror came. The paper said yes."
        assert [n for n, _ in who(text, "The Daily Express", "The paper", "The paper")] == [
            "Daily Express",
            "Daily Express",
            "Daily Mirror",
        ]

    def test_broadcaster(self):
        """No broadcaster or agency is a paper."""
        text = "The Daily Express spoke. The BBC came. The paper said no."
        assert last(text, "The Daily Express", "The paper") == "Daily Express"

    def test_own_outlet(self):
        """Whoever cannot verify what others say is the article's own outlet, and no source."""
        text = "DeepState spoke. The BBC cannot independently verify it. The outlet said no."
        assert last(text, "DeepState", "The outlet") == "DeepState"


class TestBodies:
    def test_kind_of_body(self):
        """An international nonprofit is no state's and no union of states."""
        text = "The UN met. Oxfam said no. The international nonprofit said more."
        assert last(text, "Oxfam", "The international nonprofit") == "Oxfam"

    def test_administration(self):
        """ "The administration" is that of the president named before."""
        assert last("President Joe Biden came. The administration said no.", "The administration") == (
            "Biden administration"
        )

    def test_country_before_a_body(self):
        """A body of the tables is found after its country's word and an article."""
        assert who("It burns, the US Pentagon said.", "the US Pentagon") == [("Pentagon", "us")]

    def test_name_after_a_comma(self):
        """A body is the one that is named after what it is."""
        source = "The UN agency for Palestinian refugees, UNRWA"
        assert last(f"{source}, said no.", source) == "UNRWA"

    def test_aid_organisation(self):
        """An aid organisation is the last one that spoke under a name, though no table has it."""
        text = "The Quiet Harbour Network said no. The government met. The aid organisation said more."
        assert last(text, "The Quiet Harbour Network", "The aid organisation") == "Quiet Harbour Network"

    def test_whom_firms_deal_with(self):
        """Whom a firm sells to is not whose it is; nor is a tribunal of the land where it sits."""
        assert who("Three firms that sell to US shops spoke.", "Three firms that sell to US shops")[0][1] == "other"
        source = "An international tribunal in The Hague"
        assert who(f"{source} ruled.", source)[0][1] == "other"

    def test_who(self):
        """ "Who" directly after a body is the body, but not a party's people."""
        assert last("It fell, said the Israel Defense Forces (IDF) who added no more.", "who") == (
            "Israel Defense Forces"
        )
        assert last("It was told by Senate Republicans, who said no.", "who") == "Senate Republicans"

    @pytest.mark.parametrize(("land", "side"), [("Canada", "other"), ("Britain", "eu")])
    def test_party_of_two_countries(self, land, side):
        """A party's name that two countries have is of the one that the text names."""
        source = "Conservative leader Aino Aalto"
        assert who(f"{land} voted in Russia. {source} said no.", source) == [("Aino Aalto", side)]
        assert who(f"{land} voted. The Conservatives said no.", "The Conservatives")[0][1] == side

    def test_far_from_the_attacked(self):
        """Where only an attacker is named near a local office, it is of the place named farther before."""
        filler = "It was dark and it was cold, and nobody came. " * 12
        text = f"Kharkiv was quiet. {filler}Russian missiles fell, the regional prosecutor’s office said."
        assert who(text, "the regional prosecutor’s office")[0][1] == "ukraine"


class TestDocuments:
    def test_of_several(self):
        """A statement of several states is no single one's."""
        source = "A joint statement between the US, Qatar and Egypt"
        assert who(f"{source} said no.", source) == [("US, Qatar and Egypt", "other")]

    def test_first_of_its_kind(self):
        """What stands beside a document does not tell whose it is."""
        text = "Chancellor Olaf Scholz spoke. The document, the first of its kind in Russia, says no."
        source = "The document, the first of its kind in Russia"
        assert last(text, "Chancellor Olaf Scholz", source) == "Olaf Scholz"


class TestSides:
    def test_enlisted(self):
        """Whoever joined a country's army speaks for it, whatever else is unknown."""
        text = "Eero joined the Ukrainian army in 2022. “No,” Eero said."
        assert who(text, "Eero")[0][1] == "ukraine"
        assert who("Aino Aalto served in the Russian army. “No,” Aalto said.", "Aalto")[0][1] == "russia"

    def test_of_a_unit(self):
        """The commander of a unit of a country is of the country."""
        source = "One Ukrainian squad commander, Aino Aalto"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "ukraine")]

    def test_university(self):
        """A director at a university speaks for no country."""
        source = "Aino Aalto, director of the Harbour Institute at the University of London"
        assert who(f"{source}, spoke.", source) == [("Aino Aalto", "other")]

    @pytest.mark.parametrize(
        "source", ["World leaders allied to Ukraine", "Domestic and foreign opponents of Vladimir Putin"]
    )
    def test_beside_and_against(self, source):
        """Allies and opponents of somebody do not speak for him."""
        assert who(f"{source} spoke.", source)[0][1] == "other"


class TestPeople:
    def test_several(self):
        """ "Many of them" is no single person's words."""
        text = "Eero Laine, a farmer, spoke. Many of them said no."
        assert last(text, "Eero Laine", "Many of them") == "unknown"

    def test_mother(self):
        """The mother of somebody is not this person."""
        assert last("The mother of Aino Aalto said no.", "The mother of Aino Aalto") != "Aino Aalto"

    def test_age_of_a_new_person(self):
        """An age that opens a sentence is that of whom the sentence before introduces."""
        text = "Eero Laine spoke. Laine praised the farmer Adam Virtanen. The 39-year-old said no."
        assert last(text, "Eero Laine", "The 39-year-old") == "Adam Virtanen"

    def test_one_of_several_experts(self):
        """Somebody who is introduced as one of several is the one who is named and speaks next."""
        source = "one of Finland’s leading strategists"
        text = f"It rained, {source} said. Aino Aalto, a strategist, said more."
        assert who(text, source, "Aino Aalto, a strategist")[0][0] == "Aino Aalto"

    def test_analyst(self):
        """No head of state is called the analyst."""
        text = "Aino Aalto, a scholar, spoke. President Emmanuel Macron came. Macron left. The analyst said no."
        assert last(text, "Aino Aalto", "The analyst") == "Aino Aalto"

    def test_subject_of_the_sentence(self):
        """A pronoun is the only person of its gender with whom the narrator's sentence begins."""
        text = "Aino Aalto, a nurse, spoke. Anna Laine waited until Eero Laine left before she said no."
        assert last(text, "Aino Aalto", "she") == "Anna Laine"

    def test_after_a_body(self):
        """A free-standing quotation after a sentence on somebody is this person's, not the body's that spoke before."""
        text = "Aino Aalto, a nurse, came. The council said no. Her home is gone. “It burns.”"
        start = text.index("The council")
        told = Statement((Span(start + 17, start + 19),), "indirect", source=Span(start, start + 11))
        free = Statement((Span(text.index("“"), len(text)),), "direct")
        assert resolve_speakers(Article("a", text), [told, free])[1].speaker.name == "Aino Aalto"

    def test_letter_lost(self):
        """A surname that lost a letter is that of who holds the same rank."""
        text = "General Eero Pacek came. General Pack said no."
        assert last(text, "General Pack") == "Eero Pacek"

    def test_hyphened_title(self):
        """A title with a hyphen is no part of a name."""
        source = "his daughter, Vice-President Zoltrix Aalto"
        assert last(f"It rained, {source} said.", source) == "Zoltrix Aalto"

    def test_called_king(self):
        """A title may be a surname."""
        assert last("It rained, WHO official Andrea King said.", "WHO official Andrea King") == "Andrea King"

    def test_two_spellings(self):
        """One of the tables who is spelt in two ways is one person."""
        text = "Minister Sergei Ławrow met Sergey Lavrov’s aide Eero Laine. “No,” he said. Lavrov left."
        assert last(text, "he") in {"Sergei Lavrov", "Eero Laine"}

    def test_lecturer(self):
        """ "Who" after somebody of a place is this one person, of no side."""
        text = "It tells of a senior lecturer from King's institute of psychiatry, who says no."
        assert who(text, "who") == [("unknown", "other")]
