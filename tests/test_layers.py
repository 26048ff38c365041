"""A module imports only modules above it; importing the package loads nothing heavy."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit

ORDER = [
    "errors",
    "progress",
    "model",
    "lexicon",
    "corpora",
    "read",
    "parse",
    "rounding",
    "weights",
    "encoder",
    "trees",
    "extract",
    "resolve",
    "score",
    "pipeline",
    "signature",
    "table",
    "duplicates",
    "run",
    "coding",
    "compare",
    "agreement",
    "correct",
    "figures",
    "show",
    "magic",
    "report",
    "site",
    "commands",
    "__main__",
]
UPHILL = {("model.py", "show")}  # a record shows itself: loaded only when a notebook or a print asks for it
PACKAGE = Path(toolkit.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path):
    """The layers that a module imports, at its head or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            if name.startswith("toolkit."):
                yield name.split(".")[1]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if layer(p) != "__init__"], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_run_downhill(path):
    """The order of the modules is the order of the data."""
    assert layer(path) in ORDER
    uphill = [name for name in imported(path) if ORDER.index(name) > ORDER.index(layer(path))]
    assert [name for name in uphill if (str(path.relative_to(PACKAGE)), name) not in UPHILL] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_are_short(path):
    """A module has at most 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_public_names_are_documented():
    """Every public function and class says what comes back."""
    missing = []
    for _, name, _ in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        module = importlib.import_module(name)
        for label, thing in vars(module).items():
            own = getattr(thing, "__module__", None) == name and not label.startswith("_")
            if own and (inspect.isfunction(thing) or inspect.isclass(thing)) and not inspect.getdoc(thing):
                missing.append(f"{name}.{label}")
    assert missing == []


def test_import_is_light():
    """`import toolkit` loads no parser, no model and no pandas."""
    code = "import sys, toolkit; print([m for m in ('spacy', 'pandas', 'matplotlib', 'openvino') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
