"""Corrected differences hold the truth where the machine's counts do not; at length in benchmarks/coverage.py."""

import argparse
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toolkit.coding import sample_statements, to_codes
from toolkit.commands.correct import add_options, find_groups, print_all
from toolkit.compare import add_periods, holm, t_quantile, t_tails
from toolkit.correct import (
    Corrected,
    Estimate,
    correct_all,
    correct_groups,
    correct_sides,
    invent_corpus,
    plan_coding,
    show_coded,
)
from toolkit.correct.estimates import NONE, find_trust, jackknife, leave_one_out, tune
from toolkit.correct.strata import coded_shares
from toolkit.errors import InputError

PATH = Path(__file__).parent.parent / "benchmarks" / "coverage.py"
SPEC = importlib.util.spec_from_file_location("coverage_benchmark", PATH)
simulation = importlib.util.module_from_spec(SPEC)
sys.modules["coverage_benchmark"] = simulation
SPEC.loader.exec_module(simulation)
LEFT = ("the classifier", "by side, 60", "rare")  # tested on their own, or at length only
SETTINGS = {setting.name: setting for setting in simulation.SETTINGS}


class TestCoverage:
    @pytest.mark.parametrize(
        "name", [name for name in SETTINGS if not name.startswith(("the classifier", "by side, 60", "rare"))]
    )
    def test_holds_the_truth(self, name):
        """Of 40 corpora, the corrected interval holds the truth in nearly all, the naive one in hardly any."""
        row = simulation.measure_coverage(SETTINGS[name], 40, seed=11)
        assert float(row["corrected"]) >= 87.5 and float(row["naive"]) <= 20, row
        assert row["wider than human"] == 0 and float(row["± corrected"]) < float(row["± human"])
        assert float(row["given"]) == 100
        assert float(row["accuracy"]) == pytest.approx(0.58 if name.startswith("tone") else 0.75, abs=0.02)

    def test_rare(self):
        """Rare codes have an interval that holds the truth, or none where hardly any are coded."""
        row = simulation.measure_coverage(SETTINGS["rare: 5 and 2 %"], 30, seed=7)
        assert float(row["corrected"]) >= 87.5 and float(row["naive"]) <= 20 and 40 <= float(row["given"]) < 100, row

    def test_no_help(self):
        """Where the machine guesses, the corrected interval is that of the coders, never wider."""
        row = simulation.measure_coverage(SETTINGS["the classifier guesses"], 20, seed=5)
        assert row["wider than human"] == 0
        assert float(row["± corrected"]) == pytest.approx(float(row["± human"]), rel=0.03)


def corpus(seed: int = 1, **options):
    """A run, a sample of it and its codes."""
    setting = replace(SETTINGS["by side"], **options)
    frame, people = simulation.simulate_corpus(setting, seed=seed)
    articles = pd.DataFrame({"doc": frame["doc"].unique(), "text": "x"})
    rows = sample_statements(frame, articles, setting.coded, by=setting.by, seed=seed).rows
    codes = to_codes(rows[["doc", "statement"]].merge(people, on=["doc", "statement"]).to_dict("records"))
    return frame, rows, codes, people


HEDGED = {"groups": ("a", "b"), "code": "certainty", "value": "hedged"}


def ends(one: Estimate) -> tuple[float | None, float | None, float | None]:
    """An estimate as numbers, whose last digit depends on the processor."""
    return one.difference, one.low, one.high


class TestEstimates:
    def test_everything_coded(self):
        """Where every statement is coded, the corrected difference is that of the codes, whatever the machine says."""
        frame, rows, codes, people = corpus(articles=40, coded=10_000)
        found = correct_groups(frame, rows, codes, **HEDGED)
        real = people["certainty"].eq("hedged").groupby(people["side"]).mean()
        assert found.corrected.difference == pytest.approx(real["a"] - real["b"])

    def test_perfect_machine(self):
        """A machine that makes no errors is trusted wholly: the interval is as narrow as if all had been coded."""
        frame, rows, codes, people = corpus()
        found = correct_groups(frame.assign(certainty=people["certainty"]), rows, codes, **HEDGED)
        assert min(found.trust_a, found.trust_b) > 0.9
        assert found.corrected.half < 0.5 * found.human.half

    def test_no_machine(self):
        """Without the machine's codes, the corrected estimate is the human-only one."""
        frame, rows, codes, _ = corpus()
        found = correct_groups(frame.drop(columns="certainty"), rows, codes, **HEDGED)
        assert ends(found.corrected) == pytest.approx(ends(found.human)) and found.naive.difference is None

    def test_swap(self):
        """Swapping the sides flips every sign and nothing else."""
        frame, rows, codes, _ = corpus()
        one = correct_groups(frame, rows, codes, **HEDGED)
        two = correct_groups(frame, rows, codes, **HEDGED | {"groups": ("b", "a")})
        for x, y in ((one.naive, two.naive), (one.human, two.human), (one.corrected, two.corrected)):
            assert (x.difference, x.low, x.high) == (-y.difference, -y.high, -y.low)
        assert (one.n_a, one.trust_a, one.statements) == (two.n_b, two.trust_b, two.statements)

    def test_no_statements(self):
        """What coders say is no statement counts for no side, and no longer inflates the machine's difference."""
        frame, rows, codes, _ = corpus()
        wrong = codes["statement"] % 2 == 1
        found = correct_groups(frame, rows, codes.assign(attributed=np.where(wrong, "no", "yes")), **HEDGED)
        assert found.n_a + found.n_b == (~wrong).sum()

    def test_two_coders(self):
        """Two coders who agree give the estimate of one."""
        frame, rows, codes, _ = corpus()
        one = correct_groups(frame, rows, codes, **HEDGED)
        two = correct_groups(frame, rows, pd.concat([codes, codes.assign(coder="bob")]), **HEDGED)
        assert two.corrected.difference == pytest.approx(one.corrected.difference)
        assert two.corrected.half == pytest.approx(one.corrected.half) and two.n_a == one.n_a

    def test_one_coder_twice(self):
        """One coder twice is an error, not two coders."""
        frame, rows, codes, _ = corpus()
        with pytest.raises(InputError, match="coder 'ann' has two rows for statement"):
            correct_groups(frame, rows, pd.concat([codes, codes]), **HEDGED)

    @pytest.mark.parametrize("machine", ["hedged", "guesses", None])
    @pytest.mark.parametrize("seed", range(4))
    def test_never_wider(self, machine, seed):
        """Where the machine is no help, the corrected interval is no wider than the human-only one, in any draw."""
        frame, rows, codes, _ = corpus(seed=seed, coded=80, caught=(0.5, 0.5), spared=(0.5, 0.5))
        if machine != "guesses":
            frame = frame.assign(certainty=machine)
        found = correct_groups(frame, rows, codes, **HEDGED)
        assert found.corrected.half <= found.human.half + 1e-12

    def test_no_machine_at_all(self):
        """Where the machine has no codes, the sentence says so."""
        frame, rows, codes, _ = corpus()
        found = correct_groups(frame.assign(certainty=None), rows, codes, **HEDGED)
        assert ends(found.corrected) == pytest.approx(ends(found.human))
        assert "; the machine says nothing." in found.sentence

    def test_blanks(self):
        """What was drawn and has no code is counted, and the sentence says what is taken for granted of it."""
        frame, rows, codes, _ = corpus()
        part = codes.assign(certainty=codes["certainty"].mask(codes.index < 7, None))
        found = correct_groups(frame, rows, part, **HEDGED)
        assert found.blank == 7 and found.sentence.endswith(
            "7 statements that were drawn have no code: the estimate takes them to be like the others."
        )
        assert correct_groups(frame, rows, codes, **HEDGED).left == ""

    def test_topped_up(self):
        """Where coding stops midway, each stratum has the probability of what is coded of it."""
        frame, rows, codes, _ = corpus()
        kept = pd.concat([codes[codes["side"] == side].head(number) for side, number in (("a", 40), ("b", 20))])
        found = correct_groups(frame, rows, kept, **HEDGED)
        assert sorted(found.spread[:, 0]) == pytest.approx([20 / 911] * 20 + [40 / 911] * 40)

    def test_empty_stratum(self):
        """Of a stratum of which nothing is coded the most alike take the place; the weights of all others stay."""
        sample = pd.DataFrame({"doc": "d", "statement": range(12), "p": [0.5] * 4 + [0.25] * 4 + [0.1] * 4})
        sample["stratum"] = ["a | x"] * 2 + ["a | y"] * 2 + ["b | x"] * 4 + ["c | x"] * 4
        coded = [("d", n) for n in (0, 1, 4, 8, 9)]  # all of a | x, none of a | y, a quarter of b | x, half of c | x
        shares, said = coded_shares(sample, coded)
        weights = {key: 1 / (sample["p"][key[1]] * shares[key]) for key in coded}
        assert list(weights.values()) == pytest.approx([4, 4, 16, 20, 20])
        assert said == "; the 4 statements of “a | y”, of which none is coded, to be like the others of “a”"
        shares, said = coded_shares(sample, [key for key in coded if key[1] > 1])
        assert sum(1 / (sample["p"][n] * shares["d", n]) for n in (4, 8, 9)) == pytest.approx((1 / sample["p"]).sum())
        assert "“a | x”, of which none is coded, to be like all others" in said

    def test_empty_stratum_elsewhere(self):
        """A stratum that is compared with nothing and has no codes changes no estimate of the others."""
        frame, rows, codes, _ = corpus()
        kept = pd.concat([codes[codes["side"] == side].head(number) for side, number in (("a", 80), ("b", 20))])
        strata = rows["stratum"] + np.where(rows["statement"] == 0, " | first", " | later")
        one = correct_groups(frame, rows.assign(stratum=strata), kept, **HEDGED)
        third = {"doc": frame["doc"].iloc[0], "statement": 999, "side": "c", "certainty": "hedged"}
        more = pd.concat([frame, pd.DataFrame([third])], ignore_index=True)
        drawn = pd.concat([rows.assign(stratum=strata), pd.DataFrame([third | {"p": 1.0, "stratum": "c | first"}])])
        other = correct_groups(more, drawn, kept, **HEDGED)
        assert other.human.difference == pytest.approx(one.human.difference, abs=1e-3)
        assert "the 1 statement of “c | first”, of which none is coded, to be like all others." in other.sentence

    def test_both_groups(self):
        """A statement that coders put into both groups is counted once; where all are in both, nothing is told."""
        frame, rows, codes, _ = corpus()
        swapped = codes["side"].map({"a": "b", "b": "a"})
        other = codes.assign(coder="bob", side=swapped.where(codes.index < 5, codes["side"]))
        found = correct_groups(frame, rows, pd.concat([codes, other]), **HEDGED)
        assert found.both == 5 and found.to_frame()["statements"].tolist()[1] == found.n_a + found.n_b - 5 == 200
        assert "coded statements (5 of them in both) in" in found.sentence
        every = pd.concat([codes, codes.assign(coder="bob", side=swapped)])
        none = correct_groups(frame, rows, every, **HEDGED)
        assert none.corrected.difference is None and none.sentence.startswith("Nothing tells a and b apart")
        assert none.caution == "nothing tells the two apart"

    def test_spelling(self):
        """A speaker is one however coder and machine spell the name."""
        frame, rows, codes, _ = corpus()
        names = {"a": "Volodymyr Zelensky", "b": "Vladimir Putin"}
        frame = frame.assign(speaker=frame["side"].map(names))
        codes = codes.assign(speaker=codes["side"].map({"a": "Zelenskyy", "b": "PUTIN"}))
        options = HEDGED | {"groups": ("Zelenskiy", "Vladimir Putin"), "by": "speaker"}
        one, other = correct_groups(frame, rows, codes, **options), correct_groups(frame, rows, codes, **HEDGED)
        assert ends(one.corrected) == pytest.approx(ends(other.corrected))
        assert (one.a, one.n_a) == ("Zelenskiy", other.n_a)
        assert one.statements == other.statements > 0 and "the machine says nothing" not in one.sentence

    def test_unknown_speakers(self):
        """So is one whom no table knows: capitals tell no two apart, and the machine's statements are counted."""
        frame, rows, codes, _ = corpus()
        frame = frame.assign(speaker=frame["side"].map({"a": "Aino Aalto", "b": "Eino Eskola"}))
        options = HEDGED | {"groups": ("AINO AALTO", "eino  eskola"), "by": "speaker"}
        one, other = correct_groups(frame, rows, codes, **options), correct_groups(frame, rows, codes, **HEDGED)
        assert (one.statements, one.corrected) == (other.statements, other.corrected)

    def test_half_coded(self):
        """Coding that stops half way is a sample too, since the order is random."""
        frame, rows, codes, _ = corpus()
        blank = codes.index >= 100
        part = codes.assign(certainty=codes["certainty"].mask(blank, None), attributed=codes["attributed"].mask(blank))
        found = correct_groups(frame, rows, part, **HEDGED)
        assert found == correct_groups(frame, rows, codes[:100], **HEDGED) and found.n_a + found.n_b == 100
        assert found.spread[:, 0] == pytest.approx(100 / len(frame), rel=0.2)

    def test_targets(self):
        """The stance toward one target is compared among statements that name it."""
        frame, rows, codes, _ = corpus(articles=60)
        said = {"hedged": "favor", "asserted": "against"}
        named = frame["certainty"].map(lambda c: f'[{{"name": "Kyiv", "stance": "{said[c]}", "p": 1}}]')
        coded = codes.assign(targets=[f"KYIV: {said[c]}" if n % 4 else None for n, c in enumerate(codes["certainty"])])
        found = correct_groups(
            frame.assign(targets=named), rows, coded, groups=("a", "b"), code="targets", target="Kyiv"
        )
        assert found.code == "targets Kyiv" and found.n_a + found.n_b == 150
        assert found.naive.difference > 0.4 and found.corrected.difference is not None

    def test_scales(self):
        """People's five points are halved, so that they meet the machine's scale; other groups than sides work."""
        frame, rows, codes, _ = corpus(articles=60)
        points = codes["certainty"].map({"hedged": 2, "asserted": -2})
        scores = frame["certainty"].map({"hedged": 1.0, "asserted": -1.0})
        frame = frame.assign(tone=scores, period=np.where(frame["doc"] < "d00030", "before", "after"))
        found = correct_groups(
            frame, rows, codes.assign(tone=points), groups=("after", "before"), code="tone", by="period"
        )
        assert found.human.difference is not None and abs(found.human.difference) < 1
        sides = correct_sides(frame, rows, codes.assign(tone=points), a="a", b="b", code="tone")
        shares = correct_groups(frame, rows, codes, **HEDGED)
        assert sides.corrected.difference == pytest.approx(2 * shares.corrected.difference)

    def test_few(self):
        """Fewer than ten coded a side, or fewer than five articles, give a sentence and no number."""
        frame, rows, codes, _ = corpus()
        found = correct_groups(frame, rows, codes[:15], **HEDGED)
        assert found.corrected.difference is None and found.naive.difference is not None
        assert found.sentence.startswith("Too few are coded to compare a and b on certainty hedged: ")
        assert plan_coding(found, 0.1).sentence.startswith("Too few are coded to plan from")
        frame, rows, codes, _ = corpus(articles=4, coded=100)
        few = correct_groups(frame, rows, codes, **HEDGED)
        assert few.n_a + few.n_b > 20 and few.sentence.endswith(
            "in 4 and 4 articles; 10 a side in 5 articles are needed."
        )
        first = frame["doc"].iloc[0]
        one = correct_groups(*(table[table["doc"] == first].head(9) for table in (frame, rows, codes)), **HEDGED)
        assert one.sentence.partition("coded statements ")[2] == "in one article; 10 a side are needed."

    def test_rare(self):
        """Where all of a side are coded alike there is no interval: the coded ones show no spread, the others may."""
        frame, rows, codes, _ = corpus(seed=3)
        none = correct_groups(frame, rows, codes.assign(certainty="asserted"), **HEDGED)
        assert none.corrected.difference is None and none.sentence.startswith("Too few statements of a or b are coded")
        same = correct_sides(frame.assign(tone=0.5), rows, codes.assign(tone=1), a="a", b="b", code="tone")
        assert same.corrected.difference is None and same.caution == "all coded alike"
        assert same.sentence.startswith("All coded statements of a, or of b, have the same tone: 102 and 98 coded")

    def test_strangers(self):
        """Codes of statements that were not drawn are an error, not less evidence; no codes at all are too few."""
        frame, rows, codes, _ = corpus(seed=3)
        with pytest.raises(InputError, match="200 codes of statements that were not drawn"):
            correct_groups(frame, rows, codes.assign(doc="elsewhere"), **HEDGED)
        nothing = correct_groups(frame, rows, codes[:0], **HEDGED).sentence
        assert "Too few" in nothing and nothing.endswith(" 200 statements that were drawn have no code.")

    def test_sentence(self):
        """The sentence says which is higher, the interval, and what it rests on; the table has three rows."""
        frame, rows, codes, _ = corpus(seed=3)
        found = correct_groups(frame, rows, codes, **HEDGED)
        assert "102 and 98 coded statements in" in found.sentence and "corrected difference" in found.sentence
        assert list(found.to_frame()["estimate"]) == ["naive", "human only", "corrected"]
        hedged = (codes["side"] == "a") != (np.arange(len(codes)) % 10 == 0)
        clear = codes.assign(certainty=np.where(hedged, "hedged", "asserted"))
        assert correct_groups(frame, rows, clear, **HEDGED).sentence.startswith(
            "a is higher than b on certainty hedged"
        )

    @pytest.mark.parametrize(
        ("change", "options", "said"),
        [
            ({}, {"code": "certainty", "value": None}, "certainty has no numbers to compare; name a value"),
            ({}, {"code": "targets", "value": None}, "targets need a target"),
            (
                {},
                {"code": "certanty"},
                "no code 'certanty' to compare; use one of kind, speaker, side, tone, posture, ",
            ),
            ({}, {"by": "certainty"}, "certainty compared among groups of the same certainty; name another code"),
            ({}, {"within": ("certainty", "hedged")}, "certainty compared among groups of the same certainty"),
            ({}, {"by": "vader", "groups": ("0.5", "0.7")}, "vader is a number, which makes no groups; name a column"),
            ({}, {"by": "tone", "groups": ("0", "1")}, "tone is a number, which makes no groups"),
            ({}, {"by": "nosuch"}, "no column 'nosuch' in the table; use one of side, certainty, period, target"),
            ({}, {"groups": ("a", "A")}, "would be compared with itself"),
            (
                {},
                {"by": "target", "code": "targets", "value": None, "groups": ("Kremlin", "kremlin")},
                "remlin' would be compared with itself",
            ),
            ({}, {"groups": ("a", "a")}, "'a' would be compared with itself; name two values of side"),
            ({}, {"groups": ("a", "c")}, r"no side 'c' in the table or the codes; there are: [ab] \("),
            (
                {},
                {"by": "speaker", "groups": ("Ann", "Bob")},
                "no speaker 'Ann' in the table or the codes",
            ),
            ({}, {"value": "hedgd"}, "no certainty 'hedgd' in the codebook; use one of asserted, hedged"),
            ({}, {"code": "targets", "value": None, "target": "Kyiv"}, "no target 'Kyiv' in the table or the codes"),
            ({}, {"machine": "vader"}, "column 'vader' cannot predict certainty: no cell is one of asserted, hedged"),
            ({}, {"code": "tone", "value": None, "machine": "side"}, "'side' cannot predict tone: no cell is a number"),
            (
                {},
                {"target": "Kyiv", "value": None},
                "a target of certainty; stances toward a target are the code targets",
            ),
            (
                {},
                {"code": "targets", "target": "Kyiv"},
                "stance toward a target is compared by its mean, not by a value",
            ),
            ({}, {"code": "tone", "value": "1"}, "tone is compared by its mean, not by a value"),
            ({}, {"machine": "vadr"}, "no column 'vadr' in the table; there are: doc, statement, side"),
            ({}, {"by": "period", "groups": ("x", "y")}, "no column 'period' in the table"),
            ({"doc": "other"}, {}, "the sample is not of this run"),
            ({"p": 0.0}, {}, "sample: a probability that is not above 0"),
        ],
    )
    def test_errors(self, change, options, said):
        """What cannot be compared is said in one line."""
        frame, rows, codes, _ = corpus(articles=40, coded=40)
        frame = frame.assign(vader=0.5)
        codes = codes.assign(targets="Kremlin: favor")
        with pytest.raises(InputError, match=said):
            correct_groups(frame, rows.assign(**change), codes, **HEDGED | options)

    def test_hints(self):
        """What is there is counted as statements of the run, whatever the coders' number; their own names follow."""
        frame, rows, codes, _ = corpus(articles=40, coded=40)
        codes = codes.assign(side=codes["side"].mask(codes.index == 0, "c"))
        counts = frame["side"].value_counts()
        with pytest.raises(InputError) as error:
            correct_groups(frame, rows, codes, **HEDGED | {"groups": ("a", "d")})
        assert all(f"{name} ({counts[name]:,})" in str(error.value) for name in "ab")
        assert str(error.value).endswith("; coders' only: c")
        told = {"code": "targets", "groups": ("a", "b"), "target": "Kiev"}
        named = frame.assign(targets='[{"name": "Talks", "stance": "favor"}]')
        with pytest.raises(InputError, match=rf"there are: Talks \({len(frame):,}\); coders' only: Deal"):
            correct_groups(named, rows, codes.assign(targets="Talks: favor; Deal: against"), **told)

    def test_capitals(self):
        """Sides are matched whatever their capitals."""
        frame, rows, codes, _ = corpus()
        one, two = (correct_groups(frame, rows, codes, **HEDGED | {"groups": g}) for g in (("a", "b"), ("A", "B")))
        assert one.corrected == two.corrected and one.n_a == two.n_a

    def test_one_group_only(self):
        """Where a group has no statements at all, that is said, and not that too few are coded."""
        frame, rows, codes, _ = corpus()
        frame = frame.assign(speaker=np.where(frame["side"] == "a", "Ann", "Bob"))
        found = correct_groups(frame, rows, codes, within=("speaker", "Bob"), **HEDGED)
        assert found.caution == "statements of b only" and found.sentence.startswith(
            "a and b cannot be compared on certainty hedged (speaker Bob): there are statements of b only."
        )
        back = correct_groups(frame, rows, codes, within=("speaker", "Bob"), **HEDGED | {"groups": ("b", "a")})
        assert back.caution == found.caution

    def test_beyond(self):
        """An interval that reaches beyond what is possible says so."""
        wide = Corrected("x", "y", "tone", 12, 12, (5, 5), 40, NONE, corrected=Estimate(1.5, 0.8, 2.2))
        assert "(95 % interval +0.80 to +2.20, beyond what is possible: −2 to 2)" in wide.sentence
        assert replace(wide, corrected=Estimate(1.0, 0.8, 1.2)).beyond == ""
        assert replace(wide, corrected=Estimate(-1.0, -1.2, -0.8), most=1.0).beyond.endswith("−1 to 1")

    def test_shown(self):
        """Where there is too little for a number, the coded statements can be shown: twenty, the others counted."""
        frame, rows, codes, _ = corpus(articles=4, coded=100)
        frame = frame.assign(text="A  long\x1b story. " * 30)
        found = correct_groups(frame, rows, codes, **HEDGED)
        *lines, last = show_coded(found, frame, codes, "certainty").splitlines()
        assert len(lines) == 21 and last == f"and {found.n_a + found.n_b - 20} more"
        assert lines[0].split() == ["group", "doc", "statement", "coder", "certainty", "text"]
        groups = [line.split()[0] for line in lines[1:]]
        assert (
            groups == sorted(groups)
            and groups.count("a") == min(found.n_a, 10)
            and groups.count("b") == 20 - groups.count("a")
        )
        assert "A long story." in lines[1] and lines[1].endswith("…") and len(lines[1]) < 150
        none = correct_groups(frame, rows, codes[:0], **HEDGED)
        assert show_coded(none, frame, codes[:0], "certainty") == "No statement of them is coded."

    def test_twice(self):
        """A statement that is twice in the run or the sample is an error: it would count twice."""
        frame, rows, codes, _ = corpus(articles=40, coded=40)
        for tables in ((pd.concat([frame, frame]), rows), (frame, pd.concat([rows, rows]))):
            with pytest.raises(InputError, match=r"statement \d+ of '\w+' is there twice; keep one"):
                correct_groups(*tables, codes, **HEDGED)

    def test_bad_tables(self):
        """A column that is missing, and a number that is none, are named."""
        frame, rows, codes, _ = corpus(articles=40, coded=40)
        with pytest.raises(InputError, match="no column 'p' in the table"):
            correct_groups(frame, rows.drop(columns="p"), codes, **HEDGED)
        with pytest.raises(InputError, match="no column 'attributed' in the table"):
            correct_groups(frame, rows, codes.drop(columns="attributed"), **HEDGED)
        options = {"groups": ("a", "b"), "code": "tone"}
        with pytest.raises(InputError, match="infinite numbers in column 'tone'"):
            correct_groups(frame.assign(tone=np.inf), rows, codes.assign(tone=1), **options)
        with pytest.raises(InputError, match="no half-width of an interval: inf"):
            plan_coding(correct_groups(frame, rows, codes, **HEDGED), np.inf)

    def test_forgotten_attributed(self):
        """A statement with other answers and no target is coded, though `attributed` was left empty: it names none."""
        frame, rows, codes, _ = corpus(articles=60)
        coded = codes.assign(targets=["Kyiv: favor" if n % 2 else None for n in range(len(codes))])
        options = {"groups": ("a", "b"), "code": "targets", "target": "Kyiv"}
        given, empty = (correct_groups(frame, rows, one, **options) for one in (coded, coded.assign(attributed=None)))
        assert given.blank == empty.blank == 0 and given.human == empty.human


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    """The run with dates in three months, a tenth of the articles without one."""
    number = frame["doc"].str[1:].astype(int)
    days = "2022-0" + (number % 3 + 2).astype(str) + "-1" + (number % 9).astype(str)
    return frame.assign(date=days.mask(number % 10 == 0, None))


class TestFamilies:
    def test_within_periods(self):
        """One row a month: each is the comparison among its own statements, undated ones in none; Holm counts three."""
        frame, rows, codes, _ = corpus(coded=300)
        frame = add_periods(dated(frame))
        table = correct_all(frame, rows, codes, within="period", groups=["a", "b"], code="certainty", value="hedged")
        assert list(table["period"]) == ["2022-02", "2022-03", "2022-04"] and table["p"].notna().all()
        assert table["p_holm"].tolist() == holm(table["p"].tolist())
        drawn = rows.merge(frame[["doc", "statement", "period"]])
        kept = drawn[drawn["period"] == "2022-03"]
        part = frame[frame["period"] == "2022-03"]
        said = codes.merge(kept[["doc", "statement"]])
        one = correct_groups(part, kept.drop(columns="period"), said, **HEDGED)
        assert table.loc[1, "difference"] == pytest.approx(one.corrected.difference, abs=0.02)
        assert table.loc[1, ["n_a", "n_b", "human"]].tolist() == [one.n_a, one.n_b, pytest.approx(one.human.difference)]

    def test_around_a_date(self):
        """Periods are groups too: from a date on minus before it, for each side, by the coder's side."""
        frame, rows, codes, _ = corpus(coded=300)
        frame = add_periods(dated(frame), event="2022-03-01")
        groups = ["from 2022-03-01 on", "before 2022-03-01"]
        options = {"by": "period", "code": "certainty", "value": "hedged"}
        table = correct_all(frame, rows, codes, groups=groups, within="side", **options)
        assert list(table["side"]) == ["a", "b"] and (table["n_a"] + table["n_b"]).sum() < 300
        every = correct_groups(frame, rows, codes, groups=tuple(groups), **options)
        assert every.n_a + every.n_b == (table["n_a"] + table["n_b"]).sum()

    def test_targets(self):
        """Within targets, the sides' stances toward each; by target, the stances toward two, overlapping ones too."""
        frame, rows, codes, _ = corpus(coded=300)
        words = {"hedged": ("favor", "against"), "asserted": ("neutral", "neutral")}
        named = [
            [("Kyiv", words[said][0]), *([("Moscow", words[said][1])] if n % 3 else [])]
            for n, said in enumerate(frame["certainty"])
        ]
        told = frame.assign(targets=[json.dumps([{"name": n, "stance": s} for n, s in one]) for one in named])
        texts = ["; ".join(f"{name}: {stance}" for name, stance in one) for one in named]
        keyed = dict(zip(zip(frame["doc"], frame["statement"], strict=True), texts, strict=True))
        said = codes.assign(targets=[keyed[key] for key in zip(codes["doc"], codes["statement"], strict=True)])
        table = correct_all(told, rows, said, within="target", groups=["a", "b"], code="targets")
        alone = correct_groups(told, rows, said, groups=("a", "b"), code="targets", target="Moscow")
        known = table.set_index("target")
        assert list(known.index) == ["Kyiv", "Moscow"]
        assert known.loc["Moscow", ["difference", "low"]].tolist() == [alone.corrected.difference, alone.corrected.low]
        pair = correct_groups(told, rows, said, groups=("Kyiv", "Moscow"), by="target", code="targets")
        back = correct_groups(told, rows, said, groups=("Moscow", "Kyiv"), by="target", code="targets")
        assert (pair.n_a, pair.n_b) == (back.n_b, back.n_a) == (300, alone.n_a + alone.n_b)
        assert pair.corrected.difference == -back.corrected.difference > 0 and pair.p == back.p < 0.001
        hedged = frame["certainty"].eq("hedged")
        real = hedged.mean() + hedged[np.arange(len(frame)) % 3 > 0].mean()  # the program is right about each
        assert pair.corrected.difference == pytest.approx(real, abs=0.01)

    def test_three_groups(self):
        """Of three groups every pair is compared, and Holm counts those that have a p."""
        frame, rows, codes, _ = corpus(coded=300)
        frame = add_periods(dated(frame))
        months = ["2022-02", "2022-03", "2022-04"]
        table = correct_all(frame, rows, codes, groups=months, by="period", code="certainty", value="hedged")
        assert table[["a", "b"]].values.tolist() == [["2022-02", "2022-03"], ["2022-02", "2022-04"], months[1:]]
        few = correct_all(frame, rows, codes[:40], groups=["a", "b"], within="period", code="certainty", value="hedged")
        assert few["note"].str.startswith("too few").any() and few.loc[few["note"] != "", "p_holm"].isna().all()

    @pytest.mark.parametrize("seed", range(3))
    def test_swap(self, seed):
        """Swapping the groups flips every sign of a family and nothing else."""
        frame, rows, codes, _ = corpus(seed, coded=240)
        frame = add_periods(dated(frame), every="quarter")
        options = {"within": "period", "code": "certainty", "value": "hedged"}
        one, two = (correct_all(frame, rows, codes, groups=names, **options) for names in (["a", "b"], ["b", "a"]))
        same = ["period", "code", "p", "p_holm", "note"]
        assert (
            one[same].equals(two[same])
            and one["n_a"].equals(two["n_b"])
            and one["articles_a"].equals(two["articles_b"])
        )
        assert (one[["naive", "human", "difference"]] + two[["naive", "human", "difference"]]).eq(0).all(axis=None)
        assert (one["low"] + two["high"]).eq(0).all()

    def test_errors(self):
        """What cannot be compared is said in one line."""
        frame, rows, codes, _ = corpus(articles=40, coded=40)
        for options, said in (
            ({"by": "target", "code": "tone"}, "stances toward two targets are the code targets"),
            ({"within": "period"}, "no column 'period' in the table"),
            ({"groups": ["a"]}, "fewer than two groups; name two values of side"),
            ({"within": "side"}, "groups of side within one side; name another column for the rows"),
            ({"within": "tone"}, "tone is a number, which makes no groups"),
            ({"within": "sure"}, "sure is a number, which makes no groups"),
            ({"within": "empty"}, "no empty is known of any statement"),
            ({"within": "target", "code": "targets", "value": None}, "no column 'targets' in the table"),
        ):
            with pytest.raises(InputError, match=said):
                correct_all(frame.assign(empty=None, sure=0.5, tone=1.0), rows, codes, **HEDGED | options)
        with pytest.raises(InputError, match="unknown period 'decade'; use one of day, week, month, quarter, year"):
            add_periods(dated(frame), every="decade")


class TestCommand:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ([], "no --groups to compare by side; name two, as --groups russia,ukraine"),
            (["--groups", "russia"], "--groups 'russia' are no two groups"),
            (["--groups", "a,b", "--every", "year"], "--every without periods; add --by period, or --within period"),
            (["--groups", "a,b", "--event", "2022-02-24"], "--event without periods; add --by period"),
            (["--by", "period", "--event", "2022-02-24", "--every", "year"], "--every with --event; leave one out"),
        ],
    )
    def test_errors(self, words, said):
        """An option that is missing, or would change nothing, is said in one line."""
        parser = argparse.ArgumentParser()
        add_options(parser)
        with pytest.raises(InputError, match=said):
            find_groups(parser.parse_args(["run", "ann.csv", *words]))

    def test_no_row(self, capsys):
        """Where no row of a table has enough codes, that is said, and no p is spoken of."""
        frame, rows, codes, _ = corpus()
        frame = frame.assign(speaker=np.where(frame["side"] == "a", "Ann", "Bob"))
        named = {"by": "side", "code": "certainty", "value": "hedged"}
        options = argparse.Namespace(half_width=None, within="speaker", by="side")
        print_all((frame, rows, codes), ["a", "b"], named, options)
        shown = capsys.readouterr().out
        assert "statements of a only" in shown and "statements of b only" in shown and "Holm" not in shown
        assert "No row has enough coded statements" in shown and "use --by speaker." in shown


class TestExample:
    def test_invented(self):
        """In the invented corpus the program claims a difference that people do not hear; the correction sees it."""
        found = correct_sides(*invent_corpus(seed=1), a="russia", b="ukraine", code="tone")
        assert found.naive.low > 0 and found.corrected.low < 0 < found.corrected.high
        assert found.corrected.half < found.human.half


def without(setting, machine, *, seed: int):
    """The estimate where the machine says the same of every statement."""
    options = {name: getattr(setting, name) for name in ("coded", "articles")}
    frame, rows, codes, _ = corpus(seed, **options)
    return correct_groups(frame.assign(certainty=machine), rows, codes, **HEDGED)


class TestPublishedPackage:
    """The estimate is that of ppi-python (Angelopoulos, Duchi and Zrnic), where that knows the case."""

    def test_same_estimate(self):
        """With the same trust in the machine, both give the same difference, also with unequal probabilities."""
        ppi = pytest.importorskip("ppi_py", reason="ppi-python is not installed")
        setting = replace(SETTINGS["by side, uncertain ones 3 times as often"], level=0.0)
        frame, people = simulation.simulate_corpus(setting, seed=4)
        articles = pd.DataFrame({"doc": frame["doc"].unique(), "text": "x"})
        rows = sample_statements(frame, articles, 200, by=["side"], uncertain=3, seed=4).rows
        coded = rows[["doc", "statement", "p"]].merge(people, on=["doc", "statement"])
        found = correct_groups(frame, rows, to_codes(coded.to_dict("records")), **HEDGED)
        means = []
        for side, trust in (("a", found.trust_a), ("b", found.trust_b)):
            all_ = frame[frame["side"] == side]
            part = coded[coded["side"] == side].merge(all_, on=["doc", "statement"], suffixes=("", "_machine"))
            y, said, every = (
                values.eq("hedged").to_numpy(float)
                for values in (part["certainty"], part["certainty_machine"], all_["certainty"])
            )
            means.append(ppi.ppi_mean_pointestimate(y, said, every, lam=trust, w=1 / part["p"].to_numpy(float))[0])
        assert found.corrected.difference == pytest.approx(means[0] - means[1])

    def test_same_interval(self):
        """With one statement an article and equal probabilities, trust and interval are the package's, nearly."""
        ppi = pytest.importorskip("ppi_py", reason="ppi-python is not installed")
        rng = np.random.default_rng(8)
        size = 30_000
        truth = rng.normal(size=size)
        frame = pd.DataFrame(
            {"doc": [f"d{n}" for n in range(size)], "statement": 0, "tone": truth + rng.normal(size=size)}
        )
        frame["side"] = np.where(np.arange(size) % 2, "a", "b")
        drawn = frame.groupby("side").head(400).index
        rows = frame.loc[drawn, ["doc", "statement"]].assign(p=800 / size)
        codes = to_codes(rows.assign(coder="ann", attributed="yes", tone=2 * truth[drawn]).to_dict("records"))
        found = correct_sides(frame, rows, codes, a="a", b="b", code="tone")
        variance = 0.0
        for side, trust in (("a", found.trust_a), ("b", found.trust_b)):
            inside = (frame["side"] == side).to_numpy()
            part = drawn[inside[drawn]]
            said = frame["tone"].to_numpy()
            low, high = ppi.ppi_mean_ci(truth[part], said[part], said[inside], alpha=0.05)
            variance += ((high[0] - low[0]) / 2 / 1.96) ** 2
            assert trust == pytest.approx(0.5, abs=0.08)
        assert found.corrected.half == pytest.approx(1.96 * variance**0.5, rel=0.03)


class TestPlan:
    def test_keeps_its_word(self):
        """Coding as many more as the plan says gives the interval wanted, or one narrower by up to an eighth."""
        setting = replace(SETTINGS["by side"], coded=80)
        plans, later = [], []
        for seed in range(12):
            found, _, _ = simulation.correct_once(setting, seed=seed)
            plans.append(plan_coding(found, 0.12).more)
        more = round(np.median(plans))
        for seed in range(12):
            found, _, _ = simulation.correct_once(replace(setting, coded=80 + more), seed=100 + seed)
            later.append(found.corrected.half)
        assert 0.12 * 7 / 8 <= np.mean(later) <= 0.12 * 1.03

    @pytest.mark.parametrize("machine", ["asserted", None])
    def test_without_help(self, machine):
        """So it does where the machine always says the same, or nothing: having few articles is no less of a limit."""
        setting = replace(SETTINGS["by side"], coded=60, articles=60)
        found = [plan_coding(without(setting, machine, seed=seed), 0.2) for seed in range(8)]
        more = round(np.median([plan.more for plan in found if plan.more is not None]))
        larger = replace(setting, coded=60 + more)
        later = [without(larger, machine, seed=100 + seed).corrected.half for seed in range(8)]
        assert np.mean(later) == pytest.approx(0.2, rel=0.1)
        everything = without(replace(setting, coded=9999), machine, seed=3).corrected.half
        assert np.mean([plan.best for plan in found]) == pytest.approx(everything, rel=0.35)

    def test_sentences(self):
        """Enough already, so many more, or more articles: a sentence for each; no width is an error."""
        frame, rows, codes, _ = corpus()
        found = correct_groups(frame, rows, codes, **HEDGED)
        assert "already" in plan_coding(found, 0.5).sentence
        assert "more statements, drawn as before" in plan_coding(found, 0.1).sentence
        assert "more articles are needed" in plan_coding(found, 0.01).sentence
        with pytest.raises(InputError, match="no half-width"):
            plan_coding(found, 0)


class TestArithmetic:
    def test_t(self):
        """The quantiles are those of the tables."""
        table = {1: 12.706, 3: 3.182, 5: 2.571, 7: 2.365, 12: 2.179, 30: 2.042, 120: 1.980}
        assert {df: round(t_quantile(df), 3) for df in table} == pytest.approx(table, abs=0.0011)

    def test_jackknife(self):
        """For a plain mean, the jackknife is the textbook variance of a mean."""
        x = np.random.default_rng(1).normal(size=40)
        found = leave_one_out(x, np.ones(40), np.arange(40), 40)
        assert jackknife(found[None, 1:])[0, 0] == pytest.approx(x.var(ddof=1) / 40)

    def test_tails(self):
        """The p of a quantile is that of the tables, for odd and even degrees of freedom."""
        for df in (1, 2, 3, 4, 5, 10, 31, 60, 400):
            assert t_tails(t_quantile(df), df) == pytest.approx(0.05, abs=2e-4)
        assert [round(t_tails(t, df), 4) for t, df in ((1.0, 1), (2.0, 2), (4.303, 2), (3.0, 7))] == [
            0.5, 0.1835, 0.05, 0.0199
        ]  # fmt: skip

    def test_tuned(self):
        """The variance is that of the jackknife which finds the weights anew without each article, nearly."""
        draw = np.random.default_rng(3).normal(size=(3, 40))
        draw[1] -= 0.7 * draw[0]
        replicates = -draw / 39
        real = []
        for left in range(40):
            weights = find_trust(jackknife(np.delete(replicates, left, axis=1)))
            real.append(replicates[0, left] + weights @ replicates[1:, left])
        assert tune(replicates).variance == pytest.approx(jackknife(np.array(real)[None])[0, 0], rel=0.01)
        assert tune(replicates).alone == pytest.approx(jackknife(replicates)[0, 0])

    def test_trust(self):
        """The weights are those that a fine grid finds."""
        draw = np.random.default_rng(2).normal(size=(3, 50))
        draw[1] -= 0.8 * draw[0]
        covariance = np.cov(draw)
        grid = [
            (np.array([1, p, q]) @ covariance @ [1, p, q], p, q)
            for p in np.linspace(0, 1, 101)
            for q in np.linspace(0, 1, 101)
        ]
        assert find_trust(covariance) == pytest.approx(min(grid)[1:], abs=0.01)
