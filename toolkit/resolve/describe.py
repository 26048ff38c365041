"""What words say about somebody: the country spoken for, the office, whether it is an office at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from toolkit.lexicon import Actor, Country, actors_by_name, countries, fold, roles, titles, word_set

COVERS = {  # a general noun stands for these roles
    "leader": {"president", "prime minister", "chancellor", "leader", "monarch"},
    "head of state": {"president", "monarch"},
    "politician": {
        "president",
        "prime minister",
        "chancellor",
        "minister",
        "leader",
        "legislator",
        "politician",
        "mayor",
    },
    "diplomat": {"minister", "ambassador", "envoy", "diplomat", "spokesperson", "consul"},
    "official": {"minister", "head", "adviser", "governor", "official", "spokesperson", "envoy", "mayor", "prosecutor"},
    "head": {"head", "president", "governor", "leader", "commander", "minister", "prime minister", "chancellor"},
    "minister": {"minister", "prime minister"},
    "envoy": {"envoy", "ambassador", "diplomat"},
    "police": {"police", "head", "commander"},
    "commander": {"commander", "head"},
    "soldier": {"soldier", "commander"},
    "expert": {"expert", "head", "journalist"},
    "journalist": {"journalist"},
}
FIELDS = word_set(
    "foreign defence defense interior health finance energy economy justice culture education agriculture "
    "transport trade digital social prime deputy vice former press national security human rights air "
    "intelligence police regional city"
)


@cache
def country_words() -> re.Pattern[str]:
    return _any_of(sorted(countries(), key=lambda w: (-len(w), w)))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    other = r"(?:(?!Democrat)|(?<!Social )(?<!Free )(?<!Liberal )(?<!Christian ))"  # parties of other countries
    return re.compile(
        rf"(?:(?<![\w-])|(?<=\bex-)|(?<=\bpro-)){other}(?:{'|'.join(map(re.escape, words))})(?!\w)"
        r"(?!(?:(?<=Congress)|(?<=Senate)) of)"
    )


@cache
def _bodies_apart() -> dict[str, str]:
    """Names of bodies that hold a country's word and are not of it -> party ("Council of Europe")."""
    out = {}
    for actor in {a for actors in actors_by_name().values() for a in actors if not a.is_person}:
        found = country_words().search(actor.name)
        if found and found.group() != actor.name and countries()[found.group()].party != actor.party:
            out[actor.name] = actor.party
    return out


@cache
def country_pattern() -> re.Pattern[str]:
    """The words of countries, and the names of bodies in which such a word stands for no country."""
    return _any_of(sorted([*countries(), *_bodies_apart()], key=lambda w: (-len(w), w)))


@cache
def _title_patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Titles of one country: of occupation, strong, weak; each pattern with title -> party."""
    rows = [r for r in reversed(titles()) if r[1]]
    groups = (
        {t: party for t, party, role, strong in rows if strong and role == "occupation official"},
        {t: party for t, party, _, strong in rows if strong},
        {t: party for t, party, _, strong in rows if not strong},
    )
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(g, key=lambda t: (-len(t), t))))})\b"), g) for g in groups
    )


def country_in(words: str) -> Country | None:
    """The first country that words name: by itself, its people, its capital or a place in it.

    >>> country_in("the mayor of Kharkiv, near Russia").name
    'Ukraine'
    """
    return next((countries()[m.group()] for m in country_pattern().finditer(words) if m.group() in countries()), None)


STATE = r"(?:[Pp]resident|[Pp]rime [Mm]inister|[Cc]hancellor|[Kk]ing|[Qq]ueen|[Ee]mir|[Ss]ultan|[Aa]mbassador)"
LAND = re.compile(
    rf"\b{STATE} of (?:the )?([A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+)*)\b(?! &)|"
    rf"\b([A-Z]\w+(?:ian|ese|ean|ish)) {STATE}\b"
)


def land_in(words: str) -> str:
    """The land of a head of state or ambassador that no table has; "" where the words name none.

    >>> land_in("President of Freedonia"), land_in("the Polish president"), land_in("President of Russia")
    ('Freedonia', '', '')
    """
    found = LAND.search(words)
    land = (found[1] or found[2]) if found else ""
    known = not land or country_in(land) or _body_of(land) or any(fold(word) in roles() for word in land.split())
    return "" if known else land


def _body_of(name: str) -> Actor | None:
    """The organisation of this name."""
    return next((a for a in actors_by_name().get(fold(name), ()) if not a.is_person), None)


HEADED = re.compile(
    r"\b(?:(?:head|leader|chair\w*|member) of the|(?:spokes\w+|judge|prosecutor|representative|official|coordinator|"
    r"director|economist) (?:of|for|at|with|from)(?: the)?) (?=[A-Z])"
)


def _headed_body(words: str) -> Actor | None:
    """The organisation whose head words name: "President of Delovaya Rossiya", "head of the Servant of the People"."""
    found = LAND.search(words)
    headed = HEADED.search(words)
    return (_body_of(found[1]) if found and found[1] else None) or (
        _leading_body(fold(f"{words[headed.end() :]} x")) if headed else None
    )


def _leading_body(folded: str) -> Actor | None:
    """The organisation, no country, whose name begins a description ("UNICEF representative")."""
    tokens = folded.removeprefix("the ").split()
    for size in range(min(5, len(tokens) - 1), 0, -1):
        if size == 1 and tokens[1] == "of":
            return None  # "the Congress of Local Authorities" is not Congress
        for actor in actors_by_name().get(" ".join(tokens[:size]), ()):
            if not actor.is_person and actor.kind != "government" and len(tokens[0]) > 2:
                return actor
    return None


NO_LAND = re.compile(  # an aim of other countries' ministers, what a caucus is about, parties of other countries
    r"\bEuropean (?:and Euro-Atlantic )?Integration\b|"
    r"\bEuropean (?:and Eurasian )?Affairs\b|\bConservative (?=US\b|[A-Z]\w+(?:an|ish|ese)\b)|"
    r"\b[A-Z][a-z]+ (?=[Cc]aucus\b)|\b(?:director|advis[eo]r|expert|specialist) (?:for|on) [A-Z]\w+(?= (?:at|in)\b)|"
    r"\b[A-Z]\w+-(?:language|speaking)\b|\b[A-Z]\w+-based (?=[A-Z])|"
    r"(?<=[Aa]mbassador) (?:to|in) (?:the )?[A-Z].*|(?<=[Ee]nvoy) (?:to|in|for) (?:the )?[A-Z].*|"  # where to
    r"\b[A-Z][a-z]+ (?:Russia|Ukraine|China|Europe) (?=(?:[A-Z]\w+ )*(?:Cent(?:er|re)|Institute|Program(?:me)?)\b)|"
    r"\b(?:[Tt]rade|[Cc]ooperation|[Ff]riendship|[Ss]olidarity) [Ww]ith (?:the )?[A-Z]\w+|"
    r"\b(?:trained|educated|schooled) (?:in|by) [A-Z]\w+|"
    r"(?<=s )Democratic (?=Party\b)|(?<=National )Democratic|\bDemocratic (?=(?:Union|Alliance|Front|Movement|Forum)\b)"
)


@lru_cache(maxsize=20_000)
def party_in(words: str) -> str:
    """The party that words point to: by a title of an occupied region, the first country, a title of one country."""
    words = NO_LAND.sub("", words)
    folded = fold(words)
    (occupied, parties), *others = _title_patterns()
    found = occupied.search(folded)
    if found:
        return parties[found.group()]
    owner = fold(POSSESSIVE.sub("", words))  # "the Red Cross's spokesman"
    body = (_leading_body(owner) if not words.startswith("who ") else None) or _headed_body(words)
    if body:
        return body.party
    if named := country_pattern().search(words):
        return _bodies_apart().get(named.group()) or countries()[named.group()].party
    for pattern, parties in others[: 2 if len(folded.split()) < 6 else 1]:
        found = pattern.search(folded)
        if found:
            return parties[found.group()]
    return ""


POSSESSIVE = re.compile(r"(?<=\w)[’']s?(?=\s)")
OWNS = re.compile(r"\b(\w+)[’']s\s+")
SEGMENT = re.compile(r"\s(?:of|for|to|in|at|on|with|from)\s")


@lru_cache(maxsize=20_000)
def roles_in(words: str) -> frozenset[str]:
    """The roles of whom words describe, not of others they mention.

    >>> sorted(roles_in("adviser to the president of Ukraine")), sorted(roles_in("spokesman for President"))
    (['adviser'], ['president'])
    """
    parts = SEGMENT.split(words)
    other = parts[-1].lower().startswith("the ") or (OWNS.search(parts[-1]) and _roles(parts[0]))
    whole = len(parts) == 1 or other  # "adviser to the President": of the adviser
    last = [] if whole else parts[-1].split()[-1:]
    title = _roles(parts[-1]) if last and _role(fold(last[0])) else frozenset()
    return title or _roles(parts[0])


def _roles(words: str) -> frozenset[str]:
    owned = [found.end() for found in OWNS.finditer(words) if _role(fold(found[1]))]  # "the president's daughter"
    tokens = fold(words[max(owned, default=0) :]).split()
    plain = [word for word, after in zip(tokens, [*tokens[1:], ""], strict=False) if not _is_rank(word, after)]
    found = {r for size in (3, 2, 1) for t in _grams(plain, size) if (r := _role(t))}
    if "prime minister" in found:
        found.discard("minister")
    if CHIEF.search(" ".join(tokens)):
        found.discard("head")
    return frozenset(found)


def _is_rank(word: str, after: str) -> bool:
    """Whether "deputy" is the rank of another office ("deputy director"), and not itself one ("a Duma deputy")."""
    return word == "deputy" and (after in FIELDS or _role(after) not in {"", "legislator"})


CHIEF = re.compile(
    r"\bchief (?:\w+ )?(?:anchor|correspondent|editor|analyst|economist|reporter|presenter)\b"
)  # no head


def _role(word: str) -> str:
    kind, role = roles().get(word) or roles().get(word.removesuffix("s")) or ("", "")
    return "prime minister" if word == "prime minister" else role if kind in {"office", "private"} else ""


def _grams(tokens: list[str], size: int) -> list[str]:
    return [" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1)]


ABROAD = re.compile(r"\bsecretary of state\b|\bdiplomacy\b|\b(?:top|chief) (?:\w+ )?diplomat\b")


def fields_in(words: str) -> frozenset[str]:
    """The words of a title that tell offices apart: foreign, defence, deputy."""
    plain = fold(words)
    found = {w.replace("defense", "defence") for w in plain.split() if w in FIELDS}
    return frozenset(found | ({"foreign"} if ABROAD.search(plain) else set()))


def is_private(words: str) -> bool:
    """Whether words describe somebody who holds no office: an analyst, a nurse, a former officer and author."""
    head = fold(SEGMENT.split(words)[0])
    known = (roles().get(w) or roles().get(_singular(w)) for w in head.removeprefix("local ").split())
    kinds = [found[0] for found in known if found and found[0] in {"private", "office"}]
    return "private" in kinds and (kinds[0] == "private" or bool(re.search(r"\b(?:former|ex|retired)\b", head)))


WHEN = r"(?:(?:on |this |last )?(?:\w+day|week|month|year) |\w+ly |earlier |later )"
PARTICIPLE = re.compile(
    rf"\s(?:first |{WHEN})?\w{{3,}}(?:ed|en|own|ten)\s"
    rf"(?:by|{WHEN}(?:by|from|in|to)|from|in|on|to|out|at|last|this|near|inside|outside|along)\b"
)
PART = re.compile(
    r"^(?:one|two|three|some|many|several|both|all|most|any|another) of (?:the |his |her |their |its )?", re.I
)


COLLECTIVE = {"people", "others", "some", "many", "police", "family", "couple"}


def head_noun(words: str) -> tuple[str, str, str, bool]:
    """The noun that a description is about, with its kind, role and whether it is plural.

    >>> head_noun("a senior official of the Ukrainian army")
    ('official', 'office', 'official', False)
    """
    words = PARTICIPLE.split(PART.sub("", words))[0]
    first = re.split(
        r"\s(?:of|for|to|in|from|at|with|between|who|which|that|on|by|near|about|familiar|said|under|around|whose|there|here|nearby|"
        r"close|linked|based|allied|opposed|stationed|participating|citing|living)\b|[,(:]|\s[-–—]\s",
        words,
    )[0]
    tokens = fold(first).split()
    for size in (3, 2, 1):
        noun = " ".join(tokens[-size:])
        for form, plural in ((noun, False), (_singular(noun), True)):
            if form in roles():
                kind, role = roles()[form]
                return noun, kind, role, plural or noun in COLLECTIVE
    shorter = re.split(r"\s\w+ing\s", first)[0]
    if shorter != first and len(shorter.split()) > 1:
        return head_noun(shorter)
    last = tokens[-1] if tokens else ""
    if (last.isdigit() and "year" in tokens) or re.search(r"\b\d+ year old\b", " ".join(tokens)):
        return "year old", "private", "person", False
    return last, "", "", last.endswith("s") and not last.endswith("ss")


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return noun[:-2] + "an"
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] if noun.endswith("s") else "\0"
