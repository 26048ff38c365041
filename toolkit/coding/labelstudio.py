"""Articles coded in Label Studio: tasks with regions, relations and choices, as its JSON export holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from toolkit.coding.codes import Code, codes_for, once, read_targets, write_targets
from toolkit.errors import InputError
from toolkit.lexicon import Parties
from toolkit.model import Article, Result, Span, Speaker, Statement, from_dict
from toolkit.table import open_whole

CHOICES = ("kind", "side", "tone", "posture", "certainty")
AREAS = ("speaker", "targets")
LABELS = ("Content", "Cue", "Source")
HINT = "export the project from Label Studio as JSON"


def labelstudio_config(parties: Parties | None = None) -> str:
    """The labelling interface to paste into a Label Studio project.

    >>> '<Choice value="indirect"/>' in labelstudio_config()
    True
    """
    known = {code.name: code for code in codes_for(parties)}
    lines = ["<View>", '  <Labels name="span" toName="text">']
    lines += [f'    <Label value="{label}"/>' for label in LABELS]
    lines += ["  </Labels>", '  <Relations><Relation value="continues"/><Relation value="cue"/>']
    lines += ['    <Relation value="source"/></Relations>', '  <Text name="text" value="$text" granularity="symbol"/>']
    for name in CHOICES:
        lines.append(f'  <Choices name="{name}" toName="text" perRegion="true" whenLabelValue="Content">')
        lines += [f'    <Choice value="{value}"/>' for value in known[name].values]
        lines.append("  </Choices>")
    lines += [f'  <TextArea name="{name}" toName="text" perRegion="true" whenLabelValue="Content"/>' for name in AREAS]
    return "\n".join([*lines, "</View>"])


def write_labelstudio(results: Iterable[Result], path: Path) -> None:
    """Writes one task an article: its pieces, cues and sources as regions, tied by relations; codes on the first piece.

    Offsets are characters, as Label Studio counts them from version 1.4 on. Scores are not kept.
    """
    tasks = [
        {
            "data": {"text": one.article.text, "doc": one.article.id},
            "annotations": [{"result": [row for n, s in enumerate(one.statements) for row in _regions(one, s, n)]}],
        }
        for one in results
    ]
    with open_whole(path) as file:
        file.write(json.dumps(tasks, indent=1).encode("ascii"))


def _regions(result: Result, one: Statement, number: int) -> list[dict[str, Any]]:
    text, head, rows = result.article.text, f"s{number}", []
    spans = [("Content", "continues", piece) for piece in one.content]
    spans += [(label, label.lower(), span) for label, span in (("Cue", one.cue), ("Source", one.source)) if span]
    for place, (label, relation, span) in enumerate(spans):
        name = head if place == 0 else f"{head}-{place}"
        where = {"start": span.start, "end": span.end, "text": span.of(text)}
        rows.append(_row(name, ("span", "labels"), {**where, "labels": [label]}))
        if place:
            rows.append(
                {"type": "relation", "from_id": head, "to_id": name, "direction": "right", "labels": [relation]}
            )
    where = {"start": one.content[0].start, "end": one.content[0].end, "text": one.content[0].of(text)}
    values = {
        "kind": one.kind, "side": one.speaker.side, "certainty": one.certainty, "speaker": one.speaker.name,
        "tone": None if one.tone is None else str(round(one.tone)),
        "posture": None if one.posture is None else str(round(one.posture)),
        "targets": write_targets((t.name, t.stance) for t in one.targets),
    }  # fmt: skip
    for code in CHOICES:
        if values[code]:
            rows.append(_row(head, (code, "choices"), {**where, "choices": [values[code]]}))
    for code in AREAS:
        if values[code]:
            area = {"start": where["start"], "end": where["end"], "text": [values[code]]}
            rows.append(_row(head, (code, "textarea"), area))
    return rows


def _row(name: str, tag: tuple[str, str], value: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "from_name": tag[0], "to_name": "text", "type": tag[1], "value": value}


def read_labelstudio(path: Path, *, annotation: int = 0, parties: Parties | None = None) -> list[Result]:
    """The coded articles of an export in JSON; `annotation` says whose, where several coded a task and did not cancel.

    Every region labelled Content that continues no other is a statement; what was not coded is empty. Raises InputError
    that names task and region: a task that nobody coded, a span or value that cannot be, a code or a cue of no
    statement.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"no JSON ({error})", where=str(path), hint=HINT) from None
    if not isinstance(tasks, list):
        raise InputError("no list of tasks", where=str(path), hint=HINT)
    codes = {code.name: code for code in codes_for(parties)}
    out = []
    for number, task in enumerate(tasks, start=1):
        try:
            out.append(_result(task, number, annotation, codes))
        except _Wrong as error:
            hint = "correct it in Label Studio and export again"
            raise InputError(str(error), where=f"{path}, task {number}", hint=hint) from None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = f"lacks {error}" if isinstance(error, KeyError) else "no task of Label Studio"
            raise InputError(what, where=f"{path}, task {number}", hint=HINT) from None
    return out


class _Wrong(ValueError):
    """What is wrong with a task."""


@dataclass
class _Regions:
    """The regions of an annotation, their codes, and what ties them."""

    spans: dict[str, tuple[str, Span]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    ties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def _result(task: Mapping[str, Any], number: int, annotation: int, codes: Mapping[str, Code]) -> Result:
    text = task["data"]["text"]
    article = Article(str(task["data"].get("doc", task.get("id", number))), text)
    all_ = task.get("annotations") or []
    given = [one for one in all_ if not one.get("was_cancelled")]
    if annotation >= len(given):
        cancelled = f", {len(all_) - len(given)} cancelled" if len(given) < len(all_) else ""
        raise _Wrong(f"annotation {annotation + 1} is not there ({len(given)} finished{cancelled})")
    found = _Regions()
    for row in given[annotation]["result"]:
        _take(row, text, found, codes)
    later = _check_ties(found)
    heads = [name for name, (label, _) in found.spans.items() if label == "Content" and name not in later]
    for name in found.codes:
        if name not in heads:
            raise _Wrong(f"{', '.join(found.codes[name])} of region {name!r}, which begins no statement")
    made = [_statement(name, found) for name in heads]
    return Result(article, tuple(sorted(made, key=lambda one: one.content)))


def _take(row: Mapping[str, Any], text: str, found: _Regions, codes: Mapping[str, Code]) -> None:
    kind, value = row["type"], row.get("value", {})
    if kind == "labels":
        label = value["labels"][0]
        if label not in LABELS:
            raise _Wrong(f"region {row['id']!r} is labelled {label!r}, none of {', '.join(LABELS)}")
        found.spans[row["id"]] = (label, _span(value, text))
    elif kind == "relation":
        tie = (row.get("labels") or ["continues"])[0]
        found.ties.setdefault(row["from_id"], []).append((tie, row["to_id"]))
    elif kind in {"choices", "textarea"} and row["from_name"] in (*CHOICES, *AREAS):
        name, said = row["from_name"], (value.get("choices") or value["text"])[0]
        try:
            once(read_targets(said)) if name == "targets" else codes[name].parse(said)
        except ValueError as error:
            raise _Wrong(f"{name} of region {row['id']!r}: {error}") from None
        found.codes.setdefault(row["id"], {})[name] = said


def _check_ties(found: _Regions) -> set[str]:
    """The regions that continue another; raises where a tie is of nothing, or a cue or source belongs to none."""
    ends = [(start, tie, end) for start, ties in found.ties.items() for tie, end in ties]
    for name in (name for start, _, end in ends for name in (start, end)):
        if name not in found.spans:
            raise _Wrong(f"a relation of region {name!r}, which is not there")
    tied = {end for _, _, end in ends}
    for name, (label, span) in found.spans.items():
        if label != "Content" and name not in tied:
            raise _Wrong(f"the {label.lower()} at {span.start} to {span.end} is tied to no content")
    return {end for _, tie, end in ends if tie == "continues"}


def _span(value: Mapping[str, Any], text: str) -> Span:
    """The region as characters; older versions count a letter outside the basic plane, as an emoji, as two."""
    span, said = Span(value["start"], value["end"]), value.get("text")
    inside = 0 <= span.start < span.end <= len(text)
    if inside and (said is None or _same(span.of(text), said)):
        return span
    wide = text.encode("utf-16-le", "surrogatepass")
    before = (wide[: 2 * place].decode("utf-16-le", "replace") for place in (span.start, span.end))
    narrow = Span(*map(len, before))
    if said is not None and 0 <= span.start < span.end and _same(narrow.of(text), said):
        return narrow
    if said is None or not inside:
        raise _Wrong(f"region {span.start} to {span.end} is outside the article, which has {len(text):,} characters")
    raise _Wrong(f"region {span.start} to {span.end} says {said[:40]!r}, the article has {span.of(text)[:40]!r}")


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.replace("\\n", "\n").split()


def _statement(head: str, found: _Regions) -> Statement:
    names = [head]
    for name in names:  # a piece may continue a piece
        names += [to for tie, to in found.ties.get(name, ()) if tie == "continues" and to not in names]
    pieces = sorted(found.spans[name][1] for name in names)
    if any(a.overlaps(b) for a, b in pairwise(pieces)):
        raise _Wrong(f"two pieces of the content at {pieces[0].start} share words")
    codes = found.codes.get(head, {})
    row: dict[str, Any] = {**codes, "content": [[p.start, p.end] for p in pieces]}
    for label, span in (found.spans[to] for name in names for _, to in found.ties.get(name, ())):
        if label != "Content":
            row[label.lower()] = [span.start, span.end]
    row |= {name: int(codes[name]) for name in ("tone", "posture") if name in codes}
    row["targets"] = [{"name": name, "stance": stance} for name, stance in read_targets(codes.get("targets", ""))]
    speaker = Speaker(codes.get("speaker", ""), side=codes.get("side", ""))
    return replace(from_dict({"kind": "", **row}), speaker=speaker)
