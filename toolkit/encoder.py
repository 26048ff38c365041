"""Text to token scores; the only place that knows the model files and their runtime.

A model is a folder of `toolkit/models/`: config.json (settings, and the SHA-256 of the other files), tokenizer.json,
model.xml and model.bin (the encoder, OpenVINO), heads.safetensors (the layers on top, computed with NumPy), and
choice.json (the trees that choose among candidates, for a scope that has them). Where config.json names a second model
under `beside`, with its share, both read a text and their log-probabilities are averaged.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import ModelError
from toolkit.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODELS = Path(__file__).parent / "models"
SCHEMES = ("attributions", "statements")
CONFIDENCE = ("bias", "content", "cue", "source", "link", "sourced", "margin")  # weights, for a scope without trees
FILES = {"model.xml", "model.bin", "heads.safetensors", "tokenizer.json"}  # of every model
SURROGATE = re.compile("[\ud800-\udfff]")
Array = NDArray[Any]
HINTS = {  # one thread, so that each process of a run has a core; not pinned, or all would share the first one
    "PERFORMANCE_HINT": "LATENCY",
    "INFERENCE_NUM_THREADS": 1,
    "ENABLE_CPU_PINNING": False,
}
CPU = Path("/proc/cpuinfo")  # there is none but on Linux
FASTEST = {"bf16": "amx_bf16", "int8": "avx512_vnni"}  # the flag of a processor that is made for it, the best first
ARITHMETIC = {  # what OpenVINO is told; left to itself it rounds to 8 bits wherever it is fast
    "f32": {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
    "bf16": {"INFERENCE_PRECISION_HINT": "bf16", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0},
    "int8": {"INFERENCE_PRECISION_HINT": "f32", "DYNAMIC_QUANTIZATION_GROUP_SIZE": 32},
}


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The word pieces of a text: vocabulary ids, features, character offsets, and whether each begins a word.

    A paragraph break is a token without characters. `types` packs scheme, inside quotation marks, and upper case.
    """

    ids: Array
    types: Array
    starts: Array
    ends: Array
    words: Array
    breaks: Array


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one model says of a text: a vector for each token, the layers that link spans by them, and its share."""

    hidden: Array
    heads: Mapping[str, Array]
    share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What is said of every token: the log-probabilities of its labels, and each model's reading; shares sum to 1."""

    tokens: Tokens
    labels: Array
    readings: tuple[Reading, ...]


def tokenize(
    text: str, quoted: Sequence[Span], *, tokenizer: Tokenizer, special: Mapping[str, int], scheme: str
) -> Tokens:
    """The tokens of a text; `quoted` are the pieces inside quotation marks, `special` names ids of the vocabulary."""
    encoding = tokenizer.encode(SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    ids, offsets = np.array(encoding.ids, np.int64), np.array(encoding.offsets, np.int64).reshape(-1, 2)
    kept = offsets[:, 1] > offsets[:, 0]
    words = np.array([not token.startswith("##") for token in encoding.tokens], bool)
    ids, offsets, words = ids[kept], offsets[kept], words[kept]
    lines = np.array([i for i, char in enumerate(text) if char == "\n"], np.int64)
    line = np.searchsorted(lines, offsets[:, 0])
    at = np.flatnonzero(np.diff(line) > 0) + 1
    upper = np.array([text[start].isupper() for start in offsets[:, 0]], np.int64)
    inside = _inside(offsets[:, 0], quoted)
    types = SCHEMES.index(scheme) * 4 + inside * 2 + upper
    blank = np.zeros(len(ids), bool)
    return Tokens(
        np.insert(ids, at, special["break"]),
        np.insert(types, at, SCHEMES.index(scheme) * 4),
        np.insert(offsets[:, 0], at, offsets[at, 0]),
        np.insert(offsets[:, 1], at, offsets[at, 0]),
        np.insert(words, at, True),
        np.insert(blank, at, True),
    )


def _inside(starts: Array, quoted: Sequence[Span]) -> Array:
    """1 for each offset inside one of the pieces, else 0."""
    if not quoted:
        return np.zeros(len(starts), np.int64)
    first, last = np.array([[p.start, p.end] for p in sorted(quoted)]).T
    near = np.searchsorted(first, starts, side="right") - 1
    return ((near >= 0) & (starts < last[near])).astype(np.int64)


def places(tokens: Tokens, stop: int | None) -> Array:
    """How well a text can be cut before each of its tokens: 2 between paragraphs, 1 between sentences, else 0.

    `stop` is the id of the full stop; one after a short word may be an abbreviation's.
    """
    out = np.zeros(len(tokens.ids), np.int64)
    stops, free, upper = tokens.ids == stop, tokens.types & 2 == 0, tokens.types & 1 == 1
    long = tokens.ends - tokens.starts > 3
    after_stop = stops[1:-1] & free[1:-1] & long[:-2] & (upper[2:] | ~free[2:])
    after_mark = stops[:-2] & ~free[1:-1] & free[2:] & upper[2:]
    out[2:] = after_stop | after_mark
    out[tokens.breaks] = 2
    return out


def windows(places: Array, size: int) -> list[tuple[int, int, int, int]]:
    """Overlapping windows over tokens: start and end of each, and the part of it whose scores are kept.

    Parts meet at the last of the best `places` that an end of a window offers, so that few statements are read half in
    one window, half in the next: what two windows say of one statement does not go together.

    >>> windows(np.array([0, 0, 0, 0, 0, 2, 0, 0, 0, 0]), 8)
    [(0, 8, 0, 5), (4, 10, 5, 10)]
    """
    before, after, sought = size // 8, size // 16, size * 3 // 8
    out, start, left = [], 0, 0
    while start + size < len(places):
        last = start + size - after
        cut = last - int(places[last - sought : last + 1][::-1].argmax())
        out.append((start, start + size, left, cut))
        start, left = cut - before, cut
    return [*out, (start, len(places), left, len(places))]


def flags() -> frozenset[str]:
    """What the processor can do, by Linux; empty elsewhere."""
    text = CPU.read_text(encoding="utf-8", errors="replace") if CPU.is_file() else ""
    return frozenset(word for line in text.splitlines() if line.startswith("flags") for word in line.split())


def precision() -> str:
    """How the models compute: "bf16" on a processor with AMX, "int8" on one with VNNI, else "f32".

    In "int8" what goes into a product is rounded to 8 bits, 32 numbers at a time with a scale of their own. The
    variable TOOLKIT_PRECISION decides otherwise; "f32" is the same everywhere. They differ in the second or third digit
    of a score; a run keeps which it was made with, and does not mix them. ModelError for another word, and for one of
    the faster two where the processor is not made for it.
    """
    able = [name for name, flag in FASTEST.items() if flag in flags()]
    wanted = os.environ.get("TOOLKIT_PRECISION") or [*able, "f32"][0]
    if wanted not in ARITHMETIC:
        raise ModelError(f"TOOLKIT_PRECISION is {wanted!r}", hint=" or ".join(ARITHMETIC))
    if wanted not in {"f32", *able}:
        raise ModelError(f"TOOLKIT_PRECISION is {wanted}, which this processor is not made for", hint="use f32")
    return wanted


class Encoder:
    """A model of the folder `models`, loaded and checked."""

    def __init__(self, folder: Path) -> None:
        import openvino
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.folder, self.config = folder, _checked(folder)
        heads = load_file(str(folder / "heads.safetensors"))
        self.heads: dict[str, Array] = {name: array.astype(np.float32) for name, array in heads.items()}
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        beside = self.config.get("beside", {})
        self.beside = [(Encoder(folder.parent / name), share) for name, share in beside.items()]
        self.stop = self.tokenizer.token_to_id(".")
        core = openvino.Core()
        self.network = core.compile_model(
            core.read_model(str(folder / "model.xml")), "CPU", {**HINTS, **ARITHMETIC[precision()]}
        )

    @cached_property
    def choice(self) -> dict[str, Any]:
        """For each scope that has them the trees that say how sure a candidate is."""
        file = self.folder / "choice.json"
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        return found

    def score(self, text: str, quoted: Sequence[Span] = (), *, scheme: str) -> Scores:
        """The scores of all tokens of a text, with those of the model beside this one where there is one."""
        own = self._score(text, quoted, scheme=scheme)
        for other, share in self.beside:
            own = _together(own, other._score(text, quoted, scheme=scheme), share)
        return own

    def _score(self, text: str, quoted: Sequence[Span], *, scheme: str) -> Scores:
        """The scores by this model; one window at a time, so that memory does not grow with the text."""
        special, size = self.config["special"], self.config["window"] - 2
        tokens = tokenize(text, quoted, tokenizer=self.tokenizer, special=special, scheme=scheme)
        hidden = np.zeros((len(tokens.ids), self.config["hidden"]), np.float32)
        parts = windows(places(tokens, self.stop), size) if len(tokens.ids) else []
        for start, end, left, right in parts:
            ids = np.array([[special["first"], *tokens.ids[start:end], special["last"]]])
            kind = SCHEMES.index(scheme) * 4
            types = np.array([[kind, *tokens.types[start:end], kind]])
            found = self.network([ids, types])[0][0]
            hidden[left:right] = found[left - start + 1 : right - start + 1]
        logits = hidden @ self.heads[f"tag.{scheme}.weight"].T + self.heads[f"tag.{scheme}.bias"]
        top = logits.max(axis=1, keepdims=True) if len(logits) else logits[:, :1]
        labels = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        return Scores(tokens, labels, (Reading(hidden, self.heads),))


def _together(one: Scores, other: Scores, share: float) -> Scores:
    """The scores of two models that cut texts into the same tokens; `share` is how much the other one counts."""
    labels = (1 - share) * one.labels + share * other.labels
    labels -= np.log(np.exp(labels).sum(axis=1, keepdims=True))
    readings = (
        *(replace(reading, share=reading.share * (1 - share)) for reading in one.readings),
        *(replace(reading, share=reading.share * share) for reading in other.readings),
    )
    return Scores(one.tokens, labels, readings)


@cache
def _checked(folder: Path) -> dict[str, Any]:
    """The configuration of a model whose files are all there with the right hashes."""
    hint = "reinstall the package, or do without weights: --engine rules, and --wordlists for the scores"
    if not (folder / "config.json").is_file():
        raise ModelError("the weights are missing", where=str(folder), hint=hint)
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        hashes = dict(config["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"no settings of a model ({error})", where=str(folder / "config.json"), hint=hint) from None
    for name, expected in hashes.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no such file"
        if found != expected:
            raise ModelError(
                f"the weights are damaged (SHA-256 {found[:12]}, expected {expected[:12]})", where=str(path), hint=hint
            )
    if lacking := FILES - set(hashes):
        raise ModelError(f"no hash of {min(lacking)}", where=str(folder / "config.json"), hint=hint)
    trees = json.loads((folder / "choice.json").read_bytes()) if "choice.json" in hashes else ()
    for fault in _faults(config, trees):
        raise ModelError(fault, where=str(folder / "config.json"), hint=hint)
    for name in config.get("beside", {}):
        _checked(folder.parent / name)
    return config


def _faults(config: Mapping[str, Any], trees: Collection[str]) -> Iterator[str]:
    """What is wrong with the settings: a number that is missing, or none; `trees` are the scopes that have them."""
    wanted = ["hidden", "special.first", "special.last"]
    if "temperatures" in config:
        wanted += ["threshold", "rules", *(f"temperatures.{name}" for name in ("certainty", "statement", "sentence"))]
    else:
        wanted += ["window", "special.break", *(f"scopes.{scheme}.threshold" for scheme in SCHEMES)]
        for scheme in (scheme for scheme in SCHEMES if scheme not in trees):
            own = ("outside", *(f"confidence.{name}" for name in CONFIDENCE))
            wanted += [f"scopes.{scheme}.{name}" for name in own]
    beside = config.get("beside", {})
    for path in [*wanted, *(f"beside.{name}" for name in (beside if isinstance(beside, dict) else ["name"]))]:
        value: Any = config
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        first, last = path.split(".")[0], path.split(".")[-1]
        whole, share = first in {"hidden", "window", "special"}, first == "beside" or last == "threshold"
        number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if value is None:
            yield f"no {path}"
        elif not number or not math.isfinite(value) or (share and not 0 <= value <= 1):
            yield f"{path} is {value!r}, not {'a share' if share else 'a whole number' if whole else 'a number'}"


def check_weights(name: str) -> None:
    """ModelError where the files of a model are missing or damaged, before any work is done."""
    _checked(MODELS / name)


@cache
def load_encoder(name: str) -> Encoder:
    """The model of an engine, loaded once; ModelError where its files are missing or damaged."""
    return Encoder(MODELS / name)
