"""The database's schema brought forward and back, and its room given back."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.errors import InvalidInput
from tmserver.store import schema
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Change:
    """What something was before and is now: versions of the schema, or bytes."""

    place: str
    before: str | int
    after: str | int


def upgrade(database: Database) -> Change:
    """Bring the schema up to this program's version; one that is up to date stays as it is."""
    before = database.version()
    database.upgrade()
    return Change(database.place, before, database.version())


def downgrade(database: Database, revision: str) -> Change:
    """Bring the schema back to a version of an older program; InvalidInput if there was none of that name."""
    before = database.version()
    known = schema.versions()
    if revision not in known:
        raise InvalidInput(f"{revision!r} is no version; there are: {', '.join(known)}.", field="revision")
    if revision >= before:
        raise InvalidInput(f"The schema is {before} now; name an older version.", field="revision")
    database.downgrade(revision)
    return Change(database.place, before, database.version())


def vacuum(database: Database) -> Change:
    """Give the room of deleted rows back to the disk; bytes before and after."""
    before = database.size()
    database.scrub()
    return Change(database.place, before, database.size())
