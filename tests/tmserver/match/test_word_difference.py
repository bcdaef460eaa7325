"""Two texts word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tmserver.match.word_difference import Side, word_difference

texts = st.text(st.sampled_from("ab ,.«»не1 \n"), max_size=20)


def test_what_only_one_text_has_is_told() -> None:
    """Words, figures and marks are compared as written, and keep the space before them."""
    found = word_difference("No tomaron 25 fábricas", "Tomaron 30 fábricas, ayer", "es")
    assert [(each.side, each.text) for each in found] == [
        (Side.STORED, "Tomaron 30"),
        (Side.ASKED, "No tomaron 25"),
        (Side.BOTH, " fábricas"),
        (Side.STORED, ", ayer"),
    ]


def test_equal_texts_are_one_stretch() -> None:
    """Nothing is marked where nothing differs."""
    assert [each.side for each in word_difference("Да, да.", "Да, да.", "ru")] == [Side.BOTH]


@given(texts, texts)
def test_both_texts_can_be_read_from_it(asked: str, stored: str) -> None:
    """Without what only the text asked for has it is the stored text, and the other way round."""
    found = word_difference(asked, stored, "ru")
    assert "".join(each.text for each in found if each.side is not Side.ASKED) == stored.rstrip()
    ours = "".join(each.text for each in found if each.side is not Side.STORED)
    assert ours.split() == asked.split() or "".join(ours.split()) == "".join(asked.split())
