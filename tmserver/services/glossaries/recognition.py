"""The terms of the glossaries that stand in texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary.concept import Concept, Term, TermStatus
from glossary.index import TermIndex
from glossary.recognise import Occurrence, recognise
from tmserver.errors import NotFound
from tmserver.language.tags import closeness, index_key, is_known, normalise
from tmserver.services.glossaries.term_indexes import TermIndexes
from tmserver.services.limits import check_count, check_text
from tmserver.settings import Settings
from tmserver.store import glossaries
from tmserver.store.database import Database

_SUGGESTED = (TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class FindRequest:
    """Texts of one language, and the glossaries whose terms are wanted; none named: all."""

    language: str
    texts: tuple[str, ...]
    glossaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """An occurrence of a term, and the name of the glossary that has the term."""

    glossary: str
    occurrence: Occurrence


class RecognitionService:
    """Finds terms; threads may share it.

    Indexes are kept from call to call. Each call compares one number a glossary with the database, so that a
    term which any process has saved is found by the next call.
    """

    def __init__(self, database: Database, settings: Settings, indexes: TermIndexes | None = None) -> None:
        self._database = database
        self._settings = settings
        self._indexes = indexes or TermIndexes()

    def find(self, request: FindRequest) -> list[list[FoundTerm]]:
        """The terms in each text, in text order, in the order of the texts.

        The longest term of a glossary wins; a span that two glossaries have is reported for each, in the
        order of their names or as named. InvalidInput names the wrong field; NotFound an unknown glossary or
        language.
        """
        check_count(len(request.texts), self._settings.max_segments, field="/texts")
        for number, text in enumerate(request.texts):
            longest = self._settings.max_query_length
            check_text(
                text, longest, field=f"/texts/{number}", called=f"Text {number + 1}", may_be_empty=True
            )
        indexes = self.indexes(request.language, request.glossaries)
        return [_found(text, indexes) for text in request.texts]

    def indexes(self, language: str, names: Sequence[str] = ()) -> Mapping[str, TermIndex]:
        """The index of each glossary named, of all if none is, by the glossary's name; always fresh."""
        tag = normalise(language)
        with self._database.read() as session:
            searched = glossaries.get_glossaries(session, names)
            indexes = {each.name: self._indexes.fresh(session, each, index_key(tag)) for each in searched}
        if not is_known(tag) and not any(index.concepts for index in indexes.values()):
            raise NotFound(f"The language {language[:40]!r} is unknown.", field="/language")
        return indexes

    def languages(self, names: Sequence[str] = ()) -> list[str]:
        """The languages, regions aside, of which the glossaries named (all if none) have terms, sorted."""
        with self._database.read() as session:
            pairs = [
                pair
                for home in glossaries.get_glossaries(session, names)
                for pair in glossaries.count_terms(session, home)
            ]
        return sorted({index_key(language) for language, _ in pairs})


def suggested(concept: Concept, language: str) -> list[Term]:
    """The concept's terms in a language, any region, that may be used: preferred, admitted, proposed."""
    terms = [term for term in concept.terms if closeness(language, term.language) is not None]
    good = [term for term in terms if term.status in _SUGGESTED and not term.accepted]
    return sorted(good, key=lambda term: _SUGGESTED.index(term.status))


def _found(text: str, indexes: Mapping[str, TermIndex]) -> list[FoundTerm]:
    found = [
        FoundTerm(name, occurrence)
        for name, index in indexes.items()
        for occurrence in recognise(text, index)
    ]
    return sorted(found, key=lambda each: (each.occurrence.start, -each.occurrence.end))
