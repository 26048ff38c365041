"""Zip archives, bounded: what they hold is unpacked into a folder of its own and read as any folder."""

from __future__ import annotations

import errno
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from toolkit.errors import InputError
from toolkit.model import LeftOut

MEMBERS = 20_000
LARGEST = 512_000_000  # bytes of one file unpacked
TOTAL = 4_000_000_000  # bytes of all files unpacked
RATIO = 100  # unpacked to packed, from SMALL bytes on; text shrinks to a tenth
SMALL = 1_000_000
DEPTH = 2  # archives within archives
LONGEST_NAME = 200  # bytes of a file's name
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
HIDDEN = re.compile(r"\.(?!\.$).*|__MACOSX|Thumbs\.db", re.IGNORECASE)
HINT = "unpack it and give the folder"
FULL = {errno.ENOSPC, errno.EDQUOT}
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@contextmanager
def unpacked(file: Path) -> Iterator[tuple[Path, list[LeftOut]]]:
    """A temporary folder with the files of an archive, and those that were not unpacked, with the reason.

    No file leads out of the folder. Raises InputError for an archive that is damaged or larger than any of articles.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        raise InputError(
            f"not a zip archive, or a damaged one ({error})", where=str(file), hint="fetch it again"
        ) from None
    with archive, tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
        members = [member for member in archive.infolist() if not member.is_dir()]
        members = [member for member in members if not any(map(HIDDEN.fullmatch, _parts(member)))]
        _check_size(members, file)
        left: list[LeftOut] = []
        for member in members:
            reason = _unsafe(member) or _unpack(archive, member, Path(folder))
            if reason:
                left.append(LeftOut(f"{file}, {_shown(member.filename)}", reason))
        yield Path(folder), left


def _check_size(members: list[zipfile.ZipInfo], file: Path) -> None:
    """InputError for an archive that would fill the disk."""
    total = sum(member.file_size for member in members)
    if len(members) > MEMBERS:
        raise InputError(f"an archive of more than {MEMBERS:,} files", where=str(file), hint=HINT)
    if total > TOTAL or (total > SMALL and total > RATIO * file.stat().st_size):
        what = f"an archive that would unpack to {total / 1e6:,.0f} MB, more than articles do"
        raise InputError(what, where=str(file), hint=HINT)


def _unsafe(member: zipfile.ZipInfo) -> str:
    """Why a file of an archive must not be unpacked, or an empty string."""
    parts = _parts(member)
    if ".." in parts or parts[:1] == ("/",) or re.match(r"[A-Za-z]:", member.filename):
        return "a path that leads out of the archive; not unpacked"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link; not unpacked"
    if member.flag_bits & 1:
        return "encrypted; unpack it with its password and give the file"
    if member.file_size > LARGEST or (member.file_size > SMALL and member.file_size > RATIO * member.compress_size):
        return f"would unpack to {member.file_size / 1e6:,.0f} MB, more than articles do; {HINT}"
    return ""


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> str:
    """Writes one file of an archive; returns why it cannot be, or an empty string."""
    place = folder.joinpath(*map(_safe, _parts(member)))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            return "a second file of this name; rename one"
        with archive.open(member) as packed, place.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)  # never more than the size that was checked
    except DAMAGE as error:
        if isinstance(error, OSError) and error.errno in FULL:  # nothing that another archive could mend
            raise OSError(error.errno, error.strerror, str(folder)) from None
        place.unlink(missing_ok=True)
        return f"damaged ({error}); fetch the archive again"
    return ""


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    """The folders and the name of a file in an archive; those of an absolute path begin with a slash."""
    return PurePosixPath(member.filename.replace("\\", "/")).parts


def _safe(part: str) -> str:
    """A file's or folder's name that every system can hold; the ending stays.

    >>> _safe("a:b?.txt")
    'a_b_.txt'
    """
    name = FORBIDDEN.sub("_", part)
    raw = name.encode("utf-8", "replace")
    if len(raw) <= LONGEST_NAME:
        return raw.decode()
    end = Path(name).suffix[:10]
    return raw[: LONGEST_NAME - 12].decode("utf-8", "ignore") + end


def _shown(name: str) -> str:
    """A name on one line, its end where it is long."""
    plain = "".join(char if char.isprintable() else "?" for char in name)
    return plain if len(plain) <= LONGEST_NAME else f"...{plain[-LONGEST_NAME:]}"
