"""The scoring network in PyTorch: the encoder of `network.py` with heads for statements and for targets."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from network import Encoder
from scores_data import MISSING, Example
from torch import Tensor, nn

from toolkit.score.inputs import ASKED, CONTENT, CUE, TARGET
from toolkit.score.model import CERTAINTIES, FACTS, STANCES, VALUES

WIDTH = 128


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
        ids, types, _, mask = collate(batch, special, size)
        return self.encoder.low(ids, types, mask)

    def forward(self, batch: Sequence[Example], special, size: int, low: Tensor | None = None) -> dict[str, Tensor]:
        """The logits of a batch; those of targets in one row a candidate, in the order of the examples."""
        ids, types, places, mask = collate(batch, special, size)
        low = self.encoder.low(ids, types, mask) if low is None else F.dropout(low, 0.1, self.training)
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


def losses(out: dict[str, Tensor], batch: Sequence[Example], weights: dict[str, float]) -> Tensor:
    """The weighted loss: ordered codes by cross-entropy and squared error of their mean, the rest by cross-entropy."""
    total = torch.zeros(())
    for name in ("tone", "posture"):
        right = torch.tensor([getattr(e, name) for e in batch])
        if (right != MISSING).any():
            known = right != MISSING
            mean = out[name].softmax(1) @ torch.tensor(VALUES)
            off = F.mse_loss(mean[known], torch.tensor(VALUES)[right[known]])
            total = total + weights[name] * (F.cross_entropy(out[name][known], right[known]) + 4 * off)
    right = torch.tensor([e.certainty for e in batch])
    if (right != MISSING).any():
        scale = torch.tensor(weights["classes"])
        found = F.cross_entropy(out["certainty"], right, weight=scale, ignore_index=MISSING)
        total = total + weights["certainty"] * found
    for scheme in ("statement", "sentence"):
        rows = [(s, e.scheme == scheme) for e in batch for s in (e.stance if len(e.facts) else ())]
        right = torch.tensor([s if own else MISSING for s, own in rows] or [MISSING])
        if (right != MISSING).any():
            found = F.cross_entropy(out[scheme], right, ignore_index=MISSING, label_smoothing=0.05)
            total = total + weights[scheme] * found
    chosen = [r for e in batch for r in (e.relevant if e.scheme == "statement" else [MISSING] * len(e.facts))]
    right = torch.tensor(chosen or [MISSING], dtype=torch.float)
    if (right != MISSING).any():
        known = right != MISSING
        found = F.binary_cross_entropy_with_logits(out["relevance"][:, 0][known], right[known])
        total = total + weights["relevance"] * found
    return total
