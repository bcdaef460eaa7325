"""Indexes of terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import Concept, Term
from glossary.index import TermIndex
from glossary.recognise import recognise
from tmserver.language.lexicon import Lexicon

WORDS = ["кордон", "рабочий", "класс", "рабочий класс", "власть"]
GLOSSARIES = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(WORDS), max_size=5)


def concepts(named: dict[str, str]) -> list[Concept]:
    """A concept for each id, with that one term."""
    return [Concept(name, (Term(term, "ru"),)) for name, term in named.items()]


@given(GLOSSARIES, GLOSSARIES, st.sets(st.sampled_from("abcde")))
def test_a_changed_index_finds_what_a_new_one_finds(
    before: dict[str, str], changed: dict[str, str], removed: set[str]
) -> None:
    """Concepts replaced, added and removed; the first index stays what it was."""
    text = "Рабочие кордонов и рабочий класс у власти"
    first = TermIndex(concepts(before), Lexicon("ru"))
    kept = {name: term for name, term in before.items() if name not in removed}
    new = TermIndex(concepts(kept | changed), Lexicon("ru"))
    layered = first.changed(concepts(changed), removed)
    assert _found(text, layered) == _found(text, new)
    assert layered.by_id == new.by_id
    assert _found(text, first) == _found(text, TermIndex(concepts(before), Lexicon("ru")))


def _found(text: str, index: TermIndex) -> set[tuple[int, int, str, str]]:
    return {(each.start, each.end, each.concept.id, each.term.text) for each in recognise(text, index)}


def test_an_index_of_no_terms_is_empty() -> None:
    """Of another language than the terms; until some are added."""
    index = TermIndex(concepts({"a": "кордон"}), Lexicon("es"))
    assert index.is_empty
    assert recognise("кордон", index) == []
    assert not index.changed([Concept("b", (Term("cordón", "es"),))]).is_empty
