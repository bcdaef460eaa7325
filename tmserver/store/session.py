"""One transaction, as the functions of this package take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update

from tmserver.errors import NotFound
from tmserver.store.tables import GlossaryRow, MemoryRow


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Session:
    """An open transaction: consistent while it lasts; made by ``Database.read`` and ``Database.write``.

    ``by`` and ``why`` go into the history of what this transaction changes, ``now`` is its one time stamp.
    ``added`` counts new units by ("memory", id), new concepts by ("glossary", id).
    """

    connection: Connection
    max_text_length: int
    writable: bool = False
    by: str = ""
    why: str = ""
    now: datetime = field(default_factory=_now)
    tally: Counter[tuple[int, str]] = field(default_factory=Counter)
    added: Counter[tuple[str, int]] = field(default_factory=Counter)
    _revisions: dict[tuple[str, int], int] = field(default_factory=dict)

    def revision(self, memory_id: int) -> int:
        """The revision that this transaction's changes to the memory carry; NotFound if it is deleted.

        The first call raises the memory's counter by one, which locks its row until the end: revisions
        become visible in their order, without gaps.
        """
        return self._claim("memory", MemoryRow.__table__, memory_id)

    def claim(self, memory_ids: Iterable[int]) -> None:
        """Lock several memories at once, in the order that keeps two such transactions from a deadlock."""
        for memory_id in sorted(set(memory_ids)):
            self.revision(memory_id)

    def glossary_revision(self, glossary_id: int) -> int:
        """As ``revision``, of a glossary."""
        return self._claim("glossary", GlossaryRow.__table__, glossary_id)

    def _claim(self, kind: str, table: Any, key: int) -> int:
        if not self.writable:
            raise RuntimeError("a write in a reading transaction: open it with Database.write")
        known = self._revisions.get((kind, key))
        if known is not None:
            return known
        revision = self.connection.scalar(_raised(table), {"key": key})
        if revision is None:
            raise NotFound(f"The {kind} does not exist any more; it was deleted meanwhile.", field=f"/{kind}")
        self._revisions[kind, key] = revision
        return int(revision)


@cache
def _raised(table: Table) -> Any:
    """Made once, as every write runs it."""
    statement = update(table).where(table.c.id == bindparam("key"), table.c.deleted_at.is_(None))
    return statement.values(revision=table.c.revision + 1).returning(table.c.revision)
