"""The coding widget: one statement in its context, keys for every code, every answer on the disk at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from toolkit.coding.journal import Journal
from toolkit.coding.sample import Sample

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = Path(__file__).parent.parent / "templates"


class CodingWidget(anywidget.AnyWidget):
    """Shows the statements of a sample, blind, and keeps one coder's answers in `folder/<coder>.jsonl`.

    The page shows what `view` says, and `view` changes only when an answer is on the disk. Reopened, it goes on at the
    first statement that is not coded.
    """

    _esm = (TEMPLATES / "coding.js").read_text(encoding="utf-8")
    _css = (TEMPLATES / "coding.css").read_text(encoding="utf-8")
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, sample: Sample, folder: str | Path, coder: str) -> None:
        self.journal = Journal(Path(folder), coder, sample)
        self._rows = {int(row["row"]): row for row in sample.rows.to_dict("records")}
        self._row, self._count = self._next(0), 0
        super().__init__(view=self._shown(""))
        self.on_msg(self._take)

    def __repr__(self) -> str:
        """What stands where no widget can: in a terminal, an exported page."""
        return f"A widget to code {len(self._rows)} statements; it works in JupyterLab."

    def _next(self, after: int) -> int:
        """The first row after this one that is not coded; from the top again, then the last."""
        todo = [row for row in self._rows if row not in self.journal.done]
        return min([row for row in todo if row > after] or todo or [max(self._rows)])

    def _take(self, _: object, message: dict[str, Any], __: object) -> None:
        """What the page asks for; the answer is in `view`."""
        said = ""
        try:
            what = message.get("do")
            if what == "set":
                self.journal.record(int(message["row"]), str(message["code"]), message["value"])
            elif what == "undo":
                self._row = self.journal.undo() or self._row
            elif what == "go":
                row = int(message["row"])
                self._row = row if row in self._rows else self._row
            elif what == "next":
                self._row = self._next(self._row)
        except (ValueError, KeyError, TypeError) as error:
            said = f"Not saved: {error}"
        except OSError as error:
            said = f"Not saved: {error.strerror or error} ({self.journal.path})"
        self.view = self._shown(said)

    def _shown(self, error: str) -> dict[str, Any]:
        """Everything that the page shows; `count` tells one answer from the last."""
        self._count += 1
        row, answers, done = self._rows[self._row], self.journal.answers, self.journal.done
        codes = [
            {
                "name": code.name, "key": code.key, "level": code.level, "values": list(code.values),
                "question": code.question, "answer": answers.get((self._row, code.name)),
            }
            for code in self.journal.codes
        ]  # fmt: skip
        damaged = f"{self.journal.damaged} damaged line passed over" if self.journal.damaged else ""
        return {
            "count": self._count, "row": self._row, "total": len(self._rows), "done": len(done),
            "coded": self._row in done, "coder": self.journal.coder, "article": str(row["article"]),
            "context": row["context"], "codes": codes, "error": error, "note": damaged,
        }  # fmt: skip


def code_statements(
    sample: Sample, folder: str | Path, coder: str, *, codes: pd.DataFrame | None = None
) -> CodingWidget:
    """The coding widget, to show in a notebook cell.

    `codes` are those of a smaller sample with the same seed (`read_journals`, `read_sheet`): the coder's are carried
    over, once. InputError where a statement of them is not in this sample.
    """
    if codes is not None:
        Journal(Path(folder), coder, sample).carry(codes)
    return CodingWidget(sample, folder, coder)
