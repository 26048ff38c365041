"""The press releases of both presidents: the figures that lesson 3 keeps, numbers and names without a text.

toolkit data press-releases                              # or TOOLKIT_DATA=../shared/corpora
toolkit run ../shared/corpora/press-releases -o results  # all of them; later, only what has changed is done again
python benchmarks/releases.py results                    # notebooks/releases/words.csv and statements.csv.gz
make notebooks                                           # then read what lesson 3 says of them, and RESULTS.md
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
TARGETS = 12  # the most frequent ones are kept
DIGITS = 3
PACKED = {"method": "gzip", "mtime": 0}


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
    """The figures of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    statements = keep_statements(parser.parse_args().run)
    KEPT.mkdir(exist_ok=True)
    for name, frame, how in (("words.csv", keep_words(), None), ("statements.csv.gz", statements, PACKED)):
        frame.to_csv(KEPT / name, index=False, lineterminator="\n", compression=how)
        print(f"{len(frame):,} rows, {(KEPT / name).stat().st_size / 1000:,.0f} kB in {KEPT / name}")


if __name__ == "__main__":
    main()
