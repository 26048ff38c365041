"""Coding sheets: a sample as .csv or .xlsx, and back with the coders' codes, every cell checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from toolkit.coding.codes import NAMES, Code, check_one, to_codes
from toolkit.coding.sample import Sample
from toolkit.errors import InputError
from toolkit.read.bytes import find_encoding
from toolkit.table import open_whole

FIXED = ["row", "statement", "context", "article"]
HEAD = [*FIXED, *NAMES]
LEGACY = ("cp1252", "mac_roman", "cp1250", "cp1251")  # what spreadsheets write where it is not Unicode
LONGEST = 30_000  # characters of a fixed cell
EXCEL = 32_767  # characters that a cell of Excel holds
SAVE = "where nobody edited it, save it as CSV UTF-8 or .xlsx: this file's encoding has not every letter"
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
    """Writes .csv or .xlsx with one row a statement, blind; with one coder's `codes` where they are given.

    InputError where they are those of several coders.
    """
    if codes is not None:
        check_one(codes)
    given = {} if codes is None else {(row["doc"], row["statement"]): row for row in codes.to_dict("records")}
    rows = []
    for row in sample.rows.to_dict("records"):
        coded = given.get((row["doc"], row["statement"]), {})
        cells = {name: coded.get(name) for name in NAMES}
        rows.append({**_fixed({str(k): v for k, v in row.items()}, len(sample.rows)), **cells})
    lines = [[_cell(row[name]) for name in HEAD] for row in rows]
    write = _of_ending(path, {".csv": _write_csv, ".xlsx": _write_xlsx})
    if write is _write_xlsx:
        _check_cells(lines, path)
    with open_whole(path) as file:
        write(lines, sample.codes, file)


def _cell(value: object) -> str | int:
    return "" if value is None else guard(value) if isinstance(value, str) else int(str(value))


def _check_cells(rows: Iterable[Sequence[str | int]], path: Path) -> None:
    """InputError for the first cell that Excel would cut short."""
    for number, line in enumerate(rows, start=2):
        for name, cell in zip(HEAD, line, strict=True):
            if len(str(cell)) > EXCEL:
                what = f"{len(str(cell)):,} characters; a cell of Excel holds {EXCEL:,}"
                raise InputError(what, where=f"{path}, row {number}, column {name}", hint="write a .csv: it holds all")


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

    A .csv may be in any encoding and with any separator that spreadsheets write; letters that the encoding lacks are
    made out where they stand in a fixed cell, and are an error where they stand in an answer. Raises InputError with
    row and column for the first cell that is not as it should be, and how many more are not: an answer that the
    codebook does not have, a fixed cell that was edited, a row that is missing or there twice.
    """
    read = _of_ending(path, {".csv": read_csv, ".xlsx": read_xlsx})
    readings = [(*_take(lines, sample, path, encoding), encoding) for encoding, lines in read(path)]
    found, wrong, encoding = min(readings, key=lambda reading: len(reading[1]))
    if wrong:
        more = f" ({len(wrong) - 1} more like it)" if len(wrong) > 1 else ""
        hint = "correct the sheet; its codes were not read"
        raise InputError(wrong[0] + more, where=str(path), hint=f"{hint}; {SAVE}" if encoding else hint)
    return to_codes({"coder": coder or path.stem, **found[place]} for place in sorted(found))


def _take(
    lines: Sequence[Sequence[Any]], sample: Sample, path: Path, encoding: str
) -> tuple[dict[int, dict[str, Any]], list[str]]:
    """The answers by the place of their row in the sample, and what is wrong."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(map(_plain, line))]
    places = _places(filled[0][1] if filled else [], path)
    wanted = {f"{row} of {len(sample.rows)}": place for place, row in enumerate(sample.rows["row"])}
    records = [{str(k): v for k, v in row.items()} for row in sample.rows.to_dict("records")]
    found: dict[int, dict[str, Any]] = {}
    wrong: list[str] = []
    for number, line in filled[1:]:
        cells = {name: line[place] if place < len(line) else None for name, place in places.items()}
        place = wanted.get(str(cells["row"]).strip())
        if place is None or place in found:
            what = "is there twice" if place is not None else f"is not one of the {len(wanted)} rows of this sample"
            wrong.append(f"row {number}, column row: {cells['row']!r} {what}")
            continue
        found[place] = {k: records[place][k] for k in ("doc", "statement")}
        for name, cell in _fixed(records[place], len(wanted)).items():
            if not _same(_plain(cells[name]), _plain(guard(cell)), encoding):
                wrong.append(f"row {number}, column {name}: was edited, or the sheet is of another sample")
        wrong += _parse(cells, sample.codes, found[place], f"row {number}", encoding)
    return found, wrong + [f"row {name} of the sample is missing" for name, p in wanted.items() if p not in found]


def _same(cell: str, wanted: str, encoding: str) -> bool:
    """Whether a fixed cell is as it was, but for letters that the encoding of the file does not have."""
    if cell == wanted or not encoding:
        return cell == wanted
    units = [unit for char in wanted for unit in (char if ord(char) < 0x10000 else char * 2)]  # as spreadsheets count
    return len(cell) == len(units) and all(
        a == b or not b.encode(encoding, "ignore") for a, b in zip(cell, units, strict=True)
    )


def _parse(
    cells: Mapping[str, Any], codes: Sequence[Code], out: dict[str, Any], where: str, encoding: str
) -> Iterator[str]:
    """Puts the answers into `out`; yields what is wrong."""
    for code in codes:
        cell = cells[code.name]
        if encoding and code.level in {"name", "targets"} and "?" in str(cell):
            yield f"{where}, column {code.name}: {cell!r} lost a letter; save the sheet as .xlsx or as CSV UTF-8"
            continue
        try:
            out[code.name] = code.parse(unguard(cell) if isinstance(cell, str) else cell)
        except ValueError as error:
            yield f"{where}, column {code.name}: {error}"


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()


def _places(head: Sequence[Any], path: Path) -> dict[str, int]:
    names = [str(cell).strip() for cell in head]
    for name in HEAD:
        if names.count(name) != 1:
            what = "is there more than once" if name in names else "is missing"
            raise InputError(f"row 1, column {name}: {what}", where=str(path), hint="keep the heads of the sheet")
    return {name: names.index(name) for name in HEAD}


def read_csv(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The rows of a .csv in each encoding it may be in, likely first; its name is empty where it has every letter."""
    raw = path.read_bytes()
    if not raw.strip():
        raise InputError("the file is empty", where=str(path), hint="write the sheet again")
    found = find_encoding([raw], str(path))
    whole = found.startswith("utf") and not raw.isascii()  # a sheet has signs that ASCII lacks
    for encoding in [found] if whole else sorted(LEGACY, key=lambda name: name != found):
        text = raw.decode(encoding, "replace").removeprefix("\ufeff")
        separator = re.match(r'"?sep=(.)"?\r?\n', text, flags=re.I)
        text = text[separator.end() :] if separator else text
        head = text.partition("\n")[0]
        delimiter = separator[1] if separator else max(",;\t", key=head.count)
        try:
            yield (
                "" if whole else encoding,
                list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)),
            )
        except csv.Error as error:
            raise InputError(f"no CSV file ({error})", where=str(path), hint="save the sheet again") from None


def read_xlsx(path: Path) -> Iterator[tuple[str, list[list[Any]]]]:
    """The rows of the sheet `codes` of an Excel file, or of its first sheet."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        sheet = book["codes"] if "codes" in book.sheetnames else book.worksheets[0]
        yield "", [list(line) for line in sheet.iter_rows(values_only=True)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError):
        raise InputError("no Excel file", where=str(path), hint="save the sheet as .xlsx or .csv") from None
