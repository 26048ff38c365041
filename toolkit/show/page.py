"""Templates -> strings; all markup stands in templates/, and everything that is put into it is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def _module(template: str) -> Any:
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, trim_blocks=True)
    made.globals["ink"] = ink
    return made.get_template(template).module


def fill(template: str, macro: str, *values: object) -> str:
    """The markup of one macro of a template, every value in it escaped.

    >>> fill("show.html.j2", "side", "<b>", "#2166ac")
    '<span class="tk-side" style="background:#2166ac;color:#ffffff">&lt;b&gt;</span>'
    """
    return str(getattr(_module(template), macro)(*values))


def ink(colour: str) -> str:
    """Black or white: what reads better on a colour; the contrast is then 4.5 or more (WCAG 2.2, 1.4.3).

    >>> ink("#2166ac"), ink("#ffd95c")
    ('#ffffff', '#000000')
    """
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#ffffff"


@cache
def style() -> str:
    """The style of what is shown: light and dark as the page around it is, by the variables of JupyterLab."""
    return (TEMPLATES / "show.css").read_text(encoding="utf-8").strip()
