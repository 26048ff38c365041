"""Results -> a report, by way of the report notebook: an HTML page, a PDF, a Word file or Markdown.

`data` reads a run; `answer`, `sides`, `course`, `wording`, `evidence` and `methods` describe it in `blocks`; `pages`,
`word`, `markdown` and `pdf` write those. No number is computed for one format alone.
"""

from toolkit.agreement.measured import read_agreement
from toolkit.report.answer import describe_answer, describe_differences, describe_size
from toolkit.report.course import describe_stances, describe_timeline
from toolkit.report.data import Run, read_run
from toolkit.report.evidence import choose_evidence, describe_evidence
from toolkit.report.methods import (
    describe_agreement,
    describe_citation,
    describe_left_out,
    describe_methods,
    describe_versions,
)
from toolkit.report.pack import pack_evidence
from toolkit.report.pages import Document, make_document, render_pages
from toolkit.report.sides import (
    describe_certainty,
    describe_counts,
    describe_framing,
    describe_sides,
    describe_speakers,
    describe_statements,
    summarise_run,
)
from toolkit.report.wording import describe_words
from toolkit.report.write import FORMATS, check_format, render_report, write_report

__all__ = [
    "FORMATS",
    "Document",
    "Run",
    "check_format",
    "choose_evidence",
    "describe_agreement",
    "describe_answer",
    "describe_certainty",
    "describe_citation",
    "describe_counts",
    "describe_differences",
    "describe_evidence",
    "describe_framing",
    "describe_left_out",
    "describe_methods",
    "describe_sides",
    "describe_size",
    "describe_speakers",
    "describe_stances",
    "describe_statements",
    "describe_timeline",
    "describe_versions",
    "describe_words",
    "make_document",
    "pack_evidence",
    "read_agreement",
    "read_run",
    "render_pages",
    "render_report",
    "summarise_run",
    "write_report",
]
