"""An import that is staged decides as a plain one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from tests.tmserver.services.imports.importing import counts, do, stored, texts, tmx, tu
from tmserver.exchange.tmx.writer import write_tmx
from tmserver.segment import Status, Unit, Variant
from tmserver.services.imports.decide import OnConflict
from tmserver.services.imports.report import FileResult
from tmserver.services.imports.run import ImportRequest, Progress, import_files
from tmserver.settings import Settings
from tmserver.store.database import Database
from tmserver.store.tables import UnitHistoryRow

OLD, NEW, NEWEST = (f'changedate="{year}0101T000000Z"' for year in (2020, 2021, 2022))
LANGUAGES = [("ru", "es"), ("es", "ru"), ("ru", "en"), ("ru", "es", "en")]
DATES = st.sampled_from([None, *(datetime(year, 1, 1, tzinfo=UTC) for year in (2020, 2021, 2022))])


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """One of few texts, ids and places, so that units come to share them."""
    word = st.sampled_from("aab")
    languages = draw(st.sampled_from(LANGUAGES))
    document = draw(st.sampled_from(["", "d"]))
    return Unit(
        tuple(
            Variant(language, draw(word), previous=draw(st.sampled_from([None, None, "a"])))
            for language in languages
        ),
        external_id=draw(st.sampled_from(["", "1", "2"])),
        document=document,
        position=draw(st.sampled_from([None, 1, 2])) if document else None,
        status=draw(st.sampled_from([Status.TRANSLATED, Status.REVIEWED])),
        changed_at=draw(DATES),
    )


FILES = st.lists(st.lists(units(), min_size=1, max_size=3), min_size=1, max_size=3)


@settings(max_examples=15)
@given(st.lists(units(), max_size=4), FILES, st.sampled_from(OnConflict))
def test_what_is_staged_comes_out_as_if_it_were_not(
    before: list[Unit], files: list[list[Unit]], policy: OnConflict
) -> None:
    """The same units, histories and counts, file by file."""
    with TemporaryDirectory() as folder:
        paths = [
            written(Path(folder) / f"{number}.tmx", each) for number, each in enumerate((before, *files))
        ]
        outcomes = []
        for staged in (False, True):
            database = Database(f"sqlite:///{folder}/{staged}.db")
            database.create()
            do(database, paths[0])
            results = do(database, *paths[1:], on_conflict=policy, all_or_nothing=staged)
            outcomes.append((contents(database), states(database), *map(told, results)))
            database.close()
    assert outcomes[0] == outcomes[1]


def written(path: Path, some: Sequence[Unit]) -> Path:
    """A TMX file of these units."""
    with path.open("wb") as file:
        write_tmx(some, file, source="*all*")
    return path


def contents(database: Database) -> list[str]:
    """The units of the memory without what the store adds."""
    return sorted(
        repr(replace(each, id=0, revision=0, added_by="", added_at=None)) for each in stored(database)
    )


def states(database: Database) -> int:
    """How many earlier states of units are kept."""
    with database.read() as session:
        return session.connection.scalar(select(func.count()).select_from(UnitHistoryRow)) or 0


def told(result: FileResult) -> tuple[object, ...]:
    """What is reported of a file."""
    return counts(result), result.conflicts, result.reasons


def staged(
    database: Database, path: Path, meanwhile: Callable[[], object], memory: str = "work"
) -> FileResult:
    """The result of a staged import, with ``meanwhile`` done between its last batch and its publication."""

    def watch(progress: Progress) -> None:
        if progress.done:
            meanwhile()

    request = ImportRequest(memory, "ana", all_or_nothing=True)
    (result,) = import_files(database, Settings(), request, [path], watch=watch)
    return result


@pytest.mark.parametrize(
    ("translation", "policy", "expected", "left"),
    [
        ("Vale", OnConflict.NEWER, (1, 0, 0, 0, 1), ["Vale"]),
        ("Claro", OnConflict.KEEP_BOTH, (1, 0, 0, 1, 0), ["Claro", "Sí"]),
    ],
)
def test_what_others_write_meanwhile_is_minded(
    database: Database,
    tmp_path: Path,
    translation: str,
    policy: OnConflict,
    expected: tuple[int, ...],
    left: list[str],
) -> None:
    """The stored unit was changed to a newer state, or the very same unit has come: it is decided anew."""
    do(database, tmx(tmp_path / "a.tmx", tu(OLD, ru="Да", es="Sí")))
    other = tmx(tmp_path / "b.tmx", tu(NEWEST, ru="Да", es=translation))
    mine = tmx(tmp_path / "c.tmx", tu(NEW, ru="Да", es="Claro"))
    result = staged(database, mine, lambda: do(database, other, on_conflict=policy))
    assert counts(result) == expected
    assert texts(database) == left


def test_publishing_updates_asks_as_often_for_many_as_for_few(database: Database, tmp_path: Path) -> None:
    """They were decided before: other writers wait for nothing but the writing."""
    asked: list[int] = []
    for units in (2, 40):
        old, new = (
            tmx(tmp_path / f"{spanish}.tmx", *(tu(dated, ru=f"Да {n}", es=spanish) for n in range(units)))
            for spanish, dated in (("Sí", OLD), ("Claro", NEW))
        )
        do(database, old, memory=f"work-{units}")
        statements: list[str] = []
        with heard(database, statements):
            result = staged(database, new, statements.clear, memory=f"work-{units}")
        assert counts(result) == (units, 0, units, 0, 0)
        asked.append(len(statements))
    assert asked[0] == asked[1]


@contextmanager
def heard(database: Database, statements: list[str]) -> Iterator[None]:
    """Take up what the database is asked."""

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", hear)
    yield
    event.remove(database.engine, "before_cursor_execute", hear)
