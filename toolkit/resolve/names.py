"""The capitalised names of a text, each with the words that introduce and describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extract.labels import without_cards
from toolkit.lexicon import actors_by_name, countries, first_names, fold, roles, word_set
from toolkit.model import Span
from toolkit.resolve.around import LINK, POSSESSIVE, is_called_king, is_title, nation_words, words_after, words_before
from toolkit.resolve.letters import COUNSEL, LETTERS, TAGGED, glued, letters_after

UPPER = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞĽŁŃŇÓŘŚŠŤŮÚÝŹŻŽİ"
TOKEN = re.compile(
    r"(?:State|President|Minister|Secretary|Chancellor|Leader|General|Senator|Spokesman|Spokesperson)(?=[A-Z][a-z])|"
    rf"(?:al|el|ad|ul|ar|as|ash|an|at|az)-[{UPPER}][\w’'-]*\w|[A-Z]{{3,}}(?=[A-Z][a-z]{{2}})|[{UPPER}][\w-]+[’']s(?=[A-Z])|[{UPPER}][\w’'-]*[\w](?:\.(?=[A-Z]\.))?|[{UPPER}](?:\.[{UPPER}](?![a-z]))*\.?|[{UPPER}][’']?"
)
JOINED = re.compile(
    r"[ \xa0]+-|[ \xa0]+"
    r"(?:(?:&|de|di|da|du|del|la|le|von der|von|van der|van|den|der|al|bin|el|abu|ibn|bint|ould)[ \xa0]+)?|\.[ \xa0]+"
)
PARTICLE = re.compile(r"\b(?:von der|von|van der|van|de la|de|del|di|da|al)[ \xa0]+$", re.I)
OF_A_FATHER = re.compile(r"[a-z’'][ \xa0](?:abu|ibn|bint|bin|ould)[ \xa0][A-Z]")  # no place or body is called so
GLUED = re.compile(
    r"(?<![\w-])(?:[a-z]{2,}|\w{3,}[’']s|[A-Z]{3,}|State|President|Minister|Secretary|Chancellor|Senator)$"
)  # a page's markup lost the space: "afterRussian", "IZYUMPutin"
INITIALS = re.compile(r"[A-Z]\.[A-Z]\.")  # "J.R. Aalto"
COURTESY = {"sir", "dame", "lady", "mr", "mrs", "ms", "miss", "dr"}
SHORT = word_set("mr mrs ms dr prof gen brig lt col maj sen rep gov st sgt capt adm")
STOP = word_set(
    "a an the this that these those it its he she they we i you his her their our my your who what which when "
    "where why how and or but if while as at by for from in into of on onto to with without after before since "
    "until during because although though however meanwhile also earlier later last next now then there here "
    "today tomorrow yesterday not no yes nor so yet both either neither some many most all any each every "
    "other others another such one two three four five six seven ten more less much few asked speaking "
    "according despite following amid among under over about against between through including like unlike "
    "only even still just once again thus therefore moreover nevertheless instead perhaps is are was were be "
    "been has have had do does did will would can could may might must shall should said says say january "
    "february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday thank thanks dear welcome let please read watch see video photo image "
    "getty copyright note images god having being"
)


ASIDE = re.compile(  # a call sign inside a name, a rank of the reserve: "Aino “Bear” Aalto", "General (Res.) Aalto"
    r"\b([A-Z][a-z]+)([ \xa0][“\"‘'][A-Z][a-z]+[”\"’'])(?=[ \xa0][A-Z][a-z])"
    r"|()(\((?:[Rr]es|[Rr]et)\.?\))(?=[ \xa0][A-Z])"
)
YOUNGER = word_set("jr sr ii iii")
STATES = word_set("republic kingdom emirate emirates sultanate")  # they end a state's name
GROUNDS = word_set("street road avenue boulevard highway airport river peninsula")  # they end a place's name
NOBLE = word_set("duke duchess prince princess earl countess")  # "the Duchess of Edinburgh" is a name
FIELDS = word_set("foreign internal affairs defence defense interior justice finance health energy")  # of ministries
INSIDE = re.compile(r"[^\W_]$|(?:\S|^)-$|[’']$")
OWNS = re.compile(r"s[’'][ \xa0][a-z]")  # "Hughes' family"


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name: its words without titles, what stands before and after it, and what it looks like."""

    span: Span
    words: tuple[str, ...]
    kind: str  # person, body, place or "" where the words alone do not tell
    before: str = ""
    after: str = ""
    possessive: bool = False

    @property
    def surname(self) -> str:
        """The folded last word, without an Arabic article."""
        return surname_of(self.words[-1])

    @property
    def text(self) -> str:
        """The name as written."""
        return " ".join(self.words)


def surname_of(word: str) -> str:
    """A folded last name without the Arabic article: "al-Burhan", "Al-Burhan" and "Burhan" are one."""
    return ARTICLE.sub("", fold(word))


ARTICLE = re.compile(r"^(?:al|el|ad|ul|ar|as|ash|an|at|az) (?=\w{3})")


def find_names(text: str) -> list[Name]:
    """The names of a text in their order.

    >>> [(n.text, n.kind) for n in find_names("Yesterday President Aino Aalto met Mr Virtanen.")]
    [('Aino Aalto', 'person'), ('Virtanen', 'person')]
    """
    text = ASIDE.sub(lambda found: (found[1] or "").ljust(len(found.group())), without_cards(text))
    return [name for run in _runs(text) for name in _split(text, run)]


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Capitalised words that stand together."""
    run: list[re.Match[str]] = []
    for token in TOKEN.finditer(text):
        inside = INSIDE.search(text, max(0, token.start() - 2), token.start())
        if inside and not GLUED.search(text, max(0, token.start() - 12), token.start()):
            continue
        if TAGGED.fullmatch(token.group()) and text[: token.start()].endswith((", ", "(")):
            continue  # "D-Wash." is nobody
        if run and not _joined(text, run[-1], token):
            yield run
            run = []
        if not run and token.group()[0].islower():
            continue  # no name begins with an article: "the |al-Ahli| hospital"
        run.append(token)
    if run:
        yield run


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether two capitalised words belong to one run: a space between them, no possessive, no end of a sentence."""
    between = JOINED.fullmatch(text, left.end(), right.start())
    if fold(left.group()) in NOBLE and text[left.end() : right.start()] == " of ":
        return True
    if not between or POSSESSIVE.search(left.group()) or {fold(left.group()), fold(right.group())} & STOP:
        return False
    if glued(left.group()):
        return False
    if text[left.end()] == "." or left.group().endswith("."):
        return len(left.group()) <= 2 or fold(left.group()) in SHORT or bool(INITIALS.fullmatch(left.group()))
    return True


def _split(text: str, run: list[re.Match[str]]) -> Iterator[Name]:
    """The names of a run: what stands after its last title, or the whole run where it is a body or a place."""
    while run and fold(run[0].group()) in STOP:
        run = run[1:]
    while len(run) > 2 and run[-1].group().rstrip(".") in LETTERS:
        run = run[:-1]
    if not run or (len(run) > 1 and all(t.group().isupper() and len(t.group()) > 1 for t in run)):
        return  # nothing, or a heading in capitals
    folded = [fold(POSSESSIVE.sub("", t.group())) for t in run]
    if folded[-1] in STATES and (len(run) > 1 or text[: run[0].start()].endswith(("’s ", "'s "))):
        yield _name(text, run, "place")
        return
    noble = next((i for i, w in enumerate(folded[:-1]) if w in NOBLE and text[run[i].end() :].startswith(" of ")), None)
    if noble is not None:
        yield _name(text, run[noble : noble + 2], "person")
        return
    if _full_person(folded) or is_called_king(folded):
        yield _name(text, run, "person")
        return
    for size in (3, 2):  # a heading that goes on after a name: "Aino Aalto Wins"
        if len(run) > size and folded[size] not in YOUNGER and _full_person(folded[:size]):
            yield _name(text, run[:size], "person")
            return
    if len(set(folded)) < len(folded) == 2:
        run, folded = run[1:], folded[1:]
    cut = max((i for i, w in enumerate(folded) if is_title(w.removeprefix("ex ")) or _office(w)), default=-1) + 1
    cut = max(cut, _person_start(folded), _office_end(text, run, folded), _state_end(text, run, folded))
    head, tail = run[:cut], run[cut:]
    if head and not tail and any(roles().get(w, ("", ""))[0] == "body" for w in folded):
        yield _body(text, head)
    if tail:
        yield from _person_or_body(text, tail, titled=bool(head))


def _office(word: str) -> bool:
    """Whether a hyphened word is an office: "Attorney-General", "Vice-President"."""
    first, *rest = word.split()
    joined = is_title(first) or first in {"co", "vice"}
    return bool(rest) and (roles().get(word, ("", ""))[0] == "office" or (joined and is_title(rest[-1])))


def _person_start(folded: list[str]) -> int:
    """Where a full name begins inside a run ("European Council Aino Aalto"); 0 where none does."""
    for i in range(1, len(folded) - 1):
        office = any(roles().get(w, ("", ""))[0] == "body" or w in nation_words() for w in folded[:i])
        office = office or any(a.is_person for a in actors_by_name().get(folded[i - 1], ()))  # "Putin Dmitry Peskov"
        if i > 1 and folded[i - 2] in COURTESY and not office:
            continue  # "Sir Aino |Duncan| Aalto": the first name stands after it
        if _full_person(folded[i:]) or (
            (office or i > 1) and folded[i] in first_names() and folded[i - 1] not in first_names()
        ):
            rest = folded[i:]
            if len(rest) < 4 and not any(roles().get(w, ("", ""))[0] == "body" for w in rest):
                return 0 if _full_person(folded) or folded[0] in first_names() else i
    return 0


def _office_end(text: str, run: list[re.Match[str]], folded: list[str]) -> int:
    """How many words at the start of a run end an office ("Minister of Energy and |Trade| Aino Aalto")."""
    if len(run) not in {3, 4} or folded[0] in first_names():
        return 0
    words = re.findall(r"[\w’'-]+|[^\w\s]", text[max(0, run[0].start() - 100) : run[0].start()])
    if not words or not (words[-1].lower() in LINK | {"and"} or POSSESSIVE.search(words[-1])):
        return 0
    for word in reversed(words):
        plain = fold(POSSESSIVE.sub("", word))
        if is_title(plain) or roles().get(plain, ("", ""))[0] == "office":
            break
        if not (word[0].isupper() or word == "," or word.lower() in LINK | {"and"}):
            return 0
    else:
        return 0
    start = next((i for i, word in enumerate(folded[:-1]) if word in first_names()), 0)
    field = next((i for i, word in enumerate(folded) if word not in FIELDS), 0)
    if field and words[-1].lower() in {"of", "for"} and len(run) - field == 2:
        return field  # "the head of the Ministry of |Foreign Affairs| Aino Aalto"
    if not start and run[0].group() in countries() and len(run) == 4:
        return 2  # "the President of the Norwegian |Storting| Aino Aalto"
    ends = words[-1].lower() == "and" or POSSESSIVE.search(words[-1])
    return start or (1 if ends and len(run) == 3 else 0)


def _state_end(text: str, run: list[re.Match[str]], folded: list[str]) -> int:
    """How many words at the start of a run name a state: "the Kyrgyz |Republic| Aino Aalto", "the |Republic| of"."""
    last = max((i for i, word in enumerate(folded) if word in STATES), default=-1)
    opens = last == 0 and text[run[0].end() :].startswith(" of ") and len(run) == 1
    return last + 1 if opens or 0 < last < len(run) - 1 else 0


def _person_or_body(text: str, run: list[re.Match[str]], *, titled: bool) -> Iterator[Name]:
    folded = [fold(POSSESSIVE.sub("", t.group())) for t in run]
    if any(roles().get(w, ("", ""))[0] == "body" or w in NO_SURNAMES for w in folded[1:]) or _known_body(folded):
        yield _body(text, run)
        return
    if len(run) > 1 and folded[-1] in GROUNDS and not titled and folded[0] not in first_names():
        yield _name(text, run, "place")
        return
    lead = re.search(r"([a-z]+)[ \xa0]$", text[max(0, run[0].start() - 20) : run[0].start()])
    led = titled or (lead is not None and is_title(lead[1]))
    given = led and len(run) == 2 and _is_land(run[0].group())  # "the minister Chad Aalto"
    while (
        len(run) > 1
        and not given
        and (run[0].group() in countries() or " ".join(t.group() for t in run[:2]) in countries())
    ):
        cut = 1 if run[0].group() in countries() and not _full_person(folded) else 2
        if _full_person(folded):
            break
        yield _name(text, run[:cut], "place")
        run, folded = run[cut:], folded[cut:]
    if len(run) == 2 and not titled and folded[0] not in first_names() and not _full_person(folded):
        cut = 1 if _known_body(folded[:1]) else 0  # a caption's "Reuters Aalto"
        run, folded = run[cut:], folded[cut:]
    if not run:
        return
    plain = POSSESSIVE.sub("", " ".join(t.group() for t in run))
    if plain in countries() and (not titled or countries()[plain].name != plain):
        yield _name(text, run, "place")
        return
    person = titled or _full_person(folded) or (len(folded) > 1 and folded[0] in first_names())
    person = person or bool(OF_A_FATHER.search(text, run[0].start(), run[-1].end()))
    acronym = len(run) == 1 and len(run[0].group()) > 1 and POSSESSIVE.sub("", run[0].group()).isupper()
    yield _name(text, run, "person" if person and len(folded) < 6 else "body" if acronym else "")


def _is_land(word: str) -> bool:
    return word in countries() and countries()[word].name == word


def _body(text: str, run: list[re.Match[str]]) -> Name:
    return _name(text, run, "body")


def _name(text: str, run: list[re.Match[str]], kind: str) -> Name:
    start, end = run[0].start(), run[-1].end()
    particle = PARTICLE.search(text, max(0, start - 9), start)
    if particle and kind != "place":
        start = particle.start()
    if text[end - 1] == "." and kind == "person":
        end -= 1
    end -= len(glued(text[run[-1].start() : end]))
    shown = text[start:end]
    possessive = bool(POSSESSIVE.search(shown)) or bool(OWNS.match(text, end - 1))
    words = tuple(re.sub(r"\s+-", "-", POSSESSIVE.sub("", shown)).replace("\xa0", " ").split())
    if len(words) > 1 and fold(words[-1]) in YOUNGER:
        folded = [fold(word) for word in words]
        son = len(words) == 2 or (_full_person(folded[:-1]) and not _full_person(folded))  # of one of the tables
        words = (*words[:-2], f"{words[-2]} {words[-1]}") if son else words[:-1]
    if kind in {"place", "body"}:
        return Name(Span(start, end), words, kind, possessive=possessive)
    before = words_before(text, start)
    letters, after = letters_after(text, end)
    letters = "" if before and letters in COUNSEL else letters  # a judge too
    described = ", ".join(filter(None, (letters, words_after(text, after))))
    return Name(Span(start, end), words, kind, before, described, possessive)


NO_SURNAMES = word_set("democrats republicans liberals conservatives socialists nationalists")  # no surname


def _full_person(folded: list[str]) -> bool:
    """Whether the words are the full name of somebody in the tables."""
    return len(folded) > 1 and any(a.is_person for a in actors_by_name().get(" ".join(folded), ()))


def _known_body(folded: list[str]) -> bool:
    actors = actors_by_name().get(" ".join(folded), ())
    return bool(actors) and not any(a.is_person for a in actors)
