"""What a comparison says, and when it says that it cannot."""

import json

import numpy as np
import pandas as pd
import pytest

from toolkit.compare import (
    compare_all,
    compare_around,
    compare_groups,
    compare_sides,
    distinctive_words,
    find_words,
    holm,
    permute,
    show_statements,
    stance_matrix,
    summarise_by,
    timeline,
    word_shift,
)
from toolkit.compare.permutations import studentise
from toolkit.errors import InputError
from toolkit.model import Article, Span, Statement
from toolkit.score import score_statements


def frame(n: int) -> pd.DataFrame:
    values = np.random.default_rng(0).normal(size=2 * n)
    return pd.DataFrame(
        {"doc": [f"d{i % 5}" for i in range(2 * n)], "statement": range(2 * n), "side": ["x", "y"] * n, "tone": values}
    )


class TestCompare:
    def test_swap(self):
        """Swapping the sides flips every sign."""
        one, two = (compare_sides(frame(30), *pair, "tone", seed=1) for pair in (("x", "y"), ("y", "x")))
        assert (one.difference, one.low, one.high, one.delta) == (
            -two.difference, -two.high, -two.low, -two.delta,
        )  # fmt: skip

    def test_few(self):
        """Below the minimum the sentence says so, and no nan is shown."""
        said = compare_sides(frame(3), "x", "y", "tone", seed=1).sentence
        assert said.startswith("Too few statements to compare x and y") and "nan" not in said
        assert list(summarise_by(frame(3), "side", "tone", seed=1)["note"]) == ["too few to compare"] * 2

    def test_clear(self):
        """A difference as large as the scale is found, with delta 1."""
        rows = frame(30).assign(tone=[1.0, -1.0] * 30)
        found = compare_sides(rows, "x", "y", "tone", seed=1)
        assert (found.difference, found.delta) == (2.0, 1.0)

    def test_words(self):
        """The sentence says which side is higher, or that no difference is clear, by the names it is given."""
        rows = frame(30).assign(tone=[1.0, -1.0] * 29 + [0.9, -0.9])
        assert (
            compare_sides(rows, "x", "y", "tone", seed=1)
            .describe("North", "South")
            .startswith("North scores higher than South on tone")
        )
        assert compare_sides(rows, "y", "x", "tone", seed=1).sentence.startswith("y scores lower than x on tone")
        assert compare_sides(
            rows.assign(tone=[1.0, 1.0, -1.0, -1.0] * 15), "x", "y", "tone", seed=1
        ).sentence.startswith("No clear difference")

    def test_swap_flips_nothing_else(self):
        """p, counts and the way of shuffling stay; intervals of the difference and of delta change sign and order."""
        one, two = (compare_sides(frame(30), *pair, "tone", seed=1) for pair in (("x", "y"), ("y", "x")))
        assert (one.p, one.shuffled, one.ways, one.n_a) == (two.p, two.shuffled, two.ways, two.n_b)
        assert (one.delta_low, one.delta_high) == (-two.delta_high, -two.delta_low)

    def test_few_articles(self):
        """An interval from few articles says so; from one it says that it holds for that article only."""
        assert compare_sides(frame(30), "x", "y", "tone", seed=1).caution == (
            "only 5 articles: the interval may be too narrow"
        )
        one = compare_sides(frame(30).assign(doc="d"), "x", "y", "tone", seed=1)
        assert one.caution == "one article: says nothing about others"

    def test_no_interval_from_two_articles(self):
        """Two articles, one a side, give a difference and no interval: the next article may say the opposite."""
        rows = frame(30).assign(doc=["d", "e"] * 30)
        found = compare_sides(rows, "x", "y", "tone", seed=1)
        assert found.difference is not None and found.low is None
        assert found.sentence.startswith("Too few articles to say how x and y differ") and found.chance == ""
        assert (
            list(summarise_by(frame(30).assign(doc=["d", "e"] * 30), "side", "tone", seed=1)["note"])
            == ["by statement"] * 2
        )
        assert (
            list(summarise_by(frame(30).assign(doc=["d", "d", "e"] * 20), "side", "tone", seed=1)["low"]) == [None] * 2
        )

    @pytest.mark.parametrize("shared", [True, False])
    def test_false_alarms(self, shared):
        """Without a difference, an interval of ten articles misses 0 in about 5 % of corpora, not in 8 % and more."""
        rng, alarms = np.random.default_rng(1), 0
        for seed in range(100):
            codes = np.repeat(range(10), 6)
            side = np.where((np.arange(60) if shared else codes) % 2, "x", "y")
            tone = np.repeat(rng.normal(0, 0.3, 10), 6) + rng.normal(0, 0.3, 60)
            rows = pd.DataFrame({"doc": codes.astype(str), "statement": range(60), "side": side, "tone": tone})
            found = compare_sides(rows, "x", "y", "tone", seed=seed)
            alarms += found.low > 0 or found.high < 0
        assert alarms <= 10

    def test_shows_statements(self):
        """Where there are too few, the statements are there to be read, the first side's first."""
        rows = frame(3).assign(text=list("abcdef"))
        assert list(show_statements(rows, "y", "x", "tone")["text"]) == list("fbdace")


class TestPermutations:
    def test_whole_articles(self):
        """Articles that quote one side keep their statements together: 2 and 2 such articles have 6 arrangements."""
        values, first = np.repeat([0.0, 0.1, 1.0, 1.1], 20), np.repeat([False, False, True, True], 20)
        p, how, ways = permute(values, first, np.repeat(range(4), 20), seed=1)
        assert how == "sides of whole articles shuffled" and ways == 6
        assert p == pytest.approx(1 / 3, abs=0.05)

    def test_within_articles(self):
        """What differs between articles does not count where every article quotes both sides equally often."""
        codes = np.repeat(range(20), 4)
        first = np.tile([True, True, False, False], 20)
        p, how, _ = permute(codes + 0.5 * first, first, codes, seed=1)
        assert how == "sides shuffled within articles" and p == pytest.approx(1 / 1001)

    def test_many(self):
        """Arrangements are counted up to a bound, so that the finding can always be shown."""
        codes, first = np.arange(20_000), np.tile([True, False], 10_000)
        assert permute(np.arange(20_000.0), first, codes, seed=1)[2] == 10**9

    def test_level(self):
        """Without a difference, p is below 0.05 in about 5 % of corpora, though statements of one article are alike."""
        rng, hits = np.random.default_rng(5), 0
        for _ in range(200):
            codes = np.repeat(range(30), 5)
            values = np.repeat(rng.normal(size=30), 5) + rng.normal(size=150) * 0.3
            hits += permute(values, np.repeat(rng.permutation(30) < 15, 5), codes, seed=1)[0] <= 0.05
        assert 2 <= hits <= 19

    @pytest.mark.parametrize("sides", [(10, 30), (12, 12)])
    def test_level_of_unlike_sides(self, sides):
        """Nor where one side speaks in fewer articles and is spread four times as widely (Chung and Romano 2013)."""
        rng, hits = np.random.default_rng(1), 0
        codes = np.repeat(np.arange(sum(sides)), 4)
        first = codes < sides[0]
        for _ in range(100):
            values = rng.normal(size=sum(sides))[codes] + rng.normal(size=len(codes)) * 0.5
            hits += permute(np.where(first, values, values / 4), first, codes, seed=1)[0] <= 0.05
        assert hits <= 10  # differences that are not studentised: 19 of 100 with 10 and 30 articles

    def test_studentised(self):
        """The standard error adds up residuals by article, as the textbook's for independent values does without."""
        x, y = np.array([0.0, 1.0, 2.0]), np.array([5.0, 9.0])
        values, first = np.concatenate([x, y]), np.arange(5) < 3
        error = np.sqrt(x.var() / 3 + y.var() / 2)
        one = studentise(values, first[None], np.arange(5))
        nine = studentise(np.repeat(values, 9), np.repeat(first, 9)[None], np.repeat(np.arange(5), 9))
        assert one[0] == pytest.approx((x.mean() - y.mean()) / error) == nine[0]

    def test_p(self):
        """No p is 0, and one below 0.001 is written so."""
        rows = frame(30).assign(doc=[f"d{n}" for n in range(60)], tone=lambda f: f["tone"] / 9 + (f["side"] == "x"))
        found = compare_sides(rows, "x", "y", "tone", seed=1)
        assert found.p == pytest.approx(1 / 1001) and "as large with p < 0.001 (" in found.chance
        assert "with p = 0." in compare_sides(frame(30), "x", "y", "tone", seed=1).chance

    def test_holm(self):
        """The smallest p counts as often as there are tests; none becomes smaller than one that was smaller."""
        assert holm([0.01, 0.02, 0.5]) == pytest.approx([0.03, 0.04, 0.5])
        assert holm([]) == []

    def test_several(self):
        """Each pair of sides and score has a row; adjusted p are never smaller, and missing where p is."""
        rows = frame(30).assign(posture=lambda f: -f["tone"])
        rows = pd.concat([rows, rows[:3].assign(side="z")], ignore_index=True)
        table = compare_all(rows, ["tone", "posture"], ["x", "y", "z"], by="side", seed=1)
        assert len(table) == 6 and list(table["note"]).count("too few to compare") == 4
        counted = table[table["p"].notna()]
        assert (counted["p_holm"] >= counted["p"]).all() and table["p_holm"].notna().sum() == 2


class TestOtherGroups:
    def test_speakers(self):
        """Speakers are compared as sides are."""
        rows = frame(30)
        renamed = rows.rename(columns={"side": "speaker"})
        assert compare_groups(renamed, "x", "y", "tone", by="speaker", seed=1) == compare_sides(
            rows, "x", "y", "tone", seed=1
        )

    def test_date(self):
        """The change around a date is what came from then on minus what was before; a wrong date is named."""
        rows = frame(30).assign(side="x", date=["2022-02-23", "2022-02-24"] * 30, tone=[0.0, 1.0] * 30)
        assert compare_around(rows, "x", "tone", "2022-02-24", seed=1).difference == 1
        for wrong in ("soon", "2022", "24.02.2022", "2022-02-30", None):
            with pytest.raises(InputError, match=r"is no date; write it as 2022-02-24"):
                compare_around(rows, "x", "tone", wrong, seed=1)
        assert compare_around(rows, "x", "tone", "2030-01-01", seed=1).difference is None

    def test_timeline(self):
        """Weeks begin on Monday; undated statements are left out; few statements have no mean."""
        rows = frame(30).assign(date=(["2022-02-24"] * 40 + ["2022-03-01"] * 10 + [None] * 10))
        table = timeline(rows, "tone", every="week", seed=1)
        assert table[["side", "period", "statements"]].values.tolist() == [
            ["x", "2022-02-21", 20], ["x", "2022-02-28", 5], ["y", "2022-02-21", 20], ["y", "2022-02-28", 5],
        ]  # fmt: skip
        assert list(table["mean"].isna()) == [False, True, False, True]

    def test_stances(self):
        """Counts are always there, a mean from the minimum number of statements on."""
        said = [json.dumps([{"name": "Kremlin", "stance": "against"}])] * 24
        rows = pd.DataFrame({"doc": "d", "statement": range(24), "side": ["x"] * 20 + ["y"] * 4, "targets": said})
        table = stance_matrix(rows, names={"Kremlin": "Russia"}, seed=1)
        assert table[["side", "target", "against", "mean"]].values.tolist()[0] == ["x", "Russia", 20, -1]
        assert table["note"].iloc[1] == "too few to compare"

    def test_one_stance_a_statement(self):
        """Statements are counted, not mentions: two targets that are joined are one, contradictions are neutral."""
        said = [
            [("Kremlin", "against"), ("Russia", "against")],
            [("Kremlin", "against"), ("Russia", "neutral")],
            [("Kremlin", "against"), ("Russia", "favor")],
        ]
        cells = [json.dumps([{"name": name, "stance": stance} for name, stance in one]) for one in said]
        rows = pd.DataFrame({"doc": "d", "statement": range(3), "side": "x", "targets": cells})
        table = stance_matrix(rows, names={"Kremlin": "Russia"}, seed=1)
        assert table[["statements", "favor", "neutral", "against"]].values.tolist() == [[3, 0, 1, 2]]


class TestWrongNames:
    @pytest.mark.parametrize(
        ("what", "said"),
        [
            (
                lambda f: compare_sides(f, "rusia", "x", "tone", seed=1),
                r"no side 'rusia' in the table; there are: x \(30",
            ),
            (lambda f: compare_sides(f, "x", "x", "tone", seed=1), "'x' would be compared with itself"),
            (lambda f: compare_sides(f, "x", "y", "tome", seed=1), "no column 'tome' in the table; there are: doc, st"),
            (lambda f: compare_groups(f, "x", "y", "tone", by="sied", seed=1), "no column 'sied' in the table"),
            (lambda f: compare_all(f, ["tone"], ["x", "z"], by="side", seed=1), "no side 'z' in the table"),
            (lambda f: compare_around(f, "x", "tone", "2022-02-24", seed=1), "no column 'date' in the table"),
            (
                lambda f: compare_around(f.assign(date=""), "z", "tone", "2022-02-24", seed=1),
                "no side 'z' in the table",
            ),
            (lambda f: timeline(f, "tone", every="decade", seed=1), "unknown period 'decade'; use one of day, week"),
            (lambda f: summarise_by(f, "sied", "tone", seed=1), "no column 'sied'"),
            (lambda f: stance_matrix(f, seed=1), "no column 'targets'"),
            (lambda f: distinctive_words(f.assign(text=""), "x", "z"), "no side 'z' in the table"),
            (lambda f: word_shift(f, "x", "y"), "no column 'text'"),
            (lambda f: show_statements(f, "x", "z", "tone"), "no side 'z'"),
        ],
    )
    def test_named(self, what, said):
        """A name that is not in the table is no group with too few statements: the error lists what is there."""
        with pytest.raises(InputError, match=said):
            what(frame(30))

    def test_empty_table(self):
        """A table without statements has too few of any side."""
        assert compare_sides(frame(30)[:0], "x", "y", "tone", seed=1).caution == "too few to compare"


class TestWrongTables:
    def test_twice(self):
        """A statement that is there twice is an error: it would make the evidence look twice as large."""
        with pytest.raises(InputError, match="statement 0 of 'd0' is there twice; keep one"):
            compare_sides(pd.concat([frame(30), frame(30)]), "x", "y", "tone", seed=1)

    def test_alike(self):
        """Where the numbers of either group are all the same there is no interval: no width promises too much."""
        rows = frame(30).assign(tone=[1.0, -1.0] * 30)
        found = compare_sides(rows, "x", "y", "tone", seed=1)
        assert (found.difference, found.low, found.delta_low) == (2.0, None, None) and found.chance.endswith(
            "than lower, is +1.00."
        )
        assert found.caution == "all alike: no interval" and "there is no interval. Here the diff" in found.sentence
        table = summarise_by(rows, "side", "tone", seed=1)
        assert set(table["note"]) == {"all alike: no interval"} and table["low"].isna().all()

    def test_undated(self):
        """Statements without a date are counted, and the sentence says so."""
        rows = frame(30).assign(date=["2022-01-01", "2022-01-01", "2022-03-01", "2022-03-01", None, None] * 10)
        found = compare_around(rows, "x", "tone", "2022-02-24", seed=1)
        assert found.undated == 10 and found.sentence.endswith(" 10 statements without a date are left out.")
        assert timeline(rows, "tone", seed=1).attrs["undated"] == 20

    def test_infinite(self):
        """An infinite number is an error, not a mean."""
        with pytest.raises(InputError, match="1 infinite number in column 'tone'"):
            compare_sides(frame(30).assign(tone=[np.inf, *[0.0] * 59]), "x", "y", "tone", seed=1)

    @pytest.mark.parametrize("prior", [0, -1, np.nan, np.inf])
    def test_prior(self, prior):
        """A prior of no words is an error."""
        rows = pd.DataFrame({"doc": ["1", "2"], "side": ["x", "y"], "text": "so it is"})
        with pytest.raises(InputError, match=r"a prior of .* words; give a number above 0"):
            distinctive_words(rows, "x", "y", prior=prior)


class TestWords:
    ROWS = pd.DataFrame(
        {
            "doc": ["1", "2", "3", "4"],
            "side": ["x", "x", "y", "y"],
            "text": ["peace talks go on", "peace, peace", "war goes on", "total war"],
        }
    )

    def test_formula(self):
        """The log-odds ratio is that of Monroe, Colaresi and Quinn, computed by hand for one word."""
        found = distinctive_words(self.ROWS, "x", "y", prior=11).set_index("word")
        first, second = (3 + 3) / (6 + 11 - 6), 3 / (5 + 11 - 3)
        assert found.loc["peace", "log_odds"] == pytest.approx(np.log(first) - np.log(second))
        assert found.loc["peace", "z"] == pytest.approx(found.loc["peace", "log_odds"] / np.sqrt(1 / 6 + 1 / 3))

    def test_swap(self):
        """Swapping the sides flips every sign and the counts."""
        one = distinctive_words(self.ROWS, "x", "y").set_index("word")
        two = distinctive_words(self.ROWS, "y", "x").set_index("word").loc[one.index]
        assert (one["z"] == -two["z"]).all() and (one["a"] == two["b"]).all()

    def test_one_article(self):
        """A word of one article only is left out; no words at all give an empty table."""
        assert set(distinctive_words(self.ROWS, "x", "y", grammar=True)["word"]) == {"peace", "war", "on"}
        assert len(distinctive_words(self.ROWS[:0], "x", "y")) == 0

    def test_grammar(self):
        """Words of grammar have no row unless they are asked for, and change no other word's numbers."""
        some, every = (distinctive_words(self.ROWS, "x", "y", grammar=g).set_index("word") for g in (False, True))
        assert set(some.index) == {"peace", "war"} and some.equals(every.drop("on"))

    def test_abbreviations(self):
        """An abbreviation is one word wherever it stands; the end of a sentence and an initial are none."""
        said = "U.S. forces left the U.S; a U.S.-led plan. We go.I stay at 5 p.m. in “U.S.”"
        assert [w for w in find_words(said) if "." in w] == ["u.s.", "u.s.", "u.s.-led", "p.m.", "u.s."]

    def test_one_word(self):
        """Where there is one word only, nothing is distinctive, and nothing is divided by zero."""
        assert len(distinctive_words(self.ROWS.assign(text="war"), "x", "y")) == 0

    def test_shift(self):
        """Shifts add up to the difference of the mean scores; swapping the sides flips every sign."""
        scores = {"peace": 1.0, "war": -1.0, "goes": 0.5}
        one, two = (word_shift(self.ROWS, *pair, scores=scores).set_index("word") for pair in (("x", "y"), ("y", "x")))
        means = [
            np.mean(
                [
                    scores[w]
                    for text in self.ROWS["text"][self.ROWS["side"] == side]
                    for w in find_words(text)
                    if w in scores
                ]
            )
            for side in ("x", "y")
        ]
        assert one["shift"].sum() == pytest.approx(means[0] - means[1])
        assert list(one.index) == list(two.index) and (one["shift"] == -two["shift"]).all()
        assert len(word_shift(self.ROWS, "x", "y", scores={})) == 0
        assert word_shift(self.ROWS, "x", "y")["shift"].sum() > 0


class TestScore:
    def test_any_text(self):
        """One word, no word and 5000 words are scored without an exception."""
        for text in ("", "Yes", "very good " * 2500, "💥", "Это война"):
            (scored,) = score_statements(Article("a", text), [Statement((Span(0, len(text)),), "direct")])
            assert -1 <= scored.polarity <= 1 and 0 <= scored.subjectivity <= 1 and -1 <= scored.vader <= 1

    def test_own_words(self):
        """Cue and source do not count."""
        text = "Horrible terrible Bob lied: tables exist"
        (scored,) = score_statements(Article("a", text), [Statement((Span(28, len(text)),), "indirect")])
        assert (scored.polarity, scored.vader) == (0, 0)
