"""A report as a Word file: headings, paragraphs, tables with repeated heads, figures with their text."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from toolkit.report.blocks import Block, Cell, Figure, Heading, Listing, Quote, Reader, Table, Text, unbroken
from toolkit.report.markdown import reader_note
from toolkit.report.pages import Document
from toolkit.report.word_xml import ground, head_row, keep_whole, line_table, rule, set_widths
from toolkit.show import isolate

if TYPE_CHECKING:
    from docx.document import Document as Word

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPORT = "toolkit report"
LONG_AGO = datetime(1980, 1, 1)
WIDTH, TALLEST = 16.5, 15.0  # cm of text on a page, and of a figure
MARKS = re.compile(r"[`*_]|\[([^\]]*)\]\([^)]*\)")
INK, SOFT, LINE, MARK, WARN, WASH = "1B1D1F", "565C62", "DCDFE2", "F7EFC6", "8A5A00", "F4F5F6"  # as on the page
SIZES = {"answer": 14.0, "question": 11.5, "size": 10.5, "caveat": 10.0}  # points
NARROWEST, WIDEST, AIR = 4, 22, 4  # letters that a column's width is made for, and those that stand for its margins
ROOM = 100  # letters of a table's size in the width of a page


def render_word(document: Document) -> bytes:
    """The report as a .docx, the same bytes for the same document."""
    import docx
    from docx.shared import Cm

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2)
    _look(word)
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


def _look(word: Word) -> None:
    """Letters and colours of the page's styles, in place of the blue ones that Word begins with."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    looks = {"Normal": (10.5, INK), "Title": (24.0, INK), "Heading 1": (15.0, INK), "Heading 2": (11.5, INK),
             "Caption": (9.0, SOFT)}  # fmt: skip
    for name, (size, colour) in looks.items():
        style: Any = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        style.font.bold, style.font.italic = name.startswith("Heading"), False
        for mark in ("w:asciiTheme", "w:hAnsiTheme"):  # else the theme's letters come before the named ones
            style.element.get_or_add_rPr().get_or_add_rFonts().attrib.pop(qn(mark), None)
        style.font.name = "Georgia" if name == "Title" else "Calibri"
    title: Any = word.styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    word.styles["Caption"].paragraph_format.space_before = Pt(8)  # type: ignore[attr-defined]


def _add(word: Word, block: Block) -> None:
    if isinstance(block, Text):
        _text(word, block)
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
        word.add_paragraph(reader_note(block).replace("`", ""))


def _clean(text: str) -> str:
    """The text without the signs that no XML may hold."""
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(word: Word, block: Text) -> None:
    """A paragraph in the look of its style: the answer large, a caveat on a ground of its own."""
    from docx.shared import Pt, RGBColor

    paragraph = word.add_paragraph()
    run = paragraph.add_run(unbroken(_clean(block.plain)))
    run.italic = block.style == "question"
    if block.style in SIZES:
        run.font.size = Pt(SIZES[block.style])
    if block.style in {"question", "size"}:
        run.font.color.rgb = RGBColor.from_string(SOFT)
    if block.style == "question":
        paragraph.paragraph_format.keep_with_next = True
    if block.style == "caveat":
        rule(paragraph, WARN)
        ground(paragraph, WASH)


def _figure(word: Word, figure: Figure) -> None:
    from docx.shared import Cm, Length

    shape = word.add_picture(io.BytesIO(base64.b64decode(figure.png)), width=Cm(WIDTH))
    share = min(1.0, Cm(TALLEST) / shape.height)
    shape.width, shape.height = Length(int(shape.width * share)), Length(int(shape.height * share))
    shape._inline.docPr.set("descr", _clean(figure.caption))  # what a screen reader says
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    word.add_paragraph(unbroken(_clean(figure.caption)), "Caption")


def _quote(word: Word, quote: Quote) -> None:
    """Why it is shown, the words with the statement's own marked, and whose they are: held together by a rule."""
    from docx.shared import Pt

    parts: list[list[tuple[str, bool]]] = [
        [(quote.why, False)], list(quote.pieces), [(f"— {quote.speaker}, {isolate(quote.title)}", False)],
    ]  # fmt: skip
    for number, pieces in enumerate(parts):
        paragraph = word.add_paragraph()
        rule(paragraph, quote.colour.lstrip("#").upper() or SOFT)
        paragraph.paragraph_format.space_after = Pt(10 if number == 2 else 0)
        paragraph.paragraph_format.keep_with_next = number < 2
        for words, own in pieces:
            run = paragraph.add_run(_clean(words))
            if number != 1:
                _soften(run)
            elif own:
                ground(run, MARK)


def _soften(run: Any) -> None:
    """Smaller and paler: what is beside the words."""
    from docx.shared import Pt, RGBColor

    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(SOFT)


def _table(word: Word, table: Table) -> None:
    from docx.shared import Cm

    caption = word.add_paragraph(unbroken(_clean(table.caption)), "Caption")
    caption.paragraph_format.keep_with_next = True
    made: Any = word.add_table(rows=1, cols=len(table.columns))
    line_table(made, ink=INK, line=LINE)
    heads = tuple(Cell(column.name) for column in table.columns)
    for number, row in enumerate((heads, *table.rows)):
        line = made.rows[0] if number == 0 else made.add_row()
        keep_whole(line)
        for column, cell, place in zip(table.columns, row, line.cells, strict=True):
            _fill(place.paragraphs[0], cell, number=column.number, head=number == 0)
    head_row(made.rows[0], INK)
    set_widths(made, [Cm(width) for width in _widths(table)])
    word.add_paragraph()


def _widths(table: Table) -> list[float]:
    """Centimetres for each column: its longest word fits if it can, what is left goes to those with long lines."""
    columns = list(zip((Cell(column.name) for column in table.columns), *table.rows, strict=True))
    lines = [[line for cell in column for line in cell.beside("\n").split("\n")] for column in columns]
    wanted = [min(max(map(len, column)), WIDEST) for column in lines]
    words = [max((len(word) for line in column for word in line.split()), default=0) for column in lines]
    least = [max(min(word, letters), NARROWEST) + AIR for word, letters in zip(words, wanted, strict=True)]
    more = [max(letters + AIR - own, 0) for letters, own in zip(wanted, least, strict=True)]
    share = min(max(ROOM - sum(least), 0) / max(sum(more), 1), 1.0)
    letters = [own + share * extra for own, extra in zip(least, more, strict=True)]
    return [WIDTH * own / sum(letters) for own in letters]


def _fill(paragraph: Any, cell: Cell, *, number: bool, head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    first, line, more = _clean(cell.beside("\n")).partition("\n")
    run = paragraph.add_run(first)
    run.font.size, run.bold = Pt(8.5), head
    if more:
        note = paragraph.add_run(line + more)
        _soften(note)
        note.font.size = Pt(7.5)
    paragraph.paragraph_format.space_after = 0
    if number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fixed(word: Word) -> bytes:
    """The file with the same date in each of its parts."""
    raw, out = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
