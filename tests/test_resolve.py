"""Who a source is: name, office on the day, side, and why."""

import pytest

from toolkit.errors import TableError
from toolkit.lexicon import fold, read_parties
from toolkit.model import Article, Span, Statement
from toolkit.resolve import read_corrections, resolve_speakers


def who(text, *sources, date="2023-05-01", **options):
    """The speakers of statements whose sources are these words, in the order of the text."""
    at, statements = 0, []
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        statements.append(Statement((Span(0, 1),), "indirect", source=Span(start, at)))
    return [s.speaker for s in resolve_speakers(Article("a", text, date=date), statements, **options)]


class TestNames:
    @pytest.mark.parametrize("name", ["Volodymyr Zelensky", "Mr Zelenskyy", "President Zelenskiy", "Zelenskyi"])
    def test_spellings_fold(self, name):
        """Transliterations, titles and lone surnames are one person."""
        [speaker] = who(f"{name} spoke.", name)
        assert (speaker.name, speaker.side) == ("Volodymyr Zelensky", "ukraine")

    def test_surname_of_somebody_in_no_table(self):
        """A surname takes the full name that the article gives."""
        first, second = who("Aino Aalto, a nurse, spoke. Ms Aalto left.", "Aino Aalto", "Ms Aalto")
        assert first.name == second.name == "Aino Aalto"


class TestDates:
    def test_office_on_the_day(self):
        """The office is the one held on the article's date."""
        early, late = (
            who("Dmitry Medvedev spoke.", "Dmitry Medvedev", date=d)[0] for d in ("2010-01-01", "2023-05-01")
        )
        assert early.office == "president"
        assert late.office != early.office

    def test_without_a_date(self):
        """Without a date it is the latest office, and the reason says so."""
        assert "no date" in who("Dmitry Peskov spoke.", "Dmitry Peskov", date=None)[0].reason


class TestPronouns:
    def test_the_speaker_before(self):
        """A pronoun is the speaker named before, of its gender."""
        text = "Dmitry Peskov spoke. Maria Zakharova spoke. He left."
        assert [s.name for s in who(text, "Dmitry Peskov", "Maria Zakharova", "He")][-1] == "Dmitry Peskov"


class TestAnonymous:
    def test_side_from_the_words(self):
        """Nobody is named, but the words give the side."""
        [speaker] = who("It rained.\nA senior Ukrainian official spoke.", "A senior Ukrainian official")
        assert (speaker.name, speaker.side) == ("unknown", "ukraine")

    def test_no_side(self):
        """Where the words give no side, there is none."""
        assert who("It rained.\nofficials spoke", "officials")[0].side == "unknown"


class TestParties:
    def test_another_conflict_needs_another_file(self):
        """The same speaker has another side under another parties file."""
        from importlib.resources import files

        second = read_parties(files("toolkit") / "data" / "parties_israel_iran.toml")
        assert who("Vladimir Putin spoke.", "Vladimir Putin", parties=second)[0].side == "other"

    @pytest.mark.parametrize(
        ("toml", "message"),
        [
            ("", "no [[party]]"),
            ("[[party]]\nid = 1", "party 1: no id"),
            ('[[party]]\nid = "a"\nlabel = "A"\ncolour = "red"', "colour 'red'"),
            ("[[party", "not TOML"),
        ],
    )
    def test_bad_files(self, tmp_path, toml, message):
        """The error names the file, the party and the key."""
        path = tmp_path / "p.toml"
        path.write_text(toml)
        with pytest.raises(TableError) as error:
            read_parties(path)
        assert message in str(error.value)
        assert str(path) in str(error.value)


class TestCorrections:
    def test_applied_exactly(self, tmp_path):
        """A correction changes the speaker it names and no other."""
        path = tmp_path / "c.csv"
        path.write_text("speaker,name,side,office\nAino Aalto,Aino Maria Aalto,eu,nurse\n")
        text = "Aino Aalto spoke. Dmitry Peskov spoke."
        plain = who(text, "Aino Aalto", "Dmitry Peskov")
        mended = who(text, "Aino Aalto", "Dmitry Peskov", corrections=read_corrections(path))
        assert (mended[0].name, mended[0].side, mended[0].office) == ("Aino Maria Aalto", "eu", "nurse")
        assert mended[1] == plain[1]

    @pytest.mark.parametrize(
        ("csv", "message"),
        [("a,b\n", "no column name, side, speaker"), ("speaker,name,side\nA,,eu\n", "line 2, column name")],
    )
    def test_bad_files(self, tmp_path, csv, message):
        """The error names file, line and column."""
        path = tmp_path / "c.csv"
        path.write_text(csv)
        with pytest.raises(TableError) as error:
            read_corrections(path)
        assert message in str(error.value)


def test_fold():
    """Case, accents and endings of transliteration do not matter."""
    assert fold("Zelenskýy’s") == fold("zelensky")
