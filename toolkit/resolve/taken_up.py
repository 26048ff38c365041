"""What "the ministry", "the newspaper" or "the group" takes up: a body that spoke, was named or only cited before."""

from __future__ import annotations

import re

from toolkit.lexicon import Actor, Country, countries, fold, word_set
from toolkit.model import Span
from toolkit.resolve.bodies import LOCAL, MEDIA, bodies_by_id, bodies_by_key, body_key, named_body, written
from toolkit.resolve.describe import country_in
from toolkit.resolve.names import Name
from toolkit.resolve.scene import REACH, Scene, Turn, again, to_speaker
from toolkit.resolve.whose import land_of_update, shown_land

CITED = word_set("ministry department service agency administration campaign")
KINDS = "(?:international|aid|human rights|rights|humanitarian|medical|non-?profit|charitable)"  # no state's
OF_STATE = "(?:state|public|national)"
STATED = {"ministry", "department"}  # of a state: the tables have them
OUTLETS = MEDIA - {"university", "institute", "charity", "portal"}
COUNTRY = re.compile(r"(?:the|this|that) (?:country|nation)", re.I)
PRIVATE = word_set(
    "company firm bank charity party group organisation organization"
)  # no government, council or ministry
LOOSE = {
    "company": {"company"},
    "firm": {"company"},
    "bank": {"company"},
    "organization": {"international", "agency"},
    "organisation": {"international", "agency"},
    "agency": {"agency", "intelligence", "international", "media"},
    "service": {"agency", "intelligence"},
    "group": {"international"},
    "institute": {"agency"},
    "charity": {"international"},
    "nonprofit": {"agency"},
    "party": {"party"},
    "alliance": {"international"},
    "bloc": {"international"},
    "watchdog": {"international", "agency"},
    "palace": {"government"},
    "authority": {"agency"},
    "ministry": {"ministry"},
    "department": {"ministry"},
}


def take_up(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """The body that "the ministry" or "the defence ministry" takes up: one whose name has all these words."""
    key = body_key(words)
    if not key or len(key) > 3:
        return None
    if (land := land_of_update(scene, span, key)) and (actor := bodies_by_key().get(key | {land.id})):
        who = to_speaker(actor, scene.article, scene.sides, f"{words!r}: of its intelligence update", span, 0.7)
        return Turn(span, who, "body", noun=noun, key=key | {land.id})
    for turn in scene.recent:
        if (
            turn.kind == "body" and key <= turn.key and not (noun in OUTLETS and key == {noun})
        ):  # which one "the paper" is
            if len(key) > 1 and (since := _named_since(scene, turn, span, words, noun)):
                return since
            return again(turn, span, f"{words!r}: the body named before", 0.8)
    if whole := take_up_name(scene, span, words):
        return whole
    for name in reversed([n for n in scene.names_in(span.start - REACH, span.start) if n.kind == "body"]):
        other = body_key(name.text)
        if key < other:
            turn_ = written(scene, name.span, name.text, noun)
            return again(turn_, span, f"{words!r}: {name.text!r} named before", 0.75)
    last = _loose(scene, span, words, noun) or _cited(scene, span, words, noun) or _of_president(scene, span, words)
    if last:
        return last
    if noun in {"authorities", "officials"}:
        return None
    shown = shown_land(scene, span, key)
    country = shown or scene.country_near(span.start)
    actor = bodies_by_key().get(key | {country.id}) if country else None
    if actor:
        reason = f"{words!r}: of the country {'that the text tells of' if shown else 'named nearest before'}"
        return Turn(span, to_speaker(actor, scene.article, scene.sides, reason, span, 0.6), "body", noun=noun, key=key)
    return None


def _of_president(scene: Scene, span: Span, words: str) -> Turn | None:
    """The body of the tables that "the administration" means: of the president named last before."""
    if not re.fullmatch(r"(?:[Tt]he|[Tt]his) administration", words):
        return None
    for name, _ in reversed(scene.mentions_in(span.start - REACH, span.start)):
        if actor := named_body(f"{name.words[-1]} administration"):
            who = to_speaker(actor, scene.article, scene.sides, f"{words!r}: {actor.name}", name.span, 0.6)
            return Turn(span, who, "body", noun="administration", key=body_key(actor.name))
    return None


def take_up_name(scene: Scene, span: Span, words: str) -> Turn | None:
    """What "the trust" or "the health trust" takes up: a body of this noun, or the last name that ends with it."""
    if COUNTRY.fullmatch(words):
        return _country(scene, span, words)
    found = re.fullmatch(r"(?:[Tt]he|[Tt]his|[Tt]hat) (?:([a-z]+) )?([a-z]{4,})", words)
    if found is None:
        return None
    same = next((t for t in scene.recent if t.kind == "body" and t.noun == found[2]), None)
    if same and not found[1] and found[2] not in OUTLETS:
        return again(same, span, f"{words!r}: the body named before", 0.7)
    for name in reversed(scene.names_in(span.start - REACH, span.start)):
        ends = len(name.words) > 1 and name.kind in {"body", ""} and name.words[-1] == found[2].capitalize()
        if ends and (not found[1] or f" {found[1]}" in f" {fold(name.text)}"):
            whole = written(scene, name.span, name.text, found[2])
            return again(whole, span, f"{words!r}: {name.text!r} named before", 0.7)
    return None


def _country(scene: Scene, span: Span, words: str) -> Turn | None:
    """The country named last before "the country"."""
    for name in reversed(scene.names_in(span.start - REACH, span.start)):
        if name.text in countries() and countries()[name.text].name == name.text:
            return again(
                written(scene, name.span, name.text, "country"), span, f"{words!r}: {name.text}, named before", 0.6
            )
    return None


def _cited(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """The body that "the ministry" takes up where it was only cited: "according to its defence ministry"."""
    if not re.fullmatch(r"(?:the|that|this) \w+", words, re.I) or noun not in CITED:
        return None
    text = scene.article.text
    pattern = rf"(?:[\w’'-]+ ){{1,3}}{noun}\b(?: of [A-Z]\w+(?: [A-Z]\w+)?)?|{noun} of [A-Z]\w+(?: [A-Z]\w+)?"
    for found in reversed(list(re.finditer(pattern, text[max(0, span.start - 1500) : span.start], re.I))):
        at = max(0, span.start - 1500) + found.start()
        country = scene.country_near(at)
        tokens = found.group().split()
        for start in range(len(tokens)):
            key = body_key(" ".join(tokens[start:]))
            actor = bodies_by_key().get(key) or (
                bodies_by_key().get(key | {country.id}) if country and len(key) > 1 else None
            )
            if actor and len(key) > 1:
                reason = f"{words!r}: {found.group()!r}, named before"
                who = to_speaker(actor, scene.article, scene.sides, reason, Span(at, at + len(found.group())), 0.6)
                return Turn(span, who, "body", noun=noun, key=body_key(actor.name))
    return None


def _named_since(scene: Scene, turn: Turn, span: Span, words: str, noun: str) -> Turn | None:
    """The body of the same words, for "the department" any ministry, that was named with its country since another one
    spoke: "the UK Ministry of Trade"."""
    bare = re.escape(re.sub(r"^(?:the|this|that) ", "", words, flags=re.I))
    bare = r"(?:ministry of \w+|\w+ ministry)" if bare.lower() == "department" else bare
    whole = re.compile(rf"\b(?!The )([A-Z][\w.]*\w)(?:[’']s?)? (?i:{bare})\b")
    for found in reversed(list(whole.finditer(scene.article.text, turn.at.end, span.start))):
        at = Span(*found.span())
        if country_in(found[1]) and not scene.is_told(at):
            return again(
                written(scene, at, found.group(), noun), span, f"{words!r}: {found.group()!r} named before", 0.6
            )
    return None


def _loose(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """What "the newspaper" or "the company" takes up: a body named before whose kind agrees."""
    of = re.fullmatch(r"(?:[Tt]he|[Tt]his|[Tt]hat) ([A-Z]\w+) \w+", words)
    if noun in MEDIA and of and (land := country_in(of[1])):
        return _medium_of(scene, span, words, noun, land)
    kind = re.fullmatch(rf"(?:the|this|that) ({OF_STATE if noun in MEDIA else KINDS} )?\w+", words, re.I)
    if not kind or (noun not in LOOSE and noun not in MEDIA):
        return None
    turn, named = _spoke(scene, noun), _named_before(scene, span, noun, aired=noun not in PRINTED)
    if turn and noun == "department" and (since := _named_since(scene, turn, span, words, noun)):
        return since
    if kind[1] and turn and turn.speaker.name[:1].islower():
        turn = None  # "the rights group" is no "opposition"
    if named and (turn is None or (noun in MEDIA | {"department"} and named[0].span.start >= turn.at.end)):
        name, actor = named
        reason = f"{words!r}: {actor.name}, named before"
        who = to_speaker(actor, scene.article, scene.sides, reason, name.span, 0.6)
        return Turn(span, who, "body", noun=noun, key=body_key(actor.name))
    if turn is None or _another(scene, turn.at.end, span.start, noun):
        return None
    return again(turn, span, f"{words!r}: the body named before", 0.6)


def _medium_of(scene: Scene, span: Span, words: str, noun: str, land: Country) -> Turn | None:
    """The medium of a country that "the Freedonian daily" takes up: the one named last before, if it is of it."""
    found = _named_before(scene, span, noun)
    if found is None or found[1].party not in {land.party, f"other:{land.id}"}:
        return None
    return again(written(scene, found[0].span, found[1].name, noun), span, f"{words!r}: named before", 0.6)


def _spoke(scene: Scene, noun: str) -> Turn | None:
    """The last body that spoke and that a noun can mean."""
    for turn in scene.recent:
        actor = bodies_by_id().get(turn.speaker.id or "")
        of_state = actor is None and noun in PRIVATE and turn.noun in LOCAL
        press = noun in MEDIA and actor is None and PRESS.search(turn.speaker.name)
        if turn.kind == "body" and not of_state and (press or _agrees(noun, actor.kind if actor else "")):
            return turn
    return None


PRINTED = word_set("newspaper paper magazine weekly daily journal portal")
AIRED = re.compile(r"^[A-Z]{3,}\b|\b(?:News|Agency|Radio|TV)$")  # agencies and broadcasters: no newspapers
PRESS = re.compile(  # a newspaper's name that no table has
    r"\b(?:Daily|Weekly|Times|Post|Mail|Mirror|Star|Express|Tribune|Herald|Gazette|Telegraph|Chronicle|Observer|Journal)\b"
)


def _named_before(scene: Scene, span: Span, noun: str, *, aired: bool = True) -> tuple[Name, Actor] | None:
    """The last name before of a body of the tables that a noun can mean, a broadcaster's or agency's only if wanted."""
    for name in reversed(scene.names_in(span.start - REACH, span.start)):
        actor = named_body(name.text)
        told = UNVERIFIED.match(scene.article.text, name.span.end)
        if actor and actor.kind and _agrees(noun, actor.kind) and (aired or not AIRED.search(actor.name)) and not told:
            return name, actor
    return None


ABLE = "(?:was not |is not |is un|has been un)able to"
UNVERIFIED = re.compile(  # "The BBC cannot verify the video": the article's own medium, no source
    rf"[ \xa0](?:cannot|could not|has not|can[’']t|(?:could|has)n[’']t|{ABLE})[ \xa0]"
    r"(?:been able to[ \xa0])?(?:independently[ \xa0])?(?:verif|confirm|authenticat|check)"
)


def _another(scene: Scene, start: int, end: int, noun: str) -> bool:
    """Whether between two places another one comes up: "an investigation by the local |paper|"."""
    other = rf"\b(?:by|from|to|in|of|with) (?:an?|the|another) (?:[\w’'-]+ ){{1,2}}{re.escape(noun)}\b"
    return bool(re.search(other, scene.article.text[start:end]))


def _agrees(noun: str, kind: str) -> bool:
    """Whether a noun can mean a body of this kind of the tables ("" where it is in no table)."""
    if noun in MEDIA:
        return kind == "media"
    return kind in LOOSE.get(noun, set()) | ({""} if noun not in STATED else set())
