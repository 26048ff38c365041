"""Candidates of a train part -> boosted trees that say how sure each is; the threshold from the dev part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gold import Document
from judge import Scorers, error

from toolkit.encoder import Scores
from toolkit.extract.candidates import Candidate
from toolkit.extract.choice import choose
from toolkit.extract.neural import find_evidence
from toolkit.extract.quotes import find_quotations
from toolkit.trees import probabilities

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The candidates of a text, their evidence, and whether each is right when judged alone."""

    document: Document
    candidates: list[Candidate]
    evidence: np.ndarray
    right: np.ndarray


def judge(scored: Iterable[tuple[Document, Scores]], scorers: Scorers) -> list[Judged]:
    """The candidates of documents beside their coding."""
    out = []
    for document, scores in scored:
        candidates, evidence = find_evidence(document.text, find_quotations(document.text), scores)
        out.append(Judged(document, candidates, evidence, np.array(scorers.alone(document, candidates), float)))
    return out


def fit(texts: Sequence[Judged], settings: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """The trees that choose among the candidates of texts."""
    x, y = np.vstack([text.evidence for text in texts]), np.concatenate([text.right for text in texts])
    return boost(x, y, settings, seed)


def boost(x: np.ndarray, y: np.ndarray, settings: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Boosted trees as plain numbers (toolkit/trees.py says in which form): rows of evidence, and which are right."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=settings["trees"],
        max_depth=settings["depth"],
        learning_rate=settings["rate"],
        min_samples_leaf=settings["leaf"],
        subsample=settings["share"],
        max_features=settings.get("columns"),
        random_state=seed,
    )
    model.fit(x, y)
    start = round(float(np.log(y.mean() / (1 - y.mean()))), 5)
    return {"start": start, "trees": [plain(one.tree_, settings["rate"]) for one in model.estimators_[:, 0]]}


def plain(tree: Any, rate: float) -> list[list[float]]:
    """A tree of scikit-learn as lists: [column, limit, left, right] or [value]."""
    return [
        [
            int(tree.feature[n]),
            round(float(tree.threshold[n]), 5),
            int(tree.children_left[n]),
            int(tree.children_right[n]),
        ]
        if tree.children_left[n] >= 0
        else [round(float(tree.value[n, 0, 0]) * rate, 5)]
        for n in range(tree.node_count)
    ]


def best_threshold(
    texts: Sequence[Judged], model: Mapping[str, Any], scorers: Scorers
) -> tuple[float, dict[str, float]]:
    """The threshold with the best attribution F1, with that figure and the mean gap of confidence and share right."""
    sure = [probabilities(model, text.evidence).round(4) for text in texts]
    best = (-1.0, 0.0, 0.0)
    total = sum(scorers.total(text.document) for text in texts)
    for threshold in THRESHOLDS:
        p, right = [], []
        for text, own in zip(texts, sure, strict=True):
            taken = choose(text.candidates, own.tolist(), threshold)
            p += [own[number] for number in taken]
            right += scorers.right(text.document, [text.candidates[number] for number in taken])
        f1 = 2 * sum(right) / (len(right) + total)
        if f1 > best[0] + 1e-9:
            best = (f1, threshold, error(np.array(p), np.array(right, float)))
    return best[1], {"attribution F1": round(best[0], 4), "calibration error": round(best[2], 4)}


def write(model: Mapping[str, Any], path: Path) -> None:
    """The trees of all scopes, one tree a line."""
    parts = []
    for scope, own in model.items():
        trees = ",\n  ".join(json.dumps(tree, separators=(",", ":")) for tree in own["trees"])
        parts.append(f' "{scope}": {{"start": {own["start"]}, "trees": [\n  {trees}]}}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
