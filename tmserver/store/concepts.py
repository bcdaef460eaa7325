"""Concepts of a glossary with their terms: add, read, change. Every change keeps the earlier state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from glossary.concept import Concept
from tmserver.errors import Conflict, NotFound
from tmserver.store.concept_rows import from_state
from tmserver.store.concept_writes import keep, key_of, select_concepts, store, update_row
from tmserver.store.session import Session
from tmserver.store.tables import ConceptHistoryRow, ConceptRow
from tmserver.store.texts import is_storable, printable


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
    return next(select_concepts(session, glossary_id, ConceptRow.code == concept_id), None)


def get_concept(session: Session, glossary_id: int, concept_id: str) -> Concept:
    """The concept; NotFound if the glossary has none of that id or it is deleted."""
    concept = find_concept(session, glossary_id, concept_id)
    if concept is None:
        raise NotFound(f"The glossary has no concept {printable(concept_id)}.", field="concept")
    return concept


def iterate(session: Session, glossary_id: int) -> Iterator[Concept]:
    """The concepts in the order in which they were added; deleted ones never."""
    return select_concepts(session, glossary_id)


def changed_since(session: Session, glossary_id: int, revision: int) -> tuple[list[Concept], list[str]]:
    """What a later revision changed: the concepts as they are now, and the ids of deleted ones."""
    row = ConceptRow
    later = (row.glossary_id == glossary_id, row.revision > revision)
    deleted = select(row.code).where(*later, row.deleted_at.is_not(None))
    return list(select_concepts(session, glossary_id, row.revision > revision)), list(
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
    return store(session, glossary_id, concept, None)


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
    return store(session, glossary_id, concept, before)


def delete(session: Session, glossary_id: int, concept_id: str) -> None:
    """Take the concept away; NotFound if there is none. ``restore`` brings it back."""
    revision = session.glossary_revision(glossary_id)
    before = get_concept(session, glossary_id, concept_id)
    key = key_of(session, glossary_id, concept_id)
    keep(session, key, before, "delete")
    update_row(session, key, revision, deleted_at=session.now)


def restore(session: Session, glossary_id: int, concept_id: str) -> Concept:
    """A deleted concept, there again; NotFound if there is none of that id, deleted or not."""
    revision = session.glossary_revision(glossary_id)
    present = find_concept(session, glossary_id, concept_id)
    if present:
        return present
    key = key_of(session, glossary_id, concept_id)
    if key is None:
        raise NotFound(f"The glossary never had a concept {printable(concept_id)}.", field="concept")
    update_row(session, key, revision, deleted_at=None)
    restored = get_concept(session, glossary_id, concept_id)
    keep(session, key, restored, "restore")
    return restored


def history(session: Session, glossary_id: int, concept_id: str) -> list[ConceptChange]:
    """What was changed in a concept, the latest first; empty if nothing was. Deleted ones have theirs too."""
    row = ConceptHistoryRow
    statement = (
        select(row.action, row.state, row.at, row.by, row.why)
        .where(row.concept_id == key_of(session, glossary_id, concept_id))
        .order_by(row.id.desc())
    )
    return [
        ConceptChange(action, from_state(state), at, by, why)
        for action, state, at, by, why in session.connection.execute(statement)
    ]
