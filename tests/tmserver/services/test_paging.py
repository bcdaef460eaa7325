"""Cursors: they come back as they went out, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.errors import InvalidInput
from tmserver.services.paging import COUNTED, from_cursor, page_of, to_cursor

LARGE = (1 << 63) - 1
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=500)


@given(TEXTS, st.integers(-LARGE, LARGE))
def test_a_cursor_leads_back(text: str, number: int) -> None:
    """Whatever the place is, its cursor tells it again."""
    assert from_cursor("list", to_cursor("list", (text, number)), (str, int)) == (text, number)


@given(st.one_of(st.text(max_size=60), st.integers(), st.binary(max_size=60).map(lambda b: b.hex())))
def test_anything_else_is_refused(junk: object) -> None:
    """No text is a cursor by chance."""
    with pytest.raises(InvalidInput):
        from_cursor("list", str(junk), (str, int))


@pytest.mark.parametrize("place", [(1, 2), ("a",), ("a", "b"), ("a", 1 << 63), ("\0", 1), ("a", True)])
def test_another_kind_of_place_is_refused(place: tuple[str | int, ...]) -> None:
    """Types and number of parts must fit, and the database must be able to take them."""
    with pytest.raises(InvalidInput):
        from_cursor("list", to_cursor("list", place), (str, int))


def test_totals_are_exact_up_to_ten_thousand() -> None:
    """Beyond that there are just more."""
    assert page_of([1, 2], 2, COUNTED, "c").more is False
    page = page_of([1, 2, 3], 2, COUNTED + 1, "c")
    assert (page.items, page.total, page.more, page.next) == ((1, 2), COUNTED, True, "c")
