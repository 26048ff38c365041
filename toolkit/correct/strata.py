"""What is coded of each stratum, and what is taken for granted where nothing is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

BETWEEN = " | "  # the values of a stratum, as `sample_statements` writes them


def keys_of(frame: pd.DataFrame) -> list[tuple[str, int]]:
    """Article and number of each statement."""
    return list(zip(frame["doc"].to_numpy(object), frame["statement"].tolist(), strict=True))


def coded_shares(sample: pd.DataFrame, coded: Collection[tuple[str, int]]) -> tuple[pd.Series, str]:
    """For each drawn statement the share of its stratum that is coded, and what is assumed where none is, in words.

    The order is random, so what is coded of a stratum is a sample of it. A stratum of which nothing is coded is
    collapsed with those most like it, which have the most first values in common with it, and with all where none has
    any: their coded statements stand for its statements too (collapsed strata: Cochran 1977, Sampling Techniques,
    section 5A.12). The shares of all others stay.

    >>> rows = pd.DataFrame({"doc": "d", "statement": range(4), "p": 0.5, "stratum": ["x | 1", "x | 2", "y", "y"]})
    >>> shares, words = coded_shares(rows, [("d", 0), ("d", 2)])
    >>> shares.tolist(), words
    ([0.5, 0.0, 0.5, 0.5], '; the 2 statements of “x | 2”, of which none is coded, to be like the others of “x”')
    """
    keys = keys_of(sample)
    done = pd.Series([key in coded for key in keys], pd.Index(keys, tupleize_cols=False), dtype=float)
    if "stratum" not in sample or not done.any():
        return done * 0 + done.mean(), ""
    stratum = sample["stratum"].astype(str).to_numpy(object)
    shares = done.groupby(stratum).mean()
    sizes = (1 / sample["p"]).groupby(stratum).sum()  # statements of the run that a stratum stands for
    known = [name for name in shares.index if shares[name] > 0]
    grown, words = sizes.copy(), []
    for name in shares.index[shares == 0]:
        alike, common = _most_like(name, known)
        grown[alike] += sizes[name] * sizes[alike] / sizes[alike].sum()
        words.append(_say(name, round(sizes[name]), common))
    factors = shares * sizes / grown
    return pd.Series(factors.loc[stratum].to_numpy(), done.index), "".join(words)


def _most_like(name: str, known: Sequence[str]) -> tuple[list[str], str]:
    """The strata with the longest beginning in common, and that beginning; all, and nothing, where none has any."""
    values = name.split(BETWEEN)
    for length in range(len(values), 0, -1):
        alike = [one for one in known if one.split(BETWEEN)[:length] == values[:length]]
        if alike:
            return alike, BETWEEN.join(values[:length])
    return list(known), ""


def _say(name: str, size: int, common: str) -> str:
    one = size == 1
    like = f"the others of “{common}”" if common else "all others"
    number = f"{size:,} statement{'s' * (not one)}"
    return f"; the {number} of “{name}”, of which none is coded, to be like {like}"
