"""How often 95 % intervals hold the truth, over simulated corpora whose classifier errs differently on the two sides.

    python benchmarks/coverage.py                 # 500 corpora a row
    python benchmarks/coverage.py --corpora 50 --only rare

A corpus has articles of about six statements; articles differ (their own level, their own share of each side). Coded
is whether a statement is hedged. The classifier is right in 75 % of the statements of either side; on side a it errs
toward "hedged", on side b away from it. In the rare rows it hears hedges that are not there, more of them on side a.
In the tone rows people code five points and the program hears side a too kindly; a side speaks in any statement, or has
articles of its own. Coverage is that of the corpora that get an interval; `given` says how many do: too few coded
statements with the value, or without it, give none (`RARE` in toolkit.correct). The truth is known by integration. Each
row draws a sample with `sample_statements`, lets it be coded without error, and compares three intervals: the
classifier's counts, the coded sample alone, and `correct_groups`.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import pandas as pd

from toolkit.coding import sample_statements, to_codes
from toolkit.correct import Corrected, correct_groups

LEVELS, KIND, EACH = (0.2, -0.1), 0.25, 6  # of tone: the sides' levels, what the program adds on side a, an article
RARE = {"caught": (0.90, 0.60), "spared": (0.70, 0.80)}


@dataclass(frozen=True)
class Setting:
    """One row of the table."""

    name: str
    coded: int = 200
    articles: int = 300
    level: float = 0.8  # standard deviation of the articles' own level, log-odds
    by: tuple[str, ...] = ("side",)
    uncertain: float = 1.0
    misread: float = 0.0  # share of statements whose side the machine takes for the other
    share: tuple[float, float] = (0.5, 0.4)  # of hedged statements on side a and b, in the median article
    caught: tuple[float, float] = (0.95, 0.55)  # share of hedged statements that the classifier takes for hedged
    spared: tuple[float, float] = (0.55, 0.90)  # share of the others that it does not
    tone: str = ""  # compared is tone, of sides that speak by "statement" or by "article"


SETTINGS = (
    Setting("simple random sample, no clustering", level=0.0, by=()),
    Setting("simple random sample", by=()),
    Setting("by side"),
    Setting("by side, strong clustering", level=1.6),
    Setting("by side, 60 articles", articles=60),
    Setting("by side, uncertain ones 3 times as often", uncertain=3),
    Setting("by side, 10 % of sides misread", misread=0.1),
    Setting("small: by side", coded=60),
    Setting("small: uncertain ones 3 times as often", coded=60, uncertain=3),
    Setting("very small: by side", coded=40),
    Setting("tone: 150 articles of 6", coded=150, articles=150, level=0.5, tone="statement"),
    Setting("tone: the same, a side an article", coded=150, articles=150, level=0.5, tone="article"),
    Setting("the classifier guesses", caught=(0.5, 0.5), spared=(0.5, 0.5)),
    Setting("rare: 10 and 5 %", share=(0.10, 0.05), **RARE),
    Setting("rare: 5 and 2 %", share=(0.05, 0.02), **RARE),
    Setting("rare: 5 and 2 %, 400 coded", coded=400, share=(0.05, 0.02), **RARE),
    Setting("rare: 3 % on both sides", share=(0.03, 0.03), **RARE),
    Setting("rare and small: 10 and 5 %", coded=60, share=(0.10, 0.05), **RARE),
)


def real_difference(setting: Setting) -> float:
    """The mean on side a minus that on side b, over all articles that could be."""
    if setting.tone:
        return float(np.subtract(*(_mean_tone(setting, level) for level in LEVELS)))
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    shares = [
        (weights / (1 + np.exp(-np.log(share / (1 - share)) - setting.level * nodes))).sum() / weights.sum()
        for share in setting.share
    ]
    return float(shares[0] - shares[1])


def _mean_tone(setting: Setting, level: float) -> float:
    """The mean of the five points, halved, of a side whose statements have this level on average."""
    spread = NormalDist(level, math.hypot(setting.level, 1.0))
    return sum(1 - spread.cdf(cut) for cut in (-1.5, -0.5, 0.5, 1.5)) / 2 - 1


def simulate_tone(setting: Setting, *, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same for tone: the machine's table, and what a coder would say."""
    rng = np.random.default_rng(seed)
    doc = np.repeat(np.arange(setting.articles), EACH)
    by_article = rng.random(setting.articles) < 0.5
    first = by_article[doc] if setting.tone == "article" else rng.random(len(doc)) < 0.5
    felt = np.where(first, *LEVELS) + setting.level * rng.normal(size=setting.articles)[doc]
    people = (felt + rng.normal(size=len(doc))).round().clip(-2, 2)
    heard = people / 2 + KIND * first + 0.3 * rng.normal(size=len(doc))
    number = pd.Series(doc).groupby(doc).cumcount()
    keys = {"doc": [f"d{one:05d}" for one in doc], "statement": number, "side": np.where(first, "a", "b")}
    frame = pd.DataFrame({**keys, "confidence": 0.5, "content": "[[0, 1]]", "tone": heard.clip(-1, 1)})
    return frame, pd.DataFrame({**keys, "coder": "ann", "attributed": "yes", "tone": people.astype(int)})


def simulate_corpus(setting: Setting, *, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The machine's table, and what a coder would say of every statement."""
    if setting.tone:
        return simulate_tone(setting, seed=seed)
    rng = np.random.default_rng(seed)
    doc = np.repeat(np.arange(setting.articles), rng.poisson(5, setting.articles) + 1)
    first = rng.random(len(doc)) < rng.beta(2, 2, setting.articles)[doc]
    base = np.where(first, *(np.log(share / (1 - share)) for share in setting.share))
    hedged = rng.random(len(doc)) < 1 / (1 + np.exp(-base - setting.level * rng.normal(size=setting.articles)[doc]))
    caught, spared = (np.where(first, *pair) for pair in (setting.caught, setting.spared))
    machine = np.where(hedged, rng.random(len(doc)) < caught, rng.random(len(doc)) >= spared)
    sure = np.where(machine == hedged, rng.beta(4, 2, len(doc)), rng.beta(2, 3, len(doc)))
    side, told = np.where(first, "a", "b"), np.where(first ^ (rng.random(len(doc)) < setting.misread), "a", "b")
    number = pd.Series(doc).groupby(doc).cumcount()
    keys = {"doc": [f"d{one:05d}" for one in doc], "statement": number}
    words = (np.where(found, "hedged", "asserted") for found in (machine, hedged))
    heard, said = words
    frame = {**keys, "side": told, "confidence": sure, "content": "[[0, 1]]", "certainty": heard}
    people = {**keys, "side": side, "coder": "ann", "attributed": "yes", "certainty": said}
    return pd.DataFrame(frame, dtype=object), pd.DataFrame(people, dtype=object)


def correct_once(setting: Setting, *, seed: int) -> tuple[Corrected, int, int]:
    """The three estimates for one corpus, its statements, and how many of them the classifier has right."""
    frame, people = simulate_corpus(setting, seed=seed)
    articles = pd.DataFrame({"doc": frame["doc"].unique(), "text": "x"}, dtype=object)
    by, uncertain = setting.by, setting.uncertain
    rows = sample_statements(frame, articles, setting.coded, by=by, uncertain=uncertain, seed=seed).rows
    codes = to_codes(rows[["doc", "statement"]].merge(people, on=["doc", "statement"]).to_dict("records"))
    code = "tone" if setting.tone else "certainty"
    value = None if setting.tone else "hedged"
    found = correct_groups(frame, rows, codes, groups=("a", "b"), code=code, value=value)
    said = (2 * frame["tone"]).round() if setting.tone else frame["certainty"]
    return found, len(frame), int((said == people[code]).sum())


def measure_coverage(setting: Setting, corpora: int, *, seed: int = 0) -> dict[str, object]:
    """One row of the table."""
    truth, rows, right, all_ = real_difference(setting), [], 0, 0
    for number in range(corpora):
        found, statements, hits = correct_once(setting, seed=seed + number)
        right, all_ = right + hits, all_ + statements
        rows.append([found.naive, found.human, found.corrected])
    out: dict[str, object] = {"setting": setting.name, "coded": setting.coded, "accuracy": f"{right / all_:.2f}"}
    given = [row for row in rows if row[2].half is not None]
    out["given"] = f"{100 * len(given) / corpora:.1f}"
    for place, name in enumerate(("naive", "human", "corrected")):
        estimates = [row[place] for row in given]
        out[name] = f"{100 * np.mean([one.low <= truth <= one.high for one in estimates]):.1f}"
        out[f"± {name}"] = f"{np.mean([one.half for one in estimates]):.3f}"
    out["wider than human"] = sum(row[2].half > row[1].half + 1e-12 for row in given)
    return out


def main() -> None:
    """Prints the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=int, default=500)
    parser.add_argument("--only", default="", help="rows whose name begins so")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    begun, head = time.monotonic(), True
    for number, setting in enumerate(SETTINGS):
        if not setting.name.startswith(options.only):
            continue
        row = measure_coverage(replace(setting), options.corpora, seed=options.seed + 100_000 * number)
        if head:
            print(f"| {' | '.join(row)} |\n|{' --- |' * len(row)}")
        head = False
        print(f"| {' | '.join(map(str, row.values()))} |", flush=True)
    print(f"\n{options.corpora} corpora a row; {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
