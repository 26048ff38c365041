"""Who speaks, and how: sides and speakers with their counts and means, kinds, framing by the reporter, certainty."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.agreement.measured import agreement_of, state_agreement
from toolkit.compare import MIN_N, summarise_by
from toolkit.figures import KINDS, count_kinds, draw_counts, draw_means, order_sides
from toolkit.model import UNKNOWN
from toolkit.report.blocks import Blocks, Cell, Column, Reader, Shows, Table, Text
from toolkit.report.cells import INTERVAL, PLAIN, count_cell, label_of, mean_cell, side_cell, speaker_of
from toolkit.report.data import Run
from toolkit.report.pictures import picture

SPEAKERS = 30
CUES = 5
FRAMINGS = ("neutral", "endorsing", "distancing")
CERTAINTIES = ("asserted", "hedged", "denied", "conditional")
UNMEASURED = (
    "Which cues endorse or distance is a table from published lists; it has not been measured against human coders."
)
NOTHING = Blocks((Text(("No statement was found.",)),))


def _sides(run: Run) -> list[str]:
    return order_sides(map(str, run.statements["side"].unique()), run.parties)


def summarise_run(run: Run, by: str, *, seed: int, limit: int = SPEAKERS) -> list[dict[str, Any]]:
    """One row a side, or a speaker and side, most statements first, with the mean of every score.

    >>> from toolkit.report.data import read_run
    >>> [row["side"] for row in summarise_run(read_run(), "side", seed=1)]
    ['russia', 'ukraine']
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
            "speaker": str(row.get("speaker", "")), "side": str(row["side"]),
            "statements": int(row["size"]), "articles": int(row["nunique"]),
            "means": {c: tables[c]["\n".join(row[key] for key in keys)] for c in run.columns},
        }
        for row in counts.to_dict("records")
    ]  # fmt: skip


def describe_counts(run: Run) -> Blocks:
    """How many statements of each kind each side has: the figure and its numbers."""
    if not len(run.statements):
        return NOTHING
    counts = count_kinds(run.statements)
    words = "Statements of each side: direct (quoted in full), mixed, and indirect (reported in the reporter's words)"
    return Blocks((
        picture(draw_counts(counts, run.parties), "counts", words),
        _shares(run, "kind", KINDS, "Statements by side and kind, with the share of each side's statements"),
    ))  # fmt: skip


def _shares(run: Run, column: str, values: tuple[str, ...], caption: str, *, name: str = "") -> Table:
    """Sides by the values of a column, each count with its share of the side's statements."""
    table = pd.crosstab(run.statements["side"], run.statements[column].fillna("none"))
    missing = ("none",) if "none" in table else ()
    rows = []
    for side in _sides(run):
        counts = [int(table.loc[side].get(value, 0)) if side in table.index else 0 for value in (*values, *missing)]
        cells = [
            count_cell(n, {"side": side, column: value}, of=sum(counts))
            for n, value in zip(counts, (*values, *missing), strict=True)
        ]
        rows.append((side_cell(side, run.parties), *cells, count_cell(sum(counts), {"side": side})))
    heads = [Column(name, True) for name in (*values, *missing, "all")]
    return Table(name or f"{column}s", caption, (Column("side"), *heads), tuple(rows))


def describe_sides(run: Run, *, seed: int) -> Blocks:
    """The mean of every score for each side: the figure of the headline score, and the table."""
    order = _sides(run)
    rows = sorted(summarise_run(run, "side", seed=seed), key=lambda row: order.index(row["side"]))
    if not rows:  # as `describe_counts` has said in the same section
        return Blocks(())
    columns = run.learned or run.columns
    caption = f"Mean of each score by side, with 95 % intervals. Fewer than {MIN_N} statements with a score: no mean."
    blocks: list[Any] = [_means(run, rows, "side", columns, caption)]
    means = summarise_by(run.statements, "side", run.headline, seed=seed) if run.headline else None
    if means is not None and means["mean"].notna().any():
        words = f"Mean {run.headline} of each side with its 95 % interval; the numbers are in the table"
        blocks.insert(0, picture(draw_means(means, "side", run.parties), "means", words))
    lists = [c for c in run.columns if c not in columns]
    if lists:
        caption = "The same for the word lists, kept as a baseline: they count words and describe no speaker."
        blocks.append(_means(run, rows, "word-lists", lists, caption, folded=True))
    return Blocks((*blocks, _measured(run, *columns)))


def _measured(run: Run, *columns: str) -> Text:
    """How far what is shown above agrees with people, as measured."""
    said = [state_agreement(column, run.engine) for column in columns]
    return Text((" ".join(f"{words[0].upper()}{words[1:]}" for words in said),))


def _means(
    run: Run, rows: list[dict[str, Any]], name: str, columns: list[str], caption: str, *, folded: bool = False
) -> Table:
    heads = [Column("side"), Column("statements", True), Column("articles", True)]
    heads += [Column(c, True, INTERVAL) for c in columns]
    body = tuple(
        (side_cell(row["side"], run.parties), *_numbers(row, {"side": row["side"]}, columns)) for row in rows
    )  # fmt: skip
    return Table(name, caption, tuple(heads), body, folded)


def _numbers(row: dict[str, Any], shows: Shows, columns: list[str]) -> list[Cell]:
    """Statements, articles and the means of a side or speaker, each leading to its statements."""
    means = [mean_cell(row["means"][c], shows, plain=c in PLAIN) for c in columns]
    return [count_cell(row["statements"], shows), Cell(f"{row['articles']:,}", value=row["articles"]), *means]


def describe_speakers(run: Run, *, seed: int) -> Blocks:
    """The speakers quoted most, with side, office, counts and means, and how concentrated the quoting is."""
    rows = summarise_run(run, "speaker", seed=seed)
    if not rows:
        return NOTHING
    columns = run.learned or run.columns
    offices = _offices(run)
    heads = [Column("speaker"), Column("side"), Column("office"), Column("statements", True), Column("articles", True)]
    heads += [Column(c, True, INTERVAL) for c in columns]
    body = tuple(
        (
            side_cell(row["side"], run.parties, speaker_of(row["speaker"])), Cell(label_of(row["side"], run.parties)),
            Cell(offices.get((row["speaker"], row["side"]), "")),
            *_numbers(row, {"side": row["side"], "speaker": row["speaker"]}, columns),
        )
        for row in rows
    )  # fmt: skip
    every = run.statements.groupby(["speaker", "side"]).ngroups
    more = (
        f" {every - len(rows):,} more, with no more statements than the last, are left out."
        if every > len(rows)
        else ""
    )
    caption = (
        f"Speakers, most statements first, with means and 95 % intervals; fewer than {MIN_N} statements: no mean.{more}"
    )
    return Blocks((Text((_concentration(run),)), Table("speakers", caption, tuple(heads), body)))


def _offices(run: Run) -> dict[tuple[str, str], str]:
    """The commonest office of each speaker and side; ties by name."""
    known = run.statements[run.statements["office"].notna()] if "office" in run.statements else run.statements[:0]
    if not len(known):
        return {}
    counts = known.groupby(["speaker", "side", "office"]).size().rename("n").reset_index()
    counts = counts.sort_values(["n", "office"], ascending=[False, True], kind="stable")
    first = counts.drop_duplicates(["speaker", "side"])
    return {(row["speaker"], row["side"]): str(row["office"]) for row in first.to_dict("records")}


def _concentration(run: Run) -> str:
    """How few speakers make most statements, and how many statements have no known speaker."""
    named = run.statements.loc[run.statements["speaker"] != UNKNOWN, "speaker"]
    lost = len(run.statements) - len(named)
    counts = named.value_counts()
    if not len(counts):
        return "No speaker could be named."
    half = int((counts.cumsum() < len(named) / 2).sum()) + 1
    many = "one speaker makes" if half == 1 else f"{half} speakers make"
    return (
        f"{len(counts):,} speaker{'s' * (len(counts) != 1)} named; {many} half of the statements of them all, or more. "
        f"{lost:,} of {len(run.statements):,} statements are by a speaker who could not be named."
    )


def describe_framing(run: Run) -> Blocks:
    """How the reporter introduces each side's statements: neutral, endorsing or distancing cue words, and which."""
    if not len(run.statements):
        return NOTHING
    if "framing" not in run.statements or not run.statements["framing"].notna().any():
        return Blocks((Text(("The run holds no framing.",)),))
    caption = (
        "The reporter's choice of cue: “said” is neutral, “confirmed” or “revealed” lets the statement pass for true "
        "(endorsing), “claimed” or “alleged” keeps away from it (distancing). Shares are of the side's statements"
    )
    caption += "; none: a statement that no cue introduces." if run.statements["framing"].isna().any() else "."
    note = Text((UNMEASURED,), "caveat")
    blocks = (_shares(run, "framing", FRAMINGS, caption), _cues(run))
    return Blocks(blocks if len(agreement_of("framing")) else (*blocks, note))


def _cues(run: Run) -> Table:
    """The commonest endorsing and distancing cues of each side."""
    loaded = run.statements[run.statements["framing"].isin(FRAMINGS[1:])]
    rows = []
    for side in _sides(run):
        cells = []
        for framing in FRAMINGS[1:]:
            part = loaded[(loaded["side"] == side) & (loaded["framing"] == framing)]
            counts = part["cue_text"].fillna("").str.lower().value_counts()
            top = sorted(counts.index, key=lambda cue: (-counts[cue], cue))[:CUES]
            cells.append(Cell(", ".join(f"{cue} ({counts[cue]})" for cue in top if cue) or "–"))
        rows.append((side_cell(side, run.parties), *cells))
    return Table("cues", f"The {CUES} commonest endorsing and distancing cues of each side, with their number", (
        Column("side"), Column("endorsing"), Column("distancing")), tuple(rows), folded=True)  # fmt: skip


def describe_certainty(run: Run) -> Blocks:
    """How sure the statements of each side sound: asserted, hedged, denied, conditional; empty where none is known."""
    if "certainty" not in run.statements or not run.statements["certainty"].notna().any():
        return Blocks(())
    caption = "How sure the statements sound: asserted, hedged (may, perhaps), denied, or conditional (if)"
    return Blocks((_shares(run, "certainty", CERTAINTIES, caption, name="certainty"), _measured(run, "certainty")))


def describe_statements(run: Run) -> Blocks:
    """Every statement, to sort, filter and open at its place in the article."""
    return Blocks((Reader(len(run.statements)),))
