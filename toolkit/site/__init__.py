"""Reports, notebooks and the codebook -> a small static site, as GitHub Pages serves it; it works from a folder too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import InputError
from toolkit.report import Document, make_document, read_run, render_pages
from toolkit.report.blocks import Text
from toolkit.report.pages import fill_page, read_document
from toolkit.site.cells import show_cells, to_page, words_of
from toolkit.table import open_whole

ROOT = Path(__file__).parents[2]
OWN = ROOT / "notebooks"  # not beside an installed package
TEMPLATE = "report.ipynb"  # of the report, no lesson
MADE_BY = (
    "Every report is made by this notebook, whose code stands at its end; here of the seed article as people coded it."
)
CODEBOOKS = (ROOT / "CODEBOOK.md", Path(__file__).parents[1] / "templates" / "CODEBOOK.md")
HEADING = re.compile(r"<h1[^>]*>.*?</h1>", re.S)
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
SIZE = re.compile(r".*?\bstatements?\b")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its address from the site's root, its title, what it says of itself, its markup."""

    address: str
    title: str
    about: str
    html: str


def write_site(
    folder: Path, runs: Sequence[Path], *, notebooks: Path | None = None, parties: Path | None = None,
    event: str = "", seed: int = 1,
) -> list[str]:  # fmt: skip
    """Writes the reports of the runs, the notebooks as they stand, and the codebook; the addresses of the pages.

    Every page loads nothing from outside, and every link is relative. Other files of the folder stay as they are.
    Raises InputError for a folder that holds no run or is one itself, and for notebooks that are missing, ToolkitError
    where a report stops.
    """
    _check_folder(folder, runs)
    lessons = _lessons(notebooks) if notebooks else _lessons(OWN) if OWN.is_dir() else []
    codebook = _codebook()
    reports: list[Page] = []
    pages: dict[str, str] = {}
    for name, run_dir in _names(runs).items():
        document, run = make_document(run_dir, parties=parties, event=event, seed=seed), read_run(run_dir, parties)
        made = render_pages(document, run, name=name, start="../index.html")
        pages |= {f"reports/{path}": page for path, page in made.items()}
        reports.append(_introduce(document, f"reports/{name}.html", run_dir))
    example = None if notebooks or not OWN.is_dir() else _example(pages)
    menu = [Page("index.html", "Start", "", ""), *([replace(codebook, title="Codebook")] if codebook else [])]
    for page in (*lessons, *([codebook] if codebook else [])):
        pages[page.address] = _fill(page, menu, _beside(page, lessons))
    pages["index.html"] = _landing(reports, [*lessons, *([example] if example else [])], codebook, menu)
    _write(folder, pages)
    return sorted(pages)


def _check_folder(folder: Path, runs: Sequence[Path]) -> None:
    """InputError where the site would be written into a run."""
    for run in map(Path.resolve, runs):
        if folder.resolve().is_relative_to(run):
            raise InputError("the folder of a run", where=str(folder), hint="name another folder for the site")


def _names(runs: Sequence[Path]) -> dict[str, Path]:
    """A short name for each run's report, none twice."""
    names: dict[str, Path] = {}
    for run in runs:
        base = re.sub(r"[^a-z0-9]+", "-", run.resolve().name.lower()).strip("-") or "report"
        name, number = base, 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names[name] = run
    return names


def _introduce(document: Document, address: str, run_dir: Path) -> Page:
    """A report by its size and answer."""
    said = {block.style: block.plain for block in document.sections[0].items if isinstance(block, Text)}
    size = SIZE.match(said.get("size", ""))
    return Page(address, f"{run_dir.name}{': ' + size[0] if size else ''}", said.get("answer", ""), "")


def _example(pages: dict[str, str]) -> Page:
    """The report's notebook as it stands, with the outputs it holds; its pages are put to the others."""
    import nbformat

    document = read_document(nbformat.read(OWN / TEMPLATE, as_version=4))
    made = render_pages(document, read_run(), name="report", start="../index.html")
    pages |= {f"notebooks/{path}": page for path, page in made.items()}
    return Page("notebooks/report.html", "The notebook of the report", MADE_BY, "")


def _lessons(folder: Path) -> list[Page]:
    """The notebooks of a folder with the outputs they hold, in the order of their names."""
    import nbformat

    pages = []
    found = sorted(folder.glob("*.ipynb"))
    if not found:
        raise InputError("no notebook in it", where=str(folder), hint="name a folder of .ipynb files")
    for path in found:
        if path.name == TEMPLATE:
            continue
        try:
            notebook = nbformat.read(path, as_version=4)
        except Exception as error:  # nbformat has a kind of its own for each way in which JSON can be no notebook
            what = f"not a notebook ({' '.join(str(error).split())[:80]})"
            raise InputError(what, where=str(path), hint="save it again in JupyterLab") from None
        html = "\n".join(show_cells(notebook.cells, path.stem))
        pages.append(_page(f"notebooks/{path.stem}.html", html, path.stem))
    return pages


def _codebook() -> Page | None:
    path = next((path for path in CODEBOOKS if path.is_file()), None)
    return _page("codebook.html", to_page(path.read_text(encoding="utf-8")), "Codebook") if path else None


def _page(address: str, html: str, title: str) -> Page:
    """A page whose title is its first heading, and whose first paragraph says what it is about."""
    heading = HEADING.search(html)
    words = words_of(heading[0]) if heading else title
    about = PARAGRAPH.search(html)
    return Page(address, words, words_of(about[1]) if about else "", html)


def _beside(page: Page, lessons: list[Page]) -> list[tuple[str, Page]]:
    """The lessons before and after a lesson, as they are called there."""
    if page not in lessons:
        return []
    at = lessons.index(page)
    return [("Previous", one) for one in lessons[max(at - 1, 0) : at]] + [
        ("Next", one) for one in lessons[at + 1 :][:1]
    ]


def _fill(page: Page, menu: list[Page], beside: list[tuple[str, Page]]) -> str:
    up = "../" * page.address.count("/")
    body = {"html": page.html, "menu": menu, "up": up, "here": page.address, "beside": beside}
    return fill_page(page.title, "site", body)


def _landing(reports: list[Page], lessons: list[Page], codebook: Page | None, menu: list[Page]) -> str:
    groups = [("Reports", reports), ("Lessons", lessons), ("Definitions", [codebook] if codebook else [])]
    body = {"groups": [(name, pages) for name, pages in groups if pages], "menu": menu, "up": "", "here": "index.html"}
    return fill_page("Who said what, for which side, and in what tone?", "site", body)


def _write(folder: Path, pages: dict[str, str]) -> None:
    """Every page, and the empty file that tells GitHub Pages to serve the files as they are."""
    if folder.exists() and not folder.is_dir():
        raise InputError("a file, not a folder", where=str(folder), hint="name a folder for the site")
    folder.mkdir(parents=True, exist_ok=True)
    for address in sorted(pages, key=lambda name: name == "index.html"):  # the way in comes last
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_whole(path) as file:
            file.write(pages[address].encode())
    (folder / ".nojekyll").touch()
