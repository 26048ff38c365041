"""How alike two names are: in any transliteration, or but for a slip of the pen."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.lexicon import fold

VOWELS = re.compile("[aeiouy]")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a Slavic name sounds in any spelling (Ławrow, Lavrov; Pieskow, Peskov).

    >>> sound("Pieskow") == sound("Peskov"), sound("Mychajlo") == sound("Mykhailo")
    (True, True)
    """
    key = fold(word)
    for old, new in (
        ("w", "v"),
        ("cz", "ch"),
        ("sz", "sh"),
        ("rz", "r"),
        ("kh", "h"),
        ("ch", "h"),
        ("ck", "k"),
        ("ph", "f"),
    ):
        key = key.replace(old, new)
    key = re.sub(r"[jyi]+", "i", re.sub(r"i(?=[aeou])", "", key.replace("y", "i").replace("j", "i")))
    return re.sub(r"(.)\1+", r"\1", key)


def near(a: str, b: str, *, more: int = 0) -> bool:
    """Whether two names differ by one letter, or by two where they are long.

    >>> near("zelnski", "zelenski"), near("baker", "butler")
    (True, False)
    """
    if a == b:
        return True
    limit = 0 if min(len(a), len(b)) < 5 else 1 if min(len(a), len(b)) < 8 else 2
    limit += more if min(len(a), len(b)) > 6 else 0
    if abs(len(a) - len(b)) > limit or a[:1] != b[:1]:
        return False
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, right in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1] <= limit


def one_letter(a: str, b: str) -> bool:
    """Whether two short names of at least four letters begin and end alike, and one has a letter more.

    >>> one_letter("pacek", "pack"), one_letter("baker", "banker"), one_letter("lee", "leee")
    (True, True, False)
    """
    short, long = sorted((a, b), key=len)
    cuts = (long[:i] + long[i + 1 :] for i in range(1, len(long) - 1))
    return len(short) > 3 and len(long) == len(short) + 1 and short in cuts


def a_slip(a: str, b: str, *, more: int = 0) -> bool:
    """Whether two folded names have the same consonants, but for `more` that one lacks: others make another name.

    >>> a_slip("zelnski", "zelensky"), a_slip("mcfaul", "mccaul"), a_slip("terekov", "terekhov", more=1)
    (True, False, True)
    """
    short, long = sorted((VOWELS.sub("", name.replace("w", "v")) for name in (a, b)), key=len)
    rest = iter(long)
    return len(long) - len(short) <= more and all(letter in rest for letter in short)


FORMS = (  # one first name in Russian, Ukrainian and Belarusian spelling, folded
    "oleg oleh", "sergei sergey serhy sergy siarhei", "vladimir volodymyr uladzimir", "dmitry dmitri dmytro dzmitry",
    "alexander aleksandr oleksandr aliaksandr", "alexei alexey aleksei aleksey oleksy aliaksei",
    "mikhail mykhailo mykhaylo", "nikolai nikolay mykola mikalai", "pavel pavlo", "andrei andrey andry",
    "yevgeny evgeny yevhen", "igor ihor", "viktor victor", "vasily vasyl", "kirill kyrylo", "gennady hennady",
    "konstantin kostiantyn kostyantyn", "grigory hryhory", "yegor egor yehor", "bogdan bohdan", "denis denys",
    "svetlana svitlana", "elena yelena olena", "irina iryna", "ekaterina yekaterina kateryna", "olga olha",
    "tatiana tatyana tetiana tetyana", "galina halyna", "lyudmila ludmila liudmyla", "maxim maksim maksym",
)  # fmt: skip
SAME = {form: forms.split()[0] for forms in FORMS for form in forms.split()}


def same_first(a: str, b: str) -> bool:
    """Whether two folded first names are one in the spelling of another language.

    >>> same_first("oleg", "oleh"), same_first("oleg", "olga")
    (True, False)
    """
    return SAME.get(a, a) == SAME.get(b, b)
