"""What a reader can do with the report in a browser."""

import json
from pathlib import Path

import pytest

from toolkit.report import read_run, write_report

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    run = read_run()
    for name, frame in (("statements", run.statements.drop(columns=["targets"])), ("articles", run.articles)):
        (folder / name).mkdir()
        frame.to_parquet(folder / name / "0.parquet")
    (folder / "manifest.json").write_text(json.dumps({"left_out": []}))
    write_report(folder, folder / "report.html")
    return folder / "report.html"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
class TestBrowser:
    def test_reader(self, report):
        """Quiet, offline, filtered and sorted, linked to the sentence, and no wider than a phone."""
        playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
        if not CHROMIUM.exists():
            pytest.skip("no browser at /usr/bin/chromium")
        with playwright.sync_playwright() as tool:
            browser = tool.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            page = browser.new_page(viewport={"width": 390, "height": 800})
            said, asked = [], []
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            page.goto(report.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            rows = page.locator("#table tbody tr:visible")
            every = rows.count()
            page.locator("a[data-filter-side=ukraine]").first.click()
            assert 0 < rows.count() < every
            page.locator("#filters button").click()
            page.wait_for_function(f"document.getElementById('shown').textContent === '{every} shown'")
            page.locator("#table .sort").nth(1).click()
            names = page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
            assert names == sorted(names)
            link = page.locator("#table td.words a").first
            words, mark = link.inner_text(), link.get_attribute("href")
            link.click()
            page.wait_for_selector(f"mark{mark}:visible")
            assert words.startswith(page.locator(mark).inner_text()[:20])
            assert said == [] and {url.split(":")[0] for url in asked} <= {"file", "data"}
            browser.close()
