"""How well the scores agree with a person's codes on long statements, which the coded news hardly have.

    python benchmarks/speeches.py [--engine fast] [--sample second] [--write] [--corpora ../shared/corpora]

The samples (speeches.csv) hold places in the press releases and codes, no texts; its first lines say how they were
drawn.
--write puts the figures into toolkit/data/agreement.csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from measured import Measured, write
from scipy.stats import spearmanr

from toolkit.agreement.measured import LONG
from toolkit.extract import DEFAULT_ENGINE
from toolkit.model import Article, Span, Statement
from toolkit.read import read_articles
from toolkit.score import score_word_lists
from toolkit.score.learned import judge_statements
from toolkit.score.model import STANCES, load_scorer
from toolkit.score.relevance import Said
from toolkit.score.targets import read_surroundings

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "benchmarks/speeches.csv"
DATA = {"first": LONG, "second": f"{LONG}, drawn anew"}


def read_samples() -> dict[str, list[dict[str, str]]]:
    """The rows of each sample."""
    samples: dict[str, list[dict[str, str]]] = {}
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            samples.setdefault(row["sample"], []).append(row)
    return samples


def read_texts(corpora: Path) -> dict[str, str]:
    """The text of each release."""
    files = sorted((corpora / "press-releases").glob("*.csv"))
    if not files:
        raise SystemExit(f"{corpora}: no press releases there; give their folder with --corpora")
    return {one.id: one.text for one in read_articles(files) if isinstance(one, Article)}


def judge_sample(sample: Sequence[dict[str, str]], texts: dict[str, str], engine: str) -> list[Said]:
    """What the model says of each statement of a sample."""
    scorer, out = load_scorer(engine), []
    for row in sample:
        text = texts[row["doc"]]
        out += judge_statements(text, [_statement(row)], read_surroundings(text), scorer)
    return out


def numbers(
    sample: Sequence[dict[str, str]], said: Sequence[Said], texts: dict[str, str], engine: str, data: str
) -> Iterator[Measured]:
    """Rank correlations of tone and posture with the codes, printed as a table, word lists beside."""
    coded, found = [row for row in sample if row["tone"]], []
    for row, (statement, judged, _) in zip(sample, said, strict=True):
        if not row["tone"]:
            continue
        [words] = score_word_lists(Article(row["doc"], texts[row["doc"]]), [statement])
        found.append((judged.tone, judged.posture, words.vader, words.polarity))
    print(f"| {len(coded)} long statements, Spearman | tone | posture |\n| --- | --- | --- |")
    for name, tone, posture in (("model", 0, 1), ("VADER", 2, 2), ("TextBlob", 3, 3)):
        rhos = [
            float(spearmanr([one[at] for one in found], [int(row[what]) for row in coded])[0])
            for what, at in (("tone", tone), ("posture", posture))
        ]
        print(f"| {name} | {rhos[0]:.3f} | {rhos[1]:.3f} |")
        if name == "model":
            for what, rho in zip(("tone", "posture"), rhos, strict=True):
                yield Measured(what, engine, f"Spearman with coded {what}", data, len(coded), rho, "")


def stances(sample: Sequence[dict[str, str]], said: Sequence[Said], engine: str, data: str) -> Iterator[Measured]:
    """How often the stance toward a named target is the coded one, printed as a table."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    favor: Counter[str] = Counter()
    for row, (_, judged, candidates) in zip(sample, said, strict=True):
        known = {c.name: STANCES[int(p.argmax())] for c, p in zip(candidates, judged.stance, strict=True)}
        for target in filter(None, row["targets"].split("; ")):
            name, stance = target.rsplit(": ", 1)
            group = "toward names" if name[0].isupper() else "toward issues"
            group = group if row["tone"] else "of the Kremlin's side toward sanctions"
            total[group] += 1
            right[group] += known.get(name) == stance
            favor[group] += known.get(name) == "favor" != stance
    print("\n| stance in long statements | coded | right | favor by mistake |\n| --- | --- | --- | --- |")
    for group in total:
        print(f"| {group} | {total[group]} | {right[group] / total[group]:.3f} | {favor[group] / total[group]:.3f} |")
        yield Measured(f"stance {group}", engine, "share right", data, total[group], right[group] / total[group], "")


def _statement(row: dict[str, str]) -> Statement:
    return Statement(tuple(Span(*piece) for piece in json.loads(row["content"])), "direct")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared/corpora")
    parser.add_argument("--engine", choices=("neural", "fast"), default=DEFAULT_ENGINE)
    parser.add_argument("--sample", choices=tuple(DATA), help="one of the samples alone")
    parser.add_argument("--write", action="store_true", help="put the figures into toolkit/data/agreement.csv")
    options = parser.parse_args()
    texts = read_texts(options.corpora)
    measured: list[Measured] = []
    for name, sample in read_samples().items():
        if options.sample in (name, None):
            said, data = judge_sample(sample, texts, options.engine), DATA[name]
            print(f"\n{data}\n")
            measured += numbers(sample, said, texts, options.engine, data)
            measured += stances(sample, said, options.engine, data)
    if options.write:
        write(measured, f"python benchmarks/speeches.py --engine {options.engine}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
