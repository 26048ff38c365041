"""What a result depends on, step by step, so that a later run does again only what has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import toolkit
from toolkit.encoder import MODELS
from toolkit.model import Article
from toolkit.pipeline import STEPS, Settings
from toolkit.score.model import ENGINE
from toolkit.score.own import describe_scorers

PACKAGES = ("spacy", "textblob", "vaderSentiment", "pandas", "pyarrow", "openvino", "tokenizers", "numpy")
LAYERS = (
    "errors",
    "model",
    "lexicon",
    "parse",
    "encoder",
    "extract",
    "resolve",
    "score",
    "pipeline",
    "signature",
    "table",
    "data",
)
WORDS = {
    "extract": "everything is done again",
    "resolve": "speakers and what depends on them are done again, statements are kept",
    "score": "scores are done again, statements and speakers are kept",
}


def depends(settings: Settings) -> dict[str, dict[str, Any]]:
    """What each step of a run with these settings depends on, beside the articles and the steps before it.

    >>> sorted(depends(Settings())["resolve"])
    ['corrections', 'parties']
    """
    given = json.loads(json.dumps(asdict(settings), default=str))
    models = models_of(settings)
    code = {"code": code_hash(), "versions": versions()}
    learned = {name: models[name] for name in models if name == settings.engine}
    scored = {name: models[name] for name in models if name == ENGINE}
    own = {"own scorers": describe_scorers()} if settings.scores is True else {}
    return {
        "extract": {**code, **{name: given[name] for name in ("engine", "scope", "documents")}, "model": learned},
        "resolve": {name: given[name] for name in ("parties", "corrections")},
        "score": {"scores": given["scores"], "model of the scores": scored, **own},
    }


def keys_of(settings: Settings) -> dict[str, str]:
    """One hash a step, of what the step and those before it depend on."""
    out, before = {}, ""
    for step, what in depends(settings).items():
        before = out[step] = digest([before, what])
    return out


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What has changed between what two runs depend on, one line a step, with what follows from it.

    >>> changed({"score": {"scores": True}}, {"score": {"scores": False}})
    ['scores changed: scores are done again, statements and speakers are kept']
    """
    out = []
    for step in STEPS:
        a, b = old.get(step, {}), new.get(step, {})
        names = [name for name in {**b, **a} if a.get(name) != b.get(name)]
        if names:
            out.append(f"{', '.join(names)} changed: {WORDS[step]}")
        if names and step == STEPS[0]:
            break
    return out


def since(kept: Mapping[str, str], keys: Mapping[str, str]) -> str | None:
    """The first step that must be done again; None where all still hold.

    >>> since({"extract": "a", "resolve": "b"}, {"extract": "a", "resolve": "c"})
    'resolve'
    """
    return next((step for step in STEPS if step in keys and kept.get(step) != keys[step]), None)


def digest(value: Any) -> str:
    """SHA-256 of a value as JSON."""
    raw = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def articles_key(articles: Iterable[Article]) -> str:
    """SHA-256 of articles with all their facts."""
    return digest([asdict(article) for article in articles])


def models_of(settings: Settings) -> dict[str, str]:
    """The learned models that settings use, each with the hash of its configuration, which holds those of its files."""
    names = [settings.engine] if settings.engine != "rules" else []
    names += [ENGINE] if settings.scores is True else []
    files = {name: MODELS / name / "config.json" for name in names}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items() if file.is_file()}


@cache
def code_hash() -> str:
    """SHA-256 of the code and tables that make results; a reader's work is seen in its articles."""
    top = Path(toolkit.__file__).parent
    files = sorted(f for f in top.rglob("*") if f.suffix in {".py", ".csv", ".toml", ".json", ".txt"})
    own = [f for f in files if f.relative_to(top).with_suffix("").parts[0] in LAYERS]
    return digest([(f.relative_to(top).as_posix(), hashlib.sha256(f.read_bytes()).hexdigest()) for f in own])


def versions() -> dict[str, str]:
    """The versions of this toolkit and of the packages that results depend on."""
    return {"toolkit": toolkit.__version__} | {name: version(name) for name in PACKAGES}


def head(files: Sequence[Mapping[str, Any]], settings: Settings, shard_size: int) -> dict[str, Any]:
    """The part of the manifest that is known beforehand; `files` have path and hash."""
    return {
        "inputs": list(files),
        "versions": versions(),
        "code": code_hash(),
        "models": models_of(settings),
        "settings": json.loads(json.dumps(asdict(settings), default=str)),
        "shard_size": shard_size,
    }
