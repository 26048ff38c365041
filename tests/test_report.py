"""The report's promises: all is escaped, every number traceable, every format from one description, twice the same."""

import base64
import gzip
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from toolkit.agreement.measured import agreement_of
from toolkit.errors import InputError, ToolkitError
from toolkit.lexicon import Parties, read_parties
from toolkit.pipeline import Settings
from toolkit.report import (
    Document,
    Run,
    check_format,
    choose_evidence,
    describe_agreement,
    describe_answer,
    describe_citation,
    describe_counts,
    describe_differences,
    describe_evidence,
    describe_framing,
    describe_left_out,
    describe_methods,
    describe_sides,
    describe_size,
    describe_speakers,
    describe_stances,
    describe_statements,
    describe_timeline,
    describe_versions,
    describe_words,
    pack_evidence,
    read_agreement,
    read_run,
    render_pages,
    render_report,
    write_report,
)
from toolkit.report.answer import beyond_measured
from toolkit.report.blocks import Blocks, Cell, Column, Figure, Link, Quote, Table, Text, from_json
from toolkit.report.markdown import render_document, render_markdown
from toolkit.report.pages import read_document
from toolkit.report.parts import render_blocks
from toolkit.report.pdf import find_browser, print_pdf
from toolkit.report.word import render_word
from toolkit.run import run as run_articles
from toolkit.run.plan import code_hash

ROOT = Path(__file__).parent.parent
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
PLAIN = {
    "side": "russia", "speaker": "A", "kind": "direct", "text": "so it is", "content": "[[0, 1]]", "cue_text": "said",
    "framing": "neutral", "targets": "[]", "date": "2022-02-24",
}  # fmt: skip


def frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame([{"doc": "d", **PLAIN, "statement": i, **row} for i, row in enumerate(rows)])


def made(rows: pd.DataFrame, manifest: dict | None = None, **more) -> Run:
    docs = list(dict.fromkeys(rows["doc"])) or ["d"]
    articles = pd.DataFrame([{"doc": doc, "text": "w" * 9, "title": None, "date": None, **more} for doc in docs])
    return Run(rows, articles, manifest or {}, read_parties())


def everything(run: Run) -> Blocks:
    """Every block that describes a run."""
    seeded = (describe_answer, describe_sides, describe_differences, describe_speakers, describe_stances)
    plain = (describe_size, describe_evidence, describe_counts, describe_framing, describe_words, describe_statements)
    plain += (describe_agreement, describe_left_out, describe_citation)
    found = [one(run) for one in plain] + [one(run, seed=1) for one in (*seeded, describe_timeline, describe_versions)]
    return Blocks(tuple(block for blocks in found for block in blocks))


def tables(blocks: Blocks) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def hostile() -> Run:
    rows = frame([{"side": EVIL, "speaker": EVIL, "text": EVIL, "vader": 0.1, "content": "[[0, 8]]"}])
    article = {"doc": "d", "title": EVIL, "url": "javascript:alert(1)", "text": EVIL}
    manifest = {"left_out": [{"where": EVIL, "reason": EVIL}], "inputs": [{"path": f"x/{EVIL}", "sha256": "0"}]}
    return Run(rows, pd.DataFrame([article]), manifest, read_parties())


def two_sides(n: int = 48) -> Run:
    """Two sides in twelve articles over two years, the first against Kyiv."""
    said = '[{"name": "Kyiv", "stance": "against", "p": 0.9}]'
    rows = [
        {
            "doc": f"d{i % 12}", "side": ("russia", "ukraine")[i % 2],
            "posture": (-0.5, 0.5)[i % 2] * (0.999 if i < 2 else 1.0),
            "date": f"202{i % 2}-0{1 + i % 9}-01", "targets": said if i % 2 == 0 else "[]",
            "text": ("war it is", "peace it is")[i % 2], "framing": ("neutral", "distancing")[i % 2],
        }
        for i in range(n)
    ]  # fmt: skip
    return made(frame(rows))


@pytest.fixture(scope="module")
def document() -> Document:
    """The report of the seed article's human coding, as the committed notebook shows it."""
    return read_document(nbformat.read(ROOT / "notebooks" / "report.ipynb", as_version=4))


def unpack(part) -> dict:
    return json.loads(gzip.decompress(part.packed))


class TestHostile:
    def test_fragments(self):
        """Markup in a title, a speaker, a side, a text, a file name or a reason stays text."""
        shown = render_blocks(everything(hostile()), inline=True)
        assert not re.search(r"<script|<img|onerror=alert\(2\)>", shown)
        assert "&lt;script&gt;" in shown

    def test_markdown(self):
        """Nor does Markdown or what is made of it hold anything but text."""
        assert "<script" not in render_markdown(everything(hostile())).replace("\\<", "")

    def test_addresses(self):
        """Only web addresses become links."""
        [part] = pack_evidence(hostile())
        assert unpack(part)["articles"][0]["url"] == ""

    def test_spreadsheets(self):
        """A downloaded table holds no formula."""
        table = Table("t", "", (Column("name"),), ((Cell("=1+1"),),))
        assert table.to_lines() == [["name"], ["'=1+1"]]

    def test_page(self, tmp_path):
        """A whole report of a hostile article holds one script, its own, and a policy that lets no other run."""
        text = f"“{EVIL} we go on,” Dmitry Peskov said.\n{{{{ 7*7 }}}} @SCRIPT@ [x](javascript:1)"
        (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
        run_articles([tmp_path / "evil.txt"], tmp_path / "run", Settings(), progress=False)
        page = render_report(tmp_path / "run")["report.html"]
        assert page.count("<script") == 2 and "<img src=x" not in page and "script-src 'sha256-" in page
        assert render_report(tmp_path / "run")["report.html"] == page

    def test_word(self):
        """Signs that XML forbids are shown as replaced; the file opens."""
        import docx

        done = render_word(Document("a\x00b", (_section(Text(("c\x0bd", EVIL))),)))
        words = [paragraph.text for paragraph in docx.Document(io.BytesIO(done)).paragraphs]
        assert words[0] == "a\ufffdb" and f"c\ufffdd{EVIL}" in words


def _section(*items):
    from toolkit.report.pages import Section

    return Section("Part", items)


class TestDirection:
    """Names from right to left turn nothing around them, in any format."""

    NAME = "\u05d3\u05d5\u05d1\u05e8"
    ALONE = f"\u2068{NAME}\u2069"

    def run(self) -> Run:
        run = two_sides()
        sides = [replace(party, label=self.NAME) if party.id == "russia" else party for party in run.parties.parties]
        return Run(run.statements.assign(speaker=self.NAME), run.articles, {}, Parties(tuple(sides)))

    def test_sentences(self):
        """Side and speaker are isolated in every sentence: question, answer, reasons, sources, figures."""
        run = self.run()
        _, answer, *_ = describe_answer(run, seed=1)
        assert f"{self.ALONE} scores lower than Ukraine" in answer.plain
        said = render_markdown(everything(run))
        assert self.NAME in said and self.NAME not in said.replace(self.ALONE, "")

    def test_word(self):
        """So they are in the Word file, cell by cell, and in the page's sentences."""
        import docx

        run = self.run()
        document = Document("t", (_section(*everything(run)),))
        word = docx.Document(io.BytesIO(render_word(document)))
        cells = [cell.text for table in word.tables for row in table.rows[1:] for cell in row.cells]
        texts = [*cells, *(paragraph.text for paragraph in word.paragraphs if paragraph.style.name != "Heading 2")]
        assert self.NAME in "".join(texts) and self.NAME not in "".join(texts).replace(self.ALONE, "")
        page = render_blocks(describe_evidence(run), inline=True)
        assert f"Typical of {self.ALONE}" in page

    def test_signs(self):
        """A name's signs that turn the direction of what follows are taken out."""
        rows = frame([{"speaker": "A\u202eB", "posture": 0.1, "text": "as long as it must be"}])
        assert "\u202e" not in "".join(quote.why + quote.speaker for quote in describe_evidence(made(rows)).items[2:])


class TestEvidence:
    def test_all_packed(self):
        """Every statement is in the page, with its article's exact text."""
        run = read_run()
        [part] = pack_evidence(run)
        assert len(unpack(part)["rows"]) == len(run.statements)
        assert unpack(part)["articles"][0]["text"] == run.articles["text"][0]

    def test_utf16(self):
        """Offsets count as the browser counts: a character outside the basic plane is two."""
        rows = frame([{"content": "[[2, 4]]", "vader": 0.1}])
        [part] = pack_evidence(Run(rows, pd.DataFrame([{"doc": "d", "text": "💥 no"}]), {}, read_parties()))
        assert unpack(part)["rows"][0][6] == [[3, 5]]

    def test_parts(self):
        """Evidence that one page has no room for is in further parts, each article and statement in one of them."""
        run = made(frame([{"doc": f"d{i:03}", "vader": 0.1} for i in range(120)]))
        parts = pack_evidence(run, size=1)
        assert len(parts) == 3
        assert [number for part in parts for number in part.numbers] == list(range(120))
        assert [row["doc"] for part in parts for row in unpack(part)["articles"]] == list(run.articles["doc"])

    def test_attached(self, document):
        """The page leads to a statement of a further part at its place there, and the parts to each other."""
        run = made(frame([{"doc": f"d{i:03}", "vader": 0.1} for i in range(120)]))
        pages = render_pages(document, run, size=1, name="r")
        assert list(pages) == ["r.html", "r-evidence/2.html", "r-evidence/3.html"]
        assert 'data-after="r-evidence/2.html"' in pages["r.html"]
        assert 'data-before="../r.html" data-after="3.html"' in pages["r-evidence/2.html"]
        assert all("<script src" not in page and "script-src 'sha256-" in page for page in pages.values())

    def test_fewer_parts(self, document, tmp_path):
        """Attached pages of an earlier, larger report are removed, and nothing else."""
        from toolkit.report.write import WRITERS

        folder = tmp_path / "r-evidence"
        folder.mkdir()
        for name in ("2.html", "mine.html"):
            (folder / name).touch()
        assert list(WRITERS["html"](document, read_run(), tmp_path / "r.html")) == [tmp_path / "r.html"]
        assert [one.name for one in folder.iterdir()] == ["mine.html"]

    def test_rule(self):
        """The typical statement of a speaker is the one nearest the median; then the side's lowest and highest."""
        scores = [-0.9, -0.1, 0.0, 0.2, 0.9]
        rows = frame([{"posture": x, "text": "as long as it must be"} for x in scores])
        chosen = choose_evidence(rows, "posture")
        assert list(chosen["posture"]) == [0.0, -0.9, 0.9]
        assert list(chosen["why"]) == ["typical of A", "the side's lowest posture", "the side's highest posture"]

    def test_both(self):
        """A statement that is typical of a speaker and the side's extreme says both; no other is called so."""
        scores = [("a", -0.9), ("b", 0.1), ("b", 0.2), ("b", 0.3)]
        rows = frame([{"speaker": name, "posture": x, "text": "as long as it must be"} for name, x in scores])
        chosen = choose_evidence(rows, "posture")
        assert chosen[["posture", "why"]].values.tolist() == [
            [0.2, "typical of b"], [-0.9, "typical of a, and the side's lowest posture"],
            [0.3, "the side's highest posture"],
        ]  # fmt: skip

    def test_extremes_of_some(self):
        """Where shorter or longer statements are passed over, the extremes say among which they are so."""
        fit = [{"posture": x, "text": "as long as it must be"} for x in (-0.1, 0.1)]
        rows = frame([*fit, {"posture": 0.9, "text": "w"}])
        found = " ".join(choose_evidence(rows, "posture")["why"])
        assert "the side's highest posture among its statements of 6 to 60 words" in found

    def test_order(self):
        """The most quoted speakers come first, ties by name, the unknown one last."""
        rows = frame([{"speaker": name} for name in ["unknown"] * 9 + ["b"] * 2 + ["c"] * 3 + ["d"]])
        assert list(choose_evidence(rows)["speaker"]) == ["c", "b", "d"]

    def test_short(self):
        """A statement of a few words is chosen only where there is no other."""
        rows = frame([{"posture": 0.0, "text": "no"}, {"posture": 0.9, "text": "this is long enough to stand"}])
        assert list(choose_evidence(rows, "posture", speakers=1)["posture"])[:1] == [0.9]

    def test_short_extremes(self):
        """Lowest and highest are among the statements that are long enough, as the rule says."""
        texts = [(-1.0, "no"), (-0.5, "as long as it must be"), (0.5, "this is long enough to stand")]
        rows = frame([{"posture": x, "text": text} for x, text in texts])
        chosen = choose_evidence(rows, "posture")
        assert sorted(chosen["posture"]) == [-0.5, 0.5]
        rule, *_ = describe_evidence(made(rows))
        assert "among the statements of 6 to 60 words whose speaker is sure" in rule.plain

    def test_longer_than_measured(self):
        """Where many statements are longer than those coded in the news, it says what was measured on long ones."""
        rows = frame([{"text": "word " * 61}, {"text": "word"}])
        said = beyond_measured(made(rows), "tone")
        assert "50 % of the statements here have more than 60 words" in said
        assert "On long ones, of press releases, by one coder: tone 0." in said
        assert "On long ones" not in beyond_measured(made(rows), "vader")
        assert beyond_measured(made(frame([{"text": "word"}] * 8)), "tone") == ""

    def test_sure_speakers(self):
        """Statements stand for a side only where it is sure who speaks, if there are such."""
        words = "these are six words or more"
        rows = frame(
            [
                {"posture": 0.0, "text": words, "speaker_confidence": 0.5},
                {"posture": 0.4, "text": words, "speaker_confidence": 0.9},
                {"posture": -0.9, "text": words, "speaker_confidence": 0.6},
            ]
        )
        assert choose_evidence(rows, "posture")["posture"].tolist() == [0.4]
        assert len(choose_evidence(rows.assign(speaker_confidence=0.5), "posture")) == 3

    def test_score_once(self):
        """A caption gives the score with its name, and does not name it twice."""
        rows = frame(
            [{"speaker": s, "posture": x, "text": "so it must be"} for s, x in (("a", -1.0), ("b", 1.0), ("b", 1.0))]
        )
        quotes = [block for block in describe_evidence(made(rows)) if isinstance(block, Quote)]
        assert [quote.why for quote in quotes] == [
            "Typical of b, and the side's highest posture (+1.00)",
            "Typical of a, and the side's lowest posture (−1.00)",
        ]
        alike = next(block for block in describe_evidence(made(rows.assign(posture=0.5))) if isinstance(block, Quote))
        assert alike.why == "Typical of b (posture +0.50)"

    def test_marked(self):
        """Markdown marks the statement's own words, and nothing else of the quotation."""
        quote = Quote((("He said ", False), (" we *go* on ", True), ("today.", False)), "typical of A", "A", "T", 0, "")
        assert r"> He said **we \*go\* on** today." in render_markdown([quote])

    def test_leads(self):
        """Words that send the reader on stand where links lead somewhere, and in no other format."""
        text = Text(("All is said.",), leads=(" Read ", Link("more", place="x"), "."))
        assert "Read" not in render_markdown([text])
        assert render_blocks([text]) == '<p>All is said. Read <a href="#x">more</a>.</p>'
        assert from_json(Blocks((text,)).to_json()) == Blocks((text,))


class TestNumbers:
    def test_few(self):
        """A mean that cannot be given is a word, never nan, beside one that can."""
        rows = frame([{"side": "russia" if i < 12 else "ukraine", "posture": 0.5} for i in range(16)])
        shown = render_blocks(describe_sides(made(rows), seed=1))
        assert "nan" not in shown and "too few (4)" in shown and "+0.50" in shown

    @pytest.mark.parametrize("n", [0, 1])
    def test_nothing(self, n):
        """No statement, or one, gives a report that says so."""
        run = made(frame([{"vader": 0.5}])[:n])
        blocks = everything(run)
        said = render_markdown(describe_answer(run, seed=1))
        assert ("Too little to compare: 1 statement" if n else "compare: no statement was found") in said
        assert "nan" not in render_blocks(blocks, inline=True) and "nan" not in render_markdown(blocks)

    def test_nothing_is_said_once(self):
        """Counts and means of the sides stand in one section, which says once that no statement was found."""
        run = made(frame([{"vader": 0.5}])[:0])
        section = render_markdown(describe_counts(run)) + render_markdown(describe_sides(run, seed=1))
        assert section.count("No statement was found.") == 1

    def test_answer(self):
        """The report opens with its question; the answer has the interval, the size, and how far to trust the score."""
        question, answer, *rest = describe_answer(two_sides(), seed=1)
        assert question.plain.endswith("(offer, agreement, praise)?") and question.style == "question"
        assert re.search(
            r"Russia scores lower than Ukraine on posture.*95 % interval.*24 and 24 statements", answer.plain
        )
        assert "p = 0.0" in rest[0].plain and "rank correlation with human-coded posture" in rest[-1].plain

    @pytest.mark.parametrize(("apart", "weak"), [(0.05, True), (0.1, False)])
    def test_answer_adjusted(self, apart, weak):
        """Where the report makes several comparisons, the answer has the p of their table, weak or not."""
        rows = two_sides().statements
        scores = [apart * (1 if i % 2 else -1) + ((i * 7) % 11 - 5) / 10 for i in range(len(rows))]
        run = made(rows.assign(posture=scores, tone=0.1))
        _, answer, *_ = describe_answer(run, seed=1)
        [table] = describe_differences(run, seed=1)
        [p] = [cell.text for row in table.rows if row[1].text == "posture" for cell in row[4:5]]
        assert f"Adjusted for the 2 comparisons of sides that have a p, p = {p}" in answer.plain
        assert "Russia scores lower" in answer.plain and answer.plain.endswith(": weak evidence.") == weak

    def test_differences(self):
        """Every pair of the sides quoted most is compared, with p adjusted for the number of comparisons."""
        [table] = describe_differences(two_sides(), seed=1)
        assert [cell.text for cell in table.rows[0]][:2] == ["Russia − Ukraine", "posture"]
        assert "adjusted" not in table.caption

    def test_interval_against_test(self):
        """Where the interval excludes 0 and the test does not, the row says that the evidence is weak."""
        said = "weak evidence: the interval excludes 0, the test does not"
        for apart, weak in ((0.05, True), (0.1, False)):
            rows = two_sides().statements
            scores = [apart * (1 if i % 2 else -1) + ((i * 7) % 11 - 5) / 10 for i in range(len(rows))]
            [table] = describe_differences(made(rows.assign(posture=scores, tone=0.1)), seed=1)
            [row] = [row for row in table.rows if row[1].text == "posture"]
            assert (row[-1].text == said) == weak

    def test_one_article(self):
        """An interval that holds for a single article says so; others do not."""
        rows = frame([{"doc": "d", "posture": i / 12} for i in range(12)])
        more = frame([{"doc": f"e{i % 6}", "posture": i / 12, "side": "ukraine"} for i in range(12)])
        [table, *_] = tables(describe_sides(made(pd.concat([rows, more], ignore_index=True)), seed=1))
        assert ["in one article" in row[3].note for row in table.rows] == [True, False]

    def test_sides_in_order(self):
        """Sides stand in the order of the parties file in every table, whoever speaks most."""
        rows = frame([{"side": "ukraine" if i else "russia", "posture": 0.1} for i in range(5)])
        for blocks in (describe_counts(made(rows)), describe_sides(made(rows), seed=1)):
            assert [row[0].text for row in tables(blocks)[0].rows] == ["Russia", "Ukraine"]

    def test_agreement_of_stances(self):
        """The matrix of stances has the measured agreement of targets and of stances above it."""
        caveat, _ = describe_stances(two_sides(), seed=1)
        assert (
            caveat.plain.startswith("Finding targets: F1") and "Toward a given target, stance: macro F1" in caveat.plain
        )
        values = [
            agreement_of(name, two_sides().engine).sort_values("n")["value"].iloc[-1] for name in ("targets", "stance")
        ]
        assert all(f"{value:.2f}" in caveat.plain for value in values)

    def test_agreement_beside(self):
        """The means of a score have its measured agreement beside them."""
        said = [b.plain for b in describe_sides(two_sides(), seed=1) if isinstance(b, Text)]
        value = agreement_of("posture", two_sides().engine).sort_values("n")["value"].iloc[-1]
        assert len(said) == 1 and said[0].startswith(f"Posture has a rank correlation of {value:.2f} with posture")

    def test_family(self):
        """Only comparisons that have a p are counted as adjusted for; where one has it, nothing is adjusted."""
        rows = pd.concat([two_sides().statements, frame([{"side": "us", "posture": 0.1}])], ignore_index=True)
        scores = [((i * 7) % 11 - 5) / 10 for i in range(len(rows))]
        for more, said in (({}, ""), ({"tone": 0.1}, "adjusted for the 2 comparisons that have a p")):
            run = made(rows.assign(posture=scores, **more))
            [table] = describe_differences(run, seed=1)
            assert len(table.rows) == 3 * (1 + len(more)) and said in table.caption
            assert ("djusted" in table.caption) == bool(said)
            assert ("for the 2 comparisons of" in describe_answer(run, seed=1).items[1].plain) == bool(said)

    def test_leads(self):
        """Every count of statements and every mean leads to its statements."""
        found = [table for table in tables(everything(two_sides(480))) if table.name in LEADING]
        cells = [
            (c.name, cell) for t in found for row in t.rows for c, cell in zip(t.columns, row, strict=True) if c.number
        ]
        assert {table.name for table in found} == LEADING
        assert [cell for name, cell in cells if name not in BESIDE and cell.value and not cell.shows] == []

    def test_stances(self):
        """The matrix has the number beside each mean, and leads to statements of that side on that target."""
        caveat, table = describe_stances(two_sides(), seed=1)
        assert "two people" in caveat.plain
        cell = table.rows[0][1]
        assert (cell.text, cell.note.splitlines()[-1], cell.tint) == ("−1.00", "n = 24", -1.0)
        assert cell.shows == {"side": "russia", "target": "Kyiv"}
        few = describe_stances(two_sides(8), seed=1).items[1].rows[0][1]
        assert (few.text, few.note, few.tint) == ("–", "too few (n = 4)", None)

    def test_timeline(self):
        """A span of months has a timeline; a named date the change around it; one day has none."""
        blocks = list(describe_timeline(two_sides(480), event="2020-06-01", seed=1))
        assert isinstance(blocks[0], Figure) and "Russia from 2020-06-01 on" in blocks[2].plain
        assert "mixes" not in blocks[0].caption and "Holm" not in blocks[2].plain
        assert "periods of whole articles shuffled" in blocks[2].plain or "periods shuffled" in blocks[2].plain
        both = two_sides(480).statements.assign(date=[f"2020-0{1 + i // 2 % 9}-01" for i in range(480)])
        *_, russia, ukraine = describe_timeline(made(both), event="2020-06-01", seed=1)
        assert all("Adjusted for the 2 changes of this section (Holm), p" in one.plain for one in (russia, ukraine))
        mixed = describe_timeline(two_sides(480), event="2020-06-02", seed=1).items[0]
        assert re.search(r"mean of the \w+ that it falls in mixes statements from before and after", mixed.caption)
        [said] = describe_timeline(made(frame([{"posture": 0.5}] * 30)), seed=1)
        assert said.plain.startswith("No timeline: the dated articles span 0 days")

    def test_undated(self):
        """Statements that stand in no period are counted beneath the timeline, or where there is none."""
        rows = two_sides(480).statements
        for few in (rows, rows[:40]):
            some = few.assign(date=[None if i < 3 else date for i, date in enumerate(few["date"])])
            *_, said = describe_timeline(made(some), seed=1)
            assert said.plain == f"3 of the {len(few)} statements of these sides are in no period: " + (
                "their articles have no date."
            )

    def test_no_date(self):
        """Where no article has a date, one sentence says so, and how to give it."""
        run = made(two_sides(480).statements.assign(date=None))
        [said] = describe_timeline(run, event="2020-06-01", seed=1)
        assert said.plain.startswith("No article has a date, so nothing is said over time. Give it in")

    def test_words(self):
        """Distinctive words have the number of statements behind their uses, and lead to those."""
        rows = two_sides().statements
        table = tables(describe_words(made(rows.assign(text=rows["text"].str.replace("war it", "war and war")))))[0]
        war = next(row for row in table.rows if row[0].text == "war")
        assert (war[1].text, war[1].note, war[1].more) == ("48", "in 24 statements", (24,))
        assert war[1].shows == {"side": "russia", "word": "war"} and war[2].text == "0" and not war[2].shows

    def test_shift(self):
        """Where the word list scores both sides, the words that make their difference are shown, adding up to it."""
        rows = two_sides().statements
        *_, figure, said, table = describe_words(made(rows.assign(vader=0.1)))
        assert isinstance(figure, Figure) and "Russia have a mean of −0.72, those of Ukraine one of +0.62" in said.plain
        assert sorted(row[0].text for row in table.rows) == ["peace", "war"]
        assert sum(row[4].value for row in table.rows) == pytest.approx(-1.35, abs=0.005)
        assert len(tables(describe_words(made(rows)))) == 1

    def test_sides_in_no_comparison(self):
        """Statements of other sides than those compared are counted, at the top and among what was left out."""
        rows = frame([{"side": side} for side in ["russia"] * 2 + ["ukraine"] * 2 + ["other"] * 3 + ["unknown"]])
        run = made(rows)
        assert "4 of them by a speaker of a named side (3 by Others, 1 unknown)" in render_markdown(describe_size(run))
        shown = render_markdown(describe_left_out(run))
        assert "in no comparison: the statements of" in shown and "Others (3)" in shown and "Russia (" not in shown

    def test_duplicates(self):
        """Near duplicates that are left out stand in the first lines and under "left out"; that they count is said."""
        said = (
            "2 articles print a text that another one has printed already: they and their 3 statements are not counted."
        )
        run = replace(made(frame([{}]), {"duplicates": 2}), uncounted=said)
        assert render_markdown(describe_size(run)).strip().endswith(said)
        assert f"{said} With --count-duplicates they" in render_markdown(describe_left_out(run)).replace("\\", "")
        shown = render_markdown(describe_left_out(made(frame([{}]), {"duplicates": 2})))
        assert "2 articles print a text that another one has printed already: they are counted like" in shown

    def test_framing(self):
        """Cue words of each side are counted as neutral, endorsing or distancing; that nobody measured it is said."""
        table, cues, note = describe_framing(two_sides())
        assert [cell.text for cell in table.rows[1]] == ["Ukraine", "0", "0", "24", "24"]
        assert cues.rows[1][2].text == "said (24)" and "not been measured" in note.plain

    def test_agreement(self):
        """Each measured figure has its data, size, date and command."""
        table = read_agreement()
        assert table[["what", "measure", "data", "n", "value", "date", "command"]].notna().all().all()
        assert table["value"].between(-1, 1).all()

    def test_by_people(self):
        """Where people found the statements, nothing says that tables resolved them; the article has its date."""
        run = read_run()
        said = render_markdown(describe_methods(run))
        assert "15 statements are the human coding" in said and "lesson 1" in said
        assert "was resolved" not in said and "was resolved" in render_markdown(describe_methods(self.kept()))
        assert run.articles["date"].tolist() == ["2026-02-03"]

    def kept(self, *paths: str) -> Run:
        inputs = [{"path": path, "sha256": "0"} for path in paths]
        more = {"code": "c" * 64, "models": {"fast": "f" * 64}, "settings": {"engine": "fast"}}
        return made(frame([{}]), {"inputs": inputs, **more})

    def test_versions(self):
        """Code, models and tables have their hashes; a manifest is kept only where the run has one."""
        shown = render_markdown(describe_versions(self.kept("a/b.txt"), seed=1))
        assert f"SHA-256 {'c' * 12} " in shown and f"fast SHA-256 {'f' * 12} " in shown
        assert "those installed now are not the ones" in shown
        assert "keep manifest.json" in render_markdown(describe_citation(self.kept("a/b.txt")))
        assert "manifest.json" not in render_markdown(describe_citation(read_run()))
        assert code_hash()[:12] in render_markdown(describe_versions(read_run(), seed=1))

    def test_source(self, document):
        """The title names the folder or the only file; places of what was left out begin below it."""
        many, one = self.kept("/home/me/war/a.txt", "/home/me/war/b/c.txt"), self.kept("/home/me/war.csv")
        lost = {"where": "/home/me/war/b/d.txt", "reason": "too large"}
        many = replace(many, manifest=many.manifest | {"left_out": [lost]})
        assert "/home" not in render_markdown(describe_left_out(many)) and "b/d.txt" in str(describe_left_out(many))
        for run, name in ((many, "war"), (one, "war.csv"), (self.kept("/a/x", "/b/y"), "")):
            title = render_pages(document, run)["report.html"].split("<title>")[1].split("</title>")[0]
            assert title == f"Who said what: 1 article{' of ' * bool(name)}{name}"

    def test_word_lists(self):
        """A score of a word list is called one, with its range, and no program's estimate."""
        run = made(two_sides().statements.drop(columns="posture").assign(vader=0.1))
        question, *_, caveat = describe_answer(run, seed=1)
        assert "the word list VADER, from −1" in question.plain and "program's estimate" not in caveat.plain
        assert "no learned model was asked" in render_markdown(describe_methods(run))

    def test_unnamed(self):
        """Statements of the rest and of unknown speakers are not of a named side."""
        run = made(frame([{}, {"side": read_parties().rest}, {"side": "unknown"}]))
        assert "3 statements, 1 of them by a speaker of a named side" in describe_size(run).items[0].plain

    def test_unmeasured(self):
        """What nobody measured is named as such."""
        said = describe_agreement(read_run()).items[-1]
        assert "Not measured" in said.plain and "subjectivity" in said.plain and "coded by hand" in said.plain

    def test_notes(self):
        """What was passed over or read in part is told apart from articles that were lost."""
        notes = [{"where": "a.docx", "reason": "no reader", "what": "file"}]
        shown = render_markdown(describe_left_out(made(frame([{}]), {"left_out": [], "notes": notes})))
        assert "Articles left out: none" in shown and "passed over" in shown and "a.docx" in shown


LEADING = {"side", "speakers", "kinds", "framings", "stances", "words", "timeline"}
BESIDE = {"articles", "log-odds", "z"}  # numbers that are no statements


class TestFormats:
    def test_json(self):
        """What a notebook hands on is what it showed."""
        blocks = everything(two_sides())
        assert from_json(blocks.to_json()) == blocks

    def test_one_description(self, document):
        """HTML, Word and Markdown hold the same tables, cell by cell."""
        import docx

        own = [block for section in document.sections for block in section.items if isinstance(block, Table)]
        word = docx.Document(io.BytesIO(render_word(document)))
        page, markdown = render_pages(document, read_run())["report.html"], render_document(document)
        assert len(own) > 8 and len(word.tables) == len(own)
        for table, written in zip(own, word.tables, strict=True):
            assert f'id="table-{table.name}"' in page
            for row, cells in zip(table.rows, written.rows[1:], strict=True):
                for cell, there in zip(row, cells.cells, strict=True):
                    assert there.text == (f"{cell.text}\n{cell.note}" if cell.note else cell.text)
        assert markdown.count("\n| --- |") + markdown.count("\n| ---: |") == len(own)

    def test_unbroken(self, document):
        """No line ends between a number and its percent sign, in the page and in the Word file; quotations stay."""
        own = [Text(("a 95 % interval",)), Quote((("so 5 % it is", True),), "w", "A", "T", 0)]
        shown = render_blocks(own)
        assert "95\N{NO-BREAK SPACE}% interval" in shown and "so 5 % it is" in shown
        assert "95 %" not in render_blocks([block for one in document.sections for block in one.items
                                            if isinstance(block, Text | Table)])  # fmt: skip

    def test_no_figures(self, document):
        """Markdown points at no page beside it: it leaves the figures out and says how they are drawn."""
        markdown = render_document(document)
        assert "in the HTML report" not in markdown and markdown.count("toolkit report ... -o report.html") == 2

    def test_sections(self, document):
        """The report opens with the size and the answer, and ends with data, versions and citation."""
        first, *more = document.sections
        styles = [block.style for block in first.items if isinstance(block, Text)]
        assert styles[:3] == ["size", "question", "answer"]
        assert more[0].title == "What the sides say" and more[-1].title == "Data, versions and citation"
        assert any(isinstance(block, Quote) for block in more[0].items)

    def test_same_bytes(self, document):
        """The same report gives the same Word file, whatever the clock says."""
        done = render_word(document)
        assert done == render_word(document)
        with zipfile.ZipFile(io.BytesIO(done)) as archive:
            assert {one.date_time[0] for one in archive.infolist()} == {1980}

    def test_word_is_accessible(self, document):
        """In the Word file tables repeat their head and figures have a text."""
        with zipfile.ZipFile(io.BytesIO(render_word(document))) as archive:
            body = archive.read("word/document.xml").decode()
        own = [block for section in document.sections for block in section.items]
        assert body.count("<w:tblHeader") == sum(isinstance(block, Table) for block in own)
        assert body.count("descr=") == sum(isinstance(block, Figure) for block in own) > 0

    def test_word_looks(self, document):
        """In the Word file a statement's own words have a ground, and a table's columns the width that they need."""
        import docx

        word = docx.Document(io.BytesIO(render_word(document)))
        own = [words for one in document.sections for quote in one.items if isinstance(quote, Quote)
               for words, own in quote.pieces if own]  # fmt: skip
        marked = [run.text for paragraph in word.paragraphs for run in paragraph.runs if run._r.xpath("w:rPr/w:shd")]
        assert marked == own
        for table in word.tables:
            widths = [column.width.cm for column in table.columns]
            assert sum(widths) == pytest.approx(16.5, abs=0.01) and min(widths) > 0.8

    def test_csv(self, document):
        """Each table leads to a CSV of plain numbers, the interval in columns of its own."""
        page = render_pages(document, read_run())["report.html"]
        own = [block for section in document.sections for block in section.items if isinstance(block, Table)]
        assert page.count("data:text/csv") == len(own)
        means = next(table for table in own if table.name == "side").to_lines()
        assert means[0][:3] == ["side", "statements", "articles"] and means[0][4].endswith(" low")
        assert isinstance(means[1][1], int)

    @pytest.mark.parametrize(
        ("name", "kind"), [("a.html", "html"), ("a.HTM", "html"), ("a.docx", "docx"), ("a.md", "md")]
    )
    def test_ending(self, name, kind):
        """The ending of the file decides the format; a named one that it contradicts is an error."""
        assert check_format(Path(name)) == kind
        with pytest.raises(InputError, match=f"the ending says {kind}, --format says pdf"):
            check_format(Path(name), "pdf")

    def test_named(self):
        """A named format comes before the ending; an unknown ending is an error that says what to do."""
        assert check_format(Path("a.txt"), "md") == "md"
        with pytest.raises(InputError, match="unknown ending of the output; use --format html"):
            check_format(Path("a.txt"))

    def test_no_browser(self, monkeypatch):
        """Without a browser a PDF is an error that says what to install, before anything is computed."""
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr("toolkit.report.pdf.PLACES", ())
        with pytest.raises(ToolkitError, match="no browser to print a PDF with; install Chromium or Chrome"):
            check_format(Path("a.pdf"))
        monkeypatch.setenv("TOOLKIT_CHROMIUM", "/nowhere/chromium")
        with pytest.raises(ToolkitError, match="/nowhere/chromium"):
            find_browser()

    def test_pdf(self, document):
        """The printed page is a PDF, the same twice."""
        try:
            find_browser()
        except ToolkitError:
            pytest.skip("no browser to print with")
        page = next(iter(render_pages(document, read_run()).values()))
        done = print_pdf(page)
        assert done.startswith(b"%PDF-") and done == print_pdf(page)
        assert b"/Creator (toolkit)" in done[:8192]  # by which `toolkit.read` knows it

    def test_figures(self, document):
        """A figure in the page takes ink and paper from it, has no ids of its own twice, and says what it shows."""
        page = render_pages(document, read_run())["report.html"]
        figures = [block for section in document.sections for block in section.items if isinstance(block, Figure)]
        assert (
            page.count('class="plot"') == len(figures) and "#ffffff" not in page.split("<main")[1].split("<script")[0]
        )
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert sorted(set(ids)) == sorted(ids)
        assert base64.b64decode(figures[0].png).startswith(b"\x89PNG")


class TestWrite:
    def test_says_what(self, tmp_path, monkeypatch, document):
        """What was written is said in one line: file, articles, statements, and where further evidence lies."""
        monkeypatch.setattr("toolkit.report.write.make_document", lambda *_, **__: document)
        monkeypatch.setattr("toolkit.report.write.read_run", lambda *_, **__: read_run())
        made = write_report(tmp_path, tmp_path / "r.html")
        assert made.sentence == f"{tmp_path / 'r.html'}: 1 article, 15 statements" and made.out.is_file()

    def test_markdown(self, tmp_path):
        """A run becomes the file that is asked for, without a part left behind."""
        (tmp_path / "a.txt").write_text("“We go on,” Dmitry Peskov said.", encoding="utf-8")
        run_articles([tmp_path / "a.txt"], tmp_path / "run", Settings(), progress=False)
        write_report(tmp_path / "run", tmp_path / "o.md")
        assert (tmp_path / "o.md").read_text(encoding="utf-8").startswith("# Who said what")
        assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt", "o.md", "run"]
