"""Statements are cut as CODEBOOK.md rules, whatever the labels of words took along."""

import pytest

from toolkit.extract.finish import finish, finish_attributions
from toolkit.extract.kind import content_kind
from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units
from toolkit.model import Span, Statement


def span(text, words):
    return Span(text.index(words), text.index(words) + len(words)) if words else None


def finished(text, *statements, by=finish):
    """(contents, kind, cue, source) of statements given by their words."""
    quotations = find_quotations(text)
    made = []
    for content, cue, source in statements:
        pieces = tuple(span(text, words) for words in content)
        kind = content_kind(text, quotations, pieces)
        made.append(Statement(pieces, kind, span(text, cue), span(text, source)))
    found = by(text, quotations, split_units(text, quotations), made)
    return [
        ([p.of(text) for p in s.content], s.kind, s.cue and s.cue.of(text), s.source and s.source.of(text))
        for s in found
    ]


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("“Are you ready?” “We are,” Orr said.", ["“Are you ready?”", "“We are,”"], ["“We are,”"]),
        ("“Are you ready?” — “We are,” Orr said.", ["“Are you ready?”", "“We are,”"], ["“We are,”"]),
        ("Is Orr ready? “We are,” Orr said.", ["Is Orr ready", "“We are,”"], ["“We are,”"]),
        ("Then Orr said: “Ready?” “We are.”", ["“Ready?”", "“We are.”"], ["“Ready?”"]),
        ("“Ready?” he asked. “We are,” Orr said.", ["“Ready?”", "“We are,”"], ["“Ready?”", "“We are,”"]),
    ],
)
def test_questions_to_the_speaker(text, content, whole):
    """A question that the next words answer in quotation marks of their own is not said by whoever answers."""
    assert finished(text, (content, "said", "Orr"))[0][0] == whole


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("But the roads are closed, Orr said.", "But the roads are closed", "the roads are closed"),
        ("Orr said Monday ships would sail.", "Monday ships would sail", "ships would sail"),
        ("Orr said Monday was a bad day.", "Monday was a bad day", "Monday was a bad day"),
        ("Orr said later this month ships sail.", "later this month ships sail", "later this month ships sail"),
        ("An unjust peace, as some say, Orr said.", "An unjust peace, as", "An unjust peace"),
        ("Orr said ships that nobody waits for.", "ships that nobody waits for", "ships that nobody waits for"),
        ("Orr did not said all ships sail.", "not said all ships sail", "all ships sail"),
    ],
)
def test_words_that_lead_up_or_dangle(text, content, whole):
    """Conjunctions, days after the cue, and words whose clause was broken off are no content."""
    [(pieces, *_)] = finished(text, ([content], "said", "Orr"))
    assert pieces == [whole]


def test_pieces_of_function_words():
    """A piece that is a function word is dropped; a statement that is nothing else is none."""
    text = "Orr confirmed it, which had gone on. Talks end, he said."
    assert finished(text, (["it"], "confirmed", "Orr"), (["which", "Talks end"], "said", "he")) == [
        (["Talks end"], "indirect", "said", "he")
    ]
    text = "Orr named a ship that Aalto says is old."
    assert finished(text, (["a ship that"], "named", "Orr"), (["is old"], "says", "Aalto"))[0][0] == ["a ship"]
    text = "Shortly afterwards, it added, ships sailed."
    assert finished(text, (["Shortly", "ships sailed"], "added", "it"))[0][0] == ["ships sailed"]


def test_source_that_broke_off():
    """A source ends with a name or noun, unless its sentence ends with it."""
    text = "Mayor Orr last week said no. The man whom he worked with. It is said."
    assert finished(text, (["no"], "said", "Mayor Orr last"))[0][3] == "Mayor Orr"
    assert finished(text, (["It is"], "said", "The man whom he worked with"))[0][3] == "The man whom he worked with"


def test_called_for():
    """ "for" and "on" after "called" belong to the cue."""
    text = "Orr called for new ships."
    assert finished(text, (["for new ships"], "called", "Orr")) == [(["new ships"], "indirect", "called for", "Orr")]


def test_headings():
    """A heading in capitals is no statement; a shouted quotation is one."""
    text = "MAYOR VOWS NEW SHIPS\nOrr said: “NEVER AGAIN, NEVER.”"
    found = finished(text, (["NEW SHIPS"], "VOWS", "MAYOR"), (["“NEVER AGAIN, NEVER.”"], "said", "Orr"))
    assert [pieces for pieces, *_ in found] == [["“NEVER AGAIN, NEVER.”"]]


def test_a_quotation_of_its_own_sentence():
    """A quotation that is a sentence does not go on with the reporter's words before it, but with a quotation."""
    text = "She fears that “he” is at risk. “I can’t sleep.”"
    found = finished(text, (["that “he” is at risk", "“I can’t sleep.”"], "fears", "She"))
    assert found == [
        (["that “he” is at risk"], "mixed", "fears", "She"),
        (["“I can’t sleep.”"], "direct", None, None),
    ]
    text = "“We wait.” Orr said so. “It is late.”"
    assert finished(text, (["“We wait.”", "“It is late.”"], "said", "Orr"))[0][0] == ["“We wait.”", "“It is late.”"]


def test_a_quotation_without_a_cue():
    """With a source in another sentence it goes on with the turn just quoted, or has no source."""
    text = "“We wait,” Orr said. “It is late.” Aalto came."
    first = (["“We wait,”"], "said", "Orr")
    assert finished(text, first, (["“It is late.”"], None, "Aalto")) == [
        (["“We wait,”", "“It is late.”"], "direct", "said", "Orr")
    ]
    assert finished(text, (["“It is late.”"], None, "Aalto")) == [(["“It is late.”"], "direct", None, None)]


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("Orr said the boat was hit by ice, which melts.", "the boat was", "the boat was hit by ice"),
        ("Orr said fish cost more than bread does.", "fish cost more than", "fish cost more than bread does"),
        ("Orr said it began in 2019 and went on.", "it began in", "it began in 2019"),
        ("Orr said ships went to Espoo by night.", "ships went to", "ships went to Espoo"),
        ("Orr said ships would go on Monday, he wrote.", "ships would go on", "ships would go"),
        ("Orr said it was before the Winter War.", "it was before the Winter", "it was before the Winter War"),
        ("Orr said ships sail, something Aalto denies.", "ships sail, something", "ships sail"),
        ("Orr said ships sail as his town sleeps. All left.", "ships sail as his town", "ships sail as his town"),
        ("Orr said ships sail as his town started to sleep.", "ships sail as his town", "ships sail"),
        ("Orr said that is where he is, at home.", "that is where he is", "that is where he is"),
        ("Orr said talks go on while ships wait.", "talks go on", "talks go on"),
        ("Orr said it is a row of pro-Espoo boats. All left.", "it is a row of pro", "it is a row of pro-Espoo boats"),
        ("Orr said it is the world’s last ship, he wrote.", "it is the world’", "it is the world’s last ship"),
        ("Orr said it is the world’s last ship, he wrote.", "it is the world", "it is the world’s last ship"),
        ("Orr said it is a ship that he says is old.", "it is a ship that", "it is a ship"),
        ("Orr said it is a ship that many sailors want.", "it is a ship that", "it is a ship"),
        ("Orr said he knew that and left.", "he knew that", "he knew that"),
        ("Orr said it is part of its old fleet, he wrote.", "it is part of its", "it is part of its old fleet"),
        ("Orr said the boat saw her sail by.", "the boat saw her", "the boat saw her"),
        ("Orr said it is the town’s old ship, he wrote.", "it is the town’s", "it is the town’s old ship"),
        ("Orr said the ship is the town’s and left.", "the ship is the town’s", "the ship is the town’s"),
        ("Orr said it began in May 2019 and left.", "it began in May", "it began in May 2019"),
        ("Orr said it began two years ago and left.", "it began two years", "it began two years ago"),
        ("Orr said it began earlier that month.", "it began earlier that", "it began earlier that month"),
        ("Orr said it is long (nine metres). All left.", "it is long (nine metres", "it is long (nine metres)"),
        ("Orr said it costs much (9 crowns) at sea.", "it costs much (", "it costs much"),
        ("Orr said it is ‘so Espoo’s way’ now.", "it is ‘so Espoo", "it is ‘so Espoo"),
    ],
)
def test_a_content_that_broke_off(text, content, whole):
    """It goes on to the end of its clause, of a name or a date; a preposition or the reporter's clause is cut off."""
    [(pieces, *_)] = finished(text, ([content], "said", "Orr"))
    assert pieces == [whole]


def test_a_quotation_that_nobody_was_found_for():
    """It goes on with the quotation in the sentence before it, whole, and with nothing that was only reported."""
    text = "“We wait,” Aalto said. “It is late.”"
    turn = (["“We wait,”", "“It is late.”"], "direct", "said", "Aalto")
    assert finished(text, (["“We wait,”"], "said", "Aalto"), (["“It is late.”"], None, None)) == [turn]
    text = "“We wait,” Aalto said.\n\n“It is late.\n\n“It is dark.”"
    found = finished(text, (["“We wait,”"], "said", "Aalto"), (["“It is dark.”"], None, None))
    assert found == [(["“We wait,”", "“It is late.", "“It is dark.”"], "direct", "said", "Aalto")]
    text = "It is “dark” there, Aalto said. “It is late.”"
    found = finished(text, (["It is “dark” there"], "said", "Aalto"), (["“It is late.”"], None, None))
    assert found[1] == (["“It is late.”"], "direct", None, None)


def test_the_source_is_no_content():
    """A piece that ends with the statement's own source ends before it."""
    text = "“We wait,” Aalto said."
    found = finished(text, (["“We wait,” Aalto"], "said", "Aalto"))
    assert found == [(["“We wait,”"], "direct", "said", "Aalto")]


def test_speech_between_dashes_of_several_sentences():
    """It is direct, so that what stands before the sentence of the cue stays."""
    text = "- It is late. We wait, - said Aalto."
    assert finished(text, (["It is late. We wait"], "said", "Aalto"))[0][0] == ["It is late. We wait"]


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("Orr told world leaders a truce would help.", "world leaders a truce would help", "a truce would help"),
        ("Orr told the men of the fleet to wait.", "the men of the fleet to wait", "to wait"),
        ("Orr told how the war began.", "how the war began", "how the war began"),
        ("Orr told the story of a ship.", "the story of a ship", "the story of a ship"),
    ],
)
def test_who_was_told(text, content, whole):
    """Who was told is no part of the content."""
    [(pieces, *_)] = finished(text, ([content], "told", "Orr"))
    assert pieces == [whole]


def test_remarks_and_headings():
    """A remark between cue and clause is no content, nor a heading in single marks before a quotation."""
    text = "Orr claimed, once again, that ships sail. ‘All at sea’ “We sail,” Aalto said."
    first = (["once again", "that ships sail"], "claimed", "Orr")
    second = (["‘All at sea’ “We sail,”"], "said", "Aalto")
    assert [pieces for pieces, *_ in finished(text, first, second)] == [["that ships sail"], ["“We sail,”"]]


def test_words_before_a_clause():
    """The reporter's words before "X said that" are no content; before a clause that goes on after the cue they are."""
    text = "In turn, Orr said on air that ships sail. The town, Orr said, that never sleeps."
    assert finished(text, (["In turn", "that ships sail"], "said", "Orr"))[0][0] == ["that ships sail"]
    text = "The town, Orr said, that never sleeps."
    assert finished(text, (["The town", "that never sleeps"], "said", "Orr"))[0][0] == ["The town", "that never sleeps"]


def test_called_on_left_out():
    """So do they where no content was found to begin with them."""
    text = "Orr called on Aalto to wait."
    assert finished(text, (["Aalto to wait"], "called", "Orr"))[0][2] == "called on"


def test_a_sentence_after_a_quotation():
    """A sentence of the reporter's after a quotation that ends one is no content; the next quotation is."""
    text = "“We wait,” Orr said. “It is late.” And he knows why. “Go.”"
    assert finished(text, (["“We wait,”", "“It is late.” And he knows why. “Go.”"], "said", "Orr"))[0][:2] == (
        ["“We wait,”", "“It is late.”", "“Go.”"], "direct",
    )  # fmt: skip
    text = 'Orr said that "ships sail."Espoo is far off.'
    assert finished(text, (['that "ships sail."Espoo is far off'], "said", "Orr"))[0][0] == ['"ships sail."']


def test_a_quotation_that_goes_on():
    """Paragraphs of one quotation belong to one statement, though it begins within the reporter's sentence."""
    text = "Orr said it is “a small town.\n\n“We like it.”"
    assert finished(text, (["it is “a small town.", "“We like it.”"], "said", "Orr"))[0][0] == [
        "it is “a small town.", "“We like it.”",
    ]  # fmt: skip


def test_one_cue_in_two():
    """Two quotations around one clause of the reporter's are one statement, whose cue is the word of speech."""
    text = "“We wait,” Orr likes to say. “Go home.”"
    assert finished(text, (["“We wait,”"], "likes", "Orr"), (["“Go home.”"], "say", "Orr")) == [
        (["“We wait,”", "“Go home.”"], "direct", "say", "Orr")
    ]
    text = "“We wait,” Orr said, adding: “Go home.”"
    assert len(finished(text, (["“We wait,”"], "said", "Orr"), (["“Go home.”"], "adding", "Orr"))) == 2


def test_pieces_that_only_a_comma_parts():
    """Pieces with but a comma or a dash between them are one; quotations side by side are two."""
    text = "In May, ships sail, Orr said."
    assert finished(text, (["In May", "ships sail"], "said", "Orr"))[0][0] == ["In May, ships sail"]
    text = "“We wait,” “not you,” Orr said."
    assert finished(text, (["“We wait,”", "“not you,”"], "said", "Orr"))[0][0] == ["“We wait,”", "“not you,”"]


def test_a_word_cut_at_its_apostrophe():
    """A content or source begins with a word, not with its second half."""
    text = "As’ad said Monday’s ships sail."
    assert finished(text, (["’s ships sail"], "said", "’ad")) == [
        (["Monday’s ships sail"], "indirect", "said", "As’ad")
    ]


def test_a_heading_printed_into_a_word():
    """A heading in capitals that lost its line break is no content; names of capitals and small letters are."""
    text = "NEW SHIPS BEGINNearly all ships sail, Orr said."
    assert finished(text, (["SHIPS BEGINNearly all ships sail"], "said", "Orr"))[0][0] == ["Nearly all ships sail"]
    text = "EFMs and UAVs are ready, Orr said."
    assert finished(text, (["EFMs and UAVs are ready"], "said", "Orr"))[0][0] == ["EFMs and UAVs are ready"]


@pytest.mark.parametrize(
    ("text", "content", "cue", "whole"),
    [
        ("But all ships sail, and Orr said so.", "But all ships sail, and", "said", "all ships sail"),
        ("Orr called for new ships.", "for new ships", "called", "new ships"),
        ("Orr told Aalto to wait.", "Aalto to wait", "told", "Aalto to wait"),
        ("Orr drew a line, saying ships sail. Aalto left.", "ships sail. Aalto left", "saying", "ships sail"),
    ],
)
def test_attributions(text, content, cue, whole):
    """In the other scope words that lead up, dangle, or stand in another sentence are cut too; who was told is not."""
    assert finished(text, ([content], cue, "Orr"), by=finish_attributions)[0][0] == [whole]


@pytest.mark.parametrize(("text", "content"), [("Orr said that the ship came.", "that"), ("Orr said (we go) no.", "(")])
def test_no_content_becomes_empty(text, content):
    """A label that broke off after one word is never cut to less than that word."""
    assert all(piece for pieces, *_ in finished(text, ([content], "said", "Orr")) for piece in pieces)
