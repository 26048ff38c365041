"""Exports of Factiva (Dow Jones): .rtf or .html, with indexing fields or as shown on the page.

With indexing each line of a table has a code and its value: HD headline, BY byline, WC words, PD date, SN source,
LP lead paragraph, TD text, AN accession number, and others that are no text. As shown, the headline and byline stand
above the line of words, date and source below it, and the paragraphs follow. Either ends with the accession number:
Document XXXX000020220301ei3100001. The order is that of the readers tm.plugin.factiva and newspapers (Watanabe).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.model import Article, LeftOut
from toolkit.read.dates import find_date

NAMES = "CLM SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD ART CT RF CO IN NS RE IPC IPD PUB AN"
CODES = set(NAMES.split())
ACCESSION = re.compile(r"(?:AN\s+)?[^\W\d_]{2,12}\s+([A-Za-z0-9]{4,8}0{0,8}\d{8}[a-z0-9]{5,12})")
CODED = re.compile(r"\s*([A-Z]{2,3})\s*\t\s*(.*)", re.DOTALL)
WORDS = re.compile(
    r"[\d.,\u00a0 ]+\s*(?:words|wörter|mots|palabras|parole|palavras|woorden|słów|слов|字|語)", re.IGNORECASE
)
TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[AP]M)?(?:\s[A-Z]{2,5})?")
BYLINE = re.compile(r"(?i:by|von|par|por|di|door)\s+[A-ZÀ-Þ]")
JOINS = {"and", "at", "for", "in", "of", "the", "und", "et", "en", "y", "e", "de", "la", "van", "von"}
COPYRIGHT = re.compile(r"\W*(?:copyright|©|\(c\))|.*\ball rights reserved\b", re.IGNORECASE)
PUBLISHER = re.compile(r"(?:[^\s.!?]+\.?\s+){0,7}[^\s.!?]+")  # a few words that are no sentence: the publisher's name
HTML = re.compile(rb"class=[\"'](?:article\s+)?\w\wArticle\b|class=[\"'][^\"']*\barticleParagraph\b")
AFTER_SOURCE = 5  # lines between the source and the text: code, edition, page, language, copyright
SHOWN = 60


def is_factiva(lines: Sequence[str]) -> bool:
    """Whether the lines are an export of Factiva."""
    short = [line.strip() for line in lines if len(line) < 200]
    if not any(ACCESSION.fullmatch(line.replace("\t", " ").strip()) for line in short):
        return False
    codes = {found[1] for line in short if (found := CODED.fullmatch(line))}
    return {"HD", "PD"} <= codes or any(WORDS.fullmatch(line) for line in short)


def is_factiva_page(markup: bytes) -> bool:
    """Whether a page was saved from Factiva."""
    return HTML.search(markup) is not None and b"activa" in markup[:200_000]


def read_factiva(lines: Sequence[str], file: Path) -> Iterator[Article | LeftOut]:
    """The articles of the lines of an export; what stands after the last accession number is none."""
    part: list[str] = []
    number = 0
    for line in lines:
        plain = line.replace("\t", " ").strip()
        if found := ACCESSION.fullmatch(plain):
            number += 1
            yield _read(part, file, number, accession=found[1])
            part = []
        elif plain:
            part.append(line.strip(" "))
    if any(CODED.fullmatch(line) and line.strip().startswith("HD") for line in part) or any(map(WORDS.fullmatch, part)):
        where = f"{file}, article {number + 1}"
        yield LeftOut(where, "no accession number at its end; the file may be cut off, export it again", "part")
        yield _read(part, file, number + 1, accession="")


def read_factiva_page(markup: str, file: Path) -> Iterator[Article | LeftOut]:
    """The articles of a page that was saved from Factiva, in either layout."""
    from lxml import html

    tree = html.document_fromstring(markup)
    articles = tree.xpath("//div[starts-with(@class, 'article') and contains(@class, 'Article')]")
    articles = articles or tree.xpath("//div[@class='article']")
    if not articles:
        yield LeftOut(str(file), "a page of Factiva without an article; save the articles' page")
    for number, article in enumerate(articles, start=1):
        lines = list(_rows(article)) or list(_blocks(article))
        found = [line for line in lines if ACCESSION.fullmatch(line.replace("\t", " "))]
        lines = [line for line in lines if line not in found]
        title = _clean(" ".join(article.xpath(".//*[contains(@class, 'Headline')]//text()")))
        accession = ACCESSION.fullmatch(found[-1].replace("\t", " ")) if found else None
        yield _read(lines, file, number, accession=accession[1] if accession else "", title=title)


def _rows(article: Any) -> Iterator[str]:
    """The lines of a table of codes and values."""
    for row in article.xpath(".//tr[td]"):
        code = _clean(row.xpath("string(td[1])"))
        if code in CODES:
            value = row.xpath("td[2]//p") or row.xpath("td[2]")
            paragraphs = [text for part in value if (text := _clean(part.xpath("string()")))]
            yield f"{code}\t{paragraphs[0] if paragraphs else ''}"
            yield from paragraphs[1:]


def _blocks(article: Any) -> Iterator[str]:
    """The lines of an article as shown; a paragraph that is not marked as the article's is the publisher's note."""
    for block in article.xpath(".//div[not(.//div or .//p)] | .//p[not(.//p or .//div)]"):
        text = _clean(block.xpath("string()"))
        own = block.tag != "p" or "articleParagraph" in (block.get("class") or "") or ACCESSION.fullmatch(text)
        if text and own:
            yield text


def _clean(text: str) -> str:
    """Words with one space between them."""
    return " ".join(str(text).split())


def _read(
    lines: Sequence[str], file: Path, number: int, *, accession: str, title: str | None = None
) -> Article | LeftOut:
    """The article of its lines."""
    coded = any(found[1] in {"HD", "PD", "LP"} for line in lines if (found := CODED.fullmatch(line)))
    facts, text = _coded(lines) if coded else _shown(lines)
    if not text:
        what = title or facts.get("HD") or " ".join(lines)[:SHOWN] or "nothing"
        return LeftOut(f"{file}, article {number}", f"no text under {what[:SHOWN]!r}; download it again")
    date_raw = facts.get("PD")
    return Article(
        accession or f"{file.stem}-{number}",
        "\n".join(text),
        title=title or facts.get("HD"),
        outlet=facts.get("SN"),
        date=find_date(date_raw or ""),
        path=str(file),
        date_raw=date_raw,
    )


def _coded(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The fields, and the paragraphs of LP and TD."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = CODED.fullmatch(line)
        if found and found[1] in CODES:
            code, line = found[1], found[2]
        if line.strip():
            fields.setdefault(code, []).append(line.strip())
    text = fields.get("LP", []) + fields.get("TD", [])
    return {code: _clean(" ".join(value)) for code, value in fields.items()}, text


def _title(above: Sequence[str]) -> str | None:
    """The headline of the lines above the words: the one above the byline, which follows it, or the last.

    Without a word like By, the last of three lines or more that holds names only is the byline; of two, the longer one
    is the headline then.

    >>> _title(["Politics", "Talks fail", "Ada Author and Karl Muster in Kyiv"]), _title(["Politics", "Talks fail"])
    ('Talks fail', 'Talks fail')
    """
    byline = next((at for at, line in enumerate(above) if at and BYLINE.match(line)), None)
    if byline is None and len(above) > 1 and _are_names(above[-1]):
        return above[-2] if len(above) > 2 else max(above, key=len)
    return next(reversed(above[:byline]), None)


def _are_names(line: str) -> bool:
    """Whether a line is two names or more, perhaps with a place: each word is capitalised but for those that join."""
    words = [word for word in line.split() if word not in JOINS]
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _shown(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Headline, date and source around the line of words, and the paragraphs."""
    lines = [line.strip() for line in lines]
    at = next((at for at, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    if at is None:
        return {}, []
    title = _title([line for line in lines[:at] if "\t" not in line])
    facts = {"HD": title} if title else {}
    rest = lines[at + 1 :]
    if rest and find_date(rest[0]):
        facts["PD"] = rest.pop(0)
    if rest and TIME.fullmatch(rest[0]):
        rest.pop(0)
    if rest:
        facts["SN"] = rest.pop(0)
    rights = next((at for at, line in enumerate(rest[: AFTER_SOURCE + 1]) if COPYRIGHT.match(line)), None)
    if rights is None:
        rights = next((at for at, line in enumerate(rest) if len(line.split()) > 5), len(rest)) - 1
    text = rest[rights + 1 :]
    if len(text) > 1 and PUBLISHER.fullmatch(text[-1]):
        text.pop()
    return facts, text
