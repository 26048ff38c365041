"""Statement -> scores: word lists (baselines), rules that name their words, the learned scores, and a user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.extract import DEFAULT_ENGINE
from toolkit.lexicon import Parties
from toolkit.model import Article, Statement
from toolkit.score.acts import find_act
from toolkit.score.certainty import deciding_words
from toolkit.score.framing import score_framing
from toolkit.score.issues import Issue, read_issues
from toolkit.score.learned import score_learned
from toolkit.score.own import score_own
from toolkit.score.polarity import score_polarity, score_vader

__all__ = ["Issue", "read_issues", "score_statements", "score_word_lists"]


def score_statements(
    article: Article,
    statements: Iterable[Statement],
    *,
    engine: str = DEFAULT_ENGINE,
    parties: Parties | None = None,
    issues: Sequence[Issue] = (),
) -> tuple[Statement, ...]:
    """The statements with every score; ModelError where the weights are missing (`score_word_lists` needs none).

    Tone, posture, certainty and targets are learned; act and framing come from rules, the act as far as the posture
    allows, as do the words that explain the certainty, which are None where no listed word speaks for the class that
    the model chose. `engine` decides which model scores, `parties` whose country is whose; `issues` are targets beside
    the package's.

    >>> from toolkit.model import Span
    >>> one = score_statements(Article("a", "We may help, he claimed"), [Statement((Span(0, 11),), "direct")])[0]
    >>> one.certainty, one.certainty_words
    ('hedged', Span(start=3, end=6))
    """
    scored = []
    listed = score_word_lists(article, statements)
    found = score_learned(article, listed, engine=engine, parties=parties, issues=issues)
    for statement in score_own(article, found):
        words = deciding_words(article.text, statement, statement.certainty or "asserted")
        act = find_act(article.text, statement, posture=statement.posture).kind
        framing = score_framing(article.text, statement)
        scored.append(replace(statement, certainty_words=words, act=act, framing=framing))
    return tuple(scored)


def score_word_lists(article: Article, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with polarity, subjectivity and vader, from the speaker's own words (content) only.

    >>> from toolkit.model import Span
    >>> score_word_lists(Article("a", "Good, he said"), [Statement((Span(0, 4),), "direct")])[0].polarity
    0.7
    """
    scored = []
    for statement in statements:
        words = statement.words(article.text)
        polarity, subjectivity = score_polarity(words)
        scored.append(replace(statement, polarity=polarity, subjectivity=subjectivity, vader=score_vader(words)))
    return tuple(scored)
