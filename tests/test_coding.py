"""Samples, coding sheets, brat and Label Studio: what goes out comes back exactly, and what was changed is named."""

import csv
import json
import string
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.__main__ import main
from toolkit.coding import (
    CODES,
    codes_of,
    labelstudio_config,
    machine_codes,
    match_codes,
    read_brat,
    read_labelstudio,
    read_sample,
    read_sheet,
    results_of,
    sample_path,
    sample_statements,
    to_codes,
    write_brat,
    write_labelstudio,
    write_sample,
    write_sheet,
)
from toolkit.coding.codes import COLUMNS, read_targets, write_targets
from toolkit.coding.sample import allocate
from toolkit.coding.sheet import guard, unguard
from toolkit.errors import InputError
from toolkit.model import Article, Result, Speaker, Statement, Target, from_dict
from toolkit.model import Span as S

SEEDS = Path(__file__).parent.parent / "seeds"
TEXTS = ["=1+1 he said", "+49 said", "-5 degrees", "@kyiv said", "He said “so”\nand more", "plain words", "\r\n=x", "7"]


def run(n: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Statements and articles as a run has them."""
    articles = pd.DataFrame({"doc": [f"d{k}" for k in range(8)], "text": TEXTS, "title": "T", "date": "2022-02-24"})
    rows = pd.DataFrame({"doc": [f"d{k % 8}" for k in range(n)], "statement": [k // 8 for k in range(n)]})
    rows["side"] = ["russia" if k % 3 else "ukraine" for k in range(n)]
    rows["kind"] = ["direct" if k % 2 else "indirect" for k in range(n)]
    rows["confidence"] = [k / n for k in range(n)]
    rows["content"] = [json.dumps([[0, len(TEXTS[k % 8])]]) for k in range(n)]
    return rows, articles


def seed_result() -> Result:
    text = (SEEDS / "article.txt").read_bytes().decode()
    coded = json.loads((SEEDS / "statements.json").read_text())
    return Result(
        Article(coded["id"], text), tuple(sorted(map(from_dict, coded["statements"]), key=lambda s: s.content))
    )


def answers(sample) -> pd.DataFrame:
    """Codes for every statement of a sample, with everything that a spreadsheet likes to change."""
    rows = []
    for number, row in enumerate(sample.rows.to_dict("records")):
        rows.append({
            "coder": "ann", "doc": row["doc"], "statement": row["statement"], "attributed": "yes", "kind": "direct",
            "speaker": ["=cmd()", "-1", "007", "1e5", "O'Neil", "'=x"][number % 6], "side": "other",
            "tone": number % 5 - 2, "posture": None, "certainty": "hedged",
            "targets": "A\\; B: favor; C: against" if number % 2 else None,
            "note": ["\\u000d", " x ", None][number % 3],
        })  # fmt: skip
    return to_codes(rows)


class TestSample:
    def test_probabilities(self):
        """Each statement's probability is the number drawn in its stratum by its size; weights add up to the whole."""
        rows, articles = run()
        sample = sample_statements(rows, articles, 30, by=["side", "kind"], seed=1)
        assert len(sample.rows) == 30 and not sample.rows.duplicated(["doc", "statement"]).any()
        assert (1 / sample.rows["p"]).sum() == pytest.approx(60)
        for one in sample.strata.to_dict("records"):
            part = sample.rows[sample.rows["stratum"] == one["stratum"]]
            assert set(part["p"]) == {one["drawn"] / one["statements"]} and len(part) == one["drawn"]

    def test_true_frequencies(self):
        """Over many seeds, statements are drawn as often as their probability says."""
        rows, articles = run()
        counts: dict[tuple[str, int], int] = {}
        for seed in range(100):
            sample = sample_statements(rows, articles, 20, by=["side"], uncertain=3, seed=seed)
            for key in zip(sample.rows["doc"], sample.rows["statement"], strict=True):
                counts[key] = counts.get(key, 0) + 1
        for row in sample.rows.to_dict("records"):
            assert counts[row["doc"], row["statement"]] / 100 == pytest.approx(row["p"], abs=0.2)

    def test_uncertain(self):
        """Uncertain statements are drawn more often when asked, with probabilities that say so."""
        rows, articles = run()
        drawn = sample_statements(rows, articles, 20, uncertain=3, seed=1)
        strata = drawn.strata.set_index("stratum")
        rates = strata["drawn"] / strata["statements"]
        assert rates["all | uncertain"] == pytest.approx(3 * rates["all | sure"])
        same = sample_statements(rows.assign(confidence=1.0), articles, 20, uncertain=3, seed=1)
        assert list(same.strata["stratum"]) == ["all"]

    def test_blind(self):
        """Nothing that the machine says of a statement is in the sheet."""
        rows, articles = run()
        sample = sample_statements(rows, articles, 10, by=["side"], seed=1)
        assert set(sample.rows["context"].map(lambda c: c[0][1])) == {True}
        assert not {"side", "kind", "confidence"} & set(sample.rows.columns)

    def test_same_seed(self):
        """The same seed draws the same statements in the same order; another seed others."""
        one, two, three = (sample_statements(*run(), 10, seed=seed).rows for seed in (1, 1, 2))
        assert one.equals(two) and not one.equals(three)

    def test_all_of_them(self):
        """More than there are draws all, each with probability 1."""
        assert set(sample_statements(*run(), 999, by=["side"], seed=1).rows["p"]) == {1.0}

    def test_errors(self):
        """What cannot be drawn is said in one line."""
        rows, articles = run()
        for words, options in [
            ("no column 'sides' to sample by", {"n": 9, "by": ["sides"]}),
            ("3 statements are too few for 4 strata; draw more", {"n": 3, "by": ["side", "kind"]}),
            ("uncertain must be a number above 0", {"n": 9, "uncertain": 0}),
        ]:
            with pytest.raises(InputError, match=words):
                sample_statements(rows, articles, seed=1, **options)
        with pytest.raises(InputError, match="no statements to sample"):
            sample_statements(rows[:0], articles, 5, seed=1)

    @given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 400))
    def test_allocation(self, sizes, extra):
        """All of n are given out, no stratum gets more than it has or less than one."""
        n = len(sizes) + extra
        shares = allocate(sizes, n)
        assert sum(shares) == min(n, sum(sizes))
        assert all(1 <= share <= size for share, size in zip(shares, sizes, strict=True))

    def test_stored(self, tmp_path):
        """The sample is the same after a round trip through its file; another file is refused."""
        sample = sample_statements(*run(), 10, by=["side"], seed=1)
        write_sample(sample, tmp_path / "s.sample.json")
        again = read_sample(tmp_path / "s.sample.json")
        assert again.rows.equals(sample.rows) and again.settings == sample.settings
        (tmp_path / "x.json").write_text("{}")
        with pytest.raises(InputError, match="no sample of statements"):
            read_sample(tmp_path / "x.json")


@pytest.fixture
def sample():
    return sample_statements(*run(), 24, by=["side"], seed=1)


@pytest.mark.filterwarnings("ignore:Data Validation extension")
class TestSheet:
    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_round_trip(self, sample, tmp_path, ending):
        """Sheet, codes, sheet: the same codes and the same cells, formulas, numbers and control characters included."""
        write_sheet(sample, tmp_path / f"ann.{ending}", codes=answers(sample))
        codes = read_sheet(tmp_path / f"ann.{ending}", sample)
        pd.testing.assert_frame_equal(codes, answers(sample))
        write_sheet(sample, tmp_path / f"again.{ending}", codes=codes)
        pd.testing.assert_frame_equal(read_sheet(tmp_path / f"again.{ending}", sample, coder="ann"), codes)
        if ending == "csv":
            assert (tmp_path / "ann.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_harmless(self, sample, tmp_path, ending):
        """No cell is a formula."""
        write_sheet(sample, tmp_path / f"s.{ending}", codes=answers(sample))
        if ending == "csv":
            with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as lines:
                cells = [cell for line in csv.reader(lines) for cell in line]
            assert [c for c in cells if c.startswith(("=", "+", "-", "@")) and c not in {"-1", "-2"}] == []
        else:
            openpyxl = pytest.importorskip("openpyxl")
            book = openpyxl.load_workbook(tmp_path / "s.xlsx")
            assert {cell.data_type for line in book["codes"].iter_rows() for cell in line} <= {"s", "n", "inlineStr"}

    @given(st.text(alphabet=st.characters(codec=None) | st.sampled_from("'=+-@\t\r\n\\u_x0dD5cF"), max_size=20))
    @settings(max_examples=300)
    def test_guard(self, text):
        """Every text comes back exactly from its guarded cell, which begins like no formula."""
        assert unguard(guard(text)) == text
        assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))

    @given(st.text(alphabet=st.characters(codec=None), min_size=1, max_size=12))
    @settings(max_examples=25, deadline=None)
    def test_excel(self, tmp_path_factory, text):
        """Every note comes back exactly from an Excel file."""
        sample = sample_statements(*run(8), 1, seed=1)
        path = tmp_path_factory.mktemp("x") / "s.xlsx"
        write_sheet(sample, path, codes=answers(sample).assign(note=text))
        assert read_sheet(path, sample)["note"].tolist() == [text]

    def test_reordered(self, sample, tmp_path):
        """Rows may be sorted: codes come in the order of the sample; empty rows and own columns are skipped."""
        write_sheet(sample, tmp_path / "s.csv", codes=answers(sample))
        frame = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        frame = frame.sort_values("statement").assign(mine="x")
        frame.to_csv(tmp_path / "t.csv", index=False, sep=";")
        with (tmp_path / "t.csv").open("a") as file:
            file.write(";;;\n\n")
        pd.testing.assert_frame_equal(read_sheet(tmp_path / "t.csv", sample, coder="ann"), answers(sample))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda f: f.assign(tone=["3", *f["tone"][1:]]), "row 2, column tone: '3' is none of -2, -1, 0, 1, 2"),
            (lambda f: f.assign(side=["ua", *f["side"][1:]]), "row 2, column side: 'ua' is none of russia, ukraine"),
            (lambda f: f.assign(targets=["Kyiv", *f["targets"][1:]]), "row 2, column targets: 'Kyiv' is not a name, a"),
            (lambda f: f.assign(context=["x", *f["context"][1:]]), "row 2, column context: was edited, or the sheet"),
            (lambda f: f[1:], "row 1 of 24 of the sample is missing; correct the sheet"),
            (lambda f: pd.concat([f, f[3:4]]), "row 26, column row: '4 of 24' is there twice"),
            (lambda f: f.assign(row="5"), r"row 2, column row: '5' is not one of the 24 rows .* \(47 more like it\)"),
            (lambda f: f.drop(columns="tone"), "row 1, column tone: is missing"),
        ],
    )
    def test_edited(self, sample, tmp_path, change, said):
        """What was edited is named with its row and column."""
        write_sheet(sample, tmp_path / "s.csv")
        frame = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        change(frame).to_csv(tmp_path / "s.csv", index=False)
        with pytest.raises(InputError, match=said):
            read_sheet(tmp_path / "s.csv", sample)

    def test_no_sheet(self, sample, tmp_path):
        """A file that is no sheet is named in one line."""
        for name, raw in (("a.xlsx", b"no"), ("b.csv", b""), ("c.csv", b'"x\0'), ("d.ods", b"")):
            (tmp_path / name).write_bytes(raw)
            with pytest.raises(InputError) as error:
                read_sheet(tmp_path / name, sample)
            assert str(tmp_path / name) in str(error.value) and "\n" not in str(error.value)

    def test_answers(self):
        """Spreadsheets write numbers and capitals in their own way."""
        tone, kind = CODES[4], CODES[1]
        assert [tone.parse(cell) for cell in ("+2", "−1", -1.0, 0, "-0", " ", None)] == [2, -1, -1, 0, 0, None, None]
        assert kind.parse("DIRECT ") == "direct"

    @given(st.lists(st.tuples(st.text(string.printable, min_size=1).map(str.strip).filter(bool), st.just("favor"))))
    def test_targets(self, targets):
        """Targets of any name come back from their line."""
        assert read_targets(write_targets(targets) or "") == tuple(targets)


class TestCommand:
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
    def test_sample(self, tmp_path, capsys):
        """`toolkit sample` writes the sheet and, beside it, the probabilities; the same seed the same bytes."""
        assert main(["run", str(SEEDS), "-o", str(tmp_path / "run"), "--quiet"]) == 0
        for name in ("a.csv", "b.csv"):
            words = ["sample", str(tmp_path / "run"), "-n", "5", "--by", "side", "--seed", "3"]
            assert main([*words, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
        sample = read_sample(sample_path(tmp_path / "a.csv"))
        assert len(read_sheet(tmp_path / "a.csv", sample)) == 5

    def test_no_run(self, tmp_path, capsys):
        """A folder without a run and an unknown ending have status 2 and one line."""
        assert main(["sample", str(tmp_path), "-n", "5", "-o", str(tmp_path / "a.csv")]) == 2
        assert main(["sample", str(tmp_path), "-n", "5", "-o", str(tmp_path / "a.ods")]) == 2
        assert [line.split(": ", 2)[2] for line in capsys.readouterr().err.splitlines()] == [
            "no finished run in this folder; make one with toolkit run",
            "unknown ending of the output; use .csv or .xlsx",
        ]


HARD = Result(
    Article("a/b: 1", "“Yes,\nno,” 😀 he said.\n\n“Or\tso.”"),
    (
        Statement(
            (S(0, 10), S(23, 31)), "direct", S(16, 20), S(13, 15), speaker=Speaker("A | B\n\\p", side="us"),
            tone=-2, posture=1, certainty="hedged", targets=(Target("x; y", "against", 1.0), Target("z", "favor", 1.0)),
        ),
        Statement((S(0, 4), S(6, 9)), "mixed"),
    ),
)  # fmt: skip


class TestExchange:
    @pytest.mark.parametrize(
        "result", [seed_result(), HARD, Result(Article("e", ""), ())], ids=["seed", "hard", "empty"]
    )
    def test_round_trip(self, result, tmp_path):
        """What is written for brat and for Label Studio comes back exactly, line breaks and emoji included."""
        wanted = Result(result.article, tuple(sorted(result.statements, key=lambda one: one.content)))
        write_brat([result], tmp_path / "brat")
        write_labelstudio([result], tmp_path / "tasks.json")
        assert read_brat(tmp_path / "brat") == [wanted]
        assert read_labelstudio(tmp_path / "tasks.json") == [wanted]

    @given(st.text(alphabet=st.sampled_from("ab \n\r\t\u2028😀|=;\\“”"), min_size=2, max_size=40), st.data())
    @settings(max_examples=150, deadline=None)
    def test_any_text(self, tmp_path_factory, text, data):
        """Any pieces of any text come back from both formats, whatever breaks and signs are in it."""
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
        pieces = tuple(S(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
        pieces = tuple(piece for piece in pieces if piece.of(text).strip()) or (S(0, 0),)
        name = data.draw(st.text(alphabet="ab |=;\\\n\t:", min_size=1).map(str.strip).filter(bool))
        made = ()
        if pieces != (S(0, 0),):
            made = (
                Statement(pieces, "mixed", pieces[0], speaker=Speaker(name), targets=(Target(name, "favor", 1.0),)),
            )
        result, folder = Result(Article("d", text), made), tmp_path_factory.mktemp("x")
        write_brat([result], folder / "brat")
        write_labelstudio([result], folder / "tasks.json")
        assert read_brat(folder / "brat") == [result]
        assert read_labelstudio(folder / "tasks.json") == [result]

    def test_brat_has_no_line_break(self, tmp_path):
        """No span of brat goes over a line, as its format asks."""
        write_brat([HARD], tmp_path)
        lines = next(tmp_path.glob("*.ann")).read_text().splitlines()
        assert "T1\tContent 0 5;6 10;23 26;27 31\t“Yes, no,” “Or so.”" in lines
        assert all(len(line.split("\t")) == 3 for line in lines if not line.startswith(("E", "A")))

    def test_polnear(self, tmp_path):
        """The events of PolNeAR are read: several fragments, no source, no codes."""
        (tmp_path / "a.txt").write_text("Talks, he said, go on.")
        (tmp_path / "a.ann").write_text(
            "T1\tContent 0 6;16 22\tTalks, go on.\nT2\tCue 10 14\tsaid\nT3\tAttribution-no-source 10 14\tsaid\n"
            "E1\tAttribution-no-source:T3 Content:T1 Cue:T2\n"
        )
        [result] = read_brat(tmp_path)
        assert result.statements == (Statement((S(0, 6), S(16, 22)), "indirect", S(10, 14)),)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("T1\tContent 0 5\tOther", "line 1: T1 says 'Other', the article has 'Talks'; correct it in brat"),
            ("T1\tContent 0 99\tTalks", "line 1: T1 is outside the article"),
            ("T1 Content", "line 1: no line of brat standoff"),
            ("E1\tAttribution:T9 Content:T8", "E1 cannot be read"),
        ],
    )
    def test_bad_brat(self, tmp_path, line, said):
        """A line that does not fit the article is named."""
        (tmp_path / "a.txt").write_text("Talks go on.")
        (tmp_path / "a.ann").write_text(line)
        with pytest.raises(InputError, match=said):
            read_brat(tmp_path)

    def test_old_offsets(self, tmp_path):
        """Older versions of Label Studio count an emoji as two: the words tell."""
        write_labelstudio([HARD], tmp_path / "t.json")
        tasks = json.loads((tmp_path / "t.json").read_text())
        for row in tasks[0]["annotations"][0]["result"]:
            for name in ("start", "end"):
                if row.get("value", {}).get(name, 0) > 11:
                    row["value"][name] += 1
        (tmp_path / "t.json").write_text(json.dumps(tasks))
        [result] = read_labelstudio(tmp_path / "t.json")
        assert {one.cue for one in result.statements} == {S(16, 20), None}

    @pytest.mark.parametrize(
        "raw", ["{}", "nothing", '[{"data": {}}]', '[{"data": {"text": "x"}, "annotations": [{}]}]']
    )
    def test_bad_tasks(self, tmp_path, raw):
        """What is no export is said in one line."""
        (tmp_path / "t.json").write_text(raw)
        with pytest.raises(InputError, match=r"t.json.*export the project"):
            read_labelstudio(tmp_path / "t.json")

    def test_config(self):
        """The labelling interface has every answer of the codebook."""
        assert all(f'"{value}"' in labelstudio_config() for code in CODES[1:7] for value in code.values)


class TestCodes:
    def test_to_brat_and_back(self, tmp_path):
        """What was coded in a sheet or the widget goes to brat and Label Studio and comes back the same."""
        rows, articles = run(8)
        coded = answers(sample_statements(rows, articles, 8, seed=1)).sort_values("doc", ignore_index=True)
        coded.loc[3] = [*coded.loc[3, ["coder", "doc", "statement"]], "no", *[None] * 8]
        write_brat(results_of(rows, articles, coded), tmp_path / "brat")
        write_labelstudio(results_of(rows, articles, coded), tmp_path / "tasks.json")
        for back in (read_brat(tmp_path / "brat"), read_labelstudio(tmp_path / "tasks.json")):
            pd.testing.assert_frame_equal(match_codes(rows, back, "ann"), coded.assign(note=None))

    def test_sides_of_the_run(self, tmp_path):
        """The sides that a coder can choose are those of the parties file of the run."""
        parties = Path(__file__).parent.parent / "toolkit/data/parties_israel_iran.toml"
        words = ["run", str(SEEDS), "-o", str(tmp_path / "run"), "--quiet", "--parties", str(parties)]
        assert main(words) == 0
        assert main(["sample", str(tmp_path / "run"), "-n", "3", "-o", str(tmp_path / "s.csv")]) == 0
        coded = (tmp_path / "s.csv").read_bytes()
        assert main(["sample", str(tmp_path / "run"), "-n", "3", "-o", str(tmp_path / "s.csv"), "--seed", "2"]) == 2
        assert (tmp_path / "s.csv").read_bytes() == coded  # a coded sheet is never written over
        assert "israel" in read_sample(tmp_path / "s.sample.json").codes[3].values

    def test_human(self):
        """The seed's human coding is a table of codes, on the codebook's scales."""
        codes = codes_of([seed_result()], "expert")
        assert list(codes.columns) == COLUMNS and len(codes) == 15
        assert set(codes["tone"]) <= {-2, -1, 0, 1, 2} and codes.loc[0, "targets"] == "negotiations: neutral"

    def test_machine(self):
        """The machine's scores are put on the codebook's scales; what it does not say is missing."""
        rows = pd.DataFrame({"doc": "d", "statement": range(3), "tone": [-1.0, 0.2, None]})
        assert machine_codes(rows)["tone"].tolist() == [-2, 0, None]

    def test_match(self):
        """A statement of a run gets the code of the human-coded one it shares most with, or is coded as none."""
        result = seed_result()
        rows = pd.DataFrame({"doc": "seed", "statement": [0, 1], "content": ["[[0, 60]]", "[[72, 73]]"]})
        codes = match_codes(rows, [result], "expert")
        assert codes["attributed"].tolist() == ["yes", "no"] and codes["speaker"].tolist() == ["Dmitry Peskov", None]
