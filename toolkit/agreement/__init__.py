"""How far coders agree with each other, and the machine with them, beyond chance."""

from toolkit.agreement.alpha import (
    Agreement,
    confusion_table,
    list_disagreements,
    measure_agreement,
    measure_code,
)
from toolkit.agreement.spans import join_spans, list_spans, measure_spans

__all__ = [
    "Agreement",
    "confusion_table",
    "join_spans",
    "list_disagreements",
    "list_spans",
    "measure_agreement",
    "measure_code",
    "measure_spans",
]
