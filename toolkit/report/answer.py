"""The head of the report: the question, its answer in one sentence, and what the answer rests on."""

from __future__ import annotations

import pandas as pd

from toolkit.agreement.measured import LONG as LONG_DATA
from toolkit.agreement.measured import agreement_of
from toolkit.compare import MIN_N, Difference, compare_all, compare_sides
from toolkit.compare.effects import show_p
from toolkit.model import UNKNOWN
from toolkit.report.blocks import Blocks, Cell, Column, Link, Table, Text
from toolkit.report.cells import INTERVAL, many, named, shown
from toolkit.report.data import Run

AGREEMENT = "how-well-this-agrees-with-people"  # the section of the report notebook
COMPARED = 3  # sides of which every pair is compared
LONG, CODED, MANY = 60, 0.03, 0.15  # words; share of coded statements (17 of 586) that have more; share that is told
LEVEL = 0.05  # from this adjusted p on, a difference is called weakly supported
MEANING = {
    "posture": "from −1 (threat, accusation, demand) to +1 (offer, agreement, praise)",
    "tone": "from −1 (sounds very negative) to +1 (sounds very positive)",
}
LISTS = {  # word lists: their range
    "vader": "the word list VADER, from −1 (its words all negative) to +1 (all positive)",
    "polarity": "the word list TextBlob, from −1 (its words all negative) to +1 (all positive)",
}


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def describe_size(run: Run) -> Blocks:
    """What the report rests on: articles, their dates and outlets, statements, and what was left out."""
    articles, statements = run.articles, run.statements
    dates = sorted(filter(None, map(_words, articles["date"]))) if "date" in articles else []
    outlets = set(filter(None, map(_words, articles["outlet"]))) if "outlet" in articles else set()
    sides = set(run.parties.ids) - {run.parties.rest, UNKNOWN}
    known = int(statements["side"].isin(sides).sum()) if len(statements) else 0
    left = len(run.manifest.get("left_out", []))
    head = f"{many(len(articles), 'article')}"
    head += f", {dates[0]}" if dates else ""
    head += f" to {dates[-1]}" if dates and dates[-1] != dates[0] else ""
    head += f", {len(outlets)} outlets" if len(outlets) > 1 else ""
    counted = Link(many(len(statements), "statement"), shows={"side": ""})
    lost = Link(f"{many(left, 'article')} left out", place="left-out")
    more = f". {run.uncounted}" if run.uncounted else "."
    named = f", {known:,} of them by a speaker of a named side{_others(run)}; "
    return Blocks((Text((f"{head}; ", counted, named, lost, more), "size"),))


def _others(run: Run) -> str:
    """How many statements are by speakers of no named side, in brackets."""
    sides = run.statements["side"]
    rest = f"{run.parties.label(run.parties.rest)}" if run.parties.rest != UNKNOWN else ""
    counts = [
        (int((sides == run.parties.rest).sum()) if rest else 0, f"by {rest}"),
        (int((sides == UNKNOWN).sum()), UNKNOWN),
    ]
    said = ", ".join(f"{count:,} {name}" for count, name in counts if count)
    return f" ({said})" if said else ""


def uncompared(run: Run) -> list[tuple[str, int]]:
    """The sides with statements whose speakers are known that no comparison uses, each with their number."""
    counts = run.statements["side"].value_counts()
    left = [side for side in run.parties.ids if side in counts.index and side not in top_sides(run, COMPARED)]
    return [(side, int(counts[side])) for side in left]


def top_sides(run: Run, number: int = 2) -> list[str]:
    """The named sides with most statements, in the order of the parties file."""
    counts = run.statements["side"].value_counts()
    named = [side for side in run.parties.ids if side in counts.index and side != run.parties.rest]
    return sorted(sorted(named, key=lambda side: -counts[side])[:number], key=named.index)


def describe_answer(run: Run, *, seed: int) -> Blocks:
    """The question and its answer for the two sides that speak most, or that there is too little to answer it."""
    top, column = top_sides(run), run.headline
    if len(top) < 2 or column is None:
        sides = f"{len(top) or 'no'} named side{'s' * (len(top) != 1)}"
        some = f"{many(len(run.statements), 'statement')}, by speakers of {sides}"
        said = f"Too little to compare: {some if len(run.statements) else 'no statement was found'}."
        return Blocks((Text((said,), "answer"),))
    found = compare_sides(run.statements, top[0], top[1], column, seed=seed)
    labels = [named(side, run.parties) for side in top]
    meaning = f", {(MEANING | LISTS)[column]}" if column in MEANING | LISTS else ""
    question = f"Do {labels[0]} and {labels[1]}, the two sides quoted most, differ in {column}{meaning}?"
    links = [Link(label, shows={"side": side}) for side, label in zip(top, labels, strict=True)]
    read = (" Read the statements of ", links[0], " and ", links[1], ".")
    said = found.describe(*labels) + _adjusted(found, _compared(run, seed=seed))
    caveat = _caveat(column, run.engine) + beyond_measured(run, column)
    return Blocks((
        Text((question,), "question"),
        Text((said,), "answer", read),
        *_doubts(found, adjusted=said != found.describe(*labels)),
        Text((caveat,), "caveat", (" ", Link("All measured figures", place=AGREEMENT), ".")),
    ))  # fmt: skip


def _compared(run: Run, *, seed: int) -> pd.DataFrame:
    """Every pair of the sides that speak most on every learned score, as `compare_all` gives them."""
    return compare_all(run.statements, run.learned or run.columns, top_sides(run, COMPARED), by="side", seed=seed)


def _adjusted(found: Difference, every: pd.DataFrame) -> str:
    """The answer's p as the table of differences has it; nothing where no other comparison has one."""
    rows = every[(every["a"] == found.a) & (every["b"] == found.b) & (every["column"] == found.column)]
    many = int(every["p_holm"].notna().sum())
    if many < 2 or found.low is None or found.high is None or not rows["p_holm"].notna().any():
        return ""
    p = float(rows["p_holm"].iloc[0])
    weak = ": weak evidence" if p >= LEVEL and not found.low <= 0 <= found.high else ""
    return f" Adjusted for the {many} comparisons of sides that have a p, p {show_p(p)}{weak}."


def _doubts(found: Difference, *, adjusted: bool) -> list[Text]:
    """What the permutation test says, and what makes the interval doubtful."""
    doubt = f"With caution: {found.caution}." if found.caution and found.difference is not None else ""
    chance = f"Before that adjustment, chance{found.chance.removeprefix('Chance')}" if adjusted else found.chance
    return [Text((words,)) for words in (chance, doubt) if words]


def _caveat(column: str, engine: str) -> str:
    """What the score is, and how far it agrees with human coders on the largest data it was measured on."""
    coded = column if column in MEANING else "tone"
    rows = agreement_of(column, engine)
    rows = rows[rows["measure"] == f"Spearman with coded {coded}"].sort_values("n", kind="stable")
    weak = (
        ""
        if column in MEANING
        else f"{column} is a word list: it describes words rather than speakers, so conclude nothing from it alone. "
    )
    if not len(rows):
        return f"{weak}How well {column} agrees with human coders has not been measured."
    row = rows.iloc[-1]
    people = "" if pd.isna(row["people"]) else f"; two people reach {row['people']:.2f}"
    estimate = f"{column.capitalize()} is a program's estimate, not a fact: its" if column in MEANING else "Its"
    return (
        f"{weak}{estimate} rank correlation with human-coded "
        f"{coded} is {row['value']:.2f} ({row['data']}{people}). A single statement's score may well be wrong."
    )


def beyond_measured(run: Run, *scores: str) -> str:
    """That many statements are longer than the coded ones of the news, and what was measured on long ones, of each of
    `scores`; else nothing."""
    lengths = run.statements["text"].fillna("").map(lambda text: len(text.split()))
    share = float((lengths > LONG).mean()) if len(lengths) else 0.0
    if share < MANY:
        return ""
    measured = pd.concat([agreement_of(score, run.engine) for score in scores])
    rows = measured[measured["data"] == LONG_DATA].sort_values("what", kind="stable")
    found = [f"{row.what} {row.value:.2f} ({row.measure}, {row.n} coded)" for row in rows.itertuples()]
    known = f" On long ones, of press releases, by one coder: {'; '.join(found)}." if found else ""
    return (
        f" {share:.0%} of the statements here have more than {LONG} words, as paragraphs of speeches have, but "
        f"{CODED:.0%} of those coded in the news; they are judged in parts.{known}"
    ).replace("%", " %")


def describe_differences(run: Run, *, seed: int) -> Blocks:
    """Every pair of the sides that speak most, on every learned score: difference, interval, effect size and p.

    p is adjusted for the number of comparisons (Holm); where there is too little, the table says so.
    """
    sides, columns = top_sides(run, COMPARED), run.learned or run.columns
    if len(sides) < 2 or not columns:
        return Blocks(())
    found = _compared(run, seed=seed)
    rows = tuple(_difference(row, run) for row in found.to_dict("records"))
    noted = any(row[-1].text for row in rows)
    heads: tuple[Column, ...] = (
        Column("compared"), Column("score"),
        Column("difference", True, INTERVAL), Column("Cliff's delta", True, INTERVAL), Column("p", True),
        Column("statements", True, ("of the second side", "in articles")), Column("note"),
    )  # fmt: skip
    many = int(found["p_holm"].notna().sum())
    family = f", adjusted for the {many} comparisons that have a p (Holm)" if many > 1 else ""
    caption = (
        "Differences between the sides quoted most, first side minus second, with 95 % intervals. p: how often chance "
        f"alone makes a difference as large, sides shuffled among articles and within those that quote both{family}. "
        "Cliff's delta: how much more often a "
        "statement of the first side scores higher than one of the second than lower."
    )
    heads, rows = (heads, rows) if noted else (heads[:-1], tuple(row[:-1] for row in rows))
    return Blocks((Table("differences", caption, heads, rows),))


def _difference(row: dict, run: Run) -> tuple[Cell, ...]:
    a, b = (named(row[group], run.parties) for group in "ab")
    few = min(row["n_a"], row["n_b"]) < MIN_N
    return (
        Cell(f"{a} − {b}"),
        Cell(row["column"]),
        _estimate(row, "difference", "low", "high"),
        _estimate(row, "delta", "delta_low", "delta_high"),
        Cell("–" if pd.isna(row["p_holm"]) else show_p(row["p_holm"]).removeprefix("= "), value=_number(row["p_holm"])),
        _sizes(int(row["n_a"]), int(row["n_b"]), int(row["articles"])),
        Cell(f"too few statements to compare: {MIN_N} a side needed" if few else row["note"] or _weak(row)),
    )


def _sizes(a: int, b: int, articles: int) -> Cell:
    """The numbers of statements of two sides, and of the articles that they stand in."""
    return Cell(f"{a:,} + {b:,}", f"{articles:,} article{'s' * (articles != 1)}", a, (b, articles))


def _weak(row: dict) -> str:
    """That interval and test disagree on a difference, or nothing."""
    if pd.isna(row["low"]) or pd.isna(row["p_holm"]) or row["low"] <= 0 <= row["high"] or row["p_holm"] < LEVEL:
        return ""
    return "weak evidence: the interval excludes 0, the test does not"


def _number(value: float | None) -> float | None:
    return None if pd.isna(value) else round(float(value), 4)


def _estimate(row: dict, name: str, low: str, high: str) -> Cell:
    note = "" if pd.isna(row[low]) else f"{shown(row[low])} to {shown(row[high])}"
    return Cell(shown(row[name]), note, _number(row[name]), (_number(row[low]), _number(row[high])))
