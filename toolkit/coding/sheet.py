"""Coding sheets: a sample as .csv or .xlsx, blind, with cells that no spreadsheet changes."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from toolkit.coding.codes import NAMES, Code, check_one
from toolkit.coding.sample import Sample
from toolkit.errors import InputError, InputNote
from toolkit.table import open_whole

FIXED = ["row", "statement", "context", "article"]
HEAD = [*FIXED, *NAMES]
LONGEST = 30_000  # characters of a fixed cell
EXCEL = 32_767  # characters that a cell of Excel holds
FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
WIDTHS = {"statement": 60, "context": 60, "article": 24, "speaker": 20, "targets": 28, "note": 28}
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\\(?=u[0-9a-f]{4})")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def guard(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula and every file format holds.

    >>> guard("=1+1"), guard("'=1"), guard("said")
    ("'=1+1", "''=1", 'said')
    """
    text = UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguard(cell: str) -> str:
    """The text of a guarded cell, exactly; what nobody guarded stays as it is.

    >>> unguard(guard("'=1")), unguard("'twas")
    ("'=1", "'twas")
    """
    text = cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)) if UNSAFE.match(_behind(found)) else found[0], text)


def _behind(found: re.Match[str]) -> str:
    """The character that an escape stands for, with what follows it."""
    return chr(int(found[1], 16)) + found.string[found.end() :]


def fixed_cells(row: Mapping[str, Any], total: int) -> dict[str, str]:
    """The cells of a row that no coder changes."""
    shown = "".join(f"⟦{text}⟧" if own else text for text, own in row["context"])
    said = " ".join(text for text, own in row["context"] if own)
    cells = {"row": f"{row['row']} of {total}", "statement": said, "context": shown, "article": row["article"]}
    return {name: _shown(text) for name, text in cells.items()}


def _shown(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def write_sheet(sample: Sample, path: Path, *, codes: pd.DataFrame | None = None) -> None:
    """Writes .csv or .xlsx with one row a statement, blind; with one coder's `codes` where they are given.

    InputError where they are those of several coders. What `read_sheet` would not take back, as one target with two
    stances, is written as it is and told by a warning (InputNote) with row and column.
    """
    if codes is not None:
        check_one(codes)
    given = {} if codes is None else {(row["doc"], row["statement"]): row for row in codes.to_dict("records")}
    rows: list[dict[str, Any]] = []
    for row in sample.rows.to_dict("records"):
        coded = given.get((row["doc"], row["statement"]), {})
        cells = {name: coded.get(name) for name in NAMES}
        _tell_lost(cells, sample.codes, f"{path}, row {len(rows) + 2}")
        rows.append({**fixed_cells({str(k): v for k, v in row.items()}, len(sample.rows)), **cells})
    lines = [[_cell(row[name]) for name in HEAD] for row in rows]
    write = of_ending(path, {".csv": _write_csv, ".xlsx": _write_xlsx})
    if write is _write_xlsx:
        _check_cells(lines, path)
    with open_whole(path) as file:
        write(lines, sample.codes, file)


def _tell_lost(cells: Mapping[str, object], codes: Sequence[Code], where: str) -> None:
    """A warning for each code that is no answer of the codebook, so that its cell would not be read back."""
    for code in codes:
        try:
            code.parse(cells[code.name])
        except ValueError as error:
            said = f"{where}, column {code.name}: {error}; it is written as it is, and not read until it is corrected"
            warnings.warn(said, InputNote, stacklevel=3)


def _cell(value: object) -> str | int:
    return "" if value is None else guard(value) if isinstance(value, str) else int(str(value))


def _check_cells(rows: Iterable[Sequence[str | int]], path: Path) -> None:
    """InputError for the first cell that Excel would cut short."""
    for number, line in enumerate(rows, start=2):
        for name, cell in zip(HEAD, line, strict=True):
            if len(str(cell)) > EXCEL:
                what = f"{len(str(cell)):,} characters; a cell of Excel holds {EXCEL:,}"
                raise InputError(what, where=f"{path}, row {number}, column {name}", hint="write a .csv: it holds all")


def of_ending(path: Path, known: Mapping[str, Any]) -> Any:
    """What is known under the file's ending; InputError where it is another."""
    if path.suffix.lower() not in known:
        what = f"unknown ending {path.suffix!r} of a coding sheet"
        raise InputError(what, where=str(path), hint=f"use {' or '.join(known)}")
    return known[path.suffix.lower()]


def _write_csv(rows: Iterable[Sequence[object]], codes: Sequence[Code], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(rows)
    text.detach()


def _write_xlsx(rows: Iterable[Sequence[object]], codes: Sequence[Code], file: BinaryIO) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = "codes", "B2"
    for line in [HEAD, *rows]:
        sheet.append(line)
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, name in enumerate(HEAD, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 11)
    for code in codes:
        letter = get_column_letter(HEAD.index(code.name) + 1)
        if code.level in {"nominal", "ordinal"}:
            choice = DataValidation(type="list", formula1=f'"{",".join(code.values)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{max(2, sheet.max_row)}")
            sheet.add_data_validation(choice)
    key = book.create_sheet("codebook")
    for row in [("code", "question", "answers"), *((c.name, c.question, ", ".join(c.values)) for c in codes)]:
        key.append([guard(cell) for cell in row])
    book.save(file)
