"""What belongs to the clause beside a statement is no part of it."""

import pytest
from test_finish import finished


@pytest.mark.parametrize("person", ["Lt. Col. Ida Orr", "the mayor of Espoo, Ida Orr,"])
@pytest.mark.parametrize("verb", ["quoted", "cites", "was quoting"])
def test_who_is_quoted(verb, person):
    """Words that somebody is quoted as saying are that person's, and the person alone is no content."""
    text = f"The agency {verb} {person} as saying ships sail."
    expected = [(["ships sail"], "indirect", "saying", person.rstrip(","))]
    assert finished(text, (["ships sail"], "saying", "The agency")) == expected
    cue = verb.split()[-1]
    for taken in (person, f"{person} as"):
        assert finished(text, ([taken], cue, "The agency"), (["ships sail"], "saying", "The agency")) == expected
    if person.replace(".", "") == person:
        assert finished(text, ([f"{person} as saying ships sail"], cue, "The agency")) == expected


def test_quoted_by():
    """By whom somebody is quoted does not speak."""
    text = "Orr was quoted by the agency as saying ships sail."
    assert finished(text, (["ships sail"], "saying", "Orr"))[0][3] == "Orr"


def test_the_object_of_another_verb():
    """A piece between source and cue is what another verb is about, unless it is a clause of its own."""
    text = "Orr drew a line, saying ships sail."
    assert finished(text, (["a line", "ships sail"], "saying", "Orr"))[0][0] == ["ships sail"]
    text = "Orr made clear that he waits, saying ships sail."
    assert len(finished(text, (["that he waits", "ships sail"], "saying", "Orr"))[0][0]) == 2


@pytest.mark.parametrize(
    ("joint", "subject"),
    [(" while ", "the company"), (", but ", "the mayor of Espoo"), ("; ", "Ida Aalto"), (", and ", "Kyiv also")],
)
def test_the_subject_of_the_next_clause(joint, subject):
    """What stands before the next cue and is no part of the first clause is who speaks next."""
    text = f"Orr said ships sail{joint}{subject} admitted that bridges wait."
    first = ([f"ships sail{joint}{subject}"], "said", "Orr")
    assert finished(text, first, (["that bridges wait"], "admitted", "Orr")) == [
        (["ships sail"], "indirect", "said", "Orr"),
        (["that bridges wait"], "indirect", "admitted", subject.removesuffix(" also")),
    ]


@pytest.mark.parametrize("half", ["has so far", "would not", "wanted to"])
def test_a_verb_in_two(half):
    """A verb of which a content holds the first half is no cue of its own."""
    text = f"Orr said Aalto called and he {half} rejected the deal."
    first = ([f"Aalto called and he {half}"], "said", "Orr")
    assert finished(text, first, (["the deal"], "rejected", "Orr")) == [
        ([f"Aalto called and he {half} rejected the deal"], "indirect", "said", "Orr")
    ]


def test_a_colon_leads_on():
    """What a colon leads to has nothing of the sentence before; a clause that goes on with a quotation has both."""
    text = "“It is late,” Orr said.\n\n“We left.”\n\nHe added: “We wait.”"
    found = finished(text, (["“It is late,”"], "said", "Orr"), (["“We left.”", "“We wait.”"], "added", "He"))
    assert found == [
        (["“It is late,”", "“We left.”"], "direct", "said", "Orr"),
        (["“We wait.”"], "direct", "added", "He"),
    ]
    text = "“Is it late?” she wrote: “We wait.”"
    assert len(finished(text, (["“Is it late?”", "“We wait.”"], "wrote", "she"))) == 1
