"""The concepts that a check of a pair needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from glossary.concept import Concept, Term, TermStatus
from tests.tmserver.services.glossaries.stored import stored
from tmserver.audit.options import AuditOptions
from tmserver.services.audits.pair import PairRequest, check_pair
from tmserver.services.audits.terms import concepts_in, concepts_of
from tmserver.services.database import open_database
from tmserver.services.glossaries.recognition import RecognitionService
from tmserver.services.memories import list_memories
from tmserver.settings import Settings
from tmserver.store.database import Database
from tmserver.store.loading import by_ids


@pytest.fixture
def opened(settings: Settings) -> Iterator[Database]:
    """The seeded database."""
    database = open_database(settings)
    yield database
    database.close()


def test_a_check_finds_what_it_would_with_all_concepts(opened: Database, settings: Settings) -> None:
    """Each sentence of the seed against the next one, in every direction: the same findings."""
    recognition = RecognitionService(opened, settings)
    every = concepts_of(("chile-1973",), lambda: opened)
    (memory,) = [each.memory for each in list_memories(opened)]
    with opened.read() as session:
        units = list(by_ids(session, memory.id, range(1, 21)).values())
    compared = 0
    for unit, other in zip(units, [*units[1:], units[0]], strict=True):
        for source, target in permutations(range(3), 2):
            one, another = unit.variants[source], other.variants[target]
            pair = PairRequest(one.language, another.language, one.text, another.text)
            some = concepts_in({one.language: one.text, another.language: another.text}, recognition)
            found = check_pair(pair, AuditOptions(concepts=some), settings)
            assert found == check_pair(pair, AuditOptions(concepts=every), settings)
            compared += sum(finding.concept is not None for finding in found)
    assert compared > 50


def test_concepts_of_several_glossaries_are_told_apart(opened: Database, settings: Settings) -> None:
    """Two glossaries may call different things by one id."""
    terms = (Term("кордон", "ru"), Term("barrera", "es", TermStatus.PREFERRED))
    stored(opened, "other", Concept("industrial-cordon", terms))
    found = concepts_in({"ru": "промышленный кордон и кордон"}, RecognitionService(opened, settings))
    ids = {concept.id for concept in found}
    assert {"chile-1973:industrial-cordon", "other:industrial-cordon"} <= ids
    assert replace(found[0], id="") not in [replace(each, id="") for each in found[1:]]
