"""What a sentence is about: the body, country or group that it begins with, which "it" or "they" takes up."""

from __future__ import annotations

import re

from toolkit.lexicon import fold, roles, word_set
from toolkit.model import UNKNOWN, Span
from toolkit.resolve.anonymous import resolve_unnamed
from toolkit.resolve.around import ADJECTIVE
from toolkit.resolve.bodies import bodies_by_key, body_key, named_body, resolve_body, written
from toolkit.resolve.describe import head_noun
from toolkit.resolve.scene import Scene, Turn, anonymous
from toolkit.resolve.taken_up import take_up

DATELINE = re.compile(r"\s*(?:[A-Z][\w.]*,? ?){1,3}(?:\([A-Z][\w ]+\) )?\s*[—–-]\s+")
OPENING = re.compile(r"\s*(?:(?:But|And|Meanwhile,?|However,) )?((?:[A-Z][\w’'-]*|\d+)(?: [\w’'-]+){0,5})")
LONGEST = 5  # words of a group without a name
PRONOUNS = word_set("he she it they we i you this that these those there")
NUMBERS = word_set("two three four five six seven eight nine ten other more young older local")
OPENS = re.compile(r"\s*[“\"][^“”\"]*[,!?][”\"]\s*|\s*")  # only a quotation stands before


def find_subject(scene: Scene, span: Span, *, many: bool) -> Turn | None:
    """The body, country or, for "they", group that the sentence of a pronoun begins with: "The council met, and it"."""
    start = scene.start_of_sentence(span.start)
    dateline = DATELINE.match(scene.article.text, start) if scene.sentence(start) == 0 else None
    start = dateline.end() if dateline else start
    if many and (group := _group(scene, start, span.start)):
        return group
    if not many and (clause := _of_clause(scene, start, span.start)):
        return clause
    whole = _leading(scene, start, span.start) or (None if many else _body(scene, start, span.start))
    if whole:
        return whole
    for name in scene.names_in(start, span.start)[:1]:
        lead = scene.article.text[start : name.span.start].split()
        if name.possessive or name.kind not in {"body", "place"} or len(lead) > 1 or scene.is_quoted(name.span):
            return None
        turn = written(scene, name.span, name.text, name.surname)
        return turn if turn.speaker.id else None
    return None


def _of_clause(scene: Scene, start: int, end: int) -> Turn | None:
    """The body of the tables that is the subject of the last clause: "Freedonia struck after |Hezbollah| launched"."""
    text = scene.article.text
    for name in reversed(scene.names_in(start, end)):
        what = text.endswith(" what ", start, end)
        clause = WHAT if what else CLAUSE
        opens = name.kind != "person" and clause.search(text, max(start, name.span.start - 16), name.span.start)
        actor = named_body(name.text) if opens and DOES.match(text, name.span.end) else None
        if actor and not name.possessive and (what or not scene.is_told(name.span)):
            return written(scene, name.span, name.text, name.surname)
    return None


WHAT = re.compile(r"\b(?:that|after|before|when|while|as|because|since|although|but) (?:the )?$")  # "what |it| called"
CLAUSE = re.compile(r"\b(?:after|before|when|while|as|because|since|although|but) (?:the )?$")
DOES = re.compile(r"[ \xa0](?:(?:has|had|was|is) )?(?!according|and|or|in|of)[a-z]+(?:ed|s|d|ew|ok|id|nt)\b")


def find_subject_before(scene: Scene, span: Span, *, many: bool) -> Turn | None:
    """The subject of the sentence before a pronoun that opens its own, where nobody spoke in between."""
    opens = scene.start_of_sentence(span.start)
    if opens < 2 or not OPENS.fullmatch(scene.article.text, opens, span.start):
        return None
    spoke = next((t for t in scene.recent if t.at.start < span.start), None)
    if spoke and scene.sentence(spoke.at.start) >= scene.sentence(opens - 1):
        return None
    before = Span(opens - 2, opens - 1)
    if many:
        return _group(scene, scene.start_of_sentence(before.start), opens)
    return find_subject(scene, before, many=False)


def find_coordinated(scene: Scene, cue: Span) -> Turn | None:
    """The person whose second verb a cue is: "Aalto gave no reason, but |said| that it rained"."""
    text, start = scene.article.text, scene.start_of_sentence(cue.start)
    if not SECOND.search(text, start, cue.start):
        return None
    for name, person in reversed(scene.mentions_in(start, cue.start)):
        other = name.possessive or scene.is_told(name.span) or BEHIND.search(text, start, name.span.start)
        if not other and ACTS.match(text, name.span.end):
            return scene.to_turn(person, cue, f"no source: {name.text!r}, the subject before", 0.6, name.span)
    return None


SECOND = re.compile(r",? (?:but|and) (?:(?:[a-z]+ly|also|later|then) )?$")
BEHIND = re.compile(r"\b(?:to|by|with|from|of|for|and|against|about|on|in|as|than)(?: the)? $")
ACTS = re.compile(r"(?:, [^,.]{2,80},)?[ \xa0](?!(?:of|in|on|at|to|for|from|with|by|and|or|who|as|but)\b)[a-z]+")


def find_several(scene: Scene, span: Span) -> Turn | None:
    """Somebody unnamed where the narrator's sentence of a "they", or the one before, names several people without a
    name ("residents"): no single man or woman who spoke earlier is meant."""
    start = scene.start_of_sentence(max(0, scene.start_of_sentence(span.start) - 2))
    for found in PLURAL.finditer(scene.article.text, start, span.start):
        kind, _ = roles().get(fold(found.group()).removesuffix("s"), ("", ""))
        told = HEARER.search(scene.article.text, max(0, found.start() - 20), found.start())
        if kind in {"office", "private"} and not told and not scene.is_told(Span(*found.span())):
            side = scene.sides.rest if kind == "private" else UNKNOWN
            return anonymous(span, side, f"'they': no single person after {found.group()!r}", found.group())
    return None


HEARER = re.compile(r"\b(?:t[eo]l[ld]s?|telling|asked|asks|to)(?: \w+)? $")  # "she told |reporters| that they"
PLURAL = re.compile(r"\b[a-z]{3,}s\b")


def _group(scene: Scene, start: int, end: int) -> Turn | None:
    """The people without a name with whom a sentence begins: "Local farmers left"."""
    found = OPENING.match(scene.article.text, start, end)
    if found is None or scene.is_told(Span(found.start(1), found.start(1) + 1)):
        return None
    tokens = found[1].split()
    for size in range(1, min(LONGEST, len(tokens) - 1) + 1):
        if size > 2 and not _is_attribute(tokens[size - 2]):
            return None
        words = " ".join(tokens[:size])
        if tokens[size - 1].endswith(("’", "'")):
            continue  # "Farmers' wives"
        noun, kind, role, plural = head_noun(words)
        if (
            plural
            and kind in {"private", "office", "source"}
            and fold(tokens[size - 1]) == noun
            and not _is_noun(tokens[size])
        ):
            if fold(tokens[0]) in PRONOUNS or scene.mentions_at(Span(found.start(1), found.start(1) + len(words))):
                return None
            at = Span(found.start(1), found.start(1) + len(words))
            return resolve_unnamed(scene, at, words, noun, kind, role, plural)
    return None


def _body(scene: Scene, start: int, end: int) -> Turn | None:
    """The body under a common noun with which a sentence begins: "The government of Freedonia met"."""
    found = BODY.match(scene.article.text, start, end)
    if found is None or scene.is_told(Span(found.start(1), found.start(1) + 1)):
        return None
    tokens = found[1].split()
    for size in range(2, min(LONGEST, len(tokens) - 1) + 1):
        words = " ".join(tokens[:size])
        noun, kind, _, plural = head_noun(words)
        if size > 2 and not _is_attribute(tokens[size - 2]):
            return None
        if kind == "body" and not plural and fold(tokens[size - 1]) == noun and not _is_noun(tokens[size]):
            whole = words + (of[0] if (of := OF.match(found[1], len(words))) else "")
            at = Span(found.start(1), found.start(1) + len(whole))
            return (
                resolve_body(scene, at, whole, noun, kind)
                or take_up(scene, at, whole, noun)
                or written(scene, at, whole, noun)
            )
    return None


BODY = re.compile(r"\s*(?:(?:But|And|Meanwhile,?|However,) )?((?:The|[A-Z][\w-]+[’']s?)(?: [\w’'-]+){1,7})")
OF = re.compile(r" of (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")


def _is_attribute(word: str) -> bool:
    """Whether a word may stand between the first one of a group and its noun: no verb."""
    return bool(ADJECTIVE.fullmatch(word.lower())) or word[0].isupper() or word in NUMBERS or _is_noun(word)


def _is_noun(word: str) -> bool:
    """Whether a word goes on with what is meant: "police |officers|"."""
    plain = fold(word)
    return plain in roles() or plain.removesuffix("s") in roles()


def _leading(scene: Scene, start: int, end: int) -> Turn | None:
    """The body with whose name of several words a sentence begins: "Ukraine's defence intelligence"."""
    lead = re.match(r"\s*(?:[Tt]he )?((?:[\w’'-]+ ){2,5})", scene.article.text[start:end])
    if not lead:
        return None
    words, first = lead[1].split(), start + lead.start(1)
    for size in range(len(words), 1, -1):
        name = " ".join(words[:size])
        if len(key := body_key(name)) == size and key in bodies_by_key():
            return written(scene, Span(first, first + len(name)), name, words[size - 1])
    return None
