"""How the report was made: methods, measured agreement, what was left out, versions, and how to cite it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

import toolkit
from toolkit.agreement.measured import agreement_of
from toolkit.compare import DRAWS, MIN_ARTICLES, MIN_N
from toolkit.lexicon import Party
from toolkit.model import UNKNOWN
from toolkit.report.answer import COMPARED, uncompared
from toolkit.report.blocks import Blocks, Cell, Column, Link, Listing, Table, Text
from toolkit.report.data import BY_HAND, Run
from toolkit.run.plan import code_hash
from toolkit.show import isolate

FILES = 200
DIGITS = 12  # of a hash
ACTORS = ("countries", "first_names", "organisations", "persons", "places", "roles", "titles")  # tables
MEASURES = (
    "How to read the measures: F1 is 1 where the program finds all that people found and nothing else, and 0 where it "
    "finds none of it (macro: the mean over the possible answers). Share right is the share of right answers. Spearman "
    "is a rank correlation: 1 where program and people put the statements in the same order, 0 where their orders have "
    "nothing to do with each other. “Two people” is how far two human coders agree: more cannot be asked of a program. "
    "The seed article was read while the program was written: its figures flatter, believe the others."
)
COMPARISONS = f"Compared are the named sides that speak most, {COMPARED} at most."
ENGINES = {
    "rules": "by rules over a grammatical parse, each of which names itself",
}
NOTES = {"file": "passed over, as it holds no article", "part": "read in part", "article": "read, with a doubt"}


def describe_methods(run: Run) -> Blocks:
    """What was done to the articles, step by step, in plain words."""
    learned = " and ".join(run.learned)
    if not len(run.statements):
        return Blocks(tuple(Text((step,)) for step in (*_found(run), "No statement was found, so none was scored.")))
    scores = "The scores are word lists (TextBlob, VADER), which count words; no learned model was asked."
    if learned:
        scores = f"{learned.capitalize()} come from a learned model that sees no names; word lists (TextBlob, VADER) "
        scores += "are kept as baselines."
    steps = (
        *_found(run),
        scores,
        f"Means and differences have 95 % intervals from {DRAWS:,} resamples of whole articles, of statements where "
        f"there is one article; below {MIN_N} statements there is no mean, below {MIN_ARTICLES} articles no interval. "
        "The intervals do not hold the program's own errors, which the next section shows.",
    )
    return Blocks(tuple(Text((step,)) for step in steps))


def _found(run: Run) -> tuple[str, ...]:
    """Who or what found the statements and their speakers."""
    if run.engine == BY_HAND:
        return (
            f"The {len(run.statements):,} statements are the human coding of the article, each one content that it "
            "attributes to one source: people marked the statements and named their speakers and sides. No engine "
            "found them, and no table of actors was asked; lesson 1 (notebooks/1_one_article.ipynb) shows what the "
            "engine finds.",
        )
    found = ENGINES.get(run.engine, f"by the learned model “{run.engine}”, whose card is part of the package")
    return (
        f"Statements, each one content that an article attributes to one source, were found {found}.",
        "Each source was resolved to a speaker, the office held on the article's date and a side, by what the article "
        "says and by tables of actors; the reason of each decision is kept and shown with the statement.",
    )


def describe_agreement(run: Run) -> Blocks:
    """How well this engine and these scores agree with human coders, as measured."""
    tables = [agreement_of(what, run.engine) for what in ("statements", "speaker", "side")]
    more = [name for name in ("certainty", "framing", "targets") if name in run.statements and run.learned]
    scores = (*run.columns, *more, *(["stance"] if "targets" in more else []))
    tables += [agreement_of(name, run.engine) for name in scores]
    rows = tuple(_agreement(row) for table in tables for row in table.to_dict("records"))
    heads = [Column(name, name in NUMBERS) for name in ("what", "measure", "human-coded data", *NUMBERS, "measured")]
    missing = [c for c in (*run.columns, *more) if not len(agreement_of(c, run.engine))]
    missing = [*([f"the engine {run.engine}"] if not sum(map(len, tables[:3])) else []), *missing]
    caption = "Agreement with people, measured on human-coded texts, not on the articles of this report"
    said = [Text((f"Not measured against human coders: {', '.join(missing)}.",), "caveat")] if missing else []
    found: list[Table | Text] = [Table("agreement", caption, tuple(heads), rows), Text((MEASURES,))] if rows else []
    return Blocks((*found, *said))


NUMBERS = ("n", "this program", "two people")


def _agreement(row: dict[Any, Any]) -> tuple[Cell, ...]:
    people = None if pd.isna(row["people"]) else float(row["people"])
    return (
        Cell(row["what"]), Cell(row["measure"]), Cell(row["data"]), Cell(f"{row['n']:,}", value=int(row["n"])),
        Cell(f"{row['value']:.2f}", value=float(row["value"])),
        Cell("–" if people is None else f"{people:.2f}", value=people), Cell(row["date"]),
    )  # fmt: skip


def describe_left_out(run: Run) -> Blocks:
    """The articles left out with reasons, what else the reader noted, and the statements no comparison uses."""
    lost = [(_below(run, one["where"]), one["reason"]) for one in run.manifest.get("left_out", [])]
    notes = [
        (_below(run, one["where"]), NOTES.get(one.get("what", ""), ""), one["reason"])
        for one in run.manifest.get("notes", [])
    ]
    blocks = [
        _pairs("articles-left-out", "Articles left out", ("where", "reason"), lost),
        _pairs("notes", "Noted while reading", ("where", "what", "reason"), notes),
    ]
    found = [block for block in blocks if block.rows]
    none = [] if lost else [Text(("Articles left out: none.",))]
    return Blocks((*none, *found, *_unused(run)))


def _below(run: Run, where: str) -> str:
    """A place without the path that leads to the input."""
    source = run.source
    if source is None:
        return where
    folder = source.parent if len(run.manifest["inputs"]) < 2 else source
    return where.removeprefix(f"{folder}{os.sep}") if folder != Path() else where


def _pairs(name: str, caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    more = (
        f"; the first {FILES} of {len(rows):,}, all are in manifest.json" if len(rows) > FILES else f" ({len(rows):,})"
    )
    body = tuple(tuple(map(Cell, row)) for row in rows[:FILES])
    return Table(name, caption + more, tuple(map(Column, heads)), body)


def _unused(run: Run) -> list[Text]:
    """Statements of unknown side, undated articles and near duplicates, with the number of each."""
    if not len(run.statements):
        return []
    unknown = int((run.statements["side"] == UNKNOWN).sum())
    link = Link(f"{unknown:,} statement{'s' * (unknown != 1)}", shows={"side": UNKNOWN})
    said = [Text(("No comparison of sides uses the ", link, " whose speaker's side is unknown."))] if unknown else []
    if others := uncompared(run):
        links = [Link(f"{run.parties.label(side)} ({many:,})", shows={"side": side}) for side, many in others]
        listed = [part for one in links for part in (", ", one)][1:]
        said.append(
            Text(("In the tables by side, but in no comparison: the statements of ", *listed, ". " + COMPARISONS))
        )
    undated = int(run.articles["date"].isna().sum()) if "date" in run.articles else len(run.articles)
    if undated:
        said.append(Text((f"{undated:,} of {len(run.articles):,} articles have no date: no timeline holds them.",)))
    many = int(run.manifest.get("duplicates", 0))
    if run.uncounted:
        said.append(Text((f"{run.uncounted} With --count-duplicates they are counted, too.",)))
    elif many:
        one = many == 1
        said.append(Text((
            f"{many:,} article{'' if one else 's'} print{'s' * one} a text that another one has printed already: "
            f"{'it is' if one else 'they are'} counted like the others here. The tables of the run mark such articles "
            "(columns cluster and counted).",
        )))  # fmt: skip
    return said


def _party(party: Party) -> str:
    return f"{isolate(party.label)}: {', '.join(map(isolate, party.members + party.persons + party.organisations))}"


def _issue(row: Mapping[str, Any]) -> str:
    return f"{isolate(row['name'])}: {', '.join(map(isolate, row['words']))}"


def _digest(run: Run) -> str:
    """One hash of the hashes of all inputs."""
    return hashlib.sha256("".join(str(one["sha256"]) for one in run.manifest.get("inputs", [])).encode()).hexdigest()


def describe_versions(run: Run, *, seed: int) -> Blocks:
    """Versions, settings and input hashes; the files' list only as far as FILES rows."""
    settings, inputs = run.manifest.get("settings", {}), run.manifest.get("inputs", [])
    corrections, issues = settings.get("corrections") or [], settings.get("issues") or []
    versions = sorted(run.manifest.get("versions", {}).items())
    rows = [
        ("engine", run.engine),
        ("scope", settings.get("scope", "statements")),
        ("sides", "; ".join(map(_party, run.parties.parties))),
        (
            "corrections",
            "; ".join(" ".join((isolate(c["speaker"]), "→", isolate(c["name"]), f"({c['side']})")) for c in corrections)
            or "none",
        ),
        *([("own issues", "; ".join(map(_issue, issues)))] if issues else []),
        ("seed of the intervals", str(seed)),
        ("versions", ", ".join(f"{name} {number}" for name, number in versions)),
        *_code(run),
        ("inputs", f"{len(inputs)} file{'s' * (len(inputs) != 1)}; SHA-256 of their SHA-256s: {_digest(run)}"),
    ]
    body = tuple((Cell(name), Cell(value)) for name, value in rows)
    table = Table("versions", "Versions, settings and inputs", (Column("what"), Column("value")), body)
    named = tuple((Path(one["path"]).name, one["sha256"] or "") for one in inputs[:FILES])
    more = f"and {len(inputs) - FILES} more in manifest.json" if len(inputs) > FILES else ""
    return Blocks((table, *([Listing("Input files and their SHA-256", named, more)] if named else [])))


def _code(run: Run) -> list[tuple[str, str]]:
    """The hashes of code, learned models and tables of actors, as far as they are known."""
    made, models = run.manifest.get("code", ""), run.manifest.get("models", {})
    tables = f"SHA-256 {hash_tables()[:DIGITS]}"
    if made != code_hash():
        tables = "part of the code's hash; those installed now are not the ones that the run was made with"
    return [
        ("code", f"SHA-256 {made[:DIGITS]}" if made else "not recorded"),
        ("learned models", ", ".join(f"{name} SHA-256 {found[:DIGITS]}" for name, found in models.items()) or "none"),
        *([("tables of actors", tables)] if made and run.engine != BY_HAND else []),
    ]


def hash_tables() -> str:
    """SHA-256 of the tables that speakers and sides are resolved by.

    >>> len(hash_tables())
    64
    """
    folder = files("toolkit").joinpath("data")
    return hashlib.sha256(b"".join(folder.joinpath(f"{name}.csv").read_bytes() for name in ACTORS)).hexdigest()


def describe_citation(run: Run) -> Blocks:
    """The sentences to cite the software and this report by."""
    version = run.manifest.get("versions", {}).get("toolkit", toolkit.__version__)
    data = f", inputs with SHA-256 {_digest(run)[:16]}" if run.manifest.get("inputs") else ""
    software = (
        f"The software: The toolkit authors. toolkit: attributed statements in conflict news. Version {version}. MIT "
        "licence. (CITATION.cff in its repository has the same for reference managers.)"
    )
    again = "keep manifest.json of the run: with it anyone can make the report again."
    if not run.is_kept:
        again = "the command: `make report` in the repository at this version makes a report of the article anew, and "
        again += "notebooks/report.ipynb, run as it stands, this one."
    report = (
        f"This report: name the version {version}, the engine “{run.engine}”, the number of articles "
        f"({len(run.articles):,}){data}, and {again}"
    )
    return Blocks((Text((software,)), Text((report,))))
