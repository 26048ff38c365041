"""What goes into a run: files with their hashes, objects of a store fetched first, and the articles in them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.model import Article, LeftOut
from toolkit.read import find_files, read_articles
from toolkit.read.files import is_run
from toolkit.run.store import Folder, Store, is_url, reaching, to_filesystem

OWN = ("statements", "articles", "shards")  # folders of a run


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user named, and where it lies on this machine; `urls` has the URL of each fetched folder or file."""

    named: tuple[str, ...]
    local: tuple[str, ...]
    urls: Mapping[str, str]

    def shown(self, where: str) -> str:
        """A place on this machine as the user would name it."""
        for local, url in self.urls.items():
            if where.startswith(local):
                return url + where[len(local) :]
        return where


@contextmanager
def fetch_inputs(inputs: Sequence[str | Path]) -> Iterator[Inputs]:
    """The inputs on this machine: URLs (s3://, gs://; patterns with * too) are fetched to a temporary folder first.

    Raises InputError where a URL cannot be opened or holds nothing.
    """
    named = tuple(map(str, inputs))
    if not any(map(is_url, named)):
        yield Inputs(named, named, {})
        return
    with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        local, urls = [], {}
        for number, name in enumerate(named):
            if is_url(name):
                place = os.path.join(folder, str(number))
                urls[place] = _fetch(name, Path(place))
                local.append(place)
            else:
                local.append(name)
        yield Inputs(named, tuple(local), urls)


def _fetch(url: str, place: Path) -> str:
    """Fetches the objects that a URL names into a folder; the URL that stands for the folder."""
    files, root = to_filesystem(url)
    with reaching(url):
        pattern = any(mark in root for mark in "*?[")
        found = files.glob(root) if pattern else files.find(root)
        names = sorted(name for name in found if not name.endswith("/"))
        if not names:
            raise InputError("nothing there", where=url, hint="check the address")
        top = os.path.commonpath([os.path.dirname(name) for name in names]) if pattern or names == [root] else root
        for name in names:
            target = (place / os.path.relpath(name, top)).resolve()
            if not target.is_relative_to(place.resolve()):
                raise InputError("a name that leads out of its folder", where=name, hint="rename it")
            target.parent.mkdir(parents=True, exist_ok=True)
            files.get_file(name, str(target))
    return str(files.unstrip_protocol(top))


def list_files(inputs: Inputs) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Path and SHA-256 of each file that is read, and its size by its path, in the order in which they are read."""
    files, _ = find_files(name for name in inputs.local if name != "-")
    names = [inputs.shown(writable(file)) for file in files]
    rows = [{"path": name, "sha256": _digest(file)} for name, file in zip(names, files, strict=True)]
    return rows, {name: _size(file) for name, file in zip(names, files, strict=True)}


def writable(file: Path) -> str:
    """A path that UTF-8 can hold."""
    return str(file).encode("utf-8", "backslashreplace").decode()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError:
        return None


def from_first_article(inputs: Inputs, columns: Mapping[str, str]) -> tuple[Iterator[Article | LeftOut], list[LeftOut]]:
    """The items from the first article on, and what was left out before it; InputError where there is none.

    `columns` says which column of a table holds what.
    """
    items = map(lambda item: _shown(item, inputs), read_articles(inputs.local, columns=dict(columns)))
    left: list[LeftOut] = []
    for item in items:
        if isinstance(item, Article):
            return chain([item], items), left
        left.append(item)
    raise nothing(inputs, left)


def _shown(item: Article | LeftOut, inputs: Inputs) -> Article | LeftOut:
    """An item with the place that the user knows."""
    if not inputs.urls:
        return item
    if isinstance(item, Article):
        return replace(item, path=inputs.shown(item.path)) if item.path else item
    return replace(item, where=inputs.shown(item.where))


def nothing(inputs: Inputs, left: Sequence[LeftOut]) -> InputError:
    """The error for inputs without an article, with the reasons."""
    reasons = "; ".join(f"{item.where}: {item.reason}" for item in left[:5])
    more = f"; and {len(left) - 5} more" if len(left) > 5 else ""
    return InputError("no article could be read or processed", where=", ".join(inputs.named), hint=reasons + more)


def check_places(inputs: Sequence[str | Path], store: Store) -> None:
    """InputError where results would take the place of the user's own files."""
    for name in map(str, inputs):
        if is_url(name) and name.rstrip("/") == store.where:
            raise InputError("both input and output", where=name, hint="write the results to another folder")
    if isinstance(store, Folder):
        _check_folder([name for name in inputs if not is_url(name)], store.path)


def note_articles(store: Store) -> list[str]:
    """A line on files beside the results of a new run: whoever gives that folder as input later gets the run's articles
    alone."""
    if not isinstance(store, Folder) or not store.path.is_dir() or is_run(store.path):
        return []
    beside, _ = find_files(sorted(file for file in store.path.iterdir() if file.is_file()))
    what = f"{len(beside):,} other file{'s lie' if len(beside) != 1 else ' lies'} in this folder"
    line = f"{store.where}: {what}; as an input it will mean this run's articles alone; better name an empty folder"
    return [line] if beside else []


def _check_folder(inputs: Sequence[str | Path], out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError("a file, not a folder", where=str(out), hint="name a folder for the results")
    places = [Path(os.path.realpath(out / name)) for name in OWN]
    for name in inputs:
        real = Path(os.path.realpath(name))
        if real.is_relative_to(os.path.realpath(out)) or any(real.is_relative_to(place) for place in places):
            raise InputError("both input and output", where=str(name), hint="write the results to another folder")
    strange = [place for place in places if place.is_dir() and any(place.iterdir())]
    if strange and not (out / "shards" / "plan.json").is_file():
        what = f"the folder {strange[0].name} in it is not from a run"
        raise InputError(what, where=str(out), hint="write the results to an empty folder")
