"""A probability sample of a run's statements for human coders, without what the machine says of them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.coding.codes import Code, codes_for
from toolkit.errors import InputError
from toolkit.table import open_whole

CONTEXT = 400
COLUMNS = ["row", "doc", "statement", "stratum", "p", "article", "context"]
SURE, UNSURE, EMPTY = "sure", "uncertain", "(empty)"


@dataclass(frozen=True)
class Sample:
    """What was drawn: `rows` (COLUMNS; `p` is the probability of being drawn), `strata`, and the settings."""

    rows: pd.DataFrame
    strata: pd.DataFrame
    settings: dict[str, Any]

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that are asked for, with the sides of the run."""
        return codes_for(sides=self.settings["sides"])


def sample_statements(
    frame: pd.DataFrame,
    articles: pd.DataFrame,
    n: int,
    *,
    by: Sequence[str] = (),
    uncertain: float = 1.0,
    sides: Sequence[str] = (),
    seed: int,
) -> Sample:
    """n statements drawn without replacement in every stratum, in random order; all of them where there are fewer.

    A stratum of N statements gets a share of n in proportion to the root of N, so that small ones are seen (power
    allocation, Bankier 1988, The American Statistician 42), and at least two where n allows it. With `uncertain` 3, the
    statements of a stratum with a confidence below its median are drawn three times as often. Each statement's
    probability is the number drawn in its stratum by its size, exactly. A larger n with the same seed draws all that a
    smaller one draws, and more: statements have one random order, of which each stratum gives its first (permanent
    random numbers, Ohlsson 1995). The order of the rows is another random one, so that those coded first are a sample
    too. `sides` are those that a coder can choose, those of the usual parties file where none are given.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(4), "side": list("xxyy"), "content": "[[0, 1]]"})
    >>> texts = pd.DataFrame({"doc": ["d"], "text": ["So"]})
    >>> sorted(sample_statements(rows, texts, 2, by=["side"], seed=1).rows["p"])
    [0.5, 0.5]
    """
    _check(frame, by, uncertain)
    frame = frame.sort_values(["doc", "statement"], kind="stable", ignore_index=True)
    names = _strata(frame, by)
    if n < names.nunique():
        hint = "draw more or use fewer columns"
        raise InputError(f"{n} statements are too few for {names.nunique()} strata", hint=hint)
    sizes = names.value_counts().sort_index()
    shares = dict(zip(sizes.index, allocate(list(map(int, sizes)), n), strict=True))
    if uncertain != 1:
        names, shares = _split(frame, names, shares, uncertain)
    order = np.random.default_rng(seed).permutation(len(frame))
    picks, strata = [], []
    for name in sorted(shares):
        places = order[(names == name).to_numpy()[order]]
        picks += [(int(place), name, shares[name] / len(places)) for place in places[: shares[name]]]
        strata.append({"stratum": name, "statements": len(places), "drawn": shares[name]})
    picks = [picks[place] for place in np.random.default_rng([seed, 1]).permutation(len(picks))]
    found = frame.iloc[[place for place, _, _ in picks]]
    facts = articles[articles["doc"].isin(found["doc"])].set_index("doc").to_dict("index")
    drawn = zip(found.to_dict("records"), picks, strict=True)
    rows = [_row(number, one, facts, pick[1:]) for number, (one, pick) in enumerate(drawn, 1)]
    settings = {"n": len(rows), "by": list(by), "uncertain": uncertain, "seed": seed, "statements": len(frame)}
    settings["sides"] = list(codes_for(sides=sides)[3].values)
    return Sample(pd.DataFrame(rows, columns=COLUMNS), pd.DataFrame(strata), settings)


def _check(frame: pd.DataFrame, by: Sequence[str], uncertain: float) -> None:
    """InputError where the sample cannot be drawn."""
    for name in by:
        if name not in frame:
            raise InputError(
                f"no column {name!r} to sample by", hint=f"use some of {', '.join(map(str, frame.columns))}"
            )
        if len(frame) and frame[name].isna().all():
            raise InputError(f"column {name!r} is empty: there is nothing to sample by", hint="leave it out")
    if not len(frame):
        raise InputError("no statements to sample", hint="run it on articles that quote somebody")
    if not (math.isfinite(uncertain) and uncertain > 0):
        raise InputError(f"uncertain must be a number above 0, not {uncertain}", hint="1 draws all alike")


def _strata(frame: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The stratum of each statement; a cell without a value makes one of its own."""
    cells = frame[list(by)].astype(object).where(frame[list(by)].notna(), EMPTY)
    labels = [" | ".join(map(str, row)) for row in cells.itertuples(index=False)] if by else "all"
    return pd.Series(labels, index=frame.index, dtype=object)


def allocate(sizes: Sequence[int], n: int) -> list[int]:
    """How many of n each stratum gives: one, then two, then in proportion to the root of its size, at most all.

    No stratum gives fewer of a larger n.

    >>> allocate([100, 400, 1], 31)
    [10, 20, 1]
    """
    out = [0] * len(sizes)
    for _ in range(min(n, sum(sizes))):
        open_ = [i for i, size in enumerate(sizes) if out[i] < size]
        out[max(open_, key=lambda i: (-min(out[i], 2), math.sqrt(sizes[i]) / (out[i] + 0.5), -i))] += 1
    return out


def _split(
    frame: pd.DataFrame, names: pd.Series, shares: dict[Any, int], uncertain: float
) -> tuple[pd.Series, dict[Any, int]]:
    """Each stratum in two where some statements are less certain than the median one."""
    if "confidence" not in frame:
        raise InputError("no column 'confidence' to find uncertain statements", hint="leave `uncertain` at 1")
    names, out = names.copy(), {}
    for name, drawn in shares.items():
        sure = frame.loc[names == name, "confidence"].fillna(0.0).astype(float)
        low = sure.index[sure < sure.median()]
        many, few = len(sure) - len(low), len(low)
        if not few or drawn < 2:
            out[name] = drawn
            continue
        wanted = round(drawn * uncertain * few / (uncertain * few + many))
        part = min(max(wanted, 1, drawn - many), few, drawn - 1)
        names[sure.index] = f"{name} | {SURE}"
        names[low] = f"{name} | {UNSURE}"
        out[f"{name} | {SURE}"], out[f"{name} | {UNSURE}"] = drawn - part, part
    return names, out


def _row(number: int, one: dict[Any, Any], facts: dict[Any, Any], drawn: tuple[str, float]) -> dict[str, Any]:
    known = facts.get(one["doc"])
    if known is None:
        raise InputError("a statement of an article that is not in the articles table", where=str(one["doc"]))
    said = [known.get(name) for name in ("title", "outlet", "date")]
    return {
        "row": number, "doc": one["doc"], "statement": int(one["statement"]), "stratum": drawn[0], "p": drawn[1],
        "article": ", ".join(part for part in said if isinstance(part, str) and part),
        "context": cut_context(known["text"], json.loads(one["content"])),
    }  # fmt: skip


def cut_context(text: str, content: Sequence[Sequence[int]]) -> list[list[Any]]:
    """The words around a statement and its own, which are marked True; cut at a space where they are cut.

    >>> cut_context("He said so.", [[8, 10]])
    [['He said ', False], ['so', True], ['.', False]]
    """
    start, end = max(0, content[0][0] - CONTEXT), min(len(text), content[-1][1] + CONTEXT)
    out: list[list[Any]] = []
    at = start
    for first, last in content:
        out += [[text[at:first], False], [text[first:last], True]]
        at = last
    out.append([text[at:end], False])
    if start:
        out[0][0] = "… " + out[0][0].partition(" ")[2]
    if end < len(text):
        out[-1][0] = out[-1][0].rpartition(" ")[0] + " …"
    return [part for part in out if part[0]]


def read_sides(folder: Path) -> list[str]:
    """The sides of the parties file that a run was made with; none where it was the usual one."""
    settings = json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("settings") or {}
    return [party["id"] for party in (settings.get("parties") or {}).get("parties", ())]


def check_drawn(codes: pd.DataFrame, sample: Sample, *, where: str = "codes") -> None:
    """InputError where a coded statement is not in the sample: codes are carried over whole or not at all."""
    drawn = set(zip(sample.rows["doc"], sample.rows["statement"], strict=True))
    lost = sum(key not in drawn for key in zip(codes["doc"], codes["statement"], strict=True))
    if lost:
        hint = "draw more of the same run, with the seed and the columns of the sample that was coded"
        raise InputError(f"{lost} of its statements are not in this sample", where=where, hint=hint)


def sample_path(sheet: Path) -> Path:
    """Where the probabilities of a sheet's statements are kept: beside it, for no coder to see; each sheet has its own.

    >>> sample_path(Path("sheet.xlsx")).name
    'sheet.xlsx.sample.json'
    """
    return sheet.with_name(f"{sheet.name}.sample.json")


def write_sample(sample: Sample, path: Path) -> None:
    """Writes the sample with its probabilities as JSON."""
    value = {"settings": sample.settings} | {
        name: getattr(sample, name).to_dict("records") for name in ("strata", "rows")
    }
    with open_whole(path) as file:
        file.write(json.dumps(value, indent=1).encode("ascii"))


def read_sample(path: Path) -> Sample:
    """The sample that `write_sample` wrote; InputError where the file is another."""
    hint = "give the .sample.json file that was written beside the sheet"
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        rows, strata = pd.DataFrame(value["rows"])[COLUMNS], pd.DataFrame(value["strata"])
        return Sample(rows, strata, {"sides": [], **value["settings"]})
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), hint=hint) from None
    except (ValueError, KeyError, TypeError):
        raise InputError("no sample of statements", where=str(path), hint=hint) from None


def find_sample(sheet: Path) -> Sample:
    """The sample that a sheet is of: the file beside it that has its name, or the only one in its folder.

    A copy that a coder renamed has the latter; a folder of journals has its own or one beside it. Raises InputError
    where there is none, or which is not clear.
    """
    own = sample_path(sheet)
    folders = [sheet, sheet.parent] if sheet.is_dir() else [sheet.parent]
    others = next(filter(None, (sorted(folder.glob("*.sample.json")) for folder in folders)), [])
    if not sheet.exists():
        raise InputError(
            "no such file", where=str(sheet), hint="give a coding sheet, .csv or .xlsx, or the widget's answers"
        )
    if not own.exists() and len(others) != 1:
        what = "no .sample.json beside it" if not others else f"{len(others)} files .sample.json beside it"
        raise InputError(what, where=str(sheet), hint="name the one that was written with the sheet: --sample FILE")
    return read_sample(own if own.exists() else others[0])
