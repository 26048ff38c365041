"""What the learned engines promise for every text, and what they must find in plain sentences."""

import re
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.__main__ import main
from toolkit.commands import build_parser
from toolkit.commands.shared import to_settings
from toolkit.encoder import _load_encoder, load_encoder
from toolkit.errors import ModelError, ToolkitError
from toolkit.extract import DEFAULT_ENGINE, ENGINES, SCOPES, extract_statements
from toolkit.extract.candidates import Candidate, group_contents
from toolkit.extract.choice import choose
from toolkit.extract.evidence import NAMES
from toolkit.extract.kind import content_kind
from toolkit.extract.links import Link
from toolkit.extract.neural import Draft, find_evidence, own_pieces
from toolkit.extract.pieces import keep_apart, snap_pieces
from toolkit.extract.quotes import find_quotations
from toolkit.extract.spans import Found, best_labels
from toolkit.magic import build_options
from toolkit.model import Article, Span
from toolkit.pipeline import Settings, process_article, process_articles
from toolkit.trees import probabilities

PLAIN = Settings(scores=False)
PART = re.compile(r"\{([^|{}]*)\|(\w+)\}")
WORDS = [
    "Mr Orr",
    "said",
    "that",
    "talks",
    "go on",
    "\u201c",
    "\u201d",
    '"',
    "\u2019s",
    ",",
    ".",
    "\n\n",
    "she",
    "told us",
]


def read_case(marked):
    """A sentence with the answer inside: its text, and the spans by role."""
    text, at, spans = "", 0, {}
    for found in PART.finditer(marked):
        text += marked[at : found.start()]
        spans.setdefault(found[2], []).append(Span(len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return text + marked[at:], spans


def extract(text, scope="statements", engine="fast"):
    return extract_statements(Article("a", text), engine=engine, scope=scope)


both = pytest.mark.parametrize("engine", ["fast", "neural"])


def check(text, statements):
    """The promises that hold for every text."""
    pieces = [piece for statement in statements for piece in statement.content]
    for span in [*pieces, *(s for x in statements for s in (x.cue, x.source) if s)]:
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    assert all(a.end <= b.start for a, b in zip(sorted(pieces), sorted(pieces)[1:], strict=False))
    assert all(list(s.content) == sorted(s.content) and 0 <= s.confidence <= 1 for s in statements)
    assert [s.content[0] for s in statements] == sorted(s.content[0] for s in statements)


class TestAnyText:
    @both
    @settings(max_examples=40, deadline=None)
    @given(text=st.text(alphabet=st.characters(), max_size=200), scope=st.sampled_from(SCOPES))
    def test_any_unicode(self, text, scope, engine):
        """Spans lie inside the text and pieces do not overlap, whatever the characters are."""
        check(text, extract(text, scope, engine))

    @both
    @settings(max_examples=40, deadline=None)
    @given(
        text=st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
        scope=st.sampled_from(SCOPES),
    )
    def test_broken_news(self, text, scope, engine):
        """The same for news words and quotation marks in any order."""
        check(text, extract(text, scope, engine))

    @pytest.mark.parametrize(
        "text", ["", " \n\t ", "\n\n\n", "\u200b", "\ud800", "\u0301", "\U0001f600" * 50, "a" * 500]
    )
    @pytest.mark.parametrize("scope", SCOPES)
    def test_nothing_to_find(self, text, scope):
        """Empty, blank and odd texts have no statements and raise nothing."""
        check(text, extract(text, scope))

    @pytest.mark.parametrize("scope", SCOPES)
    def test_a_long_text(self, scope):
        """A text of many windows is read to its end."""
        text = "The talks go on, Mr Orr said on Monday.\n\n" * 300
        found = extract(text, scope)
        check(text, found)
        assert found[-1].content[0].start > len(text) - 100

    def test_twice_gives_the_same(self):
        """The same text gives the same statements, also after another text."""
        text = "\u201cWe are ready,\u201d said Mr Orr. He added that talks would go on. " * 20
        first = extract(text)
        extract("She told reporters that nothing had been decided.")
        assert extract(text) == first


CASES = [
    "{\u201cWe are ready for talks,\u201d|content} {said|cue} {the foreign minister|source}.",
    "{The foreign minister|source} {said|cue} on Monday {that the talks would go on|content}.",
    "{The talks will go on|content}, {the foreign minister|source} {said|cue}.",
    "{According to|cue} {the ministry|source}, {two drones were shot down over the city|content}.",
]


class TestPlainSentences:
    @pytest.mark.parametrize("case", CASES)
    def test_content_cue_and_source(self, case):
        """Plain sentences, without an article around them, are found with their parts."""
        text, spans = read_case(case)
        (found,) = extract(text)
        assert ([*found.content], [found.cue], [found.source]) == (spans["content"], spans["cue"], spans["source"])

    @pytest.mark.parametrize("case", CASES)
    def test_by_the_large_engine(self, case):
        """The large engine finds the same."""
        text, spans = read_case(case)
        (found,) = extract(text, engine="neural")
        assert ([*found.content], [found.source], [found.cue]) == (spans["content"], spans["source"], spans["cue"])

    @pytest.mark.parametrize("case", CASES)
    def test_content_and_source_of_attributions(self, case):
        """The same for the other scope, whose codebook lets a cue be longer ("said on Monday")."""
        text, spans = read_case(case)
        (found,) = extract(text, "attributions")
        assert ([*found.content], [found.source]) == (spans["content"], spans["source"])
        assert found.cue.overlaps(spans["cue"][0])

    @both
    def test_a_quotation_over_paragraphs_is_one_statement(self, engine):
        """Paragraphs that open again with a mark, and close only at the end, are one statement."""
        text = (
            "\u201cWe are ready for talks on every question,\u201d said the minister.\n\n"
            "The president said: \u201cThe war must end this year, and we want it to end.\n\n"
            "\u201cNobody wants it more than we do, and nobody has suffered more.\n\n"
            "\u201cThat is all I have to say today.\u201d\n\nThe talks go on."
        )
        found = [s for s in extract(text, engine=engine) if len(s.content) == 3]
        assert [s.kind for s in found] == ["direct"]

    @both
    def test_the_engine_signs(self, engine):
        """`rule` names the engine, and `confidence` is a probability."""
        (found,) = extract("The foreign minister said on Monday that the talks would go on.", engine=engine)
        assert found.rule == f"{engine}: learned"
        assert 0.5 < found.confidence <= 1


class TestSnapping:
    def test_most_of_a_quotation_is_all_of_it(self):
        """A piece that covers most of a quotation gets all of it, with the marks."""
        text = "He called it \u201ca very bad idea\u201d."
        assert [p.of(text) for p in snap_pieces(text, find_quotations(text), [Span(15, 27)], [])] == [
            "\u201ca very bad idea\u201d"
        ]

    def test_paragraphs_of_one_quotation(self):
        """A piece over paragraphs becomes one for each of them, whole to its full stop."""
        text = "\u201cIt must end.\n\n\u201cNobody wants it more.\n\n\u201cThat is all.\u201d"
        parts = text.split("\n\n")
        for piece in (Span(0, len(text)), Span(2, 30)):
            assert [p.of(text) for p in snap_pieces(text, find_quotations(text), [piece], [])] == parts

    def test_paragraphs_run_together(self):
        """So does one over paragraphs that were run together on a line."""
        text = "“It must end. “Nobody wants it more. “That is all.”"
        found = snap_pieces(text, find_quotations(text), [Span(14, len(text))], [])
        assert [p.of(text) for p in found] == ["“It must end.", "“Nobody wants it more.", "“That is all.”"]

    def test_a_cue_in_between_is_left_out(self):
        """A quotation that holds the cue, since its mark was never closed, is not taken whole."""
        text = "\u201cWe agree, he said"
        assert [p.of(text) for p in snap_pieces(text, find_quotations(text), [Span(0, 9)], [Span(14, 18)])] == [
            "\u201cWe agree"
        ]

    def test_nothing_is_taken_twice(self):
        """What two contents share belongs to the one that begins first."""
        assert keep_apart("abcdef", [(Span(2, 6),), (Span(0, 4),)]) == [(Span(4, 6),), (Span(0, 4),)]

    def test_a_paragraph_with_a_cue_of_its_own(self):
        """A paragraph of a quotation that was found for another cue only belongs to that statement."""
        first, second = Span(0, 10), Span(20, 30)
        drafts = [Draft((first,), Span(11, 15), None, {}), Draft((second,), Span(31, 35), None, {})]
        assert own_pieces(drafts, 0, (first, second)) == (first,)
        assert own_pieces(drafts, 1, (second,)) == (second,)
        again = [drafts[0], Draft((second,), Span(11, 15), None, {})]
        assert own_pieces(again, 0, (first, second)) == (first, second)

    def test_pieces_without_words_between(self):
        """Pieces with but a blank between them are one; where a sentence ends they stay two."""
        text = "warned of a “real risk” there. It rained."
        found = [Span(7, 9), Span(10, 23), Span(31, 41)]
        assert [p.of(text) for p in snap_pieces(text, find_quotations(text), found, [])] == [
            "of a “real risk”", "It rained"
        ]  # fmt: skip

    def test_edges_of_pieces(self):
        """Signs and emoji at an edge are no content; the full stop of an unclosed quotation is."""
        text = "> We wait 🙏\nShe said: “We have no light.\n\nThe town slept."
        found = snap_pieces(text, find_quotations(text), [Span(0, 11), Span(22, 39), Span(9, 11)], [])
        assert [p.of(text) for p in found] == ["We wait", "“We have no light."]

    def test_a_new_sentence_is_no_part_of_a_quotation(self):
        """Words outside marks that begin a sentence or a paragraph do not go on with the quotation before."""
        text = "“We wait.” He praised the crew.\n“We go.” They cheered, “and wait.”"
        first, praised, second, cheered, third = (
            Found(0, 0, Span(text.index(w), text.index(w) + len(w)), 0.0)
            for w in ("“We wait.”", "the crew", "“We go.”", "They", "“and wait.”")
        )
        link = (Link(0, None, 0.0, 0.0, 0.0, 0.0),)
        spans = {
            "content": [first, praised, second, cheered, third],
            "cue": [Found(0, 0, Span(14, 21), 0.0)],
            "source": [],
        }
        assert group_contents(text, spans, [link] * 5) == [[0], [1, 2], [3, 4]]


class TestKind:
    @pytest.mark.parametrize(
        ("text", "words", "kind"),
        [
            ("- We are ready, - said Aino Aalto.", "We are ready", "direct"),
            ("It rained. — Nobody gives up, — said Aalto.", "Nobody gives up", "direct"),
            ("- The mayor resigned, the paper said.", "The mayor resigned", "indirect"),
            ("ESPOO — The harbour is open, the mayor said.", "The harbour is open", "indirect"),
        ],
    )
    def test_dash_speech(self, text, words, kind):
        """What a dash opens and another one parts from the reporter is quoted; an item of a list, a dateline is not."""
        content = [Span(text.index(words), text.index(words) + len(words))]
        assert content_kind(text, find_quotations(text), content) == kind

    @both
    def test_that_before_a_whole_quotation(self, engine):
        """ "that" before a whole quotation is no part of it, as CODEBOOK.md rules."""
        text = "Mr Orr said that “the harbour has been open since the first day of May.”"
        (found,) = extract(text, engine=engine)
        assert (found.words(text), found.kind) == ("“the harbour has been open since the first day of May.”", "direct")


class TestLabels:
    def test_no_span_goes_on_without_beginning(self):
        """The best sequence never has a word that goes on with what did not begin, though its score be best."""
        assert best_labels(load_scores([[0.3, 0.2, 0.5], [0.1, 0.1, 0.8]])) == [1, 2]

    @given(st.lists(st.lists(st.integers(-9, 0), min_size=5, max_size=5), max_size=5))
    def test_no_other_labels_are_better(self, scores):
        """Of all labels that may follow each other these have the greatest sum."""

        def allowed(labels):
            return all(b == 0 or b % 2 or a in (b, b - 1) for a, b in pairwise((0, *labels)))

        def total(labels):
            return sum(row[label] for row, label in zip(scores, labels, strict=True))

        found = best_labels(scores)
        assert allowed(found)
        assert total(found) == max(map(total, filter(allowed, product(range(5), repeat=len(scores)))))

    def test_no_words(self):
        """A text without words has no labels."""
        assert best_labels([]) == []


def load_scores(rows):
    return np.log(np.array(rows, float)).tolist()


def candidate(*pieces):
    return Candidate(tuple(Span(*piece) for piece in pieces), None, None, Link(None, None, 0.0, 0.0, 0.0, 0.0), 1)


class TestChoice:
    def test_the_surest_is_taken(self):
        """Of candidates that share words only the surest is a statement; those apart from it stay."""
        assert choose([candidate((0, 9)), candidate((0, 4)), candidate((10, 14))], [0.6, 0.9, 0.5], 0.4) == [1, 2]

    def test_too_unsure(self):
        """What is less sure than the threshold is no statement."""
        assert choose([candidate((0, 4)), candidate((5, 9))], [0.39, 0.4], 0.4) == [1]

    def test_a_piece_between_pieces(self):
        """A content may stand between the pieces of another one, not in them."""
        parts = [candidate((0, 4), (9, 12)), candidate((5, 8)), candidate((11, 15))]
        assert choose(parts, [0.9, 0.8, 0.7], 0.4) == [0, 1]

    def test_trees(self):
        """Each tree adds the value of the leaf that a row comes to; the sum is the log-odds."""
        model = {"start": 1.0, "trees": [[[1, 0.5, 1, 2], [-1.0], [2.0]], [[0, 0.0, 1, 2], [0.0], [3.0]]]}
        expected = 1 / (1 + np.exp(-np.array([0.0, 6.0])))
        assert probabilities(model, np.array([[-1.0, 0.5], [1.0, 0.6]])) == pytest.approx(expected)

    def test_only_known_columns(self):
        """The trees of the fast engine ask only for evidence that there is."""
        trees = [tree for model in load_encoder("fast").choice.values() for tree in model["trees"]]
        assert {node[0] for tree in trees for node in tree if len(node) > 1} <= set(range(len(NAMES)))
        assert len(trees) == 100

    def test_candidates_once(self):
        """Each candidate comes once, with numbers that are finite, whatever the text is."""
        text = "\u201cWe are ready,\u201d said Mr Orr. He added that talks would go on. " * 5
        quotations = find_quotations(text)
        encoder = load_encoder("fast")
        scores = encoder.score(text, [p for q in quotations for p in q.pieces], scheme="attributions")
        found, evidence = find_evidence(text, quotations, scores)
        assert len({(one.content, one.cue, one.source) for one in found}) == len(found) > 10
        assert evidence.shape == (len(found), len(NAMES))
        assert np.isfinite(evidence).all()


class TestEngines:
    def test_known_engines(self):
        """There is a large, a fast and a rule engine."""
        assert ENGINES == ("neural", "fast", "rules")

    @pytest.fixture
    def no_weights(self, monkeypatch, tmp_path):
        """A package whose models are not there."""
        monkeypatch.setattr("toolkit.weights.MODELS", tmp_path / "models")
        _load_encoder.cache_clear()
        yield
        _load_encoder.cache_clear()

    def test_the_default(self):
        """Who names no engine gets the large one, in Python, in the commands and in a notebook."""
        given = build_parser().parse_args(["extract", "x", "-o", "x.csv", "--wordlists"])
        assert [DEFAULT_ENGINE, Settings().engine, to_settings(given).engine] == ["neural"] * 3
        assert build_options().parse_args([]).engine == "neural"
        assert [s.rule for s in process_article(Article("a", "He said talks go on."), PLAIN).statements] == [
            "neural: learned"
        ]

    def test_missing_weights(self, no_weights):
        """An engine without its weights says so in one line and names the engine that needs none."""
        with pytest.raises(ToolkitError, match=r"weights are missing; .*--engine rules") as caught:
            extract_statements(Article("a", "He left."), engine="neural")
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize("command", ["extract", "run", "report"])
    def test_commands_without_weights(self, no_weights, tmp_path, capsys, command):
        """A command ends with that line before anything is read; without weights it works as the line says."""
        (tmp_path / "a.txt").write_text("He said that talks go on.", encoding="utf-8")
        out = tmp_path / {"extract": "out.csv", "run": "out", "report": "out.md"}[command]
        words = [command, str(tmp_path / "a.txt"), "-o", str(out), "--quiet"]
        assert main(words) == 2 and not out.exists()
        [line] = capsys.readouterr().err.splitlines()
        assert "the weights are missing; " in line and "--engine rules, and --wordlists" in line
        if command != "report":
            assert main([*words, "--engine", "rules", "--wordlists"]) == 0 and out.exists()

    def test_articles_are_not_blamed(self, no_weights):
        """Missing weights are an error of the whole, not of each article."""
        with pytest.raises(ModelError, match="weights are missing"):
            list(process_articles([Article("a", "He left."), Article("b", "She left.")], PLAIN))

    def test_no_such_engine(self):
        """An engine that does not exist is an error that lists those that do."""
        with pytest.raises(ToolkitError, match="neural, fast, rules"):
            extract_statements(Article("a", ""), engine="magic")
