"""JupyterLab for real: the first lesson run by its menu shows the highlighted article; axe finds nothing serious."""

import os
import shutil
from pathlib import Path

import pytest

import toolkit
from toolkit.pipeline import Settings
from toolkit.show import to_html

ROOT = Path(__file__).parent.parent
SETTINGS = "@jupyterlab/apputils-extension"


@pytest.fixture(scope="module")
def lab(browser, start_lab, tmp_path_factory):
    """A JupyterLab on a copy of the first lesson; yields its address."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks/1_one_article.ipynb", "seeds/article.txt", "seeds/meta.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    with start_lab(folder) as address:
        yield address


def serious(page) -> list[str]:
    """What axe finds serious or critical in what the toolkit shows, each with the element."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, context=".toolkit-show").response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def shot(page, name: str) -> None:
    """A picture to look at, where TOOLKIT_SHOTS names a folder."""
    if folder := os.environ.get("TOOLKIT_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
class TestJupyterLab:
    def test_lesson(self, lab, browser):
        """Run All Cells shows the highlighted article; Tab reaches a statement and brings its card; axe is content."""
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.goto(f"{lab}lab/tree/notebooks/1_one_article.ipynb?token=t&reset")
        page.locator(".jp-CodeCell .cm-content").first.wait_for(timeout=120_000)
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=120_000)
        page.get_by_role("menuitem", name="Edit", exact=True).click()
        page.get_by_text("Clear Outputs of All Cells", exact=True).click()
        page.wait_for_function("!document.querySelector('.toolkit-show')")
        self.run_all(page)
        article = page.locator(".jp-OutputArea-output .toolkit-show:has(mark[tabindex])").first
        article.wait_for(state="attached", timeout=240_000)
        article.scroll_into_view_if_needed()
        first = article.locator("mark[tabindex]").first
        first.focus()
        card = first.locator(".tk-card").first
        card.wait_for(state="visible")
        assert "Dmitry Peskov, Kremlin press secretary" in card.inner_text()
        shot(page, "lab_light")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('aria-description')") and not card.is_visible()
        assert serious(page) == []
        self.dark(page)
        article.scroll_into_view_if_needed()
        article.locator("mark[tabindex]").nth(2).hover()
        shot(page, "lab_dark")
        assert serious(page) == []
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=240_000)
        assert (
            page.locator(
                ".jp-OutputArea-output [data-mime-type*=error], .jp-RenderedText[data-mime-type*=stderr]"
            ).count()
            == 0
        )

    def run_all(self, page) -> None:
        """Run All Cells, chosen again where the menu was too early: a cell that is to run bears a star or a number."""
        begun = "[...document.querySelectorAll('.jp-InputPrompt')].some(one => /[*0-9]/.test(one.textContent))"
        for _ in range(20):
            page.locator(".jp-CodeCell .cm-content").first.click()
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_text("Run All Cells", exact=True).click()
            page.wait_for_timeout(3000)
            if page.evaluate(begun):
                return
        raise AssertionError("no cell began to run")

    def dark(self, page) -> None:
        """The dark theme, by the menu."""
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.locator(".lm-Menu-item", has_text="Theme").first.hover()
        page.get_by_text("JupyterLab Dark", exact=True).click()
        page.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=60_000)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed:ResourceWarning")
class TestExport:
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1200, 390])
    def test_exported(self, browser, theme, width):
        """Exported by nbconvert, everything is shown and accessible, and no wider than a phone."""
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.set_content(exported(theme))
        assert page.evaluate("document.querySelector('.toolkit-show').scrollWidth") <= width
        page.locator("mark[tabindex]").nth(4).focus()
        assert page.locator("mark:focus .tk-card").first.is_visible()
        for closed in page.locator(".toolkit-show details").all():
            closed.evaluate("one => one.open = true")
        shot(page, f"export_{theme}_{width}")
        assert serious(page) == []

    def test_untrusted(self, browser):
        """Where a page takes style sheets away, as for a notebook that is not trusted, words and underlines remain."""
        page = browser.new_page()
        page.set_content(exported("light"))
        page.evaluate("document.querySelectorAll('.toolkit-show style').forEach(one => one.remove())")
        assert not page.locator(".tk-card").first.is_visible() and page.locator("mark").first.is_visible()
        assert page.locator("mark").first.evaluate("one => getComputedStyle(one).borderBottomWidth") == "2px"


def exported(theme: str) -> str:
    """The page of a notebook that shows every record, as nbconvert writes it."""
    import nbformat
    from nbconvert import HTMLExporter

    articles = toolkit.read_articles([ROOT / "seeds"])
    [result] = toolkit.process_articles(articles, Settings(scores="wordlists"))
    frame = toolkit.to_frame([result])
    found = toolkit.compare_sides(frame, "russia", "ukraine", "vader", seed=1)
    cells = []
    for record in (result, result.statements[0], toolkit.show_speakers(frame), found):
        output = nbformat.v4.new_output("display_data", {"text/html": to_html(record), "text/plain": str(record)})
        cells.append(nbformat.v4.new_code_cell("shown", outputs=[output]))
    page, _ = HTMLExporter(theme=theme).from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    return str(page)
