"""The folder of an engine -> weights in PyTorch, to go on from: the repository outlasts the runs that made its models.

Weights come back as rounded as they were written, in four or eight bits.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import openvino
import torch
from openvino import Output
from safetensors.torch import load_file
from torch import Tensor

PARTS = {  # operation of the graph: name of the weight among its inputs
    "linear/MatMul": "weight",
    "linear/Add": "bias",
    "embedding/Gather": "weight",
    "layer_norm/Multiply_1": "weight",
    "layer_norm/Add": "bias",
}
NAME = re.compile(rf"__module\.(\S+)/aten::({'|'.join(PARTS)})")


def restore(folder: Path) -> dict[str, Tensor]:
    """The weights that `export` wrote into the folder, by the names of `Network`."""
    base = json.loads((folder / "config.json").read_text(encoding="utf-8"))["base"]
    heads = {name: value.float() for name, value in load_file(str(folder / "heads.safetensors")).items()}
    return heads | _weights(folder.parent / base / "model.xml") | _weights(folder / "model.xml")


def _weights(file: Path) -> dict[str, Tensor]:
    """The weights of a graph, by the names of `Encoder`."""
    core, state = openvino.Core(), {}
    for operation in core.read_model(file).get_ordered_ops():
        if found := NAME.fullmatch(operation.get_friendly_name()):
            source = operation.input(0 if "Gather" in found[2] else 1).get_source_output()
            state[f"encoder.{found[1]}.{PARTS[found[2]]}"] = _value(core, source)
    return state


def _value(core: openvino.Core, output: Output) -> Tensor:
    """What a part of a graph without inputs computes; a row, which has three dimensions there, in one."""
    settings = {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0}
    alone = core.compile_model(openvino.Model([output], []), "CPU", settings)
    value = torch.from_numpy(alone([])[0].copy()).float()
    return value.flatten() if value.dim() == 3 else value
