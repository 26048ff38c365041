"""What a coder did, one line an answer, on the disk before anything else happens: a journal that only grows."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.coding.codes import COLUMNS, NAMES, Code, check_coders, to_codes
from toolkit.coding.filled import read_sheet
from toolkit.coding.sample import Sample, check_drawn
from toolkit.errors import InputError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,60}")
NEEDED = ("kind", "speaker", "side", "tone", "posture", "certainty")
Answers = dict[tuple[int, str], str | int | None]


class Journal:
    """The answers of one coder to one sample, in `folder/<coder>.jsonl`.

    Every line is written, and on the disk, before `record` or `undo` returns; nothing is ever overwritten. A line that
    a crash cut short is passed over, and `damaged` counts it. Two notebooks of one coder see each other's answers.
    """

    def __init__(self, folder: Path, coder: str, sample: Sample) -> None:
        if not NAME.fullmatch(coder):
            hint = "use letters, digits, spaces, dots, - and _"
            raise InputError(f"{coder!r} cannot be the name of a coder's file", hint=hint)
        self.coder, self.path = coder, Path(folder) / f"{coder}.jsonl"
        self.codes: tuple[Code, ...] = sample.codes
        self.damaged, self._size, self._steps = 0, 0, list[tuple[int, str, str | int | None]]()
        self._rows, self._sample = set(map(int, sample.rows["row"])), sample
        self._head = {"coder": coder, "sample": sample_digest(sample)}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            self._reload()
        else:
            self._check_name()
            self._append([self._head])
            _sync_folder(self.path.parent)

    def _check_name(self) -> None:
        """InputError where another coder's file differs by capitals only: some disks take the two for one."""
        for other in self.path.parent.glob("*.jsonl"):
            if other.stem.casefold() == self.coder.casefold():
                raise InputError(f"{self.coder!r} is too like the coder {other.stem!r}", where=str(other))

    def record(self, row: int, code: str, value: object) -> None:
        """Puts an answer on the disk (None clears it); ValueError, and nothing written, where it is none."""
        known = {one.name: one for one in self.codes}
        if code not in known or row not in self._rows:
            raise ValueError(f"no code {code!r} of a row {row!r}")
        answer = known[code].parse(value)
        self._append([{"row": row, "code": code, "value": answer, "at": round(time.time(), 3)}])
        self._steps.append((row, code, answer))

    def carry(self, codes: pd.DataFrame) -> int:
        """Puts this coder's codes of a smaller sample on the disk, and says of how many statements.

        None where the journal holds answers already, so that nothing is carried twice. InputError where a statement
        is not in this sample.
        """
        self._refresh()
        own = codes[codes["coder"] == self.coder]
        check_coders(own)
        check_drawn(own, self._sample)
        if self._steps:
            return 0
        keys = zip(self._sample.rows["doc"], self._sample.rows["statement"], strict=True)
        rows = dict(zip(keys, map(int, self._sample.rows["row"]), strict=True))
        steps = [
            (rows[one["doc"], one["statement"]], name, one[name])
            for one in own.to_dict("records")
            for name in NAMES
            if one[name] is not None
        ]
        at = round(time.time(), 3)
        self._append([{"row": row, "code": code, "value": value, "at": at} for row, code, value in steps])
        self._steps += steps
        return len(own)

    def undo(self) -> int | None:
        """Takes the last answer back, which stays in the file; the row it was given to, None where there is none."""
        self._refresh()
        if not self._steps:
            return None
        self._append([{"undo": True, "at": round(time.time(), 3)}])
        return self._steps.pop()[0]

    @property
    def answers(self) -> Answers:
        """The answers that hold, by row and code."""
        return {(row, code): value for row, code, value in self._steps}

    @property
    def done(self) -> set[int]:
        """Rows that are coded: no statement, or every code but targets and note."""
        found = self.answers
        return {
            row
            for row in self._rows
            if found.get((row, "attributed")) == "no" or all(found.get((row, code)) is not None for code in NEEDED)
        }

    def _refresh(self) -> None:
        if self.path.stat().st_size != self._size:
            self._reload()

    def _reload(self) -> None:
        raw = self.path.read_bytes()
        self._size, self.damaged, self._steps = len(raw), 0, []
        for number, line in enumerate(raw.splitlines()):
            try:
                self._replay(json.loads(line), number)
            except (ValueError, KeyError, TypeError):
                self.damaged += 1

    def _replay(self, event: dict[str, Any], number: int) -> None:
        if "sample" in event:
            if event["coder"] != self.coder:
                what = f"these are the answers of {event['coder']!r}"
                raise InputError(what, where=str(self.path), hint="take another name")
            if event["sample"] != self._head["sample"]:
                hint = "name another folder for the codes of another sample"
                raise InputError(
                    "these answers are to another sample", where=f"{self.path}, line {number + 1}", hint=hint
                )
        elif event.get("undo"):
            self._steps and self._steps.pop()
        else:
            self._steps.append((int(event["row"]), str(event["code"]), event["value"]))

    def _append(self, events: list[dict[str, Any]]) -> None:
        """Writes lines at the end and waits until they are on the disk."""
        with self.path.open("ab") as file, _alone(file.fileno()):
            if file.tell() != self._size:
                self._reload()
            torn = self._size and not self.path.read_bytes().endswith(b"\n")
            lines = "".join(json.dumps(event) + "\n" for event in events)
            file.write(b"\n" * bool(torn) + lines.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
            self._size = file.tell()


class _alone:
    """Nobody else appends to the file meanwhile."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: two notebooks of one coder at once are not guarded there
            return
        fcntl.flock(self.number, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        """The lock ends when the file is closed."""


def _sync_folder(folder: Path) -> None:
    """The new file's name is on the disk too."""
    if hasattr(os, "O_DIRECTORY"):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def sample_digest(sample: Sample) -> str:
    """What tells one sample from another: its statements and their order."""
    keys = sample.rows[["row", "doc", "statement"]].to_json(orient="values")
    return hashlib.sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_journals(folder: Path, sample: Sample) -> pd.DataFrame:
    """The codes of every coder in the folder, or in one journal; statements that a coder has not begun are left out."""
    folder = Path(folder)
    files = [folder] if folder.is_file() else sorted(folder.glob("*.jsonl"))
    if not files:
        raise InputError("nobody has coded here yet", where=str(folder), hint="open the coding widget with this folder")
    rows = []
    for path in files:
        journal = Journal(path.parent, path.stem, sample)
        for row in sample.rows[["row", "doc", "statement"]].to_dict("records"):
            given = {code: value for (number, code), value in journal.answers.items() if number == row["row"]}
            if any(value is not None for value in given.values()):
                rows.append({**{name: row.get(name) for name in COLUMNS}, **given, "coder": path.stem})
    return to_codes(rows)


def read_coded(path: Path, sample: Sample) -> pd.DataFrame:
    """The codes in a sheet (.csv, .xlsx), a journal of the widget (.jsonl) or a folder of these."""
    return read_journals(path, sample) if path.is_dir() or path.suffix.lower() == ".jsonl" else read_sheet(path, sample)


def check_same(samples: Sequence[Sample], names: Sequence[str]) -> None:
    """InputError with the first file whose sample is another than that of the first file."""
    for sample, name in zip(samples, names, strict=True):
        if sample_digest(sample) != sample_digest(samples[0]):
            hint = "give sheets of one sample; carry codes over with toolkit sample --coded"
            raise InputError(f"of another sample than {names[0]}", where=name, hint=hint)
