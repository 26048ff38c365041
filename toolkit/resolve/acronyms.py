"""Acronyms: the name in full that a text gives to one, and the body of the tables that one in brackets names."""

from __future__ import annotations

import re

from toolkit.resolve.bodies import named_body


def spelled_out(text: str, words: str) -> str:
    """The name that a text puts before an acronym of its own: "Friends of Quiet Harbours (FQH)"; "" where none is.

    >>> spelled_out("The Friends of Quiet Harbours (FQH) met. FQH left.", "FQH")
    'Friends of Quiet Harbours'
    """
    short = re.fullmatch(r"(?:[Tt]he )?([A-Z][A-Z0-9]{1,7})", words)
    small = r"(?:(?:of|for|and|the|in|on|to|a)[ \xa0])*"
    found = re.search(rf"((?:[A-Z][\w’'-]+[ \xa0]{small}){{2,8}})\({short[1]}\)", text) if short else None
    if short is None or found is None:
        return ""
    tokens = found[1].split()
    for start in range(len(tokens) - 1, -1, -1):
        if stands_for(short[1], name := " ".join(tokens[start:])):
            return name
    return ""


def stands_for(short: str, name: str) -> bool:
    """Whether an acronym is made of the first letters of a name, a figure in it aside.

    >>> stands_for("FQH", "Friends of Quiet Harbours"), stands_for("UN", "Friends of Quiet Harbours")
    (True, False)
    """
    words = re.findall(r"\w+", name)
    initials = iter(word[0] for word in words)
    return bool(words) and words[0][0] == short[0] and all(c in initials for c in short if not c.isdigit())


def named_in_brackets(words: str) -> str:
    """The acronym of a body of the tables after a name that it stands for, "" where none is.

    >>> named_in_brackets("the Guard Corps of the Islamic Revolution (IRGC)"), named_in_brackets("Quiet Harbours (QH)")
    ('', '')
    >>> named_in_brackets("The Islamic Revolution Guard Corps (IRGC)")
    'IRGC'
    """
    found = re.fullmatch(r"(?:[Tt]he )?([A-Z].*) \(([A-Z]{3,8})\)", words)
    return found[2] if found and stands_for(found[2], found[1]) and named_body(found[2]) else ""
