"""One of the two groups of a comparison: what coders and machine say of it, with and without each article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.correct.coded import Coded
from toolkit.correct.estimates import leave_one_out

RARE = 2  # coded statements that have a value, and that lack it, which its share needs


@dataclass(frozen=True)
class Part:
    """The statements of one group."""

    data: Coded
    group: str

    @cached_property
    def coded(self) -> np.ndarray:
        """The places of its coded statements."""
        return np.unique(self.data.place[self.data.given == self.group])

    @property
    def absent(self) -> bool:
        """Whether neither machine nor coder knows a statement of it."""
        return not len(self.coded) and not bool((self.data.group == self.group).any())

    @property
    def clusters(self) -> int:
        """The articles that these are in (statements, where all are in one article)."""
        return len(np.unique(self.data.units[self.coded]))

    @property
    def articles(self) -> int:
        """The articles that these are in."""
        return self.clusters if self.data.unit == "article" else min(1, len(self.coded))

    @cached_property
    def inside(self) -> np.ndarray:
        """Which statements the machine takes for the group's and has a code for."""
        found: np.ndarray = (self.data.group == self.group) & ~np.isnan(self.data.said)
        return found

    @cached_property
    def given(self) -> np.ndarray:
        """The weight of each coder's code of a statement of the group: 1 / p, shared by its coders."""
        found: np.ndarray = (self.data.given == self.group) * self.data.share / self.data.p[self.data.place]
        return found

    @cached_property
    def means(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The coders' mean, the machine's of the coded and of all, each followed by those without one article."""
        data, weight = self.data, np.nan_to_num(1 / self.data.p)
        said = np.nan_to_num(data.said)
        human = leave_one_out(data.y, self.given, data.units[data.place], data.count)
        coded = leave_one_out(said, self.inside * weight, data.units, data.count)
        return human, coded, leave_one_out(said, self.inside.astype(float), data.units, data.count)

    @property
    def gap(self) -> np.ndarray:
        """The machine's mean of all minus that of the coded ones; 0 where it is not known without every article."""
        gap = self.means[2] - self.means[1]
        return np.zeros_like(gap) if np.isnan(gap).any() else gap

    def is_rare(self, *, share: bool) -> bool:
        """Whether the codes hardly differ, so that the jackknife, which sees no spread, would promise certainty."""
        codes = self.data.y[self.data.given == self.group]
        common = np.unique(codes, return_counts=True)[1].max()
        return bool(len(codes) - common < (RARE if share else 1))

    def spread(self, trust: float) -> np.ndarray:
        """How far each statement moves the group's estimate, times its p, in two rows: all, and the coders' part."""
        data = self.data
        people, machine = np.zeros(len(data.p)), np.zeros(len(data.p))
        given = (data.given == self.group) * data.share
        people += np.bincount(data.place, given * (data.y - self.means[0][0]), len(people)) / self.given.sum()
        inside = self.inside & ~np.isnan(data.p)
        if trust and inside.any():
            machine -= trust * inside * (np.nan_to_num(data.said) - self.means[1][0]) / (1 / data.p[inside]).sum()
        return np.array([people + machine, people])
