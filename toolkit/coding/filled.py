"""Filled-in coding sheets, back as codes: every cell checked, and a wrong one costs no more than itself or its row."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.coding.codes import Code, to_codes
from toolkit.coding.sample import Sample
from toolkit.coding.sheet import HEAD, fixed_cells, guard, of_ending, unguard
from toolkit.errors import InputError, InputLost, InputNote
from toolkit.read.bytes import find_encoding

WESTERN = ("cp1252", "mac_roman", "cp1250", "cp1251")
EASTERN = ("cp932", "gbk", "gb18030", "cp950", "big5", "cp949")
LEGACY = WESTERN + EASTERN  # what spreadsheets write where it is not Unicode
MOST = 20  # missing rows that are named
SAVE = 'where nobody edited it, save it as "CSV UTF-8" or .xlsx: the encoding of this file has not every letter'


@dataclass
class _Reading:
    """A sheet as one encoding gives it: answers by the place of their row in the sample, and what is wrong."""

    encoding: str
    rows: int = 0
    seen: set[int] = field(default_factory=set)
    found: dict[int, dict[str, Any]] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)  # rows that are not those of the sample
    wrong: list[str] = field(default_factory=list)  # cells that are no answer
    odd: list[str] = field(default_factory=list)  # answers that are kept, but worth a look


def read_sheet(path: Path, sample: Sample, *, coder: str = "") -> pd.DataFrame:
    """The codes in a sheet, in the order of the sample whatever the order of the rows; the coder is the file's name.

    A cell that is no answer is left out, and so is a row whose fixed cells were edited, that is there twice or not in
    the sample: a warning for each (InputLost) names row and column, and all else is read. A row that says that nothing
    is attributed and codes it all the same is kept and told (InputNote). A .csv may be in any encoding and with any
    separator that spreadsheets write: the encoding is the one that gives the sample's own words; letters that it lacks
    are made out where they stand in a fixed cell, and are left out with their cell where they stand in an answer.
    Raises InputError where the heads are not those of a sheet, or half of its rows are not the sample's.
    """
    read = of_ending(path, {".csv": read_csv, ".xlsx": read_xlsx})
    readings = [_take(lines, sample, path, encoding) for encoding, lines in read(path)]
    best = min(readings, key=lambda one: (len(one.edited), len(one.wrong)))
    save = f"; {SAVE}" if best.encoding else ""
    if not best.found or 2 * len(best.found) < best.rows:
        what = best.edited[0] if best.edited else "none of its rows is one of the sample"
        more = f" ({len(best.edited) - 1} more like it)" if len(best.edited) > 1 else ""
        raise InputError(what + more, where=str(path), hint=f"correct the sheet; its codes were not read{save}")
    for what in best.edited:
        _warn(f"{path}, {what}; this row was not read, all others were{save}", InputLost)
    for what in best.wrong:
        _warn(f"{path}, {what}; this answer was not read, all others were", InputLost)
    missing = [str(row) for place, row in enumerate(sample.rows["row"]) if place not in best.seen]
    if missing:
        listed = ", ".join(missing[:MOST]) + (f" and {len(missing) - MOST:,} more" if len(missing) > MOST else "")
        _warn(f"{path}: rows of the sample that are missing, of {len(sample.rows):,}: {listed}", InputLost)
    for what in best.odd:
        _warn(f"{path}, {what}", InputNote)
    return to_codes({"coder": coder or path.stem, **best.found[place]} for place in sorted(best.found))


def _warn(said: str, kind: type[InputNote]) -> None:
    warnings.warn(said, kind, stacklevel=3)


def _take(lines: Sequence[Sequence[Any]], sample: Sample, path: Path, encoding: str) -> _Reading:
    """The sheet as this encoding gives it."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(map(_plain, line))]
    places = _places(filled[0][1] if filled else [], path)
    wanted = {f"{row} of {len(sample.rows)}": place for place, row in enumerate(sample.rows["row"])}
    records = [{str(k): v for k, v in row.items()} for row in sample.rows.to_dict("records")]
    out = _Reading(encoding)
    alike: dict[tuple[str, ...], tuple[int, dict[str, Any]]] = {}  # a row pasted twice is one
    for number, line in filled[1:]:
        cells = {name: line[place] if place < len(line) else None for name, place in places.items()}
        alike.setdefault(tuple(map(_plain, cells.values())), (number, cells))
    names = Counter(_plain(cells["row"]) for _, cells in alike.values())
    for number, cells in alike.values():
        name, out.rows = _plain(cells["row"]), out.rows + 1
        if name not in wanted:
            out.edited.append(f"row {number}, column row: {name!r} is not one of the {len(wanted)} rows of this sample")
            continue
        place = wanted[name]
        out.seen.add(place)
        if names[name] > 1:
            out.edited.append(f"row {number}, column row: {name!r} is there twice, with other cells")
            continue
        edited = _edited(cells, fixed_cells(records[place], len(wanted)), encoding)
        if edited:
            columns = f"column{'s' * (len(edited) > 1)} {', '.join(edited)}"
            out.edited.append(f"row {number}, {columns}: was edited, or the sheet is of another sample")
            continue
        out.found[place] = {k: records[place][k] for k in ("doc", "statement")}
        _parse(cells, sample.codes, out.found[place], (out, f"row {number}"))
    return out


def _edited(cells: Mapping[str, Any], fixed: Mapping[str, str], encoding: str) -> list[str]:
    """The columns whose fixed cells are not as they were."""
    return [name for name, cell in fixed.items() if not _same(_plain(cells[name]), _plain(guard(cell)), encoding)]


def _same(cell: str, wanted: str, encoding: str) -> bool:
    """Whether a fixed cell is as it was, but for letters that the encoding of the file does not have."""
    if cell == wanted or not encoding:
        return cell == wanted
    units = [unit for char in wanted for unit in (char if ord(char) < 0x10000 else char * 2)]  # as spreadsheets count
    return len(cell) == len(units) and all(
        a == b or not b.encode(encoding, "ignore") for a, b in zip(cell, units, strict=True)
    )


def _parse(cells: Mapping[str, Any], codes: Sequence[Code], out: dict[str, Any], told: tuple[_Reading, str]) -> None:
    """Puts the answers into `out`, and what is wrong or odd with them into the reading."""
    reading, where = told
    for code in codes:
        cell = cells[code.name]
        if reading.encoding and code.level in {"name", "targets"} and "?" in str(cell):
            what = f"{cell!r} lost a letter; save the sheet as .xlsx or as CSV UTF-8"
            reading.wrong.append(f"{where}, column {code.name}: {what}")
            continue
        try:
            out[code.name] = code.parse(unguard(cell) if isinstance(cell, str) else cell)
        except ValueError as error:
            reading.wrong.append(f"{where}, column {code.name}: {error}")
    other = [code.name for code in codes if code.name not in {"attributed", "note"} and out.get(code.name) is not None]
    if out.get("attributed") == "no" and other:
        what = f"no statement, yet {', '.join(other)} {'are' if len(other) > 1 else 'is'} filled in"
        reading.odd.append(f"{where}, column attributed: {what}; a comparison counts it as no statement")


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
            yield "" if whole else encoding, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
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
