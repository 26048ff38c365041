"""The labels of a transcript ("Aino Aalto: …") and the words after each, which are that speaker's turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from toolkit.lexicon import actors_by_name, first_names, fold, roles
from toolkit.model import Span

LONGEST = 30  # words of a label
KNOWN = 3  # turns of a text after which a name that nothing else speaks for is one
ASKERS = re.compile(
    r"(?:question|q|journalist|reporter|correspondent|remark|reply|voice|moderator|from the audience)\b", re.I
)
SMALL = "of|the|for|and|to|in|on|at|de|al|von|der|bin|ibn|retranslated"
NAME = r"[^\W\d_a-z][\w’'&-]*|(?:el|al|ad|ul|as)-[^\W\d_a-z][\w’'-]+"
PLAIN = r"[^\W\d_a-z][\w’'-]+"
CARD = re.compile(  # of a person on a page, after the name, surname first: "Aino Aalto Aalto AinoMinister of Finance:"
    rf"(?P<initial>[^\W\d_a-z])[\w’'-]+(?: {PLAIN})? (?P<last>{PLAIN}(?: {PLAIN}){{0,2}})"
    r"(?P<card> (?P=last) (?P=initial)[^:.!?\n]{1,150})(?=:[ \t])"
)


def find_turns(text: str) -> list[tuple[Span, Span]]:
    """The turns of a transcript: label and words. A label is a name, a title with a name, or that of an asker.

    >>> text = "Aino Aalto: We are ready. Question: When?"
    >>> [(label.of(text), words.of(text)) for label, words in find_turns(text)]
    [('Aino Aalto', 'We are ready.'), ('Question', 'When?')]
    """
    kept = _kept(text)
    out = []
    for match, after in zip(kept, [*kept[1:], None], strict=False):
        end = after.start() if after else len(text)
        words = text[match.end() : end]
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if right > left:
            out.append((Span(*match.span("label")), Span(match.end() + left, match.end() + right)))
    return out


def without_cards(text: str) -> str:
    """The text with as many blanks in place of each card that a page shows after a speaker's name.

    >>> without_cards("Aino Aalto Aalto AinoMinister: Yes.")
    'Aino Aalto                   : Yes.'
    """
    return CARD.sub(lambda match: match.group()[: -len(match["card"])] + " " * len(match["card"]), text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Labels: capitalised words, small words, nouns of offices and bodies, at the start of a line or sentence; and such
    that begin with an office within a heading ("Opening of the harbour President of Finland Aino Aalto: …")."""
    kinds = {fold(word): kind for word, (kind, _) in roles().items() if word.isalpha()}
    nouns = "|".join(word for word, kind in kinds.items() if kind in {"office", "body"})
    offices = "|".join(word.capitalize() for word, kind in kinds.items() if kind == "office")
    small = f"{SMALL}|{nouns}|session|moderator|correspondent|anchor|host|vessel"
    word = rf"(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Prof|St|[A-Z])\.|(?:{NAME}|{small})(?![\w’'&-]))"
    more = rf"(?:(?:,? ?[ \xa0–—]| ?– )\(?{word}\)?){{0,{LONGEST - 1}}}"
    after = r"(?:[ \xa0]?\([^()\n]{1,150}\))?[ \t]*:(?:[ \t]+(?=[^\W_a-z]|[\"“«(–—…<-]|\n)|(?=\())"
    return (
        re.compile(rf"(?:^|(?<=\n)|(?<=[.!?…”\"*)\]:>] ))[ \t]*(?P<label>{word}{more}){after}"),
        re.compile(rf"(?<= )(?P<label>(?:(?:Deputy )?Prime )?(?:{offices}) {word}{more}){after}"),
    )


def _kept(text: str) -> list[re.Match[str]]:
    """The labels that name somebody, in their order."""
    plain = without_cards(text)
    found = list(_patterns()[0].finditer(plain))
    carded = {match.start("card") for match in CARD.finditer(text)}
    counts = Counter(match["label"] for match in found)
    sure = [
        match
        for match in found
        if ASKERS.match(match["label"])
        or match.end("label") in carded
        or _is_person(match["label"])
        or (counts[match["label"]] > 1 and _is_name(match["label"]))
    ]
    named = {tail for match in [*sure, *filter(_has_office, found)] for tail in _tails(match["label"])}
    kept = [match for match in found if match in sure or (sure and _may_be(match, text, named, len(sure)))]
    heading = _in_heading(plain[: kept[0].start()]) if kept else None
    kept = [heading, *kept] if heading else kept
    within = _within(plain, {match["label"] for match in sure}, {match.end("label") for match in kept})
    return sorted([*kept, *within], key=lambda match: match.start())


def _within(text: str, names: Collection[str], taken: Collection[int]) -> Iterator[re.Match[str]]:
    """The labels before which a page lost the end of the sentence, of names of two words that label other turns."""
    full = [name for name in names if len(name.split()) == 2 and _is_name(name)]
    if full:
        pattern = rf"(?<=[^\W_] )(?P<label>{'|'.join(map(re.escape, sorted(full)))}):[ \t]+(?=[^\W_a-z])"
        yield from (match for match in re.finditer(pattern, text) if match.end("label") not in taken)


def _in_heading(text: str) -> re.Match[str] | None:
    """The label of a person that stands within a heading; of two persons in a row the second one."""
    found = _patterns()[1].search(text)
    later = _patterns()[1].search(text, found.start("label") + 1) if found else None
    if found and later and later.end() == found.end():
        first = text[found.start("label") : later.start("label")].split()
        if len(first) > 3 and first[-1][0].isupper():
            return later
    return found if found and _is_person(found["label"]) else None


def _may_be(match: re.Match[str], text: str, named: Collection[str], others: int) -> bool:
    """Whether a label among `others` that surely are speakers is one too: an office, a name that follows one
    elsewhere, or, in a long transcript, anything in the form of a name."""
    label = match["label"]
    if _has_office(match) or label in named:
        return True
    return others >= KNOWN and _is_name(label) and _only_here(label, text)


def _tails(label: str) -> Iterator[str]:
    """The last two and three words of a label, under which the speaker may go on."""
    words = label.split()
    yield from (" ".join(words[-size:]) for size in (2, 3) if len(words) >= size)


def _is_person(label: str) -> bool:
    """Whether a label names somebody of the tables, or by a first name; the name stands last, or before a comma."""
    plain = re.sub(r"\(.*", "", label).strip()
    return any(_ends_in_person(part.split()) for part in {plain.replace(",", " "), plain.partition(",")[0]})


def _ends_in_person(words: list[str]) -> bool:
    if not words or not words[-1][0].isupper():
        return False
    for size in (3, 2):
        name = fold(" ".join(words[-size:]))
        if len(words) >= size and any(a.is_person for a in actors_by_name().get(name, ())):
            return True
    return any(fold(word) in first_names() for word in words[-3:-1])


def _has_office(match: re.Match[str]) -> bool:
    """Whether a label is an office, or a name after one: "President of Finland Aino Aalto", "Foreign Minister"."""
    words = match["label"].split()
    kinds = {roles().get(fold(word), ("", ""))[0] for word in words}
    return words[0][0].isupper() and words[-1][0].isupper() and "office" in kinds


def _is_name(label: str) -> bool:
    """Whether a label has the form of a name and is no body or country of the tables."""
    words = label.split()
    known = actors_by_name().get(fold(label), ())
    capital = all(word[0].isupper() and not word.isupper() for word in words)
    return capital and all(actor.is_person for actor in known) and (2 <= len(words) <= 4 or bool(known))


def _only_here(label: str, text: str) -> bool:
    """Whether the words of a label are never written small in the text, as those of a heading are."""
    words = [word.lower() for word in label.split() if word.lower() not in SMALL.split("|")]
    return not any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
