"""The learned scores: tone, posture and certainty of a statement, and the stance toward each of its targets.

One encoder reads the statement with its cue, all names masked (`inputs.py`); small layers on top of it give the
scores. The weights and their card are in `toolkit/models/scores-fast`; `training/scores.py` makes them.
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

ENGINE = "scores-fast"
SIZE = 254  # tokens that are read at once, and at most WINDOWS times
WINDOWS = 8
GRAIN = 8  # tokens: lengths are multiples of it, so that few shapes are prepared
VALUES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0], np.float32)  # the codebook's -2 .. +2
CERTAINTIES = ("asserted", "hedged", "denied", "conditional")
STANCES = ("favor", "neutral", "against")
KINDS = ("issue", "word", "frequent", "near", "both", "topic")  # all others are names
FACTS = len(KINDS) + 3  # what is known of a candidate beside its words
UNLIKELY = 0.05  # a relevance below which no candidate is chosen: a quarter of the least threshold (`choose`)
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
    special, part = encoder.config["special"], slice(start, start + SIZE)
    inside = [special["first"], *words.ids[part], special["last"]]
    length = -(-len(inside) // GRAIN) * GRAIN
    ids = np.full((1, length), special["pad"], np.int64)
    types = np.zeros((1, length), np.int64)
    mask = np.full((1, 1, 1, length), -1e4, np.float32)
    ids[0, : len(inside)] = inside
    types[0, 1 : len(inside) - 1] = words.types[part]
    mask[..., : len(inside)] = 0
    out: Array = encoder.network([ids, types, mask])[0][0, : len(inside) - 1].copy()
    return out


def judge(
    inputs: Sequence[tuple[Sequence[Piece], Array]], encoder: Encoder, *, scheme: str = "statement"
) -> list[Judged]:
    """The scores of inputs: what their pieces say, and the rows that `describe` made of their candidates."""
    batch = [to_words(pieces, encoder.tokenizer) for pieces, _ in inputs]
    return [_judged(words, facts, encoder, scheme) for words, (_, facts) in zip(batch, inputs, strict=True)]


def _judged(words: Words, facts: Array, encoder: Encoder, scheme: str) -> Judged:
    """The scores of one input.

    The stance toward an issue is the mean of two readings, with its words and without: what is said of sanctions
    decides, not that sanctions are mostly called for in the coded news.
    """
    whole, mid = _read(words, facts, encoder)
    heads, heat = encoder.heads, encoder.config["temperatures"]
    relevance = 1 / (1 + np.exp(-_linear(mid, heads, "relevance")[:, 0]))
    stance = _linear(mid, heads, scheme)
    issues = (facts[:, KINDS.index("issue")] > 0) & (relevance >= UNLIKELY)
    if issues.any():
        hidden = hide_issues(
            words, facts, placeholder=encoder.tokenizer.encode(PLACEHOLDER, add_special_tokens=False).ids[0]
        )
        _, again = _read(hidden, facts, encoder)
        stance[issues] = (stance[issues] + _linear(again[issues], heads, scheme)) / 2
    return Judged(
        float(_softmax(_linear(whole, heads, "tone")) @ VALUES),
        float(_softmax(_linear(whole, heads, "posture")) @ VALUES),
        _softmax(_linear(whole, heads, "certainty") / heat["certainty"]),
        relevance,
        _softmax(stance / heat[scheme]),
    )


def _read(words: Words, facts: Array, encoder: Encoder) -> tuple[Array, Array]:
    """The vector of the statement, and that of each candidate from which its relevance and stance follow."""
    hidden, first = encode(words, encoder)
    kept = Words(words.ids[: len(hidden)], words.types[: len(hidden)], words.targets[: len(hidden)])
    whole, near = pool(hidden, first, kept, len(facts))
    return whole, _gelu(_linear(np.concatenate([near, facts], axis=1), encoder.heads, "target"))


def _linear(x: Array, heads: Mapping[str, Array], name: str) -> Array:
    out: Array = x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return out


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Array = powers / powers.sum(axis=-1, keepdims=True)
    return out


def _gelu(x: Array) -> Array:
    """GELU by the tanh approximation (Hendrycks & Gimpel 2016, arXiv:1606.08415)."""
    out: Array = 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    return out


def choose(relevance: Array, threshold: float) -> list[int]:
    """At most three candidates, the likeliest first; the very likeliest needs only a quarter of the threshold.

    >>> choose(np.array([0.3, 0.1, 0.8]), 0.4)
    [2]
    """
    order = np.argsort(-relevance, kind="stable")[:3]
    return [int(i) for n, i in enumerate(order) if relevance[i] >= (threshold if n else threshold / 4)]


def load_scorer() -> Encoder:
    """The scoring model, loaded once; ModelError where its weights are missing or damaged."""
    return load_encoder(ENGINE)
