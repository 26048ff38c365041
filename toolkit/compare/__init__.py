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
from toolkit.compare.effects import (
    DRAWS,
    MIN_ARTICLES,
    cliffs_delta,
    draw_units,
    find_units,
    holm,
    middle,
    show_p,
    t_quantile,
    t_tails,
)
from toolkit.compare.groups import check_columns, check_finite, check_groups, check_rows, show_counts
from toolkit.compare.periods import EVERY, add_periods, compare_around, read_day, timeline
from toolkit.compare.permutations import permute
from toolkit.compare.rates import MIN_USES, Term, compare_rates, count_terms
from toolkit.compare.stances import stance_matrix, targets_frame
from toolkit.compare.words import distinctive_words, find_words, word_shift

__all__ = [
    "DRAWS",
    "EVERY",
    "MIN_ARTICLES",
    "MIN_N",
    "MIN_USES",
    "TOO_FEW",
    "Difference",
    "Term",
    "add_periods",
    "check_columns",
    "check_finite",
    "check_groups",
    "check_rows",
    "cliffs_delta",
    "compare_all",
    "compare_around",
    "compare_groups",
    "compare_rates",
    "compare_sides",
    "count_terms",
    "distinctive_words",
    "draw_units",
    "find_units",
    "find_words",
    "holm",
    "middle",
    "permute",
    "read_day",
    "show_counts",
    "show_p",
    "show_statements",
    "stance_matrix",
    "summarise_by",
    "t_quantile",
    "t_tails",
    "targets_frame",
    "timeline",
    "word_shift",
]
