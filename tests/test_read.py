"""Reading: the text exactly as it is; bad input is one line and stops nothing."""

import io
import json
import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Article, LeftOut, Result, Span, Statement
from toolkit.read import read_articles, tables
from toolkit.read.bytes import LARGEST, LONGEST
from toolkit.read.dates import to_iso
from toolkit.table import write_statements

PAGE = """<html><head><title>Talks go on</title><meta charset="{charset}">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2026-02-03T10:00:00Z">
<link rel="canonical" href="https://daily.example/talks"></head><body><nav>Home</nav><article><h1>Talks go on</h1>
<p>{text}</p><p>The two sides met for the third time this week, and both said they would meet again in May.</p>
<p>Nobody expects an end of the war before the summer, diplomats in the city said on Tuesday.</p></article>
</body></html>"""
SENTENCE = "“Talks go on,” the café owner’s guest said in the long café debate on Tuesday evening."

ONE_READING = """\
2026-02-03|2026-2-3|2026/2/3|2026.02.03|20260203|20260203T101010Z|2026-02-03T23:30:00-05:00|2026-02-03Z\
|2026-02-03 10:00|20260203.0|3 February 2026|3rd February 2026|3rd of February 2026|February 3, 2026\
|Feb. 3, 2026|Feb 3 2026|3 Feb. 2026|03-Feb-2026|Tuesday, 3 February 2026|Tue, 3 Feb 2026 10:00:00 +0100\
|Tue Feb  3 10:00:00 EST 2026|February 3rd, 2026 at 10:00 am|Feb 3, 2026, 10:00 a.m. ET|03.02.2026\
|3.2.2026 10:00|1770114600|1770114600.0|1770114600123"""
NO_READING = """\
02/03/2026|02-03-2026|02/03/26|3 Feb|Feb 2026|2026|202611|2022111|2022-06-2499|0001-01-01|2222-01-01\
|2026-13-40|30 February 2026|2022-06-24 30|2022-06-24 to 2022-06-30|5 Sep 2025 – 6 Sep 2025|yesterday|10:00\
|99999999999999|١٢٣٤|Tuesday|n/a|3 May 2026 4|1234|nan"""


def split(*inputs: object) -> tuple[list[Article], list[LeftOut]]:
    """The articles of the inputs, and what was left out, each in one line; notes on the language are no loss."""
    items = list(read_articles(map(str, inputs)))
    left = [item for item in items if isinstance(item, LeftOut) and item.what != "note"]
    assert all("\n" not in item.where + item.reason for item in left)
    return [item for item in items if isinstance(item, Article)], left


def only(file: Path) -> LeftOut:
    """The one line about a file without an article; it names the file."""
    articles, [left] = split(file)
    assert not articles
    assert left.where.startswith(str(file))
    return left


class TestDates:
    @pytest.mark.parametrize(
        "raw",
        ONE_READING.split("|"),
    )
    def test_one_reading(self, raw: str) -> None:
        """What can be read in one way only is a date, with or without a time of day."""
        assert to_iso(raw) == "2026-02-03"

    def test_a_month_that_is_none(self) -> None:
        """Day and month are told apart where one of them is no month."""
        assert {to_iso(raw) for raw in ("24/06/2022", "06/24/2022", "24-06-2022", "24/6/2022 10:00")} == {"2022-06-24"}
        assert to_iso("Sept. 5, 2025") == "2025-09-05"

    @pytest.mark.parametrize(
        "raw",
        NO_READING.split("|"),
    )
    def test_no_reading(self, raw: str) -> None:
        """What can be read in two ways, in part, or as no day of a newspaper is no date."""
        assert to_iso(raw) is None

    @pytest.mark.parametrize(
        ("raw", "why"),
        [("03/04/2023", "can mean two days"), ("2023-13-45", "is no date"), ("someday", "is no date")],
    )
    def test_why_not(self, tmp_path: Path, raw: str, why: str) -> None:
        """A row whose date cannot be read is read without one, and a note says why and where."""
        file = tmp_path / "a.csv"
        file.write_text(f"text,date\nTalks go on.,{raw}\n", encoding="utf-8")
        note, article = read_articles([file])
        assert article.date is None
        assert article.date_raw == raw
        assert why in note.reason
        assert note.where.endswith("line 2")

    @settings(max_examples=500, deadline=None)
    @given(st.one_of(st.text(max_size=80), st.from_regex(r"[0-9/. :T-]{1,30}", fullmatch=True)))
    def test_any_text(self, raw: str) -> None:
        """Any string is a date of a newspaper or none."""
        assert (to_iso(raw) or "1605") >= "1605"


class TestText:
    @settings(max_examples=200, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda t: f"Talks\r\n{t}\n "))
    def test_exact(self, text: str) -> None:
        """UTF-8 text is kept character by character, line ends included."""
        with TemporaryDirectory() as folder:
            file = Path(folder, "a.txt")
            file.write_bytes(text.encode())
            assert [text] == [a.text for a in split(file)[0]]

    @pytest.mark.parametrize(
        ("encoding", "text"),
        [
            ("utf-8-sig", "Київ\r\n\r\n“Talks”\n"),
            ("utf-16", "Київ\r\n\r\n“Talks”\n"),
            ("utf-32", "Київ\r\n\r\n“Talks”\n"),
            ("cp1252", "“Talks go on,” he said.\r\nIt’s 5 €.\n"),
            ("cp1252", "José said no."),
            ("cp1252", "Señor Núñez — «sí» — said François."),
            ("cp1252", "El señor Núñez: ¿Qué pasará? 5 m³ de gas, £5bn, 3º piso."),
            ("cp1252", "København er rede, også på søndag, sagde statsministeren på Færøerne."),
            ("cp1250", "Premier Tusk powiedział, że Polska będzie wspierać Ukrainę."),
            ("cp1250", "Lech Wałęsa said that talks go on."),
            ("cp1250", "Mr Dvořák agreed with Slobodan Milošević."),
            ("cp1250", "Predsjednik je rekao da će Hrvatska podržati mir, ali ne želi slati vojnike."),
            ("cp1251", "«Переговоры продолжаются», — сказал Дмитрий Песков.\r\n"),
            ("cp1251", "Київ: «Ми не здамося», заявив президент України Володимир Зеленський.\n"),
            ("koi8_r", "Переговоры продолжаются, сказал Дмитрий Песков журналистам.\n"),
        ],
    )
    def test_encodings(self, tmp_path: Path, encoding: str, text: str) -> None:
        """Unicode with a mark, Western and Cyrillic text are read; the mark is not text, line ends are kept."""
        (tmp_path / "a.txt").write_bytes(text.encode(encoding))
        articles, left = split(tmp_path)
        assert ([text], []) == ([a.text for a in articles], left)

    @pytest.mark.parametrize(
        ("raw", "text", "what"),
        [
            ("Київ\nОдеса\n".encode() * 9 + b"Ky\xffiv", "Київ\nОдеса\n" * 9 + "Ky\ufffdiv", "UTF-8 in line 19"),
            (("Talks\n" * 20).encode("utf-16") + b"x", "Talks\n" * 20 + "\ufffd", "UTF-16 in line 21"),
        ],
    )
    def test_a_broken_byte(self, tmp_path: Path, raw: bytes, text: str, what: str) -> None:
        """A broken byte makes no other encoding: it is U+FFFD, and a line says where; the article is read."""
        (tmp_path / "a.txt").write_bytes(raw)
        [article], [left] = split(tmp_path)
        assert (article.text, left.what) == (text, "part")
        assert left.reason == f"broken {what}: 1 character read as U+FFFD; save the file as UTF-8 again"

    def test_a_zero_byte(self, tmp_path: Path) -> None:
        """A few zero bytes make no text binary: each is U+FFFD, and a line says where; offsets hold."""
        (tmp_path / "a.txt").write_bytes(b"Talks\ngo\0on, he said.")
        [article], [left] = split(tmp_path)
        assert (article.text, left.what) == ("Talks\ngo\ufffdon, he said.", "part")
        assert left.reason == "a zero byte in line 2: 1 character read as U+FFFD; save the file as UTF-8 again"

    def test_a_zero_byte_in_a_page(self, tmp_path: Path) -> None:
        """A page with a zero byte is read, as a browser does."""
        (tmp_path / "a.html").write_bytes(b"<html><p>Talks will go on\0, he said to reporters on Tuesday.</p></html>")
        [article], _ = split(tmp_path)
        assert article.text == "Talks will go on\ufffd, he said to reporters on Tuesday."

    def test_a_short_text_of_utf16(self, tmp_path: Path) -> None:
        """Where every second byte is zero, it is UTF-16, however few they are."""
        (tmp_path / "a.txt").write_bytes("Hi".encode("utf-16-le"))
        assert [a.text for a in split(tmp_path)[0]] == ["Hi"]

    def test_many_broken_bytes(self, tmp_path: Path) -> None:
        """A text with more than one broken byte in a hundred characters, and more than three, is none."""
        (tmp_path / "a.txt").write_bytes("Київ\nОдеса\n".encode() + b"Ky\xff\xff\xff\xffiv")
        assert "broken UTF-8 in line 3" in only(tmp_path / "a.txt").reason

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("text", ["“Talks go on,” he said.\r\n", "Київ не здасться, сказав він.\n", "中 said"])
    def test_utf16_without_a_mark(self, tmp_path: Path, encoding: str, text: str) -> None:
        """UTF-16 is known by where its zero bytes stand."""
        (tmp_path / "a.txt").write_bytes(text.encode(encoding))
        assert [a.text for a in split(tmp_path)[0]] == [text]

    @pytest.mark.parametrize(
        "raw", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(99), bytes(range(1, 256)) * 9]
    )
    def test_binary(self, tmp_path: Path, raw: bytes) -> None:
        """A binary file is no text, with or without zero bytes."""
        (tmp_path / "a.txt").write_bytes(raw)
        assert "binary" in only(tmp_path / "a.txt").reason

    @pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
    def test_empty(self, tmp_path: Path, raw: bytes) -> None:
        """A file without a word is empty."""
        (tmp_path / "a.txt").write_bytes(raw)
        assert "empty" in only(tmp_path / "a.txt").reason

    def test_fifty_megabytes(self, tmp_path: Path) -> None:
        """A file that is too long for an article is refused before it is read."""
        with (tmp_path / "a.txt").open("wb") as raw:
            raw.truncate(50_000_000)
        assert "too long for one article; split it" in only(tmp_path / "a.txt").reason

    def test_too_many_characters(self, tmp_path: Path) -> None:
        """The longest article is counted in characters."""
        (tmp_path / "a.txt").write_text("x" * (LONGEST + 1))
        assert "2,000,001 characters, too long for one article" in only(tmp_path / "a.txt").reason

    def test_facts_beside(self, tmp_path: Path) -> None:
        """A meta.json beside the text gives the date; neither it nor the human coding is an article or left out."""
        (tmp_path / "a.txt").write_text("Talks")
        (tmp_path / "meta.json").write_text('{"date": "2026-02-03"}')
        (tmp_path / "statements.json").write_text("{}")
        articles, left = split(tmp_path)
        assert ([a.date for a in articles], left) == (["2026-02-03"], [])

    def test_a_date_beside_that_is_none(self, tmp_path: Path) -> None:
        """A date beside the text that cannot be read is a line, as in a table; the article is read without it."""
        (tmp_path / "a.txt").write_text("Talks")
        (tmp_path / "a.json").write_text('{"date": "31/31/2022"}')
        note, article = read_articles([tmp_path])
        assert isinstance(article, Article) and article.date is None
        assert isinstance(note, LeftOut) and note.what == "note"
        assert note.reason == "'31/31/2022' is no date; write it as YYYY-MM-DD"

    def test_facts_of_a_folder(self, tmp_path: Path) -> None:
        """A meta.json beside several texts gives none of them its title or address, and all of them its date."""
        (tmp_path / "meta.json").write_text('{"title": "Go", "url": "https://x.example", "date": "2026-02-03"}')
        (tmp_path / "b.json").write_text('{"title": "Own"}')
        found = []
        for name in "ab":
            (tmp_path / f"{name}.txt").write_text("Talks")
            found.append([(a.title, a.url, a.date) for a in split(tmp_path)[0]])
        assert found[0] == [("Go", "https://x.example", "2026-02-03")]
        assert found[1] == [(None, None, "2026-02-03"), ("Own", None, None)]

    @pytest.mark.parametrize(
        ("name", "date"),
        [
            ("2022-02-20_083", "2022-02-20"),
            ("daily-2022-02-20", "2022-02-20"),
            ("20220220_talks", "2022-02-20"),
            ("talks_20220220", None),
            ("2022-02-31_083", None),
            ("2022-13-01", None),
            ("202202201", None),
            ("2022-02-20_to_2022-02-25", None),
            ("083", None),
        ],
    )
    def test_date_in_the_name(self, tmp_path: Path, name: str, date: str | None) -> None:
        """A text without other facts has the one possible day that its file's name gives."""
        (tmp_path / f"{name}.txt").write_text("Talks")
        assert [a.date for a in split(tmp_path)[0]] == [date]

    def test_facts_before_the_name(self, tmp_path: Path) -> None:
        """A date beside the text counts more than one in the file's name."""
        (tmp_path / "2022-02-20.txt").write_text("Talks")
        (tmp_path / "2022-02-20.json").write_text('{"date": "2022-02-19"}')
        assert [a.date for a in split(tmp_path)[0]] == ["2022-02-19"]

    @pytest.mark.parametrize("facts", ["{", "[" * 100_000, '{"date": "\\ud83d'])
    def test_broken_facts(self, tmp_path: Path, facts: str) -> None:
        """Facts that cannot be read are named once; the articles beside them are read."""
        (tmp_path / "a.txt").write_text("Talks")
        (tmp_path / "b.txt").write_text("Talks")
        (tmp_path / "meta.json").write_text(facts)
        articles, [left] = split(tmp_path)
        assert (len(articles), left.where, left.what) == (2, str(tmp_path / "meta.json"), "part")


class TestPages:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_facts(self, tmp_path: Path, encoding: str) -> None:
        """Title, outlet, date and address are read with the text, in any encoding."""
        markup = PAGE.replace("{charset}", encoding).replace("{text}", SENTENCE)
        (tmp_path / "a.html").write_bytes(markup.encode(encoding))
        [page], left = split(tmp_path)
        assert (page.title, page.outlet, page.date) == ("Talks go on", "The Daily", "2026-02-03")
        assert (page.url, left) == ("https://daily.example/talks", [])
        assert SENTENCE in page.text and "Home" not in page.text

    def test_short_page(self, tmp_path: Path) -> None:
        """News in brief stays in paragraphs, without captions and what is beside it."""
        page = (
            "<html><head><title>War</title></head><body><nav>Home</nav><article><h1>Aalto says war will go on</h1>"
            "<figure><figcaption>Mr Berg said he was sad</figcaption></figure><p>Eero Aalto said: “We will go on.”</p>"
            "<p>Ms Orr said the talks were “useful”.</p><aside>Related: Hill says no</aside></article></body></html>"
        )
        (tmp_path / "brief.html").write_text(page, encoding="utf-8")
        [one], _ = split(tmp_path)
        lines = [
            "Aalto says war will go on",
            "Eero Aalto said: “We will go on.”",
            "Ms Orr said the talks were “useful”.",
        ]
        assert one.text.splitlines() == lines

    def test_declared_encoding(self, tmp_path: Path) -> None:
        """A page's own word on its encoding is believed."""
        text = "Виктор Orban said in the long debate on Tuesday evening that the talks would go on for some weeks."
        (tmp_path / "a.html").write_bytes(PAGE.replace("{charset}", "koi8-r").replace("{text}", text).encode("koi8-r"))
        assert "Виктор Orban" in split(tmp_path)[0][0].text

    def test_a_broken_byte(self, tmp_path: Path) -> None:
        """One broken byte in a page is shown as a browser shows it."""
        raw = PAGE.replace("{charset}", "utf-8").replace("{text}", SENTENCE).encode()
        (tmp_path / "a.html").write_bytes(raw.replace(b"Nobody", b"Nob\xffody"))
        [article], [left] = split(tmp_path)
        assert "Nob\ufffdody" in article.text
        assert left.reason.startswith("broken characters: 1 character read as U+FFFD") and left.what == "part"

    @pytest.mark.parametrize(
        ("head", "body", "date", "words"),
        [
            (
                '<script type="application/ld+json">{"datePublished": "2026-02-03T10:00:00Z"}</script>',
                "",
                1,
                "2026-02-03",
            ),
            ('<meta name="date" content="3 February 2026">', "", 1, "3 February 2026"),
            ('<link rel="canonical" href="https://daily.example/2026/02/03/talks">', "", 1, "2026/02/03"),
            ("", '<time datetime="2026-02-03">today</time>', 1, "2026-02-03"),
            ("", '</article><article class="comments-open"><time datetime="2026-02-03">today</time>', 1, "2026-02-03"),
            ("", "<footer>© 2019 The Daily</footer>", 0, None),
            ("", "<footer>Published since 3 February 2019</footer>", 0, None),
            ("", '<aside><time datetime="2021-01-01">an old story</time></aside>', 0, None),
            ("", '<div class="comments"><span class="date">5 March 2024</span></div>', 0, None),
            ("", '<img src="/2020/05/06/x.jpg">', 0, None),
            ('<meta name="date" content="2026-02">', "", 0, None),
            ('<meta name="date" content="02/03/2026">', "", 0, None),
            ("", "", 0, None),
        ],
    )
    def test_stated_dates(self, tmp_path: Path, head: str, body: str, date: int, words: str | None) -> None:
        """A date is one that the page gives as its own, in its words; what may be one is none."""
        page = re.sub(r'<meta property="article.*|<link.*?>', "", PAGE.replace("{text}", SENTENCE))
        page = page.replace("<head>", f'<head><meta charset="utf-8">{head}').replace("<h1>", f"{body}<h1>")
        (tmp_path / "a.html").write_text(page)
        [article], _ = split(tmp_path)
        assert (article.date, article.date_raw) == ("2026-02-03" if date else None, words)

    @pytest.mark.parametrize(
        "markup",
        [
            "<html><body><nav><a href='/'>Home</a></nav></body></html>",
            "<html>",
            "no markup",
            "<p" * 5000,
            "<!DOCTYPE html>" + "<div>" * 100_000,
            "<html><body>" + "<table><tr><td>" * 3000,
            "\u0000<html>".replace("\u0000", "<?xml version='1.0' encoding='x'?>"),
        ],
    )
    def test_no_article(self, tmp_path: Path, markup: str, capfd: pytest.CaptureFixture[str]) -> None:
        """A page without an article is one line, however broken or nested; the library behind it stays silent."""
        (tmp_path / "a.html").write_text(markup)
        assert "save the" in only(tmp_path / "a.html").reason
        assert capfd.readouterr().err == ""

    def test_unclosed_markup(self, tmp_path: Path) -> None:
        """The article of a page with unclosed and crossed tags is read."""
        markup = PAGE.replace("{charset}", "utf-8").replace("{text}", SENTENCE + "<b><i>Yes</b></i><div><span>")
        (tmp_path / "a.html").write_text(markup.replace("</p>", "").replace("</body></html>", ""))
        assert SENTENCE in split(tmp_path)[0][0].text


class TestCsv:
    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_delimiters(self, tmp_path: Path, mark: str, encoding: str) -> None:
        """The header shows the delimiter; a quoted cell keeps its line ends, marks and delimiters."""
        rows = f'id{mark}Full Text{mark}Headline\r\n7{mark}"“Talks”{mark} he said,\r\n\r\n""no"". Café; on"{mark}Go\r\n'
        (tmp_path / "a.csv").write_bytes(rows.encode(encoding))
        [article], left = split(tmp_path)
        assert (article.id, article.title, left) == ("7", "Go", [])
        assert article.text == f'“Talks”{mark} he said,\r\n\r\n"no". Café; on'

    @pytest.mark.parametrize("name", ["text", "Body", " CONTENT ", "article", "article-text", "Full Text", "maintext"])
    def test_column_names(self, tmp_path: Path, name: str) -> None:
        """The text column has one of several names, in any case."""
        (tmp_path / "a.csv").write_text(
            f"{name},publish-date,Source,link\nTalks,3 May 2022,The Daily,https://x.example\n"
        )
        [article], _ = split(tmp_path)
        assert (article.text, article.date, article.outlet) == ("Talks", "2022-05-03", "The Daily")
        assert article.url == "https://x.example"

    @pytest.mark.parametrize(
        ("name", "table", "row"),
        [
            ("a.csv", "date,text\n2022-02-20,One\n32.13.2022,Two\n,Three\n", "line 3"),
            ("a.jsonl", '{"date": "32.13.2022", "text": "Two"}\n', "line 1"),
        ],
    )
    def test_date_that_cannot_be_read(self, tmp_path: Path, name: str, table: str, row: str) -> None:
        """A date that is none is listed with its row, and the article is read without it."""
        (tmp_path / name).write_text(table)
        items = list(read_articles([str(tmp_path)]))
        [note] = [item for item in items if isinstance(item, LeftOut)]
        articles = [item for item in items if isinstance(item, Article)]
        assert [(a.text, a.date) for a in articles if a.date_raw == "32.13.2022"] == [("Two", None)]
        assert (note.what, note.where) == ("note", f"{tmp_path / name}, {row}")
        assert "'32.13.2022' is no date" in note.reason

    def test_one_column(self, tmp_path: Path) -> None:
        """In a table of one column a comma divides nothing; a quoted cell is still a cell."""
        (tmp_path / "a.csv").write_text('text\nTalks go on, he said; so it is.\n"One,\ntwo"\n')
        assert [a.text for a in split(tmp_path)[0]] == ["Talks go on, he said; so it is.", "One,\ntwo"]

    def test_no_text_column(self, tmp_path: Path) -> None:
        """Without a text column the line lists the columns found."""
        (tmp_path / "a.csv").write_text("alpha;beta\n1;2\n")
        assert "no text column; the columns are 'alpha', 'beta'; name one" in only(tmp_path / "a.csv").reason

    def test_rows_without_text(self, tmp_path: Path) -> None:
        """Rows without text are listed with the line where they start; blank lines are no rows."""
        (tmp_path / "a.csv").write_text('id,text\n1,"One\nmore"\n2,\n\n3,Three\n4," "\n5\n')
        articles, left = split(tmp_path)
        assert [a.text for a in articles] == ["One\nmore", "Three"]
        assert [item.where.rsplit(", ")[-1] for item in left] == ["line 4", "line 7", "line 8"]

    def test_broken_rows(self, tmp_path: Path) -> None:
        """A row whose marks do not match or with too many cells is named; no text is cut or taken from its middle."""
        (tmp_path / "a.csv").write_text(
            'id,text,url\n1,One,u\n2,Two, and more,u\n3,"He said "no"\nthere",u\n4,Four,u\n5,Five,,\n6,"Six'
        )
        articles, left = split(tmp_path)
        assert [a.text for a in articles] == ["One", "Four", "Five"]
        assert [item.where.rsplit(", ")[-1] for item in left] == ["line 3", "line 4", "line 8"]
        assert "4 cells under 3 columns" in left[0].reason
        assert "lines 4 to 5 were not read (2 lines)" in left[1].reason

    def test_an_unclosed_mark(self, tmp_path: Path) -> None:
        """A cell that is never closed costs its row: reading goes on where a line has the numbers of a row."""
        rows = "".join(f'{n},2026-02-0{n},"Row, {n}\nsaid"\n' for n in range(3, 9))
        prose = "and, so, on\n1 May, 2, 3\nin 2022, he said, yes\n"
        (tmp_path / "a.csv").write_text(f'id,date,text\n1,2026-02-01,One\n2,2026-02-02,"Two\n{prose}{rows}')
        articles, [left] = split(tmp_path)
        assert [a.id for a in articles] == list("1345678")
        assert articles[1].text == "Row, 3\nsaid"
        assert left.where.endswith("line 3") and "lines 3 to 6 were not read (4 lines)" in left.reason

    def test_an_unclosed_mark_without_numbers(self, tmp_path: Path) -> None:
        """Where no cell tells rows from the lines of a text, the line says exactly what was not read."""
        (tmp_path / "a.csv").write_text(
            'title,text\nOne,First\nTwo,"Second\nThree,Third\n"Four","Fourth"\nFive,Fifth\n'
        )
        articles, [left] = split(tmp_path)
        assert [a.title for a in articles] == ["One", "Five"]
        assert "lines 3 to 5 were not read (3 lines)" in left.reason

    @settings(max_examples=200, deadline=None)
    @given(st.text('a1",\n', max_size=60))
    def test_any_marks(self, rows: str) -> None:
        """Whatever marks stand where, every line is read once or counted, and reading ends."""
        with TemporaryDirectory() as folder:
            Path(folder, "a.csv").write_text(f"id,text\n{rows}")
            split(folder)

    def test_broken_characters(self, tmp_path: Path) -> None:
        """A row with broken UTF-8 is named; the others are read, also when it comes after a megabyte."""
        good = "id,text\n" + "1,Київ\n" + f"2,{'Talks ' * 200}\n" * 1_000
        (tmp_path / "a.csv").write_bytes(good.encode() + b"3,Ky\xffiv\n4,\xd0\x9b\xd1\x8c\xd0\xb2\xd1\x96\xd0\xb2\n")
        articles, [left] = split(tmp_path)
        assert (articles[0].text, articles[-1].text, len(articles)) == ("Київ", "Львів", 1_002)
        assert left.where.endswith("line 1003")

    def test_western_after_a_megabyte(self, tmp_path: Path) -> None:
        """The encoding is found wherever the first letter beyond ASCII stands."""
        (tmp_path / "a.csv").write_bytes(b"text\n" + b"Talks go on " * 100_000 + b"\n" + "Café\n".encode("cp1252"))
        assert split(tmp_path)[0][-1].text == "Café"

    def test_a_megabyte_in_a_cell(self, tmp_path: Path) -> None:
        """A cell of a megabyte is an article; one that is longer than any article is left out."""
        (tmp_path / "a.csv").write_text(f'text\n"{"Talks go on. " * 80_000}"\n{"x" * (LONGEST + 1)}\nTalks\n')
        articles, [left] = split(tmp_path)
        assert [len(a.text) for a in articles] == [1_040_000, 5]
        assert "too long for one article" in left.reason and left.where.endswith("line 3")

    @pytest.mark.parametrize(("raw", "word"), [(b"", "empty"), (b"text\n", "no articles"), (b"\0\1\2" * 99, "binary")])
    def test_no_table(self, tmp_path: Path, raw: bytes, word: str) -> None:
        """An empty table, one with a header only, and a binary file are one line each."""
        (tmp_path / "a.csv").write_bytes(raw)
        assert word in only(tmp_path / "a.csv").reason

    def test_a_zero_byte(self, tmp_path: Path) -> None:
        """A zero byte costs its row, not the table."""
        rows = "".join(f'{n},"Row {n}, he said."\n' for n in range(200))
        (tmp_path / "a.csv").write_bytes(f"id,text\n{rows}".replace("Row 150", "Row\x00150").encode())
        lines = "".join(f'{{"id": {n}, "text": "Row {n}"}}\n' for n in range(200))
        (tmp_path / "b.jsonl").write_bytes(lines.replace("Row 150", "Row\x00150").encode())
        articles, left = split(tmp_path)
        assert len(articles) == 398
        assert [item.where.rsplit(", ")[-1] for item in left] == ["line 152", "line 151"]
        assert {item.reason for item in left} == {"a zero byte in this row; remove it"}

    def test_the_delimiter_that_excel_states(self, tmp_path: Path) -> None:
        """Excel's line sep=; above the header says the delimiter; lines are counted with it."""
        (tmp_path / "a.csv").write_text("sep=;\nid;text\n7;Talks, he said\n8;\n", encoding="utf-8-sig")
        [article], [left] = split(tmp_path)
        assert (article.id, article.text) == ("7", "Talks, he said") and left.where.endswith("line 4")

    def test_a_table_of_another_ending(self, tmp_path: Path) -> None:
        """A table is told by its header or its first object, whatever its ending; prose with commas is none."""
        (tmp_path / "a.txt").write_text('id,date,text\n1,2022-03-01,"Talks, she said."\n2,2022-03-02,Two\n')
        (tmp_path / "b.csv").write_text('{"id": "3", "text": "Talks, he said."}\n{"id": "4", "text": "Four"}\n')
        (tmp_path / "c.txt").write_text("Text, date and title\nTalks go on, he said.\n")
        articles, left = split(tmp_path)
        assert ([a.id for a in articles], left) == (["1", "2", "3", "4", "c"], [])

    def test_a_cell_that_is_too_long(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A cell that is longer than can be read is called so; its marks are not to blame."""
        monkeypatch.setattr(tables, "LONGEST_LINE", 1_000)
        (tmp_path / "a.csv").write_text(f'id,text\n1,"{"x" * 5_000}"\n2,Talks\n')
        [article], [left] = split(tmp_path)
        assert article.id == "2"
        assert left.reason == "a cell of more than 1,000 characters, too long for an article; split it"

    def test_ids(self, tmp_path: Path) -> None:
        """Ids are unique, even where a suffix is already an id."""
        (tmp_path / "a.csv").write_text("id,text\nx,One\nx-2,Two\nx,Three\nx,Four\n")
        assert [a.id for a in split(tmp_path)[0]] == ["x", "x-2", "x-3", "x-4"]


class TestIds:
    def test_the_same_name(self, tmp_path: Path) -> None:
        """Files of one name are told apart by their folder, or by their ending, in whatever order they are given."""
        for name in ("a/x.txt", "b/x.txt", "b/c/x.txt", "a/y.txt", "a/y.jsonl", "a/z.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            text = '{"text": "Talks"}\n{"text": "Talks", "id": "7"}' if name.endswith("l") else "Talks"
            (tmp_path / name).write_text(text)
        for inputs in (("a", "b"), ("b", "a"), (".",)):
            found = {item.path: item.id for item in split(*(tmp_path / name for name in inputs))[0]}
            ids = sorted(article.id for article in split(*(tmp_path / name for name in inputs))[0])
            assert ids == ["7", "a/x", "b/x", "c/x", "y.jsonl-1", "y.txt", "z"]
            assert found[str(tmp_path / "b/c/x.txt")] == "c/x"


class TestJsonLines:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        """Lines are read in any encoding; an escaped character and a line separator in a text are kept."""
        text = "“Café”\r\n" + ("\u2028" if encoding.startswith("utf") else "") + "Talks"
        lines = json.dumps({"text": text}, ensure_ascii=False) + '\n{"text": "\\u041a\\u0438"}\n'
        (tmp_path / "a.jsonl").write_bytes(lines.encode(encoding))
        assert [a.text for a in split(tmp_path)[0]] == [text, "Ки"]

    @pytest.mark.parametrize(
        "line",
        [
            "{oops",
            '["One"]',
            "7",
            "null",
            '{"text": 7}',
            '{"text": ["a"]}',
            '{"text": null}',
            '{"title": "x"}',
            '{"text": ""}',
            "[" * 100_000,
            "9" * 5000,
            '{"text": "a\udcffb"}',
        ],
    )
    def test_bad_line(self, tmp_path: Path, line: str) -> None:
        """A malformed line or a wrong type is named by number; the others are read."""
        raw = f'{{"text": "Київ"}}\n{line}\n{{"text": "Two"}}\n'.encode(errors="surrogateescape")
        (tmp_path / "a.jsonl").write_bytes(raw)
        items = list(read_articles([tmp_path]))
        assert [type(item) for item in items] == [Article, LeftOut, Article]
        assert items[1].where == f"{tmp_path / 'a.jsonl'}, line 2"  # type: ignore[union-attr]

    def test_half_a_character(self, tmp_path: Path) -> None:
        """Half a surrogate pair, which no file can hold, becomes one replacement character: offsets hold."""
        (tmp_path / "a.jsonl").write_text('{"text": "a\\ud83d b", "title": "\\ude00"}\n')
        [article], _ = split(tmp_path)
        assert (article.text, article.title) == ("a\ufffd b", "\ufffd")

    @pytest.mark.parametrize("indent", [None, 1])
    def test_an_array(self, tmp_path: Path, indent: int | None) -> None:
        """A file that is one array gives the articles of its objects, and names each item that is none."""
        rows = [{"id": "7", "text": "Talks"}, {"id": "8"}, 9]
        (tmp_path / "a.jsonl").write_text(json.dumps(rows, indent=indent))
        [article], left = split(tmp_path)
        assert article.id == "7" and [item.where.rsplit(", ")[-1] for item in left] == ["item 2", "item 3"]

    def test_a_broken_array(self, tmp_path: Path) -> None:
        """An array that is broken is one line; a broken first line before others that are whole costs itself."""
        (tmp_path / "a.jsonl").write_text('[\n {"text": "Talks"},\n {"text": "Go')
        assert "a JSON array that is broken" in only(tmp_path / "a.jsonl").reason
        (tmp_path / "a.jsonl").write_text('["One\n{"text": "Talks"}\n')
        [article], [left] = split(tmp_path)
        assert article.text == "Talks" and left.where.endswith("line 1")

    def test_odd_facts(self, tmp_path: Path) -> None:
        """Facts that are no words are none; a number as an id is one."""
        (tmp_path / "a.jsonl").write_text(
            '{"text": "T", "id": 7, "title": ["x"], "url": {}, "date": NaN, "source": null}\n'
        )
        [article], _ = split(tmp_path)
        assert article == Article("7", "T", path=str(tmp_path / "a.jsonl"))

    def test_empty(self, tmp_path: Path) -> None:
        """A file of blank lines has no articles."""
        (tmp_path / "a.jsonl").write_text("\n \n\n")
        assert "empty" in only(tmp_path / "a.jsonl").reason


class TestParquet:
    def _write(self, file: Path, **columns: object) -> Path:
        pq.write_table(pa.table(columns), file)
        return file

    def test_rows(self, tmp_path: Path) -> None:
        """Rows are read with their facts; one without text is named."""
        file = self._write(tmp_path / "a.parquet", body=["One\r\n", None, ""], date=pa.array([1, 2, 3], pa.date32()))
        [article], left = split(file)
        assert (article.text, article.date) == ("One\r\n", "1970-01-02")
        assert [item.where for item in left] == [f"{file}, row 2", f"{file}, row 3"]

    def test_wrong_schema(self, tmp_path: Path) -> None:
        """A table without a text column is named with its columns; text of another type is left out."""
        assert "'alpha'" in only(self._write(tmp_path / "a.parquet", alpha=["x"])).reason
        assert "no string but int" in only(self._write(tmp_path / "b.parquet", text=[7])).reason

    def test_no_rows(self, tmp_path: Path) -> None:
        """A table without rows has no articles."""
        assert "no articles" in only(self._write(tmp_path / "a.parquet", text=pa.array([], pa.string()))).reason

    @pytest.mark.parametrize("damage", ["cut", "no table", "middle", "empty"])
    def test_damaged(self, tmp_path: Path, damage: str) -> None:
        """A file that was cut, overwritten in the middle or never was a table is one line."""
        texts = [str(n) * 200 for n in range(500)]
        file = self._write(tmp_path / "a.parquet", text=pa.array(texts))
        raw = file.read_bytes()
        middle = raw[:40] + b"\xff" * 4000 + raw[4040:]
        file.write_bytes({"cut": raw[:-9], "no table": b"Talks", "middle": middle, "empty": b""}[damage])
        assert "write it again" in split(file)[1][-1].reason

    def test_broken_characters(self, tmp_path: Path) -> None:
        """Text that is no UTF-8 costs its row."""
        bad = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"a\xffOn"))
        [article], [left] = split(self._write(tmp_path / "a.parquet", text=bad))
        assert (article.text, left.where) == ("On", f"{tmp_path / 'a.parquet'}, row 1")


class TestFolders:
    def test_a_single_one(self, tmp_path: Path) -> None:
        """A path by itself is one input, not as many as it has letters."""
        (tmp_path / "a.txt").write_text("Talks")
        assert (
            [a.id for a in read_articles(tmp_path / "a.txt")] == [a.id for a in read_articles(str(tmp_path))] == ["a"]
        )

    @pytest.mark.parametrize(
        ("name", "other"), [("a.doc", ".docx"), ("a.ODT", ".docx"), ("a.xlsx", ".csv"), ("a.mht", ".html")]
    )
    def test_articles_without_a_reader(self, tmp_path: Path, name: str, other: str) -> None:
        """A file that may well be an article, in a format without a reader, is lost and named, with what to do."""
        (tmp_path / "b.txt").write_text("Talks")
        (tmp_path / name).write_text("Talks")
        [_], [left] = split(tmp_path)
        assert left.what == "article"
        assert f"save it as {other}" in left.reason

    def test_other_endings(self, tmp_path: Path) -> None:
        """A file without a reader is listed, many of one ending in one line; hidden ones are not."""
        for name in ("a.txt", "b.xyz", ".c.xyz", "no_ending", "p1.jpg", "p2.jpg", "p3.jpg", "p4.jpg", "x.json"):
            (tmp_path / name).write_text("Talks")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "d.txt").write_text("Talks")
        articles, left = split(tmp_path)
        assert [a.id for a in articles] == ["a"]
        assert [Path(item.where).name for item in left] == ["no_ending", tmp_path.name, "x.json", "b.xyz"]
        assert "4 files that end in .jpg (p1.jpg, p2.jpg, p3.jpg, ...)" in left[1].reason
        assert {item.what for item in left} == {"file"}

    def test_nothing(self, tmp_path: Path) -> None:
        """A folder with nothing to read is named with the endings that are read."""
        assert ".txt, .html" in only(tmp_path).reason

    def test_missing(self, tmp_path: Path) -> None:
        """A missing path, and one of another ending, are named; so is what is no file."""
        assert "no such file" in only(tmp_path / "none.txt").reason
        for name in ("a.xyz", "a.odt"):
            (tmp_path / name).write_text("Talks")
        assert "no reader for this ending; use one of .txt" in only(tmp_path / "a.xyz").reason
        assert ".odt files are not read; save it as .docx" in only(tmp_path / "a.odt").reason
        os.mkfifo(tmp_path / "b.txt")
        assert "neither a file nor a folder" in only(tmp_path / "b.txt").reason

    def test_links(self, tmp_path: Path) -> None:
        """A linked folder is read once, whatever goes round in circles; a link to nothing is named."""
        (tmp_path / "real").mkdir()
        (tmp_path / "in").mkdir()
        (tmp_path / "real" / "a.txt").write_text("Talks")
        (tmp_path / "in" / "linked").symlink_to(tmp_path / "real")
        (tmp_path / "real" / "round").symlink_to(tmp_path / "in")
        (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
        (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
        articles, [left] = split(tmp_path / "in", tmp_path / "in" / "b.txt")
        assert (len(articles), left.where) == (1, str(tmp_path / "in" / "self.txt"))
        assert "a link to nothing" in left.reason

    def test_results_are_no_articles(self, tmp_path: Path) -> None:
        """The results of a run below a folder are not read as articles; of a run itself, its articles are."""
        for part in ("statements", "articles"):
            (tmp_path / "out" / part).mkdir(parents=True)
            pq.write_table(pa.table({"text": [part]}), tmp_path / "out" / part / "0.parquet")
        (tmp_path / "out" / "shards").mkdir()
        (tmp_path / "out" / "shards" / "plan.json").write_text("{}")
        (tmp_path / "a.txt").write_text("Talks")
        assert [a.text for a in split(tmp_path)[0]] == ["Talks"]
        assert [a.text for a in split(tmp_path / "out")[0]] == ["articles"]

    def test_statements_are_no_articles(self, tmp_path: Path) -> None:
        """Statements that were written beside the articles are named and not read as articles."""
        result = Result(Article("a", "Talks"), (Statement((Span(0, 5),), "indirect"),))
        for ending in ("csv", "jsonl", "parquet"):
            write_statements([result], tmp_path / f"o.{ending}")
        articles, left = split(tmp_path)
        assert articles == []
        assert {item.reason for item in left[:3]} == {"statements of this toolkit, not articles; passed over"}
        assert "no file to read" in left[3].reason
        assert [item.what for item in left] == ["file", "file", "file", "article"]
        for ending in ("csv", "jsonl", "parquet"):
            named = only(tmp_path / f"o.{ending}")
            assert ("statements of this toolkit" in named.reason, named.what) == (True, "article")

    def test_other_results_are_no_articles(self, tmp_path: Path) -> None:
        """A report and a coding sheet of this toolkit are passed over, a page of anybody else is not."""
        page = PAGE.replace("{charset}", "utf-8").replace("{text}", SENTENCE)
        for name, tag in (("a", ""), ("b", '<meta content="toolkit report" name="generator"/>')):
            (tmp_path / f"{name}.html").write_text(page.replace("<head>", "<head>" + tag))
        (tmp_path / "sheet.csv").write_text("row,statement,context,article,speaker\n1,Talks,Talks,a,\n")
        articles, left = split(tmp_path)
        assert [article.id for article in articles] == ["a"]
        assert [(Path(item.where).name, item.what) for item in left] == [("b.html", "file"), ("sheet.csv", "file")]

    def test_reports_are_no_articles(self, tmp_path: Path) -> None:
        """So are reports as Word and PDF files, known by what these say of themselves; damaged files are read on."""
        import docx

        from toolkit.report import Document
        from toolkit.report.word import render_word

        (tmp_path / "own.docx").write_bytes(render_word(Document("Who said what?", ())))
        (tmp_path / "own.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<</Title (x)\n/Creator (toolkit)   >>\nendobj\n")
        other = docx.Document()
        other.add_paragraph(SENTENCE)
        other.save(str(tmp_path / "other.docx"))
        (tmp_path / "broken.docx").write_bytes((tmp_path / "own.docx").read_bytes()[:900])
        articles, left = split(tmp_path)
        assert [article.id for article in articles] == ["other"]
        assert [(Path(item.where).name, item.reason[:11]) for item in left] == [
            ("own.docx", "a report of"), ("own.pdf", "a report of"), ("broken.docx", "not a Word "),
        ]  # fmt: skip

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_permissions(self, tmp_path: Path) -> None:
        """A file and a folder that may not be read are named."""
        (tmp_path / "a.txt").write_text("Talks")
        (tmp_path / "a.txt").chmod(0)
        (tmp_path / "in").mkdir(mode=0)
        _, left = split(tmp_path)
        assert all("check its permissions" in item.reason for item in left) and len(left) == 2

    def test_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that the system refuses is named with the system's reason."""
        for name in ("a.txt", "a.csv", "a.parquet"):
            (tmp_path / name).write_text("Talks")

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        monkeypatch.setattr(pq, "ParquetFile", refuse)
        reasons = [item.reason for item in split(tmp_path)[1]]
        assert reasons == ["cannot be read (Permission denied); check its permissions"] * 3

    @pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode elsewhere")
    def test_odd_names(self, tmp_path: Path) -> None:
        """A file name that is no UTF-8 gives an id that can be written."""
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt")).write_text("Talks")
        [article], _ = split(tmp_path)
        assert (article.id, article.path) == ("b\\udcff", f"{tmp_path}/b\\udcff.txt")


class TestStandardInput:
    def _pipe(self, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> tuple[list[Article], list[LeftOut]]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return split("-")

    def test_exact(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A minus sign is text from standard input, exactly, in its encoding."""
        [article], _ = self._pipe(monkeypatch, "Café\r\n".encode("cp1252"))
        assert (article.id, article.text) == ("stdin", "Café\r\n")

    @pytest.mark.parametrize(
        ("raw", "word"), [(b" \n", "empty"), (bytes(99) + b"x", "binary"), (b"x" * (LARGEST + 1), "too long")]
    )
    def test_bad(self, monkeypatch: pytest.MonkeyPatch, raw: bytes, word: str) -> None:
        """Nothing, bytes and too much are one line."""
        articles, [left] = self._pipe(monkeypatch, raw)
        assert (articles, left.where) == ([], "-")
        assert word in left.reason


def test_bad_files_stop_nothing(tmp_path: Path) -> None:
    """Empty, binary and missing files are one line each; the good one is read."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.html").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "c.txt").write_text("Talks")
    (tmp_path / "d.csv").write_text("a,b\n1,2\n")
    (tmp_path / "e.parquet").write_text("no")
    articles, left = split(tmp_path, tmp_path / "none.txt")
    assert ([a.id for a in articles], len(left)) == (["c"], 5)
