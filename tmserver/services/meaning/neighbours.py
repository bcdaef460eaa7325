"""The graphs of neighbours that this process keeps, one per memory and language, fresh before each use.

As with the indexes of the lookup, the database is the truth and a graph a cache: a large one is mapped from a
file that all processes share, and what came since is laid over it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from tmserver.meaning.nearest import Nearest
from tmserver.segment import Memory
from tmserver.settings import Settings
from tmserver.store import vectors
from tmserver.store.database import Database
from tmserver.store.following import Progress
from tmserver.store.session import Session

FILE_FROM = 5_000
"""Texts that came or went before a new file is written, or a twentieth of all if that is more."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Kept:
    nearest: Nearest
    progress: Progress


class Neighbours:
    """Fresh graphs of all texts of a language key in a memory that have vectors; threads share them."""

    def __init__(self, database: Database, settings: Settings, encoder: str) -> None:
        self._database = database
        self._folder = Path(settings.cache_folder)
        self._encoder = encoder
        self._kept: dict[tuple[int, str, str], _Kept] = {}
        self._locks: defaultdict[tuple[int, str, str], Lock] = defaultdict(Lock)

    def fresh(self, session: Session, memory: Memory, key: str) -> Nearest:
        """The graph of all vectors that there are as ``session`` sees the database."""
        known = memory.id, memory.epoch, key
        until = vectors.progress(session, memory.id, self._encoder)
        with self._locks[known]:
            kept = self._kept.get(known)
            if kept is None or kept.progress > until:  # another encoder began anew, or a copy was restored
                kept = self._kept[known] = self._opened(memory, key, until)
            if kept.progress < until:
                _update(session, memory, key, kept, until)
            if kept.nearest.changes > max(FILE_FROM, len(kept.nearest) // 20):
                self._kept[known] = kept = self._renewed(memory, key, kept)
            return kept.nearest

    def _opened(self, memory: Memory, key: str, until: Progress) -> _Kept:
        for progress, path in sorted(self._files(memory, key), reverse=True):
            if progress <= until:
                try:
                    return _Kept(Nearest(path), progress)
                except (OSError, ValueError, RuntimeError) as error:
                    _log.warning("The file of vectors %s is not used, it is made anew: %s", path, error)
        return _Kept(Nearest(), Progress())

    def _renewed(self, memory: Memory, key: str, kept: _Kept) -> _Kept:
        """The same mapped from a new file; as it was where another process writes one, or none can be."""
        name = self._name(memory, key)
        path = self._folder / f"{name}-{kept.progress.revision}-{kept.progress.unit_id}.vectors"
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self._folder / f"{name}.lock", blocking=False):
                if not path.exists():
                    kept.nearest.save(part)
                    part.replace(path)
                renewed = _Kept(Nearest(path), kept.progress)
                for _, older in self._files(memory, key):
                    if older != path:
                        with suppress(OSError):  # Windows keeps files that a process still maps
                            older.unlink()
                return renewed
        except Timeout:
            return kept
        except (OSError, RuntimeError, ValueError) as error:
            _log.warning("The file of vectors %s could not be written: %s", path, error)
            return kept

    def _files(self, memory: Memory, key: str) -> list[tuple[Progress, Path]]:
        found = []
        for path in self._folder.glob(f"{self._name(memory, key)}-*.vectors"):
            *_, revision, unit_id = path.stem.split("-")
            if revision.isdecimal() and unit_id.isdecimal():
                found.append((Progress(int(revision), int(unit_id)), path))
        return found

    def _name(self, memory: Memory, key: str) -> str:
        parts = (self._uuid, str(memory.id), memory.epoch, key, self._encoder)
        return blake2s("\n".join(parts).encode(), digest_size=16).hexdigest()

    @cached_property
    def _uuid(self) -> str:
        return self._database.uuid()


def _update(session: Session, memory: Memory, key: str, kept: _Kept, until: Progress) -> None:
    changed = list(vectors.changed(session, memory.id, key, kept.progress, until))
    made = {each.variant_id: each.data for each in changed if each.data is not None}
    gone = [each.variant_id for each in changed if each.data is None]
    kept.nearest.apply(list(made.items()), gone)
    kept.progress = until
