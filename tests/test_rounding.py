"""Products of 8-bit numbers: what they are computed from, and how near they come."""

import numpy as np
import openvino
import pytest
from openvino import opset13 as ops
from safetensors.numpy import load_file

from toolkit import weights
from toolkit.encoder import Encoder
from toolkit.rounding import round_products

MODELS = [file.parent.name for file in sorted(weights.MODELS.glob(f"*/{weights.STEPS}"))]


@pytest.fixture
def graph():
    """One product with weights, of a layer's `up`: two columns of very unlike size go in, three come out."""
    values = ops.parameter([-1, -1, 2], np.float32, name="values")
    product = ops.matmul(values, ops.constant(np.array([[1, 0], [0, 1], [0.5, -50]], np.float32)), False, True)
    product.set_friendly_name("__module.layers.7.up/aten::linear/MatMul")
    return openvino.Model([product], [values])


def run(graph, *rows):
    """What the graph says of rows of numbers."""
    compiled = openvino.Core().compile_model(graph, "CPU", weights.ARITHMETIC["f32"])
    return compiled([np.array([rows], np.float32)])[0][0]


STEPS = {"layers.7.up.step": np.array([1.0, 0.01], np.float32), "layers.7.up.zero": np.array([100], np.int32)}


class TestProducts:
    def test_whole_steps_stay(self, graph):
        """Numbers that are whole steps of their column stay what they are, so that their products hardly change."""
        round_products(graph, STEPS)
        assert run(graph, (3, 0.02), (-100, 1.55)) == pytest.approx(
            np.array([[3, 0.02, 0.5], [-100, 1.55, -127.5]]), rel=0.01
        )

    def test_between_two_steps(self, graph):
        """A number between two steps becomes the nearer one."""
        round_products(graph, STEPS)
        assert run(graph, (2.6, 0.014))[0, :2] == pytest.approx([3, 0.01], rel=0.01)

    def test_what_is_out_of_reach(self, graph):
        """A number beyond the 256 steps becomes the last one on its side."""
        round_products(graph, STEPS)
        assert run(graph, (900, 0), (-900, 0))[:, 0] == pytest.approx([155, -100], rel=0.01)

    def test_what_no_step_is_known_of(self, graph):
        """A product that the steps do not name is computed as before."""
        round_products(graph, {"layers.8.up.step": np.ones(2, np.float32), "layers.8.up.zero": np.zeros(1, np.int32)})
        assert run(graph, (2.6, 0.014)) == pytest.approx(np.array([[2.6, 0.014, 0.6]]), rel=1e-5)


class TestModels:
    def test_every_model_with_layers_has_steps(self):
        """All that have layers of their own; what the small ones stand on is a table of words."""
        assert MODELS == ["base-large", "fast", "neural", "scores-fast", "scores-neural"]

    @pytest.mark.parametrize("name", MODELS)
    def test_every_product_is_rounded(self, name):
        """For what goes into every product of a layer there is a step."""
        folder = weights.MODELS / name
        steps = load_file(str(folder / weights.STEPS))
        model = openvino.Core().read_model(str(folder / "model.xml"))
        weights.unpack(model)
        before = {one.get_friendly_name() for one in model.get_ops() if one.get_type_name() == "FakeQuantize"}
        round_products(model, steps)
        rounded = {one.get_friendly_name() for one in model.get_ops() if one.get_type_name() == "FakeQuantize"}
        assert (len(before), len(rounded)) == (0, len(steps) // 2)
        assert all((step > 0).all() and np.isfinite(step).all() for key, step in steps.items() if "step" in key)

    @pytest.mark.skipif("avx512_vnni" not in weights.flags(), reason="no processor with products of 8-bit numbers")
    @pytest.mark.parametrize("name", ["fast", "neural"])
    def test_an_input_has_the_same_bits_in_company(self, name, monkeypatch):
        """Whatever is computed with it, so that the size of a batch changes nothing."""
        monkeypatch.delenv("TOOLKIT_PRECISION", raising=False)
        encoder = Encoder(weights.MODELS / name)
        ids = np.random.default_rng(0).integers(1000, 20000, (8, 96))
        types = np.zeros_like(ids)
        assert np.array_equal(encoder.vectors(ids, types)[3], encoder.vectors(ids[3:4], types[3:4])[0])
