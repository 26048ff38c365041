"""What the figures plot."""

import pandas as pd

from toolkit.compare import summarise_by
from toolkit.figures import count_kinds, draw_counts, draw_means
from toolkit.lexicon import read_parties

ROWS = pd.DataFrame(
    {"doc": "d", "statement": range(24), "side": ["russia", "ukraine"] * 12, "kind": "direct", "vader": 0.5}
)


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
