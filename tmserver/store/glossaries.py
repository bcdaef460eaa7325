"""Glossaries: named collections of concepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from glossary.concept import Glossary
from tmserver.errors import Conflict, NotFound
from tmserver.store import concepts, records
from tmserver.store.session import Session
from tmserver.store.tables import ConceptRow, GlossaryRow, TermRow
from tmserver.store.texts import check_name, check_text, is_storable, printable


@dataclass(frozen=True, slots=True)
class StoredGlossary:
    """A glossary without its concepts. ``revision`` counts its write transactions."""

    id: int
    name: str
    title: str = ""
    description: str = ""
    revision: int = 0


def find_glossary(session: Session, name: str) -> StoredGlossary | None:
    """The glossary of that name, None if there is none."""
    if not is_storable(name):
        return None
    row = session.connection.execute(_glossaries().where(GlossaryRow.name == name)).first()
    return StoredGlossary(*row) if row else None


def get_glossary(session: Session, name: str) -> StoredGlossary:
    """The glossary of that name; NotFound naming those that there are."""
    glossary = find_glossary(session, name)
    if glossary is None:
        known = [known.name for known in list_glossaries(session)]
        listed = f"There are: {', '.join(known[:20])}." if known else "There is none yet."
        raise NotFound(f"There is no glossary {printable(name)}. {listed}", field="glossary", known=known)
    return glossary


def get_glossaries(session: Session, names: Iterable[str]) -> list[StoredGlossary]:
    """The glossaries of those names in that order, all there are if none is named; NotFound as for one."""
    return [get_glossary(session, name) for name in dict.fromkeys(names)] or list_glossaries(session)


def list_glossaries(session: Session) -> list[StoredGlossary]:
    """All glossaries by name."""
    rows = session.connection.execute(_glossaries().order_by(GlossaryRow.name))
    return [StoredGlossary(*row) for row in rows]


def create_glossary(session: Session, name: str, *, title: str = "", description: str = "") -> StoredGlossary:
    """A new, empty glossary; Conflict if the name is taken, InvalidInput if it is none."""
    _check(session, name, title, description)
    if find_glossary(session, name):
        raise Conflict(f"There is a glossary {name!r} already. Choose another name.")
    values: dict[str, Any] = {"name": name, "title": title, "description": description, "revision": 0}
    values |= {"created_by": session.by, "created_at": session.now}
    key = session.connection.scalar(insert(GlossaryRow).values(**values).returning(GlossaryRow.id))
    records.note(session, "glossary", "create", name)
    return StoredGlossary(int(key or 0), name, title, description)


def rename_glossary(session: Session, glossary: StoredGlossary, name: str) -> StoredGlossary:
    """The glossary under another name; Conflict if that is taken, InvalidInput if it is none."""
    check_name(name)
    if name == glossary.name:
        return glossary
    if find_glossary(session, name):
        raise Conflict(f"There is a glossary {name!r} already. Choose another name.")
    records.note(session, "glossary", "rename", glossary.name, name)
    revision = _change(session, glossary, name=name)
    return replace(glossary, name=name, revision=revision)


def describe_glossary(
    session: Session, glossary: StoredGlossary, *, title: str, description: str
) -> StoredGlossary:
    """The glossary with another title and description."""
    _check(session, glossary.name, title, description)
    records.note(session, "glossary", "describe", glossary.name)
    revision = _change(session, glossary, title=title, description=description)
    return replace(glossary, title=title, description=description, revision=revision)


def delete_glossary(session: Session, glossary: StoredGlossary) -> None:
    """Take the glossary away with all its concepts; nothing is lost. Its name is free again."""
    records.note(session, "glossary", "delete", glossary.name)
    _change(session, glossary, deleted_at=session.now)


def list_deleted(session: Session) -> list[StoredGlossary]:
    """Deleted glossaries, which can still be restored, the last created first."""
    statement = _columns().where(GlossaryRow.deleted_at.is_not(None)).order_by(GlossaryRow.id.desc())
    return [StoredGlossary(*row) for row in session.connection.execute(statement)]


def restore_glossary(session: Session, glossary: StoredGlossary) -> StoredGlossary:
    """A deleted glossary, there again with all its concepts; Conflict if its name is taken by now."""
    if find_glossary(session, glossary.name):
        raise Conflict(f"There is another glossary {glossary.name!r} by now. Rename that one first.")
    here = GlossaryRow.id == glossary.id
    session.connection.execute(update(GlossaryRow).where(here).values(deleted_at=None))
    records.note(session, "glossary", "restore", glossary.name)
    return replace(glossary, revision=session.glossary_revision(glossary.id))


def count_concepts(session: Session, glossary: StoredGlossary) -> int:
    """How many concepts the glossary has."""
    row = ConceptRow
    statement = select(func.count()).where(row.glossary_id == glossary.id, row.deleted_at.is_(None))
    return session.connection.scalar(statement) or 0


def count_terms(session: Session, glossary: StoredGlossary) -> dict[tuple[str, str], int]:
    """How many terms the glossary has by language tag and status, in the order of these."""
    columns = (TermRow.language, TermRow.status)
    statement = (
        select(*columns, func.count())
        .join(ConceptRow, ConceptRow.id == TermRow.concept_id)
        .where(ConceptRow.glossary_id == glossary.id, ConceptRow.deleted_at.is_(None))
        .group_by(*columns)
        .order_by(*columns)
    )
    return {(language, status): terms for language, status, terms in session.connection.execute(statement)}


def whole(session: Session, glossary: StoredGlossary) -> Glossary:
    """The glossary with all its concepts, as a file would hold it."""
    found = tuple(concepts.iterate(session, glossary.id))
    return Glossary(glossary.name, found, glossary.title, glossary.description)


def _columns() -> Select[*tuple[Any, ...]]:
    row = GlossaryRow
    columns: tuple[Any, ...] = (row.id, row.name, row.title, row.description, row.revision)
    return select(*columns)


def _glossaries() -> Select[*tuple[Any, ...]]:
    return _columns().where(GlossaryRow.deleted_at.is_(None))


def _change(session: Session, glossary: StoredGlossary, **values: Any) -> int:
    revision = session.glossary_revision(glossary.id)
    session.connection.execute(update(GlossaryRow).where(GlossaryRow.id == glossary.id).values(**values))
    return revision


def _check(session: Session, name: str, title: str, description: str) -> None:
    check_name(name)
    check_text(title, "title", session.max_text_length)
    check_text(description, "description", session.max_text_length)
