"""A quotation that is signed belongs to whom the signature names, whatever an engine read."""

import pytest

from toolkit.extract import extract_statements
from toolkit.extract.quotes import find_quotations
from toolkit.extract.signed import take_signed
from toolkit.model import Article, Span, Statement


def signed(text, statements=()):
    found = take_signed(text, find_quotations(text), statements, rule="signature")
    return [(one.words(text), one.source.of(text)) for one in found if one.source]


class TestSigned:
    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("“It was dark.” — Ada Orr", "Ada Orr"),
            ("“It was dark,” ― Ada Orr, nurse", "Ada Orr, nurse"),
            ('"It was dark." -- Ada Orr (Turku)', "Ada Orr (Turku)"),
            ("“It was dark.”\n— Ada van Orr, head of a school\nMore to come.", "Ada van Orr, head of a school"),
            ("“It was dark”. – Ada Orr", "Ada Orr"),
        ],
    )
    def test_dash_and_name_close_the_paragraph(self, text, source):
        """On the line of the quotation or the next; what describes the name is part of the source."""
        assert [named for _, named in signed(text)] == [source]

    @pytest.mark.parametrize(
        "text",
        [
            "“The Hill of Gates” — Ada Orr",  # a book
            "“It was dark,” — said Ada Orr",
            "“It was dark.” — Ada Orr, “and cold.”",
            "Books of the year: “The Hill.” — Ada Orr",
            "“It was dark.” — Ada",
            "“It was dark.” — nobody else came",
        ],
    )
    def test_no_signature(self, text):
        """Titles, cues, and names that are one unknown word are none."""
        assert signed(text) == []

    def test_somebody_in_the_actor_table_signs_a_headline(self):
        """Without a stop, and with a surname."""
        assert signed("“Nobody will break us” – Zelensky") == [("“Nobody will break us”", "Zelensky")]

    def test_the_signature_before_is_not_the_source(self):
        """Where an engine took the name above a quotation, the one below counts."""
        text = "“It was dark.” — Ada Orr\n“I saw nothing.” — Ben Moe"
        wrong = Statement((Span(25, 41),), "direct", None, Span(17, 24), "test", 0.9)
        assert wrong.words(text) == "“I saw nothing.”"
        assert signed(text, [wrong]) == [("“It was dark.”", "Ada Orr"), ("“I saw nothing.”", "Ben Moe")]

    @pytest.mark.parametrize("engine", ["rules", "fast"])
    @pytest.mark.parametrize("scope", ["statements", "attributions"])
    def test_every_engine(self, engine, scope):
        """Rules and learned engines alike, by both codebooks."""
        text = "Readers wrote to us.\n\n“It was dark. We waited.”\n— Ada Orr, nurse\n\n“I saw nothing.”\n— Ben Moe"
        found = extract_statements(Article("a", text), engine=engine, scope=scope)
        named = [(one.words(text), one.source.of(text)) for one in found if one.source]
        assert named[-2:] == [("“It was dark. We waited.”", "Ada Orr, nurse"), ("“I saw nothing.”", "Ben Moe")]
