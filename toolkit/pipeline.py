"""One article through all steps; the only place that catches an article's errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from toolkit.errors import ToolkitError
from toolkit.extract import extract_statements
from toolkit.extract.turns import extract_turns
from toolkit.lexicon import Parties
from toolkit.model import Article, LeftOut, Result
from toolkit.progress import show_progress
from toolkit.resolve import Correction, resolve_speakers
from toolkit.score import score_statements, score_word_lists


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides a result: engine, scope, the sides, the researcher's corrections, whether to score, and documents.

    `scores`: True for every score, "wordlists" for TextBlob and VADER alone, which need no weights, False for none.
    `documents`: "auto" recognises speeches and transcripts by itself, "news" and "speech" decide for all of them.
    `columns`: which column of a table holds what, as (("text", "body"),), where its name does not say so.
    """

    engine: str = "rules"
    scope: str = "statements"
    parties: Parties | None = None
    corrections: tuple[Correction, ...] = ()
    scores: bool | Literal["wordlists"] = True
    documents: str = "auto"
    columns: tuple[tuple[str, str], ...] = ()


def process_article(article: Article, settings: Settings | None = None) -> Result:
    """The article with its statements, their speakers and scores, in the order of the text.

    >>> [s.speaker.name for s in process_article(Article("a", "Talks go on, Dmitry Peskov said.")).statements]
    ['Dmitry Peskov']
    """
    settings = settings or Settings()
    speech = extract_turns(article, documents=settings.documents)
    if speech is None:
        found = extract_statements(article, engine=settings.engine, scope=settings.scope)
    else:
        found = speech.statements
    whose = replace(article, speaker=speech.speaker) if speech else article
    named = resolve_speakers(whose, found, parties=settings.parties, corrections=settings.corrections)
    if not settings.scores:
        return Result(article, named)
    return Result(article, (score_word_lists if settings.scores == "wordlists" else score_statements)(article, named))


def process_articles(
    articles: Iterable[Article | LeftOut], settings: Settings | None = None, *, progress: bool = False
) -> Iterator[Result | LeftOut]:
    """Each article's result; what was left out passes through, and one that fails is left out too.

    `progress` shows a bar on a terminal or in a notebook.
    """
    for article in show_progress(articles, unit=" articles", quiet=not progress):
        if isinstance(article, LeftOut):
            yield article
            continue
        try:
            yield process_article(article, settings)
        except ToolkitError as error:
            yield LeftOut(_place(article), str(error))
        except Exception as error:  # one article never stops the others
            reason = f"could not be processed ({type(error).__name__}: {error}); please report it"
            yield LeftOut(_place(article), reason)


def _place(article: Article) -> str:
    """The article's file, with its id where the file holds several; the id of one without a file."""
    if not article.path:
        return article.id
    alone = article.id.rpartition("/")[2] in {Path(article.path).stem, Path(article.path).name}
    return article.path if alone else f"{article.path}, article {article.id}"
