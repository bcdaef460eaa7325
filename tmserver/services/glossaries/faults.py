"""The faults of a glossary's concepts, of whichever languages are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.check import Fault, faults
from glossary.concept import Concept
from tmserver.errors import InvalidInput
from tmserver.language.lexicon import Lexicon
from tmserver.language.tags import index_key, normalise
from tmserver.services.glossaries.whole import languages_of


def check_concepts(concepts: Sequence[Concept], name: str, languages: Iterable[str] = ()) -> list[Fault]:
    """The faults of the concepts in these languages, all of their own if none; worst first.

    InvalidInput, naming the glossary, for a language of which there is no term.
    """
    own = languages_of(concepts)
    wanted = [index_key(normalise(language)) for language in languages]
    for key in wanted:
        if key not in own:
            raise InvalidInput(f"{name} has no terms in {key}; it has {', '.join(own)}.", field="/language")
    return faults(concepts, [Lexicon(key) for key in dict.fromkeys(wanted or own)])
