"""The languages that the memories hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from tmserver.errors import NotFound
from tmserver.language.tags import LONGEST, display_name, index_key, is_known
from tmserver.store import languages
from tmserver.store.database import Database
from tmserver.store.session import Session
from tmserver.store.texts import printable


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag, its name for the reader, and the number of units that have it."""

    code: str
    name: str
    units: int


def reader_locale(preferred: Iterable[str]) -> str:
    """The first preferred language tag that Babel has names in (zh-TW is zh-Hant-TW), "en" if none."""
    for tag in preferred:
        try:
            return str(Locale.parse(tag[:LONGEST], sep="-")).replace("_", "-")
        except (UnknownLocaleError, ValueError):
            continue
    return "en"


def list_languages(database: Database, locale: str) -> list[Language]:
    """The languages of all memories, most units first, named in the language of ``locale``."""
    with database.read() as session:
        counts = languages.everywhere(session)
    named = [Language(each.language, display_name(each.language, locale), each.units) for each in counts]
    return sorted(named, key=lambda each: (-each.units, each.code))


def check_language(session: Session, tag: str, *, field: str) -> None:
    """NotFound, naming the stored ones, unless Babel knows the language or some unit has it."""
    if is_known(tag):
        return
    stored = languages.everywhere(session)
    if index_key(tag) not in {each.key for each in stored}:
        known = [each.language for each in stored]
        raise NotFound(
            f"The language {printable(tag)} is unknown: CLDR has no such code, and no unit either. "
            f"Stored are: {', '.join(known) or 'none yet'}.",
            field=field,
            known=known,
        )
