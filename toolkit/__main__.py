"""Command line: `toolkit --help` lists the commands, each with an example."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Sequence
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded: its products are small

from toolkit.commands import COMMANDS, parse_options
from toolkit.commands.told import tell
from toolkit.errors import InputLost, InputNote, ToolkitError


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0, or 2 with one clear line a problem on standard error, or 130 after Ctrl-C."""
    with warnings.catch_warnings():
        lost = _tell_warnings()
        return _work(argv) or (2 if lost else 0)


def _tell_warnings() -> list[str]:
    """Tells warnings about the input as errors are told; those of what was left out come into the list."""
    lost: list[str] = []
    usual = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if not issubclass(category, InputNote):
            usual(message, category, *place, **more)
            return
        tell(str(message))
        lost.extend([str(message)] * issubclass(category, InputLost))

    warnings.showwarning = show
    warnings.simplefilter("always", InputNote)
    return lost


def _work(argv: Sequence[str] | None) -> int:
    """The status of the command, or of what ended it."""
    try:
        for stream in (sys.stdout, sys.stderr):  # a terminal that lacks a letter shows its number
            getattr(stream, "reconfigure", dict)(errors="backslashreplace")
        options = parse_options(argv)
        status = int(COMMANDS[options.command].work(options))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever reads the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ToolkitError as error:
        tell(str(error))
        return 2
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        hint = "make room and run it again" if full else "check the path and its permissions"
        tell(f"{error.filename or 'input or output'}: {error.strerror or error}; {hint}")
        return 2
    except KeyboardInterrupt:
        tell("stopped; no unfinished file is left, and a run goes on where it was when it is started again")
        return 130


if __name__ == "__main__":
    sys.exit(main())
