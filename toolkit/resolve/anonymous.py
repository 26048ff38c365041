"""Sources that name nobody: "officials", "a senior Ukrainian official", "residents"."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.lexicon import fold, roles, word_set
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.around import nation_words
from toolkit.resolve.bodies import bodies_by_id, body_key, clean, find_body, is_body
from toolkit.resolve.courts import PROSECUTION, court_before, take_up_prosecutors
from toolkit.resolve.describe import country_in, head_noun
from toolkit.resolve.pairs import union_before
from toolkit.resolve.person import gender_of
from toolkit.resolve.scene import REACH, Scene, Turn, again, anonymous, to_speaker
from toolkit.resolve.service import WARLIKE
from toolkit.resolve.sides import AGAINST, side_of_words
from toolkit.resolve.taken_up import take_up

LOCALLY = re.compile(r"(?:the |a )?(?:local|regional|city|municipal|emergency|area)\b", re.I)
INSIDERS = re.compile(
    r"^(?:the|these|those|both|his|her|their)\b(?! people)|\b(?:familiar with|briefed|close to|aware of)\b", re.I
)
ABROAD = re.compile(r"\b(?:international|visiting|overseas|world|western)\b", re.I)
OF_A_BODY = re.compile(r"\b(?:of|at|for|from) (?:the )?[A-Z]{3,}\b")
SPOKESPEOPLE = {"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen"}
NAMED_GROUPS = {"prosecutor", "legislator", "police", "minister", "governor"}
QUANTITY = re.compile(
    r"(?:some|several|many|most|two|three|four|five|one|other|others|various|multiple|a few|both|all)\b", re.I
)
PROPER = re.compile(r"(?<=[a-z] )[A-Z][\w-]*[a-z][\w-]*")  # not the first word
GENERIC = word_set(
    "emergency emergencies situations regional military civil national local special armed air guard border migration "
    "northern southern eastern western central joint general prime mechanised mechanized motorised motorized "
    "infantry assault airborne separate tank rifle artillery mountain territorial"
)
UNNAMED = {"source", "people"}

SERVING = re.compile(r"\bwho (?:\w+ )?(?:work|fight|fought|serv|spoke|speak|advis)\w* ")
PORTION = re.compile(  # "more than half of those held by the army": neither a body nor the army
    r"(?:\w+ ){0,3}?(?:majority|minority|half|thirds?|quarters?|most|dozens|hundreds|thousands|number) of "
    r"(?:those|people|respondents|all)\b",
    re.I,
)
ANOTHER = re.compile(  # "Another, who works for X", "A third"
    r"(?:another|one|(?:the )?others?|some|several|many|a (?:second|third|fourth|fifth|sixth))(?:$|,? who\b)", re.I
)


def resolve_some(scene: Scene, span: Span, words: str) -> Turn | None:
    """Part of a group ("more than half of those held by the army"), or one more of it ("another, who works for X");
    None for other words. Where somebody lives gives no side."""
    if PORTION.match(words):
        some = Speaker(words, None, None, scene.sides.rest, f"as written: {words!r}; nobody's body", span, 0.4)
        return Turn(span, some, "group", noun="people")
    if not ANOTHER.match(words):
        return None
    if " who " not in words:
        return _one_more(scene, span, words)
    private = scene.sides.rest
    side = side_of_words(words, scene.sides) if SERVING.search(words) else private
    return anonymous(span, side, f"{words!r} names nobody; {'no side' if side == UNKNOWN else 'by its words'}")


def _one_more(scene: Scene, span: Span, words: str) -> Turn:
    """One more without a name ("another"), on the side of the unnamed official before; several are of no side."""
    if not SINGLE.match(words):
        return anonymous(span, scene.sides.rest, f"{words!r} name nobody; no side")
    last = next((t for t in scene.recent if t.at.start < span.start), None)
    peer = last if last and last.kind == "anonymous" and last.noun else None
    side = peer.speaker.side if peer else UNKNOWN
    why = "no side" if side == UNKNOWN else "side of the source before"
    return anonymous(span, side, f"{words!r} names nobody; {why}", peer.noun if peer else "")


SINGLE = re.compile(r"(?:another|one|a|(?:the )?other)\b", re.I)


def resolve_unnamed(scene: Scene, span: Span, words: str, noun: str, kind: str, role: str, plural: bool) -> Turn:
    """A source without a name: a group under its own words, or unknown; the side by the words."""
    if plural and role == "member" and (union := re.search(r"\b(?:alliance|bloc)\b", words)):
        own = find_body(words)
        who = to_speaker(own[1], scene.article, scene.sides, f"{words!r}: of {own[1].name}", span, 0.6) if own else None
        named = Turn(span, who, "body", key=body_key(words)) if who else None
        whole = named or take_up(scene, span, f"the {union.group()}", union.group())
        if whole:
            return replace(whole, noun=noun, kind="group")
    if plural and (group := take_up_prosecutors(scene, span, words) or _group_before(scene, span, words, noun)):
        return group
    side, why = _side(scene, span, words, noun, kind)
    if (
        plural
        and kind == "office"
        and not QUANTITY.match(words)
        and (country_in(words) or _of_body(words))
        and role not in UNNAMED
    ):
        found = find_body(words)
        if found and not found[1].id.endswith("-state") and OFFICIALS.fullmatch(clean(words)):
            who = to_speaker(found[1], scene.article, scene.sides, f"{words!r}: the body they belong to", span, 0.6)
            return Turn(span, who, "group", noun=noun, key=body_key(words))
        if country_in(clean(words)):
            who = Speaker(clean(words), None, None, side, f"a group as written: {words!r}; {why}", span, 0.5)
            return Turn(span, who, "group", noun=noun, key=body_key(words))
    several = (
        plural and (kind == "private" or role in NAMED_GROUPS) and role not in UNNAMED and not QUANTITY.match(words)
    )
    single = not plural and kind == "private" and re.match(r"the\b", words, re.I)
    if several or single:
        who = Speaker(clean(words), None, None, side, f"as written: {words!r}; {why}", span, 0.4)
        return Turn(
            span, who, "group" if several else "anonymous", noun=noun, gender=gender_of(noun), key=body_key(words)
        )
    one = ONE.fullmatch(words)  # "one of the sources, a US |official|"
    noun = head_noun(one[1])[0] if one else noun
    return replace(anonymous(span, side, f"{words!r} names nobody; {why}", noun), gender=gender_of(noun))


ONE = re.compile(r"[Oo]ne of (?:the|those|these|them)\b[^,]*, (an? [^,]+)")


def _group_before(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """The group that "the leaders" takes up: the last of this noun that spoke, if words say which ("NATO leaders")."""
    last = next((t for t in scene.recent if t.noun == noun and t.at.start < span.start), None)
    near = last is not None and scene.sentence(span.start) - scene.sentence(last.at.start) <= FAR
    if last is None or not near or last.kind != "group" or not AGAIN.fullmatch(words):
        return None
    return again(last, span, f"{words!r}: {last.speaker.name}, the group before", 0.6)


AGAIN, FAR = re.compile(r"(?:[Tt]he|[Tt]hese|[Tt]hose) [a-z]+"), 12  # sentences
OFFICIALS = re.compile(r"(?!.*\band [A-Z]).*officials?")  # not "US and NATO officials": of two


def _of_body(words: str) -> bool:
    return find_body(words) is not None


def _side(scene: Scene, span: Span, words: str, noun: str, kind: str) -> tuple[str, str]:
    """The side of an unnamed source: private persons, words, earlier source of the same kind, country named before."""
    side = side_of_words(words, scene.sides)
    peer = PEER.match(words) and side != UNKNOWN  # in the same office of another country
    if kind == "private" and not peer and (side == UNKNOWN or not WARLIKE.search(words)):
        return scene.sides.rest, "a private person"
    if AGAINST.search(words):
        return scene.sides.rest, "against somebody named"
    if BOTH.search(words):
        return scene.sides.rest, "of two countries"
    if side != UNKNOWN:
        return side, "side by its words"
    found = find_body(words)
    party = found[1].party if found else ""
    if not party:
        owner = next((p for n, p in scene.mentions_at(span) if span.contains(n.span)), None)
        party = owner.party if owner else ""
    if party:
        return scene.sides.side_of(party), "side by its words"
    if kind == "office" and (of_body := _side_of_body(scene, span, words)):
        return of_body
    if before := _side_before(scene, words, noun):
        return before
    if ABROAD.search(words):
        return scene.sides.rest, "of no one country"
    if kind == "office" and of_unknown_body(words):
        return scene.sides.rest, "of a body that no table has"
    if kind == "office" and (beside := _beside(scene, span)):
        return beside, "side of the body that speaks in its sentence"
    if noun in PROSECUTION and (court := court_before(scene, span)):
        return side_of_words(f"{court} prosecutors", scene.sides), f"of {court!r}, named before"
    if TOGETHER.search(words) and (union := union_before(scene, span)):
        return scene.sides.side_of(union.party, union.id), f"of several states, {union.name} named before"
    if armed := _side_of_arms(scene, noun):
        return armed
    if kind == "office" and not OF_A_BODY.search(words):
        local = bool(LOCALLY.match(words)) or noun in {"mayor", "governor"}
        country = scene.country_near(span.start, local=local, words=words)
        if country:
            return scene.sides.side_of(country.party), "side of the country named nearest before"
    if kind == "source":
        return _side_of_source(scene, span, words)
    return UNKNOWN, "nothing gives its side"


def _side_before(scene: Scene, words: str, noun: str) -> tuple[str, str] | None:
    """The side of the unnamed source of the same kind that spoke before, for a bare spokesman of whoever did."""
    for turn in scene.recent:
        same = turn.kind in {"anonymous", "group"} and turn.noun.rstrip("s") == noun.rstrip("s")
        voice = turn.kind in {"anonymous", "body"} and {turn.noun, noun} <= SPOKESPEOPLE
        if (same or voice) and turn.speaker.side != UNKNOWN:
            return turn.speaker.side, "side of the unnamed source before"
    last = next((t for t in scene.recent if t.speaker.side != UNKNOWN), None)
    if noun in SPOKESPEOPLE and last and last.kind in {"body", "person"} and len(words.split()) < 3:
        return last.speaker.side, "side of the source before"
    return None


def _side_of_arms(scene: Scene, noun: str) -> tuple[str, str] | None:
    """The side of the soldier who spoke last under a name, for "soldiers" or "commanders" of whom no words give it."""
    if roles().get(noun.removesuffix("s"), ("", ""))[1] not in ARMED:
        return None
    nobodys = {UNKNOWN, scene.sides.rest}
    spoke = (t for t in scene.recent if t.person and t.person.roles & ARMED and t.speaker.side not in nobodys)
    last = next(spoke, None)
    return (last.speaker.side, f"side of {last.speaker.name}, a soldier who spoke before") if last else None


ARMED = {"soldier", "commander"}


def _side_of_body(scene: Scene, span: Span, words: str) -> tuple[str, str] | None:
    """The side of the body of "the air force spokesman": of one that spoke, or of the country that it was named with
    ("the Freedonian air force")."""
    found = BODY.fullmatch(words)
    if found is None or not is_body(fold(found[1].split()[-1])):
        return None
    for turn in scene.recent:
        if turn.kind == "body" and body_key(found[1]) <= turn.key and turn.speaker.id:
            return turn.speaker.side, f"of {turn.speaker.name}, which spoke before"
    owned = re.compile(rf"\b(?!The )([A-Z][\w.]*\w)(?:[’']s?)? (?:[A-Z]\w+ )?(?i:{re.escape(found[1])})\b")
    named = owned.finditer(scene.article.text, max(0, span.start - REACH), span.start)
    lands = [land for m in named if (land := country_in(m[1]))]
    return (scene.sides.side_of(lands[-1].party), f"of a body of {lands[-1].name}, named before") if lands else None


BOTH = re.compile(r"\b(?:of|from|in|on) (?:both|the two) (?:countries|nations|states|sides|governments|armies)\b")
BODY = re.compile(r"[Tt]he ((?:[\w-]+ )?[\w-]+?)(?:[’']s?)? (?:spokes\w+|chief|commander|head|officials?|officers?)")
TOGETHER = re.compile(  # of several states where a union of them is the topic: "the leaders", "finance ministers"
    r"^(?:the |their )?(?:leaders|presidents|prime ministers|heads of state|"
    r"(?:(?:foreign|defen[cs]e|finance|energy|interior|trade) )ministers)$|^the ministers$",
    re.I,
)
PEER = re.compile(r"(?:\w+[’']s?|[Hh]is|[Hh]er) [A-Z]\w+ (?:colleague|host|guest|hostess)$")


def _beside(scene: Scene, span: Span) -> str:
    """The side of a state's body that has just spoken in the same sentence, "" where none has."""
    last = scene.recent[0] if scene.recent else None
    if last is None or last.kind != "body" or scene.sentence(last.at.start) != scene.sentence(span.start):
        return ""
    actor = bodies_by_id().get(last.speaker.id or "")
    return last.speaker.side if actor and actor.kind in {"government", "ministry", "agency", "military"} else ""


def of_unknown_body(words: str) -> bool:
    """Whether words hold a proper name that is in no table: "a Fizzpop spokesperson"; not "the Interior Ministry"."""
    named = (fold(word) for word in PROPER.findall(words))
    return any(w not in GENERIC and w not in nation_words() and w not in roles() for w in named)


def _side_of_source(scene: Scene, span: Span, words: str) -> tuple[str, str]:
    """The side of "sources" without a country: insiders speak for the source before, others for nobody."""
    last = next((t for t in scene.recent if t.speaker.side != UNKNOWN), None)
    country = scene.country_near(span.start, local=bool(LOCALLY.match(words)))
    if INSIDERS.search(words) and last:
        return last.speaker.side, "side of the source before"
    if country and LOCALLY.match(words):
        return scene.sides.side_of(country.party), "side of the country named nearest before"
    return scene.sides.rest, "no words give its side"
