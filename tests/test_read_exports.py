"""Exports of databases, documents and web archives: every article, its facts, and a line about what is none."""

import gzip
import re
from pathlib import Path

import make_samples as samples
import pytest

from toolkit.model import Article, LeftOut
from toolkit.read import parse_columns, read_articles
from toolkit.read.dates import find_date
from toolkit.read.language import find_language

FIRST, SECOND = "\n".join(samples.TEXT), "\n".join(samples.OTHER)


def read(file: Path, columns: dict[str, str] | None = None) -> tuple[list[Article], list[LeftOut]]:
    """The articles of a file, and the lines about the rest."""
    items = list(read_articles([file], columns=columns))
    left = [item for item in items if isinstance(item, LeftOut)]
    assert all("\n" not in item.reason and item.where.startswith(str(file)) for item in left)
    return [item for item in items if isinstance(item, Article)], left


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Samples of every format."""
    place = tmp_path_factory.mktemp("samples")
    samples.write_samples(place)
    return place


class TestNexisUni:
    @pytest.mark.parametrize("name", ["nexis_2019.docx", "nexis.rtf"])
    def test_layout_of_2019(self, folder: Path, name: str) -> None:
        """Cover page, contents, fields and classification are no text; headline, publication and date are facts."""
        [first, second], _ = read(folder / name)
        assert [first.text, second.text] == [FIRST, SECOND]
        assert (first.title, first.outlet, first.date) == ("Talks go on", "The Daily Sample", "2022-03-01")
        assert first.date_raw == "March 1, 2022 Tuesday 10:21 AM EST"
        assert first.id == f"{name.partition('.')[0]}-1"

    def test_an_article_without_date(self, folder: Path) -> None:
        """An article without a date has none: the day it was loaded is not the day it was printed."""
        [_, second], _ = read(folder / "nexis_2019.docx")
        assert (second.outlet, second.date, second.date_raw) == ("The Daily Sample", None, None)

    def test_an_error_instead_of_an_article(self, folder: Path) -> None:
        """An error that was exported as a document is named, and so is a number that does not agree with the cover."""
        _, [stub, number] = read(folder / "nexis_2019.docx")
        assert stub.where.endswith(", article 3") and "We are sorry, an error occurred" in stub.reason
        assert number.reason == "announces 3 articles, 2 were read; export it again"

    def test_layout_of_2024(self, folder: Path) -> None:
        """Fields with a plain space, dates in either order with an edition, and links to pictures are known."""
        articles, left = read(folder / "nexis_2024.docx")
        assert [(a.text, a.date) for a in articles] == [(FIRST, "2024-11-04"), (SECOND, "2024-11-03")]
        assert left == []

    def test_words_of_another_language(self, folder: Path) -> None:
        """An export with German words around the text is read as one with English words; its language is marked."""
        [article], [note] = read(folder / "nexis_german.docx")
        assert (article.title, article.outlet, article.date) == (samples.GERMAN[0], "Muster-Zeitung", "2022-03-01")
        assert (article.text, article.language) == (samples.GERMAN[7], "de")
        assert note.what == "note" and "(de); extraction is made for English" in note.reason

    def test_a_zip_of_single_articles(self, folder: Path) -> None:
        """Each Word file of an archive is an article with its name; the list that goes with them is none."""
        articles, [contents] = read(folder / "nexis_singles.zip")
        assert sorted(a.id for a in articles) == ["Harbour stays closed", "Talks go on"]
        assert contents.what == "file" and "the list of 2 documents" in contents.reason
        assert articles[0].path == str(folder / "nexis_singles.zip" / "Harbour stays closed.docx")

    def test_a_highlight_divides_nothing(self, tmp_path: Path) -> None:
        """A word that was searched for is a coloured run of its own and still one word with its neighbours."""
        lines = samples.nexis_article("*Talk*s go on", ["The *talk*s go on, she said.", *samples.TEXT])
        samples.write_docx(tmp_path / "a.docx", lines)
        [article], _ = read(tmp_path / "a.docx")
        assert article.title == "Talks go on" and article.text.startswith("The talks go on, she said.\n")

    def test_a_file_that_was_cut_off(self, tmp_path: Path) -> None:
        """The last article of an export that ends too soon is read, and a line says so."""
        whole = [*samples.nexis_article("One", samples.TEXT), *samples.nexis_article("Two", samples.OTHER)[:-1]]
        samples.write_docx(tmp_path / "a.docx", whole)
        articles, [left] = read(tmp_path / "a.docx")
        assert [a.title for a in articles] == ["One", "Two"] and "its end is missing" in left.reason

    @pytest.mark.parametrize(
        "line",
        ["Subject: to approval, the plan goes on, she said.", "Graphic", "Classification", "Language: plain", "Text"],
    )
    def test_a_line_that_looks_like_a_label(self, tmp_path: Path, line: str) -> None:
        """Only a block of labels at the end of a document is no text: a line like one above other words is."""
        body = [samples.TEXT[0], line, *samples.TEXT[1:]]
        samples.write_docx(tmp_path / "a.docx", samples.nexis_article("Talks go on", body))
        [article], left = read(tmp_path / "a.docx")
        assert article.text.split("\n") == body
        assert [note.reason for note in left] == ["the words under 'Graphic' may be captions; kept as text"] * (
            line == "Graphic"
        )

    @pytest.mark.parametrize("title", ["EXCLUSIVE:", "Text", "Who wins?:"])
    def test_a_headline_that_looks_like_a_label(self, tmp_path: Path, title: str) -> None:
        """The first line of a document is its headline whatever it looks like; the other facts stay."""
        samples.write_docx(tmp_path / "a.docx", samples.nexis_article(title, samples.TEXT))
        [article], _ = read(tmp_path / "a.docx")
        assert (article.title, article.outlet, article.date) == (title, "The Daily Sample", "2022-03-01")

    @pytest.mark.parametrize("language", sorted(samples.WORDS))
    def test_words_of_other_languages(self, tmp_path: Path, language: str) -> None:
        """Documents are told apart in languages whose words are known, and in others by what ends each of them."""
        samples.write_docx(tmp_path / "a.docx", samples.nexis_in(language) * 2)
        articles, left = read(tmp_path / "a.docx")
        assert [(a.text, a.outlet, a.title) for a in articles] == [(FIRST, "The Daily Sample", "Talks go on")] * 2
        reasons = [item.reason for item in left if "taken to end at the line" in item.reason]
        assert bool(reasons) == (language == "an invented one")

    def test_documents_without_an_end(self, tmp_path: Path) -> None:
        """Several documents that nothing parts are read as one article, and a line says so."""
        samples.write_docx(tmp_path / "a.docx", samples.nexis_article("Talks go on", samples.TEXT)[:-1] * 2)
        articles, [left] = read(tmp_path / "a.docx")
        assert len(articles) == 1 and left.what == "part" and "seems to hold several articles" in left.reason

    @pytest.mark.parametrize(
        ("raw", "date", "why"),
        [("01/03/2022", None, "can mean two days"), ("March 2022", None, "is no date"),
         ("24/03/2022", "2022-03-24", ""), ("1 Mart 2022 Salı", "2022-03-01", ""), ("2022年3月1日", "2022-03-01", "")],
    )  # fmt: skip
    def test_dates_that_cannot_be_read(self, tmp_path: Path, raw: str, date: str | None, why: str) -> None:
        """The words of a date are kept where no day can be read from them, and a note says why."""
        samples.write_docx(tmp_path / "a.docx", samples.nexis_article("Talks go on", samples.TEXT, date=raw))
        [article], left = read(tmp_path / "a.docx")
        assert (article.date_raw, article.date, len(left)) == (raw, date, bool(why))
        assert all(why in note.reason and note.what == "note" for note in left)

    def test_a_cover_of_a_thousand(self, tmp_path: Path) -> None:
        """The number on the cover may have a mark between its thousands."""
        cover = [line.replace("Documents (1)", "Documents (1,000)") for line in samples.nexis_cover(["Talks go on"])]
        samples.write_docx(tmp_path / "a.docx", [*cover, *samples.nexis_article("Talks go on", samples.TEXT)])
        [article], [left] = read(tmp_path / "a.docx")
        assert article.title == "Talks go on" and left.reason.startswith("announces 1,000 articles, 1 were read")

    def test_a_picture(self, tmp_path: Path) -> None:
        """A document without a word under its headline is named by it."""
        samples.write_docx(tmp_path / "a.docx", samples.nexis_article("A picture", []))
        _, [left] = read(tmp_path / "a.docx")
        assert left.reason == "no text under 'A picture'; it may be a picture or a table"


class TestFactiva:
    @pytest.mark.parametrize("name", ["factiva_indexed.rtf", "factiva_shown.rtf"])
    def test_rtf(self, folder: Path, name: str) -> None:
        """With indexing fields or as shown, text and facts are the same; the summary of the search is none."""
        articles, left = read(folder / name)
        assert [(a.id, a.text) for a in articles] == [(samples.accession(1), FIRST), (samples.accession(2), SECOND)]
        assert {(a.outlet, a.date, a.date_raw) for a in articles} == {
            ("The Daily Sample", "2022-03-01", "1 March 2022")
        }
        assert ([a.title for a in articles], left) == (["Talks go on", "Harbour stays closed"], [])

    @pytest.mark.parametrize(("name", "raw"), [("factiva_indexed", "1 March 2022"), ("factiva_shown", "1 März 2022")])
    def test_pages(self, folder: Path, name: str, raw: str) -> None:
        """A saved page is told from a web page by its content; an article that could not be shown is named."""
        [article], [stub] = read(folder / f"{name}.html")
        assert (article.id, article.text, article.title) == (samples.accession(1), FIRST, "Talks go on")
        assert (article.outlet, article.date, article.date_raw) == ("The Daily Sample", "2022-03-01", raw)
        assert "We are unable to process your request" in stub.reason

    @pytest.mark.parametrize(
        "above",
        [
            ["International News and Politics", "Talks fail", "Ada Author and Karl Muster in Kyiv"],
            ["International News and Politics", "Talks fail", "By Ada Author"],
            ["International News and Politics", "Talks fail"],
            ["Talks fail"],
        ],
    )
    def test_headline_as_shown(self, tmp_path: Path, above: list[str]) -> None:
        """The headline is the line above the byline, not the longest one."""
        lines = samples.factiva_shown(1, "Talks go on", samples.TEXT)
        (tmp_path / "a.rtf").write_text(samples.to_rtf([*samples.SUMMARY, *above, *lines[3:]]), encoding="ascii")
        assert [a.title for a in read(tmp_path / "a.rtf")[0]] == ["Talks fail"]


class TestProQuest:
    def test_a_line_that_looks_like_a_label(self, tmp_path: Path) -> None:
        """A letter in a text may have lines like labels: the text goes on to the labels that end the document."""
        letter = ["Subject: my resignation, the letter began.", "Title: unknown", "The rest follows here, she said."]
        whole = samples.proquest().replace(samples.TEXT[1], "\n".join([samples.TEXT[1], *letter]))
        (tmp_path / "a.txt").write_text(whole, encoding="utf-8")
        first = read(tmp_path / "a.txt")[0][0]
        assert first.text.split("\n") == [*samples.TEXT[:2], *letter, *samples.TEXT[2:]]
        assert (first.title, first.id) == ("Talks go on", "260000001")

    def test_text_export(self, folder: Path) -> None:
        """Documents between lines of underscores are articles with ProQuest's own number; contents are none."""
        [first, second], _ = read(folder / "proquest.txt")
        assert (first.id, first.text, second.text) == ("260000001", FIRST, SECOND)
        assert (first.title, first.outlet) == ("Talks go on", "The Daily Sample; Sampletown")
        assert (first.date, first.date_raw) == ("2022-03-01", "Mar 1, 2022")
        assert first.url == "https://www.proquest.example/doc/1"

    def test_no_full_text(self, folder: Path) -> None:
        """A document without full text is named, and the number that the export announces is held to."""
        _, [lost, number] = read(folder / "proquest.txt")
        assert "no full text of 'A lost one'" in lost.reason
        assert number.reason.startswith("announces 3 articles, 2 were read")


class TestMediaCloud:
    def test_with_text(self, folder: Path) -> None:
        """A list with texts is read with the outlet."""
        articles, left = read(folder / "media_cloud.csv")
        assert [(a.id, a.outlet, a.date) for a in articles] == [
            ("mc1", "daily.example", "2022-03-01"),
            ("mc2", "daily.example", "2022-03-02"),
        ]
        assert left == []

    def test_without_text(self, folder: Path) -> None:
        """A list of addresses says that it has no texts and what to do."""
        _, [left] = read(folder / "media_cloud_addresses.csv")
        assert left.reason.startswith("a list of Media Cloud, addresses without texts; fetch the pages")

    def test_another_column(self, tmp_path: Path) -> None:
        """A list of Media Cloud whose texts have another name is not said to have none."""
        rows = samples.media_cloud(with_text=True)
        rows.rename(columns={"text": "story_text"}).to_csv(tmp_path / "a.csv", index=False)
        assert len(read(tmp_path / "a.csv")[0]) == 2
        rows.rename(columns={"text": "my_text"}).to_csv(tmp_path / "b.csv", index=False)
        assert "no text column; the columns are" in read(tmp_path / "b.csv")[1][0].reason


class TestStubs:
    @pytest.mark.parametrize(
        "text",
        [
            "Forbidden\nYou don't have permission to access this resource.",
            "Not Found\nThe requested URL /news/1 was not found on this server. That is all we know.",
            "Please enable JavaScript and cookies to continue. Checking your browser. This may take a few seconds.",
            "We are sorry, this document is currently unavailable. Please try again later.",
        ],
    )
    def test_errors_and_walls(self, tmp_path: Path, text: str) -> None:
        """An error or a wall instead of an article is left out, in whatever file it stands; news about one is not."""
        news = f"{text} So it said on the screen of the invented town."
        (tmp_path / "a.txt").write_text(text)
        (tmp_path / "b.html").write_text(samples.page("Talks", [text]).replace(f"<p>{text}</p>" * 2, f"<p>{text}</p>"))
        samples.write_docx(tmp_path / "c.docx", samples.nexis_article("Talks go on", text.split("\n")))
        (tmp_path / "d.txt").write_text(news)
        (tmp_path / "e.txt").write_text(f"{text}\n" + "The harbour stays closed for a week. " * 20)
        assert [a.id for a in read_articles([tmp_path]) if isinstance(a, Article)] == ["d", "e"]
        _, [left] = read(tmp_path / "c.docx")
        assert left.reason.startswith("an error or a wall instead of an article (") and left.what == "article"

    def test_in_a_web_archive(self, tmp_path: Path) -> None:
        """A crawl that met a wall has no article there, whatever the status was."""
        wall = b"<html><body><p>Checking your browser before you go on. This may take a few seconds.</p></body></html>"
        (tmp_path / "a.warc.gz").write_bytes(samples.warc([("https://daily.example/1", "text/html", 200, wall)]))
        articles, [left] = read(tmp_path / "a.warc.gz")
        assert articles == [] and left.where.endswith("article https://daily.example/1")


class TestWebArchive:
    def test_pages(self, folder: Path) -> None:
        """Each page is an article with the address that was asked for; other records are counted."""
        [article], [lost, other] = read(folder / "crawl.warc.gz")
        assert (article.id, article.url, article.date) == ("crawl-1", "https://daily.example/1", "2022-03-01")
        assert lost.where.endswith("article https://daily.example/2") and "no article in this page" in lost.reason
        assert other.reason == "records that are no pages: 1 of image/png, 1 with status 404; passed over"

    def test_a_page_that_cannot_be_unpacked(self, tmp_path: Path) -> None:
        """A page that its server packed in a broken way is named, and the ones after it are read."""
        page = samples.page("Go", samples.TEXT).encode()
        kinds = (("text/html\r\nContent-Encoding: gzip", b"\x1f\x8b\x08 broken"), ("text/html", page))
        records = [(f"https://daily.example/{kind[-4:]}", kind, 200, body) for kind, body in kinds]
        (tmp_path / "a.warc.gz").write_bytes(samples.warc(records))
        [article], [left] = read(tmp_path / "a.warc.gz")
        assert article.url == "https://daily.example/html"
        assert left.where.endswith("article https://daily.example/gzip") and left.what == "article"
        assert left.reason == "packed in a way that cannot be read; fetch it again"

    @pytest.mark.parametrize("packed", [True, False])
    def test_cut_off(self, tmp_path: Path, packed: bool) -> None:
        """Wherever an archive ends within a record, a line says so, and the page that it cuts is left out."""
        pages = [
            (f"https://daily.example/{n}", "text/html", 200, samples.page("Go", samples.TEXT).encode()) for n in "12"
        ]
        records = [samples.warc([page]) if packed else gzip.decompress(samples.warc([page])) for page in pages]
        whole, first = b"".join(records), len(records[0])
        for end in (5, 60, 300, first - 40, first + 5, first + 60, first + 300, len(whole) - 40):
            (tmp_path / "a.warc").write_bytes(whole[:end])
            articles, left = read(tmp_path / "a.warc")
            assert [a.url for a in articles] == [address for address, *_ in pages[: end > first]]
            assert len(left) == 1 and re.search("in the middle of|not a web archive", left[0].reason)


class TestPdf:
    def test_text_layer(self, folder: Path) -> None:
        """Headers, page numbers and divided words are mended, and lines are paragraphs again."""
        [article], left = read(folder / "article.pdf")
        assert (article.text, article.title, left) == (FIRST, "Talks go on", [])

    def test_scanned(self, folder: Path) -> None:
        """A file without a text layer says what to do."""
        _, [left] = read(folder / "scanned.pdf")
        assert left.reason.startswith("no text layer, as of a scanned page") and "ocrmypdf" in left.reason

    def test_one_scanned_page(self, tmp_path: Path) -> None:
        """A page without text among others is named."""
        (tmp_path / "a.pdf").write_bytes(samples.pdf([*samples.PDF_PAGES, ()]))
        [article], [left] = read(tmp_path / "a.pdf")
        assert left.what == "part" and left.reason.startswith("page 3: no text layer") and article.text == FIRST


class TestDocuments:
    def test_word(self, folder: Path) -> None:
        """A Word file is one article: deleted words are none, those of controls and tables are."""
        [article], left = read(folder / "plain.docx")
        assert article.text.split("\n") == [*samples.TEXT[:2], "Bridges\tthree"]
        assert (article.title, left) == ("Talks go on", [])

    def test_rtf(self, folder: Path) -> None:
        """An RTF file is one article: its marks, header and pictures are none; every character is whole."""
        [article], _ = read(folder / "plain.rtf")
        assert article.text.strip() == f"{FIRST}\nSmiling 😀 {{guests}} left."

    def test_links_in_rtf(self, tmp_path: Path) -> None:
        """The words of a link are text, its address is not."""
        field = r'{\field{\*\fldinst{HYPERLINK "https://x.example/a"}}{\fldrslt{\ul the old bridge}}}'
        (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi They met on {field} at noon.\par}}")
        assert read(tmp_path / "a.rtf")[0][0].text.strip() == "They met on the old bridge at noon."

    @pytest.mark.parametrize("ending", [".txt", ".pdf", ".rtf", ".zip", ".csv"])
    def test_wrong_ending(self, folder: Path, tmp_path: Path, ending: str) -> None:
        """What a file is, its content says before its ending."""
        (tmp_path / f"a{ending}").write_bytes((folder / "nexis_2024.docx").read_bytes())
        assert [a.text for a in read(tmp_path / f"a{ending}")[0]] == [FIRST, SECOND]

    def test_old_word(self, tmp_path: Path) -> None:
        """A file of an old Word says how to save it."""
        (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        assert read(tmp_path / "a.docx")[1][0].reason == "a file of an old Word or Excel; save it as .docx or .csv"


class TestColumns:
    @pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
    def test_a_map(self, folder: Path, ending: str) -> None:
        """The user's word says which column holds what."""
        [article], _ = read(folder / f"table.{ending}", {"text": "words", "id": "key", "date": "when"})
        assert (article.id, article.text, article.date, article.date_raw) == ("t1", FIRST, "2022-03-01", "1 March 2022")

    def test_a_column_that_is_none(self, folder: Path) -> None:
        """A column that the table lacks is named with those that it has."""
        reason = read(folder / "table.csv", {"text": "body"})[1][0].reason
        assert reason == "no column 'body'; the columns are 'key', 'words', 'when'; mend --columns"

    def test_a_file(self, tmp_path: Path) -> None:
        """A TOML file says the same as the option."""
        (tmp_path / "map.toml").write_text('[columns]\ntext = "body"\ndate = "published"\n')
        assert parse_columns(str(tmp_path / "map.toml")) == parse_columns("text=body,date=published")

    @pytest.mark.parametrize("words", ["body", "", "colour=x", "text=", "none.toml"])
    def test_no_map(self, words: str) -> None:
        """What is no map is refused in one line that says how to write one."""
        from toolkit.errors import InputError

        with pytest.raises(InputError) as caught:
            parse_columns(words)
        assert "\n" not in str(caught.value) and (
            "text=body" in str(caught.value) or "check the path" in str(caught.value)
        )


class TestDatesInWords:
    @pytest.mark.parametrize(
        "line",
        ["March 1, 2022 Tuesday", "1 March 2022", "Dienstag 1. März 2022", "mardi 1er mars 2022", "1 de marzo de 2022",
         "dinsdag 1 maart 2022", "1 marca 2022", "1 марта 2022 г.", "1 березня 2022",
         "Tuesday 2022-03-01 Late Edition"],
    )  # fmt: skip
    def test_languages(self, line: str) -> None:
        """The date of a line is found in the languages in which databases show themselves."""
        assert find_date(line) == "2022-03-01"

    @pytest.mark.parametrize("line", ["Section A; Page 3", "31 February 2022", "1 Smarch 2022", "03/01/2022", "2022"])
    def test_none(self, line: str) -> None:
        """A line without a day that can be read in one way has no date."""
        assert find_date(line) is None


class TestLanguage:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", FIRST),
            ("en", "“We will not leave the table,” said the minister, who had been in the town for a week."),
            ("de", "Die Ministerin sagte am Dienstag, dass die Gespräche im Frühjahr in der Stadt weitergehen sollen."),
            ("nl", "De minister zei dinsdag dat de gesprekken in het voorjaar in de oude stad verder zullen gaan."),
            ("uk", "Міністерка сказала у вівторок, що переговори у місті триватимуть навесні цього року."),
            ("ru", "Министр сказала во вторник, что переговоры в городе будут продолжаться весной этого года."),
            (None, "Talks go on."),
            (None, "1 2 3 4 5 6 7 8 9 10 11 12"),
        ],
    )
    def test_language(self, language: str | None, text: str) -> None:
        """The language of a text is recognised; of a few words nothing is said."""
        assert find_language(text) == language
