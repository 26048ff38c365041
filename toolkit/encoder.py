"""Text to token scores, by one model or by two that read together.

Where a model's config.json names a second one under `beside`, with its share, both read a text and their
log-probabilities are averaged. The files of the models, and what runs them, are the affair of `weights.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit import weights
from toolkit.model import Span
from toolkit.weights import SCHEMES, at_once, compile_graph, load_base, precision, read_config

if TYPE_CHECKING:
    from tokenizers import Tokenizer

GRAIN, EDGES = 32, 2  # tokens: a window of a multiple is read fastest; two of them are special ones
SURROGATE = re.compile("[\ud800-\udfff]")
Array = NDArray[Any]
Part = tuple[int, int, int, int]  # a window: its first and last token, and of these the ones whose scores are kept


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The word pieces of a text: vocabulary ids, features, character offsets, and whether each begins a word.

    A paragraph break is a token without characters. `types` packs scheme, inside quotation marks, and upper case.
    """

    ids: Array
    types: Array
    starts: Array
    ends: Array
    words: Array
    breaks: Array


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one model says of a text: a vector for each token, the layers that link spans by them, and its share."""

    hidden: Array
    heads: Mapping[str, Array]
    share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What is said of every token: the log-probabilities of its labels, and each model's reading; shares sum to 1."""

    tokens: Tokens
    labels: Array
    readings: tuple[Reading, ...]


def tokenize(
    text: str, quoted: Sequence[Span], *, tokenizer: Tokenizer, special: Mapping[str, int], scheme: str
) -> Tokens:
    """The tokens of a text; `quoted` are the pieces inside quotation marks, `special` names ids of the vocabulary."""
    encoding = tokenizer.encode(SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    ids, offsets = np.array(encoding.ids, np.int64), np.array(encoding.offsets, np.int64).reshape(-1, 2)
    kept = offsets[:, 1] > offsets[:, 0]
    words = np.array([not token.startswith("##") for token in encoding.tokens], bool)
    ids, offsets, words = ids[kept], offsets[kept], words[kept]
    lines = np.array([i for i, char in enumerate(text) if char == "\n"], np.int64)
    line = np.searchsorted(lines, offsets[:, 0])
    at = np.flatnonzero(np.diff(line) > 0) + 1
    upper = np.array([text[start].isupper() for start in offsets[:, 0]], np.int64)
    inside = _inside(offsets[:, 0], quoted)
    types = SCHEMES.index(scheme) * 4 + inside * 2 + upper
    blank = np.zeros(len(ids), bool)
    return Tokens(
        np.insert(ids, at, special["break"]),
        np.insert(types, at, SCHEMES.index(scheme) * 4),
        np.insert(offsets[:, 0], at, offsets[at, 0]),
        np.insert(offsets[:, 1], at, offsets[at, 0]),
        np.insert(words, at, True),
        np.insert(blank, at, True),
    )


def _inside(starts: Array, quoted: Sequence[Span]) -> Array:
    """1 for each offset inside one of the pieces, else 0."""
    if not quoted:
        return np.zeros(len(starts), np.int64)
    first, last = np.array([[p.start, p.end] for p in sorted(quoted)]).T
    near = np.searchsorted(first, starts, side="right") - 1
    return ((near >= 0) & (starts < last[near])).astype(np.int64)


def places(tokens: Tokens, stop: int | None) -> Array:
    """How well a text can be cut before each of its tokens: 2 between paragraphs, 1 between sentences, else 0.

    `stop` is the id of the full stop; one after a short word may be an abbreviation's.
    """
    out = np.zeros(len(tokens.ids), np.int64)
    stops, free, upper = tokens.ids == stop, tokens.types & 2 == 0, tokens.types & 1 == 1
    long = tokens.ends - tokens.starts > 3
    after_stop = stops[1:-1] & free[1:-1] & long[:-2] & (upper[2:] | ~free[2:])
    after_mark = stops[:-2] & ~free[1:-1] & free[2:] & upper[2:]
    out[2:] = after_stop | after_mark
    out[tokens.breaks] = 2
    return out


def windows(places: Array, size: int) -> list[Part]:
    """Overlapping windows over tokens: start and end of each, and the part of it whose scores are kept.

    Parts meet at the last of the best `places` that an end of a window offers, so that few statements are read half in
    one window, half in the next: what two windows say of one statement does not go together. The last one begins a
    little earlier than it must, for a length that is read fast.

    >>> windows(np.array([0, 0, 0, 0, 0, 2, 0, 0, 0, 0]), 8)
    [(0, 8, 0, 5), (2, 10, 5, 10)]
    """
    before, after, sought = size // 8, size // 16, size * 3 // 8
    out, start, left = [], 0, 0
    while start + size < len(places):
        last = start + size - after
        cut = last - int(places[last - sought : last + 1][::-1].argmax())
        out.append((start, start + size, left, cut))
        start, left = cut - before, cut
    last = min(size, -(-(len(places) - start + EDGES) // GRAIN) * GRAIN - EDGES)
    return [*out, (max(0, len(places) - last), len(places), left, len(places))]


def alike(lengths: Sequence[int]) -> list[list[int]]:
    """The numbers of the inputs that are run together: of one length, and no more than is faster (`at_once`).

    >>> sorted(n for group in alike([96, 32, 96]) for n in group)
    [0, 1, 2]
    """
    most, order = at_once(), sorted(range(len(lengths)), key=lengths.__getitem__)
    same = [list(found) for _, found in groupby(order, key=lengths.__getitem__)]
    return [found[at : at + most] for found in same for at in range(0, len(found), most)]


class Encoder:
    """A model of the folder `models`, loaded and checked, with the base that it stands on."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file

        self.folder, self.config = folder, read_config(folder)
        self.base = load_base(folder.parent / self.config["base"])
        self.tokenizer, self.special = self.base.tokenizer, self.base.special
        heads = load_file(str(folder / "heads.safetensors"))
        self.heads: dict[str, Array] = {name: array.astype(np.float32) for name, array in heads.items()}
        beside = self.config.get("beside", {})
        self.beside = [(Encoder(folder.parent / name), share) for name, share in beside.items()]
        self.stop = self.tokenizer.token_to_id(".")
        self.graph = compile_graph(folder / "model.xml")

    def vectors(self, ids: Array, types: Array, mask: Array | None = None) -> Array:
        """The vectors of the tokens of inputs of one length: inputs x tokens x numbers.

        `ids`, `types`: inputs x tokens; `mask`, of the same shape, says which tokens only fill up an input.
        """
        mask = np.zeros((len(ids), 1, 1, ids.shape[1]), np.float32) if mask is None else mask[:, None, None]
        inputs = [self.base.vectors(ids, mask), types, mask][: len(self.graph.inputs)]
        found: Array = self.graph(inputs)[0]
        return found

    @cached_property
    def choice(self) -> dict[str, Any]:
        """For each scope that has them the trees that say how sure a candidate is."""
        file = self.folder / "choice.json"
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return found

    def score(self, text: str, quoted: Sequence[Span] = (), *, scheme: str) -> Scores:
        """The scores of all tokens of a text, with those of the model beside this one where there is one."""
        own = self._score(text, quoted, scheme=scheme)
        for other, share in self.beside:
            own = _together(own, other._score(text, quoted, scheme=scheme), share)
        return own

    def _score(self, text: str, quoted: Sequence[Span], *, scheme: str) -> Scores:
        """The scores by this model; a few windows at a time, so that memory does not grow with the text."""
        special, size, kind = self.special, self.config["window"] - 2, SCHEMES.index(scheme) * 4
        tokens = tokenize(text, quoted, tokenizer=self.tokenizer, special=special, scheme=scheme)
        hidden = np.zeros((len(tokens.ids), self.config["hidden"]), np.float32)
        parts = windows(places(tokens, self.stop), size) if len(tokens.ids) else []
        for group in ([parts[n] for n in numbers] for numbers in alike([end - start for start, end, _, _ in parts])):
            ids = np.array([[special["first"], *tokens.ids[start:end], special["last"]] for start, end, _, _ in group])
            types = np.array([[kind, *tokens.types[start:end], kind] for start, end, _, _ in group])
            for (start, _, left, right), found in zip(group, self.vectors(ids, types), strict=True):
                hidden[left:right] = found[left - start + 1 : right - start + 1]
        logits = hidden @ self.heads[f"tag.{scheme}.weight"].T + self.heads[f"tag.{scheme}.bias"]
        top = logits.max(axis=1, keepdims=True) if len(logits) else logits[:, :1]
        labels = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        return Scores(tokens, labels, (Reading(hidden, self.heads),))


def _together(one: Scores, other: Scores, share: float) -> Scores:
    """The scores of two models that cut texts into the same tokens; `share` is how much the other one counts."""
    labels = (1 - share) * one.labels + share * other.labels
    labels -= np.log(np.exp(labels).sum(axis=1, keepdims=True))
    readings = (
        *(replace(reading, share=reading.share * (1 - share)) for reading in one.readings),
        *(replace(reading, share=reading.share * share) for reading in other.readings),
    )
    return Scores(one.tokens, labels, readings)


def load_encoder(name: str) -> Encoder:
    """The model of an engine, loaded once; ModelError where its files are missing or damaged."""
    return _load_encoder(name, precision())


@cache
def _load_encoder(name: str, _precision: str) -> Encoder:
    return Encoder(weights.MODELS / name)
