"""A matplotlib figure -> a picture that takes its colours, ink and letters from the page it stands in."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

from toolkit.report.blocks import Figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

DPI = 160
PALETTE = 64
FONT = re.compile(r"'DejaVu Sans'[^;\"]*")
ID = re.compile(r'(\bid="|url\(#|href="#)')
HEAD = r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*|<style.*?</style>\s*"
UNUSED = re.compile(HEAD + r'|<g id="(?!\w*matplotlib)[\w.]*"', re.S)
SIZE = re.compile(r'<svg .*?width="([\d.]+)pt" height="[\d.]+pt" viewBox="([\d. ]+)"[^>]*>', re.S)
COLOUR = re.compile(r"#(?!000000|ffffff)[0-9a-f]{6}")


def picture(drawing: Drawing, name: str, caption: str) -> Figure:
    """The figure as SVG for pages and PNG for documents, the same bytes each time."""
    import matplotlib

    svg, png = io.BytesIO(), io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        drawing.savefig(svg, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
    return Figure(name, caption, *(base64.b64encode(raw).decode() for raw in (svg.getvalue(), _small(png))))


def _small(png: io.BytesIO) -> bytes:
    """The picture with few colours, a third as large."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(png).convert("RGB").quantize(PALETTE).save(out, "PNG", optimize=True)
    return out.getvalue()


def inline_svg(figure: Figure) -> str:
    """The SVG as a part of a page: black is the page's ink, white its paper, a side's colour bright enough on dark.

    Its names are made the figure's own, since a page has several; its letters are text in the page's font.
    """
    raw = base64.b64decode(figure.svg).decode("utf-8")
    raw = UNUSED.sub(lambda found: "<g" if found[0].startswith("<g") else "", raw)
    raw = FONT.sub("inherit", raw)
    raw = ID.sub(rf"\g<1>{figure.name}-", raw)
    raw = raw.replace("#000000", "currentColor").replace("#ffffff", "var(--paper)")
    raw = COLOUR.sub(lambda found: f"color-mix(in srgb, {found[0]} var(--keep), white)", raw)
    return SIZE.sub(_opening, raw).strip()


def _opening(found: re.Match[str]) -> str:
    """The tag that opens a drawing on a page; a print that has no room for it makes it smaller."""
    width, box = found[1], found[2]
    place = f'viewBox="{box}" preserveAspectRatio="xMinYMid"'
    return f'<svg class="plot" style="--width:{width}px" {place} aria-hidden="true">'
