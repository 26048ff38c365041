"""An invented corpus, to see what a corrected comparison looks like."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.coding import sample_statements, to_codes

ARTICLES, EACH, CODED = 150, 6, 150


def invent_corpus(*, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """A run, the rows drawn from it and their codes, in which Russia and Ukraine sound alike to people.

    The program hears Russia 0.25 too kindly, on the scale from -1 to +1, and errs at random besides. 150 articles of
    six statements, from three months, of which 150 are coded.

    >>> frame, rows, codes = invent_corpus(seed=1)
    >>> len(frame), len(rows), len(codes)
    (900, 150, 150)
    """
    rng, size = np.random.default_rng(seed), ARTICLES * EACH
    frame = pd.DataFrame(
        {"doc": [f"d{n // EACH:03}" for n in range(size)], "statement": [n % EACH for n in range(size)]}
    )
    frame["date"] = [f"2022-0{2 + n // EACH % 3}-15" for n in range(size)]
    frame["side"] = rng.choice(["russia", "ukraine"], size)
    level = np.repeat(rng.normal(0, 0.5, ARTICLES), EACH)
    people = (level + rng.normal(0, 1, size)).round().clip(-2, 2)
    heard = people / 2 + 0.25 * (frame["side"] == "russia") + rng.normal(0, 0.3, size)
    frame["tone"] = heard.clip(-1, 1)
    texts = pd.DataFrame({"doc": frame["doc"].unique(), "text": "x"})
    drawn = frame.assign(content="[[0, 1]]")
    rows = sample_statements(drawn, texts, CODED, by=["side"], seed=seed).rows
    said = frame.assign(coder="ann", attributed="yes", tone=people.astype(int)).merge(rows[["doc", "statement"]])
    return frame, rows, to_codes(said.to_dict("records"))
