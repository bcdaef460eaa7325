"""Numbers of a memory, the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from tmserver.segment import Unit, Variant
from tmserver.store import memories, statistics, units
from tmserver.store.database import Database
from tmserver.store.statistics import AuthorCount


def test_numbers_of_a_memory(database: Database) -> None:
    """Months in UTC, authors by their units, characters as code points; deleted units do not count."""
    for month, by, texts in ((1, "anna", ("да", "sí")), (12, "boris", ("🔥", "fuego")), (12, "", ("x", "y"))):
        with database.write(by=by) as session:
            session.now = datetime(2025, month, 31, 23, 59, 59, tzinfo=UTC)
            home = memories.find_memory(session, "chile") or memories.create_memory(session, "chile")
            variants = (Variant("ru", texts[0]), Variant("es", texts[1]))
            (key,) = units.add(session, home.id, [Unit(variants, changed_by="anna" if by else "")])
            if not by:
                units.delete(session, home.id, [key])
    with database.read() as session:
        assert statistics.growth(session, home.id) == {"2025-01": 1, "2025-12": 1}
        assert statistics.authors(session, home.id, most=9) == [
            AuthorCount("anna", 1, 2),
            AuthorCount("boris", 1, 0),
        ]
        assert statistics.authors(session, home.id, most=1) == [AuthorCount("anna", 1, 2)]
        assert statistics.characters(session, home.id) == {"es": 7, "ru": 3}
