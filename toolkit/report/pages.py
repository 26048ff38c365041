"""The report notebook, executed -> a document of sections -> the page, and the attached pages of further evidence."""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, ToolkitError
from toolkit.report.blocks import MIME, Block, Blocks, Reader, from_json
from toolkit.report.data import Run
from toolkit.report.pack import PART, Part, pack_evidence
from toolkit.report.parts import markup, render_blocks
from toolkit.show.page import TEMPLATES

NOTEBOOK = Path(__file__).parent.parent.parent / "notebooks" / "report.ipynb"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it: blocks, and prose in Markdown."""

    title: str
    items: tuple[Block | str, ...]

    @property
    def id(self) -> str:
        """The section's place in the page.

        >>> Section("Who speaks?", ()).id
        'who-speaks'
        """
        return re.sub(r"\W+", "-", self.title.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Document:
    """A report that every format is written from: its title, its sections (the first without a title), and its code."""

    title: str
    sections: tuple[Section, ...]
    code: tuple[str, ...] = ()


def make_document(
    run_dir: Path, *, parties: Path | None = None, event: str = "", every: bool = False, seed: int
) -> Document:
    """The document of a run, by the report notebook; ToolkitError where a cell fails."""
    return read_document(_execute(run_dir, parties=parties, event=event, every=every, seed=seed))


def _execute(run_dir: Path, *, parties: Path | None, event: str, every: bool, seed: int) -> Any:
    import nbformat
    import papermill

    values = {"RUN_DIR": str(Path(run_dir).resolve()), "SEED": seed, "EVENT": event, "EVERY": every}
    values["PARTIES"] = str(Path(parties).resolve()) if parties else ""
    with tempfile.TemporaryDirectory() as folder:
        done = Path(folder) / "report.ipynb"
        try:
            papermill.execute_notebook(
                str(_notebook()), str(done), values, kernel_name="python3", progress_bar=False, cwd=folder,
                extra_arguments=["--log-level=50"],  # the kernel's messages are none of the reader's
            )  # fmt: skip
        except papermill.PapermillExecutionError as error:
            what = f"the report stopped ({error.ename}: {' '.join(error.evalue.split())})"
            raise ToolkitError(what, where=str(run_dir), hint="mend what it names") from None
        return nbformat.read(done, as_version=4)


def _notebook() -> Path:
    places = (NOTEBOOK, TEMPLATES / "report.ipynb")
    for place in places:
        if place.exists():
            return place
    raise InputError("report.ipynb is missing", where=str(places[1]), hint="install the toolkit again")


def read_document(notebook: Any) -> Document:
    """The document that an executed report notebook shows: headings and prose of its text cells, blocks of its code."""
    title, heads, code = "Report", [""], []
    items: list[list[Block | str]] = [[]]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            items[-1] += [block for out in cell.outputs for block in _blocks(out)]
            code += [] if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])) else [cell.source]
            continue
        for part in filter(None, map(str.strip, cell.source.split("\n\n"))):
            level, _, words = part.partition(" ")
            if level == "#":
                title = words
            elif level == "##":
                heads.append(words)
                items.append([])
            else:
                items[-1].append(part)
    sections = (Section(head, tuple(own)) for head, own in zip(heads, items, strict=True))
    return Document(title, tuple(sections), tuple(code))


def _blocks(out: Any) -> Blocks | tuple[()]:
    found = out.get("data", {}).get(MIME)
    return from_json(found) if found else ()


def render_pages(
    document: Document, run: Run, *, name: str = "report", size: int = PART, start: str = ""
) -> dict[str, str]:
    """The report's page and the attached pages of evidence that it has no room for, by their paths beside it.

    Each is one HTML file that loads nothing; attached pages stand in the folder NAME-evidence. `start` is the address
    of the page to go back to from the report, where it is one of a site.
    """
    parts = pack_evidence(run, size=size)
    names = [f"{name}.html", *(f"{name}-evidence/{number}.html" for number in range(2, len(parts) + 1))]
    title = _title(run)
    pages = {}
    for number, (page, part) in enumerate(zip(names, parts, strict=True)):
        reader = _reader(run, part, names, number)
        if number:
            heading = f"Statements, part {number + 1} of {len(parts)}"
            body = {"heading": heading, "home": f"../{name}.html", "reader": reader}
            pages[page] = fill_page(f"{heading}: {title}", "report", body)
            continue
        sections = _sections(document, reader, _places(names, parts))
        front: dict[str, Any] = {"heading": document.title, "sections": sections, "code": document.code, "start": start}
        pages[page] = fill_page(title, "report", front)
    return pages


def _places(names: list[str], parts: list[Part]) -> Callable[[int], str]:
    """The address of a statement from the first page."""
    where = {number: name for name, part in zip(names[1:], parts[1:], strict=True) for number in part.numbers}
    return lambda number: f"{where.get(number, '')}#s{number}"


def _sections(document: Document, reader: str, place: Callable[[int], str]) -> list[dict[str, str]]:
    from nbconvert.filters.markdown import markdown2html

    def shown(item: Block | str) -> str:
        if isinstance(item, str):
            return str(markdown2html(item))
        return reader if isinstance(item, Reader) else render_blocks([item], inline=True, place=place)

    return [
        {"title": one.title, "id": one.id, "html": "\n".join(map(shown, one.items))} for one in document.sections
    ]  # fmt: skip


def _reader(run: Run, part: Part, names: list[str], number: int) -> str:
    """The table of statements and the articles of one part, with the way to the parts beside it."""
    from_here = (
        (lambda name: name) if not number else (lambda name: f"../{name}" if "/" not in name else name.split("/")[1])
    )
    beside = {
        "part": number + 1, "parts": len(names),
        "before": from_here(names[number - 1]) if number else "",
        "after": from_here(names[number + 1]) if number + 1 < len(names) else "",
    }  # fmt: skip
    values = {name: sorted(set(map(str, run.statements[name].dropna()))) for name in ("side", "kind")}
    sides = [(side, "side unknown" if side == "unknown" else run.parties.label(side)) for side in values["side"]]
    return markup("statements", beside, sides, values["kind"], run.columns, part.address)


def fill_page(title: str, kind: str, body: dict[str, Any]) -> str:
    """A page of the templates with its style and script inside, and a policy that lets nothing else load or run.

    `kind` names the template: report, or one of the site.
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    script = (TEMPLATES / "report.js").read_text(encoding="utf-8") if kind == "report" else ""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    policy = Markup(f"'sha256-{digest}'" if script else "'none'")
    page = template.get_template(f"{kind}.html.j2")
    return page.render(title=title, style=Markup(style), script=Markup(script), policy=policy, **body)


def _title(run: Run) -> str:
    """The page's title: how many articles, from which file or folder."""
    of = f" of {run.source.name}" if run.source else ""
    return f"Who said what: {len(run.articles):,} article{'s' * (len(run.articles) != 1)}{of}"
