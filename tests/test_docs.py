"""What the documents say is true: examples run, commands and folders exist, versions agree."""

import doctest
import hashlib
import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

import toolkit
from toolkit.report import read_agreement

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted(
    name for _, name, _ in pkgutil.walk_packages(toolkit.__path__, "toolkit.") if not name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name):
    """Every example in a docstring prints what it says."""
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert failed == 0


def test_readme_example(monkeypatch):
    """The example on the front page prints what it says."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert (failed, tried > 0) == (0, True)


def test_readme_folders_exist():
    """Every folder and file that the map of the README names is there."""
    named = re.findall(r"^\| `([\w./-]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_readme_targets_exist():
    """Every make target that the README or CONTRIBUTING names is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, flags=re.M))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"^ {4}make (\w+)", (ROOT / page).read_text(encoding="utf-8"), flags=re.M)) <= targets


def test_readme_figures_are_the_measured_ones():
    """Each figure in the README's table is the one that the package carries."""
    table = read_agreement().set_index(["engine", "data", "what"])["value"]
    rows = re.findall(r"^\| ([^|]+) \| (\w+) \| ([\d.-]+) \| ([\d.-]+) \| ([\d.-]+) \|$", README, flags=re.M)
    assert {engine for _, engine, *_ in rows} == set(read_agreement()["engine"].dropna())
    for data, engine, *figures in rows:
        for what, figure in zip(("statements", "speaker", "side"), figures, strict=True):
            measured = table.get((engine, data, what))
            assert figure == ("-" if measured is None else f"{measured:.3f}"), (data, engine, what)


def test_scores_in_words():
    """So are the figures of tone and posture in the sentence below it, rounded."""
    table = read_agreement().set_index(["what", "engine", "data"])["value"]
    said = re.search(r"of war news are (\S+) and (\S+) with `fast`, (\S+) and (\S+) with `neural`", README)
    wanted = [
        f"{table[score, engine, 'war news, 49 articles']:.2f}"
        for engine in ("fast", "neural")
        for score in ("tone", "posture")
    ]
    assert said is not None and list(said.groups()) == wanted


def test_one_version():
    """Package, project file, citation and changelog name one version."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert toolkit.__version__ == version
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_seed_is_the_supplied_article():
    """The seed article is kept byte for byte."""
    digest = hashlib.sha256((ROOT / "seeds/article.txt").read_bytes()).hexdigest()
    assert digest == "d39d3f2d2d63dfbefdaeabcf26f7c70fdd700cc2f259a78a4b39ff1f0c5c813f"
