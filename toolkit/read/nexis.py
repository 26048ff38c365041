"""Exports of Nexis Uni (LexisNexis): .docx or .rtf, one file of many articles or one of each.

An article: headline; publication; date with weekday, time and edition; copyright; fields (Section, Length, Byline,
Dateline, Highlight, ...), each with a colon and mostly a no-break space; the line Body; the text; then a closing block
of Classification, Graphic, Load-Date; the line End of Document. Before the first article stands a cover page with the
number of documents and a table of contents. The order is that of the readers LexisNexisTools (Gruber) and
tm.plugin.lexisnexis.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from toolkit.model import Article, LeftOut
from toolkit.read.dates import find_date, to_iso

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
    r"\b(?:maps?|charts?)\b|©",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(?:load-date|ladedatum|date de chargement|fecha de carga|data di caricamento|correction-date|language|"
    r"publication-type|subject|sprache|langue):\s(.*)",
    re.IGNORECASE,
)
LABEL = re.compile(r"[^\W\d_][^\t:：]{1,40}[:：]\s?(.*)")
FIELD = re.compile(r"[^\W\d_][\w /’'-]{1,30}:(?:\u00a0(.*)|)|(?:section|length|byline|dateline|highlight|series|"
                   r"edition|länge|rubrik|autor|longueur|auteur|sección|longitud|lengte): .*", re.I)  # fmt: skip
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
STOP = re.compile(r"[.!?…。！？][\"')\]”’»]*$")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
HEADER = 20  # lines before the text, at most
BLOCK = 200  # lines of one part of a closing block, at most
PARTS = 8  # of a closing block, at most
FACTS = 5  # lines from the headline to the date, at most
LONG = 5  # words that a label's value may have where it ends as a sentence does
SHORT = 40  # characters of the line that ends each document
SHOWN = 60  # characters of what is no article


def is_nexis(lines: Sequence[str]) -> bool:
    """Whether the lines are an export of Nexis Uni, or the list of documents that goes with one."""
    marks = [line.strip() for line in lines if line.strip() and len(line) < 200]
    if any(map(END.fullmatch, marks)):
        return any(BODY.fullmatch(line) or LENGTH.match(line) for line in marks) or _is_cover(marks)
    return bool(_ends(marks)) or (_is_cover(marks) and not any(map(BODY.fullmatch, marks)))


def holds_several(lines: Sequence[str]) -> bool:
    """Whether lines that are no export look like several of its documents: rights and labels come more than once."""
    marks = [line.strip() for line in lines if len(line) < 200]
    labels = Counter(line.partition(":")[0] for line in marks if LENGTH.match(line) or _is_loaded(line))
    return sum(COPYRIGHT.match(line) is not None for line in marks) > 1 and max(labels.values(), default=0) > 1


def read_nexis(lines: Sequence[str], file: Path) -> Iterator[Article | LeftOut]:
    """The articles of the lines of an export; what is no article, and a number that does not agree, is a line."""
    lines = [line.strip() for line in lines if line.strip()]
    ends = [-1, *_ends(lines)]
    cover = _cover(lines[: ends[1] if len(ends) > 1 else None])
    numbers = (found for line in lines[:cover] if (found := NUMBER.fullmatch(line)))
    announced = next((int(re.sub(r"\D", "", found[1])) for found in numbers), None)
    if len(ends) == 1:
        many = f" of {announced:,} documents" if announced else ""
        yield LeftOut(str(file), f"the list{many} of an export of Nexis Uni, no article; passed over", "file")
        return
    if strange := not END.fullmatch(lines[ends[1]]):
        reason = f"each article is taken to end at the line {lines[ends[1]]!r}; check the articles"
        yield LeftOut(str(file), reason, "note")
    read = 0
    for number, (before, end) in enumerate(pairwise(ends), start=1):
        part = _without_body_word(lines[max(before + 1, cover) : end], strange)
        item = _read(part, file, number, alone=len(ends) == 2)
        read += isinstance(item, Article)
        if isinstance(item, Article) and any(map(GRAPHIC.fullmatch, item.text.split("\n"))):
            yield LeftOut(
                f"{file}, article {number}", "the words under 'Graphic' may be captions; kept as text", "note"
            )
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
        yield LeftOut(str(file), f"announces {announced:,} articles, {read:,} were read; export it again", "part")


def _ends(lines: Sequence[str]) -> list[int]:
    """Where documents end: at the line that says so in a known language, else at a last line that each of them has.

    Such a line is short, no sentence and no label, and wherever it stands the day of loading stands above it.
    """
    known = [at for at, line in enumerate(lines) if END.fullmatch(line)]
    mark = lines[-1] if lines else ""
    if known or len(mark) > SHORT or STOP.search(mark) or LABEL.fullmatch(mark):
        return known
    ends = [at for at, line in enumerate(lines) if line == mark]
    rights = sum(COPYRIGHT.match(line) is not None for line in lines)
    facts = sum(LENGTH.match(line) is not None or ("\u00a0" in line and _is_closing(line)) for line in lines)
    loaded = all(at and _is_loaded(lines[at - 1]) for at in ends)
    return ends if loaded and rights and facts >= 2 * len(ends) else []


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
    start = _start(lines)
    where = f"{file}, article {number}"
    if start is None:
        what = " ".join(lines)[:SHOWN] or "nothing"
        return LeftOut(where, f"no article but {what!r}; download it again")
    text = [line for line in lines[start + 1 :] if not LINK.fullmatch(line)]
    text = text[:-1] if text and _is_loaded(text[-1]) else text
    text = text[: _text_end(text)]
    title, outlet, date_raw = _facts(lines[:start])
    if not text:
        return LeftOut(where, f"no text under {(title or 'no headline')[:SHOWN]!r}; it may be a picture or a table")
    return Article(
        file.stem if alone else f"{file.stem}-{number}",
        "\n".join(text),
        title=title,
        outlet=outlet,
        date=find_date(date_raw or "") or to_iso(date_raw),
        path=str(file),
        date_raw=date_raw,
    )


def _start(lines: Sequence[str]) -> int | None:
    """The line above the text: Body, which no headline is taken for, or the last of the labelled lines at the top."""
    bodies = [at for at, line in enumerate(lines) if BODY.fullmatch(line)]
    if len(bodies) > 1 and bodies[0] == 0:
        return bodies[1]
    return bodies[0] if bodies else _last_label(lines)


def _last_label(lines: Sequence[str]) -> int | None:
    """The last of the labelled lines at the top of a document."""
    top = enumerate(lines[:HEADER])
    return max((at for at, line in top if at and FIELD.fullmatch(line) and not AFTER.fullmatch(line)), default=None)


def _without_body_word(lines: Sequence[str], strange: bool) -> Sequence[str]:
    """The lines of a document in a strange language less the word for Body under its labelled lines."""
    at = _last_label(lines) if strange and not any(map(BODY.fullmatch, lines)) else None
    word = lines[at + 1] if at is not None and at + 1 < len(lines) else ""
    if at is None or not word or len(word.split()) > 2 or len(word) > SHORT or STOP.search(word):
        return lines
    return [*lines[: at + 1], *lines[at + 2 :]]


def _text_end(lines: Sequence[str]) -> int:
    """How many lines stand above the closing block: labelled lines, alone or under Classification, and captions.

    >>> _text_end(["Talks go on.", "Subject: the bridge", "So he wrote.", "Graphic", "Photo: a bridge", "Language: EN"])
    3
    """
    end = len(lines)
    for _ in range(PARTS):
        end = _part_end(lines, end)
    return end


def _part_end(lines: Sequence[str], end: int) -> int:
    """How many of the lines up to `end` stand above the last part of a closing block; `end` where there is none."""
    while end and _is_closing(lines[end - 1]):
        end -= 1
    for at in range(end - 1, max(end - BLOCK, 0) - 1, -1):
        classified = CLASSIFIED.fullmatch(lines[at]) and _are_labelled(lines[at + 1 : at + BLOCK])
        if classified or (
            GRAPHIC.fullmatch(lines[at]) and _are_captions(lines[at + 1 : end], lines[max(at - BLOCK, 0) : at])
        ):
            return at
    return end


def _is_closing(line: str) -> bool:
    """Whether a line is a label of the closing block with its value, which is no sentence."""
    found = AFTER.fullmatch(line) or FIELD.fullmatch(line)
    if found is None or found[1] is None:
        return False
    return not _is_sentence(found[1])


def _is_loaded(line: str) -> bool:
    """Whether a line is a label with a day, as the one of loading in any language."""
    found = LABEL.fullmatch(line)
    if found is None or STOP.search(line.removesuffix("г.")):
        return False
    return find_date(found[1]) is not None or ("\u00a0" in line and YEAR.search(found[1]) is not None)


def _are_labelled(lines: Sequence[str]) -> bool:
    """Whether the lines are labels with their values, some perhaps on a line of their own."""
    labelled = [LABEL.fullmatch(line) is not None and not _is_sentence(line) for line in lines]
    return all(labelled[:1]) and 2 * sum(labelled) >= len(lines)


def _are_captions(below: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the lines under Graphic are captions, not text under a heading: they name a picture and are few."""
    few = not above or sum(map(len, below)) <= sum(map(len, above))
    return not below or (few and any(map(PICTURE.search, below)))


def _is_sentence(words: str) -> bool:
    return len(words.split()) > LONG and STOP.search(words) is not None


def _facts(header: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Headline, publication and the line of the date; the order is fixed, but each may be missing."""
    free = [line for line in header[1:] if not (FIELD.fullmatch(line) or COPYRIGHT.match(line))]
    if header and (header[0].endswith(":") or not (FIELD.fullmatch(header[0]) or COPYRIGHT.match(header[0]))):
        free.insert(0, header[0])
    at = next((at for at, line in enumerate(free[1:FACTS], start=1) if find_date(line)), None)
    if at is None:
        at = next((at for at, line in enumerate(free[2:FACTS], start=2) if YEAR.search(line)), None)
    title = free[0] if free else None
    date_raw = free[at] if at else None
    outlet = free[1] if len(free) > 1 and at != 1 else None
    return title, outlet, date_raw
