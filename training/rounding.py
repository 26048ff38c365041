"""Steps by which the numbers of a model's products become numbers of 8 bits (`toolkit/rounding.py`): `measure`.

For what goes into each product: the step of a column is (its largest number)^a x (its largest weight)^(a-1), as in
SmoothQuant (Xiao et al. 2023, ICML), shortened so that 256 steps reach all columns' least and greatest number, or
nearly. The exponent and the share that is reached are those by which the product errs least on the inputs given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from export import write_config
from network import LINEAR, Encoder, in_eight_bits, rows_in_eight_bits
from restore import restore
from safetensors.numpy import load_file, save_file
from torch import Tensor

from toolkit.rounding import INPUTS, LEVELS
from toolkit.weights import STEPS

EXPONENTS, REACHES = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95), (0.9, 0.8, 0.7, 0.6)
KEPT, EVERY = 1500, 17  # inputs of a product on which errors are counted: one in so many, at most so many
Input = tuple[Tensor, Tensor, Tensor]  # ids, features, mask


def measure(network: Any, folder: Path, frozen: int, inputs: Iterable[Input]) -> None:
    """Writes the steps of the model in a folder, whose weights `network` gets, and of what it stands on where that has
    none yet."""
    network.load_state_dict(restore(folder))
    steps = measure_steps(network.eval().encoder, inputs)
    shared = {name for name in steps if int(name.split(".")[1]) < frozen}
    below = folder.parent / json.loads((folder / "config.json").read_text(encoding="utf-8"))["base"]
    if shared and not (below / STEPS).is_file():
        write_steps({name: steps[name] for name in sorted(shared)}, below)
    write_steps({name: step for name, step in steps.items() if name not in shared}, folder)


def write_steps(steps: Mapping[str, np.ndarray], folder: Path) -> None:
    """Writes them, and their hash into the settings."""
    save_file(dict(steps), str(folder / STEPS))
    (folder / STEPS).chmod(0o644)
    write_config(json.loads((folder / "config.json").read_text(encoding="utf-8")), folder)


def read_steps(folder: Path) -> dict[str, np.ndarray]:
    """The steps of a model in a folder, and of what it stands on."""
    base = folder.parent / json.loads((folder / "config.json").read_text(encoding="utf-8"))["base"]
    files = [file for file in (base / STEPS, folder / STEPS) if file.is_file()]
    return {name: step for file in files for name, step in load_file(str(file)).items()}


@torch.no_grad()
def measure_steps(encoder: Encoder, inputs: Iterable[Input]) -> dict[str, np.ndarray]:
    """The steps of all layers' products, by the names that the package reads; `inputs` are batches."""
    limits, some = look(encoder, inputs)
    out: dict[str, np.ndarray] = {}
    for name in sorted(some):
        layer = encoder.layers[int(name.split(".")[1])]
        weights = torch.cat([getattr(layer, n).weight for n in LINEAR if INPUTS[n] == name.split(".")[2]])
        step, zero = best_step(torch.cat(some[name])[:KEPT], weights, limits[name][0], -limits[name][1])
        out |= {f"{name}.step": step.numpy().astype(np.float32), f"{name}.zero": np.array([zero], np.int32)}
    return out


def look(encoder: Encoder, inputs: Iterable[Input]) -> tuple[dict[str, Tensor], dict[str, list[Tensor]]]:
    """Of what goes into each product: each column's least number and, negative, its greatest; and some inputs."""
    seen: dict[str, list[Tensor]] = {}

    def keep(name: str):
        return lambda module, given, out: seen.setdefault(name, []).append(given[0].flatten(0, -2))

    firsts = {INPUTS[n]: n for n in reversed(LINEAR)}  # of the products that share what goes into them one
    hooks = [
        getattr(layer, product).register_forward_hook(keep(f"layers.{n}.{name}"))
        for n, layer in enumerate(encoder.layers)
        for name, product in firsts.items()
    ]
    limits: dict[str, Tensor] = {}
    some: dict[str, list[Tensor]] = {}
    for ids, types, mask in inputs:
        encoder(ids, types, mask)
        used = (mask[:, 0, 0] == 0).flatten()
        for name, (values,) in seen.items():
            values = values[used]
            now = torch.stack([values.amin(0), -values.amax(0)])
            limits[name] = torch.minimum(limits[name], now) if name in limits else now
            some.setdefault(name, []).append(values[::EVERY].clone())
        seen.clear()
    for hook in hooks:
        hook.remove()
    return limits, some


def best_step(values: Tensor, weights: Tensor, least: Tensor, greatest: Tensor) -> tuple[Tensor, int]:
    """The columns' steps, and how many of the 256 are below 0, by which values times weights err least."""
    wanted = values @ weights.T
    large = torch.maximum(least.abs(), greatest.abs()).clamp(min=1e-6)
    heavy = weights.abs().amax(0).clamp(min=1e-6)

    def steps(exponent: float, reach: float) -> tuple[Tensor, int]:
        scale = large**exponent * heavy ** (exponent - 1)
        low, high = min(0.0, float((least / scale).min())) * reach, max(0.0, float((greatest / scale).max())) * reach
        step = (high - low) / (LEVELS - 1)
        return scale * step, round(-low / step)

    def error(exponent: float, reach: float) -> float:
        step, zero = steps(exponent, reach)
        found = in_eight_bits(values, step, zero) @ rows_in_eight_bits(weights, step).T
        return float(((found - wanted) ** 2).mean())

    exponent = min(EXPONENTS, key=lambda one: error(one, 1.0))
    return steps(exponent, min((1.0, *REACHES), key=lambda one: error(exponent, one)))
