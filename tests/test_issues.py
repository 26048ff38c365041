"""The table of issues: each phrase finds what no other of its issue finds."""

import pytest

from toolkit.score.tables import read_table
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
