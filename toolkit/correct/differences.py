"""The difference between two groups three ways: the machine's, the coders', and both together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from toolkit.compare import MIN_ARTICLES, MIN_N
from toolkit.correct.coded import (
    Reader,
    check_machine,
    check_names,
    check_target,
    check_value,
    code_reader,
    join_codes,
    name_group,
)
from toolkit.correct.estimates import NONE, Estimate, around, jackknife, tune
from toolkit.correct.findings import Corrected
from toolkit.correct.parts import Part
from toolkit.errors import InputError

TARGET = "target"
FLAT = 1e-18  # a variance that is rounding only


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
    within: tuple[str, str] | None = None,
) -> Corrected:
    """The first group minus the second on a code, corrected: PPI++ with sampling probabilities, articles as clusters.

    `frame` is the run, `sample` the rows that were drawn with their probability `p`, `codes` what people said of them.
    Compared are means of tone and posture (-1 to +1: people's codes are halved), the share of one `value` of another
    code, or the stance toward one `target`; with `by` target, the stances toward two targets. `within` leaves only the
    statements with this value of a column. `machine` names the column that predicts the code where it is not the code.

    corrected = human + trust * (machine's mean over all statements - over the coded ones), for each group. Means of
    coded statements are weighted by 1 / p (Hajek 1971). Trust, in [0, 1], makes the variance smallest (Angelopoulos,
    Duchi and Zrnic 2023, PPI++, arXiv:2311.01453; Egami et al. 2023, NeurIPS 36, for known probabilities); 0 is the
    human-only estimate, so that the interval is never wider than that one. Variances come from leaving out one article
    at a time (jackknife, Efron and Stein 1981, Annals of Statistics 9), the trust being found anew each time (`tune`);
    t has one degree of freedom less than the group coded in fewer articles has articles, and must have MIN_ARTICLES of
    them. Within one article, statements take the place of articles, and the finding holds for it alone. A coder's side
    or speaker counts before the machine's; what a coder says is no statement counts for no group. Several coders of a
    statement share its weight. What was drawn and is not coded is taken to be like the coded ones of its stratum. With
    one statement an article and equal probabilities this is the estimate of the package `ppi-python`, which knows no
    clusters (tests compare the two).
    InputError where a group, value, target or machine's column is not there or does not fit the code, or where a
    statement is there twice.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(2), "side": ["x", "y"], "tone": [1.0, 0.0]})
    >>> coded = pd.DataFrame({"coder": "ann", "doc": "d", "statement": [0], "attributed": "yes", "tone": [2]})
    >>> correct_groups(rows, rows.assign(p=1.0), coded, groups=("x", "y"), code="tone").naive.difference
    1.0
    """
    a, b = groups
    options = {"code": code, "by": by, "value": value, "target": target, "machine": machine, "within": within}
    if a > b:
        return _swap(correct_groups(frame, sample, codes, groups=(b, a), **options))  # type: ignore[arg-type]
    readers = _check(frame, codes, groups, **options)  # type: ignore[arg-type]
    names = [name_group(one, by) for one in groups]
    joined: dict[str, Any] = {"by": by, "code": code, "machine": machine or code, "within": within}
    if by == TARGET:
        pairs = zip(names, readers, strict=True)
        data = [join_codes(frame.assign(target=one), sample, codes, read=read, **joined) for one, read in pairs]
    else:
        data = [join_codes(frame, sample, codes, read=readers[0], **joined)] * 2
    parts = [Part(one, group) for one, group in zip(data, names, strict=True)]
    label = " ".join(filter(None, [code, value or target, within and f"({within[0]} {within[1]})"]))
    found = Corrected(
        a, b, label, len(parts[0].coded), len(parts[1].coded), (parts[0].articles, parts[1].articles),
        int((parts[0].inside | parts[1].inside).sum()), _naive(parts), blank=data[0].blank, unit=data[0].unit,
        both=len(np.intersect1d(parts[0].coded, parts[1].coded)), most=1.0 if value is not None else 2.0,
        absent=(parts[0].absent, parts[1].absent), assumed=data[0].assumed, places=(parts[0].coded, parts[1].coded),
    )  # fmt: skip
    clusters = min(part.clusters for part in parts)
    if min(len(part.coded) for part in parts) < MIN_N or clusters < MIN_ARTICLES:
        return found
    if any(part.is_rare(share=bool(value)) for part in parts):
        return replace(found, rare=bool(value), alike=not value)
    return _correct(found, parts, df=clusters - 1)


def _check(
    frame: pd.DataFrame,
    codes: pd.DataFrame,
    groups: tuple[str, str],
    *,
    code: str,
    by: str,
    value: str | None,
    target: str | None,
    machine: str | None,
    within: tuple[str, str] | None,
) -> list[Reader]:
    """What reads the codes of each group; InputError where something that is named is not there or does not fit."""
    if by == TARGET and (target is not None or code != "targets"):
        raise InputError("stances toward two targets are the code targets", hint="leave --code and --target out")
    if code in (by, within and within[0]):
        raise InputError(f"{code} compared among groups of the same {code}", hint="name another code, or other groups")
    readers = [code_reader(code, value, one if by == TARGET else target) for one in groups]
    if machine:
        check_machine(frame, codes, code, machine)
    for one in groups if by == TARGET else filter(None, [target]):
        check_target(frame, codes, one)
    if by != TARGET:
        check_names(frame, codes, groups, by)
    if within:
        check_names(frame, codes, [within[1]], within[0])
    if name_group(groups[0], by) == name_group(groups[1], by):
        raise InputError(f"{groups[0]!r} would be compared with itself", hint=f"name two values of {by}")
    if value is not None:
        check_value(frame, codes, code, value)
    return readers


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
        articles=found.articles[::-1], places=found.places[::-1], absent=found.absent[::-1],
        naive=flip(found.naive), human=flip(found.human), corrected=flip(found.corrected),
    )  # fmt: skip


def _naive(parts: Sequence[Part]) -> Estimate:
    """The machine's difference with an interval that knows nothing of its errors."""
    first, second = (part.means[2] for part in parts)
    both = first - second
    if np.isnan(both[0]):
        return NONE
    if np.isnan(both).any() or len(both) < 3:
        return Estimate(float(both[0]))
    variance = float(jackknife(both[None, 1:])[0, 0])
    return around(both[0], variance, len(both) - 2) if variance > FLAT else Estimate(float(both[0]))


def _correct(found: Corrected, parts: Sequence[Part], *, df: int) -> Corrected:
    first, second = (part.means for part in parts)
    rows = np.array([first[0] - second[0], parts[0].gap, -parts[1].gap])
    tuned = tune(rows[:, 1:])
    trust, variance = tuned.trust, tuned.variance
    if variance >= tuned.alone:
        trust, variance = np.zeros(2), tuned.alone
    if variance <= FLAT:
        return replace(found, flat=True)
    middle = rows[0, 0] + float(trust @ rows[1:, 0])
    spread = np.array([part.spread(weight) for part, weight in zip(parts, trust, strict=True)])
    return replace(
        found,
        human=around(rows[0, 0], tuned.alone, df), corrected=around(middle, variance, df),
        trust_a=float(trust[0]), trust_b=float(trust[1]), variance=variance, df=df,
        spread=_squared(parts[0].data.p, spread[0] - spread[1]),
    )  # fmt: skip


def _squared(p: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """For each coded statement its probability and how much it alone moves the estimate (and the coders' part of that),
    squared, times p squared."""
    drawn = np.flatnonzero(~np.isnan(p))
    return np.column_stack([p[drawn], moves.T[drawn] ** 2])
