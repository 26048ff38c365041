"""Bodies of a state called after the capital where they sit: "the foreign ministry in Warsaw"."""

from __future__ import annotations

import re
from functools import cache

from toolkit.lexicon import Country, countries, fold

BODIES = r"(?:ministry|parliament|government|cabinet|(?:foreign|home) office)"
IN = r" in (?:the (?:[a-z]+ )?capital,? )?"
VOICE = re.compile(rf"\b({BODIES}) (?:spokes\w+|officials?)({IN}[A-Z]\w*)$", re.I)


@cache
def _seated() -> re.Pattern[str]:
    """ "(the ministry of defence) in (London)", "(the parliament) in the (Ukrainian) capital"."""
    seats = {seat for land in countries().values() if land.id not in UNIONS for seat in land.seats if seat}
    lands = {word for word in countries() if " " not in word} - seats
    seat, land = ("|".join(sorted({re.escape(w) for s in ws for w in (s, fold(s))})) for ws in (seats, lands))
    return re.compile(
        rf"((?:.{{0,80}} )?{BODIES}(?: of [\w -]{{3,40}}?)?)(?:{IN}({seat})\b| in the ({land}) capital\b)", re.I
    )


UNIONS = {"EUE", "NAT", "UNO"}  # a ministry in Brussels is Belgium's


def without_in(folded: str) -> str:
    """Folded words, a capital right after the body that sits there.

    >>> without_in("the ministry of defence in london")
    'the ministry of defence london'
    """
    return _seated().sub(r"\1 \2\3", folded)


def without_voice(words: str) -> str:
    """The body itself of whoever speaks for one so called.

    >>> without_voice("a foreign ministry spokesman in Beijing")
    'a foreign ministry in Beijing'
    """
    return VOICE.sub(r"\1\2", words)


def seat_of(words: str) -> Country | None:
    """The country in whose capital words say that a body of a state sits.

    >>> seat_of("the Foreign Office in Berlin").name, seat_of("the BBC in Berlin")
    ('Germany', None)
    """
    found = _seated().match(words)
    return countries().get(found[2] or found[3]) if found else None


def with_land(name: str) -> str:
    """The name of a body so called, with its country.

    >>> with_land("interior ministry in Warsaw"), with_land("embassy in Warsaw")
    ('interior ministry of Poland', 'embassy in Warsaw')
    """
    found, land = _seated().fullmatch(name), seat_of(name)
    return of_land(found[1], land) if found and land else name


def of_land(name: str, land: Country) -> str:
    """A body's name with its country.

    >>> of_land("government", countries()["British"]), of_land("interior ministry", countries()["Polish"])
    ('government of the United Kingdom', 'interior ministry of Poland')
    """
    whole = land.name.startswith("United ") or land.name.endswith(PLURAL)
    return f"{name} of {'the ' if whole else ''}{land.name}"


PLURAL = ("Republic", "Emirates", "Netherlands", "Philippines")  # the lands with an article
