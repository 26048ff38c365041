"""Blocks -> Markdown, for people who read text and for programs that turn it into something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.report.blocks import Block, Cell, Figure, Heading, Listing, Quote, Reader, Table, Text
from toolkit.show import isolate

if TYPE_CHECKING:
    from toolkit.report.pages import Document

FIGURES = "The figures are left out; `toolkit report ... -o report.html` draws them, their numbers are in the tables."
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def escape_markdown(text: str) -> str:
    """The text with every sign escaped that Markdown or HTML would read as its own, on one line.

    >>> escape_markdown("<b> *now*")
    '\\\\<b\\\\> \\\\*now\\\\*'
    """
    words = " ".join(text.split())
    return SPECIAL.sub(r"\\\1", words).replace("&", "&amp;")


def render_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown; no figures, since their numbers stand in the tables.

    >>> render_markdown([Heading("Russia"), Text(("3 articles",))])
    '### Russia\\n\\n3 articles'
    """
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    if isinstance(block, Text):
        words = escape_markdown(block.plain)
        return f"**{words}**" if block.style == "answer" else f"*{words}*" if block.style == "question" else words
    if isinstance(block, Heading):
        return f"### {escape_markdown(isolate(block.text))}"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        return ""
    if isinstance(block, Quote):
        return _quote(block)
    if isinstance(block, Listing):
        rows = [f"- {escape_markdown(isolate(name))} {escape_markdown(value)}" for name, value in block.rows]
        return "\n".join([f"{escape_markdown(block.title)}:", "", *rows, *([f"- {block.more}"] if block.more else [])])
    return reader_note(block)


def reader_note(reader: Reader) -> str:
    """What stands where the HTML page lists every statement."""
    return (
        f"The {reader.statements:,} statements, each at its place in its article, are in a report made as HTML "
        "(`toolkit report ... -o report.html`) and in the tables of the run (`toolkit run`)."
    )


def _table(table: Table) -> str:
    heads = [escape_markdown(isolate(column.name)) for column in table.columns]
    lines = ["---:" if column.number else "---" for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    body = ["| " + " | ".join(row) + " |" for row in (heads, lines, *rows)]
    return "\n".join([f"**{escape_markdown(table.caption)}**", "", *body])


def _cell(cell: Cell) -> str:
    return escape_markdown(cell.beside(" (") + ")" * bool(cell.note))


def _quote(quote: Quote) -> str:
    words = " ".join("".join(_piece(*piece) for piece in quote.pieces).split())
    lines = [escape_markdown(quote.why), words, f"— {escape_markdown(quote.speaker)}"]
    return "\n>\n".join(f"> {line}" for line in [*lines[:2], f"{lines[2]}, {escape_markdown(isolate(quote.title))}"])


def _piece(text: str, own: bool) -> str:
    """A piece of a quotation, the statement's own words bold; white space stays outside of the stars."""
    words = escape_markdown(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}**{words}**{after}" if own and words else f"{before}{words}{after}" if words else text


def render_document(document: Document) -> str:
    """A whole report as Markdown."""
    figures = any(isinstance(item, Figure) for section in document.sections for item in section.items)
    parts = [f"# {document.title}", *([FIGURES] if figures else [])]
    for section in document.sections:
        parts += [f"## {section.title}"] if section.title else []
        parts += [item if isinstance(item, str) else render_markdown([item]) for item in section.items]
    return "\n\n".join(filter(None, parts)) + "\n"
