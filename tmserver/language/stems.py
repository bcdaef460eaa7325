"""Word stems by Snowball for the languages it has; elsewhere a word is its own stem."""

from __future__ import annotations

import threading
from functools import lru_cache

import Stemmer

from tmserver.language import tags

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language to Snowball algorithm; one that an older PyStemmer lacks counts as having none."""

_installed = frozenset(Stemmer.algorithms())
_local = threading.local()


@lru_cache(maxsize=1 << 15)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself where Snowball has no such language.

    >>> stem("предприятий", "ru"), stem("fábricas", "es-CL"), stem("工場", "ja")
    ('предприят', 'fabric', '工場')
    """
    algorithm = ALGORITHMS.get(tags.primary(language))
    if algorithm is None or algorithm not in _installed:
        return word
    try:
        stemmed: str = _stemmer(algorithm).stemWord(word)
    except UnicodeEncodeError:  # a lone surrogate
        return word
    return stemmed or word


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    """The thread's own stemmer: PyStemmer's are not made to be shared between threads."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]
