"""What a statement may be about: the actors and issues that its words name, its other words, and whom it implies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.lexicon import countries, word_set
from toolkit.model import Span, Statement
from toolkit.score.mentions import Mention, find_mentions, mentions_in
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of

MOST = 8  # names and issues of one statement
MOST_WORDS = 12
TOPICS = 3  # of an article
REPEATED = 3  # times an article has a word that is a topic of it
WORD = re.compile(r"(?<![\w’'-])[a-z][a-z-]{3,}(?![\w’'-])")
ANY_WORD = re.compile(r"[^\W\d_][\w’'-]*")
LEAD = 300  # characters of an article that say what it is about
MODIFIER = re.compile(r"(?<![\w’'-])(\w[\w-]{2,}) $")
GRAMMAR = word_set(
    """
    about above across after afterwards again against ahead almost alone along already also although always amid among
    amongst another anyone anything anyway anywhere around away back became because become becomes been before
    began begin behind being below beside besides best better between beyond both came come comes coming could
    despite does doing done down during each either else elsewhere enough even ever every everyone everything
    everywhere except first former forward four from full further gave give given gives going gone good have having
    hence here hers herself himself however indeed inside instead into itself just keep kept knew know known knows
    last later latter least less like likely look made make makes making many might mine more moreover most much
    must myself near nearly neither never nevertheless next nobody none nonetheless nothing nowhere often once only
    onto other others otherwise ours ourselves outside over part past perhaps please quite rather really said same
    saying says second seem seemed seems seen sees several shall should show since some somehow someone something
    sometimes somewhere soon still such take taken takes taking than that their theirs them themselves then there
    therefore these they thing things think third this those though three through throughout thus together told
    took toward towards twice under unless until upon used using very want wanted wants well went were what
    whatever when whenever where whereas wherever whether which while whoever whole whom whose will with within
    without would year years your yours yourself yourselves today tomorrow yesterday week weeks month months days
    """
)
IMPLIED = {"frequent", "near", "both", "topic"}  # kinds of candidates that the statement's own words don't name
Issues = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible target: its canonical name, its first mention in the statement, how often, and its kind."""

    name: str
    span: Span
    count: int
    kind: str


@cache
def read_issues(path: Path | None = None) -> Issues:
    """The issues of a table (columns issue and words, `|` between the words; * stands for any ending).

    >>> read_issues()[0][0]
    'negotiations'
    """
    rows = read_table("issues.csv", ("issue", "words"), path)
    return tuple((row["issue"], any_of(tuple(row["words"].split("|")))) for row in rows)


def find_candidates(
    text: str, statement: Statement, mentions: Sequence[Mention], issues: Issues | None = None
) -> tuple[Candidate, ...]:
    """The candidates of a statement in the order of its words, each once, under its canonical name.

    >>> from toolkit.score.mentions import find_mentions
    >>> text = "Kyiv wants a ceasefire, and Ukraine needs one"
    >>> one = Statement((Span(0, len(text)),), "indirect")
    >>> [(c.name, c.count) for c in find_candidates(text, one, find_mentions(text))]
    [('Ukraine', 2), ('ceasefire', 1)]
    """
    found: list[tuple[Span, str, str]] = []
    for piece in statement.content:
        found += [(m.span, m.name or m.span.of(text), m.kind) for m in mentions_in(mentions, piece)]
        for issue, pattern in read_issues() if issues is None else issues:
            found += [(Span(*m.span()), issue, "issue") for m in pattern.finditer(text, piece.start, piece.end)]
    names: dict[str, list[tuple[Span, str]]] = {}
    for span, name, kind in sorted(found):
        names.setdefault(name, []).append((span, kind))
    kept = [Candidate(name, spans[0][0], len(spans), spans[0][1]) for name, spans in names.items()]
    return tuple(kept[:MOST])


def find_words(text: str, statement: Statement, taken: Sequence[Span], pairs: Counter[str]) -> tuple[Candidate, ...]:
    """The common words of a statement that are neither names nor issues (`taken`), each with the word before it
    where the article has the two together more than once (`pairs`, of `count_pairs`).

    >>> text = "The harvest failed, and the grain deal with it; no grain deal, no harvest"
    >>> one = Statement((Span(0, 42),), "indirect")
    >>> [(c.name, c.count) for c in find_words(text, one, (), count_pairs(text))]
    [('harvest', 1), ('failed', 1), ('grain deal', 1)]
    """
    found: dict[str, list[Span]] = {}
    for span in (span for piece in statement.content for span in _words(text, piece)):
        if not any(span.overlaps(other) for other in taken):
            whole = _with_modifier(text, span, pairs)
            found.pop(text[whole.start : span.start - 1], None)
            found.setdefault(whole.of(text), []).append(whole)
    return tuple(Candidate(name, spans[0], len(spans), "word") for name, spans in found.items())[:MOST_WORDS]


def _words(text: str, piece: Span) -> Iterator[Span]:
    """The words of a piece that may be what it is about."""
    for match in WORD.finditer(text, piece.start, piece.end):
        if match.group() not in GRAMMAR and not match.group().endswith("ly"):
            yield Span(*match.span())


def _with_modifier(text: str, span: Span, pairs: Counter[str]) -> Span:
    """The word, with the one before it where the article has the two together more than once."""
    pair = _pair(text, span)
    return pair if pair and pairs[pair.of(text)] > 1 else span


def count_pairs(text: str) -> Counter[str]:
    """How often the text has a word that may be a topic together with the word before it."""
    found = (_pair(text, span) for span in _words(text, Span(0, len(text))))
    return Counter(pair.of(text) for pair in found if pair)


def _pair(text: str, span: Span) -> Span | None:
    """A word together with the one before it."""
    before = MODIFIER.search(text, max(0, span.start - 40), span.start)
    return Span(before.start(1), span.end) if before and before.group(1).lower() not in GRAMMAR else None


def find_topics(text: str) -> tuple[Candidate, ...]:
    """The words that an article repeats most, at least three times.

    >>> [c.name for c in find_topics("Eagles left. An eagle eats; an eagle flies; the eagle")]
    ['eagle']
    """
    spans: dict[str, list[Span]] = {}
    for span in _words(text, Span(0, len(text))):
        spans.setdefault(span.of(text), []).append(span)
    ranked = sorted(spans.items(), key=lambda item: (-len(item[1]), item[1][0]))[:TOPICS]
    return tuple(Candidate(word, found[0], len(found), "topic") for word, found in ranked if len(found) >= REPEATED)


def find_implied(
    mentions: Sequence[Mention], named: Sequence[Candidate], before: int, own: Sequence[str]
) -> tuple[Candidate, ...]:
    """Who a statement may be about without a name: the actor the article names most, and the last one before `before`.

    Neither is the speaker or the speaker's side (`own`), nor named in the statement already.

    >>> from toolkit.score.mentions import find_mentions
    >>> [c.name for c in find_implied(find_mentions("Then Kyiv and Berlin met Kyiv"), (), 24, ["Germany"])]
    ['Ukraine']
    """
    known = {c.name for c in named} | set(own)
    free = [m for m in mentions if m.name and m.name not in known and m.kind != "organisation"]
    counts: dict[str, int] = {}
    for mention in free:
        counts[mention.name] = counts.get(mention.name, 0) + 1
    if not counts:
        return ()
    most = max(counts, key=lambda name: counts[name])
    near = [m.name for m in free if m.span.end <= before][-1:]
    kinds = {most: "frequent"} | {name: "near" if name != most else "both" for name in near}
    spans = {m.name: m.span for m in reversed(free)}
    return tuple(Candidate(name, spans[name], counts[name], kind) for name, kind in kinds.items())


@cache
def home_of(side: str) -> str:
    """The name of the country that is a side by itself in the tables, else "".

    >>> home_of("us"), home_of("eu")
    ('United States', '')
    """
    names = {country.name for country in countries().values() if country.party == side}
    return names.pop() if len(names) == 1 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What an article says about the targets of all its statements: its names, its topics, its pairs of words, and how
    often it, and its lead, has each name and each word."""

    mentions: tuple[Mention, ...]
    topics: tuple[Candidate, ...]
    pairs: Counter[str]
    names: Counter[str]
    words: Counter[str]
    lead: Counter[str]

    def weight_of(self, candidate: Candidate) -> tuple[float, float, int]:
        """A candidate's share of the names of the article, the same of the most frequent name's, and its mentions in
        the lead; for what is no name its share of the words in percent, and -1."""
        if candidate.name in self.names:
            count = self.names[candidate.name]
            return count / self.names.total(), count / max(self.names.values()), self.lead[candidate.name]
        word = candidate.name.lower().split()[-1]
        return 100 * self.words[word] / max(1, self.words.total()), -1.0, self.lead[word]


def read_surroundings(text: str) -> Surroundings:
    """The surroundings of a text's statements, once for all of them."""
    mentions = find_mentions(text)
    words = Counter(match.group().lower() for match in ANY_WORD.finditer(text))
    lead = Counter(match.group().lower() for match in ANY_WORD.finditer(text, 0, LEAD))
    return Surroundings(
        mentions,
        find_topics(text),
        count_pairs(text),
        Counter(m.name for m in mentions if m.name),
        words,
        lead + Counter(m.name for m in mentions_in(mentions, Span(0, LEAD)) if m.name),
    )


def all_candidates(
    text: str, statement: Statement, around: Surroundings, issues: Issues | None = None
) -> tuple[Candidate, ...]:
    """Everything that the statement may be about: names and issues, then words, then whom and what it implies."""
    named = find_candidates(text, statement, around.mentions, issues)
    taken = [m.span for piece in statement.content for m in mentions_in(around.mentions, piece)]
    words = find_words(text, statement, [*taken, *(c.span for c in named)], around.pairs)
    own = [statement.speaker.name, home_of(statement.speaker.side)]
    said = {word for c in words for word in c.name.split()}
    implied = find_implied(around.mentions, named, statement.content[0].start, own)
    return (*named, *words, *implied, *(c for c in around.topics if c.name not in said))
