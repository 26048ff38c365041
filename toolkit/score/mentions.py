"""The names in a text: which actor each means, and the neutral word that stands for it where scores are computed.

A score that saw "Peskov" or "Zelensky" would learn who is disliked instead of what is said. So every name is replaced
by the same word before any model or word list sees it (compare "actor-blind" coding in event data: CAMEO codebook
1.1b3, ch. 1): a person, a country, its people and an organisation look alike, or a score would depend on which of them
is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from toolkit.lexicon import actors_by_name, countries, first_names, fold, titles, word_set
from toolkit.model import Span
from toolkit.resolve.names import STOP

PLACEHOLDER = "actor"
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶŁĻŃŅŇŌŐŘŚŠŤŪŮŰŹŻŽ]"
WORD = re.compile(rf"{CAPITAL}(?:\.(?:{CAPITAL}\.)+|[\w’'-]*\w|)")
LINK = re.compile(r"(?!\s*\n\s*\n)\s+(?:(?:of|the|and|for|de|du|da|van|von|der|al)\s+){0,2}")
POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
OPENING = re.compile(r"(?:^|[.!?:;\n“”\"‘«([…–—•*>-]|(?<!\w)')$")
TITLED = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Ss]ecretary|[Ss]enator|[Gg]overnor|[Gg]eneral)[ \xa0]$"
)
IN = re.compile(r"\b(?:in|into|from|speaks?|spoke|speaking|spoken) (?:both )?$")
ALONE = re.compile(r"(?! [A-Z])(?!-)(?: (?:and|or|but|that|to|on|at|as|by|for|when|while|with|during)\b|[^\w ’'-]|$)")
CONTRACTED = re.compile(r"(?:I|It|He|She|We|You|They|That|There|This|What|Who|Where|Let|Here)[’'](?:m|ll|re|ve|d|s)")
LONGEST = 6  # words of the longest name that is looked up
KEPT = word_set(
    """
    affairs agency air airport april army assembly august bank black brigade center central centre christian
    christians christmas cold commission committee conference congress council court covid day december defence
    defense department dr east easter eastern energy euro-atlantic facebook february federal federation force
    forces foreign forum friday general god google government group holocaust house human i i'm instagram
    institute interior international internet islamic i’m january jewish jews july june kingdom lady lord march
    may middle ministry monday mr mrs ms muslim muslims national navy nazi nazis nazism neo-nazi neo-nazis news north
    northern november nuclear october office orthodox parliament party patriot peninsula photo plant platform
    power radio red republic rights saturday sea security senate september service sir south southern soviet st
    staff state states street sunday telegram thursday times treaty tuesday union united university war wednesday
    west western whatsapp world
    """
)
BODIES = word_set(  # kept words that end the name of a body or a place: "Rapid Support Forces"
    "army bank brigade center centre force forces house institute peninsula plant sea street university"
)
ORDINARY = word_set("brink conservative conservatives economist memorial pace shape shot time")  # names, too
GIVEN = word_set(  # places that people are called by
    """
    boston chad chelsea georgia india indiana israel jamaica jordan kenya london montana paris samara santiago sofia
    tennessee vienna virginia
    """
)
PHRASES = {"the west": "West", "western": "West", "global south": "Global South"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its canonical form ("" where no table has it), its kind, and m or f where that is known.

    Kinds: person, state, adjective, people, language, organisation, and name where no table has it.
    """

    span: Span
    name: str
    kind: str
    gender: str = ""


@cache
def known_names() -> dict[str, tuple[str, str]]:
    """Folded name -> (canonical name, kind) of every person, country, people and organisation of the tables.

    >>> known_names()["putin"]
    ('Vladimir Putin', 'person')
    """
    out: dict[str, tuple[str, str]] = {}
    for name, actors in actors_by_name().items():
        if len({actor.name for actor in actors}) == 1 or not any(a.is_person for a in actors):
            out[name] = (actors[0].name, "person" if actors[0].is_person else "organisation")
    singular = {fold(word) for word in countries()}
    for word, country in countries().items():
        folded = fold(word)
        if folded.endswith("s") and folded[:-1] in singular:
            kind = "people"
        else:
            kind = "adjective" if ADJECTIVE.search(word) and word != country.name else "state"
        out[folded] = (country.name, kind)
    out |= {fold(phrase): (name, "adjective" if phrase == "western" else "state") for phrase, name in PHRASES.items()}
    out["west"] = ("West", "state")
    return out


ADJECTIVE = re.compile(r"(?:an|ish|ese|ch|ic|i|man|ss)$")


@cache
def _kept() -> frozenset[str]:
    """Capitalised words that are no names: titles, offices, days, and what KEPT lists."""
    return frozenset(
        KEPT | {word for title, _, _, _ in titles() for word in title.split()} - {fold(w) for w in countries()}
    )


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The names of a text in their order, known ones as long as the tables have them, others by their capitals.

    A surname is that of the only person whom the text has named in full with it before, whoever of the tables bears it.

    >>> [(m.span.of("Then Mr Putin met the Ukrainian team."), m.name, m.kind) for m in
    ...  find_mentions("Then Mr Putin met the Ukrainian team.")]
    [('Putin', 'Vladimir Putin', 'person'), ('Ukrainian', 'Ukraine', 'adjective')]
    """
    mentions = tuple(_language(text, mention) for mention in _mentions(text, list(WORD.finditer(text))))
    return tuple(_introduced(text, mentions))


def _language(text: str, mention: Mention) -> Mention:
    """The mention, without a country where it is a language: "he repeated it in English"."""
    at = mention.span
    spoken = mention.kind == "adjective" and IN.search(text, max(0, at.start - 12), at.start)
    return replace(mention, name="", kind="language") if spoken and ALONE.match(text, at.end) else mention


def _introduced(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, a lone surname as that of the only person whom the text has named in full with it before, unless a
    title says whom it means ("President Biden")."""
    full: dict[str, list[Mention]] = {}
    for mention in mentions:
        words = mention.span.of(text).split()
        if mention.kind in {"person", "name"} and len(words) > 1:
            full.setdefault(words[-1], []).append(replace(mention, name=mention.name or " ".join(words)))
    for mention in mentions:
        found = full.get(mention.span.of(text), []) if mention.kind in {"person", "name", "state"} else []
        found = [one for one in found if one.span < mention.span]
        titled = mention.name and TITLED.search(text, max(0, mention.span.start - 24), mention.span.start)
        if len({one.name for one in found}) == 1 and not titled:
            yield replace(mention, name=found[0].name, kind=found[0].kind)
        else:
            yield mention


def _mentions(text: str, words: Sequence[re.Match[str]]) -> Iterator[Mention]:
    at = 0
    while at < len(words):
        run = [words[at]]
        for word in words[at + 1 : at + LONGEST]:
            if not LINK.fullmatch(text, run[-1].end(), word.start()):
                break
            run.append(word)
        count, mention = _longest(text, run) or _unlisted(text, run)
        if mention:
            yield mention
        at += count


def _longest(text: str, run: Sequence[re.Match[str]]) -> tuple[int, Mention] | None:
    """The longest known name that begins a run of capitalised words, and how many of them it takes."""
    for count in range(len(run), 0, -1):
        start, end = run[0].start(), run[count - 1].end()
        shown = POSSESSIVE.sub("", text[start:end])
        folded = fold(shown)
        if len(folded) <= 3 and not shown.replace(".", "").isupper():
            continue
        if (found := known_names().get(folded)) and (count > 1 or not _looks_alike(text, run)):
            return count, Mention(Span(start, start + len(shown)), *found)
    first = run[0].group().partition("-")[0]  # "Russian-occupied"
    if first != run[0].group() and (found := known_names().get(fold(first))):
        return 1, Mention(Span(run[0].start(), run[0].start() + len(first)), *found)
    return None


def _looks_alike(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether the first word of a run only looks like its name in the tables: "Time flies", "Western Sydney", "Jordan
    Aalto"."""
    word = fold(run[0].group())
    if word in ORDINARY:
        return not run[0].group().isupper() and _opens(text, run)
    near = len(run) > 1 and text[run[0].end() : run[1].start()].isspace() and not run[1].group().isupper()
    after = fold(POSSESSIVE.sub("", run[1].group())) if near else ""
    surname = near and not any(after in words for words in (known_names(), first_names(), _kept()))
    return surname if word in GIVEN else near and word in {"west", "western"}


def _opens(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether a run opens a sentence, however far the line is indented."""
    start = at = run[0].start()
    while at and text[at - 1].isspace():
        at -= 1
    return "\n" in text[at:start] or bool(OPENING.search(text, max(0, at - 2), at))


def _unlisted(text: str, run: Sequence[re.Match[str]]) -> tuple[int, Mention | None]:
    """A name that no table has: capitalised words inside a sentence, or two of them at its beginning."""
    count = 0
    for word in run:
        shown = POSSESSIVE.sub("", word.group())
        near = count == 0 or text[run[count - 1].end() : word.start()].isspace()
        near = near and not CONTRACTED.fullmatch(word.group())
        known = fold(shown) in known_names() and not _of_a_person(run, count)
        kept = set(fold(shown).split()) <= _kept() and fold(shown) not in known_names()
        if near and fold(shown) in BODIES and (count > 1 or (count and not _opens(text, run))):
            count += 1
            continue
        if near and count and len(shown) == 1 and run[count + 1 : count + 2]:
            count += 1  # an initial
            continue
        if not near or shown.isupper() or known or kept:
            break
        count += 1
    opens = _opens(text, run)
    ordinary = fold(run[0].group()) in STOP
    if not count or (count < 2 and (opens or ordinary)) or (opens and ordinary):
        return 1, None
    end = run[count - 1].start() + len(POSSESSIVE.sub("", run[count - 1].group()))
    return count, Mention(Span(run[0].start(), end), "", "name")


def _of_a_person(run: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word of a run that the tables know is somebody's first name here, or a surname after a first name."""
    if not at:
        return fold(run[0].group()) in GIVEN
    before = fold(run[at - 1].group())
    return before in first_names() or before in GIVEN


def mentions_in(mentions: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """The mentions of a text, in their order, that lie inside a span.

    >>> [m.name for m in mentions_in(find_mentions("Then Kyiv met Berlin"), Span(0, 12))]
    ['Ukraine']
    """
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_right(mentions, span.end, key=lambda mention: mention.span.end)
    return mentions[first:last]


def mask_names(text: str) -> str:
    """The text with each name replaced by one and the same word.

    >>> mask_names("Then Mr Putin met the Ukrainian team.")
    'Then Mr actor met the actor team.'
    """
    out, at = [], 0
    for mention in find_mentions(text):
        out += [text[at : mention.span.start], PLACEHOLDER]
        at = mention.span.end
    return "".join([*out, text[at:]])
