"""The keys by which two forms of a word meet.

Keys are lemmas; Snowball only guesses at what the dictionaries do not know and at names.
"""

from __future__ import annotations

from functools import lru_cache

from tmserver.language import folding, stems, tags
from tmserver.language.dictionaries import is_known, is_lemma, readings
from tmserver.language.lemmas import PLURALS, lemmas, singulars

AS_WRITTEN, GUESSED, UNACCENTED, NO_NOUN = "=", "~", "^", "¬"
"""What stands before a key that is no lemma of a noun."""

_REMEMBERED = 1 << 15
# Where names have no cases: a guess at their stem finds only others (Penco, pencas).
_NAMES_DO_NOT_INFLECT = frozenset({"ca", "en", "es", "fr", "gl", "it", "pt"})


@lru_cache(maxsize=_REMEMBERED)
def keys(word: str, language: str) -> frozenset[str]:
    """All keys of a word of a text.

    As written (=); its lemmas, with ¬ if it cannot be a noun's form; of an unknown word its stem (~) and what
    it is without accents (^); of a capitalised one its stem, as it may be a name; the singulars (~) of what
    looks like a plural.

    >>> sorted(keys("interested", "en")), sorted(keys("Лоте", "ru"))
    (['=interested', 'interested', '¬interest'], ['=лоте', '~лот', 'лот', 'лоте'])
    """
    if word.isascii() and word.isdigit():
        # No end of them, and no dictionary makes anything else of a figure.
        return frozenset((AS_WRITTEN + word, word, UNACCENTED + word, GUESSED + word))
    primary = tags.primary(language)
    folded = folding.fold(word)
    found = {AS_WRITTEN + folded, folded}
    found.update(
        lemma if _may_be_noun(word, lemma, primary) else NO_NOUN + lemma for lemma in lemmas(word, primary)
    )
    found.update(GUESSED + folding.without_accents(singular) for singular in singulars(folded, primary))
    known = is_known(word, primary)
    if not known:
        found.add(UNACCENTED + folding.without_accents(folded))
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
    if not _is_lemma(word, primary) and (primary not in PLURALS or any(singulars(folded, primary))):
        plain.update(lemmas(word, primary))
    found = {AS_WRITTEN + folded, UNACCENTED + folding.without_accents(folded), *plain}
    if primary in PLURALS:
        found.add(GUESSED + folding.without_accents(folded))
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
    found = {AS_WRITTEN + folded, UNACCENTED + folding.without_accents(folded)}
    if primary == "en":  # Americans, the United States
        found.add(GUESSED + folding.without_accents(folded))
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
    adjectives, nouns = (readings(folding.even(form).lower()) for form in (word, following))
    return any(
        (a.case, a.number) == (n.case, n.number) and a.gender in {None, n.gender}
        for a in (reading.tag for reading in adjectives if reading.tag.POS in {"ADJF", "PRTF"})
        for n in (reading.tag for reading in nouns if reading.tag.POS == "NOUN")
    )


def _is_lemma(word: str, primary: str) -> bool:
    folded = folding.fold(word)
    return folded in lemmas(word, primary) or is_lemma(folded, primary)


def _may_be_inflected_name(word: str, primary: str) -> bool:
    """Whether a known word may be a case of a name: Лоте, but not Или or Жили."""
    if primary in _NAMES_DO_NOT_INFLECT:
        return False
    return primary != "ru" or any("NOUN" in reading.tag for reading in readings(word.lower()))


def _may_be_noun(word: str, lemma: str, primary: str) -> bool:
    """Whether the word, as a form of the lemma, may be a noun: рабочих, but not рабочая or interested."""
    if primary == "ru":
        found = readings(folding.even(word).lower())
        return any("NOUN" in reading.tag for reading in found if folding.fold(reading.normal_form) == lemma)
    folded = folding.fold(word)
    return primary != "en" or lemma == folded or not folded.endswith(("ed", "ing"))
