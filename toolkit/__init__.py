"""Who said what in news on a conflict, for which side, and in what tone.

The order of the modules is the order of the data: read, parse, extract, resolve, score, table, compare, report.
Importing this package loads no parser and no model.
"""

__version__ = "0.1.0"
