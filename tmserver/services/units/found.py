"""A unit by its id alone, whichever memory has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tmserver.errors import ChangedMeanwhile, Forbidden, NotFound
from tmserver.segment import Memory, Status, Unit
from tmserver.store import memories, units
from tmserver.store.session import Session

LARGEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Found:
    """A unit and the memory that has it."""

    memory: Memory
    unit: Unit


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes a unit, and why, and how it was when they looked.

    ``expected`` are revisions of which the unit must have one, None if any will do. ``memories`` are those in
    which it may be, () all. ``reviews``: whether they may change statuses.
    """

    by: str = ""
    why: str = ""
    expected: Collection[int] | None = None
    memories: Collection[str] = ()
    reviews: bool = True


def find(session: Session, unit_id: int, memories_seen: Collection[str] = ()) -> Found:
    """The unit in one of the memories, of all if none is named; NotFound if deleted or missing."""
    memory = home_of(session, unit_id, memories_seen)
    unit = units.find_unit(session, memory.id, unit_id)
    if unit is None:
        raise NotFound(f"Unit {unit_id} was deleted; it can be restored.", field="/unit")
    return Found(memory, unit)


def home_of(session: Session, unit_id: int, memories_seen: Collection[str] = ()) -> Memory:
    """The memory of the unit, deleted or not; NotFound if there is no such unit in those memories."""
    memory = memories.find_home(session, unit_id) if 0 < unit_id <= LARGEST_ID else None
    if memory is None or (memories_seen and memory.name not in memories_seen):
        raise NotFound(f"There is no unit {unit_id}.", field="/unit")
    return memory


def find_to_change(session: Session, unit_id: int, change: Change) -> Found:
    """As ``find``, nobody else changing its memory before the transaction ends.

    ChangedMeanwhile carries the unit as ``Found`` if it has none of the expected revisions.
    """
    session.revision(home_of(session, unit_id, change.memories).id)
    found = find(session, unit_id, change.memories)
    if change.expected is not None and found.unit.revision not in change.expected:
        raise ChangedMeanwhile(
            f"Unit {unit_id} was changed meanwhile by {found.unit.changed_by or 'somebody'}: it has revision "
            f"{found.unit.revision} now. Look at it again and repeat the change.",
            current=found,
        )
    return found


def check_status(change: Change, before: Status | None, after: Status) -> None:
    """Forbidden unless they may give a unit the status; ``before`` None: a new one.

    Who may not review still adds drafts and translations.
    """
    unreviewed = before is None and after in (Status.DRAFT, Status.TRANSLATED)
    if after is not before and not unreviewed and not change.reviews:
        raise Forbidden(f"Giving a unit the status {after.value} needs the right 'review'.")
