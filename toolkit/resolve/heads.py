"""Whom a mention is about, of the people whom it names."""

from __future__ import annotations

import re

from toolkit.extract.units import TITLES
from toolkit.lexicon import fold, roles
from toolkit.model import Article, Span
from toolkit.resolve.bodies import ASIDE, is_body
from toolkit.resolve.describe import country_in, head_noun, roles_in
from toolkit.resolve.letters import LETTERS
from toolkit.resolve.names import Name
from toolkit.resolve.person import Person
from toolkit.resolve.scene import Scene

PREPOSITION = re.compile(r"^(.*)\b(of|for|to|by|from|with|about|under|between|against|on|in|at)\s+((?:\S+\s+)*)$", re.S)
INCLUDING = re.compile(r"\w.*\b(?:including|such as|among them|even)\s?(?:[\w.’'-]+,?\s){0,4}$")
AGENT = re.compile(r"\w, (?:[\w-]+ly )?[\w-]+(?:ed|led|run) by\b")  # "a group of experts, chaired by Aalto"
CLAUSE = re.compile(r"\w (?:(?:to|for|from|with|of|in|by|about) )?(?:who|whom|whose|which|that|where) .*", re.S)
CALLED = re.compile(r"\b(?:names?|moniker|nickname|call ?-?sign|pseudonym|alias|called|known as|goes by)\b")
KIN = re.compile(
    r"\b(?:mother|father|parents?|wife|husband|widow|son|daughter|brother|sister|relatives?|friends?|family|colleagues?)$"
)
HELD_UP = re.compile(r"\s*(?:sign|placard|banner|poster|T-shirt)")  # it has its bearer's words: "Aalto's sign"
RELATIVE = re.compile(
    r"\s+(?:was|is|were|had|has|leads?|led|heads|headed|founded|belongs|belonged|represents|runs|owns)\b"
)
COURTESY = re.compile(rf"(?:{TITLES})\.?\s+$")  # "a spokesman for |Mr| Aalto"
JOINT = re.compile(r"(?:[\s,.]|\d+|\b(?:and|the|both|former|of|from)\b|&)*\band\b(?:[\s,.]|\b(?:the|former)\b)*$")


def find_heads(scene: Scene, span: Span, *, document: bool) -> list[tuple[Person, Name]]:
    """The people whom a mention is about: not those in "Putin's spokesman" or "an adviser to Zelensky"."""
    text = scene.article.text
    inside = [(person, name) for name, person in scene.mentions_at(span)]
    if document:
        return inside[:1]
    out: list[tuple[Person, Name]] = []
    for person, name in inside:
        if out:
            between = text[out[-1][1].span.end : name.span.start]
            plain = re.sub(r"\b[A-Z][\w’']*", "", between)
            plain = " ".join(w for w in plain.split() if fold(w) not in roles())
            if JOINT.fullmatch(plain):
                out.append((person, name))
            continue
        if _is_head(scene.article, span, person, name):
            out.append((person, name))
    return out


def _is_head(article: Article, span: Span, person: Person, name: Name) -> bool:
    """Whether a name inside a mention is whom the mention is about."""
    text, date = article.text, article.date
    before, after = text[span.start : name.span.start], text[name.span.end : span.end]
    owns = name.possessive and re.search(r"\w", after) and not HELD_UP.fullmatch(after)
    if owns and not after.lstrip().startswith(("and ", ",")):
        return False
    aside = ASIDE.search(before) and not CALLED.search(before)
    if (
        aside
        or any(inside.search(before) for inside in (INCLUDING, AGENT))
        or (before.split() and RELATIVE.match(after))
    ):
        return False
    noun = re.match(r"[)”\"]*\s+([A-Za-z]+)\b", after)  # "the Aamu (Dawn) party"
    if noun and noun[1] not in LETTERS and (fold(noun[1]) in roles() or fold(noun[1]).removesuffix("s") in roles()):
        return False  # "a Putin aide", "the Biden administration"
    found = PREPOSITION.match(before)
    comma = re.search(r"(?:,|\s[-–—])\s*((?:[\w.’'-]+\s+){0,4})$", before)
    apposed = comma and (not comma[1].strip() or bool(roles_in(comma[1])) or comma[1].strip().istitle())
    if not apposed and CLAUSE.search(before) and not CALLED.search(before):
        return False  # "a mediator who came to bring Aalto home"
    if not found or not found[1].strip() or apposed:
        return True
    if found[2] == "of" and KIN.search(found[1]):
        return False  # "the mother of Aalto"
    between = COURTESY.sub("", re.sub(r"^.*[’']s\s+", "", found[3]))  # "the President's Office Aino Aalto"
    if not between.strip():
        return False
    if is_body(fold(between.split()[-1])):
        return True  # "Chief of General Staff Aino Aalto"
    if held := roles_in(between):  # "adviser to President Aalto" is not Aalto; "adviser to the President Aalto" is
        office = person.actor.office_on(date) if person.actor else None
        noun_before, kind, _, _ = head_noun(found[1])
        if is_body(noun_before) and found[1].strip().split()[-1].istitle():
            return True  # "Institute for Peace Senior Fellow Aino Aalto"
        office_of = kind != "private" and between.lower().startswith("the ")
        return office_of and not (office and held & roles_in(office.title))
    inner = re.split(r"\b(?:of|to|for|by)\b", found[1])
    owner = roles_in(inner[-1]) if len(inner) > 1 else frozenset()
    return not (owner and owner & person.roles and country_in(between))
