"""Human coding: samples, sheets, the coding widget, and the formats of brat and Label Studio."""

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
from toolkit.coding.labelstudio import labelstudio_config, read_labelstudio, write_labelstudio
from toolkit.coding.names import canonical_name
from toolkit.coding.sample import (
    Sample,
    find_sample,
    read_sample,
    read_tables,
    sample_path,
    sample_statements,
    write_sample,
)
from toolkit.coding.sheet import read_sheet, sample_run, write_sheet

__all__ = [
    "CODES",
    "Code",
    "Sample",
    "canonical_name",
    "check_coders",
    "codes_for",
    "codes_of",
    "find_sample",
    "labelstudio_config",
    "machine_codes",
    "match_codes",
    "read_brat",
    "read_labelstudio",
    "read_sample",
    "read_sheet",
    "read_tables",
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
