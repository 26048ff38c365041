"""The codes of CODEBOOK.md as a coder gives them: names, keys, values, and tables of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from toolkit.coding.names import canonical_name
from toolkit.errors import InputError
from toolkit.lexicon import Parties, read_parties
from toolkit.model import UNKNOWN, Article, Result, Span, Speaker, Statement, from_dict

Level = Literal["nominal", "ordinal", "name", "text", "targets"]
STANCES = ("favor", "neutral", "against")
FIVE = ("-2", "-1", "0", "1", "2")


@dataclass(frozen=True, slots=True)
class Code:
    """One question to the coder: its key in the widget, how answers are compared, the answers, the question."""

    name: str
    key: str
    level: Level
    values: tuple[str, ...]
    question: str

    def parse(self, cell: object) -> str | int | None:
        """The answer in a cell, None where it is empty; ValueError with one sentence where it is no answer.

        >>> CODES[4].parse("+1"), CODES[1].parse(" Direct "), CODES[1].parse("")
        (1, 'direct', None)
        """
        text = "" if cell is None or (isinstance(cell, float) and cell != cell) else str(cell)
        if self.level == "text":
            return text or None
        if not text.strip():
            return None
        if self.level == "name":
            return " ".join(text.split())
        if self.level == "targets":
            return write_targets(once(read_targets(text)))
        word = text.strip().replace("−", "-").casefold()
        word = re.sub(r"^\+|\.0+$", "", word) if self.level == "ordinal" else word
        word = "0" if word == "-0" else word
        known = {value.casefold(): value for value in self.values}
        if word not in known:
            raise ValueError(f"{text.strip()[:60]!r} is none of {', '.join(self.values)}")
        return int(word) if self.level == "ordinal" else known[word]


CODES = (
    Code("attributed", "a", "nominal", ("yes", "no"), "Does the article attribute this to a source?"),
    Code(
        "kind", "k", "nominal", ("direct", "indirect", "mixed"), "All, none or some content words in quotation marks?"
    ),
    Code("speaker", "w", "name", (), "Who speaks? Canonical name, or unknown"),
    Code("side", "s", "nominal", (), "Which party does the speaker speak for?"),
    Code("tone", "t", "ordinal", FIVE, "How does it sound? -2 very negative to +2 very positive"),
    Code(
        "posture",
        "p",
        "ordinal",
        FIVE,
        "Toward the other parties: -2 threat, accusation, demand to +2 offer, agreement",
    ),
    Code("certainty", "c", "nominal", ("asserted", "hedged", "denied", "conditional"), "Its main form?"),
    Code("targets", "g", "targets", STANCES, "What does it evaluate? Name: favor, neutral or against; more after ;"),
    Code("note", "n", "text", (), "Anything to discuss"),
)
NAMES = tuple(code.name for code in CODES)
KEYS = ["coder", "doc", "statement"]
COLUMNS = [*KEYS, *NAMES]


def codes_for(parties: Parties | None = None, *, sides: Sequence[str] = ()) -> tuple[Code, ...]:
    """The codes with the sides of a parties file, or with these.

    >>> codes_for()[3].values
    ('russia', 'ukraine', 'us', 'eu', 'other', 'unknown')
    """
    values = tuple(dict.fromkeys([*(sides or (parties or read_parties()).ids), UNKNOWN]))
    return tuple(replace(code, values=values) if code.name == "side" else code for code in CODES)


def read_targets(text: str) -> tuple[tuple[str, str], ...]:
    """Names and stances in `Name: stance; Name: stance`; a backslash keeps a semicolon that belongs to a name.

    >>> read_targets("Donald Trump: favor; West: against")
    (('Donald Trump', 'favor'), ('West', 'against'))
    """
    out = []
    for part in re.findall(r"(?:[^;\\]|\\.|\\$)+", text, flags=re.S):
        name, colon, stance = part.rpartition(":")
        name, stance = re.sub(r"\\(.)", r"\1", name.strip(), flags=re.S), stance.strip().casefold()
        if not part.strip():
            continue
        if not colon or not name or stance not in STANCES:
            raise ValueError(f"{part.strip()[:60]!r} is not a name, a colon and one of {', '.join(STANCES)}")
        out.append((name, stance))
    return tuple(out)


def once(targets: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The targets, each named once; ValueError where one has two stances.

    >>> once([("Kyiv", "favor"), ("KYIV", "favor")])
    (('Kyiv', 'favor'),)
    """
    out: dict[str, tuple[str, str]] = {}
    for name, stance in targets:
        kept = out.setdefault(canonical_name(name), (name, stance))
        if kept[1] != stance:
            said = f"{name!r}" if name == kept[0] else f"{kept[0]!r} and {name!r}, one target,"
            raise ValueError(f"{said} {'has' if name == kept[0] else 'have'} two stances, {kept[1]} and {stance}")
    return tuple(out.values())


def write_targets(targets: Iterable[tuple[str, str]]) -> str | None:
    """The targets in one line, None without one.

    >>> write_targets([("A; B", "favor")])
    'A\\\\; B: favor'
    """
    kept = ((re.sub(r"([;\\])", r"\\\1", name.strip()), stance) for name, stance in targets)
    return "; ".join(f"{name}: {stance}" for name, stance in kept) or None


def to_codes(rows: Iterable[Mapping[Any, object]]) -> pd.DataFrame:
    """A table with one row a coder and statement, in COLUMNS; None where nothing was coded.

    >>> to_codes([{"coder": "ann", "doc": "d", "statement": 0, "tone": -1}]).loc[0, "tone"]
    -1
    """
    frame = pd.DataFrame([[row.get(name) for name in COLUMNS] for row in rows], columns=COLUMNS, dtype=object)
    return frame.where(frame.notna(), None)


def check_coders(codes: pd.DataFrame) -> None:
    """InputError where a coder has two rows for one statement: one coder twice is not two coders.

    >>> check_coders(to_codes([{"coder": "ann", "doc": "d", "statement": 0}] * 2))
    Traceback (most recent call last):
    ...
    toolkit.errors.InputError: coder 'ann' has two rows for statement 0 of 'd'; keep one, or name the coders apart
    """
    twice = codes[codes.duplicated(KEYS)]
    if len(twice):
        coder, doc, statement = twice.iloc[0][KEYS]
        what = f"coder {coder!r} has two rows for statement {statement} of {doc!r}"
        raise InputError(what, hint="keep one, or name the coders apart")


def check_one(codes: pd.DataFrame) -> None:
    """InputError, with their names, where a table that should hold one coder's codes holds those of several.

    >>> check_one(to_codes([{"coder": name, "doc": "d", "statement": 0} for name in ("ann", "bob")]))
    Traceback (most recent call last):
    ...
    toolkit.errors.InputError: codes of ann and bob, but one coder is needed; choose: codes[codes.coder == 'ann']
    """
    check_coders(codes)
    names = sorted(map(str, codes["coder"].unique()))
    if len(names) > 1:
        what = f"codes of {', '.join(names[:-1])} and {names[-1]}, but one coder is needed"
        raise InputError(what, hint=f"choose: codes[codes.coder == {names[0]!r}]")


def codes_of(results: Iterable[Result], coder: str) -> pd.DataFrame:
    """The codes in human-coded articles (seeds, brat, Label Studio), on the codebook's scales."""
    return to_codes(
        {**_codes(one), "coder": coder, "doc": result.article.id, "statement": number}
        for result in results
        for number, one in enumerate(result.statements)
    )


def _codes(one: Statement) -> dict[str, object]:
    return {
        "attributed": "yes", "kind": one.kind or None,
        "speaker": one.speaker.name or None, "side": one.speaker.side or None,
        "tone": None if one.tone is None else round(one.tone), "certainty": one.certainty,
        "posture": None if one.posture is None else round(one.posture),
        "targets": write_targets((target.name, target.stance) for target in one.targets),
    }  # fmt: skip


def machine_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """What the program says of each statement of a run, on the codebook's scales (tone and posture doubled, rounded).

    Of two names for one target the surer counts.

    >>> machine_codes(pd.DataFrame({"doc": ["d"], "statement": [0], "tone": [0.3]})).loc[0, "tone"]
    1
    """
    rows = []
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        five = {name: None if row.get(name) is None else round(2 * row[name]) for name in ("tone", "posture")}
        found = row.get("targets")
        named = json.loads(found) if isinstance(found, str) else found or ()
        surest = sorted(named, key=lambda target: -(target.get("p") or 0.0))
        best = {canonical_name(target["name"]): target for target in reversed(surest)}
        targets = write_targets(
            (one["name"], one["stance"]) for one in named if best[canonical_name(one["name"])] is one
        )
        kept = {str(name): value for name, value in row.items()}
        rows.append({**kept, **five, "targets": targets, "coder": "machine", "attributed": "yes", "note": None})
    return to_codes(rows)


def match_codes(frame: pd.DataFrame, coded: Iterable[Result], coder: str) -> pd.DataFrame:
    """Codes for the statements of a run, each taken from the human-coded one that shares most characters with it.

    A statement that shares none is coded `attributed` no. Articles that were not coded are left out.
    """
    known = {result.article.id: result.statements for result in coded}
    rows = []
    for row in frame.to_dict("records"):
        if row["doc"] not in known:
            continue
        pieces = [Span(*pair) for pair in json.loads(row["content"])]
        shared = [_shared(pieces, one.content) for one in known[row["doc"]]]
        best = max(range(len(shared)), key=shared.__getitem__, default=-1)
        found = _codes(known[row["doc"]][best]) if best >= 0 and shared[best] else {"attributed": "no"}
        rows.append({**found, "coder": coder, "doc": row["doc"], "statement": row["statement"]})
    return to_codes(rows)


def _shared(one: Iterable[Span], other: Iterable[Span]) -> int:
    other = tuple(other)
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def results_of(frame: pd.DataFrame, articles: pd.DataFrame, codes: pd.DataFrame) -> list[Result]:
    """One coder's codes as coded articles, to write for brat or Label Studio: spans of the run, codes of the coder.

    What the coder says is no statement is left out, and so is a statement without any answer; an answer that is blank
    stays blank. InputError where the codes are those of several coders.
    """
    check_one(codes)
    spans = {(row["doc"], row["statement"]): row for row in frame.to_dict("records")}
    made: dict[str, list[Statement]] = {}
    for row in codes.to_dict("records"):
        if row["attributed"] == "no" or all(row[name] is None for name in NAMES):
            continue
        found = spans[row["doc"], row["statement"]]
        places = {name: json.loads(found.get(name) or "null") for name in ("content", "cue", "source")}
        named = [{"name": name, "stance": stance} for name, stance in read_targets(row["targets"] or "")]
        coded = {name: row[name] for name in ("speaker", "side", "tone", "posture", "certainty")}
        one = from_dict({**places, **coded, "kind": row["kind"] or "", "targets": named})
        speaker = Speaker(row["speaker"] or "", side=row["side"] or "")
        made.setdefault(row["doc"], []).append(replace(one, speaker=speaker))
    known = articles[articles["doc"].isin(codes["doc"])]
    return [
        Result(Article(row["doc"], row["text"]), tuple(sorted(made.get(row["doc"], ()), key=lambda one: one.content)))
        for row in known.to_dict("records")
    ]
