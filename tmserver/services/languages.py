"""The languages that the memories hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from tmserver.errors import InvalidInput, NotFound
from tmserver.language.tags import LONGEST, display_name, index_key, is_known, normalise
from tmserver.segment import Memory
from tmserver.store import languages, memories
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


def list_languages(database: Database, locale: str, names: Iterable[str] = ()) -> list[Language]:
    """The languages of the memories of those names, most units first, named in the language of ``locale``.

    No names: of all memories.
    """
    with database.read() as session:
        counts = languages.everywhere(session, [each.id for each in memories.get_memories(session, names)])
    named = [Language(each.language, display_name(each.language, locale), each.units) for each in counts]
    return sorted(named, key=lambda each: (-each.units, each.code))


def check_language(
    session: Session, tag: str, *, field: str, searched: Iterable[Memory] | None = None
) -> None:
    """NotFound, naming the stored ones, unless Babel knows the language or some unit has it.

    ``searched``: the memories that count, where the caller may not know of others.
    """
    if is_known(tag):
        return
    stored = languages.everywhere(session, None if searched is None else [each.id for each in searched])
    if index_key(tag) not in {each.key for each in stored}:
        known = [each.language for each in stored]
        raise NotFound(
            f"The language {printable(tag)} is unknown: CLDR has no such code, and no unit either. "
            f"Stored are: {', '.join(known) or 'none yet'}.",
            field=field,
            known=known,
        )


def tag_of(given: str, field: str) -> str:
    """The normalised tag of a value, "" if it is empty; InvalidInput, naming the field, if it is none."""
    tag = normalise(given)
    if given and not tag:
        raise InvalidInput(
            f"{field}: {given[:80]!r} is no language tag; use one such as ru or es-CL.", field=field
        )
    return tag


def mapping_of(given: Sequence[str], field: str) -> dict[str, str]:
    """New tags by old ones, from texts such as es=es-CL,en=en-GB; InvalidInput if one is none."""
    mapping = {}
    for pair in (pair for each in given for pair in each.split(",") if pair.strip()):
        old, equals, new = (part.strip() for part in pair.partition("="))
        if not (equals and old and normalise(new)):
            raise InvalidInput(f"{field}: {pair[:80]!r} is no pair of codes such as es=es-CL.", field=field)
        mapping[old] = new
    return mapping
