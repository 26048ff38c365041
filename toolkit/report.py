"""Results -> one standalone HTML string, by way of the report notebook."""

from __future__ import annotations

import base64
import io
import json
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.compare import MIN_N, compare_sides, summarise_by
from toolkit.errors import InputError
from toolkit.lexicon import Parties, read_parties
from toolkit.model import UNKNOWN, Article, from_dict, to_dict
from toolkit.score import score_statements

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
PER_CELL = 8
MAX_SHOWN = 600
MAX_CHARS = 2_000_000
SCORES = ("polarity", "subjectivity", "vader", "tone", "posture")


@dataclass(frozen=True)
class Run:
    """What a run left: statements, articles, the manifest, and the parties that name the sides."""

    statements: pd.DataFrame
    articles: pd.DataFrame
    manifest: dict[str, Any]
    parties: Parties

    @property
    def columns(self) -> list[str]:
        """The scores that the run holds."""
        return [c for c in SCORES if c in self.statements and self.statements[c].notna().any()]


def read_run(folder: str | Path | None = None, parties: str | Path | None = None) -> Run:
    """The run in a folder; without one, the human coding of the seed article.

    >>> len(read_run().articles)
    1
    """
    sides = read_parties(Path(parties) if parties else None)
    if not folder:
        return _seed_run(sides)
    manifest = Path(folder) / "manifest.json"
    if not manifest.exists():
        raise InputError("no manifest.json", where=str(folder), hint="give the folder that `toolkit run -o` wrote")
    statements, articles = _parquet(Path(folder) / "statements"), _parquet(Path(folder) / "articles")
    return Run(statements, articles, json.loads(manifest.read_text(encoding="utf-8")), sides)


def _parquet(folder: Path) -> pd.DataFrame:
    frames = [pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))]
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if not frames:
        empty: dict[str, list[Any]] = {
            name: [] for name in ("doc", "statement", "side", "speaker", "kind", "text", "content", *SCORES)
        }
        return pd.DataFrame(empty)
    keys = [key for key in ("doc", "statement") if key in frames[0]]
    return pd.concat(frames, ignore_index=True).sort_values(keys, kind="stable", ignore_index=True)


def _seed_run(parties: Parties) -> Run:
    text = (SEEDS / "article.txt").read_bytes().decode("utf-8")
    coded = json.loads((SEEDS / "statements.json").read_text(encoding="utf-8"))
    article = Article(coded["id"], text, title="Seed article, coded by hand")
    rows = []
    for number, one in enumerate(score_statements(article, map(from_dict, coded["statements"]))):
        row = {**to_dict(one), "doc": article.id, "statement": number, "text": one.words(text)}
        rows.append({**row, "content": json.dumps(row["content"]), "tone": None, "posture": None})
    articles = pd.DataFrame([{"doc": article.id, "title": article.title, "text": text}])
    return Run(pd.DataFrame(rows), articles, {}, parties)


def choose_evidence(frame: pd.DataFrame) -> pd.DataFrame:
    """The first PER_CELL statements of each side and speaker by article and number, MAX_SHOWN at most.

    >>> len(choose_evidence(pd.DataFrame({"side": ["x"] * 99, "speaker": "a"}))) == PER_CELL
    True
    """
    turn = frame.groupby(["side", "speaker"], dropna=False).cumcount()
    chosen = turn[turn < PER_CELL].sort_values(kind="stable").index[:MAX_SHOWN]
    return frame.loc[sorted(chosen)]


@cache
def _parts() -> Any:
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("parts.html.j2").module


def _html(macro: str, *values: object) -> HTML:
    from IPython.display import HTML

    return HTML(str(getattr(_parts(), macro)(*values)))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _label(run: Run, side: object) -> str:
    return run.parties.label(str(side)) if side in run.parties.ids else str(side)


def render_answer(run: Run, *, seed: int) -> HTML:
    """The answer in one sentence for each pair of the two sides that speak most, or that there is too little."""
    counts = run.statements["side"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    sides = sorted(str(side) for side in counts.index if side not in (UNKNOWN, "other"))
    top = [str(side) for side in counts.index if side in sides][:2]
    column = next((c for c in ("posture", "tone", "vader") if c in run.columns), None)
    if len(top) < 2 or column is None:
        return _html(
            "answer", [f"There is too little to say: {len(run.statements)} statements, {len(top)} named sides."]
        )
    return _html(
        "answer",
        [compare_sides(run.statements, a, b, column, seed=seed).sentence for a, b in combinations(sorted(top), 2)],
    )


def summarise_run(run: Run, by: str, *, seed: int, limit: int = 30) -> list[dict[str, Any]]:
    """One row a side or speaker, most statements first, with the mean of every score."""
    tables = {c: summarise_by(run.statements, by, c, seed=seed).set_index(by).to_dict("index") for c in run.columns}
    counts = run.statements.groupby(by)["doc"].agg(["size", "nunique"])
    counts = counts.sort_values("size", ascending=False, kind="stable").head(limit)
    return [
        {
            "name": name, "label": _label(run, name) if by == "side" else name,
            "statements": int(row["size"]), "articles": int(row["nunique"]),
            "means": [tables[c][name] for c in run.columns],
        }
        for name, row in counts.iterrows()
    ]  # fmt: skip


def render_summary(run: Run, by: str, *, seed: int) -> HTML:
    """The table by side or by speaker; every number links to its statements."""
    caption = f"By {by}; a mean needs {MIN_N} statements; at most 30 rows, most statements first"
    return _html("summary", summarise_run(run, by, seed=seed), by, run.columns, caption)


def render_figure(figure: Figure, alt: str) -> HTML:
    """The figure as an image inside the page, with a text for those who do not see it."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None})
    return _html("figure", base64.b64encode(buffer.getvalue()).decode(), alt)


def _shown_articles(run: Run, shown: pd.DataFrame) -> tuple[list[dict[str, Any]], set[int]]:
    """The articles of the evidence up to MAX_CHARS characters, and the statements that they hold."""
    texts = run.articles.set_index("doc").to_dict("index") if len(run.articles) else {}
    rows: list[dict[str, Any]] = []
    linked: set[int] = set()
    room = MAX_CHARS
    for doc, group in shown.groupby("doc", sort=True):
        article = texts.get(doc, {})
        text = _text(article.get("text"))
        if not text or len(text) > room:
            continue
        room -= len(text)
        linked.update(int(number) for number in group.index)
        url = _text(article.get("url"))
        url = url if url.startswith(("https://", "http://")) else ""
        heading = _text(article.get("title")) or str(doc)
        pieces = _pieces(run, text, group)
        rows.append({"title": heading, "date": _text(article.get("date")), "url": url, "pieces": pieces})
    return rows, linked


def _pieces(run: Run, text: str, group: pd.DataFrame) -> list[dict[str, Any]]:
    """The text cut where a statement starts or ends; `first` names the statements that are first marked here."""
    spans = [(*pair, int(i), row) for i, row in group.iterrows() for pair in json.loads(row["content"])]  # type: ignore[call-overload]
    cuts = sorted({0, len(text), *(cut for start, end, *_ in spans for cut in (start, end))})
    pieces: list[dict[str, Any]] = []
    named: set[int] = set()
    for start, end in pairwise(cuts):
        over = [(i, row) for a, b, i, row in spans if a <= start < b]
        first = [i for i, _ in over if i not in named]
        named.update(first)
        side = over[0][1]["side"] if over else ""
        colour = run.parties.colour(side) if side in run.parties.ids else "#777777"
        label = "; ".join(f"{row['speaker']} ({_label(run, row['side'])})" for _, row in over)
        pieces.append({"text": text[start:end], "ids": bool(over), "first": first, "colour": colour, "label": label})
    return pieces


def render_statements(run: Run) -> HTML:
    """The statements shown as evidence, to sort and filter, and the articles they stand in."""
    shown = choose_evidence(run.statements)
    articles, linked = _shown_articles(run, shown)
    rule = (
        f"Shown: {len(shown)} of {len(run.statements)} statements, the first {PER_CELL} of each side and speaker "
        f"in order of article and place, {MAX_SHOWN} at most; {len(linked)} of them link to their article's text."
    )
    rows = []
    for number, row in shown.iterrows():
        scores = {c: None if pd.isna(row[c]) else float(row[c]) for c in run.columns}
        basic = {name: str(row[name]) for name in ("side", "speaker", "kind", "text")}
        rows.append(
            {**basic, **scores, "number": number, "label": _label(run, row["side"]), "linked": number in linked}
        )
    sides = [{"id": s, "label": _label(run, s)} for s in sorted(map(str, run.statements["side"].unique()))]
    table = _html("statements", rows, rule, sides, run.columns)
    table.data += "<h2>The articles</h2>" + _html("articles", articles).data
    return table


def render_left_out(run: Run) -> HTML:
    """The articles left out, with reasons."""
    rows = [(one["where"], one["reason"]) for one in run.manifest.get("left_out", [])]
    return _html("pairs", rows, ["where", "reason"], "Articles left out")


def render_manifest(run: Run) -> HTML:
    """Versions, settings and input hashes."""
    kept = sorted((k, v) for k, v in run.manifest.items() if k != "left_out")
    rows = [(key, json.dumps(value, sort_keys=True, ensure_ascii=False)) for key, value in kept]
    return _html("pairs", rows, ["what", "value"], "Versions, settings and inputs")


def _notebook() -> Path:
    places = (HERE.parent / "notebooks" / "report.ipynb", HERE / "templates" / "report.ipynb")
    for place in places:
        if place.exists():
            return place
    raise InputError("report.ipynb is missing", where=str(places[1]), hint="install the toolkit again")


def render_report(run_dir: Path, *, seed: int = 1, parties: Path | None = None) -> str:
    """One HTML page with no outside part; the same run gives the same string."""
    import nbformat
    import papermill
    from nbconvert import HTMLExporter

    values = {"RUN_DIR": str(Path(run_dir).resolve()), "SEED": seed}
    values["PARTIES"] = str(Path(parties).resolve()) if parties else ""
    with tempfile.TemporaryDirectory() as folder:
        done = Path(folder) / "report.ipynb"
        papermill.execute_notebook(
            str(_notebook()), str(done), values, kernel_name="python3", progress_bar=False, cwd=folder
        )
        notebook = nbformat.read(done, as_version=4)
    template = (HERE / "templates" / "report.html.j2").read_text(encoding="utf-8")
    html, _ = HTMLExporter(raw_template=template).from_notebook_node(notebook)
    return str(html)


def write_report(run_dir: Path, out: Path, *, seed: int = 1, parties: Path | None = None) -> None:
    """Writes the report of a run as one HTML file."""
    Path(out).write_text(render_report(run_dir, seed=seed, parties=parties), encoding="utf-8", newline="\n")
