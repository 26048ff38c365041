"""How well each figure agrees with human coders: `toolkit.agreement.measured`."""

from toolkit.agreement.measured import agreement_of, read_agreement

__all__ = ["agreement_of", "read_agreement"]
