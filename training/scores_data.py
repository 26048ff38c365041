"""Gold codes -> examples for the scoring model, through the masking that the package uses at run time."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from toolkit.model import Span, from_dict
from toolkit.score.inputs import sentence_pieces
from toolkit.score.learned import read_statement
from toolkit.score.mentions import find_mentions
from toolkit.score.model import CERTAINTIES, FACTS, STANCES, Words, to_words
from toolkit.score.targets import read_surroundings

NO_FACTS = np.zeros((1, FACTS), np.float32)  # of the one target of a sentence
LABELS = {2.0: "against", 4.0: "neutral", 6.0: "favor"}  # NewsMTSC's polarity
MISSING, FAR = -100, 3
WHEREABOUTS = re.compile(r" (?:in|of|to|on|against|for|with|from|by|between|at|over|into|inside) .*")  # after the head


class Soft(NamedTuple):
    """Probabilities in place of codes: of tone, posture and certainty, of each candidate's relevance and stance."""

    tone: np.ndarray
    posture: np.ndarray
    certainty: np.ndarray
    relevance: np.ndarray
    stance: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One input with its codes, MISSING where a corpus has none, or with what larger networks say of it (`soft`)."""

    words: Words
    facts: np.ndarray
    scheme: str
    tone: int = MISSING
    posture: int = MISSING
    certainty: int = MISSING
    relevant: list[int] = field(default_factory=list)
    stance: list[int] = field(default_factory=list)
    gold: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    soft: Soft | None = None


def read_statements(gold: Path, part: str, tokenizer, same: Callable[[str, str], bool]) -> Iterator[Example]:
    """The coded statements of the war news; a candidate is relevant where a coder named it."""
    for path in sorted((gold / "war-news" / part).glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        around = read_surroundings(text)
        for row in json.loads(path.read_text(encoding="utf-8"))["statements"]:
            statement = from_dict({k: v for k, v in row.items() if k not in {"tone", "posture"}})
            pieces, facts, candidates = read_statement(text, statement, around)
            relevant, stance = label([c.name for c in candidates], row["targets"], same)
            yield Example(
                to_words(pieces, tokenizer),
                facts,
                "statement",
                int(row["tone"]) + 2,
                int(row["posture"]) + 2,
                CERTAINTIES.index(row["certainty"]),
                relevant,
                stance,
                tuple((t["name"], t["stance"]) for t in row["targets"]),
                tuple(c.name for c in candidates),
            )


def label(names: Sequence[str], coded: Sequence[dict], same: Callable[[str, str], bool]) -> tuple[list[int], list[int]]:
    """Whether each candidate is a coded target, and its stance; MISSING where another name suits that target better."""
    relevant, stance = [0] * len(names), [MISSING] * len(names)
    for target in coded:
        near = sorted((likeness(target["name"], name, same), i) for i, name in enumerate(names))
        hits = [i for rank, i in near if rank < FAR and relevant[i] != 1]
        for i in hits[1:]:
            relevant[i] = MISSING
        for i in hits[:1]:
            relevant[i], stance[i] = 1, STANCES.index(target["stance"])
    return relevant, stance


def likeness(coded: str, name: str, same: Callable[[str, str], bool]) -> int:
    """0 for one name, 1 for one last word, 2 for names that the scorer takes for one, FAR else; of "war in Ukraine" the
    war is the last word, and whoever is against it is not against Ukraine."""
    one, other = coded.lower().removeprefix("the "), name.lower().removeprefix("the ")
    if not same(coded, name):
        return FAR
    head = WHEREABOUTS.split(one)[0]
    return 0 if one == other else 1 if head.split()[-1:] == other.split()[-1:] else 2


def read_sentences(gold: Path, part: str, tokenizer) -> Iterator[Example]:
    """NewsMTSC's training file; a tenth of its sentences, chosen by their hash, is the dev part."""
    for line in (gold / "newsmtsc/train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence_normalized"]
        if is_dev(text) != (part == "dev"):
            continue
        mentions = find_mentions(text)
        for target in row["targets"]:
            pieces = sentence_pieces(text, Span(target["from"], target["to"]), mentions)
            label = STANCES.index(LABELS[target["polarity"]])
            yield Example(to_words(pieces, tokenizer), NO_FACTS, "sentence", stance=[label])


def is_dev(sentence: str) -> bool:
    """Whether a sentence of NewsMTSC's training file belongs to the tenth that is never trained on."""
    return hashlib.sha256(sentence.encode("utf-8")).digest()[0] % 10 == 0


def same_name(bench: Path) -> Callable[[str, str], bool]:
    """The scorer's own comparison of target names."""
    spec = importlib.util.spec_from_file_location("statements_eval", bench / "statements_eval.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.same_name
