"""Placeables and inline codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.markup import HIDDEN, Placeable, PlaceableKind, carried, find_placeables, hide, join, pieces
from tmserver.segment import Code, Variant

CODES = [
    "{1}", "{}", "{name}", "{0:.2f}", "{{name}}", "${x}", "${{ x }}", "#{x}", "%s", "%d", "%1$s",
    "%(name)s", "%.2f", "%1", "%PRODUCTNAME", "<g1>", "</b>", "<br/>", '<a href="x">', "&lt;b&gt;",
    "&lt;/b&gt;", "&amp;", "&#160;", "&nbsp;", "\\n",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_codes_written_as_text_are_found(code: str) -> None:
    """Each as one placeable, between words of any language."""
    (found,) = find_placeables(f"Нажмите {code} здесь")
    assert (found.kind, found.value, found.start) == (PlaceableKind.CODE, code, 8)


@pytest.mark.parametrize(
    "text",
    [
        "100 % de",
        "a < b и b > c",
        "R&D; no",
        "50% скидка",
        "{не код, а фраза}",
        "AT&T",
        "10 %",
        "5 > 3",
        "a\\b",
    ],
)
def test_ordinary_text_has_no_codes(text: str) -> None:
    """Percent signs, comparisons and braces of prose."""
    assert find_placeables(text) == []


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("(см. https://example.org/a_(b)).", "https://example.org/a_(b)", PlaceableKind.URL),
        ("Visite www.example.cl, por favor", "www.example.cl", PlaceableKind.URL),
        ("«http://пример.рф/путь»", "http://пример.рф/путь", PlaceableKind.URL),
        ("Escriba a maria.perez@correo.cl.", "maria.perez@correo.cl", PlaceableKind.EMAIL),
    ],
)
def test_addresses_end_before_the_sentence_does(text: str, value: str, kind: PlaceableKind) -> None:
    """URLs and e-mail addresses without the punctuation around them."""
    (found,) = find_placeables(text)
    assert (found.value, found.kind) == (value, kind)


@given(st.text(st.sampled_from("<>{}%$&;@./:ab1 \\wht") | st.characters(), max_size=80))
def test_spans_are_valid_and_apart(text: str) -> None:
    """On any text; hiding leaves one character for each."""
    found = find_placeables(text)
    end = 0
    for placeable in found:
        assert end <= placeable.start < placeable.end <= len(text)
        assert text[placeable.start : placeable.end] == placeable.value
        end = placeable.end
    hidden = hide(text, found)
    assert len(hidden) == len(text) - sum(len(p.value) - 1 for p in found)
    assert sum(hidden.count(character) for character in HIDDEN.values()) == len(found)


def test_hiding_keeps_words_whole() -> None:
    """A code inside a word stands after it, one inside a placeable after that; private-use characters go."""
    codes = (Code(0, "ph"), Code(2, "ph"), Code(7, "ph"))
    hidden = hide("слово {1}\ue001", [Placeable(6, 9, PlaceableKind.CODE, "{1}")], codes)
    code = HIDDEN[PlaceableKind.CODE]
    assert hidden == f"{code}слово{code} {code}{code}\ufffd"


@given(
    st.lists(
        st.text(min_size=1, max_size=5) | st.sampled_from(["ph", "bpt"]).map(lambda e: Code(0, e)), max_size=8
    )
)
def test_pieces_join_to_the_same(parts: list[str | Code]) -> None:
    """Text and codes in reading order, and back."""
    text, codes = join(parts)
    assert text == "".join(part for part in parts if isinstance(part, str))
    assert join(list(pieces(Variant("ru", text, codes)))) == (text, codes)


def test_a_code_beyond_the_text_comes_last() -> None:
    """Nothing is lost of a variant whose text was shortened."""
    variant = Variant("ru", "аб", (Code(9, "ph"), Code(1, "it")))
    assert list(pieces(variant)) == ["а", Code(1, "it"), "б", Code(9, "ph")]


@pytest.mark.parametrize(
    ("old", "new", "at", "then"),
    [
        ("Они заняли завод.", "Рабочие заняли завод.", 4, 8),
        ("Они заняли завод.", "Они заняли весь завод.", 11, 16),
        ("Они заняли завод.", "Они заняли завод.", 4, 4),
        ("Они заняли завод.", "Они ушли.", 17, 9),
        ("да", "", 1, 0),
        ("", "да", 0, 2),
        ("а" + "б" * 20_000 + "в", "а" + "г" * 20_000 + "в", 20_001, 20_001),
        ("а" + "б" * 20_000 + "в", "а" + "г" * 20_000 + "в", 500, 1),
    ],
)
def test_codes_are_carried_over(old: str, new: str, at: int, then: int) -> None:
    """A code stays before the character that it stood before; of long texts only the ends are compared."""
    (code,) = carried([Code(at, "ph")], old, new)
    assert code == Code(then, "ph")
