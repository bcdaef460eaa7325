"""The faults of a stored glossary."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.check import Fault, faults
from tmserver.errors import InvalidInput
from tmserver.language.lexicon import Lexicon
from tmserver.language.tags import index_key, normalise
from tmserver.services.glossaries.whole import languages_of, whole_glossary
from tmserver.store.database import Database


def check_glossary(database: Database, name: str, languages: Iterable[str] = ()) -> list[Fault]:
    """The faults of the glossary in these languages, all of its own if none; worst first.

    InvalidInput for a language of which the glossary has no term.
    """
    held = whole_glossary(database, name)
    own = languages_of(held.concepts)
    wanted = [index_key(normalise(language)) for language in languages]
    for key in wanted:
        if key not in own:
            raise InvalidInput(f"{name} has no terms in {key}; it has {', '.join(own)}.", field="/language")
    return faults(held.concepts, [Lexicon(key) for key in dict.fromkeys(wanted or own)])
