"""The searches that this process keeps, one per memory and language, brought up to date before each use."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from tmserver.errors import DatabaseUnusable
from tmserver.language.analysis import ANALYSER, Analysis, analyse, from_bytes, to_bytes
from tmserver.match.scan import Scan
from tmserver.segment import Memory
from tmserver.store import variants
from tmserver.store.database import Database
from tmserver.store.session import Session


@dataclass(frozen=True, slots=True)
class _Kept:
    epoch: str
    revision: int
    scan: Scan


class Searches:
    """Searches over all variants of a language key in a memory; threads may share them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[tuple[int, str], _Kept] = {}
        self._lock = Lock()

    def fresh(self, session: Session, memory: Memory, key: str) -> Scan:
        """The search that knows the memory's state at ``memory.revision``, which ``session`` sees."""
        with self._lock:
            kept = self._kept.get((memory.id, key))
            if kept is None or (kept.epoch, kept.revision) != (memory.epoch, memory.revision):
                kept = _Kept(memory.epoch, memory.revision, Scan(self._analyses(session, memory, key), key))
                self._kept[memory.id, key] = kept
            return kept.scan

    def _analyses(self, session: Session, memory: Memory, key: str) -> list[tuple[int, Analysis]]:
        """All analyses of the language; those not made yet are made, and stored for the next time."""
        found: list[tuple[int, Analysis]] = []
        made: list[tuple[variants.StoredVariant, bytes]] = []
        for each in variants.of_language(session, memory.id, key):
            if each.analysis is None or each.analyser != ANALYSER:
                analysis = analyse(each.text, each.language, each.codes)
                made.append((each, to_bytes(analysis)))
            else:
                analysis = from_bytes(each.analysis)
            found.append((each.id, analysis))
        if made:
            self._store(made)
        return found

    def _store(self, made: list[tuple[variants.StoredVariant, bytes]]) -> None:
        try:
            with self._database.write(why="analysis") as session:
                variants.store_analyses(session, ANALYSER, made)
        except DatabaseUnusable:
            # A read-only database: the analyses are in memory, only the next start makes them again.
            return
