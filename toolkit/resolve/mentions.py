"""One source mention to its speaker: by the person it names, by pronoun, office, body or description."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.extract.labels import INITIALED, mention_of, name_in
from toolkit.lexicon import fold, site_of, word_set
from toolkit.model import UNKNOWN, Span, Speaker, Statement
from toolkit.resolve.acronyms import named_in_brackets, spelled_out
from toolkit.resolve.anonymous import resolve_some, resolve_unnamed
from toolkit.resolve.bodies import (
    ASIDE,
    MEDIA,
    body_key,
    is_body,
    named_body,
    names_body,
    resolve_body,
    written,
)
from toolkit.resolve.bounds import extended, unglued, unowned, without_marks, without_reader
from toolkit.resolve.chains import find_people
from toolkit.resolve.courts import take_up_court
from toolkit.resolve.describe import country_in, head_noun, land_in, party_in
from toolkit.resolve.documents import resolve_document
from toolkit.resolve.groups import take_up_group
from toolkit.resolve.heads import find_heads
from toolkit.resolve.holders import find_holder
from toolkit.resolve.mouthpieces import body_of_outlet, body_of_spokesperson
from toolkit.resolve.names import Name
from toolkit.resolve.nation import resolve_nation
from toolkit.resolve.offices import resolve_office, to_person
from toolkit.resolve.owned import resolve_its, resolve_office_of, resolve_owned, resolve_presidency
from toolkit.resolve.pairs import joint, joint_bodies, one_of, resolve_pair
from toolkit.resolve.person import Person
from toolkit.resolve.pronouns import AGED, PRONOUNS, resolve_aged, resolve_pronoun
from toolkit.resolve.scene import Scene, Turn, again, anonymous
from toolkit.resolve.subjects import find_coordinated
from toolkit.resolve.taken_up import take_up, take_up_name

QUOTED = re.compile('["“„][A-Z].+["”]')
ANYBODY = word_set(
    "you one everyone everybody someone somebody anyone anybody nobody your yourself what there "
    "the a an by of to from with and or in on for at as those"
)
ACTIVE = re.compile(  # a verb with a subject: not "it was |reported|"
    r"\b(?:had|has|have)(?: also| once| earlier| already| \w+ly)* $"
)
LEADING = re.compile(r"\s*(?:[\w’]+,? ){0,3}?(he|she|his|her)\b", re.I)
APPOSED = re.compile(  # "another newspaper, the Harbour Observer", "Organisers, Friends of the Harbour"
    r"(?:[Aa]n?|[Aa]nother|[Oo]ne|[A-Z][a-z]+s)\b[^,A-Z]*, (?:the )?"
    r"([A-Z][\w’'-]*(?: (?:of|for|the|and|in|[A-Z][\w’'-]*))* [A-Z][\w’'-]*)$"
)
ACRONYM = re.compile(  # "Friends of Quiet Harbours (FQH)": a name, whatever its first word means
    r"(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:of|for|and|the|in|on|to|[A-Z][\w’'-]*))* \([A-Z][A-Z0-9]{1,7}\)$"
)
AUTHOR = re.compile(
    r"\b(?:by|from) ((?:an?|one|some|several|senior|top) (?:[\w-]+ ){0,4}?(?:official|diplomat|officer)s?)\b"
)
SPEAKS_FOR = re.compile(r"an? spokes\w+ (?:for|of|from|at) (?:the )?", re.I)
FIRM = re.compile(r"[A-Z][\w-]+[’']s")  # "Kellogg's |said|": no person is called so
SERVED = re.compile(r"\b(?:for|of|to) (the [a-z][\w -]+)$")
PARTLY = re.compile(r"(?:many|some|most|all|both|several|two|three|none|one) of (?:them|these|those)", re.I)


def resolve_mention(scene: Scene, statement: Statement) -> Turn | None:
    """The turn of one statement; None where it has no source and nobody spoke before."""
    span = statement.source
    if span is None:
        return _without_source(scene, statement)
    span = unowned(scene, extended(scene, without_marks(scene.article.text, span)))
    span = without_reader(span, span.of(scene.article.text))
    words = unglued(span.of(scene.article.text).strip())
    labelled = words.isupper() and scene.article.text.startswith(":", span.end)
    if (labelled or statement.rule.startswith("speech: turn")) and (turn := _of_label(scene, span, words)):
        return turn
    if pair := resolve_pair(scene, span, words):
        return pair
    if fold(words) in ANYBODY or _is_no_noun(words):
        return anonymous(span, scene.sides.rest, f"{words!r} is nobody in particular")
    if some := resolve_some(scene, span, words):
        return some
    if PARTLY.fullmatch(words):
        them = resolve_pronoun(scene, span, "they", statement.content)
        if words.lower().startswith("one"):
            return one_of(them, span, words)
        return anonymous(span, scene.sides.rest, f"{words!r}: several, nobody by name") if them.person else them
    if AGED.match(words) and (aged := resolve_aged(scene, span, words, statement.content)):
        return aged
    if words.lower() in PRONOUNS and not _is_acronym(scene, span, words):
        return resolve_pronoun(scene, span, words.lower(), statement.content)
    if owned := resolve_owned(scene, span, words, statement.content) or resolve_its(scene, span, words):
        return owned
    if one := resolve_nation(scene, span, words) or resolve_office_of(scene, span, words):
        return one
    if presidency := resolve_presidency(scene, span, words):
        return presidency
    noun, kind, _, _ = head_noun(words)
    if kind == "private" and QUOTED.fullmatch(words) and (body := resolve_body(scene, span, words[1:-1], noun, "body")):
        return body
    if short := named_in_brackets(words):
        return _of_body(scene, span, short)
    if names_body(words) and (body := resolve_body(scene, span, words, noun, "body")):
        return body
    if FIRM.fullmatch(words) and statement.cue and statement.cue.start == span.end + 1:
        firm = Speaker(words, None, None, scene.sides.rest, f"as written: {words!r}; no state's body", span, 0.4)
        return Turn(span, firm, "body", noun="company", key=body_key(words))
    served = names_body(SPEAKS_FOR.sub("", words))  # whoever else is called "Commonwealth"
    heads = [] if served else find_heads(scene, span, document=kind == "document")
    if heads:
        turn = _of_people(scene, span, words, heads)
        return replace(turn, noun=noun) if kind == "document" and " and " not in words else turn
    if kind == "document" and (author := AUTHOR.search(words)):
        return _of_description(scene, span, author[1])
    if kind == "document":
        return replace(resolve_document(scene, span, words, noun), noun=noun)
    named = APPOSED.match(words) if kind != "office" else None
    if named and not country_in(named[1]) and not party_in(words[: named.start(1)]):
        return _of_body(scene, span, named[1])
    if kind in {"office", "source"} or (kind == "private" and not ACRONYM.match(words)):
        return _of_description(scene, span, words)
    return _of_body(scene, span, words)


def _is_no_noun(words: str) -> bool:
    """Whether a source is a single word that can name nobody: an adjective or participle ("authorized")."""
    return bool(re.fullmatch(r"[a-z]{3,}(?:ed|ous|ful|less|able|ible|ing)", words)) and (not head_noun(words)[1])


def _is_acronym(scene: Scene, span: Span, words: str) -> bool:
    """Whether a word in capitals, in a text that is not, is a body's name: "WHO said" is nobody who said something."""
    around = scene.article.text[max(0, span.start - 20) : span.start] + scene.article.text[span.end : span.end + 20]
    return words.isupper() and len(words) > 1 and not around.isupper() and named_body(words) is not None


def _of_label(scene: Scene, span: Span, words: str) -> Turn | None:
    """The person whose name ends the label of a turn, or stands before its comma, whoever else it names; or whose
    initials it has."""
    if short := INITIALED.fullmatch(words):
        return _of_initials(scene, span, words, short)
    if whole := mention_of(scene.article.title or "", words):
        named = find_people(replace(scene.article, text=whole.of(scene.article.title or "")), [])[0]
        return scene.to_turn(named[0], span, f"{words!r}: {named[0].name}, named in the title", 0.8) if named else None
    loud = words.isupper()
    shown = words.title() if loud else words
    name = name_in(shown)
    if loud and (not name or " " not in name):  # "MR PRICE", "LAVROV"
        alike = [p for p in scene.people if p.surname == fold(shown.split()[-1]) and len(p.words) > 1]
        found = alike or ([] if named_body(words) else _called(scene, shown))
        return scene.to_turn(found[0], span, _named(words, found[0]), 0.8, span) if found else None
    if not name or f"and {name}" in shown:
        return None
    inside = [(person, at) for at, person in scene.mentions_at(span) if fold(at.text) == fold(name)]
    if inside:
        return _of_people(scene, span, words, inside[-1:])
    alike = [person for person in scene.people if fold(person.name) == fold(name)]
    found = alike or [p for p in find_people(replace(scene.article, text=shown), [])[0] if fold(p.name) == fold(name)]
    found = found or [p for p in find_people(replace(scene.article, text=name), [])[0]]
    return scene.to_turn(found[0], span, _named(words, found[0]), 0.9, span) if found else None


def _called(scene: Scene, words: str) -> list[Person]:
    """The people of the tables whom words name that say who speaks."""
    return find_people(replace(scene.article, text=words), [Span(0, len(words))])[0]


def _of_initials(scene: Scene, span: Span, words: str, short: re.Match[str]) -> Turn | None:
    """The person of the article or the tables with this first letter and surname: "V.Aalto"."""
    everybody = [*scene.people, *_called(scene, short["last"])]
    known = [p for p in everybody if p.surname == fold(short["last"]) and len(p.name.split()) > 1]
    fits = [p for p in known if p.name[0] == words[0]]
    return scene.to_turn(fits[0], span, f"{words!r}: the initials of {fits[0].name}", 0.8) if fits else None


def _of_description(scene: Scene, span: Span, words: str) -> Turn:
    """ "the minister", "ISW experts", "officials": a person or body that the words mean, else nobody by name."""
    noun, kind, role, plural = head_noun(words)
    found = None
    if not plural and kind != "source":
        found = body_of_spokesperson(scene, span, words, noun, role) or resolve_office(scene, span, words, noun, role)
    if kind == "private":
        found = found or body_of_outlet(scene, span, words, noun)
    return (
        found
        or _of_office(scene, span, words, role, plural)
        or resolve_unnamed(scene, span, words, noun, kind, role, plural)
    )


def _of_office(scene: Scene, span: Span, words: str, role: str, plural: bool) -> Turn | None:
    """ "a spokesman for the president": nobody by name, on the side of whom the article so describes."""
    served = SERVED.search(words)
    if served is None or plural or role not in {"spokesperson", "adviser"} or party_in(words):
        return None
    noun, kind, held, many = head_noun(served[1])
    meant = resolve_office(scene, span, served[1], noun, held) if kind == "office" and not many else None
    if meant is None or not meant.person or meant.speaker.side == UNKNOWN:
        return None
    return anonymous(
        span, meant.speaker.side, f"{words!r}: in the service of {meant.speaker.name}", head_noun(words)[0]
    )


def _of_body(scene: Scene, span: Span, words: str) -> Turn:
    """A body of the tables or of the article, several of them, or one under its own words."""
    noun, kind, _, plural = head_noun(words)
    found = joint_bodies(scene, span, words) or resolve_body(scene, span, words, noun, kind)
    if found is None and (name := spelled_out(scene.article.text, words)):
        return written(scene, span, name, noun)
    if found is None and (whole := _of_its_service(scene, span, words)):
        return whole
    words = words if found else ASIDE.split(words)[0]
    if found is None:
        found = take_up_group(scene, span, words, noun)
    if found is None:
        found = (
            take_up(scene, span, words, noun) if is_body(noun) or noun in MEDIA else take_up_name(scene, span, words)
        )
    found = found or take_up_court(scene, span, words)
    return found or written(scene, span, words, noun, "group" if plural and not ACRONYM.match(words) else "body")


def _of_its_service(scene: Scene, span: Span, words: str) -> Turn | None:
    """The body that "the agency's press service" is of, if it was named before."""
    owner = SERVICE.fullmatch(words)
    return take_up(scene, span, f"the {owner[1]}", owner[1]) if owner and is_body(owner[1]) else None


SERVICE = re.compile(r"(?:[Tt]he )?([a-z]+)[’']s (?:press (?:service|office|centre|center)|website|account)")


def _of_document(scene: Scene, at: Span, words: str) -> Turn:
    """Whoever the document says its words are: "President Aino Aalto", "the President of Ukraine", "Kremlin"."""
    people, _ = find_people(replace(scene.article, text=words), [])
    people = [p for p in people if p.actor] or [p for p in people if len(p.words) > 1]
    reason = f"the speaker of the document: {words!r}"
    if len(people) == 2 and re.search(r"\band\b", words):
        return joint(scene, [scene.to_turn(p, at, reason, 0.95) for p in people], at, words)
    if people:
        return scene.to_turn(people[0], at, reason, 0.95)
    noun, kind, role, plural = head_noun(words)
    if plural:
        return written(scene, at, words, noun, "group")
    home = site_of(scene.article.url) if not land_in(words) else None
    holder = (
        find_holder(scene.article.date, words, role, party_in(words) or (home[1] if home else ""))
        if kind == "office"
        else None
    )
    if holder:
        return scene.to_turn(to_person(holder), at, reason, 0.9)
    found = resolve_office(scene, at, words, noun, role) if kind == "office" else None
    found = found or resolve_body(scene, at, words, noun, kind) or written(scene, at, words, noun)
    return replace(found, speaker=replace(found.speaker, reason=reason))


def _without_source(scene: Scene, statement: Statement) -> Turn | None:
    """A free-standing quotation: the speaker of the turn before, if it is not far."""
    at = statement.content[0]
    if scene.article.speaker:
        return _of_document(scene, at, scene.article.speaker)
    text, cue = scene.article.text, statement.cue
    if statement.kind == "indirect" and cue and (subject := find_coordinated(scene, cue)):
        return subject
    last = next((t for t in scene.recent if t.at.start < at.start), None)
    if last is None or at.start - last.at.start > 1500:
        return None
    if statement.kind == "indirect" and cue and ACTIVE.search(text, max(0, cue.start - 30), cue.start):
        return anonymous(at, UNKNOWN, "no source found for the verb of the statement")
    start = scene.start_of_sentence(len(text[: at.start].rstrip()) - 1)
    other = LEADING.match(text, start, at.start)
    if other and last.at.start < start and _is_another(last, other[1].lower()):  # "She gave an answer. “No.”"
        found = resolve_pronoun(scene, Span(other.start(1), other.end(1)), other[1].lower(), statement.content)
        return again(found, at, f"no source: {other[1]!r} in the sentence before", 0.5)
    return again(last, at, "no source: the speaker of the turn before", 0.6)


def _is_another(last: Turn, word: str) -> bool:
    """Whether a pronoun stands for somebody else than who spoke last: the other gender, or after a body any person."""
    return last.kind == "body" or bool(last.gender and PRONOUNS[word] != last.gender)


def _of_people(scene: Scene, span: Span, words: str, heads: list[tuple[Person, Name]]) -> Turn:
    """The turn of the person or people whom a mention names."""
    turns = [scene.to_turn(p, span, _named(words, p), 0.97 if p.actor else 0.9, n.span) for p, n in heads]
    if len(turns) == 1:
        return turns[0]
    return joint(scene, turns, span, words)


def _named(words: str, person: Person) -> str:
    return f"{words!r} is in the actor table" if person.actor else f"{words!r} is {person.name} in the article"
