"""Gold data -> texts with statements as character spans. Only the parts named train and dev are read."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units

TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")
EVENT = re.compile(r"E\d+\t(\S+:T\d+(?: \S+:T\d+)*)\s*$")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded statement: pieces of content, cue and source, any of which may be absent."""

    content: tuple[Pair, ...]
    cue: Pair | None
    source: Pair | None


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its statements; `scheme` says by which codebook it was coded."""

    id: str
    text: str
    scheme: str
    statements: tuple[Coded, ...]


def lone_sentences(document: Document) -> Iterator[Document]:
    """Each sentence as a text of its own, with the coded spans cut to it; a statement without content there is none."""
    for number, unit in enumerate(split_units(document.text, find_quotations(document.text))):
        start, end = unit.span.start, unit.span.end

        def cut(pair: Pair | None, start: int = start, end: int = end) -> Pair | None:
            inside = pair and pair[0] < end and pair[1] > start
            return (max(pair[0], start) - start, min(pair[1], end) - start) if pair and inside else None

        coded = [
            Coded(
                tuple(piece for one in statement.content if (piece := cut(one))),
                cut(statement.cue),
                cut(statement.source),
            )
            for statement in document.statements
        ]
        kept = tuple(one for one in coded if one.content)
        yield Document(f"{document.id}.{number}", unit.span.of(document.text), document.scheme, kept)


def read_polnear(gold: Path, part: str) -> Iterator[Document]:
    """The articles of PolNeAR's train or dev part; of several annotators the alphabetically first."""
    folder = gold / "polnear" / _allowed(part)
    for path in sorted((folder / "text").glob("*.txt")):
        codings = sorted(glob.glob(str(folder / "attributions" / (glob.escape(path.stem) + "_????.ann"))))
        if codings:
            text = path.read_bytes().decode("utf-8")
            coded = tuple(_without_comma(one, text) for one in read_brat(Path(codings[0])))
            yield Document(path.stem, text, "attributions", coded)


def _without_comma(one: Coded, text: str) -> Coded:
    """The statement with a source that does not end in a comma: one in twenty does, without a rule to be learned."""
    if not one.source:
        return one
    start, end = one.source
    kept = len(text[start:end].rstrip(", "))
    return replace(one, source=(start, start + kept)) if kept else one


def read_brat(path: Path) -> tuple[Coded, ...]:
    """The attributions of one brat file; roles Content and Content2 are one content."""
    spans: dict[str, list[Pair]] = {}
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if found := TEXT_BOUND.match(line):
            spans[found[1]] = [tuple(map(int, piece.split())) for piece in found[3].split(";")]  # type: ignore[misc]
        elif found := EVENT.match(line):
            events.append(found[1].split())
    out = []
    for event in events:
        roles: dict[str, list[Pair]] = {"content": [], "cue": [], "source": []}
        for role, name in (item.split(":") for item in event):
            roles.get(re.sub(r"\d+$", "", role).lower(), []).extend(spans.get(name, []))
        if roles["content"]:
            out.append(Coded(tuple(sorted(roles["content"])), _hull(roles["cue"]), _hull(roles["source"])))
    return tuple(out)


def _hull(pairs: list[Pair]) -> Pair | None:
    return (min(s for s, _ in pairs), max(e for _, e in pairs)) if pairs else None


def read_war_news(gold: Path, part: str) -> Iterator[Document]:
    """The texts of the coded war news, train or dev part."""
    for path in sorted((gold / "war-news" / _allowed(part)).glob("*.txt")):
        rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"]
        coded = tuple(
            Coded(
                tuple(tuple(piece) for piece in row["content"]),
                tuple(row["cue"]) if row["cue"] else None,
                tuple(row["source"]) if row["source"] else None,
            )
            for row in rows
        )
        yield Document(path.stem, path.read_bytes().decode("utf-8"), "statements", coded)


def _allowed(part: str) -> str:
    if part not in {"train", "dev"}:
        raise ValueError(f"part {part!r} is not for training or selection")
    return part
