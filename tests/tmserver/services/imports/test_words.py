"""The word index that an import leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tmserver.services.imports.importing import do
from tmserver.services.imports.run import ImportRequest, Progress, import_files
from tmserver.services.imports.units import BATCH_UNITS
from tmserver.settings import Settings
from tmserver.store import concordance, memories
from tmserver.store.database import Database


def is_fresh(database: Database) -> bool:
    """Whether the index has all units of the memory."""
    with database.read() as session:
        return concordance.is_fresh(session, memories.get_memory(session, "work"))


@pytest.mark.parametrize("all_or_nothing", [False, True])
def test_a_long_import_leaves_nothing_to_index(
    database: Database, tmp_path: Path, *, all_or_nothing: bool
) -> None:
    """Its words are in the index when it ends, whoever imports; how far that is is told last."""
    file = tmp_path / "long.csv"
    lines = (f"слово {number},palabra {number}" for number in range(BATCH_UNITS + 500))
    file.write_text("ru,es\n" + "\n".join(lines), "utf-8")
    told: list[Progress] = []
    request = ImportRequest("work", "ana", create=True, all_or_nothing=all_or_nothing)
    import_files(database, Settings(), request, [file], watch=told.append)
    assert is_fresh(database)
    assert (told[-1].file, told[-1].done) == ("", True)


def test_a_short_import_leaves_its_words_to_the_first_search(database: Database, tmp_path: Path) -> None:
    """No process is started for what the search does in less time."""
    file = tmp_path / "short.csv"
    file.write_text("ru,es\nслово,palabra\n", "utf-8")
    do(database, file)
    assert not is_fresh(database)
