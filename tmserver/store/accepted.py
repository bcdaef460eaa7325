"""Accepted findings: what audits of a memory need not tell any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from tmserver.store.loading import batches
from tmserver.store.session import Session
from tmserver.store.tables import AcceptedFindingRow


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted finding, by its id; ``expires`` is its last day as an ISO date, "" for ever.

    ``by`` and ``at``: who accepted it, and when. The rest says to people which finding that is.
    """

    finding: str
    reason: str
    expires: str
    check_name: str
    languages: str
    file: str
    unit: str
    source: str
    evidence: str
    by: str = ""
    at: datetime | None = None


_COLUMNS = [getattr(AcceptedFindingRow, name) for name in Accepted.__slots__]


def put(session: Session, memory_id: int, findings: Iterable[Accepted]) -> None:
    """Accept the findings by the transaction's author; one that was accepted before is so anew."""
    session.revision(memory_id)
    wanted = {each.finding: each for each in findings}
    remove(session, memory_id, wanted)
    stamp = {"memory_id": memory_id, "by": session.by, "at": session.now}
    for some in batches(wanted.values()):
        session.connection.execute(insert(AcceptedFindingRow), [asdict(each) | stamp for each in some])


def remove(session: Session, memory_id: int, findings: Iterable[str]) -> int:
    """Take the findings back; how many of them were accepted."""
    row, gone = AcceptedFindingRow, 0
    for some in batches(findings):
        statement = delete(row).where(row.memory_id == memory_id, row.finding.in_(some))
        gone += session.connection.execute(statement).rowcount
    return gone


def remove_of(session: Session, memory_id: int, by: str, at: datetime) -> int:
    """Take back what somebody accepted at that moment; how many findings."""
    row = AcceptedFindingRow
    statement = delete(row).where(row.memory_id == memory_id, row.by == by, row.at == at)
    return int(session.connection.execute(statement).rowcount)


def of_memory(session: Session, memory_id: int) -> list[Accepted]:
    """All accepted findings of a memory, by id."""
    row = AcceptedFindingRow
    statement = select(*_COLUMNS).where(row.memory_id == memory_id).order_by(row.finding)
    return [Accepted(*found) for found in session.connection.execute(statement)]


def among(session: Session, memory_id: int, findings: Iterable[str]) -> dict[str, Accepted]:
    """Those of the findings that are accepted, by id."""
    row = AcceptedFindingRow
    found: dict[str, Accepted] = {}
    for some in batches(findings):
        statement = select(*_COLUMNS).where(row.memory_id == memory_id, row.finding.in_(some))
        found |= {each.finding: Accepted(*each) for each in session.connection.execute(statement)}
    return found
