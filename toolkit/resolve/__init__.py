"""Source mentions to speakers: name, office on the article's date, side, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import Parties, read_parties
from toolkit.model import Article, Speaker, Statement
from toolkit.resolve.chains import find_people
from toolkit.resolve.corrections import Correction, correct, read_corrections, unused
from toolkit.resolve.introduced import introduce_later
from toolkit.resolve.mentions import resolve_mention
from toolkit.resolve.scene import Scene, Turn

__all__ = ["Correction", "open_scene", "place_of_source", "read_corrections", "resolve_speakers", "unused"]


def resolve_speakers(
    article: Article,
    statements: Sequence[Statement],
    *,
    parties: Parties | None = None,
    corrections: Sequence[Correction] = (),
) -> tuple[Statement, ...]:
    """The same statements, each with its speaker.

    >>> from toolkit.model import Span
    >>> one = Statement((Span(0, 8),), "indirect", source=Span(10, 19))
    >>> resolve_speakers(Article("a", "Talks go, Mr Peskov said.", date="2023-05-01"), [one])[0].speaker.side
    'russia'
    """
    plain = replace(article, text=article.text.translate(SPACES))
    scene = open_scene(plain, statements, parties or read_parties())
    order = sorted(range(len(statements)), key=lambda i: place_of_source(statements[i]))
    turns: dict[int, Turn | None] = {}
    for i in order:
        turn = resolve_mention(scene, statements[i])
        turns[i] = turn
        source = statements[i].source
        if turn is not None and source is not None and source.of(plain.text) not in RELATIVE:
            scene.turns.append(turn)
    found = introduce_later(scene, statements, turns)
    named = (replace(s, speaker=t.speaker if t else NOBODY) for s, t in zip(statements, found, strict=True))
    return tuple(correct(article, statement, corrections) for statement in named)


SPACES = dict.fromkeys(map(ord, "\t\u2002\u2003\u2009\u200a\u202f\u3000"), " ")  # a page parts words by these, too
RELATIVE = {"who", "which"}  # whom a relative clause tells of is not in the foreground by that
NOBODY = Speaker(reason="no source in the text")


def place_of_source(statement: Statement) -> int:
    """Where a statement is attributed: its source, else its content."""
    return (statement.source or statement.content[0]).start


def open_scene(article: Article, statements: Sequence[Statement], sides: Parties) -> Scene:
    """The scene of an article before anybody has spoken."""
    sources = [s.source for s in statements if s.source]
    people, names = find_people(article, sources)
    quoted = [piece for s in statements if s.kind == "direct" for piece in s.content]
    contents = [piece for s in statements for piece in s.content]
    return Scene(article, sides, people, names, quoted, contents)
