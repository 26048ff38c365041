"""Source mentions to speakers: name, office on the article's date, side, each with the reason."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from toolkit.errors import TableError
from toolkit.lexicon import Actor, Parties, actors_by_name, fold, read_parties, titles
from toolkit.model import UNKNOWN, Article, Span, Speaker, Statement

PRONOUNS = {"he": "m", "she": "f", "him": "m", "her": "f", "who": "", "they": "", "it": "", "i": "", "we": ""}
NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w’'-]+(?:\s+(?:(?:de|von|van|der|al|bin)\s+)?[A-ZÀ-ÞĀ-Ž][\w’'-]+)*")
COUNTRIES = {
    "russia": r"russia\w*|kremlin|moscow",
    "ukraine": r"ukrain\w*|kyv|kyiv",
    "us": r"american|us|u s|white house|pentagon|state department",
    "eu": r"european|eu|german|french|polish|brytish|british|nato|uk|italian|dutch|finnish",
}
ROLE = re.compile(
    r"\b(?:president|minister|spokes\w+|official|ambassador|envoy|secretary|governor|general|leader|chief|head|chairman|"
    r"commander|adviser|advisor|mayor|deputy|senator|lawmaker|prime|foreign|defen[cs]e|senior|former|mr|mrs|ms|dr|"
    r"sir|colonel|captain|professor|director|state|press|the)\b",
    re.I,
)
ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|spokes\w+|diplomats?|analysts?|experts?|people|residents?|soldiers?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A researcher's decision: whoever is shown as `speaker` is `name`, with this side and office."""

    speaker: str
    name: str
    side: str
    office: str | None
    doc: str | None


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a CSV file with columns speaker, name, side and, if wanted, office and doc."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = {"speaker", "name", "side"} - set(reader.fieldnames or ())
            if missing:
                raise TableError(f"no column {', '.join(sorted(missing))}", where=f"{path}, line 1", hint="add it")
            rows = list(enumerate(reader, start=2))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"cannot be read ({error})", where=str(path), hint="give a UTF-8 CSV file") from None
    for number, row in rows:
        for column in ("speaker", "name", "side"):
            if not (row[column] or "").strip():
                raise TableError("an empty cell", where=f"{path}, line {number}, column {column}", hint="fill it")
    return tuple(
        Correction(r["speaker"], r["name"], r["side"], r.get("office") or None, r.get("doc") or None) for _, r in rows
    )


def resolve_speakers(
    article: Article,
    statements: Sequence[Statement],
    *,
    parties: Parties | None = None,
    corrections: Sequence[Correction] = (),
) -> tuple[Statement, ...]:
    """The same statements, each with its speaker.

    >>> one = Statement((Span(0, 8),), "indirect", source=Span(10, 19))
    >>> resolve_speakers(Article("a", "Talks go, Mr Peskov said.", date="2023-05-01"), [one])[0].speaker.side
    'russia'
    """
    sides = parties or read_parties()
    out: list[Statement] = []
    known: list[tuple[int, Speaker, str]] = []  # where a person was last named, who, gender
    for statement in statements:
        speaker, gender = _resolve(article, statement, sides, known)
        if speaker.name != UNKNOWN and statement.source is not None:
            known.append((statement.source.start, speaker, gender))
        out.append(replace(statement, speaker=speaker))
    out = _lead(article, out)
    return tuple(_correct(article, s, corrections) for s in out)


def _resolve(
    article: Article, statement: Statement, sides: Parties, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str]:
    """The speaker of one statement and the gender, where it is known."""
    span, text = statement.source, article.text
    if span is None:
        if article.speaker:
            return _of_words(article, article.speaker, None, sides)
        if known and statement.content[0].start - known[-1][0] < 800:
            return replace(known[-1][1], reason="no source: the speaker of the turn before", confidence=0.6), known[-1][
                2
            ]
        return Speaker(reason="no source in the text"), ""
    words = span.of(text).strip()
    if words.lower() in PRONOUNS:
        return _of_pronoun(article, span, sides, known)
    return _of_words(article, words, span, sides)


def _of_pronoun(
    article: Article, span: Span, sides: Parties, known: Sequence[tuple[int, Speaker, str]]
) -> tuple[Speaker, str]:
    """The nearest person before a pronoun, of its gender, quotations' speakers first."""
    word = span.of(article.text).lower()
    wanted = PRONOUNS[word]
    before = [k for k in known if k[0] < span.start and (not wanted or k[2] in {wanted, ""})]
    if before and span.start - before[-1][0] < 1500:
        return replace(before[-1][1], reason=f"{word!r}: the speaker named before", confidence=0.8), before[-1][2]
    for found in reversed(list(NAME.finditer(article.text, max(0, span.start - 600), span.start))):
        actor = _pick(fold(found.group()), article, "")
        if actor and actor.is_person and (not wanted or actor.gender == wanted):
            evidence = Span(*found.span())
            return _speaker(actor, article, sides, f"{word!r}: the person named before", evidence, 0.6), actor.gender
    return Speaker(reason=f"{word!r} stands for nobody named before"), ""


def _of_words(article: Article, words: str, span: Span | None, sides: Parties) -> tuple[Speaker, str]:
    """The speaker that a mention's words name or describe."""
    place = fold(words)
    candidates = _candidates(place)
    people = [name for name, actors in candidates if any(a.is_person for a in actors)]
    for name in people:
        actor = _pick(name, article, place)
        if actor:
            return _speaker(actor, article, sides, f"{words!r} is in the actor table", span, 0.97), actor.gender
    named = _full_name(article.text, words, place)
    if named and not people:
        actor = _pick(fold(named), article, place)
        if actor and actor.is_person:
            return _speaker(actor, article, sides, f"{words!r} is {named} in the article", span, 0.95), actor.gender
        side = _described_side(article.text, named, words, sides)
        reason = f"{named} is in no table; side by the words that describe the person"
        return Speaker(named, None, None, side, reason, span, 0.6), ""
    for name, actors in candidates:
        if _is_role(words):
            break
        actor = next((a for a in actors if not a.is_person), None)
        if actor:
            return _speaker(actor, article, sides, f"{name!r} is in the table of organisations", span, 0.9), ""
    side = _hinted(place, sides)
    if ANONYMOUS.search(words) or ROLE.search(words):
        return Speaker(UNKNOWN, None, None, side, f"{words!r} names nobody; side by its words", span, 0.5), ""
    return Speaker(
        words[:80], None, None, side if side != UNKNOWN else "other", f"as written: {words!r}", span, 0.4
    ), ""


def _is_role(words: str) -> bool:
    """Whether a mention is a person described by office, such as "a senior Kremlin official"."""
    return bool(
        re.search(r"\b(?:official|spokes\w+|minister|president|envoy|ambassador|leader)s?$", words.strip(), re.I)
    )


def _candidates(place: str) -> list[tuple[str, tuple[Actor, ...]]]:
    """The names of the tables that stand in a folded mention, the longest first."""
    words, table, out = place.split(), actors_by_name(), []
    for size in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            name = " ".join(words[start : start + size])
            found = table.get(name) or table.get(name.removesuffix("s"))  # "emergency services": the service
            if found:
                out.append((name if name in table else name.removesuffix("s"), found))
    return out


def _pick(name: str, article: Article, place: str) -> Actor | None:
    """The actor of a name; of several that share it, the one whose full name or country the article gives."""
    actors = actors_by_name().get(name, ())
    if len(actors) < 2:
        return actors[0] if actors else None
    whole = _folded(article.text)
    full = [a for a in actors if fold(a.name) in whole]
    if len(full) == 1:
        return full[0]
    hints = {_title_parties()[title] for title in _titles_pattern().findall(place)}
    hinted = [a for a in actors if a.party_on(article.date) in hints]
    return hinted[0] if len(hinted) == 1 else None


@cache
def _folded(text: str) -> str:
    return fold(text)


def _full_name(text: str, words: str, place: str) -> str | None:
    """The longest form of the name in a mention: the one that the article gives with a first name."""
    found = [n for n in NAME.findall(words)]
    if not found:
        return None
    tokens = [t for t in found[-1].split() if not ROLE.fullmatch(t.strip(".")) and not _is_country(t)]
    if not tokens:
        return None
    tokens = [re.sub(r"[’']s$", "", t) for t in tokens[-3:]]
    if len(tokens) > 1:
        return " ".join(tokens)
    surname = tokens[0]
    for match in re.finditer(rf"([A-ZÀ-Þ][\w’'-]+)\s+{re.escape(surname)}\b", text):
        if not ROLE.fullmatch(match[1]) and not _is_country(match[1]):
            return f"{match[1]} {surname}"
    return surname if not ANONYMOUS.search(words) else None


def _is_country(word: str) -> bool:
    return any(re.fullmatch(pattern, fold(word)) for pattern in COUNTRIES.values())


def _described_side(text: str, name: str, words: str, sides: Parties) -> str:
    """The side of a person whom no table knows, by the words in the mention and around the first full mention."""
    side = _hinted(fold(words), sides)
    at = text.find(name)
    if side == UNKNOWN and at >= 0:
        side = _hinted(fold(text[max(0, at - 60) : at + len(name) + 80]), sides)
    return "other" if side == UNKNOWN else side


def _hinted(place: str, sides: Parties) -> str:
    """The side that a title or a country word in folded words points to; unknown where several do."""
    title = _titles_pattern().search(place)
    if title:
        return sides.side_of(_title_parties()[title.group()])
    found = [party for party, pattern in COUNTRIES.items() if re.search(rf"\b(?:{pattern})\b", place)]
    return sides.side_of(found[0]) if len(found) == 1 else UNKNOWN


@cache
def _title_parties() -> dict[str, str]:
    """The party that each title of one country hints at."""
    return {title: party for title, party, _, strong in reversed(titles()) if strong and party}


@cache
def _titles_pattern() -> re.Pattern[str]:
    longest_first = sorted(_title_parties(), key=lambda title: (-len(title), title))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _speaker(actor: Actor, article: Article, sides: Parties, reason: str, span: Span | None, sure: float) -> Speaker:
    """The speaker of an actor of the tables, with office and side on the article's date."""
    office = actor.office_on(article.date)
    side = sides.side_of(actor.party_on(article.date), actor.id)
    when = "" if article.date or not actor.is_person else "; the article has no date: latest office"
    return Speaker(actor.name, actor.id, office.title if office else None, side, reason + when, span, sure)


def _lead(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """An unnamed official of the first paragraph is the first named speaker after it of the same body and side."""
    out = list(statements)
    first_end = article.text.find("\n")
    for i, statement in enumerate(out):
        source = statement.source
        if statement.speaker.name != UNKNOWN or source is None or not 0 <= source.start < first_end:
            continue
        words = {w for w in fold(source.of(article.text)).split() if _is_country(w)}
        for later in out[i + 1 :]:
            who = later.speaker
            if who.id and later.source and who.side == statement.speaker.side:
                if words & set(fold(later.source.of(article.text)).split()):
                    reason = "introduced without a name in the first paragraph, named in a later one"
                    out[i] = replace(statement, speaker=replace(who, reason=reason, confidence=0.7))
                break
    return out


def _correct(article: Article, statement: Statement, corrections: Sequence[Correction]) -> Statement:
    """The statement with the researcher's correction of its speaker, if there is one."""
    for row in corrections:
        if row.speaker == statement.speaker.name and row.doc in {None, article.id}:
            who = replace(
                statement.speaker,
                name=row.name,
                side=row.side,
                office=row.office,
                reason="corrected by hand",
                confidence=1.0,
            )
            return replace(statement, speaker=who)
    return statement
