"""Documents that speak: "the statement", "a resolution by the Senate", "his speech", "its report"."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.lexicon import Actor, countries, fold, roles
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.around import is_title
from toolkit.resolve.bodies import body_key, clean, find_body, is_media, is_unshown
from toolkit.resolve.describe import country_in, party_in
from toolkit.resolve.names import STOP
from toolkit.resolve.pairs import JOINTLY, union_before
from toolkit.resolve.pronouns import resolve_pronoun
from toolkit.resolve.scene import Scene, Turn, again, anonymous, to_speaker
from toolkit.resolve.sides import side_of_words

JOINT = re.compile(r"\b(?:joint|common)\b")
ISSUED = re.compile(r"(?:an? )?(?:\w+ )?(?:press release|news release|statement|readout|communique)$", re.I)
TAKEN = re.compile(r"(?:the|this|that|its|his|her|their)\b", re.I)
BESIDE = re.compile(r"^([^(),]*), (?:the|an?) [a-z].*", re.S)  # "the document, |the first of its kind in Freedonia|"
OWNER = re.compile(r"\b(?:by|from|of|in)\s+(?:[a-z-]+\s+)*([A-Z].*)")
HIS_BODY = re.compile(
    r"\b(?:his|her)\s+((?:\w+\s+)?(?:ministry|department|office|service|agency|command|government))\b", re.I
)
HIS = re.compile(r"\b(his|her)\b", re.I)
DRAFTED = (
    "resolution|declaration|document|text|decree|order|agreement|treaty|letter|memo|plan|proposal|paper|strategy|"
    "blueprint|law|bill|judgment|ruling|verdict|indictment|communique|appeal"
)
FOUND = {"poll", "survey", "study", "analysis", "datum", "data", "figure", "statistic", "estimate", "finding"}
MADE = (  # "the group produced a |report|"
    r"\b(?:produce|publish|release|issue|write|wrote|written|compile|commission|draft|file)[sd]? "
    r"(?:an?|its|their|his|her) (?:[\w-]+ ){0,3}?"
)
FAR, NEXT = 5, 2  # sentences
REPORTED = {"report", "article"}  # what a news agency said just before
NEW = re.compile(r"an?\b", re.I)
SPOKEN = (
    "statement|report|update|bulletin|briefing|release|message|post|speech|address|video|interview|study|survey|poll|"
    "book|article"
)


def resolve_document(scene: Scene, span: Span, words: str, noun: str) -> Turn:
    """Whose words "the statement" gives: its owner in the mention, else who introduced it, else who spoke before."""
    if JOINT.search(words) and not OWNER.search(words) and not party_in(words):
        return _of_several(scene, span, words, noun)
    words = BESIDE.sub(r"\1", words)
    if several := _signed_by(scene, span, words, noun):
        return several
    found = find_body(words.split(", ")[0]) or find_body(words)
    if found and is_unshown(scene.article.text, span.start, *found):
        found = None
    whole = OWNER.search(words.split(", ")[0]) if found and _goes_on(words, *found) else None
    if whole:
        side = side_of_words(whole[1], scene.sides) if party_in(whole[1]) else scene.sides.rest
        return _as_written(span, words, clean(whole[1]), side, noun)
    if found and fold(found[0]) != noun and not _goes_on(words, *found):
        return _of_body(scene, span, words, noun, found[1])
    if ALL_CAPITAL.fullmatch(words) and not words.isupper():
        side = side_of_words(words, scene.sides) if party_in(words) else scene.sides.rest
        return _as_written(span, words, clean(words), side, noun)
    his = _of_pronoun(scene, span, words, noun)
    if his:
        return his
    if SEVERAL.fullmatch(words):
        return anonymous(span, scene.sides.rest, f"{words!r} are nobody's in particular", noun)
    party = party_in(words)
    owned = OWNER.search(words) and (party or noun.removesuffix("s") in FOUND)
    if (TAKEN.match(words) or ISSUED.match(words) or " " not in words) and not owned:
        taken = _taken_up(scene, span, words, noun)
        if taken and (not party or scene.sides.side_of(party) == taken.speaker.side):
            return taken
    side = side_of_words(words, scene.sides) if party else scene.sides.rest
    owner = OWNER.search(words)
    if owner and fold(owner[1]).removeprefix("the ").split()[0] in STOP:  # "a post from July"
        owner = None
    if owner or party:
        name = clean(owner[1] if owner else words)
        return _as_written(span, words, name, side, noun)
    if made := MAKER.fullmatch(words):
        return _as_written(span, words, made[1], side, noun)
    return anonymous(span, side, f"{words!r} is nobody's in particular", noun)


def _of_several(scene: Scene, span: Span, words: str, noun: str) -> Turn:
    """Of a joint document: those who spoke together shortly before, else the union that was named last; never one's."""
    here = scene.sentence(span.start)
    spoke = next((t for t in scene.recent if t.speaker.reason.endswith(JOINTLY)), None)
    if spoke and here - scene.sentence(spoke.at.start) <= FAR:
        return again(spoke, span, f"{words!r}: of the joint source before", 0.6)
    if union := union_before(scene, span):
        return _of_body(scene, span, words, noun, union)
    return anonymous(span, scene.sides.rest, f"{words!r}: of several who are not named", noun)


SIGNED = re.compile(r"\b(?:between|by|from|of) (?:the )?([A-Z].*)")
EACH = re.compile(r",? and (?:the )?|, (?:the )?")


def _signed_by(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """The several states or bodies of which words say that a document is ("a statement by Freedonia and Sylvania")."""
    found = SIGNED.search(words)
    parts = EACH.split(found[1]) if found else []
    parties = [party_in(part) if part[:1].isupper() else "" for part in parts]
    if len(parts) < 2 or not all(parties):
        return None
    if found and (whole := find_body(found[1])) and " and " in whole[0]:
        return None
    sides = {scene.sides.side_of(party) for party in parties}
    name = " and ".join([", ".join(parts[:-1]), parts[-1]])
    side = sides.pop() if len(sides) == 1 else scene.sides.rest
    return replace(_as_written(span, words, name, side, noun), kind="group")


def _as_written(span: Span, words: str, name: str, side: str, noun: str) -> Turn:
    who = Speaker(name, None, None, side, f"as written: {words!r}", span, 0.4)
    return Turn(span, who, "body", noun=noun, key=body_key(name))


PROPER = re.compile(r"(?<=[ -])[A-Z]\w+")
GENERIC = (
    r"This|These|That|His|Her|Its|Their|Our|Executive|Joint|Presidential|Federal|Draft|Annual|Interim|Final|New|White"
)
ALL_CAPITAL = re.compile(  # "the World Happiness Report", not "the Executive Order"
    rf"(?:[Tt]he )?(?!(?:The|{GENERIC}) )(?:[A-Z][\w’'-]+ )+[A-Z][\w-]+"
)
SEVERAL = re.compile(
    r"(?:(?:[Mm]edia|[Nn]ews|[Pp]ress) )?(?:[Rr]eports|[Ff]igures|[Ee]stimates|[Pp]olls|[Ss]urveys|[Ss]tudies)"
)
MAKER = re.compile(  # "a Harbour Research Centre survey"
    r"(?:[Aa]n?|[Tt]he) (?:new |recent |latest |separate |\d{4} )?"
    r"([A-Z][\w’'&-]*(?:(?: of| for| and| &)?[ -][A-Z][\w’'&-]*)+) "
    r"(?:[a-z]+ )?(?:polls?|surveys?|stud(?:y|ies)|analys[ei]s|reports?|data|figures|estimates?)"
)
PAGES = {"telegram", "x", "facebook", "twitter", "instagram"}


def _goes_on(words: str, name: str, actor: Actor) -> bool:
    """Whether the name of a table is only a part of a longer one: "the |China| Meteorological Administration"."""
    at = words.find(name)
    state = actor.name in countries() or actor.id.endswith("-state") or fold(name).removeprefix("the ") in roles()
    if at < 0 or "," in name or not state:
        return False
    after = re.match(r"(?:[’']s?)? (?:(?:of|for|on) (?:the )?)?([A-Z][\w-]+)", words[at + len(name) :])
    before = re.search(r"\b[A-Z][\w.]*[’']s? $", words[:at])
    role = after and (is_title(fold(after[1])) or fold(after[1]) in PAGES)
    return bool(after and not role) or bool(before and " " not in name and country_in(before.group()) is None)


def _of_body(scene: Scene, span: Span, words: str, noun: str, actor: Actor) -> Turn:
    who = to_speaker(actor, scene.article, scene.sides, f"{words!r}: a document of {actor.name}", span, 0.8)
    return Turn(span, who, "body", noun=noun, key=body_key(actor.name))


def _of_pronoun(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """ "posts from his account": of that person; "a statement by his ministry": of the person's ministry."""
    found = HIS.search(words)
    if not found:
        return None
    owner = resolve_pronoun(scene, span, found[1].lower(), ())
    body = HIS_BODY.search(words)
    if not body:
        return again(owner, span, f"{words!r}: of {owner.speaker.name}", 0.7) if owner.person else None
    described = owner.person.described if owner.person else owner.speaker.office or ""
    country = country_in(described)
    fields = " ".join(sorted(owner.person.fields)) if owner.person else ""
    named = find_body(f"{country.name if country else ''} {fields} {body[1]}")
    right = named and named[1].kind in {"ministry", "agency", "military", "intelligence"}
    return _of_body(scene, span, words, noun, named[1]) if named and right else None


def _taken_up(scene: Scene, span: Span, words: str, noun: str) -> Turn | None:
    """Who speaks in a document that was named before, or, of one that was not, who spoke before."""
    if not NEW.match(words):
        alike = [t for t in scene.recent if _is_same(t.noun, noun) and t.speaker.name != UNKNOWN]
        whose = set(PROPER.findall(words))
        same = next((t for t in alike if whose and whose & set(PROPER.findall(f" {t.speaker.name}"))), None)
        same = same or next(iter(alike), None)
        if same and (beside := _beside(scene, span, same.at)):
            return again(beside, span, f"{words!r}: of the source directly before", 0.6)
        if same:
            return again(same, span, f"{words!r}: the one named before", 0.7)
        if first := _introduced(scene, span, noun):
            return first
        if bare := next((t for t in scene.recent if t.noun == noun), None):
            return again(bare, span, f"{words!r}: the one named before", 0.5)
    spoke = [t for t in scene.recent if t.speaker.name != UNKNOWN and t.kind in {"body", "person", "group"}]
    told = spoke and noun in REPORTED and scene.sentence(span.start) - scene.sentence(spoke[0].at.start) <= NEXT
    own = [t for t in spoke if not is_media(t.speaker.id) or (told and t is spoke[0])] or spoke
    if not own or _is_surveyed(noun, own[0]) or _made_since(scene, span, noun, own[0].at):
        return None
    return again(own[0], span, f"{words!r}: of the source named before", 0.6)


def _is_same(one: str, other: str) -> bool:
    """Whether two nouns may mean one document: "the survey", then "the findings"."""
    return one == other or {one.removesuffix("s"), other.removesuffix("s")} <= FOUND


def _beside(scene: Scene, span: Span, at: Span) -> Turn | None:
    """The body that spoke in the sentence before, where the document of this kind is of another and far back."""
    here, last = scene.sentence(span.start), scene.recent[0]
    near = last.kind == "body" and not is_media(last.speaker.id) and here - scene.sentence(last.at.start) <= 1
    return last if near and here - scene.sentence(at.start) > FAR else None


def _is_surveyed(noun: str, turn: Turn) -> bool:
    """Whether a document holds what was found out about others, and who spoke before is no body that finds it out."""
    return noun.removesuffix("s") in FOUND and turn.kind != "body"


def _made_since(scene: Scene, span: Span, noun: str, at: Span) -> bool:
    """Whether somebody is said, after a place, to have made the document: then it is not whose who spoke before."""
    made = re.compile(MADE + re.escape(noun.removesuffix("s")))
    return bool(made.search(scene.article.text, at.end, span.start))


def _introduced(scene: Scene, span: Span, noun: str) -> Turn | None:
    """Who speaks or is named where the document comes up first: "The Senate has passed a resolution"."""
    singular = noun.removesuffix("s")
    if re.fullmatch(DRAFTED, singular):
        pattern = rf"\b(?:{DRAFTED if singular in {'document', 'text', 'paper'} else singular})s?\b|\bdocumentary\b"
        found = (m.start() for m in re.finditer(pattern, scene.article.text[: span.start]))
        places = [at for at in found if not scene.is_quoted(Span(at, at + 1))][:1]
    elif re.fullmatch(SPOKEN, singular):
        pattern = rf"\b(?:an?|joint|press|news|[Ii]n (?:its|his|her|their))\s+(?:[\w-]+\s+){{0,3}}?{singular}\b"
        places = [m.start() for m in re.finditer(pattern, scene.article.text[: span.start])][-1:]
    else:
        return None
    for at in places:
        here = scene.sentence(at)
        for turn in scene.recent:
            if scene.sentence(turn.at.start) == here and turn.speaker.name != UNKNOWN and not is_media(turn.speaker.id):
                return again(turn, span, f"the {noun} of {turn.speaker.name}, named before", 0.7)
        start = scene.start_of_sentence(at)
        named = [n.text for n in scene.names_in(start, at) if n.kind in {"body", "place"}]
        for body in map(find_body, [scene.article.text[start:at], *named] if named else []):
            if body and body[1].kind != "media":
                return _of_body(scene, span, f"the {noun}", noun, body[1])
    return None
