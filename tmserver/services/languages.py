"""The languages that the memories hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import localedata, negotiate_locale

from tmserver.language.tags import display_name
from tmserver.store import languages
from tmserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag, its name for the reader, and the number of units that have it."""

    code: str
    name: str
    units: int


def reader_locale(preferred: Iterable[str]) -> str:
    """The first preferred language tag that Babel has names in ("es-CL" counts as es), "en" if none."""
    tags = [tag.replace("-", "_") for tag in preferred]
    return (negotiate_locale(tags, localedata.locale_identifiers()) or "en").replace("_", "-")


def list_languages(database: Database, locale: str) -> list[Language]:
    """The languages of all memories, most units first, named in the language of ``locale``."""
    with database.read() as session:
        counts = languages.everywhere(session)
    named = [Language(each.language, display_name(each.language, locale), each.units) for each in counts]
    return sorted(named, key=lambda each: (-each.units, each.code))
