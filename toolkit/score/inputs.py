"""Statement -> what the scoring model reads: masked words in pieces, each piece with its part in the statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.model import Span, Statement
from toolkit.score.mentions import PLACEHOLDER, Mention, mentions_in

CONTEXT, CONTENT, CUE, TARGET, ASKED = range(5)  # features of tokens; ASKED is the one target of `toolkit stance`
BEFORE = 60  # characters before the content that are read as context
WORD_START = re.compile(r"(?<=\s)\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with their feature; `target` numbers the candidate target that they mention, -1 for none."""

    words: str
    feature: int
    target: int = -1


def statement_pieces(
    text: str, statement: Statement, mentions: Sequence[Mention], targets: Sequence[tuple[Span, int]] = ()
) -> tuple[Piece, ...]:
    """What the model reads of a statement: a few words before it, cue and content, names masked, candidates marked.

    `targets` are the words of the candidates, each with the feature that its tokens get.

    >>> from toolkit.score.mentions import find_mentions
    >>> text = "Mr Putin said Kyiv lies"
    >>> one = Statement((Span(14, 23),), "indirect", cue=Span(9, 13))
    >>> [(p.words, p.feature) for p in statement_pieces(text, one, find_mentions(text), [(Span(14, 18), TARGET)])]
    [('Mr ', 0), ('actor', 0), (' ', 0), ('said', 2), (' ', 0), ('actor', 3), (' lies', 1)]
    """
    parts = [(piece, CONTENT) for piece in statement.content]
    if statement.cue and not any(piece.overlaps(statement.cue) for piece in statement.content):
        parts.append((statement.cue, CUE))
    first = statement.content[0].start
    context = Span(_context_start(text, first, mentions), first)
    parts += [(span, CONTEXT) for span in _without(context, [span for span, _ in parts])]
    return tuple(_pieces(text, sorted(parts), mentions, targets))


def sentence_pieces(text: str, asked: Span, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """What the model reads of a sentence whose stance toward the words at `asked` is wanted.

    >>> [(p.words, p.feature) for p in sentence_pieces("Ann is fine", Span(0, 3), ())]
    [('Ann', 4), (' is fine', 1)]
    """
    return tuple(_pieces(text, [(Span(0, len(text)), CONTENT)], mentions, [(asked, ASKED)]))


def _context_start(text: str, first: int, mentions: Sequence[Mention]) -> int:
    """Where the context begins: at a word, in the same line, at most BEFORE characters back with names masked."""
    low, at, room = text.rfind("\n", 0, first) + 1, first, BEFORE
    inside = mentions_in(mentions, Span(low, first))
    for mention in reversed(inside):
        gap = at - mention.span.end
        if gap + len(PLACEHOLDER) > room:
            break
        at, room = mention.span.start, room - gap - len(PLACEHOLDER)
    near = [m.span.end for m in inside if m.span.end <= at]
    low = max(low, at - room, *near[-1:])
    if low and not text[low - 1].isspace():
        found = WORD_START.search(text, low, at)
        low = found.start() if found else at
    return low


def _without(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span when the others are taken out."""
    at = span.start
    for other in sorted(others):
        if other.end <= at or other.start >= span.end:
            continue
        if other.start > at:
            yield Span(at, other.start)
        at = other.end
    if at < span.end:
        yield Span(at, span.end)


def _pieces(
    text: str, parts: Sequence[tuple[Span, int]], mentions: Sequence[Mention], targets: Sequence[tuple[Span, int]]
) -> Iterator[Piece]:
    """The parts cut at mentions and targets; the name in a mention gives way to the placeholder."""
    for span, feature in parts:
        inside = [m.span for m in mentions_in(mentions, span)]
        wanted = [(n, t, mark) for n, (t, mark) in enumerate(targets) if feature == CONTENT and t.overlaps(span)]
        cuts = {span.start, span.end} | {c for name in inside for c in (name.start, name.end)}
        cuts |= {c for _, t, _ in wanted for c in (max(t.start, span.start), min(t.end, span.end))}
        at = span.start
        for cut in sorted(cuts)[1:]:
            name = next((s for s in inside if s.start <= at < s.end), None)
            number, mark = next(((n, mark) for n, t, mark in wanted if t.start <= at < t.end), (-1, feature))
            words = text[at:cut] if name is None else PLACEHOLDER if name.start == at else ""
            if words:
                yield Piece(words, mark, number)
            at = cut
