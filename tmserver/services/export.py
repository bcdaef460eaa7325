"""A memory as a file."""

from __future__ import annotations

from typing import IO

from tmserver.errors import InvalidInput
from tmserver.exchange.report import WriteReport
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.store import memories, selection
from tmserver.store.database import Database

MEDIA_TYPES = {"tmx": "application/x-tmx+xml"}
"""The formats that ``export_memory`` writes, with their media types."""


def export_memory(database: Database, name: str, format_: str, out: IO[bytes]) -> WriteReport:
    """Write all units of the memory, in document order, as they are at one moment; constant memory.

    The report says what the format could not keep. InvalidInput for an unknown format and NotFound for an
    unknown memory come before anything is written.
    """
    if format_ not in MEDIA_TYPES:
        raise InvalidInput(
            f"The format {format_[:40]!r} is unknown; one of: {', '.join(MEDIA_TYPES)}.", field="/format"
        )
    with database.read() as session:
        memory = memories.get_memory(session, name)
        return write_tmx(selection.iterate(session, memory.id), out)
