"""Whether what is said of a name can be said of an actor of that surname: by gender, office and country."""

from __future__ import annotations

import re
from functools import cache

from toolkit.lexicon import Actor, countries, fold
from toolkit.resolve.around import is_title
from toolkit.resolve.describe import COVERS, country_in, party_in, roles_in
from toolkit.resolve.holders import DELEGATES, find_bearer, regions, tokens_of
from toolkit.resolve.names import Name
from toolkit.resolve.person import gender_of

RANKED = {"president", "prime minister", "chancellor", "minister", "governor", "mayor", "prosecutor", "first lady"}
ABROAD = DELEGATES | {"diplomat"}  # words may say where they are
KNOWS = {"expert", "journalist", "activist", "private"}  # or what they know: "Kremlin critic", "Ukraine analyst"
UNIONS = {"nato", "un", "eu", "other:INT"}
DEPUTY = re.compile(r"\b(?:deputy|vice)\b")
AGE = re.compile(r"\d\d,\s+")
APPOSED = re.compile(r"(?:the|an?|his|her|its|their|[Ff]ormer|[A-Z][\w-]*[’']s)\b")


def said_of(name: Name) -> tuple[str, ...]:
    """The title before a name and the apposition after it, where they tell what the person is; no headings."""
    before, after = name.before, AGE.sub("", name.after).split(",")[0]
    told = ("" if before.isupper() else before, after if APPOSED.match(after) else "")
    return tuple(words for words in told if words and roles_in(words))


def bearer_of(name: Name, date: str | None) -> Actor | None:
    """The only bearer of a surname who holds the office that stands beside it, on a date."""
    return next((actor for words in said_of(name) if (actor := find_bearer(date, words, name.surname))), None)


def opposes(actor: Actor, name: Name) -> bool:
    """Whether the title directly before a name is not said of an actor; what follows a name may be of somebody else."""
    last = fold(name.before).split()[-1:]
    gender = gender_of(" ".join(last))
    if gender and actor.gender and gender != actor.gender:
        return True
    return _is_direct(name) and contradicts(actor, name.before)


def nation_said(name: Name) -> str:
    """The id of the country in the title directly before a name; "" where none is."""
    land = country_in(name.before) if _is_direct(name) else None
    sure = land is not None and land.party not in UNIONS - {"eu"} and not roles_in(name.before) & (ABROAD | KNOWS)
    return land.id if land and sure else ""


def _is_direct(name: Name) -> bool:
    """Whether a title stands directly before a name: not "After talks with the mayor, |Aalto|", nor in a heading."""
    last = fold(name.before).split()[-1:]
    return any(map(is_title, last)) and not name.before.endswith(",") and not name.before.isupper()


def contradicts(actor: Actor, words: str) -> bool:
    """Whether words give an office or a country of none of the actor's offices at any time, since tables and articles
    may be late.

    >>> from toolkit.lexicon import actors_by_name, fold
    >>> lavrov = actors_by_name()[fold("Sergei Lavrov")][0]
    >>> [contradicts(lavrov, words) for words in ("Diplomat", "Governor", "Ukrainian Colonel")]
    [False, True, True]
    """
    roles = roles_in(words)
    return bool(roles) and (_never_held(actor, words, roles) or _of_another_country(actor, words, roles))


def _never_held(actor: Actor, words: str, roles: frozenset[str]) -> bool:
    """Whether words give a rank that nobody has by courtesy, and no office of the actor is of this kind."""
    plain, titles = fold(words), [fold(office.title) for office in actor.offices]
    ranks = {r for r in roles & RANKED if r != "minister" or r in plain}  # not every secretary is a minister
    if DEPUTY.search(plain):
        ranks = {"minister"} if "prime minister" in ranks else set()
    held = frozenset[str]().union(*map(roles_in, titles))
    wide = held.union(*(COVERS.get(role, ()) for role in held))
    return bool(ranks and held) and not any(
        COVERS.get(rank, {rank}) & wide or any(rank in title for title in titles) for rank in ranks
    )


def _of_another_country(actor: Actor, words: str, roles: frozenset[str]) -> bool:
    """Whether words name a nation or a body of one, and the actor never spoke for it."""
    party, land = party_in(words), country_in(words)
    if not party or roles & ABROAD or _of_union(party, words):
        return False
    if any(
        _of_union(office.party, office.title) or _nation(office.party) == _nation(party) for office in actor.offices
    ):
        return False  # whoever serves a union has a country besides
    topics = [land.name, *(land.seats if roles & KNOWS else ())] if land else []
    topic = any(re.search(rf"\b{re.escape(word)} [a-z]", words) for word in topics if word)  # "Ukraine adviser"
    return not (topic or regions() & set(tokens_of(words)))


@cache
def _nation(party: str) -> str:
    """The country of a party, whether its state speaks or others of it ("other:RUS": russia)."""
    land = next((c for c in countries().values() if party == f"other:{c.id}"), None)
    return land.party if land else party


def _of_union(party: str, words: str) -> bool:
    """Whether an office is of a union of states, not of one of them."""
    land = country_in(words)
    return party in UNIONS and (land is None or land.party in UNIONS - {"eu"} or land.head == "commission president")
