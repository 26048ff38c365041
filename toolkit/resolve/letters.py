"""What stands behind a name: letters ("Aino Aalto MP", "KC", "D-Wash."), a verb that sticks to it ("Aaltosaid")."""

from __future__ import annotations

import re

from toolkit.lexicon import actors_by_name, fold

SEATS = ("MP", "MSP", "MEP", "MLA", "MS", "TD")  # of a parliament: they say what somebody is
COUNSEL = ("KC", "QC", "SC")
HONOURS = (
    *COUNSEL, "JP", "KG", "KCB", "CB", "KCMG", "CMG", "KCVO", "CVO", "KBE", "DBE", "CBE", "OBE", "MBE", "DSO",
    "MC", "FRS", "PhD", "DPhil", "MD", "JD", "LLD", "MBA", "Esq",
)  # fmt: skip
LETTERS = frozenset((*SEATS, *HONOURS))
AFTER = re.compile(rf"(?:,?[ \xa0]((?:{'|'.join(sorted(LETTERS))})\b(?![-’']\w)))+")
TAG = re.compile(r"(?:,[ \xa0]?|,?[ \xa0]\()([DRI]-[A-Z][a-z]*\.?(?:[A-Z]\.|[ \xa0][A-Z][a-z]*\.?)?)\)?(?![\w])")
TAGGED = re.compile(r"[DRI]-[A-Z][\w.]*")


def letters_after(text: str, end: int) -> tuple[str, int]:
    """What the letters after a name make somebody, and where they end.

    >>> letters_after("Aino Aalto MP spoke", 10), letters_after("Rep. Eero Laine, D-Wash., spoke", 15)
    (('MP', 13), ('US politician, D-Wash.', 24))
    """
    if tag := TAG.match(text, end):
        return f"US politician, {tag[1]}", tag.end()
    found = AFTER.match(text, end)
    seats = [word for word in re.findall(r"\w+", found.group()) if word in {*SEATS, *COUNSEL}] if found else []
    return (seats[0] if seats else ""), (found.end() if found else end)


STUCK = re.compile(r"said|told|says|has|was|and|on|in|to|is|will|[a-z]{3,}ed")


def glued(word: str) -> str:
    """The verb or preposition that a page's markup left sticking to a name of the tables, "said" and "told" to any."""
    if len(word) < 8 or fold(word) in actors_by_name():
        return ""
    if len(word) > 9 and word.endswith(("said", "told")):
        return word[-4:]
    tails = (word[i:] for i in range(5, len(word) - 1) if word[i - 1] != "-")
    return next((t for t in tails if STUCK.fullmatch(t) and fold(word[: -len(t)]) in actors_by_name()), "")
