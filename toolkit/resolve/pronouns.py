"""Whom a pronoun stands for: the people and bodies named before it, weighed by place, part in the sentence and turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import roles
from toolkit.model import UNKNOWN, Span
from toolkit.resolve.antecedent import are_many, resolve_antecedent
from toolkit.resolve.bodies import is_media, written
from toolkit.resolve.person import Person
from toolkit.resolve.presented import find_presented
from toolkit.resolve.salience import FAR, GENDER, UNNAMED, WEIGHTS, last_turn, weigh
from toolkit.resolve.scene import REACH, Scene, Turn, again, anonymous
from toolkit.resolve.subjects import find_several, find_subject, find_subject_before

PRONOUNS = {
    "he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f", "himself": "m", "herself": "f",
    "it": "body", "its": "body", "they": "group", "their": "group", "them": "group", "we": "group", "us": "group",
    "our": "group", "i": "", "who": "", "my": "", "me": "", "both": "group",
    "which": "body", "that": "body", "this": "body", "those": "group", "these": "group",
}  # fmt: skip


def resolve_pronoun(scene: Scene, span: Span, word: str, content: tuple[Span, ...]) -> Turn:
    """The person or body that a pronoun takes up, or an unnamed speaker.

    The source is never inside its own quotation; the people of the sentence and of the turn before come first.
    """
    wanted = PRONOUNS[word]
    if word == "who":
        return resolve_antecedent(scene, span) or _who(scene, span)
    if word in {"i", "me", "my", "we", "us", "our"}:  # in a quotation of whoever spoke before, else the text's own
        if not scene.is_told(span):
            return anonymous(span, UNKNOWN, f"{word!r}: the text's own words, nobody named")
        one = {"person", "anonymous"} if word in {"i", "me", "my"} else {"person", "anonymous", "body", "group"}
        turn = next((t for t in scene.recent if t.at.start < span.start and t.kind in one), None)
        if turn is None:
            return anonymous(span, UNKNOWN, f"{word!r}: nobody spoke before")
        return again(turn, span, f"{word!r}: the source named before", 0.5)
    if wanted in {"body", "group"}:
        nobody = anonymous(span, UNKNOWN, f"{word!r} stands for no body or group named before, and for no one person")
        return _body(scene, span, word, wanted) or nobody
    return _person(scene, span, word, wanted, content)


def _who(scene: Scene, span: Span) -> Turn:
    """The person named last before a "who" in its sentence, if one can be meant; a relative reaches no farther."""
    named = scene.mentions_in(scene.start_of_sentence(span.start), span.start)
    fits = [(name, person) for name, person in named if not name.possessive]
    if not fits or are_many(scene, span):
        return anonymous(span, UNKNOWN, "'who': nobody named before it in its sentence")
    name, person = fits[-1]
    return scene.to_turn(person, span, f"'who': {person.name}, named before in its sentence", 0.6, name.span)


AGED = re.compile(r"[Tt]he (\d\d)[- ]year[- ]old(?:,|$)")
AGE = re.compile(r"(\d\d)(?:,|\)|$)")


def resolve_aged(scene: Scene, span: Span, words: str, content: tuple[Span, ...]) -> Turn | None:
    """The person in the foreground whom "the 62-year-old" means, of those who have no other age; None without one."""
    age = AGED.match(words)
    ages = {id(p): {a[1] for n in p.mentions if (a := AGE.match(n.after))} for p in scene.people_near(span.start)}
    others = [p for p in scene.people_near(span.start) if age and ages[id(p)] and age[1] not in ages[id(p)]]
    new = _new_before(scene, span)
    if new and not any(new is other for other in others):
        return scene.to_turn(new, span, f"{words!r}: {new.name}, introduced in the sentence before", 0.6)
    found = _person(scene, span, words, "", content, others)
    return found if found.person else None


def _new_before(scene: Scene, span: Span) -> Person | None:
    """The only person whom the sentence before names for the first time, for an age that opens its own sentence."""
    opens = scene.start_of_sentence(span.start)
    if opens < 2 or scene.article.text[opens : span.start].strip():
        return None
    named = scene.mentions_in(scene.start_of_sentence(opens - 2), opens)
    new = {id(p): p for n, p in named if n.span == p.mentions[0].span and len(n.words) > 1}
    return new.popitem()[1] if len(new) == 1 else None


def _person(
    scene: Scene, span: Span, word: str, gender: str, content: tuple[Span, ...], others: Sequence[Person] = ()
) -> Turn:
    """Who is presented in the sentence before, else the best of the people named and the unnamed who spoke before."""
    if gender in {"m", "f"} and (shown := find_presented(scene, span, gender, content)):
        return replace(shown, at=span)
    if gender in {"m", "f"} and (own := _subject_of_sentence(scene, span, gender, content)):
        reason = f"{word!r}: {own[0].name}, the subject of its sentence"
        return scene.to_turn(own[0], span, reason, 0.8, own[1])
    last = last_turn(scene, span)
    if gender in {"m", "f"} and (new := _unnamed_before(scene, span, gender)):
        return again(new, span, f"{word!r}: the unnamed source directly before", 0.6)
    unnamed = last.at if last and last.kind == "anonymous" else Span(0, 0)  # "a source close to Orr" is not Orr
    scored: list[tuple[float, int, Turn | Person, Span]] = []
    for person in scene.people_near(span.start):
        if (gender and person.gender and person.gender != gender) or any(person is other for other in others):
            continue
        score, at = weigh(scene, span, person, content)
        if at and not unnamed.contains(at):
            scored.append((score + GENDER * (person.gender == gender), at.start, person, at))
    if last and last.kind == "anonymous" and (not last.gender or last.gender == gender):
        scored.append((_turn_weight(scene, span, last), last.at.start, last, last.at))
    if not scored:
        later = _named_after(scene, span, gender)
        if later:
            return scene.to_turn(later, span, f"{word!r}: {later.name}, named only after it", 0.5)
        return anonymous(span, UNKNOWN, f"{word!r} stands for nobody named before")
    _, _, who, at = max(scored, key=lambda s: s[:2])
    if isinstance(who, Turn):
        return again(who, span, f"{word!r}: the unnamed source before", 0.5)
    if gender in {"m", "f"} and not who.gender and who.actor is None:
        who.gender = gender  # nothing else showed it; the next pronoun agrees with this one
    part = "speaker" if last and last.person is who else "person"
    return scene.to_turn(who, span, f"{word!r}: the {part} named before", 0.8, at)


def _subject_of_sentence(
    scene: Scene, span: Span, gender: str, content: tuple[Span, ...]
) -> tuple[Person, Span] | None:
    """The only person of a gender in the narrator's sentence before a pronoun, if it is its subject: "Aalto waited
    until it rained before |she| said"."""
    start = scene.start_of_sentence(span.start)
    found = [
        (person, name)
        for name, person in scene.mentions_in(start, span.start)
        if not any(piece.contains(name.span) for piece in content) and person.gender in {gender, ""}
    ]
    if len({id(person) for person, _ in found}) != 1:
        return None
    person, name = found[0]
    lead = scene.article.text[start : name.span.start].strip().removesuffix(name.before).strip()
    opens = lead in {"", "But", "And", "Yet", "Later", "The"} and not name.possessive
    return (person, name.span) if opens and person.gender == gender and not scene.is_told(name.span) else None


def _unnamed_before(scene: Scene, span: Span, gender: str) -> Turn | None:
    """The turn of one person without a name who opened the sentence before as its source ("a soldier", "a plumber",
    whatever the kind), where nobody else was named since."""
    text, last = scene.article.text, next((t for t in scene.recent if t.at.start < span.start), None)
    if last is None or last.person or last.speaker.id or not NEW.match(last.at.of(text)):
        return None
    one = last.kind == "anonymous" and last.speaker.name == UNKNOWN and last.gender in {gender, ""}
    one = one or (last.kind == "body" and last.noun not in roles())
    near = scene.sentence(span.start) - scene.sentence(last.at.start) <= NEXT
    opens = not text[scene.start_of_sentence(last.at.start) : last.at.start].strip()
    return last if one and near and opens and not scene.mentions_in(last.at.start, span.start) else None


NEW, NEXT = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother)\b(?! of)"), 2  # sentences


def _named_after(scene: Scene, span: Span, gender: str) -> Person | None:
    """Who is named for the first time shortly after a pronoun that stands for nobody before."""
    fits = [
        p
        for p in scene.people_near(span.start, 400)
        if p.gender in {gender, ""} and 0 < p.mentions[0].span.start - span.end < 300
    ]
    return min(fits, key=lambda p: p.mentions[0].span.start, default=None)


def _turn_weight(scene: Scene, span: Span, turn: Turn) -> float:
    """The weight of an unnamed speaker before, as that of a person named once."""
    gap = min(FAR, scene.sentence(span.start) - scene.sentence(turn.at.start))
    distance = gap * (WEIGHTS["mention"] + WEIGHTS["subject"] + WEIGHTS["turn_gap"])
    return WEIGHTS["turn"] + distance + UNNAMED + GENDER * bool(turn.gender)


def _is_document(turn: Turn, word: str) -> bool:
    """Whether "it" can be the document in which somebody spoke: "The letter says so. It adds more"."""
    return word == "it" and turn.speaker.name != UNKNOWN and roles().get(turn.noun, ("", ""))[0] == "document"


HEARS = re.compile(r"\b(?:to|told|tell|with|by|on|from) (?:the )?$")  # "it told |the Times|"


def _body(scene: Scene, span: Span, word: str, wanted: str) -> Turn | None:
    """The body or group that "it" or "they" takes up: the one that spoke last, else the one named last as a subject."""
    if subject := find_subject(scene, span, many=wanted == "group"):
        return again(subject, span, f"{word!r}: the subject of its sentence", 0.7)
    if subject := find_subject_before(scene, span, many=wanted == "group"):
        return again(subject, span, f"{word!r}: the subject of the sentence before", 0.6)
    kinds = {"group", "body"} if wanted == "group" else {"body"}
    spoke = [t for t in scene.recent if (t.kind in kinds or _is_document(t, word)) and t.at.start < span.start]
    groups = [t for t in spoke if t.kind == "group"] if wanted == "group" else []
    turn = groups[0] if groups else spoke[0] if spoke else None
    here = scene.sentence(span.start)
    if turn and here - scene.sentence(turn.at.start) <= 4:
        return again(turn, span, f"{word!r}: the source named before", 0.75)
    if wanted == "group":
        last = next((t for t in scene.recent if t.at.start < span.start), None)
        if last and last.gender and (several := find_several(scene, span)):
            return several
        return again(last, span, f"{word!r}: the source named before", 0.6) if last else None
    for name in reversed([n for n in scene.names_in(span.start - REACH, span.start) if n.kind == "body"]):
        if here - scene.sentence(name.span.start) <= 2 and not scene.is_quoted(name.span):
            found = written(scene, name.span, name.text, name.surname)
            heard = is_media(found.speaker.id) and HEARS.search(
                scene.article.text, max(0, name.span.start - 12), name.span.start
            )
            if not heard:
                return again(found, span, f"{word!r}: {name.text!r}, named before", 0.6)
    return again(turn, span, f"{word!r}: the source named before", 0.5) if turn else None
