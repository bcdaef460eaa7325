"""Import, export and import again: the same units, as far as the format can hold them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tmserver.services.imports.importing import do, stored
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.services.export import ExportRequest, export_memory
from tmserver.services.imports.decide import Action
from tmserver.store import memories
from tmserver.store.database import Database

# What XML can hold: no controls, no halves of characters. The store trims nothing.
LETTERS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
TEXTS = LETTERS.filter(lambda text: bool(text.strip()))
MOMENTS = st.none() | st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)).map(  # noqa: DTZ001 (made aware next)
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
CODES = st.just(()) | st.just((Code(0, "ph", "whole", (("x", "1"), ("type", "lb")), "&lt;br/&gt;"),))


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """A unit in two or three languages with whatever TMX can say of it."""
    languages = draw(st.sampled_from([("ru", "es"), ("es-CL", "ru"), ("ru", "es", "en")]))
    variants = tuple(
        Variant(
            language,
            draw(TEXTS),
            draw(CODES),
            previous=draw(st.none() | st.just("") | TEXTS),
            next=draw(st.none() | TEXTS),
            notes=tuple(draw(st.lists(LETTERS, max_size=1))),
        )
        for language in languages
    )
    document = draw(st.sampled_from(["", "a.txt"]))
    return Unit(
        variants,
        external_id=draw(st.sampled_from(["", "1", "ключ"])),
        document=document,
        position=draw(st.none() | st.integers(1, 9)) if document else None,
        source_language=draw(st.sampled_from(["", languages[0]])),
        notes=tuple(draw(st.lists(LETTERS, max_size=2))),
        props=tuple(Prop("client", value) for value in draw(st.lists(LETTERS, max_size=2))),
        status=draw(st.sampled_from(list(Status))),
        created_by=draw(st.sampled_from(["", "Ана"])),
        created_at=draw(MOMENTS),
        changed_at=draw(MOMENTS),
        usage_count=draw(st.integers(0, 3)),
    )


def bare(unit: Unit) -> Unit:
    """The unit without what the store adds."""
    return replace(unit, id=0, revision=0, added_by="", added_at=None)


def contents(database: Database, memory: str) -> list[str]:
    """The units of a memory, comparable."""
    return sorted(repr(bare(unit)) for unit in stored(database, memory))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units())
def test_a_unit_comes_back_as_it_was(sqlite_database: Database, unit: Unit) -> None:
    """TMX out and in again gives an equal unit; and a third import into the same memory changes nothing."""
    try:
        there_and_back(sqlite_database, [unit])
    finally:
        # Or else the next example would find the memories of one that failed.
        with sqlite_database.write() as session:
            for memory in memories.list_memories(session):
                memories.purge_memory(session, memory)


def there_and_back(database: Database, found: list[Unit]) -> None:
    """Out, in again, and once more."""
    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.tmx", Path(folder) / "second.tmx"
        with first.open("wb") as out:
            write_tmx(found, out)
        do(database, first, memory="one")
        with second.open("wb") as out:
            export_memory(database, "one", "tmx", out, ExportRequest(statuses=tuple(Status)))
        (result,) = do(database, second, memory="other")
        assert result.error is None
        assert contents(database, "other") == contents(database, "one")
        (again,) = do(database, second, memory="other")
        assert again.actions[Action.UNCHANGED] == again.read


@pytest.mark.parametrize("staged", [False, True])
def test_the_seed_comes_back_as_it_was(sqlite_database: Database, tmp_path: Path, *, staged: bool) -> None:
    """Twenty sentences in three languages, by either kind of import."""
    seed = Path(__file__).parents[4] / "tmserver" / "data" / "chile-1973.tmx"
    do(sqlite_database, seed, memory="one", all_or_nothing=staged)
    file = tmp_path / "out.tmx"
    with file.open("wb") as out:
        export_memory(sqlite_database, "one", "tmx", out)
    do(sqlite_database, file, memory="other", all_or_nothing=staged)
    assert contents(sqlite_database, "one") == contents(sqlite_database, "other")
    assert len(contents(sqlite_database, "one")) == 20
