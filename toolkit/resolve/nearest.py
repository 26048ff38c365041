"""The country whose office or body is meant where words give none: the one named most and nearest before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import exp

from toolkit.lexicon import Country, places
from toolkit.model import Span
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import Name

DECAY = 300.0  # characters after which the name of a country counts for 1/e
WHERE = re.compile(r"\b(?:[Ii]n|of|[Nn]ear|[Ff]rom|[Aa]round|[Aa]t|[Oo]utside|to|[Oo]ver|on) $")
ATTACKS = re.compile(  # "Russian missiles hit ..., officials said": officials of the country that was hit
    r"(?:[’']s?)?[ \xa0](?:[\w-]+[ \xa0]){0,2}?(?:forces|troops|soldiers|army|military|warplanes?|aircraft|jets?|"
    r"strikes?|attacks?|missiles?|drones?|rockets?|bombs?|airstrikes?|shelling|bombardment|artillery|invasion|"
    r"aggression|assaults?|offensive|advances?|occupation|citizens?|nationals?|fired|launched|attacked|shelled|"
    r"struck|bombed|invaded|captured|seized)\b"
)
MINISTERS = re.compile(r"\b[Mm]inist(?:er|ry|rie)s?\b")
NO_MINISTERS = {"USA"}  # secretaries and departments
ATTACKING, TITLE, TOLD = 0.25, 0.5, 0.7  # what a mention counts for


def nearest_country(
    text: str, names: Sequence[Name], at: int, *, local: bool, told: Callable[[Span], bool], words: str = ""
) -> Country | None:
    """The country that most of the names shortly before a place are of, the nearer the more; a local one by its places
    first, and not by a capital that stands for its state ("Moscow did not comment").

    Less counts a country whose arms attack, one in a person's title, and one in somebody's words. Whose ministers or
    ministry `words` mean is no country without any.
    """
    found = [(n, c) for n in names if n.span.start < at and (c := land_of(n))]
    if MINISTERS.search(words):
        found = [(n, c) for n, c in found if c.id not in NO_MINISTERS]
    if local:
        found = [(n, c) for n, c in found if n.text in places()] or [
            (n, c) for n, c in found if n.text not in c.seats or is_place(text, n)
        ]
    weights: dict[str, float] = {}
    for name, country in found:
        weight = _weight(text, name) * (TOLD if told(name.span) else 1.0)
        weights[country.id] = weights.get(country.id, 0.0) + weight * exp(-abs(at - name.span.start) / DECAY)
    return max((c for _, c in reversed(found)), key=lambda c: weights[c.id], default=None)


def land_of(name: Name) -> Country | None:
    """The country that a name is of, a person's by the words before it: "the Freedonian minister |Aino Aalto|"."""
    return country_in(name.before) if name.kind == "person" else country_in(name.text)


def is_place(text: str, name: Name) -> bool:
    """Whether a capital is named as the place where something is, not as its state: "in Freetown"."""
    return bool(WHERE.search(text, max(0, name.span.start - 12), name.span.start))


def attacks(text: str, name: Name) -> bool:
    """Whether a country is named as the one whose arms attack: "|Freedonian| missiles"."""
    return bool(ATTACKS.match(text, name.span.end))


def _weight(text: str, name: Name) -> float:
    """What one mention of a country counts for."""
    if attacks(text, name):
        return ATTACKING
    return TITLE if name.kind == "person" else 1.0
