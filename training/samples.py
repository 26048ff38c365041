"""Texts with statements -> windows of tokens with labels and links, the same for every run with the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from gold import Document

from toolkit.encoder import Tokens, tokenize
from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units

ROLES = ("content", "cue", "source")
LABELS = ("O", *(f"{prefix}-{role}" for role in ROLES for prefix in "BI"))
IGNORED = -100
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A document in tokens: labels, spans as first and last word token, sentence and paragraph starts.

    `soft`: the probabilities of the labels where a larger model gave them, tokens x labels.
    """

    tokens: Tokens
    scheme: str
    labels: np.ndarray
    contents: tuple[tuple[Pair, int], ...]
    cues: tuple[Pair | None, ...]
    sources: tuple[Pair | None, ...]
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]
    soft: np.ndarray | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One window; links give the index of the right span, -1 for none, -2 where it lies outside."""

    ids: np.ndarray
    types: np.ndarray
    labels: np.ndarray
    scheme: str
    spans: dict[str, list[Pair]]
    links: dict[str, list[int]]
    breaks: np.ndarray
    soft: np.ndarray | None = None


def prepare(document: Document, tokenizer, special: dict[str, int], soft: np.ndarray | None = None) -> Prepared:
    """The document in tokens, with the probabilities that a larger model gave them."""
    text = document.text
    quotations = find_quotations(text)
    quoted = [piece for quotation in quotations for piece in quotation.pieces]
    tokens = tokenize(text, quoted, tokenizer=tokenizer, special=special, scheme=document.scheme)
    heads = np.flatnonzero(tokens.words & ~tokens.breaks)
    starts = tokens.starts[heads]
    last = [*heads[1:], len(tokens.ids)]
    ends = np.array([tokens.ends[a:b][~tokens.breaks[a:b]].max() for a, b in zip(heads, last, strict=True)], int)
    labels = np.full(len(tokens.ids), IGNORED)
    labels[heads] = 0

    def locate(pair: Pair | None) -> Pair | None:
        if pair is None:
            return None
        inside = np.flatnonzero((starts < pair[1]) & (ends > pair[0]))
        return (int(heads[inside[0]]), int(heads[inside[-1]])) if len(inside) else None

    contents: list[tuple[Pair, int]] = []
    cues, sources = [], []
    for number, coded in enumerate(document.statements):
        found = {
            "content": [locate(p) for p in coded.content],
            "cue": [locate(coded.cue)],
            "source": [locate(coded.source)],
        }
        for role, pairs in found.items():
            for pair in pairs:
                if pair:
                    _write(labels, pair, role)
        contents += [(pair, number) for pair in found["content"] if pair]
        cues.append(found["cue"][0])
        sources.append(found["source"][0])
    sentences = tuple(int(np.searchsorted(tokens.starts, u.span.start)) for u in split_units(text, quotations))
    paragraphs = (0, *(int(i) + 1 for i in np.flatnonzero(tokens.breaks)))
    if soft is not None and len(soft) != len(labels):
        raise ValueError(f"{document.id}: {len(soft)} tokens were labelled, here are {len(labels)}")
    return Prepared(
        tokens, document.scheme, labels, tuple(contents), tuple(cues), tuple(sources), sentences, paragraphs, soft
    )


def _write(labels: np.ndarray, pair: Pair, role: str) -> None:
    """The labels of one span, on the tokens that begin a word."""
    inside = slice(pair[0], pair[1] + 1)
    part = labels[inside]
    part[part != IGNORED] = LABELS.index(f"I-{role}")
    labels[pair[0]] = LABELS.index(f"B-{role}")


def cut(document: Prepared, size: int, chance: random.Random, *, lone: float) -> Iterator[Sample]:
    """Windows that cover the document once: of whole paragraphs, at any token, or (rate `lone`) of lone sentences."""
    length, draw = len(document.tokens.ids), chance.random()
    if draw < lone:
        bounds = [*document.sentences, length]
    elif draw < lone + 0.4:
        bounds = [0, *range(chance.randrange(size // 4, size), length, size), length]
    else:
        bounds = [0]
        room = chance.randrange(size // 2, size + 1)
        for start, end in zip(document.paragraphs, [*document.paragraphs[1:], length], strict=True):
            if end - bounds[-1] > room and start > bounds[-1]:
                bounds.append(start)
                room = size
        bounds.append(length)
    for start, end in pairwise(bounds):
        for at in range(start, end, size):
            stop = min(at + size, end)
            while stop > at and document.tokens.breaks[stop - 1]:
                stop -= 1
            while at < stop and document.tokens.breaks[at]:
                at += 1
            if stop - at > 1:
                yield window(document, at, stop, opens=draw < lone)


def window(document: Prepared, start: int, end: int, *, opens: bool = False) -> Sample:
    """The tokens from start to end, spans clipped to them; with `opens`, one that runs in begins here."""

    def clip(pair: Pair | None) -> Pair | None:
        if pair is None or pair[1] < start or pair[0] >= end:
            return None
        first, last = max(pair[0], start), min(pair[1], end - 1)
        return (first - start, last - start)

    spans: dict[str, list[Pair]] = {role: [] for role in ROLES}

    def index(role: str, pair: Pair | None) -> int:
        if pair is None:
            return -1
        clipped = clip(pair)
        if clipped is None:
            return -2
        if clipped not in spans[role]:
            spans[role].append(clipped)
        return spans[role].index(clipped)

    links: dict[str, list[int]] = {"content-cue": [], "content-source": [], "cue-source": []}
    seen: dict[int, int] = {}
    for number, (cue, source) in enumerate(zip(document.cues, document.sources, strict=True)):
        at = index("cue", cue)
        to = index("source", source)
        if at >= 0 and at == len(links["cue-source"]):
            links["cue-source"].append(to)
        seen[number] = at
    for pair, number in document.contents:
        if clipped := clip(pair):
            spans["content"].append(clipped)
            links["content-cue"].append(seen[number])
            links["content-source"].append(index("source", document.sources[number]))
    tokens, part = document.tokens, slice(start, end)
    labels = document.labels[part].copy()
    if opens and labels[0] > 0 and LABELS[labels[0]].startswith("I-"):
        labels[0] -= 1
    soft = None if document.soft is None else document.soft[part].copy()
    if opens and soft is not None:
        soft[0, 1::2] += soft[0, 2::2]
        soft[0, 2::2] = 0
    return Sample(
        tokens.ids[part], tokens.types[part], labels, document.scheme, spans, links, tokens.breaks[part], soft
    )


def batches(samples: Sequence[Sample], room: int, chance: random.Random) -> list[list[Sample]]:
    """Samples of like length together, at most `room` tokens a batch with padding, in random order."""
    out: list[list[Sample]] = []
    mixed = sorted(samples, key=lambda s: (len(s.ids) // 16, chance.random()))
    for sample in reversed(mixed):
        if out and (len(out[-1]) + 1) * max(len(out[-1][0].ids), len(sample.ids)) <= room:
            out[-1].append(sample)
        else:
            out.append([sample])
    chance.shuffle(out)
    return out
