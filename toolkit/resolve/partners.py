"""Two people who share the surname that stands once: "Eero and Aino Laine"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from toolkit.lexicon import first_names, fold, roles
from toolkit.model import Span
from toolkit.resolve.names import Name


def with_surnames(text: str, names: Sequence[Name]) -> list[Name]:
    """The names, a lone first name before "and" and a whole one with the surname of this one.

    >>> from toolkit.resolve.names import find_names
    >>> text = "Hosts Eero and Aino Laine came."
    >>> [name.text for name in with_surnames(text, find_names(text))]
    ['Eero Laine', 'Aino Laine']
    """
    return list(_paired(text, names))


def _paired(text: str, names: Sequence[Name]) -> Iterator[Name]:
    two = False
    for name, after in zip_longest(names, names[1:]):
        name = replace(name, kind="person") if two else name
        two = after is not None and text[name.span.end : after.span.start] == " and " and _are_two(text, name, after)
        yield _of_surname(name, after.words[-1]) if after and two else name


def _are_two(text: str, name: Name, after: Name) -> bool:
    """Whether a lone first name and a whole name are two people's, as the table of first names or titles elsewhere
    ("Mr Laine", "Mrs Laine") show; the first one may have what both are before it ("Hosts Eero"), but no title."""
    *lead, first = (fold(word) for word in name.words)
    plural = all(word.endswith("s") and word.removesuffix("s") in roles() for word in lead)
    if not plural or name.kind not in {"", "person"} or name.before or name.possessive:
        return False
    if len(after.words) != 2 or after.kind not in {"", "person"}:
        return False
    titles = {title for title in ("Mr", "Mrs", "Ms") if f"{title} {after.words[1]}" in text}
    known = [word in first_names() for word in (first, fold(after.words[0]))]
    return all(known) or len(titles) > 1 or (any(known) and bool(titles))


def _of_surname(name: Name, surname: str) -> Name:
    start = name.span.end - len(name.words[-1])
    return replace(name, span=Span(start, name.span.end), words=(name.words[-1], surname), kind="person")
