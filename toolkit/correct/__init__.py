"""Differences between groups, corrected for the machine's errors by a human-coded probability sample."""

from toolkit.correct.differences import Corrected, correct_groups, correct_sides
from toolkit.correct.estimates import Estimate
from toolkit.correct.example import invent_corpus
from toolkit.correct.plan import Plan, plan_coding

__all__ = [
    "Corrected",
    "Estimate",
    "Plan",
    "correct_groups",
    "correct_sides",
    "invent_corpus",
    "plan_coding",
]
