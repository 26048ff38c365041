"""What a reader can do with the report in a browser."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from toolkit.report import read_run, render_pages
from toolkit.report.data import Run
from toolkit.report.pages import read_document

ROOT = Path(__file__).parent.parent
NUMBERS = r"""all => all.filter(a => /^[\d,]+$/.test(a.textContent))
    .map(a => [a.getAttribute("href"), a.textContent, a.closest("table").id])"""
SERIOUS = {"serious", "critical"}

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning"
)


@pytest.fixture(scope="module")
def document():
    """The report of the seed article's human coding, as the committed notebook shows it."""
    return read_document(nbformat.read(ROOT / "notebooks" / "report.ipynb", as_version=4))


@pytest.fixture(scope="module")
def report(document, tmp_path_factory):
    """The page of the seed article."""
    out = tmp_path_factory.mktemp("one") / "report.html"
    out.write_text(render_pages(document, read_run())["report.html"], encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def attached(document, tmp_path_factory):
    """A page with two parts of evidence, sixty copies of the seed article in all."""
    one, folder = read_run(), tmp_path_factory.mktemp("many")
    docs = [f"d{number:03}" for number in range(60)]
    frames = [
        pd.concat([frame.assign(doc=doc) for doc in docs], ignore_index=True)
        for frame in (one.statements, one.articles)
    ]
    pages = render_pages(document, Run(*frames, one.manifest, one.parties), size=1)
    for name, page in pages.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(page, encoding="utf-8")
    return folder / "report.html"


def opened(browser, path, **options):
    """A page that is ready, what it said on the console, and what it asked for."""
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **options})
    page.set_default_timeout(120_000)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    wait_for(page, re.compile(r" of | fits"))
    return page, said, asked


def wait_for(page, words):
    """Waits until the line above the table says the words; the page's policy forbids to do it with a script."""
    from playwright.sync_api import expect

    expect(page.locator("#shown")).to_contain_text(words, timeout=120_000)


def check_axe(page):
    """Fails with what axe finds serious."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS] == []


class TestReader:
    def test_filters(self, browser, report):
        """Quiet, offline, filtered and sorted, linked to the sentence, and no wider than a phone."""
        page, said, asked = opened(browser, report, viewport={"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        rows = page.locator("#table tbody tr")
        every = rows.count()
        page.locator('a[href="#show?side=ukraine"]').first.click()
        assert 0 < rows.count() < every and page.input_value("#filter-side") == "ukraine"
        page.locator("#filters button").click()
        page.locator("#filter-speaker").fill("medved")
        assert 0 < rows.count() < every and "Medvedev" in rows.first.inner_text()
        page.locator("#filter-words").fill("no such words")
        assert page.text_content("#shown") == "No statement fits"
        page.locator("#filters button").click()
        wait_for(page, "15 of 15")
        page.locator("#table .sort").nth(1).click()
        names = page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
        assert names == sorted(names) and len(names) == every
        link = page.locator("#table td.words a").nth(3)
        words, target = link.inner_text(), link.get_attribute("href")
        link.click()
        page.wait_for_selector("mark.now:visible")
        assert words.startswith(page.locator("mark.now").first.inner_text()[:20])
        assert page.locator(f"mark.now {target}").count() == 1
        assert page.evaluate("document.activeElement.className") == "now"
        page.locator("#back").click()
        assert page.evaluate("document.activeElement.getAttribute('href')") == target
        with page.expect_download() as saved:
            page.locator("#download").click()
        assert len(pd.read_csv(saved.value.path())) == every
        assert said == [] and {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}
        page.close()

    def test_every_number(self, browser, report):
        """Each number that leads to statements shows as many as it says."""
        page, *_ = opened(browser, report)
        links = page.locator('main td a[href^="#show?"]').evaluate_all(NUMBERS)
        assert len(links) > 10
        for address, number, table in links:
            if table == "table-words":  # uses, of which a statement may have several: its number stands beneath
                number = page.locator(f'#{table} a[href="{address}"] + .note').inner_text().split()[1]
            page.evaluate("address => { location.hash = ''; location.hash = address; }", address)
            wait_for(page, f"of {number} statement")
        page.close()

    def test_without_script(self, browser, report):
        """Without JavaScript everything but the list of statements is there, and the page says so."""
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(report.as_uri())
        assert page.locator("noscript").count() == 1 and page.locator("main table").count() > 8
        context.close()

    def test_table_as_csv(self, browser, report):
        """A table downloads as CSV."""
        page, *_ = opened(browser, report)
        with page.expect_download() as saved:
            page.locator('a[download="side.csv"]').click()
        assert list(pd.read_csv(saved.value.path(), encoding="utf-8-sig"))[:2] == ["side", "statements"]
        page.close()

    def test_parts(self, browser, attached):
        """Where one page has no room for the evidence, it goes on in the next with the same filter, and back."""
        page, said, _ = opened(browser, attached)
        assert page.text_content("#shown").endswith("in part 1 of 2")
        page.locator('a[href="#show?side=ukraine"]').first.click()
        for _ in range(5):
            if "2.html" in page.url:
                break
            page.locator("#after").click()
        wait_for(page, "in part 2 of 2")
        assert page.input_value("#filter-side") == "ukraine" and page.locator("#table tbody tr").count() > 0
        page.locator("#before").click()
        wait_for(page, "in part 1 of 2")
        assert said == []
        page.close()

    def test_keyboard(self, browser, report):
        """The first tab stop leads past the contents; what has the focus shows it."""
        page, *_ = opened(browser, report)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.close()


class TestAccessible:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 390])
    def test_report(self, browser, report, scheme, width):
        """axe finds nothing serious in the report, light and dark, wide and on a phone, with an article open."""
        page, *_ = opened(browser, report, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.evaluate("location.hash = '#s3'; document.querySelectorAll('details').forEach(one => one.open = true)")
        page.wait_for_selector("mark.now:visible")
        check_axe(page)
        page.close()

    def test_attached(self, browser, attached):
        """Nor in an attached page."""
        page, *_ = opened(browser, attached.parent / "report-evidence" / "2.html")
        check_axe(page)
        page.close()


class TestPrint:
    def test_pages(self, browser, report, tmp_path):
        """On paper everything is on it but the controls, and the folded tables are open."""
        page, *_ = opened(browser, report)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details.numbers:not([open])").count() == 0
        assert not page.locator("#filters").is_visible() and page.locator("#table").is_visible()
        heads = page.locator("#table thead button").evaluate_all("all => all.map(one => getComputedStyle(one).display)")
        assert set(heads) == {"contents"}  # Chromium repeats no head that has a box of its own
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.numbers[open]").count() == 0
        page.close()
