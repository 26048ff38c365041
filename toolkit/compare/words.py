"""Words that tell two groups apart."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from toolkit.compare.groups import check_columns, check_groups
from toolkit.errors import InputError
from toolkit.score.polarity import vader_words

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ABBREVIATION = re.compile(rf"(?<![\w.])(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])\.?(?:['’-][^\W\d_]+)*|{WORD.pattern}")
ARTICLES_AND_PRONOUNS = """
    a an the this that these those such i you he she it we they me him her them my your his its our their mine
    yours hers ours theirs myself yourself himself herself itself ourselves yourselves themselves who whom whose
    which what when where why how whoever whatever whichever there here all any both each every either neither some
    other another own same more most much many few less
"""  # but us, which may be the country
LINKING = """
    and or but nor so yet if then than as because since while whereas although though unless until whether of in on
    at by for with from to into onto out up down over under about above below after before between through during
    against among within without toward towards upon off per via like not no also only very too just
"""
AUXILIARY = """
    am is are was were be been being do does did doing have has had having will would shall should can could may
    might must ought cannot won't can't shan't
"""
TITLES = "mr mrs ms dr"
GRAMMAR = frozenset(f"{ARTICLES_AND_PRONOUNS} {LINKING} {AUXILIARY} {TITLES}".split())
SHORT = re.compile(r"(?:n't|'(?:re|ve|ll|d|m))$")
COLUMNS = ["word", "a", "b", "articles", "log_odds", "z"]


def find_words(text: str, *, abbreviations: bool = True) -> list[str]:
    """The words of a text in lower case; apostrophes and hyphens inside a word belong to it, but "'s" does not.

    An abbreviation with full stops is one word, which ends in one; without `abbreviations` it falls into its letters.

    >>> find_words("We don't cease-fire in 2022.")
    ['we', "don't", 'cease-fire', 'in']
    >>> find_words("Russia's offer")
    ['russia', 'offer']
    >>> find_words("The U.S. said so.")
    ['the', 'u.s.', 'said', 'so']
    """
    found = (ABBREVIATION if abbreviations else WORD).findall(text.lower())
    return [_stopped(word.replace("’", "'").removesuffix("'s")) for word in found]


def _stopped(word: str) -> str:
    """An abbreviation with its last full stop, which a sentence may have lost."""
    return word + "." if "." in word and word[-2:-1] == "." else word


def is_grammar(word: str) -> bool:
    """Whether a word is grammar (article, pronoun, preposition, conjunction, auxiliary, title of courtesy), no topic.

    >>> [is_grammar(word) for word in ("the", "don't", "we're", "peace")]
    [True, True, True, False]
    """
    return word in GRAMMAR or SHORT.sub("", word) in GRAMMAR


def distinctive_words(
    frame: pd.DataFrame,
    a: str,
    b: str,
    *,
    by: str = "side",
    background: Iterable[str] | None = None,
    prior: float = 500.0,
    articles: int = 2,
    grammar: bool = False,
) -> pd.DataFrame:
    """One row a word: its counts, log-odds ratio (a over b) and z, a's words first; ties by word.

    Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008: Fightin' words. Political
    Analysis 16, section 3.5): each word begins with its share of `prior` words in the background, all statements of
    `frame` unless texts are given, so that rare words weigh little. z does not know that words of one article belong
    together: words that fewer than `articles` articles use are left out, and z ranks words, it tests nothing. Words of
    grammar (the, of, we, will) count, but have no row unless `grammar`.

    >>> said = ["peace", "peace", "war", "war"]
    >>> rows = pd.DataFrame({"doc": ["1", "2", "1", "2"], "side": ["x", "x", "y", "y"], "text": said})
    >>> list(distinctive_words(rows, "x", "y")["word"])
    ['peace', 'war']
    """
    if a > b:
        found = distinctive_words(
            frame, b, a, by=by, background=background, prior=prior, articles=articles, grammar=grammar
        )
        found = found.assign(log_odds=-found["log_odds"], z=-found["z"], a=found["b"], b=found["a"])
        return found.sort_values(["z", "word"], ascending=[False, True], kind="stable", ignore_index=True)
    check_groups(frame, [a, b], by)
    check_columns(frame, ["doc", "text"])
    if not 0 < prior < math.inf:
        raise InputError(f"a prior of {prior} words", hint="give a number above 0")
    texts = frame["text"].fillna("")
    counts = [Counter(w for text in texts[frame[by] == side] for w in find_words(text)) for side in (a, b)]
    behind = Counter(w for text in (texts if background is None else background) for w in find_words(text))
    part = frame[frame[by].isin([a, b])]
    pairs = {(doc, w) for doc, text in zip(part["doc"], part["text"].fillna(""), strict=True) for w in find_words(text)}
    used = Counter(word for _, word in pairs)
    words = sorted(word for word in used if used[word] >= articles and (grammar or not is_grammar(word)))
    if not words or not all(counts) or len({*used, *behind}) < 2:
        return pd.DataFrame({name: pd.Series(dtype=object if name == "word" else float) for name in COLUMNS})
    behind.update(word for word in used if word not in behind)
    weight = np.array([behind[word] for word in words]) * prior / sum(behind.values())
    y = np.array([[one[word] for word in words] for one in counts]) + weight
    rest = np.array([[sum(one.values())] for one in counts]) + prior - y
    log_odds = np.log(y[0] / rest[0]) - np.log(y[1] / rest[1])
    found = pd.DataFrame({
        "word": words, "a": [counts[0][w] for w in words], "b": [counts[1][w] for w in words],
        "articles": [used[w] for w in words], "log_odds": log_odds, "z": log_odds / np.sqrt(1 / y[0] + 1 / y[1]),
    })  # fmt: skip
    return found.sort_values(["z", "word"], ascending=[False, True], kind="stable", ignore_index=True)


def word_shift(
    frame: pd.DataFrame, a: str, b: str, *, by: str = "side", scores: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """One row a scored word: its shares of a's and b's scored words, score and shift, the largest shift first.

    The shifts add up to the mean score of a's words minus that of b's: each is the difference of the shares times the
    score's distance from the mean of both (Gallagher et al. 2021: Generalized word shift graphs. EPJ Data Science 10,
    equation 5). `scores` are VADER's (-1 to +1) unless others are given: a list of words, not what speakers mean.

    >>> rows = pd.DataFrame({"side": ["x", "x", "y"], "text": ["good", "bad", "bad"]})
    >>> found = word_shift(rows, "x", "y", scores={"good": 1.0, "bad": -1.0})
    >>> found["shift"].sum(), list(found["word"])
    (np.float64(1.0), ['good', 'bad'])
    """
    check_groups(frame, [a, b], by)
    check_columns(frame, ["text"])
    known = vader_words() if scores is None else scores
    texts = frame["text"].fillna("")
    counts = [
        Counter(w for text in texts[frame[by] == side] for w in find_words(text) if w in known) for side in (a, b)
    ]
    words = sorted(set().union(*counts)) if all(counts) else []
    value = np.array([known[word] for word in words], float)
    x, y = (np.array([one[word] for word in words]) / max(1, sum(one.values())) for one in counts)
    shift = (x - y) * (value - (x + y) @ value / 2)
    found = pd.DataFrame({"word": words, "a": x, "b": y, "score": value, "shift": shift})
    order = found.assign(size=-found["shift"].abs()).sort_values(["size", "word"], kind="stable").index
    return found.loc[order].reset_index(drop=True)
