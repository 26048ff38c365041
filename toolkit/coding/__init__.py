"""Human coding: samples, sheets, the coding widget, and the formats of brat and Label Studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.coding.brat import read_brat, write_brat
from toolkit.coding.codes import (
    CODES,
    Code,
    check_coders,
    codes_for,
    codes_of,
    machine_codes,
    match_codes,
    results_of,
    to_codes,
)
from toolkit.coding.filled import read_sheet
from toolkit.coding.journal import check_same, read_coded, read_journals
from toolkit.coding.labelstudio import labelstudio_config, read_labelstudio, write_labelstudio
from toolkit.coding.names import canonical_name
from toolkit.coding.runs import sample_run
from toolkit.coding.sample import (
    Sample,
    find_sample,
    read_sample,
    sample_path,
    sample_statements,
    write_sample,
)
from toolkit.coding.sheet import write_sheet

if TYPE_CHECKING:
    from toolkit.coding.widget import code_statements

__all__ = [
    "CODES",
    "Code",
    "Sample",
    "canonical_name",
    "check_coders",
    "check_same",
    "code_statements",
    "codes_for",
    "codes_of",
    "find_sample",
    "labelstudio_config",
    "machine_codes",
    "match_codes",
    "read_brat",
    "read_coded",
    "read_journals",
    "read_labelstudio",
    "read_sample",
    "read_sheet",
    "results_of",
    "sample_path",
    "sample_run",
    "sample_statements",
    "to_codes",
    "write_brat",
    "write_labelstudio",
    "write_sample",
    "write_sheet",
]


def __getattr__(name: str) -> object:
    """The widget is loaded where it is asked for: it needs JupyterLab's parts."""
    if name == "code_statements":
        from toolkit.coding.widget import code_statements

        return code_statements
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
