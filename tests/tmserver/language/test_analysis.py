"""Analyses and their blobs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmserver import markup
from tmserver.language.analyser import ANALYSER, PLACEABLE_WEIGHT
from tmserver.language.analysis import (
    HEAVIEST,
    Analysis,
    analyse,
    columns,
    from_bytes,
    placeables,
    to_bytes,
)
from tmserver.segment import Code

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("ё 25{%s}.<b>\ue000\ud800\x00\x1f漢i\u0307DOTMULTI"), max_size=80
)
NUMBER, CODE, URL, EMAIL = (markup.HIDDEN[kind] for kind in markup.PlaceableKind)
SENTENCES = {
    "ru": "Общее число занятых предприятий достигло 25 тыс. Многие из них, однако, являлись мастерскими.",
    "es": "El número total de empresas ocupadas llegó a 25 mil. Muchas de ellas eran simples talleres.",
    "en": "The total number of occupied enterprises reached 25 thousand. Many of them were mere workshops.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_words_are_the_folded_text_without_spaces(language: str) -> None:
    """The number is one placeable; tokens, keys and weights go together."""
    analysis = analyse(SENTENCES[language], language)
    assert "".join(analysis.words) == analysis.text.replace(" ", "")
    assert analysis.words.count(NUMBER) == 1
    assert len(analysis.words) == len(analysis.keys) == len(analysis.weights)
    assert analysis.total == sum(analysis.weights)
    assert analysis.keys.dtype == np.uint32
    assert analysis.weights.dtype == np.uint8


def test_placeables_are_one_token_each() -> None:
    """Numbers, codes, addresses and inline codes; a code inside a word leaves the word whole."""
    analysis = analyse("Слово 9:25 {1} a@b.org https://a.org/x", "ru", (Code(2, "ph"),))
    assert analysis.words == ("слово", CODE, NUMBER, CODE, EMAIL, URL)
    assert set(analysis.weights[1:].tolist()) == {PLACEABLE_WEIGHT}


def test_a_number_of_a_url_belongs_to_it() -> None:
    """Placeables never overlap; the code wins over the number in it."""
    found = placeables("См. http://a.org/25, 25 тыс. и %1$s", "ru")
    assert [placeable.value for placeable in found] == ["http://a.org/25", "25 тыс", "%1$s"]


def test_forms_of_a_word_have_the_same_key_and_its_second_occurrence_another() -> None:
    """Keys are of stems; the k-th occurrence is its own token."""
    one, other = analyse("завод завод", "ru"), analyse("заводы", "ru")
    assert one.keys[0] == other.keys[0]
    assert len(set(one.keys.tolist())) == 2


def test_weights_are_letters_of_the_stem_up_to_a_limit() -> None:
    """1 to 20."""
    assert analyse("a" * 50 + " , кот", "ru").weights.tolist() == [HEAVIEST, 1, 3]


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "\0"])
def test_texts_without_words_have_an_analysis(text: str) -> None:
    """Empty and punctuation only."""
    analysis = analyse(text, "es")
    assert from_bytes(to_bytes(analysis)) == analysis
    assert analysis.total == sum(map(len, analysis.words))


@given(ANY_TEXT, st.sampled_from(["ru", "es", "en", "fr", "ja", "xx"]))
def test_a_blob_gives_the_analysis_back(text: str, language: str) -> None:
    """On any text, lone surrogates and NUL too."""
    analysis = analyse(text, language)
    read = from_bytes(to_bytes(analysis))
    assert (read.text, read.words, read.total) == (analysis.text, analysis.words, analysis.total)
    assert read == analysis


@given(st.lists(ANY_TEXT, max_size=5))
def test_many_blobs_are_read_at_once(texts: list[str]) -> None:
    """Counts, weights, keys and texts of all, in order."""
    analyses: list[Analysis] = [analyse(text, "en") for text in texts]
    found = columns([to_bytes(analysis) for analysis in analyses])
    encoded = [analysis.text.encode("utf-8", "surrogatepass") for analysis in analyses]
    assert found.counts.tolist() == [len(analysis.words) for analysis in analyses]
    assert found.totals.tolist() == [analysis.total for analysis in analyses]
    assert found.lengths.tolist() == [len(analysis.text) for analysis in analyses]
    assert found.sizes.tolist() == [len(text) for text in encoded]
    assert found.keys.tolist() == [key for analysis in analyses for key in analysis.keys.tolist()]
    assert found.text.tobytes() == b"".join(encoded)


def test_a_cut_blob_is_refused() -> None:
    """ValueError, never a wrong analysis."""
    blob = to_bytes(analyse("uno dos tres", "es"))
    for end in (0, 3, 10):
        with pytest.raises(ValueError, match="blob"):
            from_bytes(blob[:end])


@pytest.mark.parametrize(
    "piece", ["слово ", "25 ", "{1} ", "ab. ", "'", "漢", "<b", "a@", "%", "<", "&lt;a ", "{"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    """Tens of thousands of equal tokens come to an end."""
    analyse(piece * 20_000, "ru")


@pytest.mark.parametrize(
    "text", ["a" * 200_000 + "@", "&lt;a" + " " * 20_000, "&lt;a" + "&amp;" * 20_000, "<a" + " " * 9_000]
)
def test_markup_that_does_not_end_takes_linear_time(text: str) -> None:
    """Tags and addresses cut short do not make the search try every way to read them."""
    assert analyse(text, "en").total > 0


def test_threads_analyse_at_once() -> None:
    """The same analysis from many threads."""
    expected = analyse(SENTENCES["ru"], "ru")
    with ThreadPoolExecutor(8) as pool:
        assert all(
            found == expected for found in pool.map(lambda _: analyse(SENTENCES["ru"], "ru"), range(100))
        )


def test_the_analyser_has_a_digest() -> None:
    """Sixteen hexadecimal digits."""
    assert len(bytes.fromhex(ANALYSER)) == 8
