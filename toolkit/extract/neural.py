"""Statements by a learned model: labels for words, learned links from content to cue and source, exact quotations.

A scope for which the engine has trees (choice.json) chooses among many candidates; one without, since fewer texts were
coded for it than trees need, takes the best reading of the labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from toolkit.encoder import Encoder, Scores, load_encoder
from toolkit.extract.according import add_according
from toolkit.extract.candidates import Candidate, barred_cues, find_candidates, group_contents
from toolkit.extract.choice import choose
from toolkit.extract.entire import make_entire
from toolkit.extract.evidence import weigh
from toolkit.extract.finish import finish, finish_attributions
from toolkit.extract.kind import content_kind
from toolkit.extract.labelled import take_labels
from toolkit.extract.links import Link, link_contents
from toolkit.extract.pieces import keep_apart, snap_pieces
from toolkit.extract.quotes import Quotation, find_quotations
from toolkit.extract.signed import take_signed
from toolkit.extract.sources import complete, of_one_sentence
from toolkit.extract.spans import Found, find_spans, words_of
from toolkit.extract.standing import add_standing
from toolkit.extract.units import split_units
from toolkit.extract.unsaid import is_said
from toolkit.model import Article, Span, Statement
from toolkit.trees import probabilities

MARGIN = 4.0  # another source that is further behind the one chosen says no more
OUTSIDES = (-2.5, -1.5, -0.5, 0.5, 1.5)  # from reading the labels readily to reading them strictly


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
    sure = _chosen if scope in encoder.choice else _read
    out, units = [], split_units(text, quotations)
    for found, confidence in sure(text, quotations, scores, encoder=encoder, scope=scope):
        if confidence >= settings["threshold"]:
            kind = content_kind(text, quotations, found.content)
            cue, source = complete(text, found.cue, of_one_sentence(units, found.cue, found.source))
            out.append(Statement(found.content, kind, cue, source, f"{engine}: learned", confidence))
    out = make_entire(text, quotations, out)
    if scope == "attributions":  # by PolNeAR's codebook there is none without a source
        attributed = finish_attributions(text, quotations, units, out)
        return tuple(take_signed(text, quotations, attributed, rule=f"{engine}: signature"))
    said = [one for one in finish(text, quotations, units, out) if is_said(text, units, one)]
    whole = take_signed(text, quotations, said, rule=f"{engine}: signature")
    whole = take_labels(text, quotations, whole, rule=f"{engine}: label")
    whole = add_according(text, quotations, units, whole, rule=f"{engine}: according to")
    return tuple(add_standing(text, quotations, units, whole, rule=f"{engine}: free-standing quotation"))


def _chosen(
    text: str, quotations: Sequence[Quotation], scores: Scores, *, encoder: Encoder, scope: str
) -> Iterator[tuple[Candidate, float]]:
    """The surest candidates that do not overlap, by the trees of a scope."""
    candidates, evidence = find_evidence(text, quotations, scores)
    sure = probabilities(encoder.choice[scope], evidence).round(4).tolist()
    for number in choose(candidates, sure, encoder.config["scopes"][scope]["threshold"]):
        yield candidates[number], sure[number]


def _read(
    text: str, quotations: Sequence[Quotation], scores: Scores, *, encoder: Encoder, scope: str
) -> Iterator[tuple[Draft, float]]:
    """The statements of the best reading."""
    settings = encoder.config["scopes"][scope]
    for draft in find_drafts(text, quotations, scores, outside=settings["outside"]):
        yield draft, round(_probability(draft.features, settings["confidence"]), 4)


def find_evidence(text: str, quotations: Sequence[Quotation], scores: Scores) -> tuple[list[Candidate], NDArray[Any]]:
    """The candidates that the scores hold, and the numbers that speak for each of them."""
    words = words_of(scores)
    candidates = find_candidates(text, quotations, scores, words=words, outsides=OUTSIDES)
    return candidates, weigh(text, scores, words, candidates)


def _probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted features."""
    total = weights["bias"] + sum(weight * features[name] for name, weight in weights.items() if name != "bias")
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find_drafts(text: str, quotations: Sequence[Quotation], scores: Scores, *, outside: float = 0.0) -> list[Draft]:
    """The statements that the scores hold, in the order of the text, their pieces exact and apart."""
    (found,) = find_spans(words_of(scores), [outside])
    links = link_contents(text, scores, found)
    groups = group_contents(text, found, links)
    if barred := barred_cues(groups, links):
        links = link_contents(text, scores, found, barred=barred)
        groups = group_contents(text, found, links)
    drafts = [_draft(found, [(found["content"][i], links[i]) for i in group]) for group in groups]
    snapped = [snap_pieces(text, quotations, d.content, [s for s in (d.cue, d.source) if s]) for d in drafts]
    own = [own_pieces(drafts, number, pieces) for number, pieces in enumerate(snapped)]
    exact = zip(drafts, keep_apart(text, own), strict=True)
    return sorted((replace(d, content=pieces) for d, pieces in exact if pieces), key=lambda d: d.content[0])


def own_pieces(drafts: Sequence[Draft], number: int, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """The pieces of a draft less the paragraphs of its quotation that were found for another cue only."""
    draft = drafts[number]

    def is_foreign(piece: Span) -> bool:
        return any(
            other.cue and other.cue != draft.cue and any(piece.overlaps(span) for span in other.content)
            for other in drafts
        )

    return tuple(p for p in pieces if any(p.overlaps(span) for span in draft.content) or not is_foreign(p))


def _draft(found: Mapping[str, Sequence[Found]], parts: Sequence[tuple[Found, tuple[Link, ...]]]) -> Draft:
    """The statement of the contents that go together, their pieces as the model found them."""
    link, *others = max((links for _, links in parts), key=lambda links: links[0].score)
    cue = found["cue"][link.cue] if link.cue is not None else None
    source = found["source"][link.source] if link.source is not None else None
    features = {
        "content": sum(part.score for part, _ in parts) / len(parts),
        "cue": cue.score if cue else -1.0,
        "source": source.score if source else -1.0,
        "link": link.score,
        "sourced": float(source is not None),
        "margin": min(others[0].behind, MARGIN) if others else MARGIN,
    }
    return Draft(
        tuple(part.span for part, _ in parts), cue.span if cue else None, source.span if source else None, features
    )
