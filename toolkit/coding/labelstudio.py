"""Articles coded in Label Studio: tasks with regions, relations and choices, as its JSON export holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.coding.codes import codes_for, read_targets, write_targets
from toolkit.errors import InputError
from toolkit.lexicon import Parties
from toolkit.model import Article, Result, Span, Statement, from_dict
from toolkit.table import open_whole

CHOICES = ("kind", "side", "tone", "posture", "certainty")
AREAS = ("speaker", "targets")
LABELS = ("Content", "Cue", "Source")


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
        if values[code] is not None:
            rows.append(_row(head, (code, "choices"), {**where, "choices": [values[code]]}))
    for code in AREAS:
        if values[code] is not None:
            area = {"start": where["start"], "end": where["end"], "text": [values[code]]}
            rows.append(_row(head, (code, "textarea"), area))
    return rows


def _row(name: str, tag: tuple[str, str], value: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "from_name": tag[0], "to_name": "text", "type": tag[1], "value": value}


def read_labelstudio(path: Path, *, annotation: int = 0) -> list[Result]:
    """The coded articles of an export in JSON; `annotation` says whose, where several coded a task.

    Every region labelled Content that continues no other is a statement. Raises InputError that names the task.
    """
    hint = "export the project from Label Studio as JSON"
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"no JSON ({error})", where=str(path), hint=hint) from None
    if not isinstance(tasks, list):
        raise InputError("no list of tasks", where=str(path), hint=hint)
    out = []
    for number, task in enumerate(tasks, start=1):
        try:
            out.append(_result(task, number, annotation))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = str(error) if isinstance(error, ValueError) else f"lacks {error}"
            raise InputError(what, where=f"{path}, task {number}", hint=hint) from None
    return out


def _result(task: Mapping[str, Any], number: int, annotation: int) -> Result:
    text = task["data"]["text"]
    article = Article(str(task["data"].get("doc", task.get("id", number))), text)
    given = task.get("annotations") or []
    rows = given[annotation]["result"] if annotation < len(given) else []
    spans: dict[str, tuple[str, Span]] = {}
    codes: dict[str, dict[str, str]] = {}
    ties: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        kind, value = row["type"], row.get("value", {})
        if kind == "labels":
            spans[row["id"]] = (value["labels"][0], _span(value, text))
        elif kind == "relation":
            ties.setdefault(row["from_id"], []).append(((row.get("labels") or ["continues"])[0], row["to_id"]))
        elif kind in {"choices", "textarea"}:
            codes.setdefault(row["id"], {})[row["from_name"]] = (value.get("choices") or value["text"])[0]
    later = {to for found in ties.values() for tie, to in found if tie == "continues"}
    heads = [name for name, (label, _) in spans.items() if label == "Content" and name not in later]
    made = [_statement(name, spans, ties.get(name, ()), codes.get(name, {})) for name in heads]
    return Result(article, tuple(sorted(made, key=lambda one: one.content)))


def _span(value: Mapping[str, Any], text: str) -> Span:
    """The region as characters; older versions count a letter outside the basic plane, as an emoji, as two."""
    span, said = Span(value["start"], value["end"]), value.get("text")
    if said is None or _same(span.of(text), said):
        return span
    wide = text.encode("utf-16-le", "surrogatepass")
    before = (wide[: 2 * place].decode("utf-16-le", "replace") for place in (span.start, span.end))
    narrow = Span(*map(len, before))
    if _same(narrow.of(text), said):
        return narrow
    raise ValueError(f"region {span.start} to {span.end} says {said[:40]!r}, the article has {span.of(text)[:40]!r}")


def _same(one: str, other: str) -> bool:
    return one == other or one.split() == other.replace("\\n", "\n").split()


def _statement(
    head: str, spans: Mapping[str, tuple[str, Span]], ties: Sequence[tuple[str, str]], codes: Mapping[str, str]
) -> Statement:
    pieces = [spans[head][1], *(spans[to][1] for tie, to in ties if tie == "continues")]
    row: dict[str, Any] = {**codes, "content": [[p.start, p.end] for p in sorted(pieces)]}
    for label, to in ((spans[to][0], to) for _, to in ties):
        if label in {"Cue", "Source"}:
            row[label.lower()] = [spans[to][1].start, spans[to][1].end]
    row |= {name: int(codes[name]) for name in ("tone", "posture") if name in codes}
    row["targets"] = [{"name": name, "stance": stance} for name, stance in read_targets(codes.get("targets", ""))]
    return from_dict({"kind": "indirect", **row})
