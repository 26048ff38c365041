"""Gold data -> texts with statements as character spans. Only the parts named train and dev are read."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


def read_polnear(gold: Path, part: str) -> Iterator[Document]:
    """The articles of PolNeAR's train or dev part; of several annotators the alphabetically first."""
    folder = gold / "polnear" / _allowed(part)
    for path in sorted((folder / "text").glob("*.txt")):
        codings = sorted(glob.glob(str(folder / "attributions" / (glob.escape(path.stem) + "_????.ann"))))
        if codings:
            yield Document(path.stem, path.read_bytes().decode("utf-8"), "attributions", read_brat(Path(codings[0])))


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
