"""Products of 8-bit numbers: weights, and what goes into them, rounded by steps that a model brings along.

A few columns of what goes into a product are far larger than the others, so each column has a step of its own, and its
weights are multiplied by it first (Xiao et al. 2023, "SmoothQuant", ICML). How large the steps are was measured where
the model was made (`training/rounding.py`); they are `rounding.safetensors` of its folder: for each layer, and for what
goes into its query, key and value (`in`), `o`, `up` and `down`, the steps of the columns and the number that 0 becomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import openvino

INPUTS = {"q": "in", "k": "in", "v": "in", "o": "o", "up": "up", "down": "down"}  # product -> what goes into it
NAME = re.compile(rf".*\.(?P<layer>layers\.\d+)\.(?P<product>{'|'.join(INPUTS)})/aten::linear/MatMul")
MOST, LEVELS = 127, 256  # of a weight; of what goes into a product
Array = NDArray[Any]


def round_products(graph: openvino.Model, steps: Mapping[str, Array]) -> None:
    """Has the products that `steps` name computed in 8 bits; their weights must be unpacked. Changes the graph."""
    rounded: dict[str, openvino.Output] = {}
    for product, name in _products(graph):
        if f"{name}.step" in steps:
            step, zero = steps[f"{name}.step"].astype(np.float32), float(steps[f"{name}.zero"][0])
            if name not in rounded:
                rounded[name] = _rounded(product.input_value(0), step, zero)
            weights = product.input_value(1).get_node().get_data()
            product.input(0).replace_source_output(rounded[name])
            product.input(1).replace_source_output(_short(weights * step))


def _products(graph: openvino.Model) -> Iterator[tuple[openvino.Node, str]]:
    """The products with weights of the layers, each with the name of what goes into it."""
    for node in graph.get_ordered_ops():
        found = NAME.fullmatch(node.get_friendly_name())
        if found and node.get_type_name() == "MatMul":
            yield node, f"{found['layer']}.{INPUTS[found['product']]}"


def _rounded(values: openvino.Output, step: Array, zero: float) -> openvino.Output:
    """The values in steps, at most 256 different ones; `zero` of these are below 0."""
    from openvino import opset13 as ops

    even = ops.multiply(values, ops.constant((1 / step)[None, None]))
    low, high = np.float32(-zero), np.float32(LEVELS - 1 - zero)
    return ops.fake_quantize(even, low, high, low, high, LEVELS).output(0)


def _short(weights: Array) -> openvino.Output:
    """Weights in 8 bits, the largest of each row 127, with what they are to be multiplied by."""
    import openvino
    from openvino import opset13 as ops

    scale = np.maximum(np.abs(weights).max(1, keepdims=True) / MOST, np.float32(1e-12))
    short = ops.constant(np.rint(weights / scale).astype(np.int8), openvino.Type.i8)
    return ops.multiply(ops.convert(short, openvino.Type.f32), ops.constant(scale)).output(0)
