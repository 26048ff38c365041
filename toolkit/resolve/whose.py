"""Of which country a ministry, army or government is that words give none: "the defence ministry", "the government"."""

from __future__ import annotations

import re

from toolkit.lexicon import Country, countries
from toolkit.model import Span
from toolkit.resolve.describe import country_in
from toolkit.resolve.nearest import NO_MINISTERS
from toolkit.resolve.person import Person
from toolkit.resolve.scene import REACH, Scene

ARMED = {"military", "defence", "forces", "troops", "navy", "staff", "command", "mod"}
NATIONAL = ARMED | {"ministry", "government", "cabinet", "parliament"}
FORCES = r"(?:forces|troops|soldiers|army|military|units|paratroopers|marines|navy|air defen[cs]es?)"
CLAIMS = re.compile(  # what its own side reports of an army: "Freedonian troops captured Hale"
    rf"(?:[’']s?)?[ \xa0](?:[\w-]+[ \xa0]){{0,2}}?{FORCES}\b[^.;:“”\"\n]{{0,60}}?\b(?:captur|seiz|liberat|repel|repuls|"
    r"intercept|thwart|(?:taken|took|taking)[ \xa0](?:full[ \xa0])?control|shot[ \xa0]down|downed)"
)
UPDATE = re.compile(
    r"\bintelligence (?:update|briefing|assessment|bulletin)\b"
)  # which one ministry gives out every day
SHORT, FULL = frozenset({"mod"}), frozenset({"ministry", "defence"})
BRITAIN = countries()["Britain"]


def shown_land(scene: Scene, span: Span, key: frozenset[str]) -> Country | None:
    """The country that the text shows a body to be of: that of the army whose gains it tells, of the minister of its
    field, or the one that the sentence before is about; None where nothing shows it.
    """
    if not key & NATIONAL:
        return None
    found = _british(scene, key) or (_claimant(scene, span) if key & ARMED else None)
    found = found or _of_minister(scene, span, key) or _subject_before(scene, span)
    return None if found and found.id in NO_MINISTERS and "ministry" in key else found


def _british(scene: Scene, key: frozenset[str]) -> Country | None:
    """The United Kingdom for "the MoD", where the text names it."""
    return BRITAIN if key == SHORT and _is_named(scene, BRITAIN) else None


def land_of_update(scene: Scene, span: Span, key: frozenset[str]) -> Country | None:
    """The United Kingdom for a defence ministry's "intelligence update", where the text names it: no other gives out
    one a day."""
    text, here = scene.article.text, scene.sentence(span.start)
    end = scene.ends[here] if here < len(scene.ends) else len(text)
    update = key in (SHORT, FULL) and UPDATE.search(text, scene.start_of_sentence(span.start), end)
    return BRITAIN if update and _is_named(scene, BRITAIN) else None


def _is_named(scene: Scene, land: Country) -> bool:
    return any(countries().get(name.text) is land or country_in(name.before) is land for name in scene.names)


def _claimant(scene: Scene, span: Span) -> Country | None:
    """The country whose army is said to have taken or repelled something in the sentence of a source."""
    start = scene.start_of_sentence(span.start)
    names = [name for name in scene.names_in(start, span.start) if name.text in countries()]
    lands = [countries()[n.text] for n in names if CLAIMS.match(scene.article.text, n.span.end, span.start)]
    return lands[0] if lands and all(land is lands[0] for land in lands) else None


def _of_minister(scene: Scene, span: Span, key: frozenset[str]) -> Country | None:
    """The country of the only ministers of a ministry's field whom the text names before it."""
    if "ministry" not in key or len(key) < 2:
        return None
    before = (
        p for _, p in scene.mentions_in(span.start - REACH, span.start) if "minister" in p.roles and p.fields & key
    )
    lands = {land.id: land for person in before if (land := _land(person))}
    return lands.popitem()[1] if len(lands) == 1 else None


def _land(person: Person) -> Country | None:
    office = person.actor.offices[-1].title if person.actor else ""
    return country_in(office) or country_in(person.described)


def _subject_before(scene: Scene, span: Span) -> Country | None:
    """The country with which the sentence before begins, for a body that opens its own: "Freedonia voted. The army"."""
    opens = scene.start_of_sentence(span.start)
    if opens < 2 or scene.article.text[opens : span.start].strip():
        return None
    start = scene.start_of_sentence(opens - 2)
    for name in scene.names_in(start, opens)[:1]:
        lead = scene.article.text[start : name.span.start].split()
        acts = name.text in countries() and not name.possessive and DOES.match(scene.article.text, name.span.end)
        if acts and [word.lower() for word in lead] in ([], ["the"]) and not scene.is_told(name.span):
            return countries()[name.text]
    return None


DOES = re.compile(r"[ \xa0](?:has|had|have|is|was|will|would|remains?|\w+ed|\w+s)\b")
