"""The site: every link resolves, nothing is loaded from outside, and it reads well for everyone."""

import csv
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pandas as pd
import pytest

import toolkit.site
from toolkit.errors import InputError
from toolkit.report import read_run
from toolkit.report.pages import read_document
from toolkit.site import write_site
from toolkit.site.tables import dress_tables

ROOT = Path(__file__).parent.parent


class Links(HTMLParser):
    """The addresses that a page names, and its ids."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.ids.add(facts.get("id") or "")
        self.found += [(tag, facts[name] or "") for name in ("href", "src") if name in facts]


def rows_of(markup: str) -> list[list[str]]:
    """The lines of the CSV that a piece of HTML offers."""
    address = unescape(markup.split('.csv" href="')[1].split('"')[0])
    return list(csv.reader(unquote(address.partition(",")[2]).removeprefix("\ufeff").splitlines()))


class TestTables:
    """How a table of pandas looks on the site, and what its CSV holds."""

    def test_alignment(self):
        """Numbers stand to the right with their heads, words to the left; a dash is a missing number."""
        frame = pd.DataFrame(
            {"who": ["Ann", "Bob"], "mean": ["−0.10", "–"], "p": ["< 0.001", "0.030"], "no": ["–", "–"]}
        )
        shown = dress_tables(frame.to_html(), iter(["t"]))
        heads = re.findall(r"<th( class=\"n\")? scope=\"col\">([^<]*)</th>", shown)
        assert heads == [("", "who"), (' class="n"', "mean"), (' class="n"', "p"), ("", "no")]
        assert shown.count('<td class="n">') == 4 and "border" not in shown and "text-align" not in shown

    def test_csv(self):
        """The CSV has plain numbers, heads on one line, and nothing that a spreadsheet takes for a formula."""
        frame = pd.DataFrame(
            {"mean": ["−0.10", "1,200"], "text": ["=1+1", "007"]}, index=pd.Index(["a", "b"], name="side")
        )
        shown = dress_tables(frame.to_html(), iter(["t"]))
        assert rows_of(shown) == [["side", "mean", "text"], ["a", "-0.1", "'=1+1"], ["b", "1200", "007"]]

    def test_counter(self):
        """A column that only counts the rows is left out; one with a name, or of other numbers, stays."""
        frame = pd.DataFrame({"x": ["a", "b"]})
        assert rows_of(dress_tables(frame.to_html(), iter(["t"]))) == [["x"], ["a"], ["b"]]
        assert rows_of(dress_tables(frame.rename_axis("n").to_html(), iter(["t"])))[0] == ["n", "x"]
        assert rows_of(dress_tables(frame.set_axis([0.5, 1.5]).to_html(), iter(["t"])))[1] == ["0.5", "a"]

    def test_spans(self):
        """A head over several rows stands in each of them in the CSV; two lines of heads are one."""
        frame = pd.DataFrame({"g": ["a", "a", "b"], "h": ["x", "y", "x"], "n": [1, 2, 3]})
        table = frame.set_index(["g", "h"]).rename_axis(columns="what")
        assert rows_of(dress_tables(table.to_html(), iter(["t"]))) == [
            ["g", "what / h", "n"], ["a", "x", "1"], ["a", "y", "2"], ["b", "x", "3"]
        ]  # fmt: skip

    def test_other_tables(self):
        """A table without heads stays as it is; one of our own keeps its look and can be saved, too."""
        bare = "<table><tbody><tr><td>1</td></tr></tbody></table>"
        assert dress_tables(bare, iter(())) == bare
        cells = '<tr><td rowspan="999999999">1</td></tr>'
        own = f'<table class="tk"><thead><tr><th>x</th></tr></thead><tbody>{cells}</tbody></table>'
        shown = dress_tables(own, iter(["t"]))
        assert shown.startswith(own) and rows_of(shown) == [["x"], ["1"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of one report, made of the committed notebook, and all lessons."""
    document = read_document(nbformat.read(ROOT / "notebooks" / "report.ipynb", as_version=4))
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:  # the report of the coded seed article, without a kernel
        patch.setattr(toolkit.site, "make_document", lambda *_, **__: document)
        patch.setattr(toolkit.site, "read_run", lambda *_: read_run())
        write_site(folder, [Path("The Seeds"), Path("other/the-seeds")])
    return folder


class TestSite:
    def test_pages(self, site):
        """Reports under names of their own, each notebook, that of the report too, the codebook, and the way in."""
        names = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
        lessons = {f"notebooks/{path.stem}.html" for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
        reports = {"reports/the-seeds.html", "reports/the-seeds-2.html", "notebooks/report.html"}
        assert names == {"index.html", "codebook.html", ".nojekyll"} | lessons | reports

    def test_links(self, site):
        """Every link is relative and resolves, down to its place in the page; nothing is loaded."""
        for page in site.rglob("*.html"):
            links = Links(page)
            for tag, address in links.found:
                name, _, place = address.partition("#")
                if address.startswith("data:") or place.startswith(("show?", "s0", "s1")) or place[1:].isdigit():
                    continue
                assert not name.startswith(("/", "http", "//")), (page, address)
                target = (page.parent / name) if name else page
                assert target.is_file(), (page, address)
                assert not place or place in Links(target).ids, (page, address)
                assert tag == "a" or address.startswith("data:"), (page, tag, address)

    def test_way_in(self, site):
        """The first page has each report with its answer and each lesson with its question."""
        page = (site / "index.html").read_text(encoding="utf-8")
        assert "Too few statements to compare Russia and Ukraine" in page and "15 statements" in page
        assert "What did each side say in one article?" in page

    def test_lessons(self, tmp_path):
        """A lesson shows text, code and outputs; scripts of outputs are left out, links to lessons led on."""
        book = nbformat.v4.new_notebook(cells=[
            nbformat.v4.new_markdown_cell("# Why?\n\nSee [two](2_b.ipynb#x) and [the codebook](../CODEBOOK.md)."),
            nbformat.v4.new_code_cell("1 < 2", outputs=[
                nbformat.v4.new_output("stream", text="a <b>"),
                nbformat.v4.new_output("display_data", {"text/html": "<script>alert(1)</script><i>so</i>"}),
            ]),
        ])  # fmt: skip
        (tmp_path / "books").mkdir()
        nbformat.write(book, tmp_path / "books" / "1_a.ipynb")
        write_site(tmp_path / "out", [], notebooks=tmp_path / "books")
        page = (tmp_path / "out" / "notebooks" / "1_a.html").read_text(encoding="utf-8")
        assert 'href="2_b.html#x"' in page and 'href="../codebook.html"' in page
        assert "1 &lt; 2" in page and "a &lt;b&gt;" in page and "<i>so</i>" in page and "<script" not in page

    def test_report_notebook(self, site):
        """The report's notebook is shown as it stands: its code, and every number leading to its statements."""
        page = (site / "notebooks" / "report.html").read_text(encoding="utf-8")
        assert "report.describe_answer(run, seed=SEED)" in page and 'id="packed"' in page
        assert ("a", "notebooks/report.html") in Links(site / "index.html").found

    def test_tables(self, site):
        """Every table of results in a lesson can be saved as CSV, each under a name of its own."""
        for path in sorted(site.glob("notebooks/[0-9]*.html")):
            page = path.read_text(encoding="utf-8")
            names = re.findall(r'<a download="([^"]+)"', page)
            assert names == [f"{path.stem}-{n}.csv" for n in range(1, page.count("<thead>") + 1)] and names
            assert "dataframe" not in page and "<style scoped>" not in page

    def test_figures(self, tmp_path):
        """A figure is called by the heading above it, which code in a text is none, and each by its own."""
        shown = [nbformat.v4.new_output("display_data", {"image/png": "aGk="})]
        texts = ["# Who?", "Some.\n\n## *Tone* & <time>\n\n```\n# no heading\n```", "No heading"]
        cells = []
        for text in texts:
            cells += [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell("f", outputs=shown)]
        (tmp_path / "books").mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "books" / "1_a.ipynb")
        write_site(tmp_path / "out", [], notebooks=tmp_path / "books")
        page = (tmp_path / "out" / "notebooks" / "1_a.html").read_text(encoding="utf-8")
        named = [part.split('"')[0].split(":")[0] for part in page.split('<img alt="')[1:]]
        assert named[0] == "Who?" and named[1].startswith("Tone &amp;") and named[2] == named[1]

    def test_ways(self, site):
        """A report leads back to the start, a lesson there and to the lessons beside it."""
        assert ("a", "../index.html") in Links(site / "reports" / "the-seeds.html").found
        first, second, *_ = sorted(site.glob("notebooks/[0-9]*.html"))
        assert ("a", f"../notebooks/{second.name}") in Links(first).found
        assert ("a", f"../notebooks/{first.name}") in Links(second).found

    def test_no_notebooks(self, tmp_path):
        """A folder that holds no notebook, or is none, is an error."""
        for folder in (tmp_path, tmp_path / "nope"):
            with pytest.raises(InputError, match="no notebook in it"):
                write_site(tmp_path / "out", [], notebooks=folder)

    def test_inside_a_run(self, tmp_path):
        """No site is written into the folder of a run."""
        for folder in (tmp_path / "run", tmp_path / "run" / "site"):
            with pytest.raises(InputError, match="the folder of a run"):
                write_site(folder, [tmp_path / "run"])
        assert not (tmp_path / "run").exists()

    def test_bad_notebook(self, tmp_path):
        """A file that is no notebook is named, and nothing is written."""
        (tmp_path / "a.ipynb").write_text("{")
        with pytest.raises(InputError, match="not a notebook"):
            write_site(tmp_path / "out", [], notebooks=tmp_path)
        assert not (tmp_path / "out").exists()

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
    def test_accessible(self, site, browser):
        """axe finds nothing serious in any page, light or dark; none asks for anything or is wider than a phone."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
        for scheme in ("light", "dark"):
            for path in sorted({*site.glob("*.html"), *site.glob("notebooks/*.html")}):
                page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
                page.set_default_timeout(120_000)
                asked = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(path.as_uri())
                found = axe.Axe().run(page).response["violations"]
                serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in {"serious", "critical"}]
                assert (path.name, serious) == (path.name, [])
                assert page.evaluate("document.documentElement.scrollWidth") <= 390, path.name
                assert {url.split(":")[0] for url in asked} <= {"file", "data"}
                page.close()
