"""The table of issues: each phrase finds what no other of its issue finds; a user's table stands beside it."""

import csv
from functools import partial
from pathlib import Path

import pytest

from toolkit.errors import TableError
from toolkit.model import Span, Statement
from toolkit.score import Issue, read_issues
from toolkit.score.tables import read_table
from toolkit.score.targets import find_candidates
from toolkit.score.verbs import any_of

ROWS = read_table("issues.csv", ("issue", "words"))


def examples(phrase):
    """What a phrase stands for: itself, with nothing and with a letter in place of each ending."""
    words = [word if word != "*" else "any" for word in phrase.removeprefix("-").split()]
    return [" ".join(word.replace("*", ending) for word in words) for ending in ("", "x")]


def needless(phrases):
    """Those of an issue's phrases in which another always stands: both name the issue, or both only look like it."""
    found = []
    for at, phrase in enumerate(phrases):
        others = [o for n, o in enumerate(phrases) if n != at and o.startswith("-") == phrase.startswith("-")]
        patterns = [any_of((other.removeprefix("-"),)) for other in others]
        if any(all(p.search(example) for example in examples(phrase)) for p in patterns):
            found.append(phrase)
    return found


class TestIssues:
    @pytest.mark.parametrize("row", ROWS, ids=lambda row: row["issue"])
    def test_each_phrase_is_needed(self, row):
        """No phrase stands twice in its issue, and none holds another that finds it anyway."""
        assert needless(row["words"].split("|")) == []

    @pytest.mark.parametrize(
        ("found", "phrases"),
        [
            (["military aggression"], ["aggression", "military aggression"]),
            (["weapons suppl*"], ["weapons", "weapons suppl*"]),
            (["war", "war"], ["war", "war"]),
            (["-suicide bombing*"], ["bombing", "-bombing*", "-suicide bombing*"]),
            ([], ["strikes", "strike on", "air strike*"]),
            ([], ["withdraw* troops", "withdraw* * troops"]),
            ([], ["strikes", "-drone strikes"]),
        ],
    )
    def test_what_is_needless(self, found, phrases):
        """A longer phrase is needless beside a part of it, one that only looks like the issue is not."""
        assert found == needless(phrases)

    def test_each_issue_is_one_row(self):
        """An issue has one row."""
        issues = [row["issue"] for row in ROWS]
        assert sorted(set(issues)) == sorted(issues)


def found(text: str, issues: tuple[Issue, ...] = ()) -> list[tuple[str, int]]:
    """The issues that a text names, and how often."""
    one = Statement((Span(0, len(text)),), "indirect")
    return [(candidate.name, candidate.count) for candidate in find_candidates(text, one, (), issues)]


@pytest.fixture
def table(tmp_path: Path):
    """What the rows of a user's table are read as."""

    def read(*rows: str, head: str = "issue,words", encoding: str = "utf-8") -> tuple[Issue, ...]:
        (tmp_path / "mine.csv").write_text("\n".join([head, *rows]) + "\n", encoding=encoding)
        return read_issues(tmp_path / "mine.csv")

    return read


class TestOwnIssues:
    def test_beside_the_usual_ones(self, table):
        """A user's issues are found and the package's still are; what stands after a - is none."""
        own = table("bees,bee*|honey|-honey moon")
        text = "Honeybees make honey on a honey moon during a ceasefire"
        assert found(text, own) == [("bees", 1), ("ceasefire", 1)]
        assert found(text) == [("ceasefire", 1)]

    def test_words_of_a_usual_issue(self, table):
        """Words for an issue that the package has, in capitals or not, are more words of it."""
        own = table("Ceasefire,silence of the guns", "ceasefire,quiet")
        assert found("a truce, the silence of the guns, quiet", own) == [("ceasefire", 3)]

    def test_a_usual_word_taken_away(self, table):
        """A word of the package after a - no longer names its issue, the others do."""
        assert found("a truce, an armistice", table("ceasefire,-truce")) == [("ceasefire", 1)]

    @pytest.mark.parametrize(
        ("row", "text"),
        [
            (" bees , bee  keeper | honey ", "a bee keeper"),
            (" bees , bee  keeper | honey ", "honey"),
            ("bees,the queen’s bees", "the queen's bees"),
            ("bees,- honey moon|honey", "honey"),
        ],
    )
    def test_spaces_and_apostrophes(self, table, row, text):
        """Spaces around words, several in one, and a curled apostrophe, as spreadsheets leave them, change nothing."""
        assert found(text, table(row)) == [("bees", 1)]

    @pytest.mark.parametrize(
        ("head", "row", "encoding"),
        [
            ("issue;words;note", "bärs;bär*;mine, all", "cp1252"),
            ("issue\twords", "bärs\tbär*", "utf-16"),
            ("words,issue", "bär*,bärs", "utf-8-sig"),
        ],
    )
    def test_as_spreadsheets_write_it(self, table, head, row, encoding):
        """Semicolons, tabs, a mark of the encoding and other columns are read."""
        assert table(row, head=head, encoding=encoding) == (Issue("bärs", ("bär*",)),)

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            (["issue", "bees"], ", line 1: no column words; add it (found: issue)"),
            (["issue,words"], ": no issue in the file; give each issue a line"),
            (["issue,words", "bees,bee*", "wasps,"], ", line 3, column words: an empty cell; write the words"),
            (["issue,words", ",bee*"], ", line 2, column issue: an empty cell; write the issue"),
            (["issue,words", "bees,bee*,honey"], ", line 2: 3 cells; 2 expected; quote cells with commas"),
            (
                ["issue,words", "bees,bee*| |honey"],
                ", line 2, column words: ' ' has no letter; write words with | between",
            ),
            (
                ["issue,words", 'bees,"bee*', "wasps,wasp*"],
                ", line 3: not CSV (unexpected end of data); mend the quotation",
            ),
            (["issue,words", "bees," + "bee|" * 40_000], ", line 2: not CSV (field larger than field limit"),
            (["issue,words", "bees,*"], ", line 2, column words: '*' has no letter"),
            (["issue,words", "bees,-"], ", line 2, column words: '-' has no letter"),
            (["issue,words", "bees,-bee"], ", line 2, column words: no word for 'bees'; write a word that names it"),
            (["\0\1\2\3" * 99], ": cannot be read ("),
            ([""], ": cannot be read (the file is empty)"),
        ],
    )
    def test_bad_tables(self, tmp_path, rows, said, request):
        """The error names the file, the line, the column and what was expected."""
        request.addfinalizer(
            partial(csv.field_size_limit, csv.field_size_limit(131_072))
        )  # readers of articles raise it
        path = tmp_path / "mine.csv"
        path.write_text("\n".join(rows), encoding="utf-8")
        with pytest.raises(TableError) as error:
            read_issues(path)
        assert f"{path}{said}" in str(error.value) and "\n" not in str(error.value)

    def test_read_again(self, table):
        """A table that was changed is read anew."""
        assert [table(f"{name},bee*")[0].name for name in ("bees", "wasps")] == ["bees", "wasps"]
