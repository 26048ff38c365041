"""Two groups -> differences with intervals, effect sizes and tests; words, stances and periods that differ."""

from toolkit.compare.differences import (
    MIN_N,
    TOO_FEW,
    Difference,
    compare_all,
    compare_groups,
    compare_sides,
    show_statements,
    summarise_by,
)
from toolkit.compare.effects import DRAWS, MIN_ARTICLES, cliffs_delta, draw_units, find_units, holm, permute
from toolkit.compare.periods import compare_around, timeline
from toolkit.compare.stances import stance_matrix, targets_frame
from toolkit.compare.words import distinctive_words, find_words

__all__ = [
    "DRAWS",
    "MIN_ARTICLES",
    "MIN_N",
    "TOO_FEW",
    "Difference",
    "cliffs_delta",
    "compare_all",
    "compare_around",
    "compare_groups",
    "compare_sides",
    "distinctive_words",
    "draw_units",
    "find_units",
    "find_words",
    "holm",
    "permute",
    "show_statements",
    "stance_matrix",
    "summarise_by",
    "targets_frame",
    "timeline",
]
