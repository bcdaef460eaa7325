"""Rows of concepts and terms: selected, inserted, updated, and what a change ends kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, insert, select, update

from glossary.concept import Concept, Term
from tmserver.store.concept_rows import (
    check_concept,
    concept_of,
    concept_values,
    term_of,
    term_values,
    to_state,
)
from tmserver.store.loading import batches, stream
from tmserver.store.session import Session
from tmserver.store.tables import ConceptHistoryRow, ConceptRow, TermRow


def select_concepts(session: Session, glossary_id: int, *conditions: Any) -> Iterator[Concept]:
    """The concepts that are not deleted and meet the conditions, in the order in which they were added."""
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


def key_of(session: Session, glossary_id: int, concept_id: str) -> int | None:
    """The key of a concept's row, deleted or not; None if there never was one."""
    row = ConceptRow
    return session.connection.scalar(
        select(row.id).where(row.glossary_id == glossary_id, row.code == concept_id)
    )


def store(session: Session, glossary_id: int, concept: Concept, before: Concept | None) -> Concept:
    """The concept as stored in place of ``before``, which is kept; None: of nothing, or of a deleted one."""
    check_concept(session, concept)
    revision = session.glossary_revision(glossary_id)
    key = key_of(session, glossary_id, concept.id)
    values = concept_values(concept) | {"deleted_at": None}
    if before is None:
        session.added["glossary", glossary_id] += 1
    if key is None:
        key = _insert(session, glossary_id, values)
    else:
        if before:
            keep(session, key, before, "edit")
        update_row(session, key, revision, **values)
        session.connection.execute(delete_rows(TermRow).where(TermRow.concept_id == key))
    terms = [
        term_values(term) | {"concept_id": key, "ordinal": ordinal}
        for ordinal, term in enumerate(concept.terms)
    ]
    if terms:
        session.connection.execute(insert(TermRow), terms)
    return replace(concept, revision=revision)


def placed(session: Session, glossary_id: int, position: int) -> dict[str, Any]:
    """The columns of a new concept's row that do not come from its value."""
    return {
        "glossary_id": glossary_id,
        "position": position,
        "revision": session.glossary_revision(glossary_id),
        "changed_by": session.by,
        "changed_at": session.now,
    }


def last_position(session: Session, glossary_id: int) -> int:
    """The position of the glossary's last concept, 0 without any."""
    last = select(func.max(ConceptRow.position)).where(ConceptRow.glossary_id == glossary_id)
    return session.connection.scalar(last) or 0


def update_row(session: Session, key: int | None, revision: int, **values: Any) -> None:
    """Set columns of a concept's row, with who changed it when."""
    values |= {"revision": revision, "changed_by": session.by, "changed_at": session.now}
    session.connection.execute(update(ConceptRow).where(ConceptRow.id == key).values(**values))


def keep(session: Session, key: int | None, before: Concept, action: str) -> None:
    """Keep the state that a change ends."""
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


def _terms(session: Session, keys: list[int]) -> dict[int, list[Term]]:
    terms: dict[int, list[Term]] = defaultdict(list)
    row = TermRow
    statement = select(*row.__table__.columns).where(row.concept_id.in_(keys))
    rows = session.connection.execute(statement.order_by(row.concept_id, row.ordinal)).mappings()
    for term in rows:
        terms[term["concept_id"]].append(term_of(dict(term)))
    return terms


def _insert(session: Session, glossary_id: int, values: dict[str, Any]) -> int:
    values |= placed(session, glossary_id, last_position(session, glossary_id) + 1)
    return int(session.connection.scalar(insert(ConceptRow).values(**values).returning(ConceptRow.id)) or 0)
