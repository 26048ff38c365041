"""What stands around a name: the title that leads up to it, the apposition or relative clause that follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from toolkit.extract.units import TITLES
from toolkit.lexicon import countries, first_names, fold, roles, titles, word_set
from toolkit.resolve.describe import country_in

POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
ABBREVIATED = re.compile(rf"\b(?:{TITLES})$")
CLAUSE = re.compile(r"[.!?;:\n“”\"\u2013\u2014]|\((?![^()\n]*\))|(?<=\s)[-–](?=\s)")
LINK = word_set("of for and the a an in at to his her their its ’s 's on with")
LEADS = word_set(  # that open a clause before a title: "according to police chief Aalto"
    "according to , after before as while but when since although though however meanwhile also if because including"
)
PREPOSITIONS = word_set("with to from of by for between against")
ACTS = re.compile(r"(?:[A-Z][\w’'.-]*[ \xa0])+(?!(?:and|of|in|from|at|on|to|for|who|with|by|or|as|but|is|was)\b)[a-z]")
JOINS = re.compile(r"\sand\s")
DETERMINERS = {"the", "a", "an", "his", "her", "their", "its"}
ADJECTIVE = re.compile(
    r"former|ex|acting|then|deputy|vice|senior|top|chief|first|late|state|foreign|defen[cs]e|security|press|prime|home|public|"
    r"energy|human|rights|air|head|new|outgoing|incoming|right-hand|spy|intelligence|army|police|city|party|opposition|health|"
    r"ex-\w+|retired|exiled|jailed|disgraced|armed|ruling|leading|wing|affairs|issues|matters|faction|caucus|squad|platoon|battalion|brigade|regiment|unit|infantry|artillery|tank|drone|[a-z]+(?:al|ary|ian|ist|ic|an|ish|ese|ive|ern)|"
    r"\w+-(?:backed|installed|appointed|imposed|based|born|controlled|occupied|held|old|general|"
    r"elect|minister|chief|president|governor|mayor)"
)
SAID = re.compile(
    r"\b(?:said|says|told|added|wrote|has|have|blamed|accused|claimed|warned|called|urged|denied|announced|described|"
    r"insisted|and that|that)\b"
)
NOT_SAID_OF = re.compile(  # what somebody does or suffers: "from leaving", "62, was detained in Turku"
    r"\w+ing\b|which\b|(?:from|of|at|with) \w+ing\b|"
    r"(?:\d\d, +)?(?:is|was) (?:\w+ly |also |now |still |being )?"
    r"(?!fight|serv|lead|appoint|elect|nam|work|bas)\w{3,}(?:ed|ing)\b"
)
APPOSITION = re.compile(
    r"[’']?(?:,[ \xa0]+|[ \xa0]+\(|[ \xa0]+(?=(?:from|of|at|is|was|who|with)\b))"
    r"((?:\d\d,\s+)?[^.;:\n“”\"()]{3,110})"
)


@lru_cache(maxsize=4)
def _clauses(text: str) -> list[int]:
    """Where the clauses of a text begin."""
    ends = (m for m in CLAUSE.finditer(text))
    return [m.end() for m in ends if m.group() != "." or not ABBREVIATED.search(text, max(0, m.start() - 5), m.start())]


def _clause_start(text: str, at: int) -> int:
    starts = _clauses(text)
    i = bisect_right(starts, at)
    return max(starts[i - 1] if i else 0, at - 150)


def words_before(text: str, start: int) -> str:
    """The title or description that leads up to a name: "the head of the Kharkiv regional administration, "."""
    line = re.sub(r"\([^()]*\)", "", text[_clause_start(text, start) : start])
    words = re.findall(r"[\w.’'-]+|,", line)
    kept: list[str] = []
    for word in reversed(words):
        plain = POSSESSIVE.sub("", word).lower()
        role = fold(word) in roles() or is_title(fold(word))
        comma = word == "," and all(is_title(fold(k)) or k[0].isupper() for k in kept) and "," not in kept
        if not (comma or role or word[0].isupper() or plain in LINK or ADJECTIVE.fullmatch(plain)):
            break
        kept.append(word)
    whole = len(kept) == len(words)
    kept.reverse()
    if kept[-1:] == [","] and kept[0].lower() in PREPOSITIONS and ACTS.match(text, start):
        return ""  # "in talks with the Russian president, |Aalto| agreed": two people
    while kept and kept[0].lower() in (LINK | LEADS) - DETERMINERS:
        kept.pop(0)
    title = " ".join(kept)
    opens = whole or re.match(r"(?:the|an?|one|another|his|her|its|their)\b|\S+[’']s?\b", title, re.I)
    inner = "," in kept[:-1] and any(is_title(fold(w)) for w in title.rpartition(",")[2].split())
    if "," in kept and (inner or not opens):
        title = title.rpartition(",")[2].strip()
        kept = title.split()
    title = re.split(r"\swith\s", title)[-1]
    for part in (title if _one_person(title) else JOINS.split(title)[-1], title):
        if _has_title(part):
            return part
    return ""


def words_after(text: str, end: int) -> str:
    """The apposition or relative clause that follows a name."""
    found = APPOSITION.match(text, end)
    if not found:
        return ""
    if NOT_SAID_OF.match(found[1]):
        return ""
    said = SAID.split(found[1])[0]
    parts = said.split(",")
    return ",".join(parts[:2]).strip()


def _one_person(title: str) -> bool:
    """Whether two titles joined by "and" can be one person's: no name stands between them."""
    first = JOINS.split(title)[0]
    known = (
        w in countries() or _has_title(w) or fold(w) in nation_words() or ADJECTIVE.fullmatch(fold(w))
        for w in first.split()
        if w[0].isupper()
    )
    return all(known)


def _has_title(words: str) -> bool:
    return any(word in roles() or is_title(word) for word in fold(words).split())


@cache
def _titles() -> frozenset[str]:
    """Single words that stand before a name: titles and offices."""
    single = {title for title, _, _, _ in titles() if " " not in title}
    people = {word for word, (kind, _) in roles().items() if kind in {"office", "private"} and " " not in word}
    return frozenset((single | people) - {fold(word) for word in countries()})


def is_title(word: str) -> bool:
    """Whether a folded word stands before names: a title or an office."""
    return word in _titles()


def is_called_king(folded: list[str]) -> bool:
    """Whether two folded words are a first name and a surname that is a title elsewhere.

    >>> is_called_king(["andrea", "king"]), is_called_king(["prince", "andrew"]), is_called_king(["jordan", "king"])
    (True, False, False)
    """
    first, last = (folded[0], folded[1]) if len(folded) == 2 else ("", "")
    land = first.capitalize() in countries()
    return last in TITLED and first in first_names() and not land and not is_title(first)


TITLED = word_set("king pope bishop judge major duke prince abbot dean marshal cardinal")


@cache
def nation_words() -> frozenset[str]:
    """Folded words of countries and of what ministries are for: what a capitalised title holds besides an office."""
    return frozenset(fold(word) for word in countries()) | word_set(
        "affairs defense defence security foreign state interior treasury justice energy finance health general "
        "control operations policy trade council"
    )


ONE_OF = re.compile(r"\b[Oo]ne of (?:the|those|these|his|her|its|their)\b[^.;:,\n]{0,80}[ \xa0](?:is|was)[ \xa0]$")
OPENS = re.compile(r"(?:^|[.!?][”\"’']?[ \xa0]+|\n[ \xa0]*)(?:(?:But|And|Yet|So|Meanwhile,?|Then|Now) )?$")
IS_OR_DOES = re.compile(
    r"[ \xa0](?:is|was|has|had|says|said|thinks|thought|feels|felt|agrees|agreed|disagrees|believes|believed|hopes|"
    r"lives|lived|works|worked|remembers|remembered|fled|came|comes|left)\b"
)


def is_shown(text: str, start: int, end: int) -> bool:
    """Whether words show that a name is a person's: "one of the guests was |Aino Aalto|", "|Aino Aalto| lives here".

    A single word must be a first name, at the start of its sentence.
    """
    opens = OPENS.search(text, max(0, start - 20), start)
    if " " in text[start:end]:
        return bool(ONE_OF.search(text, max(0, start - 120), start) or (opens and LIVES.match(text, end)))
    return bool(opens) and fold(text[start:end]) in first_names() and bool(IS_OR_DOES.match(text, end))


LIVES = re.compile(r"[ \xa0](?:is from|lives|lived|fled|grew up|was born|remembers|remembered)\b")
NO_PARTY = word_set(
    "the of a an state republic people peoples federation kingdom union states government leader de facto supreme"
)


def is_partisan(words: str) -> bool:
    """Whether a capitalised word that is no country's tells whose leader is meant: "the Centre leader"."""
    names = re.findall(r"(?<![\w-])[A-Z][\w-]+", words)
    land = country_in(words)
    own = land.name.split() if land and land.name in words else []  # "United States leader"
    return any(fold(n) not in roles() and fold(n) not in NO_PARTY and not country_in(n) for n in names if n not in own)
