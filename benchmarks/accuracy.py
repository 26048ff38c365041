"""How well statements, speakers and sides agree with human coding: one table.

    python benchmarks/accuracy.py [--engine fast] [--write] [--gold ../shared/gold] [--bench ../shared/bench]

--write puts the figures into toolkit/data/agreement.csv, from which the report and the README take them.

The seed and the war news are scored by statements_eval.py, PolNeAR's dev part by polnear_eval.py (scope attributions).
Rows "coded spans" give the coded spans to the resolver, so that its speakers and sides are measured alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from measured import Measured, write

from toolkit.extract import DEFAULT_ENGINE, ENGINES
from toolkit.model import Article, Statement, from_dict, to_dict
from toolkit.pipeline import Settings, process_article
from toolkit.resolve import resolve_speakers
from toolkit.score import score_statements

ROOT = Path(__file__).parent.parent


def build_parser(words: str) -> argparse.ArgumentParser:
    """The options of a benchmark on gold data: where the data and their scorers are."""
    parser = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    return parser


def parse_options(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The options that were given; ends with status 2 and one line where there are no gold data."""
    options = parser.parse_args()
    if not (options.gold / "war-news").is_dir():
        parser.exit(2, f"{options.gold}: no gold data there; give its folder with --gold\n")
    return options


def war_news(gold: Path, part: str) -> Iterator[tuple[Article, Path]]:
    """The articles of a part of the coded war news with their codings."""
    lines = (gold / "war-news/index.jsonl").read_text(encoding="utf-8").splitlines()
    dates = {row["id"]: (row["date"] or "")[:10] or None for row in map(json.loads, lines)}
    for path in sorted((gold / "war-news" / part).glob("*.txt")):
        yield Article(path.stem, read(path), date=dates.get(path.stem)), path.with_suffix(".json")


def polnear(gold: Path) -> Iterator[tuple[Article, Path]]:
    """The articles of PolNeAR's dev part."""
    for path in sorted((gold / "polnear/dev/text").glob("*.txt")):
        yield Article(path.stem, read(path)), path


def seed() -> Iterator[tuple[Article, Path]]:
    """The seed article with its coding."""
    facts = json.loads((ROOT / "seeds/meta.json").read_text(encoding="utf-8"))
    yield Article("article", read(ROOT / "seeds/article.txt"), date=facts["date"]), ROOT / "seeds/statements.json"


def read(path: Path) -> str:
    """The exact text of a file."""
    return path.read_bytes().decode("utf-8")


def score(
    articles: Iterator[tuple[Article, Path]], extract: Callable[[Article, Path], Sequence[Statement]], scorer: list[str]
):
    """The scorer's figures and the articles per second."""
    lines, spent = [], 0.0
    for article, coding in articles:
        start = time.perf_counter()
        found = extract(article, coding)
        spent += time.perf_counter() - start
        lines.append(json.dumps({"doc": article.id, "statements": [to_dict(s) for s in found]}))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, scorer[0], str(path), *scorer[1:]]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed), len(lines) / spent


def coded(article: Article, coding: Path) -> Sequence[Statement]:
    """The coded spans with speakers resolved anew."""
    rows = json.loads(coding.read_text(encoding="utf-8"))["statements"]
    bare = [from_dict({k: v for k, v in row.items() if k not in {"speaker", "side"}}) for row in rows]
    return resolve_speakers(article, bare)


def baseline(name: str) -> Callable[[Article, Path], Sequence[Statement]]:
    """The coded spans with a word list's score as tone and posture."""

    def scored(article: Article, coding: Path) -> Sequence[Statement]:
        found = score_statements(article, coded(article, coding))
        return [replace(s, tone=getattr(s, name), posture=getattr(s, name)) for s in found]

    return scored


MEASURES = {
    "attribution_f1": ("statements", "attribution F1"),
    "speaker_acc": ("speaker", "share right"),
    "side_acc": ("side", "share right"),
}
WORD_LISTS = {"tone_rho": ("", "Spearman with coded tone"), "posture_rho": ("", "Spearman with coded posture")}
PEOPLE = {  # two coders of the gold data against each other, as its makers report
    ("war-news dev", "attribution_f1"): 0.97,
    ("war-news dev", "speaker_acc"): 0.99,
    ("war-news dev", "side_acc"): 1.00,
    ("war-news dev", "tone_rho"): 0.91,
    ("war-news dev", "posture_rho"): 0.96,
    ("PolNeAR dev", "attribution_f1"): 0.75,
}
DATA = {
    "seed": "seed article",
    "war-news dev": "war news, 49 articles",
    "PolNeAR dev": "PolNeAR, US politics, 84 articles",
}
NAMES = (
    "attribution_p",
    "attribution_r",
    "attribution_f1",
    "kind_acc",
    "speaker_acc",
    "side_acc",
    "direct_f1",
    "indirect_r",
)


def to_measured(figures: dict, part: str, what: str, engine: str) -> Iterator[Measured]:
    """The figures that the report shows of what a scorer printed."""
    n = figures.get("gold") or figures["gold_statements"]
    chosen = WORD_LISTS if what else MEASURES
    for key, (named, measure) in chosen.items():
        if key in figures:
            people = PEOPLE.get((part, key))
            yield Measured(
                what or named, engine, measure, DATA[part], n, figures[key], f"{people:.2f}" if people else ""
            )


def main() -> int:
    parser = build_parser(__doc__)
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    parser.add_argument("--write", action="store_true", help="put the figures into toolkit/data/agreement.csv")
    options = parse_options(parser)

    def extracted(scope: str) -> Callable[[Article, Path], Sequence[Statement]]:
        settings = Settings(engine=options.engine, scope=scope)
        return lambda article, _: process_article(article, settings).statements

    statements, attributions = str(options.bench / "statements_eval.py"), str(options.bench / "polnear_eval.py")
    dev = str(options.gold / "war-news/dev")
    seeds = [statements, str(ROOT / "seeds"), "--texts", str(ROOT / "seeds")]
    process_article(Article("warm", "Talks go on, he said."), Settings(engine=options.engine))  # loads the models
    jobs = [
        (f"seed, {options.engine}", seed(), extracted("statements"), seeds),
        ("seed, coded spans", seed(), coded, seeds),
        (f"war-news dev, {options.engine}", war_news(options.gold, "dev"), extracted("statements"), [statements, dev]),
        ("war-news dev, coded spans", war_news(options.gold, "dev"), coded, [statements, dev]),
        (
            f"PolNeAR dev, {options.engine}",
            polnear(options.gold),
            extracted("attributions"),
            [attributions, str(options.gold / "polnear/dev")],
        ),
    ]
    measured: list[Measured] = []
    print("| data | " + " | ".join(NAMES) + " | articles/s |\n| --- |" + " --- |" * (len(NAMES) + 1))
    for title, articles, extract, scorer in jobs:
        figures, rate = score(articles, extract, scorer)
        cells = [f"{figures[n]:.3f}" if n in figures else "" for n in NAMES]
        print(f"| {title} | {' | '.join(cells)} | {rate:.1f} |", flush=True)
        if "coded spans" not in title:
            measured += to_measured(figures, title.partition(",")[0], "", options.engine)
    print("\n| word list on coded spans of war-news dev | rho with tone | rho with posture |\n| --- | --- | --- |")
    for name in ("vader", "polarity"):
        figures, _ = score(war_news(options.gold, "dev"), baseline(name), [statements, dev])
        measured += to_measured(figures, "war-news dev", name, "")
        print(f"| {name} | {figures['tone_rho']:.3f} | {figures['posture_rho']:.3f} |")
    if options.write:
        write(measured, f"python benchmarks/accuracy.py --engine {options.engine}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
