"""Which statements stand for a side, chosen by a rule, each in the words around it."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from toolkit.figures import order_sides
from toolkit.model import UNKNOWN
from toolkit.report.answer import top_sides
from toolkit.report.blocks import Block, Blocks, Heading, Quote, Text
from toolkit.report.cells import label_of, shown, speaker_of
from toolkit.report.data import Run
from toolkit.show import in_context, isolate, opening

SIDES, SPEAKERS = 4, 3
LENGTH = (6, 60)  # words of a statement that can stand alone
SURE = 0.75  # confidence of its speaker, at least


def choose_evidence(frame: pd.DataFrame, column: str | None = None, *, speakers: int = SPEAKERS) -> pd.DataFrame:
    """For each side the typical statement of its most quoted speakers, then its lowest and its highest in the score.

    Typical is the statement nearest the speaker's median in `column`, without a score the first one. Only statements
    of 6 to 60 words with a `speaker_confidence` of 0.75 or more are taken, others where a speaker, or for lowest and
    highest the side, has none; ties go to the first by article and place. The unknown speaker counts last. The column
    `why` says what each stands for, all of it where one statement is typical and the lowest or highest too: none is
    chosen twice.

    >>> rows = pd.DataFrame({"side": "x", "speaker": ["a", "b", "b"], "doc": "d", "statement": range(3), "text": "w"})
    >>> choose_evidence(rows)[["statement", "why"]].values.tolist()
    [[1, 'typical of b'], [0, 'typical of a']]
    """
    if not len(frame):
        return frame.assign(why="")
    low, high = LENGTH
    lengths = frame["text"].fillna("").map(lambda text: len(text.split()))
    sure = frame["speaker_confidence"].fillna(0) >= SURE if "speaker_confidence" in frame else True
    ordered = frame.assign(_odd=~(lengths.between(low, high) & sure)).sort_values(["doc", "statement"], kind="stable")
    chosen = [_side(part, column, speakers) for _, part in ordered.groupby("side", sort=True)]
    return pd.concat(chosen, ignore_index=True).drop(columns="_odd")


def _side(part: pd.DataFrame, column: str | None, speakers: int) -> pd.DataFrame:
    """The rows of one side, with `why`."""
    counts = part["speaker"].value_counts()
    names = sorted(counts.index, key=lambda name: (name == UNKNOWN, -counts[name], name))[:speakers]
    picked = [(_typical(part[part["speaker"] == name], column), _typical_of(name)) for name in names]
    if column is not None:
        picked += _extremes(part[part[column].notna()], column)
    why: dict[Any, list[str]] = {}
    for row, name in picked:
        why.setdefault(row, []).append(name)
    return part.loc[list(why)].assign(why=[", and ".join(names) for names in why.values()])


def _typical_of(name: str) -> str:
    return "typical of those who are not named" if name == UNKNOWN else f"typical of {isolate(name)}"


def _extremes(part: pd.DataFrame, column: str) -> list[tuple[Any, str]]:
    """The statements with the lowest and the highest score, and among which; none where all have the same."""
    fit = _fit(part)
    if fit[column].nunique() < 2:
        return []
    among = (
        f" among its statements of {LENGTH[0]} to {LENGTH[1]} words by a sure speaker" if len(fit) < len(part) else ""
    )
    ends = (fit[column].idxmin(), "lowest"), (fit[column].idxmax(), "highest")
    return [(row, f"the side's {name} {column}{among}") for row, name in ends]


def _fit(part: pd.DataFrame) -> pd.DataFrame:
    """The statements whose length and speaker let them stand alone, all where none does."""
    return part[~part["_odd"]] if (~part["_odd"]).any() else part


def _typical(part: pd.DataFrame, column: str | None) -> Any:
    """The index of the statement nearest the median, or the first."""
    fit = _fit(part)
    if column is None or not fit[column].notna().any():
        return fit.index[0]
    return (fit[column] - part[column].median()).abs().idxmin()


def describe_evidence(run: Run) -> Blocks:
    """Statements that stand for each side, chosen by a stated rule, each in the words around it."""
    column, sides = run.headline, top_sides(run, SIDES)
    frame = run.statements[run.statements["side"].isin(sides)] if sides else run.statements
    rows = choose_evidence(frame, column)
    if not len(rows):
        return Blocks((Text(("No statement was found.",)),))
    blocks: list[Block] = [Text((_rule(column, rows["side"].nunique()),))]
    for side in order_sides(rows["side"].unique(), run.parties):
        blocks.append(Heading(label_of(side, run.parties)))
        blocks += _quotes(run, rows[rows["side"] == side], column)
    return Blocks(tuple(blocks))


def _rule(column: str | None, sides: int) -> str:
    chosen = f"each of the {sides} sides quoted most" if sides > 1 else "the only side quoted"
    nearest = f"whose {column} is nearest the speaker's median" if column else "that comes first"
    extremes = f", and of the whole side those with the lowest and the highest {column}" if column else ""
    return (
        f"Chosen by rule, not by hand: for {chosen} the statement of its {SPEAKERS} most "
        f"quoted speakers {nearest}{extremes}; each among the statements of {LENGTH[0]} to {LENGTH[1]} words "
        f"whose speaker is sure (confidence {SURE} or more), where there are any. The statement's own words are marked."
    )


def _quotes(run: Run, rows: pd.DataFrame, column: str | None) -> list[Quote]:
    texts = dict(zip(run.articles["doc"], run.articles["text"], strict=True)) if len(run.articles) else {}
    titles = dict(zip(run.articles["doc"], run.articles.get("title", run.articles["doc"]), strict=True))
    numbers = {key: i for i, key in enumerate(zip(run.statements["doc"], run.statements["statement"], strict=True))}
    out = []
    for row in rows.to_dict("records"):
        text, content = _words(texts.get(row["doc"])), json.loads(row["content"])
        pieces = in_context(text, content) if text else [(_words(row.get("text")), True)]
        score = "" if column is None or pd.isna(row[column]) else shown(row[column])
        score = f" ({score})" if score and row["why"].endswith(f" {column}") else f" ({column} {score})" * bool(score)
        out.append(Quote(
            pieces=tuple(pieces), why=f"{row['why'][0].upper()}{row['why'][1:]}{score}",
            speaker=_source(row),
            title=_words(titles.get(row["doc"])) or opening(text) or str(row["doc"]),
            number=numbers[row["doc"], row["statement"]], colour=run.parties.colour(row["side"]),
        ))  # fmt: skip
    return out


def _source(row: dict[Any, Any]) -> str:
    """Speaker and office."""
    return ", ".join(isolate(name) for name in (speaker_of(row["speaker"]), _words(row.get("office"))) if name)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
