"""Gold data -> the settings of an engine: trees for the scopes that have enough of it, else how readily spans are found
and how sure each statement is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import choice
import numpy as np
from export import write_config
from gold import Document, lone_sentences, read_polnear, read_war_news
from judge import Scorers, error

from toolkit.encoder import Encoder, Scores
from toolkit.extract.neural import find_drafts
from toolkit.extract.quotes import find_quotations

FEATURES = ("content", "cue", "source", "link", "sourced", "margin")
OUTSIDE = (-1.5, -1.0, -0.5, 0.0)
THRESHOLDS = (0.0, 0.3, 0.35, 0.4, 0.45, 0.5)
READERS = {"attributions": read_polnear, "statements": read_war_news}


def calibrate(folder: Path, gold: Path, bench: Path, config: Mapping[str, Any]) -> None:
    """Writes choice.json and the settings of each scope in config.json, and prints them."""
    encoder, scorers, trees, threads = loaded(folder), Scorers(bench), config["trees"], config["threads"]
    facts, models = encoder.config, {}
    for scope, read in READERS.items():
        dev = list(scored(folder, read(gold, "dev"), threads))
        if scope in trees:
            texts = list(islice(read(gold, "train"), 0, None, trees[scope]["every"]))
            some = texts[:: trees[scope]["lone"]] if "lone" in trees[scope] else []
            lone = [sentence for text in some for sentence in lone_sentences(text)][:: trees[scope].get("sentences", 1)]
            train = scored(folder, [*texts, *lone], threads)
            models[scope] = choice.fit(choice.judge(train, scorers), trees[scope], config["seed"])
            threshold, figures = choice.best_threshold(choice.judge(dev, scorers), models[scope], scorers)
            print(f"{scope}: threshold {threshold}, {figures}", flush=True)
            facts["scopes"][scope] = {"threshold": threshold}
        else:
            facts["scopes"][scope] = reading(dev, scorers)
    choice.write(models, folder / "choice.json")
    write_config(facts, folder)


def scored(folder: Path, documents: Iterable[Document], threads: int) -> Iterator[tuple[Document, Scores]]:
    """Each document with its scores, several at once."""
    kept = list(documents)
    with ProcessPoolExecutor(threads, get_context("spawn")) as pool:
        yield from zip(kept, pool.map(partial(score, folder), kept), strict=True)


def score(folder: Path, document: Document) -> Scores:
    """What the model says of a document."""
    quoted = [piece for quotation in find_quotations(document.text) for piece in quotation.pieces]
    return loaded(folder).score(document.text, quoted, scheme=document.scheme)


@cache
def loaded(folder: Path) -> Encoder:
    """The model, once in a process."""
    return Encoder(folder)


def reading(dev: list[tuple[Document, Scores]], scorers: Scorers) -> dict[str, Any]:
    """Outside, threshold and the weights of the confidence that are best for a dev part."""
    total = sum(scorers.total(document) for document, _ in dev)
    best: tuple[float, dict[str, Any]] = (-1.0, {})
    for outside in OUTSIDE:
        found = [(d, find_drafts(d.text, find_quotations(d.text), scores, outside=outside)) for d, scores in dev]
        x = np.array([[draft.features[name] for name in FEATURES] for _, drafts in found for draft in drafts])
        right = np.array([r for document, drafts in found for r in scorers.right(document, drafts)], float)
        weights = fit(x, right)
        p = 1 / (1 + np.exp(-(x @ weights[1:] + weights[0])))
        for threshold in THRESHOLDS:
            kept = p >= threshold
            f1 = 2 * right[kept].sum() / (kept.sum() + total)
            if f1 > best[0] + 1e-9:
                confidence = {"bias": weights[0]} | dict(zip(FEATURES, weights[1:], strict=True))
                confidence = {name: round(float(value), 4) for name, value in confidence.items()}
                best = (f1, {"outside": outside, "threshold": threshold, "confidence": confidence})
                print(f"{best}, calibration error {error(p[kept], right[kept]):.3f}", flush=True)
    return best[1]


def fit(x: np.ndarray, y: np.ndarray, *, ridge: float = 1.0, rounds: int = 30) -> np.ndarray:
    """Logistic regression by Newton's method; the first weight is the constant."""
    a = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(a.shape[1])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(a @ w)))
        w -= np.linalg.solve(a.T @ (a * (p * (1 - p))[:, None]) + penalty, a.T @ (p - y) + penalty @ w)
    return w
