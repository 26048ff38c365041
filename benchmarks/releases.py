"""The press releases of both presidents: a systematic sample of them, and the figures that lesson 3 keeps.

    toolkit data press-releases                              # or TOOLKIT_DATA=../shared/corpora
    python benchmarks/releases.py sample sample --every 8    # every 8th release of each table
    toolkit run sample -o results
    python benchmarks/releases.py keep results               # notebooks/releases/: numbers and names, no text

For all of them leave the sample out: toolkit run "$TOOLKIT_DATA/press-releases" -o results.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import pandas as pd
from spacy.lang.en.stop_words import STOP_WORDS

from toolkit.compare import count_terms
from toolkit.corpora import TERMS, fetch_corpus, read_releases
from toolkit.report import read_run

KEPT = Path(__file__).parent.parent / "notebooks" / "releases"
COLUMNS = ["doc", "statement", "side", "speaker", "kind", "date", "tone", "posture", "targets"]
TARGETS = 24  # the most frequent ones are kept
DIGITS = 4


def draw_sample(out: Path, every: int) -> None:
    """Writes every so many rows of each table, the first one included, under the same names."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(fetch_corpus("press-releases").glob("*.csv")):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows.iloc[::every].to_csv(out / path.name, index=False, lineterminator="\n")
        print(f"{len(rows.iloc[::every])} of {len(rows)} releases in {out / path.name}")


def keep_words() -> pd.DataFrame:
    """One row a release: the words it has and how often it uses each term."""
    counted = count_terms(read_releases(fetch_corpus("press-releases")), TERMS, without=STOP_WORDS)
    return counted.drop(columns="text")


def keep_statements(run: Path) -> pd.DataFrame:
    """One row a statement, without its words; of the targets only frequent ones, each with its stance."""
    frame = read_run(run).statements
    found = [json.loads(cell) for cell in frame["targets"]]
    often = {name for name, _ in Counter(target["name"] for one in found for target in one).most_common(TARGETS)}
    kept = [[{k: t[k] for k in ("name", "stance", "p")} for t in one if t["name"] in often] for one in found]
    return frame.assign(targets=[json.dumps(one) for one in kept])[COLUMNS].round(DIGITS)


def main() -> None:
    """The sample, or the figures of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    sample = steps.add_parser("sample")
    sample.add_argument("out", type=Path)
    sample.add_argument("--every", type=int, default=8)
    keep = steps.add_parser("keep")
    keep.add_argument("run", type=Path)
    options = parser.parse_args()
    if options.step == "sample":
        draw_sample(options.out, options.every)
        return
    KEPT.mkdir(exist_ok=True)
    for name, frame in (("words", keep_words()), ("statements", keep_statements(options.run))):
        frame.to_csv(KEPT / f"{name}.csv", index=False, lineterminator="\n")
        print(f"{len(frame):,} rows in {KEPT / name}.csv")


if __name__ == "__main__":
    main()
