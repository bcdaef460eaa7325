"""Words in the memories: forms, phrases, beginnings, pages, and what was changed a moment ago."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest

from tmserver.errors import InvalidInput, NotFound
from tmserver.segment import Unit, Variant
from tmserver.services.concordance.find import ConcordanceRequest, ConcordanceService, Page
from tmserver.store import concordance, memories, units
from tmserver.store.database import Database


def unit(ru: str, es: str, *more: Variant) -> Unit:
    """A unit in Russian and Spanish, and more."""
    return Unit((Variant("ru", ru), Variant("es-CL", es), *more))


STORED = (
    unit("Завод захвачен рабочими.", "La fábrica fue tomada por los obreros."),
    unit("На заводах создавалась народная власть.", "En las fábricas se creaba el poder popular."),
    unit("Власть народная? Ещё нет!", "¿El poder es popular? ¡Todavía no!", Variant("en", "Power? Not yet.")),
    unit("Уачипато и Сан-Мигель.", "Huachipato y San Miguel."),
    unit("Около Сан-Мигеля, в Уачипато.", "Cerca de San Miguel, en Huachipato."),
)


@pytest.fixture
def service(database: Database) -> ConcordanceService:
    """A concordance of one memory with the units above, numbered from 1."""
    store(database, "chile", *STORED)
    return ConcordanceService(database)


def store(database: Database, name: str, *new: Unit) -> list[int]:
    """The ids of the units, added to the memory of the name."""
    with database.write() as session:
        home = memories.find_memory(session, name) or memories.create_memory(session, name)
        return units.add(session, home.id, new)


def found(service: ConcordanceService, query: str, language: str = "", **more: object) -> list[str]:
    """What is marked in the texts found, unit by unit."""
    page: Page = service.find(replace(ConcordanceRequest(query, language), **more))  # type: ignore[arg-type]  # fields of the request
    return [
        " ".join(
            variant.text[start:end]
            for variant, spans in zip(line.unit.variants, line.spans, strict=True)
            for start, end in spans
        )
        for line in page.lines
    ]


@pytest.mark.parametrize(
    ("query", "language", "marked"),
    [
        ("завод", "ru", ["заводах", "Завод"]),
        ("ЗАВОДАМИ", "ru", ["заводах", "Завод"]),
        ("fabrica", "es", ["fábricas", "fábrica"]),
        ("fábricas", "es-ES", ["fábricas", "fábrica"]),
        ("завод", "es", []),
        ("народной власти", "ru", ["Власть народная", "народная власть"]),
        ('"народная власть"', "ru", ["народная власть"]),
        ("«народная власть»", "", ["народная власть"]),
        ('"народная вла*"', "ru", ["народная власть"]),
        ('"заводах"', "ru", ["заводах"]),
        ('"заводов"', "ru", []),
        ("ещё", "ru", ["Ещё"]),
        ("еще", "ru", ["Ещё"]),
        ("захва*", "ru", ["захвачен"]),
        ("Сан-Мигель", "ru", ["Сан-Мигеля", "Сан-Мигель"]),
        ('"San Miguel"', "es", ["San Miguel", "San Miguel"]),
        ("Уачипато", "", ["Уачипато", "Уачипато"]),
        ("powers", "en", ["Power"]),
        ("power", "", ["Power"]),
        ("завод fábrica", "", []),
        ('"заводах" OR "Завод"', "ru", []),
        ('NEAR("a b", 2) + ^x : - {y}', "ru", []),
        ("'; DROP TABLE unit; --", "ru", []),
        ("m:1", "", []),
        ("ru", "", []),
    ],
)
def test_what_is_found(service: ConcordanceService, query: str, language: str, marked: list[str]) -> None:
    """Words in every form, phrases as written, beginnings; the last stored first; operators are words."""
    assert found(service, query, language) == marked


@pytest.mark.parametrize(
    "query", ["", " ", "—", "*", "а*", "*вод", "за*вод", '"* завод"', "слово " * 21, "x" * 501]
)
def test_queries_that_cannot_be(service: ConcordanceService, query: str) -> None:
    """A query without words, with a * elsewhere or too long names the field."""
    with pytest.raises(InvalidInput) as caught:
        service.find(ConcordanceRequest(query))
    assert caught.value.field == "/q"


def test_unknown_names(service: ConcordanceService) -> None:
    """An unknown language or memory names the known ones; a cursor must be one of ours."""
    with pytest.raises(NotFound, match="es-CL"):
        service.find(ConcordanceRequest("завод", "xx"))
    with pytest.raises(NotFound, match="chile"):
        service.find(ConcordanceRequest("завод", memories=("nowhere",)))
    for cursor in ("x", "-1", "1" * 30, "٣"):
        with pytest.raises(InvalidInput, match="cursor"):
            service.find(ConcordanceRequest("завод", cursor=cursor))
    assert found(service, "завод", "de") == []
    assert found(service, "a\0b \ud800") == []


def test_changes_are_seen(service: ConcordanceService, database: Database) -> None:
    """An edited unit is found by its new words alone, a deleted one not at all, a restored one again."""
    assert service.find(ConcordanceRequest("завод", "ru")).total == 2
    with database.write() as session:
        memory = memories.get_memory(session, "chile")
        first = units.get_unit(session, memory.id, 1)
        edited = replace(first, variants=(Variant("ru", "Фабрика захвачена."), first.variants[1]))
        units.edit(session, memory.id, edited)
        units.delete(session, memory.id, [2])
    assert found(service, "завод", "ru") == []
    assert service.find(ConcordanceRequest("завод", "ru")).total == 0
    assert found(service, "фабрика", "ru") == ["Фабрика"]
    with database.write() as session:
        units.restore(session, memory.id, [2])
    assert found(service, "завод", "ru") == ["заводах"]
    store(database, "chile", unit("Новый завод.", "Una fábrica nueva."))
    assert found(service, "завод", "ru") == ["завод", "заводах"]


def test_memories(service: ConcordanceService, database: Database) -> None:
    """A memory can be chosen; a deleted one is not searched, a purged one leaves no word."""
    store(database, "other", unit("Другой завод.", "Otra fábrica."))
    assert found(service, "завод", "ru") == ["завод", "заводах", "Завод"]
    assert found(service, "завод", "ru", memories=("other",)) == ["завод"]
    assert found(service, "завод", "ru", memories=("chile",)) == ["заводах", "Завод"]
    with database.write() as session:
        memories.delete_memory(session, memories.get_memory(session, "other"))
    assert found(service, "завод", "ru") == ["заводах", "Завод"]
    with database.write() as session:
        (deleted,) = memories.list_deleted(session)
        memories.purge_memory(session, deleted)
    assert found(service, "завод", "ru") == ["заводах", "Завод"]
    assert store(database, "next", unit("Мост.", "Un puente."))
    assert found(service, "завод", "ru") == ["заводах", "Завод"]


def test_pages(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages follow one another without gaps while units are added; totals end at what is counted."""
    monkeypatch.setattr(concordance, "ROUND", 7)
    monkeypatch.setattr("tmserver.services.concordance.find.COUNTED", 20)
    store(database, "many", *(unit(f"Завод {number}", f"Fábrica {number}") for number in range(25)))
    service = ConcordanceService(database)
    page = service.find(ConcordanceRequest("завод", "ru", limit=10))
    assert (page.total, page.more) == (20, True)
    seen = [line.unit.id for line in page.lines]
    store(database, "many", unit("Завод", "Fábrica"))
    while page.next:
        page = service.find(ConcordanceRequest("завод", "ru", limit=10, cursor=page.next))
        seen += [line.unit.id for line in page.lines]
    assert seen == list(range(25, 0, -1))
    few = service.find(ConcordanceRequest("24", "ru"))
    assert (few.total, few.more, few.next) == (1, False, None)


def test_two_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes that index the same memory at the same time leave each unit once."""
    monkeypatch.setattr(concordance, "ROUND", 10)
    store(database, "many", *(unit(f"Завод {number}", "") for number in range(60)))
    totals: list[int] = []

    def search() -> None:
        totals.append(ConcordanceService(database).find(ConcordanceRequest("завод", "ru")).total)

    threads = [Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [60, 60, 60]


def test_odd_texts(database: Database) -> None:
    """Junk languages, huge texts, scripts without spaces and stress marks are indexed and found."""
    store(
        database,
        "odd",
        Unit((Variant("---", "alpha beta"), Variant("x'y\" z", "alpha"))),
        Unit((Variant("ru", "заво\u0301д " + "слово " * 30_000), Variant("ja", "工場を占拠した。"))),
        Unit((Variant("en", "x" * 5_000 + " end"), Variant("es", "\u00adnada\u00ad más"))),
    )
    service = ConcordanceService(database)
    assert found(service, "alpha", "---") == ["alpha"]
    assert found(service, "alpha") == ["alpha alpha"]
    assert found(service, "завод", "ru") == ["заво\u0301д"]
    assert found(service, "工場", "ja") == ["工場"]
    assert found(service, "end", "en") == ["end"]
    assert found(service, "nada", "es") == ["nada\u00ad"]
