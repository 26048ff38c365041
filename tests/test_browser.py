"""What a reader can do with the report in a browser."""

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit.report import read_run, write_report

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    run = read_run()
    for name, frame in (("statements", run.statements), ("articles", run.articles)):
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
            page.wait_for_function("document.getElementById('shown').textContent.includes('15 statements')")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            rows = page.locator("#table tbody tr")
            every = rows.count()
            page.locator("a[data-filter][data-side=ukraine]").first.click()
            assert 0 < rows.count() < every
            page.locator("#filters button").click()
            page.locator("#filter-speaker").fill("medved")
            assert 0 < rows.count() < every and "Medvedev" in rows.first.inner_text()
            page.locator("#filter-words").fill("no such words")
            assert page.inner_text("#shown") == "No statement fits"
            page.locator("#filters button").click()
            page.wait_for_function("document.getElementById('shown').textContent.includes('15 of 15')")
            page.locator("#table .sort").nth(1).click()
            names = page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()
            assert names == sorted(names) and len(names) == every
            link = page.locator("#table td.words a").nth(3)
            words, target = link.inner_text(), link.get_attribute("href")
            link.click()
            page.wait_for_selector("mark.now:visible")
            assert words.startswith(page.locator("mark.now").first.inner_text()[:20])
            assert page.locator(f"mark.now a{target}").count() == 1
            assert page.evaluate("document.activeElement.className") == "now"
            page.locator("#back").click()
            assert page.evaluate("document.activeElement.getAttribute('href')") == target
            with page.expect_download() as saved:
                page.locator("#download").click()
            assert len(pd.read_csv(saved.value.path())) == every
            assert said == [] and {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}
            browser.close()
