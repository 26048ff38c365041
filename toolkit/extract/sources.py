"""Sources that the labels of words broke off: "The" of "The leaders", "by" of "by President Aino Aalto"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.extract.units import ABBREVIATED, Unit
from toolkit.lexicon import fold, roles, word_set
from toolkit.model import Span

EMPTY = word_set("a an the by of to from with and or in on for at as our his her their its this that those these")
COURTESY = word_set("mr mrs ms miss dr sir dame lord lady prof")  # before names, none themselves
WORD = re.compile(r"(?:(?<=[Mm]r|[Mm]s|[DdSs]r)\.|(?<=[Mm]rs)\.)?\s*([\w.’'&-]*[\w’'])")
LOWER = re.compile(r"(?:the|our|their|these)\s+[a-z][\w’'-]*", re.I)
WITHIN = word_set("of and the for to")
FAR = 14  # words of a source that is completed


def complete_source(text: str, source: Span, *, limit: int | None = None) -> Span:
    """The source; where it holds no noun, name or pronoun, the words that follow up to one, none beyond `limit`.

    >>> text = "The leaders agreed. This was stated by the President of Freedonia Aino Aalto in May."
    >>> [complete_source(text, span).of(text) for span in (Span(0, 3), Span(36, 38))]
    ['The leaders', 'the President of Freedonia Aino Aalto']
    """
    if any(fold(w) not in EMPTY | COURTESY for w in re.findall(r"[\w’'-]+", source.of(text))):
        return _whole(text, source)
    start = _opening(text, source)
    at, end, noun = start, 0, False
    for _ in range(FAR):
        word = WORD.match(text, at)
        if not word or "\n" in text[at : word.start(1)] or (limit is not None and word.end() > limit):
            break
        plain, capital = fold(word[1]), word[1][0].isupper()
        if at > start and not (capital or (plain in WITHIN and noun) or _is_noun(plain) or not noun):
            break
        if (capital and plain not in EMPTY) or _is_noun(plain):
            end, noun = word.end(), True
            if not capital and not text[word.end() :].startswith(" of "):
                break
        at = word.end()
    if not noun and (found := LOWER.match(text, start, *([] if limit is None else [limit]))):
        return Span(start, found.end())
    return Span(start, end) if noun else source


AUXILIARY = word_set(
    "has have had did do does was were is are also later then not previously repeatedly always been never"
)
SAID_LY = word_set("reply imply")
SPOKEN = re.compile(r"[ \xa0](?:told|said|wrote|thought|spoke|swore|made|[a-z]{3,}(?:ed|s))\b")
NEXT = re.compile(r"\s+([a-z’']+)")
GLUED = re.compile(r"(?<=[a-z])(?:said|says|told|announced|added|reported|warned|declared|wrote)$")
HEADING = re.compile(r"(?:^|(?<=\s))[A-Z'’]{2,}?[A-Z](?=[A-Z][a-z])")  # "TALKS BEGINThe mayor"
LEADING = re.compile(r"(?:to|by|from)[ \xa0]+(?=\S)")
RELATIVE = re.compile(r"whom?[ \xa0](?=([\w’'-]+))")
DETERMINERS = word_set("a an the some many most his her its their our")
SHORTENED = re.compile(r"\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|Gov|Gen|Sen|Rep|[A-Z])\.$")
QUOTE_END = re.compile(r"[.,]?”")
HYPHEN = re.compile(r"(?<=\w)-\w[\w-]*")
REST = re.compile(  # of an apposition or a clause, up to the comma or dash that closes it before the cue
    r"(?:[ \xa0](?:in|on|at|of|for|to|from|with|after|before|since|during|by)[ \xa0][^,;:.!?“”\"–—\n]{1,60}?|"
    r"(?<=[ \xa0](?:in|of|at|to|on))[ \xa0][A-Z]\w+)(?=(?:,|[ \xa0][-–—])[ \xa0](?:\w+[ \xa0]){0,3}$)"
)
PREPOSITIONS = word_set("as of in on at to for with from by and or than against between about over under near")
BESIDE = re.compile(
    r"(?:^|([^\s\"“]*)[\s\"“])"
    r"((?:(?:The|the|An?|an?)[ \xa0])?(?:[A-Z][\w.’'-]*[ \xa0])*[A-Z][\w’'-]*|[Hh]e|[Ss]he|[Tt]hey)"
    r"(?<!day)[ \xa0](?:(?:also|has|had|have|then|later)[ \xa0])*$"
)
OPENED = re.compile(r",[ \xa0]|[ \xa0][-–—][ \xa0]")
ACCORDING = re.compile(r"\b([Aa]ccording to)[ \xa0]$")
EXPLETIVE = re.compile(r"it[ \xa0](?:is|was|(?:has|had)[ \xa0]been)[ \xa0](?:\w+ly[ \xa0])?", re.I)
ARTICLE = re.compile(r"\b(?:the|an?)[ \xa0]$", re.I)


def _whole(text: str, source: Span) -> Span:
    """A source with its article, without a preposition before it or a comma after it."""
    end = source.end
    while end > source.start + 1 and (text[end - 1] in " \xa0\n,;:–—-" or _is_stop(text, source.start, end)):
        end -= 1
    end = _hyphened(text, source.start, end)
    for heading in HEADING.finditer(text, source.start, end):
        source = Span(heading.end(), end)
    led = LEADING.match(text, source.start, end)
    start = led.end() if led else source.start
    start = _after_relative(text, start, end)
    article = ARTICLE.search(text, max(0, start - 5), start) if text[start].islower() else None
    return Span(article.start() if article else start, _bracketed(text, start, end))


def _bracketed(text: str, start: int, end: int) -> int:
    """Where a source ends that was cut before the bracket or the mark that closes one in it."""
    words = text[start:end]
    if words.count("(") > words.count(")") and text.startswith(")", end):
        return end + 1
    closed = QUOTE_END.match(text, end) if words.count("“") > words.count("”") else None
    return closed.end() if closed else end


def _after_relative(text: str, start: int, end: int) -> int:
    """Where a source begins that was labelled with the "who" before it: "a man who neighbours said was shot"."""
    found = RELATIVE.match(text, start, end)
    named = found and (found[1][0].isupper() or fold(found[1]) in DETERMINERS or _is_noun(fold(found[1])))
    return found.end() if found and named else start


def _is_stop(text: str, start: int, end: int) -> bool:
    """Whether the source ends with the full stop of its sentence, not of an abbreviation."""
    words = text[start:end]
    return words.endswith(".") and not ABBREVIATED.search(words) and not SHORTENED.search(words)


def _hyphened(text: str, start: int, end: int) -> int:
    """Where a source ends that was cut in a compound: with it, or before one that is no name ("RT live-streamed")."""
    rest = HYPHEN.match(text, end)
    first = text.rfind(" ", start, end)
    if not rest or not text[end - 1].isalnum():
        return end
    return first if first > start and text[first + 1].islower() else rest.end()


def _closed(text: str, cue: Span | None, source: Span) -> Span:
    """A source with an apposition or clause up to the comma or dash that closes it before the cue."""
    if cue is None or cue.start <= source.end or not OPENED.search(source.of(text)):
        return source
    rest = REST.match(text, source.end, cue.start)
    return Span(source.start, rest.end()) if rest else source


def of_one_sentence(units: Sequence[Unit], cue: Span | None, source: Span | None) -> Span | None:
    """A source that runs over the end of a sentence, as far as it stands in the cue's; others as they are.

    >>> from toolkit.extract.units import split_units
    >>> text = "“I saw it,” said Mr Hill. Ms Orr said no."
    >>> of_one_sentence(split_units(text, ()), Span(12, 16), Span(17, 32)).of(text)
    'Mr Hill.'
    """
    number = bisect_right(units, cue.start, key=lambda unit: unit.span.start) - 1 if cue else -1
    here = units[number].span if number >= 0 else None
    if not source or not here or not source.overlaps(here):
        return source
    return Span(max(source.start, here.start), min(source.end, here.end))


def source_beside(text: str, cue: Span) -> Span | None:
    """The name or pronoun just before a cue that was found without a source.

    >>> text = "All waited. President Orr announced it."
    >>> source_beside(text, Span(26, 35)).of(text)
    'President Orr'
    """
    if cue.of(text).endswith("ing"):
        return None
    before = max(0, cue.start - 80)
    found = BESIDE.search(text[before : cue.start])
    if not found or fold(found[1] or "") in PREPOSITIONS or fold(found[2]) in PREPOSITIONS:
        return None
    return complete_source(text, Span(before + found.start(2), before + found.end(2)))


def _is_nobody(text: str, cue: Span | None, source: Span) -> bool:
    """Whether a source is the "it" of "it was reported" or the "as" of "as reported", which nobody is."""
    if fold(source.of(text)) in PREPOSITIONS:
        return True
    return cue is not None and cue.start > source.end and bool(EXPLETIVE.fullmatch(text, source.start, cue.start))


def complete(text: str, cue: Span | None, source: Span | None) -> tuple[Span | None, Span | None]:
    """The cue and the source of a statement, completed; a cue that was printed into the source ("Aaltosaid") taken out.

    >>> text = "Snow fell, according to the mayor, on Friday."
    >>> [span.of(text) for span in complete(text, Span(11, 20), Span(24, 34))]
    ['according to', 'the mayor']
    """
    article = source is not None and fold(source.of(text)) in {"a", "an", "the"}  # "the |public debate over"
    limit = cue.start if cue and source and source.end <= cue.start and not article else None
    source = _closed(text, cue, complete_source(text, source, limit=limit)) if source else None
    if source and (cue is None or cue.of(text) == "to"):
        led = ACCORDING.search(text, max(0, source.start - 20), source.start)
        cue = Span(led.start(1), led.end(1)) if led else cue
    glued = GLUED.search(source.of(text)) if source else None
    if source and glued:
        cue = cue or Span(source.start + glued.start(), source.end)
        source = Span(source.start, source.start + glued.start())
    whole = complete_cue(text, cue) if cue else None
    cue = cue if whole and source and whole.overlaps(source) else whole
    return cue, None if source and _is_nobody(text, cue, source) else source


def complete_cue(text: str, cue: Span) -> Span:
    """The cue, "according" with its "to"; the word of speech in place of an auxiliary, adverb or "to" before it.

    >>> text = "Espoo has repeatedly denied it."
    >>> complete_cue(text, Span(6, 9)).of(text)
    'denied'
    """
    words = cue.of(text).lower()
    if words == "according":
        follows = re.compile(r"[ \xa0]to\b").match(text, cue.end)
        return Span(cue.start, follows.end()) if follows else cue
    led = (
        words in AUXILIARY
        or words == "to"
        or (words.endswith("ly") and words not in SAID_LY and SPOKEN.match(text, cue.end))
    )
    found, at = NEXT.match(text, cue.end) if led else None, cue.end
    while found and (found[1] in AUXILIARY or found[1].endswith("ly") or found[1] in {"be", "to"}):
        at = found.end()
        found = NEXT.match(text, at)
    return Span(*found.span(1)) if found else cue


def _opening(text: str, source: Span) -> int:
    """Where the noun phrase begins: after a preposition."""
    found = re.compile(r"(?:(?:by|of|to|from|with|and|or|in|on|for|at|as)[ \xa0]+)*", re.I).match(text, source.start)
    return found.end() if found else source.start


def _is_noun(word: str) -> bool:
    return word in roles() or word.removesuffix("s") in roles()
