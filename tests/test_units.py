"""Where the sentences of a text begin and end."""

import pytest

from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. Orr left.", ["It rained.", "Orr left."]),
        (
            "So said Reps. Ada Orr and Sens. Ida Aalto. It rained.",
            ["So said Reps. Ada Orr and Sens. Ida Aalto.", "It rained."],
        ),
        ("They met at 8 p.m. ET (3 a.m. Helsinki time).", ["They met at 8 p.m. ET (3 a.m. Helsinki time)."]),
        ("They met at 8 p.m. Orr left.", ["They met at 8 p.m.", "Orr left."]),
        ("It rained. “[They] left,” he said.", ["It rained.", "“[They] left,” he said."]),
    ],
)
def test_stops(text, sentences):
    """A full stop ends a sentence, but not after a title or before a zone of time; brackets may open the next one."""
    assert [unit.span.of(text) for unit in split_units(text, find_quotations(text))] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "They left Espoo in winter.Orr, who stayed, wrote.",
            ["They left Espoo in winter.", "Orr, who stayed, wrote."],
        ),
        ('It was in winter."We wait," he said.', ["It was in winter.", '"We wait," he said.']),
        ("He said “no longer.”“We wait,” she said.", ["He said “no longer.”", "“We wait,” she said."]),
        ("Write to Prof.Orr, he said.", ["Write to Prof.Orr, he said."]),
    ],
)
def test_lost_line_breaks(text, sentences):
    """A sentence ends, too, where the next one is glued to a word of small letters, with or without a mark."""
    assert [unit.span.of(text) for unit in split_units(text, find_quotations(text))] == sentences
