"""What the figures plot."""

import pandas as pd
import pytest

from toolkit.compare import compare_all, distinctive_words, stance_matrix, summarise_by, timeline, word_shift
from toolkit.errors import InputError
from toolkit.figures import (
    count_kinds,
    draw_counts,
    draw_estimates,
    draw_means,
    draw_shift,
    draw_stances,
    draw_timeline,
    draw_words,
)
from toolkit.lexicon import read_parties

ROWS = pd.DataFrame(
    {"doc": "d", "statement": range(24), "side": ["russia", "ukraine"] * 12, "kind": "direct", "vader": 0.5}
)


class TestShown:
    def test_by_itself(self) -> None:
        """A notebook shows a figure without being told to, at its own size however fine the picture is."""
        png, size = draw_counts(
            count_kinds(pd.DataFrame({"side": ["russia"], "kind": ["direct"]})), read_parties()
        )._repr_png_()
        assert png.startswith(b"\x89PNG") and size["width"] == 700


class TestFigures:
    def test_counts(self):
        """The bars are as long as the table says, one stack of three kinds for each side."""
        axes = draw_counts(count_kinds(ROWS), read_parties()).axes[0]
        assert sum(bar.get_width() for bar in axes.patches) == 24 and len(axes.patches) == 6

    def test_empty(self):
        """No statements give an empty figure."""
        assert not draw_counts(count_kinds(ROWS[:0]), read_parties()).axes[0].patches

    def test_few(self):
        """Too few statements give no point and say so."""
        few = summarise_by(ROWS[:4], "side", "vader", seed=1)
        assert draw_means(few, "side", read_parties()).axes[0].get_title() == "too few to compare"


class TestComparisons:
    def test_words(self):
        """One bar a word, as long as its z."""
        rows = pd.DataFrame(
            {"doc": list("abcd"), "side": ["russia"] * 2 + ["ukraine"] * 2, "text": ["peace"] * 2 + ["war"] * 2}
        )
        words = distinctive_words(rows, "russia", "ukraine")
        axes = draw_words(words, "russia", "ukraine", read_parties()).axes[0]
        assert [bar.get_width() for bar in axes.patches] == list(words["z"])
        assert draw_words(words[:0], "russia", "ukraine", read_parties()).axes[0].get_title()

    def test_shift(self):
        """One bar a word, as long as its part of the difference, the largest first."""
        rows = pd.DataFrame({"side": ["russia", "ukraine"], "text": ["good war", "bad war war"]})
        shift = word_shift(rows, "russia", "ukraine")
        axes = draw_shift(shift, "russia", "ukraine", read_parties()).axes[0]
        assert [bar.get_width() for bar in axes.patches] == list(shift["shift"])
        assert axes.get_yticklabels()[0].get_text() in {"good +", "bad -"}
        assert draw_shift(shift[:0], "russia", "ukraine", read_parties()).axes[0].get_title()

    def test_stances(self):
        """One cell a side and target; too few statements show their number."""
        said = '[{"name": "West", "stance": "against"}]'
        matrix = stance_matrix(ROWS[:14].assign(targets=said), seed=1)
        axes = draw_stances(matrix, read_parties()).axes[0]
        assert [text.get_text() for text in axes.texts] == ["n = 7", "n = 7"] and len(axes.patches) == 2
        assert draw_stances(matrix[:0], read_parties()).axes[0].get_title() == "no targets"

    def test_timeline(self):
        """The points are the means of the table; a named date has its line."""
        table = timeline(ROWS.assign(date="2022-02-24"), "vader", seed=1)
        axes = draw_timeline(table, read_parties(), date="2022-02-24").axes[0]
        assert list(axes.lines[0].get_ydata()) == [0.5] and axes.texts[0].get_text() == "2022-02-24"
        assert axes.get_ylabel() == "mean vader with 95 % interval"
        assert draw_timeline(table[:0], read_parties()).axes[0].get_title() == "too few to compare"

    def test_periods(self):
        """A mean is drawn from the first day of its period to its last; nothing bridges a period without one."""
        months = ["2022-02-20", "2022-03-20", "2022-05-01"]
        rows = pd.concat([ROWS.assign(date=day, doc=day) for day in months], ignore_index=True)
        axes = draw_timeline(timeline(rows, "vader", seed=1), read_parties()).axes[0]
        marks, line = axes.lines[0], axes.lines[1]
        days = pd.DatetimeIndex(line.get_xdata()).strftime("%m-%d").tolist()
        assert days == ["02-01", "03-01", "03-01", "03-01", "04-01", "04-01", "05-01", "06-01", "06-01"]
        assert pd.isna(line.get_ydata()).tolist() == [False, False, True] * 3
        assert pd.DatetimeIndex(marks.get_xdata()).strftime("%m-%d").tolist() == ["02-15", "03-16", "05-16"]

    def test_wrong_date(self):
        """A date that is none is an error in one line."""
        table = timeline(ROWS.assign(date="2022-02-24"), "vader", seed=1)
        with pytest.raises(InputError, match="'soon' is no date"):
            draw_timeline(table, read_parties(), date="soon")

    def test_differences(self):
        """One point a comparison that has one."""
        rows = ROWS.assign(doc=[f"d{n % 12}" for n in range(24)], vader=[n / 24 for n in range(24)])
        rows = pd.concat([rows, rows[:1].assign(side="us")], ignore_index=True)
        table = compare_all(rows, ["vader"], ["russia", "ukraine", "us"], by="side", seed=1)
        assert len(draw_estimates(table, "b").axes[0].get_yticks()) == 1
        assert draw_estimates(table[1:], "b").axes[0].get_title() == "too few to compare"
