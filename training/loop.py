"""One training: optimizer, learning rate, averaged weights, and checkpoints from which it goes on; for every model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

SHOWN = 50  # steps between two checkpoints


def choose_device(threads: int) -> torch.device:
    """The device that new tensors are made on from now on: a GPU where there is one, else the processor."""
    torch.set_num_threads(threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_default_device(device)
    return device


def half_precision(device: torch.device) -> AbstractContextManager:
    """bfloat16 arithmetic where the device is fast at it."""
    fast = device.type == "cuda" or torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=fast)


class Training:
    """Network, optimizer and averaged weights of one training, kept in a folder.

    `slow` are the parameters that learn at `rate`; the others learn at `rate_heads`. The weights to keep are `average`,
    an exponential average over the steps.
    """

    def __init__(self, config: dict, network: nn.Module, slow: Sequence[nn.Parameter], *, folder: Path) -> None:
        self.config, self.network, self.folder = config, network, folder
        self.device = next(network.parameters()).device
        first = {id(p) for p in slow}
        known = [p for p in network.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in known if id(p) in first], "lr": config["rate"]},
            {"params": [p for p in known if id(p) not in first], "lr": config["rate_heads"]},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.average = {name: value.clone() for name, value in network.state_dict().items()}
        self.moving = [name for name, value in network.named_parameters() if value.requires_grad]
        self.step = 0

    def epochs(self, plan: Sequence[Sequence[Any]], loss: Callable[[Any], Tensor]) -> Iterator[int]:
        """Learns from the batches of each epoch, from the last checkpoint on; yields each epoch done."""
        total = min(self.config.get("steps", 10**9), sum(map(len, plan)))
        schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: ramp(step, total, self.config["warm"])
        )
        self._resume(schedule)
        first, began, done, recent = self.step, time.time(), 0, []
        print(f"step {first} of {total}, on {self.device.type}", flush=True)
        self.network.train()
        for epoch, batches in enumerate(plan, 1):
            for batch in batches:
                done += 1
                if not first < done <= total:
                    continue
                recent.append(self._learn(lambda batch=batch: loss(batch)))
                schedule.step()
                if done % SHOWN == 0 or done == total:
                    self._save(schedule)
                    left = (time.time() - began) / (done - first) * (total - done) / 60
                    print(f"step {done} loss {torch.stack(recent).mean():.4f}, {left:.0f} min left", flush=True)
                    recent = []
            if done > first:
                yield epoch

    def _learn(self, loss: Callable[[], Tensor]) -> Tensor:
        """One step; its loss."""
        self.step += 1
        torch.manual_seed(self.config["seed"] + self.step)
        with half_precision(self.device):
            found = loss()
        self.optimizer.zero_grad(set_to_none=True)
        found.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        decay = min(self.config["average"], (self.step + 1) / (self.step + 10))
        now = self.network.state_dict()
        with torch.no_grad():
            torch._foreach_lerp_([self.average[n] for n in self.moving], [now[n] for n in self.moving], 1 - decay)
        return found.detach()

    def _save(self, schedule: torch.optim.lr_scheduler.LRScheduler) -> None:
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        state |= {"schedule": schedule.state_dict(), "average": self.average, "step": self.step}
        write(state, self.folder / "last.pt")

    def _resume(self, schedule: torch.optim.lr_scheduler.LRScheduler) -> None:
        if not (self.folder / "last.pt").is_file():
            return
        saved = torch.load(self.folder / "last.pt", weights_only=True, map_location=self.device)
        for name, part in (("network", self.network), ("optimizer", self.optimizer), ("schedule", schedule)):
            part.load_state_dict(saved[name])
        self.average, self.step = saved["average"], saved["step"]


def ramp(step: int, total: int, warm: float) -> float:
    """The learning rate's factor: a linear rise over the share `warm` of the steps, then a linear fall."""
    return min((step + 1) / (warm * total), max(0.0, (total - step) / (total - warm * total)))


def write(state: dict, path: Path) -> None:
    """Weights to a file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def read_weights(path: Path) -> dict[str, Tensor]:
    """Weights of a file, on the processor."""
    found: dict[str, Tensor] = torch.load(path, weights_only=True, map_location="cpu")
    return found


def mean_of(states: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several weights (Wortsman et al. 2022, "Model soups", ICML)."""
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}
