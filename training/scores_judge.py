"""Figures of the scoring network on the dev parts, for choosing among checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from scores_data import Example
from scores_network import Network

from toolkit.score.model import CERTAINTIES, STANCES, VALUES, choose


@torch.no_grad()
def figures(state: dict, config: dict, held: Sequence[Example], same: Callable[[str, str], bool]) -> dict[str, float]:
    """Rank correlations, macro F1 and the F1 of (target, stance) at the best threshold."""
    network = Network(config["shape"])
    network.load_state_dict(state)
    network.eval()
    outs: dict[int, dict[str, np.ndarray]] = {}
    order = sorted(range(len(held)), key=lambda i: len(held[i].words.ids))
    for at in range(0, len(order), 16):
        part = order[at : at + 16]
        out = network([held[i] for i in part], config["special"], config["size"])
        row = 0
        for n, i in enumerate(part):
            count = len(held[i].facts)
            names = ("tone", "posture", "certainty")
            outs[i] = {name: out[name][n].cpu().numpy() for name in names}
            outs[i] |= {k: v[row : row + count].cpu().numpy() for k, v in out.items() if k not in names}
            row += count
    pairs = [(held[i], outs[i]) for i in range(len(held))]
    coded = [(e, o) for e, o in pairs if e.scheme == "statement"]
    found: dict[str, float] = {}
    for name in ("tone", "posture"):
        found[name] = spearman([getattr(e, name) for e, _ in coded], [softmax(o[name]) @ VALUES for _, o in coded])
    found["certainty"] = macro_f1([(e.certainty, int(o["certainty"].argmax())) for e, o in coded], len(CERTAINTIES))
    news = [(e.stance[0], int(o["sentence"][0].argmax())) for e, o in pairs if e.scheme == "sentence"]
    found["sentence"] = macro_f1(news, len(STANCES))
    known = [(s, int(o["statement"][n].argmax())) for e, o in coded for n, s in enumerate(e.stance) if s >= 0]
    found["stance"] = macro_f1(known, len(STANCES))
    found |= dict(zip(("target", "threshold"), best_targets(coded, same), strict=True))
    return {name: round(float(value), 4) for name, value in found.items()}


def best_targets(coded: list, same: Callable[[str, str], bool]) -> tuple[float, float]:
    """The best F1 of (target, stance) and the relevance from which a candidate is a target."""
    best = (0.0, 0.5)
    for threshold in np.arange(0.15, 0.65, 0.05):
        right = said = total = 0
        for example, out in coded:
            p = 1 / (1 + np.exp(-out["relevance"][:, 0])) if len(example.facts) else np.zeros(0)
            stances = [softmax(row) for row in out["statement"]]
            kept = choose(p, np.array(stances).reshape(-1, len(STANCES)), threshold)
            said += len(kept)
            total += len(example.gold)
            mine = [(example.names[i], STANCES[int(out["statement"][i].argmax())]) for i in kept]
            for name, stance in example.gold:
                hit = next((m for m in mine if same(name, m[0])), None)
                if hit:
                    mine.remove(hit)
                    right += hit[1] == stance
        best = max(best, (2 * right / max(1, said + total), float(threshold)))
    return best


def softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max())
    return powers / powers.sum()


def macro_f1(pairs: Sequence[tuple[int, int]], classes: int) -> float:
    """The mean F1 of the classes."""
    scores = []
    for label in range(classes):
        right = sum(a == b == label for a, b in pairs)
        wrong = sum((a == label) != (b == label) for a, b in pairs)
        scores.append(2 * right / (2 * right + wrong) if right else 0.0)
    return float(np.mean(scores))


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank."""
    return float(np.corrcoef(ranks(np.asarray(a)), ranks(np.asarray(b)))[0, 1])


def ranks(x: np.ndarray) -> np.ndarray:
    """Ranks from 0, ties at their mean."""
    _, inverse, counts = np.unique(x, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return (ends - (counts + 1) / 2)[inverse]
