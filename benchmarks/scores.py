"""How well each score agrees with human codes, and whether it is blind to names: one table, word lists beside.

    python benchmarks/scores.py [--engine fast] [--write] [--gold ../shared/gold] [--bench ../shared/bench]

Tone, posture, certainty and targets are measured on the coded spans of the war news' dev part and of the seed by
statements_eval.py, speakers resolved anew; stance on the tenth of NewsMTSC's training file that is never trained on by
stance_eval.py. Rules: acts.py for tone, posture and stance, certainty.py for certainty. Blindness: every pair of actors
in 500 statements swapped. --write puts the figures into toolkit/data/agreement.csv.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations
from pathlib import Path

import numpy as np
from accuracy import DATA, PEOPLE, ROOT, build_parser, coded, parse_options, score, seed, war_news
from measured import Measured, write

from toolkit.extract import DEFAULT_ENGINE
from toolkit.lexicon import countries, fold
from toolkit.model import Article, Span, Statement, Target
from toolkit.score.acts import find_act
from toolkit.score.certainty import score_certainty
from toolkit.score.learned import read_statement, score_learned
from toolkit.score.mentions import Mention, find_mentions, known_names
from toolkit.score.model import judge, load_scorer
from toolkit.score.polarity import score_polarity, score_vader
from toolkit.score.stance import score_pairs
from toolkit.score.targets import find_candidates, read_surroundings

sys.path.append(str(ROOT / "training"))

from scores_data import is_dev

Scorer = Callable[[Article, Sequence[Statement]], Sequence[Statement]]
MEASURES = {
    "tone_rho": ("tone", "Spearman with coded tone"),
    "posture_rho": ("posture", "Spearman with coded posture"),
    "certainty_f1": ("certainty", "macro F1"),
    "target_f1": ("targets", "F1 of (target, stance)"),
}
PEOPLE_MORE = {("war-news dev", "certainty_f1"): 0.92, ("war-news dev", "target_f1"): 0.77}
NEWS = "NewsMTSC, tenth of its training file"
SWAPPED = 500  # statements of the blindness test


def sign(value: float, least: float) -> str:
    """The stance of a number."""
    return "favor" if value >= least else "against" if value <= -least else "neutral"


def by_number(of: Callable[[str], float], least: float) -> Scorer:
    """A word list's number as tone, posture and the stance toward every name."""

    def scored(article: Article, statements: Sequence[Statement]) -> list[Statement]:
        mentions, out = find_mentions(article.text), []
        for statement in statements:
            value = of(statement.words(article.text))
            names = [c.name for c in find_candidates(article.text, statement, mentions)[:2]]
            targets = tuple(Target(name, sign(value, least), 1.0) for name in names)
            out.append(replace(statement, tone=value, posture=value, certainty=None, targets=targets))
        return out

    return scored


def by_rules(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """The act's scale as tone, posture and stance; certainty by its words."""
    mentions, out = find_mentions(article.text), []
    for statement in statements:
        value = find_act(article.text, statement).scale
        names = [c.name for c in find_candidates(article.text, statement, mentions)[:2]]
        targets = tuple(Target(name, sign(value, 0.2), 1.0) for name in names)
        sure = score_certainty(article.text, statement).value
        out.append(replace(statement, tone=value, posture=value, certainty=sure, targets=targets))
    return out


SCORERS: dict[str, Scorer] = {
    "rules": by_rules,
    "vader": by_number(score_vader, 0.05),
    "polarity": by_number(lambda words: score_polarity(words)[0], 0.05),
}


def of_statements(gold: Path, bench: Path, engine: str) -> Iterator[Measured]:
    """The figures of every scorer on the coded spans of the war news and the seed, printed as a table."""
    evaluate = str(bench / "statements_eval.py")
    parts = {
        "war-news dev": (lambda: war_news(gold, "dev"), [evaluate, str(gold / "war-news/dev")]),
        "seed": (seed, [evaluate, str(ROOT / "seeds"), "--texts", str(ROOT / "seeds")]),
    }
    print("| scores, data (coded spans) | tone | posture | certainty F1 | target F1 |\n|" + " --- |" * 5)
    scorers = {"model": partial(score_learned, engine=engine)} | SCORERS
    for part, (articles, command) in parts.items():
        for name, scorer in scorers.items():
            figures, _ = score(articles(), lambda a, path, s=scorer: s(a, coded(a, path)), command)  # type: ignore[misc]
            cells = [f"{figures[key]:.3f}" if key in figures else "" for key in MEASURES]
            print(f"| {name}, {part} | {' | '.join(cells)} |", flush=True)
            for key, (what, measure) in MEASURES.items():
                if name == "model" and key in figures:
                    people = {**PEOPLE, **PEOPLE_MORE}.get((part, key))
                    shown = f"{people:.2f}" if people else ""
                    yield Measured(what, engine, measure, DATA[part], figures["gold"], figures[key], shown)


def of_stance(gold: Path, bench: Path, engine: str) -> Iterator[Measured]:
    """The figures of stance toward a target on NewsMTSC's dev tenth, printed as a table."""
    lines = (gold / "newsmtsc/train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if is_dev(row["sentence_normalized"])]
    scorers: dict[str, Callable[[Path], list]] = {
        "model": lambda pairs: list(score_pairs([pairs], engine=engine)),
        "vader": lambda pairs: signs(pairs, score_vader),
        "polarity": lambda pairs: signs(pairs, lambda words: score_polarity(words)[0]),
    }
    print("\n| stance, NewsMTSC's dev tenth | macro F1 | accuracy | calibration error |\n|" + " --- |" * 4)
    with tempfile.TemporaryDirectory() as folder:
        coding, pairs, found = (Path(folder) / name for name in ("gold.jsonl", "pairs.jsonl", "found.jsonl"))
        coding.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        evaluate = [sys.executable, str(bench / "stance_eval.py")]
        pairs.write_text(printed([*evaluate, "--pairs", str(coding)]), encoding="utf-8")
        for name, scorer in scorers.items():
            found.write_text("\n".join(map(json.dumps, scorer(pairs))), encoding="utf-8")
            figures = json.loads(printed([*evaluate, str(found), str(coding)]))
            ece = f"{figures['ece']:.3f}" if figures["ece"] is not None else ""
            print(f"| {name} | {figures['f1m']:.3f} | {figures['accuracy']:.3f} | {ece} |", flush=True)
            what, of = ("stance", engine) if name == "model" else (name, "")
            yield Measured(what, of, "macro F1 of stance", NEWS, figures["pairs"], figures["f1m"], "")


def printed(command: Sequence[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def signs(pairs: Path, of: Callable[[str], float]) -> list[dict]:
    """A word list's number as the stance toward each target."""
    rows = map(json.loads, pairs.read_text(encoding="utf-8").splitlines())
    return [{"id": row["id"], "stance": sign(of(row["text"]), 0.05)} for row in rows]


def swap(text: str, statement: Statement, a: str, b: str) -> tuple[str, Statement]:
    """Text and statement with every mention of actor a written as b and the other way round.

    Each is written as in its first mention of the same kind of word, so that "Russian" becomes "Ukrainian".
    """
    mentions = [m for m in find_mentions(text) if m.name in {a, b}]
    words: dict[tuple[str, str], str] = {}
    for mention in mentions:
        words.setdefault((mention.name, mention.kind), mention.span.of(text))
    edits = [(m.span, words.get((b if m.name == a else a, m.kind), other(a, b, m))) for m in mentions]
    out, at = [], 0
    for span, word in edits:
        out += [text[at : span.start], word]
        at = span.end

    def moved(offset: int, *, last: bool) -> int:
        for span, _ in edits:
            if span.start < offset < span.end:
                offset = span.end if last else span.start
        return offset + sum(len(word) - (span.end - span.start) for span, word in edits if span.end <= offset)

    def place(span: Span) -> Span:
        return Span(moved(span.start, last=False), moved(span.end, last=True))

    cue = place(statement.cue) if statement.cue else None
    changed = replace(statement, content=tuple(place(piece) for piece in statement.content), cue=cue, source=None)
    return "".join([*out, text[at:]]), changed


def other(a: str, b: str, mention: Mention) -> str:
    """How the other actor is written where the text has no word of that kind for it."""
    name = b if mention.name == a else a
    words = (word for word, country in countries().items() if country.name == name)
    return next((word for word in words if known_names()[fold(word)][1] == mention.kind), name)


def of_blindness(gold: Path, engine: str) -> None:
    """Differences of the scores after each swap of two actors, printed as a table: of one kind, and of two kinds."""
    done, rows = 0, []
    for article, path in chain(war_news(gold, "dev"), war_news(gold, "train")):
        mentions = find_mentions(article.text)
        everybody = {m.name: m for m in mentions if m.name}
        for statement in coded(article, path):
            inside = {m.name for p in statement.content for m in mentions if p.contains(m.span) and m.name}
            if not inside or done >= SWAPPED:
                continue
            done += 1
            others = sorted(everybody, key=lambda name: (name not in inside, name))[:6]
            for a, b in combinations(others, 2):
                if inside & {a, b}:
                    alike = KINDS[everybody[a].kind] == KINDS[everybody[b].kind]
                    rows.append((alike, *swapped(article.text, statement, a, b, engine)))
    print(f"\n| {done} statements, two actors swapped | of one kind | of two kinds |\n| --- | --- | --- |")
    halves = [[row for row in rows if row[0] == alike] for alike in (True, False)]
    print(f"| swaps | {len(halves[0])} | {len(halves[1])} |")
    for place, name in ((1, "mean difference of tone"), (2, "mean difference of posture")):
        print(f"| {name} | " + " | ".join(f"{mean([row[place] for row in half]):.4f}" for half in halves) + " |")
    kept = [[one for row in half for one in row[3]] for half in halves]
    print("| stances unchanged | " + " | ".join(f"{mean(one):.4f} of {len(one)}" for one in kept) + " |", flush=True)


KINDS = {"person": 0, "name": 0, "state": 1, "adjective": 1, "people": 1, "organisation": 2}


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return sum(values) / max(1, len(values))


def swapped(text: str, statement: Statement, a: str, b: str, engine: str) -> tuple[float, float, list[bool]]:
    """Differences of tone and posture, and for each candidate whether its stance is the same, after a swap.

    What the model reads is compared first: where it is the same, so are its scores.
    """
    changed_text, changed = swap(text, statement, a, b)
    before = read_statement(text, statement, read_surroundings(text))
    after = read_statement(changed_text, changed, read_surroundings(changed_text))
    if before[0] == after[0] and np.array_equal(before[1], after[1]):
        return 0.0, 0.0, [True] * len(before[2])
    one, two = judge([before[:2], after[:2]], load_scorer(engine))
    stances = [
        dict(zip((c.name for c in r[2]), j.stance.argmax(1), strict=True)) for r, j in ((before, one), (after, two))
    ]
    names = {a: b, b: a}
    same = [
        v == stances[1].get(names.get(name, name))
        for name, v in stances[0].items()
        if names.get(name, name) in stances[1]
    ]
    return abs(one.tone - two.tone), abs(one.posture - two.posture), same


def main() -> int:
    parser = build_parser(__doc__)
    parser.add_argument("--engine", choices=("neural", "fast"), default=DEFAULT_ENGINE)
    parser.add_argument("--write", action="store_true", help="put the figures into toolkit/data/agreement.csv")
    options = parse_options(parser)
    measured = [f for of in (of_statements, of_stance) for f in of(options.gold, options.bench, options.engine)]
    of_blindness(options.gold, options.engine)
    if options.write:
        write(measured, f"python benchmarks/scores.py --engine {options.engine}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
