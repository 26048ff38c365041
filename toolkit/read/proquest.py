"""Text exports of ProQuest: documents between lines of underscores.

A document: perhaps the line Document 1 of 84; its title; labels with their values, among them "Full text:" with the
paragraphs, then Subject, Title, Publication title, Publication date, ProQuest document ID and others. Before the first
one stands a table of contents, after the last one a bibliography. Labels are those of the readers pq_parser (Hennesy),
tm.plugin.proquest and metaknowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read.dates import find_date, to_iso

RULE = re.compile(r"_{20,}\s*")
COUNT = re.compile(r"(?:Document|Dokument|Documento)\s+(\d+)\s+(?:of|von|de|sur|di|van|z)\s+(\d+)", re.IGNORECASE)
TEXT = re.compile(
    r"(?:Full text|Volltext|Texte intégral|Texto completo|Testo completo|Texto integral|Volledige tekst|Pełny tekst)"
    r"\s?:\s*(.*)",
    re.IGNORECASE,
)
FACTS = {
    "title": "title titel titre título titolo tytuł",
    "outlet": "publication_title publikationstitel titel_der_publikation titre_de_la_publication "
    "título_de_publicación título_de_la_publicación titolo_della_pubblicazione publicatietitel",
    "date": "publication_date publikationsdatum erscheinungsdatum date_de_publication fecha_de_publicación "
    "data_di_pubblicazione data_da_publicação publicatiedatum",
    "id": "proquest_document_id proquest-dokument-id identifiant_de_document_proquest "
    "id_del_documento_de_proquest id_documento_proquest",
    "url": "document_url dokument-url url_du_document url_del_documento",
}
ROLES = {label.replace("_", " "): role for role, labels in FACTS.items() for label in labels.split()}
OTHER = (
    "abstract|alternate title|author|blog|broad subject|business indexing term|classification|column|company(?: / "
    "organization)?|copyright|country of publication|credit|database|dateline|document feature|document type|edition|"
    "e?issn|first page|identifier / keyword|illustration|issue|language of publication|last updated|last page|links|"
    "location|narrow subject|number of pages|pages?|people|place of publication|product name|publication "
    "(?:info|subject|year)|publisher|section|source type|start page|subject|supplement|ticker symbol|url|volume|year"
)
LABEL = re.compile(rf"((?:{OTHER}|{'|'.join(map(re.escape, ROLES))}))\s?:(?:\s+(.*)|)", re.IGNORECASE)
NO_TEXT = re.compile(r"(?:full text )?(?:is )?(?:not|un)[ -]?available\b.*|none available\b.*|", re.IGNORECASE)
REPORT = (
    "report information from proquest", "table of contents", "bibliography", "contact us at", "inhaltsverzeichnis",
    "table des matières", "índice", "literaturverzeichnis", "bibliographie", "bibliografía",
)  # fmt: skip
STOP = re.compile(r"[.!?…][\"')\]”’»]*$")
LONG = 5  # words that a label's value may have where it ends as a sentence does
SHOWN = 60


def is_proquest(lines: Sequence[str]) -> bool:
    """Whether the lines are a text export of ProQuest."""
    rules = sum(RULE.fullmatch(line) is not None for line in lines)
    return rules > 0 and any(TEXT.match(line) or line.lower().startswith("proquest document id") for line in lines)


def read_proquest(lines: Sequence[str], file: Path) -> Iterator[Article | LeftOut]:
    """The articles of the lines of an export; the contents and the bibliography are none."""
    announced = 0
    number = read = 0
    for part in _parts(lines):
        if count := next((found for line in part[:3] if (found := COUNT.fullmatch(line.strip()))), None):
            announced = max(announced, int(count[2]))
        words = [line for line in part if line.strip() and not COUNT.fullmatch(line.strip())]
        if not words or words[0].strip().lower().startswith(REPORT):
            continue
        number += 1
        item = _read(words, file, number)
        read += isinstance(item, Article)
        yield item
    if announced and announced != read:
        yield LeftOut(str(file), f"announces {announced} articles, {read} were read; export it again", "part")


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if RULE.fullmatch(line):
            yield part
            part = []
        else:
            part.append(line.rstrip("\r\n"))
    yield part


def _read(lines: Sequence[str], file: Path, number: int) -> Article | LeftOut:
    """The article of one document's lines."""
    start = next((at for at, line in enumerate(lines) if TEXT.match(line)), None)
    end = len(lines)
    text: list[str] = []
    if start is not None:
        end = _text_end(lines, start)
        first = TEXT.match(lines[start])
        text = [line.strip() for line in (first[1] if first else "", *lines[start + 1 : end]) if line.strip()]
    facts: dict[str, str] = {}
    for line in (*lines[:start], *lines[end:]):
        found = LABEL.fullmatch(line)
        if found and (role := ROLES.get(found[1].lower())):
            facts.setdefault(role, (found[2] or "").strip())
    title = facts.get("title") or lines[0].strip()
    if NO_TEXT.fullmatch(" ".join(text)):
        reason = f"no full text of {title[:SHOWN]!r} in the export; export those with full text"
        return LeftOut(f"{file}, article {number}", reason)
    date_raw = facts.get("date")
    return Article(
        facts.get("id") or f"{file.stem}-{number}",
        "\n".join(text),
        title=title,
        outlet=facts.get("outlet"),
        date=to_iso(date_raw) or find_date(date_raw or ""),
        url=facts.get("url"),
        path=str(file),
        date_raw=date_raw,
    )


def _text_end(lines: Sequence[str], start: int) -> int:
    """The line under the text that begins at `start`: the closing block is the labelled lines around the last facts.

    A line of the text may look like a label; the facts that every document has, as its number, stand once at the end.
    """
    last: dict[str, int] = {}
    for at, line in enumerate(lines[start + 1 :], start=start + 1):
        if (found := LABEL.fullmatch(line)) and (role := ROLES.get(found[1].lower())):
            last[role] = at
    end = min(last.values()) if len(last) > 1 else len(lines)
    while end > start + 1 and _is_closing(lines[end - 1]):
        end -= 1
    return end


def _is_closing(line: str) -> bool:
    """Whether a line is empty, or a label with its value, which is no sentence."""
    found = LABEL.fullmatch(line)
    value = (found[2] or "") if found else ""
    sentence = len(value.split()) > LONG and STOP.search(value)
    return not line.strip() or (found is not None and not sentence)
