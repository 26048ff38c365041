"""What the trained scoring networks say of statements and sentences that nobody coded: labels to learn from.

Each article's answers are a file of their own, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gold import Document
from loop import half_precision
from scores_data import NO_FACTS, Example, Soft
from scores_network import Network

from toolkit.extract import extract_statements
from toolkit.extract.units import split_units
from toolkit.model import Article
from toolkit.score.inputs import Piece, sentence_pieces
from toolkit.score.learned import read_statement
from toolkit.score.mentions import find_mentions
from toolkit.score.model import FACTS, to_words
from toolkit.score.targets import read_surroundings

HEADS = ("tone", "posture", "certainty")
BATCH = 16


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """What a network is to read: pieces of a statement or sentence, and the facts of the candidates in it."""

    pieces: tuple[Piece, ...]
    facts: np.ndarray
    scheme: str

    def example(self, tokenizer: Any, soft: Soft | None = None) -> Example:
        """The input in a model's tokens."""
        return Example(to_words(self.pieces, tokenizer), self.facts, self.scheme, soft=soft)


@dataclass(frozen=True, slots=True, eq=False)
class Teacher:
    """A trained network with its settings and tokenizer."""

    config: Mapping[str, Any]
    network: Network
    tokenizer: Any

    def probabilities(self, inputs: Sequence[Input]) -> list[Soft]:
        """What it says of the inputs, in their order."""
        examples = [one.example(self.tokenizer) for one in inputs]
        order = sorted(range(len(examples)), key=lambda n: len(examples[n].words.ids))
        found: dict[int, Soft] = {}
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            found |= zip(part, self._answer([examples[n] for n in part]), strict=True)
        return [found[n] for n in range(len(examples))]

    @torch.no_grad()
    def _answer(self, batch: Sequence[Example]) -> Iterator[Soft]:
        with half_precision(torch.get_default_device()):
            out = self.network(batch, self.config["special"], self.config["size"])
        out = {name: found.float() for name, found in out.items()}
        row = 0
        for n, example in enumerate(batch):
            own, row = slice(row, row + len(example.facts)), row + len(example.facts)
            stances = out[example.scheme][own].softmax(1).cpu().numpy() if len(example.facts) else np.zeros((0, 3))
            relevance = out["relevance"][own, 0].sigmoid().cpu().numpy() if len(example.facts) else np.zeros(0)
            yield Soft(*(out[name][n].softmax(0).cpu().numpy() for name in HEADS), relevance, stances)


def load_teacher(config: Mapping[str, Any], state: Mapping[str, Any], tokenizer: Any) -> Teacher:
    """The network of trained weights."""
    network = Network(config["shape"])
    network.load_state_dict(state)
    return Teacher(config, network.eval(), tokenizer)


def inputs_of(document: Document, sentences: int, seed: int) -> Iterator[Input]:
    """Some sentences of a text, each with a name of it as target, and before them the statements that the package finds
    in it; not in one that was coded for its attributions, which is no news of this war."""
    article, around = Article(document.id, document.text), read_surroundings(document.text)
    for statement in extract_statements(article, engine="fast") if not document.statements else ():
        pieces, facts, _ = read_statement(document.text, statement, around)
        yield Input(pieces, facts, "statement")
    chance = random.Random(f"{seed} {document.id}")
    named = [(text, found) for text in _sentences(document.text) if (found := find_mentions(text))]
    for text, found in chance.sample(named, min(sentences, len(named))):
        yield Input(sentence_pieces(text, chance.choice(found).span, found), NO_FACTS, "sentence")


def _sentences(text: str) -> list[str]:
    return [text[unit.span.start : unit.span.end] for unit in split_units(text, ())]


def ask(teachers: Sequence[Teacher], documents: Sequence[Document], folder: Path, settings: Mapping, seed: int) -> None:
    """Writes the mean of the teachers' probabilities for each document that has no file in the folder yet."""
    folder.mkdir(parents=True, exist_ok=True)
    left = [document for document in documents if not _file(folder, document).is_file()]
    for done, document in enumerate(left, len(documents) - len(left) + 1):
        inputs = list(inputs_of(document, settings["sentences_each"], seed))
        answers = [teacher.probabilities(inputs) for teacher in teachers]
        rows = [_row(one, [answer[n] for answer in answers]) for n, one in enumerate(inputs)]
        new = folder / "new"
        new.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        new.replace(_file(folder, document))
        if done % 50 == 0:
            print(f"{done} of {len(documents)} texts labelled", flush=True)


def _file(folder: Path, document: Document) -> Path:
    return folder / f"{document.id}.json"


def _row(one: Input, answers: Sequence[Soft]) -> dict[str, Any]:
    means = {
        name: np.mean([getattr(answer, name) for answer in answers], axis=0).astype(float).round(4).tolist()
        for name in Soft._fields
    }
    pieces = [[p.words, p.feature, p.target] for p in one.pieces]
    return {"scheme": one.scheme, "pieces": pieces, "facts": one.facts.astype(float).round(4).tolist(), **means}


def read_answers(folder: Path, documents: Sequence[Document], tokenizer: Any) -> Iterator[Example]:
    """What `ask` wrote, as examples."""
    for document in documents:
        for row in json.loads(_file(folder, document).read_text(encoding="utf-8")):
            pieces = tuple(Piece(*piece) for piece in row["pieces"])
            facts = np.array(row["facts"], np.float32).reshape(-1, FACTS)
            soft = Soft(*(np.array(row[name], np.float32) for name in Soft._fields))
            yield Input(pieces, facts, row["scheme"]).example(tokenizer, soft)
