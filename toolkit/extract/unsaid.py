"""What is reported not to have been said: denied, put as a condition or a question, or said by nobody.

The rules' cues leave these out by grammar (`cues.py`); learned labels mark them like any report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from toolkit.extract.units import Unit
from toolkit.model import Statement

SAYING = (
    r"(?:say(?:ing)?|said|tell(?:ing)?|told|stat(?:e|ed|ing)|claim(?:ed|ing)?|confirm(?:ed|ing)?|accus(?:e|ed|ing)|"
    r"suggest(?:ed|ing)?|announc(?:e|ed|ing)|promis(?:e|ed|ing)|mention(?:ed|ing)?|specif(?:y|ied|ying)|explain(?:ed|ing)?|"
    r"reveal(?:ed|ing)?|disclos(?:e|ed|ing)|clarif(?:y|ied|ying)|comment(?:ed|ing)?|report(?:ed|ing)?|alleg(?:e|ed|ing)|"
    r"declar(?:e|ed|ing)|acknowledg(?:e|ed|ing)|admit(?:ted|ting)?|indicat(?:e|ed|ing)|elaborat(?:e|ed|ing))"
)
NOT = (
    r"(?:(?:\b(?:not|never|nor|cannot)|n[’']t)\b(?![ \xa0](?:only|just|merely|simply)\b)"
    r"(?:[ \xa0](?:yet|ever|even|been|\w+ly))?)"
)
UNWILLING = (
    r"(?:\b(?:refus|declin|fail)(?:e|es|ed|s|ing)?|\b(?:yet|unwilling|unable)|\bavoided|\bstopped[ \xa0]short[ \xa0]of|"
    r"\bheld[ \xa0]off(?:[ \xa0]from)?)"
)
NEGATED = re.compile(rf"(?:{NOT}|{UNWILLING}(?:[ \xa0]to)?)[ \xa0]{SAYING}(?![’'-]|\w)")
UNWILLINGLY = re.compile(rf"(?:to[ \xa0])?{SAYING}(?![’'-]|\w)")
NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither|no(?![ .]*\d))(?![\w.])", re.I)
SUPPOSED = re.compile(r"\b(?:if|unless|whether)[ \xa0]$", re.I)
ASKED = re.compile(r"(?:will|would|did|does|do|has|have|had|is|are|was|were|can|could|should)[ \xa0]", re.I)


def is_said(text: str, units: Sequence[Unit], one: Statement) -> bool:
    """Whether the statement, by the words around its cue, is reported as made; `units` are the sentences of the text.

    Direct quotations always are: somebody wrote or spoke the words between the marks.

    >>> from toolkit.model import Span
    >>> text = "Orr did not say that talks go on."
    >>> is_said(text, (), Statement((Span(16, 32),), "indirect", Span(12, 15), Span(0, 3)))
    False
    """
    cue, source, content = one.cue, one.source, one.content
    if one.kind == "direct" or not cue:
        return True
    number = bisect_right(units, cue.start, key=lambda unit: unit.span.start) - 1
    start, end = (units[number].span.start, units[number].span.end) if number >= 0 else (0, len(text))
    before = text[start : cue.end]
    if any(found.end() > cue.start - start for found in NEGATED.finditer(before)):
        return False
    if re.fullmatch(UNWILLING, cue.of(text)) and UNWILLINGLY.match(text, content[0].start, content[0].end):
        return False
    if not source or source.end > cue.start:
        return True
    lead = text[start : source.start]
    opens = ASKED.match(text, start) if not lead else ASKED.fullmatch(lead)  # the source may have taken the verb in
    asked = bool(opens) and text[start:end].rstrip().endswith("?")
    supposed = bool(SUPPOSED.search(lead)) and one.kind == "indirect"
    return not (asked or supposed or NOBODY.match(source.of(text)))
