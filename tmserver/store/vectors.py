"""Vectors of texts: which a memory lacks, those made since, and how far the making has come.

They are a cache that follows the memory, as the concordance does: ``pending`` tells what is next, ``take``
stores it, ``changed`` gives an index what came since it was last brought up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, bindparam, delete, insert, select

from tmserver.store import following
from tmserver.store.following import Progress
from tmserver.store.loading import batches, stream
from tmserver.store.session import Session
from tmserver.store.tables import UnitRow, VariantRow, VectorProgressRow, VectorRow

ROUND = 250
"""Units whose texts get their vectors together: under a second of work lost if the process is killed."""

_LOCK = 1_952_805_751  # one number of our own among the advisory locks of the database


@dataclass(frozen=True, slots=True)
class Text:
    """A variant that needs a vector; ``data`` is the one that it has already, None if there is none."""

    variant_id: int
    key: str
    text: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Round:
    """The next units of a memory: all their variants, their texts, and how far it was and is with them."""

    memory_id: int
    encoder: str
    before: Progress
    after: Progress
    units: int
    variants: tuple[int, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A variant that changed: its vector, None if it has none (any more)."""

    variant_id: int
    data: bytes | None


def progress(session: Session, memory_id: int, encoder: str) -> Progress:
    """How far the memory's texts have vectors of this encoder; nothing counts if another made them."""
    found = session.connection.execute(_progress(), {"memory": memory_id}).first()
    return Progress(found[1], found[2]) if found and found[0] == encoder else Progress()


def is_complete(session: Session, memory_id: int, encoder: str) -> bool:
    """Whether ``pending`` has come to every unit."""
    return progress(session, memory_id, encoder) == following.goal(session, memory_id)


def remaining(session: Session, memory_id: int, encoder: str, most: int | None = None) -> int:
    """Units that ``pending`` has yet to come to, counted up to ``most``; 0 when every text has its vector."""
    before = progress(session, memory_id, encoder)
    if before == following.goal(session, memory_id):
        return 0
    return following.count_after(session, memory_id, before, most)


def pending(session: Session, memory_id: int, encoder: str) -> Round | None:
    """The next units whose texts need vectors of this encoder, None if all have been looked at."""
    goal = following.goal(session, memory_id)
    before = progress(session, memory_id, encoder)
    if before == goal:
        return None
    restart = before == Progress()
    units = following.units_after(memory_id, before, ROUND)
    variant, vector = VariantRow, VectorRow
    statement = (
        select(units.c.revision, units.c.id, units.c.deleted_at, variant.id, variant.removed)
        .add_columns(variant.language_key, variant.text, vector.digest, vector.data)
        .join_from(units, variant, variant.unit_id == units.c.id)
        .outerjoin(vector, vector.variant_id == variant.id)
        .order_by(units.c.revision, units.c.id, variant.ordinal)
    )
    variants, texts, places = [], [], []
    for place, rows in groupby(session.connection.execute(statement), itemgetter(0, 1)):
        places.append(Progress(*place))
        for _, _, deleted_at, variant_id, removed, key, text, digest, data in rows:
            variants.append(variant_id)
            if deleted_at is None and not removed:
                known = data if digest == text_digest(text) and not restart else None
                texts.append(Text(variant_id, key, text, known))
    after = places[-1] if len(places) == ROUND else goal
    return Round(memory_id, encoder, before, after, len(places), tuple(variants), tuple(texts))


def take(session: Session, found: Round, made: Mapping[int, bytes]) -> bool:
    """Store the vectors of a round by variant id; False if another process was faster."""
    following.lock(session, _LOCK, found.memory_id)
    if progress(session, found.memory_id, found.encoder) != found.before:
        return False
    # A text that changed meanwhile has its unit in a later round, and its vector is replaced there.
    session.connection.execute(delete(VectorRow).where(VectorRow.variant_id.in_(found.variants)))
    present = set(session.connection.scalars(select(VariantRow.id).where(VariantRow.id.in_(found.variants))))
    rows = [
        {"variant_id": each.variant_id, "digest": text_digest(each.text), "data": made[each.variant_id]}
        for each in found.texts
        if each.variant_id in made and each.variant_id in present
    ]
    if rows:
        session.connection.execute(insert(VectorRow), rows)
    row = VectorProgressRow
    session.connection.execute(delete(row).where(row.memory_id == found.memory_id))
    values = {"encoder": found.encoder, "revision": found.after.revision, "unit_id": found.after.unit_id}
    session.connection.execute(insert(row).values(memory_id=found.memory_id, **values))
    return True


def changed(
    session: Session, memory_id: int, key: str, after: Progress, until: Progress
) -> Iterator[Changed]:
    """The variants of the units after ``after`` and up to ``until``, in this order.

    Those of another language than ``key`` and those that are deleted come without a vector.
    """
    unit, variant, vector = UnitRow, VariantRow, VectorRow
    statement = (
        select(unit.revision, unit.id, unit.deleted_at, variant.id, variant.removed, variant.language_key)
        .add_columns(vector.data)
        .join_from(unit, variant, variant.unit_id == unit.id)
        .outerjoin(vector, vector.variant_id == variant.id)
        .where(unit.memory_id == memory_id, unit.revision >= after.revision)
        .where(unit.revision <= until.revision)
        .order_by(unit.revision, unit.id)
    )
    for revision, unit_id, deleted_at, variant_id, removed, found, data in stream(session, statement):
        if after < Progress(revision, unit_id) <= until:
            live = deleted_at is None and not removed and found == key
            yield Changed(variant_id, data if live else None)


def forget(session: Session, memory_id: int) -> None:
    """Delete all vectors of the memory; they are made again when next asked for."""
    units = select(UnitRow.id).where(UnitRow.memory_id == memory_id)
    variants = select(VariantRow.id).where(VariantRow.unit_id.in_(units))
    session.connection.execute(delete(VectorRow).where(VectorRow.variant_id.in_(variants)))
    session.connection.execute(delete(VectorProgressRow).where(VectorProgressRow.memory_id == memory_id))


def of_units(session: Session, unit_ids: Iterable[int]) -> dict[tuple[int, int], bytes]:
    """The vectors of the units' variants by unit id and ordinal, of those whose text still is the same."""
    variant, vector = VariantRow, VectorRow
    statement = (
        select(variant.unit_id, variant.ordinal, variant.text, vector.digest, vector.data)
        .join_from(variant, vector, vector.variant_id == variant.id)
        .where(variant.removed.is_(False))
    )
    found: dict[tuple[int, int], bytes] = {}
    for wanted in batches(unit_ids):
        rows = session.connection.execute(statement.where(variant.unit_id.in_(wanted)))
        found.update(
            ((unit, ordinal), data)
            for unit, ordinal, text, digest, data in rows
            if digest == text_digest(text)
        )
    return found


@cache
def _progress() -> Select[str, int, int]:
    """Made once, as every lookup by meaning runs it."""
    row = VectorProgressRow
    return select(row.encoder, row.revision, row.unit_id).where(row.memory_id == bindparam("memory"))


def text_digest(text: str) -> bytes:
    """8 bytes that tell one text from another."""
    return blake2b(text.encode(), digest_size=8).digest()
