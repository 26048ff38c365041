"""Where a run's files are: a folder of this machine, or of an object store (s3://, gs://) through fsspec."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from toolkit.errors import InputError
from toolkit.table import open_whole

CLIENTS = {"botocore", "aiobotocore", "boto3", "s3fs", "gcsfs", "google", "aiohttp"}  # packages that speak to stores


class Store(Protocol):
    """A folder of files that are whole or not there; `where` is what the user calls it."""

    where: str

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def write(self, name: str, data: bytes) -> None:
        """Writes a file, which takes its name when it is complete and on the disk."""

    def remove(self, name: str) -> None:
        """Removes a file, if it is there."""

    def names(self, folder: str) -> list[str]:
        """The sorted names of the files in a folder."""

    def tidy(self) -> None:
        """Removes folders of the run that are empty."""


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path, self.where = path, str(path)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        """Writes a file, which takes its name when it is complete and on the disk."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_whole(path) as file:
            file.write(data)

    def remove(self, name: str) -> None:
        """Removes a file, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        """The sorted names of the files in a folder."""
        place = self.path / folder
        return sorted(file.name for file in place.iterdir() if file.is_file()) if place.is_dir() else []

    def tidy(self) -> None:
        """Removes folders of the run that are empty."""
        for place in (*(self.path / name for name in ("statements", "articles", "shards")), self.path):
            with suppress(OSError):
                place.rmdir()


class Bucket:
    """A folder of an object store, whose files are written at once or not at all."""

    def __init__(self, url: str) -> None:
        self.where = url.rstrip("/")
        self.files, self.root = to_filesystem(self.where)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        with reaching(self.where), suppress(FileNotFoundError):
            data: bytes = self.files.cat_file(f"{self.root}/{name}")
            return data
        return None

    def write(self, name: str, data: bytes) -> None:
        """Writes a file in one piece."""
        with reaching(self.where):
            self.files.pipe_file(f"{self.root}/{name}", data)

    def remove(self, name: str) -> None:
        """Removes a file, if it is there."""
        with reaching(self.where), suppress(FileNotFoundError):
            self.files.rm_file(f"{self.root}/{name}")

    def names(self, folder: str) -> list[str]:
        """The sorted names of the files in a folder."""
        self.files.invalidate_cache()
        found: list[Any] = []
        with reaching(self.where), suppress(FileNotFoundError):
            found = self.files.ls(f"{self.root}/{folder}" if folder else self.root, detail=True)
        return sorted(row["name"].rpartition("/")[2] for row in found if row["type"] == "file")

    def tidy(self) -> None:
        """Nothing: an object store has no empty folders."""


def is_url(where: str | Path) -> bool:
    """Whether a place is in an object store.

    >>> is_url("s3://news/2022"), is_url("news/2022")
    (True, False)
    """
    return "://" in str(where)


def to_filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it; InputError where its package is missing or it has none."""
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        hint = "pip install s3fs (s3://) or gcsfs (gs://)"
        raise InputError(f"cannot be opened ({error})", where=url, hint=hint) from None
    except ValueError as error:
        raise InputError(str(error), where=url, hint="use s3://, gs:// or a folder") from None
    return files, str(root).rstrip("/")


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turns what an object store answers, or that it does not, into an InputError in one line."""
    try:
        yield
    except Exception as error:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}  # of our own disk
        known = isinstance(error, OSError) or type(error).__module__.partition(".")[0] in CLIENTS
        if full or not known:
            raise
        said = next(iter(str(error).splitlines()), type(error).__name__)
        hint = "check the address, your credentials and your rights"
        raise InputError(f"the store does not give it ({said})", where=url, hint=hint) from None


def open_store(where: str | Path) -> Store:
    """The folder of a run, on this machine or behind a URL."""
    return Bucket(str(where)) if is_url(where) else Folder(Path(where))


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Keeps other runs out of a folder of this machine; InputError where one is at work there.

    The lock ends with the process, however that ends.
    """
    if not isinstance(store, Folder) or os.name != "posix":
        yield
        return
    import fcntl

    store.path.mkdir(parents=True, exist_ok=True)
    handle = os.open(store.path, os.O_RDONLY)
    try:
        with suppress_unsupported():
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise InputError("another run is writing there", where=store.where, hint="wait for it, or stop it") from None
    finally:
        os.close(handle)


@contextmanager
def suppress_unsupported() -> Iterator[None]:
    """Passes over file systems that know no locks (some network drives)."""
    try:
        yield
    except BlockingIOError:
        raise
    except OSError:
        return


def read_json(store: Store, name: str) -> Any:
    """The value in a JSON file of a run, None where there is none or it is broken."""
    raw = store.read(name)
    try:
        return None if raw is None else json.loads(raw)
    except ValueError:
        return None


def write_json(store: Store, name: str, value: Any) -> None:
    """Writes a value as JSON."""
    store.write(name, json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace"))
