"""The labels of a transcript ("Aino Aalto: …") and the words after each, which are that speaker's turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import chain

from toolkit.extract.units import TITLES
from toolkit.lexicon import actors_by_name, first_names, fold, roles
from toolkit.model import Span

LONGEST = 30  # words of a label
KNOWN = 3  # turns of a text after which a name that nothing else speaks for is one
ASKERS = re.compile(
    r"(?:(?:a |the |first |next |last |another |shouted )?questions?|q\d*|(?:the )?(?:journalist|reporter|interviewer|"
    r"correspondent)|host|anchor|press(?! secretary)|remark|reply|(?:male |female )?(?:voice|reporter)|moderator|"
    r"unidentified|speaker \d+|several|from the audience)\b",
    re.I,
)
SMALL_WORD = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][\w’'-]*")
SMALL = "of|the|for|and|to|in|on|at|from|de|al|von|der|bin|ibn|retranslated"
NAME = r"[^\W\d_a-z][\w’'&-]*|(?:el|al|ad|ul|as)-[^\W\d_a-z][\w’'-]+"
META = re.compile(  # lines of the page, of which nobody is the speaker
    r"(?:[Nn]otes?|[Tt]ime|[Dd]ate|[Pp]lace|[Ll]ocation|[Ss]ource|[Pp]hotos?|[Pp]ictures?|[Ii]mages?|[Vv]ideos?|"
    r"[Cc]aption|[Cc]redits?|[Tt]ags|[Uu]pdated|[Pp]ublished|[Dd]uration|[Tt]ranslation|[Ee]ditor[’']s note)"
)
INITIALED = re.compile(
    r"(?P<initials>(?:[^\W\d_a-z]\.[ \xa0]?){1,3})(?P<last>[^\W\d_a-z][^\W_A-Z][\w’'-]*)"
)  # "V. Aalto"
LINE = re.compile(
    r"^[ \t\d:.,\[\]()•*_–—>@-]*(?P<label>[^\W\d_a-z][\w.’'“”\"&-]*"
    r"(?:(?:,? | – )(?:[^\W\d_a-z][\w.’'“”\"&-]*|of|the|for|and|de|al|von|der|bin|from)){0,7})"
    r"(?: ?\([^()\n]{1,60}\)){0,2}[*_]{0,2}[ \t]?[:：][*_]{0,2}(?=[ \t\xa0])",
    re.MULTILINE,
)
SHORT = re.compile(r"A|[A-Z]{2,3}|[A-ZÀ-Þ][\w’'-]+")
FULL = re.compile(
    r"(?<![\w’'-])(?=(?P<name>(?P<first>[^\W\d_a-z][^\W\d_A-Z][\w’'-]*)(?: [^\W\d_a-z]\.)?"
    r"(?: [^\W\d_a-z][^\W\d_A-Z][\w’'-]*){1,2}))"
)
INTERVIEWED = re.compile(
    r"\b(?:[Ii]nterview(?:ed|s)?(?: with)?|(?:spoke|talked|sat down|conversation) (?:with|to))(?: [^.!?:\n]*)? $"
)
ANSWERED = re.compile(r"[^.!?\n]{0,80}?\b(?:spoke|talked|sat down|answered|was interviewed|gave an interview)\b")
ANSWERS = {"A", "Answer"}
PARTICLES = {"bin", "ibn", "al", "de", "von", "der"}
PLAIN = r"[^\W\d_a-z][\w’'-]{1,40}"
TOLD = re.compile(  # words after which a name is no label: "I told Aino Aalto: …"
    r"\b(?:t[eo]l[ld]\w*|ask\w*|quot\w+|sa(?:id|ys?)|answer\w*|repl\w+|with|to|of|by|from|like|and|or|for|about|as|"
    r"friend|colleague) $"
)
CARD = re.compile(  # of a person on a page, after the name, surname first: "Aino Aalto Aalto AinoMinister of Finance:"
    rf"(?<![\w’'-])(?P<initial>[^\W\d_a-z])[\w’'-]+(?: {PLAIN})? (?P<last>{PLAIN}(?: {PLAIN}){{0,2}})"
    r"(?P<card> (?P=last) (?P=initial)[^:.!?\n]{1,150})(?=:[ \t])"
)


def find_turns(text: str, title: str | None = None) -> list[tuple[Span, Span]]:
    """The turns of a transcript: label and words. A label is a name, a title with a name, that of an asker, or the
    initials of somebody whom the text or its title names. A line of the page itself ("Photo: …") is nobody's.

    >>> text = "Aino Aalto: We are ready. Question: When?"
    >>> [(label.of(text), words.of(text)) for label, words in find_turns(text)]
    [('Aino Aalto', 'We are ready.'), ('Question', 'When?')]
    """
    kept = _kept(text, title or "")
    out: list[tuple[Span, Span]] = []
    for match, after in zip(kept, [*kept[1:], None], strict=False):
        label, start, end = Span(*match.span("label")), match.end(), after.start() if after else len(text)
        if META.fullmatch(match["label"]):
            if not out:
                continue
            label, start = out[-1][0], text.find("\n", start, end)  # the next line goes on with the turn
        words = text[start:end] if start >= 0 else ""
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if right > left:
            out.append((label, Span(start + left, start + right)))
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
    small = f"{SMALL}|{nouns}|session|moderator|correspondent|anchor|host|questions?|voice|reporter"
    initials = r"(?:[^\W\d_a-z]\.[ \xa0]?){1,3}(?=[^\W\d_a-z][^\W_A-Z])"
    word = rf"(?:(?:{TITLES})\.|{initials}(?:{NAME})|(?:{NAME}|{small})(?![\w’'&-]))"
    more = rf"(?:(?:,? ?[ \xa0–—]| ?– )\(?{word}\)?){{0,{LONGEST - 1}}}"
    after = r"(?:[ \xa0]?\([^()\n]{1,150}\))?[ \t]*[:：](?:[ \t\xa0]+(?=[^\W_a-z]|[\"'‘“«(–—…<-]|\n)|(?=[(A-ZÀ-Þ]))"
    return (
        re.compile(rf"(?:^|(?<=\n)|(?<=[.!?…”\"*)\]:>] ))[ \t]*(?P<label>{word}{more}){after}"),
        re.compile(rf"(?<= )(?P<label>(?:(?:Deputy )?Prime )?(?:{offices}) {word}{more}){after}"),
    )


def _kept(text: str, title: str) -> list[re.Match[str]]:
    """The labels that name somebody, and the lines of the page itself among them, in their order."""
    plain = without_cards(text)
    found = list(_patterns()[0].finditer(plain))
    carded = {match.start("card") for match in CARD.finditer(text)}
    counts = Counter(match["label"] for match in found)
    often = {label for label, count in counts.items() if count > 1}
    short = _in_turn(plain, often, title)
    sure = [
        match
        for match in found
        if is_asker(match["label"])
        or match.end("label") in carded
        or match["label"] in short
        or (match["label"] in often and INITIALED.fullmatch(match["label"]))
        or name_in(match["label"])
        or (counts[match["label"]] > 1 and (_is_name(match["label"]) or _is_loud(match, plain)))
    ]
    starts = {match.start() for match in sure}
    named = {tail for match in [*sure, *filter(_has_office, found)] for tail in _tails(match["label"])}
    small = frozenset(SMALL_WORD.findall(text)) if len(sure) >= KNOWN else None
    kept = [match for match in found if match.start() in starts or (sure and _may_be(match, named, small))]
    heading = _in_heading(plain[: kept[0].start()]) if kept else None
    kept = [heading, *kept] if heading else kept
    kept = [*kept, *_at_lines(plain, kept)]
    within = _within(plain, {match["label"] for match in sure}, {match.end("label") for match in kept})
    return sorted([*kept, *within], key=lambda match: match.start())


def _in_turn(text: str, labels: Collection[str], title: str) -> set[str]:
    """Those of the labels that stand for a name of the text or title, "A" beside "Q", and the medium that asks one of
    these, where there are two who take turns."""
    if len(labels) < 2:
        return set()
    named = {
        label
        for label in labels
        if (label in ANSWERS and any(map(is_asker, labels))) or mention_of(text, label) or mention_of(title, label)
    }
    return named | {label for label in labels if named and _is_medium(label)}


def _at_lines(text: str, kept: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """What else stands like a label at the start of a line, where the labels of a text stand there: nobody's words are
    given to the speaker before, whoever says them. One word must label two lines, be in capitals, or end a label."""
    if not any(match.start("label") == 0 or text[match.start("label") - 1] == "\n" for match in kept):
        return []
    found = list(LINE.finditer(text))
    counts = Counter(match["label"] for match in found)
    ends = {match.end("label") for match in kept}
    last = {match["label"].split()[-1] for match in kept}
    return [
        match
        for match in found
        if match.end("label") not in ends
        and (
            META.fullmatch(match["label"])
            or " " in match["label"]
            or match["label"].isupper()
            or counts[match["label"]] > 1
            or match["label"] in last
        )
    ]


def line_labels(text: str) -> list[str]:
    """What stands like a label at the start of each line that has one, whoever or whatever it names."""
    return [match["label"] for match in LINE.finditer(text)]


def _within(text: str, names: Collection[str], taken: Collection[int]) -> Iterator[re.Match[str]]:
    """The labels before which a page lost the end of the sentence, of names of two words that label other turns."""
    full = [name for name in names if len(name.split()) == 2 and _is_name(name)]
    if full:
        pattern = rf"(?<=[^\W_] )(?P<label>{'|'.join(map(re.escape, sorted(full)))}):[ \t]+(?=[^\W_a-z])"
        for match in re.finditer(pattern, text):
            if match.end("label") not in taken and not TOLD.search(text, max(0, match.start() - 20), match.start()):
                yield match


def _in_heading(text: str) -> re.Match[str] | None:
    """The label of a person that stands within a heading; of two persons in a row the second one."""
    found = _patterns()[1].search(text)
    later = _patterns()[1].search(text, found.start("label") + 1) if found else None
    if found and later and later.end() == found.end():
        first = text[found.start("label") : later.start("label")].split()
        if len(first) > 3 and first[-1][0].isupper():
            return later
    return found if found and name_in(found["label"]) else None


def _may_be(match: re.Match[str], named: Collection[str], small: frozenset[str] | None) -> bool:
    """Whether a label among others that surely are speakers is one too: an office, a name that follows one elsewhere,
    or, in a long transcript (`small` are its words in small letters), anything in the form of a name."""
    label = match["label"]
    if _has_office(match) or label in named:
        return True
    return small is not None and _is_name(label) and not small & {word.lower() for word in label.split()}


def is_asker(label: str, words: str = "") -> bool:
    """Whether a label is that of a journalist without a name, or of a medium whose words are a question.

    >>> is_asker("Question"), is_asker("BBC", "Are you ready?"), is_asker("BBC", "You lie.")
    (True, True, False)
    """
    asks = words.rstrip('”"’) ').endswith("?")
    return (bool(ASKERS.match(label)) and not name_in(label)) or (asks and _is_medium(label))


def _is_medium(label: str) -> bool:
    """Whether a label is the name of a medium of the tables: "BBC"."""
    return any(actor.kind == "media" for actor in actors_by_name().get(fold(label), ()))


def _is_loud(match: re.Match[str], text: str) -> bool:
    """Whether a label is written in capitals at the start of a line: "MR. PRICE: …"."""
    start = match.start("label")
    return match["label"].isupper() and len(match["label"]) > 3 and (start == 0 or text[start - 1] == "\n")


def _tails(label: str) -> Iterator[str]:
    """The last two and three words of a label, under which the speaker may go on."""
    words = label.split()
    yield from (" ".join(words[-size:]) for size in (2, 3) if len(words) >= size)


def name_in(label: str) -> str:
    """The name in a label, of the tables or with a known first name: it stands last, or before a comma; else "".

    >>> name_in("Minister of Trade Aino Aalto (in Finnish)"), name_in("Aino Aalto, Minister of Trade"), name_in("Trade")
    ('Aino Aalto', 'Aino Aalto', '')
    """
    plain = re.sub(r"\(.*", "", label).strip()
    parts = (plain.partition(",")[0], plain.replace(",", " "))
    return next((name for part in parts if (name := _name_at_end(part.split()))), "")


def mention_of(text: str, label: str) -> Span | None:
    """The name in full that initials or a last name stand for, or of whoever is interviewed, for "A" or "Answer".

    >>> text = "Ida Sand spoke with Aino Aalto. IS: Ready? AA: Yes."
    >>> [mention_of(text, label).of(text) for label in ("AA", "Aalto", "A")]
    ['Aino Aalto', 'Aino Aalto', 'Aino Aalto']
    """
    if not SHORT.fullmatch(label):
        return None
    names = [Span(*found.span("name")) for found in FULL.finditer(text) if fold(found["first"]) in first_names()]
    if label in ANSWERS:
        asked = (name for name in names if INTERVIEWED.search(text, max(0, name.start - 90), name.start))
        return next(chain(asked, (name for name in names if ANSWERED.match(text, name.end))), None)
    words = ((name, name.of(text).split()) for name in names)
    return next((name for name, own in words if label in (own[-1], "".join(word[0] for word in own))), None)


def _name_at_end(words: list[str]) -> str:
    if not words or not words[-1][0].isupper():
        return ""
    for size in (3, 2):
        name = " ".join(words[-size:])
        if len(words) >= size and any(a.is_person for a in actors_by_name().get(fold(name), ())):
            return name
    start = next((i for i in (3, 2) if len(words) >= i and fold(words[-i]) in first_names()), 0)
    while start and len(words) > start + 1 and words[-start - 1] in PARTICLES:
        start += 2
    return " ".join(words[-start:]) if start else ""


def _has_office(match: re.Match[str]) -> bool:
    """Whether a label is an office, or a name after one: "President of Finland Aino Aalto", "Foreign Minister"."""
    words = match["label"].split()
    kinds = {roles().get(fold(word), ("", ""))[0] for word in words}
    return words[0][0].isupper() and words[-1][0].isupper() and "office" in kinds


def _is_name(label: str) -> bool:
    """Whether a label has the form of a name and is no body or country of the tables."""
    words = label.split()
    known = actors_by_name().get(fold(label), ())
    capital = all(word[0].isupper() and (not word.isupper() or len(word) == 1) for word in words)
    return capital and all(actor.is_person for actor in known) and (2 <= len(words) <= 4 or bool(known))
