"""Statements by grammar: every rule names itself, no weights.

The rules follow the forms of reported speech in Quirk et al. (1985), A Comprehensive Grammar, §14.28-14.35;
the verbs are in data/cues.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import Quotation, find_quotations
from toolkit.extract.units import Unit, is_clause, split_units, trim
from toolkit.model import Article, Span, Statement
from toolkit.parse import parse_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCOPES = {"statements": {"said", "asked", "judged"}, "attributions": {"said", "asked", "judged", "thought", "intended"}}
NOUN_CUES = {"statement", "claim", "report", "warning", "allegation", "announcement", "suggestion", "accusation"}
WITH_OBJECT = {"deny", "confirm", "announce", "propose", "recommend", "demand", "promise", "pledge", "predict"}
WITH_INFINITIVE = {"vow", "promise", "pledge", "warn", "tell", "call"}
CONFIDENCE = {"quotation": 0.95, "clause": 0.9, "parataxis": 0.85, "according to": 0.9, "infinitive": 0.7}
LOOSE = {"relcl", "acl", "advcl", "punct", "cc", "conj"}


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


def extract_by_rules(article: Article, *, scope: str = "statements") -> tuple[Statement, ...]:
    """The statements of an article in the order of the text.

    >>> [s.words("Talks go on, Mr Orr said.") for s in extract_by_rules(Article("a", "Talks go on, Mr Orr said."))]
    ['Talks go on']
    """
    text = article.text
    quotations = find_quotations(text)
    units = split_units(text, quotations)
    used: set[Quotation] = set()
    out: list[Statement] = []
    last = -2  # number of the unit in which the latest statement ends
    for number, (unit, doc) in enumerate(zip(units, parse_sentences(u.masked for u in units), strict=True)):
        found = list(_unit_statements(text, unit, doc, SCOPES[scope]))
        used.update(q for q in unit.quotations for s in found if any(p in s.content for p in q.pieces))
        if not found:
            free = [q for q in unit.quotations if q not in used and _fills(q, unit)]
            used.update(free)
            if not free:
                last = number if any(p.overlaps(unit.span) for s in out[-1:] for p in s.content) else last
                continue
            pieces = tuple(p for q in free for p in q.pieces)
            if out and last == number - 1 and out[-1].kind != "indirect":
                out[-1] = replace(out[-1], content=out[-1].content + pieces)
            else:
                out.append(Statement(pieces, "direct", rule="free-standing quotation", confidence=0.6))
        out.extend(found)
        last = number
    return tuple(sorted(_distinct(out), key=lambda s: s.content[0]))


def _fills(quotation: Quotation, unit: Unit) -> bool:
    """Whether the sentence is nothing but this quotation."""
    piece = quotation.pieces[0]
    return piece.start <= unit.span.start + 1 and piece.end >= unit.span.end - 1


def _distinct(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements less those whose content repeats an earlier one's."""
    seen: set[tuple[Span, ...]] = set()
    for statement in statements:
        if statement.content not in seen:
            seen.add(statement.content)
            yield statement


def _unit_statements(text: str, unit: Unit, doc: Doc, groups: set[str]) -> Iterator[Statement]:
    """The statements with a cue in one sentence."""
    claimed: list[Span] = []
    for cue in _cues(unit, doc, groups):
        token = _span(unit, [cue.token])
        source = _with_name(text, trim(text, _span(unit, _phrase(cue.source))), token)
        if cue.token.lower_ == "according":
            token = Span(token.start, _span(unit, [next(c for c in cue.token.children if c.dep_ == "prep")]).end)
        rule, pieces = _content(text, unit, doc, cue, source)
        pieces = [p for p in (trim(text, p) for p in pieces) if p.end > p.start]
        pieces = [p for p in pieces if not p.overlaps(token) and not any(p.overlaps(c) for c in claimed)]
        if not pieces:
            continue
        claimed += pieces
        content = _snap(text, unit, pieces, rule)
        kind = content_kind(text, unit.quotations, content)
        yield Statement(content, kind, token, source, rule, CONFIDENCE.get(rule, 0.75))


def _cues(unit: Unit, doc: Doc, groups: set[str]) -> Iterator[Cue]:
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
        if not (is_according or is_noun or is_verb) or _quoted(unit, token):
            continue
        if any(c.dep_ == "neg" for c in token.children) or token.head.lemma_ in {"refuse", "decline", "fail"}:
            continue
        source = _source(token)
        if source is not None and not _quoted(unit, source):
            yield Cue(token, source, "said" if is_according or is_noun else group)


def _source(token: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that names the source of a cue."""
    children = list(token.children)
    if token.lower_ == "according":
        to = next(c for c in children if c.lower_ == "to")
        return next((c for c in to.children if c.dep_ == "pobj"), None)
    for child in children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "poss" and token.pos_ == "NOUN":
            return child
    for child in children:
        if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and token.lemma_ in {"quote", "cite"}):
            return token.head if child.tag_ == "WP" and token.dep_ == "relcl" else child
    if depth < 3 and token.dep_ in {"conj", "advcl", "xcomp", "pcomp", "dobj", "prep", "pobj"}:
        return _source(token.head, depth + 1) if token.head.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} else None
    return None


def _phrase(head: Token) -> list[Token]:
    """A source's noun phrase with titles and appositions, without clauses that hang on it."""
    out = [head]
    for child in head.children:
        if child.dep_ in {"relcl", "acl", "advcl"} or (child.dep_ == "punct" and child.i > head.i):
            continue
        out += _phrase(child) if child.dep_ not in {"cc"} else [child]
    return out


def _with_name(text: str, source: Span, cue: Span) -> Span:
    """The source with the name that stands between it and the cue ("the energy firm Orlan said")."""
    between = text[source.end : cue.start].split()
    named = (
        0 < len(between) <= 3
        and source.end < cue.start
        and all(word[0].isupper() and word.isalnum() for word in between)
    )
    return Span(source.start, source.end + len(text[source.end : cue.start].rstrip())) if named else source


def _content(text: str, unit: Unit, doc: Doc, cue: Cue, source: Span) -> tuple[str, list[Span]]:
    """The name of the rule that finds the content of a cue, and its pieces (none when there is no content)."""
    verb, token = cue.token, _span(unit, [cue.token])
    first, end = min(token.start, source.start), max(token.end, source.end)
    if verb.lower_ == "according":
        return "according to", _around(text, unit, first, end)
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "acl"} and c.pos_ != "PUNCT"]
    if verb.pos_ == "NOUN":
        clauses = [c for c in clauses if c.i > verb.i]
        return "noun cue", [_span(unit, list(c.subtree)) for c in clauses[:1]]
    objects = [c for c in verb.children if c.dep_ in {"dobj", "oprd"}]
    if cue.group == "judged" or (verb.lemma_ in WITH_OBJECT and objects and not clauses):
        return _judgement(unit, verb, objects)
    if clauses:
        whole = _span(unit, list(clauses[0].subtree))
        if clauses[0].i < verb.i:
            return ("quotation" if _is_quotation(unit, whole) else "parataxis"), [Span(unit.span.start, first)]
        return ("quotation" if _is_quotation(unit, whole) else "clause"), [
            Span(max(whole.start, end if source.start > token.start else whole.start), whole.end)
        ]
    infinitives = [c for c in verb.children if c.dep_ == "xcomp" and any(g.dep_ == "aux" for g in c.children)]
    if infinitives and (cue.group in {"asked", "intended", "thought"} or verb.lemma_ in WITH_INFINITIVE):
        start = _span(unit, list((objects or infinitives)[0].subtree)).start
        return "infinitive", [Span(start, _span(unit, list(infinitives[0].subtree)).end)]
    quoted = [p for q in unit.quotations for p in q.pieces if p.overlaps(unit.span) and is_clause(p.of(text))]
    if quoted and cue.group == "said":
        return "quotation", quoted
    if verb.dep_ in {"parataxis", "ccomp", "advcl"} and verb.dep_ != "conj" and text[end : end + 1] in ",.":
        return "parataxis", _around(text, unit, first, end)
    return "", []


def _judgement(unit: Unit, verb: Token, objects: Sequence[Token]) -> tuple[str, list[Span]]:
    """Described X as Y, accused X of Y, praised X: the object with what is said of it."""
    rest = [
        c for c in verb.children if c.dep_ in {"oprd", "xcomp", "ccomp", "acomp"} or c.lower_ in {"as", "of", "for"}
    ]
    rest = [c for c in rest if c.i > verb.i]
    named = [c for c in objects if c.i > verb.i]
    tokens = [t for c in [*named, *rest] for t in c.subtree]
    return ("judgement", [_span(unit, tokens)]) if tokens else ("", [])


def _around(text: str, unit: Unit, start: int, end: int) -> list[Span]:
    """The sentence before and after the cue's clause."""
    before, after = Span(unit.span.start, start), Span(end, unit.span.end)
    tail = after.of(text).lstrip(" ,")
    if before.of(text).strip() and len(tail.split()) < 3:
        return [before]
    comma = text.find(",", end, unit.span.end)
    if comma < 0:
        return [before] if before.of(text).strip() else []
    after = Span(comma + 1, unit.span.end)
    return (
        [before, after]
        if before.of(text).strip() and comma - end < 2
        else [before if before.of(text).strip() else after]
    )


def _snap(text: str, unit: Unit, pieces: Sequence[Span], rule: str) -> tuple[Span, ...]:
    """Pieces with whole quotations: every paragraph of one that runs on, no piece with half a pair of marks."""
    out: list[Span] = []
    for piece in pieces:
        for quotation in unit.quotations:
            for part in quotation.pieces:
                if part.overlaps(piece) and not piece.contains(part):
                    piece = Span(min(piece.start, part.start), max(piece.end, part.end))
        lead = text[piece.start : piece.start + 5].lower()
        inner = Span(piece.start + 5, piece.end)
        if lead == "that " and any(p == inner for q in unit.quotations for p in q.pieces):
            piece = inner
        out.append(piece)
    runs = [
        p
        for q in unit.quotations
        if len(q.pieces) > 1 and any(p.contains(q.pieces[0]) for p in out)
        for p in q.pieces[1:]
    ]
    if rule in {"quotation", "parataxis"}:
        out += [
            p
            for q in unit.quotations
            for p in q.pieces
            if is_clause(p.of(text)) and not any(p.overlaps(o) for o in out)
        ]
    merged: list[Span] = []
    for piece in sorted({*out, *runs}):
        if merged and piece.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(piece.end, merged[-1].end))
        else:
            merged.append(piece)
    return tuple(merged)


def _is_quotation(unit: Unit, span: Span) -> bool:
    return any(
        p.overlaps(span) and p.end - p.start > (span.end - span.start) * 0.8 for q in unit.quotations for p in q.pieces
    )


def _quoted(unit: Unit, token: Token) -> bool:
    at = unit.origin[token.idx]
    return any(p.start <= at < p.end for q in unit.quotations for p in q.pieces)


def _span(unit: Unit, tokens: Sequence[Token]) -> Span:
    """The characters of the text from the first to the last of the tokens."""
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return Span(unit.origin[first.idx], unit.origin[last.idx + len(last) - 1] + 1)
