"""A speaker's statements -> verbs of the self and of others in the six classes of VICS, by a list and the parse.

The verbs are in `data/vics.csv`. A deed that is only announced counts as words (will send: promise; will bomb:
threaten); a negated verb counts for the other direction (does not support: oppose; does not attack: appeal). Both are
this project's conventions for what trained VICS coders decide by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Article, Span, Statement
from toolkit.parse import parse_paragraphs
from toolkit.score.home import home_of
from toolkit.score.mentions import find_mentions
from toolkit.score.tables import read_table
from toolkit.score.vics import WEIGHTS, OperationalCode, operational_code

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SELF = {"i", "we", "us", "me", "ourselves"}
ANNOUNCING = {
    "will",
    "'ll",
    "’ll",
    "shall",
    "would",
    "ready",
    "going",
    "want",
    "prepare",
    "plan",
    "intend",
    "promise",
    "pledge",
}


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded verb: its span in the article, its class, and whether the self or another acts."""

    span: Span
    verb: str
    group: str
    own: bool


@cache
def _classes() -> dict[str, str]:
    return {row["verb"]: row["class"] for row in read_table("vics.csv", ("verb", "class"))}


def code_verbs(article: Article, statements: Sequence[Statement], parties: Parties | None = None) -> tuple[Coded, ...]:
    """The coded verbs of the statements' contents, in the order of the text; the speaker's own country, by office and
    words on a side of `parties` (the default ones), acts as the self.

    >>> one = Statement((Span(0, 44),), "direct")
    >>> found = code_verbs(Article("a", "We will help them, but they attack our towns"), [one])
    >>> [(c.verb, c.group, c.own) for c in found]
    [('help', 'promise', True), ('attack', 'punish', False)]
    """
    names = {m.span.start: m.name for m in find_mentions(article.text)}
    docs = list(parse_paragraphs(article.text))
    sides = parties or read_parties()
    out = []
    for statement in statements:
        source = statement.source.of(article.text) if statement.source else ""
        own = {statement.speaker.name, home_of(statement.speaker, source, sides)}
        for start, token in _inside(docs, statement):
            if code := _code(token, statement, lambda t, s=start: names.get(s + t.idx, ""), own):  # type: ignore[misc]
                group, is_own = code
                at = start + token.idx
                out.append(Coded(Span(at, at + len(token)), token.lemma_, group, is_own))
    return tuple(sorted(out, key=lambda c: c.span))


def _inside(docs: Sequence[tuple[int, Doc]], statement: Statement) -> Iterator[tuple[int, Token]]:
    """The tokens of a statement's content, each with the offset of its paragraph."""
    for start, doc in docs:
        for piece in statement.content:
            if piece.start < start + len(doc.text) and piece.end > start:
                for token in doc:
                    if piece.start <= start + token.idx < piece.end:
                        yield start, token


def _code(token: Token, statement: Statement, name_of, own: set[str]) -> tuple[str, bool] | None:  # type: ignore[no-untyped-def]
    """The class of a verb and whether the self acts; None for a verb that is not listed or has no actor."""
    group = _classes().get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    actor = _actor(token) if group else None
    if not group or actor is None:
        return None
    words = {child.lower_ for child in token.children if child.dep_ in {"aux", "neg"}}
    words |= {token.head.lower_, token.head.lemma_} if token.dep_ == "xcomp" else set()
    if words & ANNOUNCING:
        group = {"reward": "promise", "punish": "threaten"}.get(group, group)
    if any(child.dep_ == "neg" for child in token.children):
        group = "oppose" if WEIGHTS[group] > 0 else "appeal"
    heads = [actor, *(child for child in actor.children if child.dep_ in {"compound", "amod", "poss", "nmod"})]
    named = {name_of(part) for part in heads} - {""}
    speaks = actor.lower_ in SELF or any(part.lower_ == "our" for part in heads)
    reported = statement.kind == "indirect" and actor.lower_ in {"he", "she"}
    return group, speaks or reported or bool(named & own)


def _actor(verb: Token) -> Token | None:
    """The word for who acts: the subject, the agent of a passive, or the subject of the verb above."""
    seen = verb
    for _ in range(4):
        for child in seen.children:
            if child.dep_ == "agent":
                return next(iter(child.children), None)
        if any(child.dep_ == "nsubjpass" for child in seen.children):
            return None
        for child in seen.children:
            if child.dep_ == "nsubj":
                return child
        if seen.dep_ not in {"xcomp", "conj", "advcl", "relcl"} or seen.head is seen:
            return None
        if seen.dep_ == "relcl":
            return seen.head
        seen = seen.head
    return None


def score_operational_code(
    results: Iterable[tuple[Article, Sequence[Statement]]], speaker: str, parties: Parties | None = None
) -> OperationalCode:
    """The indices of one speaker over articles with their statements; choose the period by choosing the articles."""
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for article, statements in results:
        mine = [statement for statement in statements if statement.speaker.name == speaker]
        for coded in code_verbs(article, mine, parties) if mine else ():
            (own if coded.own else other)[coded.group] += 1
    return operational_code(own, other)
