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
    groups = [[(found["content"][i], links[i]) for i in group] for group in _groups(text, found["content"], links)]
    drafts = [_draft(found, group) for group in groups]
    snapped = [snap_pieces(text, quotations, d.content, [s for s in (d.cue, d.source) if s]) for d in drafts]
    exact = zip(drafts, keep_apart(text, snapped), strict=True)
    return sorted((replace(d, content=pieces) for d, pieces in exact if pieces), key=lambda d: d.content[0])


def _groups(text: str, contents: Sequence[Found], links: Sequence[Link]) -> list[list[int]]:
    """Numbers of the contents of each statement: those that share a cue; without one, neighbours."""
    out: list[list[int]] = []
    of_cue: dict[int, list[int]] = {}
    for number, link in enumerate(links):
        if link.cue is not None:
            if link.cue not in of_cue:
                of_cue[link.cue] = []
                out.append(of_cue[link.cue])
            of_cue[link.cue].append(number)
            continue
        last = out[-1][-1] if out else -1
        free = last >= 0 and last == number - 1 and links[last].cue is None and links[last].source == link.source
        between = text[contents[last].span.end : contents[number].span.start] if free else "x"
        if between.strip():
            out.append([number])
        else:
            out[-1].append(number)
    return out


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
