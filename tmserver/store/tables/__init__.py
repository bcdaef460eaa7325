"""The tables: one mapped class each, all in the metadata of ``Table``, in modules by noun.

Statements are Core selects and inserts; no ORM object is ever made. Lists (notes, props, codes, forms …) are
JSON text, "" when empty: most are, and "" costs nothing to read.
"""

from __future__ import annotations

from tmserver.store.tables.access import AccountRow, GrantRow, SignInRow
from tmserver.store.tables.glossaries import ConceptHistoryRow, ConceptRow, GlossaryRow, TermRow
from tmserver.store.tables.installation import IdentityRow, RecordRow
from tmserver.store.tables.jobs import AcceptedFindingRow, JobRow, JobScopeRow
from tmserver.store.tables.mapping import Moment, Table
from tmserver.store.tables.memories import MemoryLanguageRow, MemoryRow, UnitHistoryRow, UnitRow, VariantRow
from tmserver.store.tables.vectors import VectorProgressRow, VectorRow

__all__ = [
    "AcceptedFindingRow",
    "AccountRow",
    "ConceptHistoryRow",
    "ConceptRow",
    "GlossaryRow",
    "GrantRow",
    "IdentityRow",
    "JobRow",
    "JobScopeRow",
    "MemoryLanguageRow",
    "MemoryRow",
    "Moment",
    "RecordRow",
    "SignInRow",
    "Table",
    "TermRow",
    "UnitHistoryRow",
    "UnitRow",
    "VariantRow",
    "VectorProgressRow",
    "VectorRow",
]
