"""Bytes to text: which encoding a file has."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from toolkit.errors import InputError

LONGEST = 2_000_000  # characters of one article; a novel has one million
LARGEST = 4 * LONGEST  # bytes of one article's file
EXPORT = 64_000_000  # bytes of a file that holds many articles
FEW = 3  # broken bytes that any text may have
CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CYRILLIC = ["cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic"]
ACCENTED, ACCENTED_RUN = re.compile(rb"[\xc0-\xff]"), re.compile(rb"[\xc0-\xff]{3,}")
CENTRAL = re.compile(  # in a word of cp1252: a sign that is no letter, or letters that no language has together
    r"[a-zà-ÿ][£¥ª¯³¹º¼¾¿](?=[a-zà-ÿ])|[£¥¯][à-ÿ]|[šž]\w*[æèìòøùð]|[æèìòøùð]\w*[šž]|ø[áíì]|[áíì]ø", re.IGNORECASE
)
LANGUAGES = {"Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Slovene", "Romanian"}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
HALF = re.compile(r"[\ud800-\udfff]")


def read_bytes(file: Path, *, largest: int = LARGEST) -> bytes:
    """The bytes of a file; InputError when it is empty or larger than `largest`, by itself that of an article."""
    if file.stat().st_size > largest:
        if largest == LARGEST:
            raise too_long(str(file), f"larger than {LARGEST // 1_000_000} MB")
        what = f"larger than {largest // 1_000_000} MB"
        raise InputError(what, where=str(file), hint="export it in parts")
    with file.open("rb") as lines:
        raw = lines.read(largest + 1)
    if not raw.strip():
        raise InputError("the file is empty", where=str(file), hint="remove it")
    return raw


def read_exact(file: Path, *, largest: int = LARGEST) -> tuple[str, str]:
    """The text of a file exactly as it is, newlines kept, and which bytes are broken; InputError when it is no text."""
    text, broken = decode(read_bytes(file, largest=largest), str(file))
    if not text.strip():
        raise InputError("the file is empty", where=str(file), hint="remove it")
    return text, broken


def check_length(text: str, file: Path) -> None:
    """InputError for a text that is too long for one article."""
    if len(text) > LONGEST:
        raise too_long(str(file), f"{len(text):,} characters")


def too_long(where: str, what: str) -> InputError:
    """The error for a text that no newspaper would print as one article."""
    hint = "split it into articles, or give a .csv or .jsonl with one article a row"
    return InputError(f"{what}, too long for one article", where=where, hint=hint)


def decode(raw: bytes, where: str) -> tuple[str, str]:
    """The text of bytes in the encoding they are in, and which are broken: U+FFFD stands for them, as in a browser.

    So it does for a few zero bytes: they are no letters of any text, and columns and files of others end at them.

    >>> decode("Київ".encode("utf-16"), "a.txt")
    ('Київ', '')
    """
    encoding = find_encoding([raw], where, zeros=True)
    try:
        text, what = raw.decode(encoding), ""
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        text, what = raw.decode(encoding, errors="replace"), f"broken {encoding.upper()} in line {line}"
    if "\0" in text:
        what = what or f"a zero byte in line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        text = text.replace("\0", "\ufffd")
    if what and (many := text.count("\ufffd")) > max(FEW, len(text) // 100):
        raise InputError(what, where=where, hint="save the file as UTF-8 again")
    return text, broken_bytes(many, what) if what else ""


def broken_bytes(number: int, what: str) -> str:
    """The line about a text that is read with U+FFFD in it."""
    return f"{what}: {number} character{'s' * (number != 1)} read as U+FFFD; save the file as UTF-8 again"


def open_lines(file: Path, *, newline: str) -> TextIO:
    """A table's file opened as text in its encoding; bytes that are broken become lone surrogates (`whole`).

    A few zero bytes among many make it no binary file: they stay in the text of their row.
    """
    with file.open("rb") as raw:
        encoding = find_encoding(iter(lambda: raw.read(CHUNK), b""), str(file), zeros=True)
    return file.open(encoding=encoding, newline=newline, errors="surrogateescape")


def is_broken(text: str) -> bool:
    """Whether a text of `open_lines` holds bytes that its encoding has no character for."""
    return any("\udc80" <= found.group() <= "\udcff" for found in HALF.finditer(text))


def whole(text: str) -> str:
    """The text with U+FFFD for each lone half of a surrogate pair, which no file can hold; the length stays.

    >>> whole("a\\ud83d!") == "a\\ufffd!"
    True
    """
    return HALF.sub("\ufffd", text)


def find_encoding(chunks: Iterable[bytes], where: str, *, declared: str = "", zeros: bool = False) -> str:
    """The encoding of the bytes; they are read once, a chunk at a time.

    UTF-8 with a few broken bytes is still UTF-8. `declared` is believed where the bytes are no UTF-8. With `zeros`, so
    is text with a few zero bytes.
    """
    chunks = iter(chunks)
    first = next(chunks, b"")
    if not first.strip():
        raise InputError("the file is empty", where=where, hint="remove it")
    for bom, encoding in BOMS:
        if first.startswith(bom):
            return encoding
    narrow = _has_few_zeros(first) and first.decode("utf-8", errors="replace").count("\ufffd") <= FEW
    if b"\0" in first and not narrow and (wide := _utf16(first)):
        return wide
    odd = _not_utf8(chain([first], chunks), where, zeros=zeros)
    if odd is None or _mostly_utf8(odd):
        return "utf-8"
    if declared and _decodes(odd, declared):
        return declared
    return _guess(odd, where)


def _has_few_zeros(raw: bytes) -> bool:
    """Whether of some bytes no more are zero than may be by mistake; of controls of other kinds, too."""
    return raw.count(0) * 2 < len(raw) and len(CONTROL.findall(raw)) <= max(FEW, len(raw) // 200)


def _not_utf8(chunks: Iterator[bytes], where: str, *, zeros: bool) -> bytes | None:
    """The first chunk that is no UTF-8, or None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    odd = None
    for chunk in chunks:
        if b"\0" in chunk and not (zeros and _has_few_zeros(chunk)):
            raise InputError("a binary file, not text", where=where, hint="give text in UTF-8")
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            odd = odd or chunk
            decoder.reset()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        odd = odd or chunk
    return odd


def _utf16(raw: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: all zero bytes are first or second halves, and the text is no noise."""
    for encoding, other in (("utf-16-le", 0), ("utf-16-be", 1)):
        if 0 in raw[other::2]:
            continue
        text = raw[: len(raw) // 2 * 2].decode(encoding, errors="replace")
        odd = sum(unicodedata.category(char) in {"Cc", "Cn", "Co"} and not char.isspace() for char in text)
        return encoding if (odd + text.count("\ufffd")) * 100 < len(text) else None
    return None


def _mostly_utf8(raw: bytes) -> bool:
    """Whether more characters beyond ASCII are right in UTF-8 than are wrong."""
    text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - wrong > wrong


def _is_central(raw: bytes) -> bool:
    """Whether text with single accented letters is cp1250, Central European, rather than cp1252."""
    if not (_decodes(raw, "cp1250") and _decodes(raw, "cp1252")) or raw.decode("cp1250") == raw.decode("cp1252"):
        return False
    if CENTRAL.search(raw.decode("cp1252")):
        return True
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000], cp_isolation=["cp1250", "cp1252"]).best()
    return best is not None and best.encoding == "cp1250" and best.language in LANGUAGES


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _guess(raw: bytes, where: str) -> str:
    """The 8-bit encoding that the bytes suggest.

    A Western text has single accented letters and is cp1252, unless it shows to be Central European; guessing by
    statistics fails on its few bytes. Where they stand in runs, as in Cyrillic, charset_normalizer tells the encodings
    apart.
    """
    if len(CONTROL.findall(raw)) * 200 > len(raw):
        raise InputError("a binary file, not text", where=where, hint="give text in UTF-8")
    accented = len(ACCENTED.findall(raw))
    if 2 * sum(map(len, ACCENTED_RUN.findall(raw))) <= accented:
        for encoding in ("cp1250", "cp1252") if _is_central(raw) else ("cp1252", "cp1250"):
            if _decodes(raw, encoding):
                return encoding
    from charset_normalizer import from_bytes

    for candidates in (CYRILLIC, None):
        best = from_bytes(raw[:200_000], cp_isolation=candidates).best()
        if best is not None and best.chaos < 0.2:
            return best.encoding
    raise InputError("neither UTF-8 nor another text encoding", where=where, hint="save the file as UTF-8")
