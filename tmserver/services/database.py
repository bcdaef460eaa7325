"""Opening and making the database that the settings name."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.settings import Settings
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Made:
    """What ``create_database`` did ("created or updated", "up to date"), and where."""

    action: str
    place: str


def open_database(settings: Settings) -> Database:
    """The database, found to be ours and of this version; DatabaseUnusable says what to do otherwise."""
    database = Database(settings.database_url, max_text_length=settings.max_text_length)
    with database.read():
        return database


def create_database(settings: Settings) -> Made:
    """Make the database, or bring an older one up to date; one that is ready stays as it is."""
    database = Database(settings.database_url, max_text_length=settings.max_text_length)
    changed = database.create()
    database.close()
    return Made("created" if changed else "up to date", database.place)
