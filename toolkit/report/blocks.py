"""What a report consists of: texts, tables, figures, quotations. Every format is written from these and nothing else.

A report notebook shows them; `pages` gathers them from the executed notebook by their JSON, so that HTML, PDF, Word and
Markdown hold the same numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from toolkit.show import isolate
from toolkit.table import harmless

MIME = "application/vnd.toolkit.blocks"
Shows = dict[str, str]  # what the statements behind a number have: {"side": "russia", "kind": "direct"}
Value = float | int | str | None


PERCENT = re.compile(r"(?<=\d) %")


def unbroken(text: str) -> str:
    """The text with no line break possible between a number and its percent sign.

    >>> unbroken("a 95 % interval") == "a 95\N{NO-BREAK SPACE}% interval"
    True
    """
    return PERCENT.sub("\N{NO-BREAK SPACE}%", text)


def address_of(shows: Shows) -> str:
    """The place in the report that lists the statements with these features.

    >>> address_of({"side": "russia", "target": "West & co"})
    '#show?side=russia&target=West%20%26%20co'
    """
    return "#show?" + urlencode(shows, quote_via=quote)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to statements (`shows`) or to a place in the report."""

    text: str
    shows: Shows = field(default_factory=dict)
    place: str = ""

    @property
    def address(self) -> str:
        """Where the words lead, from inside the report."""
        return f"#{self.place}" if self.place else address_of(self.shows)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of words and links; `style` is question, answer, size, caveat or plain.

    `leads` are words at its end that send the reader on, in the formats in which links lead somewhere.
    """

    parts: tuple[str | Link, ...]
    style: str = "plain"
    leads: tuple[str | Link, ...] = ()

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(part if isinstance(part, str) else isolate(part.text) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; `more` names what each cell's further values are (low, high)."""

    name: str
    number: bool = False
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: text, a note beneath it, the statements behind it; `value` and `more` are for CSV.

    `colour` is that of a side; `tint` from -1 (against) to +1 (in favor) shades the cell.
    """

    text: str
    note: str = ""
    value: Value = None
    more: tuple[Value, ...] = ()
    shows: Shows = field(default_factory=dict)
    colour: str = ""
    tint: float | None = None

    @property
    def address(self) -> str:
        """Where the statements behind the cell are listed; empty where it has none."""
        return address_of(self.shows) if self.shows else ""

    def beside(self, between: str) -> str:
        """Text and note as one string, for formats that have no place of its own for the note.

        >>> Cell("24", "in 3 articles").beside(", ")
        '24, in 3 articles'
        """
        return between.join(isolate(words) for words in (self.text, self.note) if words)

    @property
    def shade(self) -> str:
        """How strongly the cell is shaded, in percent."""
        return f"{min(abs(self.tint or 0), 1.0):.0%}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first column heads the rows. `folded` ones open on demand."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    folded: bool = False

    def to_lines(self) -> list[list[Value]]:
        """The table for CSV: heads and rows of plain values, none of which a spreadsheet takes for a formula.

        >>> Table("t", "", (Column("mean", True, ("low",)),), ((Cell("0.1", value=0.1, more=(0.0,)),),)).to_lines()
        [['mean', 'mean low'], [0.1, 0.0]]
        """
        heads: list[Value] = [name for c in self.columns for name in (c.name, *(f"{c.name} {more}" for more in c.more))]
        lines = [[v for pair in zip(self.columns, row, strict=True) for v in _values(*pair)] for row in self.rows]
        return [
            [value if isinstance(value, float | int) else _safe(value) for value in line] for line in (heads, *lines)
        ]

    @property
    def csv(self) -> str:
        """The table as a data: address of CSV, which a browser saves without a script."""
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\r\n").writerows(self.to_lines())
        return "data:text/csv;charset=utf-8," + quote("\ufeff" + lines.getvalue())


def _safe(value: str | None) -> str | None:
    return None if value is None else str(harmless(value))


def _values(column: Column, cell: Cell) -> list[Value]:
    first = cell.text if cell.value is None and not column.more else cell.value
    return [first, *(cell.more or (None,) * len(column.more))]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure as SVG and PNG (both base64), with what it shows in words."""

    name: str
    caption: str
    svg: str
    png: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement in the words around it: (words, whether they are the statement's own), and why it is shown."""

    pieces: tuple[tuple[str, bool], ...]
    why: str
    speaker: str
    title: str
    number: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Names with a value each, such as input files with their hashes."""

    title: str
    rows: tuple[tuple[str, str], ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Where the page lets the reader sort, filter and open every statement."""

    statements: int


Block = Text | Heading | Table | Figure | Quote | Listing | Reader
KINDS = {kind.__name__: kind for kind in (Text, Heading, Table, Figure, Quote, Listing, Reader)}


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks in their order, as one cell of the report notebook shows them."""

    items: tuple[Block, ...]

    def __iter__(self) -> Iterator[Block]:
        return iter(self.items)

    def to_json(self) -> str:
        """The blocks as one JSON string.

        >>> Blocks((Heading("Russia"),)).to_json()
        '[["Heading", {"text": "Russia"}]]'
        """
        return json.dumps([[type(one).__name__, asdict(one)] for one in self.items], ensure_ascii=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        from toolkit.report.markdown import render_markdown
        from toolkit.report.parts import render_blocks

        return {MIME: self.to_json(), "text/html": render_blocks(self.items), "text/plain": render_markdown(self.items)}


def from_json(text: str) -> Blocks:
    """The blocks of `Blocks.to_json`.

    >>> from_json(Blocks((Heading("Russia"),)).to_json()).items
    (Heading(text='Russia'),)
    """
    return Blocks(tuple(_block(name, value) for name, value in json.loads(text)))


def _block(name: str, value: dict[str, Any]) -> Block:
    """One block with tuples where JSON has lists."""
    if name == "Text":
        for key in ("parts", "leads"):
            value[key] = tuple(part if isinstance(part, str) else Link(**part) for part in value.get(key, ()))
    if name == "Table":
        value["columns"] = tuple(Column(c["name"], c["number"], tuple(c["more"])) for c in value["columns"])
        value["rows"] = tuple(tuple(Cell(**{**c, "more": tuple(c["more"])}) for c in row) for row in value["rows"])
    for key in {"pieces", "rows"} & set(value) if name != "Table" else ():
        value[key] = tuple(map(tuple, value[key]))
    made: Block = KINDS[name](**value)
    return made
