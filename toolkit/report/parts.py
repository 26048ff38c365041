"""The pieces of the report, each an HTML fragment; all markup stands in templates/parts.html.j2."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.compare import MIN_N, compare_sides, summarise_by
from toolkit.figures import KINDS, count_kinds, draw_counts, draw_means, order_sides
from toolkit.lexicon import Party
from toolkit.model import UNKNOWN
from toolkit.report.agreement import agreement_of
from toolkit.report.data import Run
from toolkit.report.evidence import SPEAKERS, choose_evidence, pack_evidence
from toolkit.show import fill, in_context, opening

if TYPE_CHECKING:
    from IPython.display import HTML
    from matplotlib.figure import Figure

ROWS = 30
FILES = 200


def html(macro: str, *values: object) -> HTML:
    """A fragment of parts.html.j2, everything in it escaped."""
    from IPython.display import HTML

    return HTML(fill("parts.html.j2", macro, *values))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def render_size(run: Run) -> HTML:
    """What the report rests on: articles, their dates and outlets, statements, and what was left out."""
    articles = run.articles
    dates = sorted(filter(None, map(_text, articles["date"]))) if "date" in articles else []
    outlets = {name for name in map(_text, articles["outlet"]) if name} if "outlet" in articles else set()
    known = int((run.statements["side"] != UNKNOWN).sum()) if len(run.statements) else 0
    left = len(run.manifest.get("left_out", []))
    return html("size", len(articles), dates[:1] + dates[-1:], len(outlets), len(run.statements), known, left)


def _top_sides(run: Run) -> list[str]:
    """The two named sides with most statements, in the order of the parties file."""
    counts = run.statements["side"].value_counts()
    named = [side for side in run.parties.ids if side in counts.index and side != "other"]
    return sorted(sorted(named, key=lambda side: -counts[side])[:2], key=named.index)


def render_answer(run: Run, *, seed: int) -> HTML:
    """The difference between the two sides that speak most, in one sentence, or that there is too little."""
    top, column = _top_sides(run), run.headline
    if len(top) < 2 or column is None:
        n = len(run.statements)
        sides = f"{len(top) or 'no'} named side{'s' * (len(top) != 1)}"
        said = f"Too little to compare: {n:,} statement{'s' * (n != 1)}, by speakers of {sides}."
        return html("answer", said, [], "")
    found = compare_sides(run.statements, top[0], top[1], column, seed=seed)
    labels = [run.parties.label(side) for side in top]
    return html("answer", found.describe(*labels), list(zip(top, labels, strict=True)), _caveat(column))


MEANING = {
    "posture": "Posture runs from -1 (threat, accusation, demand) to +1 (offer, agreement, praise)",
    "tone": "Tone runs from -1 (sounds very negative) to +1 (very positive)",
}


def _caveat(column: str) -> str:
    """What the score is, and how far it agrees with human coders on the largest data it was measured on."""
    coded = column if column in MEANING else "tone"
    rows = agreement_of(column)
    rows = rows[rows["measure"] == f"Spearman with coded {coded}"].sort_values("n", kind="stable")
    if not len(rows):
        return f"How well {column} agrees with human coders has not been measured."
    row = rows.iloc[-1]
    people = "" if pd.isna(row["people"]) else f"; two people reach {row['people']:.2f}"
    weak = f"{column} describes words rather than speakers: conclude nothing from it alone"
    return (
        f"{MEANING.get(column, weak)}. Its rank correlation with human-coded {coded} is {row['value']:.2f} "
        f"({row['data']}{people})."
    )


def summarise_run(run: Run, by: str, *, seed: int, limit: int = ROWS) -> list[dict[str, Any]]:
    """One row a side, or a speaker and side, most statements first, with the mean of every score.

    >>> from toolkit.report.data import read_run
    >>> [row["label"] for row in summarise_run(read_run(), "side", seed=1)]
    ['Russia', 'Ukraine']
    """
    keys = ["side"] if by == "side" else ["speaker", "side"]
    if not len(run.statements):
        return []
    counts = run.statements.groupby(keys)["doc"].agg(["size", "nunique"]).reset_index()
    counts = counts.sort_values(["size", *keys], ascending=[False, *[True] * len(keys)], kind="stable").head(limit)
    frame = run.statements.merge(counts[keys], on=keys).assign(group=lambda f: f[keys].agg("\n".join, axis=1))
    tables = {c: summarise_by(frame, "group", c, seed=seed).set_index("group").to_dict("index") for c in run.columns}
    return [
        {
            "speaker": row.get("speaker", ""), "side": row["side"],
            "label": run.parties.label(row["side"]), "colour": run.parties.colour(row["side"]),
            "statements": int(row["size"]), "articles": int(row["nunique"]),
            "means": [tables[c]["\n".join(row[key] for key in keys)] for c in run.columns],
        }
        for row in counts.to_dict("records")
    ]  # fmt: skip


def render_summary(run: Run, by: str, *, seed: int) -> HTML:
    """The table by side or by speaker; every number links to its statements."""
    rows = summarise_run(run, by, seed=seed)
    more = run.statements.groupby(["speaker", "side"]).ngroups - len(rows) if by == "speaker" and rows else 0
    return html("summary", rows, by, run.columns, MIN_N, more)


def render_counts(run: Run) -> HTML:
    """The bars of statements by side and kind; empty without statements."""
    from IPython.display import HTML

    if not len(run.statements):
        return HTML("")
    return render_figure(draw_counts(count_kinds(run.statements), run.parties), "Statements by side and kind")


def render_kinds(run: Run) -> HTML:
    """The numbers of the bars: statements of each kind for each side, each a link."""
    counts = count_kinds(run.statements)
    counts = counts.loc[order_sides(counts.index, run.parties)]
    rows = [(str(side), run.parties.label(str(side)), list(map(int, row))) for side, row in counts.iterrows()]
    return html("kinds", rows, KINDS)


def render_figure(figure: Figure, alt: str) -> HTML:
    """The figure as an image inside the page, with a text for those who do not see it; the same bytes each time."""
    import matplotlib

    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "toolkit"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return html("figure", base64.b64encode(buffer.getvalue()).decode(), alt)


def render_means(run: Run, *, seed: int) -> HTML:
    """The sides' means of the headline score as a figure; empty where none has enough statements."""
    from IPython.display import HTML

    if run.headline is None:
        return HTML("")
    means = summarise_by(run.statements, "side", run.headline, seed=seed)
    if not means["mean"].notna().any():
        return HTML("")
    return render_figure(draw_means(means, "side", run.parties), f"Mean {run.headline} by side; the numbers are below")


def render_evidence(run: Run) -> HTML:
    """Statements of each side chosen by a stated rule, each in the words around it."""
    texts = dict(zip(run.articles["doc"], run.articles["text"], strict=True)) if len(run.articles) else {}
    titles = dict(zip(run.articles["doc"], run.articles.get("title", run.articles["doc"]), strict=True))
    numbers = {key: i for i, key in enumerate(zip(run.statements["doc"], run.statements["statement"], strict=True))}
    rows = []
    for row in choose_evidence(run.statements).to_dict("records"):
        pieces = in_context(_text(texts.get(row["doc"])), json.loads(row["content"]))
        rows.append({
            "pieces": pieces, "number": numbers[row["doc"], row["statement"]], "speaker": row["speaker"],
            "side": row["side"], "colour": run.parties.colour(row["side"]),
            "office": _text(row.get("office")),
            "title": _text(titles.get(row["doc"])) or opening(_text(texts.get(row["doc"]))) or row["doc"],
        })  # fmt: skip
    sides = order_sides(dict.fromkeys(row["side"] for row in rows), run.parties)
    groups = [(run.parties.label(side), [row for row in rows if row["side"] == side]) for side in sides]
    return html("evidence", groups, SPEAKERS)


def render_statements(run: Run) -> HTML:
    """Every statement, to sort, filter and open at its place in the article."""
    sides = [(s, run.parties.label(s)) for s in order_sides(map(str, run.statements["side"].unique()), run.parties)]
    speakers = sorted(map(str, run.statements["speaker"].unique()))
    heads = ["side", "speaker", "kind", "statement", *run.columns]
    return html("statements", sides, speakers, KINDS, heads, pack_evidence(run))


def render_agreement(run: Run) -> HTML:
    """How well this engine and these scores agree with human coders, as measured."""
    tables = [agreement_of(what, run.engine) for what in ("statements", "speaker", "side")]
    tables += [agreement_of(column) for column in run.columns]
    rows = [_agreement_row(row) for table in tables for row in table.to_dict("records")]
    heads = ["what", "measure", "human-coded data", "n", "this program", "two people", "measured"]
    missing = [c for c in run.columns if not len(agreement_of(c))]
    return html("agreement", rows, heads, missing, run.engine)


def _agreement_row(row: dict[Any, Any]) -> list[str]:
    people = "" if pd.isna(row["people"]) else f"{row['people']:.2f}"
    return [row["what"], row["measure"], row["data"], f"{row['n']:,}", f"{row['value']:.2f}", people, row["date"]]


NOTES = {"file": "passed over, as it holds no article", "part": "read in part", "article": "read, with a doubt"}


def render_left_out(run: Run) -> HTML:
    """The articles left out, with reasons, and what else the reader noted of files."""
    rows = [(one["where"], one["reason"]) for one in run.manifest.get("left_out", [])]
    made = html("pairs", rows, ["where", "reason"], "Articles left out")
    notes = [
        (one["where"], NOTES.get(one.get("what", ""), ""), one["reason"])
        for one in run.manifest.get("notes", [])[:FILES]
    ]
    if notes:
        made.data += html("pairs", notes, ["where", "what", "reason"], "Noted while reading").data
    return made


def _party(party: Party) -> str:
    return f"{party.label}: {', '.join(party.members + party.persons + party.organisations)}"


def render_manifest(run: Run, *, seed: int) -> HTML:
    """Versions, settings and input hashes; the files' list only as far as FILES rows."""
    settings = run.manifest.get("settings", {})
    corrections = settings.get("corrections") or []
    inputs = run.manifest.get("inputs", [])
    digest = hashlib.sha256("".join(str(one["sha256"]) for one in inputs).encode()).hexdigest()
    versions = sorted(run.manifest.get("versions", {}).items())
    rows = [
        ("engine", run.engine),
        ("scope", settings.get("scope", "statements")),
        ("sides", "; ".join(_party(p) for p in run.parties.parties)),
        ("corrections", "; ".join(f"{c['speaker']} → {c['name']} ({c['side']})" for c in corrections) or "none"),
        ("seed of the intervals", str(seed)),
        ("versions", ", ".join(f"{name} {number}" for name, number in versions)),
        ("inputs", f"{len(inputs)} file{'s' * (len(inputs) != 1)}; SHA-256 of their SHA-256s: {digest}"),
    ]  # fmt: skip
    made = html("pairs", rows, ["what", "value"], "Versions, settings and inputs")
    files = [(Path(one["path"]).name, one["sha256"] or "") for one in inputs[:FILES]]
    made.data += html("files", files, len(inputs) - len(files)).data
    return made
