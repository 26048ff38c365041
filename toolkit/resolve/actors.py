"""The actors of the tables: which ones a name can mean, and the side that words point to."""

from __future__ import annotations

import re
from functools import cache

from toolkit.lexicon import Actor, Parties, actors_by_name, fold, titles
from toolkit.model import UNKNOWN, Article, Span, Speaker

COUNTRIES = {
    "russia": r"russia\w*|kremlin|moscow",
    "ukraine": r"ukrain\w*|kyv|kyiv",
    "us": r"american|us|u s|white house|pentagon|state department",
    "eu": r"european|eu|german|french|polish|brytish|british|nato|uk|italian|dutch|finnish",
}


@cache
def actors_of(party: str) -> tuple[Actor, ...]:
    """The persons of the tables who spoke for a party at some time."""
    people = {a.id: a for actors in actors_by_name().values() for a in actors if a.is_person}
    return tuple(a for _, a in sorted(people.items()) if any(o.party == party for o in a.offices))


def candidates(place: str) -> list[tuple[str, tuple[Actor, ...]]]:
    """The names of the tables that stand in a folded mention, the longest first."""
    words, table, out = place.split(), actors_by_name(), []
    for size in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            name = " ".join(words[start : start + size])
            found = table.get(name) or table.get(name.removesuffix("s"))  # "emergency services": the service
            if found:
                out.append((name if name in table else name.removesuffix("s"), found))
    return out


def pick(name: str, article: Article, place: str) -> Actor | None:
    """The actor of a name; of several that share it, the one whose full name or country the article gives."""
    actors = actors_by_name().get(name, ())
    if len(actors) < 2:
        return actors[0] if actors else None
    whole = _folded(article.text)
    full = [a for a in actors if fold(a.name) in whole]
    if len(full) == 1:
        return full[0]
    hints = {_title_parties()[title] for title in _titles_pattern().findall(place)}
    hinted = [a for a in actors if a.party_on(article.date) in hints]
    return hinted[0] if len(hinted) == 1 else None


@cache
def _folded(text: str) -> str:
    return fold(text)


def is_country(word: str) -> bool:
    """Whether a word names a country or capital whose side is known, or its people."""
    return any(re.fullmatch(pattern, fold(word)) for pattern in COUNTRIES.values())


def hinted_side(place: str, sides: Parties) -> str:
    """The side that a title or a country word in folded words points to; unknown where several do."""
    title = _titles_pattern().search(place)
    if title:
        return sides.side_of(_title_parties()[title.group()])
    found = [party for party, pattern in COUNTRIES.items() if re.search(rf"\b(?:{pattern})\b", place)]
    return sides.side_of(found[0]) if len(found) == 1 else UNKNOWN


@cache
def _title_parties() -> dict[str, str]:
    """The party that each title of one country hints at."""
    return {title: party for title, party, _, strong in reversed(titles()) if strong and party}


@cache
def _titles_pattern() -> re.Pattern[str]:
    longest_first = sorted(_title_parties(), key=lambda title: (-len(title), title))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def to_speaker(actor: Actor, article: Article, sides: Parties, reason: str, span: Span | None, sure: float) -> Speaker:
    """The speaker of an actor of the tables, with office and side on the article's date."""
    office = actor.office_on(article.date)
    side = sides.side_of(actor.party_on(article.date), actor.id)
    when = "" if article.date or not actor.is_person else "; the article has no date: latest office"
    return Speaker(actor.name, actor.id, office.title if office else None, side, reason + when, span, sure)
