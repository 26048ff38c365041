"""The common words of a text: all of them, those that may be what it is about, and each with the word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.lexicon import word_set
from toolkit.model import Span
from toolkit.score.nouns import is_noun

WORD = re.compile(r"(?<![\w’'-])(?:[a-z][a-z-]{3,}|aid|gas|law|oil|tax)(?![\w’'-])")
ENDING = re.compile(r".*(?:[^e]ed|ing|ly|ous|[ai]ble|ful)")  # of participles, adverbs and adjectives
ANY_WORD = re.compile(r"[^\W\d_][\w’'-]*")
MODIFIER = re.compile(r"(?<![\w’'-])(\w[\w-]{2,}) $")
GRAMMAR = word_set(
    """
    about above across after afterwards again against ahead almost alone along already also although always amid among
    amongst another anyone anything anyway anywhere around away back became because become becomes been before
    began begin behind being below beside besides best better between beyond both came come comes coming could
    despite does doing done down during each either else elsewhere enough even ever every everyone everything
    everywhere except first former forward four from full further gave give given gives going gone good have having
    hence here hers herself himself however indeed inside instead into itself just keep kept knew know known knows
    last later latter least less like likely look made make makes making many might mine more moreover most much
    must myself near nearly neither never nevertheless next nobody none nonetheless nothing nowhere often once only
    onto other others otherwise ours ourselves outside over part past perhaps please quite rather really said same
    saying says second seem seemed seems seen sees several shall should show since some somehow someone something
    sometimes somewhere soon still such take taken takes taking than that their theirs them themselves then there
    therefore these they thing things think third this those though three through throughout thus together told
    took toward towards twice under unless until upon used using very want wanted wants well went were what
    whatever when whenever where whereas wherever whether which while whoever whole whom whose will with within
    without would year years your yours yourself yourselves today tomorrow yesterday week weeks month months days
    add ago all and any are ask ate big but buy can cut did due end far few for get got had has her him his hit how its
    let lot may met not now off old one our out own per put ran run saw say see set she six sit ten the too top try two
    use was way who why win won yes yet you
    """
)
GENERAL = (
    word_set(  # nouns that stand for anything, whereabouts and offices; verbs and adjectives that go with anything
        """
    amount area areas bit case cases cities city countries country course day days dozen dozens end ends evening example
    fact facts guy guys half hand hands head hour hours hundred hundreds idea ideas issue issues kind kinds leader
    leaders level levels line lives lots majority man matter matters member members men million millions minister
    ministers minute minutes moment morning night number numbers official officials part parts people percent person
    persons place places point points president presidents question questions reason reasons region regions rest result
    results side sides situation sort spokesman spokesperson spokeswoman start statement step steps stuff thousand
    thousands time times town towns type village villages way ways woman word words world
    able achieve add adds agree allow ask asks become begin believe bring call calls cannot carry close come continue
    continues defend depend exist expect face feel find follow happen hear help hold hope lead leave like live lose
    mean means meet move need needs open pay play prepare prevent protect provide reach read remain remember require
    return send sent show start stay stop talk tell tried tries turn understand wait work works write
    bad best big central certain clear current different early eastern entire final great hard high huge important large
    late local long main major narrow necessary new next northern old only own possible present previous ready real
    recent right same short significant similar simple single small southern special strong sure true various western
    whole wide young
    """
    )
)
Word = tuple[Span, str]


def all_words(text: str) -> tuple[Word, ...]:
    """Every word of a text in lower case.

    >>> [word for _, word in all_words("The harvest failed.")]
    ['the', 'harvest', 'failed']
    """
    return tuple((Span(*match.span()), match.group().lower()) for match in ANY_WORD.finditer(text))


def word_spans(text: str, piece: Span) -> Iterator[Span]:
    """The words of a piece of text that may be what it is about: nouns in lower case that mean something of their own.

    >>> text = "The harvest of the people failed badly, one way or another"
    >>> [span.of(text) for span in word_spans(text, Span(0, len(text)))]
    ['harvest']
    """
    for match in WORD.finditer(text, piece.start, piece.end):
        word = match.group()
        if word not in GRAMMAR and word not in GENERAL and is_noun(word) and not ENDING.fullmatch(word):
            yield Span(*match.span())


def pair_of(text: str, span: Span) -> Span | None:
    """A word together with the one before it, if that is no grammar.

    >>> pair_of("the grain deal", Span(10, 14)), pair_of("that deal", Span(5, 9))
    (Span(start=4, end=14), None)
    """
    before = MODIFIER.search(text, max(0, span.start - 40), span.start)
    return Span(before.start(1), span.end) if before and before.group(1).lower() not in GRAMMAR else None
