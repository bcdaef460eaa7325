"""The dictionaries of words: pymorphy3's for Russian, simplemma's for the languages it has.

They are read when a language is first asked for, once a process; every function may be called from any
thread. Simplemma's stay packed: Spanish alone would take 90 MB a process otherwise; a word met for the first
time takes 20 µs instead of 4.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import pymorphy3
import simplemma
from pymorphy3.analyzer import Parse
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY, DefaultDictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from tmserver.language import folding, tags

AT_HAND = frozenset({"en", "es", "ru"})
"""Languages whose dictionary is worth reading for a detail: each of simplemma's takes up to a second."""

_REMEMBERED = 1 << 15
# pymorphy3 gives some forty readings of an unknown word: few of these are kept.
_READINGS_REMEMBERED = 1 << 11
# pymorphy3 asks for the Unicode name of every other letter, and raises where one has none (Tangut).
_CYRILLIC = re.compile(r"[\u0400-\u04ff\u0300\u0301-]+")
_NAME_MARKS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
_reading = threading.Lock()


@lru_cache(maxsize=_REMEMBERED)
def is_known(word: str, language: str) -> bool:
    """Whether the language's dictionary has the word, case aside, as a form of something."""
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    with _reading:
        if primary == "ru":
            return bool(_CYRILLIC.fullmatch(lowered)) and bool(_morphology().word_is_known(lowered))
        return (
            bool(lowered)
            and primary in SUPPORTED_LANGUAGES
            and simplemma.is_known(lowered, primary, low_memory=True)
        )


@lru_cache(maxsize=_REMEMBERED)
def is_common(word: str, language: str) -> bool:
    """Whether the dictionary has the word in small letters, as something else than a name.

    >>> [is_common(name, "ru") for name in ("Кончали", "Сантьяго")], is_common("Coronel", "es")
    ([True, False], True)
    """
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    if primary == "ru":
        found = readings(lowered) if is_known(lowered, primary) else []
        return any(_NAME_MARKS.isdisjoint(reading.tag.grammemes) for reading in found)
    return bool(lowered) and primary in SUPPORTED_LANGUAGES and lowered in _dictionary(primary)


@lru_cache(maxsize=_READINGS_REMEMBERED)
def readings(word: str) -> list[Parse]:
    """What pymorphy3 makes of a Russian word in small letters, likeliest first; [] for other letters."""
    if not _CYRILLIC.fullmatch(word):
        return []
    with _reading:
        found: list[Parse] = _morphology().parse(word)
    return found


def lexeme(reading: Parse) -> list[str]:
    """All forms of the word of a reading."""
    with _reading:
        return [form.word for form in reading.lexeme]


def lemmatised(word: str, primary: str) -> str | None:
    """What simplemma makes of a word in small letters; None for a language that it does not have."""
    if not word or primary not in SUPPORTED_LANGUAGES:
        return None
    with _reading:
        return str(simplemma.lemmatize(word, primary, low_memory=True))


@lru_cache(maxsize=_REMEMBERED)
def is_lemma(word: str, primary: str) -> bool:
    """Whether simplemma's dictionary has the word in small letters as the lemma of some form.

    Most lemmas are their own; of others («avanzado», also a form of «avanzar») a plural or feminine tells.
    In es, fr and en hardly one in a thousand is missed.

    >>> [is_lemma(word, "es") for word in ("cordón", "avanzado", "cordones")], is_lemma("boxing", "en")
    ([True, True, False], True)
    """
    if primary == "ru" or primary not in SUPPORTED_LANGUAGES:
        return False
    known = _dictionary(primary)
    with _reading:
        if any(known.get(form) == form for form in (word, word.capitalize(), word.title(), word.upper())):
            return True
        return any(known.get(form) == word for form in _inflected(word))


def _inflected(word: str) -> Iterator[str]:
    yield from (word + ending for ending in ("s", "es", "e", "a"))
    for ending, other in (("z", "ces"), ("y", "ies"), ("o", "a")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + other


@cache
def forms_of(primary: str) -> Mapping[str, str]:
    """The forms of each lemma of simplemma's dictionary, with spaces between: lists would be large."""
    found: dict[str, str] = {}
    if primary in SUPPORTED_LANGUAGES:
        # All of it unpacked, for this moment: the packed one is slow to go through.
        for form, lemma in DefaultDictionaryFactory(cache_max_size=0).get_dictionary(primary).items():
            key = lemma.casefold()
            found[key] = f"{found[key]} {form}" if key in found else form
    return found


def _dictionary(primary: str) -> Mapping[str, str]:
    """Simplemma's own copy of its dictionary, forms to lemmas."""
    with _reading:
        return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(primary)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
