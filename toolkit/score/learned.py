"""Statements with the learned scores: tone, posture, certainty and targets, from masked words only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import Encoder
from toolkit.extract import DEFAULT_ENGINE
from toolkit.lexicon import Parties
from toolkit.model import Article, Statement, Target
from toolkit.score.certainty import accuses_of_lying, score_certainty
from toolkit.score.inputs import CONTENT, TARGET, Piece, statement_pieces
from toolkit.score.issues import Issue
from toolkit.score.model import CERTAINTIES, STANCES, Judged, choose, describe, judge, load_scorer
from toolkit.score.parts import join_parts, split_statement
from toolkit.score.relevance import with_relevance
from toolkit.score.rows import share_rows
from toolkit.score.targets import IMPLIED, Candidate, Surroundings, all_candidates, read_surroundings


def score_learned(
    article: Article,
    statements: Iterable[Statement],
    *,
    engine: str = DEFAULT_ENGINE,
    parties: Parties | None = None,
    issues: Sequence[Issue] = (),
) -> tuple[Statement, ...]:
    """The statements with tone, posture, certainty and targets; ModelError without the weights.

    `engine` decides the weights (`scorer_of`), `parties` whose country is whose. `issues`: what `read_issues` made of a
    table of your own, beside the package's.

    >>> from toolkit.model import Span
    >>> one = Statement((Span(0, 20),), "direct")
    >>> score_learned(Article("a", "They murdered a child"), [one])[0].tone < 0
    True
    """
    scorer, around = load_scorer(engine), read_surroundings(article.text, date=article.date, sides=parties)
    return tuple(
        _scored(article.text, statement, found, candidates, scorer.config)
        for statement, found, candidates in judge_statements(
            article.text, list(statements), around, scorer, issues=issues
        )
    )


def judge_statements(
    text: str,
    statements: Sequence[Statement],
    around: Surroundings,
    scorer: Encoder,
    *,
    issues: Sequence[Issue] = (),
) -> list[tuple[Statement, Judged, tuple[Candidate, ...]]]:
    """What the model says of each statement, and the candidates that its target scores are about.

    A long statement is judged in parts (`parts.py`).
    """
    parts = [split_statement(text, statement) for statement in statements]
    read = [[read_statement(text, part, around, issues=issues) for part in own] for own in parts]
    found = iter(judge([(pieces, facts) for own in read for pieces, facts, _ in own], scorer))
    out = []
    for statement, pieces, own in zip(statements, parts, read, strict=True):
        triples = [(part, next(found), candidates) for part, (_, _, candidates) in zip(pieces, own, strict=True)]
        out.append((statement, *join_parts(text, triples)))
    return share_rows(text, with_relevance(out, around, scorer))


def read_statement(
    text: str, statement: Statement, around: Surroundings, *, issues: Sequence[Issue] = ()
) -> tuple[tuple[Piece, ...], NDArray[Any], tuple[Candidate, ...]]:
    """All that the model gets to know of a statement, and the candidates, whose names it does not."""
    candidates = all_candidates(text, statement, around, issues)
    marks = [(c.span, CONTENT if c.kind == "word" else TARGET) for c in candidates if c.kind not in IMPLIED]
    return statement_pieces(text, statement, around.mentions, marks), describe(candidates), candidates


def _scored(
    text: str, statement: Statement, found: Judged, candidates: Sequence[Candidate], config: Mapping[str, Any]
) -> Statement:
    """The statement with what the model says of it; nothing is said of a content without words."""
    if not statement.words(text).strip():
        return replace(statement, tone=0.0, posture=0.0, certainty="asserted")
    targets = []
    for i in choose(found.relevance, found.stance, config["threshold"]):
        best = int(found.stance[i].argmax())
        candidate = candidates[i]
        span = None if candidate.kind in IMPLIED else candidate.span
        targets.append(Target(candidate.name, STANCES[best], round(float(found.stance[i][best]), 4), span))
    sure = without_denial(found.certainty) if accuses_of_lying(text, statement) else found.certainty
    return replace(
        statement,
        tone=round(found.tone, 4),
        posture=round(found.posture, 4),
        certainty=decide_certainty(sure, score_certainty(text, statement).value, config),
        targets=tuple(targets),
    )


def without_denial(p: NDArray[Any]) -> NDArray[Any]:
    """The probabilities with none for a denial.

    >>> without_denial(np.array([0.25, 0.0, 0.75, 0.0]))
    array([0.25, 0.  , 0.  , 0.  ])
    """
    return np.where(np.array(CERTAINTIES) == "denied", 0.0, p)


def decide_certainty(p: NDArray[Any], by_rules: str, config: Mapping[str, Any]) -> str:
    """The class of the highest probability after the rules' class is given the weight that `calibrate` found."""
    scores = np.log(np.maximum(p, 1e-9)) + config["rules"] * np.array([c == by_rules for c in CERTAINTIES])
    return CERTAINTIES[int(scores.argmax())]
