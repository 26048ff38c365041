"""The learned scores: tone, posture and certainty of a statement, and the stance toward each of its targets.

One encoder reads the statement with its cue, all names masked (`inputs.py`); small layers on top of it give the
scores. There are two sets of weights, each with its card, in `toolkit/models/scores-neural` and `scores-fast`;
`training/scores.py` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.encoder import SURROGATE, Encoder, load_encoder
from toolkit.score.inputs import ASKED, CONTENT, CUE, PLACEHOLDER, TARGET, Piece
from toolkit.score.targets import Candidate

LARGE, SMALL = "scores-neural", "scores-fast"
SIZE = 254  # tokens that are read at once, and at most WINDOWS times
WINDOWS = 8
GRAIN = 8  # tokens: lengths are multiples of it, so that few shapes are prepared
VALUES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0], np.float32)  # the codebook's -2 .. +2
CERTAINTIES = ("asserted", "hedged", "denied", "conditional")
STANCES = ("favor", "neutral", "against")
KINDS = ("issue", "word", "frequent", "near", "both", "topic")  # all others are names
FACTS = len(KINDS) + 3  # what is known of a candidate beside its words
UNLIKELY = 0.05  # a relevance below which hardly any candidate is chosen
Array = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Tokens of a statement: ids, features, and the number of the candidate that each belongs to, or -1."""

    ids: Array
    types: Array
    targets: Array


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What the model says: the expected tone and posture, and probabilities."""

    tone: float
    posture: float
    certainty: Array
    relevance: Array
    stance: Array


def to_words(pieces: Sequence[Piece], tokenizer: Any) -> Words:
    """The tokens of the pieces, in their order."""
    plain = [SURROGATE.sub("\ufffd", piece.words) for piece in pieces]
    encodings = tokenizer.encode_batch(plain, add_special_tokens=False)
    counts = [len(encoding.ids) for encoding in encodings]
    ids = np.array([i for encoding in encodings for i in encoding.ids], np.int64)
    types = np.repeat(np.array([piece.feature for piece in pieces], np.int64), counts)
    return Words(ids, types, np.repeat(np.array([piece.target for piece in pieces], np.int64), counts))


def hide_issues(words: Words, facts: Array, placeholder: int) -> Words:
    """The tokens with one `placeholder` in place of each issue's own words; `facts` are the rows of its candidates.

    >>> words = Words(np.array([7, 8, 9, 4]), np.array([1, 3, 3, 1]), np.array([-1, 0, 0, -1]))
    >>> hide_issues(words, np.eye(1, FACTS), 5).ids
    array([7, 5, 4])
    """
    issues = np.flatnonzero(facts[:, KINDS.index("issue")])
    hidden = np.isin(words.targets, issues)
    again = np.append(False, hidden[1:] & (words.targets[1:] == words.targets[:-1]))
    ids = np.where(hidden, placeholder, words.ids)
    return Words(ids[~again], words.types[~again], words.targets[~again])


def describe(candidates: Sequence[Candidate]) -> Array:
    """What is known of each candidate beside its words: kind, count, place among the others. No names."""
    rows = [
        [*(c.kind == kind for kind in KINDS), np.log1p(c.count), i / 8, len(candidates) / 16]
        for i, c in enumerate(candidates)
    ]
    return np.array(rows, np.float32).reshape(-1, FACTS)


def pool(hidden: Array, first: Array, words: Words, count: int) -> tuple[Array, Array]:
    """The vector of the statement (first token, content, cue) and one for each of `count` candidates."""
    content = np.isin(words.types, (CONTENT, TARGET, ASKED))
    whole = np.concatenate([first, _mean(hidden, content), _mean(hidden, words.types == CUE)])
    near = [
        np.concatenate([first, whole[len(first) : 2 * len(first)], _mean(hidden, words.targets == i)])
        for i in range(count)
    ]
    return whole, np.array(near, np.float32).reshape(count, 3 * len(first))


def _mean(hidden: Array, chosen: Array) -> Array:
    return hidden[chosen].mean(axis=0) if chosen.any() else np.zeros(hidden.shape[1], np.float32)


def encode(words: Words, encoder: Encoder) -> tuple[Array, Array]:
    """The vectors of the tokens of an input, and the mean of its windows' first ones.

    One window at a time: on processors with AVX2 a batch costs as much a token, and padding to a multiple of GRAIN
    changes no bit, whereas the rows of a batch do.
    """
    windows = [_run(words, start, encoder) for start in range(0, max(1, min(len(words.ids), SIZE * WINDOWS)), SIZE)]
    return np.concatenate([w[1:] for w in windows]), np.mean([w[0] for w in windows], axis=0)


def _run(words: Words, start: int, encoder: Encoder) -> Array:
    """The vectors of one window and of the token before it, padded for the run only."""
    special, part = encoder.special, slice(start, start + SIZE)
    inside = [special["first"], *words.ids[part], special["last"]]
    length = -(-len(inside) // GRAIN) * GRAIN
    ids = np.full(length, special["pad"], np.int64)
    types = np.zeros(length, np.int64)
    mask = np.full(length, -1e4, np.float32)
    ids[: len(inside)] = inside
    types[1 : len(inside) - 1] = words.types[part]
    mask[: len(inside)] = 0
    return encoder.vectors(ids, types, mask)[: len(inside) - 1]


def judge(
    inputs: Sequence[tuple[Sequence[Piece], Array]], encoder: Encoder, *, scheme: str = "statement"
) -> list[Judged]:
    """The scores of inputs: what their pieces say, and the rows that `describe` made of their candidates.

    Where another model reads beside the encoder, its logits count by its share.
    """
    own = 1 - sum(share for _, share in encoder.beside)
    return [
        _judged([(_answer(pieces, facts, e, scheme), w) for e, w in ((encoder, own), *encoder.beside)], encoder, scheme)
        for pieces, facts in inputs
    ]


def _judged(answers: Sequence[tuple[Mapping[str, Array], float]], encoder: Encoder, scheme: str) -> Judged:
    """What the answers say together, at the temperatures of the encoder."""
    heat = encoder.config["temperatures"]
    tone, posture, certainty, relevance, stance = (
        sum((answer[name] * share for answer, share in answers[1:]), answers[0][0][name] * answers[0][1])
        for name in ("tone", "posture", "certainty", "relevance", "stance")
    )
    return Judged(
        float(_softmax(tone) @ VALUES),
        float(_softmax(posture) @ VALUES),
        _softmax(certainty / heat["certainty"]),
        _sigmoid(relevance),
        _softmax(stance / heat[scheme]),
    )


def _answer(pieces: Sequence[Piece], facts: Array, encoder: Encoder, scheme: str) -> dict[str, Array]:
    """The logits of one model for one input.

    The stance toward an issue is the mean of two readings, with its words and without: what is said of sanctions
    decides, not that sanctions are mostly called for in the coded news.
    """
    words, heads = to_words(pieces, encoder.tokenizer), encoder.heads
    whole, mid = _read(words, facts, encoder)
    relevance, stance = _linear(mid, heads, "relevance")[:, 0], _linear(mid, heads, scheme)
    issues = (facts[:, KINDS.index("issue")] > 0) & (_sigmoid(relevance) >= UNLIKELY)
    if issues.any():
        hidden = hide_issues(
            words, facts, placeholder=encoder.tokenizer.encode(PLACEHOLDER, add_special_tokens=False).ids[0]
        )
        _, again = _read(hidden, facts, encoder)
        stance[issues] = (stance[issues] + _linear(again[issues], heads, scheme)) / 2
    said = {name: _linear(whole, heads, name) for name in ("tone", "posture", "certainty")}
    return {**said, "relevance": relevance, "stance": stance}


def _read(words: Words, facts: Array, encoder: Encoder) -> tuple[Array, Array]:
    """The vector of the statement, and that of each candidate from which its relevance and stance follow."""
    hidden, first = encode(words, encoder)
    kept = Words(words.ids[: len(hidden)], words.types[: len(hidden)], words.targets[: len(hidden)])
    whole, near = pool(hidden, first, kept, len(facts))
    return whole, _gelu(_linear(np.concatenate([near, facts], axis=1), encoder.heads, "target"))


def _linear(x: Array, heads: Mapping[str, Array], name: str) -> Array:
    out: Array = x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return out


def _sigmoid(x: Array) -> Array:
    out: Array = 1 / (1 + np.exp(-x))
    return out


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Array = powers / powers.sum(axis=-1, keepdims=True)
    return out


def _gelu(x: Array) -> Array:
    """GELU by the tanh approximation (Hendrycks & Gimpel 2016, arXiv:1606.08415)."""
    out: Array = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return out


def choose(relevance: Array, stance: Array, threshold: float) -> list[int]:
    """At most three candidates, those first that are likeliest a target of their likeliest stance (for the F1 of
    both: Lipton et al. 2014, arXiv:1402.1892); the very likeliest needs only half the threshold.

    >>> choose(np.array([0.3, 0.9, 0.8]), np.array([[0.9, 0.0, 0.1], [0.4, 0.3, 0.3], [1.0, 0.0, 0.0]]), 0.4)
    [2]
    """
    sure = relevance * stance.max(axis=1)
    order = np.argsort(-sure, kind="stable")[:3]
    return [int(i) for n, i in enumerate(order) if sure[i] >= (threshold if n else threshold / 2)]


def scorer_of(engine: str) -> str:
    """The scoring model that goes with an engine: the large one with the large one, else the small one.

    >>> scorer_of("neural"), scorer_of("rules")
    ('scores-neural', 'scores-fast')
    """
    return LARGE if engine == "neural" else SMALL


def load_scorer(engine: str) -> Encoder:
    """The scoring model of an engine, loaded once; ModelError where its weights are missing or damaged."""
    return load_encoder(scorer_of(engine))
