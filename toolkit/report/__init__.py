"""Results -> one standalone HTML string, by way of the report notebook.

`data` reads a run, `agreement` the measured figures; `evidence` chooses and packs statements; `parts` renders.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from html import escape
from pathlib import Path

from toolkit.errors import InputError, ToolkitError
from toolkit.report.agreement import read_agreement
from toolkit.report.data import Run, read_run
from toolkit.report.evidence import choose_evidence, pack_evidence
from toolkit.report.parts import (
    render_agreement,
    render_answer,
    render_counts,
    render_evidence,
    render_figure,
    render_kinds,
    render_left_out,
    render_manifest,
    render_means,
    render_size,
    render_statements,
    render_summary,
    summarise_run,
)

__all__ = [
    "Run",
    "choose_evidence",
    "pack_evidence",
    "read_agreement",
    "read_run",
    "render_agreement",
    "render_answer",
    "render_counts",
    "render_evidence",
    "render_figure",
    "render_kinds",
    "render_left_out",
    "render_manifest",
    "render_means",
    "render_report",
    "render_size",
    "render_statements",
    "render_summary",
    "summarise_run",
    "write_report",
]

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "templates"


def _notebook() -> Path:
    places = (PACKAGE.parent / "notebooks" / "report.ipynb", TEMPLATES / "report.ipynb")
    for place in places:
        if place.exists():
            return place
    raise InputError("report.ipynb is missing", where=str(places[1]), hint="install the toolkit again")


def _template() -> str:
    """The page with its style and script inside, and a policy that lets nothing else load or run."""
    names = ("report.html.j2", "report.css", "report.js")
    page, style, script = ((TEMPLATES / name).read_text(encoding="utf-8") for name in names)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style, script = (f"{{% raw %}}{part}{{% endraw %}}" for part in (style, script))
    return page.replace("@STYLE@", style).replace("@SCRIPT@", script).replace("@DIGEST@", f"sha256-{digest}")


def render_report(run_dir: Path, *, seed: int = 1, parties: Path | None = None) -> str:
    """One HTML page with no outside part; the same run gives the same string. ToolkitError where a cell fails."""
    import nbformat
    import papermill
    from nbconvert import HTMLExporter

    values = {"RUN_DIR": str(Path(run_dir).resolve()), "SEED": seed}
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
        notebook = nbformat.read(done, as_version=4)
    page, _ = HTMLExporter(raw_template=_template()).from_notebook_node(notebook)
    return str(page).replace("@TITLE@", _title(Path(run_dir)), 1)


def _title(run_dir: Path) -> str:
    """The page's title: how many articles, from which files."""
    manifest = json.loads((run_dir / "manifest.json").read_text(encoding="utf-8"))
    names = [Path(one["path"]).name for one in manifest.get("inputs", [])]
    of = f" of {names[0]}{' and more' * (len(names) > 1)}" if names else ""
    return escape(f"Who said what: {manifest.get('articles', 0)} articles{of}")


def write_report(run_dir: Path, out: Path, *, seed: int = 1, parties: Path | None = None) -> None:
    """Writes the report of a run as one HTML file."""
    Path(out).write_text(render_report(run_dir, seed=seed, parties=parties), encoding="utf-8", newline="\n")
