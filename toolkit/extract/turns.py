"""Documents that are somebody's own words: speeches, addresses, messages, transcripts with turns.

A speech becomes statements paragraph by paragraph, a transcript turn by turn; the words of journalists without a name
are left out (CODEBOOK.md). What is recognised, and by what, stands in `rule`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import ToolkitError
from toolkit.lexicon import actors_by_name, first_names, fold, site_of
from toolkit.model import Article, Span, Statement

DOCUMENTS = ("auto", "news", "speech")
LONGEST = 1500  # characters of a paragraph; a longer one (a page that lost its line breaks) is cut at sentence ends
WORD = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Prof|St|[A-Z])\.|[^\W\d_a-zß-ÿ][\w’'-]*|of|the|for|and|to|in|on|at|de|al|von|der|retranslated|press|minister|president|secretary|"
    r"spokesman|spokeswoman|spokesperson)"
)
LABEL = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?…”\"*)\]:] ))[ \t]*(?P<label>{WORD}(?:,?[ \xa0]\(?{WORD}\)?){{0,15}})"
    r"(?:[ \xa0]?\([a-z ]+\))?[ \t]*:[ \t]+(?=[^\W_a-z]|[\"“«(–—-]|\n)"
)
ASKERS = re.compile(
    r"(?:question|q|journalist|reporter|correspondent|remark|reply|voice|moderator|from the audience)\b", re.I
)
TITLE = re.compile(
    r"\b(?i:address|speech|remarks|statement|article|message|greetings|appeal|lecture|op-ed|briefing|interview) "
    r"(?i:by|of|from|with) (?P<who>(?:the )?[^\W\d_a-z][\w.’'-]*(?: (?:of|the|and|[^\W\d_a-z][\w.’'-]*)){0,10})"
)
OWNED = re.compile(
    r"(?P<who>[^\W\d_a-z][\w.’'-]*(?: (?:of|the|[^\W\d_a-z][\w.’'-]*)){0,8})[’']s "
    r"(?:address|speech|remarks|message|statement)\b"
)
MESSAGE = re.compile(
    r"(?P<source>\b(?:The|His|Her) (?:\w+ )?(?:message|telegram|letter|statement|greeting|address)) "
    r"(?P<cue>reads|read|says|said)(?:,? in part)?[:,]\s*(?P<content>[“\"].+[”\"])",
    re.S,
)
QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
FIRST = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
ENDS = re.compile(r"[.!?…]+[”\"’)]*\s+")


@dataclass(frozen=True, slots=True)
class Speech:
    """The statements of a document in somebody's own words; `speaker` says whose they are where no label does."""

    statements: tuple[Statement, ...]
    speaker: str | None


def extract_turns(article: Article, *, documents: str = "auto") -> Speech | None:
    """The statements of a speech, message or transcript; None for news.

    "auto" decides by turn labels, title, `speaker` and the first person; "news" and "speech" are the user's decision.

    >>> found = extract_turns(Article("a", "We will stand.\\nI thank you all.", title="Address by Aino Aalto"))
    >>> [s.rule for s in found.statements], found.speaker
    (['speech: paragraph', 'speech: paragraph'], 'Aino Aalto')
    """
    if documents not in DOCUMENTS:
        raise ToolkitError(f"no kind of documents {documents!r}", hint=f"choose one of {', '.join(DOCUMENTS)}")
    if documents == "news" or not article.text.strip():
        return None
    forced = documents == "speech"
    turns = find_turns(article.text)
    if turns and (forced or _is_transcript(article, turns)):
        return Speech(tuple(_of_turns(article, turns)), None)
    message = MESSAGE.search(article.text)
    site = site_of(article.url)
    speaker = article.speaker or speaker_of_title(article.title) or (site[0] if site else None)
    if message and (forced or len(message["content"]) > 0.5 * len(article.text)):
        return Speech((_of_message(message),), speaker)
    named = bool(article.speaker or speaker_of_title(article.title))
    if forced or (named and (bool(article.speaker) or _first_person(article.text))):
        whole = Span(0, len(article.text))
        return Speech(tuple(_paragraphs(article.text, whole, None, "speech: paragraph")), speaker)
    return None


def find_turns(text: str) -> list[tuple[Span, Span]]:
    """The turns of a transcript: label and words. A label is a name, a title with a name, or that of an asker.

    >>> text = "Aino Aalto: We are ready. Question: When?"
    >>> [(label.of(text), words.of(text)) for label, words in find_turns(text)]
    [('Aino Aalto', 'We are ready.'), ('Question', 'When?')]
    """
    found = list(LABEL.finditer(text))
    counts = Counter(match["label"] for match in found)
    kept = [m for m in found if ASKERS.match(m["label"]) or _is_person(m["label"], counts[m["label"]])]
    out = []
    for match, after in zip(kept, [*kept[1:], None], strict=False):
        end = after.start() if after else len(text)
        words = text[match.end() : end]
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if right > left:
            out.append((Span(*match.span("label")), Span(match.end() + left, match.end() + right)))
    return out


def _is_person(label: str, times: int) -> bool:
    """Whether a label names somebody: of the tables, by a first name, or as a name that labels several turns."""
    words = re.sub(r"\(.*", "", label).replace(",", " ").split()
    if not words or not words[-1][0].isupper():
        return False
    for size in (3, 2):
        name = fold(" ".join(words[-size:]))
        if len(words) >= size and any(a.is_person for a in actors_by_name().get(name, ())):
            return True
    if len(words) == 1:
        return times > 1 and any(a.is_person for a in actors_by_name().get(fold(words[0]), ()))
    return any(fold(word) in first_names() for word in words[-3:-1]) or (
        times > 1 and all(w[0].isupper() for w in words)
    )


def _is_transcript(article: Article, turns: list[tuple[Span, Span]]) -> bool:
    """Whether turns make up most of a text; a single label must stand near its beginning."""
    labels = [label.of(article.text) for label, _ in turns]
    named = [label for label in labels if not ASKERS.match(label)]
    spoken = sum(words.end - words.start for _, words in turns)
    whole = len(article.text) - sum(map(len, labels))
    if not any(" " in label for label in named) or spoken < 0.5 * whole:
        return False
    if len(turns) == 1 and turns[0][0].start > 0.4 * len(article.text):
        return False
    return len(named) < len(labels) or _first_person(article.text)


def _of_turns(article: Article, turns: list[tuple[Span, Span]]) -> Iterator[Statement]:
    """The statements of the turns whose speaker has a name."""
    for label, words in turns:
        if not ASKERS.match(label.of(article.text)):
            yield from _paragraphs(article.text, words, label, "speech: turn")


def _paragraphs(text: str, span: Span, label: Span | None, rule: str) -> Iterator[Statement]:
    """The paragraphs of a span as statements; long ones in pieces that end with a sentence."""
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        start, end = span.start + line.start(), span.start + line.end()
        for piece in _pieces(text, start, end):
            if any(c.isalpha() for c in piece.of(text)):
                yield Statement((piece,), "direct", source=label, rule=rule, confidence=0.9)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A paragraph, or the pieces of a long one, without the space around them."""
    while end - start > LONGEST:
        cuts = [m.end() for m in ENDS.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = cuts[-1] if cuts else start + LONGEST
        yield _stripped(text, start, cut)
        start = cut
    if text[start:end].strip():
        yield _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _of_message(message: re.Match[str]) -> Statement:
    """The quotation after "The message reads, in part:"."""
    content = Span(*message.span("content"))
    cue = Span(*message.span("cue"))
    return Statement((content,), "direct", cue=cue, rule="speech: message", confidence=0.9)


def speaker_of_title(title: str | None) -> str | None:
    """Whose words a title announces.

    >>> speaker_of_title("We stand firm - address by the President of Ukraine"), speaker_of_title("Talks fail")
    ('the President of Ukraine', None)
    """
    if not title:
        return None
    found = TITLE.search(title) or OWNED.search(title)
    who = found["who"].strip() if found else ""
    named = bool(who) and any(word[0].isupper() for word in who.split())
    return who if named and len(who.split()) < 12 else None


def _first_person(text: str) -> bool:
    """Whether a text is told in the first person outside quotation marks."""
    plain = QUOTED.sub(" ", text)
    words = len(plain.split()) or 1
    return len(FIRST.findall(plain)) / words > 0.012 and len(plain) > 0.6 * len(text)
