"""Words with their spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver.language import words as module
from tmserver.language.words import words


def forms(text: str, language: str) -> list[str]:
    """The words of the text; a + in front of those joined to the one before."""
    return ["+" * word.joined + text[word.start : word.end] for word in words(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("мятеж «танкасо» 1973 г.", "ru", ["мятеж", "танкасо", "1973", "г"]),
        ("рабоче-крестьянский за́мок", "ru", ["рабоче", "+крестьянский", "за́мок"]),
        ("кордон-то", "ru", ["кордон", "то"]),
        ("worker-peasant alliance", "en", ["worker", "peasant", "alliance"]),
        ("Allende's workers' don't O’Higgins", "en", ["Allende", "workers", "don't", "O’Higgins"]),
        ("THE CUT'S", "en", ["THE", "CUT"]),
        ("l'usine d’État", "fr", ["l", "usine", "d", "État"]),
        ("п'ять", "uk", ["п'ять"]),
        ("¿FF.AA.? ¡El 5 %!", "es-CL", ["FF", "AA", "El", "5", "%"]),
        ("C++ AT&T snake_case", "en", ["C", "+", "+", "AT", "&", "T", "snake_case"]),
        ("report.doc end.Start", "en", ["report", "+doc", "end", "Start"]),
        ("人民", "zh", ["人", "民"]),
        ("co\xadmuna", "es", ["co\xadmuna"]),
        ("см. https://example.org/cordon/lota и a.b@lota.cl", "ru", ["см", "и"]),
        ("", "ru", []),
    ],
)
def test_words(text: str, language: str, expected: list[str]) -> None:
    """Compounds come in parts, clitics and possessives apart, addresses not at all."""
    assert forms(text, language) == expected


@given(st.text(), st.sampled_from(["ru", "es", "en", "fr", "ja", "x-none"]))
def test_spans_are_in_order(text: str, language: str) -> None:
    """Every word has characters, none overlaps another."""
    at = 0
    for word in words(text, language):
        assert at <= word.start < word.end <= len(text)
        at = word.end


@given(
    st.text(
        st.sampled_from("abSsé'’ʼ.-‑ _1²ª№€%+ſ\xadйЁ7»—") | st.characters(max_codepoint=0x600), max_size=20
    ),
    st.sampled_from(["ru", "es", "en", "fr", "pl"]),
)
def test_usual_texts_are_read_as_all_others(text: str, language: str) -> None:
    """The quick pattern finds what the general one finds."""
    pattern = module._pattern(language)
    if module._usual().fullmatch(text):
        assert module._spans(text, language) == [found.span() for found in pattern.finditer(text)]
