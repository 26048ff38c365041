"""Krippendorff's alpha for each code, with bootstrap intervals by article; confusions and disagreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

import krippendorff
import numpy as np
import pandas as pd

from toolkit.coding import canonical_name, check_coders
from toolkit.coding.codes import CODES, KEYS, once, read_targets
from toolkit.compare import DRAWS, MIN_ARTICLES, MIN_N, check_columns, check_groups, draw_units, find_units, middle
from toolkit.errors import InputError

Level = Literal["nominal", "ordinal", "interval"]
LEVELS: Mapping[str, Level] = {code.name: "ordinal" if code.level == "ordinal" else "nominal" for code in CODES[:-1]}
RELIABLE, TENTATIVE = 0.8, 0.667
UNDEFINED = 0.05  # of the resamples; where more have no alpha, there is no interval
UNIT = ["doc", "statement"]
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha of one code with its interval; None, with a sentence in `note`, where it is not defined.

    `statements` counts those that two coders or more coded, `single` those that one alone did, which alpha leaves out
    as if the blanks said nothing; `same` is the share of pairs of codes that are equal. `note` reads the lower end of
    the interval (Krippendorff 2004: it should be 0.8 or more, 0.667 for tentative conclusions), without one alpha.
    """

    code: str
    level: Level
    coders: int
    statements: int
    single: int = 0
    same: float | None = None
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


def measure_agreement(
    codes: pd.DataFrame, *, coders: Sequence[str] | None = None, levels: Mapping[str, Level] | None = None, seed: int
) -> pd.DataFrame:
    """One row a code: Krippendorff's alpha among the coders (all, or those named; `machine` is one like others).

    Speakers and targets are compared by canonical name. `targets` compares the stance toward targets that two coders
    named; its note says how often they name the same. Where the machine says of all that they are attributed, as it
    does of what it found, `attributed` has the share that people agree to, and no alpha. InputError where a coder has
    two rows for one statement.

    >>> rows = [["a", "d", 0, "direct"], ["b", "d", 0, "direct"]]
    >>> measure_agreement(pd.DataFrame(rows, columns=["coder", "doc", "statement", "kind"]), seed=1).loc[0, "same"]
    1.0
    """
    check_coders(codes)
    check_groups(codes, coders or (), "coder")
    part = codes if coders is None else codes[codes["coder"].isin(coders)]
    wanted = [name for name in (levels or LEVELS) if name in part]
    rows = []
    for name in wanted:
        one = part[[*KEYS, name]].rename(columns={name: "value"})
        one = _stances(one) if name == "targets" else one.assign(unit="")
        if name == "speaker":
            one["value"] = one["value"].map(lambda text: canonical_name(text) if text else None)
        found = measure_code(one, (levels or LEVELS)[name], seed=seed)
        if name == "attributed":
            found = _without_choice(found, one)
        shared = _share_targets(part) if name == "targets" else ""
        rows.append(asdict(replace(found, code=name, note="; ".join(filter(None, [found.note, shared])))))
    return pd.DataFrame(rows, columns=list(Agreement.__dataclass_fields__), dtype=object)


def _without_choice(found: Agreement, one: pd.DataFrame) -> Agreement:
    """Without alpha where the machine, which lists only what it takes for attributed, had no other answer to give."""
    machine = one["coder"].eq(MACHINE)
    said = one.loc[~machine, "value"].dropna()
    if not machine.any() or not len(said) or set(one.loc[machine, "value"].dropna()) - {"yes"}:
        return found
    share = f"of {len(said):,} answers of people {said.eq('yes').mean():.0%} are yes"
    what = f"the program says yes of all that it found: alpha would mean nothing; {share}"
    return replace(found, alpha=None, low=None, high=None, note=what)


def _stances(one: pd.DataFrame) -> pd.DataFrame:
    """One row a coder, statement and target."""
    rows: list[list[object]] = []
    for coder, doc, statement, text in one[[*KEYS, "value"]].itertuples(index=False):
        try:
            targets = once(read_targets(text or ""))
        except ValueError as error:
            where = f"coder {coder!r}, statement {statement} of {doc!r}"
            raise InputError(str(error), where=where, hint="give it one stance") from None
        rows += [[coder, doc, statement, canonical_name(name), stance] for name, stance in targets]
    return pd.DataFrame(rows, columns=[*KEYS, "unit", "value"], dtype=object)


def _share_targets(codes: pd.DataFrame) -> str:
    """How often two coders name the same targets: shared names by all names (Jaccard), mean over statements."""
    shares = []
    for _, part in codes.dropna(subset=["targets"]).groupby(UNIT):
        named = [{canonical_name(name) for name, _ in read_targets(text)} for text in part["targets"]]
        shares += [len(a & b) / len(a | b) for i, a in enumerate(named) for b in named[i + 1 :]]
    return f"same targets named: {np.mean(shares):.0%}" if shares else ""


def measure_code(one: pd.DataFrame, level: Level, *, seed: int) -> Agreement:
    """Alpha of the column `value` over units (doc, statement and, where there is one, `unit`).

    Krippendorff (2011): Computing Krippendorff's alpha-reliability. The interval holds the middle 95 % of alphas of
    resampled articles (of statements within one article), widened for few articles; fewer than MIN_ARTICLES give none.
    Resamples whose codes are alike have no alpha: their number is said, and above UNDEFINED there is no interval.

    >>> rows = [["a", "d", 0, "x"], ["b", "d", 0, "y"], ["a", "d", 1, "y"], ["b", "d", 1, "y"]]
    >>> measure_code(pd.DataFrame(rows, columns=["coder", "doc", "statement", "value"]), "nominal", seed=1).alpha
    0.0
    """
    one = one[one["value"].notna()]
    found = Agreement("", level, one["coder"].nunique(), 0)
    if not len(one):
        return replace(found, note="nothing coded")
    keys = [*UNIT, "unit"] if "unit" in one else UNIT
    if one.duplicated(["coder", *keys]).any():
        raise InputError(
            "a coder has two values for one unit", where="codes", hint="keep one, or name the coders apart"
        )
    counts = pd.crosstab([one[key] for key in keys], one["value"])
    found = replace(found, single=int((counts.sum(axis=1) == 1).sum()))
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        who = f"only {one['coder'].iloc[0]} coded this" if found.coders < 2 else "no statement was coded by two coders"
        return replace(found, note=who)
    counts = counts.sort_index(axis=1)
    table, domain = counts.to_numpy(), counts.columns.to_numpy()
    codes, units, unit = find_units(pd.Series(counts.index.get_level_values("doc")))
    pairs = table.sum(axis=1) * (table.sum(axis=1) - 1)
    same = float((table * (table - 1)).sum() / pairs.sum())
    found = replace(found, statements=len(counts), same=same)
    alpha = _alpha(table, domain, level)
    if alpha is None:
        what = domain[table.sum(axis=0) > 0][0]
        return replace(found, note=f"every code is {what!s}: complete agreement, but alpha needs codes that vary")
    found, limits = replace(found, alpha=alpha), _limits(len(counts), unit, units)
    if unit == "article" and units < MIN_ARTICLES:
        return _judged(found, limits)
    weights = [np.bincount(pick, minlength=units)[codes] for pick in draw_units(units, seed=seed)]
    draws = [_alpha(np.repeat(table, weight, axis=0), domain, level) for weight in weights]
    known = [one for one in draws if one is not None]
    none = len(draws) - len(known)
    said = f"{none:,} of {DRAWS:,} resamples have one code only" if none else ""
    if none > UNDEFINED * DRAWS:
        return _judged(found, [*limits, f"{said}: no interval, since codes hardly vary"])
    low, high = map(float, np.quantile(known, middle(units)))
    return _judged(replace(found, low=low, high=high), [*limits, said])


def _alpha(table: np.ndarray, domain: np.ndarray, level: Level) -> float | None:
    """Alpha of the counts of values (columns) in units (rows); None where nothing varies."""
    if (table.sum(axis=0) > 0).sum() < 2:
        return None
    values = domain if level != "nominal" else np.arange(len(domain))
    return float(krippendorff.alpha(value_counts=table, value_domain=list(values), level_of_measurement=level))


def _judged(found: Agreement, limits: Sequence[str]) -> Agreement:
    """With Krippendorff's own reading (2004, Content Analysis, 2nd edition, section 11.4), of the interval's lower end.

    Where there is no interval, alpha itself is read, and the note says so.
    """
    least = found.alpha if found.low is None else found.low
    assert least is not None
    said = (
        "reliable"
        if least >= RELIABLE
        else "tentative conclusions only"
        if least >= TENTATIVE
        else "too low to conclude"
    )
    read = "by alpha alone" if found.low is None else "by the lower end"
    return replace(found, note="; ".join(filter(None, [f"{said} {read}", *limits])))


def _limits(coded: int, unit: str, units: int) -> list[str]:
    """What limits alpha and its interval."""
    few = f"only {coded} coded twice" if coded < MIN_N else ""
    articles = (
        "one article" if unit == "statement" else f"{units} articles: no interval" if units < MIN_ARTICLES else ""
    )
    return [few, articles]


def confusion_table(codes: pd.DataFrame, code: str, a: str, b: str) -> pd.DataFrame:
    """How often coder a's value (rows) meets coder b's (columns), for statements that both coded.

    >>> rows = [["a", "d", 0, "direct"], ["b", "d", 0, "mixed"]]
    >>> table = confusion_table(pd.DataFrame(rows, columns=["coder", "doc", "statement", "kind"]), "kind", "a", "b")
    >>> table.loc["direct", "mixed"].item()
    1
    """
    check_columns(codes, [code])
    check_coders(codes)
    check_groups(codes, [a, b], "coder")
    values = codes.set_index(UNIT)[code]
    values = values.map(lambda name: name and canonical_name(name)) if code == "speaker" else values
    one, other = (values[codes.set_index(UNIT)["coder"] == name] for name in (a, b))
    both = pd.DataFrame({a: one, b: other}).dropna()
    known = next((c.values for c in CODES if c.name == code), ())
    used = set(both[a]) | set(both[b])
    order = [v for v in (map(int, known) if "0" in known else known) if v in used]
    order += sorted(used - set(order), key=str)
    return pd.crosstab(both[a], both[b]).reindex(index=order, columns=order, fill_value=0)


def list_disagreements(codes: pd.DataFrame, frame: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row a statement and code on which coders differ, with a column a coder: the list to discuss.

    With the statements' table `frame`, their words are shown too.

    >>> rows = [["a", "d", 0, "direct"], ["b", "d", 0, "mixed"]]
    >>> found = list_disagreements(pd.DataFrame(rows, columns=["coder", "doc", "statement", "kind"]))
    >>> found[["code", "a", "b"]].values.tolist()
    [['kind', 'direct', 'mixed']]
    """
    check_coders(codes)
    names = [name for name in LEVELS if name in codes]
    coders = sorted(codes["coder"].unique())
    rows = []
    for key, part in codes.groupby(UNIT, sort=True):
        for name in names:
            given = {row[0]: row[1] for row in part[["coder", name]].itertuples(index=False) if row[1] is not None}
            if len({_spoken(name, value) for value in given.values()}) > 1:
                rows.append({**dict(zip(UNIT, key, strict=True)), "code": name, **given})
    out = pd.DataFrame(rows, columns=[*UNIT, "code", *coders], dtype=object)
    return out.where(out.notna(), None) if frame is None else out.merge(frame[[*UNIT, "text"]], on=UNIT, how="left")


def _spoken(name: str, value: object) -> object:
    """The value as it is compared: names by their canonical form, targets in any order."""
    if name == "targets":
        return tuple(sorted((canonical_name(target), stance) for target, stance in read_targets(str(value))))
    return canonical_name(str(value)) if name == "speaker" else value
