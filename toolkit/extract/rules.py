"""Statements by grammar: every rule names itself, no weights.

The rules follow the forms of reported speech in Quirk et al. (1985), A Comprehensive Grammar, §14.28-14.35;
the verbs are in data/cues.csv.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.extract.cues import Cue, cue_groups, find_cues, find_source, source_phrase, span_of
from toolkit.extract.kind import content_kind
from toolkit.extract.labelled import take_labels
from toolkit.extract.pieces import bare_quotation
from toolkit.extract.quotes import find_quotations
from toolkit.extract.signed import take_signed
from toolkit.extract.standing import add_standing
from toolkit.extract.units import Unit, is_clause, split_units, trim
from toolkit.model import Article, Span, Statement
from toolkit.parse import parse_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCOPES = {"statements": {"said", "asked", "judged"}, "attributions": {"said", "asked", "judged", "thought", "intended"}}
WITH_OBJECT = {"deny", "confirm", "announce", "propose", "recommend", "demand", "promise", "pledge", "predict"}
WITH_INFINITIVE = {"vow", "promise", "pledge", "warn", "tell", "call"}
CONFIDENCE = {"quotation": 0.95, "clause": 0.9, "parataxis": 0.85, "according to": 0.9, "infinitive": 0.7}


def extract_by_rules(article: Article, *, scope: str = "statements") -> tuple[Statement, ...]:
    """The statements of an article in the order of the text.

    >>> [s.words("Talks go on, Mr Orr said.") for s in extract_by_rules(Article("a", "Talks go on, Mr Orr said."))]
    ['Talks go on']
    """
    text = article.text
    quotations = find_quotations(text)
    units = split_units(text, quotations)
    docs = parse_sentences(u.masked for u in units)
    found = [list(_unit_statements(text, unit, doc, SCOPES[scope])) for unit, doc in zip(units, docs, strict=True)]
    statements = [statement for own in found for statement in own]
    signed = take_signed(text, quotations, statements, rule="signature")
    whole = take_labels(text, quotations, signed, rule="label")
    out = add_standing(text, quotations, units, whole, rule="free-standing quotation")
    return tuple(_distinct(out))


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
    cues = list(find_cues(unit, doc, groups))
    for cue in cues:
        token = span_of(unit, [cue.token])
        source = _with_name(text, trim(text, span_of(unit, source_phrase(cue.source))), token)
        if cue.token.lower_ == "according":
            to = next((c for c in cue.token.rights if c.dep_ == "prep"), cue.token)
            token = Span(token.start, span_of(unit, [to]).end)
        rule, pieces = _content(text, unit, doc, cue, source)
        pieces = [
            _before(unit, doc, piece, [other for other in cues if other.source == cue.source]) for piece in pieces
        ]
        pieces = [p for p in (trim(text, p) for p in pieces) if p.end > p.start]
        pieces = [p for p in pieces if not p.overlaps(token) and not any(p.overlaps(c) for c in claimed)]
        if not pieces:
            continue
        content = _snap(unit, [_whole(text, unit, p) for p in pieces])
        if rule in {"quotation", "parataxis"}:
            others = [_clause_start(unit, other) for other in cues if other is not cue]
            content = _with_quotations(text, unit, content, max(token.end, source.end), others)
        claimed += content
        kind = content_kind(text, unit.quotations, content)
        named = source if any(map(str.isalnum, source.of(text))) else None  # a lone emoji is nobody
        yield Statement(content, kind, token, named, rule, CONFIDENCE.get(rule, 0.75))


def _before(unit: Unit, doc: Doc, piece: Span, cues: Sequence[Cue]) -> Span:
    """The piece up to the "and" with which a second cue of the same source goes on: "said it is so and added …"."""
    for cue in cues:
        joint = doc[cue.token.i - 1] if cue.token.i else cue.token
        start = span_of(unit, [joint]).start
        if joint.dep_ == "cc" and cue.token.dep_ == "conj" and piece.start < start < piece.end:
            return Span(piece.start, start)
    return piece


def _clause_start(unit: Unit, cue: Cue) -> int:
    """Where the clause of a cue and its source starts."""
    return min(span_of(unit, [cue.token]).start, span_of(unit, source_phrase(cue.source)).start)


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
    verb, token = cue.token, span_of(unit, [cue.token])
    first, end = min(token.start, source.start), max(token.end, source.end)
    if verb.lower_ == "according":
        return "according to", _around(text, unit, first, end)
    clauses = [c for c in verb.children if c.dep_ in {"ccomp", "acl"} and c.pos_ != "PUNCT"]
    if verb.pos_ == "NOUN":
        clauses = [c for c in clauses if c.i > verb.i]
        return "noun cue", [span_of(unit, list(c.subtree)) for c in clauses[:1]]
    objects = [c for c in verb.children if c.dep_ in {"dobj", "oprd"}]
    if cue.group == "judged" or (verb.lemma_ in WITH_OBJECT and objects and not clauses):
        return _judgement(unit, verb, objects)
    if clauses:
        whole = span_of(unit, list(clauses[0].subtree))
        if clauses[0].i < verb.i:
            return ("quotation" if _is_quotation(unit, whole) else "parataxis"), [Span(unit.span.start, first)]
        return ("quotation" if _is_quotation(unit, whole) else "clause"), [
            Span(max(whole.start, end if source.start > token.start else whole.start), whole.end)
        ]
    infinitives = [c for c in verb.children if c.dep_ == "xcomp" and any(g.dep_ == "aux" for g in c.children)]
    if infinitives and (cue.group in {"asked", "intended", "thought"} or verb.lemma_ in WITH_INFINITIVE):
        start = span_of(unit, list((objects or infinitives)[0].subtree)).start
        return "infinitive", [Span(start, span_of(unit, list(infinitives[0].subtree)).end)]
    quoted = [p for q in unit.quotations for p in q.pieces if p.overlaps(unit.span) and is_clause(p.of(text))]
    if quoted and cue.group == "said":
        return "quotation", quoted
    inside = verb.head.lemma_.lower() in cue_groups() and find_source(verb.head) is not None  # of another's statement
    if verb.dep_ in {"parataxis", "ccomp", "advcl"} and not inside and text[end : end + 1] in ",.":
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
    return ("judgement", [span_of(unit, tokens)]) if tokens else ("", [])


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


def _whole(text: str, unit: Unit, piece: Span) -> Span:
    """The piece with no half of a pair of marks, and without the "that" before a whole quotation."""
    for part in (p for q in unit.quotations for p in q.pieces):
        if part.overlaps(piece) and not piece.contains(part):
            piece = Span(min(piece.start, part.start), max(piece.end, part.end))
    return bare_quotation(text, unit.quotations, piece)


def _snap(unit: Unit, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in order, with every paragraph of a quotation that runs on, overlapping ones made one."""
    runs = {
        p
        for q in unit.quotations
        if len(q.pieces) > 1 and any(piece.contains(p) for piece in pieces for p in q.pieces)
        for p in q.pieces
    }
    merged: list[Span] = []
    for piece in sorted({*pieces, *runs}):
        if merged and piece.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(piece.end, merged[-1].end))
        else:
            merged.append(piece)
    return tuple(merged)


def _with_quotations(
    text: str, unit: Unit, content: tuple[Span, ...], cue_end: int, others: Sequence[int]
) -> tuple[Span, ...]:
    """The content with the sentence's other quotations: clauses, and what follows the cue after a comma.

    One that another cue's clause follows at once is that cue's (`others`: where these clauses start).
    """
    more = []
    for part in (p for q in unit.quotations for p in q.pieces if not any(p.overlaps(c) for c in content)):
        follows = part.start >= cue_end and not text[cue_end : part.start].strip(" ,")
        taken = any(start >= part.end and not text[part.end : start].strip(" ,") for start in others)
        if not taken and (follows or is_clause(part.of(text))):
            more.append(part)
    return _snap(unit, [*content, *more]) if more else content


def _is_quotation(unit: Unit, span: Span) -> bool:
    return any(
        p.overlaps(span) and p.end - p.start > (span.end - span.start) * 0.8 for q in unit.quotations for p in q.pieces
    )
