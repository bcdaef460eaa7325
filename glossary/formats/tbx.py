"""TBX, the exchange format of terminology (ISO 30042): read every version met, write versions 2 and 3."""

from __future__ import annotations

from glossary.formats.tbx_read import read_tbx
from glossary.formats.tbx_write import write_tbx

__all__ = ["read_tbx", "write_tbx"]
