"""Blocks -> HTML; all markup stands in templates/parts.html.j2, and everything in it is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolkit.report.blocks import Block, Figure, Quote, unbroken
from toolkit.report.pictures import inline_svg
from toolkit.show import fill


def render_blocks(blocks: Iterable[Block], *, inline: bool = False, place: Callable[[int], str] = "#s{}".format) -> str:
    """The blocks as HTML: `inline` draws figures into the page, else as images; `place` is a statement's address.

    >>> from toolkit.report.blocks import Heading
    >>> render_blocks([Heading("<b>")])
    '<h3>&lt;b&gt;</h3>'
    """
    return "\n".join(_block(block, inline, place) for block in blocks)


def _block(block: Block, inline: bool, place: Callable[[int], str]) -> str:
    if isinstance(block, Figure):
        return unbroken(markup("drawing", block, inline_svg(block)) if inline else markup("image", block))
    name = type(block).__name__.lower()
    if isinstance(block, Quote):
        return markup(name, block, place(block.number))
    return unbroken(markup(name, block))


def markup(macro: str, *values: object) -> str:
    """A fragment of parts.html.j2, every value in it escaped."""
    return fill("parts.html.j2", macro, *values)
