"""Dev parts -> the settings of an engine: how readily spans are found, and how sure each statement is."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from export import write_config
from gold import read_polnear, read_war_news

from toolkit.encoder import Encoder, Scores
from toolkit.extract.neural import Draft, find_drafts
from toolkit.extract.quotes import Quotation, find_quotations

FEATURES = ("content", "cue", "source", "link", "sourced")
OUTSIDE = (-1.5, -1.0, -0.5, 0.0)
THRESHOLDS = (0.0, 0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A dev text with its scores."""

    id: str
    text: str
    quotations: tuple[Quotation, ...]
    scores: Scores


def calibrate(folder: Path, gold: Path, bench: Path) -> None:
    """Writes outside, threshold and the weights of the confidence for each scope into config.json, and prints them."""
    encoder = Encoder(folder)
    facts = encoder.config
    for scope in ("attributions", "statements"):
        judge = Judge(scope, gold, bench)
        scored = [score(encoder, d.id, d.text, scope) for d in documents(scope, gold)]
        best = (-1.0, {})
        for outside in OUTSIDE:
            found = {
                s.id: find_drafts(s.text, s.quotations, s.scores, heads=encoder.heads, outside=outside) for s in scored
            }
            x = np.array([[d.features[n] for n in FEATURES] for drafts in found.values() for d in drafts])
            right = np.array([r for name, drafts in found.items() for r in judge.right(name, drafts)], float)
            weights = fit(x, right)
            p = 1 / (1 + np.exp(-(x @ weights[1:] + weights[0])))
            for threshold in THRESHOLDS:
                kept = p >= threshold
                f1 = 2 * right[kept].sum() / (kept.sum() + judge.total)
                if f1 > best[0] + 1e-9:
                    confidence = {"bias": weights[0]} | dict(zip(FEATURES, weights[1:], strict=True))
                    confidence = {name: round(float(value), 4) for name, value in confidence.items()}
                    best = (f1, {"outside": outside, "threshold": threshold, "confidence": confidence})
                    print(f"{scope}: {best}, calibration error {error(p[kept], right[kept]):.3f}", flush=True)
        facts["scopes"][scope] = best[1]
    write_config(facts, folder)


def documents(scope: str, gold: Path) -> Iterator:
    """The dev documents of a scope."""
    return read_polnear(gold, "dev") if scope == "attributions" else read_war_news(gold, "dev")


def score(encoder: Encoder, name: str, text: str, scope: str) -> Scored:
    """One text with its scores."""
    quotations = find_quotations(text)
    return Scored(name, text, quotations, encoder.score(text, [p for q in quotations for p in q.pieces], scheme=scope))


class Judge:
    """Says which statements are right, as the project's scorers count."""

    def __init__(self, scope: str, gold: Path, bench: Path) -> None:
        self.polnear = scope == "attributions"
        self.scorer = load(bench / ("polnear_eval.py" if self.polnear else "statements_eval.py"))
        if self.polnear:
            self.gold = self.scorer.read_gold(str(gold / "polnear/dev"))
            self.total = sum(len(attributions) for _, attributions in self.gold.values())
        else:
            self.gold = {}
            for path in (gold / "war-news/dev").glob("*.json"):
                rows = json.loads(path.read_text(encoding="utf-8"))["statements"]
                self.gold[path.stem] = (path.with_suffix(".txt").read_bytes().decode("utf-8"), rows)
            self.total = sum(len(rows) for _, rows in self.gold.values())

    def right(self, name: str, drafts: Sequence[Draft]) -> list[bool]:
        """For each draft of a text whether content and source are right."""
        text, coded = self.gold[name]
        rows = [{"content": [[p.start, p.end] for p in d.content],
                 "source": [d.source.start, d.source.end] if d.source else None} for d in drafts]  # fmt: skip
        if self.polnear:
            golds = [self.scorer.Statement(text, a["content"], a["source"], False) for a in coded]
            found = [
                self.scorer.Statement(text, r["content"], [r["source"]] if r["source"] else [], True) for r in rows
            ]
            pairs = self.scorer.match_overlap([g for g in golds if g.tokens], found)
            good = {id(p) for g, p in pairs if self.scorer.attribution_right(g, p)}
            return [id(p) in good for p in found]
        pairs = self.scorer.match(text, coded, rows)
        good = {j for i, j in pairs if self.scorer.source_right(text, coded[i].get("source"), rows[j]["source"])}
        return [j in good for j in range(len(rows))]


def load(path: Path):
    """A scorer as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fit(x: np.ndarray, y: np.ndarray, *, ridge: float = 1.0, rounds: int = 30) -> np.ndarray:
    """Logistic regression by Newton's method; the first weight is the constant."""
    a = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(a.shape[1])
    penalty = np.diag([0.0] + [ridge] * x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(a @ w)))
        w -= np.linalg.solve(a.T @ (a * (p * (1 - p))[:, None]) + penalty, a.T @ (p - y) + penalty @ w)
    return w


def error(p: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))
