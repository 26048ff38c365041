"""What may be a statement: the scores read readily and strictly, contents together and apart, with two sources each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.encoder import Scores
from toolkit.extract.links import Link, link_contents
from toolkit.extract.pieces import snap_pieces
from toolkit.extract.quotes import Quotation
from toolkit.extract.spans import Found, Words, find_spans
from toolkit.model import Span

APART, FREE = 16, 0  # most words of the reporter between two pieces of a statement: with a cue, and without
Spans = Mapping[str, Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A content with exact pieces, its cue and source, how well they go together, and how many ways led to it."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    link: Link
    ways: int


def find_candidates(
    text: str,
    quotations: Sequence[Quotation],
    scores: Scores,
    *,
    words: Words,
    outsides: Sequence[float],
) -> list[Candidate]:
    """Every candidate once, in the order of the text; contents overlap. `outsides` say how readily spans are found."""
    first: dict[tuple[Any, ...], Link] = {}
    ways: Counter[tuple[Any, ...]] = Counter()
    for found in find_spans(words, outsides):
        for group, link in _proposed(text, scores, found):
            cue = found["cue"][link.cue].span if link.cue is not None else None
            source = found["source"][link.source].span if link.source is not None else None
            pieces = [found["content"][number].span for number in group]
            content = snap_pieces(text, quotations, pieces, [span for span in (cue, source) if span])
            if content:
                first.setdefault((content, cue, source), link)
                ways[content, cue, source] += 1
    out = [Candidate(key[0], key[1], key[2], link, ways[key]) for key, link in first.items()]
    return sorted(out, key=lambda candidate: candidate.content)


def _proposed(text: str, scores: Scores, found: Spans) -> Iterator[tuple[Sequence[int], Link]]:
    """Numbers of contents that may make one statement, with the link of the surest of them."""
    links = link_contents(text, scores, found)
    groups = group_contents(text, found, links)
    ways = [(links, groups)]
    if barred := barred_cues(groups, links):
        again = link_contents(text, scores, found, barred=barred)
        ways.append((again, group_contents(text, found, again)))
    together = {number for _, groups in ways for group in groups if len(group) > 1 for number in group}
    ways.append((links, [[number] for number in sorted(together)]))
    for chosen, groups in ways:
        for group in groups:
            lead = max(group, key=lambda number: chosen[number][0].score)
            yield from ((group, link) for link in chosen[lead])


def group_contents(text: str, found: Spans, links: Sequence[tuple[Link, ...]]) -> list[list[int]]:
    """Numbers of the contents of each statement: neighbours with one cue, or with none, and one source."""
    out: list[list[int]] = []
    for number, (link, *_) in enumerate(links):
        last = links[number - 1][0] if number else None
        if (
            last
            and last.cue == link.cue
            and (last.source == link.source or (link.cue is not None and _open(last, link)))
        ):
            limit = FREE if link.cue is None else APART
            near = _words_between(text, found, number, link) <= limit
            if near and not _is_parted(text, found["content"][number - 1].span, found["content"][number].span):
                out[-1].append(number)
                continue
        out.append([number])
    return out


def _open(one: Link, other: Link) -> bool:
    """Whether one of two links has no source."""
    return one.source is None or other.source is None


OPENS = re.compile(r"[\"“„«‘'`]")
CLOSES = re.compile(r"[\"”“»’']")
STOPS = re.compile(r"[.!?…][\"”“»’')\]]*\s")


def _is_parted(text: str, one: Span, other: Span) -> bool:
    """Whether the second content, not in marks, begins a paragraph, or a sentence after the quotation before it."""
    if OPENS.search(text, other.start - 1, other.start + 1):
        return False
    quoted = CLOSES.search(text, one.end - 1, one.end + 2)
    stops = STOPS.search(text, one.end - 2, other.start + 1)
    return "\n" in text[one.end : other.start] or bool(quoted and stops)


def _words_between(text: str, found: Spans, number: int, link: Link) -> int:
    """The reporter's words between a content and the one before it, less their cue and source."""
    start, end = found["content"][number - 1].span.end, found["content"][number].span.start
    words = len(text[start:end].split())
    for role, at in (("cue", link.cue), ("source", link.source)):
        span = found[role][at].span if at is not None else Span(0, 0)
        if start <= span.start and span.end <= end:
            words -= len(span.of(text).split())
    return words


def barred_cues(groups: Sequence[Sequence[int]], links: Sequence[tuple[Link, ...]]) -> dict[int, int]:
    """The contents whose cue belongs to another group that is surer of it, with that cue."""
    best: dict[int, tuple[float, int]] = {}
    for at, group in enumerate(groups):
        cue = links[group[0]][0].cue
        score = max(links[number][0].score for number in group)
        if cue is not None and (cue not in best or score > best[cue][0]):
            best[cue] = (score, at)
    cues = {number: links[number][0].cue for group in groups for number in group}
    keep = {number for _, at in best.values() for number in groups[at]}
    return {number: cue for number, cue in cues.items() if cue is not None and number not in keep}
