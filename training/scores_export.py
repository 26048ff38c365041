"""Trained weights -> the folder of the scoring model, with the trees that choose targets; dev parts -> its settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from choice import boost
from choice import write as write_trees
from export import write_config, write_model
from scores_data import MISSING, is_dev, label, same_name
from scores_judge import macro_f1

from toolkit.encoder import Encoder
from toolkit.model import Span, from_dict
from toolkit.score.certainty import score_certainty
from toolkit.score.inputs import sentence_pieces
from toolkit.score.learned import decide_certainty, judge_statements
from toolkit.score.mentions import find_mentions
from toolkit.score.model import CERTAINTIES, FACTS, STANCES, Judged, choose, judge
from toolkit.score.relevance import TREES, weigh_targets
from toolkit.score.targets import read_surroundings

COLD = {"certainty": 1.0, "statement": 1.0, "sentence": 1.0}
LABELS = {2.0: "against", 4.0: "neutral", 6.0: "favor"}


def export(state: dict, config: dict, wheels: Path, folder: Path) -> None:
    """Writes encoder (OpenVINO, short weights), heads and an uncalibrated config.json."""
    facts: dict[str, Any] = {"temperatures": COLD, "threshold": 0.4, "rules": 0.0}
    if "beside" in config:
        facts["beside"] = config["beside"]
    write_model(state, config, wheels, folder, facts=facts, masked=True)


def calibrate(folder: Path, gold: Path, bench: Path, config: dict) -> None:
    """Writes the trees that choose targets (from the train part), temperatures (least log loss on dev), the threshold
    of targets and the weight of the certainty rules."""
    same = same_name(bench)
    fit_targets(folder, gold, same, config)
    encoder = Encoder(folder)
    facts = encoder.config
    facts |= {"temperatures": dict(COLD)}
    coded = list(statements(gold, encoder))
    pairs = [(p, label) for p, label in sentences(gold, encoder)]
    facts["temperatures"]["sentence"] = temperature(pairs)
    found = [(f.stance[i], s) for _, _, f, names, targets in coded for i, s in matched(names, targets, same)]
    facts["temperatures"]["statement"] = temperature(found)
    coded = [(*row[:2], warmed(row[2], facts["temperatures"]["statement"]), *row[3:]) for row in coded]
    facts["threshold"] = steady_best(np.arange(0.15, 0.7, 0.025).round(3), lambda t: target_f1(coded, t, same))
    facts["rules"] = max(
        np.arange(0, 3.1, 0.25), key=lambda w: certainty_f1(coded, {"rules": float(w)}) - abs(w - 1) * 1e-4
    )
    facts["rules"] = float(facts["rules"])
    heat = facts["temperatures"]["sentence"]
    print(
        f"{facts['temperatures']} threshold {facts['threshold']} rules {facts['rules']}\n"
        f"target F1 {target_f1(coded, facts['threshold'], same):.3f} certainty F1 {certainty_f1(coded, facts):.3f} "
        f"(model alone {certainty_f1(coded, {'rules': 0.0}):.3f})\n"
        f"stance in sentences: F1 {macro_f1([(s, int(p.argmax())) for p, s in pairs], 3):.3f}, "
        f"calibration error {error(pairs, heat):.3f} (before {error(pairs, 1.0):.3f})",
        flush=True,
    )
    write_config(facts, folder)


def warmed(judged: Judged, heat: float) -> Judged:
    """What was judged, with the stances at a temperature."""
    return replace(judged, stance=np.array([heated(p, heat) for p in judged.stance]).reshape(-1, len(STANCES)))


def steady_best(values: np.ndarray, figure: Callable[[float], float]) -> float:
    """The value whose figure, averaged with those of its two neighbours on either side, is best: single peaks are
    noise."""
    mean = np.convolve([figure(value) for value in values], np.ones(5) / 5, mode="valid")
    return float(values[2 + int(mean.argmax())])


def fit_targets(folder: Path, gold: Path, same: Callable[[str, str], bool], config: dict) -> None:
    """Writes choice.json: trees by which a candidate is a coded target of the train part, and its hash."""
    (folder / "choice.json").unlink(missing_ok=True)
    write_config(json.loads((folder / "config.json").read_text(encoding="utf-8")), folder)
    rows, right = [], []
    for _, around, coded, (statement, judged, candidates) in judged_statements(gold, "train", Encoder(folder)):
        relevant, _ = label([c.name for c in candidates], coded["targets"], same)
        kept = np.array(relevant) != MISSING
        rows.append(weigh_targets(statement, judged, candidates, around)[kept])
        right += [one for one in relevant if one != MISSING]
    model = boost(np.vstack(rows), np.array(right, float), config["trees"], config["seed"])
    write_trees({TREES: model}, folder / "choice.json")
    write_config(json.loads((folder / "config.json").read_text(encoding="utf-8")), folder)


def judged_statements(gold: Path, part: str, encoder: Encoder) -> Iterator[tuple]:
    """Each coded statement of the war news: the text, its surroundings, the codes, what the model says of it."""
    for path in sorted((gold / "war-news" / part).glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        around = read_surroundings(text)
        rows = json.loads(path.read_text(encoding="utf-8"))["statements"]
        coded = [from_dict({k: v for k, v in row.items() if k not in {"tone", "posture"}}) for row in rows]
        for row, found in zip(rows, judge_statements(text, coded, around, encoder), strict=True):
            yield text, around, row, found


def statements(gold: Path, encoder: Encoder) -> Iterator[tuple]:
    """Coded certainty, the rules' certainty, what the model says, candidates' names and coded targets, of dev."""
    for text, _, row, (statement, judged, candidates) in judged_statements(gold, "dev", encoder):
        rules = score_certainty(text, statement).value
        yield row["certainty"], rules, judged, [c.name for c in candidates], row["targets"]


def sentences(gold: Path, encoder: Encoder) -> Iterator[tuple[np.ndarray, int]]:
    """The stance probabilities and the coded stance of NewsMTSC's dev part."""
    for line in (gold / "newsmtsc/train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence_normalized"]
        targets = row["targets"] if is_dev(text) else []
        spans, mentions = [Span(t["from"], t["to"]) for t in targets], find_mentions(text)
        inputs = [(sentence_pieces(text, span, mentions), np.zeros((1, FACTS), np.float32)) for span in spans]
        for target, found in zip(targets, judge(inputs, encoder, scheme="sentence"), strict=True):
            yield found.stance[0], STANCES.index(LABELS[target["polarity"]])


def matched(names: Sequence[str], targets: Sequence[dict], same: Callable[[str, str], bool]) -> Iterator:
    """The candidates that a coder named, each with the coded stance."""
    free = list(range(len(names)))
    for target in targets:
        hit = next((i for i in free if same(target["name"], names[i])), None)
        if hit is not None:
            free.remove(hit)
            yield hit, STANCES.index(target["stance"])


def target_f1(coded: Sequence[tuple], threshold: float, same: Callable[[str, str], bool]) -> float:
    """F1 of (target, stance)."""
    right = said = total = 0
    for _, _, judged, names, targets in coded:
        kept = choose(judged.relevance, judged.stance, threshold)
        chosen = matched([names[i] for i in kept], targets, same)
        right += sum(int(judged.stance[kept[n]].argmax()) == stance for n, stance in chosen)
        said += len(kept)
        total += len(targets)
    return 2 * right / (said + total)


def certainty_f1(coded: Sequence[tuple], facts: dict) -> float:
    """Macro F1 of certainty with the rules' weight in `facts`."""
    pairs = [
        (CERTAINTIES.index(c), CERTAINTIES.index(decide_certainty(j.certainty, r, facts))) for c, r, j, _, _ in coded
    ]
    return macro_f1(pairs, len(CERTAINTIES))


def heated(p: np.ndarray, heat: float) -> np.ndarray:
    """Probabilities at another temperature."""
    powers = np.maximum(p, 1e-9) ** (1 / heat)
    return powers / powers.sum()


def temperature(pairs: Sequence[tuple[np.ndarray, int]]) -> float:
    """The temperature of least log loss (Guo et al. 2017, "On calibration of modern neural networks", ICML)."""
    choices = np.arange(0.5, 3.01, 0.05)
    return float(round(min(choices, key=lambda t: -sum(np.log(heated(p, t)[s]) for p, s in pairs)), 2))


def error(pairs: Sequence[tuple[np.ndarray, int]], heat: float) -> float:
    """Expected calibration error of the chosen class over ten equal bins."""
    rows = [(float(q.max()), int(q.argmax()) == s) for q, s in ((heated(p, heat), s) for p, s in pairs)]
    bins = [[r for r in rows if min(9, int(r[0] * 10)) == b] for b in range(10)]
    return sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins) / len(rows)
