"""The dictionary forms that a word may be a form of, and the keys by which two forms of a word meet.

pymorphy3 for Russian, simplemma for the languages it has; Snowball only guesses at what they do not know and
at names. Dictionaries are read when a language is first asked for, once a process; every function may be
called from any thread.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3
import simplemma
from pymorphy3.analyzer import Parse
from simplemma.strategies.dictionaries.dictionary_factory import (
    DEFAULT_DICTIONARY_FACTORY,
    SUPPORTED_LANGUAGES,
)

from tmserver.language import folding, stems, tags
from tmserver.language.words import Word, words

LEAST_PROBABILITY = 0.1
"""Readings of a Russian word below this are dropped, unless none reaches it (Пангипулье: .06 each)."""

AS_WRITTEN, GUESSED, UNACCENTED, NO_NOUN = "=", "~", "^", "¬"
"""What stands before a key that is no lemma of a noun."""

_REMEMBERED = 1 << 15

# pymorphy3 gives some forty readings of an unknown word: few of these are kept.
_READINGS_REMEMBERED = 1 << 11
# Acute and grave may be missing (CORDON, Conchali, cafe); where other marks are, it is another letter (ñ, й).
_ACCENTS = str.maketrans("", "", "\u0300\u0301")
# Where names have no cases: a guess at their stem finds only others (Penco, pencas).
_NAMES_DO_NOT_INFLECT = frozenset({"ca", "en", "es", "fr", "gl", "it", "pt"})
# simplemma has one lemma a form and prefers the verb's (tomas: tomar); what else the ending allows, if it is
# a lemma of the dictionary.
_PLURALS = {
    "es": ((r"ces$", "z"), (r"(?<=[^aeiouáéíóú])es$", ""), (r"(?<=[aeiouáéó])s$", "")),
    "en": (
        (r"ies$", "y"), (r"ves$", "f"), (r"ves$", "fe"),
        (r"(?<=[sxzo])es$", ""), (r"(?<=[cs]h)es$", ""), (r"(?<=[^s])s$", ""),
    ),
}  # fmt: skip
# pymorphy3 asks for the Unicode name of every other letter, and raises where one has none (Tangut).
_CYRILLIC = re.compile(r"[\u0400-\u04ff\u0300\u0301-]+")
_NAME_MARKS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})
_reading = threading.Lock()


@lru_cache(maxsize=_REMEMBERED)
def lemmas(word: str, language: str) -> tuple[str, ...]:
    """The folded lemmas of a word, likeliest first; () if no dictionary of the language knows it or guesses.

    >>> lemmas("Коммун", "ru"), lemmas("cordones", "es-CL"), lemmas("crossings", "en")
    (('коммуна',), ('cordón',), ('crossing',))
    """
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    found = _russian(lowered) if primary == "ru" else _simple(lowered, primary)
    return tuple(dict.fromkeys(folding.fold(lemma) for lemma in found))


@lru_cache(maxsize=_REMEMBERED)
def lemma(word: str, language: str) -> str:
    """The likeliest lemma of a word, folded; the folded word if none is known."""
    return next(iter(lemmas(word, language)), folding.fold(word))


@lru_cache(maxsize=_READINGS_REMEMBERED)
def forms(word: str, language: str) -> frozenset[str]:
    """The word and every form of what it may be a form of, folded; of an unknown language the word alone.

    >>> sorted(forms("factories", "en")), sorted(forms("окон", "ru"))[:3]
    (['factories', 'factory'], ['окна', 'окнам', 'окнами'])
    """
    primary = tags.primary(language)
    found = {folding.fold(word)}
    of = lemmas(word, primary)
    if primary == "ru":
        readings = _readings(folding.even(word).lower())
        kept = [reading for reading in readings if folding.fold(reading.normal_form) in of]
        with _reading:
            found.update(folding.fold(form.word) for reading in kept for form in reading.lexeme)
    elif of:
        found.update(of, *(map(folding.fold, _forms_of(primary).get(lemma, "").split(" ")) for lemma in of))
    return frozenset(found - {""})


@cache
def _forms_of(primary: str) -> Mapping[str, str]:
    """The forms of each lemma of simplemma's dictionary, with spaces between: lists would be large."""
    found: dict[str, str] = {}
    if primary in SUPPORTED_LANGUAGES:
        for form, lemma in _dictionary(primary).items():
            key = lemma.casefold()
            found[key] = f"{found[key]} {form}" if key in found else form
    return found


@lru_cache(maxsize=_REMEMBERED)
def is_known(word: str, language: str) -> bool:
    """Whether the language's dictionary has the word, case aside, as a form of something."""
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    with _reading:
        if primary == "ru":
            return bool(_CYRILLIC.fullmatch(lowered)) and bool(_morphology().word_is_known(lowered))
        return bool(lowered) and primary in SUPPORTED_LANGUAGES and simplemma.is_known(lowered, primary)


@lru_cache(maxsize=_REMEMBERED)
def is_common(word: str, language: str) -> bool:
    """Whether the dictionary has the word in small letters, as something else than a name.

    >>> [is_common(name, "ru") for name in ("Кончали", "Сантьяго")], is_common("Coronel", "es")
    ([True, False], True)
    """
    primary = tags.primary(language)
    lowered = folding.even(word).lower()
    if primary == "ru":
        readings = _readings(lowered) if is_known(lowered, primary) else []
        return any(_NAME_MARKS.isdisjoint(reading.tag.grammemes) for reading in readings)
    return bool(lowered) and primary in SUPPORTED_LANGUAGES and lowered in _dictionary(primary)


@lru_cache(maxsize=_REMEMBERED)
def keys(word: str, language: str) -> frozenset[str]:
    """All keys of a word of a text.

    As written (=); its lemmas, with ¬ if it cannot be a noun's form; of an unknown word its stem (~) and what
    it is without accents (^); of a capitalised one its stem, as it may be a name; the singulars (~) of what
    looks like a plural.

    >>> sorted(keys("interested", "en")), sorted(keys("Лоте", "ru"))
    (['=interested', 'interested', '¬interest'], ['=лоте', '~лот', 'лот', 'лоте'])
    """
    primary = tags.primary(language)
    folded = folding.fold(word)
    found = {AS_WRITTEN + folded, folded}
    found.update(
        lemma if _may_be_noun(word, lemma, primary) else NO_NOUN + lemma for lemma in lemmas(word, primary)
    )
    found.update(GUESSED + without_accents(singular) for singular in _singulars(folded, primary))
    known = is_known(word, primary)
    if not known:
        found.add(UNACCENTED + without_accents(folded))
    if not known or (word[:1].isupper() and _may_be_inflected_name(word, primary)):
        found.add(GUESSED + stems.stem(folded, primary))
    return frozenset(found)


@lru_cache(maxsize=_REMEMBERED)
def term_keys(word: str, language: str, *, noun: bool = False) -> frozenset[str]:
    """The keys of which a text's word must have one to be a form of this word of a term.

    A word that is a lemma stands for itself: «estado» is not found where ``estar`` is. A singular in es or en
    stands for itself and its plural: «directora» is no «director». ``noun``: forms of a verb or an adjective
    are none of the word's (interest: interested; рабочий: рабочая).
    """
    primary = tags.primary(language)
    folded = folding.fold(word)
    plain = {folded}
    if not _is_lemma(word, primary) and (primary not in _PLURALS or any(_singulars(folded, primary))):
        plain.update(lemmas(word, primary))
    found = {AS_WRITTEN + folded, UNACCENTED + without_accents(folded), *plain}
    if primary in _PLURALS:
        found.add(GUESSED + without_accents(folded))
    if not noun:
        found.update(NO_NOUN + lemma for lemma in plain)
    if not is_known(word, primary):
        found.add(GUESSED + stems.stem(folded, primary))
    return frozenset(found)


@lru_cache(maxsize=_REMEMBERED)
def name_keys(word: str, language: str) -> frozenset[str]:
    """The keys of which a text's word must have one to be a case of this name.

    What the dictionary makes of the name is dropped: «Лота» is no form of «лот». Where names have no cases,
    only its own letters count: «Penco» is no «Pencas», «Estado» no «Estados».
    """
    primary = tags.primary(language)
    folded = folding.fold(word)
    found = {AS_WRITTEN + folded, UNACCENTED + without_accents(folded)}
    if primary == "en":  # Americans, the United States
        found.add(GUESSED + without_accents(folded))
    if primary not in _NAMES_DO_NOT_INFLECT:
        found |= {folded, NO_NOUN + folded, GUESSED + stems.stem(folded, primary)}
    return frozenset(found)


@lru_cache(maxsize=_REMEMBERED)
def may_be_attribute(word: str, following: str, language: str) -> bool:
    """Whether the word may be an adjective that agrees with the noun after it; only Russian is known.

    >>> [may_be_attribute("рабочий", noun, "ru") for noun in ("день", "завода")]
    [True, False]
    """
    if tags.primary(language) != "ru":
        return False
    adjectives, nouns = (_readings(folding.even(form).lower()) for form in (word, following))
    return any(
        (a.case, a.number) == (n.case, n.number) and a.gender in {None, n.gender}
        for a in (reading.tag for reading in adjectives if reading.tag.POS in {"ADJF", "PRTF"})
        for n in (reading.tag for reading in nouns if reading.tag.POS == "NOUN")
    )


def without_accents(folded: str) -> str:
    """A folded word without acute and grave accents; ñ, й and ü stay."""
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).translate(_ACCENTS))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words and forms, as the glossary library wants them (``glossary.language.Language``)."""

    tag: str

    def covers(self, tag: str) -> bool:
        """Whether a term with this tag is of the language: the same language and script, any region."""
        return tags.closeness(self.tag, tag) is not None

    def words(self, text: str) -> list[Word]:
        """The words of the text with their spans."""
        return words(text, self.tag)

    def fold(self, word: str) -> str:
        """The word without case and what else makes no other word."""
        return folding.fold(word)

    def lemma(self, word: str) -> str:
        """The likeliest dictionary form of a word, folded; the folded word if none is known."""
        return lemma(word, self.tag)

    def keys(self, word: str) -> frozenset[str]:
        """All keys of a word of a text."""
        return keys(word, self.tag)

    def term_keys(self, word: str, *, noun: bool = False) -> frozenset[str]:
        """The keys of a word of a term."""
        return term_keys(word, self.tag, noun=noun)

    def name_keys(self, word: str) -> frozenset[str]:
        """The keys of a name."""
        return name_keys(word, self.tag)

    def may_be_attribute(self, word: str, following: str) -> bool:
        """Whether the word may be an adjective of the noun after it."""
        return may_be_attribute(word, following, self.tag)

    def is_common(self, word: str) -> bool:
        """Whether the dictionary has the word in small letters, as something else than a name."""
        return is_common(word, self.tag)


def _is_lemma(word: str, primary: str) -> bool:
    folded = folding.fold(word)
    return folded in lemmas(word, primary) or folded in _lemmas_of(primary)


def _may_be_inflected_name(word: str, primary: str) -> bool:
    """Whether a known word may be a case of a name: Лоте, but not Или or Жили."""
    if primary in _NAMES_DO_NOT_INFLECT:
        return False
    return primary != "ru" or any("NOUN" in reading.tag for reading in _readings(word.lower()))


@lru_cache(maxsize=_READINGS_REMEMBERED)
def _readings(word: str) -> list[Parse]:
    if not _CYRILLIC.fullmatch(word):
        return []
    with _reading:
        found: list[Parse] = _morphology().parse(word)
    return found


def _russian(word: str) -> list[str]:
    probabilities: dict[str, float] = defaultdict(float)
    for reading in _readings(word):
        probabilities[reading.normal_form] += reading.score
    best = sorted(probabilities, key=lambda lemma: (-probabilities[lemma], lemma))
    return [lemma for lemma in best if probabilities[lemma] >= LEAST_PROBABILITY] or best[:1]


def _simple(word: str, primary: str) -> list[str]:
    if not word or primary not in SUPPORTED_LANGUAGES:
        return []
    with _reading:
        found = [simplemma.lemmatize(word, primary)]
    found += (
        singular for singular in _singulars(word, primary) if folding.fold(singular) in _lemmas_of(primary)
    )
    return found


def _singulars(word: str, primary: str) -> Iterator[str]:
    """What a word may be the plural of by its ending, dictionary or not."""
    for ending, other in _PLURALS.get(primary, ()):
        singular = re.sub(ending, other, word)
        if singular != word and len(singular) > 2:
            yield singular


def _may_be_noun(word: str, lemma: str, primary: str) -> bool:
    """Whether the word, as a form of the lemma, may be a noun: рабочих, but not рабочая or interested."""
    if primary == "ru":
        readings = [r for r in _readings(folding.even(word).lower()) if folding.fold(r.normal_form) == lemma]
        return any("NOUN" in reading.tag for reading in readings)
    folded = folding.fold(word)
    return primary != "en" or lemma == folded or not folded.endswith(("ed", "ing"))


@cache
def _lemmas_of(primary: str) -> frozenset[str]:
    """All lemmas of simplemma's dictionary, folded."""
    if primary == "ru" or primary not in SUPPORTED_LANGUAGES:
        return frozenset()
    return frozenset(map(folding.fold, frozenset(_dictionary(primary).values())))


def _dictionary(primary: str) -> Mapping[str, str]:
    """Simplemma's own copy of its dictionary, forms to lemmas."""
    with _reading:
        return DEFAULT_DICTIONARY_FACTORY.get_dictionary(primary)


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
