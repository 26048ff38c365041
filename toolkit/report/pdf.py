"""A page -> PDF, printed by the Chromium, Chrome or Edge that the machine has."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from toolkit.errors import ToolkitError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless", "--disable-gpu", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--no-first-run", "--no-pdf-header-footer", "--virtual-time-budget=60000",
)  # fmt: skip
SECONDS = 300
REPORT = b"/Creator (toolkit)"  # by which a folder of articles that it lies in knows it
CREATOR = re.compile(rb"/Creator \((?:[^()\\]|\\.)*\)")
DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")


def find_browser() -> str:
    """The browser's path: TOOLKIT_CHROMIUM, or one of the usual names; ToolkitError where there is none."""
    own = os.environ.get("TOOLKIT_CHROMIUM")
    found = (own and shutil.which(own)) or next(filter(None, map(shutil.which, NAMES)), None)
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if not found or (own and not shutil.which(own)):
        hint = "install Chromium or Chrome, name it in TOOLKIT_CHROMIUM, or write .html and print that to PDF"
        raise ToolkitError("no browser to print a PDF with", where=own or "PATH", hint=hint)
    return found


def print_pdf(page: str) -> bytes:
    """The page as a browser prints it; the same page gives the same bytes with the same browser."""
    browser = find_browser()
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # Chromium asks root for it
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, out = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page, encoding="utf-8")
        words = [browser, *FLAGS, *root, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", source.as_uri()]
        try:
            done = subprocess.run(words, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolkitError(
                f"the browser did not print ({error})", where=browser, hint="write .html instead"
            ) from None
        if not out.is_file():
            said = done.stderr.decode(sys.getfilesystemencoding(), "replace").strip().splitlines()[-1:]
            what = f"the browser did not print ({' '.join(said) or done.returncode})"
            raise ToolkitError(what, where=browser, hint="write .html instead")
        return _fixed(out.read_bytes())


def _fixed(pdf: bytes) -> bytes:
    """The PDF without the time of its making, its maker the toolkit; nothing in it changes its place.

    >>> _fixed(b"<</Creator (Chromium)>>")
    b'<</Creator (toolkit) >>'
    """
    named = CREATOR.sub(lambda found: REPORT.ljust(len(found[0])), pdf, count=1)
    return DATES.sub(rb"/\1 (D:19800101000000", named)
