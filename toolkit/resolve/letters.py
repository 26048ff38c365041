"""Letters after a name: of a parliament ("Aino Aalto MP"), of a rank or degree ("KC"), of a US party ("D-Wash.")."""

from __future__ import annotations

import re

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
