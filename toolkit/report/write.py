"""A run -> the report as a file, in the format that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import InputError
from toolkit.report.cells import many
from toolkit.report.data import Run, read_run
from toolkit.report.pages import Document, make_document, render_pages
from toolkit.report.pdf import find_browser, print_pdf
from toolkit.table import open_whole

FORMATS = {"html": (".html", ".htm"), "docx": (".docx",), "pdf": (".pdf",), "md": (".md", ".markdown")}


@dataclass(frozen=True, slots=True)
class Written:
    """A report on the disk: its file, the pages of further evidence beside it, and what it is of."""

    out: Path
    attached: int
    articles: int
    statements: int

    @property
    def sentence(self) -> str:
        """What was written where, in one line.

        >>> Written(Path("r.html"), 1, 2, 1).sentence
        'r.html: 2 articles, 1 statement; more evidence in r-evidence (1 page), to be kept beside it'
        """
        size = f"{many(self.articles, 'article')}, {many(self.statements, 'statement')}"
        more = f"; more evidence in {self.out.stem}-evidence ({many(self.attached, 'page')}), to be kept beside it"
        return f"{self.out}: {size}{more if self.attached else ''}"


def check_format(out: Path, name: str | None = None) -> str:
    """The format that is named, else that of the file's ending; the writer of it is there.

    Raises InputError where neither says a format or they contradict each other, ToolkitError where no browser can
    print a PDF.

    >>> check_format(Path("report.md"))
    'md'
    """
    ending = next((key for key, endings in FORMATS.items() if out.suffix.lower() in endings), None)
    found = name or ending
    if name and ending and name != ending:
        what = f"the ending says {ending}, --format says {name}"
        raise InputError(what, where=str(out), hint="leave --format out or change the ending")
    if found is None:
        raise InputError("unknown ending of the output", where=str(out), hint=f"use --format {'|'.join(FORMATS)}")
    if found == "pdf":
        find_browser()
    return found


def render_report(
    run_dir: Path,
    *,
    name: str = "report",
    parties: Path | None = None,
    event: str = "",
    every: bool = False,
    seed: int = 1,
) -> dict[str, str]:
    """The HTML page and its attached pages by their paths; the same run gives the same strings.

    Each page has no outside part. ToolkitError where a cell of the notebook fails.
    """
    document = make_document(run_dir, parties=parties, event=event, every=every, seed=seed)
    return render_pages(document, read_run(run_dir, parties, every=every), name=name)


def write_report(
    run_dir: Path,
    out: Path,
    *,
    format: str | None = None,
    parties: Path | None = None,
    event: str = "",
    every: bool = False,
    seed: int = 1,
) -> Written:
    """Writes the report of a run and says what was written.

    An HTML report that is too large for one page has more in the folder NAME-evidence.

    `event` is a date (2022-02-24) around which the change of each side is shown; `every` counts near duplicates. Raises
    InputError for an unknown ending or format, ToolkitError where the format needs a program that is missing.
    """
    writer = WRITERS[check_format(out, format)]
    run = read_run(run_dir, parties, every=every)
    document = make_document(run_dir, parties=parties, event=event, every=every, seed=seed)
    pages = writer(document, run, out)
    for path, content in pages.items():
        path.parent.mkdir(exist_ok=True)
        with open_whole(path) as file:
            file.write(content)
    return Written(out, len(pages) - 1, len(run.articles), len(run.statements))


def _html(document: Document, run: Run, out: Path) -> dict[Path, bytes]:
    """Every page, the attached ones first, and none left of an earlier report that had more."""
    pages = render_pages(document, run, name=out.stem)
    first, *more = pages
    for old in sorted((out.parent / f"{out.stem}-evidence").glob("[0-9]*.html")):
        if f"{out.stem}-evidence/{old.name}" not in pages:
            old.unlink()
    return {out.parent / name: pages[name].encode() for name in more} | {out: pages[first].encode()}


def _pdf(document: Document, run: Run, out: Path) -> dict[Path, bytes]:
    return {out: print_pdf(next(iter(render_pages(document, run).values())))}


def _word(document: Document, run: Run, out: Path) -> dict[Path, bytes]:
    from toolkit.report.word import render_word

    return {out: render_word(document)}


def _markdown(document: Document, run: Run, out: Path) -> dict[Path, bytes]:
    from toolkit.report.markdown import render_document

    return {out: render_document(document).encode()}


Writer = Callable[[Document, Run, Path], Mapping[Path, bytes]]
WRITERS: dict[str, Writer] = {"html": _html, "pdf": _pdf, "docx": _word, "md": _markdown}
