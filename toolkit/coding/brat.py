"""Articles coded in brat standoff: one .txt and one .ann an article, events as in PolNeAR (Newell et al. 2018)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from toolkit.coding.codes import codes_for, read_targets, write_targets
from toolkit.errors import InputError
from toolkit.lexicon import Parties
from toolkit.model import Article, Result, Span, Statement, from_dict
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
            if codes[code] is not None:
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
    marks: dict[str, dict[str, str]] = field(default_factory=dict)


def read_brat(folder: Path) -> list[Result]:
    """The coded articles of a folder, in the order of their names; their statements in the order of the text.

    Any event with a Content is a statement, PolNeAR's too. Raises InputError with file and line.
    """
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError("no .ann file", where=str(folder), hint="give the folder with the .txt and .ann files of brat")
    return [_read(path) for path in files]


def _read(path: Path) -> Result:
    try:
        text = path.with_suffix(".txt").read_bytes().decode("utf-8", "surrogatepass")
        raw = path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), hint="it needs a .txt beside it") from None
    found = _Lines()
    for number, line in enumerate(raw.split("\n"), start=1):
        if line.strip():
            try:
                _take(line.removesuffix("\r").split("\t"), text, found)
            except (ValueError, IndexError) as error:
                what = str(error) if isinstance(error, _Wrong) else "no line of brat standoff"
                raise InputError(what, where=f"{path}, line {number}", hint="correct it in brat") from None
    statements = [_statement(name, found, text, path) for name in found.events]
    statements.sort(key=lambda one: one.content)
    return Result(Article(unquote(path.stem), text), tuple(statements))


class _Wrong(ValueError):
    """What is wrong with a line."""


def _take(fields: list[str], text: str, found: _Lines) -> None:
    name, what = fields[0], fields[1].split(" ")
    if name.startswith("T"):
        parts = tuple(Span(*map(int, part.split())) for part in " ".join(what[1:]).split(";"))
        if any(not 0 <= part.start < part.end <= len(text) for part in parts):
            raise _Wrong(f"{name} is outside the article")
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
        found.marks.setdefault(what[1], {})[what[0].lower()] = what[2]
    elif name.startswith("#") and what[0] == "AnnotatorNotes":
        parts_of = (part.partition("=") for part in "\t".join(fields[2:]).split(" | "))
        notes = {key: _unescape(value) for key, _, value in parts_of if key in NOTES}
        found.marks.setdefault(what[1], {}).update(notes)


def _statement(event: str, found: _Lines, text: str, path: Path) -> Statement:
    marks, roles = found.marks.get(event, {}), found.events[event]
    try:
        parts = {role: sorted(p for name in roles.get(role, ()) for p in found.spans[name][1]) for role in ROLES}
        hidden = {r: tuple(Span(*p) for p in ps) for r, ps in json.loads(marks.get("spans", "{}")).items()}
        spans = {role: _join(text, parts[role]) for role in ROLES}
        spans |= {role: ps for role, ps in hidden.items() if role in ROLES and list(_cut(text, ps)) == parts[role]}
        numbers: dict[str, Any] = {name: int(marks[name]) for name in ("tone", "posture") if name in marks}
        targets = [{"name": name, "stance": stance} for name, stance in read_targets(marks.get("targets", ""))]
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        hint = "correct it in brat"
        raise InputError(f"{event} cannot be read ({error})", where=str(path), hint=hint) from None
    content = spans["Content"]
    quoted = [piece.of(text).startswith(("“", '"', "„", "«", "‘")) for piece in content]
    guessed = "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
    pairs = {role.lower(): [[p.start, p.end] for p in spans[role]] for role in ROLES}
    row: dict[str, Any] = {
        **marks,
        **numbers,
        "kind": marks.get("kind", guessed),
        "targets": targets,
        "content": pairs["content"],
    }
    for role in ("cue", "source"):
        row[role] = [pairs[role][0][0], pairs[role][-1][1]] if pairs[role] else None
    return from_dict(row)
