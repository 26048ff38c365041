"""Tokens keep exact offsets; windows cover a text once; weights are checked before they are used."""

import hashlib
import json
import os
import re
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import encoder as encoders
from toolkit.encoder import Encoder, load_encoder, places, precision, tokenize, windows
from toolkit.errors import ModelError, ToolkitError
from toolkit.model import Span
from toolkit.run.plan import versions


def tokens_of(text, quoted=(), scheme="statements"):
    fast = load_encoder("fast")
    return tokenize(text, quoted, tokenizer=fast.tokenizer, special=fast.config["special"], scheme=scheme)


class TestTokens:
    def test_offsets_give_back_the_words(self):
        """Every token is a range of characters of the text exactly as read."""
        text = "Kyiv\u2019s  talks\tgo on."
        tokens = tokens_of(text)
        assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == [
            "Kyiv", "\u2019", "s", "talks", "go", "on", "."
        ]  # fmt: skip

    def test_a_new_paragraph_is_a_token(self):
        """A line break, or several, is one token without characters."""
        tokens = tokens_of("One.\n\nTwo.\nThree.")
        assert [bool(b) for b in tokens.breaks] == [False, False, True, False, False, True, False, False]
        assert (tokens.ends - tokens.starts)[tokens.breaks].tolist() == [0, 0]

    def test_quotation_marks_and_capitals_are_features(self):
        """The model sees what stands inside quotation marks, what begins with a capital, and the scope."""
        inside, plain = tokens_of("He said \u201cno\u201d", [Span(8, 12)]), tokens_of("He said \u201cno\u201d")
        assert (inside.types - plain.types).tolist() == [0, 0, 2, 2, 2]
        assert (plain.types & 1).tolist() == [1, 0, 0, 0, 0]
        assert set((tokens_of("no", scheme="attributions").types ^ tokens_of("no").types).tolist()) == {4}

    @settings(max_examples=100, deadline=None)
    @given(st.text(alphabet=st.characters(), max_size=80))
    def test_any_text(self, text):
        """Offsets lie inside the text, in its order, for any Unicode, lone surrogates included."""
        tokens = tokens_of(text)
        assert bool(np.all((tokens.starts >= 0) & (tokens.starts <= tokens.ends) & (tokens.ends <= len(text))))
        assert bool(np.all(np.diff(tokens.starts) >= 0))


class TestWindows:
    @given(st.lists(st.integers(0, 2), min_size=1, max_size=1500), st.integers(2, 300))
    def test_every_token_is_kept_once(self, good, size):
        """The kept parts of the windows are the text, each inside its window."""
        kept = windows(np.array(good), size)
        assert [left for _, _, left, _ in kept] == [0, *(right for *_, right in kept[:-1])]
        assert kept[-1][3] == len(good)
        assert all(0 <= start <= left <= right <= end <= start + size for start, end, left, right in kept)

    @given(st.integers(1, 3000))
    def test_parts_meet_between_paragraphs(self, length):
        """Where paragraphs are short no part begins within one."""
        good = np.where(np.arange(length) % 40 == 0, 2, np.arange(length) % 3 == 0)
        assert all(left % 40 == 0 for _, _, left, _ in windows(good, 254))

    def test_good_places(self):
        """Between paragraphs, then between sentences; not after an abbreviation or inside quotation marks."""
        text = "Talks went well. Gen. Orr said \u201cWe waited. Then we left.\u201d They agreed.\nTalks ended."
        tokens = tokens_of(text, [Span(text.index("\u201c"), text.index("\u201d") + 1)])
        good = places(tokens, load_encoder("fast").stop)
        before = {text[tokens.starts[i] :].split()[0] if good[i] == 1 else "break" for i in np.flatnonzero(good)}
        assert before == {"Gen.", "They", "break"}


class TestScores:
    def test_probabilities(self):
        """The labels of every token have probabilities that add up to one."""
        scores = load_encoder("fast").score("Talks go on, he said.", scheme="statements")
        assert scores.labels.shape == (len(scores.tokens.ids), 7)
        assert np.exp(scores.labels).sum(axis=1) == pytest.approx(1, abs=1e-4)

    def test_the_same_twice(self):
        """The same text gives the same numbers, bit for bit."""
        one, two = (load_encoder("fast").score("Talks go on, he said. " * 80, scheme="statements") for _ in range(2))
        assert one.labels.tobytes() == two.labels.tobytes()

    def test_no_text_no_scores(self):
        """An empty text has no tokens."""
        assert load_encoder("fast").score("", scheme="statements").labels.shape == (0, 7)


class TestTwoModels:
    def test_the_mean_of_both(self):
        """The small model reads with the large one: labels are the weighted mean of both, in logarithms."""
        text = "Talks go on, he said."
        large, small = load_encoder("neural"), load_encoder("fast")
        both, other = (one.score(text, scheme="statements") for one in (large, small))
        ((_, share),) = large.beside
        assert [reading.share for reading in both.readings] == pytest.approx([1 - share, share])
        alone = both.readings[0].hidden @ large.heads["tag.statements.weight"].T + large.heads["tag.statements.bias"]
        mean = (1 - share) * alone + share * other.labels
        assert np.exp(both.labels) == pytest.approx(np.exp(mean) / np.exp(mean).sum(axis=1, keepdims=True), abs=1e-5)

    @settings(max_examples=100, deadline=None)
    @given(st.text(alphabet=st.characters(), max_size=80))
    def test_both_cut_texts_alike(self, text):
        """The tokens of both models have the same places in any text."""
        (one, other) = (
            tokenize(text, (), tokenizer=e.tokenizer, special=e.config["special"], scheme="statements")
            for e in (load_encoder("neural"), load_encoder("fast"))
        )
        assert [
            (one.starts == other.starts).all(),
            (one.ends == other.ends).all(),
            (one.words == other.words).all(),
        ] == [True] * 3


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
            ("fast", "special.break", True, "special.break is True, not a whole number"),
            ("neural", "beside", {"fast": "much"}, "beside.fast is 'much', not a share"),
            ("neural", "beside", 0.3, "no beside.name"),
            ("scores-fast", "rules", None, "no rules"),
            ("scores-fast", "temperatures.sentence", float("inf"), "temperatures.sentence is inf, not a number"),
        ],
    )
    def test_damaged_numbers(self, tmp_path, name, keys, value, told):
        """A setting that is missing, of another type or no number is named with its file before anything is read."""
        shutil.copytree(encoders.MODELS, tmp_path, copy_function=os.symlink, dirs_exist_ok=True)
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
            Encoder(tmp_path / name)

    def test_a_file_is_lacking(self, tmp_path):
        """A model of which a file is not there is not used either."""
        (tmp_path / "config.json").write_text(json.dumps({"sha256": {"model.bin": "0" * 64}}), encoding="utf-8")
        with pytest.raises(ToolkitError, match=r"model\.bin: .* damaged"):
            Encoder(tmp_path)

    @pytest.mark.parametrize(("name", "limit"), [("fast", 25), ("scores-fast", 25), ("neural", 100), ("", 140)])
    def test_sizes(self, name, limit):
        """The weights of each model, and all together, stay small enough to be ordinary files of the repository."""
        files = [p for p in (encoders.MODELS / name).rglob("*") if p.is_file()]
        assert 0 < sum(p.stat().st_size for p in files) <= limit * 1_000_000

    @pytest.mark.parametrize("name", ["fast", "neural", "scores-fast"])
    def test_the_card_names_every_file(self, name):
        """The model card carries the hashes of the files it describes."""
        card = (encoders.MODELS / name / "CARD.md").read_text(encoding="utf-8")
        config = json.loads((encoders.MODELS / name / "config.json").read_text(encoding="utf-8"))
        assert [n for n, digest in config["sha256"].items() if f"{n}` {digest}" not in card] == []


class TestPrecision:
    @pytest.fixture
    def processor(self, tmp_path, monkeypatch):
        """A processor that has the flags given, and nothing decided beforehand."""
        monkeypatch.delenv("TOOLKIT_PRECISION", raising=False)

        def make(flags):
            (tmp_path / "cpuinfo").write_text(f"model name\t: x\nflags\t\t: fpu {flags}\n", encoding="utf-8")
            monkeypatch.setattr(encoders, "CPU", tmp_path / "cpuinfo")

        return make

    @pytest.mark.parametrize(
        ("flags", "found"),
        [
            ("avx2 avx512_vnni amx_bf16 amx_tile", "bf16"),
            ("avx2 avx512_bf16 avx512_vnni fsrm", "int8"),
            ("avx2 avx512f", "f32"),
        ],
    )
    def test_what_the_processor_is_fast_at(self, processor, flags, found):
        """Half precision where the processor has tiles for it, 8 bits where it has products of them, else single."""
        processor(flags)
        assert precision() == found

    def test_elsewhere(self, tmp_path, monkeypatch):
        """Where nothing is known of the processor, single precision."""
        monkeypatch.delenv("TOOLKIT_PRECISION", raising=False)
        monkeypatch.setattr(encoders, "CPU", tmp_path / "none")
        assert precision() == "f32"

    def test_decided(self, processor, monkeypatch):
        """The variable decides, so that machines of two kinds give the same results."""
        processor("amx_bf16")
        monkeypatch.setenv("TOOLKIT_PRECISION", "f32")
        assert precision() == "f32"

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ("int4", "is 'int4'; f32 or bf16 or int8"),
            ("bf16", "not made for; use f32"),
            ("int8", "not made for; use f32"),
        ],
    )
    def test_what_cannot_be(self, processor, monkeypatch, wanted, said):
        """Another word, or what the processor cannot do, is one clear line."""
        processor("avx2")
        monkeypatch.setenv("TOOLKIT_PRECISION", wanted)
        with pytest.raises(ModelError, match=said):
            precision()

    @pytest.mark.skipif("avx512_vnni" not in encoders.flags(), reason="no processor that rounds to 8 bits")
    def test_single_precision_is_not_rounded(self, monkeypatch):
        """The runtime rounds to 8 bits by itself where that is fast: only where it is told to, or f32 is not f32."""
        vectors = {}
        for name in ("f32", "int8"):
            monkeypatch.setenv("TOOLKIT_PRECISION", name)
            (reading,) = Encoder(encoders.MODELS / "fast").score("He said so.", scheme="statements").readings
            vectors[name] = reading.hidden
        assert 0.002 < np.abs(vectors["f32"] - vectors["int8"]).mean() / np.abs(vectors["f32"]).mean() < 0.05

    def test_a_run_keeps_it(self, processor, monkeypatch):
        """What a run depends on has the precision, so that no run mixes two."""
        processor("amx_bf16")
        one = versions()
        monkeypatch.setenv("TOOLKIT_PRECISION", "f32")
        assert (one["precision"], versions()["precision"]) == ("bf16", "f32")
