"""Samples, coding sheets, brat and Label Studio: what goes out comes back exactly, and what was changed is named."""

import csv
import io
import json
import re
import string
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.__main__ import main
from toolkit.coding import (
    CODES,
    canonical_name,
    codes_for,
    codes_of,
    find_sample,
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
from toolkit.coding.journal import Journal
from toolkit.coding.sample import allocate
from toolkit.coding.sheet import guard, unguard
from toolkit.correct import invent_corpus
from toolkit.errors import InputError, InputLost, InputNote
from toolkit.lexicon import read_parties
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

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.data())
    def test_allocation_grows(self, sizes, data):
        """No stratum gives fewer of a larger n."""
        n, m = sorted(data.draw(st.integers(1, 120)) for _ in range(2))
        assert all(a <= b for a, b in zip(allocate(sizes, n), allocate(sizes, m), strict=True))

    @pytest.mark.parametrize("options", [{}, {"by": ["side"]}, {"by": ["side", "kind"], "uncertain": 3}])
    def test_topping_up(self, options):
        """A larger sample with the same seed holds every statement of a smaller one, at any two sizes."""
        drawn = [sample_statements(*run(), n, seed=4, **options).rows for n in (4, 5, 9, 20, 33, 60)]
        keys = [set(zip(rows["doc"], rows["statement"], strict=True)) for rows in drawn]
        assert all(one < other for one, other in pairwise(keys))

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
            ("column 'office' is empty: there is nothing to sample by; leave it out", {"n": 9, "by": ["office"]}),
        ]:
            with pytest.raises(InputError, match=words):
                sample_statements(rows.assign(office=None), articles, seed=1, **options)
        with pytest.raises(InputError, match="no statements to sample"):
            sample_statements(rows[:0], articles, 5, seed=1)

    @given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 400))
    def test_allocation(self, sizes, extra):
        """All of n are given out, no stratum gets more than it has or less than one."""
        n = len(sizes) + extra
        shares = allocate(sizes, n)
        assert sum(shares) == min(n, sum(sizes))
        assert all(1 <= share <= size for share, size in zip(shares, sizes, strict=True))

    def test_empty_cells(self):
        """Statements without a value make a stratum of their own."""
        rows, articles = run()
        rows["office"] = ["president" if k % 2 else None for k in range(60)]
        sample = sample_statements(rows, articles, 10, by=["office"], seed=1)
        assert set(sample.strata["stratum"]) == {"(empty)", "president"}

    def test_stored(self, tmp_path):
        """The sample is the same after a round trip through its file; another file is refused."""
        sample = sample_statements(*run(), 10, by=["side"], seed=1)
        write_sample(sample, tmp_path / "s.sample.json")
        again = read_sample(tmp_path / "s.sample.json")
        assert again.rows.equals(sample.rows) and again.settings == sample.settings
        assert {sample_path(tmp_path / f"z.{end}").name for end in ("csv", "xlsx")} == {
            "z.csv.sample.json", "z.xlsx.sample.json",
        }  # fmt: skip
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
        codes = answers(sample)
        codes["note"] = pd.Series([text], index=codes.index, dtype=object)  # else pandas refuses half a surrogate pair
        write_sheet(sample, path, codes=codes)
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

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
    def test_saved_by_a_spreadsheet(self, sample, tmp_path, encoding, separator):
        """A sheet comes back from any encoding and separator that Excel writes, with or without its line sep=."""
        coded = answers(sample).assign(note=None)
        write_sheet(sample, tmp_path / "ann.csv", codes=coded)
        rows = list(csv.reader(io.StringIO((tmp_path / "ann.csv").read_text(encoding="utf-8-sig"), newline="")))
        for first in ("", f"sep={separator}\r\n"):
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=separator).writerows(rows)
            (tmp_path / "ann.csv").write_bytes((first + text.getvalue()).encode(encoding, "replace"))
            pd.testing.assert_frame_equal(read_sheet(tmp_path / "ann.csv", sample), coded)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Wałęsa", r"row 2, column speaker: 'Wa\?\?sa' lost a letter; save the sheet as .xlsx or as CSV UTF-8"),
            ("Müller", None),
        ],
    )
    def test_lost_letters(self, tmp_path, text, said):
        """A name that lost letters when the sheet was saved is left out and told; what the encoding has is kept."""
        one = sample_statements(*run(8), 1, seed=1)
        write_sheet(one, tmp_path / "s.csv", codes=answers(one).assign(speaker=text))
        raw = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").encode("cp1252", "replace")
        (tmp_path / "s.csv").write_bytes(raw)
        if said is None:
            assert read_sheet(tmp_path / "s.csv", one)["speaker"].tolist() == [text]
        else:
            with pytest.warns(InputLost, match=said):
                back = read_sheet(tmp_path / "s.csv", one)
            assert back["speaker"].tolist() == [None] and back["certainty"].tolist() == ["hedged"]

    @pytest.mark.parametrize(
        ("encoding", "note"), [("cp1251", "Не згоден"), ("cp1250", "Wałęsa źle"), ("cp1252", "Né")]
    )
    def test_letters_of_notes(self, tmp_path, encoding, note):
        """A note in Cyrillic or Polish comes back as it was written, though no other cell shows the encoding."""
        one = sample_statements(*run(8), 1, seed=1)
        write_sheet(one, tmp_path / "s.csv", codes=answers(one).assign(note=note))
        raw = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").encode(encoding, "replace")
        (tmp_path / "s.csv").write_bytes(raw)
        assert read_sheet(tmp_path / "s.csv", one)["note"].tolist() == [note]

    @pytest.mark.parametrize(
        ("encoding", "note"),
        [
            ("gbk", "不同意"),
            ("gb18030", "不同意"),
            ("cp932", "同意しない"),
            ("big5", "不同意"),
            ("cp949", "동의하지 않음"),
        ],
    )
    def test_east_asian(self, tmp_path, encoding, note):
        """A sheet that a Chinese, Japanese or Korean Excel saved is read: the sample's own words tell its encoding."""
        frame = pd.DataFrame(
            {"doc": ["d"] * 3, "statement": range(3), "content": ["[[0, 4]]", "[[15, 19]]", "[[5, 6]]"]}
        )
        texts = pd.DataFrame({"doc": ["d"], "text": "“So”, he said. “No”, she said – “é…”"})
        three = sample_statements(frame, texts, 3, seed=1)
        codes = answers(three)
        codes.loc[[0, 2], "note"] = note
        write_sheet(three, tmp_path / "ann.csv", codes=codes)
        raw = (tmp_path / "ann.csv").read_text(encoding="utf-8-sig").encode(encoding, "replace")
        (tmp_path / "ann.csv").write_bytes(raw)
        pd.testing.assert_frame_equal(read_sheet(tmp_path / "ann.csv", three), codes)

    def test_no_encoding(self, tmp_path):
        """A sheet in an encoding that is not read says how to save it."""
        frame = pd.DataFrame({"doc": ["d"], "statement": 0, "content": "[[0, 3]]"})
        one = sample_statements(frame, pd.DataFrame({"doc": ["d"], "text": "“So”, he said."}), 1, seed=1)
        write_sheet(one, tmp_path / "s.csv")
        raw = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").encode("cp437", "replace")
        (tmp_path / "s.csv").write_bytes(raw.replace(b"?So?", b"\xaeSo\xf8\xfd"))
        with pytest.raises(InputError, match=r'where nobody edited it, save it as "CSV UTF-8" or \.xlsx'):
            read_sheet(tmp_path / "s.csv", one)

    def test_long_note(self, tmp_path):
        """What no cell of Excel holds is an error that leaves no file; a .csv holds it."""
        one = sample_statements(*run(8), 1, seed=1)
        codes = answers(one).assign(note="n" * 40_000)
        with pytest.raises(
            InputError, match=r"row 2, column note: 40,000 characters; a cell of Excel holds 32,767; wr"
        ):
            write_sheet(one, tmp_path / "s.xlsx", codes=codes)
        write_sheet(one, tmp_path / "s.csv", codes=codes)
        assert read_sheet(tmp_path / "s.csv", one, coder="ann").astype(object).equals(codes.astype(object))
        assert not (tmp_path / "s.xlsx").exists()

    def test_its_sample(self, sample, tmp_path):
        """A sheet's sample is the file of its name, for a renamed copy the only one beside it; else it is asked for."""
        for name in ("a.csv", "b.xlsx"):
            with pytest.raises(InputError, match="no such file"):
                find_sample(tmp_path / name)
            write_sheet(sample, tmp_path / name)
        with pytest.raises(InputError, match=r"a.csv: no .sample.json beside it; name .* --sample"):
            find_sample(tmp_path / "a.csv")
        write_sample(sample, sample_path(tmp_path / "a.csv"))
        assert find_sample(tmp_path / "b.xlsx").rows.equals(sample.rows)
        write_sample(sample, tmp_path / "c.sample.json")
        assert find_sample(tmp_path / "a.csv").rows.equals(sample.rows)
        with pytest.raises(InputError, match=r"2 files \.sample\.json beside it"):
            find_sample(tmp_path / "b.xlsx")

    @pytest.mark.parametrize(
        ("change", "said", "left"),
        [
            (lambda f: f.assign(tone=["3", *f["tone"][1:]]), "row 2, column tone: '3' is none of -2, -1, 0, 1, 2", 24),
            (lambda f: f.assign(side=["ua", *f["side"][1:]]), "row 2, column side: 'ua' is none of russia, ukr", 24),
            (lambda f: f.assign(targets=["Kyiv", *f["targets"][1:]]), "row 2, column targets: 'Kyiv' is not a na", 24),
            (lambda f: f.assign(context=["x", *f["context"][1:]]), "row 2, column context: was edited, or the", 23),
            (lambda f: f.assign(row=["x", *f["row"][1:]]), "row 2, column row: 'x' is not one of the 24 rows", 23),
            (lambda f: f[2:], "rows of the sample that are missing, of 24: 1, 2$", 22),
            (lambda f: pd.concat([f, f[3:4].assign(tone="1")]), "row 26, column row: '4 of 24' is there twice", 23),
        ],
    )
    def test_edited(self, sample, tmp_path, change, said, left):
        """What was edited is named with its row and column and left out; the other cells and rows are read."""
        write_sheet(sample, tmp_path / "s.csv", codes=answers(sample).assign(tone=0))
        frame = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        change(frame).to_csv(tmp_path / "s.csv", index=False)
        with pytest.warns(InputLost) as told:
            codes = read_sheet(tmp_path / "s.csv", sample)
        assert re.search(said, "\n".join(str(one.message) for one in told), flags=re.M)
        assert len(codes) == left and set(codes["certainty"]) == {"hedged"}
        assert codes["tone"].isna().sum() == ("column tone" in said) and set(codes["tone"].dropna()) == {0}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda f: f.assign(row="5"), r"row 2, column row: '5' is not one of the 24 rows .* more like it\)"),
            (lambda f: f.assign(statement=f["statement"] + "x"), r"row 2, column statement: was edited.*23 more like"),
            (lambda f: f.drop(columns="tone"), "row 1, column tone: is missing"),
            (lambda f: f[:0], "none of its rows is one of the sample"),
        ],
    )
    def test_another_sample(self, sample, tmp_path, change, said):
        """A sheet without the heads, or most of whose rows are not the sample's, is not read at all."""
        write_sheet(sample, tmp_path / "s.csv")
        frame = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        change(frame).to_csv(tmp_path / "s.csv", index=False)
        with pytest.raises(InputError, match=said):
            read_sheet(tmp_path / "s.csv", sample)

    def test_pasted_twice(self, sample, tmp_path):
        """A row that is there twice, alike in every cell, counts once."""
        write_sheet(sample, tmp_path / "ann.csv", codes=answers(sample))
        lines = (tmp_path / "ann.csv").read_bytes()
        last = lines.split(b"\n24 of 24")[1] if b"\n24 of 24" in lines else b""
        (tmp_path / "ann.csv").write_bytes(lines + b"24 of 24" + last)
        pd.testing.assert_frame_equal(read_sheet(tmp_path / "ann.csv", sample), answers(sample))

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_two_stances(self, sample, tmp_path, ending):
        """A metonym is the same target as its country: two stances are told on writing, and cost only their cell."""
        codes = answers(sample)
        codes.loc[0, "targets"] = "Russia: against; Kremlin: favor"
        said = "row 2, column targets: 'Russia' and 'Kremlin', one target, have two stances, against and favor"
        with pytest.warns(InputNote, match=said):
            write_sheet(sample, tmp_path / f"ann.{ending}", codes=codes)
        with pytest.warns(InputLost, match=said):
            back = read_sheet(tmp_path / f"ann.{ending}", sample)
        codes.loc[0, "targets"] = None
        pd.testing.assert_frame_equal(back, codes)

    def test_codes_of_no_statement(self, sample, tmp_path):
        """Codes of what is no statement are kept, with a note."""
        codes = answers(sample)
        codes.loc[0, "attributed"] = "no"
        write_sheet(sample, tmp_path / "ann.csv", codes=codes)
        with pytest.warns(InputNote, match="row 2, column attributed: no statement, yet kind, speaker, side, tone, ce"):
            back = read_sheet(tmp_path / "ann.csv", sample)
        pd.testing.assert_frame_equal(back, codes)

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
        assert CODES[2].parse("  Ann \t Lee ") == "Ann Lee" and CODES[2].parse(" ") is None

    def test_capitals_of_a_side(self):
        """A side that has capitals in the parties file can be answered, however it is typed."""
        side = codes_for(sides=["Israel", "iran"])[3]
        assert [side.parse(cell) for cell in ("Israel", "ISRAEL", "Iran")] == ["Israel", "Israel", "iran"]

    def test_one_coder(self, sample, tmp_path):
        """A sheet, and coded articles, hold one coder's codes: those of two are an error with their names."""
        both = pd.concat([answers(sample), answers(sample).assign(coder="bob")])
        for make in (
            lambda: write_sheet(sample, tmp_path / "s.csv", codes=both),
            lambda: results_of(*run(), both),
        ):
            with pytest.raises(InputError, match="codes of ann and bob, but one coder is needed"):
                make()
        assert not (tmp_path / "s.csv").exists()

    def test_one_stance(self):
        """A target named twice is one; with two stances it is no answer."""
        assert CODES[7].parse("Zelenskyy: favor; zelensky: favor") == "Zelenskyy: favor"
        with pytest.raises(ValueError, match="'Kyiv' and 'Ukraine', one target, have two stances, favor and against"):
            CODES[7].parse("Kyiv: favor; Ukraine: against")

    @given(st.lists(st.tuples(st.text(string.printable, min_size=1).map(str.strip).filter(bool), st.just("favor"))))
    def test_targets(self, targets):
        """Targets of any name come back from their line."""
        assert read_targets(write_targets(targets) or "") == tuple(targets)


def make_run(folder: Path, frame: pd.DataFrame, articles: pd.DataFrame) -> None:
    """The tables of a finished run."""
    for name, table in (("statements", frame), ("articles", articles)):
        (folder / name).mkdir(parents=True)
        table.to_parquet(folder / name / "0.parquet")
    (folder / "manifest.json").write_text('{"finished": true, "settings": {}}')


class TestCommand:
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
    def test_sample(self, tmp_path, capsys):
        """`toolkit sample` writes the sheet and, beside it, the probabilities; the same seed the same bytes."""
        assert main(["run", str(SEEDS), "-o", str(tmp_path / "run"), "--quiet", "--engine", "rules"]) == 0
        for name in ("a.csv", "b.csv"):
            words = ["sample", str(tmp_path / "run"), "-n", "5", "--by", "side", "--seed", "3"]
            assert main([*words, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
        sample = read_sample(sample_path(tmp_path / "a.csv"))
        assert len(read_sheet(tmp_path / "a.csv", sample)) == 5
        write_sheet(sample, tmp_path / "a.csv", codes=answers(sample))
        words = ["sample", str(tmp_path / "run"), "--by", "side", "--coded", str(tmp_path / "a.csv")]
        assert main([*words, "-n", "900", "--seed", "3", "-o", str(tmp_path / "c.xlsx")]) == 0
        assert "all 15 (fewer than 900) statements to code" in capsys.readouterr().out
        more = read_sheet(tmp_path / "c.xlsx", find_sample(tmp_path / "c.xlsx"))
        assert more["tone"].notna().sum() == 5 and len(more) == 15
        Journal(tmp_path / "said", "ann", sample).carry(answers(sample))
        write_sample(sample, sample_path(tmp_path / "said"))
        words[-1] = str(tmp_path / "said")
        assert main([*words, "-n", "900", "--seed", "3", "-o", str(tmp_path / "j.csv")]) == 0
        assert read_sheet(tmp_path / "j.csv", find_sample(tmp_path / "j.csv"))["tone"].notna().sum() == 5
        assert main([*words, "-n", "6", "--seed", "4", "-o", str(tmp_path / "d.csv")]) == 2
        assert "of its statements are not in this sample; draw more of the same run" in capsys.readouterr().err

    def test_agreement_of_sheets(self, tmp_path, capsys):
        """`toolkit agreement` compares sheets with each other and with the program, and writes what differs."""
        make_run(tmp_path / "run", *run())
        main(["sample", str(tmp_path / "run"), "-n", "24", "-o", str(tmp_path / "ann.csv")])
        sample = find_sample(tmp_path / "ann.csv")
        coded = answers(sample).assign(speaker="Ann", targets=None)
        write_sheet(sample, tmp_path / "ann.csv", codes=coded)
        write_sheet(sample, tmp_path / "bob.xlsx", codes=coded.assign(tone=[2, *coded["tone"][1:]], note="=x"))
        capsys.readouterr()
        words = ["agreement", *(str(tmp_path / name) for name in ("ann.csv", "bob.xlsx"))]
        assert main([*words, "-o", str(tmp_path / "d.csv")]) == 0
        shown = capsys.readouterr().out
        assert "unequal" not in shown
        assert "tone: rows ann, columns bob" in shown and "1 disagreements, all in" in shown
        rows = pd.read_csv(tmp_path / "d.csv").fillna("")
        assert rows[["code", "ann", "bob"]].values.tolist() == [["tone", -2, 2]] and rows["text"].str.len().gt(0).all()
        assert main([*words, "--run", str(tmp_path / "run")]) == 0
        shown = capsys.readouterr().out
        assert "kind: rows bob, columns machine" in shown
        titles = ["People with each other: ann, bob", "The program with ann", "The program with bob"]
        assert [line for line in shown.splitlines() if " with " in line] == titles
        people, program = (shown.partition(title)[2].partition("\n\n")[2] for title in titles[:2])
        assert re.search(r"^ *tone +ordinal +2 +24", people, flags=re.M)
        assert "every code is yes" in people.partition("The program")[0]
        assert "the program says yes of all that it found: alpha would mean nothing; of 24 answers" in program
        text = (tmp_path / "ann.csv").read_text(encoding="utf-8-sig")
        (tmp_path / "ann.csv").write_text(text.replace("hedged", "perhaps", 1), encoding="utf-8")
        assert main(words) == 2  # what was left out is told, the rest is compared
        shown = capsys.readouterr()
        assert re.search(r"^ *tone +ordinal +2 +24", shown.out, flags=re.M)
        assert re.fullmatch(
            r"toolkit: \S*ann.csv, row 2, column certainty: 'perhaps' is none of .*; this answer was .*\n", shown.err
        )
        for more, said in [
            ([str(tmp_path / "ann.csv")], "two files of a coder 'ann'"),
            ([str(tmp_path)], "sheets and articles coded whole"),
            (["--sample", str(tmp_path / "gone.json")], "no such file"),
        ]:
            assert main([*words, *more]) == 2
            assert said in capsys.readouterr().err

    def test_agreement_of_unequal_probabilities(self, tmp_path, capsys):
        """That alpha is of the sample, not of the run, is said where statements were drawn with other probabilities."""
        make_run(tmp_path / "run", *run())
        main(["sample", str(tmp_path / "run"), "-n", "20", "--by", "side", "-o", str(tmp_path / "ann.csv")])
        write_sheet(find_sample(tmp_path / "ann.csv"), tmp_path / "ann.csv")
        capsys.readouterr()
        assert main(["agreement", str(tmp_path / "ann.csv"), "--run", str(tmp_path / "run")]) == 0
        said = "were drawn with unequal probabilities: alpha and `same` are of the sample, unweighted, not of the run."
        assert said in capsys.readouterr().out

    def test_agreement_of_whole_articles(self, tmp_path, capsys):
        """Of articles coded whole, in brat or Label Studio, agreement on spans is shown too."""
        write_brat([seed_result()], tmp_path / "ann")
        fewer = Result(seed_result().article, seed_result().statements[1:])
        write_labelstudio([fewer], tmp_path / "bob.json")
        assert main(["agreement", str(tmp_path / "ann"), str(tmp_path / "bob.json")]) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert "a is ann, b is bob" in shown and "paired 14" in shown and "equal spans 1.00" in shown
        assert "attributed: rows ann, columns bob" in shown and "1 disagreements" in shown
        assert main(["agreement", str(tmp_path / "bob.json"), str(tmp_path / "ann")]) == 0
        assert " ".join(capsys.readouterr().out.split()) == shown

    def test_agreement_of_two_samples(self, tmp_path, capsys):
        """Sheets of two samples are not pooled: the second is named."""
        make_run(tmp_path / "run", *run())
        for name, seed in (("ann", "1"), ("bob", "2")):
            words = ["-n", "9", "--seed", seed, "-o", str(tmp_path / f"{name}.csv")]
            main(["sample", str(tmp_path / "run"), *words])
        capsys.readouterr()
        assert main(["agreement", str(tmp_path / "ann.csv"), str(tmp_path / "bob.csv")]) == 2
        assert re.search(r"bob.csv: of another sample than .*ann.csv; give sheets of one", capsys.readouterr().err)

    def test_agreement_of_journals(self, tmp_path, capsys):
        """What was coded in the widget is compared as sheets are: a folder of journals, or one of them."""
        make_run(tmp_path / "run", *run())
        sample = sample_statements(*run(), 9, seed=1)
        for name in ("ann", "bob"):
            journal = Journal(tmp_path / "coded", name, sample)
            for row in (1, 2, 3):
                journal.record(row, "tone", str(row - 2 if name == "ann" else 0))
        write_sample(sample, tmp_path / "s.sample.json")
        capsys.readouterr()
        folder = tmp_path / "coded"
        for inputs in ([folder], [folder / "ann.jsonl", folder / "bob.jsonl"]):
            given = ["--sample", str(tmp_path / "s.sample.json")]
            assert main(["agreement", *map(str, inputs), *given]) == 0
            shown = capsys.readouterr().out
            assert "People with each other: ann, bob" in shown and "2 disagreements" in shown
        assert len(list(folder.iterdir())) == 2

    def test_correct(self, tmp_path, capsys):
        """`toolkit correct` gives the three differences and what to code for a narrower interval."""
        frame, _, _ = invent_corpus(seed=1)
        later = frame["doc"] >= "d080"
        frame = frame.assign(
            date=later.map({True: "2022-04-02", False: "2022-02-01"}).mask(frame["doc"] < "d005", None)
        )
        texts = pd.DataFrame({"doc": frame["doc"].unique(), "text": "They will help."})
        make_run(tmp_path / "run", frame.assign(content="[[0, 14]]"), texts)
        main(["sample", str(tmp_path / "run"), "-n", "150", "--by", "side", "-o", str(tmp_path / "ann.csv")])
        sample = find_sample(tmp_path / "ann.csv")
        said = sample.rows.merge(frame, on=["doc", "statement"])
        codes = said.assign(attributed="yes", coder="ann", tone=(2 * said["tone"]).round().astype(int))
        write_sheet(sample, tmp_path / "ann.csv", codes=to_codes(codes.to_dict("records")))
        words = ["correct", str(tmp_path / "run"), str(tmp_path / "ann.csv"), "--groups"]
        capsys.readouterr()
        assert main([*words, "russia,ukraine", "--half-width", "0.01"]) == 0
        shown = capsys.readouterr().out
        assert "russia is higher than ukraine on tone: corrected difference" in shown
        assert all(word in shown for word in ("naive", "human only", "corrected", "more articles are needed"))
        Journal(tmp_path / "said", "ann", sample).carry(to_codes(codes.to_dict("records")))
        for answers_ in (tmp_path / "said", tmp_path / "said" / "ann.jsonl"):
            given = [*words[:2], str(answers_), "--sample", str(sample_path(tmp_path / "ann.csv")), "--groups"]
            assert main([*given, "russia,ukraine", "--half-width", "0.01"]) == 0
            assert capsys.readouterr().out == shown
        assert main([*words, "russia,ukraine", "--within", "period"]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("30 statements without a date are left out.") and "p_holm is adjusted for 2" in shown
        assert [line.split()[0] for line in shown.splitlines()[3:5]] == ["2022-02", "2022-04"]
        assert main([*words[:-1], "--by", "period", "--event", "2022-03-01"]) == 0
        assert "from 2022-03-01 on and before 2022-03-01 on tone" in capsys.readouterr().out
        for wrong, said in (
            ("russia,ukraine --event 2022-03-01", "--event without periods; add --by period, or --within period"),
            ("russia,ukraine --within period --event soon", "'soon' is no date"),
            ("russia,ukraine --within period --every age", "unknown period 'age'"),
            ("russia,ukraine --within outlet", "no column 'outlet' in the table"),
            ("russia,ukraine --within period --half-width 0.1", "--half-width of several differences"),
            ("russia", "are no two groups"),
            ("russia,mars", "no side 'mars' in the table or the codes"),
            ("russia,ukraine --half-width 0", "no half-width of an interval: 0.0"),
            ("russia,ukraine --target Kyiv", "no target 'Kyiv' in the table or the codes"),
            ("russia,ukraine --target Kyiv --code tone", "a target of tone"),
        ):
            assert main([*words, *wrong.split()]) == 2
            assert said in capsys.readouterr().err

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


EVENT = "T1\tContent 0 5\tTalks\nT2\tCue 6 8\tgo\nE1\tAttribution:T2 Content:T1 Cue:T2"


def row_of(task: dict, *words: str) -> dict:
    """The first row of a Label Studio task that holds the words."""
    return next(
        row for row in task["annotations"][0]["result"] if all(f'"{word}"' in json.dumps(row) for word in words)
    )


def region(task: dict, *words: str) -> dict:
    """Its value."""
    return row_of(task, *words)["value"]


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
        assert result.statements == (
            Statement((S(0, 6), S(16, 22)), "indirect", S(10, 14), speaker=Speaker("", side="")),
        )

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("T1\tContent 0 5\tOther", "line 1: T1 says 'Other', the article has 'Talks'; correct it in brat"),
            ("T1\tContent 0 99\tTalks", "line 1: T1 is outside the article"),
            ("T1 Content", "line 1: no line of brat standoff"),
            ("E1\tAttribution:T9 Content:T8", "line 1: E1 needs T8, which is not there"),
            ("T1\tContent 0 5;3 8\tTalks ks go", "line 1: two pieces of T1 share words"),
            ("T1\tContent 0 5\tTalks\nT1\tCue 0 5\tTalks", "line 2: T1 is there twice"),
            ("A1\tTone E1 1", "line 1: codes of E1, which is no event"),
            (f"{EVENT}\nA1\tTone E1 loud", "line 4: tone of E1: 'loud' is none of -2, -1, 0, 1, 2"),
            (f"{EVENT}\nA1\tSide E1 mars", "line 4: side of E1: 'mars' is none of russia, ukraine"),
            (f"{EVENT}\nA1\tTone E1 1\nA2\tTone E1 2", "line 5: tone of E1 is '1' and '2'"),
            (f"{EVENT}\n#1\tAnnotatorNotes E1\ttargets=Kyiv", "line 4: targets of E1: 'Kyiv' is not a name, a colon"),
            (f"{EVENT}\nT3\tContent 3 9\tks go \nE2\tAttribution:T2 Content:T1 Content2:T3", "the content of E2 share"),
        ],
    )
    def test_bad_brat(self, tmp_path, line, said):
        """A line that does not fit the article or the codebook is named."""
        (tmp_path / "a.txt").write_text("Talks go on.")
        (tmp_path / "a.ann").write_text(line)
        with pytest.raises(InputError, match=said):
            read_brat(tmp_path)

    def test_own_sides(self, tmp_path):
        """The sides of another conflict are those of the folder's annotation.conf."""
        parties = read_parties(Path(__file__).parent.parent / "toolkit/data/parties_israel_iran.toml")
        result = Result(
            Article("d", "We go on."), (Statement((S(0, 8),), "indirect", speaker=Speaker("A", side="iran")),)
        )
        write_brat([result], tmp_path, parties=parties)
        write_labelstudio([result], tmp_path / "t.json")
        assert read_brat(tmp_path) == [result] == read_labelstudio(tmp_path / "t.json", parties=parties)
        with pytest.raises(InputError, match="side of region 's0': 'iran' is none of russia"):
            read_labelstudio(tmp_path / "t.json")

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

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda task: task["annotations"].clear(), r"annotation 1 is not there \(0 finished\)"),
            (lambda task: task["annotations"][0].update(was_cancelled=True), r"\(0 finished, 1 cancelled\)"),
            (lambda task: region(task, "s0").update(end=999), "region 0 to 999 is outside the article, which has 31"),
            (lambda task: region(task, "s0").update(start=10), "region 10 to 10 is outside the article"),
            (lambda task: region(task, "s0").update(text="Other"), "region 0 to 10 says 'Other', the article has"),
            (
                lambda task: region(task, "s0").update(labels=["Noise"]),
                "region 's0' is labelled 'Noise', none of Content",
            ),
            (lambda task: region(task, "s0", "tone").update(choices=["9"]), "tone of region 's0': '9' is none of -2"),
            (
                lambda task: region(task, "s0", "targets").update(text=["x"]),
                "targets of region 's0': 'x' is not a name",
            ),
            (
                lambda task: row_of(task, "s0", "kind").update(id="s0-1"),
                "kind of region 's0-1', which begins no statem",
            ),
            (
                lambda task: row_of(task, "relation").update(to_id="gone"),
                "a relation of region 'gone', which is not the",
            ),
            (
                lambda task: task["annotations"][0]["result"].remove(row_of(task, "relation", "cue")),
                "the cue at 16 to 20",
            ),
        ],
    )
    def test_unfinished_tasks(self, tmp_path, change, said):
        """A span, value or tie that cannot be, and a task that nobody coded, are named with the task's number."""
        write_labelstudio([HARD], tmp_path / "t.json")
        tasks = json.loads((tmp_path / "t.json").read_text())
        change(tasks[0])
        (tmp_path / "t.json").write_text(json.dumps(tasks))
        with pytest.raises(InputError, match=rf"t.json, task 1: .*{said}"):
            read_labelstudio(tmp_path / "t.json")

    def test_cancelled(self, tmp_path):
        """A cancelled annotation is passed over for the finished one."""
        write_labelstudio([HARD], tmp_path / "t.json")
        tasks = json.loads((tmp_path / "t.json").read_text())
        tasks[0]["annotations"].insert(0, {"was_cancelled": True, "result": []})
        (tmp_path / "t.json").write_text(json.dumps(tasks))
        assert len(read_labelstudio(tmp_path / "t.json")[0].statements) == 2

    def test_chains(self, tmp_path):
        """A piece that continues a piece belongs to the statement too."""
        pieces = (S(0, 4), S(6, 9), S(23, 26))
        result = Result(HARD.article, (Statement(pieces, "mixed"),))
        write_labelstudio([result], tmp_path / "t.json")
        tasks = json.loads((tmp_path / "t.json").read_text())
        row_of(tasks[0], "relation", "s0-2").update(from_id="s0-1")
        (tmp_path / "t.json").write_text(json.dumps(tasks))
        assert read_labelstudio(tmp_path / "t.json")[0].statements[0].content == pieces

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

    def test_blanks(self, tmp_path):
        """A blank answer comes back blank from brat and Label Studio; a statement without an answer is left out."""
        rows, articles = run(8)
        blank = {"coder": "ann", "attributed": "yes", "note": None}
        coded = to_codes(
            [{**blank, "doc": "d1", "statement": 0, "tone": 1}, {"coder": "ann", "doc": "d2", "statement": 0}]
        )
        results = results_of(rows, articles, coded)
        assert [len(one.statements) for one in results] == [1, 0]
        write_brat(results, tmp_path / "brat")
        write_labelstudio(results, tmp_path / "tasks.json")
        for back in (read_brat(tmp_path / "brat"), read_labelstudio(tmp_path / "tasks.json")):
            found = codes_of(back, "ann")
            assert found.to_dict("records") == coded[:1].to_dict("records")

    def test_sides_of_the_run(self, tmp_path):
        """The sides that a coder can choose are those of the parties file of the run."""
        parties = Path(__file__).parent.parent / "toolkit/data/parties_israel_iran.toml"
        words = ["run", str(SEEDS), "-o", str(tmp_path / "run"), "--quiet", "--parties", str(parties)]
        assert main(words) == 0
        assert main(["sample", str(tmp_path / "run"), "-n", "3", "-o", str(tmp_path / "s.csv")]) == 0
        coded = (tmp_path / "s.csv").read_bytes()
        assert main(["sample", str(tmp_path / "run"), "-n", "3", "-o", str(tmp_path / "s.csv"), "--seed", "2"]) == 2
        assert (tmp_path / "s.csv").read_bytes() == coded  # a coded sheet is never written over
        assert "israel" in read_sample(tmp_path / "s.csv.sample.json").codes[3].values

    def test_human(self):
        """The seed's human coding is a table of codes, on the codebook's scales."""
        codes = codes_of([seed_result()], "expert")
        assert list(codes.columns) == COLUMNS and len(codes) == 15
        assert set(codes["tone"]) <= {-2, -1, 0, 1, 2} and codes.loc[0, "targets"] == "negotiations: neutral"

    def test_names(self):
        """Speakers and targets are one in any spelling of the tables; others by their folded name, in any script."""
        assert canonical_name("Zelenskyy") == canonical_name("Volodymyr  ZELENSKIY") == "Volodymyr Zelensky"
        assert canonical_name("Aino Aalto") == canonical_name("aino  AALTO") != canonical_name("Eino Aalto")
        assert canonical_name("Мер Івано-Франківська") == canonical_name("мер івано-франківська") != ""

    def test_machine(self):
        """The machine's scores are put on the codebook's scales; what it does not say is missing."""
        rows = pd.DataFrame({"doc": "d", "statement": range(3), "tone": [-1.0, 0.2, None]})
        assert machine_codes(rows)["tone"].tolist() == [-2, 0, None]
        named = [("Kyiv", "favor", 0.4), ("Ukraine", "against", 0.9), ("West", "neutral", 0.5)]
        cell = json.dumps([{"name": name, "stance": stance, "p": p} for name, stance, p in named])
        assert machine_codes(rows[:1].assign(targets=cell))["targets"].tolist() == ["Ukraine: against; West: neutral"]

    def test_match(self):
        """A statement of a run gets the code of the human-coded one it shares most with, or is coded as none."""
        result = seed_result()
        rows = pd.DataFrame({"doc": "seed", "statement": [0, 1], "content": ["[[0, 60]]", "[[72, 73]]"]})
        codes = match_codes(rows, [result], "expert")
        assert codes["attributed"].tolist() == ["yes", "no"] and codes["speaker"].tolist() == ["Dmitry Peskov", None]
