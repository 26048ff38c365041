"""The files of the learned models and what runs them; the only place that knows either.

A model is a folder of `toolkit/models/`: config.json (settings, and the SHA-256 of the other files), model.xml and
model.bin (its layers, OpenVINO), heads.safetensors (what stands on top, computed with NumPy), rounding.safetensors (how
numbers become such of 8 bits), and choice.json (the trees that choose among candidates, for a scope that has them).
Each stands on a base, a folder too, which other models share: tokenizer.json, and model.xml, model.bin and where there
are layers rounding.safetensors, with the word table and the lowest layers as they were published.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from toolkit.errors import ModelError
from toolkit.rounding import round_products

if TYPE_CHECKING:
    import openvino

MODELS = Path(__file__).parent / "models"
HINT = "reinstall the package, or do without weights: --engine rules, and --wordlists for the scores"
SCHEMES = ("attributions", "statements")  # the two codebooks by which a text can be read
CONFIDENCE = ("bias", "content", "cue", "source", "link", "sourced", "margin")  # weights, for a scope without trees
MODEL_FILES = frozenset({"model.xml", "model.bin", "heads.safetensors"})
BASE_FILES = frozenset({"model.xml", "model.bin", "tokenizer.json"})
Array = NDArray[Any]
HINTS = {  # one thread, so that each process of a run has a core; not pinned, or all would share the first one
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_NUM_THREADS": 1,
    "ENABLE_CPU_PINNING": False,
}
CPU = Path("/proc/cpuinfo")  # there is none but on Linux
FASTEST = {"int8-bf16": "amx_bf16", "bf16": "amx_bf16", "int8": "avx512_vnni"}  # flags that tell; the best first
ARITHMETIC = {  # what OpenVINO is told; left to itself it rounds to 8 bits wherever it is fast
    "f32": {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
    "bf16": {"INFERENCE_PRECISION_HINT": "bf16", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
    "int8": {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
    "int8-bf16": {"INFERENCE_PRECISION_HINT": "bf16", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
}

AT_ONCE = {"bf16": 8, "int8-bf16": 8}  # inputs
ROUNDED = frozenset({"int8", "int8-bf16"})  # where products are of 8-bit numbers
STEPS = "rounding.safetensors"


def flags() -> frozenset[str]:
    """What the processor can do, by Linux; empty elsewhere."""
    return _flags(CPU)


@cache
def _flags(file: Path) -> frozenset[str]:
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    return frozenset(word for line in text.splitlines() if line.startswith("flags") for word in line.split())


def precision() -> str:
    """How the models compute: "int8-bf16" on a processor with AMX, "int8" on one with VNNI, else "f32".

    In the first two what goes into a product, and its weights, are numbers of 8 bits (`rounding.py`); the rest is
    "bf16" or "f32", which are words for whole models, too. The variable TOOLKIT_PRECISION
    decides otherwise; "f32" is the same everywhere. They differ in the second or third digit
    of a score; a run keeps which it was made with, and does not mix them. ModelError for another word, and for one of
    the faster ones where the processor is not made for it.
    """
    able = [name for name, flag in FASTEST.items() if flag in flags()]
    wanted = os.environ.get("TOOLKIT_PRECISION") or [*able, "f32"][0]
    if wanted not in ARITHMETIC:
        raise ModelError(f"TOOLKIT_PRECISION is {wanted!r}", hint=" or ".join(ARITHMETIC))
    if wanted not in {"f32", *able}:
        raise ModelError(f"TOOLKIT_PRECISION is {wanted}, which this processor is not made for", hint="use f32")
    return wanted


class Base:
    """What models of one size share, loaded and checked: tokenizer, special tokens, word table and lowest layers."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        config = read_config(folder, BASE_FILES)
        self.special: dict[str, int] = config["special"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.graph = compile_graph(folder / "model.xml")

    def vectors(self, ids: Array, mask: Array) -> Array:
        """The vectors of tokens, a row of `ids` an input; `mask` has -10,000 where a token only fills up, else 0."""
        found: Array = self.graph([ids, mask][: len(self.graph.inputs)])[0]
        return found


def compile_graph(file: Path) -> openvino.CompiledModel:
    """A graph ready to run on any number of inputs at once, in the arithmetic that `precision` says."""
    import openvino
    from safetensors.numpy import load_file

    core = openvino.Core()
    model = core.read_model(str(file))
    model.reshape({one: openvino.PartialShape([-1, *list(one.get_partial_shape())[1:]]) for one in model.inputs})
    steps, name = file.with_name(STEPS), precision()
    if name != "f32":  # products are so fast there that unpacking their weights each time takes a fifth
        unpack(model)
    if name in ROUNDED and steps.is_file():
        round_products(model, load_file(steps))
    return core.compile_model(model, "CPU", {**HINTS, **ARITHMETIC[name]})


def unpack(model: openvino.Model) -> None:
    """Computes the weights of all products once, from their four or eight bits; tables stay packed."""
    import openvino
    from openvino.passes import ConstantFolding, Manager

    products = (one for one in model.get_ordered_ops() if one.get_type_name() == "MatMul")
    passes = Manager()
    passes.register_pass(ConstantFolding())
    passes.run_passes(openvino.Model([one.input_value(1) for one in products], []))


def at_once() -> int:
    """How many inputs are worth a batch: one but in bf16. A batch gives each input the bits that it has alone there.

    >>> at_once() in {1, 8}
    True
    """
    return AT_ONCE.get(precision(), 1)


@cache
def read_config(folder: Path, files: frozenset[str] = MODEL_FILES) -> dict[str, Any]:
    """The settings of a model whose `files`, and those of the models that it needs, are there with the right hashes."""
    where = str(folder / "config.json")
    if not Path(where).is_file():
        raise ModelError("the weights are missing", where=str(folder), hint=HINT)
    try:
        config: dict[str, Any] = json.loads(Path(where).read_text(encoding="utf-8"))
        hashes = dict(config["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no settings of a model ({error})", where=where, hint=HINT) from None
    for name, expected in hashes.items():
        _check(folder / name, expected)
    if lacking := files - set(hashes):
        raise ModelError(f"no hash of {min(lacking)}", where=where, hint=HINT)
    trees = json.loads((folder / "choice.json").read_bytes()) if "choice.json" in hashes else ()
    for fault in _faults(config, trees):
        raise ModelError(fault, where=where, hint=HINT)
    if "base" in config:
        read_config(folder.parent / config["base"], BASE_FILES)
    for name in config.get("beside", {}):
        read_config(folder.parent / name)
    return config


def _faults(config: Mapping[str, Any], trees: Collection[str]) -> Iterator[str]:
    """What is wrong with the settings: a number that is missing, or none; `trees` are the scopes that have them."""
    if "special" in config:  # of a base
        wanted = [f"special.{name}" for name in ("first", "last", "break", "pad")]
    elif "temperatures" in config:
        kinds = ("certainty", "statement", "sentence")
        wanted = ["hidden", "threshold", "rules", *(f"temperatures.{name}" for name in kinds)]
    else:
        wanted = ["hidden", "window", *(f"scopes.{scheme}.threshold" for scheme in SCHEMES)]
        for scheme in (scheme for scheme in SCHEMES if scheme not in trees):
            own = ("outside", *(f"confidence.{name}" for name in CONFIDENCE))
            wanted += [f"scopes.{scheme}.{name}" for name in own]
    if "special" not in config and not isinstance(config.get("base"), str):
        yield "no base"
    beside = config.get("beside", {})
    if isinstance(beside, dict) and config.get("name") in beside:
        yield "beside names the model itself"
    for path in [*wanted, *(f"beside.{name}" for name in (beside if isinstance(beside, dict) else ["name"]))]:
        value: Any = config
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        first, last = path.split(".")[0], path.split(".")[-1]
        whole, share = first in {"hidden", "window", "special"}, first == "beside" or last == "threshold"
        least = 8 if path == "window" else -math.inf
        number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool) and value >= least
        if value is None:
            yield f"no {path}"
        elif not number or not math.isfinite(value) or (share and not 0 <= value <= 1):
            yield f"{path} is {value!r}, not {'a share' if share else 'a whole number' if whole else 'a number'}"


def _check(file: Path, expected: str) -> None:
    """ModelError for a file that is missing or has another hash."""
    if not file.is_file():
        raise ModelError("a file of the weights is missing", where=os.path.normpath(file), hint=HINT)
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if found != expected:
        problem = f"the weights are damaged (SHA-256 {found[:12]}, expected {expected[:12]})"
        raise ModelError(problem, where=os.path.normpath(file), hint=HINT)


def check_weights(name: str) -> None:
    """ModelError where the files of a model are missing or damaged, before any work is done."""
    read_config(MODELS / name)


def load_base(folder: Path) -> Base:
    """The base of a folder, loaded once for all models that stand on it; ModelError where it is missing or damaged."""
    return _load_base(folder, precision())


@cache
def _load_base(folder: Path, _precision: str) -> Base:
    return Base(folder)
