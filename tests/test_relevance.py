"""What a statement is about: the evidence holds no names; article and speaker have a part in it."""

from dataclasses import replace

import numpy as np
import pytest

from toolkit.encoder import load_encoder
from toolkit.model import Article, Span, Speaker, Statement
from toolkit.score.learned import score_learned
from toolkit.score.mentions import find_mentions
from toolkit.score.model import LARGE, SMALL, Judged
from toolkit.score.relevance import EVIDENCE, TREES, weigh_targets, with_relevance
from toolkit.score.rows import share_rows
from toolkit.score.targets import all_candidates, find_candidates, read_surroundings

TEXT = "Ukraine waits. Ukraine and Russia met. Moscow must answer for the flood, said Orr.\nThe flood is over."
START, END = TEXT.index("Moscow"), TEXT.index(", said")


def evidence(text, speaker=None):
    """The rows of the statement of a text by the names of its candidates."""
    one = Statement((Span(text.index("met. ") + 5, text.index(", said")),), "indirect", speaker=speaker or Speaker())
    around = read_surroundings(text)
    candidates = all_candidates(text, one, around)
    count = len(candidates)
    said = np.linspace(0.9, 0.1, count)
    judged = Judged(0.1, 0.2, np.full(4, 0.25), said, np.full((count, 3), 1 / 3))
    rows = weigh_targets(one, judged, candidates, around)
    return {c.name: dict(zip(EVIDENCE, row, strict=True)) for c, row in zip(candidates, rows.tolist(), strict=True)}


class TestEvidence:
    def test_no_names(self):
        """Two actors that change places leave the numbers as they are, each under the other's name."""
        swapped = (
            TEXT.replace("Ukraine", "X").replace("Russia", "Ukraine").replace("X", "Russia").replace("Moscow", "Kyiv")
        )
        before, changed = evidence(TEXT)["Russia"], evidence(swapped)["Ukraine"]
        lengths = {"place", "characters"}  # "Kyiv" is shorter than "Moscow"
        assert {k: v for k, v in before.items() if k not in lengths} == {
            k: v for k, v in changed.items() if k not in lengths
        }

    def test_share_of_the_article(self):
        """A name has its share of the names so far, a word its share of the words so far in percent."""
        found = evidence(TEXT)
        assert found["Russia"]["share"] == pytest.approx(0.5) and found["Russia"]["of_most"] == 1
        assert found["flood"]["share"] == pytest.approx(100 / 14) and found["flood"]["of_most"] == -1

    @pytest.mark.parametrize(("side", "home"), [("russia", 1), ("ukraine", 0)])
    def test_own_side(self, side, home):
        """Whoever speaks of their own country does so on either side."""
        found = evidence(TEXT, Speaker("Vladimir Putin", side=side))
        assert (found["Russia"]["home"], found["Russia"]["speaker"]) == (home, 0)

    @pytest.mark.filterwarnings("error")
    @pytest.mark.parametrize("relevance", [0.0, 1.0])
    def test_certainty_has_odds(self, relevance):
        """Where single precision has no number between the relevance and 0 or 1, too."""
        one, around = Statement((Span(0, 4),), "direct"), read_surroundings("Kyiv")
        said = Judged(0.1, 0.2, np.ones(4), np.array([relevance], np.float32), np.eye(1, 3))
        rows = weigh_targets(one, said, all_candidates("Kyiv", one, around), around)
        assert np.isfinite(rows).all()

    def test_rank(self):
        """The likeliest comes first, the others are behind it in log-odds."""
        found = list(evidence(TEXT).values())
        assert [row["rank"] for row in found] == list(range(len(found)))
        assert found[0]["behind"] == 0 > found[1]["behind"] > found[-1]["behind"]


class TestRows:
    def test_shared(self):
        """Names of a row are as relevant as the most relevant of them, and have one stance."""
        text = "He thanked Berlin, Paris and Warsaw, not Rome"
        one = Statement((Span(0, len(text)),), "direct")
        candidates = find_candidates(text, one, find_mentions(text))
        judged = Judged(0.1, 0.2, np.full(4, 0.25), np.array([0.1, 0.6, 0.3, 0.2]), np.eye(4, 3))
        ((_, found, _),) = share_rows(text, [(one, judged, candidates)])
        assert found.relevance.tolist() == [0.6, 0.6, 0.6, 0.2]
        assert found.stance[0] == pytest.approx([0.1, 0.6, 0.3]) and (found.stance[:3] == found.stance[0]).all()
        assert found.stance[3].tolist() == judged.stance[3].tolist()

    @pytest.mark.parametrize("engine", ["fast"])
    def test_targets(self, engine):
        """Everybody who is thanked in a row is a target that the statement is in favor of."""
        text = "Then Berlin, Paris and Warsaw, and we are deeply grateful to Berlin, Paris and Warsaw for their support"
        one = Statement((Span(text.index("we"), len(text)),), "direct")
        (found,) = score_learned(Article("a", text), [one], engine=engine)
        assert [(t.name, t.stance) for t in found.targets] == [(n, "favor") for n in ("Germany", "France", "Poland")]


class TestTrees:
    @pytest.mark.parametrize("name", [LARGE, SMALL])
    def test_columns(self, name):
        """Every branch looks at a number that there is."""
        trees = load_encoder(name).choice[TREES]["trees"]
        assert {node[0] for tree in trees for node in tree if len(node) > 1} <= set(range(len(EVIDENCE)))

    def test_relevance(self):
        """The trees' probability takes the place of the model's; nothing else changes."""
        one = Statement((Span(START, END),), "indirect")
        around = read_surroundings(TEXT)
        candidates = all_candidates(TEXT, one, around)
        judged = Judged(0.1, 0.2, np.full(4, 0.25), np.full(len(candidates), 0.5), np.full((len(candidates), 3), 1 / 3))
        ((_, found, _),) = with_relevance([(one, judged, candidates)], around, load_encoder(SMALL))
        assert not np.array_equal(found.relevance, judged.relevance)
        assert all(0 < p < 1 for p in found.relevance)
        assert replace(found, relevance=judged.relevance).stance is judged.stance
