"""Published collections of texts: fetched once, checked by SHA-256, or read from a local copy."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.lexicon.tables import read_data

if TYPE_CHECKING:
    import pandas as pd

LOCAL = "TOOLKIT_DATA"  # names a folder that holds the collections, each in a folder of its name
TIMEOUT = 60  # seconds without an answer
SIDES = {"kremlin": "russia", "ukraine": "ukraine"}  # whose website the files of press-releases are from
TERMS = {  # what the published analysis of the press releases counts, in the forms that it counts
    "war": ("war",),
    "special military operation": ("special military operation",),
    "Ukraine": ("ukraine", "ukraine's", "ukrainian", "ukrainians"),
    "Russia": ("russia", "russia's", "russian", "russians"),
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a collection: where it comes from, and the SHA-256 of its bytes."""

    corpus: str
    file: str
    sha256: str
    url: str
    licence: str
    credit: str
    source: str


@cache
def list_corpora() -> Mapping[str, tuple[File, ...]]:
    """The files of each collection that `fetch_corpus` knows (`toolkit/data/corpora.csv`).

    >>> [one.file for one in list_corpora()["press-releases"]]
    ['kremlin.csv', 'ukraine.csv']
    """
    rows = [File(**row) for row in csv.DictReader(read_data("corpora.csv").splitlines())]
    return {name: tuple(row for row in rows if row.corpus == name) for name in dict.fromkeys(r.corpus for r in rows)}


def find_corpus(name: str) -> Path | None:
    """The folder of a collection on this machine, every file checked; None where it is not here.

    It is looked for in the folder that TOOLKIT_DATA names, else where `fetch_corpus` puts it. InputError where
    TOOLKIT_DATA is set and a file is missing there or is another one.

    >>> find_corpus("nothing of that name")
    Traceback (most recent call last):
    toolkit.errors.InputError: nothing of that name: no such collection; known: press-releases
    """
    files = _files(name)
    local = os.environ.get(LOCAL)
    folder = Path(local, name) if local else _cache() / name
    if not local and not folder.is_dir():
        return None
    for one in files:
        place = folder / one.file
        if place.is_file() and _digest(place) == one.sha256:
            continue
        if not local:
            return None
        what = "another file than the published one (SHA-256)" if place.is_file() else "not there"
        raise InputError(what, where=str(place), hint=f"mend {LOCAL}, or unset it and run: toolkit data {name}")
    return folder


def fetch_corpus(name: str, *, folder: Path | None = None, url: str | None = None, progress: bool = False) -> Path:
    """The folder of a collection, fetched where it is not here yet; the files are the published ones to the last byte.

    `url` is another address that holds the files under their names here. Without `folder` a local copy that
    TOOLKIT_DATA names is taken as it is, else the user's cache is the place. InputError, one line, where the web does
    not answer, breaks off or holds other bytes; no such file is kept.
    """
    files = _files(name)
    if folder is None and (found := find_corpus(name)):
        return found
    place = (folder or _cache()) / name
    for one in files:
        _fetch(one, place, f"{url.rstrip('/')}/{one.file}" if url else one.url, progress=progress)
    return place


def read_releases(folder: Path) -> pd.DataFrame:
    """One row a press release: side of the website, day, and headline, summary and body as one text.

    Side and day are those of publication, as in the published analysis; who speaks in a release is another question.
    """
    import pandas as pd

    frames = []
    for name, side in SIDES.items():
        rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        parts = [rows[column] for column in ("headline", "summary", "body") if column in rows]
        text = [" ".join(cells) for cells in zip(*parts, strict=True)]
        frames.append(pd.DataFrame({"side": side, "date": rows["date"].str[:10], "text": text}))
    return pd.concat(frames, ignore_index=True)


def _fetch(one: File, folder: Path, url: str, *, progress: bool) -> None:
    """The file in the folder, complete and checked before it gets its name."""
    import pooch
    import requests

    pooch.get_logger().setLevel("CRITICAL")
    hint = f"look for it at {one.source}, save it as {one.corpus}/{one.file} and name the folder above in {LOCAL}"
    if not url.startswith(("http://", "https://")):
        raise InputError("no web address", where=url, hint="give one that begins with https:// or http://")
    try:
        pooch.retrieve(
            url,
            f"sha256:{one.sha256}",
            one.file,
            folder,
            downloader=pooch.HTTPDownloader(timeout=TIMEOUT, progressbar=progress),
        )
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else "no"
        raise InputError(f"the server answers {status}", where=url, hint=hint) from None
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
        raise InputError(
            "cannot be reached or broke off", where=url, hint=f"try again when online, or {hint}"
        ) from None
    except requests.RequestException as error:
        raise InputError(f"not fetched ({type(error).__name__})", where=url, hint=f"try again, or {hint}") from None
    except ValueError:
        raise InputError("not the published file (SHA-256 differs); it was not kept", where=url, hint=hint) from None


def _files(name: str) -> Sequence[File]:
    known = list_corpora()
    if name not in known:
        raise InputError("no such collection", where=name, hint=f"known: {', '.join(known)}")
    return known[name]


def _cache() -> Path:
    import pooch

    return Path(pooch.os_cache("toolkit"))


def _digest(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
