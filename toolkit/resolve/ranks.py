"""What tells one office from another of the same noun: its rank (vice, former), and the body that it is of."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.lexicon import fold, roles
from toolkit.resolve.bodies import find_body, is_body
from toolkit.resolve.describe import country_in, roles_in
from toolkit.resolve.taken_up import LOOSE

RANKED = {"president", "prime minister", "chancellor", "minister", "governor", "mayor", "head", "leader"}
LOWER = re.compile(r"\b(?:vice|deputy|assistant|associate|under|undersecretary)\b")  # "Deputy Foreign Minister"
FORMER = re.compile(r"\b(?:former|ex|onetime|then)\b")
PARTS = re.compile(r"\s*(?:[,;&]|\band\b|\bto\b)\s*")  # "Deputy Prime Minister and Minister of Justice": two offices
OWNER = re.compile(r"(?:[Tt]he |[Tt]h(?:is|at) )?((?:[\w-]+ ){0,3}[\w-]+)[’']s? (?=\w)")
PROPER = re.compile(r"[A-Z][\w-]*[a-z][\w-]*")
ALIKE = {"army": "military", "force": "military", "forces": "military", "idf": "military", "troops": "military"}
OFFICES = {"office", "administration", "government", "cabinet"}  # "the government's spokesman" is a president's too


@lru_cache(maxsize=20_000)
def offices_in(words: str) -> frozenset[tuple[str, bool, bool]]:
    """(role, whether it is a lower one, whether it is past) of every ranked office that words give.

    >>> sorted(offices_in("US Vice President and former senator")), offices_in("Ukrainian President")
    ([('president', True, False)], frozenset({('president', False, False)}))
    """
    out = set()
    for part in PARTS.split(words):
        plain = fold(part)
        for role in roles_in(part) & roles_in(words) & RANKED:
            out.add((role, bool(LOWER.search(plain)), bool(FORMER.search(plain))))
    return frozenset(out)


def is_ranked_otherwise(words: str, role: str, described: str) -> bool:
    """Whether somebody has the office that words mean only in another rank: "the president" is no vice president.

    >>> is_ranked_otherwise("the president", "president", "US Vice President")
    True
    >>> is_ranked_otherwise("the vice president", "president", "US Vice President")
    False
    """
    if role not in RANKED or (role == "minister" and len(fold(words).split()) < 3):  # of any rank: "the minister"
        return False
    plain = fold(words)
    lower, past = bool(LOWER.search(plain)), bool(FORMER.search(plain))
    given = {rank for part in described.split(" ; ") for rank in offices_in(part) if rank[0] == role}
    return bool(given) and not any(low is lower and (past or not once) for _, low, once in given)


FACTIONS = re.compile(r"\b(Republican|Democrat|Labour|Conservative|Liberal|Green)(?:s|ic)?\b(?! Republic)")


def is_of_another_faction(words: str, described: str) -> bool:
    """Whether words give somebody another party of the same country than the person's own.

    >>> is_of_another_faction("the Republican candidate", "Democratic candidate")
    True
    """
    wanted, own = set(FACTIONS.findall(words)), set(FACTIONS.findall(described))
    party, led = PARTY.search(words), set(LEADS.findall(described))
    if party and led and not any(party[1] in other for other in led):
        return True
    return bool(wanted and own) and not wanted & own


PARTY = re.compile(r"\b((?:[A-Z][\w-]+ )+)Party\b")
LEADS = re.compile(r"\b((?:[A-Z][\w-]+ )+)(?:Party(?:[’']s?)? )?(?:[a-z-]+ )?(?:[Cc]o-)?[Ll]eader\b")


def is_of_another_body(words: str, role: str, described: str) -> bool:
    """Whether words give an office of a body of another kind than somebody's own: "the legion's spokesman".

    >>> is_of_another_body("the legion's spokesman", "spokesperson", "Kremlin spokesman")
    True
    >>> is_of_another_body("the agency's spokesman", "spokesperson", "UNICEF spokesman")
    False
    """
    own = {ALIKE.get(w, w) for w in fold(described).split()}
    wanted = _bodies(words, role)
    if not wanted or {ALIKE.get(w, w) for w in wanted} & own:
        return False
    kinds = {found[1].kind for part in described.split(" ; ") if (found := find_body(part))}
    if kinds and any(kinds & LOOSE.get(word, set()) for word in wanted):
        return False
    return bool(kinds) or any(is_body(word) for word in own) or any(not is_body(word) for word in wanted)


def _bodies(words: str, role: str) -> set[str]:
    """The folded words for the body whose office a description is: nouns of bodies before a possessive; of a
    spokesperson's every such noun and proper name."""
    owner = OWNER.match(words)
    whole = owner[1] if owner else words if role == "spokesperson" else ""
    found = {fold(w) for w in whole.split() if is_body(fold(w))} - OFFICES
    proper = PROPER.findall(whole.partition(" ")[2]) if role == "spokesperson" and not owner else []
    return found | {fold(w) for w in proper if not country_in(w) and fold(w) not in roles()}
