"""The cells of a notebook, and Markdown, as the site shows them: text, code, and outputs without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import count
from typing import Any

from toolkit.site.tables import dress_tables

ALT = "Figure; its numbers are in the text or table beside it"
TITLE = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.M)  # in Markdown
FENCED = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.M | re.S)
MIMES = ("text/html", "image/png", "text/plain")
LINK = re.compile(r'href="(?!#|[a-z]+:)([^"#]*?)(\.ipynb|\.md)(#[^"]*)?"')
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.S | re.I)
TAG = re.compile(r"<[^>]+>")


def show_cells(cells: Sequence[Any], name: str) -> Iterator[str]:
    """Each cell as HTML, its figures called by the heading that they stand under, its tables by `name` and a number.

    >>> import nbformat
    >>> [cell.strip() for cell in show_cells([nbformat.v4.new_markdown_cell("*so*")], "1_a")]
    ['<p><em>so</em></p>']
    """
    heading, names = "", (f"{name}-{number}" for number in count(1))
    for cell in cells:
        if cell.cell_type == "markdown":
            found = TITLE.findall(FENCED.sub("", cell.source))
            heading = words_of(to_page(found[-1])) if found else heading
        yield _cell(cell, f"{heading}: {ALT[0].lower()}{ALT[1:]}" if heading else ALT, names)


def _cell(cell: Any, alt: str, names: Iterator[str]) -> str:
    if cell.cell_type == "markdown":
        return to_page(cell.source)
    if cell.cell_type != "code":
        return ""
    code = f'<pre class="cell" tabindex="0"><code>{escape(cell.source)}</code></pre>' if cell.source.strip() else ""
    return "\n".join([code, *(_output(out, alt, names) for out in cell.outputs)])


def _output(out: Any, alt: str, names: Iterator[str]) -> str:
    """What a cell shows: HTML without scripts in a box that scrolls, a picture, or text."""
    if out.output_type == "error":
        return _plain(f"{out.ename}: {out.evalue}")
    if out.output_type == "stream":
        return _plain(out.text) if out.name == "stdout" else ""
    kind = next((mime for mime in MIMES if mime in out.data), "")
    if kind == "text/html":
        shown = dress_tables(SCRIPT.sub("", out.data[kind]), names)
        return f'<div class="wide output" tabindex="0" role="group" aria-label="Output">{shown}</div>'
    if kind == "image/png":
        source = "".join(out.data[kind].split())
        width = out.metadata.get(kind, {}).get("width")
        wide = f' width="{int(width)}"' if isinstance(width, int | float) else ""
        return f'<figure><img alt="{escape(alt)}"{wide} src="data:image/png;base64,{source}"></figure>'
    return _plain(out.data[kind]) if kind else ""


def _plain(text: str) -> str:
    return f'<pre class="output" tabindex="0">{escape(text)}</pre>' if text.strip() else ""


def to_page(source: str) -> str:
    """Markdown as HTML, its links to notebooks and Markdown leading to the site's pages.

    >>> "2_b.html" in to_page("[two](2_b.ipynb)")
    True
    """
    from nbconvert.filters.markdown import markdown2html

    found = LINK.sub(_address, markdown2html(source))
    return re.sub(r'<a class="anchor-link".*?</a>', "", found, flags=re.S)


def _address(link: re.Match[str]) -> str:
    """The site's page of a notebook or Markdown file that a text links to."""
    name = link[1].lower() if link[2] == ".md" else link[1]
    return f'href="{name}.html{link[3] or ""}"'


def words_of(html: str) -> str:
    """The words of a piece of HTML.

    >>> words_of("<h1>Who &amp; <i>why</i></h1>")
    'Who & why'
    """
    return " ".join(unescape(TAG.sub("", html)).split())
