"""The example that ships with the program: a memory and a glossary, both called chile-1973."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from glossary.formats.tbx import read_tbx
from tmserver.exchange.tmx.reader import read_tmx
from tmserver.language.analyser import ANALYSER
from tmserver.language.analysis import blob_of
from tmserver.segment import Unit
from tmserver.services.documents import with_neighbours
from tmserver.store import concept_imports, glossaries, memories, units
from tmserver.store.database import Database
from tmserver.store.session import Session

NAME = "chile-1973"
TITLE = "Chile, first days of July 1973 (ru, es, en)"


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What was added: 0 of what was there already."""

    memory: str
    units_added: int
    glossary: str
    concepts_added: int


def load_seed(database: Database) -> SeedReport:
    """Store the example memory and glossary, all or nothing; one that is there already stays as it is."""
    with database.write(by="tmserver", why="seed") as session:
        return SeedReport(NAME, _add_memory(session), NAME, _add_glossary(session))


def _add_memory(session: Session) -> int:
    if memories.find_memory(session, NAME):
        return 0
    memory = memories.create_memory(session, NAME, title=TITLE)
    with (files("tmserver") / "data" / f"{NAME}.tmx").open("rb") as file:
        found = with_neighbours(list(read_tmx(file)))
    return len(units.add(session, memory.id, found, map(_blobs, found), ANALYSER))


def _blobs(unit: Unit) -> list[bytes]:
    return [blob_of(each.text, each.language, each.codes) for each in unit.variants]


def _add_glossary(session: Session) -> int:
    if glossaries.find_glossary(session, NAME):
        return 0
    with (files("glossary") / "data" / f"{NAME}.tbx").open("rb") as file:
        found = read_tbx(file).glossary
    glossary = glossaries.create_glossary(session, NAME, title=found.title, description=found.description)
    return concept_imports.put(session, glossary.id, found.concepts).added
