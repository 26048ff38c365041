"""What the reporter's cue verb adds: nothing (said), belief in the content (admitted) or doubt of it (claimed).

The verbs and their sources are in `data/framing.csv`: factive and assertive verbs of Kiparsky & Kiparsky 1970
("Fact"), Hooper 1975 ("On assertive predicates"), Thompson & Ye 1991 ("Evaluation in the reporting verbs", Applied
Linguistics 12) and Recasens, Danescu-Niculescu-Mizil & Jurafsky 2013 ("Linguistic models for analyzing and detecting
biased language", ACL). It says nothing of the speaker's own tone.
"""

from __future__ import annotations

import re
from functools import cache

from toolkit.model import Statement
from toolkit.score.tables import read_table
from toolkit.score.verbs import any_of, verb_forms


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_table("framing.csv", ("verb", "framing"))
    out = []
    for framing in ("distancing", "endorsing"):
        verbs = [form for row in rows if row["framing"] == framing for form in verb_forms(row["verb"])]
        out.append((framing, any_of(tuple(verbs))))
    return tuple(out)


def score_framing(text: str, statement: Statement) -> str | None:
    """neutral, endorsing or distancing, by the cue; None where the statement has no cue.

    >>> from toolkit.model import Span
    >>> score_framing("He claimed victory", Statement((Span(11, 18),), "indirect", cue=Span(3, 10)))
    'distancing'
    """
    if statement.cue is None:
        return None
    words = statement.cue.of(text)
    return next((framing for framing, pattern in _patterns() if pattern.search(words)), "neutral")
