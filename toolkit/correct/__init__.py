"""Differences between groups, corrected for the machine's errors by a human-coded probability sample."""

from toolkit.correct.differences import correct_groups, correct_sides
from toolkit.correct.estimates import Estimate
from toolkit.correct.example import invent_corpus
from toolkit.correct.families import correct_all, find_parts
from toolkit.correct.findings import Corrected
from toolkit.correct.plan import Plan, check_width, plan_coding
from toolkit.correct.shown import show_coded

__all__ = [
    "Corrected",
    "Estimate",
    "Plan",
    "check_width",
    "correct_all",
    "correct_groups",
    "correct_sides",
    "find_parts",
    "invent_corpus",
    "plan_coding",
    "show_coded",
]
