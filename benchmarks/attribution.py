"""How well each engine, and tools that others published, find who said what: tables side by side.

    python benchmarks/attribution.py [--engines fast rules] [--peers PYTHON] [--long] [--seconds]

PolNeAR's dev part (scope attributions) is scored by polnear_eval.py and spans_eval.py, the war news (scope
statements) and the seed by statements_eval.py. "Lone sentences" are those of PolNeAR's dev part without their
articles, the coded spans cut to them. `--peers` is a Python that has textacy, sayswho and a spaCy model
(benchmarks/peers.py); without it they are left out. `--long` measures a text of 500,000 characters.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from accuracy import build_parser, parse_options, polnear, read, seed, war_news

from toolkit.extract import ENGINES, extract_statements
from toolkit.extract.quotes import find_quotations
from toolkit.extract.units import split_units
from toolkit.model import Article, to_dict

ROOT = Path(__file__).parent.parent
SPAN = re.compile(r"(T\d+)\t(Source|Cue|Content)\d* (\d+ \d+(?:;\d+ \d+)*)\t")
PRONOUNS = {"he", "she", "they", "it", "i", "we", "who", "you", "his", "her", "their", "its", "my", "our"}
Extract = Callable[[Sequence[Article], str], tuple[list[list[dict]], float]]


def by_engine(engine: str) -> Extract:
    """An engine of the toolkit as a function from articles and scope to rows and seconds."""

    def extract(articles: Sequence[Article], scope: str) -> tuple[list[list[dict]], float]:
        extract_statements(Article("warm", "Talks go on, he said."), engine=engine, scope=scope)  # loads the model
        start = time.perf_counter()
        rows = [[to_dict(s) for s in extract_statements(a, engine=engine, scope=scope)] for a in articles]
        return rows, time.perf_counter() - start

    return extract


def processor_seconds(engine: str, gold: Path, *, texts: int = 14) -> float:
    """Processor seconds for 750 words: the first texts of war-news dev, extraction only, the model loaded before."""
    files = sorted((gold / "war-news/dev").glob("*.txt"))[:texts]
    articles = [Article(file.stem, file.read_bytes().decode("utf-8")) for file in files]
    extract_statements(Article("warm", "Talks go on, he said."), engine=engine, scope="statements")
    start = time.process_time()
    for article in articles:
        extract_statements(article, engine=engine, scope="statements")
    return (time.process_time() - start) / sum(len(article.text.split()) for article in articles) * 750


def articles_a_second(engine: str, gold: Path, *, processes: int = 2) -> float:
    """Articles of 750 words that so many processes extract from in a second, all at once, the model loaded before."""
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return sum(pool.map(partial(_one_process, engine, gold, processes), range(processes)))


def _one_process(engine: str, gold: Path, processes: int, number: int, *, texts: int = 60) -> float:
    """The articles a second of one of them, which reads its share of the first uncoded texts of 500 to 1,000 words."""
    with (gold.parent / "corpora/news/articles.jsonl").open(encoding="utf-8") as lines:
        rows = (row for row in map(json.loads, lines) if 500 <= len(row["text"].split()) <= 1000)
        articles = [Article(row["id"], row["text"]) for row in islice(rows, number, texts, processes)]
    extract_statements(articles[0], engine=engine)
    start = time.perf_counter()
    for article in articles:
        extract_statements(article, engine=engine)
    return sum(len(article.text.split()) for article in articles) / 750 / (time.perf_counter() - start)


def by_peer(python: str, name: str) -> Extract:
    """A published tool, run by a Python of its own."""

    def extract(articles: Sequence[Article], scope: str) -> tuple[list[list[dict]], float]:
        command = [python, str(ROOT / "benchmarks/peers.py"), name]
        texts = "\n".join(json.dumps(a.text) for a in articles)
        printed = subprocess.run(command, input=texts, capture_output=True, text=True, check=True).stdout
        found = json.loads(printed)
        return found["rows"], found["seconds"]

    return extract


def run_scorer(scorer: Path, articles: Sequence[Article], rows: Sequence[list[dict]], *rest: str) -> dict[str, float]:
    """What a scorer prints for these predictions."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        lines = (json.dumps({"doc": a.id, "statements": r}) for a, r in zip(articles, rows, strict=True))
        path.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(scorer), str(path), *rest]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def lone_sentences(gold: Path, folder: Path) -> list[Article]:
    """Every sentence of PolNeAR's dev part as an article; its coded spans are written to `folder` for the scorer."""
    out = []
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    for article, path in polnear(gold):
        coding = min((path.parent.parent / "attributions").glob(f"{glob_escape(path.stem)}_*.ann"))
        spans = [(m[2], [tuple(map(int, p.split())) for p in m[3].split(";")]) for m in SPAN.finditer(read(coding))]
        for number, unit in enumerate(split_units(article.text, find_quotations(article.text))):
            start, end = unit.span.start, unit.span.end
            lines = []
            for role, pairs in spans:
                cut = [(max(a, start) - start, min(b, end) - start) for a, b in pairs if a < end and b > start]
                if cut:
                    lines.append(f"T{len(lines)}\t{role} {';'.join(f'{a} {b}' for a, b in cut)}\t-")
            stem = f"{article.id}.{number}"
            (folder / "text" / f"{stem}.txt").write_text(article.text[start:end], encoding="utf-8", newline="")
            (folder / "attributions" / f"{stem}_0000.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
            out.append(Article(stem, article.text[start:end]))
    return out


def glob_escape(name: str) -> str:
    """The name with what a pattern would take as its own made literal."""
    return re.sub(r"([*?[])", r"[\1]", name)


def measure(extract: Extract, gold: Path, bench: Path) -> Iterator[tuple[str, float]]:
    """The figures of one tool on whole articles."""
    pairs = list(polnear(gold))
    articles = [article for article, _ in pairs]
    rows, spent = extract(articles, "attributions")
    figures = run_scorer(bench / "polnear_eval.py", articles, rows, str(gold / "polnear/dev"))
    for key in ("attribution_p", "attribution_r", "attribution_f1", "content_exact_f1", "direct_f1", "indirect_r"):
        yield f"PolNeAR dev {key}", figures[key]
    figures = run_scorer(bench / "spans_eval.py", articles, rows, str(gold / "polnear/dev"))
    for key in ("source_f1", "cue_f1", "content_f1"):
        yield f"PolNeAR dev exact {key}", figures[key]
    yield "PolNeAR dev articles a second", len(articles) / spent
    pairs = list(war_news(gold, "dev"))
    articles = [article for article, _ in pairs]
    rows, spent = extract(articles, "statements")
    figures = run_scorer(bench / "statements_eval.py", articles, rows, str(gold / "war-news/dev"))
    for key in ("attribution_p", "attribution_r", "attribution_f1", "content_f1", "kind_acc"):
        yield f"war news dev {key}", figures[key]
    coded = [json.loads(path.read_text(encoding="utf-8"))["statements"] for _, path in pairs]
    yield "war news dev exact contents", exact(coded, rows, ("content",))
    yield (
        "war news dev exact in content, kind, cue and source",
        exact(coded, rows, ("content", "kind", "cue", "source")),
    )
    yield "war news dev articles a second", len(articles) / spent
    articles = [article for article, _ in seed()]
    rows, _ = extract(articles, "statements")
    texts = str(ROOT / "seeds")
    figures = run_scorer(bench / "statements_eval.py", articles, rows, texts, "--texts", texts)
    yield "seed attribution_f1", figures["attribution_f1"]


def exact(coded: Sequence[list[dict]], found: Sequence[list[dict]], parts: Sequence[str]) -> float:
    """F1 of the statements that are those of the coders to the character in these parts."""

    def keys(rows: list[dict]) -> Counter[str]:
        return Counter(json.dumps([row[part] for part in parts]) for row in rows)

    right = sum((keys(one) & keys(other)).total() for one, other in zip(coded, found, strict=True))
    return 2 * right / (sum(map(len, coded)) + sum(map(len, found)))


def measure_lone(extract: Extract, gold: Path, bench: Path) -> Iterator[tuple[str, float]]:
    """The figures of one tool on lone sentences."""
    with tempfile.TemporaryDirectory() as folder:
        lone = lone_sentences(gold, Path(folder))
        figures = run_scorer(bench / "spans_eval.py", lone, extract(lone, "attributions")[0], folder)
    for key in ("source_f1", "cue_f1", "content_f1"):
        yield f"PolNeAR dev, lone sentences, exact {key}", figures[key]


def kinds_of_difficulty(text: str, row: dict) -> Iterator[str]:
    """The names of what is hard in a coded statement of the war news."""
    content, source = row["content"], row["source"]
    words = re.findall(r"\w+", " ".join(text[a:b] for a, b in content))
    if row["kind"] == "indirect" and words and words[0].lower() != "that":
        yield "indirect without that"
    if source and text[slice(*source)].lower() in PRONOUNS:
        yield "pronoun as source"
    if source and re.search(r"\band\b|,", text[slice(*source)]):
        yield "several sources, or one with an apposition"
    if source and not row["cue"]:
        yield "source without cue"
    if source and "\n" in text[min(source[1], content[-1][1]) : max(source[0], content[0][0])]:
        yield "source in another paragraph"
    if not row["cue"] and not source:
        yield "free-standing quotation"
    if len(words) <= 3:
        yield "content of one to three words"
    if content[0][0] < text.find("\n") + 1:
        yield "first paragraph"
    if len(content) > 1:
        yield "content in several pieces"
    yield f"all {row['kind']}"


def missed(extract: Extract, gold: Path, bench: Path) -> dict[str, tuple[int, int]]:
    """For each kind of difficulty: coded statements of war-news dev not found with their source, and all."""
    sys.path.insert(0, str(bench))
    from statements_eval import match, source_right  # type: ignore[import-not-found]

    lost: Counter[str] = Counter()
    total: Counter[str] = Counter()
    pairs = list(war_news(gold, "dev"))
    rows, _ = extract([article for article, _ in pairs], "statements")
    for (article, path), found in zip(pairs, rows, strict=True):
        coded = json.loads(path.read_text(encoding="utf-8"))["statements"]
        matched = match(article.text, coded, found)
        good = {i for i, j in matched if source_right(article.text, coded[i]["source"], found[j]["source"])}
        for number, row in enumerate(coded):
            for name in kinds_of_difficulty(article.text, row):
                total[name] += 1
                lost[name] += number not in good
    return {name: (lost[name], total[name]) for name in sorted(total)}


def long_text(engine: str, gold: Path) -> str:
    """Seconds and the growth of memory for a text of 500,000 characters."""
    text = "\n\n".join(article.text for article, _ in polnear(gold))
    text = (text * (500_000 // len(text) + 1))[:500_000]
    extract_statements(Article("warm", text[:50_000]), engine=engine)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    found = extract_statements(Article("long", text), engine=engine)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    spent = time.perf_counter() - start
    return f"{engine}: 500,000 characters, {len(found)} statements, {spent:.0f} s, {grown:.0f} MiB more"


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Rows as a Markdown table, the first as its head."""
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for row in rows[1:]:
        print("| " + " | ".join(row) + " |", flush=True)


def main() -> int:
    parser = build_parser(__doc__)
    parser.add_argument("--engines", nargs="*", default=["fast", "rules"], choices=ENGINES)
    parser.add_argument("--peers", help="a Python that has textacy and sayswho")
    parser.add_argument("--tools", nargs="*", default=["textacy", "sayswho"])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--seconds", action="store_true", help="only how fast: articles of 750 words")
    parser.add_argument("--no-lone", action="store_true", help="leave lone sentences out, which take longest")
    options = parse_options(parser)
    if options.seconds:
        measures = (processor_seconds, articles_a_second)
        rows = [[engine, *(f"{one(engine, options.gold):.2f}" for one in measures)] for engine in options.engines]
        print_table([["engine", "processor seconds for 750 words", "such articles a second, two processes"], *rows])
        return 0
    tools = {engine: by_engine(engine) for engine in options.engines}
    tools |= {name: by_peer(options.peers, name) for name in options.tools if options.peers}
    columns = {}
    for name, extract in tools.items():
        columns[name] = dict(measure(extract, options.gold, options.bench))
        if name in options.engines and not options.no_lone:
            columns[name] |= measure_lone(extract, options.gold, options.bench)
        print(f"{name}: {columns[name]}", file=sys.stderr, flush=True)
    names = list(next(iter(columns.values())))
    cells = ([n, *(f"{c[n]:.3f}" if n in c else "" for c in columns.values())] for n in names)
    print_table([["measure", *columns], *cells])
    lost = {engine: missed(tools[engine], options.gold, options.bench) for engine in options.engines}
    print("\nStatements of war-news dev that are missed, of all:\n")
    kinds = sorted({kind for counts in lost.values() for kind in counts})
    print_table([["what is hard", *lost], *([k, *("{} of {}".format(*c[k]) for c in lost.values())] for k in kinds)])
    for engine in options.engines if options.long else ():
        print("\n" + long_text(engine, options.gold))
    return 0


if __name__ == "__main__":
    sys.exit(main())
