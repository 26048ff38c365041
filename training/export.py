"""Trained weights -> the folder of an engine: an OpenVINO graph with short weights, heads, tokenizer, settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

FILES = ("model.xml", "model.bin", "heads.safetensors", "tokenizer.json", "choice.json")
CONFIDENCE = {"bias": 2.0, "content": 1.0, "cue": 0.0, "source": 0.0, "link": 1.0, "sourced": 0.0, "margin": 0.0}


def export(state: dict, config: dict, tokenizer, folder: Path, *, precision: str = "int8") -> None:
    """Writes the folder; confidence is uncalibrated until `calibrate` has run."""
    import openvino
    import torch
    from network import Network

    folder.mkdir(parents=True, exist_ok=True)
    network = Network(config["shape"])
    network.load_state_dict(state)
    network.eval()
    example = (torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, 16, dtype=torch.long))
    graph = openvino.convert_model(network.encoder, example_input=example, input=[[1, -1], [1, -1]])
    if precision == "int8":
        graph = compress(graph, config["shape"])
    openvino.save_model(graph, folder / "model.xml", compress_to_fp16=precision == "int8")
    heads = {n: v.numpy().astype(np.float16) for n, v in network.state_dict().items() if not n.startswith("encoder.")}
    save_file(heads, str(folder / "heads.safetensors"))
    (folder / "heads.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "choice.json").unlink(missing_ok=True)
    scope = {"outside": 0.0, "threshold": 0.0, "confidence": CONFIDENCE}
    facts = {
        "name": config["name"],
        "hidden": config["shape"]["hidden"],
        "window": config["window"],
        "special": config["special"],
        "scopes": {"attributions": scope, "statements": scope},
    }
    if "beside" in config:
        facts["beside"] = config["beside"]
    write_config(facts, folder)


def compress(graph: Any, shape: Mapping[str, int]) -> Any:
    """The graph with what was frozen in four bits, as it already was in training, and the other weights in eight."""
    import nncf

    if frozen := shape.get("frozen", 0):
        learned = "|".join(str(number) for number in range(frozen, shape["layers"]))
        kept = nncf.IgnoredScope(
            patterns=[rf".*layers\.({learned})\..*", r".*(bias|position|feature)/.*"], validate=False
        )
        four = nncf.CompressWeightsMode.INT4_ASYM
        graph = nncf.compress_weights(graph, mode=four, group_size=32, ratio=1.0, all_layers=True, ignored_scope=kept)
    return nncf.compress_weights(graph, mode=nncf.CompressWeightsMode.INT8_ASYM)


def write_config(facts: dict, folder: Path) -> None:
    """config.json with the hashes of the files beside it, and of what says which other model reads with this one."""
    names = [name for name in FILES if (folder / name).is_file()]
    names += [f"../{other}/config.json" for other in facts.get("beside", {})]
    facts["sha256"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "config.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
