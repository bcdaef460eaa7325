"""Import, export and import again: the same units, as far as the format can hold them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tmserver.services.imports.importing import counts, do, stored, tmx, tu
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Code, Prop, Status, Unit, Variant
from tmserver.services.export import ExportRequest, export_memory
from tmserver.services.imports.decide import Action, OnConflict
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


# Few texts, ids and places, so that units come to share them.
SOME = st.sampled_from(["Да", "Нет", "Дом "]) | TEXTS
NEIGHBOURS = st.none() | st.just("") | SOME
DATES = st.sampled_from([None, datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)]) | MOMENTS
LANGUAGES = [
    ("ru", "es"),
    ("es", "ru"),
    ("es-CL", "ru"),
    ("ru", "en"),
    ("ru", "es", "en"),
    ("ru", "es", "es"),
]


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """A unit in two or three languages with whatever TMX can say of it."""
    languages = draw(st.sampled_from(LANGUAGES))
    variants = tuple(
        Variant(
            language,
            draw(SOME),
            draw(CODES),
            previous=draw(NEIGHBOURS),
            next=draw(NEIGHBOURS),
            notes=tuple(draw(st.lists(LETTERS, max_size=1))),
            props=tuple(Prop("approved by", value) for value in draw(st.lists(LETTERS, max_size=1))),
        )
        for language in languages
    )
    document = draw(st.sampled_from(["", "a.txt", "b.txt"]))
    return Unit(
        variants,
        external_id=draw(st.sampled_from(["", "1", "ключ"])),
        document=document,
        position=draw(st.none() | st.integers(1, 4)) if document else None,
        source_language=draw(st.sampled_from(["", languages[0]])),
        notes=tuple(draw(st.lists(LETTERS, max_size=2))),
        props=tuple(Prop("client", value) for value in draw(st.lists(LETTERS, max_size=2))),
        status=draw(st.sampled_from(list(Status))),
        created_by=draw(st.sampled_from(["", "Ана"])),
        created_at=draw(DATES),
        changed_at=draw(DATES),
        usage_count=draw(st.integers(0, 3)),
    )


def bare(unit: Unit) -> Unit:
    """The unit without what the store adds."""
    return replace(unit, id=0, revision=0, added_by="", added_at=None)


def contents(database: Database, memory: str) -> list[str]:
    """The units of a memory, comparable, each as often as it is there."""
    return sorted(repr(bare(unit)) for unit in stored(database, memory))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(units(), min_size=1, max_size=6), st.sampled_from(OnConflict), st.booleans())
def test_a_memory_comes_back_as_it_was(
    sqlite_template: Path, found: list[Unit], policy: OnConflict, staged: bool
) -> None:
    """TMX out and in again gives equal units, however they came; and a third time changes nothing.

    By the policy that is the default, although units of a memory may share texts and ids.
    """
    # A database of its own: what one example left behind would lead the search for the smallest one astray.
    with TemporaryDirectory() as folder:
        shutil.copyfile(sqlite_template, Path(folder) / "tmserver.db")
        database = Database(f"sqlite:///{folder}/tmserver.db")
        first, second = Path(folder) / "first.tmx", Path(folder) / "second.tmx"
        with first.open("wb") as out:
            write_tmx(found, out)
        do(database, first, memory="one", on_conflict=policy)
        with second.open("wb") as out:
            report = export_memory(database, "one", "tmx", out, ExportRequest(statuses=tuple(Status)))
        (result,) = do(database, second, memory="other", all_or_nothing=staged)
        assert result.error is None
        assert not report.lost
        assert contents(database, "other") == contents(database, "one")
        for memory in ("one", "other"):
            (again,) = do(database, second, memory=memory)
            assert again.actions[Action.UNCHANGED] == again.read
        database.close()


def test_only_an_export_of_a_memory_is_free_of_conflicts(sqlite_database: Database, tmp_path: Path) -> None:
    """Two translations of one source stay two units on their way through a file; those of other tools do not.

    Nor are neighbours guessed that the memory did not know.
    """
    place = '<prop type="x-document">a</prop><prop type="x-position">{}</prop>'
    file = tmx(
        tmp_path / "a.tmx",
        tu(props=place.format(5), ru="Да", es="Sí"),
        tu(props=place.format(4), ru="Да", es="Claro"),
    )
    assert counts(do(sqlite_database, file, memory="merged")[0]) == (2, 1, 1, 0, 0)
    do(sqlite_database, file, on_conflict=OnConflict.KEEP_BOTH)
    out = tmp_path / "out.tmx"
    with out.open("wb") as opened:
        export_memory(sqlite_database, "work", "tmx", opened)
    assert counts(do(sqlite_database, out, memory="copy")[0]) == (2, 2, 0, 0, 0)
    assert contents(sqlite_database, "copy") == contents(sqlite_database, "work")


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
