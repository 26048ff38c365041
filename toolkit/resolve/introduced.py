"""Sources that are described first and named later: "a police chief said ... . Aino Aalto, the police chief, ..."."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.model import UNKNOWN, Span, Statement
from toolkit.resolve.describe import COVERS, country_in, head_noun
from toolkit.resolve.scene import Scene, Turn, again

REACH = 1200


def introduce_later(
    scene: Scene, statements: Sequence[Statement], turns: Mapping[int, Turn | None]
) -> list[Turn | None]:
    """The turns in the order of the statements; an unnamed source takes the person introduced soon after it."""
    out = [turns.get(i) for i in range(len(statements))]
    for i, turn in enumerate(out):
        source = statements[i].source
        if turn is None or source is None or turn.kind != "anonymous" or turn.speaker.name != UNKNOWN:
            continue
        words = source.of(scene.article.text)
        _, kind, role, plural = head_noun(words)
        if plural or kind not in {"office", "private"} or scene.sentence(source.start) > 4:
            continue
        later = next((t for t in out[i + 1 :] if t and t.kind == "person" and t.at.start > source.start), None)
        if later and _same(scene, words, role, turn, later) and later.at.start - source.start < REACH:
            out[i] = again(later, source, _reason(scene, source, words, later), 0.7)
    return out


def _reason(scene: Scene, source: Span, words: str, later: Turn) -> str:
    end = scene.article.text.find("\n")
    if source.start < end < later.at.start:
        return "introduced without a name in the first paragraph, named in a later one"
    return f"{words!r}: introduced without a name, named later as {later.speaker.name}"


def _same(scene: Scene, words: str, role: str, turn: Turn, later: Turn) -> bool:
    person = later.person
    if person is None or any(n.span < turn.at for n in person.mentions):
        return False
    country = country_in(words)
    party = country.party if country else ""
    return bool(COVERS.get(role, {role}) & person.roles) and (not party or party == person.party or not person.party)
