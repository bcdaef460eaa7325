"""Where the units of an import go: straight into the memory, onto a stage, or into a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tmserver.language.analysis import ANALYSER
from tmserver.segment import Memory, Unit
from tmserver.services.imports.batch import Blobs, settled, store
from tmserver.services.imports.decide import Decision, OnConflict
from tmserver.services.imports.report import Recorder
from tmserver.services.imports.units import BATCH_UNITS, Arrival
from tmserver.store import imports, memories, staging, units
from tmserver.store.database import Database
from tmserver.store.imports import Keys
from tmserver.store.loading import batches, by_ids
from tmserver.store.session import Session

_LINE_BITS = 40
"""Of the place of a staged unit; above them is the number of its file."""


class Home(Protocol):
    """Takes the batches of one file after another."""

    def take(self, recorder: Recorder, arriving: Sequence[Arrival], blobs: Sequence[Blobs]) -> None:
        """Store a batch of a file; the recorder is told what became of it, now or at the end."""

    def finish(self, *, failed: bool) -> None:
        """All files are read; ``failed``: not all of them to their end."""


class InMemory:
    """Stores each batch in a transaction of its own."""

    def __init__(self, database: Database, name: str, policy: OnConflict, by: str, *, create: bool) -> None:
        self._database = database
        self._name = name
        self._policy = policy
        self._by = by
        _find(database, name, create=create)

    def take(self, recorder: Recorder, arriving: Sequence[Arrival], blobs: Sequence[Blobs]) -> None:
        """Store the batch and tell the recorder."""
        with self._database.write(by=self._by, why="import") as session:
            memory = _home(session, self._name)
            found = [arrival.unit for arrival in arriving]
            decisions = store(session, memory.id, found, blobs, self._policy, recorder.siblings)
        recorder.decided(arriving, decisions)

    def finish(self, *, failed: bool) -> None:
        """Make the memory that was to be made, if no unit has."""
        if not failed:
            with self._database.write(by=self._by, why="import") as session:
                _home(session, self._name)


@dataclass(slots=True)
class _StagedFile:
    recorder: Recorder
    units: int = 0


class OnStage:
    """Stores batches out of sight, and publishes them all at once in the end, or nothing."""

    def __init__(self, database: Database, name: str, policy: OnConflict, by: str, *, create: bool) -> None:
        self._database = database
        self._name = name
        self._policy = policy
        self._by = by
        _find(database, name, create=create)
        self._files: list[_StagedFile] = []
        with database.write(by=by, why="import") as session:
            for stage in staging.abandoned(session):
                staging.discard(session, stage)
            self._stage = staging.open_stage(session)

    def take(self, recorder: Recorder, arriving: Sequence[Arrival], blobs: Sequence[Blobs]) -> None:
        """Stage the batch, but for the units that the memory has already and that change nothing."""
        if not self._files or self._files[-1].recorder is not recorder:
            self._files.append(_StagedFile(recorder))
        place = len(self._files) - 1 << _LINE_BITS
        with self._database.write(by=self._by, why="import") as session:
            there = self._settled(session, recorder, [arrival.unit for arrival in arriving])
            staged = [
                staging.Staged(arrival.unit, place + arrival.line, made)
                for number, (arrival, made) in enumerate(zip(arriving, blobs, strict=True))
                if number not in there
            ]
            staging.add(session, self._stage, staged, ANALYSER)
        recorder.decided([arriving[number] for number in there], there.values())
        self._files[-1].units += len(staged)

    def _settled(self, session: Session, recorder: Recorder, units: Sequence[Unit]) -> dict[int, Decision]:
        memory = memories.find_memory(session, self._name)
        if memory is None:
            return {}
        return settled(session, memory.id, self._stage, units, self._policy, recorder.siblings)

    def finish(self, *, failed: bool) -> None:
        """Publish what is staged, or take it away if something failed."""
        with self._database.write(by=self._by, why="import") as session:
            if failed:
                staging.discard(session, self._stage)
                return
            memory = _home(session, self._name)
            doubtful = staging.take_doubtful(session, self._stage, memory.id)
            for number, of_file in groupby(doubtful, lambda staged: staged.place >> _LINE_BITS):
                for some in batches(of_file, BATCH_UNITS):
                    self._decide(session, memory.id, self._files[number], some)
            staging.publish(session, self._stage, memory.id)
        for file in self._files:
            file.recorder.published(file.units)

    def _decide(
        self, session: Session, memory_id: int, file: _StagedFile, staged: Sequence[staging.Staged]
    ) -> None:
        file.units -= len(staged)
        found = [each.unit for each in staged]
        blobs = [each.blobs for each in staged]
        decisions = store(session, memory_id, found, blobs, self._policy, file.recorder.siblings)
        lines = (each.place % (1 << _LINE_BITS) for each in staged)
        file.recorder.decided(list(map(Arrival, lines, found)), decisions)


class Rehearsal:
    """Decides as an import would and changes nothing: in a passing database with what comes into question.

    The memory's units that share a digest with those read are copied over just before these.
    """

    def __init__(self, database: Database, name: str, policy: OnConflict, by: str, *, create: bool) -> None:
        _find(database, name, create=create)
        self._database = database
        self._name = name
        self._copied: set[int] = set()
        self._folder = TemporaryDirectory(prefix="tmserver-")
        self._stand_in = Database(f"sqlite:///{Path(self._folder.name) / 'rehearsal.db'}")
        self._stand_in.create()
        self._memory = InMemory(self._stand_in, name, policy, by, create=True)

    def take(self, recorder: Recorder, arriving: Sequence[Arrival], blobs: Sequence[Blobs]) -> None:
        """Tell the recorder what would become of the batch."""
        copies = self._wanted([Keys.of(arrival.unit) for arrival in arriving])
        if copies:
            with self._stand_in.write() as session:
                batch = [(unit, ()) for unit in copies]
                units.place(session, _home(session, self._name).id, batch, "", repeat(0), as_dated=True)
        self._memory.take(recorder, arriving, blobs)

    def finish(self, *, failed: bool) -> None:  # noqa: ARG002 (nothing was stored in any case)
        """Take the passing database away."""
        self._stand_in.close()
        self._folder.cleanup()

    def _wanted(self, keys: Sequence[Keys]) -> list[Unit]:
        with self._database.read() as session:
            memory = memories.find_memory(session, self._name)
            if memory is None:
                return []
            stock = imports.stock(session, memory.id, keys)
            found = (stock.texts, stock.source, stock.identity)
            ids = {known.id for each in found for some in each.values() for known in some} - self._copied
            self._copied |= ids
            return list(by_ids(session, memory.id, sorted(ids)).values())


def _find(database: Database, name: str, *, create: bool) -> None:
    """NotFound if there is no such memory and it is not to be made."""
    if not create:
        with database.read() as session:
            memories.get_memory(session, name)


def _home(session: Session, name: str) -> Memory:
    return memories.find_memory(session, name) or memories.create_memory(session, name)
