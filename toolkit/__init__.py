"""Who said what in news on a conflict, for which side, and in what tone.

    import toolkit
    [result] = toolkit.process_articles(toolkit.read_articles(["seeds"]))
    result                                     # in a notebook: the article with its statements highlighted
    frame = toolkit.to_frame([result])         # one row a statement, as a pandas DataFrame
    toolkit.show_speakers(frame)
    toolkit.compare_sides(frame, "russia", "ukraine", "tone", seed=1)

In a notebook `%load_ext toolkit` brings the cell magic `%%statements` for pasted text.
The order of the modules is the order of the data: read, parse, extract, resolve, score, table, compare, report.
Importing this package loads no parser and no model; each name below is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.compare import compare_groups, compare_sides
    from toolkit.corpora import fetch_corpus
    from toolkit.model import Article, LeftOut, Result, Span, Speaker, Statement, Target
    from toolkit.pipeline import Settings, process_article, process_articles
    from toolkit.read import read_articles
    from toolkit.show import show_speakers
    from toolkit.table import from_frame, to_frame

__version__ = "0.1.0"

_PLACES = {
    "compare": ("compare_groups", "compare_sides"),
    "corpora": ("fetch_corpus",),
    "model": ("Article", "LeftOut", "Result", "Span", "Speaker", "Statement", "Target"),
    "pipeline": ("Settings", "process_article", "process_articles"),
    "read": ("read_articles",),
    "show": ("show_speakers",),
    "table": ("from_frame", "to_frame"),
}
_HOME = {name: module for module, names in _PLACES.items() for name in names}
__all__ = [
    "Article",
    "LeftOut",
    "Result",
    "Settings",
    "Span",
    "Speaker",
    "Statement",
    "Target",
    "compare_groups",
    "compare_sides",
    "fetch_corpus",
    "from_frame",
    "process_article",
    "process_articles",
    "read_articles",
    "show_speakers",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    """The name, loaded from the module where it lives."""
    if name not in _HOME:
        raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
    return getattr(import_module(f"toolkit.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    """What tab completion offers."""
    return sorted([*__all__, "__version__"])


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext toolkit` does: the cell magic `%%statements`."""
    from toolkit.magic import register

    register(shell)
