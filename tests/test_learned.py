"""Learned scores: any text is scored, names do not count, missing weights are one clear line, users add their own."""

import itertools
import json
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.__main__ import main
from toolkit.encoder import _load_encoder, load_encoder
from toolkit.errors import ModelError, ToolkitError
from toolkit.model import Article, Span, Statement
from toolkit.score import own
from toolkit.score.learned import read_statement, score_learned
from toolkit.score.model import LARGE, SMALL, VALUES, _answers, choose, judge, load_scorer
from toolkit.score.own import find_scorers, score_own
from toolkit.score.parts import split_statement
from toolkit.score.stance import score_stance, to_pair
from toolkit.score.targets import read_surroundings


def scored(text, start=0, end=None, engine="fast"):
    """The scores of the part of a text."""
    one = Statement((Span(start, len(text) if end is None else end),), "direct")
    return score_learned(Article("a", text), [one], engine=engine)[0]


class TestAnyText:
    TEXTS: ClassVar = {
        "empty": "",
        "space": " ",
        "one word": "No",
        "mark": "!",
        "emoji": "💥",
        "Russian": "Это война",
        "surrogate": "\ud800",
        "nested": "“She said ‘I heard “no” there’ to me”",
        "sarcasm": "Great. Just “great” 🙄",
        "5000 words": "peace " * 5000,
        "long word": "x" * 5000,
    }

    @pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
    def test_in_range(self, text):
        """Any content is scored within the ranges, without an exception, twice the same."""
        found = scored(text)
        assert found.tone is not None and -1 <= found.tone <= 1
        assert found.posture is not None and -1 <= found.posture <= 1
        assert found.certainty in {"asserted", "hedged", "denied", "conditional"}
        assert all(0 <= target.p <= 1 and target.stance in {"favor", "neutral", "against"} for target in found.targets)
        assert len(found.targets) <= 3
        assert scored(text) == found

    def test_length_does_not_drown(self):
        """Five thousand words of praise are praise."""
        assert scored("We are grateful for this wonderful help. " * 700).posture > 0


class TestChoice:
    SURE, UNSURE = (0.0, 0.0, 1.0), (0.4, 0.3, 0.3)

    @pytest.mark.parametrize(
        ("chosen", "relevance", "stance"),
        [
            ([1], [0.9, 0.5], [UNSURE, SURE]),
            ([1, 0], [0.9, 0.5], [(0.45, 0.45, 0.1), SURE]),
            ([0], [0.25, 0.1], [SURE, SURE]),
            ([], [0.3], [UNSURE]),
            ([3, 0, 1], [0.9, 0.8, 0.7, 1.0], [SURE] * 4),
            ([], [], []),
        ],
    )
    def test_target_and_stance(self, chosen, relevance, stance):
        """Chosen is what is likely a target and of a likely stance: at most three, the first from half of it."""
        assert choose(np.array(relevance), np.array(stance, float).reshape(-1, 3), 0.4) == chosen


class TestParts:
    TEXT = "We thank you all for it, and gladly. Never! They burnt our town (Mr. Aalto's) down. " * 8

    @pytest.mark.parametrize("cuts", [(0, 672), (0, 40, 44, 672), (0, 83, 84, 300, 310, 671)])
    def test_every_word_once(self, cuts):
        """The parts of a long statement have all its words, in their order, and each at most 45."""
        one = Statement(tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=True)), "direct")
        parts = split_statement(self.TEXT, one)
        assert len(parts) > 2
        assert " ".join(part.words(self.TEXT) for part in parts).split() == one.words(self.TEXT).split()
        assert all(len(part.words(self.TEXT).split()) <= 45 for part in parts)

    def test_one_long_sentence(self):
        """A sentence is never cut."""
        text = "and we go on " * 40
        assert len(split_statement(text, Statement((Span(0, len(text)),), "direct"))) == 1

    def test_mean_of_the_parts(self):
        """The tone of a long statement lies between those of its parts; all of it is read."""
        dull, glad = "The meeting is on Tuesday. " * 300, "We are grateful for this wonderful help. " * 300
        assert scored(dull).tone < scored(dull + glad).tone < scored(glad).tone

    def test_targets_of_all_parts(self):
        """What is named in any part may be a target, with the span of its mention."""
        text = "The meeting is on Tuesday. " * 20 + "Poland betrayed us, and we condemn Poland for it."
        [target] = [t for t in scored(text).targets if t.name == "Poland"]
        assert (target.stance, target.span.of(text)) == ("against", "Poland")


class TestCompany:
    TEXT = "We may help them, he said. They murdered a child in Kyiv. Great! Only if they go, then we talk with Berlin."
    PIECES = ((0, 16), (27, 56), (58, 64), (65, 106), (0, 106), (3, 9))

    @given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
    @settings(max_examples=15, deadline=None)
    def test_each_alone(self, places):
        """A statement has the same scores, to the last digit, whatever is scored together with it."""
        statements = [Statement((Span(*place),), "direct") for place in places]
        together = score_learned(Article("a", self.TEXT), statements)
        assert list(together) == [score_learned(Article("a", self.TEXT), [one])[0] for one in statements]


class TestLater:
    TEXT = (
        "Warsaw met Vienna on the flood. The flood, said Orr, is a flood. “They lie about the deep harbour,” he said."
    )
    LATER = ("Rome.", "Warsaw Warsaw Warsaw", "The deep harbour is deep.", "harbours harbours harbours", "Jill Orr", "")

    @given(st.lists(st.sampled_from(LATER), max_size=4))
    @settings(max_examples=15, deadline=None)
    def test_changes_nothing(self, later):
        """What an article goes on to say changes no score and no target of a statement before it."""
        spans = [Span(self.TEXT.index(start), self.TEXT.index(end)) for start, end in (("is a", "od. “"), ("“", " he"))]
        statements = [Statement((span,), "direct") for span in spans]
        longer = "\n\n".join([self.TEXT, *later])
        assert score_learned(Article("a", longer), statements) == score_learned(Article("a", self.TEXT), statements)


class TestSense:
    def test_tone(self):
        """Horror sounds worse than routine, and delight better."""
        horror, routine, delight = (
            scored(text).tone
            for text in (
                "They tortured and murdered children",
                "The meeting is on Tuesday",
                "We are happy and so grateful",
            )
        )
        assert horror < routine < delight

    def test_posture(self):
        """A threat confronts, an offer cooperates, a report does neither."""
        threat, report, offer = (
            scored(text).posture
            for text in (
                "We will destroy you",
                "The meeting is on Tuesday",
                "We will gladly provide help and aid to you",
            )
        )
        assert threat < report < offer

    def test_tone_is_not_posture(self):
        """A sad fact is negative in tone and confronts nobody as much as it is sad."""
        found = scored("Eleven people died in the flood")
        assert found.tone < 0 and found.posture > found.tone

    def test_negation(self):
        """Refusing to negotiate confronts more than being ready to."""
        assert (
            scored("We will never negotiate with them").posture < scored("We are ready to negotiate with them").posture
        )

    def test_certainty(self):
        """May hedges, if sets a condition, not true denies."""
        said = ("The bridge may close", "If you stop, we will stop", "This is not true", "The bridge is closed")
        assert [scored(text).certainty for text in said] == ["hedged", "conditional", "denied", "asserted"]

    @pytest.mark.parametrize("text", ["Aalto was lying.", "He is a liar.", "You are lying!", "They lie every day."])
    def test_accused_of_lying(self, text):
        """Who calls somebody a liar accuses, and denies nothing."""
        assert scored(text).certainty == "asserted"

    @pytest.mark.parametrize("text", ["It is not true, he lied.", "This is a lie.", "He lied: the report is false."])
    def test_denied_with_a_reproach(self, text):
        """Who says as well that something is untrue denies it."""
        assert scored(text).certainty == "denied"


class TestBlind:
    ACTORS = ("Peskov", "Zelensky", "Putin", "Biden", "Macron", "Orr")

    @pytest.mark.parametrize("pattern", ["{} is lying again", "We thank {} for the help", "I do not know {} well"])
    def test_persons(self, pattern):
        """Any two persons in the same sentence get the same scores."""
        found = [scored(pattern.format(name)) for name in self.ACTORS if name != "Orr" or not pattern.startswith("{")]
        assert {(one.tone, one.posture, one.certainty) for one in found} == {
            (found[0].tone, found[0].posture, found[0].certainty)
        }

    def test_countries(self):
        """Any two countries swapped leave every score; targets change their names only."""
        text = "{} attacks {}, says the {} minister"
        states = {"Russia": "Russian", "Ukraine": "Ukrainian", "Poland": "Polish"}
        found = {(a, b): scored(text.format(a, b, states[a])) for a, b in itertools.permutations(states, 2)}
        plain = {(one.tone, one.posture, one.certainty, tuple(t.stance for t in one.targets)) for one in found.values()}
        assert len(plain) == 1

    def test_stance(self):
        """The stance toward a target does not depend on its name."""
        assert score_stance("Putin is a hero", Span(0, 5)) == score_stance("Biden is a hero", Span(0, 5))


class TestEngines:
    """The large engine's scores are of a large model and of the small one beside it."""

    TEXT = "They murdered a child in Kyiv, and we condemn Poland for its sanctions. Great, thank you!"

    @pytest.mark.parametrize(("engine", "name"), [("neural", LARGE), ("fast", SMALL), ("rules", SMALL)])
    def test_which(self, engine, name):
        """Each engine has its scoring model; rules find statements without weights, but have no scores of their own."""
        assert load_scorer(engine) is load_encoder(name)

    @pytest.mark.parametrize("scheme", ["statement", "sentence"])
    def test_the_mean_of_both(self, scheme):
        """Of two models the logits are averaged, each by its share; a mean of one is that one."""
        large, small = load_encoder(LARGE), load_encoder(SMALL)
        [(beside, share)] = large.beside
        assert beside.folder == small.folder
        assert small.beside == []
        one = Statement((Span(0, len(self.TEXT)),), "direct")
        pieces, facts, _ = read_statement(self.TEXT, one, read_surroundings(self.TEXT))
        [a], [b] = (_answers([(pieces, facts)], model, scheme) for model in (large, small))
        [found] = judge([(pieces, facts)], large, scheme=scheme)
        tone = np.exp((1 - share) * a["tone"] + share * b["tone"])
        assert found.tone == pytest.approx(float(tone / tone.sum() @ VALUES), abs=1e-5)
        heat = large.config["temperatures"][scheme]
        stance = np.exp(((1 - share) * a["stance"] + share * b["stance"]) / heat)
        assert found.stance == pytest.approx(stance / stance.sum(axis=1, keepdims=True), abs=1e-5)

    def test_both_agree_on_what_is_plain(self):
        """Murder sounds bad and thanks sound good to either model, and neither sees the names."""
        for engine in ("neural", "fast"):
            bad, good = (scored(text, engine=engine) for text in ("They murdered a child.", "Great, thank you!"))
            assert bad.tone < 0 < good.tone
            assert bad.posture < good.posture
            one, other = (score_stance(f"{who} is a hero", Span(0, 5), engine=engine) for who in ("Putin", "Biden"))
            assert one == other

    def test_on_the_command_line(self, tmp_path, capsys):
        """`toolkit stance` takes the engine that is asked for; rules have no stance toward a target."""
        pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
        pairs.write_text(json.dumps({"id": "1", "text": "Ann is a hero", "target": [0, 3]}), encoding="utf-8")
        found = {}
        for engine in ("neural", "fast"):
            assert main(["stance", str(pairs), "-o", str(out), "--engine", engine]) == 0
            found[engine] = json.loads(out.read_text(encoding="utf-8"))["p"]
        assert found["neural"] != found["fast"]
        assert found["neural"] == score_stance("Ann is a hero", Span(0, 3), engine="neural")
        with pytest.raises(SystemExit, match="2"):
            main(["stance", str(pairs), "-o", str(out), "--engine", "rules"])
        assert "invalid choice: 'rules'" in capsys.readouterr().err


class TestWeights:
    @pytest.fixture
    def models(self, tmp_path, monkeypatch):
        """An empty folder of models."""
        monkeypatch.setattr("toolkit.weights.MODELS", tmp_path)
        _load_encoder.cache_clear()
        yield tmp_path
        _load_encoder.cache_clear()

    def test_missing(self, models):
        """Without weights there is one clear line."""
        with pytest.raises(ModelError, match=f"{SMALL}: the weights are missing"):
            scored("Yes")

    def test_damaged(self, models):
        """Weights of another hash are not used."""
        folder = models / SMALL
        folder.mkdir()
        (folder / "model.bin").write_bytes(b"")
        (folder / "config.json").write_text(json.dumps({"sha256": {"model.bin": "0"}}), encoding="utf-8")
        with pytest.raises(ModelError, match=r"model\.bin: the weights are damaged"):
            scored("Yes")


class TestStance:
    def test_of_sentences(self):
        """Who is praised is favored, who is blamed is opposed."""
        for text, stance in (("Ann is a brave hero", "favor"), ("Ann is a corrupt liar", "against")):
            p = score_stance(text, Span(0, 3))
            assert max(p, key=p.get) == stance and sum(p.values()) == pytest.approx(1, abs=0.001)

    @pytest.mark.parametrize(
        ("problem", "row"),
        [
            ("not an object", []),
            ("no id", {"text": "a", "target": [0, 1]}),
            ("no text", {"id": "1", "target": [0, 1]}),
            ("target is not", {"id": "1", "text": "a", "target": "a"}),
            ("outside the text of 1 characters", {"id": "1", "text": "a", "target": [0, 2]}),
            ("outside the text", {"id": "1", "text": "a", "target": [1, 1]}),
        ],
    )
    def test_bad_rows(self, problem, row):
        """What is wrong with a row is said."""
        with pytest.raises(ValueError, match=problem):
            to_pair(row)

    def test_command(self, tmp_path, capsys):
        """Good lines are answered in their order; a bad one is named with its number and the status is 2."""
        pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
        good = [json.dumps({"id": name, "text": "Ann is a hero", "target": [0, 3]}) for name in ("b", "a")]
        pairs.write_text("\n".join([good[0], "{", good[1]]) + "\n", encoding="utf-8")
        assert main(["stance", str(pairs), "-o", str(out)]) == 2
        assert "pairs.jsonl, line 2: " in capsys.readouterr().err
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in rows] == ["b", "a"]
        assert set(rows[0]) == {"id", "stance", "p"} and set(rows[0]["p"]) == {"favor", "neutral", "against"}


class TestOwnScorers:
    @pytest.fixture
    def install(self, tmp_path, monkeypatch):
        """Makes a package with one scorer that counts as installed."""

        def made(body):
            info = tmp_path / "mine-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n", encoding="utf-8")
            (info / "entry_points.txt").write_text(f"[{own.GROUP}]\nmarks = mine_{id(body)}:marks\n", encoding="utf-8")
            (tmp_path / f"mine_{id(body)}.py").write_text(body, encoding="utf-8")
            monkeypatch.syspath_prepend(str(tmp_path))
            find_scorers.cache_clear()

        yield made
        find_scorers.cache_clear()

    ONE = Statement((Span(0, 4),), "direct")

    def test_added(self, install):
        """Three lines and an entry point add a score, under its name."""
        install("def marks(article, statement):\n    return statement.words(article.text).count('!')\n")
        assert score_own(Article("a", "No!!"), [self.ONE])[0].more == (("marks", 2),)

    @pytest.mark.parametrize(
        ("problem", "body"),
        [
            ("a, scorer marks: failed .ZeroDivisionError", "def marks(article, statement):\n    return 1 / 0\n"),
            ("a, scorer marks: gave list", "def marks(article, statement):\n    return []\n"),
            ("scorer marks .*cannot be loaded .SyntaxError", "def marks(:\n"),
        ],
    )
    def test_broken(self, install, problem, body):
        """A scorer that fails is named."""
        install(body)
        with pytest.raises(ToolkitError, match=problem):
            score_own(Article("a", "No!!"), [self.ONE])

    def test_none_installed(self):
        """Without one nothing changes."""
        assert replace(self.ONE, more=()) == self.ONE
