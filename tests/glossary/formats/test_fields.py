"""Fields as strings."""

from __future__ import annotations

import pytest

from glossary.concept import Term, TermStatus
from glossary.formats.fields import as_text, with_text


def test_only_what_differs_from_the_default_is_written() -> None:
    """Flags are yes or no, lists are joined by bars; a bar inside an item is escaped."""
    term = Term("Лота", "ru", forms=("Лоты", "a|b\\"), enforced=False)
    assert as_text(term) == {"forms": "Лоты | a\\|b\\\\", "enforced": "no"}
    assert with_text(Term("Лота", "ru"), as_text(term)) == term


@pytest.mark.parametrize(("word", "flag"), [("да", True), (" Sí ", True), ("FALSE", False), ("0", False)])
def test_flags_are_read_in_three_languages(word: str, flag: bool) -> None:
    """Spreadsheets of any country."""
    assert with_text(Term("a", "en"), {"enforced": word}).enforced is flag


@pytest.mark.parametrize(("name", "text"), [("status", "best"), ("enforced", "perhaps"), ("case", "lower")])
def test_a_value_that_a_field_does_not_take_is_refused(name: str, text: str) -> None:
    """The message quotes it and names what is taken."""
    with pytest.raises(ValueError, match=f"“{text}” is n"):
        with_text(Term("a", "en", TermStatus.PREFERRED), {name: text})
