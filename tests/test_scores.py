"""Scores by rules: framing, certainty, acts, targets, names, and the operational code."""

from itertools import pairwise
from typing import ClassVar

import pytest

from toolkit.lexicon import Parties, Party
from toolkit.model import Article, Result, Span, Speaker, Statement, from_dict, to_dict
from toolkit.score.acts import find_act
from toolkit.score.certainty import score_certainty
from toolkit.score.framing import score_framing
from toolkit.score.inputs import statement_pieces
from toolkit.score.mentions import find_mentions, mask_names
from toolkit.score.rows import find_rows
from toolkit.score.targets import all_candidates, find_candidates, find_implied, read_surroundings
from toolkit.score.vics import operational_code
from toolkit.score.vics_verbs import code_verbs, score_operational_code
from toolkit.table import articles_frame, from_frame, to_frame


def whole(text, cue=None, kind="direct"):
    """A statement that is the text after its cue."""
    start = len(cue) + 1 if cue else 0
    return Statement((Span(start, len(text)),), kind, cue=Span(0, len(cue)) if cue else None)


class TestFraming:
    @pytest.mark.parametrize(
        ("framing", "cue"),
        [("neutral", "said"), ("endorsing", "pointed out"), ("endorsing", "admitted"), ("distancing", "claimed"),
         ("distancing", "has been alleging"), ("neutral", "according to"), ("neutral", "exclaimed")],
    )  # fmt: skip
    def test_cue_verbs(self, framing, cue):
        """The reporter's verb adds belief or doubt; said adds nothing, and exclaimed is not claimed."""
        assert score_framing(f"{cue} it rains", whole(f"{cue} it rains", cue)) == framing

    def test_no_cue(self):
        """A free-standing quotation has no framing."""
        assert score_framing("It rains", whole("It rains")) is None


class TestCertainty:
    @pytest.mark.parametrize(
        ("value", "words", "text"),
        [
            ("asserted", None, "The bridge is closed"),
            ("hedged", "may", "The bridge may close"),
            ("hedged", "perhaps", "It is perhaps true"),
            ("conditional", "only if", "We will come only if you do"),
            ("denied", "did not", "We did not do it"),
            ("denied", "not true", "That is not true"),
            ("asserted", None, "The bridge could not hold them"),
            ("asserted", None, "They came in May"),
            ("asserted", None, "They behaved as if it were a game"),
            ("denied", "a lie", "It is a lie that they came"),
            ("denied", "are lies", "These are lies"),
            ("denied", "is false", "The report is false"),
            ("asserted", None, "The responsibility lies with them"),
            ("asserted", None, "They spread lies under false pretexts"),
        ],
    )
    def test_words_that_decide(self, value, words, text):
        """The class comes with the words that decide it; a month, "as if" and "could not" decide nothing."""
        found = score_certainty(text, whole(text))
        assert (found.value, found.words and found.words.of(text)) == (value, words)

    def test_cue_decides(self):
        """Denied and hoped are said by the reporter, and decide before the content."""
        assert score_certainty("denied it may rain", whole("denied it may rain", "denied")).value == "denied"
        assert score_certainty("hoped it rains", whole("hoped it rains", "hoped")).value == "hedged"


class TestActs:
    @pytest.mark.parametrize(
        ("kind", "cue", "content"),
        [
            ("comment", "said", "the road is long"),
            ("accuse", "accused", "them of theft"),
            ("praise", "thanked", "the team"),
            ("appeal", "urged", "all to vote"),
            ("threaten", "said", "we will strike back"),
            ("reject", "said", "we will not come"),
            ("offer", "said", "we will provide tents"),
            ("intend to cooperate", "said", "we are ready for dialogue"),
            ("criticise", "slammed", "the plan"),
            ("demand", "demanded", "an answer"),
        ],
    )
    def test_kinds(self, kind, cue, content):
        """The cue decides before the content."""
        text = f"{cue} {content}"
        assert find_act(text, whole(text, cue)).kind == kind

    @pytest.mark.parametrize(
        ("kind", "cue", "content", "posture"),
        [
            ("threaten", "promised", "them a bitter winter", -0.9),
            ("intend to cooperate", "promised", "them a warm winter", 0.9),
            ("intend to cooperate", "vowed", "to share the harvest", 0.8),
            ("threaten", "vowed", "to burn the harvest", -0.8),
            ("demand", "urged", "them to leave the valley at once", -0.9),
            ("appeal", "urged", "all to vote", 0.1),
            ("comment", "praised", "nobody in the valley", -0.6),
            ("criticise", "defended", "the wall, since the mill is a disgrace", -0.6),
            ("comment", "said", "there is no hope of a compromise", -0.7),
        ],
    )
    def test_posture(self, kind, cue, content, posture):
        """A clear posture rules out acts of the other sign; a promise of harm is a threat, a rough appeal a demand."""
        text = f"{cue} {content}"
        assert find_act(text, whole(text, cue), posture=posture).kind == kind

    @pytest.mark.parametrize(
        ("kind", "content", "posture"),
        [
            ("threaten", "that the harvest would burn", -0.7),
            ("comment", "of a cold winter", -0.2),
            ("comment", "against a spiral of escalation", -0.3),
            ("threaten", "of a cold winter", None),
        ],
    )
    def test_warned(self, kind, content, posture):
        """A warning is a threat where its posture is hard or not known; else it foresees something bad."""
        text = f"warned {content}"
        assert find_act(text, whole(text, "warned"), posture=posture).kind == kind

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("accuse", "the invasion is an attack against the valley"),
            ("comment", "the boats sailed against the wind"),
            ("reject", "we are against the plan"),
            ("comment", "the demand for bread is high"),
            ("demand", "they demanded bread"),
            ("comment", "the visitors of the museum left"),
        ],
    )
    def test_words_in_another_sense(self, kind, content):
        """An attack against somebody rejects nothing, and what buyers demand nobody demands of an opponent."""
        text = f"said {content}"
        assert find_act(text, whole(text, "said")).kind == kind

    @pytest.mark.parametrize(
        ("kind", "content"), [("comment", "that the road is long"), ("demand", "on a longer road")]
    )
    def test_insisted(self, kind, content):
        """Whoever insists that something is so demands nothing; whoever insists on it does."""
        text = f"insisted {content}"
        assert find_act(text, whole(text, "insisted")).kind == kind

    def test_negation(self):
        """A negated word does not count."""
        assert find_act("it is not a massacre", whole("it is not a massacre")).code == "01"

    def test_scale(self):
        """The scale is Goldstein's, divided by its largest verbal value: -1 to +1."""
        assert find_act("accused them", whole("accused them", "accused")).scale == -0.25


class TestNames:
    @pytest.mark.parametrize("name", ["Putin", "Zelensky", "Ukraine", "Russians", "NATO", "Eero Virtanen"])
    def test_swapped_names(self, name):
        """Every name leaves the same word, whether a person's, a country's, a people's or an organisation's."""
        assert mask_names(f"Then {name} met the Ukrainian team") == "Then actor met the actor team"

    @pytest.mark.parametrize(
        "text", ["", "a", "İ", "Putin", "…“”'", "\ud800 Putin", "A. B. C.", "Putin-Putin-Putin" * 99]
    )
    def test_any_text(self, text):
        """Names are found in any text without an exception, in order and apart."""
        found = find_mentions(text)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))

    def test_no_names(self):
        """A region is no name, nor is the first word of an item that a ">" begins."""
        assert find_mentions("then the Middle East was calm\n> Mental strain grows") == ()

    def test_us_and_us(self):
        """The country is written in capitals, the pronoun is not."""
        assert [m.name for m in find_mentions("Us two saw the US leave")] == ["United States"]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Yesterday Jill Biden came, and Biden left.", ["", "Jill Biden"]),
            ("So Jill Biden came, and President Biden left.", ["", "Joe Biden"]),
            ("So Jill Biden and Joe Biden came, and Biden left.", ["", "Joe Biden", "Joe Biden"]),
            ("Then I'm sad, and “We’re tired and It's late”.", []),
            ("Then Boris Johnson came, and Johnson won.", ["Boris Johnson", "Boris Johnson"]),
            ("Then Aino Virtanen came, and Virtanen won.", ["", "Aino Virtanen"]),
            ("So Jill Biden came, and Biden left with Joe Biden.", ["", "Jill Biden", "Joe Biden"]),
            ("He met Aino Virtanen\n\nEero Aalto won", ["", ""]),
        ],
    )
    def test_surnames(self, text, names):
        """A lone surname is that of the only one named in full with it before; a title can say otherwise."""
        assert [m.name for m in find_mentions(text)] == names

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Time cannot heal it, he told Time. TIME wrote so.", ["Time magazine", "Time magazine"]),
            ("Then Western Sydney won, and the Western leaders left West Lothian", ["", "West", ""]),
            ("So Jordan Aalto came, and Aalto left Jordan.", ["", "Jordan Aalto", "Jordan"]),
            ("Paris Aalto left. Then Georgia Virtanen of Georgia came.", ["", "", "Georgia"]),
            ("So Michael Jordan came, and Jordan won.", ["", "Michael Jordan"]),
            ("Then Adam West came", [""]),
            (
                "In Paris Macron spoke, in Paris Boris Johnson.",
                ["France", "Emmanuel Macron", "France", "Boris Johnson"],
            ),
            ("Will Russia win? Jordan King Eero left", ["Russia", "Jordan", ""]),
        ],
    )
    def test_words_that_only_look_like_a_name(self, text, names):
        """A place within somebody's name, a direction within a place's, a word that opens a sentence are no actors."""
        assert [m.name for m in find_mentions(text)] == names

    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("So Vice-President Aino Aalto left", "So Vice-President actor left"),
            ("So the Quick Harbour Forces left", "So the actor left"),
            ("So Little Harbour Street Hospital closed", "So actor closed"),
            ("So the Harbour Minister left", "So the actor Minister left"),
        ],
    )
    def test_whole_names(self, text, masked):
        """A name takes in the common noun that ends it, and no title, be it hyphened."""
        assert mask_names(text) == masked

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("He said it again in English, and in German that it rains.", ["", ""]),
            ("He speaks French. It lies in French hands, in German-held land.", ["", "France", "Germany"]),
        ],
    )
    def test_languages(self, text, names):
        """A language is no country."""
        assert [m.name for m in find_mentions(text)] == names

    def test_kept_words(self):
        """Titles and days are no names."""
        assert mask_names("On Monday the Prime Minister left") == "On Monday the Prime Minister left"

    @pytest.mark.parametrize("before", ["“", "(", "[", "He said, '", "They came. ", "They said: “we are not crazy. ["])
    def test_a_sentence_begins_anywhere(self, before):
        """The capital of a sentence's first word makes it no name, not even within brackets."""
        assert mask_names(f"{before}But it rains") == f"{before}But it rains"

    @pytest.mark.parametrize(
        "before", ["\n", "\n     \n            ", "\n\t\t\t\t", "\n\xa0\xa0\xa0\xa0", "\n    * ", "\n• "]
    )
    def test_layout_changes_nothing(self, before):
        """The first word of a line is no name however far it is indented, nor behind the mark of a list."""
        text = f"It burned.{before}Nobody wants this war"
        assert mask_names(text) == text

    def test_pieces_give_back_the_words(self):
        """What the model reads holds the content's words, without the names, in their order."""
        text = "Then Putin said that Ukraine, “as ever”, wants peace"
        one = Statement((Span(16, 28), Span(40, 52)), "mixed", cue=Span(11, 15))
        words = "".join(p.words for p in statement_pieces(text, one, find_mentions(text), [(Span(21, 28), 3)]))
        assert words == "Then actor said that actor wants peace"

    def test_length_of_names(self):
        """How far the context reaches does not depend on how long a name is."""
        pattern = "In the very long and quiet summer of last year {} and also the {} minister said it rains"
        read = []
        for name, adjective in (
            ("Putin", "Russian"),
            ("Volodymyr Zelensky", "Ukrainian"),
            ("Emmanuel Macron", "French"),
        ):
            text = pattern.format(name, adjective)
            one = Statement((Span(text.index("it rains"), len(text)),), "indirect")
            read.append(statement_pieces(text, one, find_mentions(text)))
        assert read[0] == read[1] == read[2]


class TestTargets:
    def test_folded(self):
        """Names of one actor are one target, under its canonical name."""
        text = "Moscow and the Kremlin and Russians"
        assert [(c.name, c.count) for c in find_candidates(text, whole(text), find_mentions(text))] == [("Russia", 3)]

    @pytest.mark.parametrize(
        ("issue", "text"),
        [
            ("counteroffensive", "the offensive in the south stalled"),
            ("counteroffensive", "a new offensive"),
            ("war", "the conflict goes on"),
            ("military aid", "more military support"),
            ("weapons supplies", "sending weapons and tents"),
            ("territory", "he withdrew his best troops, they withdraw their troops"),
            ("incursion", "an incursion"),
        ],
    )
    def test_words_of_an_issue(self, issue, text):
        """An issue is found by words that name it."""
        assert issue in [c.name for c in find_candidates(text, whole(text), ())]

    @pytest.mark.parametrize(
        "text",
        [
            "an offensive salute",
            "he made a charm offensive",
            "it was planned well in advance, with advanced lasers",
            "a conflict of interest",
            "a trade war, a war of words",
            "her support among the young, the first aid, the funding of schools",
            "our equipment broke, and she stretched her arms",
            "a patriotic song",
            "a draft law on the vote",
            "the union's strike, and they strike a deal",
            "two were killed on the road",
            "he withdrew from the race",
            "the town lies on a river",
            "full of energy, and no tear gas",
        ],
    )
    def test_words_that_only_look_like_an_issue(self, text):
        """Everyday words name no issue because some pair with them does."""
        assert find_candidates(text, whole(text), ()) == ()

    def test_implied(self):
        """Without a name the article's other actors may be meant, never the speaker's own side."""
        text = "Kyiv met Berlin. “They lie,” said Minsk"
        assert [c.name for c in find_implied("They lie", find_mentions(text), 17, ["Ukraine"])] == ["Germany"]

    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("We see risks in the growth of three percent", set()),
            ("It is a crime", {"Germany"}),
            ("The shelling never ends", {"Germany"}),
            ("Nineteen children were taken away", {"Germany"}),
            ("Nineteen children were taken away by a flood", set()),
            ("An utter disgrace", {"Germany"}),
            ("My view is that he is wrong on growth", {"Eero Aalto"}),
            ("My view is that she is wrong on growth", set()),
            ("The president is wrong on growth", {"Eero Aalto"}),
        ],
    )
    def test_words_that_imply(self, words, names):
        """Only a pronoun, a label, a deed without a doer or a fragment implies somebody; "he" a man, "they" a state."""
        text = f"Mr Eero Aalto came to Berlin. “{words},” said Orr"
        one = Statement((Span(text.index("“"), text.index(" said")),), "direct")
        found = all_candidates(text, one, read_surroundings(text))
        assert {c.name for c in found if c.kind in {"frequent", "near", "both"}} == names

    def test_implied_by_what_stands_before(self):
        """Whom an article names only after a statement's paragraph, however often, the statement does not mean."""
        text = "Berlin met Vienna. “They lie,” said Olena.\nWarsaw, Warsaw, Warsaw"
        one = Statement((Span(text.index("“"), text.index(" said")),), "direct")
        assert {c.name for c in all_candidates(text, one, read_surroundings(text))} == {"Germany", "Austria"}

    def test_common_words(self):
        """What has no name may be a target, too: a common word, with the one before it where they often go together."""
        text = "Eero praised the Suvanto bridge. “The old bridge has a leak,” he said of the Suvanto bridge"
        one = Statement((Span(33, 60),), "direct")
        found = all_candidates(text, one, read_surroundings(text))
        assert [(c.name, c.kind) for c in found] == [("bridge", "word"), ("leak", "word")]
        assert "the bridge" not in [c.name for c in all_candidates(text * 2, whole(text), read_surroundings(text * 2))]
        again = all_candidates(text, whole(text), read_surroundings(text))
        assert "Suvanto bridge" in [c.name for c in again]

    def test_filler(self):
        """Words that go with anything are no targets, however often the article repeats them."""
        text = "The people and their way of doing things, a lot of time each day, and it is an important thing. " * 3
        assert all_candidates(text, whole(text), read_surroundings(text)) == ()

    def test_topics(self):
        """What the article repeats may be meant without being said."""
        text = "Bees left. The bees and the bees. The bees, say the bees. “They are gone,” he said"
        one = Statement((Span(text.index("“They"), len(text)),), "direct")
        assert [(c.name, c.kind) for c in all_candidates(text, one, read_surroundings(text))] == [("bees", "topic")]

    def test_a_topic_that_is_an_issue(self):
        """What the statement names is no topic beside it: a target has one stance."""
        text = "New sanctions came. The sanctions, more sanctions. “It is our sanctions,” he said"
        one = Statement((Span(text.index("“It"), len(text)),), "direct")
        assert [c.name for c in all_candidates(text, one, read_surroundings(text))] == ["sanctions"]

    def test_own_side_is_not_implied(self):
        """A speaker's own country is not what an unnamed reproach is about, whatever the side."""
        text = "Kyiv met Berlin. Kyiv wrote. “They lie,” said Olena"
        one = Statement((Span(29, 40),), "direct", speaker=Speaker("Olena", side="ukraine"))
        assert [c.name for c in all_candidates(text, one, read_surroundings(text))] == ["Germany"]

    @pytest.mark.parametrize(
        ("speaker", "sides"),
        [
            (Speaker("Aino Aalto", office="foreign minister of Germany", side="eu"), None),
            (Speaker("German Foreign Ministry", side="eu"), None),
            (Speaker("Aino Aalto", side="north"), (Party("north", "North", "#000000", ("other:ISR",)),)),
        ],
    )
    def test_own_country_of_any_side(self, speaker, sides):
        """The speaker's country is known by office, body and the user's parties, whatever the sides are called."""
        own = "Israel" if sides else "Germany"
        text = f"{own} met Vienna. {own} wrote. “They lie,” said Aino"
        one = Statement((Span(text.index("“"), text.index(" said")),), "direct", speaker=speaker)
        around = read_surroundings(text, sides=Parties(sides) if sides else None)
        assert around.home_of(one) == own
        assert [c.name for c in all_candidates(text, one, around)] == ["Austria"]

    def test_another_country_named_with_the_speaker(self):
        """A country of another side that an office names is not the speaker's."""
        speaker = Speaker("Aino Aalto", office="United States envoy for Ukraine", side="ukraine")
        assert read_surroundings("").home_of(Statement((Span(0, 0),), "direct", speaker=speaker)) == "Ukraine"

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("The prime minister has betrayed voters", ["voters"]),
            ("They used frozen barley", ["barley"]),
            ("I resign, they agreed", []),
            ("He banned cluster sandals", ["cluster sandals"]),
            ("They promised to ration bread", ["ration", "bread"]),
            ("The kettles breach a rule", ["kettles", "breach", "rule"]),
        ],
    )
    def test_whole_words(self, text, names):
        """Common targets are nouns, with the noun that goes before; no half of a name or a verb or adjective alone."""
        assert [c.name for c in all_candidates(text, whole(text), read_surroundings(text))] == names

    @pytest.mark.parametrize(
        "text",
        [
            "Vice-President Kamala Harris came. So Kamala Harris left, and Harris won",
            "Then Aino Aalto came, and Ms Aalto left, and Aino won",
            "Then Wołodymyr Zełenski came, and President Zelensky left, and Volodymyr Zelenskyy won",
            "So Hizballah came, and Hezbollah left, and Hizbullah won",
            "So Moritz Keller came. Friends of Moritz Keller saw Keller",
        ],
    )
    def test_one_name_for_one_actor(self, text):
        """Titles, first names, surnames and spellings are folded as those of speakers are."""
        found = find_candidates(text, whole(text), read_surroundings(text).mentions)
        assert [c.count for c in found] == [3]

    def test_two_names_of_one_last_word(self):
        """Two whole names of one last word and different first ones are two targets."""
        text = "So the Sabina Shoal mill, said Sabina Shoal, is far from the Second Thomas Shoal"
        found = find_candidates(text, whole(text), read_surroundings(text).mentions)
        assert [c.name for c in found] == ["Sabina Shoal", "Second Thomas Shoal"]

    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            ("He thanked Berlin, Paris and Warsaw for tea", [["Germany", "France", "Poland"]]),
            ("He thanked Berlin and President Macron, but not Rome", [["Germany", "Emmanuel Macron"]]),
            ("He saw a feud between Berlin and Paris", []),
            ("He thanked Berlin and Warsaw's mayor", []),
            ("He thanked Berlin, Paris left", []),
        ],
    )
    def test_rows(self, text, rows):
        """Names joined by commas and "and" are a row, but not what stands between them or belongs to the last."""
        found = find_candidates(text, whole(text), find_mentions(text))
        assert [[found[i].name for i in row] for row in find_rows(text, found)] == rows

    @pytest.mark.parametrize(
        "text", ["", "a", "\ud800 words words words words", "words-words " * 99, "İ" * 50, "ab cd " * 9]
    )
    def test_any_text(self, text):
        """Candidates of any text lie inside it, each name once."""
        found = all_candidates(text, Statement((Span(0, len(text)),), "direct"), read_surroundings(text))
        assert all(0 <= c.span.start < c.span.end <= len(text) for c in found)
        assert len({c.name for c in found}) == len(found)


class TestOperationalCode:
    CARTER: ClassVar = {
        "reward": 0.31,
        "promise": 0.51,
        "appeal": 0.08,
        "oppose": 0.0,
        "threaten": 0.01,
        "punish": 0.09,
    }
    RUSK: ClassVar = {"reward": 0.20, "promise": 0.17, "appeal": 0.34, "oppose": 0.16, "threaten": 0.06, "punish": 0.07}

    @pytest.mark.parametrize(
        ("profile", "published"),
        [(CARTER, (0.80, 0.58, 0.20, 0.80)), (RUSK, (0.41, 0.27, 0.57, 0.53))],
        ids=["Carter 1998, table 1", "Rusk 1961 (2003, table 9.1)"],
    )
    def test_published_profiles(self, profile, published):
        """I-1, I-2, I-4a and I-4b of two published profiles come out of their I-5 within rounding."""
        counts = {name: round(1000 * share) for name, share in profile.items()}
        found = operational_code(counts, {"appeal": 100})
        assert (found.i1, found.i2, found.i4a, found.i4b) == pytest.approx(published, abs=0.02)
        assert found.i5 == pytest.approx(profile, abs=0.001)

    def test_other(self):
        """P-1, P-2 and P-4a come from the verbs of others and their number."""
        found = operational_code({"appeal": 20}, {"punish": 30, "reward": 10})
        assert (found.p1, found.p2, found.p4a) == (-0.5, -0.5, pytest.approx(1 / 3, abs=1e-6))

    def test_few_verbs(self):
        """Below 15 coded verbs there is a warning, and without any there is no number."""
        with pytest.warns(UserWarning, match="below 15"):
            assert operational_code({}, {}).i1 is None

    @pytest.mark.parametrize(
        ("group", "own", "text"),
        [
            ("promise", True, "We will send aid to you"),
            ("reward", True, "We sent aid to you"),
            ("threaten", True, "We will bomb the bridge"),
            ("punish", False, "They bombed the bridge"),
            ("oppose", True, "We do not support the plan"),
            ("punish", False, "The bridge was bombed by the enemy"),
            ("punish", False, "Russia attacks the bridge"),
            ("punish", True, "Ukraine attacks the bridge"),
        ],
    )
    def test_verbs(self, group, own, text):
        """Who acts is the self if it is we or the speaker's side; announced deeds are words; negation turns a verb."""
        one = Statement((Span(0, len(text)),), "direct", speaker=Speaker("Ann", side="ukraine"))
        assert [(c.group, c.own) for c in code_verbs(Article("a", text), [one])] == [(group, own)]

    def test_of_a_speaker(self):
        """Only the speaker's statements count."""
        text = "We help you. They attack us. We help you."
        mine = Statement((Span(0, 28),), "direct", speaker=Speaker("Ann"))
        his = Statement((Span(29, 41),), "direct", speaker=Speaker("Bob"))
        with pytest.warns(UserWarning, match="below 15"):
            found = score_operational_code([(Article("a", text), [mine, his])], "Ann")
        assert (found.verbs_self, found.verbs_other) == (1, 1)


class TestFields:
    def test_round_trip(self):
        """Act, the words that decide certainty and the user's own scores go to dictionaries and tables and back."""
        one = Statement(
            (Span(0, 4),), "direct", certainty="hedged", certainty_words=Span(0, 3), act="offer", more=(("marks", 2),)
        )
        result = Result(Article("a", "may go"), (one,))
        assert from_dict(to_dict(one)) == one
        assert from_frame(to_frame([result]), articles_frame([result])) == [result]
