"""Fits the weights of pronouns in toolkit/resolve/salience.py: prints them, and how often they are right.

    python training/pronouns.py [--gold ../shared/gold]

Two sources of pronouns whose person is known. War news, train: the coded speaker. PolNeAR, train, where nobody coded
speakers: a "she" before which one woman and otherwise only men are named (or the reverse); gender decides whom it
means, and the weights learn to find that person without it. The model is a conditional logit: the probability of a
person is the softmax of the weighted features over the people named before. Each half of war news (by article) is also
predicted by weights that never saw it.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from speakers import load_scorer, polnear, war_news  # noqa: E402

from toolkit.lexicon import read_parties  # noqa: E402
from toolkit.model import Article, Statement, from_dict  # noqa: E402
from toolkit.resolve import open_scene, place_of_source  # noqa: E402
from toolkit.resolve.mentions import resolve_mention  # noqa: E402
from toolkit.resolve.person import Person  # noqa: E402
from toolkit.resolve.pronouns import PRONOUNS  # noqa: E402
from toolkit.resolve.salience import GENDER, WEIGHTS, features  # noqa: E402

NAMES = [*WEIGHTS, "gender"]
Case = tuple[np.ndarray, np.ndarray]  # features of the candidates; which of them is meant


def pronouns(article: Article, statements: list[Statement]) -> Iterator[tuple[int, str, list[tuple[Person, dict]]]]:
    """The statements whose source is he or she: number, gender, the people named before with their features."""
    scene = open_scene(article, statements, read_parties())
    for i in sorted(range(len(statements)), key=lambda i: place_of_source(statements[i])):
        source = statements[i].source
        gender = PRONOUNS.get(source.of(article.text).lower()) if source else None
        if source and gender in {"m", "f"}:
            found = ((p, features(scene, source, p, statements[i].content)) for p in scene.people_near(source.start))
            yield i, gender, [(p, f[0]) for p, f in found if f]
        turn = resolve_mention(scene, statements[i])
        if turn is not None and source is not None:
            scene.turns.append(turn)


def case(people: list[tuple[Person, dict]], gender: str, meant: list[bool]) -> Case:
    """Candidates and answer as arrays; the feature of gender is 0 where it gave the answer ("")."""
    rows = [[*(f[name] for name in WEIGHTS), float(bool(gender) and p.gender == gender)] for p, f in people]
    return np.array(rows), np.array(meant, dtype=float)


def coded(gold: Path, bench: Path) -> Iterator[tuple[int, Case]]:
    """The pronouns of war news with the half of their article."""
    scorer = load_scorer(bench)
    for article, rows in war_news(gold, "train"):
        bare = [from_dict({k: v for k, v in row.items() if k not in {"speaker", "side"}}) for row in rows]
        for i, gender, people in pronouns(article, bare):
            people = [(p, f) for p, f in people if p.gender in {gender, ""}]
            meant = [scorer.same_name(rows[i]["speaker"], p.name) for p, _ in people]
            if any(meant):
                yield zlib.crc32(article.id.encode()) % 2, case(people, gender, meant)


def by_gender(gold: Path) -> Iterator[Case]:
    """The pronouns of PolNeAR that one of several people fits by gender."""
    for article, statements in polnear(gold, "train"):
        for _, gender, people in pronouns(article, statements):
            meant = [p.gender == gender for p, _ in people]
            if len(people) > 1 and sum(meant) == 1 and all(p.gender for p, _ in people):
                yield case(people, "", meant)


def fit(cases: list[Case]) -> np.ndarray:
    """The weights that make the right candidates most probable, with a small ridge on standardised features."""
    scale = np.vstack([rows for rows, _ in cases]).std(axis=0) + 1e-6

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = weights @ weights, 2 * weights
        for rows, meant in cases:
            p = np.exp(rows / scale @ weights - (rows / scale @ weights).max())
            p /= p.sum()
            right = max((p * meant).sum(), 1e-12)
            total, slope = total - np.log(right), slope - (p * meant / right - p) @ (rows / scale)
        return total, slope

    return minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B").x / scale


def right(cases: list[Case], weights: np.ndarray) -> float:
    """The share of pronouns whose best candidate is meant."""
    return float(np.mean([meant[int(np.argmax(rows @ weights))] for rows, meant in cases]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    options = parser.parse_args()
    halves: list[list[Case]] = [[], []]
    for half, one in coded(options.gold, options.bench):
        halves[half].append(one)
    plain, known = list(by_gender(options.gold)), halves[0] + halves[1]
    used = np.array([*WEIGHTS.values(), GENDER])
    print(f"{len(plain)} pronouns by gender, {len(known)} coded")
    print(f"weights in use: {right(plain, used):.3f} by gender, {right(known, used):.3f} coded")
    print(f"fitted to gender alone: {right(known, fit(plain)):.3f} coded")
    for half in (0, 1):
        print(f"half {half}, fitted to the rest: {right(halves[half], fit(plain + halves[1 - half])):.3f}")
    weights = fit(plain + known)
    print(f"fitted to all: {right(known, weights):.3f} coded")
    print(json.dumps({name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)}, indent=4))
    return 0


if __name__ == "__main__":
    sys.exit(main())
