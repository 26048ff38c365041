"""Sources that name nobody: "officials", "a senior Ukrainian official", "the statement", "residents"."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.lexicon import fold
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.bodies import body_key, clean, find_body
from toolkit.resolve.describe import country_in, party_in, side_of_words
from toolkit.resolve.person import gender_of
from toolkit.resolve.scene import Scene, Turn, again, anonymous, to_speaker

LOCALLY = re.compile(r"(?:the |a )?(?:local|regional|city|municipal|emergency|area)\b", re.I)
NAMED_GROUPS = {"prosecutor", "legislator", "police", "minister", "governor"}
QUANTITY = re.compile(
    r"(?:some|several|many|most|two|three|four|five|one|other|others|various|multiple|a few|both|all)\b", re.I
)
UNNAMED = {"source", "people"}
BARE = re.compile(
    r"(?:the |some |several |many |other |local |various |multiple |all |two |three |four |five |one of the )*\w+$",
    re.I,
)


def resolve_unnamed(scene: Scene, span: Span, words: str, noun: str, kind: str, role: str, plural: bool) -> Turn:
    """A source without a name: a group under its own words, or unknown; the side by the words."""
    side, why = _side(scene, span, words, noun, kind)
    if (
        plural
        and kind == "office"
        and not QUANTITY.match(words)
        and (country_in(words) or _of_body(words))
        and role not in UNNAMED
    ):
        found = find_body(words)
        if found and not found[1].id.endswith("-state") and re.search(r"officials?$", clean(words)):
            who = to_speaker(found[1], scene.article, scene.sides, f"{words!r}: the body they belong to", span, 0.6)
            return Turn(span, who, "group", noun=noun, key=body_key(words))
        if country_in(clean(words)):
            who = Speaker(clean(words), None, None, side, f"a group as written: {words!r}; {why}", span, 0.5)
            return Turn(span, who, "group", noun=noun, key=body_key(words))
    group = plural and (kind == "private" or role in NAMED_GROUPS) and role not in UNNAMED and not QUANTITY.match(words)
    single = not plural and kind == "private" and re.match(r"the\b", words, re.I)
    if group or single:
        who = Speaker(clean(words), None, None, side, f"as written: {words!r}; {why}", span, 0.4)
        return Turn(
            span, who, "group" if group else "anonymous", noun=noun, gender=gender_of(noun), key=body_key(words)
        )
    return replace(anonymous(span, side, f"{words!r} names nobody; {why}", noun), gender=gender_of(noun))


def _of_body(words: str) -> bool:
    return find_body(words) is not None


def _side(scene: Scene, span: Span, words: str, noun: str, kind: str) -> tuple[str, str]:
    """The side of an unnamed source: private persons, words, earlier source of the same kind, country named before."""
    if kind == "private":
        return scene.sides.rest, "a private person"
    side = side_of_words(words, scene.sides)
    if side != UNKNOWN:
        return side, "side by its words"
    party = ""
    if not party:
        found = find_body(words)
        party = found[1].party if found else ""
    if not party:
        owner = next((p for p in scene.people for n in p.mentions if span.contains(n.span)), None)
        party = owner.party if owner else ""
    if party:
        return scene.sides.side_of(party), "side by its words"
    for turn in reversed(scene.turns):
        if (
            turn.kind in {"anonymous", "group"}
            and turn.noun.rstrip("s") == noun.rstrip("s")
            and turn.speaker.side != UNKNOWN
        ):
            return turn.speaker.side, "side of the unnamed source before"
    if kind == "office":
        country = scene.country_near(span.start, local=bool(LOCALLY.match(words)))
        if country:
            return scene.sides.side_of(country.party), "side of the country named nearest before"
    last = next((t for t in reversed(scene.turns) if t.speaker.side != UNKNOWN), None)
    country = scene.country_near(span.start)
    if kind == "source" and last:
        return last.speaker.side, "side of the source before"
    if kind == "source" and country:
        return scene.sides.side_of(country.party), "side of the country named nearest before"
    return UNKNOWN, "nothing gives its side"


def resolve_document(scene: Scene, span: Span, words: str, noun: str) -> Turn:
    """Whose words "the statement" or "his speech" gives: its owner in the mention, else the body or person before."""
    found = find_body(words)
    if found and fold(found[0]) != noun:
        who = to_speaker(found[1], scene.article, scene.sides, f"{words!r}: a document of {found[1].name}", span, 0.8)
        return Turn(span, who, "body", noun=noun, key=body_key(words))
    party = party_in(words)
    taken = re.match(r"(?:the|this|that|its|his|her|their)\b", words, re.I) or BARE.fullmatch(words)
    if taken and not party:
        same = next((t for t in reversed(scene.turns) if t.noun == noun and t.speaker.name != UNKNOWN), None)
        if same:
            return again(same, span, f"{words!r}: the one named before", 0.7)
        before = [t for t in scene.turns if t.speaker.name != UNKNOWN and t.kind in {"body", "person", "group"}]
        if before:
            return again(before[-1], span, f"{words!r}: of the source named before", 0.6)
    side = side_of_words(words, scene.sides) if party else scene.sides.rest
    owner = re.search(r"\b(?:by|from|of|in)\s+(?:[a-z-]+\s+)*([A-Z].*)", words)
    if owner or party:
        name = clean(owner[1] if owner else words)
        return Turn(span, Speaker(name, None, None, side, f"as written: {words!r}", span, 0.4), "body", noun=noun)
    return anonymous(span, side, f"{words!r} is nobody's in particular", noun)
