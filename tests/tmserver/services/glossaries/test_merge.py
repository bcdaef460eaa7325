"""What becomes of a glossary's concepts when those of a file come in."""

from __future__ import annotations

from dataclasses import replace

from glossary.concept import Concept, Term
from tests.tmserver.services.glossaries.stored import CORDON, POWER
from tmserver.services.glossaries.merge import free_id, plan


def test_references_follow_a_concept_to_its_new_id() -> None:
    """What the file relates stays related, not to what the glossary has under that id."""
    bank = Concept("1", (Term("банк", "ru"),))
    read = [replace(CORDON, id="1"), replace(POWER, id="2", related=("1",), not_to_confuse=("9",))]
    first, second = plan([bank], read, unnamed={"1", "2"}, replacing=False)
    assert first.after
    assert second.after
    assert (first.after.id, second.after.id) == ("c1", "2")
    assert (second.after.related, second.after.not_to_confuse) == (("c1",), ("9",))


def test_homonyms_join_each_their_own() -> None:
    """Of two concepts with the same source term, the one with most terms in common, each once."""
    money = Concept("a", (Term("банк", "ru"), Term("banco", "es")))
    glass = Concept("b", (Term("банк", "ru"), Term("frasco", "es")))
    read = [replace(glass, id="c1"), replace(money, id="c2")]
    assert plan([money, glass], read, unnamed={"c1", "c2"}, replacing=False) == []


def test_a_made_up_id_gives_way_to_a_concept_that_has_it() -> None:
    """Rows that the reader called c1 and c2 are numbered on from the stored c1."""
    read = [replace(CORDON, id="c1"), replace(POWER, id="c2")]
    stored = Concept("c1", (Term("рынок", "ru"),))
    changes = plan([stored], read, unnamed={"c1", "c2"}, replacing=False)
    assert [change.after.id for change in changes if change.after] == ["c2", "c3"]
    assert all(change.before is None for change in changes)


def test_ids_are_made_of_latin_letters() -> None:
    """Accents go, words are joined by hyphens, taken ones get a number; others are c1, c2."""
    term = Term("¡Unidad Popular, ñandú!", "es")
    assert free_id([Term("власть", "ru"), term], ()) == "unidad-popular-nandu"
    assert free_id([term], {"unidad-popular-nandu"}) == "unidad-popular-nandu-2"
    assert free_id([Term("власть", "ru"), Term("1973", "ru")], {"c1"}) == "c2"
