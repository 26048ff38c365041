"""What a run left, as tables."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

import toolkit
from toolkit.errors import InputError
from toolkit.extract import NO_WEIGHTS
from toolkit.lexicon import Parties, Party, read_parties
from toolkit.model import Article, Result, from_dict
from toolkit.pipeline import Settings
from toolkit.run import SCORES, read_tables
from toolkit.run.plan import code_hash, models_of
from toolkit.score import score_statements
from toolkit.table import articles_frame, to_frame

SEEDS = Path(__file__).parent.parent.parent / "seeds"
BY_HAND = "coded by hand"
LEARNED = ("posture", "tone")
HEADLINE = (*LEARNED, "vader")


@dataclass(frozen=True)
class Run:
    """What a run left: statements, articles, the manifest, and the parties that name the sides."""

    statements: pd.DataFrame
    articles: pd.DataFrame
    manifest: dict[str, Any]
    parties: Parties
    uncounted: str = ""  # the near duplicates that are left out, in one sentence

    @property
    def columns(self) -> list[str]:
        """The scores that the run holds."""
        return [c for c in SCORES if c in self.statements and self.statements[c].notna().any()]

    @property
    def learned(self) -> list[str]:
        """The scores of the learned model, which come before the word lists."""
        return [c for c in LEARNED if c in self.columns]

    @property
    def headline(self) -> str | None:
        """The score that the answer is given in: a measured estimate before a word list; None without scores."""
        return next((c for c in HEADLINE if c in self.columns), None)

    @property
    def engine(self) -> str:
        """What found the statements."""
        return str(self.manifest.get("settings", {}).get("engine", BY_HAND))

    @property
    def is_kept(self) -> bool:
        """Whether a folder holds the run and its manifest.json."""
        return "inputs" in self.manifest

    @property
    def source(self) -> Path | None:
        """The folder that all input files are in, the file where there is one only; None without a common one."""
        paths = [str(one["path"]) for one in self.manifest.get("inputs", [])]
        if len(paths) < 2:
            return Path(paths[0]) if paths else None
        try:
            found = Path(os.path.commonpath([Path(path).parent for path in paths]))
        except ValueError:
            return None
        return found if found.name else None


def read_run(folder: str | Path | None = None, parties: str | Path | None = None, *, every: bool = False) -> Run:
    """The run in a folder, each text counted once unless `every`; without one, the human coding of the seed article.

    The sides are those of the run; a parties file may only give them other labels and colours. Raises InputError where
    the folder holds no run or the file has other sides, TableError for a bad parties file.

    >>> len(read_run().articles)
    1
    """
    given = read_parties(Path(parties)) if parties else None
    if not folder:
        return _seed_run(given or read_parties())
    file = Path(folder) / "manifest.json"
    if not file.exists():
        raise InputError("no manifest.json", where=str(folder), hint="give the folder that `toolkit run -o` wrote")
    manifest = json.loads(file.read_text(encoding="utf-8"))
    sides = _sides(manifest)
    if given and _members(given) != _members(sides):
        raise InputError("other sides than those of the run", where=str(parties), hint="make the run again with them")
    found = read_tables(folder, every=every)
    if engine := manifest.get("settings", {}).get("engine"):
        found.statements.attrs["engine"] = engine  # a run of speeches has no rule that tells it (`engine_of`)
    return Run(found.statements, found.articles, manifest, given or sides, found.sentence)


def _sides(manifest: Mapping[str, Any]) -> Parties:
    """The sides that a run was made with; the default ones where it names none."""
    made = manifest.get("settings", {}).get("parties")
    if not made:
        return read_parties()
    return Parties(tuple(map(_party, made["parties"])))


def _party(row: Mapping[str, Any]) -> Party:
    """A side as the manifest holds it; what this version doesn't know is left."""
    known = {field.name for field in fields(Party)} & set(row)
    values: dict[str, Any] = {k: tuple(row[k]) if isinstance(row[k], list) else row[k] for k in known}
    return Party(**values)


def _members(parties: Parties) -> list[Party]:
    """Who belongs to which side, whatever the sides are called and coloured."""
    return sorted((replace(party, label="", colour="") for party in parties.parties), key=lambda party: party.id)


def _seed_run(parties: Parties) -> Run:
    """The human coding of the seed article, its codes of tone and posture left out: a score is a program's."""
    text = (SEEDS / "article.txt").read_bytes().decode("utf-8")
    coded = json.loads((SEEDS / "statements.json").read_text(encoding="utf-8"))
    date = json.loads((SEEDS / "meta.json").read_text(encoding="utf-8"))["date"]
    article = Article(coded["id"], text, title="Seed article, coded by hand", date=date)
    found = [replace(from_dict(row), tone=None, posture=None) for row in coded["statements"]]
    result = Result(article, score_statements(article, found, engine=NO_WEIGHTS))
    made = {
        "versions": {"toolkit": toolkit.__version__},
        "code": code_hash(),
        "models": models_of(Settings(engine=NO_WEIGHTS)),
    }
    return Run(to_frame([result]), articles_frame([result]), made, parties)
