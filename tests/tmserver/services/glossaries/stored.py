"""Concepts that the tests of glossary services store."""

from __future__ import annotations

from glossary.concept import Concept, Definition, Term, TermStatus
from tmserver.store import concept_imports, glossaries
from tmserver.store.database import Database

CORDON = Concept(
    "cordon",
    (
        Term("кордон", "ru", TermStatus.PREFERRED),
        Term("cordón", "es", TermStatus.PREFERRED),
        Term("barrera", "es", TermStatus.FORBIDDEN),
    ),
    definitions=(Definition("ru", "объединение занятых предприятий", "словарь"),),
)
POWER = Concept("power", (Term("народная власть", "ru"), Term("poder popular", "es")), domain="politics")


def stored(database: Database, name: str, *held: Concept) -> None:
    """A new glossary with these concepts."""
    with database.write(by="anna") as session:
        home = glossaries.create_glossary(session, name)
        concept_imports.put(session, home.id, held)
