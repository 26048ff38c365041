"""Articles coded in brat standoff: one .txt and one .ann an article, events as in PolNeAR (Newell et al. 2018)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from toolkit.coding.codes import Code, codes_for, once, read_targets, write_targets
from toolkit.errors import InputError
from toolkit.lexicon import Parties
from toolkit.model import Article, Result, Span, Speaker, Statement, from_dict
from toolkit.table import open_whole

ROLES = ("Content", "Cue", "Source")
ATTRIBUTES = ("kind", "side", "tone", "posture", "certainty")
NOTES = ("speaker", "targets", "spans")
ESCAPES = {"\\": "\\\\", "|": "\\p", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Pieces = tuple[Span, ...]


def brat_config(parties: Parties | None = None) -> str:
    """The annotation.conf that brat opens the files with.

    >>> "Kind Arg:<EVENT>, Value:direct|indirect|mixed" in brat_config()
    True
    """
    known = {code.name: "|".join(code.values) for code in codes_for(parties)}
    event = "Attribution Content:Content, Cue?:Cue, Source?:Source"
    lines = ["[entities]", *ROLES, "[relations]", "[events]", event, "[attributes]"]
    lines += [f"{name.capitalize()} Arg:<EVENT>, Value:{known[name]}" for name in ATTRIBUTES]
    return "".join(f"{line}\n" for line in lines)


def write_brat(results: Iterable[Result], folder: Path, *, parties: Parties | None = None) -> None:
    """Writes each article and its statements, and an annotation.conf that brat opens them with.

    The codes of CODEBOOK.md are kept: spans, kind, side, tone, posture and certainty (attributes of the event), speaker
    and targets (`speaker=… | targets=…` in its note). Scores are not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        name = quote(result.article.id, safe=" ()[]+,=@~")
        lines = "".join(f"{line}\n" for line in _lines(result))
        for ending, text in ((".txt", result.article.text), (".ann", lines)):
            with open_whole(folder / f"{name}{ending}") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
    with open_whole(folder / "annotation.conf") as file:
        file.write(brat_config(parties).encode())


def _lines(result: Result) -> Iterator[str]:
    text, number, marks = result.article.text, 0, 0
    for event, one in enumerate(result.statements, start=1):
        spans = {
            "Content": one.content,
            "Cue": (one.cue,) if one.cue else (),
            "Source": (one.source,) if one.source else (),
        }
        names = {}
        for role, pieces in [*spans.items(), ("Attribution", spans["Cue"] or one.content)]:
            if pieces:
                number += 1
                names[role] = f"T{number}"
                parts = _cut(text, pieces)
                places = ";".join(f"{part.start} {part.end}" for part in parts)
                yield f"T{number}\t{role} {places}\t{' '.join(part.of(text) for part in parts)}"
        roles = " ".join(f"{role}:{names[role]}" for role in ROLES if role in names)
        yield f"E{event}\tAttribution:{names['Attribution']} {roles}"
        codes = {
            "kind": one.kind, "side": one.speaker.side, "certainty": one.certainty,
            "tone": None if one.tone is None else round(one.tone),
            "posture": None if one.posture is None else round(one.posture),
        }  # fmt: skip
        for code in ATTRIBUTES:
            if codes[code] not in {None, ""}:
                marks += 1
                yield f"A{marks}\t{code.capitalize()} E{event} {codes[code]}"
        notes = {"speaker": one.speaker.name, "targets": write_targets((t.name, t.stance) for t in one.targets)}
        hidden = {
            r: [[p.start, p.end] for p in ps] for r, ps in spans.items() if ps and _join(text, _cut(text, ps)) != ps
        }
        notes["spans"] = json.dumps(hidden) if hidden else None
        shown = " | ".join(f"{name}={_escape(value)}" for name, value in notes.items() if value)
        yield f"#{event}\tAnnotatorNotes E{event}\t{shown}"


def _cut(text: str, pieces: Pieces) -> Pieces:
    """The pieces without line breaks, which brat does not allow inside a span."""
    return tuple(
        Span(piece.start + found.start(), piece.start + found.end())
        for piece in pieces
        for found in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029\t]+", piece.of(text))
    )


def _join(text: str, parts: Sequence[Span]) -> Pieces:
    """Parts that only line breaks divide, as one piece."""
    out: list[Span] = []
    for part in parts:
        between = text[out[-1].end : part.start] if out else " "
        if between and not between.strip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\t"):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return tuple(out)


def _escape(value: str) -> str:
    return "".join(ESCAPES.get(char, char) for char in value)


def _unescape(value: str) -> str:
    back = {escape: char for char, escape in ESCAPES.items()}
    return re.sub(r"\\.", lambda found: back.get(found[0], found[0]), value)


@dataclass
class _Lines:
    """The annotations of a file by their kind."""

    spans: dict[str, tuple[str, Pieces]] = field(default_factory=dict)
    events: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # of events, and where each is first marked
    marks: dict[str, dict[str, str]] = field(default_factory=dict)


def read_brat(folder: Path, *, parties: Parties | None = None) -> list[Result]:
    """The coded articles of a folder, in the order of their names; their statements in the order of the text.

    Any event with a Content is a statement, PolNeAR's too; where it has no code, its kind is read off the quotation
    marks. What was not coded is empty. Sides are those of `parties`, else those of the folder's
    annotation.conf. Raises InputError with file and line: a span or value that cannot be, a mark of nothing.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError("no .ann file", where=str(folder), hint="give the folder with the .txt and .ann files of brat")
    codes = {code.name: code for code in _codes(folder, parties)}
    return [_read(path, codes) for path in files]


def _codes(folder: Path, parties: Parties | None) -> tuple[Code, ...]:
    config = folder / "annotation.conf"
    text = config.read_text(encoding="utf-8", errors="replace") if config.exists() else ""
    sides = re.search(r"^Side Arg:<EVENT>, Value:(\S+)", text, flags=re.M)
    return codes_for(parties, sides=sides[1].split("|") if sides and not parties else ())


def _read(path: Path, codes: Mapping[str, Code]) -> Result:
    try:
        text = path.with_suffix(".txt").read_bytes().decode("utf-8", "surrogatepass")
        raw = path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), hint="it needs a .txt beside it") from None
    found, names = _Lines(), set[str]()
    for number, line in enumerate(raw.split("\n"), start=1):
        if line.strip():
            with _placed(path, number):
                fields = line.removesuffix("\r").split("\t")
                if fields[0] in names and fields[0] != "*":
                    raise _Wrong(f"{fields[0]} is there twice")
                names.add(fields[0])
                _take(fields, text, found, codes)
                found.lines.setdefault(fields[0] if fields[0][:1] == "E" else fields[1].split(" ")[1], number)
    statements = []
    for name in [*found.marks, *found.events]:
        with _placed(path, found.lines[name]):
            if name not in names or name[0] != "E":
                raise _Wrong(f"codes of {name}, which is no event")
    for name in found.events:
        with _placed(path, found.lines[name]):
            statements.append(_statement(name, found, text))
    statements.sort(key=lambda one: one.content)
    return Result(Article(unquote(path.stem), text), tuple(statements))


class _Wrong(ValueError):
    """What is wrong with a line."""


@contextmanager
def _placed(path: Path, number: int) -> Iterator[None]:
    """What is wrong inside, with its file and line."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        what = str(error) if isinstance(error, _Wrong) else "no line of brat standoff"
        raise InputError(what, where=f"{path}, line {number}", hint="correct it in brat") from None


def _take(fields: list[str], text: str, found: _Lines, codes: Mapping[str, Code]) -> None:
    name, what = fields[0], fields[1].split(" ")
    if name.startswith("T"):
        parts = tuple(Span(*map(int, part.split())) for part in " ".join(what[1:]).split(";"))
        _check_spans(parts, name, len(text))
        if re.sub(r"\s+", " ", " ".join(part.of(text) for part in parts)) != re.sub(r"\s+", " ", fields[2]):
            raise _Wrong(f"{name} says {fields[2][:40]!r}, the article has {parts[0].of(text)[:40]!r}")
        found.spans[name] = (what[0], parts)
    elif name.startswith("E"):
        roles: dict[str, list[str]] = {}
        for role, target in (part.split(":") for part in what[1:] if part):
            roles.setdefault(role.rstrip("0123456789"), []).append(target)
        if "Content" in roles:
            found.events[name] = roles
    elif name.startswith(("A", "M")) and len(what) > 2 and what[0].lower() in ATTRIBUTES:
        _mark(found, what[1], {what[0].lower(): what[2]}, codes)
    elif name.startswith("#") and what[0] == "AnnotatorNotes":
        parts_of = (part.partition("=") for part in "\t".join(fields[2:]).split(" | "))
        notes = {key: _unescape(value) for key, _, value in parts_of if key in NOTES}
        if notes:
            _mark(found, what[1], notes, codes)


def _check_spans(parts: Sequence[Span], name: str, length: int) -> None:
    """Raises where pieces are not in the article or share words."""
    if any(not 0 <= part.start < part.end <= length for part in parts):
        raise _Wrong(f"{name} is outside the article")
    ordered = sorted(parts)
    if any(a.overlaps(b) for a, b in pairwise(ordered)):
        raise _Wrong(f"two pieces of {name} share words")


def _mark(found: _Lines, event: str, values: Mapping[str, str], codes: Mapping[str, Code]) -> None:
    """Keeps codes of an event; raises where the codebook has no such answer, or an event has two."""
    marks = found.marks.setdefault(event, {})
    for name, value in values.items():
        try:
            if name == "targets":
                once(read_targets(value))
            elif name in ATTRIBUTES:
                codes[name].parse(value)
        except ValueError as error:
            raise _Wrong(f"{name} of {event}: {error}") from None
        if marks.setdefault(name, value) != value:
            raise _Wrong(f"{name} of {event} is {marks[name]!r} and {value!r}")


def _statement(event: str, found: _Lines, text: str) -> Statement:
    marks, roles = found.marks.get(event, {}), found.events[event]
    lost = next((name for role in ROLES for name in roles.get(role, ()) if name not in found.spans), None)
    if lost:
        raise _Wrong(f"{event} needs {lost}, which is not there")
    parts = {role: sorted(p for name in roles.get(role, ()) for p in found.spans[name][1]) for role in ROLES}
    _check_spans(parts["Content"], f"the content of {event}", len(text))
    hidden = {r: tuple(Span(*p) for p in ps) for r, ps in json.loads(marks.get("spans", "{}")).items()}
    spans = {role: _join(text, parts[role]) for role in ROLES}
    spans |= {role: ps for role, ps in hidden.items() if role in ROLES and list(_cut(text, ps)) == parts[role]}
    content = spans["Content"]
    quoted = [piece.of(text).startswith(("“", '"', "„", "«", "‘")) for piece in content]
    guessed = "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
    row: dict[str, Any] = {
        **marks,
        **{name: int(marks[name]) for name in ("tone", "posture") if name in marks},
        "kind": marks.get("kind", "" if marks else guessed),
        "targets": [{"name": n, "stance": stance} for n, stance in read_targets(marks.get("targets", ""))],
        "content": [[piece.start, piece.end] for piece in content],
    }
    for role in ("Cue", "Source"):
        row[role.lower()] = [spans[role][0].start, spans[role][-1].end] if spans[role] else None
    return replace(from_dict(row), speaker=Speaker(marks.get("speaker", ""), side=marks.get("side", "")))
