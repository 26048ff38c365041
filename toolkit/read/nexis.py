"""Exports of Nexis Uni (LexisNexis): .docx or .rtf, one file of many articles or one of each.

An article: headline; publication; date with weekday, time and edition; copyright; fields (Section, Length, Byline,
Dateline, Highlight, ...), each with a colon and mostly a no-break space; the line Body; the text; then Classification,
Graphic, Load-Date; the line End of Document. Before the first article stands a cover page with the number of documents
and a table of contents. The order is that of the readers LexisNexisTools (Gruber) and tm.plugin.lexisnexis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read.dates import find_date

END = re.compile(
    r"(?:end of document|ende des dokuments|dokumentende|fin du document|fin del? documento|fim do documento|"
    r"fine (?:del )?documento|einde van (?:het )?document|koniec dokumentu|конец документа|кінець документа|"
    r"slutt? på dokument(?:et)?|asiakirjan loppu|belgenin sonu|文[档件]结[尾束]|文[檔件]結[尾束]|"
    r"(?:ドキュメント|文書)の(?:終わり|末尾)|문서의?\s?끝)\W*",
    re.IGNORECASE,
)
BODY = re.compile(
    r"(?:body|(?:full[ -]?)?text|haupttext|hauptteil|textkörper|volltext|corps(?: (?:du texte|de l.article))?|"
    r"texte(?: intégral)?|cuerpo(?: del texto)?|texto(?: completo)?|corpo(?: (?:do texto|del testo))?|testo|"
    r"hoofdtekst|tekst|treść|текст|основной текст|brødtekst|brödtext|leipäteksti|metin|gövde|正文|全文|本文|본문)",
    re.IGNORECASE,
)
CLASSIFIED = re.compile(
    r"classification|klassifi[kz]ierung|klassifikation|clasificación|classificazione|classificação", re.IGNORECASE
)
GRAPHIC = re.compile(r"graphics?|grafi[ck]a?|graphique|gráfico", re.IGNORECASE)
PICTURE = re.compile(
    r"[pf]hoto|foto|фото|picture|image|imagen|bild|zdjęci|graphi[ck]|grafi[ck]|illustrat|drawing|"
    r"\b(?:maps?|charts?|tables?|credits?)\b|©",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(?:load-date|ladedatum|date de chargement|fecha de carga|data di caricamento|correction-date|language|"
    r"publication-type|subject|sprache|langue):\s(.*)",
    re.IGNORECASE,
)
LABEL = re.compile(r"[^\W\d_][^\t:：]{1,40}[:：](?:\s.*)?")
FIELD = re.compile(r"[^\W\d_][\w /’'-]{1,30}:(?:\u00a0(.*)|)|(?:section|length|byline|dateline|highlight|series|edition|"
                   r"länge|rubrik|autor|longueur|auteur|sección|longitud|lengte): .*", re.IGNORECASE)  # fmt: skip
LENGTH = re.compile(
    r"\w+[:：]\s*[\d.,]+\s*"
    r"(?:words?|wörter|mots|palabras|parole|palavras|woorden|słów|слов|слів|ord|sanaa|kelime|字|词|詞|語|語数|단어)",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"\W*(?:copyright|©|\(c\)|all rights reserved)", re.IGNORECASE)
MANY = r"[^\W\d_]+\s?[(（](\d{1,3}(?:[.,\s]\d{3})+|\d{1,6})[)）]"
COVER = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms?|search type|narrowed by|content type|"
    r"benutzername|datum und uhrzeit|auftragsnummer|mandant/angelegenheit|suchbegriffe|suchtyp|eingegrenzt durch|"
    r"nom d.utilisateur|date et heure|numéro de tâche|termes de recherche|nombre de usuario|fecha y hora)\b.*"
    rf"|.*\babout lexisnexis\b.*|\d{{1,4}}\.(?:\s.*)?|.*\t.*|{MANY}",
    re.IGNORECASE,
)
NUMBER = re.compile(MANY)
LINK = re.compile(r"link to (?:image|pdf)|link zum pdf-dokument|lien vers (?:l.image|le pdf)", re.IGNORECASE)
STOP = re.compile(r"[.!?…][\"')\]”’»]*$")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
HEADER = 20  # lines before the text, at most
FACTS = 5  # lines from the headline to the date, at most
LONG = 5  # words that a label's value may have where it ends as a sentence does
SHORT = 40  # characters of the line that ends each document
SHOWN = 60  # characters of what is no article


def is_nexis(lines: Sequence[str]) -> bool:
    """Whether the lines are an export of Nexis Uni, or the list of documents that goes with one."""
    marks = [line.strip() for line in lines if len(line) < 200]
    ends = sum(END.fullmatch(line) is not None for line in marks)
    if ends:
        return any(BODY.fullmatch(line) or LENGTH.match(line) for line in marks) or _is_cover(marks)
    return _is_cover(marks) and not any(BODY.fullmatch(line) for line in marks)


def read_nexis(lines: Sequence[str], file: Path) -> Iterator[Article | LeftOut]:
    """The articles of the lines of an export; what is no article, and a number that does not agree, is a line."""
    lines = [line.strip() for line in lines if line.strip()]
    ends = [-1, *(at for at, line in enumerate(lines) if END.fullmatch(line))]
    cover = _cover(lines[: ends[1] if len(ends) > 1 else None])
    announced = next((int(found[1]) for line in lines[:cover] if (found := NUMBER.fullmatch(line))), None)
    if len(ends) == 1:
        many = f" of {announced} documents" if announced else ""
        yield LeftOut(str(file), f"the list{many} of an export of Nexis Uni, no article; passed over", "file")
        return
    read = 0
    for number, (before, end) in enumerate(pairwise(ends), start=1):
        item = _read(lines[max(before + 1, cover) : end], file, number, alone=len(ends) == 2)
        read += isinstance(item, Article)
        yield item
    rest = lines[ends[-1] + 1 :]
    if any(BODY.fullmatch(line) or LENGTH.match(line) for line in rest):
        item = _read(rest, file, len(ends), alone=False)
        read += isinstance(item, Article)
        yield LeftOut(
            f"{file}, article {len(ends)}", "its end is missing; the file may be cut off, export it again", "part"
        )
        yield item
    if announced is not None and announced != read:
        yield LeftOut(str(file), f"announces {announced} articles, {read} were read; export it again", "part")


def _is_cover(lines: Sequence[str]) -> bool:
    """Whether the lines begin with the cover page of an export."""
    start = [line for line in lines if line][:HEADER]
    return sum(COVER.match(line) is not None and ":" in line for line in start) > 1 and any(
        map(NUMBER.fullmatch, start)
    )


def _cover(lines: Sequence[str]) -> int:
    """How many of the lines before the first text are the cover page and the table of contents."""
    body = next((at for at, line in enumerate(lines) if BODY.fullmatch(line)), len(lines))
    if not _is_cover(lines):
        return 0
    last = max(at for at, line in enumerate(lines[:body]) if COVER.fullmatch(line))
    return last + 2 if re.fullmatch(r"\d{1,4}\.", lines[last]) else last + 1  # a title under its number


def _read(lines: Sequence[str], file: Path, number: int, *, alone: bool) -> Article | LeftOut:
    """The article of one document's lines."""
    start = next((at for at, line in enumerate(lines) if BODY.fullmatch(line)), None)
    where = f"{file}, article {number}"
    if start is None:
        fields = [at for at, line in enumerate(lines[:HEADER]) if FIELD.fullmatch(line) and not AFTER.fullmatch(line)]
        start = max(fields, default=None)
    if start is None:
        what = " ".join(lines)[:SHOWN] or "nothing"
        return LeftOut(where, f"no article but {what!r}; download it again")
    text = [line for line in lines[start + 1 :] if not LINK.fullmatch(line)]
    text = text[: next((at for at, line in enumerate(text) if AFTER.fullmatch(line)), None)]
    title, outlet, date_raw = _facts(lines[:start])
    if not text:
        return LeftOut(where, f"no text under {(title or 'no headline')[:SHOWN]!r}; it may be a picture or a table")
    return Article(
        file.stem if alone else f"{file.stem}-{number}",
        "\n".join(text),
        title=title,
        outlet=outlet,
        date=find_date(date_raw or ""),
        path=str(file),
        date_raw=date_raw,
    )


def _facts(header: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Headline, publication and the line of the date; the order is fixed, but each may be missing."""
    free = [line for line in header if not (FIELD.fullmatch(line) or COPYRIGHT.match(line))]
    at = next((at for at, line in enumerate(free[1:5], start=1) if find_date(line)), None)
    title = free[0] if free else None
    date_raw = free[at] if at else None
    outlet = free[1] if len(free) > 1 and at != 1 else None
    return title, outlet, date_raw
