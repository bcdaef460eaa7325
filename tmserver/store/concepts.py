"""Concepts of a glossary with their terms: add, read, change. Every change keeps the earlier state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, insert, select, update

from glossary.concept import Concept, Term
from tmserver.errors import Conflict, NotFound
from tmserver.store.concept_rows import (
    check_concept,
    concept_of,
    concept_values,
    from_state,
    term_of,
    term_values,
    to_state,
)
from tmserver.store.loading import batches, stream
from tmserver.store.session import Session
from tmserver.store.tables import ConceptHistoryRow, ConceptRow, TermRow
from tmserver.store.texts import is_storable, printable

MANY = 1_000
"""Concepts that one statement stores."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the concepts of an import."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class ConceptChange:
    """One change of a concept: ``before`` is the state that it ended; ``action`` edit, delete or restore."""

    action: str
    before: Concept
    at: datetime
    by: str
    why: str


def find_concept(session: Session, glossary_id: int, concept_id: str) -> Concept | None:
    """The concept; None if the glossary has none of that id or it is deleted."""
    if not is_storable(concept_id):
        return None
    return next(_concepts(session, glossary_id, ConceptRow.code == concept_id), None)


def get_concept(session: Session, glossary_id: int, concept_id: str) -> Concept:
    """The concept; NotFound if the glossary has none of that id or it is deleted."""
    concept = find_concept(session, glossary_id, concept_id)
    if concept is None:
        raise NotFound(f"The glossary has no concept {printable(concept_id)}.", field="concept")
    return concept


def iterate(session: Session, glossary_id: int) -> Iterator[Concept]:
    """The concepts in the order in which they were added; deleted ones never."""
    return _concepts(session, glossary_id)


def changed_since(session: Session, glossary_id: int, revision: int) -> tuple[list[Concept], list[str]]:
    """What a later revision changed: the concepts as they are now, and the ids of deleted ones."""
    row = ConceptRow
    later = (row.glossary_id == glossary_id, row.revision > revision)
    deleted = select(row.code).where(*later, row.deleted_at.is_not(None))
    return list(_concepts(session, glossary_id, row.revision > revision)), list(
        session.connection.scalars(deleted)
    )


def add(session: Session, glossary_id: int, concept: Concept) -> Concept:
    """The concept as stored behind all others; Conflict if its id is taken.

    The id of a deleted concept is free: its history goes on.
    """
    if find_concept(session, glossary_id, concept.id):
        raise Conflict(
            f"There is a concept {printable(concept.id)} already. Choose another id, or edit that."
        )
    return _store(session, glossary_id, concept, None)


def edit(session: Session, glossary_id: int, concept: Concept) -> Concept:
    """The stored concept after ``concept`` has taken the place of the one with its id.

    Conflict unless ``concept.revision`` is the stored one: somebody else changed it meanwhile. NotFound if it
    is deleted.
    """
    session.glossary_revision(glossary_id)
    before = get_concept(session, glossary_id, concept.id)
    if before.revision != concept.revision:
        raise Conflict(
            f"Concept {printable(concept.id)} was changed meanwhile (revision {before.revision}, "
            f"yours is {concept.revision}). Read it again and repeat the change."
        )
    return _store(session, glossary_id, concept, before)


def put(session: Session, glossary_id: int, concepts: Iterable[Concept]) -> Outcome:
    """Add the concepts, or let them take the place of those with their ids: an import, done twice or once.

    Concepts that the import does not name stay. What is equal already is not touched.
    """
    session.glossary_revision(glossary_id)
    before = {concept.id: concept for concept in iterate(session, glossary_id)}
    new: dict[str, Concept] = {}
    updated = unchanged = 0
    for concept in concepts:
        known = before.get(concept.id)
        if known is None:
            new[concept.id] = concept
        elif replace(known, revision=0) == replace(concept, revision=0):
            unchanged += 1
        else:
            before[concept.id] = _store(session, glossary_id, concept, known)
            updated += 1
    _add_many(session, glossary_id, list(new.values()))
    return Outcome(len(new), updated, unchanged)


def delete(session: Session, glossary_id: int, concept_id: str) -> None:
    """Take the concept away; NotFound if there is none. ``restore`` brings it back."""
    revision = session.glossary_revision(glossary_id)
    before = get_concept(session, glossary_id, concept_id)
    key = _key(session, glossary_id, concept_id)
    _keep(session, key, before, "delete")
    _update(session, key, revision, deleted_at=session.now)


def restore(session: Session, glossary_id: int, concept_id: str) -> Concept:
    """A deleted concept, there again; NotFound if there is none of that id, deleted or not."""
    revision = session.glossary_revision(glossary_id)
    present = find_concept(session, glossary_id, concept_id)
    if present:
        return present
    key = _key(session, glossary_id, concept_id)
    if key is None:
        raise NotFound(f"The glossary never had a concept {printable(concept_id)}.", field="concept")
    _update(session, key, revision, deleted_at=None)
    restored = get_concept(session, glossary_id, concept_id)
    _keep(session, key, restored, "restore")
    return restored


def history(session: Session, glossary_id: int, concept_id: str) -> list[ConceptChange]:
    """What was changed in a concept, the latest first; empty if nothing was. Deleted ones have theirs too."""
    row = ConceptHistoryRow
    statement = (
        select(row.action, row.state, row.at, row.by, row.why)
        .where(row.concept_id == _key(session, glossary_id, concept_id))
        .order_by(row.id.desc())
    )
    return [
        ConceptChange(action, from_state(state), at, by, why)
        for action, state, at, by, why in session.connection.execute(statement)
    ]


def _concepts(session: Session, glossary_id: int, *conditions: Any) -> Iterator[Concept]:
    row = ConceptRow
    statement = (
        select(*row.__table__.columns)
        .where(row.glossary_id == glossary_id, row.deleted_at.is_(None), *conditions)
        .order_by(row.position, row.id)
    )
    names = row.__table__.columns.keys()
    for found in batches(stream(session, statement)):
        rows = [dict(zip(names, values, strict=True)) for values in found]
        terms = _terms(session, [concept["id"] for concept in rows])
        for concept in rows:
            yield concept_of(concept, terms[concept["id"]])


def _terms(session: Session, keys: list[int]) -> dict[int, list[Term]]:
    terms: dict[int, list[Term]] = defaultdict(list)
    row = TermRow
    statement = select(*row.__table__.columns).where(row.concept_id.in_(keys))
    rows = session.connection.execute(statement.order_by(row.concept_id, row.ordinal)).mappings()
    for term in rows:
        terms[term["concept_id"]].append(term_of(dict(term)))
    return terms


def _key(session: Session, glossary_id: int, concept_id: str) -> int | None:
    row = ConceptRow
    return session.connection.scalar(
        select(row.id).where(row.glossary_id == glossary_id, row.code == concept_id)
    )


def _store(session: Session, glossary_id: int, concept: Concept, before: Concept | None) -> Concept:
    check_concept(session, concept)
    revision = session.glossary_revision(glossary_id)
    key = _key(session, glossary_id, concept.id)
    values = concept_values(concept) | {"deleted_at": None}
    if before is None:
        session.added["glossary", glossary_id] += 1
    if key is None:
        key = _insert(session, glossary_id, values)
    else:
        if before:
            _keep(session, key, before, "edit")
        _update(session, key, revision, **values)
        session.connection.execute(delete_rows(TermRow).where(TermRow.concept_id == key))
    terms = [
        term_values(term) | {"concept_id": key, "ordinal": ordinal}
        for ordinal, term in enumerate(concept.terms)
    ]
    if terms:
        session.connection.execute(insert(TermRow), terms)
    return replace(concept, revision=revision)


def _add_many(session: Session, glossary_id: int, concepts: Sequence[Concept]) -> None:
    """Add concepts that the glossary does not have, in a few statements: 50,000 in seconds."""
    row = ConceptRow
    statement = select(row.code).where(row.glossary_id == glossary_id, row.deleted_at.is_not(None))
    deleted = set(session.connection.scalars(statement))
    fresh = [concept for concept in concepts if concept.id not in deleted]
    for start in range(0, len(fresh), MANY):
        _add_batch(session, glossary_id, fresh[start : start + MANY])
    for concept in concepts:
        if concept.id in deleted:
            _store(session, glossary_id, concept, None)


def _add_batch(session: Session, glossary_id: int, concepts: Sequence[Concept]) -> None:
    for concept in concepts:
        check_concept(session, concept)
    session.added["glossary", glossary_id] += len(concepts)
    first = _last_position(session, glossary_id) + 1
    rows = [
        concept_values(concept) | _placed(session, glossary_id, position)
        for position, concept in enumerate(concepts, first)
    ]
    returned = session.connection.execute(insert(ConceptRow).returning(ConceptRow.code, ConceptRow.id), rows)
    keys = dict(returned.all())
    terms = [
        term_values(term) | {"concept_id": keys[concept.id], "ordinal": ordinal}
        for concept in concepts
        for ordinal, term in enumerate(concept.terms)
    ]
    if terms:
        session.connection.execute(insert(TermRow), terms)


def _placed(session: Session, glossary_id: int, position: int) -> dict[str, Any]:
    """The columns of a new concept's row that do not come from its value."""
    return {
        "glossary_id": glossary_id,
        "position": position,
        "revision": session.glossary_revision(glossary_id),
        "changed_by": session.by,
        "changed_at": session.now,
    }


def _last_position(session: Session, glossary_id: int) -> int:
    last = select(func.max(ConceptRow.position)).where(ConceptRow.glossary_id == glossary_id)
    return session.connection.scalar(last) or 0


def _insert(session: Session, glossary_id: int, values: dict[str, Any]) -> int:
    values |= _placed(session, glossary_id, _last_position(session, glossary_id) + 1)
    return int(session.connection.scalar(insert(ConceptRow).values(**values).returning(ConceptRow.id)) or 0)


def _update(session: Session, key: int | None, revision: int, **values: Any) -> None:
    values |= {"revision": revision, "changed_by": session.by, "changed_at": session.now}
    session.connection.execute(update(ConceptRow).where(ConceptRow.id == key).values(**values))


def _keep(session: Session, key: int | None, before: Concept, action: str) -> None:
    session.connection.execute(
        insert(ConceptHistoryRow).values(
            concept_id=key,
            action=action,
            state=to_state(before),
            at=session.now,
            by=session.by,
            why=session.why,
        )
    )
