"""What Word can show and python-docx has no words for: rules, grounds, the lines of a table, heads that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # Word wants its elements in an order
AFTER_GROUND = AFTER_BORDER[1:]
AFTER_LINES = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def rule(paragraph: Any, colour: str) -> None:
    """A rule of a colour (RRGGBB) to the left of a paragraph."""
    from docx.shared import Cm

    border = _made("pBdr")
    border.append(_made("left", val="single", sz="24", space="8", color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(border, *AFTER_BORDER)
    paragraph.paragraph_format.left_indent = Cm(0.5)


def ground(part: Any, colour: str) -> None:
    """A ground of a colour (RRGGBB) under a paragraph or a run."""
    shade = _made("shd", val="clear", color="auto", fill=colour)
    if hasattr(part, "_r"):
        part._r.get_or_add_rPr().insert_element_before(shade, "w:vertAlign", "w:rtl", "w:cs", "w:lang")
    else:
        part._p.get_or_add_pPr().insert_element_before(shade, *AFTER_GROUND)


def line_table(table: Any, *, ink: str, line: str) -> None:
    """Thin lines between the rows, stronger ones above and below, and air around each cell's words."""
    facts = table._tbl.tblPr
    lines = _made("tblBorders")
    for name, size, colour in (("top", "8", ink), ("bottom", "8", ink), ("insideH", "4", line)):
        lines.append(_made(name, val="single", sz=size, space="0", color=colour))
    facts.insert_element_before(lines, *AFTER_LINES)
    margins = _made("tblCellMar")
    for name, width in (("top", "40"), ("left", "40"), ("bottom", "40"), ("right", "90")):
        margins.append(_made(name, w=width, type="dxa"))
    facts.insert_element_before(margins, "w:tblLook")


def head_row(row: Any, colour: str) -> None:
    """Makes the row the table's head, on each page and for screen readers, with a line beneath it."""
    row._tr.get_or_add_trPr().append(_made("tblHeader", val="true"))
    for cell in row.cells:
        lines = _made("tcBorders")
        lines.append(_made("bottom", val="single", sz="8", space="0", color=colour))
        cell._tc.get_or_add_tcPr().insert_element_before(lines, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def keep_whole(row: Any) -> None:
    """Lets no page end inside the row."""
    row._tr.get_or_add_trPr().append(_made("cantSplit", val="true"))


def set_widths(table: Any, widths: Sequence[Any]) -> None:
    """The widths of the columns, which each cell must know, too."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _made(name: str, **facts: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for key, value in facts.items():
        element.set(qn(f"w:{key}"), value)
    return element
