"""Coding sheets: a sample as .csv or .xlsx, and back with the coders' codes, every cell checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from toolkit.coding.codes import NAMES, Code, to_codes
from toolkit.coding.sample import Sample, read_sides, read_tables, sample_path, sample_statements, write_sample
from toolkit.errors import InputError
from toolkit.table import open_whole

FIXED = ["row", "statement", "context", "article"]
HEAD = [*FIXED, *NAMES]
LONGEST = 30_000  # characters; a cell of Excel holds 32,767
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


def _fixed(row: Mapping[str, Any], total: int) -> dict[str, str]:
    """The cells of a row that no coder changes."""
    shown = "".join(f"⟦{text}⟧" if own else text for text, own in row["context"])
    said = " ".join(text for text, own in row["context"] if own)
    cells = {"row": f"{row['row']} of {total}", "statement": said, "context": shown, "article": row["article"]}
    return {name: _shown(text) for name, text in cells.items()}


def _shown(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def write_sheet(sample: Sample, path: Path, *, codes: pd.DataFrame | None = None) -> None:
    """Writes .csv or .xlsx with one row a statement, blind; with one coder's `codes` where they are given."""
    given = {} if codes is None else {(row["doc"], row["statement"]): row for row in codes.to_dict("records")}
    rows = []
    for row in sample.rows.to_dict("records"):
        coded = given.get((row["doc"], row["statement"]), {})
        cells = {name: coded.get(name) for name in NAMES}
        rows.append({**_fixed({str(k): v for k, v in row.items()}, len(sample.rows)), **cells})
    write = _of_ending(path, {".csv": _write_csv, ".xlsx": _write_xlsx})
    with open_whole(path) as file:
        write([[_cell(row[name]) for name in HEAD] for row in rows], sample.codes, file)


def _cell(value: object) -> str | int:
    return "" if value is None else guard(value) if isinstance(value, str) else int(str(value))


def _of_ending(path: Path, known: Mapping[str, Any]) -> Any:
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


def read_sheet(path: Path, sample: Sample, *, coder: str = "") -> pd.DataFrame:
    """The codes in a sheet, in the order of the sample whatever the order of the rows; the coder is the file's name.

    Raises InputError with row and column for the first cell that is not as it should be, and how many more are not:
    an answer that the codebook does not have, a fixed cell that was edited, a row that is missing or there twice.
    """
    read = _of_ending(path, {".csv": _read_csv, ".xlsx": _read_xlsx})
    lines = [
        (number, line) for number, line in read(path) if any(str(cell).strip() for cell in line if cell is not None)
    ]
    places = _places(lines[0][1] if lines else [], path)
    wanted = {f"{row} of {len(sample.rows)}": place for place, row in enumerate(sample.rows["row"])}
    records = [{str(k): v for k, v in row.items()} for row in sample.rows.to_dict("records")]
    found: dict[int, dict[str, Any]] = {}
    wrong: list[str] = []
    for number, line in lines[1:]:
        cells = {name: line[place] if place < len(line) else None for name, place in places.items()}
        place = wanted.get(str(cells["row"]).strip())
        if place is None or place in found:
            what = "is there twice" if place is not None else f"is not one of the {len(wanted)} rows of this sample"
            wrong.append(f"row {number}, column row: {cells['row']!r} {what}")
            continue
        found[place] = {"coder": coder or path.stem, **{k: records[place][k] for k in ("doc", "statement")}}
        for name, cell in _fixed(records[place], len(wanted)).items():
            if _plain(cells[name]) != _plain(guard(cell)):
                wrong.append(f"row {number}, column {name}: was edited, or the sheet is of another sample")
        wrong += _parse(cells, sample.codes, found[place], number)
    wrong += [f"row {name} of the sample is missing" for name, place in wanted.items() if place not in found]
    if wrong:
        more = f" ({len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
        raise InputError(wrong[0] + more, where=str(path), hint="correct the sheet; its codes were not read")
    return to_codes(found[place] for place in sorted(found))


def _parse(cells: Mapping[str, Any], codes: Sequence[Code], out: dict[str, Any], number: int) -> Iterator[str]:
    """Puts the answers into `out`; yields what is wrong."""
    for code in codes:
        cell = cells[code.name]
        try:
            out[code.name] = code.parse(unguard(cell) if isinstance(cell, str) else cell)
        except ValueError as error:
            yield f"row {number}, column {code.name}: {error}"


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()


def _places(head: Sequence[Any], path: Path) -> dict[str, int]:
    names = [str(cell).strip() for cell in head]
    for name in HEAD:
        if names.count(name) != 1:
            what = "is there more than once" if name in names else "is missing"
            raise InputError(f"row 1, column {name}: {what}", where=str(path), hint="keep the heads of the sheet")
    return {name: names.index(name) for name in HEAD}


def _read_csv(path: Path) -> Iterator[tuple[int, list[Any]]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved by a spreadsheet in the encoding of Windows
        text = raw.decode("cp1252", "replace")
    head = text.partition("\n")[0]
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)), start=1)
    except csv.Error as error:
        raise InputError(f"no CSV file ({error})", where=str(path), hint="save the sheet again") from None


def _read_xlsx(path: Path) -> Iterator[tuple[int, list[Any]]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        sheet = book["codes"] if "codes" in book.sheetnames else book.worksheets[0]
        yield from enumerate((list(line) for line in sheet.iter_rows(values_only=True)), start=1)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        raise InputError("no Excel file", where=str(path), hint="save the sheet as .xlsx or .csv") from None


def sample_run(
    folder: Path, sheet: Path, n: int, *, by: Sequence[str] = (), uncertain: float = 1.0, seed: int
) -> Sample:
    """Draws n statements of a run, writes the sheet and, beside it, what was drawn with which probability.

    Raises InputError where one of the two files exists: somebody may have coded it.
    """
    for path in (sheet, sample_path(sheet)):
        if path.exists():
            raise InputError("a sheet or its sample exists already", where=str(path), hint="give another name")
    statements, articles = read_tables(folder)
    sample = sample_statements(statements, articles, n, by=by, uncertain=uncertain, sides=read_sides(folder), seed=seed)
    write_sample(sample, sample_path(sheet))
    write_sheet(sample, sheet)
    return sample
