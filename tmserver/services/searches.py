"""The indexes that this process keeps, one per memory and language, brought up to date before each use.

The database is the truth and the index a cache: a reader compares one number, the memory's revision, and
takes in what changed since. Large memories start from a snapshot that all processes share; when much has
changed, one process writes the next one in the background.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from math import inf
from pathlib import Path
from threading import Lock

from tmserver import deadline, turn
from tmserver.errors import DatabaseUnusable
from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import blob_of
from tmserver.match.index import Index
from tmserver.match.snapshot import Identity, Snapshots
from tmserver.segment import Memory
from tmserver.settings import Settings
from tmserver.store import languages, variants
from tmserver.store.database import Database
from tmserver.store.loading import batches
from tmserver.store.session import Session

SNAPSHOT_FROM = 20_000
"""Variants from which a snapshot pays: below that an index is built faster than a file is checked."""

_Key = tuple[int, str, str]  # memory id, its epoch, language key


@dataclass(slots=True)
class _Kept:
    """An index and the snapshot that is being made of it, if any."""

    index: Index
    renewal: Future[Index] | None = None


class Searches:
    """Fresh indexes of all variants of a language key in a memory; threads share them."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._snapshots = Snapshots(Path(settings.cache_folder))
        self._kept: dict[_Key, _Kept] = {}
        self._languages: dict[tuple[int, str], tuple[int, frozenset[str]]] = {}
        self._locks: defaultdict[_Key, Lock] = defaultdict(Lock)
        self._background = ThreadPoolExecutor(1, "snapshot")

    def close(self) -> None:
        """Finish the snapshots that are asked for; nothing is lost if this is never called.

        Those that wait too: a command that searches two memories would else never leave the second one's.
        """
        self._background.shutdown()

    def keys(self, session: Session, memory: Memory) -> frozenset[str]:
        """The language keys that some unit of the memory has."""
        revision, found = self._languages.get((memory.id, memory.epoch), (-1, frozenset[str]()))
        if revision != memory.revision:
            found = languages.keys(session, memory.id)
            self._languages[memory.id, memory.epoch] = memory.revision, found
        return found

    def load(self, session: Session, searched: Iterable[Memory]) -> None:
        """Open all indexes that there is a snapshot of; the others are built when they are first needed."""
        for memory in searched:
            for language in self.keys(session, memory):
                key = memory.id, memory.epoch, language
                if key not in self._kept and self._snapshots.has(self._identity(memory, language)):
                    self.fresh(session, memory, language)

    def fresh(self, session: Session, memory: Memory, language: str) -> Index:
        """The index that knows the memory's state at ``memory.revision``, which ``session`` sees, or later.

        The first search in a language analyses what nobody has analysed yet, and stores it.
        """
        key = memory.id, memory.epoch, language
        kept = self._kept.get(key)
        if kept is not None and kept.index.revision >= memory.revision and kept.renewal is None:
            return kept.index
        with turn.given_up(), self._locks[key]:
            kept = self._kept.get(key)
            if kept is None:
                with deadline.limited(inf):  # else a large index would be begun again and again
                    kept = self._kept[key] = self._opened(session, memory, language)
            _adopt(kept)
            if kept.index.revision < memory.revision:
                self._update(session, memory, language, kept.index)
            if kept.index.wants_compaction:
                self._renew(kept, memory, language)
            return kept.index

    def _opened(self, session: Session, memory: Memory, language: str) -> _Kept:
        """From a snapshot if there is a good one, else from the stored analyses."""
        size = sum(each.units for each in languages.of_memory(session, memory.id) if each.key == language)
        if size >= SNAPSHOT_FROM:
            found = self._snapshots.load(self._identity(memory, language), newest=memory.revision)
            if found is not None:
                return _Kept(found)
        kept = _Kept(Index.of(self._blobs(session, memory, language), memory.revision))
        self._renew(kept, memory, language)
        return kept

    def _blobs(self, session: Session, memory: Memory, language: str) -> Iterator[tuple[int, bytes]]:
        """All analyses of the language, one batch at a time in memory."""
        for batch in batches(variants.unanalysed(session, memory.id, language, ANALYSER), 2_000):
            yield from self._analysed(batch)
        for variant, _unit, blob in variants.analyses(session, memory.id, language, ANALYSER):
            if blob is not None:
                yield variant, blob

    def _update(self, session: Session, memory: Memory, language: str, index: Index) -> None:
        present, removed = [], []
        for each in variants.changed(session, memory.id, language, index.revision):
            if each.live:
                present.append(each)
            else:
                removed.append(each.id)
        known = [(each.id, each.analysis) for each in present if each.analysis and each.analyser == ANALYSER]
        missing = [each for each in present if not each.analysis or each.analyser != ANALYSER]
        changed = [*known, *self._analysed(missing)]
        index.apply(changed, removed, memory.revision)

    def _analysed(self, found: Iterable[variants.StoredVariant]) -> list[tuple[int, bytes]]:
        """Variant id and blob of texts that had no analysis; kept in the database for the next time."""
        made = [(each, blob_of(each.text, each.language, each.codes)) for each in found]
        if made:
            try:
                with self._database.write(why="analysis") as session:
                    variants.store_analyses(session, ANALYSER, made)
            except DatabaseUnusable:
                # A read-only database: this process has the analyses, only the next start makes them again.
                pass
        return [(each.id, blob) for each, blob in made]

    def _renew(self, kept: _Kept, memory: Memory, language: str) -> None:
        """Have a snapshot made in the background, unless one is being made or the memory is small."""
        if kept.renewal is None and len(kept.index) >= SNAPSHOT_FROM:
            identity = self._identity(memory, language)
            kept.renewal = self._background.submit(self._snapshots.renew, identity, kept.index)

    def _identity(self, memory: Memory, language: str) -> Identity:
        return Identity(self._uuid, memory.id, memory.epoch, language, ANALYSER)

    @cached_property
    def _uuid(self) -> str:
        return self._database.uuid()


def _adopt(kept: _Kept) -> None:
    """Take the finished snapshot's index; it may be a little behind, and is brought up to date at once."""
    if kept.renewal is not None and kept.renewal.done():
        kept.index, kept.renewal = kept.renewal.result(), None
