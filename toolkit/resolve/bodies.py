"""Organisations, governments and groups: by name, by "the ministry", or as the article writes them."""

from __future__ import annotations

import re
from functools import cache

from toolkit.lexicon import Actor, actors_by_name, countries, fold, places, roles, word_set
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.describe import country_in
from toolkit.resolve.factions import faction_in
from toolkit.resolve.inside import PARTISANS, goes_on, is_apposed, is_named_after, is_of_another_land
from toolkit.resolve.names import STOP
from toolkit.resolve.scene import Scene, Turn, to_speaker
from toolkit.resolve.seated import of_land, with_land, without_in, without_voice
from toolkit.resolve.sides import side_of_words
from toolkit.resolve.whose import shown_land

DROP = word_set("s of the a an for and affairs its his their our local own on")
SAME = {
    "defense": "defence",
    "centre": "center",
    "organisation": "organization",
    "army": "military",
    "programme": "program",
}
STATE = word_set("authorities authority side regime officials state leadership administration")
VOICE = word_set(
    "spokesman spokeswoman spokesperson spokesmen spokespeople officials official statement report press "
    "service summary readout website message agency newspaper news outlet channel magazine weekly data experts "
    "analysts correspondent leaders members diplomats representatives representative account telegram post "
    "posts conclusions assessment database"
)
PREPOSITIONS = word_set("of in for and by from to on at with")
ASIDE = re.compile(
    r"(?<=\w)(?:,| [-–—]) (?:which|whose|who|(?:overseen|headed|chaired|founded|funded|owned|backed|established|"
    r"supervised|financed|controlled|appointed) by)\b"
)  # "commentators on the channel, |which is owned by"
UNIONS = word_set("eu-org nato g7 g20 e3 brics sco csto opec coalition-of-the-willing ramstein-group")  # ids: of states
# of one land, in another: "Freedonia's embassy in London"
HOSTED = re.compile(r"\b(embassy|consulate|mission|delegation|bureau) (?:in|at) (?:the )?[A-Z].*")


@cache
def bodies_by_key() -> dict[frozenset[str], Actor]:
    """Organisations by the words of their names, whatever their order and whether "Russia's" or "Russian"."""
    out: dict[frozenset[str], Actor] = {}
    for name, actors in actors_by_name().items():
        for actor in actors:
            if not actor.is_person:
                out.setdefault(body_key(name), actor)
    return out


@cache
def _nations() -> dict[str, str]:
    """Folded single words of countries -> id of the country."""
    own = {a.name for actors in actors_by_name().values() for a in actors if not a.is_person} - {
        c.name for c in countries().values()
    }
    return {fold(w): c.id for w, c in countries().items() if " " not in w and w not in own and w not in places()}


def body_key(words: str) -> frozenset[str]:
    """The words that make up the name of a body.

    >>> body_key("Russia's defense ministry") == body_key("the Russian Ministry of Defence")
    True
    """
    plain = _unions().sub(lambda found: _long_nations()[found.group()], without_in(fold(words)))
    return frozenset(_nations().get(w, SAME.get(w, w)) for w in plain.split() if w not in DROP)


@cache
def _long_nations() -> dict[str, str]:
    """Folded names of countries of several words -> id of the country."""
    return {fold(w): c.id for w, c in countries().items() if " " in w and w[0].isupper() and c.name == w}


@cache
def _unions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_long_nations(), key=len, reverse=True)))})\b")


def find_body(words: str) -> tuple[str, Actor] | None:
    """The organisation that a mention's words name as its head, the longest name first."""
    if (key := body_key(without_voice(words))) in bodies_by_key():
        return words, bodies_by_key()[key]
    words = HOSTED.sub(r"\1", without_voice(words))
    tokens = re.findall(r"[\w.’'/-]+", words)
    for size in (4, 3, 2, 1):  # "the Ukrainian agency Ukrinform": the name at the end
        lead = tokens[-size - 1 : -size]
        last = " ".join(tokens[-size:])
        if lead and last[0].isupper() and is_body(fold(lead[0])) and (actor := named_body(last)):
            return last, actor
    for size in range(min(7, len(tokens)), 0, -1):
        for start in range(len(tokens) - size, -1, -1):
            if {tokens[start].lower(), tokens[start + size - 1].lower()} & PREPOSITIONS:
                continue
            inside = [w for w in tokens[start : start + size] if w.lower() != "the"]
            if not all(any(map(str.isalnum, w)) for w in inside):
                continue  # a dash stands in it
            opens = len(inside) == 1 and tokens[start + size : start + size + 1] == ["of"]
            if opens or {w.lower() for w in inside[-1:]} & {"local", "own"}:
                continue  # the name goes on: "the Congress |of Local| Authorities" is not Congress
            bare = " ".join(tokens[start + 1 : start + size]) if tokens[start].lower() == "the" else ""
            if bare in countries() and "".join(tokens[start + size : start + size + 1])[:1].isupper():
                continue  # by itself it is as short as the other: "the US |Pentagon|"
            if actor := named_body(name := " ".join(tokens[start : start + size])):
                if name in countries() and _is_topic(tokens[:start]):
                    continue
                return name, actor
    return None


def _is_topic(before: list[str]) -> bool:
    """Whether words before a country make it what a body is for: "Friends of Trade with Freedonia"."""
    lead = [word.lower() for word in before if word.lower() != "the"]
    return bool(lead) and lead[-1] in {"with", "about", "against", "on", "over", "towards"}


def names_body(words: str) -> bool:
    """Whether words are, as a whole and with no person of that name, the name of an organisation of the tables."""
    found = actors_by_name().get(re.sub(r"^the ", "", fold(words)), ())
    return len(words.split()) > 1 and bool(found) and not any(a.is_person for a in found)


def named_body(name: str) -> Actor | None:
    """The organisation of the tables that has this name."""
    found = next((a for a in actors_by_name().get(fold(name), ()) if not a.is_person), None)
    if found is None and len(name.split()) > 1:  # "emergency services": the service
        plural = actors_by_name().get(fold(name).removesuffix("s"), ())
        found = next((a for a in plural if not a.is_person), None)
    if found is None and len(name.split()) > 1:
        found = bodies_by_key().get(body_key(name))
    bare = name.removeprefix("the ")
    if found and bare.islower() and " " not in bare and bare not in roles() and found.name != name:
        return None  # "us", "at the time": a name only in capitals
    return found


def resolve_body(scene: Scene, span: Span, words: str, noun: str, kind: str) -> Turn | None:
    """The organisation that a mention names; None where it names none."""
    words = ASIDE.split(words)[0]
    named = words.rpartition(", ")[2]  # "the UN agency for refugees, UNRWA"
    apposed = (
        is_body(noun) and named != words and named[:1].isupper() and named not in countries() and named_body(named)
    )
    found = find_body(named if apposed else words)
    if found:
        name, actor = found
        if BLOC.fullmatch(name) and not _is_named(scene, span, actor):
            return None  # "the bloc" after NATO alone
        if is_unshown(scene.article.text, span.start, name, actor) or is_of_another_land(words, name, actor):
            return None
        if (name.endswith("Party") or name in PARTISANS) and goes_on(words, name):
            return None
        rest = [w for w in fold(words).split() if w not in fold(name).split() and w not in DROP]
        if is_named_after(words, name) or words.endswith(f" and {name}"):
            return None  # the second of two
        state = actor.id.endswith("-state") or (actor.name in countries() and actor.name not in places())
        last = fold(noun) in fold(name).split() or not rest
        voiced = any(w in VOICE or w.removesuffix("s") in VOICE for w in rest) and kind != "body"
        if last or voiced or (not state and is_apposed(words, name)) or (state and set(rest) <= STATE):
            who = to_speaker(actor, scene.article, scene.sides, f"{name!r} is in the table of organisations", span, 0.9)
            return Turn(span, who, "body", noun=noun, key=body_key(words.split(", ")[0]) | body_key(actor.name))
    return None


BLOC = re.compile(r"(?:[Tt]he )?(?:bloc|alliance)")


def _is_named(scene: Scene, span: Span, actor: Actor) -> bool:
    """Whether a text names a union by its own name before a place, or names no other union there."""
    named = [named_body(name.text) for name in scene.names_in(0, span.start)]
    return any(found is actor for found in named) or not any(found and found.id in UNIONS for found in named)


def is_unshown(text: str, at: int, name: str, actor: Actor) -> bool:
    """Whether a common noun ("the commission") is no body of the tables here: another one of the noun was named last
    before a place, or none and nothing in the text is of the body's land.

    >>> eu = named_body("European Commission")
    >>> [is_unshown(f"{whose} commission met. The commission", 30, "the commission", eu) for whose in ("EU", "Harbour")]
    [False, True]
    """
    noun = fold(name).removeprefix("the ")
    land = country_in(actor.name)
    if land is None or not is_body(noun) or fold(actor.name).split()[-1] != noun:
        return False
    whose = re.compile(rf"\b([A-Z]?[\w.’'-]+) (?i:{re.escape(noun)})\b(?: (?:of|for|on) (?:the )?([A-Z]\w+))?")
    for found in reversed(list(whose.finditer(text, 0, at))):
        words = [word for word in found.groups() if word and fold(word) not in STOP]
        if words:
            return not any(country_in(word) == land for word in words)
    return not any(countries()[word] == land for word in set(re.findall(r"\b[A-Z][\w.]*\w", text)) & set(countries()))


@cache
def bodies_by_id() -> dict[str, Actor]:
    return {a.id: a for actors in actors_by_name().values() for a in actors if not a.is_person}


def is_media(actor: str | None) -> bool:
    """Whether an id of the tables is that of a news outlet or agency."""
    found = bodies_by_id().get(actor or "")
    return found is not None and found.kind == "media"


def written(scene: Scene, span: Span, words: str, noun: str, kind: str = "body") -> Turn:
    """A body or group under the words of the article; the side by them or by the country named nearest before."""
    found = named_body(words)
    unshown = found is not None and is_unshown(scene.article.text, span.start, words, found)
    if found and not unshown:
        who = to_speaker(found, scene.article, scene.sides, f"{words!r} is in the table of organisations", span, 0.9)
        return Turn(span, who, "body", noun=noun, key=body_key(words))
    name = with_land(clean(words))
    faction = faction_in(scene.names, words)
    side = UNKNOWN if unshown else side_of_words(THAT.sub("", words), scene.sides)
    side = scene.sides.side_of(faction.party) if faction else side
    why = "side by its words" if side != UNKNOWN else "nothing gives its side"
    local = noun in LOCAL or "state media" in words.lower()
    owner = next((p for n, p in scene.mentions_at(span) if n.possessive and p.party), None)
    if side == UNKNOWN and owner:
        side, why = scene.sides.side_of(owner.party), f"of {owner.name}"
    bare = local and is_body(noun) and words.startswith(("the ", "The "))
    land = shown_land(scene, span, body_key(words)) if side == UNKNOWN and bare else None
    if land:
        name, side, why = of_land(name, land), scene.sides.side_of(land.party), "of the country that the text tells of"
    elif side == UNKNOWN and local and (near := scene.country_near(span.start, local=True, words=words)):
        side, why = scene.sides.side_of(near.party), "side of the country named nearest before"
    medium = MEDIUM.search(words) and not OF_STATE.search(words)
    if side == UNKNOWN or INTERNATIONAL.match(words) or (noun.removesuffix("s") in MEDIA and noun != "media") or medium:
        side, why = scene.sides.rest, "no state's body"
    return Turn(
        span,
        Speaker(name, None, None, side, f"as written: {words!r}; {why}", span, 0.45),
        kind,
        noun=noun,
        key=body_key(name),
    )


INTERNATIONAL = re.compile(r"(?:an?|the) international \w+ (?:in|at|of) ", re.I)  # where it sits is not whose it is
THAT = re.compile(r"\s(?:that|which) .*", re.S)  # "three firms |that sell to Freedonia|": whom they deal with
MEDIUM = re.compile(  # "the Freedonian channel Rain": no state speaks through it
    r"\bindependent\b|\b(?:newspaper|magazine|tabloid|daily|weekly|news outlet|"
    r"[Tt]elegram channel|TV channel|broadcaster|news (?:site|website)|"
    r"(?<=[a-z] )(?:Times|Post|Tribune|Herald|Gazette|Telegraph|Chronicle|Observer|Independent|Journal)(?! \w)|"
    r"non-?profit|think[- ]tank|NGO|charity|rights group|campaign group|employer)\b"
)
OF_STATE = re.compile(r"\b(?:state|state-\w+|government|Kremlin(?:-\w+)?|pro-Kremlin|official|presidential)\b")
LOCAL = word_set(
    "authorities authority police council administration military army forces prosecutors prosecution office "
    "ministry department government court command parliament troops intelligence service navy cabinet"
)
MEDIA = word_set(
    "newspaper magazine paper outlet media weekly daily journal university institute portal broadcaster charity"
)


CUT = re.compile(
    r"\s*(?:,(?!\d{3})|\()|\s[–—]\s|\s(?:including|(?:to|for|of|from|in) wh\w+|which|who|that|familiar|speaking|in a|"
    r"on the condition|there|here|nearby|citing|working|taking|briefed)\b|"
    r"\s(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def clean(words: str) -> str:
    """A mention without article, apposition and relative clause.

    >>> clean("the regional council, which met on Monday")
    'regional council'
    """
    head = re.sub(r"^(?:[Tt]he |[Aa]n? )?(?:latest|recent|new) ", "", CUT.split(words)[0])
    return re.sub(
        r"^(?:(?:some|several|many|most) of )?"
        r"(?:the|both|an?|some|several|many|its|his|her|their|our|whose|these|those)\s+",
        "",
        head,
        flags=re.I,
    )[:80].strip("’'\"“” -–—")


def is_body(noun: str) -> bool:
    """Whether a folded noun is that of a body: ministry, council, police."""
    return roles().get(noun, roles().get(noun.removesuffix("s"), ("", "")))[0] == "body"
