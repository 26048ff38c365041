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

from toolkit.encoder import SURROGATE, Encoder, alike, load_encoder
from toolkit.score.inputs import ASKED, CONTENT, CUE, PLACEHOLDER, TARGET, Piece
from toolkit.score.targets import Candidate

LARGE, SMALL = "scores-neural", "scores-fast"
SIZE, LIMIT = 254, 8 * 254  # tokens that are read at once, and in all
GRAIN = 16  # tokens: lengths are multiples of it, so that few shapes are prepared
TOGETHER = 64  # inputs whose vectors are held at once
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


def encode(inputs: Sequence[Words], encoder: Encoder) -> list[tuple[Array, Array]]:
    """Of each input the vectors of its tokens, and the mean of its windows' first ones.

    Windows of one length are run together where that is faster and changes no bit (`alike`): on processors with AVX2
    a batch costs as much a token, and its rows differ in the last bits from single ones.
    """
    places = [(n, at) for n, words in enumerate(inputs) for at in range(0, max(1, min(len(words.ids), LIMIT)), SIZE)]
    lengths = [2 + len(inputs[n].ids[at : at + SIZE]) for n, at in places]
    full = [-(-length // GRAIN) * GRAIN for length in lengths]
    vectors: list[Array] = [np.zeros(0)] * len(places)
    for group in alike(full):
        for number, found in zip(
            group, _run([(inputs[n], at) for n, at in map(places.__getitem__, group)], encoder), strict=True
        ):
            vectors[number] = found[: lengths[number] - 1]
    out: list[list[Array]] = [[] for _ in inputs]
    for (n, _), found in zip(places, vectors, strict=True):
        out[n].append(found)
    return [(np.concatenate([w[1:] for w in own]), np.mean([w[0] for w in own], axis=0)) for own in out]


def _run(windows: Sequence[tuple[Words, int]], encoder: Encoder) -> Array:
    """The vectors of the windows that begin at a place in their input, and of the token before each, padded."""
    parts = [(words.ids[at : at + SIZE], words.types[at : at + SIZE]) for words, at in windows]
    shape = len(parts), -(-max(len(ids) + 2 for ids, _ in parts) // GRAIN) * GRAIN
    ids = np.full(shape, encoder.special["pad"], np.int64)
    types = np.zeros(shape, np.int64)
    mask = np.full(shape, -1e4, np.float32)
    for row, (own, kinds) in enumerate(parts):
        ids[row, : len(own) + 2] = [encoder.special["first"], *own, encoder.special["last"]]
        types[row, 1 : len(own) + 1] = kinds
        mask[row, : len(own) + 2] = 0
    return encoder.vectors(ids, types, mask)


def judge(
    inputs: Sequence[tuple[Sequence[Piece], Array]], encoder: Encoder, *, scheme: str = "statement"
) -> list[Judged]:
    """The scores of inputs: what their pieces say, and the rows that `describe` made of their candidates.

    Where another model reads beside the encoder, its logits count by its share.
    """
    own = 1 - sum(share for _, share in encoder.beside)
    out = []
    for start in range(0, len(inputs), TOGETHER):
        part = inputs[start : start + TOGETHER]
        answers = [_answers(part, model, scheme) for model, _ in ((encoder, own), *encoder.beside)]
        shares = [own, *(share for _, share in encoder.beside)]
        out += [_judged(list(zip(found, shares, strict=True)), encoder, scheme) for found in zip(*answers, strict=True)]
    return out


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


def _answers(inputs: Sequence[tuple[Sequence[Piece], Array]], encoder: Encoder, scheme: str) -> list[dict[str, Array]]:
    """The logits of one model for some inputs.

    The stance toward an issue is the mean of two readings, with its words and without: what is said of sanctions
    decides, not that sanctions are mostly called for in the coded news.
    """
    words = [to_words(pieces, encoder.tokenizer) for pieces, _ in inputs]
    out = [_logits(*read, encoder, scheme) for read in _read(words, [facts for _, facts in inputs], encoder)]
    issues = [
        (facts[:, KINDS.index("issue")] > 0) & (_sigmoid(one["relevance"]) >= UNLIKELY)
        for (_, facts), one in zip(inputs, out, strict=True)
    ]
    twice = [n for n, found in enumerate(issues) if found.any()]
    if twice:
        placeholder = encoder.tokenizer.encode(PLACEHOLDER, add_special_tokens=False).ids[0]
        hidden = [hide_issues(words[n], inputs[n][1], placeholder) for n in twice]
        again = _read(hidden, [inputs[n][1] for n in twice], encoder)
        for n, (_, mid) in zip(twice, again, strict=True):
            stance, own = out[n]["stance"], issues[n]
            stance[own] = (stance[own] + _linear(mid[own], encoder.heads, scheme)) / 2
    return out


def _logits(whole: Array, mid: Array, encoder: Encoder, scheme: str) -> dict[str, Array]:
    """The logits of one input: those of the statement, and of each candidate."""
    said = {name: _linear(whole, encoder.heads, name) for name in ("tone", "posture", "certainty")}
    relevance = _linear(mid, encoder.heads, "relevance")[:, 0]
    return {**said, "relevance": relevance, "stance": _linear(mid, encoder.heads, scheme)}


def _read(inputs: Sequence[Words], facts: Sequence[Array], encoder: Encoder) -> list[tuple[Array, Array]]:
    """Of each input the vector of the statement, and that of each candidate from which relevance and stance follow."""
    out = []
    for words, own, (hidden, first) in zip(inputs, facts, encode(inputs, encoder), strict=True):
        kept = Words(words.ids[: len(hidden)], words.types[: len(hidden)], words.targets[: len(hidden)])
        whole, near = pool(hidden, first, kept, len(own))
        out.append((whole, _gelu(_linear(np.concatenate([near, own], axis=1), encoder.heads, "target"))))
    return out


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
