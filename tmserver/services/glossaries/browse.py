"""Use cases of looking through glossaries: concepts and terms by letter, language, status and text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from glossary.concept import Concept, Term, TermStatus
from tmserver.language.folding import fold
from tmserver.language.tags import LONGEST, closeness, normalise
from tmserver.services.glossaries.term_indexes import TermIndexes
from tmserver.services.limits import LIMIT, check_range, check_text
from tmserver.services.paging import COUNTED, Page, from_cursor, page_of, to_cursor
from tmserver.store import glossaries
from tmserver.store.database import Database
from tmserver.store.glossaries import StoredGlossary
from tmserver.store.session import Session

DEFAULT_LIMIT = 20
LONGEST_FILTER = 1_000
COMPARED = 200
"""Letters of a term that are looked through and sorted by."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ConceptQuery:
    """Which concepts or terms are listed; what is empty does not narrow.

    A term is in the ``language`` (any region of it), of one of the ``statuses``, begins with ``letter``; a
    concept has such a term. ``text`` stands in it, or in definitions, note or id of its concept. Case, ё and
    accents do not matter.
    """

    text: str = ""
    language: str = ""
    letter: str = ""
    domain: str = ""
    statuses: tuple[TermStatus, ...] = ()
    limit: int = DEFAULT_LIMIT
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term with its concept and the name of the glossary."""

    glossary: str
    concept: Concept
    term: Term


@dataclass(frozen=True, slots=True)
class _Entry:
    """A concept with its terms and the rest of its words as they are compared."""

    concept: Concept
    terms: tuple[tuple[str, Term], ...]
    prose: str


class Listings:
    """Lists the concepts of stored glossaries; threads may share it.

    All is kept in memory, beside the indexes of terms, and follows the database as they do.
    """

    def __init__(self, database: Database, indexes: TermIndexes) -> None:
        self._database = database
        self._indexes = indexes
        self._kept: dict[int, tuple[int, dict[str, _Entry]]] = {}
        self._lock = Lock()

    def concepts(self, name: str, query: ConceptQuery) -> Page[Concept]:
        """A page of a glossary's concepts by their first term of those wanted; NotFound as ever."""
        _check(query)
        with self._database.read() as session:
            home = glossaries.get_glossary(session, name)
            entries = self._entries(session, home)
        found = [
            ((min((folded for folded, _ in terms), default=""), entry.concept.id), entry.concept)
            for entry, terms in _narrowed(entries, query)
        ]
        return _page("concepts", found, query)

    def terms(self, names: Sequence[str], query: ConceptQuery) -> Page[ListedTerm]:
        """A page of the terms of some glossaries, of all if none is named, by their text."""
        _check(query)
        found = []
        with self._database.read() as session:
            for home in glossaries.get_glossaries(session, names):
                for entry, terms in _narrowed(self._entries(session, home), query):
                    for place, (folded, term) in enumerate(terms):
                        key = (folded, home.name, entry.concept.id, f"{place:06}")
                        found.append((key, ListedTerm(home.name, entry.concept, term)))
        return _page("terms", found, query)

    def _entries(self, session: Session, home: StoredGlossary) -> Iterable[_Entry]:
        with self._lock:
            revision, entries = self._kept.get(home.id, (-1, {}))
            if revision != home.revision:
                held = self._indexes.concepts(session, home)
                entries = {concept.id: _entry(concept, entries.get(concept.id)) for concept in held}
                self._kept[home.id] = home.revision, entries
            return entries.values()


def _entry(concept: Concept, known: _Entry | None) -> _Entry:
    if known is not None and known.concept is concept:
        return known
    prose = (concept.id, concept.note, *(each.text for each in concept.definitions))
    terms = tuple((fold(each.text)[:COMPARED], each) for each in concept.terms)
    return _Entry(concept, terms, fold("\n".join(prose)))


def _terms_wanted(query: ConceptQuery) -> Callable[[str, Term], bool]:
    letter, language = fold(query.letter), normalise(query.language)

    def wanted(folded: str, term: Term) -> bool:
        return (
            folded.startswith(letter)
            and (not language or closeness(language, term.language) is not None)
            and (not query.statuses or term.status in query.statuses)
        )

    return wanted


def _narrowed(
    entries: Iterable[_Entry], query: ConceptQuery
) -> Iterator[tuple[_Entry, list[tuple[str, Term]]]]:
    """The concepts that are asked for, each with those of its terms that are."""
    text, wanted = fold(query.text), _terms_wanted(query)
    about_terms = bool(query.letter or query.language or query.statuses)
    for entry in entries:
        if query.domain and entry.concept.domain != query.domain:
            continue
        terms = [(folded, term) for folded, term in entry.terms if wanted(folded, term)]
        if text and text not in entry.prose:
            terms = [(folded, term) for folded, term in terms if text in folded]
            if not terms:
                continue
        if terms or not about_terms:
            yield entry, terms


def _page(kind: str, found: Sequence[tuple[tuple[str, ...], T]], query: ConceptQuery) -> Page[T]:
    width = {"concepts": 2, "terms": 4}[kind]
    after = from_cursor(kind, query.cursor, [str] * width) if query.cursor else ("",) * width
    total = len(found)
    following = sorted(
        (each for each in found if each[0] > after or not query.cursor), key=lambda each: each[0]
    )
    shown = following[: query.limit + 1]
    cursor = to_cursor(kind, shown[: query.limit][-1][0]) if shown else ""
    return page_of([item for _, item in shown], query.limit, min(total, COUNTED + 1), cursor)


def _check(query: ConceptQuery) -> None:
    check_range(query.limit, LIMIT, field="/limit")
    texts = {"/q": query.text, "/letter": query.letter, "/domain": query.domain}
    for field, text in texts.items():
        check_text(text, LONGEST_FILTER, field=field, may_be_empty=True)
    check_text(query.language, LONGEST, field="/language", may_be_empty=True)
