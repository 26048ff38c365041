"""What a corrected comparison found, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from toolkit.compare import MIN_ARTICLES, MIN_N, t_tails
from toolkit.compare.effects import signed
from toolkit.correct.estimates import NONE, Estimate
from toolkit.correct.parts import RARE

NOWHERE = np.empty(0, int)


@dataclass(frozen=True, slots=True)
class Corrected:
    """a minus b: what the machine says (`naive`), what the coders say (`human`), and both together (`corrected`).

    `trust_a` and `trust_b` are the weights of the machine (0 to 1); `n_a` and `n_b` the coded statements, `both` of
    them in either group (coders disagree, or two targets are named), `articles` those that each group's are in; `blank`
    were drawn and have no code. `variance`, `df` and `spread` are what a plan is made from: for each coded statement
    its p, and how far it moves the estimate, and the coders' part of it alone, squared, times p squared. `places`
    are the rows of the run that are coded, of a and of b.
    """

    a: str
    b: str
    code: str
    n_a: int
    n_b: int
    articles: tuple[int, int]
    statements: int
    naive: Estimate
    human: Estimate = NONE
    corrected: Estimate = NONE
    trust_a: float = 0.0
    trust_b: float = 0.0
    variance: float = 0.0
    df: int = 0
    rare: bool = False  # fewer than RARE coded statements of a group have the value, or lack it
    alike: bool = False  # all coded statements of a group have one number, so that no spread shows
    flat: bool = False  # no article changes the difference, as where the coded statements of both are the same
    blank: int = 0
    both: int = 0
    unit: str = "article"  # what is left out in turn: statements, where all are in one article
    most: float = 2.0  # the largest difference that is possible
    absent: tuple[bool, bool] = (False, False)  # neither machine nor coder knows a statement of the group
    assumed: str = ""  # what is taken for granted of strata of which nothing is coded
    places: tuple[np.ndarray, np.ndarray] = field(default=(NOWHERE, NOWHERE), repr=False, compare=False)
    spread: np.ndarray = field(default_factory=lambda: np.empty((0, 3)), repr=False, compare=False)

    @property
    def p(self) -> float | None:
        """The two-sided p of Student's t: how often chance makes a corrected difference as large; None without one."""
        if self.corrected.difference is None or self.corrected.half is None or self.variance <= 0:
            return None
        return t_tails(self.corrected.difference / self.variance**0.5, self.df)

    @property
    def caution(self) -> str:
        """Why there is no corrected difference, or an empty string."""
        if self.corrected.difference is not None:
            return ""
        if any(self.absent):
            return "no statements of either" if all(self.absent) else f"statements of {self._present} only"
        if self.alike or self.flat:
            return "all coded alike" if self.alike else "nothing tells the two apart"
        return "too few of the value coded" if self.rare else "too few coded"

    @property
    def _present(self) -> str:
        return self.b if self.absent[0] else self.a

    @property
    def beyond(self) -> str:
        """A remark where the interval reaches beyond what is possible, which few codes can make it; or nothing.

        The interval stays as it is: clipped, it would look as if more had been coded.
        """
        low, high = self.corrected.low, self.corrected.high
        if low is None or high is None or (low >= -self.most and high <= self.most):
            return ""
        return f"beyond what is possible: −{self.most:.0f} to {self.most:.0f}"

    @property
    def size(self) -> str:
        """The coded statements of both groups, and the articles that they are in."""
        shared = f" ({self.both} of them in both)" if self.both else ""
        where = f"{self.articles[0]} and {self.articles[1]} articles" if self.unit == "article" else "one article"
        return f"{self.n_a} and {self.n_b} coded statements{shared} in {where}"

    @property
    def sentence(self) -> str:
        """The finding in one sentence, with its uncertainty and what it rests on."""
        found = self.corrected
        if found.difference is None or found.low is None or found.high is None:
            return f"{self.refusal}{self.left}"
        verdict = f"No clear difference between {self.a} and {self.b} on {self.code}"
        if round(found.low, 2) > 0 or round(found.high, 2) < 0:  # as it is printed
            verdict = f"{self.a} is {'higher' if found.difference > 0 else 'lower'} than {self.b} on {self.code}"
        machine = f" and the machine's codes of {self.statements}" if self.statements else "; the machine says nothing"
        interval = f"95 % interval {signed(found.low)} to {signed(found.high)}{self.beyond and f', {self.beyond}'}"
        return (
            f"{verdict}: corrected difference {signed(found.difference)} ({interval}), "
            f"from {self.size}{machine}.{self.left}"
        )

    @property
    def refusal(self) -> str:
        """Why nothing is said of the two groups, in one sentence."""
        if any(self.absent):
            known = f"there are {self.caution}" if not all(self.absent) else "neither has a statement"
            return f"{self.a} and {self.b} cannot be compared on {self.code}: {known}."
        if self.rare:
            return (
                f"Too few statements of {self.a} or {self.b} are coded as {self.code}, or as anything else: "
                f"{self.size}; {RARE} of each kind a side are needed."
            )
        if self.alike:
            return (
                f"All coded statements of {self.a}, or of {self.b}, have the same {self.code}: {self.size}; "
                f"how far the others differ cannot be told."
            )
        if self.flat:
            return (
                f"Nothing tells {self.a} and {self.b} apart on {self.code}: {self.size}, and leaving out any "
                f"{self.unit} changes nothing, so that there is no interval."
            )
        needed = f"{MIN_N} a side" + (f" in {MIN_ARTICLES} articles" if self.unit == "article" else "")
        return f"Too few are coded to compare {self.a} and {self.b} on {self.code}: {self.size}; {needed} are needed."

    @property
    def left(self) -> str:
        """What is taken for granted of statements that were drawn and have no code, or an empty string."""
        if not self.blank:
            return ""
        one = self.blank == 1
        taken = f": the estimate takes {'it' if one else 'them'} to be like the others{self.assumed}"
        return (
            f" {self.blank} statement{'' if one else 's'} that {'was' if one else 'were'} drawn "
            f"{'has' if one else 'have'} no code{'' if self.caution else taken}."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an estimate: naive, human only, corrected."""
        coded = self.n_a + self.n_b - self.both
        rows = [("naive", self.naive, self.statements), ("human only", self.human, coded)]
        rows.append(("corrected", self.corrected, self.statements))
        names = ["estimate", "difference", "low", "high", "statements"]
        return pd.DataFrame([(n, e.difference, e.low, e.high, k) for n, e, k in rows], columns=names, dtype=object)
