"""The country of whose parliament a member is for whom no words name one."""

from __future__ import annotations

import re
from functools import cache

from toolkit.lexicon import actors_by_name
from toolkit.resolve.describe import country_in

OWN = re.compile(
    r"\b([A-Z]\w+)(?:[’']s?)? (?:[a-z]+ )?parliament\b"
)  # "Freedonia's parliament", "the Freedonian parliament"


def party_of_parliament(text: str, at: int) -> str:
    """The party of the parliament that a text names last before a place, else first after it; "" where it names none.

    >>> party_of_parliament("The State Duma met. It rained in Kyiv. A deputy spoke.", 40)
    'russia'
    """
    named = [(m.start(), _parliaments()[m.group().lower()]) for m in _pattern().finditer(text)]
    owned = ((m.start(), country_in(m[1])) for m in OWN.finditer(text))
    named += [(start, land.party) for start, land in owned if land]
    before = [found for found in named if found[0] < at]
    return (max(before) if before else min(named, default=(0, "")))[1]


@cache
def _parliaments() -> dict[str, str]:
    """Folded names of parliaments of one country -> party."""
    return {
        name: actor.party
        for name, actors in actors_by_name().items()
        for actor in actors
        if not actor.is_person and actor.kind == "parliament" and not actor.party.startswith("other:INT")
    }


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_parliaments(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.I)
