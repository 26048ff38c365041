"""The cues of a parsed sentence: who is said to say something, by which word."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toolkit.extract.units import Unit
from toolkit.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUN_CUES = {"statement", "claim", "report", "warning", "allegation", "announcement", "suggestion", "accusation"}
NOBODY = {"nobody", "none", "no-one"}
UNREAL = {"may", "might", "could", "should", "must", "can", "will"}  # said by nobody yet: "he may say that …"
CAUSES = {"prompt", "cause", "force"}  # whose object then speaks: "prompted him to admit"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a parsed sentence, with the tokens of its source."""

    token: Token
    source: Token
    group: str


@cache
def cue_groups() -> dict[str, str]:
    """The group (said, asked, judged, thought, intended) of every cue verb's lemma."""
    with files("toolkit").joinpath("data/cues.csv").open(encoding="utf-8") as lines:
        return {row["lemma"]: row["class"] for row in csv.DictReader(lines)}


def find_cues(unit: Unit, doc: Doc, groups: set[str]) -> Iterator[Cue]:
    """The cues of a sentence that have a source, outside quotation marks."""
    for token in doc:
        group = cue_groups().get(token.lemma_.lower(), "")
        is_according = token.lower_ == "according" and any(c.lower_ == "to" for c in token.children)
        is_noun = (
            token.lemma_ in NOUN_CUES
            and token.pos_ == "NOUN"
            and any(c.dep_ in {"acl", "ccomp"} for c in token.children)
        )
        is_verb = group in groups and token.pos_ in {"VERB", "AUX"}
        if not (is_according or is_noun or is_verb) or is_quoted(unit, token):
            continue
        if any(c.dep_ == "neg" for c in token.children) or token.head.lemma_ in {"refuse", "decline", "fail"}:
            continue
        source = find_source(token)
        if is_verb and any(c.dep_ == "aux" and c.lower_ in UNREAL for c in token.children):
            continue
        if source is not None and not is_quoted(unit, source) and not _is_nobody(source):
            yield Cue(token, source, "said" if is_according or is_noun else group)


def _is_nobody(source: Token) -> bool:
    """Whether the source is nobody, or nothing but a pointer ("that said")."""
    alone = source.lower_ == "that" and source.tag_ == "DT" and not list(source.children)
    return (
        alone or source.lower_ in NOBODY or (source.lower_ == "one" and any(c.lower_ == "no" for c in source.children))
    )


def find_source(token: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that names the source of a cue."""
    children = list(token.children)
    if (outer := _coordinated(token)) is not None:
        return find_source(outer, depth + 1)
    if (quoted := _quoted_person(token)) is not None:
        return quoted
    if token.lower_ == "according":
        to = next((c for c in children if c.lower_ == "to"), None)
        return next((c for c in to.children if c.dep_ == "pobj"), None) if to else None
    for child in children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "poss" and token.pos_ == "NOUN":
            return child
    for child in children:
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token.lemma_ in {"quote", "cite"}):
            return token.head if child.tag_ == "WP" and token.dep_ == "relcl" else child
    caused = [c for c in token.head.children if c.dep_ == "dobj" and c.i < token.i]
    if token.dep_ == "xcomp" and token.head.lemma_ in CAUSES and caused:
        return caused[0]
    if depth < 3 and token.dep_ in {"conj", "advcl", "xcomp", "pcomp", "dobj", "prep", "pobj"}:
        return find_source(token.head, depth + 1) if token.head.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} else None
    return None


def _coordinated(token: Token) -> Token | None:
    """The cue that a second one goes on from, though the parser puts it in the first one's clause: "said it is so and
    added that …"."""
    outer = token.head.head
    beside = token.dep_ == "conj" and token.head.dep_ == "ccomp" and cue_groups().get(outer.lemma_.lower()) == "said"
    bare = not any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in token.children)
    said = cue_groups().get(token.lemma_.lower()) == "said" and token.tag_ == outer.tag_ and outer.i < token.i
    clause = any(c.dep_ == "ccomp" and any(g.lower_ == "that" for g in c.children) for c in token.children)
    return outer if beside and bare and said and clause else None


def _quoted_person(token: Token) -> Token | None:
    """Who is quoted as saying something: the object, or the subject in the passive, of "quote" or "cite"."""
    verb = token.head.head
    if token.dep_ != "pcomp" or token.head.lower_ != "as" or verb.lemma_ not in {"quote", "cite"}:
        return None
    return next((c for name in ("nsubjpass", "dobj") for c in verb.children if c.dep_ == name), None)


def source_phrase(head: Token) -> list[Token]:
    """A source's noun phrase with titles and appositions, without clauses that hang on it."""
    out = [head]
    for child in head.children:
        if child.dep_ in {"relcl", "acl", "advcl"} or (child.dep_ == "punct" and child.i > head.i):
            continue
        out += source_phrase(child) if child.dep_ not in {"cc"} else [child]
    return out


def is_quoted(unit: Unit, token: Token) -> bool:
    """Whether the token stands inside quotation marks."""
    at = unit.origin[token.idx]
    return any(p.start <= at < p.end for q in unit.quotations for p in q.pieces)


def span_of(unit: Unit, tokens: Sequence[Token]) -> Span:
    """The characters of the text from the first to the last of the tokens."""
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return Span(unit.origin[first.idx], unit.origin[last.idx + len(last) - 1] + 1)
