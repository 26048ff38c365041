"""What tests of several modules use: a browser, axe, and a JupyterLab of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, or a reason to skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with playwright.sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def start_lab() -> Callable[[Path], AbstractContextManager[str]]:
    """Starts a JupyterLab on a folder, with settings of its own, for a `with` block; its address comes back."""
    return _start_lab


@contextmanager
def _start_lab(folder: Path) -> Iterator[str]:
    own = {f"JUPYTER_{name}_DIR": str(folder / "own" / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(folder / "own/s"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "own/w")}
    own |= {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder / "own/i")}
    root = ["--allow-root"] if os.geteuid() == 0 else []
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", "--IdentityProvider.token=t", *root],
            cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield _address(folder)
    finally:
        server.terminate()
        server.wait(30)


def _address(folder: Path) -> str:
    """Where the JupyterLab of a folder answers, when it does."""
    for _ in range(240):
        for path in (folder / "own/RUNTIME").glob("jpserver-*.json"):
            with suppress(ValueError, URLError):  # the file is there before it is whole, and before the server listens
                url = str(json.loads(path.read_text())["url"])
                urlopen(f"{url}api/status?token=t").read()
                return url
        time.sleep(0.5)
    raise AssertionError((folder / "log").read_text()[-2000:])
