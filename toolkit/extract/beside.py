"""Cue and source that stand with a content: ", said Orr", ", Orr said", "Orr said that …".

Learned links weigh what is near; where the three stand side by side there is nothing to weigh, and with several
speakers in a row the weighing went wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from toolkit.extract.spans import Found
from toolkit.model import Span

MARKS = "\"“”„'‘’«»‹›"
BETWEEN = re.compile(rf"[,.!?…—–\-{MARKS} \xa0]{{0,6}}")
GOES_ON = re.compile(r"[,!?…—–]")
MARK = re.compile(f"[{MARKS}]")
BLANK = re.compile(r"[ \xa0]")
APPOSED = re.compile(rf"[ \xa0](?:(?:also|has|had|have|then|later)[ \xa0])?|,[ \xa0][^,;:.!?\n{MARKS}]{{2,60}},[ \xa0]")
LEADS = re.compile(rf"[,:]?[ \xa0](?:that[ \xa0])?[{MARKS}]?")
RESUMES = re.compile(r",[ \xa0][\"“„«‘']?")


def find_beside(text: str, found: Mapping[str, Sequence[Found]]) -> dict[int, tuple[int, int]]:
    """Numbers of the cue and the source that stand with a content, for each content that has them on one side only."""
    cues, sources = ([one.span for one in found[role]] for role in ("cue", "source"))
    out: dict[int, tuple[int, int]] = {}
    for number, content in enumerate(found["content"]):
        end = content.span.end
        cue, source = (bisect_left(spans, end, key=lambda span: span.start) for spans in (cues, sources))
        after = cue < len(cues) and source < len(sources) and _follows(text, content.span, cues[cue], sources[source])
        before = cue and source and _leads(text, content.span, cues[cue - 1], sources[source - 1])
        if after != bool(before):
            out[number] = (cue, source) if after else (cue - 1, source - 1)
    return out


def _follows(text: str, content: Span, cue: Span, source: Span) -> bool:
    """Whether "said Orr" or "Orr said" goes on with the sentence that a content begins."""
    first = min(cue, source)
    if not BETWEEN.fullmatch(text, content.end, first.start):
        return False
    joint = text[max(content.start, content.end - 2) : first.start]
    if first == cue:
        joined = text[cue.start].islower() and bool(GOES_ON.search(joint) or MARK.search(joint))
        return joined and bool(BLANK.fullmatch(text, cue.end, source.start))
    goes_on = GOES_ON.search(joint) or (MARK.search(joint) and "." not in joint)
    return bool(goes_on and APPOSED.fullmatch(text, source.end, cue.start))


def _leads(text: str, content: Span, cue: Span, source: Span) -> bool:
    """Whether "Orr said" leads to a content, or "said Orr," to one that goes on."""
    if source < cue:
        return bool(APPOSED.fullmatch(text, source.end, cue.start) and LEADS.fullmatch(text, cue.end, content.start))
    beside = BLANK.fullmatch(text, cue.end, source.start) and RESUMES.fullmatch(text, source.end, content.start)
    return bool(beside and text[cue.start].islower())
