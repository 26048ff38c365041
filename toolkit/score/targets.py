"""What a statement may be about: the actors and issues that its words name, its other words, and whom it implies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Span, Statement
from toolkit.score.home import home_of
from toolkit.score.implied import can_be_meant, can_mean_a_thing
from toolkit.score.issues import Issue, issue_patterns
from toolkit.score.mentions import Mention, find_mentions, mentions_in
from toolkit.score.people import name_people
from toolkit.score.tally import Tally, tally
from toolkit.score.whole import whole_name
from toolkit.score.words import Word, all_words, pair_of, word_spans

MOST = 8  # names and issues of one statement
MOST_WORDS = 12
TOPICS = 3  # of an article
REPEATED = 3  # times an article has a word that is a topic of it
LEAD = 300  # characters of an article that say what it is about
IMPLIED = {"frequent", "near", "both", "topic"}  # kinds of candidates that the statement's own words don't name
VERBAL = re.compile(r"\b(?:to|will|would|can|could|must|should|may|might|not|we|they|I|you) $")  # before a verb


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible target: its canonical name, its first mention in the statement, how often, and its kind."""

    name: str
    span: Span
    count: int
    kind: str


def find_candidates(
    text: str, statement: Statement, mentions: Sequence[Mention], issues: Sequence[Issue] = ()
) -> tuple[Candidate, ...]:
    """The candidates of a statement in the order of its words, each once, under its canonical name; `issues` are
    a user's, beside the package's.

    >>> from toolkit.score.mentions import find_mentions
    >>> text = "Kyiv wants a ceasefire, and Ukraine needs one"
    >>> one = Statement((Span(0, len(text)),), "indirect")
    >>> [(c.name, c.count) for c in find_candidates(text, one, find_mentions(text))]
    [('Ukraine', 2), ('ceasefire', 1)]
    """
    found: list[tuple[Span, str, str]] = []
    for piece in statement.content:
        named = (m for m in mentions_in(mentions, piece) if m.kind != "language")
        found += [(m.span, m.name or whole_name(text, m.span, mentions), m.kind) for m in named]
        for issue, pattern in issue_patterns(tuple(issues)):
            matches = pattern.finditer(text, piece.start, piece.end)
            found += [(Span(*m.span()), issue, "issue") for m in matches if m[1]]
    names: dict[str, list[tuple[Span, str]]] = {}
    for span, name, kind in sorted(found):
        names.setdefault(name, []).append((span, kind))
    kept = [Candidate(name, spans[0][0], len(spans), spans[0][1]) for name, spans in names.items()]
    return tuple(kept[:MOST])


def find_words(text: str, statement: Statement, taken: Sequence[Span], pairs: Tally) -> tuple[Candidate, ...]:
    """The common words of a statement that are neither names nor issues (`taken`), each with the word before it
    where that is a noun, too, or the article has the two together more than once (`pairs`).

    >>> text = "The harvest failed, and the grain deal with it; no grain deal, no harvest"
    >>> one = Statement((Span(0, 42),), "indirect")
    >>> [(c.name, c.count) for c in find_words(text, one, (), read_surroundings(text).told(one).pairs)]
    [('harvest', 1), ('grain deal', 1)]
    """
    found: dict[str, list[Span]] = {}
    for span in (span for piece in statement.content for span in word_spans(text, piece)):
        if not any(span.overlaps(other) for other in taken):
            whole = _with_modifier(text, span, pairs)
            found.pop(text[whole.start : span.start - 1], None)
            found.setdefault(whole.of(text), []).append(whole)
    return tuple(Candidate(name, spans[0], len(spans), "word") for name, spans in found.items())[:MOST_WORDS]


def _with_modifier(text: str, span: Span, pairs: Tally) -> Span:
    """The word, with the one before it where that is a noun of its own ("cluster munitions", not "missiles breach", "to
    ration bread") or the article has the two together more than once."""
    pair = pair_of(text, span)
    if not pair:
        return span
    noun = next(word_spans(text, Span(pair.start, span.start - 1)), None)
    whole = noun and not noun.of(text).endswith("s") and not VERBAL.search(text, max(0, pair.start - 8), pair.start)
    return pair if whole or pairs[pair.of(text)] > 1 else span


def find_topics(words: Sequence[Word]) -> tuple[Candidate, ...]:
    """The words of an article that it repeats most, at least three times.

    >>> [c.name for c in find_topics(read_surroundings("Eagles left. An eagle eats; an eagle flies; the eagle").topics)]
    ['eagle']
    """
    ranked = Counter(word for _, word in words).most_common(TOPICS)
    first = {word: span for span, word in reversed(words)}
    return tuple(Candidate(word, first[word], count, "topic") for word, count in ranked if count >= REPEATED)


def find_implied(words: str, mentions: Sequence[Mention], before: int, known: Collection[str]) -> tuple[Candidate, ...]:
    """Whom a statement's words may mean without a name: the most frequent of these actors, and the last before
    `before`; nobody who is `known` to be named there, nor the speaker and the speaker's country.

    >>> from toolkit.score.mentions import find_mentions
    >>> told = find_mentions("Then Kyiv and Berlin met Kyiv")
    >>> [c.name for c in find_implied("They lie", told, 29, ["Germany"])]
    ['Ukraine']
    """
    kinds_of = {(m.kind, m.gender): m for m in mentions if m.name and m.name not in known}
    meant = {kind for kind, mention in kinds_of.items() if can_be_meant(mention, words)}
    free = [m for m in mentions if m.name and m.name not in known and (m.kind, m.gender) in meant]
    if not free:
        return ()
    counts = Counter(m.name for m in free)
    most = counts.most_common(1)[0][0]
    near = [m.name for m in free if m.span.end <= before][-1:]
    kinds = {most: "frequent"} | {name: "near" if name != most else "both" for name in near}
    spans = {m.name: m.span for m in reversed(free)}
    return tuple(Candidate(name, spans[name], counts[name], kind) for name, kind in kinds.items())


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What an article has told up to the end of a paragraph: its names, its topics, how often it has two words side by
    side, each name and each word, and what of them is in its lead."""

    mentions: Sequence[Mention]
    topics: tuple[Candidate, ...]
    pairs: Tally
    names: Tally
    words: Tally

    def weight_of(self, candidate: Candidate) -> tuple[float, float, int]:
        """A candidate's share of the names so far, the same of the most frequent name's, and its mentions in the lead;
        for what is no name its share of the words in percent, and -1."""
        if count := self.names[candidate.name]:
            return count / self.names.total, count / self.names.most, self._in_lead(candidate.name)
        word = candidate.name.lower().split()[-1]
        return 100 * self.words[word] / max(1, self.words.total), -1.0, self._in_lead(word)

    def _in_lead(self, word: str) -> int:
        return sum(told.until(min(told.end, LEAD))[word] for told in (self.names, self.words))


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A text with its names, how often it has all words, names and pairs of words, and what may be its topics."""

    text: str
    mentions: tuple[Mention, ...]
    words: Tally
    names: Tally
    pairs: Tally
    topics: tuple[Word, ...]
    sides: Parties

    def home_of(self, statement: Statement) -> str:
        """The name of the country that a statement's speaker speaks for."""
        source = statement.source.of(self.text) if statement.source else ""
        return home_of(statement.speaker, source, self.sides)

    def told(self, statement: Statement) -> Told:
        """What the article has told up to the end of a statement's paragraph: later ones change none of its scores.

        >>> around = read_surroundings("\\n".join(["Kyiv met Berlin.", "Kyiv won."]))
        >>> around.told(Statement((Span(0, 4),), "direct")).names.total
        2
        """
        end = self.text.find("\n", statement.content[-1].end)
        end = len(self.text) if end < 0 else end
        topics = self.topics[: bisect_right(self.topics, end, key=lambda one: one[0].end)]
        told = (counted.until(end) for counted in (self.pairs, self.names, self.words))
        return Told(mentions_in(self.mentions, Span(0, end)), find_topics(topics), *told)


def read_surroundings(text: str, *, date: str | None = None, sides: Parties | None = None) -> Surroundings:
    """The surroundings of a text's statements, once for all of them; `date` is the article's, for who held an office,
    and `sides` are the user's, for whose country is whose."""
    mentions = name_people(text, find_mentions(text), date)
    topics = tuple((span, span.of(text)) for span in word_spans(text, Span(0, len(text))))
    pairs = (pair_of(text, span) for span, _ in topics)
    return Surroundings(
        text,
        mentions,
        tally(all_words(text)),
        tally((m.span, m.name) for m in mentions if m.name),
        tally((pair, pair.of(text)) for pair in pairs if pair),
        topics,
        sides or read_parties(),
    )


def all_candidates(
    text: str, statement: Statement, around: Surroundings, issues: Sequence[Issue] = ()
) -> tuple[Candidate, ...]:
    """Everything that the statement may be about: names and issues, then words, then whom and what it implies."""
    told = around.told(statement)
    named = find_candidates(text, statement, told.mentions, issues)
    taken = [m.span for piece in statement.content for m in mentions_in(told.mentions, piece)]
    words = find_words(text, statement, [*taken, *(c.span for c in named)], told.pairs)
    known = {*(c.name for c in named), statement.speaker.name, around.home_of(statement)}
    content = statement.words(text)
    implied = find_implied(content, told.mentions, statement.content[0].start, known)
    said = {word for c in words for word in c.name.split()} | {c.name for c in named}
    topics = told.topics if can_mean_a_thing(content) else ()
    return (*named, *words, *implied, *(c for c in topics if c.name not in said))
