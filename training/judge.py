"""Which statements are right, as the project's scorers count."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from gold import Coded, Document

from toolkit.model import Span


class Extracted(Protocol):
    """What is judged: pieces of content, and a source or none."""

    @property
    def content(self) -> tuple[Span, ...]: ...
    @property
    def source(self) -> Span | None: ...


class Scorers:
    """Says what is right as the project's scorers count."""

    def __init__(self, bench: Path) -> None:
        self.polnear, self.news = (load(bench / name) for name in ("polnear_eval.py", "statements_eval.py"))

    def total(self, document: Document) -> int:
        """How many statements are coded."""
        if document.scheme == "statements":
            return len(document.statements)
        return sum(bool(one.tokens) for one in self._coded(document))

    def _coded(self, document: Document) -> list[Any]:
        text = self.polnear.Text(document.text)
        return [
            self.polnear.Statement(text, one.content, [one.source] if one.source else [], False)
            for one in document.statements
        ]

    def _found(self, document: Document, found: Sequence[Extracted]) -> list[Any]:
        text = self.polnear.Text(document.text)
        return [
            self.polnear.Statement(text, pairs(one.content), pairs([one.source] if one.source else []), True)
            for one in found
        ]

    def right(self, document: Document, found: Sequence[Extracted]) -> list[bool]:
        """For each statement found whether content and source are right, each coded one counted once."""
        if document.scheme == "statements":
            return self._right_news(document.text, document.statements, found)
        return self._right_polnear(self._coded(document), self._found(document, found))

    def alone(self, document: Document, found: Sequence[Extracted]) -> list[bool]:
        """For each candidate whether it is right when it is the only one."""
        if document.scheme == "attributions":
            coded = self._coded(document)
            return [self._right_polnear(coded, [own])[0] for own in self._found(document, found)]
        out = []
        for one in found:
            near = [c for c in document.statements if any(_share(a, b) for a in c.content for b in pairs(one.content))]
            out += self._right_news(document.text, near, [one])
        return out

    def _right_polnear(self, coded: Sequence[Any], found: Sequence[Any]) -> list[bool]:
        matched = self.polnear.match_overlap([one for one in coded if one.tokens], found)
        good = {id(b) for a, b in matched if self.polnear.attribution_right(a, b)}
        return [id(one) in good for one in found]

    def _right_news(self, text: str, coded: Sequence[Coded], found: Sequence[Extracted]) -> list[bool]:
        golds = [{"content": one.content, "source": one.source} for one in coded]
        rows = [{"content": pairs(f.content), "source": f.source and pairs([f.source])[0]} for f in found]
        matched = self.news.match(text, golds, rows)
        good = {j for i, j in matched if self.news.source_right(text, golds[i]["source"], rows[j]["source"])}
        return [j in good for j in range(len(rows))]


def _share(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as the scorers read them."""
    return [[span.start, span.end] for span in spans]


def load(path: Path) -> Any:
    """A scorer as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def error(p: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)))
