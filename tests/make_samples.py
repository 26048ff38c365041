"""Small samples of every format that is read, made from invented sentences: python tests/make_samples.py FOLDER."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pandas as pd
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TEXT = (
    "The talks will go on in the spring, the invented minister Ada Sample said on Tuesday.",
    "“Nobody left the table,” she told the guests of a café in the old town, and the guests nodded.",
    "Her counterpart Karl Muster did not agree that the bridge had been the problem.",
)
OTHER = (
    "The harbour of the invented town stays closed for a week, its mayor Olha Prykladna said.",
    "Two ships waited outside with grain, and the pilots asked for a safer route at night.",
)
NBSP = "\u00a0"
RULE = "_" * 60


# Nexis Uni


def nexis_article(
    title: str,
    body: Sequence[str],
    *,
    date: str | None = "March 1, 2022 Tuesday 10:21 AM EST",
    outlet: str = "The Daily Sample",
    newer: bool = False,
) -> list[str]:
    """The paragraphs of one article in the layout of 2019, or of 2024 with plain spaces and no classification."""
    gap = " " if newer else NBSP
    head = [title, outlet, *([date] if date else []), "Copyright 2022 The Daily Sample All Rights Reserved"]
    fields = [f"Section:{gap}A; Pg. 4", f"Length:{gap}45 words", f"Byline:{gap}By Ada *Highlight* Author"]
    after = [] if newer else ["Classification", f"Language:{gap}ENGLISH", f"Subject:{gap}TALKS (90%); BRIDGES (78%)"]
    extra = ["Link to Image"] if newer else ["Graphic", "A bridge. Photo by nobody."]
    return [*head, *fields, "Body", *body, *extra, *after, f"Load-Date:{gap}March 2, 2022", "End of Document"]


def nexis_cover(
    titles: Sequence[str], *, words: Sequence[str] = ("User Name", "Date and Time", "Job Number", "Documents")
) -> list[str]:
    """The cover page with the number of documents and the table of contents."""
    user, when, job, documents = words
    lines = [f"{user}:{NBSP}A READER", f"{when}:{NBSP}Thursday, 3 March 2022 10:00:00 AM GMT", f"{job}:{NBSP}123456789"]
    lines.append(f"{documents} ({len(titles)})")
    for number, title in enumerate(titles, start=1):
        lines += [f"{number}. {title}", f"Client/Matter:{NBSP}-None-", f"Search Terms:{NBSP}talks and bridge"]
        lines += [
            f"Search Type:{NBSP}Natural Language",
            f"Narrowed by:{NBSP}",
            "Content Type\tNarrowed by",
            "News\tSources: The Daily Sample",
        ]
    return [*lines, "| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2022 LexisNexis"]


STUB = ["We are sorry, an error occurred and this document could not be delivered.", "End of Document"]
GERMAN = [
    "Die Gespräche gehen weiter",
    "Muster-Zeitung",
    "Dienstag 1. März 2022",
    "Copyright 2022 Muster-Zeitung Alle Rechte vorbehalten",
    f"Rubrik:{NBSP}POLITIK; S. 6",
    f"Länge:{NBSP}40 Wörter",
    "Volltext",
    "Die Gespräche gehen im Frühjahr weiter, sagte die erfundene Ministerin am Dienstag vor den Gästen eines Cafés.",
    f"Ladedatum:{NBSP}2. März 2022",
    "Ende des Dokuments",
]

WORDS = {
    "Danish": ("Længde:\u00a045 ord", "Brødtekst", "Slut på dokument"),
    "Swedish": ("Längd:\u00a045 ord", "Brödtext", "Slut på dokumentet"),
    "Norwegian": ("Lengde:\u00a045 ord", "Brødtekst", "Slutt på dokument"),
    "Polish": ("Długość:\u00a045 słów", "Treść", "Koniec dokumentu"),
    "Turkish": ("Uzunluk:\u00a045 kelime", "Metin", "Belgenin sonu"),
    "Russian": ("Объем:\u00a045 слов", "Текст", "Конец документа"),
    "Chinese": ("长度：45 字", "正文", "文档结尾"),
    "Japanese": ("長さ:\u00a045 語", "本文", "ドキュメントの終わり"),
    "Korean": ("길이:\u00a045 단어", "본문", "문서의 끝"),
    "an invented one": ("Lungo:\u00a045 parolo", "Korpo", "Fino di dokumento"),
}


def nexis_in(language: str) -> list[str]:
    """An article with the words of a language around it."""
    length, body, end = WORDS[language]
    head = ["Talks go on", "The Daily Sample", "2022-03-01", "Copyright 2022 The Daily Sample All Rights Reserved"]
    return [*head, length, body, *TEXT, f"Load-Date:{NBSP}March 2, 2022", end]


def nexis_2019() -> list[str]:
    """Three documents: an article, one without a date, and an error instead of an article."""
    titles = ("Talks go on", "Harbour stays closed", "A lost one")
    return [*nexis_cover(titles), *nexis_article(titles[0], TEXT), *nexis_article(titles[1], OTHER, date=None), *STUB]


def nexis_2024() -> list[str]:
    """Two articles after a cover page without the details of the search."""
    cover = [
        f"User Name:{NBSP}A READER",
        f"Date and Time:{NBSP}Monday, 4 November 2024 9:00 AM GMT",
        "Documents (2)",
        "1. Talks go on",
        "2. Harbour stays closed",
        "| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2024 LexisNexis",
    ]
    return [
        *cover,
        *nexis_article("Talks go on", TEXT, date="4 November 2024", newer=True),
        *nexis_article("Harbour stays closed", OTHER, date="November 3, 2024 Sunday Late Edition - Final", newer=True),
    ]


def write_docx(path: Path, lines: Sequence[str]) -> None:
    """A Word file; rows are lines with tabs, and words in asterisks are a coloured run of their own."""
    document = docx.Document()
    for line in lines:
        if "\t" in line:
            cells = line.split("\t")
            table = document.add_table(rows=1, cols=len(cells))
            for cell, words in zip(table.rows[0].cells, cells, strict=True):
                cell.text = words
            continue
        paragraph = document.add_paragraph()
        for at, words in enumerate(line.split("*")):
            run = paragraph.add_run(words)
            if at % 2:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.save(str(path))


def write_plain_docx(path: Path) -> None:
    """A Word file of one article, with a deleted word, a table and words in a content control."""
    document = docx.Document()
    document.core_properties.title = "Talks go on"
    paragraph = document.add_paragraph(TEXT[0])
    deleted = OxmlElement("w:del")
    run = paragraph.add_run(" DELETED")
    run._r.find(qn("w:t")).tag = qn("w:delText")
    paragraph._p.append(deleted)
    deleted.append(run._r)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    content.append(document.add_paragraph(TEXT[1])._p)
    document.element.body.insert(1, control)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Bridges", "three"
    document.save(str(path))


def to_rtf(lines: Sequence[str]) -> str:
    """An RTF file; rows are lines with tabs."""
    out = [r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\info{\title hidden}}"]
    out.append(r"{\header\pard hidden header\par}{\pict\pngblip " + "89504e47" * 200 + "}")
    for line in lines:
        words = line.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}").replace("*", "")
        words = "".join(char if ord(char) < 128 else _rtf_char(char) for char in words)
        if "\t" in words:
            out.append(r"\trowd\pard\intbl " + "".join(rf"{{\b {cell}}}\cell " for cell in words.split("\t")) + r"\row")
        else:
            out.append(rf"{{\pard\plain\f0\fs20 {words}\par}}")
    return "\n".join([*out, "}"])


def _rtf_char(char: str) -> str:
    if char in "“”é":
        return "".join(rf"\'{byte:02x}" for byte in char.encode("cp1252"))
    return "".join(rf"\u{int.from_bytes(pair, 'little', signed=True)}?" for pair in _pairs(char))


def _pairs(char: str) -> list[bytes]:
    raw = char.encode("utf-16-le")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]


# Factiva


def factiva_coded(number: int, title: str, body: Sequence[str], *, date: str = "1 March 2022") -> list[str]:
    """An article with its indexing fields, as rows of a table."""
    return [
        "SE\tNews; International",
        f"HD\t{title}",
        "BY\tBy Ada Author",
        "WC\t45 words",
        f"PD\t{date}",
        "ET\t08:15",
        "SN\tThe Daily Sample",
        "SC\tDASA",
        "LA\tEnglish",
        "CY\t(c) 2022, The Daily Sample. All Rights Reserved.",
        f"LP\t{body[0]}",
        f"TD\t{body[1]}",
        *body[2:],
        "NS\tgdip : International Relations",
        "AN\tDocument " + accession(number),
    ]


def factiva_shown(
    number: int, title: str, body: Sequence[str], *, words: str = "45 words", date: str = "1 March 2022"
) -> list[str]:
    """An article as it is shown on the page."""
    return [
        "News",
        title,
        "By Ada Author",
        words,
        date,
        "08:15",
        "The Daily Sample",
        "DASA",
        "English",
        "(c) 2022, The Daily Sample. All Rights Reserved.",
        *body,
        "The Daily Sample Digital (Full Text)",
        "Document " + accession(number),
    ]


def accession(number: int) -> str:
    """The number by which Factiva knows an article."""
    return f"DASA00002022030{number}ei3100001"


SUMMARY = [
    "Search Summary",
    "Text\ttalks and bridge",
    "Date\tIn the last 3 months",
    "Results Found\t877",
    "Timestamp\t3 March 2022 10:00 AM",
]


def factiva_page(*, coded: bool) -> str:
    """A saved page with an article, and one that could not be shown."""
    if coded:
        rows = "".join(
            f"<tr><td class='index'><b>{code}</b>&nbsp;</td><td>{_paragraphs(value)}</td></tr>"
            for code, _, value in (line.partition("\t") for line in factiva_coded(1, "Talks go on", TEXT[:2]))
        ).replace(TEXT[1], f"{TEXT[1]}</p><p class='articleParagraph'>{TEXT[2]}")
        article = f"<div class='article enArticle'><table>{rows}</table></div>"
    else:
        section, title, byline, *facts = factiva_shown(1, "Talks go on", TEXT, words="45 Wörter", date="1 März 2022")
        head = f"<div>{section}</div><div id='hd'><span class='enHeadline'>{title}  </span></div>"
        head += f"<div class='author'>{byline}</div>"
        lines = "".join(f"<div>{line}</div>" for line in facts[:7]) + "".join(map(_paragraphs, facts[7:-2]))
        lines += f"<p>{facts[-2]}</p>"
        article = f"<div class='article enArticle'><p></p>{head}{lines}<p>Dokument {accession(1)}</p></div>"
    stub = "<div class='article enArticle'><div>We are unable to process your request at this time.</div></div>"
    return f"<html><head><title>Factiva</title></head><body><h1>Dow Jones Factiva</h1>{article}<br>{stub}</body></html>"


def _paragraphs(words: str) -> str:
    return f"<p class='articleParagraph enarticleParagraph'>{words}</p>"


# ProQuest


def proquest() -> str:
    """Three documents, one of them without full text, between contents and bibliography."""
    parts = [
        ["", "Report Information from ProQuest", "March 03 2022 10:00"],
        ["", "Table of contents", "1. Talks go on", "2. Harbour stays closed"],
    ]
    for number, (title, body) in enumerate(
        (("Talks go on", TEXT), ("Harbour stays closed", OTHER), ("A lost one", ("Not available.",))), start=1
    ):
        parts.append(
            [
                "",
                f"Document {number} of 3",
                "",
                title,
                "",
                "Author: Author, Ada",
                "",
                "Publication info: The Daily Sample ; Sampletown [Sampletown]. 01 Mar 2022: A.4.",
                "",
                "Abstract: Talks.",
                "",
                f"Full text: {body[0]}",
                *body[1:],
                "",
                "Subject: Talks; Bridges",
                "",
                f"Title: {title}",
                "",
                "Publication title: The Daily Sample; Sampletown",
                "",
                "First page: A.4",
                "",
                "Publication year: 2022",
                "",
                "Publication date: Mar 1, 2022",
                "",
                f"ProQuest document ID: 26000000{number}",
                "",
                f"Document URL: https://www.proquest.example/doc/{number}",
                "",
                "Last updated: 2022-03-02",
                "",
                "Database: Samples",
            ]
        )
    parts.append(
        ["", "Bibliography", "Citation style: APA 6th", "Author, A. (2022, Mar 01). Talks go on. The Daily Sample."]
    )
    return f"\n{RULE}\n".join(["", *("\n".join(part) for part in parts), ""])


# Media Cloud, pages, web archives, PDF


def media_cloud(*, with_text: bool) -> pd.DataFrame:
    """A list of stories as Media Cloud gives it, with or without their texts."""
    rows = pd.DataFrame(
        {
            "id": ["mc1", "mc2"],
            "indexed_date": ["2022-03-02 01:02:03.4"] * 2,
            "language": ["en", "en"],
            "media_name": ["daily.example"] * 2,
            "media_url": ["daily.example"] * 2,
            "publish_date": ["2022-03-01", "2022-03-02"],
            "title": ["Talks go on", "Harbour stays closed"],
            "url": ["https://daily.example/1", "https://daily.example/2"],
        }
    )
    return rows.assign(text=["\n".join(TEXT), "\n".join(OTHER)]) if with_text else rows


def page(title: str, body: Sequence[str]) -> str:
    """A web page with an article."""
    inner = "".join(f"<p>{words}</p>" for words in (*body, *body))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title><meta property='og:site_name' content='The Daily Sample'>"
        f"<meta property='article:published_time' content='2022-03-01T10:00:00Z'></head>"
        f"<body><nav>Home News</nav><article><h1>{title}</h1>{inner}</article></body></html>"
    )


def warc(records: Sequence[tuple[str, str, int, bytes]]) -> bytes:
    """A web archive of records: address, type of content, status, content; each is compressed by itself."""
    out = []
    for address, kind, status, body in records:
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-03-02T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(out):012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out.append(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))
    return b"".join(out)


def pdf(pages: Sequence[Sequence[str]], *, title: str = "Talks go on") -> bytes:
    """A PDF file with the lines of its pages as a text layer; a page without lines has a drawing only."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    objects.append(f"<< /Title ({title}) >>".encode())
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET" if lines else "0 0 100 100 re f"
        raw = stream.encode("cp1252")
        kids.append(f"{len(objects) + 1} 0 R")
        page_words = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        page_words += f"/Contents {len(objects) + 2} 0 R >>"
        objects += [page_words.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(raw), raw)]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + b"".join(b"%010d 00000 n \n" % place for place in places)
    )
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


PDF_PAGES = (
    (
        "The Daily Sample 1 March 2022",
        "The talks will go on in the spring, the invented mini-",
        "ster Ada Sample said on Tuesday.",
        "“Nobody left the table,” she told the guests of a café in the",
        "old town, and the guests nodded.",
        "Page 1",
    ),
    (
        "The Daily Sample 1 March 2022",
        "Her counterpart Karl Muster did not agree that the bridge had",
        "been the problem.",
        "Page 2",
    ),
)


def write_samples(folder: Path) -> None:
    """Writes one sample or more of each format into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_docx(folder / "nexis_2019.docx", nexis_2019())
    write_docx(folder / "nexis_2024.docx", nexis_2024())
    write_docx(
        folder / "nexis_german.docx",
        [
            *nexis_cover(
                ["Die Gespräche gehen weiter"],
                words=("Benutzername", "Datum und Uhrzeit", "Auftragsnummer", "Dokumente"),
            ),
            *GERMAN,
        ],
    )
    (folder / "nexis.rtf").write_text(to_rtf(nexis_2019()), encoding="ascii")
    write_plain_docx(folder / "plain.docx")
    (folder / "plain.rtf").write_text(to_rtf([*TEXT, "Smiling 😀 {guests} left."]), encoding="ascii")
    coded = [*factiva_coded(1, "Talks go on", TEXT), *factiva_coded(2, "Harbour stays closed", OTHER), *SUMMARY]
    (folder / "factiva_indexed.rtf").write_text(to_rtf(coded), encoding="ascii")
    shown = [*factiva_shown(1, "Talks go on", TEXT), *factiva_shown(2, "Harbour stays closed", OTHER), *SUMMARY]
    (folder / "factiva_shown.rtf").write_text(to_rtf(shown), encoding="ascii")
    (folder / "factiva_indexed.html").write_text(factiva_page(coded=True), encoding="utf-8")
    (folder / "factiva_shown.html").write_text(factiva_page(coded=False), encoding="utf-8")
    (folder / "proquest.txt").write_text(proquest(), encoding="utf-8")
    media_cloud(with_text=True).to_csv(folder / "media_cloud.csv", index=False)
    media_cloud(with_text=False).to_csv(folder / "media_cloud_addresses.csv", index=False)
    (folder / "page.html").write_text(page("Talks go on", TEXT), encoding="utf-8")
    (folder / "crawl.warc.gz").write_bytes(
        warc(
            [
                ("https://daily.example/1", "text/html; charset=utf-8", 200, page("Talks go on", TEXT).encode()),
                ("https://daily.example/2", "text/html", 200, b"<html><body><nav>Home</nav></body></html>"),
                ("https://daily.example/3.png", "image/png", 200, b"\x89PNG"),
                ("https://daily.example/4", "text/html", 404, page("Lost", OTHER).encode()),
            ]
        )
    )
    (folder / "article.pdf").write_bytes(pdf(PDF_PAGES))
    (folder / "scanned.pdf").write_bytes(pdf([(), ()]))
    (folder / "article.txt").write_text("\n".join(TEXT), encoding="utf-8")
    table = pd.DataFrame({"key": ["t1"], "words": ["\n".join(TEXT)], "when": ["1 March 2022"]})
    table.to_csv(folder / "table.csv", index=False)
    table.to_parquet(folder / "table.parquet")
    table.to_json(folder / "table.jsonl", orient="records", lines=True)
    write_singles(folder / "nexis_singles.zip")


def write_singles(path: Path) -> None:
    """An archive of single Word files with the list that goes with them."""
    titles = ("Talks go on", "Harbour stays closed")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in (
            ("Files (2)_doclist.docx", nexis_cover(titles)),
            (f"{titles[0]}.docx", nexis_article(titles[0], TEXT)),
            (f"{titles[1]}.docx", nexis_article(titles[1], OTHER)),
        ):
            whole = path.with_suffix(".part.docx")
            write_docx(whole, lines)
            archive.write(whole, name)
            whole.unlink()


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]))
