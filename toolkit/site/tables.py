"""Tables in the outputs of notebooks, in the look of the site: numbers and their heads to the right, each as CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from toolkit.report.blocks import Cell, Column, Table

TABLE = re.compile(r"<table\b.*?</table>", re.S | re.I)
SCOPED = re.compile(r"<style scoped>.*?</style>\s*", re.S)  # what pandas puts before its tables
NUMBER = re.compile(r"[<>]?\s?[+\u2212-]?\d[\d,]*(?:\.\d+)?\s?%?")
MISSING = {"", "\u2013", "-", "NaN", "None", "...", "\u2026"}
SPAN = 100  # rows or columns that one cell may reach over
LOOKS = ("border", "class", "style", "valign", "align")
Grid = list[list[Any]]


def dress_tables(html: str, names: Iterator[str]) -> str:
    """The HTML with every table that has heads downloadable as CSV under one of `names`; those of pandas in our look.

    >>> frame = '<table class="dataframe"><thead><tr><th>x</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    >>> dress_tables(frame, iter(["t"])).startswith('<table><thead><tr><th class="n" scope="col">x</th>')
    True
    """
    return TABLE.sub(lambda found: _dress(found[0], names), SCOPED.sub("", html))


def _dress(markup: str, names: Iterator[str]) -> str:
    from lxml import html

    table = html.fragment_fromstring(markup)
    heads, body = (_grid(table.xpath(f"./{part}/tr")) for part in ("thead", "tbody"))
    if not heads or not body:
        return markup
    if "dataframe" in str(table.get("class")).split():
        if _is_counter(heads, body):
            heads, body = (_without_first(grid) for grid in (heads, body))
        _look(table, heads, body)
        markup = html.tostring(table, encoding="unicode", with_tail=False)
    return f"{markup}{_link(next(names), heads, body)}"


def _grid(rows: list[Any]) -> Grid:
    """The cells by row and column, one that spans several in each of them; None where there is none."""
    filled: dict[tuple[int, int], Any] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.xpath("./th|./td"):
            while (y, x) in filled:
                x += 1
            deep, wide = (_span(cell.get(name)) for name in ("rowspan", "colspan"))
            filled |= {(y + down, x + right): cell for down in range(deep) for right in range(wide)}
            x += wide
    width = max((x for _, x in filled), default=-1) + 1
    return [[filled.get((y, x)) for x in range(width)] for y in range(len(rows))] if width else []


def _span(value: str | None) -> int:
    return min(max(int(value), 1), SPAN) if value and value.isascii() and value.isdigit() else 1


def _words(cell: Any) -> str:
    return "" if cell is None else " ".join(cell.text_content().split())


def _is_counter(heads: Grid, body: Grid) -> bool:
    """Whether the first column only counts the rows: heads of rows without a name, all whole numbers."""
    first = [row[0] for row in body]
    named = any(_words(row[0]) for row in heads)
    return (
        len(body[0]) > 1 and not named and all(c is not None and c.tag == "th" and _words(c).isdigit() for c in first)
    )


def _without_first(grid: Grid) -> Grid:
    """The grid without its first column, whose cells leave the table."""
    for cell in {id(row[0]): row[0] for row in grid if row[0] is not None}.values():
        cell.drop_tree()
    return [row[1:] for row in grid]


def _look(table: Any, heads: Grid, body: Grid) -> None:
    """Columns of numbers are set to the right with their heads; heads say what they head."""
    for element in table.iter():
        for name in LOOKS:
            element.attrib.pop(name, None)
    for x, column in enumerate(zip(*body, strict=True)):
        above = [row[x] for row in heads if x < len(row) and row[x] is not None]
        if _is_number(column):
            for cell in (*above, *column):
                cell.set("class", "n")
        for cell in above:
            cell.set("scope", "col")
    for cell in table.xpath("./tbody/tr/th"):
        cell.set("scope", "row")


def _is_number(column: tuple[Any, ...]) -> bool:
    """Whether all cells are numbers or missing, and none heads its row."""
    words = [_words(cell) for cell in column if cell is not None and cell.tag == "td"]
    given = [word for word in words if word not in MISSING]
    return len(words) == len(column) and bool(given) and all(map(NUMBER.fullmatch, given))


def _link(name: str, heads: Grid, body: Grid) -> str:
    """The table as CSV, its heads on one line."""
    above = [[_words(row[x]) for row in heads if x < len(row)] for x in range(len(body[0]))]
    columns = tuple(Column(" / ".join(dict.fromkeys(filter(None, words)))) for words in above)
    rows = tuple(tuple(_cell(_words(cell)) for cell in row) for row in body)
    address = Table(name, "", columns, rows).csv
    said = f'Download this table<span class="hidden"> ({escape(name)})</span> as CSV'
    return f'<p class="get"><a download="{escape(name)}.csv" href="{escape(address)}">{said}</a></p>'


def _cell(words: str) -> Cell:
    """A cell by its words, its value a number where they are a plain one."""
    plain = words.replace(",", "").replace("\N{MINUS SIGN}", "-")
    return Cell(words, value=float(plain) if re.fullmatch(r"[+-]?\d+\.\d+", plain) else _whole(plain))


def _whole(words: str) -> int | None:
    return int(words) if re.fullmatch(r"[+-]?(0|[1-9]\d{0,15})", words) else None
