"""A report as a Word file: headings, paragraphs, tables with repeated heads, figures with their text."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from toolkit.report.blocks import Block, Cell, Figure, Heading, Listing, Quote, Reader, Table, Text
from toolkit.report.markdown import reader_note
from toolkit.report.pages import Document
from toolkit.show import isolate

if TYPE_CHECKING:
    from docx.document import Document as Word

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPORT = "toolkit report"
LONG_AGO = datetime(1980, 1, 1)
WIDTH = 16.5  # cm of text on a page
MARKS = re.compile(r"[`*_]|\[([^\]]*)\]\([^)]*\)")
STYLES = {"answer": "Intense Quote", "question": "Subtitle", "caveat": "Quote"}


def render_word(document: Document) -> bytes:
    """The report as a .docx, the same bytes for the same document."""
    import docx
    from docx.shared import Cm, Pt

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    word.styles["Normal"].font.size = Pt(10.5)  # type: ignore[attr-defined]
    word.core_properties.title, word.core_properties.author = _clean(document.title), "toolkit"
    word.core_properties.category = REPORT  # by which a folder of articles that it lies in knows it
    word.core_properties.created = word.core_properties.modified = LONG_AGO
    word.add_heading(_clean(document.title), 0)
    for one in document.sections:
        if one.title:
            word.add_heading(_clean(one.title), 1)
        for item in one.items:
            _add(word, Text((MARKS.sub(r"\1", item),)) if isinstance(item, str) else item)
    return _fixed(word)


def _add(word: Word, block: Block) -> None:
    if isinstance(block, Text):
        word.add_paragraph(_clean(block.plain), STYLES.get(block.style))
    elif isinstance(block, Heading):
        word.add_heading(_clean(block.text), 2)
    elif isinstance(block, Table):
        _table(word, block)
    elif isinstance(block, Figure):
        _figure(word, block)
    elif isinstance(block, Quote):
        _quote(word, block)
    elif isinstance(block, Listing):
        word.add_paragraph(_clean(block.title))
        for name, value in block.rows:
            word.add_paragraph(_clean(f"{isolate(name)} {value}"), "List Bullet")
        if block.more:
            word.add_paragraph(block.more)
    elif isinstance(block, Reader):
        word.add_paragraph(reader_note(block))


def _clean(text: str) -> str:
    """The text without the signs that no XML may hold."""
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def _figure(word: Word, figure: Figure) -> None:
    from docx.shared import Cm

    word.add_picture(io.BytesIO(base64.b64decode(figure.png)), width=Cm(WIDTH))
    shape = word.inline_shapes[-1]
    shape._inline.docPr.set("descr", _clean(figure.caption))  # what a screen reader says
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    word.add_paragraph(_clean(figure.caption), "Caption")


def _quote(word: Word, quote: Quote) -> None:
    paragraph = word.add_paragraph(style="List Continue")
    paragraph.add_run(_clean(f"{quote.why}\n")).italic = True
    for words, own in quote.pieces:
        paragraph.add_run(_clean(words)).bold = own
    paragraph.add_run(_clean(f"\n— {quote.speaker}, {isolate(quote.title)}"))


def _table(word: Word, table: Table) -> None:
    from docx.shared import Pt

    caption = word.add_paragraph(_clean(table.caption), "Caption")
    caption.paragraph_format.keep_with_next = True
    made: Any = word.add_table(rows=1, cols=len(table.columns), style="Light List")
    made.autofit = True
    heads = tuple(Cell(column.name) for column in table.columns)
    for number, row in enumerate((heads, *table.rows)):
        cells = made.rows[0].cells if number == 0 else made.add_row().cells
        for column, cell, place in zip(table.columns, row, cells, strict=True):
            _fill(place.paragraphs[0], cell, number=column.number, size=Pt(8.5))
    _repeat(made.rows[0])
    word.add_paragraph()


def _fill(paragraph: Any, cell: Cell, *, number: bool, size: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    run = paragraph.add_run(_clean(cell.beside("\n")))
    run.font.size = size
    paragraph.paragraph_format.space_after = 0
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Any) -> None:
    """Makes the row the table's head, on each page and for screen readers."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _fixed(word: Word) -> bytes:
    """The file with the same date in each of its parts."""
    raw, out = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
