"""How large a report's page is, and how long Chromium takes until its statements are listed.

    toolkit report results -o report.html
    python benchmarks/page.py report.html

Printed: megabytes of the page and of the attached pages; of each try the seconds by the clock, and the processor
seconds of all of Chromium's processes, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from typing import Any

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
LISTED = re.compile(r" of | fits")


def used(browser: Any) -> float:
    """Processor seconds of Chromium's processes so far."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(one["cpuTime"] for one in found))


def open_once(browser: Any, path: Path) -> tuple[float, float]:
    """Seconds and processor seconds from the address to the list of statements, in an empty tab."""
    from playwright.sync_api import expect

    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto("about:blank")
    before, start = used(browser), time.perf_counter()
    page.goto(path.resolve().as_uri(), timeout=120_000)
    expect(page.locator("#shown")).to_contain_text(LISTED, timeout=120_000)
    seconds = time.perf_counter() - start
    spent = used(browser) - before
    page.close()
    return seconds, spent


def main() -> None:
    """One line a try."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    attached = sorted((options.report.parent / f"{options.report.stem}-evidence").glob("*.html"))
    sizes = [path.stat().st_size / 1e6 for path in (options.report, *attached)]
    print(f"page {sizes[0]:.2f} MB; attached: {', '.join(f'{size:.2f} MB' for size in sizes[1:]) or 'none'}")
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for number in range(1, options.tries + 1):
            seconds, spent = open_once(browser, options.report)
            print(f"try {number}: {seconds:.2f} s, {spent:.2f} processor seconds")
        browser.close()


if __name__ == "__main__":
    main()
