"""How likely each candidate is what a statement is about: trees weigh what the model says beside what the article says.

The model reads masked words. That an article is about somebody, or that whoever speaks speaks of their own side, is not
in these words; it is in the evidence here, which holds no name either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Encoder
from toolkit.model import Statement
from toolkit.score.model import KINDS, Array, Judged
from toolkit.score.targets import IMPLIED, Candidate, Surroundings
from toolkit.trees import probabilities

Said = tuple[Statement, Judged, tuple[Candidate, ...]]
TREES = "targets"  # their name in choice.json
EVIDENCE = (
    "relevance", "rank", "best", "second", "behind", *KINDS, "name", "count", "share", "of_most", "lead", "place",
    "favor", "neutral", "against", "not_neutral", "candidates", "names", "characters", "speaker", "home", "direct",
    "tone", "posture",
)  # fmt: skip
CERTAIN = np.float32(0.9999999)  # the relevance above which single precision has no odds
NONE = -9.0  # in place of the second best relevance where there is but one candidate


def weigh_targets(
    statement: Statement, judged: Judged, candidates: Sequence[Candidate], around: Surroundings
) -> NDArray[np.float64]:
    """A row for each candidate with the numbers named in EVIDENCE.

    Log-odds of the model's relevance, its rank and how far it is behind the best; the kind; the candidate's share of
    the names of the article up to here (of a common word: of its words, in percent), also of the most frequent name's
    (-1: no name), its mentions in the lead; where in the content it stands (-1: implied); the model's stance; whether
    it is the speaker or the speaker's country.

    >>> from toolkit.model import Span
    >>> from toolkit.score.targets import read_surroundings
    >>> one, said = Statement((Span(0, 4),), "direct"), Judged(0.1, 0.2, np.ones(4), np.array([0.5]), np.eye(1, 3))
    >>> found = weigh_targets(one, said, [Candidate("Ukraine", Span(0, 4), 1, "state")], read_surroundings("Kyiv"))
    >>> dict(zip(EVIDENCE, found[0].tolist()))["share"]
    1.0
    """
    likely = np.minimum(judged.relevance, CERTAIN)
    odds = np.log(likely + 1e-9) - np.log1p(1e-9 - likely)
    ranked = np.sort(odds)[::-1]
    best, second = (float(ranked[n]) if len(ranked) > n else NONE for n in (0, 1))
    rank = np.argsort(np.argsort(-odds, kind="stable"))
    start, length = statement.content[0].start, sum(piece.end - piece.start for piece in statement.content)
    names = sum(candidate.kind not in KINDS for candidate in candidates)
    home, told = around.home_of(statement), around.told(statement)
    rows = []
    for i, candidate in enumerate(candidates):
        share, of_most, lead = told.weight_of(candidate)
        place = -1.0 if candidate.kind in IMPLIED else (candidate.span.start - start) / max(1, length)
        favor, neutral, against = judged.stance[i]
        rows.append([
            odds[i], rank[i], best, second, odds[i] - best, *(candidate.kind == kind for kind in KINDS),
            candidate.kind not in KINDS, candidate.count, share, of_most, lead, place, favor, neutral, against,
            max(favor, against), len(candidates), names, np.log1p(length), candidate.name == statement.speaker.name,
            candidate.name == home, statement.kind == "direct", judged.tone, judged.posture,
        ])  # fmt: skip
    return np.array(rows, np.float64).reshape(len(rows), len(EVIDENCE))


def with_relevance(said: Sequence[Said], around: Surroundings, scorer: Encoder) -> list[Said]:
    """What the model says of statements, with the relevance that its trees find, if it has any, in place of its own.

    All statements at once, since trees take their time for each call; none has an effect on another.
    """
    if TREES not in scorer.choice or not said:
        return list(said)
    evidence = [weigh_targets(*one, around) for one in said]
    sure: Array = probabilities(scorer.choice[TREES], np.vstack(evidence))
    ends = np.cumsum([len(rows) for rows in evidence])
    return [
        (statement, replace(judged, relevance=sure[end - len(candidates) : end]), candidates)
        for (statement, judged, candidates), end in zip(said, ends, strict=True)
    ]
