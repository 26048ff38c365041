"""What a large model says of texts that nobody coded: the soft labels from which a small one learns.

The answer of each text is a file of its own, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import scored
from gold import Coded, Document, Pair

from toolkit.encoder import Scores
from toolkit.extract.links import link_contents
from toolkit.extract.spans import find_spans, words_of
from toolkit.weights import SCHEMES


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A text with the statements that the teacher reads in it, and its probabilities of the labels, tokens x labels."""

    document: Document
    labels: np.ndarray


def uncoded(shared: Path, settings: Mapping[str, Any], seed: int) -> list[Document]:
    """Texts without a coding, drawn at random: news articles, every second one for each of the two codebooks, and
    sentences of US political news (NewsMTSC's train part), where most of PolNeAR's kind of text is."""
    coded = {row["news_id"] for row in _rows(shared / "gold/war-news/index.jsonl")}
    news = _rows(shared / "corpora/news/articles.jsonl")
    rows = [row for row in news if row["id"] not in coded and len(row["text"]) <= settings["longest"]]
    drawn = random.Random(seed).sample(rows, min(settings["texts"], len(rows)))
    articles = [Document(row["id"], row["text"], SCHEMES[n % len(SCHEMES)], ()) for n, row in enumerate(drawn)]
    lone = sorted({row["sentence_normalized"] for row in _rows(shared / "gold/newsmtsc/train.jsonl")})
    some = random.Random(seed + 1).sample(lone, settings.get("sentences", 0))
    return articles + [Document(f"sentence-{n}", text, "attributions", ()) for n, text in enumerate(some)]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def ask(model: Path, documents: Sequence[Document], folder: Path, *, threads: int) -> None:
    """Writes what the model says of each document that has no file in the folder yet."""
    folder.mkdir(parents=True, exist_ok=True)
    left = iter([document for document in documents if not _file(folder, document).is_file()])
    done = len(list(folder.glob("*.npz")))
    while part := list(islice(left, 512)):
        for document, scores in scored(model, part, threads):
            np.savez(folder / "new", labels=scores.labels.astype(np.float16), spans=_spans(document.text, scores))
            (folder / "new.npz").replace(_file(folder, document))
        done += len(part)
        print(f"{done} of {len(documents)} texts labelled", flush=True)


def _file(folder: Path, document: Document) -> Path:
    return folder / f"{document.id}-{document.scheme}.npz"


def _spans(text: str, scores: Scores) -> np.ndarray:
    """Of each content that the scores hold, its cue and its source the characters; -1 where there is none."""
    (found,) = find_spans(words_of(scores), [0.0])
    out = []
    for content, (link, *_) in zip(found["content"], link_contents(text, scores, found), strict=True):
        cue = found["cue"][link.cue].span if link.cue is not None else None
        source = found["source"][link.source].span if link.source is not None else None
        out.append(
            [edge for span in (content.span, cue, source) for edge in ((span.start, span.end) if span else NONE)]
        )
    return np.array(out, np.int64).reshape(-1, 6)


NONE = (-1, -1)


def read_taught(folder: Path, documents: Sequence[Document]) -> Iterator[Taught]:
    """The documents with what `ask` wrote about them."""
    for document in documents:
        with np.load(_file(folder, document), allow_pickle=False) as kept:
            labels, rows = np.exp(kept["labels"].astype(np.float32)), kept["spans"].tolist()
        coded = tuple(Coded((_pair(row[:2]),), _pair(row[2:4]), _pair(row[4:])) for row in rows)  # type: ignore[arg-type]
        yield Taught(Document(document.id, document.text, document.scheme, coded), labels)


def _pair(edges: Sequence[int]) -> Pair | None:
    return (edges[0], edges[1]) if edges[0] >= 0 else None
