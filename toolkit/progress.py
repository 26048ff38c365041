"""A bar that shows how far a long job is: on a terminal or in a notebook, never in a file or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any


def show_progress(items: Iterable[Any] | None = None, *, unit: str, quiet: bool = False, **layout: Any) -> Any:
    """The items as they are taken, with a bar that counts them (a `tqdm`); without items, a bar to `update`.

    `layout` is for `tqdm`.

    >>> list(show_progress(["a", "b"], unit=" articles", quiet=True))
    ['a', 'b']
    """
    from tqdm.auto import tqdm

    shown = None if _kernel() is None else False  # None: only where the output is a terminal
    return tqdm(items, unit=unit, disable=True if quiet else shown, mininterval=0.5, **layout)


def _kernel() -> Any:
    """The kernel of a notebook that this process is, or None."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None)
