"""Words with letters of two scripts that look alike, and Roman numerals typed in Cyrillic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from tmserver.audit.finding import Finding
from tmserver.audit.pair import Pair, Reading

_WORD = regex.compile(r"[\p{Cyrillic}\p{Latin}\p{Greek}\p{M}0-9]+")
_SCRIPTS = {
    "Cyrillic": regex.compile(r"\p{Cyrillic}"),
    "Latin": regex.compile(r"\p{Latin}"),
    "Greek": regex.compile(r"\p{Greek}"),
}
# What every mixed word has somewhere, and every Roman numeral in Cyrillic: few texts have either.
_SUSPECT = regex.compile(
    r"[ХІ]|\p{Cyrillic}[\p{M}0-9]*[\p{Latin}\p{Greek}]|\p{Latin}[\p{M}0-9]*[\p{Cyrillic}\p{Greek}]"
    r"|\p{Greek}[\p{M}0-9]*[\p{Cyrillic}\p{Latin}]"
)
# What a suspect text has for certain, found in a fifth of the time: a letter that is not Latin, and one that
# is not Cyrillic (or one of these two).
_NOT_LATIN = re.compile(r"[\u0370-\u1fff\u2126\u2c00-\U0010ffff]")
_NOT_CYRILLIC = re.compile(r"[A-Za-z\xaa\xbaÀ-ϿХІ\u1c80-\u1fff\u2126-\U0010ffff]")
_CYRILLIC_ROMAN = regex.compile(r"(?<!\w)(?:[ХIVXІ]*[ХІ][ХIVXІ]*)(?!\w)")
_CENTURY = regex.compile(r"\s*(?:[-–—]\s*\w+\s*)?(?:век|вв?\.|столет|съезд|пленум|класс|корпус)|[-–—][ХІIVX]")
_BEFORE_CENTURY = regex.compile(r"\b(?:siglos?|congreso|century|congress)\s+$", regex.IGNORECASE)
_LATIN = str.maketrans("АВЕКМНОРСТУХІЈЅасеорухіјѕѵ", "ABEKMHOPCTYXIJSaceopyxijsv")


def find_mixed_scripts(pair: Pair) -> Iterator[Finding]:
    """A finding for each word of either text that mixes scripts between its hyphens.

    A letter of each script beside digits or a hyphen is no mixture (IT-отдел), nor are codes and URLs.
    """
    for reading, _ in pair.both_ways():
        if not reading.known(_is_suspect):
            continue
        text = reading.prose
        for word in _WORD.finditer(text):
            form = word.group()
            if form.isascii() or form.isdigit():
                continue
            if _is_roman(form, text, word.start(), word.end()):
                yield pair.about(
                    reading,
                    "name-script",
                    "roman-in-cyrillic",
                    word.span(),
                    text=form,
                    expected=[form.translate(_LATIN)],
                )
            elif _is_mixed(form):
                yield pair.about(
                    reading, "name-script", "mixed-script", word.span(), text=form, foreign=_foreign(form)
                )


def _is_suspect(reading: Reading) -> bool:
    text = reading.prose
    return bool(_NOT_LATIN.search(text) and _NOT_CYRILLIC.search(text) and _SUSPECT.search(text))


def mixed_words(text: str) -> list[str]:
    """The words of a text that mix scripts."""
    return [form for form in _WORD.findall(text) if not form.isascii() and _is_mixed(form)]


def _is_mixed(form: str) -> bool:
    return sum(1 for script in _SCRIPTS.values() if script.search(form)) > 1


def _is_roman(form: str, text: str, start: int, end: int) -> bool:
    """Whether a word is a Roman numeral with Cyrillic letters: two or more, or one beside a century."""
    if not _CYRILLIC_ROMAN.fullmatch(form):
        return False
    if len(form) > 1:
        return True
    return bool(_CENTURY.match(text, end) or _BEFORE_CENTURY.search(text[max(0, start - 20) : start]))


def _foreign(form: str) -> str:
    """The letters of the script that the word has fewer of."""
    by_script = ("".join(script.findall(form)) for script in _SCRIPTS.values())
    return min((letters for letters in by_script if letters), key=len)
