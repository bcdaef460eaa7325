"""What an import needs to know of the units that a memory has already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tmserver.store.digests import Keys, digest
from tmserver.store.history import from_state
from tmserver.store.loading import batches
from tmserver.store.session import Session
from tmserver.store.tables import UnitHistoryRow, UnitRow


@dataclass(frozen=True, slots=True)
class Known:
    """A stored unit as far as it takes to see whether another is the same; ``dated`` None: nobody knows."""

    id: int
    keys: Keys
    document: str
    position: int | None
    status: str
    revision: int
    dated: datetime | None
    added_at: datetime


@dataclass(slots=True)
class Stock:
    """The stored units that share a digest with some others, by digest, the oldest first."""

    texts: dict[bytes, list[Known]] = field(default_factory=lambda: defaultdict(list))
    source: dict[bytes, list[Known]] = field(default_factory=lambda: defaultdict(list))
    identity: dict[bytes, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def shares(self, keys: Keys) -> bool:
        """Whether one of the units has a digest of these."""
        return bool(self.sharing(keys))

    def sharing(self, keys: Keys) -> set[int]:
        """The ids of the units that have a digest of these."""
        found = (
            *self.texts.get(keys.texts, ()),
            *self.source.get(keys.source, ()),
            *(self.identity.get(keys.identity, ()) if keys.identity else ()),
        )
        return {known.id for known in found}


def stock(session: Session, memory_id: int, keys: Sequence[Keys]) -> Stock:
    """The units of the memory that share a digest with one of ``keys``; deleted ones are left out.

    Where equal texts are found nothing else is looked for: most of a second import is of that kind.
    """
    found = Stock()
    _collect(session, memory_id, UnitRow.digest, {each.texts for each in keys}, found.texts)
    rest = [each for each in keys if each.texts not in found.texts]
    _collect(session, memory_id, UnitRow.source_digest, {each.source for each in rest}, found.source)
    identities = {each.identity for each in rest if each.identity}
    _collect(session, memory_id, UnitRow.identity_digest, identities, found.identity)
    return found


def _collect(
    session: Session, memory_id: int, column: Any, values: set[bytes], found: dict[bytes, list[Known]]
) -> None:
    for some in batches(values):
        for key, known in _known(session, memory_id, column, some):
            found[key].append(known)


def _known(
    session: Session, memory_id: int, column: Any, values: Sequence[bytes]
) -> Iterable[tuple[bytes, Known]]:
    row = UnitRow
    statement = (
        select(
            column,
            row.id,
            row.digest,
            row.source_digest,
            row.identity_digest,
            row.document,
            row.position,
            row.status,
            row.revision,
            row.changed_at,
            row.created_at,
            row.added_at,
        )
        .where(row.memory_id == memory_id, column.in_(values), row.deleted_at.is_(None))
        .order_by(row.id)
    )
    for found in session.connection.execute(statement):
        key, unit_id, texts, source, identity, document, position, status, revision, *moments = found
        changed, created, added = moments
        keys = Keys(bytes(texts), bytes(source), bytes(identity) if identity else None)
        dated = changed or created
        yield bytes(key), Known(unit_id, keys, document, position or None, status, revision, dated, added)


def earlier_states(session: Session, unit_id: int) -> set[bytes]:
    """The digests of the texts that the unit had before its present ones."""
    row = UnitHistoryRow
    states = session.connection.scalars(select(row.state).where(row.unit_id == unit_id))
    return {digest(from_state(state)) for state in states}
