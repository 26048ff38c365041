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
from toolkit import weights
from toolkit.extract import NO_WEIGHTS
from toolkit.model import Article
from toolkit.pipeline import STEPS, Settings
from toolkit.score.model import scorer_of
from toolkit.score.own import describe_scorers
from toolkit.weights import precision

PACKAGES = ("spacy", "textblob", "vaderSentiment", "pandas", "pyarrow", "openvino", "tokenizers", "numpy")
OWN = {"resolve": "resolve", "score": "score"}  # code that no earlier step imports, by the step that it works in
SHARED = ("errors", "model", "lexicon", "parse", "weights", "encoder")  # what several layers stand on
FIRST = (*SHARED, "extract", "pipeline", "signature", "table", "data")  # what makes statements, the first step
SCORED = ("acts", "cameo", "certainty", "framing", "issues", "verb_forms", "vics")  # tables that only scores read
APART = ("agreement", "corpora")  # tables that no result depends on
WORDS = {
    "extract": "everything is done again",
    "resolve": "speakers and what depends on them are done again, statements are kept",
    "score": "scores are done again, statements and speakers are kept",
}


def depends(settings: Settings) -> dict[str, dict[str, Any]]:
    """What each step of a run with these settings depends on, beside the articles and the steps before it.

    >>> sorted(depends(Settings())["resolve"])
    ['code of the speakers', 'corrections', 'parties']
    """
    given = json.loads(json.dumps(asdict(settings), default=str))
    models = models_of(settings)
    code = {"code": code_hash("extract"), "versions": versions()}
    speakers = {"code of the speakers": code_hash("resolve")}
    scores = {"code of the scores": code_hash("score")}
    shared = {**speakers, "parties": given["parties"]}  # a target has the name of a speaker, and a home
    chosen = {name: given[name] for name in ("issues", "scores")}
    learned = {name: models[name] for name in models if name == settings.engine}
    scored = {name: models[name] for name in models if name != settings.engine}
    own = {"own scorers": describe_scorers()} if settings.scores is True else {}
    return {
        "extract": {**code, **{name: given[name] for name in ("engine", "scope", "documents")}, "model": learned},
        "resolve": {**speakers, **{name: given[name] for name in ("parties", "corrections")}},
        "score": {**scores, **shared, **chosen, "model of the scores": scored, **own},
    }


def keys_of(settings: Settings) -> dict[str, str]:
    """One hash a step, of what it depends on beside the steps before it."""
    return {step: digest(what) for step, what in depends(settings).items()}


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What has changed between what two runs depend on, one line a step, with what follows from it; what has changed
    for an earlier step is told once.

    >>> changed({"score": {"scores": True}}, {"score": {"scores": False}})
    ['scores changed: scores are done again, statements and speakers are kept']
    """
    out: list[str] = []
    told: set[str] = set()
    for step in STEPS:
        a, b = old.get(step, {}), new.get(step, {})
        names = [name for name in {**b, **a} if a.get(name) != b.get(name) and name not in told]
        told |= {*names}
        if names:
            out.append(f"{', '.join(names)} changed: {WORDS[step]}")
        if names and step == STEPS[0]:
            break
    return out


def again(kept: Mapping[str, str], keys: Mapping[str, str]) -> tuple[str, ...]:
    """The steps that must be done again: all where the first must, else those that depend on something else now.

    >>> again({"extract": "a", "resolve": "b", "score": "c"}, {"extract": "a", "resolve": "b", "score": "d"})
    ('score',)
    """
    other = tuple(step for step in STEPS if step in keys and kept.get(step) != keys[step])
    return STEPS if STEPS[0] in other else other


def digest(value: Any) -> str:
    """SHA-256 of a value as JSON."""
    raw = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


def articles_key(articles: Iterable[Article]) -> str:
    """SHA-256 of articles with all their facts."""
    return digest([asdict(article) for article in articles])


def models_of(settings: Settings) -> dict[str, str]:
    """The learned models that settings use, each with the hash of its configuration, which holds those of its files."""
    names = [settings.engine] if settings.engine != NO_WEIGHTS else []
    names += [scorer_of(settings.engine)] if settings.scores is True else []
    files = {name: weights.MODELS / name / "config.json" for name in names}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items() if file.is_file()}


@cache
def code_hash(step: str = "") -> str:
    """SHA-256 of the code and tables that make results, all or those of one step; a reader's work is in its articles.

    What several steps import counts as the first one's.
    """
    top = Path(toolkit.__file__).parent
    files = sorted(f for f in top.rglob("*") if f.suffix in {".py", ".csv", ".toml", ".json", ".txt"})
    own = [f for f in files if (found := _step_of(f.relative_to(top))) and step in {"", found}]
    return digest([(f.relative_to(top).as_posix(), hashlib.sha256(f.read_bytes()).hexdigest()) for f in own])


def _step_of(file: Path) -> str | None:
    """The first step that a file of the package works in; None where it makes no result.

    >>> [_step_of(Path(name)) for name in ("table.py", "score/acts.py", "data/acts.csv", "data/agreement.csv")]
    ['extract', 'score', 'score', None]
    """
    layer = file.with_suffix("").parts[0]
    if layer == "data" and file.stem in (*SCORED, *APART):
        return "score" if file.stem in SCORED else None
    return OWN.get(layer, STEPS[0] if layer in FIRST else None)


def versions() -> dict[str, str]:
    """The versions of this toolkit and of the packages that results depend on, and how the models compute."""
    return {"toolkit": toolkit.__version__, "precision": precision()} | {name: version(name) for name in PACKAGES}


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
