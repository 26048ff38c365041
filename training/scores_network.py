"""The scoring network in PyTorch: the encoder of `network.py` with heads for statements and for targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from network import Encoder
from scores_data import MISSING, Example
from torch import Tensor, nn

from toolkit.score.inputs import ASKED, CONTENT, CUE, TARGET
from toolkit.score.model import CERTAINTIES, FACTS, STANCES, VALUES

WIDTH, SMOOTH = 128, 0.05


class Network(nn.Module):
    """Encoder and heads; the names of the heads are those that the package reads."""

    def __init__(self, shape) -> None:
        super().__init__()
        hidden = shape["hidden"]
        self.encoder = Encoder(shape)
        self.tone = nn.Linear(3 * hidden, len(VALUES))
        self.posture = nn.Linear(3 * hidden, len(VALUES))
        self.certainty = nn.Linear(3 * hidden, len(CERTAINTIES))
        self.target = nn.Linear(3 * hidden + FACTS, WIDTH)
        self.relevance = nn.Linear(WIDTH, 1)
        self.statement = nn.Linear(WIDTH, len(STANCES))
        self.sentence = nn.Linear(WIDTH, len(STANCES))

    def low(self, batch: Sequence[Example], special, size: int) -> Tensor:
        """What the encoder's frozen layers say of a batch."""
        ids, _, _, mask = collate(batch, special, size)
        return self.encoder.low(ids, mask)

    def forward(self, batch: Sequence[Example], special, size: int, low: Tensor | None = None) -> dict[str, Tensor]:
        """The logits of a batch; those of targets in one row a candidate, in the order of the examples."""
        ids, types, places, mask = collate(batch, special, size)
        low = self.encoder.low(ids, mask) if low is None else low
        low = F.dropout(low, 0.1, self.training and bool(self.encoder.frozen))
        hidden = F.dropout(self.encoder.high(low, types, mask), 0.1, self.training)
        used = mask[:, 0, 0] == 0
        used[:, 0] = False
        content = _mean(hidden, used & torch.isin(types, torch.tensor([CONTENT, TARGET, ASKED])))
        whole = torch.cat([hidden[:, 0], content, _mean(hidden, used & (types == CUE))], dim=1)
        rows = [(i, n) for i, example in enumerate(batch) for n in range(len(example.facts))]
        out = {name: getattr(self, name)(whole) for name in ("tone", "posture", "certainty")}
        if not rows:
            return out
        at = torch.tensor([i for i, _ in rows])
        chosen = used[at] & (places[at] == torch.tensor([n for _, n in rows])[:, None])
        facts = torch.cat([torch.tensor(example.facts) for example in batch])
        near = torch.cat([hidden[at, 0], content[at], _mean(hidden[at], chosen), facts], dim=1)
        mid = F.dropout(F.gelu(self.target(near), approximate="tanh"), 0.1, self.training)
        out |= {name: getattr(self, name)(mid) for name in ("relevance", "statement", "sentence")}
        return out


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    weights = chosen.float()[:, :, None]
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


def collate(batch: Sequence[Example], special, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, features, candidate numbers and attention mask, cut after `size` tokens."""
    length = min(size, max(len(e.words.ids) for e in batch)) + 2
    ids = torch.full((len(batch), length), special["pad"])
    types = torch.zeros(len(batch), length, dtype=torch.long)
    places = torch.full((len(batch), length), -1)
    mask = torch.full((len(batch), 1, 1, length), -1e4)
    for row, example in enumerate(batch):
        n = min(size, len(example.words.ids))
        ids[row, : n + 2] = torch.tensor([special["first"], *example.words.ids[:n], special["last"]])
        types[row, 1 : n + 1] = torch.tensor(example.words.types[:n])
        places[row, 1 : n + 1] = torch.tensor(example.words.targets[:n])
        mask[row, 0, 0, : n + 2] = 0
    return ids, types, places, mask


def losses(out: dict[str, Tensor], batch: Sequence[Example], weights: dict[str, Any]) -> Tensor:
    """The weighted loss: ordered codes by cross-entropy and squared error of their mean, the rest by cross-entropy."""
    total = torch.zeros(())
    for name in ("tone", "posture"):
        wanted, known = _of_statements(batch, name, len(VALUES))
        if len(known):
            found, values = out[name][known], torch.tensor(VALUES)
            off = F.mse_loss(found.softmax(1) @ values, wanted @ values)
            total = total + weights[name] * (F.cross_entropy(found, wanted) + 4 * off)
    wanted, known = _of_statements(batch, "certainty", len(CERTAINTIES))
    if len(known):
        coded = torch.tensor([batch[i].soft is None for i in known.tolist()])  # who says the others learned so weighted
        heavy = wanted * torch.where(coded[:, None], torch.tensor(weights["classes"]), 1.0)
        total = total - weights["certainty"] * (heavy * out["certainty"][known].log_softmax(1)).sum() / heavy.sum()
    for scheme in ("statement", "sentence"):
        wanted, weight = _of_stances(batch, scheme)
        if weight.sum() > 0:
            found = -(wanted * out[scheme].log_softmax(1)).sum(1)
            total = total + weights[scheme] * (weight * found).sum() / weight.sum()
    wanted = torch.tensor([r for e in batch for r in _relevance(e)] or [MISSING], dtype=torch.float)
    if (wanted != MISSING).any():
        known = wanted != MISSING
        found = F.binary_cross_entropy_with_logits(out["relevance"][:, 0][known], wanted[known])
        total = total + weights["relevance"] * found
    return total


def _of_statements(batch: Sequence[Example], name: str, classes: int) -> tuple[Tensor, Tensor]:
    """The probabilities that are wanted of the statements of a batch, and which of its examples these are."""
    rows = [
        (i, one_hot(getattr(e, name), classes) if e.soft is None else getattr(e.soft, name))
        for i, e in enumerate(batch)
        if e.scheme == "statement"
    ]
    return torch.tensor(np.array([row for _, row in rows], np.float32)), torch.tensor([i for i, _ in rows])


def _of_stances(batch: Sequence[Example], scheme: str) -> tuple[Tensor, Tensor]:
    """The probabilities wanted of each candidate's stance, and how much each counts: a likely target more."""
    rows: list[tuple[np.ndarray, float]] = []
    for example in batch:
        if example.scheme != scheme:
            rows += [(one_hot(MISSING, len(STANCES)), 0.0)] * len(example.facts)
        elif example.soft is None:
            labels = example.stance[: len(example.facts)]
            rows += [(SMOOTH / 3 + (1 - SMOOTH) * one_hot(s, len(STANCES)), float(s != MISSING)) for s in labels]
        else:
            sure = example.soft.relevance if scheme == "statement" else np.ones(len(example.facts))
            rows += zip(example.soft.stance, map(float, sure), strict=True)
    wanted = np.array([row for row, _ in rows], np.float32).reshape(-1, len(STANCES))
    return torch.tensor(wanted), torch.tensor([weight for _, weight in rows])


def _relevance(example: Example) -> Sequence[float]:
    if example.scheme != "statement":
        return [MISSING] * len(example.facts)
    return example.relevant if example.soft is None else example.soft.relevance.tolist()


def one_hot(code: int, classes: int) -> np.ndarray:
    """The code as probabilities; all 0 where it is MISSING."""
    return (np.arange(classes) == code).astype(np.float32)
