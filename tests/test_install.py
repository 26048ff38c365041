"""What is installed: the wheel and the source archive hold all that the command needs, and nothing else."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "toolkit"


def build(source: Path, out: Path, *targets: str) -> None:
    """Builds without the network, by the build backend that pyproject.toml names."""
    words = [sys.executable, "-m", "hatchling", "build", "-d", str(out), *(w for t in targets for w in ("-t", t))]
    subprocess.run(words, cwd=source, check=True, capture_output=True)


def in_wheel(folder: Path) -> dict[str, bytes]:
    """The files of the wheel in a folder, its own records aside."""
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        return {name: archive.read(name) for name in names}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive."""
    out = tmp_path_factory.mktemp("dist")
    build(ROOT, out, "wheel", "sdist")
    return out


@pytest.fixture(scope="module")
def wheel(dist: Path) -> dict[str, bytes]:
    """The files of the wheel."""
    return in_wheel(dist)


class TestTheWheel:
    def test_everything_is_in_it(self, wheel: dict[str, bytes]) -> None:
        """Modules, tables, templates and weights are as in the repository, byte for byte, and so is the notebook."""
        listed = subprocess.run(["git", "ls-files", "-z", "toolkit"], cwd=ROOT, capture_output=True, text=True)
        names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
        names = names or [str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*.py")]  # not in a clone
        assert [name for name in names if wheel.get(name) != (ROOT / name).read_bytes()] == []
        assert wheel["toolkit/templates/report.ipynb"] == (ROOT / "notebooks/report.ipynb").read_bytes()

    def test_nothing_else(self, wheel: dict[str, bytes]) -> None:
        """Tests, notebooks, seeds and what a machine leaves behind stay out."""
        assert {name.split("/")[0] for name in wheel} == {"toolkit"}
        assert not [
            name for name in wheel if "__pycache__" in name or name.endswith((".pyc", ".part", ".ipynb_checkpoints"))
        ]

    def test_the_command(self, dist: Path) -> None:
        """The wheel brings the command and its licence."""
        [file] = dist.glob("*.whl")
        with zipfile.ZipFile(file) as archive:
            [entry] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
            assert "toolkit = toolkit.__main__:main" in archive.read(entry).decode()
            assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())

    def test_it_runs_from_another_folder(self, dist: Path, tmp_path: Path) -> None:
        """The package of the wheel, alone in a folder, reads its tables and names the speaker."""
        [file] = dist.glob("*.whl")
        with zipfile.ZipFile(file) as archive:
            archive.extractall(tmp_path)
        code = (
            "import sys, toolkit; from toolkit.__main__ import main; assert toolkit.__file__.startswith(sys.argv[1]); "
            "main(['speakers', '-'])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            cwd=tmp_path,
            input="Talks go on, Dmitry Peskov said.",
            capture_output=True,
            text=True,
        )
        assert "Dmitry Peskov" in done.stdout, done.stderr


class TestTheSourceArchive:
    def test_the_same_wheel(self, dist: Path, wheel: dict[str, bytes], tmp_path: Path) -> None:
        """The source archive builds the same wheel."""
        [file] = dist.glob("*.tar.gz")
        with tarfile.open(file) as archive:
            archive.extractall(tmp_path, filter="data")
        [source] = tmp_path.iterdir()
        build(source, tmp_path / "dist", "wheel")
        assert in_wheel(tmp_path / "dist") == wheel

    def test_what_it_holds(self, dist: Path) -> None:
        """Tests, notebooks, seeds and the lock file are in it."""
        [file] = dist.glob("*.tar.gz")
        with tarfile.open(file) as archive:
            names = {name.partition("/")[2] for name in archive.getnames()}
        assert {"seeds/article.txt", "notebooks/report.ipynb", "requirements.lock", "tests/test_install.py"} <= names


class TestTheImport:
    def test_quick(self) -> None:
        """`import toolkit` takes less than 0.3 s; the quickest of five, for a busy machine."""
        code = "import time; s = time.perf_counter(); import toolkit; print(time.perf_counter() - s)"
        times = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout for _ in range(5)]
        assert min(map(float, times)) < 0.3
