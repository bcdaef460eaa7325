"""Terms found in texts, over stored glossaries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from glossary.concept import Concept, Term
from tests.tmserver.services.glossaries.stored import CORDON, POWER, stored
from tmserver.errors import InvalidInput, NotFound
from tmserver.services.glossaries import term_indexes
from tmserver.services.glossaries.concepts import add_terms, edit_concept, remove_concept, restore_concept
from tmserver.services.glossaries.edit import Edit, TermName
from tmserver.services.glossaries.recognition import FindRequest, FoundTerm, RecognitionService
from tmserver.settings import Settings
from tmserver.store.database import Database


def found(each: FoundTerm) -> tuple[str, str, str]:
    """Glossary, concept and form."""
    return each.glossary, each.occurrence.concept.id, each.occurrence.form


def test_terms_are_found_in_every_form_in_several_glossaries(database: Database) -> None:
    """Occurrences of all glossaries in text order; a region of the language does not matter."""
    stored(database, "chile", CORDON)
    stored(database, "power", POWER, CORDON)
    service = RecognitionService(database, Settings())
    text = "Los cordones del poder popular"
    (all_,) = service.find(FindRequest("es-CL", (text,)))
    assert list(map(found, all_)) == [
        ("chile", "cordon", "cordones"),
        ("power", "cordon", "cordones"),
        ("power", "power", "poder popular"),
    ]
    (one,) = service.find(FindRequest("ru", ("В кордонах народной власти",), ("chile",)))
    assert list(map(found, one)) == [("chile", "cordon", "кордонах")]


@pytest.mark.parametrize("few", [0, 500], ids=["read again", "changes laid over"])
def test_what_any_process_has_saved_is_found_by_the_next_call(
    database: Database, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """A kept index is used while the glossary's revision stands, and follows when it has moved."""
    monkeypatch.setattr(term_indexes, "FEW", few)
    stored(database, "chile", CORDON)
    service = RecognitionService(database, Settings())
    request = FindRequest("ru", ("Народная власть на кордоне",))
    before = service.indexes("ru")["chile"]
    assert [len(each) for each in service.find(request)] == [1]
    assert service.indexes("ru")["chile"] is before
    add_terms(database, "chile", POWER)
    assert [len(each) for each in service.find(request)] == [2]
    edit_concept(database, "chile", "power", Edit({"text": "рынок"}, term=TermName("", "народная власть")))
    assert [found(each)[1] for each in service.find(request)[0]] == ["cordon"]
    restore_concept(database, "chile", "power", revision=2)
    remove_concept(database, "chile", "cordon")
    assert [found(each) for each in service.find(request)[0]] == [("chile", "power", "Народная власть")]


def test_a_language_without_terms_finds_nothing(database: Database) -> None:
    """A known language gives nothing; an unknown one is an error unless the glossary has it."""
    stored(database, "chile", CORDON, Concept("m", (Term("mapu", "x-mine"),)))
    service = RecognitionService(database, Settings())
    assert service.find(FindRequest("pl", ("kordon",))) == [[]]
    assert [len(each) for each in service.find(FindRequest("x-mine", ("la mapu",)))] == [1]
    with pytest.raises(NotFound, match="klingonisch"):
        service.find(FindRequest("klingonisch", ("кордон",)))
    with pytest.raises(NotFound, match="chile"):
        service.find(FindRequest("ru", ("кордон",), ("nowhere",)))


def test_bad_texts_are_named(database: Database) -> None:
    """NUL and too long texts name their place; an empty one has no terms."""
    service = RecognitionService(database, Settings())
    assert service.find(FindRequest("ru", ("",))) == [[]]
    for bad in ("а\0", "я" * 10_001):
        with pytest.raises(InvalidInput) as error:
            service.find(FindRequest("ru", ("а", bad)))
        assert error.value.field == "/texts/1"


def test_threads_share_a_service_while_the_glossary_changes(database: Database) -> None:
    """Every call answers for a state that was, and the last one for the last."""
    stored(database, "chile", CORDON)
    service = RecognitionService(database, Settings())
    request = FindRequest("ru", ("Кордоны и народная власть, слово",))

    def ask(_: int) -> int:
        return len(service.find(request)[0])

    with ThreadPoolExecutor(4) as threads:
        counts = threads.map(ask, range(40))
        add_terms(database, "chile", POWER)
        add_terms(database, "chile", Concept("word", (Term("слово", "ru"),)))
        assert set(counts) <= {1, 2, 3}
    assert ask(0) == 3
