"""Which words tell the sides apart, and which make the difference of their word-list scores."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from toolkit.compare import MIN_N, distinctive_words, find_words, word_shift
from toolkit.compare.effects import signed
from toolkit.figures import draw_shift, draw_words
from toolkit.report.answer import top_sides
from toolkit.report.blocks import Block, Blocks, Cell, Column, Heading, Table, Text
from toolkit.report.cells import named, side_cell
from toolkit.report.data import Run
from toolkit.report.pictures import picture

CLEAR = 1.96  # z of a word that is shown, at least
WORDS = 12  # of each side
SHIFTED = 16


def describe_words(run: Run) -> Blocks:
    """The words that tell the two sides quoted most apart, each leading to the statements that use it.

    Where the word list VADER scores both sides, the words that make the difference of their scores come after them.
    """
    top = top_sides(run)
    if len(top) < 2:
        return Blocks((Text(("Too little to compare: statements of fewer than two named sides.",)),))
    a, b = top
    words = distinctive_words(run.statements, a, b)
    if not len(words):
        return Blocks(
            (Text(("Too little to compare: no word but those of grammar is used in two articles or more.",)),)
        )
    words = words[words["z"].abs() >= CLEAR]
    if not len(words):
        return Blocks((Text((f"No word stands out between the two sides quoted most (z of {CLEAR} or more).",)),))
    names = [named(side, run.parties) for side in top]
    said = f"The words most distinctive of {names[0]} (right) and {names[1]} (left); the longer, the more distinctive"
    how = (
        "Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008) of the words in the "
        "statements; words of one article only are left out, words of grammar (the, of, and, we, will) and words "
        f"with a z below {CLEAR}. z ranks the words; it tests nothing."
    )
    drawn = picture(draw_words(words, a, b, run.parties, limit=WORDS), "words", said)
    return Blocks((drawn, Text((how,)), _words(run, words, a, b), *_shift(run, a, b)))


def _words(run: Run, words: pd.DataFrame, a: str, b: str) -> Table:
    """The numbers of the figure: uses by either side, and the statements that hold the word."""
    shown = pd.concat([words[words["z"] > 0].head(WORDS), words[words["z"] < 0].tail(WORDS)])
    used = {side: _statements(run, side) for side in (a, b)}
    heads = (
        Column("word"), *(Column(run.parties.label(side), True, ("statements",)) for side in (a, b)),
        *(Column(name, True) for name in ("articles", "log-odds", "z")),
    )  # fmt: skip
    rows = tuple(
        (
            side_cell(a if row["z"] > 0 else b, run.parties, row["word"]),
            *(_uses(int(row[group]), side, row["word"], used[side]) for group, side in (("a", a), ("b", b))),
            Cell(f"{row['articles']:,}", value=int(row["articles"])),
            *(Cell(signed(row[name]), value=round(row[name], 4)) for name in ("log_odds", "z")),
        )
        for row in shown.to_dict("records")
    )
    caption = (
        "How often each side uses each word, words of grammar left out, and in how many statements; log-odds ratio "
        "(first side over second), z"
    )
    return Table("words", caption, heads, rows, folded=True)


def _statements(run: Run, side: str) -> Counter[str]:
    """In how many statements of a side each word stands."""
    texts = run.statements.loc[run.statements["side"] == side, "text"].fillna("")
    return Counter(word for text in texts for word in set(find_words(text)))


def _uses(count: int, side: str, word: str, statements: Counter[str]) -> Cell:
    if not count:
        return Cell("0", value=0, more=(0,))
    many = statements[word]
    note = f"in {many:,} statement{'s' * (many != 1)}"
    return Cell(f"{count:,}", note, count, (many,), {"side": side, "word": word})


def _shift(run: Run, a: str, b: str) -> list[Block]:
    """Which words of VADER's list make the difference of two sides that have statements enough; else nothing."""
    counts = run.statements["side"].value_counts()
    if "vader" not in run.columns or min(counts[a], counts[b]) < MIN_N:
        return []
    shift = word_shift(run.statements, a, b)
    if not len(shift):
        return []
    names = [named(side, run.parties) for side in (a, b)]
    means = [signed(float((shift[group] * shift["score"]).sum())) for group in ("a", "b")]
    said = (
        f"The words that make most of the difference in VADER: to the right those that raise {names[0]} above "
        f"{names[1]}. + and − say whether the list takes a word for positive or negative, the colour who uses it more"
    )
    what = (
        "The word list VADER values single words from −1 (negative) to +1 (positive). The listed words in the "
        f"statements of {names[0]} have a mean of {means[0]}, those of {names[1]} one of {means[1]}. The figure shows "
        "which words make this difference: a word weighs more where one side uses it more often, and where its value "
        "is far from the mean of both (Gallagher and others 2021). A list knows neither irony nor who is meant: it is "
        "a guide to the words, not to what a side feels."
    )
    drawn = picture(draw_shift(shift, a, b, run.parties, limit=SHIFTED), "shift", said)
    return [Heading("Words behind the word-list score"), drawn, Text((what,)), _shifts(run, shift, a, b)]


def _shifts(run: Run, shift: pd.DataFrame, a: str, b: str) -> Table:
    """The numbers of the figure: shares of the scored words, the list's score, and the part of the difference."""
    rows = tuple(
        (
            side_cell(a if row["a"] > row["b"] else b, run.parties, row["word"]),
            *(_share(row[group], side, row["word"]) for group, side in (("a", a), ("b", b))),
            *(Cell(_fine(row[name]), value=round(row[name], 5)) for name in ("score", "shift")),
        )
        for row in shift.head(SHIFTED).to_dict("records")
    )
    heads = (Column("word"), *(Column(run.parties.label(side), True) for side in (a, b)), Column("score", True))
    caption = (
        "Each side's share of this word among the words that the list scores, its score, and its part of the difference"
    )
    return Table("shift", caption, (*heads, Column("part", True)), rows, folded=True)


def _share(share: float, side: str, word: str) -> Cell:
    return Cell(f"{share * 100:.2f} %", value=round(share, 5), shows={"side": side, "word": word} if share else {})


def _fine(number: float) -> str:
    """Three digits: the part of one word is small."""
    return f"{number:+.3f}".replace("-", "−")
