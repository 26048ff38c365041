"""The records that every step hands to the next. They never change; a step returns new ones."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from toolkit.errors import InputError

Kind = Literal["direct", "indirect", "mixed"]
UNKNOWN = "unknown"
Record = TypeVar("Record")


def expect(value: object, kind: type[Record], hint: str) -> Record:
    """The value where it is of that kind, else TypeError in one line: what was expected, what came, how to get it.

    >>> expect("Talks", Span, "write Span(0, 5)")
    Traceback (most recent call last):
    TypeError: expected Span, found str; write Span(0, 5)
    """
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}; {hint}")
    return value


def expect_each(values: Iterable[object], kind: type[Record], hint: str) -> Iterator[Record]:
    """The values where all are of that kind, else TypeError as `expect` raises it, also for what holds no values.

    >>> list(expect_each(["Talks"], str, "write it"))
    ['Talks']
    """
    if not isinstance(values, Iterable):
        expect(values, list, hint)
    return (expect(value, kind, hint) for value in values)


class Shown:
    """A record that shows itself in notebooks and, printed, in terminals; `toolkit.show` says how, when one asks."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]  # IPython prefers a class's own __repr__

    def _repr_html_(self) -> str:
        from toolkit.show import to_html

        return to_html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self) if cycle else str(self))

    def __str__(self) -> str:
        from toolkit.show import to_text

        return to_text(self)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of an article's exact text.

    >>> Span(0, 5).of("Kyiv, today")
    'Kyiv,'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article(Shown):
    """One article; `text` is kept exactly as read, so that offsets hold.

    `date` is ISO (YYYY-MM-DD; a date or a time of Python or pandas becomes that) or None; `date_raw` the string it
    came from; `speaker` is set where a document is somebody's own words (a speech, a `speaker` column); `language` is
    the ISO 639-1 code of the language that was recognised, or None.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    path: str | None = None
    date_raw: str | None = None
    speaker: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            what = f"the text is no string but {type(self.text).__name__}"
            raise InputError(what, where=f"article {self.id}", hint="leave the article out, or give its text")
        if isinstance(self.date, datetime.date):
            object.__setattr__(self, "date", self.date.isoformat()[:10])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was not processed, with the reason in one line.

    `what`: an "article" is lost; a "part" of one is, as facts beside it; a "file" that holds none is passed over; or
    a "note", where nothing is left out but something must be known.
    """

    where: str
    reason: str
    what: Literal["article", "part", "file", "note"] = "article"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: canonical name, id in the actor table, office on the article's date, side, and how it was decided."""

    name: str = UNKNOWN
    id: str | None = None
    office: str | None = None
    side: str = UNKNOWN
    reason: str = ""
    evidence: Span | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """What a statement evaluates, with the stance taken and its probability (0 to 1)."""

    name: str
    stance: str
    p: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement(Shown):
    """One content attributed to one source.

    `content` holds the pieces in text order; `rule` says what found it. Scores are None until they are computed:
    `polarity` and `vader` -1..+1, `subjectivity` 0..1 (word lists); `tone` and `posture` -1..+1 (CODEBOOK.md);
    `certainty_words` decide the certainty; `act` is the kind of verbal act (CAMEO); `more` holds the user's own scores.
    `article` is the one that the offsets count in, once a Result holds the statement; it is no part of its value.
    """

    content: tuple[Span, ...]
    kind: Kind
    cue: Span | None = None
    source: Span | None = None
    rule: str = ""
    confidence: float = 1.0
    speaker: Speaker = Speaker()
    polarity: float | None = None
    subjectivity: float | None = None
    vader: float | None = None
    tone: float | None = None
    posture: float | None = None
    certainty: str | None = None
    framing: str | None = None
    targets: tuple[Target, ...] = ()
    certainty_words: Span | None = None
    act: str | None = None
    more: tuple[tuple[str, float | int | str | None], ...] = ()
    article: Article | None = field(default=None, repr=False, compare=False)

    def words(self, text: str) -> str:
        """The pieces of the content joined by a space."""
        return " ".join(piece.of(text) for piece in self.content)


@dataclass(frozen=True, slots=True)
class Result(Shown):
    """One article with its statements, each of which knows that article."""

    article: Article
    statements: tuple[Statement, ...]

    def __post_init__(self) -> None:
        bound = tuple(replace(statement, article=self.article) for statement in self.statements)
        object.__setattr__(self, "statements", bound)


def to_pair(span: Span | None) -> list[int] | None:
    """[start, end], or None."""
    return None if span is None else [span.start, span.end]


def from_pair(pair: Iterable[int] | None) -> Span | None:
    """The span of [start, end], or None."""
    return None if pair is None else Span(*pair)


def to_dict(statement: Statement) -> dict[str, Any]:
    """The statement as a JSON object of the interchange format.

    >>> to_dict(Statement((Span(0, 4),), "indirect"))["content"]
    [[0, 4]]
    """
    who = statement.speaker
    return {
        "content": [to_pair(piece) for piece in statement.content],
        "cue": to_pair(statement.cue),
        "source": to_pair(statement.source),
        "kind": statement.kind,
        "speaker": who.name,
        "speaker_id": who.id,
        "office": who.office,
        "side": who.side,
        "reason": who.reason,
        "evidence": to_pair(who.evidence),
        "speaker_confidence": who.confidence,
        "polarity": statement.polarity,
        "subjectivity": statement.subjectivity,
        "vader": statement.vader,
        "tone": statement.tone,
        "posture": statement.posture,
        "certainty": statement.certainty,
        "certainty_words": to_pair(statement.certainty_words),
        "act": statement.act,
        "framing": statement.framing,
        "targets": [{"name": t.name, "span": to_pair(t.span), "stance": t.stance, "p": t.p} for t in statement.targets],
        "more": dict(statement.more),
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def from_dict(row: Mapping[str, Any]) -> Statement:
    """The statement of a JSON object of the interchange format; human coding, which lacks fields, is read too.

    >>> from_dict({"content": [[0, 4]], "kind": "direct"}).content
    (Span(start=0, end=4),)
    """
    return Statement(
        content=tuple(Span(*piece) for piece in row["content"]),
        kind=row["kind"],
        cue=from_pair(row.get("cue")),
        source=from_pair(row.get("source")),
        rule=row.get("rule", ""),
        confidence=row.get("confidence", 1.0),
        speaker=Speaker(
            name=row.get("speaker") or UNKNOWN,
            id=row.get("speaker_id"),
            office=row.get("office"),
            side=row.get("side") or UNKNOWN,
            reason=row.get("reason", ""),
            evidence=from_pair(row.get("evidence")),
            confidence=row.get("speaker_confidence", 0.0),
        ),
        polarity=row.get("polarity"),
        subjectivity=row.get("subjectivity"),
        vader=row.get("vader"),
        tone=row.get("tone"),
        posture=row.get("posture"),
        certainty=row.get("certainty"),
        framing=row.get("framing"),
        targets=tuple(
            Target(t["name"], t["stance"], t.get("p", 1.0), from_pair(t.get("span"))) for t in row.get("targets") or ()
        ),
        certainty_words=from_pair(row.get("certainty_words")),
        act=row.get("act"),
        more=tuple((row.get("more") or {}).items()),
    )
