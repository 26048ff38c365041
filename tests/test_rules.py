"""What the rules take for a statement: sentences with the answer inside."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import ToolkitError
from toolkit.extract import extract_statements
from toolkit.model import Article

WORDS = (
    "said", "told", "warned", "adding", "According", "According to", "to", "that", "who", "he", "Orr", "the army",
    "it will rain", "is dead", "U.S.", "“", "”", '"No,"', "‘", "«", "»", ",", ".", ":", "!", "–", "😀", "\xa0", "\n",
)  # fmt: skip
MARKED = re.compile(r"\{([^{}|]*)\|(source|cue|content)\}")


def answer(marked):
    """The plain text of a marked sentence, and the words of each role."""
    words = {"source": [], "cue": [], "content": []}
    for text, role in MARKED.findall(marked):
        words[role].append(text)
    return MARKED.sub(r"\1", marked), words


def by_rules(article, **options):
    """The statements that the rules find."""
    return extract_statements(article, engine="rules", **options)


def found(text, scope="statements"):
    """The words of each role of each statement found."""
    return [
        {
            "source": [s.source.of(text)] if s.source else [],
            "cue": [s.cue.of(text)] if s.cue else [],
            "content": [piece.of(text) for piece in s.content],
        }
        for s in by_rules(Article("a", text), scope=scope)
    ]


def check(marked, kind):
    text, words = answer(marked)
    assert found(text) == [words]
    assert [s.kind for s in by_rules(Article("a", text))] == [kind]


class TestClause:
    """A clause that depends on a speech verb is its content."""

    @pytest.mark.parametrize(
        "marked",
        [
            "{The mayor|source} {said|cue} {that the bridge would open in May|content}.",
            "{Ms Aalto|source} {warned|cue} {the river was rising again|content}.",
            "{A spokesman for the port|source} {confirmed|cue} {that two ships had left|content}.",
        ],
    )
    def test_with_and_without_that(self, marked):
        """It begins with its first word, "that" included, and ends before the full stop."""
        check(marked, "indirect")


class TestSeveralPieces:
    """One quotation over paragraphs or on both sides of its cue is one statement; another's words are another's."""

    @pytest.mark.parametrize(
        "marked",
        [
            "{“The boats will sail in spring.|content}\n\n{“We all come,”|content} {Ms Aalto|source} {said|cue}.",
            "{“We will keep the boats,”|content} {said|cue} {Ms Aalto|source}, {“and we will sail.”|content}",
            "{“We will keep the boats,”|content} {said|cue} {Ms Aalto|source}, {“until spring.”|content}",
        ],
    )  # fmt: skip
    def test_one(self, marked):
        """The cue of the last paragraph, or in the middle, counts for all pieces, however short."""
        check(marked, "direct")

    def test_two(self):
        """A sentence that opens with a single mark, or a spaced one, is a sentence of its own."""
        for text in (
            "The boats stay, Mr Orr said. 'Ships go on,' Ann Bee said.",
            "«The boats stay», Mr Orr said. « Ships go on », Ann Bee said.",
        ):
            assert [one["source"] for one in found(text)] == [["Mr Orr"], ["Ann Bee"]]


class TestNothingIsReported:
    """Words that nobody has said are no statement."""

    @pytest.mark.parametrize(
        "text",
        [
            "Nobody said that the boats sail.",
            "No one claimed that the boats sail.",
            "That said, the boats sail.",
            "Ms Aalto may say that the boats sail.",
        ],
    )
    def test_unsaid(self, text):
        """Not by nobody, not by a pointer, not what somebody may yet say."""
        assert found(text) == []

    def test_inside(self):
        """A verb inside another's statement takes nothing from the reporter's clause."""
        assert [one["source"] for one in found("If it rains, the port will respond, Ms Aalto said.")] == [["Ms Aalto"]]


class TestParataxis:
    """A sentence followed by its cue is content."""

    @pytest.mark.parametrize(
        "marked",
        [
            "{The bridge will open in May|content}, {the mayor|source} {said|cue}.",
            "{Two ships have left the port|content}, {the harbour master|source} {confirmed|cue} on Friday.",
        ],
    )
    def test_cue_after(self, marked):
        """The comma belongs to nobody."""
        check(marked, "indirect")


class TestQuotation:
    """Words in quotation marks next to a cue are direct speech."""

    @pytest.mark.parametrize(
        "marked",
        [
            "{“We will open the bridge,”|content} {said|cue} {Ms Aalto|source}.",
            "{“We will open the bridge,”|content} {she|source} {said|cue}. {“It has taken years.”|content}",
            "{“We will open the bridge,”|content} {she|source} {told|cue} us.\n{“It took far too long.”|content}",
        ],
    )
    def test_pieces_of_one_turn(self, marked):
        """A quotation that goes on without a new cue belongs to the same statement."""
        check(marked, "direct")

    def test_over_paragraphs(self):
        """A quotation that opens each paragraph anew and closes once is one statement."""
        text = "“We waited for years,” Ms Aalto said. “It was hard.\n“Now it opens.”"
        assert [len(s.content) for s in by_rules(Article("a", text))] == [3]

    def test_without_cue(self):
        """A quotation that stands free has neither cue nor source."""
        assert found("It rained.\n“The bridge will open in May, whatever they say.”")[0]["source"] == []


class TestMixed:
    """Content that is partly in quotation marks is mixed."""

    def test_mixed(self):
        """The clause and the quotation in it are one content."""
        check("{Ms Aalto|source} {said|cue} {the bridge was “a promise kept” to the town|content}.", "mixed")


class TestTwoCues:
    """Two cues are two statements that share the source."""

    def test_adding(self):
        """A participle takes the source of its main verb."""
        text = "Ms Aalto said the bridge was safe, adding that it would open in May."
        assert [(s["source"], s["cue"]) for s in found(text)] == [(["Ms Aalto"], ["said"]), (["Ms Aalto"], ["adding"])]

    def test_coordinated(self):
        """A second cue after "and" is a statement of its own, by the same source."""
        text = "Orr said the road was open and added that the bridge would follow in May."
        assert [(s.words(text), s.cue.of(text), s.source.of(text)) for s in by_rules(Article("a", text))] == [
            ("the road was open", "said", "Orr"),
            ("that the bridge would follow in May", "added", "Orr"),
        ]

    @pytest.mark.parametrize("words", ["The agency quoted Orr as", "Orr was quoted by the agency as"])
    def test_quoted_as_saying(self, words):
        """Who is quoted as saying something is its source."""
        text = f"{words} saying that the army was ready."
        [found] = by_rules(Article("a", text))
        assert (found.words(text), found.source.of(text)) == ("that the army was ready", "Orr")


class TestJudgement:
    """Praise, blame and description have the object as content."""

    def test_praised(self):
        """Whom or what the source praises is the content."""
        check("{The mayor|source} {praised|cue} {the engineers|content}.", "indirect")


class TestAccordingTo:
    """The sentence around "according to" is the content."""

    def test_at_the_end(self):
        """The phrase names the source."""
        check("{The bridge will open in May|content}, {according to|cue} {the ministry|source}.", "indirect")


class TestWhoWasMadeToSpeak:
    """What makes somebody speak does not speak itself."""

    def test_prompted(self):
        """The object of "prompted" is the source of what follows."""
        text = "The flood prompted Ms Aalto to warn that the bridge is weak."
        assert [s["source"] for s in found(text)] == [["Ms Aalto"]]


class TestNoStatement:
    """What nobody says is no statement."""

    @pytest.mark.parametrize("text", ["The bridge opened in May.", "Ms Aalto declined to say more.", "", "\n\n", "“"])
    def test_nothing(self, text):
        """The article's own words are not attributed."""
        assert found(text) == []


class TestOptions:
    """Engine and scope are checked; thoughts count in the wider scope only."""

    def test_scope(self):
        """What a source believes is an attribution, not a statement."""
        text = "Ms Aalto believes that the bridge is safe."
        assert (len(found(text)), len(found(text, "attributions"))) == (0, 1)

    def test_unknown(self):
        """A wrong name gives one line that lists the right ones."""
        with pytest.raises(ToolkitError, match="no engine 'x'"):
            extract_statements(Article("a", ""), engine="x")


class TestAnyText:
    """Whatever the text, spans hold."""

    @settings(max_examples=60, deadline=None)
    @given(st.text(alphabet=st.one_of(st.sampled_from("“”\"'‘’«»„ .,\n"), st.characters()), max_size=120))
    def test_spans(self, text):
        """Pieces lie inside the text, in order, without overlap, and twice gives the same."""
        article = Article("a", text)
        statements = by_rules(article)
        assert statements == by_rules(article)
        for s in statements:
            assert all(0 <= p.start < p.end <= len(text) for p in s.content)
            assert all(a.end <= b.start for a, b in pairwise(s.content))

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40))
    def test_shuffled_words(self, words):
        """So do cue and source, also where the parser makes nothing sensible of a sentence."""
        text = " ".join(words)
        for scope in ("statements", "attributions"):
            for one in by_rules(Article("a", text), scope=scope):
                ends = [one.cue, one.source, *one.content]
                assert all(0 <= span.start < span.end <= len(text) for span in ends if span)
