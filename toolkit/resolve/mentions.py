"""One source mention to its speaker, with the reason: by name, by pronoun, by office, by the words that describe it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.lexicon import Parties, fold
from toolkit.model import UNKNOWN, Article, Span, Speaker, Statement
from toolkit.resolve.actors import actors_of, candidates, hinted_side, is_country, pick, to_speaker

PRONOUNS = {
    "he": "m",
    "she": "f",
    "him": "m",
    "her": "f",
    "his": "m",
    "their": "",
    "them": "",
    "its": "",
    "who": "",
    "they": "",
    "it": "",
    "i": "",
    "we": "",
}
NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w’'-]+(?:\s+(?:(?:de|von|van|der|al|bin)\s+)?[A-ZÀ-ÞĀ-Ž][\w’'-]+)*")
ROLE = re.compile(
    r"\b(?:president|minister|spokes\w+|official|ambassador|envoy|secretary|governor|general|leader|chief|head|chairman|"
    r"commander|adviser|advisor|mayor|deputy|senator|lawmaker|prime|foreign|defen[cs]e|senior|former|mr|mrs|ms|dr|"
    r"sir|colonel|captain|professor|director|state|press|the)\b",
    re.I,
)
HOLDER = re.compile(
    r"\b(?:president|prime minister|foreign minister|defen[cs]e minister|minister|spokes\w+|ambassador|"
    r"secretary general|governor|mayor)\b"
)
LEADERS = {"russia": r"russian|russia", "ukraine": r"ukrainian|ukraine", "us": r"us|u s|american"}
PERSON = re.compile(
    r"(?:president|minister|spokes\w+|ambassador|envoy|leader|chief|general|governor|mayor|official|politician|diplomat|"
    r"journalist|lawyer|expert|analyst|commander|colonel|soldier|professor|director|author|head|activist|chancellor|"
    r"senator|scientist|historian|writer|man|woman|father|mother|\w+(?:ian|ist|er|or))$"
)
PRIVATE = re.compile(
    r"\b(?:journalists?|residents?|wom[ae]n|m[ae]n|father|mother|wife|husband|relatives?|survivors?|witness(?:es)?|experts?|"
    r"analysts?|scientists?|researchers?|authors?|historians?|activists?|volunteers?|doctors?|study|newspaper|outlet|magazine|"
    r"media|broadcaster|poll|survey|neighbou?rs?|students?|teachers?|refugees?)\b",
    re.I,
)
BODY = "body"  # stands in the place of a gender for organisations and groups
PLURAL = re.compile(
    r"\b(?:officials|authorities|diplomats|forces|troops|residents|soldiers|leaders|lawmakers|prosecutors)\b", re.I
)
ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|spokes\w+|diplomats?|analysts?|experts?|people|residents?|soldiers?)\b", re.I
)


def resolve_mention(
    article: Article, statement: Statement, sides: Parties, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str]:
    """The speaker of one statement and the gender, where it is known."""
    span, text = statement.source, article.text
    if span is None:
        if article.speaker:
            return _of_words(article, article.speaker, None, sides)
        named = [k for k in known if k[1].name != UNKNOWN]
        if named and statement.content[0].start - named[-1][0] < 800:
            return replace(named[-1][1], reason="no source: the speaker of the turn before", confidence=0.6), named[-1][
                2
            ]
        return Speaker(reason="no source in the text"), ""
    words = span.of(text).strip()
    if words.lower() in PRONOUNS:
        return _of_pronoun(article, span, sides, known)
    return _of_words(article, words, span, sides, known)


def _of_pronoun(
    article: Article, span: Span, sides: Parties, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str]:
    """The nearest person before a pronoun, of its gender, quotations' speakers first."""
    word = span.of(article.text).lower()
    wanted = PRONOUNS[word]
    named = [k for k in known if k[1].name != UNKNOWN]
    before = [k for k in named if k[0] < span.start and (k[2] in {wanted, ""} if wanted else True)]
    if not wanted and word in {"it", "they"}:
        before = [k for k in before if k[2] == BODY] or before
    if before and span.start - before[-1][0] < 1500:
        return replace(before[-1][1], reason=f"{word!r}: the speaker named before", confidence=0.8), before[-1][2]
    for found in reversed(list(NAME.finditer(article.text, max(0, span.start - 600), span.start))):
        actor = pick(fold(found.group()), article, "")
        if actor and actor.is_person and (not wanted or actor.gender == wanted):
            evidence = Span(*found.span())
            return to_speaker(actor, article, sides, f"{word!r}: the person named before", evidence, 0.6), actor.gender
    return Speaker(reason=f"{word!r} stands for nobody named before"), ""


def _of_words(
    article: Article, words: str, span: Span | None, sides: Parties, known: Sequence[tuple[int, Speaker, str]] = ()
) -> tuple[Speaker, str]:
    """The speaker that a mention's words name or describe."""
    place = fold(words)
    found = candidates(place)
    people = [name for name, actors in found if any(a.is_person for a in actors)]
    for name in people:
        actor = pick(name, article, place)
        if actor:
            return to_speaker(actor, article, sides, f"{words!r} is in the actor table", span, 0.97), actor.gender
    named = _full_name(article.text, words, place)
    if named and not people:
        actor = pick(fold(named), article, place)
        if actor and actor.is_person:
            return to_speaker(actor, article, sides, f"{words!r} is {named} in the article", span, 0.95), actor.gender
        side = _described_side(article.text, named, words, sides)
        reason = f"{named} is in no table; side by the words that describe the person"
        return Speaker(named, None, None, side, reason, span, 0.6), ""
    for name, actors in found:
        if _is_role(words):
            break
        actor = next((a for a in actors if not a.is_person), None)
        if actor:
            return to_speaker(actor, article, sides, f"{name!r} is in the table of organisations", span, 0.9), BODY
    role = _of_role(article, words, span, sides, known) or _of_noun(article, words, span, known)
    if role:
        return role
    side = hinted_side(place, sides)
    if side == UNKNOWN and re.match(r"the \w+$", words.lower()) and ANONYMOUS.search(words):
        side = next((s.side for _, s, gender in reversed(known) if gender == BODY), UNKNOWN)
    if side == UNKNOWN and PRIVATE.search(words):
        side = sides.side_of("un")  # the codebook: private persons, media, documents are "other"
    if side != UNKNOWN and PLURAL.search(words):
        return Speaker(words[:80], None, None, side, f"a group as written: {words!r}", span, 0.5), BODY
    if ANONYMOUS.search(words) or ROLE.search(words):
        return Speaker(UNKNOWN, None, None, side, f"{words!r} names nobody; side by its words", span, 0.5), BODY
    return Speaker(
        words[:80], None, None, side if side != UNKNOWN else "other", f"as written: {words!r}", span, 0.4
    ), ""


def _of_role(
    article: Article, words: str, span: Span | None, sides: Parties, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str] | None:
    """The person whom a definite description stands for ("the French president"): of those who hold that office on the
    day, the one named nearest before, else the only one of that country's table."""
    found = HOLDER.search(fold(words))
    if not found or span is None or re.match(r"(?:an?|one|some|another)\b", words, re.I):
        return None
    wanted, side = found.group(), hinted_side(fold(words), sides)
    for _, speaker, gender in reversed(known):
        if speaker.office and wanted in fold(speaker.office) and side in {UNKNOWN, speaker.side}:
            return replace(
                speaker, reason=f"{words!r}: the {wanted} named before", evidence=span, confidence=0.8
            ), gender
    for match in reversed(list(NAME.finditer(article.text, 0, span.start))):
        actor = next(
            (a for n, _ in candidates(fold(match.group())) if (a := pick(n, article, "")) and a.is_person), None
        )
        office = actor.office_on(article.date) if actor else None
        if (
            actor
            and office
            and wanted in fold(office.title)
            and side in {UNKNOWN, sides.side_of(office.party, actor.id)}
        ):
            reason = f"{words!r}: the {wanted} named before"
            return to_speaker(actor, article, sides, reason, Span(*match.span()), 0.75), actor.gender
    country = next((c for c, pattern in LEADERS.items() if re.search(rf"\b(?:{pattern})\b", fold(words))), None)
    if country and wanted == "president":
        holders = [a for a in actors_of(country) if (o := a.office_on(article.date)) and fold(o.title) == wanted]
        if len(holders) == 1:
            reason = f"{words!r}: the only holder of the office on that day"
            return to_speaker(holders[0], article, sides, reason, span, 0.7), holders[0].gender
    return None


def _of_noun(
    article: Article, words: str, span: Span | None, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str] | None:
    """The named speaker whom a definite noun takes up ("the ambassador"): one introduced with that very noun, else the
    latest one, if nobody else was named since."""
    found = re.fullmatch(r"(?:the|this) (?:\w+ )?(\w+)", words.lower())
    if not found or span is None or PLURAL.search(words) or not PERSON.search(found[1]):
        return None
    people = [k for k in reversed(known) if k[1].name != UNKNOWN and k[2] != BODY and k[0] < span.start]
    for at, speaker, gender in people:
        around = article.text[max(0, at - 60) : at + 140].lower()
        if re.search(rf"\b{re.escape(found[1])}\b", around):
            return replace(speaker, reason=f"{words!r}: introduced so", evidence=span, confidence=0.75), gender
    if (
        people
        and span.start - people[0][0] < 500
        and found[1] not in {"official", "source", "spokesman", "spokesperson"}
    ):
        return replace(people[0][1], reason=f"{words!r}: the speaker named before", confidence=0.55), people[0][2]
    return None


def _is_role(words: str) -> bool:
    """Whether a mention is a person described by office, such as "a senior Kremlin official"."""
    return bool(
        re.search(r"\b(?:official|spokes\w+|minister|president|envoy|ambassador|leader)s?$", words.strip(), re.I)
    )


def _full_name(text: str, words: str, place: str) -> str | None:
    """The longest form of the name in a mention: the one that the article gives with a first name."""
    found = [n for n in NAME.findall(words)]
    if not found:
        return None
    tokens = [t for t in found[-1].split() if not ROLE.fullmatch(t.strip(".")) and not is_country(t)]
    if not tokens:
        return None
    tokens = [re.sub(r"[’']s$", "", t) for t in tokens[-3:]]
    if len(tokens) > 1:
        return " ".join(tokens)
    surname = tokens[0]
    for match in re.finditer(rf"([A-ZÀ-Þ][\w’'-]+)\s+{re.escape(surname)}\b", text):
        if not ROLE.fullmatch(match[1]) and not is_country(match[1]):
            return f"{match[1]} {surname}"
    return surname if not ANONYMOUS.search(words) else None


def _described_side(text: str, name: str, words: str, sides: Parties) -> str:
    """The side of a person whom no table knows, by the words in the mention and around the first full mention."""
    side = hinted_side(fold(words), sides)
    at = text.find(name)
    if side == UNKNOWN and at >= 0:
        before = re.split(r"[.!?,;:“”\"\n]", text[max(0, at - 60) : at])[-1]
        after = re.match(r",\s*(?:the |an? |who is )?([^,.;\n“”\"]{3,80})", text[at + len(name) :])
        described = (
            (before if ROLE.search(before) else "") + " . " + (after[1] if after and ROLE.search(after[1]) else "")
        )
        side = hinted_side(fold(described), sides)
    return "other" if side == UNKNOWN else side
