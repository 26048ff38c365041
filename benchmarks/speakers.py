"""How well the resolver names speakers and sides, measured alone on coded spans: tables on standard output.

    python benchmarks/speakers.py [--gold ../shared/gold] [--bench ../shared/bench] [--corpora ../shared/corpora]

1. Seed and war news dev: speaker and side of the coded spans, by type of mention, and milliseconds an article.
2. Press releases: the side of what the two presidents say where the label, the source or the title names them; and
   of a sample (speakers_press.csv) of other speakers, coded by hand.
3. PolNeAR dev: full names of a sample (speakers_polnear.csv) of pronouns and lone surnames, coded by hand.

The samples hold places (document, start and end of the source) and codes, no texts. They were drawn at random, with
the seeds written in their first lines, and coded with the resolver's answer in sight; mentions that are no person's
were left out.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from toolkit.extract.turns import extract_turns
from toolkit.lexicon import fold
from toolkit.model import Article, Span, Statement, from_dict
from toolkit.pipeline import Settings, process_article
from toolkit.read import read_articles
from toolkit.resolve import resolve_speakers
from toolkit.resolve.describe import head_noun
from toolkit.resolve.pronouns import PRONOUNS

ROOT = Path(__file__).parent.parent
PRESIDENTS = {"vladimir putin": "russia", "volodymyr zelensky": "ukraine"}


def load_scorer(bench: Path) -> ModuleType:
    """The scorer whose comparison of names is used."""
    spec = importlib.util.spec_from_file_location("statements_eval", bench / "statements_eval.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{bench}: no statements_eval.py there; give its folder with --bench")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def war_news(gold: Path, part: str) -> Iterator[tuple[Article, list[dict]]]:
    """Articles of the coded war news with their coded statements."""
    lines = (gold / "war-news/index.jsonl").read_text(encoding="utf-8").splitlines()
    dates = {row["id"]: (row["date"] or "")[:10] or None for row in map(json.loads, lines)}
    for path in sorted((gold / "war-news" / part).glob("*.txt")):
        coded = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"]
        yield Article(path.stem, path.read_bytes().decode("utf-8"), date=dates.get(path.stem)), coded


def seed() -> Iterator[tuple[Article, list[dict]]]:
    """The seed article with its coding."""
    facts = json.loads((ROOT / "seeds/meta.json").read_text(encoding="utf-8"))
    text = (ROOT / "seeds/article.txt").read_bytes().decode("utf-8")
    coded = json.loads((ROOT / "seeds/statements.json").read_text(encoding="utf-8"))["statements"]
    yield Article("article", text, date=facts["date"]), coded


def mention_type(words: str | None) -> str:
    """The type of a mention: none, pronoun, anonymous or role, full name, surname, organisation."""
    if not words:
        return "none"
    if fold(words) in PRONOUNS:
        return "pronoun"
    _, kind, _, plural = head_noun(words)
    names = re.findall(r"[A-Z][\w’'-]+", words)
    if kind in {"office", "private", "source"} and not re.search(r"[A-Z]\w+ [A-Z]\w+$", words.split(",")[0]):
        return "anonymous" if plural or re.match(r"(?:an?|one|some)\b", words, re.I) or kind == "source" else "role"
    if kind in {"body", "document"} or len(words.split()) > 6:
        return "organisation"
    return "surname" if len(names) == 1 else "full name"


def table(title: str, rows: Sequence[Sequence[object]], head: Sequence[str]) -> None:
    """Prints a Markdown table."""
    print(f"\n{title}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(f'{c:.3f}' if isinstance(c, float) else str(c) for c in row)} |", flush=True)


def measure_coded(name: str, articles: Iterator[tuple[Article, list[dict]]], scorer: ModuleType) -> None:
    """Speaker and side on coded spans, by type of mention."""
    count, speaker, side, spent, number = Counter(), Counter(), Counter(), 0.0, 0
    for article, coded in articles:
        bare = [from_dict({k: v for k, v in row.items() if k not in {"speaker", "side"}}) for row in coded]
        start = time.process_time()
        found = resolve_speakers(article, bare)
        spent, number = spent + time.process_time() - start, number + 1
        for row, statement in zip(coded, found, strict=True):
            got = statement.speaker
            both = scorer.fold(row["speaker"]) == "unknown" == scorer.fold(got.name)
            right = both or scorer.same_name(row["speaker"], got.name)
            for group in ("all", mention_type(statement.source.of(article.text) if statement.source else None)):
                count[group] += 1
                speaker[group] += right
                side[group] += row["side"] == got.side
    rows = [(g, n, speaker[g] / n, side[g] / n) for g, n in count.most_common()]
    table(f"{name}: {1000 * spent / number:.1f} ms an article", rows, ("mention", "n", "speaker", "side"))


def read_sample(path: Path) -> list[dict[str, str]]:
    """The rows of a coded sample, below its comment lines."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def measure_press(corpora: Path) -> None:
    """Sides in the press releases: the presidents' own statements, and the coded sample of others."""
    articles = {
        a.id: a
        for name in ("kremlin", "ukraine")
        for a in read_articles([corpora / f"press-releases/{name}.csv"])
        if isinstance(a, Article)
    }
    said, right = Counter(), Counter()
    for article in articles.values():
        speech = extract_turns(article)
        if speech is None:
            continue
        for s in resolve_speakers(replace(article, speaker=speech.speaker), speech.statements):
            words = fold(s.source.of(article.text) if s.source else speech.speaker or "")
            who = _president(words)
            if who:
                said[who] += 1
                right[who] += s.speaker.side == PRESIDENTS[who]
    rows = [(who, n, right[who] / n) for who, n in sorted(said.items())]
    table("Press releases, speeches and turns of the presidents", rows, ("speaker", "n", "side"))
    sample = read_sample(ROOT / "benchmarks/speakers_press.csv")
    count, good = Counter(), Counter()
    for row in sample:
        got = _speaker_at(articles[row["doc"]], Span(int(row["start"]), int(row["end"])))
        for group in ("all", row["office"]):
            count[group] += 1
            good[group] += got is not None and got.speaker.side == row["side"]
    table("Press releases, sample of others", [(g, n, good[g] / n) for g, n in count.items()], ("who", "n", "side"))


def _president(words: str) -> str | None:
    """Which of the two presidents folded words name, by name or as "president of Ukraine"."""
    for who in PRESIDENTS:
        if who.split()[-1] in words.split():
            return who
    if re.fullmatch(r"(?:the )?president of ukraine", words):
        return "volodymyr zelensky"
    return None


def _speaker_at(article: Article, source: Span) -> Statement | None:
    """The statement with this source, of the article's own statements or added to them."""
    found = process_article(article, Settings(engine="fast", scores=False)).statements
    same = next((s for s in found if s.source and s.source.start == source.start), None)
    if same is not None:
        return same
    added = [*found, Statement((Span(source.end, source.end + 1),), "indirect", source=source)]
    return resolve_speakers(article, added)[-1]


def polnear(gold: Path, part: str = "dev") -> Iterator[tuple[Article, list[Statement]]]:
    """The articles of a part of PolNeAR with the coded attributions as statements."""
    folder = gold / "polnear" / part
    codings: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        codings.setdefault(re.sub(r"_[0-9A-Za-z]{4}$", "", path.stem), path)
    for stem, path in codings.items():
        text_file = folder / "text" / f"{stem}.txt"
        if text_file.is_file():
            text = text_file.read_bytes().decode("utf-8")
            dated = re.search(r"_(\d{4}-\d\d-\d\d)_", stem)
            yield Article(stem, text, date=dated[1] if dated else None), list(_attributions(path, text))


def _attributions(path: Path, text: str) -> Iterator[Statement]:
    """The attributions of a brat file that have a content."""
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            offsets = cells[1].split(" ", 1)[1]
            spans[cells[0]] = [Span(*map(int, pair.split())) for pair in offsets.split(";")]
        elif line.startswith("E"):
            events.append(dict(role.split(":") for role in cells[1].split()))
    for event in events:
        content = sorted(span for role, t in event.items() if role.startswith("Content") for span in spans[t])
        if content:
            kind = "direct" if text[content[0].start] in "\"“'" else "indirect"
            source = spans[event["Source"]][0] if "Source" in event else None
            cue = spans[event["Cue"]][0] if "Cue" in event else None
            yield Statement(tuple(content), kind, cue=cue, source=source)


def measure_polnear(gold: Path) -> None:
    """Full names of the coded sample of pronouns and lone surnames."""
    wanted = {(r["doc"], int(r["start"])): r["name"] for r in read_sample(ROOT / "benchmarks/speakers_polnear.csv")}
    count, good = Counter(), Counter()
    for article, statements in polnear(gold):
        seen = set()
        for s in resolve_speakers(article, statements):
            key = (article.id, s.source.start) if s.source else None
            if key in wanted and key not in seen and s.source:
                seen.add(key)
                for group in ("all", mention_type(s.source.of(article.text))):
                    count[group] += 1
                    good[group] += fold(s.speaker.name) == fold(wanted[key])
    rows = [(group, n, good[group] / n) for group, n in count.most_common()]
    table("PolNeAR dev, sample: the right full name", rows, ("mention", "n", "right"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared/corpora")
    options = parser.parse_args()
    for folder in (options.gold / "war-news", options.bench, options.corpora / "press-releases"):
        if not folder.is_dir():
            print(f"{folder}: not there; give its place with --gold, --bench or --corpora", file=sys.stderr)
            return 2
    scorer = load_scorer(options.bench)
    resolve_speakers(Article("warm", "Mr Aalto left."), [Statement((Span(0, 1),), "indirect", source=Span(0, 8))])
    measure_coded("Seed", seed(), scorer)
    measure_coded("War news dev", war_news(options.gold, "dev"), scorer)
    measure_press(options.corpora)
    measure_polnear(options.gold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
