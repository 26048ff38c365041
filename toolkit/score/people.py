"""The names of a text's people, each person under one name, as the speakers are (`toolkit.resolve.chains`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import fold
from toolkit.model import Article
from toolkit.resolve.chains import find_people
from toolkit.resolve.person import Person
from toolkit.score.mentions import Mention

PERSONAL = {"person", "name"}  # kinds of mentions that may be a person's


def name_people(text: str, mentions: Sequence[Mention], date: str | None = None) -> tuple[Mention, ...]:
    """The mentions, those of a person under the name that the speaker would have, with the gender where it is known.

    >>> from toolkit.score.mentions import find_mentions
    >>> text = "The nurse Aino Virtanen is well. Ms Virtanen left, and Volodymir Zelenskij did, too."
    >>> [mention.name for mention in name_people(text, find_mentions(text))]
    ['Aino Virtanen', 'Aino Virtanen', 'Volodymyr Zelensky']
    """
    found, _ = find_people(Article("", text, date=date), ())
    whole: dict[int, str] = {}  # names of those whom no table has, as they are first written in several words
    out = []
    for mention, person in zip(mentions, _bearers(found, mentions), strict=True):
        name = _name(person, mention.span.of(text), whole) if person else ""
        out.append(replace(mention, name=name, kind="person", gender=person.gender) if person and name else mention)
    return tuple(out)


def _bearers(people: Sequence[Person], mentions: Sequence[Mention]) -> list[Person | None]:
    """The person of each mention, None where it is nobody's."""
    places = sorted(((name.span, person) for person in people for name in person.mentions), key=lambda place: place[0])
    ends = [span.end for span, _ in places]
    out: list[Person | None] = []
    for mention in mentions:
        at = bisect_right(ends, mention.span.start)
        near = mention.kind in PERSONAL and at < len(places) and places[at][0].overlaps(mention.span)
        out.append(places[at][1] if near else None)
    return out


def _name(person: Person, words: str, whole: dict[int, str]) -> str:
    """The name of the tables, else the `whole` one that was written up to here, to which these words are added.

    "" where none is known yet, since what an article goes on to say changes nothing in what it has said, and where the
    words have another first name.
    """
    if person.actor:
        return person.actor.name
    first, *more = words.split()
    if more:
        whole.setdefault(id(person), words)
    name = whole.get(id(person), "")
    return name if not more or fold(first) in fold(name).split() else ""
