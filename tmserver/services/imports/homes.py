"""Where the units of an import go: straight into the memory, onto a stage, or into a rehearsal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tmserver.language.analyser import ANALYSER
from tmserver.segment import Memory, Unit
from tmserver.services.imports.batch import Blobs, carry_out, settled, store
from tmserver.services.imports.decide import Action, Decision, OnConflict
from tmserver.services.imports.report import Recorder
from tmserver.services.imports.siblings import Ids
from tmserver.services.imports.units import BATCH_UNITS, Arrival
from tmserver.store import imports, memories, staging, units
from tmserver.store.database import Database
from tmserver.store.digests import Keys
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


@dataclass(frozen=True, slots=True)
class _Update:
    """A staged unit and the stored one, of this revision, whose place it is to take."""

    staged: int
    stored: int
    revision: int
    conflict: str

    def fits(self, stored: Mapping[int, Unit]) -> bool:
        """Whether nobody has changed or deleted the stored unit since."""
        return self.stored in stored and stored[self.stored].revision == self.revision

    def decision(self, unit: Unit, stored: Unit) -> Decision:
        """What was decided while staging."""
        after = replace(unit, id=stored.id, revision=stored.revision)
        return Decision(Action.UPDATED, after, stored, self.conflict, known=stored.id)


class OnStage:
    """Stores batches out of sight, and publishes them all at once in the end, or nothing."""

    def __init__(self, database: Database, name: str, policy: OnConflict, by: str, *, create: bool) -> None:
        self._database = database
        self._name = name
        self._policy = policy
        self._by = by
        _find(database, name, create=create)
        self._files: list[_StagedFile] = []
        self._updates: list[_Update] = []
        self._touched = Ids()
        self._since = 0
        with database.write(by=by, why="import") as session:
            for stage in staging.abandoned(session):
                staging.discard(session, stage)
            self._stage = staging.open_stage(session)

    def take(self, recorder: Recorder, arriving: Sequence[Arrival], blobs: Sequence[Blobs]) -> None:
        """Stage the batch, but for the units that the memory has already and that change nothing.

        What takes the place of a stored unit is decided here, and carried out in the end.
        """
        if not self._files or self._files[-1].recorder is not recorder:
            self._files.append(_StagedFile(recorder))
        place = len(self._files) - 1 << _LINE_BITS
        with self._database.write(by=self._by, why="import") as session:
            decided = self._settled(session, recorder, [arrival.unit for arrival in arriving])
            there = {n: each for n, each in decided.items() if each.action is Action.UNCHANGED}
            numbers = [number for number in range(len(arriving)) if number not in there]
            staged = [staging.Staged(arriving[n].unit, place + arriving[n].line, blobs[n]) for n in numbers]
            ids = staging.add(session, self._stage, staged, ANALYSER)
        self._updates += [
            _Update(key, stored.id, stored.revision, decided[number].conflict)
            for number, key in zip(numbers, ids, strict=True)
            if number in decided and (stored := decided[number].stored)
        ]
        recorder.decided([arriving[number] for number in there], there.values())
        self._files[-1].units += len(staged)

    def _settled(self, session: Session, recorder: Recorder, units: Sequence[Unit]) -> dict[int, Decision]:
        memory = memories.find_memory(session, self._name)
        if memory is None:
            return {}
        self._since = self._since or memory.revision
        return settled(session, memory.id, self._stage, units, self._policy, recorder.siblings, self._touched)

    def finish(self, *, failed: bool) -> None:
        """Publish what is staged, or take it away if something failed."""
        with self._database.write(by=self._by, why="import") as session:
            if failed:
                staging.discard(session, self._stage)
                return
            memory = _home(session, self._name)
            self._update(session, memory.id)
            doubtful = staging.take_doubtful(session, self._stage, memory.id)
            for number, of_file in groupby(doubtful, lambda staged: staged.place >> _LINE_BITS):
                for some in batches(of_file, BATCH_UNITS):
                    self._decide(session, memory.id, self._files[number], some)
            staging.publish(session, self._stage, memory.id)
        for file in self._files:
            file.recorder.published(file.units)

    def _update(self, session: Session, memory_id: int) -> None:
        """Carry out the updates, but for those that others came before meanwhile: they are decided anew."""
        if not self._updates:
            return
        late = staging.overtaken(session, self._stage, memory_id, self._since)
        for some in batches(self._updates, BATCH_UNITS):
            stored = by_ids(session, memory_id, [each.stored for each in some])
            fit = [each for each in some if each.staged not in late and each.fits(stored)]
            taken = list(staging.take(session, self._stage, [each.staged for each in fit]))
            decisions = [
                each.decision(one.unit, stored[each.stored]) for each, one in zip(fit, taken, strict=True)
            ]
            carry_out(session, memory_id, decisions, [one.blobs for one in taken])
            for one, decision in zip(taken, decisions, strict=True):
                file = self._files[one.place >> _LINE_BITS]
                file.units -= 1
                file.recorder.decided([_arrival(one)], [decision])

    def _decide(
        self, session: Session, memory_id: int, file: _StagedFile, staged: Sequence[staging.Staged]
    ) -> None:
        file.units -= len(staged)
        found = [each.unit for each in staged]
        blobs = [each.blobs for each in staged]
        decisions = store(session, memory_id, found, blobs, self._policy, file.recorder.siblings)
        file.recorder.decided(list(map(_arrival, staged)), decisions)


def _arrival(staged: staging.Staged) -> Arrival:
    return Arrival(staged.place % (1 << _LINE_BITS), staged.unit)


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
                batch = [units.New(unit) for unit in copies]
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
