"""The difference between two groups three ways: the machine's, the coders', and both together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from toolkit.compare import MIN_ARTICLES, MIN_N
from toolkit.compare.effects import signed
from toolkit.correct.coded import (
    Coded,
    check_machine,
    check_names,
    check_target,
    check_value,
    code_reader,
    join_codes,
    name_group,
)
from toolkit.correct.estimates import NONE, Estimate, around, find_trust, jackknife, leave_one_out
from toolkit.errors import InputError

RARE = 2
Means = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Corrected:
    """a minus b: what the machine says (`naive`), what the coders say (`human`), and both together (`corrected`).

    `trust_a` and `trust_b` are the weights of the machine (0 to 1); `n_a` and `n_b` the coded statements; `blank` were
    drawn and have no code. `variance`, `df` and `spread` are what a plan is made from: for each coded statement its p,
    and how far it moves the estimate, and the coders' part of it alone, squared, times p squared.
    """

    a: str
    b: str
    code: str
    n_a: int
    n_b: int
    articles: int
    statements: int
    naive: Estimate
    human: Estimate = NONE
    corrected: Estimate = NONE
    trust_a: float = 0.0
    trust_b: float = 0.0
    variance: float = 0.0
    df: int = 0
    rare: bool = False  # fewer than RARE coded statements of a group have the value, or lack it
    blank: int = 0
    spread: np.ndarray = field(default_factory=lambda: np.empty((0, 3)), repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """The finding in one sentence, with its uncertainty and what it rests on."""
        size = f"{self.n_a} and {self.n_b} coded statements in {self.articles} article{'s' * (self.articles != 1)}"
        found = self.corrected
        if found.difference is None or found.low is None or found.high is None:
            if self.rare:
                return (
                    f"Too few statements of {self.a} or {self.b} are coded as {self.code}, or as anything else: "
                    f"{size}; {RARE} of each kind a side are needed.{self.left}"
                )
            needed = f"{MIN_N} a side in {MIN_ARTICLES} articles are needed"
            return f"Too few are coded to compare {self.a} and {self.b} on {self.code}: {size}; {needed}.{self.left}"
        verdict = f"No clear difference between {self.a} and {self.b} on {self.code}"
        if found.low > 0 or found.high < 0:
            verdict = f"{self.a} is {'higher' if found.difference > 0 else 'lower'} than {self.b} on {self.code}"
        machine = f" and the machine's codes of {self.statements}" if self.statements else "; the machine says nothing"
        return (
            f"{verdict}: corrected difference {signed(found.difference)} (95 % interval {signed(found.low)} to "
            f"{signed(found.high)}), from {size}{machine}.{self.left}"
        )

    @property
    def left(self) -> str:
        """What is taken for granted of statements that were drawn and have no code, or an empty string."""
        if not self.blank:
            return ""
        one = self.blank == 1
        return (
            f" {self.blank} statement{'' if one else 's'} that {'was' if one else 'were'} drawn "
            f"{'has' if one else 'have'} no code: the estimate takes {'it' if one else 'them'} to be like the others."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an estimate: naive, human only, corrected."""
        coded = self.n_a + self.n_b
        rows = [("naive", self.naive, self.statements), ("human only", self.human, coded)]
        rows.append(("corrected", self.corrected, self.statements))
        names = ["estimate", "difference", "low", "high", "statements"]
        return pd.DataFrame([(n, e.difference, e.low, e.high, k) for n, e, k in rows], columns=names, dtype=object)


def correct_groups(
    frame: pd.DataFrame,
    sample: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    groups: tuple[str, str],
    code: str,
    by: str = "side",
    value: str | None = None,
    target: str | None = None,
    machine: str | None = None,
) -> Corrected:
    """The first group minus the second on a code, corrected: PPI++ with sampling probabilities, articles as clusters.

    `frame` is the run, `sample` the rows that were drawn with their probability `p`, `codes` what people said of them.
    Compared are means of tone and posture (-1 to +1: people's codes are halved), the share of one `value` of another
    code, or the stance toward one `target`. `machine` names the column that predicts the code where it is not the code.

    corrected = human + trust * (machine's mean over all statements - over the coded ones), for each group. Means of
    coded statements are weighted by 1 / p (Hajek 1971). Trust, in [0, 1], makes the variance smallest (Angelopoulos,
    Duchi and Zrnic 2023, PPI++, arXiv:2311.01453; Egami et al. 2023, NeurIPS 36, for known probabilities); 0 is the
    human-only estimate, so that the interval is never wider than that one. Variances come from leaving out one article
    at a time (jackknife, Efron and Stein 1981, Annals of Statistics 9), and are raised by a degree of freedom for the
    trust, which is estimated as a slope of a regression is; t has one degree of freedom less than the group
    coded in fewer articles has articles, and must have MIN_ARTICLES of them. Within one article, statements take the
    place of articles, and the finding holds for it alone. A coder's side or speaker counts before the machine's; what a
    coder says is no statement counts for no group. Several coders of a statement share its weight. What was drawn and
    is not coded is taken to be like the coded ones of its stratum. With one statement an article and equal
    probabilities this is the estimate of the package `ppi-python`, which knows no clusters (tests compare the two).
    InputError where a group, value, target or machine's column is not there or does not fit the code, or where a
    statement is there twice.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> coded = pd.DataFrame({"coder": "ann", "doc": "d", "statement": [0], "attributed": "yes", "tone": [2]})
    >>> correct_groups(rows, rows.assign(p=1.0), coded, groups=("x", "y"), code="tone").naive.difference
    1.0
    """
    a, b = groups
    if a > b:
        options = {"code": code, "by": by, "value": value, "target": target, "machine": machine}
        return _swap(correct_groups(frame, sample, codes, groups=(b, a), **options))  # type: ignore[arg-type]
    read = code_reader(code, value, target)
    if machine:
        check_machine(frame, codes, code, machine)
    check_names(frame, codes, groups, by)
    if name_group(a, by) == name_group(b, by):
        raise InputError(f"{a!r} would be compared with itself", hint=f"name two values of {by}")
    if value is not None:
        check_value(frame, codes, code, value)
    if target is not None:
        check_target(frame, codes, target)
    groups = (name_group(a, by), name_group(b, by))
    data = join_codes(frame, sample, codes, by=by, read=read, code=code, machine=machine or code)
    name = " ".join(filter(None, [code, value or target]))
    coded = [np.unique(data.place[data.given == group]) for group in groups]
    articles = pd.Series(frame["doc"].to_numpy(object)[np.concatenate(coded)]).nunique()
    statements = int((np.isin(data.group, groups) & ~np.isnan(data.said)).sum())
    means = [_means(data, group) for group in groups]
    found = Corrected(a, b, name, len(coded[0]), len(coded[1]), articles, statements, _naive(means, data))
    found = replace(found, blank=data.blank)
    clusters = min(len(np.unique(data.units[places])) for places in coded)
    if min(map(len, coded)) < MIN_N or clusters < MIN_ARTICLES:
        return found
    if _is_rare(data, groups, share=bool(value)):
        return replace(found, rare=True)
    return _correct(found, means, data, groups, df=clusters - 1)


def _is_rare(data: Coded, groups: tuple[str, str], *, share: bool) -> bool:
    """Whether a group's codes hardly differ, so that the jackknife, which sees no spread, would promise certainty."""
    for group in groups:
        codes = data.y[data.given == group]
        common = np.unique(codes, return_counts=True)[1].max()
        if len(codes) - common < (RARE if share else 1):
            return True
    return False


def correct_sides(
    frame: pd.DataFrame, sample: pd.DataFrame, codes: pd.DataFrame, *, a: str, b: str, code: str, machine: str = ""
) -> Corrected:
    """Side a minus side b, as `correct_groups` does it.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> coded = pd.DataFrame({"coder": "ann", "doc": "d", "statement": [0], "attributed": "yes", "tone": [2]})
    >>> correct_sides(rows, rows.assign(p=1.0), coded, a="x", b="y", code="tone").corrected.difference is None
    True
    """
    return correct_groups(frame, sample, codes, groups=(a, b), code=code, machine=machine or None)


def _swap(found: Corrected) -> Corrected:
    """b minus a: every sign flipped and nothing else."""

    def flip(one: Estimate) -> Estimate:
        return Estimate(*(None if x is None else -x for x in (one.difference, one.high, one.low)))

    return replace(
        found, a=found.b, b=found.a, n_a=found.n_b, n_b=found.n_a, trust_a=found.trust_b, trust_b=found.trust_a,
        naive=flip(found.naive), human=flip(found.human), corrected=flip(found.corrected),
    )  # fmt: skip


def _means(data: Coded, group: str) -> Means:
    """The coders' mean, the machine's of coded statements and of all, each followed by those without one article."""
    inside = (data.group == group) & ~np.isnan(data.said)
    said, weight = np.nan_to_num(data.said), np.nan_to_num(1 / data.p)
    given = (data.given == group) * data.share / data.p[data.place]
    human = leave_one_out(data.y, given, data.units[data.place], data.count)
    coded = leave_one_out(said, inside * weight, data.units, data.count)
    return human, coded, leave_one_out(said, inside.astype(float), data.units, data.count)


def _naive(means: list[Means], data: Coded) -> Estimate:
    """The machine's difference with an interval that knows nothing of its errors."""
    both = means[0][2] - means[1][2]
    if np.isnan(both[0]):
        return NONE
    if np.isnan(both).any() or data.count < 2:
        return Estimate(float(both[0]))
    return around(both[0], float(jackknife(both[None, 1:])[0, 0]), data.count - 1)


def _correct(found: Corrected, means: list[Means], data: Coded, groups: tuple[str, str], *, df: int) -> Corrected:
    gaps = [every - coded for _, coded, every in means]
    gaps = [np.zeros_like(gap) if np.isnan(gap).any() else gap for gap in gaps]
    rows = np.array([means[0][0] - means[1][0], gaps[0], -gaps[1]])
    covariance = jackknife(rows[:, 1:])
    trust = find_trust(covariance)
    weights = np.array([1.0, *trust])
    variance = float(weights @ covariance @ weights) * df / max(1, df - 1)
    if variance >= covariance[0, 0]:
        trust, weights, variance = np.zeros(2), np.array([1.0, 0.0, 0.0]), float(covariance[0, 0])
    return replace(
        found,
        human=around(rows[0, 0], float(covariance[0, 0]), df), corrected=around(weights @ rows[:, 0], variance, df),
        trust_a=float(trust[0]), trust_b=float(trust[1]), variance=variance, df=df,
        spread=_spread(groups, means, data, trust),
    )  # fmt: skip


def _spread(groups: tuple[str, str], means: list[Means], data: Coded, trust: np.ndarray) -> np.ndarray:
    """For each coded statement its probability and how much it alone moves the estimate (and the coders' part of that),
    squared, times p squared."""
    drawn = np.flatnonzero(~np.isnan(data.p))
    people, machine = np.zeros(len(data.p)), np.zeros(len(data.p))
    for sign, group, (human, coded, _), weight in zip((1, -1), groups, means, trust, strict=True):
        given = (data.given == group) * data.share
        total = (given / data.p[data.place]).sum()
        people += sign * np.bincount(data.place, given * (data.y - human[0]), len(people)) / total
        inside = (data.group == group) & ~np.isnan(data.said) & ~np.isnan(data.p)
        if weight and inside.any():
            machine -= sign * weight * inside * (np.nan_to_num(data.said) - coded[0]) / (1 / data.p[inside]).sum()
    return np.column_stack([data.p[drawn], (people + machine)[drawn] ** 2, people[drawn] ** 2])
