"""Courts and prosecutors: which are meant where words name none, and of which country."""

from __future__ import annotations

import re

from toolkit.lexicon import fold
from toolkit.model import UNKNOWN, Span, Speaker
from toolkit.resolve.bodies import body_key, clean
from toolkit.resolve.scene import Scene, Turn, again
from toolkit.resolve.sides import side_of_words

PROSECUTION = {"prosecutor", "prosecutors", "judge", "judges"}
COURT = re.compile(  # "a German court", "a court in Moscow", "the International Criminal Court"
    r"\b(?:(?:[A-Z][\w’'-]* )+(?:[a-z-]+ )?(?:[Cc]ourt|[Tt]ribunal)\b|(?:court|tribunal)\b(?= (?:in|of) [A-Z])|ICC\b)"
    r"(?: (?:in|of) (?:The )?[A-Z][\w-]+)?"
)
THE_COURT = re.compile(r"[Tt]h(?:e|is|at) (?:court|tribunal)")
PROSECUTORS = re.compile(r"(?:[Tt]he )?[Pp]rosecutors")


def court_before(scene: Scene, span: Span) -> str:
    """The court of a country or union that was named last before prosecutors or judges; "" where none was."""
    found = [m.group() for m in COURT.finditer(scene.article.text, max(0, span.start - 1500), span.start)]
    sided = (court for court in reversed(found) if side_of_words(f"{court} prosecutors", scene.sides) != UNKNOWN)
    return next(sided, "")


def take_up_court(scene: Scene, span: Span, words: str) -> Turn | None:
    """What "the court" takes up: the court of a country that was named last before."""
    court = court_before(scene, span) if THE_COURT.fullmatch(words) else ""
    if not court:
        return None
    side = side_of_words(f"{court} prosecutors", scene.sides)
    who = Speaker(clean(court), None, None, side, f"{words!r}: {court!r}, named before", span, 0.5)
    return Turn(span, who, "body", noun="court", key=body_key(court))


def take_up_prosecutors(scene: Scene, span: Span, words: str) -> Turn | None:
    """What "prosecutors" takes up: the prosecutor's office that spoke last."""
    if not PROSECUTORS.fullmatch(words):
        return None
    spoke = (t for t in scene.recent if t.kind == "body" and "prosecut" in fold(t.speaker.name))
    last = next(spoke, None)
    return again(last, span, f"{words!r}: {last.speaker.name}, which spoke before", 0.6) if last else None
