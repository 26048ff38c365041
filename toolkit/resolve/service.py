"""Whom somebody serves by the words that describe the person: a state, a body, somebody else, or nobody."""

from __future__ import annotations

import re

from toolkit.lexicon import fold, roles
from toolkit.resolve.describe import is_private, roles_in
from toolkit.resolve.person import BELONGS

GOVERNS = re.compile(
    r"\b(?:regional|city|local|district|village|municipal|military)\b.*\b(?:head|council|administration|government)\b"
    r"|\b(?:head|chief|deputy) of (?:the )?(?:\w+ )?(?:regional|city|local|district|village|military)\b"
)
SERVES = re.compile(  # not "who served a sentence"
    r"who (?:\w+ ){0,2}(?:work|serv|head|lead|led|fight|fought|command|represent)\w*\b"
    r"(?! (?:an? |his |her |out )?(?:[\w-]+ ){0,2}(?:sentence|prison|jail)\b)"
)
SINCE = re.compile(r",? (?:and|but) (?:(?:then|now|also|later) )?(?:fled|left|came|went|moved|lives|lived|arrived)\b")
VISITS = re.compile(  # where somebody was, not for whom
    r"who (?:\w+ ){0,3}(?:visit|arriv|travel|came|flew|met|toured)\w*\b"
    r"|at .*\b(?:conference|summit|rally|meeting|protest)\b"
)
FOR_A_COUNTRY = re.compile(
    r"\b(?:fighting|fights|fought|served|serving) (?:[\w ]{0,20} )?(?:for|alongside|on the side of) ([\w’' ]+)"
)
ENLISTED = re.compile(  # "|Aalto| joined the Freedonian army": whom a soldier without a rank serves
    r"(?:,? who)?(?: has| had)?(?: (?:first|then|also|now|since|recently))? (?:joined|enlisted in|serves in|served in|"
    r"is serving in|volunteered for|signed up (?:for|to)|fights in) (?:the )?([A-Z][\w’']*)(?: \w+)? "
    r"(?:army|military|armed forces|forces|navy|air force|marines|national guard)\b"
)
CAUSE = re.compile(
    r"\b(?:[Ff]riends of|[Ff]estival|[Ff]ashion|[Mm]arathon|[Oo]rchestra|[Cc]harity|[Ff]undraiser|refugees?|"
    r"solidarity|bureau chief)\b"
    r"|\b(?:exiled|jailed|imprisoned|dissident|opposition) (?:[A-Z]\w+ )?(?:opposition )?"
    r"(?:activist|politician|figure|leader)"
)
TEACHES = re.compile(
    r"\b(?:director|head|chair|chairman|chairwoman|dean) (?:of|at) .*\b(?:University|College)\b"
)  # no state's
OWNED = re.compile(r"(?:the )?(?:[Ff]ormer )?([A-Z][\w-]*(?: [A-Z][\w-]*)?)[’']s? (\w.*)")
SERVANT = (
    r"(?:advis[eo]r|aide|assistant|spokes(?:man|woman|person)|counsell?or|secretary|chief of staff|envoy)"
    r"(?: [a-z]+)? (?:to|for|of) (?:[A-Z][\w.’'-]+ ){0,3}$"
)
SERVES_BEFORE = re.compile(r"\b" + SERVANT)  # "an adviser to President |Aalto, Aino Virtanen"
SERVES_AFTER = re.compile(
    r",? (?:who (?:is|was) )?(?:[a-z][\w-]* ){0,4}?" + SERVANT
)  # "Virtanen, an adviser to |Aalto"
OF_A_STATE = {
    "president", "prime minister", "chancellor", "minister", "governor", "mayor", "commander", "soldier", "prosecutor",
    "police", "legislator", "first lady", "spokesperson",
}  # fmt: skip


PUBLIC = re.compile(
    r"\b(?:government|office|federal|ministry|state|service|agency|region|republic|committee|court|council|cabinet|"
    r"administration|duma|rada|presidential|president s|military|national)\b"
)
ADVISES = re.compile(
    r"\b(?:advis[eo]r|aide|assistant|counsellor) to the (?:president|prime minister|minister|chancellor)\b"
)
PARTISAN = re.compile(r"\b(?:Democrat|Republican|Conservative|Tory)$")  # no office, but of a country's party
WARLIKE = re.compile(r"\b(?:military|war|pro-war) blog(?:ger)?s?\b|\bmilbloggers?\b")  # they speak for their army
CLUB = re.compile(r"\b(?:former|ex|retired|company|firm|club|university|institute|foundation|charity|society|union)\b")


def of_a_body(words: str) -> bool:
    """Whether somebody is said to be from a body that is no medium or school ("from the Federation of Unions")."""
    if not BELONGS.match(words):
        return False
    kinds = [
        w for w in fold(words).split() if roles().get(w, ("", ""))[0] == "body" or w in {"confederation", "federation"}
    ]
    return bool(kinds) and not SCHOOL.search(fold(words))


SCHOOL = re.compile(r"\b(?:university|institute|college|school|news|newspaper|magazine|group|center|centre|church)\b")


def is_public(words: str) -> bool:
    """Whether a description is that of an office of a state, not of a company or a club."""
    return not is_private(words) and bool(
        roles_in(words) & (OF_A_STATE - {"soldier"}) or PUBLIC.search(fold(words)) or ADVISES.search(fold(words))
    )


def once_held(words: str) -> frozenset[str]:
    """The roles directly after "former" or "ex-": what somebody was.

    >>> sorted(once_held("the former US president")), sorted(once_held("a former acrobat turned president"))
    (['president'], [])
    """
    if re.match(r"who (?!is\b|was\b)|.* and$", words):  # of somebody else: "the former president and Aalto"
        return frozenset()
    found = FORMER.search(words)
    return roles_in(found[1]) if found else frozenset()


FORMER = re.compile(
    r"\b(?:[Ff]ormer|[Ee]x)[ -]"
    r"((?:(?:[A-Z][\w.’'-]*|[a-z]+(?:ian|ish|ese|an)|prime|vice|deputy|foreign|defen[cs]e) )*[\w’'-]+)"
)
