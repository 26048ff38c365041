"""Statements by a learned model: labels for words, learned links from content to cue and source, exact quotations."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.encoder import Scores, load_encoder
from toolkit.extract.kind import content_kind
from toolkit.extract.links import Link, link_contents
from toolkit.extract.pieces import keep_apart, snap_pieces
from toolkit.extract.quotes import Quotation, find_quotations
from toolkit.extract.spans import Found, find_spans
from toolkit.model import Article, Span, Statement

APART, FREE = 16, 0  # most words of the reporter between two pieces of a statement: with a cue, and without


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its confidence is known, with what the confidence is computed from."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    features: Mapping[str, float]


def extract_by_model(article: Article, *, engine: str, scope: str) -> tuple[Statement, ...]:
    """The statements of an article in the order of the text, by the weights of an engine.

    Raises ModelError where the weights are missing or damaged.

    >>> text = "Talks go on, Mr Orr said."
    >>> [s.words(text) for s in extract_by_model(Article("a", text), engine="fast", scope="statements")]
    ['Talks go on']
    """
    text, encoder = article.text, load_encoder(engine)
    quotations = find_quotations(text)
    scores = encoder.score(text, [p for q in quotations for p in q.pieces], scheme=scope)
    settings = encoder.config["scopes"][scope]
    out = []
    for draft in find_drafts(text, quotations, scores, heads=encoder.heads, outside=settings["outside"]):
        confidence = round(_probability(draft.features, settings["confidence"]), 4)
        if confidence >= settings["threshold"]:
            kind = content_kind(text, quotations, draft.content)
            rule = f"{engine}: learned"
            out.append(Statement(draft.content, kind, draft.cue, draft.source, rule, confidence))
    return tuple(out)


def _probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted features."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find_drafts(
    text: str, quotations: Sequence[Quotation], scores: Scores, *, heads: Mapping[str, Any], outside: float = 0.0
) -> list[Draft]:
    """The statements that the scores hold, in the order of the text, their pieces exact and apart."""
    found = find_spans(scores, outside=outside)
    links = link_contents(scores, found, heads)
    groups = _groups(text, found, links)
    if barred := _barred(groups, links):
        links = link_contents(scores, found, heads, barred=barred)
        groups = _groups(text, found, links)
    drafts = [_draft(found, [(found["content"][i], links[i]) for i in group]) for group in groups]
    snapped = [snap_pieces(text, quotations, d.content, [s for s in (d.cue, d.source) if s]) for d in drafts]
    exact = zip(drafts, keep_apart(text, snapped), strict=True)
    return sorted((replace(d, content=pieces) for d, pieces in exact if pieces), key=lambda d: d.content[0])


def _groups(text: str, found: Mapping[str, Sequence[Found]], links: Sequence[Link]) -> list[list[int]]:
    """Numbers of the contents of each statement: neighbours with one cue, or with none and one source."""
    out: list[list[int]] = []
    for number, link in enumerate(links):
        last = links[number - 1] if number else None
        if last and (last.cue, last.cue is None and last.source) == (link.cue, link.cue is None and link.source):
            limit = FREE if link.cue is None else APART
            if _words_between(text, found, number, link) <= limit:
                out[-1].append(number)
                continue
        out.append([number])
    return out


def _words_between(text: str, found: Mapping[str, Sequence[Found]], number: int, link: Link) -> int:
    """The reporter's words between a content and the one before it, less their cue and source."""
    start, end = found["content"][number - 1].span.end, found["content"][number].span.start
    words = len(text[start:end].split())
    for role, at in (("cue", link.cue), ("source", link.source)):
        span = found[role][at].span if at is not None else Span(0, 0)
        if start <= span.start and span.end <= end:
            words -= len(span.of(text).split())
    return words


def _barred(groups: Sequence[Sequence[int]], links: Sequence[Link]) -> dict[int, int]:
    """The contents whose cue belongs to another group that is surer of it, with that cue."""
    best: dict[int, tuple[float, int]] = {}
    for at, group in enumerate(groups):
        cue = links[group[0]].cue
        score = max(links[number].score for number in group)
        if cue is not None and (cue not in best or score > best[cue][0]):
            best[cue] = (score, at)
    cues = {number: links[number].cue for group in groups for number in group}
    keep = {number for _, at in best.values() for number in groups[at]}
    return {number: cue for number, cue in cues.items() if cue is not None and number not in keep}


def _draft(found: Mapping[str, Sequence[Found]], parts: Sequence[tuple[Found, Link]]) -> Draft:
    """The statement of the contents that go together, their pieces as the model found them."""
    link = max((link for _, link in parts), key=lambda link: link.score)
    cue = found["cue"][link.cue] if link.cue is not None else None
    source = found["source"][link.source] if link.source is not None else None
    features = {
        "content": sum(part.score for part, _ in parts) / len(parts),
        "cue": cue.score if cue else -1.0,
        "source": source.score if source else -1.0,
        "link": link.score,
        "sourced": float(source is not None),
    }
    return Draft(
        tuple(part.span for part, _ in parts), cue.span if cue else None, source.span if source else None, features
    )
