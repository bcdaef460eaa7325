"""Exports: which units leave, in which languages and formats, and that they come back."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from translate.storage.pypo import pofile
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from tests.tmserver.services.imports.importing import do, stored, tmx, tu
from tmserver.errors import InvalidInput
from tmserver.segment import Status, Unit
from tmserver.services.export import MEDIA_TYPES, ExportRequest, export_memory
from tmserver.store.database import Database


@pytest.fixture
def filled(sqlite_database: Database, tmp_path: Path) -> Database:
    """Four units: trilingual, reviewed of 2020, rejected, of another document."""
    status = '<prop type="x-status">{}</prop>'
    do(
        sqlite_database,
        tmx(
            tmp_path / "filled.tmx",
            tu('tuid="1" changeid="Ана"', ru="Дом &amp; сад", es="Casa y jardín", en="House and garden"),
            tu('tuid="2" changedate="20200101T120000Z"', status.format("reviewed"), ru="Да", es="Sí"),
            tu('tuid="3"', status.format("rejected"), ru="Нет", es="Ni"),
            tu('tuid="4"', '<prop type="x-document">б</prop>', ru="Мир", **{"es-CL": "Paz"}),
        ),
    )
    return sqlite_database


def exported(database: Database, format_: str = "tmx", **request: object) -> str:
    """The memory "work" as text."""
    out = io.BytesIO()
    export_memory(database, "work", format_, out, ExportRequest(**request))  # type: ignore[arg-type]  # as given
    return out.getvalue().decode("utf-8-sig")


def ids(database: Database, request: dict[str, object]) -> str:
    """The ids of the units that leave, in order."""
    written = exported(database, "tmx", **request)
    return "".join(number for number in "1234" if f'tuid="{number}"' in written)


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ({}, "124"),
        ({"statuses": (Status.REJECTED,)}, "3"),
        ({"documents": ("б",)}, "4"),
        ({"authors": ("Ана",)}, "1"),
        ({"since": datetime(2020, 1, 1, tzinfo=UTC)}, "2"),
        ({"before": datetime(2020, 1, 1, tzinfo=UTC)}, ""),
        ({"languages": ("es", "en")}, "1"),
        ({"pair": ("en", "es")}, "1"),
        ({"pair": ("ru", "es")}, "124"),
        ({"pair": ("ru", "es-MX")}, "124"),
    ],
)
def test_the_wanted_units_leave(filled: Database, request_: dict[str, object], left: str) -> None:
    """Rejected ones only if asked for; a language without region stands for all."""
    assert ids(filled, request_) == left


def test_a_pair_leaves_in_its_direction_and_under_the_mapped_tags(filled: Database) -> None:
    """Two variants a unit, the source first."""
    written = exported(filled, pair=("es", "ru"), mapping={"es": "es-ES"}, documents=("",))
    assert written.index('xml:lang="es-ES"') < written.index('xml:lang="ru"')
    assert 'xml:lang="en"' not in written
    assert 'srclang="es-ES"' in written


@pytest.mark.parametrize("format_", ["xliff", "po"])
def test_a_bilingual_format_needs_a_pair(filled: Database, format_: str) -> None:
    """The error names a pair that the memory has."""
    with pytest.raises(InvalidInput, match="such as en-es"):
        exported(filled, format_)


def test_a_table_has_the_languages_of_the_memory_or_those_asked_for(filled: Database) -> None:
    """In the order asked for."""
    assert exported(filled, "csv").startswith("en,es,es-CL,ru,tuid,")
    assert exported(filled, "csv", languages=("ru", "es"), delimiter=";").startswith("ru;es;tuid;")
    assert exported(filled, "tsv", pair=("es", "ru")).startswith("es\tru\ttuid\t")


@pytest.mark.parametrize(("format_", "reader"), [("tmx", tmxfile), ("xliff", Xliff2File), ("po", pofile)])
def test_other_programs_read_as_many_units(filled: Database, format_: str, reader: Any) -> None:
    """Translate Toolkit finds the three pairs in every format."""
    found = reader.parsestring(exported(filled, format_, pair=("ru", "es")).encode())
    assert [str(unit.source) for unit in found.units if not unit.isheader()] == ["Дом & сад", "Да", "Мир"]


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_what_was_exported_comes_back(filled: Database, tmp_path: Path, format_: str) -> None:
    """Into another memory: the same texts."""
    file = tmp_path / f"out.{format_}"
    file.write_text(exported(filled, format_, pair=("ru", "es")), encoding="utf-8")
    (result,) = do(filled, file, memory="back")
    assert result.error is None
    assert {_texts(unit) for unit in stored(filled, "back")} == {
        ("Дом & сад", "Casa y jardín"),
        ("Да", "Sí"),
        ("Мир", "Paz"),
    }


def _texts(unit: Unit) -> tuple[str, ...]:
    return tuple(variant.text for variant in unit.variants)


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_an_anonymised_export(sqlite_database: Database, tmp_path: Path, format_: str) -> None:
    """Nothing is left of people, paths, notes and properties in any format; texts and codes are."""
    secrets = (
        'tuid="/srv/secret.c:12" creationid="secret" changeid="secret" creationdate="20200101T120000Z"',
        '<note>secret</note><prop type="x-document">/home/secret</prop><prop type="x-secret">secret</prop>',
    )
    codes = {"ru": 'Дом <ph x="1">{0}</ph>', "es": 'Casa <ph x="1">{0}</ph>'}
    do(sqlite_database, tmx(tmp_path / "secret.tmx", tu(*secrets, **codes)), by="secret")
    pair = ("ru", "es")
    assert "secret" in exported(sqlite_database, format_, pair=pair)
    written = exported(sqlite_database, format_, pair=pair, anonymise=True)
    assert "secret" not in written
    assert "Дом" in written
    assert "{0}" in written or format_ in {"csv", "tsv", "po"}
