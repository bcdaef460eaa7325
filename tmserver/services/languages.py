"""The languages that the memories hold."""

from __future__ import annotations

from dataclasses import dataclass

from tmserver.language.tags import display_name
from tmserver.store import languages
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag, its name for the reader, and the number of units that have it."""

    code: str
    name: str
    units: int


def list_languages(database: Database, locale: str) -> list[Language]:
    """The languages of all memories, most units first, named in the language of ``locale``."""
    with database.read() as session:
        counts = languages.everywhere(session)
    named = [Language(each.language, display_name(each.language, locale), each.units) for each in counts]
    return sorted(named, key=lambda each: (-each.units, each.code))
