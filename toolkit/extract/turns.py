"""Documents that are somebody's own words: speeches, addresses, messages, transcripts with turns.

A speech becomes statements paragraph by paragraph, a transcript turn by turn; the words of journalists without a name
are left out (CODEBOOK.md). What is recognised, and by what, stands in `rule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import check_choice
from toolkit.extract.labels import ANSWERS, find_turns, is_asker, line_labels, mention_of, name_in
from toolkit.lexicon import fold, site_of
from toolkit.model import Article, Span, Statement

DOCUMENTS = ("auto", "news", "speech")
LATE = 0.08  # of a text
LEAST = 60  # words after the only label, where that is a bare name
LONGEST = 1500  # characters of a paragraph; a longer one (a page that lost its line breaks) is cut at sentence ends
ENDS_TITLE = (
    r"(?![\w’'-])(?=\s*(?:$|[-–—:|,(\"“«]|(?:to|at|in|on|for|during|following|after|before|about|regarding)\b))"
)
TITLE = re.compile(
    r"\b(?i:address|speech|remarks|statement|article|message|greetings|appeal|lecture|op-ed|briefing) "
    r"(?i:by|of|from|with) (?P<who>(?:the )?[^\W\d_a-z][\w.’'-]*(?: (?:of|the|and|[^\W\d_a-z][\w.’'-]*)){0,14})"
    + ENDS_TITLE
)
OWNED = re.compile(
    r"(?P<who>[^\W\d_a-z][\w.’'-]*(?: (?:of|the|[^\W\d_a-z][\w.’'-]*)){0,8})[’']s "
    r"(?:address|speech|remarks|message|statement)\b" + ENDS_TITLE
)
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?|Q\d?[.:]?\s+[^\W_a-z].*", re.S)  # "(Applause.)", "Q Thank you"
MESSAGE = re.compile(
    r"(?P<source>\b(?:The|His|Her) (?:\w+ )?(?:message|telegram|letter|statement|greeting|address)) "
    r"(?P<cue>reads|read|says|said)(?:,? in part)?[:,]\s*(?=[“\"])"
)
ENDED = re.compile(r"[.!?…:;,\"”’')»>*\]—–-]\s*$")
WHOLLY_QUOTED = re.compile(r"[“„«\"][^“”\"«»]*[”»\"][.,;]?\s*")
QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
FIRST = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
OWN = re.compile(r"\b(?:I|[Ww]e|[Mm][ey]|[Uu]s|[Oo]ur|[Yy]ou|[Yy]our)\b")
TELLS = re.compile(r"\b(?:said|says|told|added|noted|stressed|announced|reported|according to)\b")
NOTE = re.compile(
    r"(?:Read (?:also|more)|See also|Share|Photos?|Videos?|Source|Follow|Subscribe)\b|All rights reserved"
)
ENDS = re.compile(r"[.!?…]+[”\"’)]*\s+")


@dataclass(frozen=True, slots=True)
class Speech:
    """The statements of a document in somebody's own words; `speaker` says whose they are where no label does.

    What stands outside `whole` is news about it.
    """

    statements: tuple[Statement, ...]
    speaker: str | None
    whole: Span

    def news(self, text: str) -> str:
        """The text of its document with line breaks in place of the speech, so that offsets hold."""
        rest = text[: self.whole.start], text[self.whole.end :]
        return ("\n" * (self.whole.end - self.whole.start)).join(rest) if any(map(str.strip, rest)) else ""


def extract_turns(article: Article, *, documents: str = "auto") -> Speech | None:
    """The statements of a speech, message or transcript; None for news.

    "auto" decides by turn labels, title, `speaker` and the first person; "news" and "speech" are the user's decision.

    >>> found = extract_turns(Article("a", "We will stand.\\nI thank you all.", title="Address by Aino Aalto"))
    >>> [s.rule for s in found.statements], found.speaker
    (['speech: paragraph', 'speech: paragraph'], 'Aino Aalto')
    """
    check_choice("kind of documents", documents, DOCUMENTS)
    if documents == "news" or not article.text.strip():
        return None
    forced, named = documents == "speech", article.speaker or speaker_of_title(article.title)
    turns, whole = find_turns(article.text, article.title), Span(0, len(article.text))
    if turns and forced:
        return Speech(tuple(_of_turns(article, turns)), None, whole)
    if turns and _is_transcript(article, turns) and not _is_aside(article.text, turns, named):
        turns = _without_news(article.text, turns)
        return Speech(tuple(_of_turns(article, turns)), None, Span(turns[0][0].start, turns[-1][1].end))
    message, site = _message(article.text), site_of(article.url)
    speaker = named or (site[0] if site else None)
    if message and (forced or message.content[0].end - message.content[0].start > 0.5 * len(article.text)):
        return Speech((message,), speaker, whole)
    if forced or (named and _is_speech(article)):
        return Speech(tuple(_paragraphs(article.text, whole, None, "speech: paragraph")), speaker, whole)
    return None


def _is_transcript(article: Article, turns: list[tuple[Span, Span]]) -> bool:
    """Whether a text from its first label on consists of turns, in the first person where nobody asks; where that label
    comes late ("Video Aino Aalto: …" within news), clearly so. Turns may all be quotations; headlines are none."""
    text, start = article.text, turns[0][0].start
    labels = [label.of(text) for label, _ in turns]
    answers = [(label.of(text), words.of(text)) for label, words in turns]
    answers = [(label, words) for label, words in answers if not is_asker(label, words)]
    named, said = [label for label, _ in answers], [words for _, words in answers]
    known = fold(f"{article.title or ''} {article.speaker or ''}").split()
    asks = len(named) < len(labels)
    if not asks and not any(
        " " in label
        or "." in label
        or label.isupper()
        or fold(label) in known
        or (len(set(named)) > 1 and mention_of(text, label))
        for label in named
    ):
        return False
    if sum(not ENDED.search(words.split("\n", 1)[0]) for words in said) > len(said) / 2:
        return False
    if len(said) > 1 and all(WHOLLY_QUOTED.fullmatch(words) for words in said):
        return True
    if len(turns) == 1 and start and labels[0] == name_in(labels[0]) and len(text[start:].split()) < LEAST:
        return False
    return (asks and start < 0.4 * len(text)) or _first_person(
        text[start:], 0.012 if start < LATE * len(text) else 0.02
    )


def _without_news(text: str, turns: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """The turns, the last one without the paragraphs after its own words if these tell what people said."""
    label, last = turns[-1]
    lines = [Span(last.start + m.start(), last.start + m.end()) for m in re.finditer(r"[^\n]+", last.of(text))]
    told = [QUOTED.sub(" ", line.of(text)) for line in lines]
    after = max((n for n, words in enumerate(told) if OWN.search(words)), default=0) + 1
    if len(turns) < 2 or not any(TELLS.search(words) or NOTE.match(words) for words in told[after:]):
        return turns
    return [*turns[:-1], (label, Span(last.start, lines[after - 1].end))]


def _is_aside(text: str, turns: list[tuple[Span, Span]], named: str | None) -> bool:
    """Whether the only label of a document whose speaker is named is that of somebody whom it quotes."""
    label = turns[0][0].of(text)
    return bool(named and name_in(named)) and len(turns) == 1 and fold(named or "").split()[-1] not in fold(label)


def _is_speech(article: Article) -> bool:
    """Whether a document whose speaker is named is that speaker's alone: nobody asks, and, where only the title names
    the speaker, it is told in the first person and no labels (one twice, or three) part several voices."""
    labels = line_labels(article.text)
    if any(map(is_asker, labels)):
        return False
    several = len(labels) > 2 or len(set(labels)) < len(labels)
    return bool(article.speaker) or (not several and _first_person(article.text))


def _of_turns(article: Article, turns: list[tuple[Span, Span]]) -> Iterator[Statement]:
    """The statements of the turns whose speaker has a name, by which initials are replaced."""
    named = {label.of(article.text) for label, _ in turns}
    full = {words: mention_of(article.text, words) for words in named if words.isupper() or words in ANSWERS}
    for label, words in turns:
        if not is_asker(label.of(article.text), words.of(article.text)):
            yield from _paragraphs(article.text, words, full.get(label.of(article.text)) or label, "speech: turn")


def _paragraphs(text: str, span: Span, label: Span | None, rule: str) -> Iterator[Statement]:
    """The paragraphs of a span as statements; long ones in pieces that end with a sentence."""
    for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
        start, end = span.start + line.start(), span.start + line.end()
        for piece in _pieces(text, start, end):
            if any(c.isalpha() for c in piece.of(text)) and not ASIDE.fullmatch(piece.of(text)):
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


def _message(text: str) -> Statement | None:
    """The quotation after "The message reads, in part:"."""
    found = MESSAGE.search(text)
    end = max(text.rfind("”"), text.rfind('"')) + 1 if found else 0
    if not found or end < found.end() + 2:
        return None
    cue = Span(*found.span("cue"))
    return Statement((Span(found.end(), end),), "direct", cue=cue, rule="speech: message", confidence=0.9)


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
    return who if named and len(who.split()) < 16 else None


def _first_person(text: str, least: float = 0.012) -> bool:
    """Whether a text is told in the first person outside quotation marks: this share of its words, at least."""
    plain = QUOTED.sub(" ", text)
    words = len(plain.split()) or 1
    return len(FIRST.findall(plain)) / words > least and len(plain) > 0.6 * len(text)
