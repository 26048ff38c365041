"""The errors, and the warnings, that a user can do something about."""

from collections.abc import Collection


class ToolkitError(Exception):
    """One clear line: what was found, where, and what to do.

    >>> str(ToolkitError("no such file", where="a.txt", hint="check the path"))
    'a.txt: no such file; check the path'
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        line = f"{where}: {what}" if where else what
        super().__init__(f"{line}; {hint}" if hint else line)


class InputError(ToolkitError):
    """A file, a row or an article that cannot be read or processed."""


class TableError(ToolkitError):
    """A table of actors, a parties file or a corrections file that does not hold what it should."""


class ModelError(ToolkitError):
    """Weights that are missing or are not the ones this version was made for."""


class InputNote(UserWarning):
    """Something in an input that its user should look at; it was read."""


class InputLost(InputNote):
    """A part of an input that was left out, while the rest was read."""


def check_choice(what: str, word: object, words: Collection[object]) -> None:
    """Raises ToolkitError for a word that is none of those to choose from.

    >>> check_choice("engine", "bert", ("neural", "fast"))
    Traceback (most recent call last):
    toolkit.errors.ToolkitError: no engine 'bert'; choose one of neural, fast
    """
    if word not in words:
        raise ToolkitError(f"no {what} {word!r}", hint=f"choose one of {', '.join(map(str, words))}")
