"""A batch of read units put into a memory within one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import repeat

from tmserver.language.analyser import ANALYSER
from tmserver.segment import Unit
from tmserver.services.imports.decide import Action, Decision, Judge, OnConflict
from tmserver.services.imports.siblings import Ids, Siblings
from tmserver.store import edits, history, imports, units
from tmserver.store.digests import Keys
from tmserver.store.imports import Stock
from tmserver.store.loading import by_ids
from tmserver.store.session import Session

Blobs = Sequence[bytes | None]


def store(
    session: Session,
    memory_id: int,
    arriving: Sequence[Unit],
    blobs: Sequence[Blobs],
    policy: OnConflict,
    siblings: Siblings,
) -> list[Decision]:
    """What became of each unit, in their order; ``siblings`` knows the units that came before them.

    As if they came one by one: what one of them changes, the next ones meet. Units that have nothing to do
    with each other are decided together. All of them were checked by ``rows.check_texts``.
    """
    load = partial(by_ids, session, memory_id)
    judge = Judge(policy, load, partial(imports.earlier_states, session), siblings)
    decided: dict[int, Decision] = {}
    keys = [Keys.of(unit) for unit in arriving]
    waiting: Sequence[int] = range(len(arriving))
    while waiting:
        stock = imports.stock(session, memory_id, [keys[number] for number in waiting])
        together = _Together()
        later = []
        for number in waiting:
            if together.touches(keys[number]):
                later.append(number)
                continue
            decision = judge.decide(arriving[number], keys[number], stock)
            if together.takes(keys[number], decision):
                decided[number] = decision
            else:
                later.append(number)
        now = {number: decided[number] for number in waiting if number in decided}
        added = _write(session, memory_id, now, blobs, keys)
        for known in (*added, *(each.known for each in now.values())):
            siblings.add(known)
        waiting = later
    return [decided[number] for number in range(len(arriving))]


def settled(
    session: Session,
    memory_id: int,
    stage: int,
    arriving: Sequence[Unit],
    policy: OnConflict,
    siblings: Siblings,
    touched: Ids,
) -> dict[int, Decision]:
    """The decisions that can be made before what is on the stage is published, by number.

    These are on units that the memory has already and that change nothing, and on those that take the place
    of a stored one. Nothing on the stage makes a difference to them, nor what precedes them here and is to
    come on it. ``touched`` are the stored units that something on the stage may change; those that a
    unit of this batch may change are added.
    """
    load = partial(by_ids, session, memory_id)
    judge = Judge(policy, load, partial(imports.earlier_states, session), siblings)
    keys = [Keys.of(unit) for unit in arriving]
    stored, staged = (imports.stock(session, home, keys) for home in (memory_id, stage))
    together = _Together()
    there: dict[int, Decision] = {}
    for number, (unit, key) in enumerate(zip(arriving, keys, strict=True)):
        met = stored.sharing(key)
        alone = (
            not staged.shares(key) and not together.touches(key) and not any(each in touched for each in met)
        )
        if met and alone:
            decision = judge.decide(unit, key, stored)
            if _stands(decision, key, stored):
                there[number] = decision
                siblings.add(decision.known)
                if decision.action is Action.UNCHANGED:
                    continue
        together.add(key)
        touched.update(met)
    return there


def _stands(decision: Decision, keys: Keys, stock: Stock) -> bool:
    """Whether the decision leaves the digests of the unit, and no others, in the memory."""
    if decision.action is Action.UPDATED:
        return Keys.of(decision.unit) == keys
    equal = stock.texts.get(keys.texts, ())
    return decision.action is Action.UNCHANGED and any(known.keys == keys for known in equal)


def carry_out(
    session: Session, memory_id: int, decisions: Sequence[Decision], blobs: Sequence[Blobs]
) -> None:
    """Make updates that were decided before; each of another unit."""
    _write(session, memory_id, dict(enumerate(decisions)), blobs)


class _Together:
    """The units decided in one go: none may need what another of them changes."""

    def __init__(self) -> None:
        self._digests: set[bytes] = set()
        self._stored: set[int] = set()

    def touches(self, keys: Keys) -> bool:
        """Whether one of them shares a digest with these keys and changes the memory."""
        return not self._digests.isdisjoint(_digests(keys))

    def add(self, keys: Keys) -> None:
        """Take up the digests of a unit that will change the memory."""
        self._digests.update(_digests(keys))

    def takes(self, keys: Keys, decision: Decision) -> bool:
        """Whether the decision may be carried out with the others; it is one of them then."""
        if decision.action in {Action.ADDED, Action.UPDATED}:
            if decision.stored and decision.stored.id in self._stored:
                return False
            self.add(keys)
            if decision.stored:
                self._stored.add(decision.stored.id)
        return True


def _digests(keys: Keys) -> Iterable[bytes]:
    return [each for each in (keys.texts, keys.source, keys.identity) if each]


def _write(
    session: Session,
    memory_id: int,
    decisions: dict[int, Decision],
    blobs: Sequence[Blobs],
    keys: Sequence[Keys] = (),
) -> list[int]:
    """The ids of the units added, of which there must be ``keys``."""
    ids: list[int] = []
    added = [number for number, decision in decisions.items() if decision.action is Action.ADDED]
    if added:
        batch = [units.New(decisions[number].unit, blobs[number], keys[number]) for number in added]
        revisions = repeat(session.revision(memory_id))
        ids = units.place(session, memory_id, batch, ANALYSER, revisions, as_dated=True)
    changed = []
    beside = []
    for number, decision in decisions.items():
        stored = decision.stored
        if stored and decision.action is Action.UPDATED:
            after = edits.edited(session, stored, decision.unit, as_dated=True)
            changed.append(edits.Edit(stored, after, blobs[number]))
        elif stored and decision.keep:
            beside.append(replace(decision.unit, id=stored.id, revision=stored.revision))
    if changed:
        edits.replace_all(session, memory_id, changed, ANALYSER)
    history.keep(session, beside, "conflict")
    return ids
