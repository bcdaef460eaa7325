"""Tokens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacremoses import MosesTokenizer

from tmserver.language.folding import even
from tmserver.language.tokens import TOUCHING, cut, normalise_punctuation, tokenise

SENTENCES = {
    "ru": "По подсчетам т. е. А. И. Иванова, достигло 25 тыс. Многие из них... являлись «мастерскими».",
    "es": "El Sr. Allende llegó a EE.UU. el 29 de junio, a las 9:25 a.m. ¿Qué dijo? Nada.",
    "en": "Mr. Smith's men didn't stop at No. 5. They went on (quickly), e.g. to St. John's.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_tokens_are_those_of_sacremoses(language: str) -> None:
    """The faster tokeniser gives what the library gives."""
    text = SENTENCES[language]
    assert tokenise(text, language) == MosesTokenizer(language).tokenize(text, escape=False)


# What Moses' rules look for, in pieces that touch or do not.
PIECES = [
    "a", "É漢กี่", "\u0e31", "\u0301", "Я", "ª", "₂", "٣", "🏻", "25", "0", "5,5", ",", ",5", ",,", ".", "..",
    "...", "Sr.", "No.", "e.g.", "U.S.", "п.", "т.е.", "'", "'s", "n't", "don't", "(", ")", "“", "«", "`",
    "$", "%", "-", "x-", "DOTMULTI", "MULTI", "\ue000", "\ud800",
]  # fmt: skip
TANGLED = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "", " "])), max_size=10)


@given(TANGLED.map(lambda pairs: "".join(map("".join, pairs))), st.sampled_from(["ru", "es", "en", "fr"]))
def test_words_cut_one_by_one_are_those_of_sacremoses(text: str, language: str) -> None:
    """Whatever stands beside a word, what is remembered of it is what the library says of the whole text."""
    evened = even(text)
    marked = " ".join(cut(evened, language))
    assert marked.replace(TOUCHING, "") == evened
    assert marked.replace(TOUCHING, " ").split() == tokenise(evened, language)
    if "DOTMULTI" not in text and not any(unspaced in text for unspaced in "漢ก\u0e31"):
        assert tokenise(text, language) == MosesTokenizer(language).tokenize(text, escape=False)


@given(st.text(max_size=60), st.sampled_from(["ru", "es-CL", "en", "fr", "zh", "xx"]))
def test_any_text_has_tokens_without_spaces(text: str, language: str) -> None:
    """No text fails, no token is empty or holds white space."""
    assert all(token and not any(map(str.isspace, token)) for token in tokenise(text, language))


def test_scripts_without_spaces_are_cut_by_grapheme() -> None:
    """Han and Kana letter by letter, Thai with its vowel signs, Latin words inside whole."""
    assert tokenise("私はTMXを使う。", "ja") == ["私", "は", "TMX", "を", "使", "う", "。"]
    assert tokenise("กี่", "th") == ["กี่"]


def test_a_word_that_sacremoses_keeps_for_itself_stays() -> None:
    """Its own mark for several full stops, standing in a text."""
    assert tokenise("DOTMULTI... xDOTDOTMULTI", "en") == ["DOTMULTI", "...", "xDOT", "DOTMULTI"]


def test_threads_share_the_tokeniser() -> None:
    """The same tokens from eight threads at once."""
    expected = tokenise(SENTENCES["en"], "en")
    with ThreadPoolExecutor(8) as pool:
        assert all(
            found == expected for found in pool.map(lambda _: tokenise(SENTENCES["en"], "en"), range(200))
        )


def test_punctuation_is_normalised_and_numbers_are_not() -> None:
    """Moses' quotes, but 25 000 keeps its space."""
    assert normalise_punctuation("«Уачипато» — 25\u00a0000", "ru").startswith('"Уачипато"')
    assert "25\u00a0000" in normalise_punctuation("25\u00a0000", "ru")
