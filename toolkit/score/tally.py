"""How often a text has its words, up to any place of it, without counting anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.score.words import Word


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Where each word ends, in order, all together and by word; what ends after `end` does not count."""

    ends: Sequence[int]
    by_word: Mapping[str, Sequence[int]]
    end: int

    def __getitem__(self, word: str) -> int:
        return bisect_right(self.by_word.get(word, ()), self.end)

    @property
    def total(self) -> int:
        """How many words there are."""
        return bisect_right(self.ends, self.end)

    @property
    def most(self) -> int:
        """How often the most frequent word is there."""
        return max(map(self.__getitem__, self.by_word), default=0)

    def until(self, end: int) -> Tally:
        """The same words up to a place.

        >>> from toolkit.model import Span
        >>> told = tally([(Span(0, 3), "war"), (Span(4, 7), "and"), (Span(8, 11), "war")])
        >>> told["war"], told.until(7)["war"], told.until(7).total, told.most
        (2, 1, 2, 2)
        """
        return replace(self, end=end)


def tally(found: Iterable[Word]) -> Tally:
    """The tally of words with their places in a text, in order."""
    ends: list[int] = []
    by_word: dict[str, list[int]] = {}
    for span, word in found:
        ends.append(span.end)
        by_word.setdefault(word, []).append(span.end)
    return Tally(ends, by_word, ends[-1] if ends else 0)
