"""Named word-list baselines: they count words and know nothing of conflict, irony or who is meant.

TextBlob: the `pattern` lexicon (De Smedt & Daelemans 2012, "Pattern for Python", JMLR 13).
VADER: Hutto & Gilbert 2014, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis", ICWSM.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _clip(value: float, low: float) -> float:
    return max(low, min(1.0, float(value)))


def score_polarity(words: str) -> tuple[float, float]:
    """TextBlob's polarity (-1 to +1) and subjectivity (0 to 1); text without listed words gives 0 and 0.

    >>> score_polarity("Good")[0]
    0.7
    """
    from textblob import TextBlob

    found = TextBlob(words).sentiment
    return _clip(found.polarity, -1.0), _clip(found.subjectivity, 0.0)


def score_vader(words: str) -> float:
    """VADER's compound score, -1 to +1; 0 for text without listed words.

    >>> score_vader("Good")
    0.4404
    """
    return _clip(_analyzer().polarity_scores(words)["compound"], -1.0) if words.strip() else 0.0


def vader_words() -> Mapping[str, float]:
    """VADER's words with their valence, -1 to +1 (its own scale of -4 to +4 by four).

    >>> round(vader_words()["good"], 3)
    0.475
    """
    return {word: valence / 4 for word, valence in _analyzer().lexicon.items()}
