"""One article through all steps; the only place that catches an article's errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from toolkit.errors import ModelError, ToolkitError, check_choice
from toolkit.extract import DEFAULT_ENGINE, ENGINES, SCOPES, extract_statements
from toolkit.extract.turns import DOCUMENTS, extract_turns
from toolkit.extract.wrapped import unwrap
from toolkit.lexicon import Parties
from toolkit.model import Article, LeftOut, Result, Statement, expect
from toolkit.progress import show_progress
from toolkit.resolve import Correction, resolve_speakers, unused
from toolkit.score import Issue, score_statements, score_word_lists

STEPS = ("extract", "resolve", "score")  # in their order; each depends on those before it
SCORES = (True, "wordlists", False)
AN_ARTICLE = 'write Article("a name", "the text"), or read files with read_articles'
ARTICLES = "give a list of articles, or read_articles(folder)"
SETTINGS = 'write Settings(engine="fast")'


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides a result: engine, scope, the sides, the researcher's corrections and issues, scores, documents.

    `scores`: True for every score, "wordlists" for TextBlob and VADER alone, which need no weights, False for none.
    `documents`: "auto" recognises speeches and transcripts by itself, "news" and "speech" decide for all of them.
    `columns`: which column of a table holds what, as (("text", "body"),), where its name does not say so.
    `issues`: targets beside the package's, which only scores=True finds.
    Raises ToolkitError for other words, TypeError for parties, corrections or issues that were not read.
    """

    engine: str = DEFAULT_ENGINE
    scope: str = "statements"
    parties: Parties | None = None
    corrections: tuple[Correction, ...] = ()
    scores: bool | Literal["wordlists"] = True
    documents: str = "auto"
    columns: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()

    def __post_init__(self) -> None:
        if self.scores not in SCORES:
            raise ToolkitError(f"no scores {self.scores!r}", hint='choose True, "wordlists" or False')
        check_choice("engine", self.engine, ENGINES)
        check_choice("scope", self.scope, SCOPES)
        check_choice("kind of documents", self.documents, DOCUMENTS)
        if self.parties is not None:
            expect(self.parties, Parties, "write parties=toolkit.lexicon.read_parties(path)")
        for row in self.corrections if isinstance(self.corrections, tuple | list) else (self.corrections,):
            expect(row, Correction, "write corrections=toolkit.resolve.read_corrections(path)")
        for issue in self.issues if isinstance(self.issues, tuple | list) else (self.issues,):
            expect(issue, Issue, "write issues=toolkit.score.read_issues(path)")
        if self.issues and self.scores is not True:
            hint = "leave them or --wordlists out (extract: add --scores; Python: scores=True)"
            raise ToolkitError("issues are targets, which only the learned scores find", hint=hint)


def process_article(
    article: Article,
    settings: Settings | None = None,
    *,
    known: Result | None = None,
    steps: Sequence[str] = STEPS,
) -> Result:
    """The article with its statements, their speakers and scores, in the order of the text.

    `known` is what an earlier run found, of which all still holds but what `steps` names; a statement that gets
    another speaker is scored again in any case. Raises TypeError for what is no article.

    >>> [s.speaker.name for s in process_article(Article("a", "Talks go on, Dmitry Peskov said.")).statements]
    ['Dmitry Peskov']
    """
    expect(article, Article, AN_ARTICLE)
    settings = Settings() if settings is None else expect(settings, Settings, SETTINGS)
    plain = replace(article, text=unwrap(article.text))
    if known is None or "extract" in steps:
        return Result(article, _score(plain, _resolve(plain, settings), settings))
    named = [replace(_bare(s), speaker=s.speaker) for s in known.statements]
    if "resolve" in steps:
        named = list(_resolve(plain, settings, known=[_bare(s) for s in known.statements]))
    pairs = list(zip(named, known.statements, strict=True))
    other = ["score" in steps or new.speaker != old.speaker for new, old in pairs]
    scored = iter(_score(plain, [new for new, more in zip(named, other, strict=True) if more], settings))
    return Result(article, tuple(next(scored) if more else old for (_, old), more in zip(pairs, other, strict=True)))


def _bare(statement: Statement) -> Statement:
    """A statement as it was extracted: without speaker and scores."""
    s = statement
    return Statement(s.content, s.kind, s.cue, s.source, s.rule, s.confidence)


def _resolve(
    article: Article, settings: Settings, *, known: Sequence[Statement] | None = None
) -> tuple[Statement, ...]:
    """The statements of the article, or the known ones, with their speakers."""
    speech = extract_turns(article, documents=settings.documents)
    if known is not None:
        found = known
    else:
        news = replace(article, text=speech.news(article.text)) if speech else article
        found = extract_statements(news, engine=settings.engine, scope=settings.scope) if news.text.strip() else ()
        if speech:
            found = sorted([*found, *speech.statements], key=lambda statement: statement.content[0].start)
    whose = replace(article, speaker=speech.speaker) if speech else article
    return resolve_speakers(whose, found, parties=settings.parties, corrections=settings.corrections)


def _score(article: Article, named: Sequence[Statement], settings: Settings) -> tuple[Statement, ...]:
    """The statements with the scores that are wanted."""
    if not settings.scores or not named:
        return tuple(named)
    if settings.scores == "wordlists":
        return score_word_lists(article, named)
    return score_statements(article, named, engine=settings.engine, parties=settings.parties, issues=settings.issues)


def process_articles(
    articles: Iterable[Article | LeftOut],
    settings: Settings | None = None,
    *,
    known: Mapping[str, Result] | None = None,
    steps: Sequence[str] = STEPS,
    progress: bool = False,
) -> Iterator[Result | LeftOut]:
    """Each article's result; what was left out passes through, and one that fails is left out too.

    `known` has results of an earlier run by the id of their article (`process_article`); `progress` shows a bar on a
    terminal or in a notebook. Raises ModelError where weights are missing or damaged, TypeError for no articles.
    """
    if isinstance(articles, str) or not isinstance(articles, Iterable):  # the letters of a text are no articles
        expect(articles, list, ARTICLES)
    settings = Settings() if settings is None else expect(settings, Settings, SETTINGS)
    return _process(articles, settings, known or {}, steps=steps, progress=progress)


def _process(
    articles: Iterable[Article | LeftOut],
    settings: Settings,
    known: Mapping[str, Result],
    *,
    steps: Sequence[str],
    progress: bool,
) -> Iterator[Result | LeftOut]:
    """Each article's result, as `process_articles` says."""
    for article in show_progress(articles, unit=" articles") if progress else articles:  # a bar takes semaphores
        if isinstance(article, LeftOut):
            yield article
            continue
        expect(article, Article, AN_ARTICLE)
        try:
            yield process_article(article, settings, known=known.get(article.id), steps=steps)
        except ModelError:  # no fault of the article's: every other one would be lost to it too
            raise
        except ToolkitError as error:
            yield LeftOut(place_of(article), str(error))
        except Exception as error:  # one article never stops the others
            reason = f"could not be processed ({type(error).__name__}: {error}); please report it"
            yield LeftOut(place_of(article), reason)


def note_unused(corrections: Sequence[Correction], seen: Collection[tuple[str, str]]) -> list[LeftOut]:
    """A note on each row of the corrections that no statement was corrected by; `seen` has the article's id and the
    reason of every statement.

    >>> [note.where for note in note_unused([Correction("Mr Aalto", "Aino Aalto", "eu", None, None)], [])]
    ["corrections, speaker 'Mr Aalto'"]
    """
    out = []
    for row in unused(corrections, seen):
        shown = f"no speaker is shown so{f' in {row.doc!r}' if row.doc else ''}"
        reason = f"{shown}, and the row changed nothing; toolkit speakers lists the speakers"
        out.append(LeftOut(f"corrections, speaker {row.speaker!r}", reason, "note"))
    return out


def place_of(article: Article) -> str:
    """The article's file, with its id where the file holds several; the id of one without a file."""
    if not article.path:
        return article.id
    alone = article.id.rpartition("/")[2] in {Path(article.path).stem, Path(article.path).name}
    return article.path if alone else f"{article.path}, article {article.id}"
