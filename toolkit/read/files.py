"""Inputs to files: which ones are read, in a fixed order, and which are not, with the reason."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.model import LeftOut
from toolkit.read.own import written_here

SAVE_AS = dict.fromkeys((".doc", ".odt", ".pages", ".wps"), ".docx") | dict.fromkeys((".xls", ".xlsx", ".ods"), ".csv")
SAVE_AS |= dict.fromkeys((".mht", ".mhtml", ".eml", ".msg", ".epub"), ".html or .txt")
OF_A_RUN = {"manifest.json", "duplicates.parquet"}
BESIDE = {"meta.json", "statements.json"}  # facts and human coding of the articles beside them
SYSTEM = {"thumbs.db", "desktop.ini"}
OPEN = "~$"  # begins the name of the lock that Word leaves beside an open file
NAMED = 3  # more files of one ending in a folder are one line


def find_files(inputs: Iterable[str | Path], endings: Iterable[str]) -> tuple[list[Path], list[LeftOut]]:
    """The files with one of these endings, each once, and what is not read, with the reason.

    Folders are searched through, links followed; hidden files and the results of runs are passed over, other endings
    and what this toolkit wrote are, too, with a line.

    >>> find_files(["no-such-folder"], [".txt"])[1][0].reason
    'no such file or folder; check the path'
    """
    wanted = tuple(endings)
    found: dict[str, Path] = {}
    left: list[LeftOut] = []
    for name in map(Path, inputs):
        for item in _folder(name, wanted) if os.path.isdir(name) else _file(name, wanted):
            if isinstance(item, LeftOut):
                left.append(item)
            else:
                found.setdefault(os.path.realpath(item), item)
    return list(found.values()), left


def name_files(files: Iterable[Path]) -> dict[Path, str]:
    """A name for each file: its stem; with folders, or its ending, as far as they tell it from others of that stem.

    >>> sorted(name_files([Path("b/x.txt"), Path("a/x.txt"), Path("a/y.txt"), Path("a/y.html")]).values())
    ['a/x', 'b/x', 'y.html', 'y.txt']
    """
    groups: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        groups[file.stem].append(file)
    return {file: name for group in groups.values() for file, name in zip(group, _told_apart(group), strict=True)}


def _told_apart(files: list[Path]) -> list[str]:
    """The shortest ends of the paths that differ, without endings if they differ without; else the whole paths."""
    whole = [Path(os.path.abspath(file)) for file in files]
    for depth in range(1, max(len(path.parts) for path in whole)):
        for parts in ([path.with_suffix("").parts for path in whole], [path.parts for path in whole]):
            names = ["/".join(part[-depth:]) for part in parts]
            if len(set(names)) == len(names):
                return names
    return list(map(str, whole))


def is_run(folder: str | Path) -> bool:
    """Whether a folder is the output of a run, finished or not."""
    return os.path.isfile(os.path.join(folder, "shards", "plan.json"))


def _file(name: Path, wanted: tuple[str, ...]) -> Iterator[Path | LeftOut]:
    if not os.path.exists(name):
        broken = os.path.islink(name)
        yield LeftOut(str(name), f"{'a link to nothing' if broken else 'no such file or folder'}; check the path")
    elif not os.path.isfile(name):
        yield LeftOut(str(name), "neither a file nor a folder; give a file")
    elif not name.name.lower().endswith(wanted):
        saved = SAVE_AS.get(name.suffix.lower())
        hint = f"{name.suffix} files are not read; save it as {saved}" if saved else ""
        yield LeftOut(str(name), hint or f"no reader for this ending; use one of {', '.join(wanted)}")
    elif own := written_here(name):
        yield LeftOut(str(name), f"{own}; give the articles that it was made from")
    else:
        yield name


def _folder(top: Path, wanted: tuple[str, ...]) -> Iterator[Path | LeftOut]:
    """The files below a folder, sorted; of a run's folder, its articles."""
    found: list[Path] = []
    left: list[LeftOut] = []
    if is_run(top):
        left += _beside_a_run(top, wanted)
        top = top / "articles"
    for folder, names in _walk(top, left):
        stems = {Path(name).stem for name in names if name.lower().endswith(wanted)}
        other: dict[str, list[Path]] = defaultdict(list)
        for name in names:
            file = folder / name
            if name.lower().endswith(wanted) or not os.path.isfile(file):
                if os.path.isfile(file) and (own := written_here(file)):
                    left.append(LeftOut(str(file), f"{own}; passed over", "file"))
                    continue
                for item in _file(file, wanted):
                    (left if isinstance(item, LeftOut) else found).append(item)  # type: ignore[arg-type]
            elif not (name in BESIDE or (file.suffix.lower() == ".json" and file.stem in stems)):
                other[file.suffix].append(file)
        left += (item for ending in sorted(other) for item in _unread(folder, ending, other[ending]))
    if not found and all(item.what == "file" for item in left):
        left.append(LeftOut(str(top), f"no file to read; files may end in {', '.join(wanted)}"))
    yield from sorted(found)
    yield from left


def _beside_a_run(folder: Path, wanted: tuple[str, ...]) -> Iterator[LeftOut]:
    """Files that lie in the folder of a run and are not of it."""
    for name in sorted(os.listdir(folder)):
        if name.lower().endswith(wanted) and name not in OF_A_RUN and os.path.isfile(folder / name):
            reason = "beside the results of a run, of which the articles are read; move it to a folder of its own"
            yield LeftOut(str(folder / name), reason)


def _walk(top: Path, left: list[LeftOut]) -> Iterator[tuple[Path, list[str]]]:
    """Each folder once, whatever links lead to it, with its sorted file names; unreadable ones go to `left`."""
    seen = {os.path.realpath(top)}

    def note(error: OSError) -> None:
        left.append(LeftOut(str(error.filename), f"cannot be read ({error.strerror}); check its permissions"))

    for folder, inner, names in os.walk(top, followlinks=True, onerror=note):
        kept = []
        for name in sorted(inner):
            path = os.path.join(folder, name)
            real = os.path.realpath(path)
            if not name.startswith(".") and real not in seen and not is_run(path):
                seen.add(real)
                kept.append(name)
        inner[:] = kept
        yield Path(folder), sorted(n for n in names if not n.startswith((".", OPEN)) and n.lower() not in SYSTEM)


def _unread(folder: Path, ending: str, files: list[Path]) -> Iterator[LeftOut]:
    """Files without a reader: a line each, or one line for many; what may well be an article is not passed over."""
    if ending.lower() in SAVE_AS:
        reason = f"{ending} files are not read; save it as {SAVE_AS[ending.lower()]}"
        yield from (LeftOut(str(file), reason) for file in files)
        return
    if len(files) <= NAMED:
        yield from (LeftOut(str(file), "no reader for this ending; passed over", "file") for file in files)
        return
    shown = ", ".join(file.name for file in files[:NAMED])
    what = f"end in {ending}" if ending else "have no ending"
    reason = f"{len(files)} files that {what} ({shown}, ...) have no reader; passed over"
    yield LeftOut(str(folder), reason, "file")
