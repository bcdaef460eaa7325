"""How pages write what is not seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tmserver.web.words import invisible


def test_signs() -> None:
    """A single space is seen; two, one at an edge, a tab, a line break and a no-break space have signs."""
    assert invisible(" a b  c\td\u00a0e\n") == [
        (" ", "·"),
        ("a b", ""),
        ("  ", "··"),
        ("c", ""),
        ("\t", "→"),
        ("d", ""),
        ("\u00a0", "⍽"),
        ("e", ""),
        ("\n", "¶"),
    ]
    assert invisible("a\u200bb")[1] == ("\u200b", "¤")


@given(st.text())
def test_nothing_is_lost(text: str) -> None:
    """The pieces together are the text."""
    assert "".join(piece for piece, _ in invisible(text)) == text
