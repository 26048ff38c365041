"""Weights are checked before they are used; every model names what it shares; arithmetic is what it is called."""

import hashlib
import json
import os
import re
import shutil

import numpy as np
import openvino
import pytest

from toolkit import weights
from toolkit.encoder import Encoder, load_encoder
from toolkit.errors import ModelError, ToolkitError
from toolkit.run.plan import versions
from toolkit.weights import precision

BASES = {"base-small": ("fast", "scores-fast"), "base-large": ("neural", "scores-neural")}
MODELS = [name for names in BASES.values() for name in names]


class TestWeights:
    def test_missing(self, tmp_path):
        """Without weights the error says where they should be and what to do."""
        with pytest.raises(ModelError, match=r"neural: the weights .* missing; .*rules"):
            Encoder(tmp_path / "neural")

    def test_damaged(self, tmp_path):
        """A file whose hash is wrong is named and not used."""
        for name, words in (("model.xml", b"x"), ("model.bin", b"y")):
            (tmp_path / name).write_bytes(words)
        hashes = {"model.xml": hashlib.sha256(b"x").hexdigest(), "model.bin": hashlib.sha256(b"z").hexdigest()}
        (tmp_path / "config.json").write_text(json.dumps({"sha256": hashes}), encoding="utf-8")
        with pytest.raises(ToolkitError, match=r"model\.bin: the weights are damaged .*; reinstall"):
            Encoder(tmp_path)

    @pytest.mark.parametrize("words", ["", "{", "{}", "[]", '{"sha256": {}}', '{"sha256": 1}'])
    def test_damaged_settings(self, tmp_path, words):
        """Settings that cannot be read, or lack what they must have, are the model's fault and not the text's."""
        (tmp_path / "config.json").write_text(words, encoding="utf-8")
        with pytest.raises(ModelError, match=r"config\.json: .*; reinstall"):
            Encoder(tmp_path)

    @pytest.mark.parametrize(
        ("name", "keys", "value", "told"),
        [
            ("fast", "scopes.statements.threshold", None, "no scopes.statements.threshold"),
            ("fast", "scopes.statements.threshold", float("nan"), "scopes.statements.threshold is nan, not a share"),
            ("fast", "scopes.statements.threshold", 40, "scopes.statements.threshold is 40, not a share"),
            ("fast", "scopes.statements.confidence.margin", "0.2", "scopes.statements.confidence.margin is '0.2', not"),
            ("fast", "scopes", [], "no scopes.attributions.threshold"),
            ("fast", "window", 256.5, "window is 256.5, not a whole number"),
            ("fast", "window", 0, "window is 0, not a whole number"),
            ("scores-neural", "beside", {"scores-neural": 0.4}, "beside names the model itself"),
            ("base-small", "special.break", True, "special.break is True, not a whole number"),
            ("scores-neural", "beside", {"scores-fast": "much"}, "beside.scores-fast is 'much', not a share"),
            ("scores-neural", "beside", 0.3, "no beside.name"),
            ("scores-fast", "rules", None, "no rules"),
            ("scores-fast", "temperatures.sentence", float("inf"), "temperatures.sentence is inf, not a number"),
        ],
    )
    def test_damaged_numbers(self, tmp_path, name, keys, value, told):
        """A setting that is missing, of another type or no number is named with its file before anything is read."""
        shutil.copytree(weights.MODELS, tmp_path, copy_function=os.symlink, dirs_exist_ok=True)
        file = tmp_path / name / "config.json"
        config = at = json.loads(file.read_text(encoding="utf-8"))
        file.unlink()
        *path, last = keys.split(".")
        for key in path:
            at = at[key]
        at.pop(last)
        at.update({} if value is None else {last: value})
        file.write_text(json.dumps(config), encoding="utf-8")
        with pytest.raises(ModelError, match=re.escape(f"config.json: {told}") + ".*; reinstall"):
            (weights.Base if name == "base-small" else Encoder)(tmp_path / name)

    def test_a_file_is_lacking(self, tmp_path):
        """A model of which a file is not there is not used either."""
        (tmp_path / "config.json").write_text(json.dumps({"sha256": {"model.bin": "0" * 64}}), encoding="utf-8")
        with pytest.raises(ToolkitError, match=r"model\.bin: a file of the weights is missing"):
            Encoder(tmp_path)

    def test_a_base_is_missing(self, tmp_path):
        """Where what models share is not there, that is said, with its place in plain."""
        shutil.copytree(weights.MODELS / "fast", tmp_path / "fast")
        with pytest.raises(ModelError, match=rf"^{tmp_path}/base-small/config\.json: a file of the weights is missing"):
            Encoder(tmp_path / "fast")

    def test_a_base_is_damaged(self, tmp_path):
        """What a model shares with others is checked with it."""
        shutil.copytree(weights.MODELS, tmp_path, copy_function=os.symlink, dirs_exist_ok=True)
        (tmp_path / "base-small/tokenizer.json").unlink()
        (tmp_path / "base-small/tokenizer.json").write_text("{}", encoding="utf-8")
        with pytest.raises(ModelError, match=r"base-small.tokenizer\.json: the weights are damaged .*; reinstall"):
            Encoder(tmp_path / "scores-fast")

    @pytest.mark.parametrize(("base", "names"), BASES.items())
    def test_two_models_share_a_base(self, base, names):
        """The word table and the lowest layers of one size are stored once, and loaded once."""
        one, other = map(load_encoder, names)
        assert one.base is other.base
        assert {one.config["base"], other.config["base"]} == {base}

    @pytest.mark.parametrize(
        ("name", "limit"), [("fast", 30), ("scores-fast", 30), ("neural", 100), ("scores-neural", 100), ("", 140)]
    )
    def test_sizes(self, name, limit):
        """The weights of each model with its base, and all together, are small enough for the repository."""
        folders = [name, *(base for base, names in BASES.items() if name in names)]
        files = [p for folder in folders for p in (weights.MODELS / folder).rglob("*") if p.is_file()]
        assert 0 < sum(p.stat().st_size for p in files) <= limit * 1_000_000

    @pytest.mark.parametrize("name", [*MODELS, *BASES])
    def test_the_card_names_every_file(self, name):
        """The model card carries the hashes of the files it describes."""
        card = (weights.MODELS / name / "CARD.md").read_text(encoding="utf-8")
        config = json.loads((weights.MODELS / name / "config.json").read_text(encoding="utf-8"))
        assert [n for n, digest in config["sha256"].items() if f"{n}` {digest}" not in card] == []


class TestPrecision:
    @pytest.fixture
    def processor(self, tmp_path, monkeypatch):
        """A processor that has the flags given, and nothing decided beforehand."""
        monkeypatch.delenv("TOOLKIT_PRECISION", raising=False)

        def make(flags):
            (tmp_path / "cpuinfo").write_text(f"model name\t: x\nflags\t\t: fpu {flags}\n", encoding="utf-8")
            monkeypatch.setattr(weights, "CPU", tmp_path / "cpuinfo")

        return make

    @pytest.mark.parametrize(
        ("flags", "found"),
        [
            ("avx2 avx512_vnni amx_bf16 amx_tile", "int8-bf16"),
            ("avx2 avx512_bf16 avx512_vnni fsrm", "int8"),
            ("avx2 avx512f", "f32"),
        ],
    )
    def test_what_the_processor_is_fast_at(self, processor, flags, found):
        """Products of 8-bit numbers where the processor has them, the rest in half precision where it has tiles."""
        processor(flags)
        assert precision() == found

    def test_elsewhere(self, tmp_path, monkeypatch):
        """Where nothing is known of the processor, single precision."""
        monkeypatch.delenv("TOOLKIT_PRECISION", raising=False)
        monkeypatch.setattr(weights, "CPU", tmp_path / "none")
        assert precision() == "f32"

    def test_decided(self, processor, monkeypatch):
        """The variable decides, so that machines of two kinds give the same results."""
        processor("amx_bf16")
        monkeypatch.setenv("TOOLKIT_PRECISION", "f32")
        assert precision() == "f32"

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ("int4", "is 'int4'; f32 or bf16 or int8 or int8-bf16"),
            ("bf16", "not made for; use f32"),
            ("int8", "not made for; use f32"),
            ("int8-bf16", "not made for; use f32"),
        ],
    )
    def test_what_cannot_be(self, processor, monkeypatch, wanted, said):
        """Another word, or what the processor cannot do, is one clear line."""
        processor("avx2")
        monkeypatch.setenv("TOOLKIT_PRECISION", wanted)
        with pytest.raises(ModelError, match=said):
            precision()

    @pytest.mark.skipif("avx512_vnni" not in weights.flags(), reason="no processor that rounds to 8 bits")
    def test_single_precision_is_not_rounded(self, monkeypatch):
        """The runtime rounds to 8 bits by itself where that is fast: not in f32."""
        vectors = {}
        for name in ("f32", "int8"):
            monkeypatch.setenv("TOOLKIT_PRECISION", name)
            (reading,) = Encoder(weights.MODELS / "fast").score("He said so.", scheme="statements").readings
            vectors[name] = reading.hidden
        assert 0.002 < np.abs(vectors["f32"] - vectors["int8"]).mean() / np.abs(vectors["f32"]).mean() < 0.1

    @pytest.mark.skipif("avx512_vnni" not in weights.flags(), reason="no processor that rounds to 8 bits")
    def test_models_are_of_the_precision_asked_for(self, monkeypatch):
        """Whoever asks for another precision in one process gets a model that computes in it."""
        found = []
        for name in ("f32", "int8"):
            monkeypatch.setenv("TOOLKIT_PRECISION", name)
            found.append(load_encoder("fast"))
        assert found[0] is not found[1]

    def test_unpacking_changes_nothing(self):
        """Weights that are unpacked once, as in half precision, are those that a product would unpack each time."""
        core, found = openvino.Core(), []
        for change in (lambda model: None, weights.unpack):
            model = core.read_model(str(weights.MODELS / "fast" / "model.xml"))
            change(model)
            products = [one for one in model.get_ops() if one.get_type_name() == "MatMul"]
            packed = [one for one in products if one.input_value(1).get_node().get_type_name() != "Constant"]
            vectors = np.random.default_rng(0).standard_normal((1, 16, 384)).astype(np.float32)
            compiled = core.compile_model(model, "CPU", weights.ARITHMETIC["f32"])
            found.append((len(products), len(packed), compiled([vectors, np.zeros((1, 16), np.int64)])[0]))
        (all_one, packed_one, one), (all_other, packed_other, other) = found
        assert (all_one, packed_one, all_other, packed_other) == (36, 36, 36, 0)
        assert np.allclose(one, other, atol=1e-4)

    def test_a_run_keeps_it(self, processor, monkeypatch):
        """What a run depends on has the precision, so that no run mixes two."""
        processor("amx_bf16")
        one = versions()
        monkeypatch.setenv("TOOLKIT_PRECISION", "f32")
        assert (one["precision"], versions()["precision"]) == ("int8-bf16", "f32")
