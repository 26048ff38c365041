"""What is known of one statement, in words: the one list that cards, tables and plain text show."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.compare.effects import signed
from toolkit.lexicon import Parties
from toolkit.model import UNKNOWN, Span, Statement
from toolkit.show.words import isolate

SCORES = ("tone", "posture", "polarity", "vader", "subjectivity")
SHORT = 14  # a side's label that is longer is shown by its id


@dataclass(frozen=True, slots=True)
class Facts:
    """One statement as it is read: who, for which side, how, what it scores, and why the program thinks so.

    Names and quoted words in it may stand in any sentence (`isolate`).
    """

    number: int
    words: str
    speaker: str
    office: str
    side: str
    tag: str
    colour: str
    kind: str
    said: str
    scores: tuple[tuple[str, str], ...]
    targets: str
    why: str
    found: str

    @property
    def line(self) -> str:
        """All of it in one line, for those who hear it."""
        scores = ", ".join(f"{name} {value}" for name, value in self.scores)
        who = f"{self.speaker}, {self.office}" if self.office else self.speaker
        parts = (f"{who}; {self.side}; {self.kind}", self.said, scores, self.targets, f"Why: {self.why}", self.found)
        return ". ".join(part for part in parts if part)


def state_facts(statement: Statement, number: int, parties: Parties, text: str = "") -> Facts:
    """The facts of a statement, its words taken from its article's text; without a text they are left out.

    >>> from toolkit.lexicon import read_parties
    >>> state_facts(Statement((Span(0, 2),), "direct"), 0, read_parties(), "No, he said.").words
    'No'
    """
    who = statement.speaker
    side = "side unknown" if who.side == UNKNOWN else parties.label(who.side)
    return Facts(
        number=number,
        words=statement.words(text),
        speaker="speaker unknown" if who.name == UNKNOWN else isolate(who.name),
        office=isolate(who.office or ""),
        side=isolate(side),
        tag="?" if who.side == UNKNOWN else isolate(side if len(side) <= SHORT else who.side),
        colour=parties.colour(who.side),
        kind=statement.kind,
        said=_said(statement, text),
        scores=_scores(statement),
        targets="; ".join(f"{t.stance} {isolate(t.name)} ({t.p:.2f})" for t in statement.targets),
        why=_why(statement, text),
        found=_found(statement),
    )


def _scores(statement: Statement) -> tuple[tuple[str, str], ...]:
    numbers = [(name, getattr(statement, name)) for name in SCORES]
    out = [(name, f"{v:.2f}" if name == "subjectivity" else signed(v)) for name, v in numbers if v is not None]
    out += [
        (name, str(getattr(statement, name))) for name in ("certainty", "framing", "act") if getattr(statement, name)
    ]
    return (*out, *((name, str(value)) for name, value in statement.more))


def _said(statement: Statement, text: str) -> str:
    cue, source = (_quoted(span, text) for span in (statement.cue, statement.source))
    return ", ".join(part for part in (cue and f"cue {cue}", source and f"source {source}") if part)


def _why(statement: Statement, text: str) -> str:
    evidence = _quoted(statement.speaker.evidence, text)
    reason = statement.speaker.reason or "no reason kept"
    return f"{reason}: {evidence}" if evidence else reason


def _found(statement: Statement) -> str:
    """What found it, and how sure it is of statement and speaker."""
    engine = statement.rule.removesuffix(": learned")
    name = engine if engine == statement.rule else f"the learned engine “{engine}”"
    rule = f"found by {name}" if name else "no rule kept"
    speaker = f", of the speaker {statement.speaker.confidence:.2f}" if statement.speaker.confidence else ""
    return f"{rule}; confidence {statement.confidence:.2f}{speaker}"


def _quoted(span: Span | None, text: str) -> str:
    words = " ".join(span.of(text).split()) if span else ""
    return f"“{isolate(words)}”" if words else ""
