"""Reads damaged files, each in a process of its own, and prints what became of them.

    python benchmarks/fuzz.py --files 5000 --seed 1

Samples of every format (tests/make_samples.py) are cut off, have bits turned, bytes replaced, endings exchanged and
encodings mixed; hostile files are made by hand: bombs of zip, gzip, XML, PDF and Parquet, paths that lead out of an
archive, nesting without end, lines of a gigabyte. A file is lost when its process crashes, takes more than SECONDS of a
processor or WAITING of the clock, needs more memory than MEMORY, or when it is neither read nor listed. The exit status
is 1 where one is.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import make_samples

SECONDS = 10  # of a processor, which others that run at the same time do not lengthen
WAITING = 120  # seconds of the clock
MEMORY = 2_000  # MB
HUGE = 1_000_000_000  # bytes of one line
ENDINGS = (".txt", ".html", ".csv", ".tsv", ".jsonl", ".parquet", ".docx", ".rtf", ".pdf", ".zip", ".warc", ".warc.gz")
ESCAPES = ("../../e.txt", "/tmp/e.txt", "..\\e.txt", "C:\\e.txt", "a/../../e.txt", "a\0b.txt", "x" * 300 + ".txt")
ENCODINGS = ("utf-16", "utf-32", "cp1251", "koi8_r", "cp1252", "utf-8-sig", "utf-16-be")
BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    kind: str
    name: str
    state: str  # read, listed, lost: and why
    seconds: float
    memory: float  # MB


# Damage to a sample


def cut(raw: bytes, r: random.Random) -> bytes:
    """The beginning of a file."""
    return raw[: r.randrange(len(raw))]


def flip(raw: bytes, r: random.Random) -> bytes:
    """Some bits turned."""
    out = bytearray(raw)
    for _ in range(r.choice((1, 3, 30, 300))):
        out[r.randrange(len(out))] ^= 1 << r.randrange(8)
    return bytes(out)


def nuls(raw: bytes, r: random.Random) -> bytes:
    """A block of zero bytes in place of others, or between them."""
    at, size = r.randrange(len(raw)), r.choice((1, 16, 4096))
    return raw[:at] + bytes(size) + raw[at + r.choice((0, size)) :]


def noise(raw: bytes, r: random.Random) -> bytes:
    """A block of random bytes."""
    at, size = r.randrange(len(raw)), r.choice((4, 64, 2000))
    return raw[:at] + r.randbytes(size) + raw[at + size :]


def twice(raw: bytes, r: random.Random) -> bytes:
    """A part of the file repeated many times."""
    start = r.randrange(len(raw))
    part = raw[start : start + r.choice((1, 20, 500))]
    return raw[:start] + part * r.choice((2, 100, 2000)) + raw[start:]


def encode(raw: bytes, r: random.Random) -> bytes:
    """A part of the file in another encoding."""
    text = raw.decode("utf-8", "replace")
    at = r.randrange(len(text) + 1)
    words = text[at:] + "Переговоры, Київ, “quoted”"
    return text[:at].encode(errors="replace") + words.encode(r.choice(ENCODINGS), "replace")


def inside(raw: bytes, r: random.Random) -> bytes:
    """An archive or Word file that is whole, with one damaged file in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return flip(raw, r)
    hurt = r.choice([name for name in files if files[name]])
    files[hurt] = r.choice((cut, flip, nuls, noise, twice))(files[hurt], r)
    return archive_of(files)


DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "truncated": cut, "bits turned": flip, "NULs": nuls, "random bytes": noise, "repeated": twice,
    "mixed encodings": encode, "damaged inside": inside,
}  # fmt: skip


# Hostile files


def archive_of(files: dict[str, bytes], *, level: int = 6) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word_with(document: bytes, sample: bytes) -> bytes:
    """A Word file whose document is replaced."""
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return archive_of(files | {"word/document.xml": document})


def lying_zip(raw: bytes) -> bytes:
    """An archive whose table says that its files are smaller than they are."""
    out = bytearray(raw)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = out.find(mark)
        out[at + place : at + place + 4] = (10).to_bytes(4, "little")
    return bytes(out)


def hostile(samples: dict[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Kind, name and bytes of each file that is made by hand."""
    word = samples["nexis_2019.docx"]
    w = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    zeros = bytes(200_000_000)
    yield "zip bomb", "zeros.zip", archive_of({"a.txt": zeros, "b.csv": zeros}, level=1)
    yield "zip bomb", "lying.zip", lying_zip(archive_of({"a.txt": zeros[:50_000_000]}, level=1))
    inner = archive_of({"a.txt": b"Talks go on. " * 10})
    for _ in range(6):
        inner = archive_of({f"{n}.zip": inner for n in range(8)})
    yield "zip bomb", "nested.zip", inner
    yield "zip bomb", "many.zip", archive_of({f"{n}.txt": b"x" for n in range(30_000)})
    yield "zip bomb", "word.docx", word_with(b"<w:document " + w + b">" + b" " * 200_000_000, word)
    for number, name in enumerate(ESCAPES):
        yield "path escape", f"escape-{number}.zip", archive_of({name: b"Talks go on.", "good.txt": b"Talks go on."})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "path escape", "link.zip", out.getvalue()
    body = b"<w:document " + w + b"><w:body><w:p><w:r><w:t>&l;</w:t></w:r></w:p></w:body></w:document>"
    yield "XML bomb", "laughs.docx", word_with(BOMB + b"]>" + body, word)
    outer = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l SYSTEM "file:///etc/passwd">]>'
    yield "XML bomb", "entity.docx", word_with(outer + body, word)
    large = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l "' + b"a" * 1_000_000 + b'">]>'
    yield "XML bomb", "large.docx", word_with(large + body.replace(b"&l;", b"&l;" * 9_000), word)
    yield "XML bomb", "page.html", BOMB + b"]><html><body><p>&l;</p></body></html>"
    deep = b"<w:p>" * 100_000
    yield "nesting", "deep.docx", word_with(b"<w:document " + w + b"><w:body>" + deep, word)
    yield "nesting", "deep.html", b"<html>" + b"<div>" * 500_000 + b"Talks go on."
    yield "nesting", "deep.jsonl", b"[" * 2_000_000
    yield "nesting", "deep.rtf", b"{\\rtf1 " + b"{" * 2_000_000 + b"Talks"
    yield "nesting", "fields.rtf", b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "x"' * 50_000
    yield "nesting", "links.html", b"<html><body>" + b"<a href='x'>Talks " * 100_000
    yield (
        "gzip bomb",
        "bomb.warc.gz",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n" + zeros, 1),
    )
    yield "gzip bomb", "header.warc.gz", gzip.compress(b"WARC/1.0\r\n" + b"X" * 200_000_000, 1)
    yield "gzip bomb", "bomb.csv", gzip.compress(zeros, 1)
    yield "PDF bomb", "bomb.pdf", pdf_with(zlib.compress(b"BT (x) Tj ET " * 20_000_000, 1), b"/Filter /FlateDecode")
    yield "PDF bomb", "words.pdf", pdf_with(b"BT /F1 11 Tf " + b"(x) Tj 1 0 Td " * 250_000 + b"ET", b"")
    yield "PDF bomb", "loop.pdf", make_samples.pdf([("Talks",)]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    yield "Parquet bomb", "bomb.parquet", parquet_bomb()


def pdf_with(stream: bytes, keys: bytes) -> bytes:
    """A PDF file of one page with this stream."""
    raw = make_samples.pdf([("SAMPLE",)])
    start, end = raw.index(b"<< /Length"), raw.index(b"\nendstream")
    return raw[:start] + b"<< %s /Length %d >>\nstream\n" % (keys, len(stream)) + stream + raw[end:]


def parquet_bomb() -> bytes:
    """A table of 64 rows that share one text of a hundred megabytes, which is on the disk once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = pa.array(["Talks " * 16_000_000])
    out = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), text)
    pq.write_table(pa.table({"text": column}), out, dictionary_pagesize_limit=1 << 30)
    return out.getvalue()


def write_huge(path: Path) -> None:
    """A file of one line of a gigabyte."""
    part = b"Talks go on and on, " * 50_000
    with path.open("wb") as out:
        out.write(b"text,date\n" if path.suffix == ".csv" else b'{"text": "' if path.suffix == ".jsonl" else b"")
        for _ in range(HUGE // len(part)):
            out.write(part)


# Reading in a process of its own


def read_alone(path: Path, kind: str) -> Outcome:
    """What becomes of one file: a copy of this process reads it, is measured, and ended when it takes too long."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        _child(path, send)
    os.close(send)
    with os.fdopen(receive) as answer:
        told = answer.read()
    _, status, used = os.wait4(child, 0)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    state = _state(told, status)
    if memory > MEMORY:
        state = f"lost: {memory:,.0f} MB"
    return Outcome(kind, path.name, state, seconds, memory)


def _child(path: Path, send: int) -> None:
    """Reads a file and tells how many articles and lines it gave; never returns."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(WAITING)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    try:
        from toolkit.model import Article
        from toolkit.read import REPORT, read_articles

        articles = listed = 0
        for item in read_articles([path]):
            if not isinstance(item, Article) and REPORT in item.reason:
                raise RuntimeError(item.reason)
            articles += isinstance(item, Article)
            listed += not isinstance(item, Article) and item.where.startswith(str(path)) and "\n" not in item.reason
        told = {"articles": articles, "listed": listed}
    except BaseException as error:
        told = {"error": f"{type(error).__name__}: {error}"[:200]}
    os.write(send, json.dumps(told).encode())
    os._exit(0)


def _state(told: str, status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        slow = number in {signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL}
        return f"lost: longer than {SECONDS} s" if slow else f"lost: signal {number}"
    result = json.loads(told or "{}")
    if "error" in result:
        return f"lost: {result['error']}"
    if result["listed"]:
        return "listed"
    return "read" if result["articles"] else "lost: neither read nor listed"


# The run


def read_all(files: int, seed: int, *, huge: bool = True, work: Path) -> list[Outcome]:
    """What became of this many damaged files."""
    import pyarrow.parquet  # noqa: F401  what every process needs is loaded once
    import pypdf  # noqa: F401
    import striprtf.striprtf  # noqa: F401
    import trafilatura  # noqa: F401
    from fastwarc import warc  # noqa: F401

    import toolkit.read  # noqa: F401
    from toolkit.read.language import find_language

    find_language("Die Gespräche gehen weiter, sagte sie am Dienstag in der Stadt.")
    make_samples.write_samples(work / "samples")
    samples = {path.name: path.read_bytes() for path in sorted((work / "samples").iterdir())}
    outcomes = [read_alone(path, path.parent.name) for path in _hostile_files(samples, work / "hostile")]
    for ending in (".csv", ".jsonl", ".txt", ".html", ".rtf") if huge else ():
        path = work / f"huge{ending}"
        write_huge(path)
        outcomes.append(read_alone(path, "line of 1 GB"))
        path.unlink()
    r = random.Random(seed)
    while len(outcomes) < files:
        name = r.choice(list(samples))
        kind = r.choice([*DAMAGE, "wrong ending"])
        raw = samples[name] if kind == "wrong ending" else DAMAGE[kind](samples[name], r)
        stem, dot, ending = name.partition(".")
        ending = r.choice(ENDINGS) if kind == "wrong ending" else dot + ending
        outcomes.append(_one(work, kind, f"{stem}-{len(outcomes)}{ending}", raw))
    return outcomes


def _hostile_files(samples: dict[str, bytes], folder: Path) -> list[Path]:
    """The hostile files, each in a folder of its kind; another process makes them, so that this one stays small."""
    child = os.fork()
    if not child:
        for kind, name, raw in hostile(samples):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            (folder / kind / name).write_bytes(raw)
        os._exit(0)
    os.waitpid(child, 0)
    return sorted(folder.glob("*/*"))


def _one(work: Path, kind: str, name: str, raw: bytes) -> Outcome:
    path = work / name
    path.write_bytes(raw)
    outcome = read_alone(path, kind)
    if not outcome.state.startswith("lost"):
        path.unlink()
    return outcome


def table(outcomes: list[Outcome]) -> str:
    """A line for each kind of damage: files, read, listed, lost, and the most that one took."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.kind].append(outcome)
    lines = [
        "| damage | files | read | listed | lost | longest, s | most memory, MB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, part in [*sorted(kinds.items()), ("all", outcomes)]:
        many = Counter(outcome.state.partition(":")[0] for outcome in part)
        longest, most = max(outcome.seconds for outcome in part), max(outcome.memory for outcome in part)
        counts = " | ".join(f"{number:,}" for number in (len(part), many["read"], many["listed"], many["lost"]))
        lines.append(f"| {kind} | {counts} | {longest:.1f} | {most:,.0f} |")
    return "\n".join(lines)


def main() -> int:
    """Prints the table, and each file that was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder in which the lost files stay")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        outcomes = read_all(options.files, options.seed, work=work)
    print(table(outcomes))
    lost = [outcome for outcome in outcomes if outcome.state.startswith("lost")]
    for outcome in lost:
        print(f"{outcome.kind}: {outcome.name}: {outcome.state} ({outcome.seconds:.1f} s, {outcome.memory:,.0f} MB)")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
