"""How far a run is: articles, articles a second, and the time that is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import TracebackType

from tqdm import tqdm

from toolkit.model import Article, LeftOut
from toolkit.progress import show_progress

MINUTE = 60.0
LAYOUT = "{percentage:3.0f}% {bar:20}{postfix} [{elapsed} gone, {remaining} left]"


class Progress:
    """A bar on a terminal or in a notebook, elsewhere a line a minute; nothing where `shown` is False.

    How far it is, is measured in bytes of the inputs, since the number of articles shows only when they are read. What
    an earlier run has done does not count for the rate.
    """

    def __init__(self, sizes: Mapping[str, int], *, shown: bool) -> None:
        self.sizes, self.shown = sizes, shown
        self.before: dict[str, int] = {}  # bytes of the files before each
        total = 0
        for path, size in sizes.items():
            self.before[path] = total
            total += size
        self.total, self.began, self.told = total, time.monotonic(), 0.0
        self.path, self.inside = "", 0
        self.articles = self.fresh = 0
        self.bar = show_progress(unit=" bytes", quiet=not shown, total=max(total, 1), bar_format=LAYOUT, smoothing=0)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.bar.close()

    def add(self, shard: list[Article | LeftOut], *, fresh: bool) -> None:
        """A shard is done; `fresh` if it was work."""
        if not self.shown:
            return
        for item in shard:
            if isinstance(item, Article):
                self.articles += 1
                self.fresh += fresh
                if item.path != self.path:
                    self.path, self.inside = item.path or "", 0
                self.inside += len(item.text)
        known = self.before.get(self.path, 0) + min(self.inside, self.sizes.get(self.path, 0))
        seconds = time.monotonic() - self.began
        rate = f", {self.fresh / seconds:.1f} a second" if self.fresh and seconds else ""
        done = f"{self.articles:,} articles{rate}"
        if self.bar.disable:
            self._log(f"{known / max(1, self.total):.0%}, {done}", seconds)
            return
        step = max(0, known - self.bar.n)
        if not fresh:
            self.bar.initial += step
        self.bar.set_postfix_str(done, refresh=False)
        self.bar.update(step)

    def _log(self, line: str, seconds: float) -> None:
        """A line for a log, once a minute."""
        if seconds - self.told >= MINUTE:
            self.told = seconds
            self.say(line)

    def say(self, line: str) -> None:
        """A line on standard error, above the bar where there is one."""
        if self.shown:
            tqdm.write(f"toolkit: {line}", file=sys.stderr)
