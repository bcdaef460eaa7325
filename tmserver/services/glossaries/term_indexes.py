"""The term indexes that this process keeps, one per glossary and language, made fresh before each use."""

from __future__ import annotations

from threading import Lock

from glossary.concept import Concept
from glossary.index import TermIndex
from tmserver.language.lexicon import Lexicon
from tmserver.services.glossaries.whole import languages_of
from tmserver.store import concepts
from tmserver.store.glossaries import StoredGlossary
from tmserver.store.session import Session

FEW = 500
SHARE = 0.05
"""Up to so many changed concepts, or this share of all, are laid over an index; more of them renew it."""


class TermIndexes:
    """Indexes of stored glossaries; threads may share them."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}
        self._locks: dict[int, Lock] = {}
        self._lock = Lock()

    def fresh(self, session: Session, home: StoredGlossary, key: str) -> TermIndex:
        """The index of the terms of a language key, at the glossary's revision, which ``session`` sees."""
        with self._locked(home):
            return self._followed(session, home).index(key)

    def concepts(self, session: Session, home: StoredGlossary) -> tuple[Concept, ...]:
        """The glossary's concepts at its revision: those that stayed as they were are the same objects."""
        with self._locked(home):
            return self._followed(session, home).concepts()

    def _locked(self, home: StoredGlossary) -> Lock:
        with self._lock:
            return self._locks.setdefault(home.id, Lock())

    def _followed(self, session: Session, home: StoredGlossary) -> _Kept:
        kept = self._kept.get(home.id)
        if kept is None or not kept.follow(session, home):
            held = tuple(concepts.iterate(session, home.id))
            kept = self._kept[home.id] = _Kept(home.revision, held)
        return kept


class _Kept:
    """A glossary as it was when it was read, the indexes made of that, and what has changed since."""

    def __init__(self, revision: int, held: tuple[Concept, ...]) -> None:
        self.read_at = self.revision = revision
        self.held = held
        self.languages = frozenset(languages_of(held))
        self.changed: list[Concept] = []
        self.removed: list[str] = []
        self._read: dict[str, TermIndex] = {}
        self._current: dict[str, TermIndex] = {}

    def follow(self, session: Session, home: StoredGlossary) -> bool:
        """Take in what has changed; False if that is too much, or the session sees an older state."""
        if home.revision == self.revision:
            return True
        if home.revision < self.read_at:
            return False
        changed, removed = concepts.changed_since(session, home.id, self.read_at)
        if len(changed) + len(removed) > max(FEW, SHARE * len(self.held)):
            return False
        self.revision, self.changed, self.removed = home.revision, changed, removed
        self._current = {}
        return True

    def concepts(self) -> tuple[Concept, ...]:
        """The concepts as they are now."""
        if not (self.changed or self.removed):
            return self.held
        stale = {*self.removed, *(concept.id for concept in self.changed)}
        return (*(concept for concept in self.held if concept.id not in stale), *self.changed)

    def index(self, key: str) -> TermIndex:
        """The index of a language key; an empty one is not kept, for anything may be asked for."""
        if key not in self.languages and key not in languages_of(self.changed):
            return TermIndex((), Lexicon(key))
        if key not in self._current:
            if key not in self._read:
                self._read[key] = TermIndex(self.held, Lexicon(key))
            read = self._read[key]
            differs = self.changed or self.removed
            self._current[key] = read.changed(self.changed, self.removed) if differs else read
        return self._current[key]
