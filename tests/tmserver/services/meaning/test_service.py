"""Lookups by meaning: what the score misses is found, by what is stored now, and never with a percent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tmserver.services.installation import settings_of
from tmserver.errors import InvalidInput
from tmserver.meaning.encoder import get_encoder
from tmserver.segment import Match, MeaningMatch, Status, Unit, Variant
from tmserver.services.concordance.find import ConcordanceRequest
from tmserver.services.lookup import LookupRequest, LookupService, Segment
from tmserver.services.meaning.making import make, make_all, remaining
from tmserver.services.meaning.service import AT_ONCE, MeaningService, Order, Wish
from tmserver.services.units.add import NewUnit, add_unit, add_units
from tmserver.store import memories, units, vectors
from tmserver.store.database import Database

PAIRS = (
    ("Los soldados registraron la fábrica.", "Солдаты обыскали завод."),
    ("Mañana va a llover en todo el país.", "Завтра по всей стране пойдёт дождь."),
    ("El presidente habló con los obreros.", "Президент говорил с рабочими."),
)
SEARCHED = "Las tropas allanaron la planta industrial."
MEANING = Wish(meaning=True)


@pytest.fixture
def service(database: Database, tmp_path: Path) -> MeaningService:
    """A memory of three sentences in Spanish and Russian."""
    settings = settings_of(database, tmp_path)
    for source, target in PAIRS:
        add_unit(database, settings, "m", NewUnit("es", "ru", source, target), by="", create=True)
    return MeaningService(database, settings, LookupService(database, settings))


def asked(text: str, source: str = "es", target: str = "ru", **more: object) -> LookupRequest:
    """A lookup of one text."""
    return LookupRequest(source, target, (Segment(text),), alone=True, **more)  # type: ignore[arg-type]  # any


def near(service: MeaningService, request: LookupRequest) -> list[MeaningMatch]:
    """The matches by meaning of a text."""
    return [each for each in service.matches(request, MEANING)[0] if isinstance(each, MeaningMatch)]


def test_other_words_of_the_same_meaning(service: MeaningService) -> None:
    """A sentence without a common word finds the one that means the same, with its cosine."""
    found = near(service, asked(SEARCHED, limit=1))
    assert [match.target.text for match in found] == [PAIRS[0][1]]
    assert 0.5 < found[0].cosine < 1


def test_across_languages(service: MeaningService) -> None:
    """A query in a language that the memory lacks finds units by the texts that they have."""
    (found,) = near(service, asked("It will rain all over the country tomorrow.", "en", "ru", limit=1))
    assert found.target.text == PAIRS[1][1]
    assert found.source.language in ("es", "ru")


def test_a_scored_match_is_not_repeated(service: MeaningService) -> None:
    """What the score finds comes first, and once."""
    answer = service.matches(asked(PAIRS[0][0]), MEANING)[0]
    assert isinstance(answer[0], Match)
    assert [match.unit.id for match in answer].count(answer[0].unit.id) == 1


def test_an_edit_is_found_as_it_is_now(service: MeaningService, database: Database) -> None:
    """The old meaning leads nowhere, the new one to the unit; what is rejected or deleted is not served."""
    assert near(service, asked(SEARCHED, limit=1))
    with database.write() as session:
        memory = memories.get_memory(session, "m")
        unit = units.get_unit(session, memory.id, 1)
        spanish, russian = unit.variants
        changed = type(spanish)("es", "El gato duerme en el sofá.")
        units.edit(session, memory.id, type(unit)((changed, russian), id=1, revision=unit.revision))
    assert 1 not in [
        match.unit.id for match in near(service, asked(SEARCHED)) if match.source.language == "es"
    ]
    assert near(service, asked("Un felino descansa sobre el sillón.", limit=1))[0].unit.id == 1
    with database.write() as session:
        units.set_status(session, memory.id, [1], Status.REJECTED)
        units.delete(session, memory.id, [2])
    every = near(service, asked("Un felino descansa sobre el sillón. Mañana lloverá en el país."))
    assert not {1, 2} & {match.unit.id for match in every}


def test_the_order_by_use_keeps_exact_matches_first(service: MeaningService) -> None:
    """100 comes before all others; scores stay what they are."""
    answer = service.matches(asked(PAIRS[2][0], min_score=30), Wish(True, Order.USEFUL))[0]
    assert isinstance(answer[0], Match)
    assert answer[0].score == 100
    plain = service.matches(asked(PAIRS[2][0], min_score=30), Wish())[0]
    scores = {match.unit.id: match.score for match in plain if isinstance(match, Match)}
    assert all(scores[match.unit.id] == match.score for match in answer if isinstance(match, Match))


def test_a_language_that_the_encoder_does_not_know(service: MeaningService) -> None:
    """It is refused by name; a lookup without meaning goes on."""
    with pytest.raises(InvalidInput, match="'uk'"):
        service.matches(asked("Завтра буде дощ.", "uk"), MEANING)
    assert service.matches(asked("Завтра буде дощ.", "uk"), Wish()) == [[]]


def test_making_can_be_resumed(database: Database) -> None:
    """Whole rounds stay; the next run makes the rest, and a third one nothing."""
    encoder = get_encoder()
    numbers = range(vectors.ROUND + 20)
    new = [Unit((Variant("es", f"La fábrica {each}"), Variant("ru", f"Завод {each}"))) for each in numbers]
    add_units(database, "m", new, why="test", create=True)
    with database.read() as session:
        memory = memories.get_memory(session, "m")
    assert remaining(database, encoder, memory) == len(numbers) > AT_ONCE
    assert remaining(database, encoder, memory, 10) == 10
    next(make(database, encoder, memory))
    assert remaining(database, encoder, memory) == 20
    assert [each.vectors for each in make_all(database, encoder, ["m"])] == [40]
    assert [each.vectors for each in make_all(database, encoder, ["m"])] == [0]


def test_unchanged_texts_keep_their_vectors(service: MeaningService, database: Database) -> None:
    """A new status makes the unit come again, but nothing is encoded anew."""
    encoder = get_encoder()
    list(make_all(database, encoder, []))
    with database.write() as session:
        units.set_status(session, memories.get_memory(session, "m").id, [1, 2], Status.REVIEWED)
    (again,) = make_all(database, encoder, [])
    assert (again.units, again.vectors) == (2, 0)
    assert near(service, asked(SEARCHED, limit=1))[0].unit.id == 1


def test_the_concordance_by_meaning(service: MeaningService) -> None:
    """A question in another language finds the sentence; its whole text is marked, its cosine told."""
    found = service.concordance(ConcordanceRequest("Soldiers searched the factory.", language="es", limit=1))
    (line,) = found.lines
    assert line.unit.variants[0].text == PAIRS[0][0]
    assert line.spans == (((0, len(PAIRS[0][0])),), ())
    assert line.meaning is not None
    assert line.meaning > 0.5
    assert (found.total, found.more, found.next) == (1, False, None)
