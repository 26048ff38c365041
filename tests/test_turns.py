"""Documents that are somebody's own words become statements paragraph by paragraph, or turn by turn."""

import pytest

from toolkit.errors import ToolkitError
from toolkit.extract.labels import find_turns
from toolkit.extract.turns import extract_turns, speaker_of_title
from toolkit.lexicon import fold
from toolkit.model import Article
from toolkit.pipeline import Settings, process_article

SPEECH = (
    "Dear friends! I thank you for coming. We have waited for this day.\nToday we open our new bridge, and I am glad."
)
BRIEFING = (
    "Aino Aalto: Good morning. We begin with the harbour.\nQuestion: When does it open?\n"
    "Aino Aalto: In May.\nEero Virtanen: I would add that our ships are ready."
)


def spoken(text, **facts):
    """What each statement says and who says it."""
    settings = Settings(documents=facts.pop("documents", "auto"))
    article = Article("a", text, date="2023-05-01", **facts)
    return [(s.words(text), s.speaker.name) for s in process_article(article, settings).statements]


class TestSpeech:
    @pytest.mark.parametrize(
        "title",
        [
            "Address by President Aino Aalto",
            "We are ready - speech by Aino Aalto at the harbour",
            "Aino Aalto's address",
        ],
    )
    def test_speaker_of_the_title(self, title):
        """The title says whose words they are; each paragraph is one statement."""
        assert spoken(SPEECH, title=title) == [(line, "Aino Aalto") for line in SPEECH.split("\n")]

    def test_office_of_the_title(self):
        """An office in the title is its holder on that day."""
        assert {who for _, who in spoken(SPEECH, title="Address by the President of Ukraine")} == {"Volodymyr Zelensky"}

    def test_speaker_of_the_row(self):
        """A speaker column is enough."""
        assert {who for _, who in spoken(SPEECH, speaker="Eero Virtanen")} == {"Eero Virtanen"}

    def test_a_long_paragraph_is_cut(self):
        """A page that lost its line breaks is cut at the ends of sentences, and no word is lost."""
        text = "I say that we are ready today. " * 100
        pieces = [words for words, _ in spoken(text, speaker="Aino Aalto")]
        assert len(pieces) > 1
        assert all(len(piece) <= 1500 and piece.endswith(".") for piece in pieces)
        assert " ".join(pieces).split() == text.split()

    def test_news_about_a_speech_is_news(self):
        """An article that reports a speech is not the speech."""
        text = "Aino Aalto spoke at the harbour. The bridge opens in May, she said."
        assert extract_turns(Article("a", text, title="Speech by Aino Aalto opens bridge")) is None

    def test_marked_in_the_rule(self):
        """The rule says that and why a document was taken for a speech."""
        [first, _] = process_article(Article("a", SPEECH, speaker="Aino Aalto")).statements
        assert (first.rule, first.kind, first.source, first.cue) == ("speech: paragraph", "direct", None, None)


class TestMessage:
    def test_quoted_part(self):
        """ "The message reads, in part:" gives the quotation to whoever sent it."""
        text = (
            'The message reads, in part: "I wish you all success in your great work for our common harbour and trade."'
        )
        assert spoken(text, title="Message from Aino Aalto") == [(text[text.index('"') :], "Aino Aalto")]

    def test_office_of_the_site(self):
        """Without a name it is the office on whose site it stands."""
        text = (
            'The message reads, in part: "I wish you all success in your great work for our common harbour and trade."'
        )
        assert spoken(text, url="http://en.kremlin.ru/events/1")[0][1] == "Kremlin"


class TestTranscript:
    def test_turns(self):
        """A label names the speaker of the words after it; a question without a name is nobody's statement."""
        assert spoken(BRIEFING) == [
            ("Good morning. We begin with the harbour.", "Aino Aalto"),
            ("In May.", "Aino Aalto"),
            ("I would add that our ships are ready.", "Eero Virtanen"),
        ]

    def test_labels_within_a_line(self):
        """Labels are found in a text that lost its line breaks."""
        assert len(find_turns(BRIEFING.replace("\n", " "))) == 4

    @pytest.mark.parametrize("label", ["Prime Minister of Finland Aino Aalto", "Aino Aalto (retranslated)"])
    def test_titles_in_labels(self, label):
        """A title or a note in a label does not hide the name."""
        text = f"{label}: We agree. Question: On what? {label}: On our trade, I think."
        assert {who for _, who in spoken(text)} == {"Aino Aalto"}

    @pytest.mark.parametrize(
        "text",
        [
            "Read more: Five ships left the harbour. Photo: Eero Virtanen. The mayor said that they would return.",
            "The minister named three goals: Peace, trade and rest. Once again: Trade matters, he said.",
        ],
    )
    def test_no_label(self, text):
        """A colon after words that are no name makes no turn."""
        assert extract_turns(Article("a", text)) is None


class TestLabels:
    """Whoever is introduced by a label is not taken for the speaker before."""

    FIRST = "Aino Aalto: We begin. "

    @pytest.mark.parametrize(
        ("label", "speaker"),
        [
            ("Minister of Trade Zzyx Qorl Qorl ZzyxMinister of Trade", "Minister of Trade Zzyx Qorl"),
            ("Zzyx Maria Qorl Qorl Zzyx MariaHead of the Trade Agency(ZTA) (retranslated)", "Zzyx Maria Qorl"),
            ("Ships CEO Zyotr Qorl Qorl ZzyotrShips CEO", "Ships CEO Zyotr Qorl"),
            ("President of the Republic of Zzyxland Zzyx Qorl", "President of the Republic of Zzyxland Zzyx Qorl"),
            ("Deputy Prime Minister – Chief of Staff Eero Virtanen", None),
            ("Eero Virtanen, Head of the Trade Agency (ZTA)", None),
            ("Eero Virtanen(on the Congress of Ships)", "Eero Virtanen"),
            ("Ships newspaper correspondent Eero Virtanen", None),
        ],
    )
    def test_forms(self, label, speaker):
        """Cards of persons on a page, offices before unknown names, notes, offices after the name."""
        text = f"{self.FIRST}{label}: Thank you."
        assert [found.of(text) for found, _ in find_turns(text)] == ["Aino Aalto", speaker or label]

    def test_a_name_after_its_office(self):
        """A name that stood after an office labels later turns alone."""
        text = f"{self.FIRST}President of Zzyxland Qorl Zzyx: Yes. Aino Aalto: Good. Qorl Zzyx: Indeed."
        assert len(find_turns(text)) == 4

    def test_unknown_names_in_a_long_transcript(self):
        """Where many speak, a label in the form of a name is one; words that the text writes small are a heading."""
        text = f"{self.FIRST * 3}Zzyx Qorl: When? Our Ships: They sail. Our ships are old."
        assert [label.of(text) for label, _ in find_turns(text)] == ["Aino Aalto"] * 3 + ["Zzyx Qorl"]

    def test_a_lost_full_stop(self):
        """A name that labels other turns is a label after an unfinished sentence, too."""
        text = f"{self.FIRST}Eero Virtanen: Thank you Aino Aalto: Yes. I told Zzyx Qorl: No."
        assert [label.of(text) for label, _ in find_turns(text)] == ["Aino Aalto", "Eero Virtanen", "Aino Aalto"]

    @pytest.mark.parametrize("told", ["I told Eero Virtanen: No.", "I agree with Eero Virtanen: No."])
    def test_somebody_told(self, told):
        """A name that a sentence governs is no label, though it labels other turns."""
        text = f"{self.FIRST}Eero Virtanen: Yes. Aino Aalto: We met. Then {told}"
        assert len(find_turns(text)) == 3

    @pytest.mark.parametrize(
        "line", ["Zzyx Qorl: You lie.", "CNN: You lie.", "10:32 Zzyx Qorl: You lie.", "- Dr. Qorl (Turku): you lie."]
    )
    def test_strangers_at_line_starts(self, line):
        """Where labels stand at the start of lines, whatever stands like one there begins another turn."""
        found = spoken(f"Aino Aalto: We begin, I think.\n{line}\nAino Aalto: I do not.")
        assert [who for _, who in found][::2] == ["Aino Aalto", "Aino Aalto"]
        assert found[1][0].lower() == "you lie." and found[1][1] != "Aino Aalto"

    def test_labels_of_one_name(self):
        """Bare surnames are labels where somebody asks."""
        text = (
            "Virtanen: We are ready.\nQuestion: When?\nVirtanen: Tomorrow, I think.\nQuestion: And then?\nVirtanen: No."
        )
        speech = extract_turns(Article("a", text))
        assert [s.words(text) for s in speech.statements] == ["We are ready.", "Tomorrow, I think.", "No."]

    def test_long_titles(self):
        """A speaker's office may be long."""
        title = "Address by the Head of the Office of the President of Finland Aino Aalto to the ministers of trade"
        assert speaker_of_title(title) == "the Head of the Office of the President of Finland Aino Aalto"

    def test_labels_in_capitals(self):
        """ "MR PRICE" is whom the heading calls Ned Price; what nobody with a name asks is left out."""
        text = "Ned Price, Spokesperson\n\nMR PRICE: Good day. I am glad.\nQUESTION: And we?\nMR PRICE: I cannot say."
        assert [who for _, who in spoken(text)][-2:] == ["Ned Price", "Ned Price"]
        assert "And we?" not in [words for words, _ in spoken(text)]

    @pytest.mark.parametrize(
        ("label", "name"),
        [
            ("Chief of Staff of President Putin Eero Virtanen", "Eero Virtanen"),
            ("Spokesman for President Zelensky Serhii Nykyforov", "Serhii Nykyforov"),
            ("Eero Virtanen, adviser to Sergei Lavrov", "Eero Virtanen"),
        ],
    )
    def test_whom_a_label_names_besides(self, label, name):
        """The speaker is the name at the end of a label or before its comma, not whom it names as well."""
        text = f"Dmitry Peskov: We begin. Andriy Yermak: I agree. {label}: I have no date."
        assert spoken(text)[-1] == ("I have no date.", name)

    def test_in_a_heading(self):
        """The first label may stand within a heading, even after another person's name."""
        heading = "Talks with President of Zzyxland Zzyx Qorl President of Finland Aino Aalto"
        text = f"{heading}: We met. Aino Aalto: And talked."
        assert [label.of(text) for label, _ in find_turns(text)] == ["President of Finland Aino Aalto", "Aino Aalto"]

    def test_news_before_the_first_label(self):
        """What stands before the transcript is read as news about it."""
        news = "Aino Aalto opened the harbour. “Ships will come,” Eero Virtanen said before. "
        assert spoken(f"{news * 2}\n{BRIEFING}")[-3:] == spoken(BRIEFING)
        assert spoken(f"{news * 2}\n{BRIEFING}")[0] == ("“Ships will come,”", "Eero Virtanen")

    def test_news_after_the_last_turn(self):
        """What a paper tells after a transcript is news, too, and not said by the last speaker."""
        after = "The mayor then left for Turku.\n“Ships will come,” Zzyx Qorl said in Oslo.\nRead also: Ships leave"
        assert [who for _, who in spoken(f"{BRIEFING}\n{after}")] == [
            *(who for _, who in spoken(BRIEFING)),
            "Zzyx Qorl",
        ]

    def test_the_last_turn_may_tell(self):
        """The last speaker may say what others said, between words of his or her own."""
        text = f"{BRIEFING}\nThe mayor said so in May.\nI thank you all."
        assert [who for _, who in spoken(text)][-2:] == ["Eero Virtanen"] * 2

    def test_a_teaser_is_no_transcript(self):
        """News that goes on after the title of a video is not that person's speech."""
        told = "The army said that it was ready. Ships left the harbour and sailed. " * 4 + "We will know, it said. "
        text = f"{told}\nVideo Aino Aalto: Farming loses billions\n{told * 4}"
        assert extract_turns(Article("a", text)) is None


class TestNoSpeech:
    """Nothing is somebody's own words that only speaks of them."""

    FIRST = "I think that our ships are old, and we need new ones. I told my friends so. "

    @pytest.mark.parametrize(
        "title",
        ["Speech by Aino Aalto leaves me cold", "Aino Aalto's speech was a lie", "Article by Aino Aalto shocks us"],
    )
    def test_titles_about_a_speech(self, title):
        """A title that goes on with a verb is about the speech."""
        assert extract_turns(Article("a", self.FIRST, title=title)) is None

    def test_interview_whose_labels_say_nothing(self):
        """A dialogue whose speakers stay unknown is not all said by the person of the title."""
        text = f"Q: What do you need?\nZQ: {self.FIRST}\nQ: And now?\nZQ: {self.FIRST}"
        assert "Aino Aalto" not in {who for _, who in spoken(text, title="Interview with Aino Aalto")}

    @pytest.mark.parametrize(("asks", "answers"), [("Q", "A"), ("Question", "Answer")])
    def test_question_and_answer_in_one_line(self, asks, answers):
        """Of a question and its answer in one line the answer is said, by whom the title says is interviewed."""
        lines = ["When does it open? {}: In May, I hope.", "And then? {}: Then we go on, and we sail."]
        text = "\n\n".join(f"{asks}: {line.format(answers)}" for line in lines)
        said = [("In May, I hope.", "Aino Aalto"), ("Then we go on, and we sail.", "Aino Aalto")]
        assert spoken(text, title="Interview with Aino Aalto") == said

    def test_interview_without_labels(self):
        """An interview has two voices; where nothing parts them, it is read as news."""
        text = f"Do you think that we do enough?\n{self.FIRST}\nAnd now?\n{self.FIRST}"
        assert extract_turns(Article("a", text, title="Interview with Aino Aalto")) is None

    def test_headings_in_a_speakers_column(self):
        """Where a column names the speaker, headings with a colon leave the words to that speaker."""
        text = "".join(f"{heading}: {self.FIRST}\n" for heading in ("Energy Policy", "Foreign Trade", "Our Ships"))
        assert {who for _, who in spoken(text, speaker="Aino Aalto")} == {"Aino Aalto"}

    def test_headlines(self):
        """Headlines with a name and a colon above news make no transcript."""
        blog = "Aino Aalto: We see no reason for talks\nThe mayor said that our ships left. We bring you the latest.\n"
        assert extract_turns(Article("a", blog * 3)) is None

    def test_quoted_in_a_speech(self):
        """A label of somebody whom a speech quotes does not take the speech away from its speaker."""
        text = f"{self.FIRST}\nEero Virtanen: We will go on.\n{self.FIRST * 2}"
        assert {who for _, who in spoken(text, title="Speech by Aino Aalto")} == {"Aino Aalto"}

    def test_what_they_said(self):
        """A list of labelled quotations keeps each with its label."""
        text = 'Aino Aalto: "It is a shame."\n\nEero Virtanen: "We did it."\n\nZzyx Qorl: "No."'
        assert [who for _, who in spoken(text)] == ["Aino Aalto", "Eero Virtanen", "Zzyx Qorl"]

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Joint statement by Olaf Scholz and Emmanuel Macron", "Olaf Scholz and Emmanuel Macron"),
            ("Statement of the Leaders of the Five States", "Leaders of the Five States"),
        ],
    )
    def test_several_speakers(self, title, name):
        """A joint statement is nobody's alone, on whose site ever it stands."""
        [[_, who]] = spoken(self.FIRST, title=title, url="http://en.kremlin.ru/events/1")
        assert who == name

    def test_asides(self):
        """ "(Applause.)" is nobody's words."""
        assert [words for words, _ in spoken(f"{self.FIRST}\n(Applause.)", speaker="Aino Aalto")] == [
            self.FIRST.strip()
        ]


class TestOverride:
    def test_news(self):
        """The user can say that all documents are news."""
        assert extract_turns(Article("a", SPEECH, speaker="Aino Aalto"), documents="news") is None

    def test_speech(self):
        """The user can say that all documents are speeches; without a speaker it stays open whose."""
        assert spoken(SPEECH, documents="speech") == [(line, "unknown") for line in SPEECH.split("\n")]

    def test_wrong_word(self):
        """Another word is an error that lists what there is."""
        with pytest.raises(ToolkitError, match="auto, news, speech"):
            extract_turns(Article("a", SPEECH), documents="talk")


def test_an_empty_document():
    """An empty document has no turns."""
    assert extract_turns(Article("a", " \n")) is None
    assert find_turns("") == []


INTERVIEW = (
    "{0}\n\n{1}: Is the road open?\n\n{2}: It is open and it will stay open. We repaired it in May.\n\n"
    "{1}: And the bridge?\n\n{2}: The bridge is next. I promised that to the people."
)


@pytest.mark.parametrize(
    ("opening", "asks", "answers", "source", "turns"),
    [
        ("Ida Sand of this paper met Viktor Petrov, the mayor of Orlan.", "IS", "VP", "Viktor Petrov", 4),
        ("Ida Sand of this paper met Viktor Petrov, the mayor of Orlan.", "Q", "VP", "Viktor Petrov", 2),
        ("Ida Sand of this paper spoke with Mayor Viktor Petrov.", "Q", "A", "Viktor Petrov", 2),
        ("Viktor Petrov, the mayor of Orlan, spoke with this paper.", "Q", "A", "Viktor Petrov", 2),
        ("The mayor of Orlan met this paper.", "Q", "A", "A", 2),
        ("Ida Sand of this paper met Viktor Petrov, the mayor of Orlan.", "Sand", "Petrov", "Petrov", 4),
    ],
)
def test_interviews_by_initials(opening, asks, answers, source, turns):
    """In an interview initials, a last name, or Q and A stand for the persons whom its opening names in full."""
    text = INTERVIEW.format(opening, asks, answers)
    found = extract_turns(Article("a", text)).statements
    assert len(found) == turns
    assert found[-1].source.of(text) == source
    assert found[-1].content[0].of(text) == "The bridge is next. I promised that to the people."


@pytest.mark.parametrize("label", ["AA", "Aalto"])
def test_initials_of_the_title(label):
    """Initials or a last name stand for the person whom the title names in full, where a medium asks."""
    text = f"BBC: Are you ready?\n{label}: We are, and I thank you.\nBBC: When?\n{label}: Soon, I hope."
    found = spoken(text, title="Interview with Aino Aalto, mayor of Orlan")
    assert found == [("We are, and I thank you.", "Aino Aalto"), ("Soon, I hope.", "Aino Aalto")]


@pytest.mark.parametrize(("first", "second"), [("V.Putin", "J.R.Aalto"), ("V. Putin", "J. R. Aalto")])
def test_initials_before_surnames(first, second):
    """Initials before a surname are a label: of the tables, or of whom the text names."""
    text = (
        f"{first}: Trade grows, I think.\n{second}: We agree.\n{first}: I am glad.\n{second}: We too, Jon Aalto said."
    )
    assert [who for _, who in spoken(text)][:3] == ["Vladimir Putin", "Jon Aalto", "Vladimir Putin"]


@pytest.mark.parametrize("line", ["Note: The meeting ended at noon.", "Time: 12:40", "Photo: Ida Sand/Agency"])
def test_lines_of_the_page(line):
    """A note, a time or a credit is nobody's statement, and the turn goes on after it."""
    text = f"Aino Aalto: We begin, I think.\nQuestion: When?\nAino Aalto: I hope soon.\n{line}\nWe are ready."
    words = [words for words, _ in spoken(text)]
    assert words == ["We begin, I think.", "I hope soon.", "We are ready."]


def test_initials_of_nobody():
    """Capitals that are nobody's initials in the text are no turns of an interview, nor is one name."""
    text = "Ida Sand met the mayor.\n\nUN: Road closed\n\nThe road to Orlan is closed.\n\nEU: Road open\n\nIt is open."
    assert extract_turns(Article("a", text)) is None
    text = "Ida Orr spoke.\n\nOrr: We wait for our ships\n\nWe wait, she said.\n\nOrr: We sail\n\nWe sail, she said."
    assert extract_turns(Article("a", text)) is None


class TestCapitals:
    """Labels in capitals name whom they name in small letters, in a transcript or a few lines of one."""

    @pytest.mark.parametrize(
        ("label", "name", "side"),
        [
            ("LAVROV", "Sergei Lavrov", "russia"),
            ("SECRETARY BLINKEN", "Antony Blinken", "us"),
            ("FOREIGN MINISTER KULEBA", "Dmytro Kuleba", "ukraine"),
            ("ZELENSKYY", "Volodymyr Zelensky", "ukraine"),
        ],
    )
    def test_who(self, label, name, side):
        """By the actor tables on the day."""
        text = f"{label}: We will go on, and I say so.\nZZYX: We will see, I think. We must.\n{label}: I thank you."
        article = Article("a", text, date="2024-02-05")
        found = [s.speaker for s in process_article(article, Settings(engine="fast", scores=False)).statements]
        assert {(s.name, s.side) for s in found if fold(s.name) != "zzyx"} == {(name, side)}

    def test_bodies(self):
        """An acronym is a body's."""
        text = "NATO: We will go on, and we say so.\nZZYX: We will see, I think. We must.\nNATO: We thank you all."
        article = Article("a", text, date="2024-02-05")
        found = [s.speaker for s in process_article(article, Settings(engine="fast", scores=False)).statements]
        assert "NATO" in {s.name for s in found}
