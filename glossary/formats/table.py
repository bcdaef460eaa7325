"""Glossaries as tables with named columns: CSV (comma or semicolon, quoted) and TSV (tabs, never quoted).

Only ``language`` and ``term`` are needed; a row is a term, and rows of one ``concept`` belong together. What
is said of the concept stands in any of its rows, a definition in a row of its language. A row without term
only adds to its concept. A table with a column for each language ("en-US", "es") is read as well: there each
row is a concept. OmegaT's tables without names are in `glossary.formats.omegat`.
"""

from __future__ import annotations

from glossary.formats.table_read import read_table
from glossary.formats.table_write import write_table

__all__ = ["read_table", "write_table"]
