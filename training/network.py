"""The network in PyTorch: a BERT or MPNet encoder, label heads for each scheme, and links between spans."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from samples import LABELS, ROLES, Sample
from torch import Tensor, nn

from toolkit.rounding import INPUTS, LEVELS, MOST
from toolkit.weights import SCHEMES

LINKS = ("content-cue", "content-source", "cue-source")
LINEAR = ("q", "k", "v", "o", "up", "down")  # the weights of a layer
GAPS, BREAKS, RANKS, BETWEEN = 33, 5, 13, 4


class Rounded(nn.Linear):
    """A linear layer that computes as the package will, and learns as if nothing were rounded.

    `short`: with what four bits hold of its weights; `step`, `zero`: with what eight bits hold of these and of what
    goes in (`rounding.py`). (Straight-through: Bengio et al. 2013, arXiv:1308.3432.)
    """

    short, step, zero = False, None, 0

    def forward(self, x: Tensor) -> Tensor:
        weight = as_rounded(self.weight, in_four_bits(self.weight)) if self.short else self.weight
        if self.step is None:
            return F.linear(x, weight, self.bias)
        with torch.autocast(x.device.type, enabled=False):
            even = x.float() / self.step
            even = as_rounded(even, even.round()).clamp(-self.zero, LEVELS - 1 - self.zero)
            weight = as_rounded(weight, rows_in_eight_bits(weight, self.step))
        return F.linear(even * self.step, weight, self.bias)


def as_rounded(exact: Tensor, rounded: Tensor) -> Tensor:
    """The rounded numbers, with the exact ones' gradient."""
    return exact + (rounded - exact).detach()


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT; `short`: which of its weights get four bits."""

    def __init__(self, hidden: int, heads: int, eps: float, short: Sequence[str] = ()) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (Rounded(hidden, hidden) for _ in "qkvo")
        self.up, self.down = Rounded(hidden, 4 * hidden), Rounded(4 * hidden, hidden)
        for name in short:
            getattr(self, name).short = True
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        q, k, v = (f(x).unflatten(-1, (self.heads, -1)).transpose(1, 2) for f in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.o(mixed.transpose(1, 2).flatten(2)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Word, position and feature embeddings and the layers; `relative` adds MPNet's shared position bias.

    What stays as published, the word table and the lowest `frozen` layers, is `low`; what it says of a text can be kept
    and given to `high` again. The features come in after the frozen layers; where there are none, with the positions.
    """

    def __init__(self, shape: Mapping[str, int]) -> None:
        super().__init__()
        hidden, eps = shape["hidden"], float(shape["eps"])
        self.shift, self.relative = shape["position_shift"], bool(shape["relative"])
        self.word = nn.Embedding(shape["vocabulary"], hidden)
        self.position = nn.Embedding(shape["positions"], hidden)
        self.feature = nn.Embedding(4 * len(SCHEMES), hidden)
        self.norm = nn.LayerNorm(hidden, eps=eps)
        self.frozen = shape.get("frozen", 0)
        short = [()] * self.frozen + [shape.get("short", ())] * (shape["layers"] - self.frozen)
        self.layers = nn.ModuleList(Layer(hidden, shape["heads"], eps, names) for names in short)
        self.bias = nn.Embedding(32, shape["heads"]) if self.relative else None

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.high(self.low(ids, mask), types, mask)

    def low(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """The vectors after the frozen layers; where there are none, of the words alone."""
        x = self.word(ids)
        if not self.frozen:
            return x
        x = self.norm(self._placed(x))
        mask = self._near(x, mask)
        for layer in self.layers[: self.frozen]:
            x = layer(x, mask)
        return x

    def high(self, x: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        """The vectors after the other layers."""
        x = x + self.feature(types) if self.frozen else self.norm(self._placed(x) + self.feature(types))
        mask = self._near(x, mask)
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x

    def _placed(self, x: Tensor) -> Tensor:
        """Vectors of words with those of their positions added."""
        return x + self.position(torch.arange(x.shape[1]) + self.shift)

    def _near(self, x: Tensor, mask: Tensor | None) -> Tensor | None:
        """The mask with the position bias added."""
        if self.bias is None:
            return mask
        at = torch.arange(x.shape[1])
        near = self.bias(buckets(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        return near if mask is None else mask + near


def freeze(encoder: Encoder) -> None:
    """Keeps the tables of words and positions as published, and all that is below the layers that learn."""
    still = [encoder.word, encoder.position]
    if encoder.frozen:
        still += [encoder.norm, *encoder.layers[: encoder.frozen], *([encoder.bias] if encoder.bias else [])]
    for part in still:
        part.requires_grad_(False)


@torch.no_grad()
def shorten(encoder: Encoder) -> None:
    """Rounds what stays frozen to the numbers that four bits can hold, before anything is learned on top of it."""
    linear = (part for layer in encoder.layers[: encoder.frozen] for part in layer.modules())
    for part in [*(m for m in linear if isinstance(m, nn.Linear)), *([encoder.word] if encoder.frozen else [])]:
        part.weight.copy_(in_four_bits(part.weight))


def in_four_bits(weight: Tensor) -> Tensor:
    """The nearest of 16 evenly spaced numbers, from least to greatest of 32 neighbours in a row (NNCF's INT4_ASYM)."""
    parts = weight.unflatten(1, (-1, 32))
    low, high = parts.amin(2, keepdim=True).clamp(max=0), parts.amax(2, keepdim=True).clamp(min=0)
    step = ((high - low) / 15).clamp(min=1e-12)
    zero = (-low / step).round()
    return (((parts / step).round() + zero).clamp(0, 15) - zero).mul(step).flatten(1)


def round_inputs(encoder: Encoder, steps: Mapping[str, np.ndarray]) -> None:
    """Has all layers compute in eight bits, by steps that `measure_steps` found."""
    for n, layer in enumerate(encoder.layers):
        for name in LINEAR:
            part, kind = getattr(layer, name), f"layers.{n}.{INPUTS[name]}"
            part.step, part.zero = torch.tensor(steps[f"{kind}.step"]), int(steps[f"{kind}.zero"][0])


def in_eight_bits(values: Tensor, step: Tensor, zero: int) -> Tensor:
    """The values as 256 steps hold them, `zero` of these below 0."""
    return (values / step).round().clamp(-zero, LEVELS - 1 - zero) * step


def rows_in_eight_bits(weights: Tensor, step: Tensor) -> Tensor:
    """The weights as they are for inputs in these steps: the largest of each row 127."""
    even = weights * step
    scale = (even.abs().amax(1, keepdim=True) / MOST).clamp(min=1e-12)
    return (even / scale).round() * scale / step


class Lower:
    """What the frozen layers say of inputs, computed once for each: `low` of a batch, `length` of an input."""

    def __init__(self, low: Callable[[Sequence[Any]], Tensor], length: Callable[[Any], int]) -> None:
        self.low, self.length, self.kept = low, length, {}

    @torch.no_grad()
    def __call__(self, batch: Sequence[Any]) -> Tensor:
        if any(id(one) not in self.kept for one in batch):
            for one, row in zip(batch, self.low(batch).half(), strict=True):
                self.kept[id(one)] = row[: self.length(one)].clone()
        return torch.nn.utils.rnn.pad_sequence([self.kept[id(one)].float() for one in batch], batch_first=True)


def buckets(relative: Tensor) -> Tensor:
    """MPNet's 32 buckets of the distance between two positions."""
    n = -relative
    side = (n < 0).long() * 16
    n = n.abs()
    far = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return side + torch.where(n < 8, n, far.clamp(max=15))


class Network(nn.Module):
    """Encoder, labels and links."""

    def __init__(self, shape: Mapping[str, int], *, width: int = 128) -> None:
        super().__init__()
        hidden = shape["hidden"]
        self.encoder = Encoder(shape)
        self.tag = nn.ModuleDict({scheme: nn.Linear(hidden, len(LABELS)) for scheme in SCHEMES})
        self.span = nn.ModuleDict({role: nn.Linear(2 * hidden, width) for role in ROLES})
        self.link = nn.ParameterDict({name: torch.randn(width, width) / width for name in LINKS})
        self.none = nn.ParameterDict({name: torch.zeros(width) for name in LINKS})
        self.gap = nn.ParameterDict({name: torch.zeros(GAPS) for name in LINKS})
        self.broken = nn.ParameterDict({name: torch.zeros(BREAKS) for name in LINKS})
        self.rank = nn.ParameterDict({name: torch.zeros(RANKS) for name in LINKS})
        self.between = nn.ParameterDict({name: torch.zeros(BETWEEN) for name in LINKS})

    def vectors(self, hidden: Tensor, role: str, spans: list[tuple[int, int]]) -> Tensor:
        """One vector a span, from its first and last token."""
        pairs = torch.tensor(spans)
        return F.relu(self.span[role](torch.cat([hidden[pairs[:, 0]], hidden[pairs[:, 1]]], dim=1)))

    def links(self, name: str, hidden: Tensor, sample: Sample) -> Tensor:
        """Scores of every candidate for every span, the last column for none."""
        one, other = name.split("-")
        a, b = sample.spans[one], sample.spans[other]
        left = self.vectors(hidden, one, a) @ self.link[name]
        none = left @ self.none[name]
        if not b:
            return none[:, None]
        gap, broken = distances(torch.tensor(a), torch.tensor(b), torch.tensor(sample.breaks).cumsum(0))
        rank, between = order(torch.tensor(a)[:, 0], torch.tensor(b)[:, 0])
        scores = left @ self.vectors(hidden, other, b).T + self.gap[name][gap] + self.broken[name][broken]
        scores = scores + self.rank[name][rank] + self.between[name][between]
        return torch.cat([scores, none[:, None]], dim=1)


def distances(a: Tensor, b: Tensor, breaks: Tensor) -> tuple[Tensor, Tensor]:
    """Buckets of the tokens between spans a and b, signed, and of the paragraph breaks between them."""
    after = b[None, :, 0] - a[:, None, 1]
    before = a[:, None, 0] - b[None, :, 1]
    gap = torch.where(after > 0, after, -before.clamp(min=0))
    size = (torch.log2(gap.abs().float() + 1) * 2).long().clamp(max=GAPS // 2)
    crossed = (breaks[b[None, :, 0]] - breaks[a[:, None, 0]]).abs()
    return GAPS // 2 + size * gap.sign(), crossed.clamp(max=BREAKS - 1)


def order(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Buckets of how many b stand from a to each b, signed, and of how many a stand between them."""
    after = b[None, :] > a[:, None]
    one, this, other = a[:, None, None], b[None, :, None], b[None, None, :]
    right = ((other > one) & (other <= this)).sum(2)
    left = ((other <= one) & (other >= this)).sum(2)
    rank = torch.where(after, right, -left).clamp(-(RANKS // 2), RANKS // 2) + RANKS // 2
    low, high = torch.minimum(one[..., 0], this[..., 0]), torch.maximum(one[..., 0], this[..., 0])
    between = ((a > low[..., None]) & (a < high[..., None])).sum(2).clamp(max=BETWEEN - 1)
    return rank, between


NAMES = {
    "bert": {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
             "o": "attention.output.dense", "norm1": "attention.output.LayerNorm"},
    "mpnet": {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
              "norm1": "attention.LayerNorm"},
}  # fmt: skip
COMMON = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}


def load_base(encoder: Encoder, weights: Mapping[str, Tensor], family: str) -> None:
    """The weights of a published BERT or MPNet model into the encoder; the features begin at what the base has."""
    state = {f"{part}.weight": weights[f"embeddings.{name}_embeddings.weight"] for part, name in
             (("word", "word"), ("position", "position"))}  # fmt: skip
    state |= {f"norm.{end}": weights[f"embeddings.LayerNorm.{end}"] for end in ("weight", "bias")}
    for number in range(len(encoder.layers)):
        for part, name in (NAMES[family] | COMMON).items():
            for end in ("weight", "bias"):
                state[f"layers.{number}.{part}.{end}"] = weights[f"encoder.layer.{number}.{name}.{end}"]
    width = state["norm.weight"].shape[0]
    same = weights.get("embeddings.token_type_embeddings.weight", torch.zeros(1, width))[:1]
    state["feature.weight"] = same.repeat(encoder.feature.num_embeddings, 1)
    if encoder.bias is not None:
        state["bias.weight"] = weights["encoder.relative_attention_bias.weight"]
    encoder.load_state_dict(state)
