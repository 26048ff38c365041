"""One statement in the words around it, with everything that is known of it."""

from __future__ import annotations

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Statement, to_pair
from toolkit.show.facts import state_facts
from toolkit.show.page import fill, style
from toolkit.show.words import in_context


def render_statement(statement: Statement, *, parties: Parties | None = None) -> str:
    """HTML of the statement; its words in their sentence where it comes from a result, else its offsets.

    >>> from toolkit.model import Span
    >>> "characters 0 to 4" in render_statement(Statement((Span(0, 4),), "direct"))
    True
    """
    text = statement.article.text if statement.article else ""
    facts = state_facts(statement, 0, parties or read_parties(), text)
    pieces = in_context(text, [(p.start, p.end) for p in statement.content]) if text else [(_places(statement), False)]
    return fill("show.html.j2", "statement", style(), facts, pieces)


def statement_text(statement: Statement, *, parties: Parties | None = None) -> str:
    """The same for a terminal.

    >>> from toolkit.model import Span
    >>> print(statement_text(Statement((Span(0, 4),), "direct")))
    characters 0 to 4
      speaker unknown | side unknown | direct
      why: no reason kept
      no rule kept; confidence 1.00
    """
    text = statement.article.text if statement.article else ""
    facts = state_facts(statement, 0, parties or read_parties(), text)
    who = [facts.speaker, facts.office, facts.side, facts.kind]
    scores = ", ".join(f"{name} {value}" for name, value in facts.scores)
    lines = [" | ".join(filter(None, who)), facts.said, scores, facts.targets, f"why: {facts.why}", facts.found]
    return "\n  ".join([facts.words or _places(statement), *filter(None, lines)])


def _places(statement: Statement) -> str:
    pairs = [to_pair(piece) or [] for piece in statement.content]
    return "; ".join(f"characters {start} to {end}" for start, end in pairs)
