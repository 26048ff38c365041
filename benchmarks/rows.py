"""Rows of plain statements by several people: how often one's words go to another, or are missed.

    python benchmarks/rows.py [--engine fast] [--texts 12] [--seed 5]

Invented texts of four speakers after an opening sentence, in six patterns and two kinds of marks; coded texts hardly
hold such rows. One line for each pattern.
"""

from __future__ import annotations

import argparse
import random

from toolkit.extract import DEFAULT_ENGINE, ENGINES, extract_statements
from toolkit.model import Article

OPENING = "The council met on Monday in Leeds to discuss the plan."
NAMES = (
    "Lukas Berg", "Tina Hoff", "Ben Orr", "Ann Lee", "Olga Petrova", "Mark Denby", "Sara Lind", "Paul Kern",
    "Ivo Brandt", "Karla Winter", "Tom Hale", "Mary Bligh",
)  # fmt: skip
WORDS = (
    "It will rain", "We will rebuild the bridge", "The talks have failed", "Nobody was hurt",
    "The budget is too small", "Taxes must fall", "We need more time", "The border stays closed",
    "Our soldiers are tired", "That is a lie", "The vote was fair", "They are not going to resign",
)  # fmt: skip
CUES = ("said", "said", "said", "replied", "added", "argued", "warned")
PATTERNS = (
    "{o}{words},{c} {cue} {name}.", "{o}{words},{c} {name} {cue}.", "{name} {cue}, {o}{words}.{c}",
    "{name} {cue} that {lower}.", "{words}, {name} {cue}.", "According to {name}, {lower}.",
)  # fmt: skip


def count(engine: str, pattern: str, marks: str, texts: int, chance: random.Random) -> tuple[int, int, int]:
    """Contents with another source, contents missed, and all."""
    wrong = missed = 0
    for _ in range(texts):
        rows = list(zip(chance.sample(NAMES, 4), chance.sample(WORDS, 4), strict=True))
        text = OPENING
        for name, words in rows:
            parts = {"o": marks[0], "c": marks[1], "words": words, "lower": words[0].lower() + words[1:]}
            text += " " + pattern.format(name=name, cue=chance.choice(CUES), **parts)
        found = extract_statements(Article("rows", text), engine=engine)
        for name, words in rows:
            middle = text.lower().index(words.lower()) + len(words) // 2
            hits = [s for s in found if any(p.start <= middle < p.end for p in s.content)]
            missed += not hits
            wrong += bool(hits) and not (hits[0].source and name in hits[0].source.of(text))
    return wrong, missed, 4 * texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT_ENGINE)
    parser.add_argument("--texts", type=int, default=12, help="for each pattern and kind of marks")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    print("| pattern | wrong source | missed | of |\n| --- | --- | --- | --- |")
    for pattern in PATTERNS:
        for marks in ("“”", '""'):
            wrong, missed, total = count(options.engine, pattern, marks, options.texts, chance)
            shown = pattern.replace("{o}", marks[0]).replace("{c}", marks[1])
            print(f"| {shown} | {wrong} | {missed} | {total} |")


if __name__ == "__main__":
    main()
