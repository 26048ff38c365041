"""Whether words may mean somebody whom they do not name: by a pronoun, a label ("the enemy"), a deed or a passive."""

from __future__ import annotations

import re

from toolkit.score.mentions import Mention

DEEDS = (
    "aggression|assaults?|attack(?:s|ers?)?|bombard\\w+|bombings?|crimes?|deeds?|incursions?|invasion|killings?|"
    "missiles?|drones?|occupation|offensive|operation|raids?|shelling|strikes?|war"
)
HARM = "air ?strikes?|attacks?|bombard\\w+|bombings?|shelling|strikes?"  # somebody's, with or without an article
WHO = (
    "aggressors?|allies|army|authorities|country|enem(?:y|ies)|forces|government|invaders?|killers?|militants?|"
    "military|nation|neighbou?rs?|occupiers?|opponents?|partners?|regime|side|state|terrorists?|troops"
)
STATES = re.compile(  # words that may mean a state or a people
    rf"\b(?:(?:the|this|that|any|every|each|another) (?:\w+ )?(?:{DEEDS}|{WHO})|{HARM}|themselves|enem(?:y|ies)|"
    r"occupiers?|invaders?)\b",
    re.IGNORECASE,
)
DONE = re.compile(  # a passive that does not say who did it
    r"\b(?:was|were|been|being) (?:\w+ly )?(?:\w+(?:ed|en|wn|ung)|hit|hurt|made|shot|struck|sent)\b(?!.* by\b)"
)
THINGS = re.compile(
    r"\b(?:it|its|itself|they|them|theirs?|these|those|such|this|that(?:[’']s| is| was))\b", re.IGNORECASE
)
ADDRESSED = re.compile(r"\b(?:you|yours?|yourself)\b", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:[Tt]h(?:e|is|at)) (?:\w+ )?(?:candidate|chancellor|governor|king|leader|man|mayor|minister|pope|premier|"
    r"president|queen|secretary|senator|woman)\b(?! [A-Z])"
)
PERSONS = {"m": re.compile(r"\b(?:he|him|his|himself)\b", re.I), "f": re.compile(r"\b(?:she|hers?|herself)\b", re.I)}
SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us)\b")
FRAGMENT = 5  # words of a statement that may have lost its subject, "Absolutely unacceptable"


def can_be_meant(mention: Mention, words: str) -> bool:
    """Whether words may mean whom a mention names: a person by "he", "you" or "the president", a state by "they" or
    where they leave a doer open or are but a fragment, no organisation.

    >>> from toolkit.model import Span
    >>> state, person = Mention(Span(0, 4), "Ukraine", "state"), Mention(Span(0, 5), "Aino Aalto", "person", "f")
    >>> [can_be_meant(state, words) for words in ("They lie", "Two were shot", "A shame!", "We see risks")]
    [True, True, True, False]
    >>> [can_be_meant(person, words) for words in ("She is right", "He is right", "We see risks")]
    [True, False, False]
    """
    if mention.kind == "organisation":
        return False
    if mention.kind in {"person", "name"}:
        said = mention.gender in PERSONS and PERSONS[mention.gender].search(words)
        return bool(said or ADDRESSED.search(words) or OFFICE.search(words))
    return _is_fragment(words) or any(one.search(words) for one in (STATES, THINGS, ADDRESSED, DONE))


def can_mean_a_thing(words: str) -> bool:
    """Whether words may mean a thing that they do not name: by "it" or "this", or since they are but a fragment.

    >>> can_mean_a_thing("This is a lie"), can_mean_a_thing("A great success"), can_mean_a_thing("We see risks")
    (True, True, False)
    """
    return _is_fragment(words) or bool(THINGS.search(words))


def _is_fragment(words: str) -> bool:
    return len(words.split()) <= FRAGMENT and not SPEAKER.search(words)
